"""Reads a written file back before it replaces the old one: a file that no program opens must not get out."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import struct
import sys
import tomllib
import zipfile
import zlib
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import IO, BinaryIO, NoReturn
from weakref import ref
from xml.parsers import expat

from attrs import frozen

from investtrack.plugin.kept import checksum_of


_IS_LAST = True


_PACKAGE = b"PK\x03\x04"
# Boxes (.vml) are left out: Excel itself writes an unclosed <br> into them.
_XML = (".xml", ".rels", ".svg")
_TEXT = frozenset({".json", ".csv", ".html", ".svg", ".md", ".txt", ".toml", ".ics"})
_CHUNK = 1 << 20
_SAMPLE = 1 << 15
"""Bytes of a part that tell whether most of it is rows."""
_TEXT_OF_CELL = rb"(?:[ -%'-;=?-~]++|(?:[\xe2-\xe9][\x80-\xbf]{2})++|&(?:amp|lt|gt);)*+"
_ROWS = re.compile(
    rb'(?:<row r="\d++"(?: ht="[\d.]++" customHeight="1")?+>(?:<c r="[A-Z]++\d++" s="\d++"(?:><v>[-.\d]*+</v></c>|/>'
    rb'| t="s"><v>\d++</v></c>|(?: t="str")?+>(?:<f t="shared" si="\d++"/>)?+<v>(?:[-.\d]*+</v>|'
    + _TEXT_OF_CELL
    + rb"</v>)</c>))*+</row>)++"
)
"""Rows of a sheet that are well-formed, each an element whole: told in half the time that a parser takes.

Their text is ASCII or of three bytes that every decoder takes, and holds no sign by which a comment, a section or an
instruction ends, so that it does not matter what they stand in.
"""
_ROW, _ROW_ENDS = b"<row/>", b"</row>"
_NOT_SPACE = re.compile(r"[^ \t\n\r]")
_PNG = b"\x89PNG\r\n\x1a\n"
_CALENDAR = re.compile(rb"(BEGIN|END):([A-Z]+)\r\n")
_LONGEST_LINE = 75  # octets of a line of iCalendar, without its end


@frozen
class PartFault:
    """What is wrong with an Office file or another archive.

    Attributes:
        part: the part that is faulty; empty where it is the archive itself.
        why: what is wrong with it, in Chinese.
    """

    part: str
    why: str


_WHOLE: deque[int] = deque(maxlen=8)


def note_whole(data: bytes) -> None:
    """Remember that *data*, a file not written yet, was read in full and is whole: on disk its check sum says so."""
    _WHOLE.append(zlib.crc32(data))


def is_known_whole(checksum: int | None) -> bool:
    """Whether what has this check sum was read before it was written: see :func:`note_whole`."""
    return checksum in _WHOLE


def fault_of(path: Path, suffix: str) -> str:
    """Return why the file at *path* cannot be read, in Chinese; empty where it can.

    Of an Office file or another zip archive every part is unpacked and every XML part parsed; a text must be UTF-8,
    and JSON, TOML, CSV, SVG, PNG and iCalendar what their formats demand.

    Args:
        path: the file as written.
        suffix: the suffix it will have, in small letters.
    """
    with path.open("rb") as stream:
        if stream.read(len(_PACKAGE)) == _PACKAGE:
            stream.seek(0)
            fault = archive_fault(stream)
            if fault is None:
                return ""
            if not fault.part:
                return f"压缩包不完整（{fault.why}）"
            return f"其中的 {fault.part} 不是完好的 XML（{fault.why}）"
        stream.seek(0)
        if suffix == ".png":
            return _png_fault(stream.read())
        return (_text_fault(stream) or _format_fault(path, suffix)) if suffix in _TEXT else ""


def archive_fault(stream: IO[bytes], kept: Collection[str] = ()) -> PartFault | None:
    """Return the first part of an archive that cannot be read, or is XML and not well-formed; None where all is well.

    Args:
        stream: the archive.
        kept: parts that are somebody else's own bytes, which are not ours to judge.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            for part in archive.infolist():
                if part.filename in kept:
                    continue
                with archive.open(part) as content:
                    if fault := _part_fault(content, part.filename):
                        return PartFault(part.filename, fault)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        return PartFault("", str(error))
    return None


def _part_fault(stream: IO[bytes], name: str) -> str:
    """Read a part to its end, whereby its checksum is tested; of XML return where it is not well-formed."""
    if name.endswith(_XML):
        return _xml_fault(stream)
    while stream.read(_CHUNK):
        pass
    return ""


def _xml_fault(stream: IO[bytes]) -> str:
    """Return where an XML part is not well-formed; nothing where it is."""
    if not _parse_fault(_without_plain_rows(stream)):
        return ""
    stream.seek(0)
    # ParseFile asks for two thousand bytes at a time, each by way of Python.
    return _parse_fault(iter(partial(stream.read, _CHUNK), b""))


