"""Fills a Word form: placeholders in paragraphs, tables, headers and footers; rows of tables repeated."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, evolve, field

from investtrack_forms.expressions.directives import (
    Marker,
    markers_in,
    parse_marker,
    rows_of,
    with_settings,
)
from investtrack_forms.expressions.form_context import FormContext, FormFault, open_context, refuse
from investtrack_forms.expressions.lines import NAMING, Chosen, Line, Ready, choose_all
from investtrack_forms.expressions.report_context import ReportContext
from investtrack_forms.expressions.syntax import FormSyntaxError, Pieces, parse_text
from investtrack_forms.spec import Cell, FormSpec, Rows
from investtrack_forms.trace import FilledForm, FilledPlaceholder, filled
from investtrack_forms.unsupported_features import (
    demand_supported,
    drop_signatures,
    unsupported_features,
)
from investtrack_ooxml.document import bound_controls
from investtrack_ooxml.document.opening import open_document
from investtrack_ooxml.document.paragraphs import (
    Story,
    cell_at,
    cells_of,
    paragraphs,
    replace,
    rows,
    set_text,
    stories,
    text_of,
    w,
    without_marks,
)
from investtrack_ooxml.package import Package, unreadable
from investtrack_ooxml.spreadsheet.addresses import split_address
from investtrack_ooxml.xml import normalized


if TYPE_CHECKING:
    from lxml.etree import _Element


@define(eq=False)
class _Table:
    """A table, with its repeated rows, and by how many rows it has grown so far."""

    number: int
    element: _Element
    trs: list[_Element]
    declared: list[Rows] = field(factory=list)
    shift: int = 0


def fill_document(
    package: Package, report_context: ReportContext, spec: FormSpec, *, allow_losses: bool = False
) -> FilledForm:
    """Return the Word document *package*, filled.

    Args:
        package: the form.
        report_context: what it is filled from.
        spec: what TOML beside it declares.
        allow_losses: write although something of the form is lost.

    Raises:
        SourceError: the form has faults, all of which are named; or something of it would be lost.
    """
    faults: list[FormFault] = []
    told = stories(package)
    roots = [story.root for story in told]
    before = {control: bound_controls.shown(control) for control in bound_controls.controls(roots)}
    unlike = set(bound_controls.unlike_data(package, roots))
    tables = [
        _Table(number, element, rows(element))
        for number, element in enumerate(told[0].root.iter(w("tbl")), 1)
    ]
    _declared(spec, told, tables, faults)
    spec = _markers(told, tables, spec, faults)
    context = open_context(
        report_context, spec, [item for table in tables for item in table.declared], faults
    )
    _check(context, told, tables, faults)
    refuse(package.path, faults)
    lost = unsupported_features(package, None, moves_rows=bool(context.ready))
    demand_supported(package.path, lost, allow=allow_losses)
    context.chosen = choose_all(report_context, context.ready)
    entries: list[FilledPlaceholder] = []
    inside: set[_Element] = set()
    in_table = _in_tables(tables)
    for chosen in sorted(context.chosen, key=lambda item: item.ready.rows.start):
        inside |= _repeat(context, tables[chosen.ready.rows.table - 1], chosen, entries)
    for story in told:
        for number, paragraph in enumerate(paragraphs(story.root), 1):
            if paragraph not in inside:
                where = in_table.get(paragraph)
                sheet = f"表{where[0]}" if where else ""
                place = f"{story.label}第{number}段"
                _fill(context, paragraph, place, sheet, None, None, entries)
    bound_controls.settle(
        package, roots, lambda control: before.get(control) != bound_controls.shown(control)
    )
    drop_signatures(package)
    notes = [loss.text for loss in lost] + [note for item in context.chosen for note in item.notes]
    made = filled(package, entries, notes, repeats=bool(context.ready))
    _demand_found(package.path, made, unlike)
    return made


def _demand_found(path: Path, made: FilledForm, unlike: Collection[tuple[str, str]]) -> None:
    """Demand that the filled form, read back, holds every figure that was filled in, and that programs show it.

    Raises:
        ExportError: a figure is not found again, or a control would show something else.
    """
    package = open_document(path, made.data)
    roots = [story.root for story in stories(package)]
    whole = "\n".join(text_of(paragraph) for root in roots for paragraph in paragraphs(root))
    for entry in made.entries:
        # A line break is no text: its lines follow each other.
        if entry.is_figure and "".join(normalized(entry.written).split("\n")) not in whole:
            raise unreadable(path.name, entry.place, f"没有找到所填的“{entry.written}”")
    for text, held in bound_controls.unlike_data(package, roots):
        if (text, held) not in unlike:
            raise unreadable(path.name, "内容控件", f"填的是“{text}”，打开后显示的是“{held}”")


def _declared(
    spec: FormSpec, told: list[Story], tables: list[_Table], faults: list[FormFault]
) -> None:
    """Put what TOML declares into the document as placeholders, and note its repeated rows."""

    def put(number: int, row: int, column: int, text: str, where: str) -> None:
        table = tables[number - 1] if 1 <= number <= len(tables) else None
        tr = table.trs[row - 1] if table is not None and 1 <= row <= len(table.trs) else None
        cell = cell_at(tr, column) if tr is not None else None
        paragraph = cell.find(w("p")) if cell is not None else None
        if paragraph is None:
            faults.append(FormFault(where, f"文档第{number}个表没有第{row}行第{column}列"))
        else:
            set_text(paragraph, text if "{{" in text else f"{{{{{text}}}}}")

    for number, item in enumerate(spec.cell, 1):
        place = split_address(item.at)
        if item.after:
            _put_after(told, item, f"cell[{number}]", faults)
        elif place is None:
            faults.append(
                FormFault(f"cell[{number}]", f"at 应是单元格地址（如 B3），不能是“{item.at}”")
            )
        else:
            put(item.table, *place, item.value, f"cell[{number}]")
    for number, declared in enumerate(spec.rows, 1):
        where = f"rows[{number}]"
        if not 1 <= declared.table <= len(tables):
            faults.append(FormFault(where, f"table 应是文档里的第几个表（共{len(tables)}个）"))
            continue
        tables[declared.table - 1].declared.append(evolve(declared, sheet="", place=where))
        for row, column, text in _cells_declared(declared):
            place = split_address(f"{column}1")
            if place is None:
                faults.append(FormFault(where, f"列应写作字母（如 B），不能是“{column}”"))
            else:
                put(declared.table, row, place[1], text, where)


def _cells_declared(declared: Rows) -> Iterator[tuple[int, str, str]]:
    """Yield row, column and text of every cell that *declared* fills; rows with printed names are each one's own."""
    printed = [(declared.first + i, declared.cells) for i in range(1, len(declared.names))]
    groups = [(group.row, group.cells) for group in declared.group_rows]
    for row, cells in [(declared.first, declared.cells), *printed, *groups]:
        for column, text in cells.items():
            yield row, column, text


