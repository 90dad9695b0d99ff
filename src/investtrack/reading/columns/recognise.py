"""How each column of a workbook was understood, and how sure that is: for check --columns and for map."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from attrs import evolve, field, frozen

from investtrack.model.columns import AMOUNT_KINDS
from investtrack.model.ledger import Sheet
from investtrack.model.source import column_letters
from investtrack.reading.columns.column_findings import choice_label
from investtrack.reading.headers.header import Ambiguous, MissingMonth, clean
from investtrack.reading.headers.ignored_columns import LEFT_OUT, IgnoredColumn
from investtrack.reading.layout.header_rows import Layout, Unplaced, joined_columns
from investtrack.reading.layout.mapping import WHY


class ColumnState(StrEnum):
    """What became of a column."""

    READ = "已读取"
    SEEN = "认出，表未读"
    LEFT = "认得，不读"
    ASKED = "要问"
    UNMAPPED = "不认识"


@frozen
class SheetReading:
    """One ledger of one sheet, as it was read.

    Attributes:
        name: sheet name.
        sheet: standard sheet it was read as.
        layout: its columns.
        papers: zero-based column → paper.
        left_out: why the whole ledger was not read; empty where it was.
        samples: zero-based column → some of its cells, of columns that are not understood.
    """

    name: str
    sheet: Sheet
    layout: Layout
    papers: Mapping[int, str]
    left_out: str = ""
    samples: Mapping[int, Sequence[Any]] = field(factory=dict)

    @property
    def is_read(self) -> bool:
        """Whether its records count."""
        return not self.left_out


@frozen
class ColumnUse:
    """What one column is.

    Attributes:
        index: zero-based column.
        header: as written, cleaned; empty where there is none.
        group: the group above it.
        state: what became of it.
        field: key of the field, empty where it is read into none.
        meaning: Chinese name of what it means; of a question, the choices.
        why: how that is known.
        unit: unit of money that it is read in; ``?`` where nothing names one; empty where it holds no money.
        is_inferred: whether values, lines above or other headers told, not its own header or the profile.
    """

    index: int
    header: str
    group: str
    state: ColumnState
    field: str = ""
    meaning: str = ""
    why: str = ""
    is_inferred: bool = False
    unit: str = ""

    @property
    def letters(self) -> str:
        """The column as in A, AB."""
        return column_letters(self.index)

    @property
    def sure(self) -> str:
        """How sure it is: 高 by the header or the profile, 中 by values or other headers, 低 for the rest."""
        if self.state in {ColumnState.ASKED, ColumnState.UNMAPPED}:
            return "低"
        return "中" if self.is_inferred else "高"


def uses(reading: SheetReading) -> list[ColumnUse]:
    """Return every headed column of a ledger, from the left."""
    return sorted(_uses(reading), key=lambda use: use.index)


def _uses(reading: SheetReading) -> Iterator[ColumnUse]:
    layout = reading.layout
    read = ColumnState.READ if reading.is_read else ColumnState.SEEN

    def use(  # noqa: PLR0913, PLR0917 - one argument a field of the row it makes
        index: int, text: str, state: ColumnState, key: str = "", meaning: str = "", why: str = "", inferred: str = ""
    ) -> ColumnUse:  # fmt: skip
        told = bool(inferred) and not inferred.startswith(WHY)
        return ColumnUse(index, clean(text), layout.groups.get(index, ""), state, key, meaning, why, told)  # fmt: skip

    for place in layout.placed:
        found = use(
            place.index, place.header, read, place.key, place.match.label, place.why or "表头", place.why
        )  # fmt: skip
        is_money = place.match.column.kind in AMOUNT_KINDS
        unit = place.match.unit or layout.unit or "?"
        yield evolve(found, unit=str(unit)) if is_money else found
    yield from _of_several(layout, read, use)
    for index, paper in reading.papers.items():
        yield use(index, paper, read, f"papers.{paper}", f"手续：{paper}", "表头或各格的√×")
    joined = {index for index, _, _ in joined_columns(layout)}
    for index, text, key in layout.doubled:
        first = next(p for p in layout.placed if p.key == key)
        letters, label = column_letters(first.index), first.match.label
        if index in joined:
            yield use(index, text, read, key, label, f"与{letters}列一并读取")
        else:
            yield use(index, text, ColumnState.LEFT, "", label, f"与{letters}列意思相同")
    for index, text in layout.unknown.items():
        yield use(index, text, ColumnState.UNMAPPED)
    for other in layout.others:
        yield _unplaced(other, use)


def _of_several(
    layout: Layout, read: ColumnState, use: Callable[..., ColumnUse]
) -> Iterator[ColumnUse]:
    """Yield the columns of further periods, and of single months that are added up."""
    own = {place.index for place in layout.placed}
    for further in layout.further:
        named = further.period.label if further.period else ""
        for place in further.placed:
            if place.index not in own:
                label = f"{named}{place.match.label}"
                yield use(
                    place.index, place.header, read, "", label, place.why or "表头", place.why
                )
    for source in layout.sources:
        for place in source.placed:
            label = f"{source.source}{place.match.label}，读入项目资金"
            found = use(place.index, place.header, read, "", label, "表头", "")
            yield evolve(found, unit=str(place.match.unit or layout.unit or "?"))
    for months in layout.months:
        for column in months.columns:
            label = f"{months.year}年{column.month}月单月{months.column.label}，逐月累加"
            found = use(column.index, column.header, read, "", label, months.why, months.why)
            yield evolve(found, unit=str(column.unit or layout.unit or "?"))


def _unplaced(other: Unplaced, use: Callable[..., ColumnUse]) -> ColumnUse:
    meaning = other.meaning
    if isinstance(meaning, IgnoredColumn):
        why = meaning.why if meaning == LEFT_OUT else other.why or meaning.why or "表头"
        told = "" if meaning == LEFT_OUT else other.why
        return use(other.index, other.header, ColumnState.LEFT, "", meaning.label, why, told)
    if isinstance(meaning, MissingMonth):
        lacks = "哪一年" if meaning.month else "到几月"
        return use(
            other.index, other.header, ColumnState.ASKED, "", meaning.label, f"没有写明累计{lacks}"
        )
    if isinstance(meaning, Ambiguous):
        choices = " 或 ".join(choice_label(choice) for choice in meaning.choices)
        return use(
            other.index,
            other.header,
            ColumnState.ASKED,
            "",
            choices,
            "有几种意思" if len(meaning.choices) > 1 else "没有表头，像是它",
        )
    return use(other.index, other.header, ColumnState.UNMAPPED)


def described(use: ColumnUse) -> dict[str, str]:
    """Return a column as plain data."""
    header = f"{use.group}›{use.header}" if use.group else use.header
    return {
        "column": use.letters, "header": header, "state": use.state.value, "field": use.field,
        "meaning": use.meaning, "sure": use.sure, "why": use.why,
        "unit": use.unit,
    }  # fmt: skip


def described_columns(file: str, readings: Iterable[SheetReading]) -> list[dict[str, str]]:
    """Return one plain record a column of all that was read of *file*."""
    return [
        {
            "file": file,
            "sheet": reading.name,
            "standard": reading.sheet.name,
            "left_out": reading.left_out,
            **described(use),
        }
        for reading in readings
        for use in uses(reading)
    ]
