"""Which formats, fonts and rich texts of an old workbook (xls, et) make a cell read otherwise than its value.

Most workbooks have no such format and no such font; then no cell is looked at.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import AnyStr

from attrs import define, field, frozen

from investtrack.reading.cells.number_format import changes_numbers
from investtrack.reading.sheet import Run
from investtrack_excel.files.xlsx_styles import BUILT_IN, HIDING


SINCE_1997 = 0x0600
_FONT, _FORMAT, _XF, _SHARED, _CONTINUED = 0x0031, 0x041E, 0x00E0, 0x00FC, 0x003C
_STRUCK = 0x08
_XF_LENGTH = 20  # since 1997
_WHITE, _BLACK = 9, 8
_SAME = {0: _BLACK, 64: _BLACK, 0x7FFF: _BLACK, 1: _WHITE, 65: _WHITE}
"""Numbers of colours that mean black and white too."""
_NO_FONT = 4  # fonts are numbered 0 to 3, then from 5 on
_WIDE, _EXTENDED, _RICH = 1, 4, 8
Pieces = tuple[tuple[str, int | None], ...]
"""A rich text: each stretch and its font; None where it has that of the cell."""


@frozen
class BiffStyles:
    """What the formats, fonts and rich texts of an old workbook do to its cells.

    Attributes:
        formats: number of a cell format (XF) → its format code, where that changes what is seen.
        struck: numbers of the cell formats whose font is struck out.
        rich: number of a shared string → its pieces, where it has several.
        is_since_1904: whether the workbook counts days from 1904 on.
        fonts: number of a font → whether it is struck out, and whether it is raised or lowered.
    """

    formats: Mapping[int, str] = field(factory=dict)
    struck: frozenset[int] = frozenset()
    rich: Mapping[int, Pieces] = field(factory=dict)
    fonts: Mapping[int, tuple[bool, bool]] = field(factory=dict)
    is_since_1904: bool = False

    @property
    def matter(self) -> bool:
        """Whether any cell may read otherwise than its value."""
        return bool(self.formats or self.struck or self.rich)

    def runs(self, pieces: Pieces, style: int) -> tuple[Run, ...]:
        """Return *pieces* as they stand in a cell of *style*; nothing where they are as plain as any text."""
        own = (style in self.struck, False)
        found = tuple(
            Run(text, *(own if font is None else self.fonts.get(font, (False, False))))
            for text, font in pieces
        )
        return found if any(run.is_struck or run.is_raised for run in found) else ()


def biff_styles(stream: bytes, records: Iterator[tuple[int, int, int]], version: int) -> BiffStyles:
    """Return what the records of the workbook, the code, place and length of each, say of its cells."""
    codes = {int(number): code for number, code in BUILT_IN.items()}
    fonts: dict[int, tuple[bool, bool]] = {}
    styles: list[tuple[int, int]] = []
    inks: dict[int, int] = {}
    unseen: set[int] = set()
    shared: list[bytes] = []
    is_shared = False
    for code, at, length in records:
        if code == _FONT:
            (options,) = struct.unpack_from("<H", stream, at + 2)
            (position,) = struct.unpack_from("<H", stream, at + 8)
            number = len(fonts) + (len(fonts) >= _NO_FONT)
            fonts[number] = (bool(options & _STRUCK), position in {1, 2})
            inks[number] = struct.unpack_from("<H", stream, at + 4)[0]
        elif code == _FORMAT:
            (number,) = struct.unpack_from("<H", stream, at)
            codes[number] = _code(stream[at + 2 : at + length], version)
        elif code == _XF:
            styles.append(struct.unpack_from("<HH", stream, at))
            if length >= _XF_LENGTH and _is_unseen(stream, at, inks.get(styles[-1][0], _BLACK)):
                unseen.add(len(styles) - 1)
        elif code == _SHARED or (is_shared and code == _CONTINUED):
            shared.append(stream[at : at + length])
        is_shared = code == _SHARED or (is_shared and code == _CONTINUED)
    formats = {
        style: found
        for style, (_, number) in enumerate(styles)
        if (found := codes.get(number, "")) and changes_numbers(found)
    }
    formats = dict.fromkeys(unseen, HIDING) | formats
    struck = frozenset(s for s, (font, _) in enumerate(styles) if fonts.get(font, (False,))[0])
    marked = any(any(kind) for kind in fonts.values())
    rich = _Shared(shared).rich() if marked and shared else {}
    return BiffStyles(formats, struck, rich, fonts)


def _is_unseen(stream: bytes, at: int, ink: int) -> bool:
    """Whether text of colour *ink* has that of the ground of the cell format at *at*: none, or one colour."""
    borders, colours = struct.unpack_from("<IH", stream, at + 14)
    pattern, ground = borders >> 26, colours & 0x7F
    if pattern > 1:
        return False
    return _SAME.get(ink, ink) == (_WHITE if not pattern else _SAME.get(ground, ground))


def _code(raw: bytes, version: int) -> str:
    if version < SINCE_1997:
        return raw[1 : 1 + raw[0]].decode("gb18030", "replace")
    (size,) = struct.unpack_from("<H", raw)
    return _decoded(raw[3:], size, is_wide=bool(raw[2] & _WIDE))


def _decoded(raw: bytes, size: int, *, is_wide: bool) -> str:
    return raw[: 2 * size].decode("utf-16-le", "replace") if is_wide else raw[:size].decode("latin-1")  # fmt: skip


def old_rich(raw: bytes) -> Pieces:
    """Return the pieces of a rich text that stands in its cell, as workbooks before 1997 write it."""
    (size,) = struct.unpack_from("<H", raw)
    text, count = raw[2 : 2 + size], raw[2 + size]
    marks = [struct.unpack_from("<BB", raw, 3 + size + 2 * number) for number in range(count)]
    return tuple((piece.decode("gb18030", "replace"), font) for piece, font in _cut(text, marks))


def _cut(text: AnyStr, marks: Sequence[tuple[int, int]]) -> Iterator[tuple[AnyStr, int | None]]:
    """Yield the pieces of *text* that begin at *marks*, each with its font; what stands before has that of the cell."""
    cuts: list[tuple[int, int | None]] = [(0, None), *marks, (len(text), None)]
    for (start, font), (end, _) in pairwise(cuts):
        if start < end:
            yield text[start:end], font


@define
class _Shared:
    """The table of shared strings, which lies in several records; a text may go on in the next."""

    _parts: list[bytes]
    _part: int = 0
    _at: int = 8

    def rich(self) -> dict[int, Pieces]:
        """Return the strings that have several pieces."""
        (count,) = struct.unpack_from("<I", self._parts[0], 4)
        found: dict[int, Pieces] = {}
        for number in range(count):
            if pieces := self._string():
                found[number] = pieces
        return found

    def _next(self) -> None:
        while self._part + 1 < len(self._parts) and self._at >= len(self._parts[self._part]):
            self._part, self._at = self._part + 1, 0

    def _take(self, size: int) -> bytes:
        taken = b""
        while size > 0:
            self._next()
            piece = self._parts[self._part][self._at : self._at + size]
            if not piece:
                raise IndexError(size)
            taken += piece
            self._at += len(piece)
            size -= len(piece)
        return taken

    def _string(self) -> Pieces:
        size, flags = struct.unpack("<HB", self._take(3))
        (count,) = struct.unpack("<H", self._take(2)) if flags & _RICH else (0,)
        (further,) = struct.unpack("<I", self._take(4)) if flags & _EXTENDED else (0,)
        text = self._text(size, flags)
        marks = [struct.unpack("<HH", self._take(4)) for _ in range(count)]
        self._take(further)
        return tuple(_cut(text, marks)) if marks else ()

    def _text(self, size: int, flags: int) -> str:
        """Read *size* characters; where they go on in a further record, that begins with how wide they are."""
        text = ""
        while True:
            is_wide = bool(flags & _WIDE)
            width = 1 + is_wide
            part = self._parts[self._part]
            here = min(size, max(len(part) - self._at, 0) // width)
            text += _decoded(part[self._at :], here, is_wide=is_wide)
            self._at += here * width
            size -= here
            if not size:
                return text
            self._part, self._at = self._part + 1, 1
            flags = self._parts[self._part][0]
