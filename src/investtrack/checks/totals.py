"""Stated subtotals against their parts, breakdowns against their wholes, targets against arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from investtrack.checks.causes import ROUNDED, SHORT, Covered, amount_cause, count_cause
from investtrack.checks.made import fault
from investtrack.findings import Finding, make
from investtrack.metrics.figure import Breakdown, Figure
from investtrack.metrics.figures.targets import (
    NO_GROWTH,
)
from investtrack.metrics.ledger_view import AbsentError, LedgerView, normal_name
from investtrack.metrics.target_rows import (
    OWN_FIRST,
    find_target,
    is_about,
    quarter_rows,
    tiled,
)
from investtrack.model.columns import columns
from investtrack.model.ledger import StatedTotal
from investtrack.model.source import CellRef
from investtrack.model.target import AssignedBy, Basis, Indicator, Target
from investtrack.values.amount import Amount
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate, growth


def check_stated_totals(facts: LedgerView) -> Iterator[Finding]:
    """Yield subtotal and total rows that differ from their parts, with a guess at the cause."""
    if not facts.ledger.totals:
        return
    rows: dict[tuple[int, int], Any] = {}
    for sheet in facts.ledger.sheets:
        for record in getattr(facts.ledger, sheet.attribute) or ():
            rows[id(record.origin.sheet), record.origin.row] = record
    for total in facts.ledger.totals:
        parts = [
            r for row in total.scope if (r := rows.get((id(total.origin.sheet), row))) is not None
        ]
        covered = Covered(total, parts, facts.ledger.totals)
        if total.count is not None and total.count != len(parts):
            yield fault(
                "stated-count-differs",
                total,
                "name",
                cause=count_cause(covered),
                stated=total.count,
                counted=len(parts),
            )
        found = [finding for key, stated in total.amounts for finding in _total(covered, key, stated)]  # fmt: skip
        unexplained = sum("不符，" not in finding.message for finding in found)
        short = [finding for finding in found if SHORT in finding.message]
        if len(short) >= _MANY:
            yield _rows_missing(covered, short)
            yield from (finding for finding in found if finding not in short)
        elif unexplained >= _MANY and unexplained * 2 > len(total.amounts):
            yield _other_scope(total, found)
        else:
            yield from found


# From so many differing columns on, the row covers other rows than those above it.
_MANY = 3


def _rows_missing(covered: Covered, found: list[Finding]) -> Finding:
    return fault(
        "stated-total-differs",
        covered.total,
        "name",
        variant="short",
        columns=len(found),
        lacking=covered.rows_short,
        short=SHORT,
        amount=found[0].found,
        cell=found[0].place.cell,
        sum=found[0].expected,
        related=tuple(finding.place for finding in found),
    )


def _other_scope(total: StatedTotal, found: list[Finding]) -> Finding:
    return fault(
        "stated-total-scope",
        total,
        "name",
        columns=len(found),
        amount=found[0].found,
        cell=found[0].place.cell,
        sum=found[0].expected,
        related=tuple(finding.place for finding in found),
    )


_month = lru_cache(maxsize=256)(Month.parse)


def value_of(record: object, key: str) -> Amount | None:
    """Return the amount of a column key such as ``year_plan`` or ``planned.2022-03``."""
    field, _, end = key.partition(".")
    value = getattr(record, field, None)
    if end and isinstance(value, tuple):
        last = _month(end)
        return next((amount for month, amount in value if month == last), None)
    return value if isinstance(value, Amount) else None


def _total(covered: Covered, key: str, stated: Amount) -> Iterator[Finding]:
    amounts = [amount for part in covered.rows if (amount := value_of(part, key)) is not None]
    actual = Amount.total(amounts)
    if stated == actual:
        return
    cause = amount_cause(covered, key, stated, value_of)
    yield fault(
        "stated-total-differs",
        covered.total,
        key,
        variant="rounded" if ROUNDED in cause else "",
        rows=len(amounts),
        cause=cause,
        amount=stated,
        sum=actual,
    )


def check_breakdowns(figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Yield partitions whose parts do not make up the whole, naming how many records are in no part."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures.values():
        if figure.breakdown is not Breakdown.PARTITION or figure.is_absent:
            continue
        whole = figures.get(figure.whole)
        if whole is None:
            continue
        if isinstance(figure.value, Mapping):
            yield from _uneven(whole, figure.title, _sum(list(figure.value.values())), figure)
        else:
            groups.setdefault(figure.whole, []).append(figure)
    for whole_id, parts in groups.items():
        title = "、".join(part.title for part in parts)
        yield from _uneven(figures[whole_id], title, _sum([part.value for part in parts]), parts[0])


def _sum(values: list[object]) -> Amount | int:
    values = [value.get("count", 0) if isinstance(value, Mapping) else value for value in values]
    if any(isinstance(value, Amount) for value in values):
        return Amount.total(value for value in values if isinstance(value, Amount))
    return sum(value for value in values if isinstance(value, int))


def _uneven(whole: Figure, title: str, parts: Amount | int, figure: Figure) -> Iterator[Finding]:
    value: Any = whole.value
    if isinstance(parts, int) and isinstance(value, Amount) and not parts:
        parts = Amount.total(())
    # no whole, as of an absent figure, is of no type of parts
    if parts == value or type(parts) is not type(value):
        return
    known = {id(r) for section in figure.sections for r in section.records}
    outside = [
        c
        for section in whole.sections
        for c, r in zip(section, section.records, strict=True)
        if id(r) not in known
    ]
    cells = tuple(cell for contribution in outside[:5] for cell in contribution.cells[:1])
    yield make(
        "breakdown-differs",
        cells[0] if cells else _any_cell(whole),
        parts=title,
        whole=whole.title,
        sum=parts,
        amount=value,
        related=cells,
    )


def _any_cell(figure: Figure) -> CellRef:
    return next((cell for item in figure.contributions for cell in item.cells), CellRef("", ""))


def check_targets(facts: LedgerView, figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Yield targets that contradict their own base, each other, or what is expected."""
    for target in facts.ledger.targets or ():
        yield from _growth(target, "amount", "growth", "目标值", "同比增速")
        yield from _growth(target, "actual", "actual_growth", "实际完成", "实际增速")
        yield from _base(target)
        yield from _without_level(facts, target)
    yield from _stated_twice(facts)
    yield from _unclear_quarters(facts)
    yield from _stated_completed(facts, figures["fai.period.completed"])
    planned, expected, assigned = (
        figures[f"fai.period.{name}"] for name in ("planned", "expected", "assigned")
    )
    own = planned.value is not None and not planned.note
    if own and expected.value is not None and planned.value != expected.value:
        yield make(
            "expected-differs-from-target",
            _any_cell(planned),
            amount=expected.value,
            target=planned.value,
        )
    if own and assigned.value is not None and planned.value < assigned.value:  # type: ignore[operator]
        yield make(
            "target-below-assigned",
            _any_cell(planned),
            amount=planned.value,
            limit=assigned.value,
        )
    if own and figures["fai.period.growth_planned"].reason == NO_GROWTH:
        yield make("base-missing", _any_cell(planned))
    series = figures["fai.plan.ytd"]
    last = facts.period.last_month.ytd_label
    if (
        isinstance(series.value, Mapping)
        and expected.value is not None
        and series.value.get(last) != expected.value
    ):
        yield make(
            "plan-differs-from-expected",
            _any_cell(series),
            month=last,
            amount=series.value.get(last, "没有"),
            expected=expected.value,
        )