def _parse_fault(pieces: Iterable[bytes]) -> str:
    parser = expat.ParserCreate()
    try:
        for piece in pieces:
            parser.Parse(piece)
        parser.Parse(b"", _IS_LAST)
    except expat.ExpatError as error:
        return f"第{error.lineno}行第{error.offset}个字符"
    return ""


def _without_plain_rows(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield what is to be parsed: rows that are seen to be well-formed are one empty row, where most of a part is such."""
    held, size, is_plain = b"", _SAMPLE, True
    while chunk := stream.read(size):
        end = chunk.rfind(_ROW_ENDS) + len(_ROW_ENDS) if is_plain else 0
        if end < len(_ROW_ENDS):
            yield held + chunk
            held, is_plain = b"", False
        else:
            rest = _ROWS.sub(_ROW, held + chunk[:end])
            yield rest
            held, is_plain = chunk[end:], len(rest) * 2 < end
        size = _CHUNK
    yield held


def _text_fault(stream: IO[bytes]) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "文字不是 UTF-8"
    return ""


def _format_fault(path: Path, suffix: str) -> str:
    if suffix == ".json":
        return _json_fault(path)
    if suffix == ".csv":
        return _csv_fault(path)
    if suffix == ".ics":
        return _calendar_fault(path.read_bytes())
    if suffix == ".toml":
        return _toml_fault(path)
    if suffix == ".svg":
        with path.open("rb") as stream:
            fault = _xml_fault(stream)
        return f"不是完好的 XML（{fault}）" if fault else ""
    return ""


def _toml_fault(path: Path) -> str:
    try:
        tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        return f"不是完好的 TOML（{error}）"
    return ""


def _png_fault(data: bytes) -> str:
    """Return what is wrong with a picture: every chunk is of its length and its checksum, the last says so."""
    at, name = len(_PNG), b""
    while data.startswith(_PNG) and at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        held = data[at + 4 : at + 8 + length]
        if struct.pack(">I", zlib.crc32(held)) != data[at + 8 + length : at + 12 + length]:
            return "图片没有写完，或已损坏"
        at += 12 + length
    return "" if name == b"IEND" and at == len(data) else "图片没有写完，或已损坏"


def _json_fault(path: Path) -> str:
    # What makes JSON is ASCII, and the bytes were found to be UTF-8: taken as Latin-1 they need half the room.
    with path.open(encoding="latin-1", newline="") as stream:
        if JsonInWindows(stream).is_sound():
            return ""
    try:  # where the fault stands, in characters
        json.loads(path.read_text("utf-8"), parse_constant=_no_number)
    except ValueError as error:
        return f"不是完好的 JSON（{error}）"
    return ""


class JsonInWindows:
    """JSON read piece by piece: what fits a window is parsed at once and let go, what does not is gone into.

    Args:
        stream: its text.
        window: signs read at once.
        ahead: signs that are there when a value begins; more than a number has.
    """

    def __init__(self, stream: IO[str], window: int = _CHUNK, ahead: int = 1 << 16) -> None:
        self._stream, self._text, self._at = stream, "", 0
        self._window, self._ahead = window, ahead
        self._scan = json.JSONDecoder(parse_constant=_no_number).raw_decode

    def is_sound(self) -> bool:
        """Whether it is one JSON value."""
        try:
            return self._value() and self._next() == ""
        except (ValueError, StopIteration, RecursionError):
            return False

    def _fill(self) -> None:
        """Let what is read go, and read on."""
        self._text = self._text[self._at :] + self._stream.read(self._window)
        self._at = 0

    def _next(self) -> str:
        """Return the next sign that is no space; nothing at the end."""
        while True:
            if found := _NOT_SPACE.search(self._text, self._at):
                self._at = found.start()
                return found[0]
            self._at = len(self._text)
            self._fill()
            if not self._text:
                return ""

    def _value(self) -> bool:
        first = self._next()
        if len(self._text) - self._at < self._ahead:
            self._fill()
        start, before = self._at, len(self._text) - self._at
        try:
            _, end = self._scan(self._text, start)
        except (ValueError, StopIteration):
            end = None
        if end is not None and end < len(self._text):
            self._at = end
            return True
        self._fill()
        if len(self._text) == before:  # all there is
            self._at = 0 if end is None else end - start
            return end is not None
        if first not in {"{", "["}:
            return self._value()
        self._at += 1
        return self._items("}" if first == "{" else "]", has_keys=first == "{")

    def _items(self, last: str, *, has_keys: bool) -> bool:
        if self._next() == last:
            self._at += 1
            return True
        while True:
            if has_keys and not (self._next() == '"' and self._value() and self._sign(":")):
                return False
            if not self._value():
                return False
            if self._next() == last:
                self._at += 1
                return True
            if not self._sign(","):
                return False

    def _sign(self, sign: str) -> bool:
        """Pass over *sign*; False where another stands there."""
        is_there = self._next() == sign
        self._at += is_there
        return is_there


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} 不是数")


def _csv_fault(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for _ in _csv_rows(stream):
                pass
    except csv.Error as error:
        return f"不是完好的 CSV（{error}）"
    return ""


def read_csv(text: str) -> list[list[str]]:
    """Return the rows of CSV that was written here, whatever the length of a cell.

    Raises:
        csv.Error: it is none.
    """
    return list(_csv_rows(io.StringIO(text, newline="")))


def _csv_rows(stream: IO[str]) -> Iterator[list[str]]:
    longest = csv.field_size_limit(sys.maxsize)
    try:
        yield from csv.reader(stream, strict=True)
    finally:
        csv.field_size_limit(longest)


def _calendar_fault(data: bytes) -> str:
    """Return what RFC 5545 forbids: lines too long or ended otherwise, components that do not nest."""
    if any(len(line) > _LONGEST_LINE or b"\n" in line for line in data.split(b"\r\n")):
        return "日历的行太长，或换行不是 CRLF"
    held: list[bytes] = []
    for mark, name in _CALENDAR.findall(data):
        if mark == b"BEGIN":
            held.append(name)
        elif not held or held.pop() != name:
            return f"日历里 END:{name.decode()} 没有对应的 BEGIN"
    return "日历没有写完" if held or not data.startswith(b"BEGIN:VCALENDAR\r\n") else ""


class Checksums:
    """What an exporter wrote of its last report, by check sums: read back, they say that it lies there as it was made.

    What is not as it was, or is of another report, is read and compared in full.
    """

    def __init__(self) -> None:
        self._report: Callable[[], object] = lambda: None
        self._sums: Mapping[str, int] = {}

    def note_archive(self, report: object, archive: zipfile.ZipFile) -> None:
        """Remember the check sums of the entries of *archive*, the whole of a file made of *report*."""
        self._note(report, _sums(archive))

    def hold_archive(self, report: object, archive: zipfile.ZipFile) -> bool:
        """Whether *archive*, whose entries were tested against their check sums, is what was written of *report*."""
        return self._hold(report, _sums(archive))

    def _note(self, report: object, sums: Mapping[str, int]) -> None:
        self._report, self._sums = ref(report), dict(sums)

    def write(self, report: object, stream: BinaryIO, texts: Iterable[str]) -> None:
        """Write *texts*, the whole of a file made of *report*, to *stream*, and remember their check sum."""
        total = 0
        for some in _some_at_once(texts):
            data = some.encode()
            total = zlib.crc32(data, total)
            stream.write(data)
        self._note(report, {"": total})

    def hold_file(self, report: object, path: Path) -> bool:
        """Whether the file at *path* is what :meth:`write` wrote of *report*."""
        return self._hold(report, {"": checksum_of(path)})

    def _hold(self, report: object, sums: Mapping[str, int]) -> bool:
        return self._report() is report and self._sums == sums


def _some_at_once(texts: Iterable[str]) -> Iterator[str]:
    """Yield *texts*, short ones joined: each call that writes costs as much as a thousand signs."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _CHUNK // 4:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _sums(archive: zipfile.ZipFile) -> dict[str, int]:
    return {entry.filename: entry.CRC for entry in archive.infolist()}


def unlike(wanted: Mapping[str, object], found: Mapping[str, object]) -> list[str]:
    """Return what a written file says otherwise than was to be written, in Chinese; nothing where it says the same.

    Args:
        wanted: name of a figure → what should be there.
        found: name → what was read.
    """
    return [
        f"“{name}”应为“{value}”，读到“{found[name]}”" if name in found else f"没有写出“{name}”"
        for name, value in wanted.items()
        if name not in found or found[name] != value
    ]


def unlike_rows(wanted: Iterable[Sequence[object]], found: Iterable[Sequence[object]]) -> list[str]:
    """Return the first row of a table that was written otherwise than it was to be, in Chinese; else nothing."""
    for number, (row, read) in enumerate(zip_longest(wanted, found), 1):
        if row is None or read is None:
            return [f"第{number}行起行数不对"]
        if list(row) != list(read):
            place = next((i for i, (a, b) in enumerate(zip(row, read, strict=False)) if a != b), 0)
            said = (
                f"应为“{row[place]}”，读到“{read[place]}”" if len(row) == len(read) else "格数不对"
            )
            return [f"第{number}行第{place + 1}列{said}"]
    return []
