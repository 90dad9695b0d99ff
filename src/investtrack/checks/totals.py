"""Stated subtotals against their parts, breakdowns against their wholes, targets against arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from investtrack.checks.causes import ROUNDED, SHORT, Covered, amount_cause, count_cause
from investtrack.checks.made import fault, wan
from investtrack.metrics.figure import Breakdown, Figure
from investtrack.metrics.figures.targets import NO_GROWTH
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.finding import Finding, Grade
from investtrack.model.ledger import SHEETS, StatedTotal
from investtrack.model.source import CellRef
from investtrack.model.target import Basis, Target
from investtrack.values.amount import Amount
from investtrack.values.period import Month
from investtrack.values.rate import Rate, growth


def check_stated_totals(facts: LedgerView) -> Iterator[Finding]:
    """Yield subtotal and total rows that differ from their parts, with a guess at the cause."""
    if not facts.ledger.totals:
        return
    rows: dict[tuple[int, int], Any] = {}
    for sheet in SHEETS:
        for record in getattr(facts.ledger, sheet.attribute) or ():
            rows[id(record.origin.sheet), record.origin.row] = record
    for total in facts.ledger.totals:
        parts = [
            r for row in total.scope if (r := rows.get((id(total.origin.sheet), row))) is not None
        ]
        covered = Covered(total, parts, facts.ledger.totals)
        if total.count is not None and total.count != len(parts):
            yield fault(
                "stated-count-differs", Grade.WARNING, total, "name", f"所写的个数与其下行数不符{count_cause(covered)}",
                found=f"{total.count}个", expected=f"{len(parts)}个", mend="核对是否漏填、重填项目，或更正合计行的个数",
            )  # fmt: skip
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
    lacking = (covered.total.count or 0) - len(covered.rows)
    return fault(
        "stated-total-differs", Grade.ERROR, covered.total, "name", f"有{len(found)}列合计比其下各行之和多，个数也多{lacking}个，{SHORT}{lacking}行",
        found=f"{found[0].found}（{found[0].place.cell}）", expected=found[0].expected,
        mend="补填缺的项目；合计行只作核对，不计入指标", related=tuple(finding.place for finding in found),
    )  # fmt: skip


def _other_scope(total: StatedTotal, found: list[Finding]) -> Finding:
    return fault(
        "stated-total-scope", Grade.WARNING, total, "name", f"有{len(found)}列合计与其上各行之和不符，可能只统计了其中一部分",
        found=f"{found[0].found}（{found[0].place.cell}）", expected=f"{found[0].expected}",
        mend="核对合计行统计的范围；合计行只作核对，不计入指标", related=tuple(finding.place for finding in found),
    )  # fmt: skip


_month = lru_cache(maxsize=256)(Month.parse)


def value_of(record: Any, key: str) -> Amount | None:  # noqa: ANN401
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
        "stated-total-differs", Grade.WARNING if ROUNDED in cause else Grade.ERROR, covered.total, key,
        f"的合计数与其下{len(amounts)}行之和不符{cause}",
        found=wan(stated), expected=wan(actual), mend="核对各行和合计；合计行只作核对，不计入指标",
    )  # fmt: skip


def check_breakdowns(figures: Mapping[str, Figure]) -> Iterator[Finding]:
    """Yield partitions whose parts do not make up the whole, naming how many records are in no part."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures.values():
        if figure.breakdown is not Breakdown.PARTITION or figure.is_absent:
            continue
        whole = figures.get(figure.whole)
        if whole is None or whole.is_absent:
            continue
        if isinstance(figure.value, Mapping):
            yield from _uneven(whole, figure.title, _sum(list(figure.value.values())), figure)
        else:
            groups.setdefault(figure.whole, []).append(figure)
    for whole_id, parts in groups.items():
        title = "、".join(part.title for part in parts)
        yield from _uneven(figures[whole_id], title, _sum([part.value for part in parts]), parts[0])


def _sum(values: list[Any]) -> Amount | int:
    if any(isinstance(value, Amount) for value in values):
        return Amount.total(value for value in values if isinstance(value, Amount))
    return sum(value for value in values if isinstance(value, int))


def _uneven(whole: Figure, title: str, parts: Amount | int, figure: Figure) -> Iterator[Finding]:
    value: Any = whole.value
    if isinstance(parts, int) and isinstance(value, Amount) and not parts:
        parts = Amount.total(())
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
    yield Finding(
        "breakdown-differs",
        Grade.WARNING,
        f"“{title}”之和不等于“{whole.title}”",
        cells[0] if cells else _any_cell(whole),
        found=wan(parts) if isinstance(parts, Amount) else str(parts),
        expected=wan(value) if isinstance(value, Amount) else str(value),
        mend="补填没有分类的记录（缺级别、阶段、类别或是否房地产）",
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
    planned, expected, assigned = (
        figures[f"fai.period.{name}"] for name in ("planned", "expected", "assigned")
    )
    own = planned.value is not None and not planned.note
    if own and expected.value is not None and planned.value != expected.value:
        yield Finding(
            "expected-differs-from-target", Grade.WARNING,
            "在库与新增入库项目的预计完成数不等于县级工作目标", _any_cell(planned),
            found=wan(expected.value), expected=wan(planned.value),  # type: ignore[arg-type]
            mend="核对各项目本期末月累计计划和入库项目预计贡献，或调整工作目标",
        )  # fmt: skip
    if own and assigned.value is not None and planned.value < assigned.value:  # type: ignore[operator]
        yield Finding(
            "target-below-assigned", Grade.WARNING, "县级工作目标低于上级下达目标", _any_cell(planned),
            found=wan(planned.value), expected=f"不低于{wan(assigned.value)}",  # type: ignore[arg-type]
            mend="核对两个目标的数和单位",
        )  # fmt: skip
    if own and figures["fai.period.growth_planned"].reason == NO_GROWTH:
        yield Finding(
            "base-missing", Grade.NOTE, "固定资产投资工作目标没有填同比增速，也没有填上年同期，报告不写增速",
            _any_cell(planned), expected="同比增速，或上年同期", mend="补填其中一项",
        )  # fmt: skip
    series = figures["fai.plan.ytd"]
    last = facts.period.last_month.ytd_label
    if (
        isinstance(series.value, Mapping)
        and expected.value is not None
        and series.value.get(last) != expected.value
    ):
        yield Finding(
            "plan-differs-from-expected", Grade.ERROR, f"{last}累计计划不等于本期预计完成", _any_cell(series),
            found=wan(series.value[last]) if last in series.value else "没有", expected=wan(expected.value),  # type: ignore[arg-type]
            mend="补填各项目和入库计划的本期末月累计数",
        )  # fmt: skip


def _base(target: Target) -> Iterator[Finding]:
    if isinstance(target.base, Amount) and target.base.yuan <= 0:
        yield fault(
            "base-zero", Grade.WARNING, target, "base", "的上年同期为零或负数，算不出增速",
            found=wan(target.base), expected="大于零的数；没有的留空", mend="核对上年同期",
        )  # fmt: skip


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
        "growth-mismatch", Grade.WARNING if nominal else Grade.NOTE, target, rate,
        f"的{rate_label}与{total_label}÷上年同期−1不符"
        + ("" if nominal else "；口径不是现价，两者本可不同，按填报数"),
        found=f"{float(stated.in_percent):.2f}％", expected=f"{float(computed.in_percent):.2f}％",
        mend="核对目标值、上年同期和增速口径", related=(target.origin.cell(total), target.origin.cell("base")),
    )  # fmt: skip