def _without_level(facts: LedgerView, target: Target) -> Iterator[Finding]:
    """Yield a target of investment that no figure takes: it does not say who set it, and no other row of its months does."""
    if (
        target.assigned_by is None
        and is_about(target, Indicator.INVESTMENT)
        and target.amount is not None
        and target.period in {facts.period.to_date, Period.full_year(facts.period.year)}
        and not find_target(facts, Indicator.INVESTMENT, "amount", tuple(AssignedBy), target.period)
    ):
        yield fault("target-level-missing", target, "assigned_by")


_STATED = ("amount", "growth", "base", "actual", "actual_growth", "rank")


def _stated_twice(facts: LedgerView) -> Iterator[Finding]:
    """Yield what a further row of one indicator, period, level and basis states otherwise than the first, which counts."""
    first: dict[tuple[object, ...], Target] = {}
    labels = {column.key: column.label for column in columns(Target)}
    for target in facts.ledger.targets or ():
        if target.period is None:
            continue
        indicator = next((each for each in Indicator if is_about(target, each)), None)
        name = indicator or normal_name(target.indicator or "")
        row = (name, target.period, target.assigned_by, target.basis)
        for key in _STATED:
            if (value := getattr(target, key)) is None:
                continue
            known = first.setdefault((*row, key), target)
            if (other := getattr(known, key)) != value:
                yield fault(
                    "target-twice", target, key, related=(known.origin.cell(key),), first=known.origin.row,
                    period=target.period.label, label=labels[key], other=_shown(other), found=_shown(value),
                )  # fmt: skip


