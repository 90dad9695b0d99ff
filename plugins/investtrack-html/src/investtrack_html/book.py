"""The ledger's records, figures' contributions and cells, numbered and told once each.

The page names a cell by record and field: thousands of addresses would be most of the file.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import repeat
from operator import attrgetter
from typing import Any

from attrs import define, field, frozen

from investtrack.analysis.readers.readings import Source
from investtrack.analysis.subjects import Subject
from investtrack.json_object import JsonObject
from investtrack.metrics.figure import ContributionColumn, Keys, SameKeys, label_of
from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.ledger import Ledger, Sheet
from investtrack.model.record import Record
from investtrack.model.series import Series
from investtrack.model.source import NOWHERE, Origin, SheetRef, column_letters
from investtrack.values.amount import Amount
from investtrack.values.period import Month
from investtrack_html.laid import (
    NULL,
    Laid,
    Values,
    items_of,
    of_field,
    of_numbers,
    of_texts,
    quoted,
    without_empty_end,
)
from investtrack_html.texts import exact


@define
class Form:
    """What the rows of one sheet of one file have in common.

    Attributes:
        sheet: the standard sheet.
        ref: the sheet as read.
        fields: key → Chinese label, with its unit.
    """

    sheet: Sheet
    ref: SheetRef
    fields: dict[str, str]

    @cached_property
    def plan(self) -> list[tuple[str, str, str]]:
        """Each key, its field of a record, and its month or paper there; empty where it has none."""
        return [(key, *key.partition(".")[::2]) for key in self.fields]

    @property
    def data(self) -> JsonObject:
        """The form as JSON data."""
        return {
            "standard": self.sheet.name,
            "file": self.ref.file,
            "sheet": self.ref.sheet,
            "keys": list(self.fields),
            "labels": list(self.fields.values()),
            "columns": {k: column_letters(index) for k, index in self.ref.columns.items()},
        }


@frozen(eq=False)
class _Section:
    """Contributions whose records and fields are numbered.

    Attributes:
        column: the contributions.
        records: numbers of their records, as JSON.
        keys: numbers of their fields, as JSON: one where all have the same.
    """

    column: ContributionColumn
    records: str
    keys: str


@define(eq=False)
class Book:
    """Numbers records, field keys and sections as they are asked for; they are told when all are numbered."""

    ledger: Ledger
    forms: list[Form] = field(init=False, factory=list)
    keysets: list[list[str]] = field(init=False, factory=list)
    values: Values = field(init=False, factory=Values)
    _sheets: list[_SheetTexts] = field(init=False, factory=list)
    _starts: list[int] = field(init=False, factory=list)
    _in_sheets: int = field(init=False, default=0)
    # Records that stand in no sheet of the ledger, each with the number of the record of its row there, or −1.
    _others: list[tuple[Any, int]] = field(init=False, factory=list)
    _sections: list[_Section] = field(init=False, factory=list)
    _numbers: dict[int, str] = field(init=False, factory=dict)
    _projects: dict[int, int] = field(init=False, factory=dict)
    _project_of_record: array[int] = field(init=False, factory=lambda: array("l"))
    _keyset_numbers: dict[tuple[str, ...], int] = field(init=False, factory=dict)
    _section_numbers: dict[tuple[object, ...], int] = field(init=False, factory=dict)
    _numbers_of: dict[int, str] = field(init=False, factory=dict)
    _keys_of: dict[tuple[int, int], str] = field(init=False, factory=dict)
    _last_amounts: tuple[object, str] = field(init=False, default=(None, ""))

    def __attrs_post_init__(self) -> None:
        grouped: dict[tuple[str, int], tuple[Sheet, SheetRef, list[Any]]] = {}
        for sheet, record in self.ledger.records():
            ref = record.origin.sheet
            grouped.setdefault((sheet.name, id(ref)), (sheet, ref, []))[2].append(record)
        for sheet, ref, rows in grouped.values():
            form = Form(sheet, ref, _fields(sheet, ref, rows))
            self.forms.append(form)
            self._sheets.append(_SheetTexts(form, rows, self.values))
            start = self._in_sheets
            self._starts.append(start)
            self._in_sheets += len(rows)
            self._numbers.update(
                zip(map(id, rows), map(str, range(start, self._in_sheets)), strict=True)
            )
        self._project_of_record.extend([-1] * self._in_sheets)

    @cached_property
    def _rows(self) -> dict[tuple[int, int], int]:
        """Sheet and row → number of the first record that was read there."""
        found: dict[tuple[int, int], int] = {}
        for start, sheet in zip(self._starts, self._sheets, strict=True):
            for number, record in enumerate(sheet.rows, start):
                if record.origin.sheet.sheet:
                    found.setdefault((id(record.origin.sheet), record.origin.row), number)
        return found

    def number(self, record: object) -> str:
        """Return the number of *record*, as it is written; one made of a row of the ledger stands for that row."""
        found = self._numbers.get(id(record))
        if found is not None:
            return found
        origin: Origin = getattr(record, "origin", NOWHERE)
        number = self._numbers[id(record)] = str(self._in_sheets + len(self._others))
        self._others.append((record, self._rows.get((id(origin.sheet), origin.row), -1)))
        self._project_of_record.append(-1)
        return number

    def belongs(self, subject: Subject, index: int) -> list[str]:
        """Note that *subject* is project *index*, and its rows with it; return their numbers."""
        self._projects[id(subject)] = index
        rows = subject.rows
        try:
            numbers = [*map(self._numbers.__getitem__, map(id, rows))]
        except KeyError:
            numbers = [*map(self.number, rows)]
        for number in map(int, numbers):
            self._project_of_record[number] = index
        return numbers

    def project_of(self, subject: Subject | None) -> int:
        """Return which project a subject is, −1 where none."""
        return self._projects.get(id(subject), -1)

    def keyset(self, keys: tuple[str, ...]) -> int:
        """Return the number of a set of field keys."""
        if keys not in self._keyset_numbers:
            self._keyset_numbers[keys] = len(self.keysets)
            self.keysets.append(list(keys))
        return self._keyset_numbers[keys]

    def cells(self, sources: Iterable[Source]) -> list[list[int]]:
        """Return records and fields, as pairs of numbers; the page makes cells of them."""
        return [[int(self.number(record)), self.keyset(tuple(keys))] for record, keys in sources]

    def section(self, section: ContributionColumn) -> int:
        """Return the number of a section; figures that share one share its number."""
        same = (id(section.records), id(section.amounts), id(section.groups), section.role,
                section.figure, id(section.keys))  # fmt: skip
        if same not in self._section_numbers:
            self._section_numbers[same] = len(self._sections)
            self._sections.append(self._numbered(section))
        return self._section_numbers[same]

    def _numbered(self, section: ContributionColumn) -> _Section:
        records, keys = section.records, section.keys
        numbers = self._numbers_of.get(id(records))
        if numbers is None:
            try:
                numbers = of_numbers(map(self._numbers.__getitem__, map(id, records)))
            except KeyError:
                numbers = of_numbers(map(self.number, records))
            self._numbers_of[id(records)] = numbers
        # The keys, too, are told once: figures share them as they share records.
        told = self._keys_of.get((id(records), id(keys)))
        if told is None:
            told = self._keys_of[id(records), id(keys)] = self._keysets(records, keys)
        return _Section(section, numbers, told)

    def _keysets(self, records: Sequence[Any], keys: Keys) -> str:
        """Return the numbers of the fields of each record; one where all have the same."""
        of_each = [*map(tuple, map(keys, records[:1] if isinstance(keys, SameKeys) else records))]
        known = {each: str(self.keyset(each)) for each in dict.fromkeys(of_each)}
        if len(known) == 1:
            return next(iter(known.values()))
        return of_numbers(map(known.__getitem__, of_each))

    @property
    def data(self) -> JsonObject:
        """Forms, records, field keys and sections as JSON data."""
        return {
            key: items_of(value) if isinstance(value, Laid) else value
            for key, value in self.written.items()
        }

    @property
    def written(self) -> JsonObject:
        """The same for writing: what is long is made then."""
        return {
            "forms": [form.data for form in self.forms],
            "records": Laid(self._records()),
            "keysets": self.keysets,
            "sections": Laid(map(self._section, self._sections)),
        }

    def _records(self) -> Iterator[str]:
        """Yield every record: its form, row and label, its project, what its fields say, and which of them stand elsewhere."""
        projects = iter(self._project_of_record)
        for form, sheet in enumerate(self._sheets):
            for rows, texts in sheet.told():
                # Of map's arguments the rows come first: where they end, no project is taken.
                yield ",".join([*map(_record, rows, repeat(form), texts, projects)])
        for (record, of), project in zip(self._others, projects, strict=True):
            form = bisect_right(self._starts, of) - 1
            values = self._sheets[form].one(of - self._starts[form]) if form >= 0 else ""
            yield _record(record, form, values, project)

    def _section(self, numbered: _Section) -> str:
        section = numbered.column
        groups = ""
        if section.groups:
            names = {name: str(number) for number, name in enumerate(dict.fromkeys(section.groups))}
            of_each = of_numbers(map(names.__getitem__, section.groups))
            groups = f',"groups":{of_texts(names)},"group":{of_each}'
        return (
            f'{{"figure":{quoted(section.figure)},"role":{quoted(section.role)},"records":{numbered.records},'
            f'"amounts":{self._amounts(section)},"keys":{numbered.keys}{groups}}}'
        )

    def _amounts(self, section: ContributionColumn) -> str:
        """Return what the records of a section give; null where none gives anything."""
        amounts = section.amounts
        kinds = {*map(type, amounts)}
        if kinds <= _NOTHING:
            return NULL
        if section.is_subtracted:
            told = [*map(_quoted, section.signed_amounts)]
        elif kinds == {int}:  # nearly all are one
            known = {number: _quoted(number) for number in {*amounts}}
            told = [*map(known.__getitem__, amounts)]
        elif kinds <= {Amount, type(None)}:
            return self._of_amounts(amounts)
        else:
            told = [*map(_quoted, amounts)]
        return f"[{','.join(told)}]"

    def _of_amounts(self, amounts: Sequence[object]) -> str:
        """Return a list of amounts; the one that was told last is kept, for figures that follow each other share it."""
        last, told = self._last_amounts
        if last is not amounts:
            told = f"[{','.join(self.values.told(amounts))}]"
            self._last_amounts = amounts, told
        return told


_NOTHING: frozenset[type] = frozenset({type(None)})


def _quoted(amount: object) -> str:
    text = exact(amount)
    return NULL if text is None else quoted(text)


def _record(record: Any, form: int, values: str, project: int) -> str:  # noqa: ANN401 - a record, or an item of a figure
    origin: Origin = getattr(record, "origin", NOWHERE)
    moved = ""
    if origin.moved or origin.elsewhere:
        cells = {key: origin.cell(key) for key, _ in origin.elsewhere}
        there = {key: [f"{cell.file}｜{cell.sheet}", cell.cell] for key, cell in cells.items()}
        places = {**dict(origin.moved), **there}
        moved = f",{json.dumps(places, ensure_ascii=False, separators=(',', ':'))}"
    return f"[{form},{origin.row},{quoted(label_of(record))},{project},[{values}]{moved}]"


def _fields(sheet: Sheet, ref: SheetRef, rows: Sequence[object]) -> dict[str, str]:
    """Return the fields of a sheet: the standard ones, each month and paper that any row has."""
    found: dict[str, str] = {}
    for column in columns(sheet.record):
        stated = map(attrgetter(column.key), rows)
        if column.kind is CellKind.SERIES:
            months = {end.ordinal: end for series in stated for end, _ in series}
            ends = {str(end): end for end in months.values()}
            for text, end in sorted(ends.items()):
                label = column.pattern.format(Y=end.year, M=end.ytd_label)
                found[f"{column.key}.{text}"] = label
        elif column.kind is CellKind.PAPERS:
            papers = dict.fromkeys(p for each in stated for p in each or ())
            found.update({f"{column.key}.{paper}": paper for paper in papers})
        elif column.key in ref.columns or _is_stated([*stated]):
            found[column.key] = _label(column)
    return found


_EMPTY: Sequence[object] = (None, (), "")


def _is_stated(values: Sequence[object]) -> bool:
    return values.count(None) < len(values) and any(value not in _EMPTY for value in values)


def _label(column: Column) -> str:
    # 目标任务 states its unit in a column of its own; ours are always in 万元.
    is_amount = column.note.startswith("单位见")
    return f"{column.label}（万元）" if is_amount else column.header


_AT_ONCE = 1 << 10


class _SheetTexts:
    """What the rows of a form say, as JSON, told column by column for some rows at a time.

    Attributes:
        rows: its records.
    """

    def __init__(self, form: Form, rows: Sequence[Record], values: Values) -> None:
        self.rows = rows
        self._form, self._values = form, values

    def told(self) -> Iterator[tuple[Sequence[Record], Sequence[str]]]:
        """Yield some rows and what each says, in the order of the form's fields, empty ones at the end left out."""
        for start in range(0, len(self.rows), _AT_ONCE):
            some = self.rows[start : start + _AT_ONCE]
            yield some, self._told(some)

    def one(self, index: int) -> str:
        """Return what one row says."""
        return self._told(self.rows[index : index + 1])[0]

    def _told(self, rows: Sequence[Record]) -> list[str]:
        series: dict[str, dict[str, Sequence[str]]] = {}
        told: list[Sequence[str]] = []
        nothing = [NULL] * len(rows)
        for _, name, part in self._form.plan:
            stated = [*map(attrgetter(name), rows)]
            if not part:
                told.append(of_field(stated, self._values))
            elif name == "papers":
                told.append(of_field([(each or {}).get(part) for each in stated], self._values))
            else:
                if name not in series:
                    series[name] = self._of_months(stated)
                told.append(series[name].get(part, nothing))
        if not told:
            return [""] * len(rows)
        of_rows = [*zip(*told, strict=True)]
        for place, record in enumerate(rows):
            if record.origin.texts:
                of_rows[place] = self._with_unread(record, of_rows[place])
        return [*map(without_empty_end, map(",".join, of_rows))]

    def _with_unread(self, record: Record, texts: tuple[str, ...]) -> tuple[str, ...]:
        unread = dict(record.origin.texts)
        return tuple([
            quoted(f"{unread[key]}（未能读取）") if text == NULL and key in unread else text
            for text, (key, _, _) in zip(texts, self._form.plan, strict=True)
        ])  # fmt: skip

    def _of_months(self, stated: Sequence[Series]) -> dict[str, Sequence[str]]:
        """Return month → the text of each record's amount of it."""
        found: dict[int, list[Amount | None]] = {}
        ends: dict[int, Month] = {}
        for place, series in enumerate(stated):
            for end, amount in series:
                ordinal = end.ordinal
                if ordinal not in found:
                    ends[ordinal], found[ordinal] = end, [None] * len(stated)
                found[ordinal][place] = amount
        return {
            str(ends[ordinal]): self._values.told(amounts) for ordinal, amounts in found.items()
        }
