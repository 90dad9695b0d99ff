"""Reads the sheets of one source into a ledger, whatever file they came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

from attrs import define, evolve, field, frozen

from investtrack.collection import no_collection
from investtrack.findings import Finding
from investtrack.model.fund import Fund
from investtrack.model.ledger import INFO_SHEET, Ledger, Region, Sheet, StatedTotal
from investtrack.model.profile import Profile
from investtrack.reading.cells.cell_values import text_of
from investtrack.reading.cells.shown import ShownRows
from investtrack.reading.columns.by_period import by_period
from investtrack.reading.columns.by_source import by_source
from investtrack.reading.columns.column_findings import note_formats, note_units
from investtrack.reading.columns.counties import Counties, counties_together
from investtrack.reading.columns.monthly import with_months, with_quarters
from investtrack.reading.columns.recognise import SheetReading
from investtrack.reading.columns.resolve_columns import SheetContext, resolve_columns
from investtrack.reading.headers.header import clean, match
from investtrack.reading.headers.unit_line import SaidUnit, said_units
from investtrack.reading.info import Info, read_info
from investtrack.reading.layout.classify_sheet import SheetClassifier, chosen_names, spare
from investtrack.reading.layout.generated_columns import without_generated
from investtrack.reading.layout.header_rows import (
    SCANNED,
    Layout,
    find_layout,
    required_keys,
    sheet_named,
    sheets_like,
)
from investtrack.reading.layout.heading import (
    Footing,
    Heading,
    names_year,
    read_footing,
    stated_year,
    years_of_lines,
)
from investtrack.reading.layout.mapping import WHY, mapping_for
from investtrack.reading.layout.other_table import own_rows, pass_over
from investtrack.reading.layout.row_kinds import is_blank, is_header, repeats
from investtrack.reading.layout.row_statements import RowStatements
from investtrack.reading.layout.sheet_month import month_in_name, newest_first
from investtrack.reading.layout.side_by_side import ABOVE, SideBySide
from investtrack.reading.records.across import without_stated
from investtrack.reading.records.assumed import assume
from investtrack.reading.records.event_lists import EventList, event_of, name_key
from investtrack.reading.records.table import AHEAD, ONE_ROW_EACH, Below, SheetTable
from investtrack.reading.sheet import MergedRows, Notes, OpenedSheet, Row, SheetCells, address
from investtrack.values.amount import Unit


_SAMPLED = 20
_INFO_ROWS = 60
_TELLING = 4  # columns by which a header is known that shares its words with other tables
_LINE = 3  # cells of a line of words below a table


@frozen(eq=False)
class ReadSource:
    """What the sheets of one source say.

    Attributes:
        ledger: records and stated totals, each with its cells.
        findings: every fault met on the way.
        readings: how each column of each table was understood.
    """

    ledger: Ledger
    findings: tuple[Finding, ...]
    readings: tuple[SheetReading, ...]


def read_sheets(  # noqa: PLR0913 - one keyword a thing that is known
    file: str,
    sheets: Sequence[OpenedSheet],
    profile: Profile,
    *,
    findings: Sequence[Finding] = (),
    info: Info | None = None,
    is_part: bool = False,
) -> ReadSource:
    """Read *sheets*, each as the standard sheet that it is.

    Args:
        file: name of the source.
        sheets: its sheets, in their order.
        profile: the county's profile.
        findings: what was found when the file was opened.
        info: what is known of the ledger beforehand; 基本信息 among *sheets* says more.
        is_part: whether other files may hold the rest of the ledger, so that it need not have a table.
    """
    with no_collection():
        reader = _Reader(file, sheets, profile, info or Info(), is_part)
        reader.notes.found.extend(findings)
        return reader.read()


@define
class _Reader:
    """One pass over one source."""

    file: str
    sheets: Sequence[OpenedSheet]
    profile: Profile
    info: Info
    is_part: bool
    notes: Notes = field(init=False)
    totals: list[StatedTotal] = field(factory=list)
    records: dict[str, list[Any]] = field(factory=dict)
    readings: list[SheetReading] = field(factory=list)
    headings: list[tuple[Notes, Heading]] = field(factory=list)
    footings: list[Footing] = field(factory=list)
    funds: list[tuple[Notes, list[Fund]]] = field(factory=list)  # written across, sheet by sheet
    counties: list[Counties] = field(factory=list)
    lists: list[EventList] = field(factory=list)
    years: set[int] = field(factory=set)  # that the sheets read so far state
    waiting: list[tuple[OpenedSheet, SheetCells]] | None = field(factory=list)
    """Sheets that name no year: they are read last, by the year of the others."""

    def __attrs_post_init__(self) -> None:
        self.notes = Notes(self.file)

    @property
    def standard(self) -> Sequence[Sheet]:
        """The sheets that there are: the standard ones, and those that plugins added."""
        return self.profile.extensions.sheets

    def read(self) -> ReadSource:
        self._note_hidden()
        about = next((sheet for sheet in self.sheets if clean(sheet.name) == INFO_SHEET), None)
        if about is not None:
            cells = about.load()
            rows = islice(cells.rows, _INFO_ROWS)
            self.info = read_info(rows, cells.marks, self._notes(about), self.info)
        others = [sheet for sheet in self.sheets if sheet is not about]
        chosen = chosen_names([sheet.name for sheet in others], self.standard)
        classifier = SheetClassifier(chosen, None, self.standard)
        for sheet in newest_first(others, self.info.year, self.info.month):
            self._read(sheet, classifier)
        waiting, self.waiting = self.waiting or [], None
        for sheet, cells in sorted(waiting, key=lambda each: event_of(each[0].name) is not None):
            self._read_cells(sheet, cells, classifier)
        if waiting:  # what is said stands in the order of the sheets
            order = {sheet.name: place for place, sheet in enumerate(self.sheets)}
            self.notes.found.sort(key=lambda found: order.get(found.place.sheet, -1))
        for listed in self.lists:
            listed.compare(self.records.get("projects"))
        self._dated()
        self._placed()
        for counties in self.counties:
            counties.say(self.info.region.name)
        for notes, funds in self.funds:
            if funds:
                known: list[Fund] = self.records.setdefault("funds", [])
                known += without_stated(funds, known, notes)
        titles = {notes.sheet: heading.lines for notes, heading in self.headings}
        assume(self.records, self.profile.assume, self.notes.found, titles)
        if not self.records and not self.is_part:
            names = "、".join(sheet.name for sheet in self.sheets)
            standard = "、".join(s.name for s in self.standard)
            self.notes.make("no-known-sheet", names=names, standard=standard)
        ledger = self.profile.extensions.ledger(
            region=self.info.region,
            period=self.info.period,
            as_of=self.info.as_of,
            totals=tuple(self.totals),
            sources=(self.file,),
            **{attribute: tuple(found) for attribute, found in self.records.items()},
        )
        return ReadSource(ledger, tuple(self.notes.found), tuple(self.readings))

    # -- sheets ------------------------------------------------------------------------------

    def _notes(self, sheet: OpenedSheet) -> Notes:
        return evolve(self.notes.on(sheet.name), file=sheet.file or self.file)

    def _note_hidden(self) -> None:
        for sheet in self.sheets:
            if sheet.is_hidden and sheet_named(sheet.name, self.standard):
                self._notes(sheet).make("sheet-hidden", sheet=sheet.name)

    def _read(self, opened: OpenedSheet, classifier: SheetClassifier) -> None:
        name = opened.name
        mapping = opened.mapping or mapping_for(self.profile, self.file, name)
        if mapping is None or not mapping.skip:
            for cells in self._beside_each_other(opened):
                self._read_or_wait(evolve(opened, mapping=mapping), cells, classifier)

    def _read_or_wait(
        self, opened: OpenedSheet, cells: SheetCells, classifier: SheetClassifier
    ) -> None:
        """Read a table, unless it names no year and there are others that may."""
        if self.waiting is not None and len(self.sheets) > 1:
            rows = iter(cells.rows)
            head = list(islice(rows, AHEAD))
            cells = evolve(cells, rows=chain(head, rows))
            self.years.update(years_of_lines(head))
            is_of_no_year = self._year(head) is None and not names_year(head)
            if is_of_no_year or event_of(opened.name) is not None:
                self.waiting.append((opened, cells))
                return
        self._read_cells(opened, cells, classifier)

    def _beside_each_other(self, opened: OpenedSheet) -> Iterator[SheetCells]:
        """Yield the cells of each table of one kind that a sheet has side by side; all of them where it has one."""
        cells = opened.load()
        rows = iter(cells.rows)
        first = list(islice(rows, ABOVE))
        tables = SideBySide.found(first)
        if tables is None:
            yield evolve(cells, rows=chain(first, rows))
            return
        whole = [*first, *rows]
        self._notes(opened).make(
            "tables-side-by-side",
            sheet=opened.name,
            number=len(tables.starts),
            columns=tables.spans,
        )
        for which in range(len(tables.starts)):
            yield evolve(cells, rows=tables.only(which, iter(whole)))

    def _read_cells(
        self, opened: OpenedSheet, cells: SheetCells, classifier: SheetClassifier
    ) -> None:
        name, mapping = opened.name, opened.mapping
        merged = MergedRows(cells.merged)
        shown = ShownRows(cells.rows, cells.marks)
        stream = iter(shown)
        head = list(islice(stream, AHEAD))
        notes = self._notes(opened)
        before = len(notes.found)
        year = classifier.year = self._year(head)
        context = evolve(self._context(year), named=month_in_name(name))
        placed = classifier.classify(
            name, head, merged.within(0, AHEAD), mapping, notes, is_lenient=opened.is_lenient
        )
        if placed is None:
            self._listed(name, classifier.listed, chain(head, stream), before, notes)
            self._headless(name, classifier.headless, head, context)
            return
        start = 0
        rows: Iterator[Row] = chain(head, stream)
        if cells.is_delimited:
            rows = _as_wide(rows, placed[1], head, notes)
        while placed is not None:
            sheet, layout = placed
            body = head[layout.header_row + 1 - start :]
            lines = [row if _is_sparse(row) else () for row in body]
            own = own_rows(body, lines, head[layout.first_row - start : layout.header_row + 1 - start], layout)  # fmt: skip
            footing = read_footing([line for line in lines if line], layout.year)
            layout = resolve_columns(without_generated(layout, sheet.attribute), own, _with_footing(context, footing))  # fmt: skip
            layout, rows = _one_row_each(layout, own, rows, start, notes)
            units = (*layout.heading.units, *_units_below(head, lines, layout, start))
            layout = _with_unit(layout, units, self.info.unit)
            unit = layout.unit or self.info.unit or self.profile.assume.units or self.profile.unit
            if units and not (mapping and mapping.unit):
                note_units(layout, units, unit, notes)
            layout = self._by_other_sheets(layout, head)
            table = SheetTable(sheet, _across(layout, body, sheet, unit), unit, self.profile, cells.marks, merged, notes)  # fmt: skip
            ahead = not (cells.is_delimited or shown.changes)
            records, totals = table.read(rows, start, ahead=ahead)
            is_kept = self._keep(name, sheet, records, totals, before, notes)
            left_out = "" if is_kept else "同样的项目已在别的表里"
            self.readings.append(SheetReading(name, sheet, table.layout, table.papers, left_out, _samples(table.layout, body)))  # fmt: skip
            if not is_kept:
                self._listed_again(name, table, records, before, notes)
                return
            self._beside(notes, table, footing)
            self.counties += counties_together(table.layout, body, notes)
            note_formats(table.layout, cells.marks, unit, notes)
            shown.say(notes, layout.first_row)
            if table.below is None:
                return
            before = len(notes.found)
            below = self._below(table, table.below, merged, year)
            if below is None:
                return
            placed, start, head, rows = below

    def _headless(
        self, name: str, placed: tuple[Sheet, Layout] | None, head: Sequence[Row], context: SheetContext
    ) -> None:  # fmt: skip
        """Keep how the columns of a sheet were understood that is not read for want of one."""
        if placed is not None:
            sheet, layout = placed
            layout = resolve_columns(layout, head[layout.header_row + 1 :], context)
            self.readings.append(SheetReading(name, sheet, layout, {}, "没有项目名称列"))

    def _listed(
        self, name: str, layout: Layout | None, rows: Iterator[Row], before: int, notes: Notes
    ) -> None:
        """Keep a sheet that is not read and lists the projects to which something happened, to hold it against 项目台账."""
        event = event_of(name)
        if event is None or layout is None:
            return
        said = notes.found[before:]
        del notes.found[before:]
        self.lists.append(EventList.read(event, layout, rows, notes, said))

    def _listed_again(
        self, name: str, table: SheetTable, records: Sequence[Any], before: int, notes: Notes
    ) -> None:
        """Keep such a list that has all the columns of 项目台账."""
        event = event_of(name) if table.sheet.attribute == "projects" else None
        if event is not None:
            said = tuple(notes.found[before:])
            del notes.found[before:]
            names: dict[str, int] = {}
            for each in records:
                names.setdefault(each.name, each.origin.row)
            index = next(place.index for place in table.layout.placed if place.key == "name")
            self.lists.append(EventList(event, names, index, notes, said))

    def _below(
        self, table: SheetTable, below: Below, merged: MergedRows, year: int | None
    ) -> tuple[tuple[Sheet, Layout], int, list[Row], Iterator[Row]] | None:
        """Return the next ledger of a sheet, its first row and its rows; what stands between is said, and not read."""
        notes, reached = table.notes, below
        while True:
            head = list(islice(reached.rows, AHEAD))
            rows = chain(head, reached.rows)
            if placed := _placed_below(reached, head, table.sheet, merged, year, notes, self.standard):  # fmt: skip
                return placed, reached.row, head, rows
            other = pass_over(rows, reached.row, reached.lines, table.headers)
            told = [match((cell,), table.sheet.record, year) for cell in other.header if isinstance(cell, str)]  # fmt: skip
            may_count = any(one is not None and one.column.required for one in told)
            notes.make(
                "table-below", f"第{other.first}行", variant="named" if may_count else "",
                rows=f"第{other.first}行" if other.first == other.last else f"第{other.first}—{other.last}行",
                title=f"“{other.title}”" if other.title else "", sheet=notes.sheet,
                found="、".join(clean(cell) for cell in other.header if isinstance(cell, str) and cell),
            )  # fmt: skip
            if other.next is None:
                return None
            reached = Below(other.next, other.lines, other.rows, is_plain=True)

    def _keep(  # noqa: PLR0913, PLR0917 - what one ledger gave
        self, name: str, sheet: Sheet, records: list[object], totals: list[StatedTotal], before: int, notes: Notes
    ) -> bool:  # fmt: skip
        """Add records to the ledger, unless the same projects are in it already."""
        known = self.records.setdefault(sheet.attribute, [])
        event = event_of(name) if sheet.attribute == "projects" else None
        is_past = (
            bool(known) and event is not None and event.may_be_absent
        )  # 退库: no projects of the ledger's
        if sheet.attribute in ONE_ROW_EACH and (
            is_past or _overlaps(known, records, is_list=event is not None)
        ):
            # The same projects listed another way, say by town and by trade: once is enough.
            del notes.found[before:]
            others = dict.fromkeys(record.origin.sheet.sheet for record in known)
            spare(name, sheet, "、".join(others), notes)
            return False
        known.extend(records)
        self.totals.extend(totals)
        return True

    def _beside(self, notes: Notes, table: SheetTable, footing: Footing) -> None:
        """Keep what a table says beside its records: money by source, the lines above and below."""
        self.funds.append((notes, table.funds))
        self.headings.append((notes, table.layout.heading))
        self.footings.append(footing)

    def _year(self, head: Sequence[Row]) -> int | None:
        """Return the year of months that name none: the sheet's own, the ledger's, the other sheets', or the one that is asked for."""
        year = stated_year(head) or self.info.year or self.profile.assume.year
        if year is None and self.waiting is None and len(self.years) == 1 and not names_year(head):
            year = next(iter(self.years))
        return self.profile.year if year is None and not names_year(head) else year

    def _by_other_sheets(self, layout: Layout, head: Sequence[Row]) -> Layout:
        """Return *layout* with what is said of months whose year is that of the other sheets; note its year for them."""
        if self.waiting is not None or stated_year(head) or layout.year not in self.years:
            if layout.year is not None:
                self.years.add(layout.year)
            return layout
        if self.info.year or self.profile.assume.year or names_year(head):
            return layout
        placed = tuple(
            evolve(place, why="年份取自别的表") if "." in place.key and not place.why else place
            for place in layout.placed
        )
        return evolve(layout, placed=placed)

    def _context(self, year: int | None) -> SheetContext:
        """Return what is known outside the sheets: what 基本信息 says, else what the profile answers."""
        said = self.profile.assume
        return SheetContext(year, self.info.month or said.month, said.cumulative, WHY)

    def _placed(self) -> None:
        """Take the region from the lines above the tables where 基本信息 does not state it."""
        region = self.info.region
        said = [heading.region for _, heading in self.headings]
        names = {each.name for each in said if each.name}
        parents = {each.parent for each in said if each.parent}
        units = {each.reporting_unit for each in said if each.reporting_unit}
        self.info.region = Region(
            name=region.name or (names.pop() if len(names) == 1 else None),
            parent=region.parent or (parents.pop() if len(parents) == 1 and not names else None),
            reporting_unit=region.reporting_unit or (units.pop() if len(units) == 1 else None),
            code=region.code,
        )

    def _dated(self) -> None:
        """Take period and date from the lines above the tables, or below, where 基本信息 does not state them."""
        days = {heading.as_of for _, heading in self.headings if heading.as_of}
        days = days or {footing.as_of for footing in self.footings if footing.as_of}
        periods = {heading.period for _, heading in self.headings if heading.period}
        if self.info.as_of is None and len(days) == 1:
            self.info.as_of = days.pop()
        elif self.info.as_of is None and days:
            self.notes.make("sheets-disagree", dates="、".join(map(str, sorted(days))))
        if self.info.period is None and len(periods) == 1:
            self.info.period = periods.pop()