def _put_after(told: list[Story], item: Cell, where: str, faults: list[FormFault]) -> None:
    """Put a placeholder behind the words that *item* names, where they first stand."""
    value = item.value if "{{" in item.value else f"{{{{{item.value}}}}}"
    for story in told:
        for paragraph in paragraphs(story.root):
            at = text_of(paragraph).find(item.after)
            if at >= 0:
                end = at + len(item.after)
                replace(paragraph, [(at, end)], [item.after + value])
                return
    faults.append(FormFault(where, f"文档里没有“{item.after}”"))


def _markers(
    told: list[Story], tables: list[_Table], spec: FormSpec, faults: list[FormFault]
) -> FormSpec:
    """Read and remove the markers in the document."""
    settings: list[Marker] = []
    for table in tables:
        markers: list[tuple[int, str, Marker]] = []
        for number, row in enumerate(table.trs, 1):
            place = f"表{table.number}第{number}行"
            for paragraph in row.iter(w("p")):
                markers += [(number, place, marker) for marker in _take(paragraph, place, faults)]
        settings += [marker for _, _, marker in markers]
        try:
            table.declared += rows_of(markers, "", table.number)
        except FormSyntaxError as error:
            faults.append(FormFault(f"表{table.number}", str(error)))
    for story in told:
        for number, paragraph in enumerate(paragraphs(story.root), 1):
            place = f"{story.label}第{number}段"
            for marker in _take(paragraph, place, faults):
                settings.append(marker)
                if marker.kind != "form":
                    faults.append(FormFault(place, "“明细”和“组”的标记只能写在表格的行里"))
    return with_settings(spec, settings)


def _take(paragraph: _Element, place: str, faults: list[FormFault]) -> list[Marker]:
    found: list[Marker] = []
    text = text_of(paragraph)
    hits = markers_in(text)
    for _, inside, _ in hits:
        try:
            found.append(parse_marker(inside))
        except FormSyntaxError as error:
            faults.append(FormFault(place, str(error)))
    if hits:
        replace(paragraph, [(start, end) for start, _, end in hits], [""] * len(hits))
    if "{%" in text[hits[-1][2] if hits else 0 :]:
        faults.append(FormFault(place, "有“{%”而没有“%}”"))
    return found


