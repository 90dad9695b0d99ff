"""What an input may come to: beyond it is a trap or an accident, and is refused in one sentence before it is read.

Each limit stands once, here; readers of every kind of file take theirs from it, and ``docs/security.md`` lists them. A real
ledger of 50,000 projects unpacks to some 80 MiB and holds two million cells: nothing honest comes near.
"""

from __future__ import annotations

from pathlib import Path

from investtrack.errors import SourceError


PACKED = 256 << 20
"""Bytes of a file as it lies on disk, whatever kind it is; of text (CSV, JSON, Markdown) that is all of it."""

UNPACKED = 1 << 30
"""Bytes of all parts of a packed file together (xlsx, docx, ods, zip), unpacked."""

PARTS = 10_000
"""Parts of a packed file."""

RATIO = 200
"""How many times a part may grow on unpacking, where it comes to more than ``LARGE_PART``."""

LARGE_PART = 50 << 20
"""Bytes up to which a part may be packed as tightly as it likes."""

CELLS = 24_000_000
"""Cells of one sheet, blank ones within its rectangle counted: 32 bytes each while they are read."""

COLUMNS = 16_384
"""Columns of a sheet, as in Excel."""

MERGES = 1_000_000
"""Merged ranges of a sheet: 50,000 projects of two rows with 18 columns merged over both have 900,000."""

CELL_TEXT = 32_767
"""Characters of a cell, as in Excel, or of a paragraph of a document."""

SETTINGS = 1 << 20
"""Bytes of a file that states rules: profiles and answers (TOML)."""

TEMPLATE_STEPS = 2_000_000
"""Pieces of a template that are gone through, each time of a loop counted: our own report of 5,000 projects takes 3,600."""

TEMPLATE_TEXT = 128 << 20
"""Characters that a template prints."""

FORM_STEPS = 20_000_000
"""Records that the expressions of a form go through, each time counted: 5,000 projects on our own forms take some 100,000."""

CONDITION_WORDS = 200
"""Words and signs of a form's condition, brackets among them."""

NESTING = 200
"""How deep elements, lists and tables may lie within one another."""

MEMORY = 1 << 30
"""Bytes that reading one input may take beyond what the process holds already."""


def bounded_bytes(path: Path, most: int = PACKED) -> bytes:
    """Return the bytes of the file at *path*.

    Raises:
        SourceError: it cannot be read, or has more than *most* bytes; nothing of it is read then.
    """
    try:
        size = path.stat().st_size
        if size > most:
            raise SourceError(
                path, f"文件有{size:,}字节，超过{most:,}字节，不像要用的文件，没有打开"
            )
        return path.read_bytes()
    except OSError as error:
        raise SourceError(path, f"读不了这个文件（{error.strerror or error}）") from error


def demand_short(path: Path, place: str, text: str) -> None:
    """Refuse a text that no program writes into a cell and nobody into a paragraph.

    Raises:
        SourceError: it has more than ``CELL_TEXT`` characters.
    """
    if len(text) > CELL_TEXT:
        raise SourceError(
            path,
            f"{place}有{len(text):,}个字，超过{CELL_TEXT:,}个，不像人写的，没有读取；请检查是不是粘错了内容",
        )


def demand_few_merges(path: Path, sheet: str, number: int) -> None:
    """Refuse a sheet that is merged more than anybody merges one.

    Raises:
        SourceError: there are more than ``MERGES`` merged ranges.
    """
    if number > MERGES:
        raise SourceError(
            path,
            f"“{sheet}”表的合并单元格有{number:,}处，超过{MERGES:,}处，没有读取；请取消多余的合并后另存再试",
        )


def too_much_memory(most: int = MEMORY) -> str:
    """Return the sentence that refuses an input for the memory it takes."""
    size = f"{most / (1 << 30):g}吉" if most >= 1 << 30 else f"{most / (1 << 20):g}兆"
    return (
        f"读它要用的内存超过{size}字节，不像要用的文件，没有读取；请删去多余的内容，或拆成几份再试"
    )
