"""Reads a form that has no placeholders by the same headers as ledgers are read, and proposes what goes where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from attrs import field, frozen

from investtrack.model.assumptions import CumulatedFrom
from investtrack.model.columns import CellKind
from investtrack.model.converter import declared_in_toml
from investtrack.model.ledger import Sheet
from investtrack.model.source import column_letters
from investtrack.reading.columns.column_findings import choice_label
from investtrack.reading.columns.mapfile import one_line, quoted
from investtrack.reading.columns.resolve_columns import SheetContext, resolve_columns
from investtrack.reading.headers.header import Ambiguous, MissingMonth, clean
from investtrack.reading.headers.ignored_columns import (
    SEQUENCE,
    SINGLE_MONTH,
    SINGLE_MONTH_PLAN,
    IgnoredColumn,
)
from investtrack.reading.layout.header_rows import Layout, Placed, Unplaced, sheets_like
from investtrack.reading.layout.mapping import WHY
from investtrack.reading.layout.row_kinds import is_blank, is_note
from investtrack.reading.sheet import OpenedSheet, Row
from investtrack.values.period import Period
from investtrack_forms.expressions.derived import DERIVED
from investtrack_forms.spec import FormSpec


_AHEAD = 400
_TOTALS = ("合计", "总计", "共计")
_DERIVED = frozenset(derived.label for own in DERIVED.values() for derived in own)
_SUMMED = frozenset({CellKind.MONEY, CellKind.SERIES})


class PrintedError(ValueError):
    """The rows of a form bear names already, which filling would write over."""


@frozen
class Asked:
    """One column of the form.

    Attributes:
        letters: the column.
        header: its header.
        field: what is proposed for it; empty where it is left as it is.
        why: what else it may mean, or why it is left.
        is_summed: whether its total is a sum.
        unit: of money that its header names.
    """

    letters: str
    header: str
    field: str
    why: str = ""
    is_summed: bool = False
    unit: str = ""

    @property
    def placeholder(self) -> str:
        """What is written into the cells of the column."""
        return f"{self.field}|{self.unit}" if self.field and self.unit else self.field


@frozen
class Proposal:
    """What goes where in a form (填表的对应).

    Attributes:
        sheet: worksheet.
        standard: sheet of the ledger whose records go into it.
        columns: every headed column.
        toml: the declaration, to be kept beside the form and corrected.
        spec: the same, read.
        notes: what of the form was not understood, in Chinese.
    """

    sheet: str
    standard: str
    columns: tuple[Asked, ...]
    toml: str
    spec: FormSpec
    notes: tuple[str, ...] = field(default=())


def propose(
    sheets: Sequence[OpenedSheet],
    period: Period,
    month: int,
    cumulative: CumulatedFrom | None = None,
) -> Proposal | None:
    """Return what to fill into the first worksheet that is headed as a sheet of the ledger is; None where none is.

    Args:
        sheets: the worksheets of the form.
        period: the report's, whose year headers without one mean.
        month: the month of the data, which amounts to date without a month mean.
        cumulative: since when a bare 累计完成投资 is cumulated, where the profile says so.

    Raises:
        PrintedError: its rows bear names already.
    """
    for sheet in sheets:
        if sheet.is_hidden:
            continue
        cells = sheet.load()
        rows = [list(row) for row in islice(cells.rows, _AHEAD)]
        found = sheets_like(rows, period.year, cells.merged)
        if found:
            standard, layout = found[0]
            body = rows[layout.header_row + 1 :]
            layout = resolve_columns(
                layout, body, SheetContext(period.year, month, cumulative, WHY)
            )
            return _proposal(sheet.name, standard, layout, rows)
    return None


def _proposal(name: str, standard: Sheet, layout: Layout, rows: Sequence[Row]) -> Proposal:
    columns = tuple(sorted(_columns(layout), key=lambda asked: (len(asked.letters), asked.letters)))
    first, slots, total, notes = _rows(layout, rows)
    lines = [
        "# 这张表没有占位符：按表头认出每一列填什么，由 investtrack fill 写出。存成与表同名的 .toml，改好再填。",
        "# 等号左边是列，右边是台账的列名或填表的写法；以 # 开头的行不起作用。",
        f'unit = "{layout.unit}"' if layout.unit else '# unit = "万元"  # 表上没有写金额单位',
        *_cells(name, rows[: layout.first_row], columns, total, rows),
        "",
        "[[rows]]",
        f"sheet = {quoted(name)}",
        f"records = {quoted(standard.name)}",
        f"first = {first}",
        *([f"slots = {slots}"] if slots > 1 else []),
        "[rows.cells]",
    ]
    for asked in columns:
        said = one_line(f"{asked.header}{'：' + asked.why if asked.why else ''}")
        lines.append(
            f"{asked.letters} = {quoted(asked.placeholder)}  # {said}"
            if asked.field
            else f"# {asked.letters} 列不填  # {said}"
        )
    text = "\n".join(lines) + "\n"
    spec = declared_in_toml(text, FormSpec, name)
    return Proposal(name, standard.name, columns, text, spec, notes)


def _columns(layout: Layout) -> Iterator[Asked]:
    for place in layout.placed:
        yield _asked(place)
    for other in layout.others:
        yield _other(other)
    for index, text in layout.unknown.items():
        header = clean(text)
        known = header if header in _DERIVED else ""
        yield Asked(column_letters(index), header, known, "" if known else "不认识")
    for index, text, _ in layout.doubled:
        yield Asked(column_letters(index), clean(text), "", "和另一列意思相同")


def _asked(place: Placed) -> Asked:
    column = place.match.column
    is_pinned = column.kind is CellKind.SERIES and not place.why  # its header names the month
    label = (
        place.match.label
        if is_pinned or column.kind is not CellKind.SERIES
        else f"{column.label}[期末]"
    )
    why = (
        "" if is_pinned or column.kind is not CellKind.SERIES else "表头没有写月份，填到报告期末月"
    )
    unit = str(place.match.unit) if place.match.unit is not None else ""
    return Asked(
        column_letters(place.index), clean(place.header), label, why or place.why, column.kind in _SUMMED, unit
    )  # fmt: skip


def _other(other: Unplaced) -> Asked:
    letters, header, meaning = column_letters(other.index), clean(other.header), other.meaning
    if isinstance(meaning, MissingMonth):
        return Asked(
            letters,
            header,
            f"{meaning.column.label}[期末]",
            "表头没有写月份，填到报告期末月",
            is_summed=True,
            unit=str(meaning.unit or ""),
        )
    if isinstance(meaning, Ambiguous):
        choices = "、".join(choice_label(choice) for choice in meaning.choices)
        return Asked(letters, header, "", f"可以是{choices}，要你定")
    known = {SEQUENCE: "序号", SINGLE_MONTH: "本月完成投资", SINGLE_MONTH_PLAN: "本月计划投资"}
    if isinstance(meaning, IgnoredColumn) and meaning in known:
        return Asked(letters, header, known[meaning], is_summed=meaning is not SEQUENCE)
    label = meaning.label if isinstance(meaning, IgnoredColumn) else ""
    field_ = label if label in _DERIVED else ""
    return Asked(letters, header, field_, "" if field_ else "台账没有这一列")


def _rows(layout: Layout, rows: Sequence[Row]) -> tuple[int, int, int | None, tuple[str, ...]]:
    """Return the first row of records and how many rows are ready, the row of the total, and what is not understood."""
    name = next(p.index for p in layout.placed if p.match.column.required)
    at = layout.header_row + 1  # zero-based
    total = at if at < len(rows) and _is_total(rows[at]) else None  # a total above its records
    first = at + 1 if total is not None else at
    notes: list[str] = []
    while (
        first < len(rows)
        and _printed(rows[first], name) == ""
        and not _is_total(rows[first])
        and _text(rows[first])
    ):
        notes.append(
            f"第{first + 1}行印着“{_text(rows[first])}”，像是分组，没有按组填，全部填在它下面"
        )
        first += 1
    if first < len(rows) and (printed := _printed(rows[first], name)):
        raise PrintedError(
            f"第{first + 1}行已经印着名称“{printed}”：按印好的名称对号入座还不会；空出这些行，或在表里写占位符"
        )
    end = first
    while end < len(rows) and not _is_total(rows[end]):
        if printed := _printed(rows[end], name):
            notes.append(f"第{end + 1}行已经有名称“{printed}”，当作表里印好的，没有动")
            break
        if text := _text(rows[end]):
            if not is_note(rows[end], is_wide=False):
                notes.append(f"第{end + 1}行印着“{text}”，像是分组，没有按组填")
            break
        end += 1
    if total is None and end < len(rows) and _is_total(rows[end]):
        total = end
    return first + 1, max(1, end - first), total, tuple(notes)


def _printed(row: Row, name: int) -> str:
    """Return the name that stands in *row* already."""
    return one_line(clean(row[name])) if name < len(row) and not is_blank(row[name]) else ""


def _text(row: Row) -> str:
    """Return the first words that are printed in *row*; numbers that count rows are none."""
    return next(
        (
            one_line(clean(c))
            for c in row
            if isinstance(c, str) and not is_blank(c) and not c.strip().isdigit()
        ),
        "",
    )


def _is_total(row: Row) -> bool:
    label = next((clean(cell) for cell in row if isinstance(cell, str) and not is_blank(cell)), "")
    return label.startswith(_TOTALS)


def _cells(
    name: str,
    above: Sequence[Row],
    columns: Sequence[Asked],
    total: int | None,
    rows: Sequence[Row],
) -> Iterator[str]:
    """Yield the single cells: 填报单位 above the header, and the sums of the total's row that are blank."""
    for number, row in enumerate(above, 1):
        for index, cell in enumerate(row):
            if isinstance(cell, str) and clean(cell).rstrip(":") == "填报单位":
                yield from _cell(
                    name, f"{column_letters(index)}{number}", "填报单位：{{ 填报单位 }}"
                )
    if total is None:
        return
    filled = {column_letters(index) for index, cell in enumerate(rows[total]) if not is_blank(cell)}
    for asked in columns:
        if asked.is_summed and asked.field and asked.letters not in filled:
            yield from _cell(
                name,
                f"{asked.letters}{total + 1}",
                f"{{{{ 合计({asked.field}){'|' + asked.unit if asked.unit else ''} }}}}",
            )


def _cell(sheet: str, at: str, value: str) -> Iterator[str]:
    yield ""
    yield "[[cell]]"
    yield f"sheet = {quoted(sheet)}"
    yield f"at = {quoted(at)}"
    yield f"value = {quoted(value)}"
