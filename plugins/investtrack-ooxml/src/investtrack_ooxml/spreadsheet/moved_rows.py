"""Repeats the rows of a sheet: copies keep height, styles and what stands in them; rows below move."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from investtrack_ooxml.spreadsheet.addresses import address, split_address
from investtrack_ooxml.spreadsheet.references import All, moved_areas, moved_formula
from investtrack_ooxml.spreadsheet.row_mapping import RowMapping
from investtrack_ooxml.spreadsheet.styles import tag


if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element


def expand_shared(root: _Element) -> None:
    """Write out formulas that cells share, so that each can be moved on its own."""
    from openpyxl.formula.translate import Translator

    masters: dict[str, tuple[str, str]] = {}
    for cell in root.iter(tag("c")):
        formula = cell.find(tag("f"))
        if formula is None or formula.get("t") != "shared":
            continue
        index, place = formula.get("si", ""), cell.get("r", "")
        if formula.text:
            masters[index] = (formula.text, place)
        elif index in masters:
            text, origin = masters[index]
            formula.text = Translator(f"={text}", origin).translate_formula(place)[1:]
        for attribute in ("t", "si", "ref"):
            formula.attrib.pop(attribute, None)


def repeat_rows(root: _Element, sheet: str, moves: RowMapping, all_moves: All) -> None:
    """Lay out the rows of *sheet* anew, with their formulas; values of formulas are forgotten."""
    data = root.find(tag("sheetData"))
    if data is None:
        return
    rows = {int(row.get("r", "0")): row for row in data}
    out: dict[int, _Element] = {}
    for old, row in rows.items():
        if moves.block(old) is None:
            new = moves.after(old)
            _place(row, new, sheet, moves, all_moves, ())
            out[new] = row
    for block in moves.blocks:
        for offset, placed in enumerate(block.placed):
            look = rows.get(placed.row)
            if look is not None:
                made = deepcopy(look)
                _place(made, block.at + offset, sheet, moves, all_moves, placed.path)
                out[block.at + offset] = made
    for row in list(data):
        data.remove(row)
    data.extend(out[new] for new in sorted(out))


def _place(  # noqa: PLR0913, PLR0917 - a row, where it goes, and what moves with it
    row: _Element, new: int, sheet: str, moves: RowMapping, all_moves: All, path: tuple[int, ...]
) -> None:
    row.set("r", str(new))
    row.attrib.pop("spans", None)
    for cell in row.iter(tag("c")):
        place = split_address(cell.get("r", ""))
        if place is not None:
            cell.set("r", address(new, place[1]))
        formula = cell.find(tag("f"))
        if formula is None:
            continue
        if formula.text:
            formula.text = moved_formula(formula.text, sheet, all_moves, path)
        if "ref" in formula.attrib:
            formula.set("ref", _own_area(formula.get("ref", ""), new, moves, path))
        for corner in ("r1", "r2"):
            if corner in formula.attrib:
                formula.set(corner, moved_areas(formula.get(corner, ""), moves, joined=True))


def _own_area(area: str, new: int, moves: RowMapping, path: tuple[int, ...]) -> str:
    """Return the area of an array formula, whose first cell stands in row *new*."""
    first, _, last = area.partition(":")
    top, bottom = split_address(first), split_address(last or first)
    if top is None or bottom is None:
        return area
    end = new if top[0] == bottom[0] else moves.span(bottom[0], bottom[0], path)[1]
    made = f"{address(new, top[1])}:{address(max(end, new), bottom[1])}"
    return made if last or end != new else address(new, top[1])


def moved_merges(merges: Sequence[str], moves: RowMapping) -> list[str]:
    """Return merged areas after the moves: within a record's rows once a record, around them widened."""
    found: list[str] = []
    for area in merges:
        first, _, last = area.partition(":")
        top, bottom = split_address(first), split_address(last)
        if top is None or bottom is None:
            found.append(area)
            continue
        for start, end in _merged_rows(top[0], bottom[0], moves):
            if start != end or top[1] != bottom[1]:
                found.append(f"{address(start, top[1])}:{address(end, bottom[1])}")
    return found


def _merged_rows(top: int, bottom: int, moves: RowMapping) -> list[tuple[int, int]]:
    block = moves.block(top)
    if block is None or block is not moves.block(bottom):
        return [moves.span(top, bottom)]
    within = [
        (block.at + offset, item.path)
        for offset, item in enumerate(block.placed)
        if top <= item.row <= bottom
    ]
    if not within:
        return []
    depth = min(len(path) for _, path in within)
    spans: dict[tuple[int, ...], tuple[int, int]] = {}
    for row, path in within:
        first, last = spans.get(path[:depth], (row, row))
        spans[path[:depth]] = (min(first, row), max(last, row))
    return list(spans.values())