def _across(layout: Layout, body: Sequence[Row], sheet: Sheet, unit: Unit) -> Layout:
    """Return *layout* with what is written across taken apart: single months, periods, sources of money."""
    layout = with_quarters(with_months(layout, body, sheet, unit), body, sheet, unit)
    return by_source(by_period(layout, sheet), sheet)


def _with_footing(context: SheetContext, footing: Footing) -> SheetContext:
    """Return *context* with what the notes below a table say: they go before what the profile answers."""
    if footing.cumulative is None:
        return context
    return evolve(context, cumulative=footing.cumulative, cumulative_why="表下的注写明")


def _with_unit(layout: Layout, units: Sequence[SaidUnit], usual: Unit | None) -> Layout:
    """Return *layout* with a unit of money: its own, else the first that lines name, else that of the ledger."""
    if layout.unit is not None:
        return layout
    return evolve(layout, unit=next((said.unit for said in units if said.unit), None) or usual)


def _one_row_each(
    layout: Layout, own: Sequence[Row], rows: Iterator[Row], start: int, notes: Notes
) -> tuple[Layout, Iterator[Row]]:
    """Return *layout* and *rows* without what several rows of one project state differently, which is said."""
    statements = RowStatements.found(own, layout)
    if statements is None:
        return layout, rows
    first = layout.header_row + 2 + statements.row
    notes.make(
        "rows-by-statement", address(statements.index, first), sheet=notes.sheet, labels="、".join(statements.labels),
        rows=f"第{first}—{first + len(statements.labels) - 1}行",
    )  # fmt: skip
    return statements.without_amounts(layout), statements.first_rows(rows, start, layout.header_row)


