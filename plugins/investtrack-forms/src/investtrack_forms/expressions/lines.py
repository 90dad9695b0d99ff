"""Records of a ledger as lines of a form: chosen, sorted, grouped, numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import count
from typing import Any

from attrs import evolve, frozen

from investtrack.errors import UnknownFigureError
from investtrack.metrics.ledger_view import normal_name
from investtrack.values.dates import DateSpan
from investtrack.wording import names_text
from investtrack_forms.expressions.conditions import Condition, parse_condition
from investtrack_forms.expressions.fields import Field, field_of, records_named
from investtrack_forms.expressions.report_context import ReportContext, plain_text
from investtrack_forms.expressions.syntax import FormSyntaxError
from investtrack_forms.spec import Rows


_TOLD = 5
UNFILLED = "（未填）"
"""Name of the group of records that lack the group's field."""
NAMING = frozenset({"name", "项目名称", "企业名称", "indicator", "指标", "description", "问题描述"})
"""Fields that name a record: where there is none, 无 stands in their place."""


@frozen(eq=False)
class Line:
    """One row to be written.

    Attributes:
        row: the form's row whose look it takes.
        source: the form's row whose placeholders it takes; zero: none, it stays blank.
        path: which group, and which record in it; rows of one record share it.
        records: what sums in it are over.
        record: its record, if it is one's.
        names: names of its groups, outermost first.
        number: 序号 of the record, or of the group.
        within: 序号 within its group.
        empty: what it says in place of records.
    """

    row: int
    source: int
    path: tuple[int, ...]
    records: tuple[object, ...]
    record: Any = None
    names: tuple[str, ...] = ()
    number: int = 0
    within: int = 0
    empty: str = ""


@frozen(eq=False)
class Ready:
    """Repeated rows, checked: their names are known.

    Attributes:
        rows: the declaration.
        condition: which records.
        sort: fields, and whether each descends.
        group: fields that group.
    """

    rows: Rows
    records: str
    condition: Condition | None
    sort: tuple[tuple[Field, bool], ...]
    group: tuple[Field, ...]


