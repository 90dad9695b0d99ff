"""CSV files and zips of them as rows of text: encodings, delimiters, and what is too broken to read."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from investtrack.errors import SourceError
from investtrack.input_limits import CELL_TEXT, CELLS, COLUMNS, PACKED, bounded_bytes
from investtrack.model.ledger import INFO_SHEET, Sheet
from investtrack.values.cell import bare


_DELIMITERS = ",\t;，"
_SEP = re.compile(r'"?sep=(\\t|.)"?,*', re.IGNORECASE)
_NUMBER = re.compile(r"\s*[+-]?\d+(?:\.\d+)?\s*")
_LOOKED_AT = 50  # lines from which the delimiter is told
_LEAST_CELLS = 3
_QUOTED = re.compile(r'="((?:[^"]|"")*)"')
_UTF8_NAME = 0x800


def sheet_of(stem: str, sheets: Sequence[Sheet]) -> str | None:
    """Return which of *sheets*, or 基本信息, a file name without its suffix is, or None."""
    name = stem.strip()
    if name == INFO_SHEET:
        return name
    return next((each.name for each in sheets if name in {each.name, *each.synonyms}), None)


def zipped_sheets(path: Path, sheets: Sequence[Sheet]) -> dict[str, str]:
    """Return name of one of *sheets*, or 基本信息 → member of the zip at *path*; of no zip, nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return {}
    found: dict[str, str] = {}
    for member in members:
        name = PurePosixPath(_name(member))
        sheet = sheet_of(name.stem, sheets) if name.suffix.lower() == ".csv" else None
        if sheet is not None:
            found.setdefault(sheet, member.filename)
    return found


def _name(member: zipfile.ZipInfo) -> str:
    # Zips made on a Chinese Windows name members in GBK and do not say so.
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def read_member(path: Path, member: str) -> bytes:
    """Return the bytes of one member.

    Raises:
        SourceError: the zip is damaged, locked, or its member too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(member).file_size > PACKED:
                raise SourceError(path, f"“{member}”太大，无法读取")
            return archive.read(member)
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        LookupError,
        ValueError,
        EOFError,
    ) as error:
        raise SourceError(path, f"压缩包已损坏或有密码（{error}）") from error


def rows_of(path: Path, data: bytes) -> Iterator[list[str]]:
    """Yield the rows of CSV *data*: UTF-8, UTF-16 with its mark, or GBK as Excel writes it in China.

    A first line such as ``sep=;`` names the delimiter and is an empty row; what guards a cell from being run
    (an apostrophe, ``="0012"``) is taken off.

    Raises:
        SourceError: it is none of these, or not CSV.
    """
    lines = list(io.StringIO(_decoded(path, data), newline=""))
    if lines and (named := _SEP.fullmatch(lines[0].strip())):
        delimiter, lines[0] = named[1].replace("\\t", "\t"), "\n"
    else:
        delimiter = _delimiter(lines[:_LOOKED_AT])
    width = max((line.count(delimiter) + 1 for line in lines), default=0)
    if width * len(lines) > CELLS:
        raise SourceError(path, f"表有{len(lines):,}行、最宽的{width:,}列，大得无法读取；请删去多余的行和列再试")  # fmt: skip
    reader = csv.reader(lines, delimiter=delimiter, strict=False)
    last = begun = widest = 0  # lines that the rows before the last one take up, and all rows
    try:
        for row in reader:
            last, begun = begun, reader.line_num
            if begun - last > 1 and _is_swallowed(lines[last:begun], row, delimiter, widest):
                raise SourceError(
                    path, f"第{last + 1}行有一个引号没有配对，它以下的{begun - last - 1}行都算进了这一格；请补上引号，或用 Excel、WPS 另存为 CSV 再试"
                )  # fmt: skip
            if begun - last == 1 and '"' in lines[last] and _is_torn(lines[last], row, delimiter):
                raise SourceError(path, f"第{begun}行有一个引号没有配对，它把几格并成了一格；请补上引号，或用 Excel、WPS 另存为 CSV 再试")  # fmt: skip
            if len(row) > widest:
                widest = len(row)
                _demand_narrow(path, widest, begun)
            if begun - last > 1 or len(lines[last]) > CELL_TEXT:
                _demand_short(path, row, begun)
            yield [_unguarded(cell) for cell in row]
    except csv.Error as error:
        raise SourceError(path, f"不是可用的 CSV（第{begun + 1}行起：{error}）") from error


def csv_rows(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file in UTF-8, UTF-16 or GBK, separated by commas, tabs or semicolons.

    Raises:
        SourceError: it cannot be read, or is no text.
    """
    return list(rows_of(path, bounded_bytes(path)))


def _demand_narrow(path: Path, width: int, line: int) -> None:
    if width > COLUMNS:
        raise SourceError(path, f"第{line}行有{width:,}列，一张表最多{COLUMNS:,}列，没有读取；请检查分隔符，删去多余的列再试")  # fmt: skip


def _demand_short(path: Path, row: list[str], line: int) -> None:
    for column, cell in enumerate(row, 1):
        if len(cell) > CELL_TEXT:
            raise SourceError(
                path,
                f"第{line}行第{column}列有{len(cell):,}个字，一个单元格最多{CELL_TEXT:,}个；请检查引号和分隔符，或另存为 xlsx",
            )


def _delimiter(lines: list[str]) -> str:
    """Return what parts the cells: it is in the most lines; a title may have a comma of its own."""
    counts = {mark: [line.count(mark) for line in lines] for mark in _DELIMITERS}
    return max(
        _DELIMITERS,
        key=lambda mark: (sum(map(bool, counts[mark])), max(counts[mark], default=0)),
    )


def _is_torn(line: str, row: list[str], delimiter: str) -> bool:
    """Whether a cell of a line holds further ones: its quote was closed by that which opens a later cell."""
    if len(row) == 1 or not any(delimiter in cell for cell in row):
        return False
    try:
        list(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return True
    return False


def _is_swallowed(lines: list[str], row: list[str], delimiter: str, widest: int) -> bool:
    """Whether *lines*, read as one *row*, hold further rows: a quote was not closed, or closed by that of a later cell."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return True
    inside = sum(cell.count(delimiter) for cell in row if "\n" in cell or "\r" in cell)
    return inside >= widest - 1 and any(_is_row(line, delimiter, widest) for line in lines[1:])


def _is_row(line: str, delimiter: str, widest: int) -> bool:
    """Whether a line by itself is as wide as the rows above, with a number in it."""
    cells = line.replace('"', "").split(delimiter)
    return len(cells) == widest >= _LEAST_CELLS and any(map(_NUMBER.fullmatch, cells))


def _unguarded(text: str) -> str:
    if text[:1] == "=" and (quoted := _QUOTED.fullmatch(text)):
        return quoted[1].replace('""', '"')
    return bare(text) if text[:1] == "'" else text


def _decoded(path: Path, data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        tries: tuple[str, ...] = ("utf-16",)
    else:
        tries = ("utf-8-sig",) if data.startswith(codecs.BOM_UTF8) else ("utf-8", "gb18030")
    for encoding in tries:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError(path, "文字编码读不懂；请用 Excel 或 WPS 另存为“CSV UTF-8”再试")
