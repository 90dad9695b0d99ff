"""A ledger as it would be under suppositions: the same records, some of them otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve

from investtrack.analysis.spans import moved
from investtrack.json_object import JsonObject
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.selections import has_entered
from investtrack.model.entry import Entry
from investtrack.model.ledger import Ledger
from investtrack.model.project import Project
from investtrack.model.record import CodedRecord
from investtrack.model.series import Series
from investtrack.report import Report, build_report
from investtrack.values.amount import EXACT, ZERO, Amount
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, month
from investtrack.values.rate import Rate
from investtrack_forecast.finding_projects import ProjectRows, find_project
from investtrack_forecast.supposition_kind import SuppositionKind
from investtrack_forecast.suppositions import Supposition, SuppositionError


def suppose(report: Report, changes: Sequence[Supposition]) -> Report:
    """Return the report as it would be under *changes*, applied in order.

    Raises:
        SuppositionError: a project is unknown or ambiguous, or what is supposed of it cannot be.
    """
    facts, ledger = report.facts, report.ledger
    for change in changes:
        ledger = _applied(facts, change)
        facts = LedgerView(ledger, report.profile, report.period, report.as_of)
    return build_report(ledger, profile=report.profile, period=report.period, as_of=report.as_of)


def _applied(facts: LedgerView, change: Supposition) -> Ledger:
    found = find_project(facts, change.project)
    if change.kind is SuppositionKind.WITHOUT:
        return _without(facts, found)
    closed = _last_closed(facts)
    if change.kind is SuppositionKind.SHARE and change.share is not None:
        return _replaced(facts, found, *_shared(facts, found, change.share, closed))
    months = change.months
    if change.kind is SuppositionKind.ENTER and change.month is not None:
        months = _months_to(facts, found, change.month)
        if found.entry is not None and found.entry.planned_on is None:
            entry = evolve(
                found.entry, planned_on=DateSpan.month(change.month.year, change.month.month)
            )
            return _replaced(facts, found, found.project, entry)
    return _replaced(facts, found, *_delayed(facts, found, months, closed))


def _without(facts: LedgerView, found: ProjectRows) -> Ledger:
    """Drop every row about the project, save what supervision saw."""
    kept: JsonObject = {}
    for attribute in ("projects", "entries", "starts", "resumptions", "issues"):
        rows = getattr(facts.ledger, attribute)
        if rows is not None:
            kept[attribute] = tuple(row for row in rows if not _is_about(facts, found, row))
    return evolve(facts.ledger, **kept)


def _is_about(facts: LedgerView, found: ProjectRows, row: CodedRecord) -> bool:
    if row is found.project or row is found.entry:
        return True
    if isinstance(row, (Project, Entry)):
        return False
    if found.project is not None:
        return facts.project_of(row) is found.project
    entry = found.entry
    return entry is not None and (
        row.code == entry.code if row.code and entry.code else row.name == entry.name
    )


def _replaced(
    facts: LedgerView, found: ProjectRows, project: Project | None, entry: Entry | None
) -> Ledger:
    """Put *project* and *entry* where the found rows stood."""
    changed: JsonObject = {}
    for attribute, old, new in (
        ("projects", found.project, project),
        ("entries", found.entry, entry),
    ):
        rows = getattr(facts.ledger, attribute)
        if old is not None and rows is not None:
            changed[attribute] = tuple(new if row is old else row for row in rows)
    return evolve(facts.ledger, **changed)


def _last_closed(facts: LedgerView) -> Month:
    """Return the last month that is over at t; what lies after it can still be otherwise.

    January stands for nothing closed yet.
    """
    now = facts.month
    if facts.as_of == now.end:
        return now
    return month(now.year, max(now.month - 1, 1))


def _months_to(facts: LedgerView, found: ProjectRows, wanted: Month) -> int:
    """Return the months from the planned entry to the wanted one; negative is earlier."""
    entry = found.entry
    if entry is None:
        raise SuppositionError(f"“{found.name}”不在入库计划，不能假设何时入库")
    if has_entered(facts, entry):
        raise SuppositionError(f"“{found.name}”已经入库，不能假设何时入库")
    if wanted < facts.month:
        raise SuppositionError(
            f"“{found.name}”不能假设在截止日期之前的{wanted.year}年{wanted.month}月入库"
        )
    if entry.planned_on is None:
        return 0
    last = entry.planned_on.last
    return (wanted.year - last.year) * 12 + wanted.month - last.month


def _delayed(
    facts: LedgerView, found: ProjectRows, months: int, closed: Month
) -> tuple[Project | None, Entry | None]:
    """Move what lies ahead by *months*: the plan of what is in the library, an entry that has not entered."""
    project, entry = found.project, found.entry
    is_waiting = entry is not None and not has_entered(facts, entry)
    if entry is not None and is_waiting:
        planned = entry.planned_on and moved(entry.planned_on, months)
        entry = evolve(
            entry, planned_on=planned, contribution=shifted(entry.contribution, months, None)
        )
    elif entry is not None:
        entry = evolve(entry, contribution=shifted(entry.contribution, months, closed))
    if project is not None:
        base = None if is_waiting else closed
        project = evolve(project, planned=shifted(project.planned, months, base))
    return project, entry


def _shared(
    facts: LedgerView, found: ProjectRows, share: Rate, closed: Month
) -> tuple[Project | None, Entry | None]:
    """Scale what lies ahead; what has not entered lies wholly ahead."""
    project, entry = found.project, found.entry
    is_waiting = entry is not None and not has_entered(facts, entry)
    base = None if is_waiting else closed
    if entry is not None:
        entry = evolve(entry, contribution=scaled(entry.contribution, share, base))
    if project is not None:
        project = evolve(project, planned=scaled(project.planned, share, base))
    return project, entry


def shifted(series: Series, months: int, closed: Month | None) -> Series:
    """Return a cumulated series whose growth after *closed* comes *months* later; earlier if negative.

    A month takes the amount that stood *months* before it, within its year, but none before
    *closed*; before the year nothing is done. Moved earlier, the months past the series' end keep
    its last amount: no more is promised than the ledger states. A month whose source the ledger
    leaves empty is left out: unknown.
    """
    stated = dict(series)
    found = []
    for end, amount in series:
        if closed is not None and end <= closed:
            found.append((end, amount))
            continue
        value = _at(stated, end, months, closed)
        if value is not None:
            found.append((end, value))
    return tuple(found)


def _at(
    stated: dict[Month, Amount], end: Month, months: int, closed: Month | None
) -> Amount | None:
    last = max(m for m in stated if m.year == end.year)
    number = end.month - months
    if number > last.month:
        return stated[last]
    source = month(end.year, number) if number >= 1 else None
    if closed is not None and closed.year == end.year and (source is None or source < closed):
        return _base(stated, closed)
    if source is None or not source.is_reported:
        return ZERO
    return stated.get(source)


def _base(stated: dict[Month, Amount], closed: Month) -> Amount:
    """Return the newest amount up to *closed*; nothing where the series begins later."""
    ends = [m for m in stated if m.year == closed.year and m <= closed]
    return stated[max(ends)] if ends else ZERO


def scaled(series: Series, share: Rate, closed: Month | None) -> Series:
    """Return a cumulated series of which only *share* of the growth after *closed* comes about."""
    stated = dict(series)
    found = []
    for end, amount in series:
        base = ZERO if closed is None or end.year != closed.year else _base(stated, closed)
        is_past = closed is not None and end <= closed
        found.append((end, amount if is_past else base + times(amount - base, share)))
    return tuple(found)


def times(amount: Amount, share: Rate) -> Amount:
    """Return *amount* × *share*, exact.

    Raises:
        SuppositionError: the product is no finite decimal, as of a third.
    """
    above, below = share.fraction.numerator, share.fraction.denominator
    try:
        product = EXACT.multiply(amount.yuan, Decimal(above))
        return Amount(EXACT.divide(product, Decimal(below)))
    except ArithmeticError as error:
        raise SuppositionError(
            f"比例 {share.fraction} 乘不出有限小数，请用百分数，如 50%"
        ) from error