@frozen(eq=False)
class Chosen:
    """The records of repeated rows, as lines.

    Attributes:
        ready: the declaration.
        records: the records listed.
        lines: the rows to write, in order.
        notes: what is to be said of the choice, in Chinese.
    """

    ready: Ready
    records: tuple[object, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


def prepare(report_context: ReportContext, rows: Rows) -> tuple[Ready | None, list[str]]:
    """Check a declaration; return it ready, or all its faults."""
    faults: list[str] = []
    try:
        records = records_named(rows.records)
    except FormSyntaxError as error:
        return None, [str(error)]
    condition: Condition | None = None
    try:
        condition = parse_condition(rows.where, records) if rows.where else None
        if rows.of:
            report_context.report.figure(rows.of)
    except (FormSyntaxError, UnknownFigureError) as error:
        faults.append(str(error))
    named = [(_try(records, name.removeprefix("-").strip(), faults), name) for name in rows.sort]
    sort = tuple((field, name.startswith("-")) for field, name in named if field is not None)
    grouped = [_try(records, name, faults) for name in rows.group]
    group = tuple(field for field in grouped if field is not None)
    for name in rows.merge:
        _try(records, name, faults)
    faults += _shape_faults(rows)
    return (None if faults else Ready(rows, records, condition, sort, group)), faults


def _shape_faults(rows: Rows) -> list[str]:
    """Return what is wrong with the rows a declaration names."""
    faults = []
    if min(rows.first, rows.height, rows.slots) < 1:
        faults.append("行号、每条行数、预留行都应是正整数")
    if rows.slots > 1 and (rows.group or rows.height > 1):
        faults.append("预留行不能与分组或每条几行同用")
    if rows.names and (rows.group or max(rows.height, rows.slots) > 1 or rows.limit or rows.sort):
        faults.append("印好的名称（names）不能与分组、排序、最多、预留行或每条几行同用")
    if rows.merge and (rows.height > 1 or rows.table):
        faults.append("合并相同的格只用于 Excel 表，且每条记录一行")
    for item in rows.group_rows:
        if not 1 <= item.level <= len(rows.group):
            faults.append(f"第{item.row}行是第{item.level}层的组，但“分组”只有{len(rows.group)}层")
        if item.row in rows.item_rows:
            faults.append(f"第{item.row}行既是明细行又是组行")
    return faults


def _try(records: str, name: str, faults: list[str]) -> Field | None:
    try:
        return field_of(records, name)
    except FormSyntaxError as error:
        faults.append(str(error))
        return None


def choose(report_context: ReportContext, ready: Ready) -> Chosen:
    """Return the records that *ready* asks for, as lines."""
    rows, notes = ready.rows, []
    sheet = report_context.report.ledger.sheet(ready.records).name
    found = getattr(report_context.report.ledger, ready.records)
    if found is None:
        notes.append(f"台账没有“{sheet}”表")
    records: list[object] = list(found or ())
    if rows.of:
        figure = report_context.report.figure(rows.of)
        taken = {id(record) for record in figure.records}
        records = [record for record in records if id(record) in taken]
        if figure.is_absent:
            notes.append(f"指标 {rows.of} 没有数：{figure.reason}")
    if ready.condition is not None:
        report_context.spend(len(records) * ready.condition.words)
        told = [(record, ready.condition.test(report_context, record)) for record in records]
        unsaid = sum(answer is None for _, answer in told)
        if unsaid and not rows.is_complete:  # there they are named with the others that are left
            notes.append(
                f"“{sheet}”有{unsaid}条缺少条件“{ready.condition.text}”要看的内容，没有列入"
            )
        records = [record for record, answer in told if answer]
    if rows.names:
        records = _printed(rows.names, records, sheet, notes)
        lines = tuple(_on_printed(rows, records))
        listed = tuple(record for record in records if record is not None)
        return Chosen(ready, listed, lines, tuple(notes))
    for field, descends in reversed(ready.sort):
        records = _sorted(report_context, records, field, descends=descends)
    if rows.limit and len(records) > rows.limit:
        notes.append(
            f"“{sheet}”符合条件的有{len(records)}条，按“最多{rows.limit}”只列前{rows.limit}条，合计也只算这些"
        )
        records = records[: rows.limit]
    chosen = tuple(records)
    return Chosen(ready, chosen, tuple(_lines(report_context, ready, chosen)), tuple(notes))


def choose_all(report_context: ReportContext, ready: Sequence[Ready]) -> list[Chosen]:
    """Return the records of every place of repeated rows, as lines: 序号 counted on, and what no place lists said."""
    found = [choose(report_context, item) for item in ready]
    by_place = sorted(found, key=lambda item: (item.ready.rows.table, item.ready.rows.start))
    counts: Counter[tuple[int, str]] = Counter()
    for item in by_place:
        if item.ready.rows.counts_on:
            place = item.ready.rows.table, item.ready.rows.sheet
            above = counts[place]
            lines = tuple(evolve(x, number=x.number + above if x.record else 0) for x in item.lines)
            found[found.index(item)] = evolve(item, lines=lines)
            counts[place] += len(item.records)
    whole = [item for item in found if item.ready.rows.is_complete]
    for records in dict.fromkeys(item.ready.records for item in whole):
        listed = {id(r) for item in whole if item.ready.records == records for r in item.records}
        every = getattr(report_context.report.ledger, records) or ()
        if left := [record for record in every if id(record) not in listed]:
            at = next(i for i, item in enumerate(found) if item.ready.records == records)
            note = f"{_sheet_said(report_context, records)}有{len(left)}条不属于表上印的任何一处，没有列入：{_named(left)}"
            found[at] = evolve(found[at], notes=(*found[at].notes, note))
    return found


def _sheet_said(report_context: ReportContext, records: str) -> str:
    return f"“{report_context.report.ledger.sheet(records).name}”"


def _named(records: Sequence[Any]) -> str:
    return names_text(
        [getattr(record, "name", None) or "（没有名称）" for record in records], _TOLD
    )


def _printed(
    names: Sequence[str], records: Sequence[Any], sheet: str, notes: list[str]
) -> list[Any]:
    """Return the record of each printed name, None where there is none, or no telling which."""
    by_name: dict[str, list[Any]] = {}
    for record in records:
        if getattr(record, "name", None):
            by_name.setdefault(normal_name(record.name), []).append(record)
    found: list[Any] = []
    taken: set[str] = set()
    unknown, several = [], []
    for name in names:
        key = normal_name(name)
        own = by_name.get(key, []) if key else []
        is_one = len(own) == 1 and key not in taken
        found.append(own[0] if is_one else None)
        if key and not own:
            unknown.append(name)
        elif key and not is_one:
            several.append(name)
        taken.add(key)
    if unknown:
        notes.append(
            f"表上印的{names_text(unknown, _TOLD)}在“{sheet}”里没有这个名称，这{len(unknown)}行没有填"
        )
    if several:
        notes.append(
            f"表上印的{names_text(several, _TOLD)}在表上或“{sheet}”里不止一个，这{len(several)}行没有填"
        )
    return found


def _on_printed(rows: Rows, records: Sequence[Any]) -> Iterator[Line]:
    for index, record in enumerate(records):
        look = rows.first + index
        if record is None:
            yield Line(look, 0, (index,), ())
        else:
            yield Line(
                look, rows.first, (index,), (record,), record, number=index + 1, within=index + 1
            )


def _sorted(
    report_context: ReportContext, records: list[object], field: Field, *, descends: bool
) -> list[object]:
    """Sort by one field, stable; records that lack it come last either way."""
    known = [
        (value, record)
        for record in records
        if (value := field.get(report_context, record)[0]) not in (None, "", ())
    ]
    listed = {id(record) for _, record in known}
    known.sort(key=lambda item: _sort_key(item[0]), reverse=descends)
    return [record for _, record in known] + [
        record for record in records if id(record) not in listed
    ]


def _sort_key(value: object) -> Any:
    if isinstance(value, Enum):
        return list(type(value)).index(value)
    if isinstance(value, DateSpan):
        return value.first, value.last
    return plain_text(value) if isinstance(value, (str, tuple)) else value


def _lines(
    report_context: ReportContext, ready: Ready, records: tuple[object, ...]
) -> Iterator[Line]:
    rows = ready.rows
    if not records:
        for offset in range(rows.height):
            empty = rows.empty if offset == 0 else ""
            yield Line(rows.first + offset, 0, (0,) * (len(rows.group) + 1), (), empty=empty or " ")
    elif rows.slots > 1:
        yield from _in_slots(rows, records)
    else:
        yield from _level(report_context, ready, records, (), (), count(1))
    for extra in range(len(records) or 1, rows.slots):
        yield Line(rows.first + extra, 0, (extra,), ())


def _in_slots(rows: Rows, records: tuple[object, ...]) -> Iterator[Line]:
    for index, record in enumerate(records):
        look = rows.first + min(index, rows.slots - 1)
        yield Line(look, rows.first, (index,), (record,), record, (), index + 1, index + 1)


def _level(  # noqa: PLR0913, PLR0917 - walks down the groups
    report_context: ReportContext,
    ready: Ready,
    records: Sequence[object],
    path: tuple[int, ...],
    names: tuple[str, ...],
    numbers: Iterator[int],
) -> Iterator[Line]:
    rows, level = ready.rows, len(path) + 1
    if level > len(ready.group):
        for index, record in enumerate(records):
            number, here = next(numbers), (*path, index)
            for row in rows.item_rows:
                yield Line(row, row, here, (record,), record, names, number, index + 1)
        return
    field = ready.group[level - 1]
    groups: dict[str, list[object]] = {}
    for record in records:
        groups.setdefault(plain_text(field.get(report_context, record)[0]) or UNFILLED, []).append(
            record
        )
    own = [item for item in rows.group_rows if item.level == level]
    for index, (name, members) in enumerate(groups.items()):
        here, named = (*path, index), (*names, name)
        beside = [
            Line(item.row, item.row, here, tuple(members), None, named, index + 1, index + 1)
            for item in own
        ]
        yield from (line for line in beside if line.row < rows.first)
        yield from _level(report_context, ready, members, here, named, numbers)
        yield from (line for line in beside if line.row > rows.first)
