"""Fills a workbook form: everything the placeholders do not name stays as the form has it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from investtrack.wording import some_text
from investtrack_forms.expressions.form_context import FormContext, FormFault, open_context, refuse
from investtrack_forms.expressions.lines import Chosen, choose_all
from investtrack_forms.expressions.report_context import ReportContext
from investtrack_forms.expressions.syntax import FormSyntaxError
from investtrack_forms.spec import FormSpec
from investtrack_forms.trace import FilledForm, FilledPlaceholder, filled
from investtrack_forms.unsupported_features import (
    demand_supported,
    drop_signatures,
    unsupported_features,
)
from investtrack_forms.xlsx.loose_texts import check_loose, fill_loose
from investtrack_forms.xlsx.reading import FormSheet, read_workbook
from investtrack_forms.xlsx.writing import Writer
from investtrack_ooxml.formulas.evaluator import store_values
from investtrack_ooxml.package import Package, open_archive, unreadable
from investtrack_ooxml.spreadsheet.addresses import address, split_address
from investtrack_ooxml.spreadsheet.cells import text_of
from investtrack_ooxml.spreadsheet.moved_parts import (
    drop_comments,
    move_names,
    move_pivots,
    move_related,
    move_sheet,
)
from investtrack_ooxml.spreadsheet.moved_rows import expand_shared, repeat_rows
from investtrack_ooxml.spreadsheet.references import TooManyAreasError
from investtrack_ooxml.spreadsheet.row_mapping import RowBlock, RowCopy, RowMapping
from investtrack_ooxml.spreadsheet.styles import tag
from investtrack_ooxml.spreadsheet.workbook import Workbook
from investtrack_ooxml.xml import normalized


def fill_workbook(
    package: Package, report_context: ReportContext, spec: FormSpec, *, allow_losses: bool = False
) -> FilledForm:
    """Return the workbook *package*, filled.

    Args:
        package: the form.
        report_context: what it is filled from.
        spec: what TOML beside it declares.
        allow_losses: write although something of the form is lost.

    Raises:
        SourceError: the form has faults, all of which are named; or something of it would be lost.
    """
    book = Workbook(package)
    faults: list[FormFault] = []
    spec, sheets = read_workbook(book, spec, faults)
    context = open_context(
        report_context, spec, [rows for sheet in sheets for rows in sheet.rows], faults
    )
    _check(context, sheets, faults)
    for sheet in sheets:
        check_loose(context, book, sheet.part, faults)
    refuse(package.path, faults)
    lost = unsupported_features(package, book, moves_rows=bool(context.ready))
    demand_supported(package.path, lost, allow=allow_losses)
    context.chosen = choose_all(report_context, context.ready)
    entries = _write(book, context, sheets, faults)
    refuse(package.path, faults)
    drop_signatures(package)
    uncomputed = store_values(book)
    notes = [loss.text for loss in lost] + [note for item in context.chosen for note in item.notes]
    if uncomputed:
        shown = some_text(uncomputed, 5)
        notes.append(f"公式 {shown} 共{len(uncomputed)}处，用 Excel 或 WPS 打开时才算出数")
    made = filled(package, entries, notes, repeats=bool(context.ready))
    _demand_found(package.path, made)
    return made


def _demand_found(path: Path, made: FilledForm) -> None:
    """Demand that the filled form, read back, holds every figure that was filled in.

    Raises:
        ExportError: a cell is empty, or its text lacks the figure.
    """
    book = Workbook(open_archive(path, made.data))
    cells: dict[str, dict[str, str | None]] = {}
    for sheet in book.sheets:
        cells[sheet.name] = {
            cell.get("r", ""): text_of(book, cell)
            for cell in book.package.tree(sheet.part).iter(tag("c"))
            if len(cell)
        }
    for entry in made.entries:
        name, _, at = entry.place.rpartition("!")
        if not entry.is_figure or not entry.written or split_address(at) is None:
            continue
        text = cells.get(name, {}).get(at, "")
        if text is not None and normalized(entry.written) not in text:
            raise unreadable(path.name, entry.place, f"应有“{entry.written}”，读到“{text}”")


def _mapping_of(chosen: Sequence[Chosen]) -> RowMapping:
    """Return where the rows of a sheet go, its blocks in the order of *chosen*'s first rows."""
    moves = RowMapping()
    for item in sorted(chosen, key=lambda item: item.ready.rows.start):
        rows = item.ready.rows
        items = frozenset(range(rows.first, rows.first + rows.ready_rows))
        placed = [RowCopy(line.row, line.path) for line in item.lines]
        moves.blocks.append(RowBlock(rows.start, rows.end, items, placed))
    moves.settle()
    return moves


def _check(context: FormContext, sheets: list[FormSheet], faults: list[FormFault]) -> None:
    """Note every placeholder that cannot be answered."""
    for sheet in sheets:
        own_rows = [item for item in context.ready if item.rows.sheet == sheet.part.name]
        # Where a declaration itself is faulty, what stands in its rows cannot be judged.
        broken = [rows for rows in sheet.rows if rows not in [item.rows for item in own_rows]]
        for slot in sheet.slots.values():
            if slot.pieces is None or any(rows.start <= slot.row <= rows.end for rows in broken):
                continue
            own = next((r for r in own_rows if r.rows.start <= slot.row <= r.rows.end), None)
            in_group = own is not None and any(slot.row == item.row for item in own.rows.group_rows)
            for expression in slot.pieces.expressions:
                if expression.function and broken and own is None:
                    continue
                try:
                    context.check(expression, own, sheet.part.name, in_group=in_group)
                except FormSyntaxError as error:
                    place = f"{sheet.part.name}!{address(slot.row, slot.column)}"
                    faults.append(FormFault(place, str(error)))


def _write(
    book: Workbook, context: FormContext, sheets: list[FormSheet], faults: list[FormFault]
) -> tuple[FilledPlaceholder, ...]:
    moves: dict[str, RowMapping] = {}
    of_sheet = {}
    for sheet in sheets:
        chosen = [item for item in context.chosen if item.ready.rows.sheet == sheet.part.name]
        chosen.sort(key=lambda item: item.ready.rows.start)
        of_sheet[sheet.part.name] = chosen
        moves[sheet.part.name] = _mapping_of(chosen)
        drop_comments(book, sheet.part, sheet.commented)
    entries: list[FilledPlaceholder] = []
    for sheet in sheets:
        root = book.package.tree(sheet.part.part)
        try:
            if any(item.moves_anything for item in moves.values()):
                expand_shared(root)
                repeat_rows(root, sheet.part.name, moves[sheet.part.name], moves)
                move_sheet(book, sheet.part, moves)
                move_related(book, sheet.part, moves)
        except TooManyAreasError as error:
            faults.append(FormFault(sheet.part.name, str(error)))
            continue
        writer = Writer(context, book, sheet, of_sheet[sheet.part.name], moves[sheet.part.name])
        writer.write()
        entries += writer.entries
        entries += fill_loose(context, book, sheet.part)
    move_names(book, moves)
    move_pivots(book, moves)
    book.recalculate_on_opening()
    return tuple(entries)
