"""The ledger's records, figures' contributions and cells, numbered and told once each.

The page names a cell by record and field: thousands of addresses would be most of the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from attrs import define, field

from investtrack.analysis.readers.readings import Source
from investtrack.analysis.subjects import Subject
from investtrack.json_object import JsonObject
from investtrack.metrics.figure import ContributionColumn, SameKeys, label_of
from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.ledger import Ledger, Sheet
from investtrack.model.record import Record
from investtrack.model.source import NOWHERE, Origin, SheetRef, column_letters
from investtrack_html.texts import exact, text_of


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


@define(eq=False)
class Later:
    """Texts that are made when they are written: all at once they are most of a large page."""

    make: Callable[[], Any]


@define(eq=False)
class Book:
    """Numbers records, field keys and sections as they are asked for."""

    ledger: Ledger
    forms: list[Form] = field(init=False, factory=list)
    records: list[list[Any]] = field(init=False, factory=list)
    keysets: list[list[str]] = field(init=False, factory=list)
    sections: list[JsonObject] = field(init=False, factory=list)
    _numbers: dict[int, int] = field(init=False, factory=dict)
    _rows: dict[tuple[int, int], int] = field(init=False, factory=dict)
    _projects: dict[int, int] = field(init=False, factory=dict)
    _kept: list[object] = field(init=False, factory=list)
    _keyset_numbers: dict[tuple[str, ...], int] = field(init=False, factory=dict)
    _section_numbers: dict[tuple[object, ...], int] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        grouped: dict[tuple[str, int], tuple[Sheet, SheetRef, list[Any]]] = {}
        for sheet, record in self.ledger.records():
            ref = record.origin.sheet
            grouped.setdefault((sheet.name, id(ref)), (sheet, ref, []))[2].append(record)
        for sheet, ref, rows in grouped.values():
            form = Form(sheet, ref, _fields(sheet, ref, rows))
            self.forms.append(form)
            for record in rows:
                later = Later(partial(_values, form, record))
                self._add(
                    record, [len(self.forms) - 1, record.origin.row, label_of(record), -1, later]
                )

    def _add(self, record: object, row: list[object]) -> int:
        number = self._numbers[id(record)] = len(self.records)
        self._kept.append(record)
        origin: Origin = getattr(record, "origin", NOWHERE)
        if origin.sheet.sheet:
            self._rows.setdefault((id(origin.sheet), origin.row), number)
        if origin.moved or origin.elsewhere:
            cells = {key: origin.cell(key) for key, _ in origin.elsewhere}
            there = {key: [f"{cell.file}｜{cell.sheet}", cell.cell] for key, cell in cells.items()}
            row.append({**dict(origin.moved), **there})
        self.records.append(row)
        return number

    def number(self, record: object) -> int:
        """Return the number of *record*; one made of a row of the ledger stands for that row."""
        found = self._numbers.get(id(record))
        if found is not None:
            return found
        origin: Origin = getattr(record, "origin", NOWHERE)
        row = self._rows.get((id(origin.sheet), origin.row))
        form, values = (-1, []) if row is None else (self.records[row][0], self.records[row][4])
        return self._add(record, [form, origin.row, label_of(record), -1, values])

    def belongs(self, subject: Subject, index: int) -> list[int]:
        """Note that *subject* is project *index*, and its rows with it; return their numbers."""
        self._projects[id(subject)] = index
        numbers = [self.number(row) for row in subject.rows]
        for number in numbers:
            self.records[number][3] = index
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
        return [[self.number(record), self.keyset(tuple(keys))] for record, keys in sources]

    def section(self, section: ContributionColumn) -> int:
        """Return the number of a section; figures that share one share its number."""
        same = (id(section.records), id(section.amounts), id(section.groups), section.role,
                section.figure, id(section.keys))  # fmt: skip
        if same not in self._section_numbers:
            self._section_numbers[same] = len(self.sections)
            self._kept.append(section)
            self.sections.append(self._section(section))
        return self._section_numbers[same]

    def _section(self, section: ContributionColumn) -> JsonObject:
        records, keys, known = section.records, section.keys, self._numbers
        numbers = [
            found if (found := known.get(id(record))) is not None else self.number(record)
            for record in records
        ]
        same = isinstance(keys, SameKeys)
        keysets = [self.keyset(tuple(keys(each))) for each in (records[:1] if same else records)]
        data: JsonObject = {
            "figure": section.figure,
            "role": section.role,
            "records": numbers,
            "amounts": Later(lambda: _blank_if_none([*map(exact, section.signed_amounts)])),
            "keys": _one_if_same(keysets),
        }
        if section.groups:
            names = {name: number for number, name in enumerate(dict.fromkeys(section.groups))}
            data["groups"] = list(names)
            data["group"] = [names[name] for name in section.groups]
        return data

    @property
    def data(self) -> JsonObject:
        """Forms, records, field keys and sections as JSON data."""
        return {
            "forms": [form.data for form in self.forms],
            "records": [[*map(made, row)] for row in self.records],
            "keysets": self.keysets,
            "sections": [
                {key: made(value) for key, value in section.items()} for section in self.sections
            ],
        }

    @property
    def written(self) -> JsonObject:
        """The same for writing: texts are made then."""
        return {
            "forms": [form.data for form in self.forms],
            "records": self.records,
            "keysets": self.keysets,
            "sections": self.sections,
        }


def made(value: object) -> object:
    """Return *value*, made now where it is made later."""
    return value.make() if isinstance(value, Later) else value


def _blank_if_none(amounts: list[str | None]) -> list[str | None] | None:
    return amounts if any(amount is not None for amount in amounts) else None


def _one_if_same(numbers: list[int]) -> list[int] | int:
    return numbers[0] if numbers and len(set(numbers)) == 1 else numbers


def _fields(sheet: Sheet, ref: SheetRef, rows: Sequence[object]) -> dict[str, str]:
    """Return the fields of a sheet: the standard ones, each month and paper that any row has."""
    found: dict[str, str] = {}
    for column in columns(sheet.record):
        if column.kind is CellKind.SERIES:
            ends = {str(end): end for row in rows for end, _ in getattr(row, column.key)}
            for text, end in sorted(ends.items()):
                label = column.pattern.format(Y=end.year, M=end.ytd_label)
                found[f"{column.key}.{text}"] = label
        elif column.kind is CellKind.PAPERS:
            papers = dict.fromkeys(p for row in rows for p in getattr(row, column.key) or ())
            found.update({f"{column.key}.{paper}": paper for paper in papers})
        elif column.key in ref.columns or any(getattr(r, column.key) not in _EMPTY for r in rows):
            found[column.key] = _label(column)
    return found


_EMPTY: Sequence[object] = (None, (), "")


def _label(column: Column) -> str:
    # 目标任务 states its unit in a column of its own; ours are always in 万元.
    is_amount = column.note.startswith("单位见")
    return f"{column.label}（万元）" if is_amount else column.header


def _values(form: Form, record: Record) -> list[str | None]:
    """Return the texts of *record* in the order of the form's fields, empty ones at the end left out."""
    unread: Mapping[str, str] = dict(record.origin.texts) if record.origin.texts else {}
    series: dict[str, JsonObject] = {}
    found: list[str | None] = []
    for key, name, part in form.plan:
        value = getattr(record, name)
        if part and name == "papers":
            value = (value or {}).get(part)
        elif part:
            if name not in series:
                series[name] = {str(end): amount for end, amount in value}
            value = series[name].get(part)
        text = text_of(value)
        if text is None and key in unread:
            text = f"{unread[key]}（未能读取）"
        found.append(text)
    while found and found[-1] is None:
        found.pop()
    return found
