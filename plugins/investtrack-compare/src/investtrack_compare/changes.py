"""Field by field: what is new, gone, moved on, slipped, restated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from attrs import define, evolve, field

from investtrack.comparison import Change, Nature
from investtrack.metrics.figure import label_of
from investtrack.model.columns import AMOUNT_KINDS, CellKind, Column, columns
from investtrack.model.ledger import Ledger, Sheet
from investtrack.model.record import CodedRecord, Record
from investtrack.values.amount import ZERO, Amount, Unit, plain
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate
from investtrack_compare.lineage import Descent, Lineage, lineage, together
from investtrack_compare.matching import MatchedRecords, match


# A date that is a plan or a deadline; a later one is a slip. Of what happened, a later date is a correction.
_PLANNED = {"planned_on", "due_on"}


def record_changes(old: Ledger, new: Ledger, as_of: date | None = None) -> tuple[Change, ...]:
    """Return every difference, sheet by sheet. A sheet that either ledger lacks is not compared.

    Args:
        old: the earlier ledger.
        new: the later one.
        as_of: the day *old* was true of, by default its own; a month that was not over then is not reported anew
            when it grows.
    """
    return changes_in(family(old, new), as_of or old.as_of)


def changes_in(found: Lineage, as_of: date | None) -> tuple[Change, ...]:
    """Return every difference of records that are paired or told of already; as :func:`record_changes`."""
    changes = [change for each in found.descents for change in _descended(each, as_of)]
    told = {id(each.kept[1]) for each in found.descents if each.kept}
    for sheet, matched in found.matched:
        changes.extend(_sheet_changes(sheet, matched, found.renamed, told, as_of))
    return tuple(changes)


def family(old: Ledger, new: Ledger) -> Lineage:
    """Return which records are which, over the sheets that both ledgers have."""
    return lineage(
        (sheet, match(sheet.attribute, before, after))
        for sheet in new.sheets
        if (before := getattr(old, sheet.attribute, None)) is not None
        and (after := getattr(new, sheet.attribute)) is not None
    )


def absent_sheets(old: Ledger, new: Ledger) -> tuple[str, ...]:
    """Return the sheets that only one of the ledgers has; they are not compared, which is said."""
    return tuple(
        sheet.name
        for sheet in new.sheets
        if (getattr(old, sheet.attribute, None) is None) != (getattr(new, sheet.attribute) is None)
    )


def _sheet_changes(
    sheet: Sheet,
    matched: MatchedRecords,
    renamed: frozenset[int],
    told: set[int],
    as_of: date | None,
) -> Iterator[Change]:
    for record in matched.new:
        yield _whole(Nature.NEW, sheet, record)
    for record in matched.gone:
        yield _whole(Nature.GONE, sheet, record)
    now_stated = _Stated([*matched.new, *(after for _, after in matched.pairs)])
    erased: dict[str, list[Change]] = {}
    for before, after in matched.pairs:
        if before is after:
            continue
        for column in columns(sheet.record):
            was, now = getattr(before, column.key, None), getattr(after, column.key)
            if was == now or (id(after) in told and column.kind in AMOUNT_KINDS):
                continue  # of records split or merged amounts are told together
            for change in _field_changes(sheet, column, before, after, as_of):
                if change.nature is Nature.ERASED and not now_stated.has(change.key):
                    erased.setdefault(change.key, []).append(change)
                    continue
                is_name = column.key == "name" and id(after) in renamed
                yield evolve(change, nature=Nature.RENAMED) if is_name else change
    for changes in erased.values():
        yield from changes if len(changes) == 1 else (_column_gone(changes),)


@define
class _Stated:
    """Which fields, and months of a series, any of the records states; looked for when asked."""

    records: Sequence[Record]
    _known: dict[str, frozenset[str]] = field(factory=dict)

    def has(self, key: str) -> bool:
        """Whether a record states the field, or the month of a field, that a change calls *key*."""
        name = key.partition(".")[0]
        if name not in self._known:
            values = (getattr(record, name, None) for record in self.records)
            parts = (
                {f"{name}.{part}" for part, _ in _parts(value)} or {name}
                for value in values
                if not _is_empty(value)
            )
            self._known[name] = frozenset().union(*parts)
        return key in self._known[name]


def _parts(value: object) -> Iterable[tuple[object, object]]:
    """Return the months of a series, or the papers, with what is said of each; nothing of another value."""
    if isinstance(value, Mapping):
        return [(part, said) for part, said in value.items() if said is not None]
    is_series = isinstance(value, tuple) and value and isinstance(value[0], tuple)
    return value if is_series else ()  # type: ignore[return-value]


def _column_gone(changes: Sequence[Change]) -> Change:
    """Return one change for a column that no record fills any more: last month's, as a rule."""
    return evolve(
        changes[0],
        record=f"{len(changes)}条",
        before="原来有数",
        after="这次没有这一列",
        cells=tuple(cell for change in changes for cell in change.cells),
    )