def _shown(value: object) -> object:
    return f"{float(value.in_percent):g}％" if isinstance(value, Rate) else value


# Statistics hold what no list of projects does, such as what is below the threshold; twice or half is another thing.
_TIMES = 2


def _stated_completed(facts: LedgerView, completed: Figure) -> Iterator[Finding]:
    """Yield a stated investment that is far from that of the projects: its growth and theirs are not of one amount."""
    if not facts.ledger.targets:
        return
    period, value = facts.period.to_date, completed.value
    target = find_target(facts, Indicator.INVESTMENT, "actual", OWN_FIRST, period)
    if target is None or not isinstance(value, Amount) or not isinstance(target.actual, Amount):
        return
    if facts.newest_month != period.last_month or min(value.yuan, target.actual.yuan) <= 0:
        return
    small, large = sorted((value.yuan, target.actual.yuan))
    if large > small * _TIMES:
        yield make(
            "completed-differs", target.origin.cell("actual"), amount=target.actual, sum=value
        )


def _unclear_quarters(facts: LedgerView) -> Iterator[Finding]:
    """Yield quarters' rows that could make up 1—m月, were it known what they state."""
    period = facts.period.to_date
    levels = dict.fromkeys(target.assigned_by for target in facts.ledger.targets or ())
    for indicator in Indicator if levels else ():
        for level in levels:
            if find_target(facts, indicator, "amount", (level,), period):
                continue
            try:
                tiled(facts, indicator, "amount", (level,), period)
            except AbsentError:
                row = quarter_rows(facts, indicator, "amount", level)[1][-1]
                found = row.period.name if row.period else ""
                yield fault("quarter-rows-unclear", row, "amount", period=period.name, found=found)  # fmt: skip


def _base(target: Target) -> Iterator[Finding]:
    if isinstance(target.base, Amount) and target.base.yuan <= 0:
        yield fault("base-zero", target, "base", amount=target.base)


# Printed growth has at most this many points of rounding: one decimal of ％, half a unit.
_SLACK = Fraction(1, 20)


def _growth(
    target: Target, total: str, rate: str, total_label: str, rate_label: str
) -> Iterator[Finding]:
    amount, stated = getattr(target, total), getattr(target, rate)
    computed = growth(amount, target.base) if isinstance(amount, Amount) else None
    if not isinstance(stated, Rate) or computed is None:
        return
    if abs(computed.in_percent - stated.in_percent) <= _SLACK:
        return
    nominal = target.basis is Basis.NOMINAL
    yield fault(
        "growth-mismatch",
        target,
        rate,
        variant="" if nominal else "other-basis",
        rate_label=rate_label,
        amount_label=total_label,
        stated=f"{float(stated.in_percent):.2f}％",
        computed=f"{float(computed.in_percent):.2f}％",
        related=(target.origin.cell(total), target.origin.cell("base")),
    )
