"""RowMapping everything but rows: merges, formats, validations, names, tables, drawings, charts, comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from investtrack_ooxml.spreadsheet.addresses import split_address
from investtrack_ooxml.spreadsheet.moved_rows import moved_merges
from investtrack_ooxml.spreadsheet.references import All, moved_areas, moved_formula
from investtrack_ooxml.spreadsheet.row_mapping import RowMapping
from investtrack_ooxml.spreadsheet.styles import tag
from investtrack_ooxml.spreadsheet.workbook import Workbook, Worksheet
from investtrack_ooxml.xml import drop, local_name


if TYPE_CHECKING:
    from lxml.etree import _Element


_IN_ANCHOR = 8
"""Numbers of an anchor: four corners, each with an offset."""

# Attributes that hold areas: of many, where a list may be; of one, where only one may.
_LISTS = {"sqref"}
_ONES = {"ref"}
_CELLS = {"topLeftCell", "activeCell"}
_FORMULAS = {"formula", "formula1", "formula2", "f"}
_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)([^<]*)(</)")
_ROW = re.compile(rb"(<(?:\w+:)?Row>)(\d+)(</)")
_LINKS = re.compile(rb"(<(?:\w+:)?Fmla(?:Link|Range|Pict|TxBox)>)([^<]*)(</)")
_SHAPE = re.compile(rb"<(\w+:)?shape\b.*?</(?:\1)?shape>", re.DOTALL)
_COLUMN = re.compile(rb"<(?:\w+:)?Column>(\d+)</")


def move_sheet(book: Workbook, sheet: Worksheet, moves: All) -> None:
    """Move what the part of *sheet* holds beside its rows."""
    root, own = book.package.tree(sheet.part), moves[sheet.name]
    for element in root:
        name = local_name(element)
        if name == "sheetData":
            continue
        if name == "mergeCells":
            _merge(element, own)
        elif name == "rowBreaks":
            for brk in element:
                brk.set("id", str(own.span(int(brk.get("id", "0")), int(brk.get("id", "0")))[1]))
        else:
            _walk(element, sheet.name, moves)
    dimension = root.find(tag("dimension"))
    if dimension is not None and own.moves_anything:
        root.remove(dimension)  # it is only a hint, and optional


def _merge(element: _Element, moves: RowMapping) -> None:
    from lxml import etree

    areas = [item.get("ref", "") for item in element]
    made = moved_merges(areas, moves)
    if made == areas:
        return
    for item in list(element):
        element.remove(item)
    for area in made:
        etree.SubElement(element, tag("mergeCell"), ref=area)
    element.set("count", str(len(made)))
    if not made:
        drop(element)


def _walk(element: _Element, sheet: str, moves: All) -> None:
    own = moves[sheet]
    for item in element.iter():
        name = local_name(item)
        for attribute, value in item.attrib.items():
            made = _moved_attribute(name, str(attribute), str(value), own)
            if made is not None:
                item.set(str(attribute), made)
        if name == "hyperlink" and item.get("location"):
            item.set("location", moved_formula(item.get("location", ""), sheet, moves))
        if name in _FORMULAS and item.text:
            item.text = moved_formula(item.text, sheet, moves)
        elif name == "sqref" and item.text:
            parent = item.getparent()
            is_spark = parent is not None and local_name(parent) == "sparkline"
            moved = moved_areas(item.text, own, joined=is_spark)
            item.text = moved.partition(":")[0] if is_spark else moved  # one stands in one cell
        elif name == "anchor":
            _move_anchor(item, own)
    for selection in element.iter(tag("selection")):
        # A cell among many areas must be one of them.
        selection.set("sqref", selection.get("activeCell", "A1"))


def _moved_attribute(element: str, attribute: str, value: str, moves: RowMapping) -> str | None:
    """Return an attribute's value after the moves; None where it names no cells."""
    if attribute in _LISTS:
        return moved_areas(value, moves)
    if attribute in _ONES or (attribute == "r" and element in {"inputCells", "cellWatch"}):
        return moved_areas(value, moves, joined=True)
    if attribute in _CELLS:
        return moved_areas(value, moves, joined=True).partition(":")[0]
    return None


def _move_anchor(anchor: _Element, moves: RowMapping) -> None:
    """Move a picture, shape or control; one that does not stretch with its cells keeps its height in rows."""
    edit = anchor.get("editAs", "twoCell")
    rows = [
        row
        for end in anchor
        if local_name(end) in {"from", "to"}
        for row in end
        if local_name(row) == "row"
    ]
    if not rows or edit == "absolute":
        return
    old = [int(row.text or "0") for row in rows]
    new = [moves.first(number + 1) - 1 for number in old]
    if len(rows) > 1:
        kept = local_name(anchor) == "anchor" or edit == "oneCell"
        new[1] = new[0] + old[1] - old[0] if kept else moves.span(old[1] + 1, old[1] + 1)[1] - 1
    for row, number in zip(rows, new, strict=True):
        row.text = str(number)