def _descended(descent: Descent, as_of: date | None) -> Iterator[Change]:
    """Yield what became of some records, then each amount that is not what theirs were together."""
    (first_sheet, first), (sheet, last) = descent.before[0], descent.after[0]
    sides = (descent.before, descent.after)
    moved = descent.nature is Nature.MOVED
    entered = first_sheet.attribute == "entries" and getattr(last, "is_in_library", None)
    names = ["、".join(label_of(record) for _, record in side) for side in sides]
    whole = last if moved or len(descent.after) == 1 else first
    yield Change(
        nature=descent.nature,
        sheet=sheet.name,
        record=label_of(whole),
        label="项目名称" if not moved else "入库后转入" if entered else "所在表",
        before=first_sheet.name if moved else names[0],
        after=sheet.name if moved else names[1],
        difference=descent.difference,
        cells=tuple(
            record.origin.cell("name")
            for side in sides
            for _, record in side
            if record.origin.sheet.sheet
        ),
    )
    before, after = (together(side, label_of(whole)) for side in sides)
    for column in columns(sheet.record):
        if column.kind not in AMOUNT_KINDS:
            continue
        was, now = (getattr(record, column.key, None) for record in (before, after))
        if was and now and was != now:
            for change in _field_changes(sheet, column, before, after, as_of):
                if change.before and change.after:  # the cells are several records'
                    yield evolve(change, cells=() if not moved else change.cells)


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


def _field_changes(
    sheet: Sheet, column: Column, before: Record, after: Record, as_of: date | None
) -> Iterator[Change]:
    was, now = getattr(before, column.key, None), getattr(after, column.key, None)
    if column.kind is CellKind.SERIES and column.key == "actual":
        yield from _restated(sheet, column, before, after, as_of)
    elif column.kind in {CellKind.SERIES, CellKind.PAPERS}:
        first, second = dict(was or ()), dict(now or ())
        for part in sorted({*first, *second}, key=str):
            if first.get(part) != second.get(part):
                yield _one(sheet, column, before, after, (first.get(part), second.get(part), part))
    else:
        yield _one(sheet, column, before, after, (was, now, None))


def _restated(
    sheet: Sheet, column: Column, before: Record, after: Record, as_of: date | None
) -> Iterator[Change]:
    """Yield the months whose cumulated amount changed: anew where the month itself was over and is told otherwise.

    A later month that moved by as much only follows the one before it.
    """
    first, second = (dict(getattr(record, column.key, ()) or ()) for record in (before, after))
    last: tuple[int, Amount] | None = None
    for end in sorted({*first, *second}):
        was, now = first.get(end), second.get(end)
        moved = ZERO if was is None or now is None else now - was
        if was != now:
            change = _one(sheet, column, before, after, (was, now, end))
            follows = last is not None and last == (end.year, moved)
            over = as_of is None or end.end <= as_of
            if change.nature is Nature.RESTATED and (follows or not over):
                change = evolve(change, nature=Nature.AMOUNT)
            yield change
        if was is not None and now is not None:
            last = end.year, moved


def _one(
    sheet: Sheet,
    column: Column,
    before: Record,
    after: Record,
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
