"""Opens a workbook, or says in one sentence why it cannot be used."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from investtrack.errors import SourceError
from investtrack.findings import Finding
from investtrack.input_limits import MEMORY, bounded_bytes, demand_few_merges
from investtrack.model.source import CellRef
from investtrack.plugin.sources.trial import TRIED_CELLS, demand_possible
from investtrack.reading.sheet import SheetMarks
from investtrack_excel.files.findings import FINDINGS
from investtrack_excel.files.xlsx_scan import scan
from investtrack_ooxml.package import BOUNDS, OLE, is_encrypted


if TYPE_CHECKING:
    import zipfile

    from python_calamine import CalamineWorkbook

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".et")
_ZIP = b"PK\x03\x04"
_ODS = (
    b"application/vnd.oasis.opendocument.spreadsheet"  # the first member of such an archive, stored
)
SIGNATURES = (_ZIP, OLE)
# The error values that the reader knows; and a cell that holds one.
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_ERROR_CELL = re.compile(
    rb"(<(?:\w+:)?c\b[^<>]*\bt\s*=\s*[\"']e[\"'][^<>]*>\s*(?:<(?:\w+:)?f\b[^<>]*/>|<(?:\w+:)?f\b[^<>]*>[^<]*</(?:\w+:)?f>)?\s*<(?:\w+:)?v\b[^<>]*>)"
    rb"\s*(#[^<\s]*)\s*(</)"
)
_UNCHECKED = 1 << 20
_LOCKED = "文件有打开密码，无法读取；请在 Excel 或 WPS 里去掉密码后另存再试"
_CUT = "文件不完整或已损坏，可能没有下载、复制完；请重新取得这份台账"
_BOMB = "文件展开后大得不正常，疑似压缩炸弹，没有读取；请另存一份只含数据的工作簿"
NOT_WHOLE = "不是完好的工作簿，无法读取；请用 Excel 或 WPS 打开后另存为 xlsx 再试"


@frozen(eq=False)
class Opened:
    """A workbook opened for reading.

    Attributes:
        book: calamine's workbook.
        guarded: sheet name → what its XML or records hold that the reader does not tell.
        findings: what is worth knowing of the file itself.
    """

    book: CalamineWorkbook
    guarded: dict[str, SheetMarks]
    findings: tuple[Finding, ...]


@contextmanager
def reading(path: Path, reason: str) -> Iterator[None]:
    """Turn every failure of the reader, its panics on damaged files included, into a SourceError."""
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, OSError, ValueError) as error:
        raise SourceError(path, reason) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3 derives it from BaseException
            raise
        raise SourceError(path, reason) from error


def open_workbook(path: Path) -> Opened:  # noqa: C901 - one branch a kind of file
    """Open *path* for reading; it is never written to.

    Raises:
        SourceError: it is absent, empty, damaged, locked, a bomb, or no workbook.
    """
    data = _bytes(path)
    guarded: dict[str, SheetMarks] = {}
    findings: list[Finding] = []
    suffix = path.suffix.lower()
    if data.startswith(_ZIP):
        guarded, has_macros = _guarded(path, data)
        if has_macros:
            findings.append(FINDINGS.make("file-has-macros", CellRef(path.name, "")))
        is_ods = b"xl/workbook.xml" not in data
        data = _for_reader(data) if is_ods else data
        if suffix in ({".xls", ".et", ".xlsx", ".xlsm"} if is_ods else {".xls", ".et", ".ods"}):
            findings.append(_mislabelled(path, f"实际是 {'ods' if is_ods else 'xlsx'} 格式"))
    elif data.startswith(OLE):
        if is_encrypted(data):
            raise SourceError(path, _LOCKED)
        from investtrack_excel.files.biff import is_sound
        from investtrack_excel.files.biff_scan import scan_biff

        if not is_sound(data):
            raise SourceError(path, NOT_WHOLE)
        guarded = scan_biff(data)
        if suffix not in {".xls", ".et", ""}:
            findings.append(_mislabelled(path, "实际是 xls 格式"))
    else:
        raise SourceError(path, _what(data, path))
    for name, marks in guarded.items():
        demand_few_merges(path, name, marks.merges or len(marks.merged))
    from python_calamine import CalamineWorkbook, PasswordError

    data = _with_known_errors(data, guarded)
    near = {name: marks for name, marks in guarded.items() if not marks.corner}
    if sum(marks.extent for marks in near.values()) > TRIED_CELLS:
        demand_possible(path, partial(_read_whole, data, near), MEMORY // 2)
    try:
        with reading(path, NOT_WHOLE):
            book = CalamineWorkbook.from_filelike(BytesIO(data))
    except SourceError as error:
        if isinstance(error.__cause__, PasswordError):
            raise SourceError(path, _LOCKED) from error
        raise
    return Opened(book, guarded, tuple(findings))


def _read_whole(data: bytes, names: Collection[str]) -> None:
    """Read every cell of the sheets *names* and keep nothing: a trial of a workbook that takes up much."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for name in book.sheet_names:
        if name in names:
            for _ in book.get_sheet_by_name(name).iter_rows():
                pass