def _as_wide(
    rows: Iterator[Row], layout: Layout, head: Sequence[Row], notes: Notes
) -> Iterator[Row]:
    """Yield *rows*, saying of each that has cells beyond the last header that they are not read."""
    width = max(
        index + 1
        for row in head[layout.first_row : layout.header_row + 1]
        for index, cell in enumerate(row)
        if not is_blank(cell)
    )
    for number, row in enumerate(rows, 1):
        if number > layout.header_row + 1 and len(row) > width:
            extra = [text_of(cell) for cell in row[width:] if not is_blank(cell)]
            if extra:
                notes.make(
                    "row-too-long",
                    f"第{number}行",
                    row=number,
                    number=len(row) - width,
                    extra="、".join(extra),
                    width=width,
                )
        yield row


def _samples(layout: Layout, body: Sequence[Row]) -> dict[int, list[Any]]:
    """Return some of the cells of each column that is not understood."""
    return {
        index: list(islice((row[index] for row in body if index < len(row) and not is_blank(row[index])), _SAMPLED))
        for index in layout.unknown
    }  # fmt: skip


def _placed_below(  # noqa: PLR0913, PLR0917 - where, and what it is tried as
    below: Below,
    head: Sequence[Row],
    sheet: Sheet,
    merged: MergedRows,
    year: int | None,
    notes: Notes,
    sheets: Sequence[Sheet],
) -> tuple[Sheet, Layout] | None:
    """Return what the ledger is that begins further down a sheet: another one of the same kind, or one alike."""
    start = below.row - len(below.lines)
    rows = [*below.lines, *head[: 2 * SCANNED]]
    inside = merged.within(below.row, start + len(rows), start)
    above = len(below.lines)
    own = find_layout(rows, sheet, year, inside)
    alike = [
        (one, layout)
        for one, layout in sheets_like(rows, year, inside, sheets=sheets)
        if layout.first_row <= above <= layout.header_row  # not that of a further table below it
    ]
    if (
        own is None
        or not required_keys(sheet) <= set(own.keys)
        or not own.first_row <= above <= own.header_row
        or (not below.is_plain and own.told < _TELLING)
    ):
        own = None
    if own is not None and not any(layout.told > own.told for _, layout in alike):
        found = (sheet, own)
    elif len(alike) == 1:
        found = alike[0]
    else:
        return None
    placed, layout = found
    layout = evolve(
        layout, header_row=layout.header_row + start, first_row=layout.first_row + start,
        heading=layout.heading.moved(start),
    )  # fmt: skip
    first = layout.first_row + 1
    notes.make("ledger-below", f"第{first}行", sheet=notes.sheet, row=first, standard=placed.name)
    return placed, layout


