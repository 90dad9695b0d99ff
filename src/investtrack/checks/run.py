"""Runs every rule: the core's, then those that plugins offer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from investtrack.checks.absent import check_absent
from investtrack.checks.activity import check_activity
from investtrack.checks.data_month import check_data_month
from investtrack.checks.entries import check_entries
from investtrack.checks.funds import check_funds
from investtrack.checks.ledgers import check_ledgers
from investtrack.checks.links import check_links
from investtrack.checks.magnitudes import check_magnitudes
from investtrack.checks.projects import check_projects
from investtrack.checks.totals import check_breakdowns, check_stated_totals, check_targets
from investtrack.findings import Finding, make
from investtrack.metrics.figure import Figure
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.source import CellRef


class Check(ABC):
    """A rule, or a group of rules, from outside the core.

    Attributes:
        name: what it is called among all checks, such as ``near-names``.
        label: Chinese name.
    """

    name: ClassVar[str]
    label: ClassVar[str]

    @abstractmethod
    def run(self, facts: LedgerView) -> Iterable[Finding]:
        """Yield what is wrong in ``facts.ledger``, as of ``facts.as_of``, by ``facts.profile``.

        A finding of the same code and place as one of the core's takes its place: it knows more.
        What is raised becomes a finding that names the check; the other checks still run.
        """


def check_ledger(
    facts: LedgerView, figures: Mapping[str, Figure], checks: Iterable[Check] = ()
) -> tuple[Finding, ...]:
    """Return every fault of the ledger behind *facts* and of the figures computed from it.

    Args:
        facts: the ledger and what is known of it.
        figures: what was computed.
        checks: further checks; one that fails is named as a finding.
    """
    found = list(_core(facts, figures))
    for check in checks:
        _add(found, check, facts)
    return tuple(found)


def _core(facts: LedgerView, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    yield from check_projects(facts)
    yield from check_data_month(facts, figures)
    yield from check_entries(facts)
    yield from check_links(facts)
    yield from check_ledgers(facts)
    yield from check_absent(facts)
    yield from check_activity(facts)
    yield from check_funds(facts)
    yield from check_stated_totals(facts)
    yield from check_targets(facts, figures)
    yield from check_magnitudes(facts, figures)
    yield from check_breakdowns(figures)


def _add(found: list[Finding], check: Check, facts: LedgerView) -> None:
    places: dict[tuple[str, CellRef], int] | None = None
    try:
        for finding in check.run(facts):
            if not isinstance(finding, Finding):
                raise TypeError(f"{type(finding).__name__} is no Finding")  # noqa: TRY301
            if places is None:
                places = {(item.code, item.place): index for index, item in enumerate(found)}
            index = places.pop((finding.code, finding.place), len(found))
            found[index : index + 1] = [finding]
    except Exception as error:  # noqa: BLE001 - any fault of a check is its own
        found.append(_failed(check, facts, error))


def _failed(check: Check, facts: LedgerView, error: Exception) -> Finding:
    return make(
        "check-failed",
        CellRef("、".join(facts.ledger.sources), ""),
        label=check.label,
        check=check.name,
        error=f"{type(error).__name__}: {error}",
    )
