"""Guesses why a stated total differs from the rows it covers. A guess names rows; it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Any

from attrs import frozen

from investtrack.metrics.ledger_view import normal_name
from investtrack.model.ledger import StatedTotal
from investtrack.model.record import Record
from investtrack.values.amount import Amount, Unit


_SLIP = 10_000  # 万元 written for 亿元, or the other way round
_MOST_SHOWN = 3
SHORT = "疑似少了"
"""What it says where rows are missing."""
ROUNDED = "像是四舍五入"
"""What the cause of a difference says where it is of rounding alone."""


@frozen
class Covered:
    """A stated total and what it covers.

    Attributes:
        total: the total.
        rows: the records of the rows below or above it that it covers.
        totals: all stated totals, those of the same sheet among them.
    """

    total: StatedTotal
    rows: Sequence[Any]
    totals: Sequence[StatedTotal] = ()

    @property
    def rows_short(self) -> int:
        """How many rows the stated number of items has more than there are; 0 where none is stated."""
        return 0 if self.total.count is None else self.total.count - len(self.rows)

    @property
    def nested(self) -> list[StatedTotal]:
        """The stated totals of some of these rows that lie within no other such total."""
        scope, sheet = set(self.total.scope), self.total.origin.sheet
        inner = [t for t in self.totals if t.origin.sheet is sheet and set(t.scope) < scope]
        return [t for t in inner if not any(set(t.scope) < set(other.scope) for other in inner)]


@frozen
class _Gap:
    stated: Amount
    actual: Amount
    parts: Sequence[tuple[int, str, Amount]]  # row, name, amount
    nested: Sequence[tuple[str, Amount]]
    rows_short: int  # how many rows the stated count has more than there are

    @property
    def yuan(self) -> Decimal:
        return (self.stated - self.actual).yuan


def amount_cause(
    covered: Covered, key: str, stated: Amount, value_of: Callable[[object, str], Amount | None]
) -> str:
    """Return why column *key* may differ, as the end of a sentence; empty where nothing suggests itself."""
    parts = [
        (record.origin.row, normal_name(getattr(record, "name", None) or ""), amount)
        for record in covered.rows
        if (amount := value_of(record, key)) is not None
    ]
    nested = [
        (inner.label, amount)
        for inner in covered.nested
        for name, amount in inner.amounts
        if name == key
    ]
    actual = Amount.total(amount for _, _, amount in parts)
    gap = _Gap(stated, actual, parts, nested, covered.rows_short)
    return next((f"，{cause}" for rule in _RULES if (cause := rule(gap))), "")


def _whole_slip(gap: _Gap) -> str | None:
    large, small = sorted((abs(gap.stated.yuan), abs(gap.actual.yuan)), reverse=True)
    return "正好差1万倍，疑似万元、亿元填错" if large == small * _SLIP else None


def _row_slip(gap: _Gap) -> str | None:
    for row, _, amount in gap.parts:
        if amount and gap.yuan == amount.yuan * (_SLIP - 1):
            return f"第{row}行乘以1万就相符，疑似那一行把亿元填成了万元"
        if amount and gap.yuan * _SLIP == -amount.yuan * (_SLIP - 1):
            return f"第{row}行除以1万就相符，疑似那一行把万元填成了亿元"
    return None


def _nested(gap: _Gap) -> str | None:
    whole = sum(amount.yuan for _, amount in gap.nested)
    if len(gap.nested) > 1 and whole and gap.yuan == whole:
        return "差额正好等于其中各小计之和，疑似把小计也加了进去"
    for label, amount in gap.nested:
        if amount and gap.yuan == amount.yuan:
            return f"差额正好等于“{label}”，疑似把小计也加了进去"
        if amount and gap.yuan == -amount.yuan:
            return f"差额正好等于“{label}”，疑似漏加这一组"
    return None


def _missing_rows(gap: _Gap) -> str | None:
    if gap.rows_short > 0 and gap.yuan > 0:
        return f"个数也多{gap.rows_short}个，{SHORT}{gap.rows_short}行，共{gap.stated - gap.actual}"
    return None


def _one_row(gap: _Gap) -> str | None:
    for row, name, amount in gap.parts:
        if not amount or abs(gap.yuan) != abs(amount.yuan):
            continue
        if gap.yuan > 0:
            return f"差额正好等于第{row}行，疑似重复计算"
        twins = [other for other, twin, same in gap.parts if twin == name and same == amount and name]  # fmt: skip
        if len(twins) > 1:
            return f"差额正好等于第{row}行，第{'、'.join(map(str, twins))}行同名同额，疑似同一项目填了两行"
        return f"差额正好等于第{row}行，疑似漏加"
    return None


def _edge_rows(gap: _Gap) -> str | None:
    """A formula whose range was not widened leaves out the first or the last rows."""
    for parts, end in ((list(reversed(gap.parts)), "末尾"), (list(gap.parts), "开头")):
        sums = accumulate(amount.yuan for _, _, amount in parts)
        for number, so_far in enumerate(sums, 1):
            if number < len(parts) and so_far and gap.yuan == -so_far:
                first, last = sorted((parts[0][0], parts[number - 1][0]))
                return (
                    f"差额正好等于{end}{number}行（第{first}—{last}行）之和，疑似公式没有包括这几行"
                )
    return None


def _rounding(gap: _Gap) -> str | None:
    places = _decimals(gap.stated)
    half = Amount.of(Decimal(5).scaleb(-places - 1), Unit.WAN)
    is_finer = _decimals(gap.actual) > places
    is_near = abs(gap.yuan) <= half.yuan
    return f"差额不到合计最末一位的一半，{ROUNDED}" if is_finer and is_near else None


def _decimals(amount: Amount) -> int:
    """Return how many decimals an amount has in 万元."""
    return max(0, -int(amount.to(Unit.WAN).normalize().as_tuple().exponent))


_RULES: tuple[Callable[[_Gap], str | None], ...] = (
    _whole_slip, _row_slip, _nested, _missing_rows, _one_row, _edge_rows, _rounding,
)  # fmt: skip


def count_cause(covered: Covered) -> str:
    """Return why the stated number of items may differ from that of the rows, as the end of a sentence."""
    short = covered.rows_short
    if short < 0 and len(twins := list(_twins(covered.rows))) == -short:
        shown = "；".join(f"第{first}行与第{second}行同名" for first, second in twins[:_MOST_SHOWN])
        return f"，{shown}，疑似重复填报"
    if short > 0 and short == len(covered.nested):
        return f"，正好多{short}个小计行，疑似把小计也数了进去"
    if short > 0:
        return f"，{SHORT}{short}行"
    return ""


def _twins(records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Yield (first row, row) of every record whose name stood before."""
    seen: dict[str, int] = {}
    for record in records:
        name = normal_name(getattr(record, "name", None) or "")
        if not name:
            continue
        if name in seen:
            yield seen[name], record.origin.row
        seen.setdefault(name, record.origin.row)
