"""The ledger's records, figures' contributions and cells, numbered and told once each.

The page names a cell by record and field: thousands of addresses would be most of the file.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any

from attrs import define, field

from investtrack.analysis.readers.readings import Source
from investtrack.analysis.subjects import Subject
from investtrack.json_object import JsonObject
from investtrack.metrics.figure import ContributionColumn, SameKeys, label_of
from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.ledger import Ledger, Sheet
from investtrack.model.record import Record
from investtrack.model.series import Series
from investtrack.model.source import NOWHERE, Origin, SheetRef, column_letters
from investtrack.values.amount import Amount
from investtrack.values.period import Month
from investtrack_html.texts import exact, text_of, wan


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


class Later(ABC):
    """Texts that are made when they are written: all at once they are most of a large page."""

    __slots__ = ()

    @abstractmethod
    def make(self) -> Any:  # noqa: ANN401 - JSON
        """Make them."""


class _RowTexts(Later):
    """The texts of one row of a sheet."""

    __slots__ = ("_index", "_sheet")

    def __init__(self, sheet: _SheetTexts, index: int) -> None:
        self._sheet, self._index = sheet, index

    def make(self) -> list[str | None]:
        """Return them in the order of the form's fields, empty ones at the end left out."""
        return self._sheet.of(self._index)


class _AmountTexts(Later):
    """What the records of a section give."""

    __slots__ = ("_known", "_section")

    def __init__(self, section: ContributionColumn, known: dict[int, str]) -> None:
        self._section, self._known = section, known

    def make(self) -> Sequence[str | None] | None:
        """Return it; None where none gives anything."""
        texts = self._texts()
        return texts if any(text is not None for text in texts) else None

    def _texts(self) -> Sequence[str | None]:
        amounts = self._section.amounts
        kinds = {*map(type, amounts)}
        if kinds == {int} and not self._section.is_subtracted:  # nearly all are one
            told = {number: exact(number) for number in {*amounts}}
            return [told[number] for number in amounts]
        if kinds != {Amount} or self._section.is_subtracted:
            return [*map(exact, self._section.signed_amounts)]
        known = self._known
        try:
            return [*map(known.__getitem__, map(id, amounts))]
        except KeyError:
            if len(known) > _MOST_KNOWN:
                known.clear()
            known.update((id(each), str(exact(each))) for each in amounts if id(each) not in known)
        return [*map(known.__getitem__, map(id, amounts))]


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
    _numbers_of: dict[int, list[int]] = field(init=False, factory=dict)
    # By the id of an amount, which the report holds.
    _amounts: dict[int, str] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        grouped: dict[tuple[str, int], tuple[Sheet, SheetRef, list[Any]]] = {}
        for sheet, record in self.ledger.records():
            ref = record.origin.sheet
            grouped.setdefault((sheet.name, id(ref)), (sheet, ref, []))[2].append(record)
        for sheet, ref, rows in grouped.values():
            form = Form(sheet, ref, _fields(sheet, ref, rows))
            self.forms.append(form)
            texts, place = _SheetTexts(form, rows), len(self.forms) - 1
            for index, record in enumerate(rows):
                later = _RowTexts(texts, index)
                self._add(record, [place, record.origin.row, label_of(record), -1, later])

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
        records, keys = section.records, section.keys
        numbers = self._numbers_of.get(id(records))
        if numbers is None:
            try:
                numbers = [*map(self._numbers.__getitem__, map(id, records))]
            except KeyError:
                numbers = [*map(self.number, records)]
            self._numbers_of[id(records)] = numbers
        same = isinstance(keys, SameKeys)
        keysets = [self.keyset(tuple(keys(each))) for each in (records[:1] if same else records)]
        data: JsonObject = {
            "figure": section.figure,
            "role": section.role,
            "records": numbers,
            "amounts": _AmountTexts(section, self._amounts),
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


_AT_ONCE, _MOST_KNOWN = 1 << 8, 1 << 17


class _SheetTexts:
    """The texts of the rows of a form, told column by column for some rows at a time."""

    def __init__(self, form: Form, rows: Sequence[Record]) -> None:
        self._form, self._rows = form, rows
        self._start = -1
        self._made: list[list[str | None]] = []

    def of(self, index: int) -> list[str | None]:
        """Return the texts of a row, empty ones at the end left out."""
        start = index - index % _AT_ONCE
        if start != self._start:
            self._start, self._made = start, self._make(self._rows[start : start + _AT_ONCE])
        return self._made[index - start]

    def _make(self, rows: Sequence[Record]) -> list[list[str | None]]:
        plan = self._form.plan
        series: dict[str, dict[str, list[str | None]]] = {}
        told: list[Sequence[str | None]] = []
        for _, name, part in plan:
            if not part:
                told.append(_texts([*map(attrgetter(name), rows)]))
            elif name == "papers":
                papers = [(stated or {}).get(part) for stated in map(attrgetter(name), rows)]
                told.append(_texts(papers))
            else:
                if name not in series:
                    series[name] = _series_texts([*map(attrgetter(name), rows)])
                told.append(series[name].get(part) or [None] * len(rows))
        made = [[*row] for row in zip(*told, strict=True)] if told else [[] for _ in rows]
        for record, texts in zip(rows, made, strict=True):
            if record.origin.texts:
                unread = dict(record.origin.texts)
                for place, (key, _, _) in enumerate(plan):
                    if texts[place] is None and key in unread:
                        texts[place] = f"{unread[key]}（未能读取）"
            while texts and texts[-1] is None:
                texts.pop()
        return made


def _texts(values: Sequence[Any]) -> Sequence[str | None]:
    """Return the text of each value of a field."""
    kinds = {*map(type, values)} - {type(None)}
    if not kinds:
        return [None] * len(values)
    if kinds == {str}:
        return [value or None for value in values]
    if kinds == {Amount}:
        return [None if value is None else wan(value) for value in values]
    if len(kinds) > 1:
        return [*map(text_of, values)]
    known = {value: text_of(value) for value in {*values}}
    return [known[value] for value in values]


def _series_texts(stated: Sequence[Series]) -> dict[str, list[str | None]]:
    """Return month → the text of each record's amount of it."""
    found: dict[int, list[str | None]] = {}
    ends: dict[int, Month] = {}
    for place, series in enumerate(stated):
        for end, amount in series:
            ordinal = end.ordinal
            if ordinal not in found:
                ends[ordinal], found[ordinal] = end, [None] * len(stated)
            found[ordinal][place] = wan(amount)
    return {str(ends[ordinal]): texts for ordinal, texts in found.items()}
