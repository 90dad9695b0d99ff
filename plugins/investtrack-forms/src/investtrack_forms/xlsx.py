"""Fills a workbook form: everything the placeholders do not name stays as the form has it."""

from __future__ import annotations

from investtrack_forms.book import Book
from investtrack_forms.cells import address
from investtrack_forms.expressions import FormSyntaxError
from investtrack_forms.filling import Desk, Fault, open_desk
from investtrack_forms.lines import choose
from investtrack_forms.losses import drop_signatures, losses
from investtrack_forms.moves import Moves
from investtrack_forms.package import Package
from investtrack_forms.reckoner import store_values
from investtrack_forms.refusal import demand_no_losses, refuse
from investtrack_forms.scene import Scene
from investtrack_forms.spec import FormSpec
from investtrack_forms.trace import Entry, Filled, filled
from investtrack_forms.xlsx_fill import Writer
from investtrack_forms.xlsx_parts import (
    drop_comments,
    move_names,
    move_pivots,
    move_related,
    move_sheet,
)
from investtrack_forms.xlsx_read import FormSheet, read_workbook
from investtrack_forms.xlsx_rows import expand_shared, moves_of, repeat_rows
from investtrack_forms.xlsx_texts import check_loose, fill_loose


def fill_workbook(
    package: Package, scene: Scene, spec: FormSpec, *, allow_losses: bool = False
) -> Filled:
    """Return the workbook *package*, filled.

    Args:
        package: the form.
        scene: what it is filled from.
        spec: what TOML beside it declares.
        allow_losses: write although something of the form is lost.

    Raises:
        SourceError: the form has faults, all of which are named; or something of it would be lost.
    """
    book = Book(package)
    faults: list[Fault] = []
    spec, sheets = read_workbook(book, spec, faults)
    desk = open_desk(scene, spec, [rows for sheet in sheets for rows in sheet.rows], faults)
    _check(desk, sheets, faults)
    for sheet in sheets:
        check_loose(desk, book, sheet.part, faults)
    refuse(package.path, faults)
    lost = losses(package, book, moves_rows=bool(desk.ready))
    demand_no_losses(package.path, lost, allow=allow_losses)
    desk.chosen = [choose(scene, item) for item in desk.ready]
    entries = _write(book, desk, sheets, faults)
    refuse(package.path, faults)
    drop_signatures(package)
    uncomputed = store_values(book)
    notes = [loss.text for loss in lost] + [note for item in desk.chosen for note in item.notes]
    if uncomputed:
        shown = "、".join(uncomputed[:5]) + ("等" if len(uncomputed) > 5 else "")  # noqa: PLR2004
        notes.append(f"公式 {shown} 共{len(uncomputed)}处，用 Excel 或 WPS 打开时才算出数")
    return filled(package, entries, notes, repeats=bool(desk.ready))


def _check(desk: Desk, sheets: list[FormSheet], faults: list[Fault]) -> None:
    """Note every placeholder that cannot be answered."""
    for sheet in sheets:
        own_rows = [item for item in desk.ready if item.rows.sheet == sheet.part.name]
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
                    desk.check(expression, own, sheet.part.name, in_group=in_group)
                except FormSyntaxError as error:
                    place = f"{sheet.part.name}!{address(slot.row, slot.column)}"
                    faults.append(Fault(place, str(error)))


def _write(
    book: Book, desk: Desk, sheets: list[FormSheet], faults: list[Fault]
) -> tuple[Entry, ...]:
    moves: dict[str, Moves] = {}
    of_sheet = {}
    for sheet in sheets:
        chosen = [item for item in desk.chosen if item.ready.rows.sheet == sheet.part.name]
        chosen.sort(key=lambda item: item.ready.rows.start)
        of_sheet[sheet.part.name] = chosen
        moves[sheet.part.name] = moves_of(chosen)
        drop_comments(book, sheet.part, sheet.commented)
    entries: list[Entry] = []
    for sheet in sheets:
        root = book.package.tree(sheet.part.part)
        try:
            if any(item.moves_anything for item in moves.values()):
                expand_shared(root)
                repeat_rows(root, sheet.part.name, moves[sheet.part.name], moves)
                move_sheet(book, sheet.part, moves)
                move_related(book, sheet.part, moves)
        except FormSyntaxError as error:
            faults.append(Fault(sheet.part.name, str(error)))
            continue
        writer = Writer(desk, book, sheet, of_sheet[sheet.part.name], moves[sheet.part.name])
        writer.write()
        entries += writer.entries
        entries += fill_loose(desk, book, sheet.part)
    move_names(book, moves)
    move_pivots(book, moves)
    book.recalculate_on_opening()
    return tuple(entries)
