"""Rules for entries into the library."""

from __future__ import annotations

from collections.abc import Iterator

from investtrack.checks.alike import Alike
from investtrack.checks.made import fault
from investtrack.findings import Finding
from investtrack.metrics.figures.entry import readiness_of
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.selections import entering_by_period_end
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.series import at
from investtrack.values.period import Month


def check_entries(facts: LedgerView) -> Iterator[Finding]:
    """Yield the faults of every entry."""
    alike = Alike()
    for entry in facts.ledger.entries or ():
        yield from _amounts(facts, entry, alike)
        yield from _status(facts, entry, alike)
        yield from _project(facts, entry)
        yield from _plans(facts, entry, alike)
    yield from alike.findings()
    yield from _unplanned(facts)


def _amounts(facts: LedgerView, entry: Entry, alike: Alike) -> Iterator[Finding]:
    total = entry.total_investment
    if total is None:
        yield from alike.missing("total-missing", entry, "total_investment", variant="entry")
        return
    if total < facts.profile.entry.threshold:
        limit = facts.profile.entry.threshold.yuan
        slip = limit <= total.yuan * 10000 < 10**10
        yield fault(
            "entry-below-threshold",
            entry,
            "total_investment",
            variant="slip" if slip else "",
            amount=total,
            limit=facts.profile.entry.threshold,
        )
    for end, amount in entry.contribution:
        if amount.yuan > total.yuan:
            yield fault(
                "part-exceeds-total",
                entry,
                f"contribution.{end}",
                variant="contribution",
                month=end.ytd_label,
                amount=amount,
                limit=total,
                related=(entry.origin.cell("total_investment"),),
            )
    for (before, earlier), (end, later) in zip(
        entry.contribution, entry.contribution[1:], strict=False
    ):
        if later.yuan < earlier.yuan and before.year == end.year:
            yield fault(
                "ytd-falling",
                entry,
                f"contribution.{end}",
                variant="contribution",
                label="预计贡献投资",
                month=end.ytd_label,
                before=before.ytd_label,
                amount=later,
                limit=earlier,
            )


def _status(facts: LedgerView, entry: Entry, alike: Alike) -> Iterator[Finding]:
    entered = entry.status is EntryStatus.ENTERED
    if entered and entry.entered_on is None:
        yield from alike.missing("entered-without-date", entry, "entered_on", variant="entry")
    if entry.entered_on is not None and entry.status is not None and not entered:
        yield fault(
            "library-contradiction",
            entry,
            "status",
            variant="entry",
            status=entry.status,
            date=entry.entered_on.label,
            related=(entry.origin.cell("entered_on"),),
        )
    if entered and entry.entered_on and entry.entered_on.first > facts.as_of:
        yield fault(
            "date-after-as-of",
            entry,
            "entered_on",
            variant="entry",
            date=entry.entered_on.label,
            as_of=facts.as_of,
        )
    if entry.status is None:
        yield from alike.missing("status-missing", entry, "status")
    if entry.planned_on is None:
        yield from alike.missing("planned-date-missing", entry, "planned_on")
    if entry.status is EntryStatus.RETURNED and not entry.returned_because:
        yield from alike.missing("returned-without-reason", entry, "returned_because")
    if entered and entry.papers:
        lacking = readiness_of(facts, entry).missing
        if lacking:
            yield fault(
                "entered-without-papers",
                entry,
                f"papers.{lacking[0]}",
                number=len(lacking),
                papers="、".join(lacking),
            )


def _project(facts: LedgerView, entry: Entry) -> Iterator[Finding]:
    project = facts.project_of(entry)
    if project is None:
        return
    entered = entry.status is EntryStatus.ENTERED
    if entered and project.is_in_library is False:
        yield fault(
            "entered-not-in-library",
            entry,
            "status",
            here="已入库",
            there="未入库",
            status=entry.status,
            related=(project.origin.cell("is_in_library"),),
        )
    if (
        not entered
        and entry.status is not None
        and project.is_in_library is True
        and project.entered_on is None
    ):
        yield fault(
            "entered-not-in-library",
            entry,
            "status",
            here="未入库",
            there="已入库",
            status=entry.status,
            related=(project.origin.cell("is_in_library"),),
        )
    if (
        facts.entered_before(project, facts.period.start)
        and entry.planned_on
        and entry.planned_on.last in facts.period
    ):
        yield fault(
            "entry-already-in-library",
            entry,
            "planned_on",
            date=entry.planned_on.label,
            related=(project.origin.cell("entered_on"),),
        )


def _plans(facts: LedgerView, entry: Entry, alike: Alike) -> Iterator[Finding]:
    """A second plan of a project that enters this year, and contributions before it is to enter."""
    if not facts.takes(entering_by_period_end, entry):
        return
    project, end = facts.project_of(entry), facts.period.last_month
    own, other = at(entry.contribution, end), at(project.planned, end) if project else None
    if project and own is not None and other is not None and own != other:
        yield fault(
            "plan-stated-twice", entry, f"contribution.{end}", month=end.ytd_label, amount=own, other=other,
            related=(project.origin.cell(f"planned.{end}"),),
        )  # fmt: skip
    planned, entered = entry.planned_on, entry.entered_on
    if planned is None or entered is not None:
        return
    due = Month.of(planned.last)
    early = [
        month for month, amount in entry.contribution
        if month.ordinal < due.ordinal and month.year == due.year and amount.yuan > 0
    ]  # fmt: skip
    if early:
        months = "、".join(month.ytd_label for month in early)
        alike.tally(
            "contribution-before-entry", entry, f"contribution.{early[0]}", planned=planned.label, months=months,
            several={"months": "有的月份"}, related=(entry.origin.cell("planned_on"),),
        )  # fmt: skip


def _unplanned(facts: LedgerView) -> Iterator[Finding]:
    """A project that entered this year by the end of P and stands in no entry row: its plan is counted nowhere."""
    if facts.ledger.entries is None:
        return
    listed = {id(project) for entry in facts.ledger.entries if (project := facts.project_of(entry))}
    for project in facts.ledger.projects or ():
        entered = project.entered_on
        if (
            project.is_in_library
            and entered
            and facts.period.year_start <= entered.last <= facts.period.end
            and id(project) not in listed
        ):
            yield fault("entered-outside-plan", project, "entered_on", date=entered.label)