def _units_below(
    head: Sequence[Row], lines: Sequence[Row], layout: Layout, start: int
) -> tuple[SaidUnit, ...]:
    """Return the units of money that lines below the records name; those of a further ledger are its own.

    Args:
        head: the first rows, from zero-based row *start* on.
        lines: the rows below the header, those that are records left empty.
        layout: where the header is among them.
        start: the row of the first.
    """
    first, last = layout.first_row - start, layout.header_row + 1 - start
    body = head[last:]
    found = said_units(lines, last + start)
    if not found:
        return ()
    own = [[clean(cell) for cell in row] for row in head[first:last]]
    headers = [place for place, row in enumerate(body) if is_header(row) or repeats(row, own)]
    above = set(chain.from_iterable(_lines_above(place, lines) for place in headers))
    other = next((place for place in headers if not repeats(body[place], own)), len(body))
    return tuple(
        said
        for said in found
        if said.row - last - start < other and said.row - last - start not in above
    )


def _lines_above(header: int, lines: Sequence[Row]) -> Iterator[int]:
    """Yield where the lines stand that are directly above a further header, from the last that names a unit on."""
    first = header
    while first and lines[first - 1]:
        first -= 1
        yield first
        if said_units([lines[first]]):
            return


def _is_sparse(row: Row) -> bool:
    filled = 0
    for cell in row:
        if not is_blank(cell):
            filled += 1
            if filled > _LINE or not isinstance(cell, str):
                return False
    return filled > 0


def _overlaps(known: Sequence[Any], records: Sequence[Any], *, is_list: bool) -> bool:
    """Whether more than half of *records* are among those already read; of a list of what happened, any."""
    if not known or not records:
        return False
    if is_list:
        return not {name_key(r.name) for r in known}.isdisjoint(name_key(r.name) for r in records)
    seen = {record.name for record in known}
    return sum(record.name in seen for record in records) * 2 > len(records)
