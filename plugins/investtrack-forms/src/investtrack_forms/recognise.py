"""Reads a form that has no placeholders by the same headers as ledgers are read, and proposes what goes where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise

from attrs import evolve, field, frozen

from investtrack.metrics.ledger_view import normal_name
from investtrack.model.columns import AMOUNT_KINDS, CellKind
from investtrack.model.converter import declared_in_toml
from investtrack.model.ledger import Sheet
from investtrack.model.record import Record
from investtrack.model.source import column_letters
from investtrack.reading.columns.column_findings import choice_label
from investtrack.reading.columns.resolve_columns import SheetContext, resolve_columns
from investtrack.reading.headers.header import Ambiguous, MissingMonth, clean
from investtrack.reading.headers.ignored_columns import (
    SEQUENCE,
    SINGLE_MONTH,
    SINGLE_MONTH_PLAN,
    IgnoredColumn,
)
from investtrack.reading.layout.header_rows import Layout, Placed, Unplaced, sheets_like
from investtrack.reading.layout.mapping import WHY, one_line, quoted
from investtrack.reading.layout.row_kinds import is_blank
from investtrack.reading.sheet import Merged, Row, SheetCells
from investtrack.report import Report
from investtrack_forms.expressions.derived import DERIVED
from investtrack_forms.expressions.fields import SHEETS_OF_RUN
from investtrack_forms.expressions.report_context import ReportContext
from investtrack_forms.form_body import Body, FormPlace, read_body
from investtrack_forms.printed_groups import Grouping, group_conditions
from investtrack_forms.spec import FormSpec


_AHEAD = 400
_REPORTED_BY = re.compile(r"填报单位\s*(?:[(（][^()（）]*[)）]\s*)?[:：](?=\s|$)")
_DERIVED = frozenset(derived.label for own in DERIVED.values() for derived in own)


class PrintedError(ValueError):
    """The rows of a form bear names, none of which the ledger has."""


@frozen
class Asked:
    """One column of the form.

    Attributes:
        index: zero-based column.
        header: its header.
        field: what is proposed for it; empty where it is left as it is.
        why: what else it may mean, or why it is left.
        is_summed: whether its total is a sum.
        unit: of money that its header names.
    """

    index: int
    header: str
    field: str
    why: str = ""
    is_summed: bool = False
    unit: str = ""

    @property
    def letters(self) -> str:
        """The column, as worksheets name it."""
        return column_letters(self.index)

    @property
    def placeholder(self) -> str:
        """What is written into the cells of the column."""
        return f"{self.field}|{self.unit}" if self.field and self.unit else self.field


@frozen(eq=False)
class FormTable:
    """A worksheet of a form, or a table of a Word form.

    Attributes:
        name: the worksheet; of a table, what it is called in messages.
        load: gives its cells.
        number: which table of a Word form, from one; zero: a worksheet.
        lead: lines above the table, outside of it.
    """

    name: str
    load: Callable[[], SheetCells]
    number: int = 0
    lead: tuple[str, ...] = ()


@frozen
class Proposal:
    """What goes where in a form (填表的对应).

    Attributes:
        sheet: worksheet, or table.
        standard: sheet of the ledger whose records go into it.
        columns: every headed column.
        toml: the declaration, to be kept beside the form and corrected.
        spec: the same, read.
        notes: how its rows were understood, and what was not, in Chinese.
    """

    sheet: str
    standard: str
    columns: tuple[Asked, ...]
    toml: str
    spec: FormSpec
    notes: tuple[str, ...] = field(default=())


def propose(tables: Sequence[FormTable], report: Report) -> Proposal | None:
    """Return what to fill into the first of *tables* that is headed as a sheet of the ledger is; None where none is.

    Raises:
        PrintedError: its rows bear names already, of which the ledger has none.
    """
    year, newest = report.period.year, report.facts.newest_month.month
    found: list[tuple[FormTable, Sheet, Layout, list[Row], SheetCells]] = []
    for table in tables:
        cells = table.load()
        rows = [[line] for line in table.lead] + [list(row) for row in islice(cells.rows, _AHEAD)]
        lead = len(table.lead)
        cells = evolve(
            cells,
            merged=[((t + lead, a), (b + lead, z)) for (t, a), (b, z) in cells.merged],
        )
        if like := sheets_like(rows, year, cells.merged):
            found.append((table, *like[0], rows, cells))
    if not found:
        return None
    table, standard, layout, rows, cells = found[0]
    context = SheetContext(year, newest, report.profile.assume.cumulative, WHY)
    layout = resolve_columns(layout, rows[layout.header_row + 1 :], context)
    others = tuple(
        f"“{other[0].name}”也像{other[1].name}，没有填：要填的，照样写一段" for other in found[1:]
    )
    token = SHEETS_OF_RUN.set(report.ledger.sheets)
    try:
        return _Proposer(table, standard, layout, rows, cells.merged, report).proposal(others)
    finally:
        SHEETS_OF_RUN.reset(token)


@frozen(eq=False)
class _Proposer:
    """One table of a form and its rows, those above the table included."""

    table: FormTable
    standard: Sheet
    layout: Layout
    rows: Sequence[Row]
    merged: Merged
    report: Report

    def proposal(self, notes: tuple[str, ...]) -> Proposal:
        columns = tuple(sorted(_columns(self.layout), key=lambda asked: asked.index))
        body = read_body(self.layout, self.rows, self.merged)
        context = ReportContext(self.report)
        self._demand_known(body)
        grouping = group_conditions(context, self.standard, body)
        places = self._places(body, grouping)
        unit = self.layout.unit
        lines = [
            "# 这张表没有占位符：按表头认出每一列填什么，由 investtrack fill 写出。存成与表同名的 .toml，改好再填。",
            "# 等号左边是列，右边是台账的列名或填表的写法；以 # 开头的行不起作用。",
            f'unit = "{unit}"' if unit else '# unit = "万元"  # 表上没有写金额单位',
            *self._unit_lines(),
            *self._sums(columns, body, places),
        ]
        for number, (place, where) in enumerate(places, 1):
            lines += self._block(place, where, number, columns, places)
        text = "\n".join(lines) + "\n"
        spec = declared_in_toml(text, FormSpec, self.table.name)
        said = (*grouping.said, *body.notes, *grouping.notes, *notes)
        return Proposal(self.table.name, self.standard.name, columns, text, spec, said)

    def _demand_known(self, body: Body) -> None:
        """Demand that the ledger has one of the names that the form has printed, if it has any.

        Raises:
            PrintedError: it has none of them.
        """
        records: Sequence[Record] = getattr(self.report.ledger, self.standard.attribute) or ()
        known = {normal_name(getattr(record, "name", None) or "") for record in records}
        printed = [place for place in body.places if place.names]
        if printed and not any(normal_name(n) in known for p in printed for n in p.names):
            row = printed[0].first - len(self.table.lead)
            raise PrintedError(
                f"第{row}行已经印着名称“{printed[0].names[0]}”，台账里没有表上印的这些名称，对不上号；空出这些行，或在表里写占位符"
            )

    def _places(self, body: Body, grouping: Grouping) -> list[tuple[FormPlace, str]]:
        """Return the rows that can be filled, with their condition; those under a group not understood are left."""
        if any(place.names for place in body.places):
            return [(place, "") for place in body.places if place.names]
        if not grouping.where:  # no group is understood: everything stands in the first rows
            return [(place, "") for place in body.places[:1]]
        under = [(place, place.path[-1]) for place in body.places if place.path]
        return [(place, grouping.where[head]) for place, head in under if head in grouping.where]

    def _block(
        self,
        place: FormPlace,
        where: str,
        number: int,
        columns: Sequence[Asked],
        places: Sequence[tuple[FormPlace, str]],
    ) -> list[str]:
        first = place.first - len(self.table.lead)
        several = len(places) > 1
        name = next(p.index for p in self.layout.placed if p.match.column.required)
        lines = ["", "[[rows]]", self._whose(), f"records = {quoted(self.standard.name)}"]
        lines.append(f"first = {first}")
        if place.names:
            lines.append(
                f"names = [{', '.join(map(quoted, place.names))}]  # 表上印好的名称，一行一个"
            )
        elif place.slots > 1:
            lines.append(f"slots = {place.slots}")
        lines += [f"where = {quoted(where)}"] * bool(where)
        lines += [f"name = {quoted(_name(number))}"] * several
        lines += ["is_complete = true  # 有没列入的，填的时候会说"] * (several or bool(place.names))
        counts_on = several and not place.names and _counts_on(places)
        lines += ["counts_on = true  # 序号接着上面的"] * counts_on
        lines.append("[rows.cells]")
        for asked in columns:
            index = asked.index
            said = one_line(f"{asked.header}{'：' + asked.why if asked.why else ''}")
            taken = self._is_printed(place, index)
            if asked.field and not taken:
                lines.append(f"{asked.letters} = {quoted(asked.placeholder)}  # {said}")
            elif index != name or not place.names:
                why = "：表上已经印着" if asked.field and taken else ""
                lines.append(f"# {asked.letters} 列不填  # {said}{why}")
        return lines

    def _is_printed(self, place: FormPlace, index: int) -> bool:
        """Whether something is printed in a column of rows that bear names: then it is left as it is."""
        printed = self.rows[place.first - 1 : place.first - 1 + place.slots]
        return bool(place.names) and any(
            index < len(row) and not is_blank(row[index]) for row in printed
        )

    def _whose(self) -> str:
        number = self.table.number
        return f"table = {number}" if number else f"sheet = {quoted(self.table.name)}"

    def _unit_lines(self) -> Iterator[str]:
        """Yield what completes 填报单位 above the header, in the table or over it."""
        lead = len(self.table.lead)
        for number, row in enumerate(self.rows[: self.layout.first_row], 1):
            for index, cell in enumerate(row):
                if number <= lead:
                    if found := _REPORTED_BY.search(str(cell)):
                        yield from ("", "[[cell]]", f"after = {quoted(found[0])}")
                        yield f"value = {quoted('{{ 填报单位 }}')}"
                elif isinstance(cell, str) and _REPORTED_BY.fullmatch(cell.strip()):
                    yield from self._cell(index, number, f"{cell.strip()}{{{{ 填报单位 }}}}")

    def _sums(
        self, columns: Sequence[Asked], body: Body, places: Sequence[tuple[FormPlace, str]]
    ) -> Iterator[str]:
        """Yield the blanks of totals, subtotals and heads of groups: sums over what stands under them."""
        several = len(places) > 1
        known = {head for place, where in places if where or place.names for head in place.path}
        columns = [a for a in columns if not any(self._is_printed(p, a.index) for p, _ in places)]
        for row in body.totals:
            yield from self._sums_of(row, columns, "全部." if several else "")
        for head in body.heads:
            inside = [_name(number) for number, (p, _) in enumerate(places, 1) if head in p.path]
            at = head.row if head.total is None and not self._is_wide(head.row) else head.total
            if at is not None and inside and head in known:
                region = "、".join(inside) + "." if several else ""
                yield from self._sums_of(at, columns, region)

    def _sums_of(self, number: int, columns: Sequence[Asked], region: str) -> Iterator[str]:
        row = self.rows[number - 1]
        for asked in columns:
            index = asked.index
            is_free = index >= len(row) or is_blank(row[index])
            if asked.is_summed and asked.field and is_free:
                unit = f"|{asked.unit}" if asked.unit else ""
                yield from self._cell(index, number, f"{{{{ {region}合计({asked.field}){unit} }}}}")

    def _is_wide(self, number: int) -> bool:
        return any(
            top < number <= bottom + 1 and left < right
            for (top, left), (bottom, right) in self.merged
        )

    def _cell(self, index: int, number: int, value: str) -> Iterator[str]:
        yield from ("", "[[cell]]", self._whose())
        yield f"at = {quoted(f'{column_letters(index)}{number - len(self.table.lead)}')}"
        yield f"value = {quoted(value)}"


def _name(number: int) -> str:
    return f"第{number}处"


def _counts_on(places: Sequence[tuple[FormPlace, str]]) -> bool:
    """Whether the numbers printed in the rows go on from group to group; where none are printed, they do not."""
    printed = [place.numbers for place, _ in places if place.numbers]
    return len(printed) > 1 and all(after[0] > before[-1] for before, after in pairwise(printed))


def _columns(layout: Layout) -> Iterator[Asked]:
    for place in layout.placed:
        yield _asked(place)
    for other in layout.others:
        yield _other(other)
    for index, text in layout.unknown.items():
        header = clean(text)
        known = header if header in _DERIVED else ""
        yield Asked(index, header, known, "" if known else "不认识")
    for index, text, _ in layout.doubled:
        yield Asked(index, clean(text), "", "和另一列意思相同")


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
        place.index, clean(place.header), label, why or place.why, column.kind in AMOUNT_KINDS, unit
    )  # fmt: skip


def _other(other: Unplaced) -> Asked:
    index, header, meaning = other.index, clean(other.header), other.meaning
    if isinstance(meaning, MissingMonth):
        return Asked(
            index,
            header,
            f"{meaning.column.label}[期末]",
            "表头没有写月份，填到报告期末月",
            is_summed=True,
            unit=str(meaning.unit or ""),
        )
    if isinstance(meaning, Ambiguous):
        choices = "、".join(choice_label(choice) for choice in meaning.choices)
        return Asked(index, header, "", f"可以是{choices}，要你定")
    known = {SEQUENCE: "序号", SINGLE_MONTH: "本月完成投资", SINGLE_MONTH_PLAN: "本月计划投资"}
    if isinstance(meaning, IgnoredColumn) and meaning in known:
        return Asked(index, header, known[meaning], is_summed=meaning is not SEQUENCE)
    label = meaning.label if isinstance(meaning, IgnoredColumn) else ""
    field_ = label if label in _DERIVED else ""
    return Asked(index, header, field_, "" if field_ else "台账没有这一列")
