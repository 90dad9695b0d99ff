"""The XML of a worksheet as a stream: read row by row, and changed where it stands.

A worksheet is head (up to its rows), rows, tail (what follows them). Only rows that are changed are taken apart;
everything else passes through as the bytes it is. The markup is matched as text, which holds for what spreadsheet
programs write; a part with comments, CDATA or another encoding is first rewritten in the usual form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache
from itertools import chain
from typing import IO

from attrs import define, field, frozen

from investtrack_ooxml.package import Package
from investtrack_ooxml.spreadsheet.addresses import address, column_number
from investtrack_ooxml.xml import escaped, serialized


_CHUNK = 1 << 20
_ATTRIBUTES = rb"""((?:[^<>"']|"[^"]*"|'[^']*')*?)"""
_TAG = re.compile(rb"<(/?)([\w.\-]++:)?([\w.\-]++)" + _ATTRIBUTES + rb"(/?)>")
_ROOT = re.compile(rb"<([\w.\-]+:)?worksheet\b")
_ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding=["']([\w.\-]+)["']""")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_ADDRESS = re.compile(rb"""\br=["']([A-Za-z]{1,3})(\d+)["']""")
_STYLE = re.compile(rb"""\bs=["'](\d+)["']""")
_SPANS = re.compile(rb"""(?<!\s)\s+spans=["'][^"']*["']""")
_CONTENT = re.compile(rb"<(?:[\w.\-]+:)?(?:v|is|f)\b")
_CUSTOM = re.compile(rb"""\bcustomFormat=["'](?:1|true)["']""")
# The order in which a worksheet's elements must stand (CT_Worksheet).
_ORDER: dict[str, int] = {
    name: number
    for number, name in enumerate((
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
        "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
        "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
        "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
        "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
        "webPublishItems", "tableParts", "extLst",
    ))
}  # fmt: skip
_ORDER["AlternateContent"] = _ORDER["oleObjects"]


class UnusualXmlError(ValueError):
    """The part is not written as spreadsheet programs write it."""


class Section(Enum):
    """Where in a worksheet a piece of it stands."""

    HEAD = "head"
    ROWS = "rows"
    TAIL = "tail"


@frozen
class Patterns:
    """How rows and cells look where the elements bear a prefix."""

    prefix: bytes
    row: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    data: re.Pattern[bytes]


@cache
def _patterns(prefix: bytes) -> Patterns:
    p = re.escape(prefix)
    return Patterns(
        prefix,
        re.compile(b"<" + p + rb"row\b" + _ATTRIBUTES + rb"(/?)>"),
        re.compile(b"<" + p + rb"c\b" + _ATTRIBUTES + rb"(?:/>|>(.*?)</" + p + rb"c>)", re.DOTALL),
        re.compile(b"<" + p + rb"sheetData\b[^>]*?(/?)>"),
    )


def rewrite_unusual(package: Package, part: str) -> None:
    """Rewrite the worksheet *part* in the usual form where it has comments, CDATA or another encoding.

    Raises:
        SourceError: it is damaged.
    """
    try:
        for _ in sections(package.opener(part)):
            pass
    except UnusualXmlError:
        from lxml import etree

        root = package.tree(part)
        etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
        package.put(part, serialized(root))


def sections(opener: Callable[[], IO[bytes]]) -> Iterator[tuple[Section, bytes]]:
    """Yield a worksheet: its head once, its rows in pieces of whole rows, its tail once.

    The head ends with the opening tag of ``sheetData``, the tail begins with its closing tag.

    Raises:
        UnusualXmlError: it is not written as spreadsheet programs write it.
    """
    with opener() as stream:
        chunks = iter(lambda: stream.read(_CHUNK), b"")
        head, found = _head(chunks)
        patterns = patterns_of(head)
        closing = b"</" + patterns.prefix + b"sheetData>"
        opening = b"<" + patterns.prefix + b"row"
        rest, head = head[found.end() :], head[: found.end()]
        if found[1]:  # an empty sheet: <sheetData/>
            yield Section.HEAD, head[:-2].rstrip() + b">"
            yield Section.TAIL, closing + rest + b"".join(chunks)
            return
        yield Section.HEAD, head
        for chunk in chain((b"",), chunks):
            rest += chunk
            end = rest.find(closing)
            rows = rest[:end] if end >= 0 else rest
            if _is_unusual(rows):
                raise UnusualXmlError("comments or CDATA among its rows")
            if end >= 0:
                if rows:
                    yield Section.ROWS, rows
                tail = rest[end:] + b"".join(chunks)
                if _is_unusual(tail):
                    raise UnusualXmlError("comments or CDATA behind its rows")
                yield Section.TAIL, tail
                return
            if (cut := rest.rfind(opening)) > 0:
                yield Section.ROWS, rest[:cut]
                rest = rest[cut:]
        raise UnusualXmlError("no end of its rows")


def _is_unusual(markup: bytes) -> bool:
    # one character is looked for much faster than two, and these are rare
    return (b"!" in markup and b"<!" in markup) or (b"?" in markup and b"<?" in markup)


def _head(chunks: Iterator[bytes]) -> tuple[bytes, re.Match[bytes]]:
    """Return the beginning of a worksheet, and where in it the opening tag of its rows is."""
    head = b""
    for chunk in chunks:
        head += chunk
        encoding = _ENCODING.search(head)
        if encoding is not None and encoding[1].lower() not in {b"utf-8", b"us-ascii"}:
            raise UnusualXmlError("another encoding")
        if b"<!" in head.partition(b"sheetData")[0]:
            raise UnusualXmlError("comments or a document type before its rows")
        if (root := _ROOT.search(head)) and (found := _patterns(root[1] or b"").data.search(head)):
            return head, found
    raise UnusualXmlError("no rows")


def patterns_of(head: bytes) -> Patterns:
    """Return how the rows and cells of the worksheet that begins with *head* look."""
    root = _ROOT.search(head)
    return _patterns((root[1] if root else b"") or b"")


def rows_of(
    piece: bytes, patterns: Patterns, last: int = 0
) -> Iterator[tuple[int, bytes, int, int, int]]:
    """Yield the rows in *piece*: number, attributes, and where the row, what is in it, and the next begin.

    Args:
        piece: whole rows.
        patterns: how they look.
        last: number of the row before them; rows that state no number follow on.
    """
    found = list(patterns.row.finditer(piece))
    ends = [item.start() for item in found[1:]] + [len(piece)]
    for row, end in zip(found, ends, strict=True):
        number = _NUMBER.search(row[1])
        last = int(number[1]) if number else last + 1
        yield last, row[1], row.start(), row.end(), end


def cells_of(row: bytes, patterns: Patterns) -> Iterator[tuple[int, bytes, bytes, bytes]]:
    """Yield the cells of a row: column, attributes, what is in the cell, and all of its markup."""
    column = 0
    for cell in patterns.cell.finditer(row):
        place = _ADDRESS.search(cell[1])
        column = column_number(place[1].decode()) if place else column + 1
        yield column, cell[1], cell[2] or b"", cell[0]


def last_filled(row: bytes, patterns: Patterns) -> int:
    """Return the last column of a row that holds anything; 0 where none does."""
    opening, end = b"<" + patterns.prefix + b"c ", len(row)
    states_nothing = b"<" + patterns.prefix + b"c>" in row  # a cell without any attribute
    while not states_nothing and (start := row.rfind(opening, 0, end)) >= 0:
        if _CONTENT.search(row, start, end):
            if place := _ADDRESS.search(row, start, end):
                return column_number(place[1].decode())
            break
        end = start
    filled = [column for column, _, body, _ in cells_of(row, patterns) if _CONTENT.search(body)]
    return max(filled, default=0)


def is_filled(body: bytes) -> bool:
    """Whether what is in a cell is anything."""
    return _CONTENT.search(body) is not None


# -- changing ------------------------------------------------------------------------------------

_BaseOf = Callable[[int, bytes | None], int]
Restyle = Callable[[int], int]
"""Index of a cell's format → that of the new one."""


@frozen
class CellEdit:
    """A change of one cell.

    Attributes:
        restyle: what its format becomes; None keeps it.
        text: what it holds from now on, as text; None keeps what is there.
        is_removed: whether the cell goes altogether.
    """

    restyle: Restyle | None = None
    text: str | None = None
    is_removed: bool = False


def _same(data: bytes) -> bytes:
    return data


def _no_style(_: int) -> int:
    return 0


@define(eq=False)
class SheetEdits:
    """Changes of one worksheet, made while it is written.

    Attributes:
        cells: row → column → change.
        head: what becomes of what stands before its rows.
        tail: what becomes of what stands behind them.
        column_styles: column → index of the format of its cells that are not written out.
    """

    cells: Mapping[int, Mapping[int, CellEdit]] = field(factory=dict)
    head: Callable[[bytes], bytes] = _same
    tail: Callable[[bytes], bytes] = _same
    column_styles: Callable[[int], int] = _no_style


def edited(opener: Callable[[], IO[bytes]], edits: SheetEdits) -> Iterator[bytes]:
    """Yield a worksheet with *edits*, in pieces."""
    pending = sorted(edits.cells, reverse=True)
    patterns = _patterns(b"")
    last = 0
    for section, piece in sections(opener):
        if section is Section.HEAD:
            patterns = patterns_of(piece)
            yield edits.head(piece)
        elif section is Section.ROWS:
            out: list[bytes] = []
            at = 0
            for number, attributes, start, inside, end in rows_of(piece, patterns, last):
                last = number
                if not pending or number < pending[-1]:
                    continue
                out.append(piece[at:start])
                while pending and pending[-1] < number:
                    out.append(_new_row(pending.pop(), edits, patterns))
                at = start
                if pending and pending[-1] == number:
                    row = edits.cells[pending.pop()]
                    out.append(
                        _edited_row(number, attributes, piece[inside:end], row, edits, patterns)
                    )
                    at = end
            out.append(piece[at:])
            yield b"".join(out)
        else:
            yield b"".join(_new_row(number, edits, patterns) for number in reversed(pending))
            yield edits.tail(piece)


def _new_row(number: int, edits: SheetEdits, patterns: Patterns) -> bytes:
    return _edited_row(
        number, b' r="%d"' % number, b"", edits.cells[number], edits, patterns, is_new=True
    )


def _edited_row(  # noqa: PLR0913, PLR0917 - a row in its parts
    number: int,
    attributes: bytes,
    content: bytes,
    changes: Mapping[int, CellEdit],
    edits: SheetEdits,
    patterns: Patterns,
    *,
    is_new: bool = False,
) -> bytes:
    prefix = patterns.prefix
    ending = b"</" + prefix + b"row>"
    attributes = _SPANS.sub(b"", attributes)  # a hint for reading, no longer true
    body, closing, after = content.partition(ending)
    if not closing and not is_new:  # <row/>
        body, after = b"", content
    opening = b"<" + prefix + b"row" + attributes
    if not _NUMBER.search(attributes):
        opening += b' r="%d"' % number
    style = _STYLE.search(attributes) if _CUSTOM.search(attributes) else None

    def base_of(column: int, own: bytes | None) -> int:
        if own is None:
            return int(style[1]) if style else edits.column_styles(column)
        stated = _STYLE.search(own)
        return int(stated[1]) if stated else 0

    made = _spliced(number, body, changes, base_of, patterns)
    if made is None:
        made = _relaid(number, body, changes, base_of, patterns)
    return opening + b">" + made + ending + after


def _spliced(
    row: int, body: bytes, changes: Mapping[int, CellEdit], base_of: _BaseOf, patterns: Patterns
) -> bytes | None:
    """Return a row's cells with *changes*, the others passed over; None where they do not state where they are."""
    start = b"<" + patterns.prefix + b"c"
    if body.count(start + b" ") + body.count(start + b">") != body.count(start + b' r="'):
        return None
    last = body.rfind(start + b" ")
    place = _ADDRESS.search(body, last) if last >= 0 else None
    end_column = column_number(place[1].decode()) if place else 0
    behind = []
    for column, change in sorted(changes.items()):
        at = body.find(start + b' r="%b"' % address(row, column).encode())
        cell = patterns.cell.match(body, at) if at >= 0 else None
        if cell is None and not change.is_removed and column < end_column:
            return None  # it stands between others
        own, inner = (cell[1], cell[2] or b"") if cell is not None else (None, b"")
        new = b""
        if not change.is_removed:
            base = base_of(column, own)
            new = _cell(row, column, own, inner, change, base, patterns.prefix)
        if cell is not None:
            body = body[: cell.start()] + new + body[cell.end() :]
        else:
            behind.append(new)
    return body + b"".join(behind)


def _relaid(
    row: int, body: bytes, changes: Mapping[int, CellEdit], base_of: _BaseOf, patterns: Patterns
) -> bytes:
    """Return a row's cells with *changes*, every cell taken apart and put in its order."""
    prefix = patterns.prefix
    cells = {column: (own, inner, whole) for column, own, inner, whole in cells_of(body, patterns)}
    made = {column: whole for column, (_, _, whole) in cells.items()}
    for column, change in changes.items():
        own, inner, _ = cells.get(column, (None, b"", b""))
        if change.is_removed:
            made.pop(column, None)
        else:
            made[column] = _cell(row, column, own, inner, change, base_of(column, own), prefix)
    # A cell that states no address follows on the one before it: state it, now that others came.
    return b"".join(
        whole
        if column in changes or _ADDRESS.search(cells[column][0])
        else _addressed(whole, row, column, prefix)
        for column, whole in sorted(made.items())
    )


def _addressed(cell: bytes, row: int, column: int, prefix: bytes) -> bytes:
    start = b"<" + prefix + b"c"
    return start + b' r="%b"' % address(row, column).encode() + cell[len(start) :]


def _cell(  # noqa: PLR0913, PLR0917 - a cell in its parts
    row: int,
    column: int,
    own: bytes | None,
    inner: bytes,
    change: CellEdit,
    base: int,
    prefix: bytes,
) -> bytes:
    attributes = (own or b"").rstrip()
    if not _ADDRESS.search(attributes):
        attributes = b' r="%b"' % address(row, column).encode() + attributes
    if change.restyle is not None:
        attributes = re.sub(rb"""(?<!\s)\s+s=["'][^"']*["']""", b"", attributes)
        attributes += b' s="%d"' % change.restyle(base)
    elif own is None and base:
        attributes += b' s="%d"' % base
    if change.text is not None:
        attributes = re.sub(rb"""(?<!\s)\s+(?:t|cm|vm)=["'][^"']*["']""", b"", attributes)
        inner = _inline(change.text, prefix) if change.text else b""
        attributes += b' t="inlineStr"' if inner else b""
    tag = b"<" + prefix + b"c" + attributes
    return tag + b">" + inner + b"</" + prefix + b"c>" if inner else tag + b"/>"


def _inline(text: str, prefix: bytes) -> bytes:
    p = prefix.decode()
    return f'<{p}is><{p}t xml:space="preserve">{escaped(text)}</{p}t></{p}is>'.encode()


def children(tail: bytes) -> list[tuple[str, int, int]]:
    """Return the elements behind a worksheet's rows: name, where each begins and ends in *tail*."""
    found: list[tuple[str, int, int]] = []
    depth, start = 0, 0
    for item in _TAG.finditer(tail):
        closes, name, is_empty = bool(item[1]), item[3].decode(), bool(item[5])
        if closes:
            depth -= 1
            if depth == 0:
                found.append((name, start, item.end()))
            depth = max(depth, 0)  # the closing tags of the rows and of the worksheet
        elif is_empty:
            if depth == 0:
                found.append((name, item.start(), item.end()))
        else:
            if depth == 0:
                start = item.start()
            depth += 1
    return [item for item in found if item[0] in _ORDER]


def with_child(tail: bytes, name: str, markup: bytes) -> bytes:
    """Return *tail* with *markup*, an element *name* with its prefix, where the format wants it."""
    rank = _ORDER[name]
    places = [start for other, start, _ in children(tail) if _ORDER[other] > rank]
    at = min(places, default=tail.rindex(b"</"))
    return tail[:at] + markup + tail[at:]
