"""Reads a file back before it takes the place of an older one: what no program could open is never written."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection

from investtrack.errors import ExportError


_XML = (".xml", ".rels")
_CHUNK = 1 << 20


def demand_whole(what: str, data: bytes, kept: Collection[str] = ()) -> None:
    """Demand that every part of the Office file *data* can be read, and is well-formed where it is XML.

    Args:
        what: what was to be written, for the message.
        data: the file.
        kept: parts that are the source's own bytes, which are not ours to judge.

    Raises:
        ExportError: a part is not; the message names it.
    """
    from xml.parsers import expat

    part = ""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                if part in kept:
                    continue
                parser = expat.ParserCreate() if part.endswith(_XML) else None
                with archive.open(part) as stream:
                    while chunk := stream.read(_CHUNK):
                        if parser is not None:
                            parser.Parse(chunk, False)  # noqa: FBT003 - expat's own
                if parser is not None:
                    parser.Parse(b"", True)  # noqa: FBT003
    except (zipfile.BadZipFile, zlib.error, EOFError, expat.ExpatError) as error:
        raise unreadable(what, part, str(error)) from error


def unreadable(what: str, part: str, why: str) -> ExportError:
    """Return the error that says what was written wrongly, and that nothing was replaced."""
    where = f"（{part}：{why}）" if part else f"（{why}）"
    return ExportError(
        what, f"写出的文件读回来不完好{where}，没有替换原来的文件；请把台账和这句话发给维护人员"
    )
