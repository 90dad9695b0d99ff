"""Marks a workbook where it stands: fills, comments, links back, and the list of findings as its first sheet.

Only what carries a mark is changed: rows of the sheets concerned, their comments, styles added to those there are,
and the workbook's own list of sheets. Every other part is written as the bytes it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from html import unescape
from typing import IO

from attrs import define, field

from investtrack.findings import Finding
from investtrack.model.source import CellRef
from investtrack.wording import some_text
from investtrack_excel.annotate.finding_list import (
    LEGEND,
    first_row,
    free_title,
    list_sheet,
)
from investtrack_excel.annotate.marks import (
    AUTHOR,
    BACK,
    FILLS,
    HEAD,
    LINK_COLOUR,
    MOST_COMMENTS,
    RELATED_FILLS,
    Mark,
    comment_size,
    gather,
    rows_named,
)
from investtrack_ooxml.package import REL, Package
from investtrack_ooxml.spreadsheet.addresses import LAST_COLUMN, address, split_area
from investtrack_ooxml.spreadsheet.cells import clean
from investtrack_ooxml.spreadsheet.comments import Position, SheetComments
from investtrack_ooxml.spreadsheet.sheet_outline import SheetOutline, outline
from investtrack_ooxml.spreadsheet.sheet_xml import (
    CellEdit,
    Section,
    SheetEdits,
    cells_of,
    children,
    edited,
    patterns_of,
    rewrite_unusual,
    rows_of,
    sections,
    with_child,
)
from investtrack_ooxml.spreadsheet.styles import Styles
from investtrack_ooxml.spreadsheet.workbook import WORKSHEET, Workbook, Worksheet
from investtrack_ooxml.xml import quoted


# Excel allows 65,530 links a sheet.
_MOST_LINKS = 60_000
_OURS = frozenset({*FILLS.values(), *RELATED_FILLS.values()})
_SHARED = re.compile(rb"<(?:[\w.\-]+:)?si\b")
_VALUE = re.compile(rb"<(?:[\w.\-]+:)?v\b[^<>]*>([^<]*)<")
_TEXT = re.compile(rb"<(?:[\w.\-]+:)?t\b[^<>]*>([^<]*)<")
_SELECTED = re.compile(rb"""(?<!\s)\s+tabSelected=["'](?:1|true)["']""")
_DIMENSION = re.compile(rb"""(<(?:[\w.\-]+:)?dimension\s+ref=["'])([A-Z0-9:$]+)(["'])""")


@define(eq=False)
class _Sheet:
    """A worksheet of the copy while it is changed."""

    sheet: Worksheet
    opener: Callable[[], IO[bytes]]
    outline: SheetOutline
    comments: SheetComments
    cells: dict[int, dict[int, CellEdit]] = field(factory=dict)
    links: list[tuple[Position, str]] = field(factory=list)
    removed: list[tuple[int, int]] = field(factory=list)

    @property
    def is_changed(self) -> bool:
        return bool(self.cells)

    def edit(self, place: Position, change: CellEdit) -> None:
        self.cells.setdefault(place[0], {})[place[1]] = change


def mark_workbook(
    package: Package,
    titles: Mapping[str, str],
    file: str,
    findings: Sequence[Finding],
    notes: list[str],
) -> Sequence[Finding]:
    """Mark *findings* in *package* and return those that are about the source, not about an earlier list of ours.

    Args:
        package: the workbook; it is changed.
        titles: the source's sheet name → its name in *package*, where it is another.
        file: the source's name, by which findings name it.
        findings: what was found, in order.
        notes: what the copy lacks, for the list; more may be added.

    Raises:
        SourceError: a part of the workbook is damaged.
        ValueError: it is written in a way that cannot be changed where it stands.
    """
    workbook = Workbook(package)
    earlier = _earlier_list(workbook)
    sheets = {sheet.name: sheet for sheet in workbook.sheets if sheet != earlier}
    named = {original: sheets[title] for original, title in titles.items() if title in sheets}
    named = {**sheets, **named}
    own: dict[str, _Sheet] = {}
    if earlier is not None:
        ours = {CellRef(file, earlier.name)}
        for name, sheet in sheets.items():
            own[name] = _opened(workbook, sheet, ())
            ours |= {
                CellRef(file, name, cell) for cell in _unmark(workbook, own[name], earlier.name)
            }
        findings = [finding for finding in findings if finding.place not in ours]
        workbook.remove(earlier)
    places = [
        place
        for finding in findings
        for place in (finding.place, *finding.related)
        if place.file == file and place.sheet in named
    ]
    for name, rows in rows_named(places).items():
        if name not in own or rows:
            _open_again(own, workbook, name, named[name], rows)
    outlines = {name: opened.outline for name, opened in own.items()}
    marks = gather(outlines, file, findings)
    _tell_beyond(marks, notes)
    title = free_title(workbook.sheet_names)
    left = MOST_COMMENTS
    for name, found in marks.items():
        _link_back(workbook.styles, own[name], found, title, first_row(notes))
        left -= _mark(workbook.styles, own[name], found, left)
    for opened in own.values():
        _put(package, opened)
    _deselect(package, {opened.sheet.part for opened in own.values() if opened.is_changed})
    shown = {
        name: (named[name].name, outlines[name])
        for name in outlines
        if named[name].state == "visible"
    }
    part = workbook.insert_first(title)
    package.put(part, list_sheet(workbook, title, shown, file, findings, notes), WORKSHEET)
    return findings


def _tell_beyond(marks: Mapping[str, Mapping[Position, Mark]], notes: list[str]) -> None:
    beyond = sum(len(found) for found in marks.values()) - MOST_COMMENTS
    if beyond > 0:
        notes.append(
            f"有问题的单元格太多，前{MOST_COMMENTS}格写了批注，其余{beyond}格只标底色，内容见清单"
        )


def _opened(
    workbook: Workbook,
    sheet: Worksheet,
    rows: Sequence[int],
    ignored: frozenset[Position] = frozenset(),
) -> _Sheet:
    package = workbook.package
    rewrite_unusual(package, sheet.part)
    opener = package.opener(sheet.part)
    made = outline(sections(opener), rows, ignored)
    number = workbook.sheet_names.index(sheet.name) + 1
    return _Sheet(sheet, opener, made, SheetComments(package, sheet.part, number, made.legacy_id))


def _open_again(
    own: dict[str, _Sheet], workbook: Workbook, name: str, sheet: Worksheet, rows: set[int]
) -> None:
    """Read *sheet*, or read it again where whole *rows* of it are to be marked that were not asked for."""
    before = own.get(name)
    if before is None:
        own[name] = _opened(workbook, sheet, sorted(rows))
        return
    ignored = {
        (row, c) for row, cells in before.cells.items() for c in cells if cells[c].is_removed
    }
    before.outline = outline(sections(before.opener), sorted(rows), ignored)


# -- what an earlier run left --------------------------------------------------------------------


def _earlier_list(workbook: Workbook) -> Worksheet | None:
    """Return the list that an earlier run wrote into the workbook, or None."""
    package = workbook.package
    shared = b""
    for part in package.related(package.main, "sharedStrings"):
        text = package.read(part)
        # some programs write characters beyond ASCII as numbers
        for legend in (LEGEND.encode(), LEGEND.encode("ascii", "xmlcharrefreplace")):
            if (at := text.find(legend)) >= 0:
                shared = b"%d" % (len(_SHARED.findall(text, 0, at)) - 1)
    for sheet in workbook.sheets:
        cell = _cell(package.opener(sheet.part), 2, 1)
        value = _VALUE.search(cell)
        if _inline_text(cell) == LEGEND or (shared and value is not None and value[1] == shared):
            return sheet
    return None


def _cell(opener: Callable[[], IO[bytes]], row: int, column: int) -> bytes:
    """Return the markup of a cell among the first rows; empty where it is not there."""
    patterns = patterns_of(b"")
    with opener() as stream:
        head = stream.read(1 << 16)
    if b"<" not in head:
        return b""
    patterns = patterns_of(head)
    for number, _, _, inside, end in rows_of(head, patterns):
        if number == row:
            return next((c[3] for c in cells_of(head[inside:end], patterns) if c[0] == column), b"")
        if number > row:
            break
    return b""


def _unmark(workbook: Workbook, opened: _Sheet, title: str) -> list[str]:
    """Take off a sheet what an earlier run put there: our part of comments, fills and links back.

    Returns:
        addresses of the links taken off: what an importer says of them is about us.
    """
    target = f"'{title.replace(chr(39), chr(39) * 2)}'!"
    linked = {link.cell: link for link in opened.outline.links if link.location.startswith(target)}
    texts = _texts(workbook, opened.opener, set(linked))
    gone = []
    for place, link in linked.items():
        if texts.get(place, "").startswith(BACK):
            opened.edit(place, CellEdit(is_removed=True))
            opened.removed.append((link.start, link.end))
            gone.append(address(*place))
    if gone:
        ignored = frozenset(
            (row, column) for row, cells in opened.cells.items() for column in cells
        )
        opened.outline = outline(sections(opened.opener), (), ignored)
    for place in [place for place, text in opened.comments.texts() if HEAD in text]:
        opened.comments.cut(place, HEAD, AUTHOR)
        opened.edit(place, CellEdit(restyle=partial(_without_ours, workbook.styles)))
    return gone


def _without_ours(styles: Styles, style: int) -> int:
    return styles.without_fill(style) if styles.fill_of(style) in _OURS else style


def _texts(
    workbook: Workbook, opener: Callable[[], IO[bytes]], places: set[Position]
) -> dict[Position, str]:
    """Return what the cells at *places* say."""
    found: dict[Position, str] = {}
    if not places:
        return found
    rows = {row for row, _ in places}
    patterns, last = patterns_of(b""), 0
    for section, piece in sections(opener):
        if section is Section.HEAD:
            patterns = patterns_of(piece)
        if section is not Section.ROWS:
            continue
        for number, _, _, inside, end in rows_of(piece, patterns, last):
            last = number
            if number not in rows:
                continue
            for column, attributes, body, _ in cells_of(piece[inside:end], patterns):
                if (number, column) in places:
                    found[number, column] = _said(workbook, attributes, body)
    return found


def _said(workbook: Workbook, attributes: bytes, body: bytes) -> str:
    value = _VALUE.search(body)
    if re.search(rb"""\bt=["']s["']""", attributes) and value is not None:
        shared = workbook.shared(value[1].decode())
        return "".join(shared.itertext()) if shared is not None else ""
    return _inline_text(body)


def _inline_text(cell: bytes) -> str:
    return unescape(b"".join(_TEXT.findall(cell)).decode())


# -- marking -------------------------------------------------------------------------------------


def _mark(
    styles: Styles, opened: _Sheet, marks: Mapping[Position, Mark], most_comments: int
) -> int:
    """Mark a sheet and return how many cells got a comment, at most *most_comments*."""
    written = 0
    before = dict(opened.comments.texts())
    for place, mark in sorted(marks.items()):
        opened.edit(place, CellEdit(restyle=partial(_filled, styles, mark.colour)))
        if written < most_comments:
            text = clean(mark.text)
            shown = f"{before[place]}\n\n{text}" if place in before else text
            box = opened.outline.box(place, *comment_size(shown))
            opened.comments.add(place, text, AUTHOR, box)
            written += 1
    return written


def _filled(styles: Styles, colour: str, style: int) -> int:
    return styles.with_fill(style, colour)


def _link_back(
    styles: Styles, opened: _Sheet, marks: Mapping[Position, Mark], title: str, first: int
) -> None:
    """Write, right of the last filled column, a link from every marked row to its first finding."""
    column = opened.outline.free_column
    if column > LAST_COLUMN:
        return
    rows: dict[int, list[int]] = {}
    for (row, _), mark in marks.items():
        rows.setdefault(row, []).extend(mark.numbers)
    look = styles.add_format(
        font=f'<u/><color rgb="FF{LINK_COLOUR}"/>', alignment='vertical="center"'
    )
    for row, listed in sorted(rows.items()):
        numbers = sorted(set(listed))
        shown = some_text(list(map(str, numbers)), 3)
        place = (row, column)
        if opened.outline.corner(place) != place:
            continue
        opened.edit(place, CellEdit(restyle=lambda _: look, text=f"{BACK}{shown}条"))
        if len(opened.links) < _MOST_LINKS - len(opened.outline.links):
            opened.links.append((place, f"'{quote_name(title)}'!A{first + numbers[0] - 1}"))


def quote_name(title: str) -> str:
    """Return a sheet's name as it stands between single quotes in a reference."""
    return title.replace("'", "''")


def _put(package: Package, opened: _Sheet) -> None:
    """Put the changed sheet in the place of its part."""
    legacy = opened.comments.finish()
    if not opened.is_changed:
        return
    edits = SheetEdits(
        cells=opened.cells,
        head=partial(_head, opened),
        tail=partial(_tail, opened, legacy),
        column_styles=opened.outline.style_of_column,
    )
    package.put(opened.sheet.part, partial(edited, opened.opener, edits))


def _head(opened: _Sheet, head: bytes) -> bytes:
    """Return the head with its stated area widened to the cells that came, the sheet not selected."""
    rows = list(opened.cells)
    columns = [column for cells in opened.cells.values() for column in cells]

    def widened(found: re.Match[bytes]) -> bytes:
        area = split_area(found[2].decode().replace("$", ""))
        if area is None or not rows:
            return found[0]
        top, left = min(area[0], *rows), min(area[1], *columns)
        bottom, right = max(area[2], *rows), max(area[3], *columns)
        return found[1] + f"{address(top, left)}:{address(bottom, right)}".encode() + found[3]

    return _SELECTED.sub(b' tabSelected="0"', _DIMENSION.sub(widened, head, count=1), count=1)


def _tail(opened: _Sheet, legacy: str, tail: bytes) -> bytes:
    for start, end in sorted(opened.removed, reverse=True):
        tail = tail[:start] + tail[end:]
    prefix = opened.outline.prefix
    tail = _with_links(tail, opened.links, prefix)
    if legacy and not opened.outline.legacy_id:
        space = "" if opened.outline.names_relationships else f' xmlns:r="{REL}"'
        markup = f'<{prefix}legacyDrawing{space} r:id="{quoted(legacy)}"/>'
        tail = with_child(tail, "legacyDrawing", markup.encode())
    return tail


def _with_links(tail: bytes, links: Sequence[tuple[Position, str]], prefix: str) -> bytes:
    made = "".join(
        f'<{prefix}hyperlink ref="{address(*place)}" location="{quoted(location)}"/>'
        for place, location in links
    ).encode()
    name = f"{prefix}hyperlinks".encode()
    there = next((item for item in children(tail) if item[0] == "hyperlinks"), None)
    if there is None:
        whole = b"<" + name + b">" + made + b"</" + name + b">"
        return with_child(tail, "hyperlinks", whole) if made else tail
    _, start, end = there
    if b"hyperlink " in tail[start:end]:
        at = tail.rindex(b"</", start, end)
        return tail[:at] + made + tail[at:]
    whole = b"<" + name + b">" + made + b"</" + name + b">" if made else b""
    return tail[:start] + whole + tail[end:]


def _deselect(package: Package, changed: set[str]) -> None:
    """Let no other sheet be selected beside the list: two selected sheets are edited together."""
    kinds = ("worksheet", "chartsheet", "dialogsheet")
    for part in [part for kind in kinds for part in package.related(package.main, kind)]:
        if part in changed:
            continue
        with package.open(part) as stream:
            start = stream.read(1 << 16)
        if _SELECTED.search(start):
            package.put(part, partial(_deselected, package.opener(part)))


def _deselected(opener: Callable[[], IO[bytes]]) -> Iterator[bytes]:
    with opener() as stream:
        yield _SELECTED.sub(b' tabSelected="0"', stream.read(1 << 16), count=1)
        yield from iter(lambda: stream.read(1 << 20), b"")
