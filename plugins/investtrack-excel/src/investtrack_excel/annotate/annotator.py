"""Opens a source, has the findings marked in it, and writes the copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, ClassVar

from attrs import frozen

from investtrack.findings import Finding
from investtrack.input_limits import bounded_bytes
from investtrack.plugin import Annotator
from investtrack_excel.annotate.finding_list import TITLE
from investtrack_excel.annotate.marking import mark_workbook
from investtrack_excel.annotate.values_copy import values_copy
from investtrack_excel.importer import ExcelImporter
from investtrack_ooxml.package import (
    Package,
    demand_whole,
    is_macro_enabled,
    open_archive,
    unreadable,
)
from investtrack_ooxml.spreadsheet.cells import text_of
from investtrack_ooxml.spreadsheet.styles import tag
from investtrack_ooxml.spreadsheet.workbook import Workbook
from investtrack_ooxml.xml import normalized


_ZIP = b"PK\x03\x04"
# A third larger than at the usual level, in a quarter of the time, which is much of a large workbook's.
_LEVEL = 1


@frozen(eq=False)
class _Copied:
    """A source as a workbook to mark.

    Attributes:
        package: the workbook.
        titles: the source's sheet name → its name in the workbook, where another.
        notes: what the copy lacks of the source, in Chinese.
    """

    package: Package
    titles: Mapping[str, str]
    notes: tuple[str, ...] = ()


class ExcelAnnotator(Annotator):
    """Writes findings as comments, fills and a first sheet 校核清单 into a copy of the workbook."""

    name: ClassVar[str] = "excel"
    label: ClassVar[str] = "Excel 校核副本"
    suffix: ClassVar[str] = ".xlsx"

    def identify(self, path: Path) -> bool:
        """Claim what the importer claims."""
        return ExcelImporter().identify(path)

    def suffix_for(self, source: Path) -> str:
        """Return ``.xlsm`` for a workbook with macros: Excel opens no such one by another name."""
        return ".xlsm" if is_macro_enabled(source) else self.suffix

    def annotate(self, path: Path, findings: Sequence[Finding], stream: BinaryIO) -> Sequence[str]:
        """Write a copy of *path* with *findings* to *stream*.

        An xlsx or xlsm is changed where it stands, so that everything else in it stays; of what cannot be
        changed so, the values are copied.

        Raises:
            SourceError: *path* is no workbook that can be used.
        """
        try:
            copied = _in_place(path)
            notes, data = _marked(copied, path.name, findings)
        except (
            OSError,
            ValueError,
            LookupError,
        ):  # SourceError too: what cannot be used at all is said below
            copied = _values(path)
            notes, data = _marked(copied, path.name, findings)
        stream.write(data)
        return notes


def _in_place(path: Path) -> _Copied:
    package = open_archive(path, bounded_bytes(path))
    is_signed = any(name.startswith("_xmlsignatures/") for name in package.names)
    note = "原件有数字签名；副本改动过，签名在副本里无效"
    return _Copied(package, {}, (note,) if is_signed else ())


def _values(path: Path) -> _Copied:
    data, titles = values_copy(path)
    kind = path.suffix.lower().lstrip(".") or "旧"
    with path.open("rb") as stream:
        is_xlsx = stream.read(4) == _ZIP and kind in {"xlsx", "xlsm"}
    kind = f"这种 {kind}" if is_xlsx else kind
    note = f"{kind} 格式不能原样改写，副本是新的 xlsx，只有各单元格的值，没有公式、格式和图形；请在原件上改"
    return _Copied(open_archive(path, data), titles, (note,))


def _marked(copied: _Copied, file: str, findings: Sequence[Finding]) -> tuple[list[str], bytes]:
    notes = list(copied.notes)
    listed = mark_workbook(copied.package, copied.titles, file, findings, notes)
    out = BytesIO()
    copied.package.write(out, _LEVEL)
    data = out.getvalue()
    demand_whole(_COPY, data, copied.package.unchanged())
    _demand_listed(data, listed)
    return notes, data


_COPY = "校核副本"
_TOLD = 200
"""Signs of a finding that are looked for: a cell has an end, and a message may be longer."""


def _demand_listed(data: bytes, findings: Sequence[Finding]) -> None:
    """Demand that the list in the copy, read back, says every finding.

    Raises:
        ExportError: one is not there.
    """
    book = Workbook(open_archive(Path(_COPY), data))
    texts = (
        text_of(book, cell)
        for sheet in book.sheets
        if sheet.name.startswith(TITLE)
        for cell in book.package.tree(sheet.part).iter(tag("c"))
        if len(cell)
    )
    said = {text[:_TOLD] for text in texts if text}
    for finding in findings:
        if normalized(finding.message)[:_TOLD] not in said:
            raise unreadable(_COPY, TITLE, f"没有写出“{finding.message}”")
