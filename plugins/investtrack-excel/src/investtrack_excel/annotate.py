"""The annotated copy: a clerk's own workbook with every finding at its cell."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, ClassVar

from investtrack.findings import Finding
from investtrack.model.source import CellRef
from investtrack.plugin import Annotator
from investtrack_excel.annotate_list import earlier_list, first_row, free_title, write_list
from investtrack_excel.annotate_marks import MOST_COMMENTS, apply, gather, link_back, unmark
from investtrack_excel.annotate_open import Copied, open_copy
from investtrack_excel.annotate_save import save
from investtrack_excel.importer import ExcelImporter


class ExcelAnnotator(Annotator):
    """Writes findings as comments, fills and a first sheet 校核清单 into a copy of the workbook."""

    name: ClassVar[str] = "excel"
    label: ClassVar[str] = "Excel 校核副本"
    suffix: ClassVar[str] = ".xlsx"

    def identify(self, path: Path) -> bool:
        """Claim what the importer claims."""
        return ExcelImporter().identify(path)

    def annotate(self, path: Path, findings: Sequence[Finding], stream: BinaryIO) -> Sequence[str]:
        """Write a copy of *path* with *findings* to *stream*.

        Raises:
            SourceError: *path* is no workbook that can be used.
        """
        copied = open_copy(path)
        try:
            notes, data = _annotated(copied, path.name, findings)
        except Exception:
            if not copied.data:
                raise
            # openpyxl read what it cannot write back, and has no error of its own for that.
            notes, data = _annotated(open_copy(path, values_only=True), path.name, findings)
        stream.write(data)
        return notes


def _annotated(
    copied: Copied, file: str, findings: Sequence[Finding]
) -> tuple[tuple[str, ...], bytes]:
    """Return what the copy lacks, and the copy with *findings* about *file* in it."""
    book, sheets = copied.book, dict(copied.sheets)
    earlier = earlier_list(book)
    if earlier is not None:
        ours = {CellRef(file, earlier.title)}
        for name, sheet in sheets.items():
            ours |= {CellRef(file, name, cell) for cell in unmark(sheet, earlier.title)}
        findings = [finding for finding in findings if finding.place not in ours]
        sheets.pop(earlier.title, None)
        book.remove(earlier)
    marks = gather(sheets, file, findings)
    notes = list(copied.notes)
    beyond = sum(len(found) for found in marks.values()) - MOST_COMMENTS
    if beyond > 0:
        notes.append(
            f"有问题的单元格太多，前{MOST_COMMENTS}格写了批注，其余{beyond}格只标底色，内容见清单"
        )
    title = free_title(book)
    left = MOST_COMMENTS
    for name, found in marks.items():
        link_back(sheets[name], found, title, first_row(notes))
        left -= apply(sheets[name], found, left)
    listed = book.create_sheet(title, 0)
    write_list(listed, sheets, file, findings, notes)
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is listed  # two selected sheets are edited together
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
    book.calculation.fullCalcOnLoad = True
    out = BytesIO()
    save(book, copied.data, out)
    return tuple(notes), out.getvalue()