def move_related(book: Workbook, sheet: Worksheet, moves: All) -> None:
    """Move what stands in parts of *sheet*'s own: comments, drawings, tables, controls, pivot tables."""
    package = book.package
    for relation in package.relationships(sheet.part).values():
        part = relation.target
        if part not in package:
            continue
        if relation.type in {"comments", "threadedComment", "table", "pivotTable"}:
            _move_refs(package.tree(part), sheet.name, moves)
        elif relation.type == "drawing":
            _move_drawing(book, part, sheet.name, moves)
        elif relation.type == "ctrlProp":
            control = package.tree(part)
            for attribute in {"fmlaLink", "fmlaRange"} & set(map(str, control.attrib)):
                control.set(attribute, moved_formula(control.get(attribute, ""), sheet.name, moves))
        elif relation.type == "vmlDrawing":
            package.put(part, _moved_vml(package.read(part), sheet.name, moves))


def _move_refs(root: _Element, sheet: str, moves: All) -> None:
    for element in root.iter():
        if "ref" in element.attrib:
            element.set("ref", moved_areas(element.get("ref", ""), moves[sheet], joined=True))
        if local_name(element) in {"calculatedColumnFormula", "totalsRowFormula"} and element.text:
            element.text = moved_formula(element.text, sheet, moves)


def _move_drawing(book: Workbook, part: str, sheet: str, moves: All) -> None:
    root = book.package.tree(part)
    for anchor in root:
        if local_name(anchor) in {"twoCellAnchor", "oneCellAnchor"}:
            _move_anchor(anchor, moves[sheet])
    _move_texts(root, sheet, moves)
    for relation in book.package.relationships(part).values():
        if relation.type.startswith("chart") and relation.target in book.package:
            _move_chart(book.package.tree(relation.target), sheet, moves)


def _move_texts(root: _Element, sheet: str, moves: All) -> None:
    """Move the formulas by which shapes show a cell."""
    for element in root.iter():
        if element.get("textlink"):
            element.set("textlink", moved_formula(element.get("textlink", ""), sheet, moves))


def _move_chart(root: _Element, sheet: str, moves: All) -> None:
    """Move a chart's references and drop the numbers it kept: they are read anew from the cells."""
    for element in list(root.iter()):
        if local_name(element) == "f" and element.text:
            element.text = moved_formula(element.text, sheet, moves, widen=True)
        elif local_name(element) in {"numCache", "strCache", "multiLvlStrCache"}:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)


def _moved_vml(data: bytes, sheet: str, moves: All) -> bytes:
    own = moves[sheet]

    def anchor(found: re.Match[bytes]) -> bytes:
        numbers = [part.strip() for part in found[2].split(b",")]
        if len(numbers) != _IN_ANCHOR or not all(part.lstrip(b"-").isdigit() for part in numbers):
            return found[0]
        top, bottom = int(numbers[2]), int(numbers[6])
        new = own.first(top + 1) - 1
        numbers[2], numbers[6] = b"%d" % new, b"%d" % (new + bottom - top)
        return found[1] + b", ".join(numbers) + found[3]

    data = _ANCHOR.sub(anchor, data)
    data = _ROW.sub(lambda f: b"%b%d%b" % (f[1], own.first(int(f[2]) + 1) - 1, f[3]), data)
    return _LINKS.sub(
        lambda f: f[1] + moved_formula(f[2].decode(), sheet, moves).encode() + f[3], data
    )


def move_names(book: Workbook, moves: All) -> None:
    """Move what the workbook's names refer to: print areas and titles among them."""
    for name in book.root.iter(tag("definedName")):
        if name.text:
            name.text = moved_formula(name.text, "", moves, widen=True)


def move_pivots(book: Workbook, moves: All) -> bool:
    """Widen the sources of pivot tables and ask for a refresh on opening; return whether there are any."""
    found = False
    for part in book.package.related(book.package.main, "pivotCacheDefinition"):
        root = book.package.tree(part)
        for source in root.iter(tag("worksheetSource")):
            own = moves.get(source.get("sheet", ""))
            if own is not None and source.get("ref"):
                source.set("ref", moved_areas(source.get("ref", ""), own, joined=True))
        root.set("refreshOnLoad", "1")
        found = True
    return found


def drop_comments(book: Workbook, sheet: Worksheet, addresses: list[str]) -> None:
    """Remove the comments at *addresses*; their parts, too, once nothing is left in them."""
    package = book.package
    gone = set(addresses)
    if not gone:
        return
    relations = package.relationships(sheet.part)
    for relation in list(relations.values()):
        if relation.type in {"comments", "threadedComment"} and relation.target in package:
            root = package.tree(relation.target)
            listed = [
                item for item in root.iter() if local_name(item) in {"comment", "threadedComment"}
            ]
            for item in listed:
                parent = item.getparent()
                if item.get("ref") in gone and parent is not None:
                    parent.remove(item)
            if all(item.get("ref") in gone for item in listed):
                package.drop(relation.target)
        elif relation.type == "vmlDrawing" and relation.target in package:
            places = {place for ref in gone if (place := split_address(ref)) is not None}
            data = package.read(relation.target)
            left = _without_shapes(data, places)
            package.put(relation.target, left)
            if _SHAPE.search(data) and not _SHAPE.search(left):
                package.drop(relation.target)
                root = package.tree(sheet.part)
                for element in root.findall(tag("legacyDrawing")):
                    root.remove(element)


def _without_shapes(data: bytes, places: set[tuple[int, int]]) -> bytes:
    def keep(found: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(found[0]), _COLUMN.search(found[0])
        is_note = b'ObjectType="Note"' in found[0] and row is not None and column is not None
        if is_note and (int(row[2]) + 1, int(column[1]) + 1) in places:  # type: ignore[index]
            return b""
        return found[0]

    return _SHAPE.sub(keep, data)
