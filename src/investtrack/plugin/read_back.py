"""Reads a written file back before it replaces the old one: a file that no program opens must not get out."""

from __future__ import annotations

import codecs
import zipfile
import zlib
from pathlib import Path
from typing import IO
from xml.parsers import expat


_PACKAGE = b"PK\x03\x04"
_XML = (".xml", ".rels", ".svg", ".vml")
_TEXT = frozenset({".json", ".csv", ".html", ".svg", ".md", ".txt", ".toml", ".ics"})
_CHUNK = 1 << 20


def fault_of(path: Path, suffix: str) -> str:
    """Return why the file at *path* cannot be read, in Chinese; empty where it can.

    Of an Office file or another zip archive every part is unpacked and every XML part parsed; a text must be UTF-8.

    Args:
        path: the file as written.
        suffix: the suffix it will have, in small letters.
    """
    with path.open("rb") as stream:
        if stream.read(len(_PACKAGE)) == _PACKAGE:
            return _archive_fault(path)
        stream.seek(0)
        return _text_fault(stream) if suffix in _TEXT else ""


def _archive_fault(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            for part in archive.infolist():
                with archive.open(part) as stream:
                    if fault := _part_fault(stream, part.filename):
                        return f"其中的 {part.filename} 不是完好的 XML（{fault}）"
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        return f"压缩包不完整（{error}）"
    return ""


def _part_fault(stream: IO[bytes], name: str) -> str:
    """Read a part to its end, whereby its checksum is tested; of XML return where it is not well-formed."""
    if not name.endswith(_XML):
        while stream.read(_CHUNK):
            pass
        return ""
    parser = expat.ParserCreate()
    try:
        parser.ParseFile(stream)
    except expat.ExpatError as error:
        return f"第{error.lineno}行第{error.offset}个字符"
    return ""


def _text_fault(stream: IO[bytes]) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "文字不是 UTF-8"
    return ""