def _for_reader(data: bytes) -> bytes:
    from investtrack_excel.files.ods_scan import without_spaces

    return without_spaces(data)


def _with_known_errors(data: bytes, guarded: dict[str, SheetMarks]) -> bytes:
    """Return a workbook whose newer error values (#SPILL!) are #N/A: the reader gives up the sheet over one.

    What the scan noted of them stays as it was written.
    """
    errors = {e for marks in guarded.values() for e in marks.errors.values() if e.startswith("#")}
    if not data.startswith(_ZIP) or errors <= _ERRORS:
        return data
    import zipfile

    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if "worksheets/" in part.filename:
                content = _ERROR_CELL.sub(_known_error, content)
            new.writestr(part.filename, content)
    return made.getvalue()


def _known_error(cell: re.Match[bytes]) -> bytes:
    return cell[0] if cell[2].decode(errors="replace") in _ERRORS else cell[1] + b"#N/A" + cell[3]


def too_large(sheet: str, corner: str) -> str:
    """Return why a sheet whose cells reach to *corner* is not read."""
    return (
        f"“{sheet}”表一直延伸到 {corner}，大得无法读取；请删去数据以下、以右多余的单元格后另存再试"
    )


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise SourceError(path, "这是一个文件夹，不是工作簿；请给出文件夹里的台账文件")
    if not path.exists():
        raise SourceError(path, "没有这个文件，请检查路径")
    data = bounded_bytes(path)
    if not data:
        raise SourceError(path, "文件是空的（0字节），请重新取得这份台账")
    return data


def _guarded(path: Path, data: bytes) -> tuple[dict[str, SheetMarks], bool]:
    """Return what the sheets' XML holds, and whether there are macros."""
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _weigh(path, archive)
            guarded = scan(archive)
            if not guarded:
                from investtrack_excel.files.ods_scan import scan_ods

                guarded = scan_ods(archive)
                # This reader lays out all sheets of such a file at once, when it opens it.
                for name, sheet in guarded.items():
                    if sheet.corner:
                        raise SourceError(path, too_large(name, sheet.corner))
            return guarded, any(name.endswith("vbaProject.bin") for name in archive.namelist())
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(path, _CUT) from error


def _weigh(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks to more than any ledger does, or to more than it says."""
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise SourceError(path, "压缩包有密码，无法读取；请去掉密码后再试")
    if BOUNDS.broken_by(archive):
        raise SourceError(path, _BOMB)
    for member in members:
        # Sheets are unpacked by the scan; the rest here, where it could be more than it says.
        if member.compress_size > _UNCHECKED and "worksheets/" not in member.filename:
            with archive.open(member) as stream:
                while stream.read(1 << 20):
                    pass


def _what(data: bytes, path: Path) -> str:
    head = data[:2048].lstrip().lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        return "内容是网页或 XML，不是 Excel 工作簿；请用 Excel 或 WPS 打开后另存为 xlsx"
    if b"\x00" not in data[:4096]:
        return f"内容是文本（如 CSV），不是 Excel 工作簿，只是名字叫 {path.suffix}；请用 Excel 或 WPS 打开后另存为 xlsx"
    return "不是 Excel 工作簿（认不出格式）；请用 Excel 或 WPS 打开后另存为 xlsx"


def _mislabelled(path: Path, actual: str) -> Finding:
    place = CellRef(path.name, "")
    return FINDINGS.make("file-mislabelled", place, suffix=path.suffix, actual=actual)
