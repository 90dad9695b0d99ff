"""What is read of a subject for a light: a number with its words and cells, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import define, frozen

from investtrack.analysis.subjects import Subject, subjects
from investtrack.metrics.figure import cells_of
from investtrack.metrics.figures.progress import open_issues, stopped
from investtrack.metrics.ledger_view import AbsentError, LedgerView, normal_name
from investtrack.model.fund import Fund
from investtrack.model.record import NamedRecord
from investtrack.model.source import CellRef
from investtrack.report import Report


Source = tuple[Any, tuple[str, ...]]
"""A record and the fields that were read of it."""


@frozen(eq=False)
class Reading:
    """One measure of one subject.

    Attributes:
        number: in the measure's unit; None where nothing is known.
        say: gives the Chinese words: what was read, or why nothing could be.
        sources: records and fields it was read from.
        figures: ids of the report's figures it was taken from, for the county as a whole.
    """

    number: Fraction | None
    say: Callable[[], str]
    sources: tuple[Source, ...] = ()
    figures: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The Chinese words."""
        return self.say()

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """The cells it was read from."""
        return tuple(cell for record, keys in self.sources for cell in cells_of(record, keys))


def unknown(why: str, *sources: Source) -> Reading:
    """Return a reading of nothing, and why."""
    return Reading(None, lambda: why, sources)


def number_text(number: Fraction) -> str:
    """Return *number* with two decimals at most, rounded half up once."""
    above, below = number.as_integer_ratio()
    hundredths = (abs(above) * 200 + below) // (2 * below)
    whole, rest = divmod(hundredths, 100)
    text = f"{whole}.{rest:02}".rstrip("0").removesuffix(".")
    return f"-{text}" if above < 0 and hundredths else text


@define(slots=False, eq=False)
class Scene:
    """What readers share: the report, its subjects, and sets made once."""

    report: Report

    @property
    def facts(self) -> LedgerView:
        """The report's facts."""
        return self.report.facts

    @property
    def today(self) -> date:
        """The as-of date t."""
        return self.report.as_of

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Everybody judged."""
        return subjects(self.facts)

    @cached_property
    def of_project(self) -> dict[int, Subject]:
        """Identity of a row of 项目台账 → its subject."""
        return {id(s.project): s for s in self.subjects if s.project is not None}

    @cached_property
    def _by_name(self) -> dict[str, list[Subject]]:
        found: dict[str, list[Subject]] = {}
        for subject in self.subjects:
            found.setdefault(normal_name(subject.name), []).append(subject)
        return found

    def subject_named(self, record: NamedRecord) -> Subject | None:
        """Return the subject a record is about: its project's, else the only one of its name."""
        project = self.facts.project_of(record)
        if project is not None:
            return self.of_project.get(id(project))
        found = self._by_name.get(normal_name(record.name or ""), ())
        return found[0] if len(found) == 1 else None

    @cached_property
    def funds_of(self) -> dict[int, tuple[Fund, ...]]:
        """Identity of a row of 项目台账 → its rows of 项目资金."""
        found: dict[int, list[Fund]] = {}
        for fund in self.facts.ledger.funds or ():
            project = self.facts.project_of(fund)
            if project is not None:
                found.setdefault(id(project), []).append(fund)
        return {key: tuple(funds) for key, funds in found.items()}

    @cached_property
    def stopped(self) -> frozenset[int]:
        """Identities of the projects stopped at t; empty where the ledger has no such column."""
        try:
            return frozenset(id(record) for record in self.facts.select(stopped).records)
        except AbsentError:
            return frozenset()

    @cached_property
    def open_issues(self) -> frozenset[int] | None:
        """Identities of the issues open at t; None where 问题清单 has no 状态."""
        try:
            return frozenset(id(record) for record in self.facts.select(open_issues).records)
        except AbsentError:
            return None


Reader = Callable[[Scene, Subject], Sequence[Reading]]
"""Scene and subject → readings; none where the measure does not concern the subject."""
