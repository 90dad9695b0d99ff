"""Packs what XlsxWriter makes: bodies and shared strings go straight from where they are into the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from investtrack_excel.export.body import sheet_class
from investtrack_excel.export.cell_text import are_plain, escaped


if TYPE_CHECKING:
    from xlsxwriter.sharedstrings import SharedStringTable
    from xlsxwriter.workbook import Workbook


# A third larger than at the usual level, in a quarter of the time, which is much of a large workbook's.
_LEVEL = 1
_STRINGS_AT_ONCE = 512
_STRINGS = "xl/sharedStrings.xml"


@cache
def workbook_class() -> type[Workbook]:  # noqa: C901 - classes within, of short methods
    """Return XlsxWriter's workbook, packed by us; made when a workbook is written, not before."""
    from xlsxwriter.packager import Packager
    from xlsxwriter.workbook import Workbook

    bodied = sheet_class()

    class OurPackager(Packager):  # type: ignore[misc]
        """Keeps each part as text, and leaves out what can be streamed."""

        def __init__(self, stream: BinaryIO) -> None:
            super().__init__()
            self._stream = stream
            self._sheets: dict[str, Any] = {}

        def _set_in_memory(self, in_memory: bool) -> None:  # noqa: ARG002, FBT001 - XlsxWriter's
            super()._set_in_memory(True)  # noqa: FBT003 - XlsxWriter's

        def _write_worksheet_files(self) -> None:
            before = len(self.filenames)
            super()._write_worksheet_files()
            made = zip(self.filenames[before:], self.workbook.worksheets(), strict=True)
            self._sheets = {part[1]: sheet for part, sheet in made if isinstance(sheet, bodied)}

        def _write_shared_strings_file(self) -> None:
            if self.workbook.str_table.count:
                self.filenames.append((None, _STRINGS, False))

        def _create_package(self) -> list[object]:
            """Write the archive, and leave XlsxWriter nothing to pack."""
            parts = super()._create_package()
            with ZipFile(self._stream, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
                pieces: Iterable[bytes]
                for content, name, is_binary in parts:
                    if name == _STRINGS:
                        pieces = _strings(self.workbook.str_table)
                    elif name in self._sheets:
                        pieces = self._sheets[name].pieces(content.getvalue())
                    else:
                        text = content.getvalue()
                        pieces = (text if is_binary else text.encode(),)
                    _put(archive, name, pieces)
            return []

    class OurWorkbook(Workbook):  # type: ignore[misc]
        """A workbook written to a stream."""

        def __init__(self, stream: BinaryIO, options: dict[str, object]) -> None:
            super().__init__(BytesIO(), options)
            self._stream = stream

        def _get_packager(self) -> Packager:
            return OurPackager(self._stream)

    return OurWorkbook


@contextmanager
def new_workbook(stream: BinaryIO) -> Iterator[Any]:
    """Give a workbook whose text is text, and write it to *stream* at the end.

    Raises:
        OSError: there is no room for it.
    """
    from xlsxwriter.exceptions import FileCreateError

    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    workbook = workbook_class()(stream, options)
    try:
        yield workbook
        workbook.close()
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error  # the host knows what no room is
    finally:
        for sheet in workbook.worksheets():
            if isinstance(sheet, sheet_class()):
                sheet.drop()


def _put(archive: ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    with archive.open(name, "w") as part:
        for piece in pieces:
            part.write(piece)


def _strings(table: SharedStringTable) -> Iterator[bytes]:
    """Yield the part of shared strings, some thousand at once."""
    yield (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'count="{table.count}" uniqueCount="{table.unique_count}">'
    ).encode()
    texts = iter(table.string_array)
    while some := list(islice(texts, _STRINGS_AT_ONCE)):
        if are_plain(some):
            yield f"<si><t>{'</t></si><si><t>'.join(some)}</t></si>".encode()
        else:
            yield "".join(map(_string, some)).encode()
    yield b"</sst>"


def _string(text: str) -> str:
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<si><t{space}>{escaped(text)}</t></si>"
