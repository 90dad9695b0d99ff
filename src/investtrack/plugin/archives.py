"""Zip archives, and the docx and xlsx that are such, as the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile


_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day that an archive can name."""
_CORE = "docProps/core.xml"
_STAMP = re.compile(rb"(<dcterms:(created|modified)\b[^>]*>)[^<]*(</dcterms:\2>)")


def put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """Write *data* into *archive* as its part *name*, compressed, without the day and without the user's rights."""
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, data)


def undated(archive: bytes) -> bytes:
    """Return *archive*, a docx, xlsx or zip, without the day and hour it was made.

    python-docx, openpyxl and zipfile put them into every file, so that two files with the same content differ.
    The parts and their order stay; each is stamped 1980-01-01, as are the properties 创建时间 and 修改时间.

    Raises:
        zipfile.BadZipFile: it is no archive.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == _CORE:
                data = _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", data)
            put(new, part.filename, data)
    return out.getvalue()