def _check(
    context: FormContext, told: list[Story], tables: list[_Table], faults: list[FormFault]
) -> None:
    """Note every placeholder that cannot be answered."""
    in_table = _in_tables(tables)
    for story in told:
        for number, paragraph in enumerate(paragraphs(story.root), 1):
            table_row = in_table.get(paragraph)
            place = (
                f"{story.label}第{number}段"
                if table_row is None
                else f"表{table_row[0]}第{table_row[1]}行"
            )
            own = next((r for r in context.ready if table_row and _holds(r.rows, *table_row)), None)
            declared = [] if table_row is None else tables[table_row[0] - 1].declared
            if own is None and any(_holds(item, *table_row) for item in declared if table_row):
                continue  # its declaration is faulty, and said to be
            in_group = (
                own is not None
                and table_row is not None
                and any(item.row == table_row[1] for item in own.rows.group_rows)
            )
            sheet = f"表{table_row[0]}" if table_row else ""
            found = _faults_of(context, paragraph, own, sheet, in_group=in_group)
            faults.extend(FormFault(place, message) for message in found)


def _in_tables(tables: list[_Table]) -> dict[_Element, tuple[int, int]]:
    """Return paragraph → the table and the row it stands in."""
    found: dict[_Element, tuple[int, int]] = {}
    for table in tables:
        for number, row in enumerate(table.trs, 1):
            found |= dict.fromkeys(row.iter(w("p")), (table.number, number))
    return found


def _faults_of(
    context: FormContext, paragraph: _Element, own: Ready | None, sheet: str, *, in_group: bool
) -> list[str]:
    try:
        pieces = parse_text(text_of(paragraph))
    except FormSyntaxError as error:
        return [str(error)]
    found = []
    for expression in pieces.expressions if pieces else ():
        try:
            context.check(expression, own, sheet, in_group=in_group)
        except FormSyntaxError as error:
            found.append(str(error))
    return found


def _holds(item: Rows, table: int, row: int) -> bool:
    return item.table == table and item.start <= row <= item.end


def _repeat(
    context: FormContext, table: _Table, chosen: Chosen, entries: list[FilledPlaceholder]
) -> set[_Element]:
    """Repeat the rows of *table* and fill them; return the paragraphs in them."""
    declared = chosen.ready.rows
    old = table.trs[declared.start - 1 : declared.end]
    looks = {declared.start + index: deepcopy(row) for index, row in enumerate(old)}
    before = old[0].getprevious()
    parent = next(old[0].iterancestors())  # a row stands in a table
    at = parent.index(before) + 1 if before is not None else 0
    for row in old:
        parent.remove(row)
    inside: set[_Element] = set()
    for offset, line in enumerate(chosen.lines):
        is_printed = bool(declared.names) or not line.source
        made = without_marks(deepcopy(looks[line.row if is_printed else line.source]))
        parent.insert(at + offset, made)
        number = table.shift + declared.start + offset
        inside |= set(made.iter(w("p")))
        if not line.source:
            _leave_blank(made, line, looks[declared.first], is_printed=bool(declared.names))
            continue
        for paragraph in made.iter(w("p")):
            place = f"表{table.number}第{number}行"
            _fill(context, paragraph, place, f"表{table.number}", chosen, line, entries)
    table.shift += len(chosen.lines) - len(old)
    return inside


def _leave_blank(row: _Element, line: Line, first: _Element, *, is_printed: bool) -> None:
    """Blank what a row without a record would hold, and say 无 where there is no record at all."""
    for column in range(1, 1 + sum(span for _, span, _ in cells_of(row))) if not is_printed else ():
        model, cell = cell_at(first, column), cell_at(row, column)
        paragraph = cell.find(w("p")) if cell is not None else None
        if model is not None and paragraph is not None and "{{" in _words(model):
            text = text_of(paragraph)
            if "{{" not in text and text.strip():  # a number printed in a row that is ready
                replace(paragraph, [(0, len(text))], [""])
    asked: list[tuple[_Element, Pieces]] = []
    for paragraph in row.iter(w("p")):
        pieces = parse_text(text_of(paragraph))
        if pieces is not None:
            asked.append((paragraph, pieces))
    named = [item for item in asked if item[1].whole and item[1].whole.name in NAMING]
    saying = (named or asked)[:1]
    for paragraph, pieces in asked:
        is_saying = bool(saying) and paragraph is saying[0][0] and line.empty.strip()
        words = [""] * len(pieces.spans)
        if is_saying:
            words[0] = line.empty
        replace(paragraph, pieces.spans, words)


def _words(cell: _Element) -> str:
    return "".join(map(text_of, paragraphs(cell)))


def _fill(  # noqa: PLR0913, PLR0917 - where, for what, into what
    context: FormContext,
    paragraph: _Element,
    place: str,
    sheet: str,
    chosen: Chosen | None,
    line: Line | None,
    entries: list[FilledPlaceholder],
) -> None:
    pieces = parse_text(text_of(paragraph))
    if pieces is None:
        return
    words = []
    for expression in pieces.expressions:
        answer = context.answer(expression, sheet, chosen, line)
        words.append(context.text(answer, expression))
        entries.append(context.entry(place, answer, expression, words[-1]))
    replace(paragraph, pieces.spans, words)
