"""Field by field: what is new, gone, moved on, slipped, restated."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, StrEnum
from typing import Any

from attrs import frozen

from investtrack.comparison.matching import match
from investtrack.metrics.figure import label_of
from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.ledger import Ledger, Sheet
from investtrack.model.record import CodedRecord
from investtrack.model.source import CellRef
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate


class Nature(StrEnum):
    """What kind of change it is; in the order in which a clerk wants to read them."""

    RESTATED = "restated"
    SLIPPED = "slipped"
    NEW = "new"
    GONE = "gone"
    STAGE = "stage"
    ADVANCED = "advanced"
    AMOUNT = "amount"
    ERASED = "erased"
    FILLED = "filled"
    TEXT = "text"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _LABELS[self]


_LABELS = {
    Nature.RESTATED: "改报以前月份", Nature.SLIPPED: "时间推迟", Nature.NEW: "新增", Nature.GONE: "减少",
    Nature.STAGE: "状态变化", Nature.ADVANCED: "时间提前", Nature.AMOUNT: "金额变化", Nature.ERASED: "删去",
    Nature.FILLED: "补填", Nature.TEXT: "文字变化",
}  # fmt: skip

# A date that is a plan or a deadline; a later one is a slip. Of what happened, a later date is a correction.
_PLANNED = {"planned_on", "due_on"}


@frozen(kw_only=True)
class Change:
    """One difference between two ledgers.

    Attributes:
        nature: what kind.
        sheet: standard sheet name.
        record: what the record is called.
        key: field, empty for a record that is new or gone.
        label: the field's header.
        before: value before, as text; empty where there was none.
        after: value after, as text.
        difference: after − before, of amounts.
        days: days by which a date moved; positive is later.
        cells: where it stood and where it stands.
    """

    nature: Nature
    sheet: str
    record: str
    key: str = ""
    label: str = ""
    before: str = ""
    after: str = ""
    difference: Amount | None = None
    days: int | None = None
    cells: tuple[CellRef, ...] = ()


def record_changes(old: Ledger, new: Ledger) -> tuple[Change, ...]:
    """Return every difference, sheet by sheet. A sheet that either ledger lacks is not compared."""
    found: list[Change] = []
    for sheet in new.sheets:
        before = getattr(old, sheet.attribute, None)
        after = getattr(new, sheet.attribute)
        if before is not None and after is not None:
            found.extend(_sheet_changes(sheet, before, after))
    return tuple(found)


def absent_sheets(old: Ledger, new: Ledger) -> tuple[str, ...]:
    """Return the sheets that only one of the ledgers has; they are not compared, which is said."""
    return tuple(
        sheet.name
        for sheet in new.sheets
        if (getattr(old, sheet.attribute, None) is None) != (getattr(new, sheet.attribute) is None)
    )


def _sheet_changes(sheet: Sheet, old: Any, new: Any) -> Iterator[Change]:  # noqa: ANN401 - records share no base
    matched = match(sheet.attribute, old, new)
    for record in matched.new:
        yield _whole(Nature.NEW, sheet, record)
    for record in matched.gone:
        yield _whole(Nature.GONE, sheet, record)
    for before, after in matched.pairs:
        if before is after:
            continue
        for column in columns(sheet.record):
            was, now = getattr(before, column.key, None), getattr(after, column.key)
            if was != now:
                yield from _field_changes(sheet, column, before, after)


def _whole(nature: Nature, sheet: Sheet, record: CodedRecord) -> Change:
    amount = next(
        (
            value
            for key in ("total_investment", "agreed")
            if (value := getattr(record, key, None)) is not None
        ),
        None,
    )
    cells = (record.origin.cell("name"),) if record.origin.sheet.sheet else ()
    return Change(
        nature=nature, sheet=sheet.name, record=label_of(record), difference=amount, cells=cells
    )


def _field_changes(sheet: Sheet, column: Column, before: object, after: object) -> Iterator[Change]:
    was, now = getattr(before, column.key, None), getattr(after, column.key)
    if column.kind in {CellKind.SERIES, CellKind.PAPERS}:
        first, second = dict(was or ()), dict(now or ())
        for part in sorted({*first, *second}, key=str):
            if first.get(part) != second.get(part):
                yield _one(sheet, column, before, after, (first.get(part), second.get(part), part))
    else:
        yield _one(sheet, column, before, after, (was, now, None))


def _one(
    sheet: Sheet,
    column: Column,
    before: Any,  # noqa: ANN401 - records share no base
    after: Any,  # noqa: ANN401
    values: tuple[Any, Any, Any],
) -> Change:
    was, now, part = values
    key = column.key if part is None else f"{column.key}.{part}"
    amounts = isinstance(was, Amount) and isinstance(now, Amount)
    days = _days(was, now)
    return Change(
        nature=_nature(column, was, now, days),
        sheet=sheet.name,
        record=label_of(after),
        key=key,
        label=_label(column, part),
        before=_text(was),
        after=_text(now),
        difference=now - was if amounts else None,
        days=days,
        cells=tuple(r.origin.cell(key) for r in (before, after) if r.origin.sheet.sheet),
    )


def _days(was: object, now: object) -> int | None:
    """Return the days a date moved; None where one of them only states the other more closely."""
    if not isinstance(was, DateSpan) or not isinstance(now, DateSpan):
        return None
    if (was.first <= now.first and now.last <= was.last) or (
        now.first <= was.first and was.last <= now.last
    ):
        return None
    return (now.last - was.last).days


def _label(column: Column, part: object) -> str:
    if isinstance(part, Month):
        return column.pattern.replace("{Y}", str(part.year)).replace("{M}", part.ytd_label)
    return column.label if part is None else str(part)


def _nature(column: Column, was: object, now: object, days: int | None) -> Nature:
    if _is_empty(was):
        return Nature.FILLED
    if _is_empty(now):
        return Nature.ERASED
    if column.key == "actual" and column.kind is CellKind.SERIES:
        return Nature.RESTATED
    if days is not None and column.key in _PLANNED:
        return Nature.SLIPPED if days > 0 else Nature.ADVANCED
    if isinstance(was, (Amount, Rate)):
        return Nature.AMOUNT
    return (
        Nature.STAGE
        if column.kind in {CellKind.CHOICE, CellKind.FLAG, CellKind.PAPERS}
        else Nature.TEXT
    )


def _is_empty(value: object) -> bool:
    return value is None or value in ("", ())


def _text(value: object) -> str:
    if _is_empty(value):
        return ""
    if isinstance(value, Amount):
        return f"{plain(value.to(Unit.WAN))}万元"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (DateSpan, Period)):
        return value.label
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
