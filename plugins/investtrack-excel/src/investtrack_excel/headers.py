"""Finds the header row of a sheet and says which column is which field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.ledger import SHEETS, Sheet
from investtrack.values.amount import Unit
from investtrack.values.period import month


_SCANNED = 15
_UNITS = {"元": Unit.YUAN, "万元": Unit.WAN, "万": Unit.WAN, "亿元": Unit.YI, "亿": Unit.YI}
_UNIT = re.compile(r"[(（\[【]?\s*(?:单位[:：]?)?\s*(亿元|万元|元)\s*[)）\]】]?$")
_UNIT_LINE = re.compile(r"(?:金额|计量)?单位\s*[:：]\s*(亿元|万元|元)")
_YTD = re.compile(r"^(?:(\d{4})年)?(?:1|元)?月?[-~至到]*(\d{1,2})月(?:份)?(?:累计)?(.*)$")
_YEAR = re.compile(r"^(?:\d{4}|本|今|当)年(?:度)?")
_BEFORE_YEAR = re.compile(r"^(?:截至|截止|至|到)?(\d{4})年(?:年)?底")
_DASHES = str.maketrans(dict.fromkeys("—–－～‐−", "-"))


def clean(text: object) -> str:
    """Return a header or label without spaces and line breaks, width folded."""
    folded = unicodedata.normalize("NFKC", str(text)).translate(_DASHES)
    return re.sub(r"\s+", "", folded)


@frozen
class Placed:
    """A column of a sheet that was recognised.

    Attributes:
        index: zero-based column.
        column: the typed field.
        key: field key, with the month of a series or the name of a paper.
        unit: unit named in the header, if any.
        header: the header as written.
    """

    index: int
    column: Column
    key: str
    unit: Unit | None
    header: str


@frozen
class Layout:
    """How a sheet is laid out.

    Attributes:
        header_row: zero-based last header row.
        placed: recognised columns.
        unknown: zero-based column → header text, of headers not recognised.
        doubled: headers that repeat a field already placed.
        unit: unit of the sheet's 单位 line, if any.
    """

    header_row: int
    placed: tuple[Placed, ...]
    unknown: dict[int, str] = field(factory=dict)
    doubled: tuple[tuple[int, str], ...] = ()
    unit: Unit | None = None


@lru_cache(maxsize=64)
def _vocabulary(record: type) -> dict[str, Column]:
    """Return cleaned label and synonyms → column; the canonical label wins over any synonym."""
    known: dict[str, Column] = {}
    for column in columns(record):
        if column.kind is not CellKind.SERIES:
            for name in column.synonyms:
                known.setdefault(_bare(name)[0], column)
    for column in columns(record):
        if column.kind not in {CellKind.SERIES, CellKind.PAPERS}:
            known[_bare(column.label)[0]] = column
    return known


def _bare(header: str) -> tuple[str, Unit | None]:
    text = clean(header)
    text = re.sub(r"[(（](%|百分比)[)）]$|[(（]可选[)）]$", "", text)
    found = _UNIT.search(text)
    if found and found.start() > 0:
        return text[: found.start()], _UNITS[found[1]]
    return text, None


def match(header: str, record: type, year: int | None) -> tuple[Column, str, Unit | None] | None:
    """Return the field a header means, its key and unit; None where it means none."""
    text, unit = _bare(header)
    if not text:
        return None
    known = _vocabulary(record)
    if text in known:
        return known[text], known[text].key, unit
    if series := _series(text, record, year):
        return (*series, unit)
    if _BEFORE_YEAR.match(text) and "累计" in text:
        column = known.get("到上年底累计完成投资")
        return (column, column.key, unit) if column else None
    plain = _YEAR.sub("", text)
    if plain != text:
        for form in (plain, f"年度{plain}", f"当年{plain}", f"今年{plain}"):
            if form in known:
                return known[form], known[form].key, unit
    return None


def _series(text: str, record: type, year: int | None) -> tuple[Column, str] | None:
    found = _YTD.match(text)
    if not found or not (number := int(found[2])) or number > 12:  # noqa: PLR2004 - months
        return None
    named = int(found[1]) if found[1] else year
    if named is None:
        return None
    rest = found[3]
    for column in columns(record):
        if column.kind is not CellKind.SERIES:
            continue
        wanted = _bare(column.pattern.split("{M}")[1])[0]
        if rest in {wanted, wanted.replace("完成", ""), f"累计{wanted}"} and _is_ytd(text):
            return column, f"{column.key}.{month(named, number)}"
    return None


def _is_ytd(text: str) -> bool:
    return re.match(r"^(?:\d{4}年)?(?:1|元)月?[-~至到]", text) is not None


Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]
"""Merged ranges as ((top, left), (bottom, right)), zero-based."""


def find_layout(
    rows: Sequence[Sequence[Any]], sheet: Sheet, year: int | None, merged: Merged = ()
) -> Layout | None:
    """Return the layout of a sheet, or None where no row is its header.

    A header merged downward ends where its merge ends, so that sub-headers are no record.
    """
    best: tuple[int, int, tuple[str, ...]] | None = None
    for number, row in enumerate(rows[:_SCANNED]):
        texts = _texts(row)
        score = sum(match(text, sheet.record, year) is not None for text in texts if text)
        if score and (best is None or score > best[0]):
            best = (score, number, texts)
        if number + 1 < len(rows) and score:
            joined = _joined(texts, _texts(rows[number + 1]))
            both = sum(match(text, sheet.record, year) is not None for text in joined if text)
            if best is None or both > best[0]:
                best = (both, number + 1, joined)
    if best is None or best[0] < min(2, len(columns(sheet.record))):
        return None
    number, texts = best[1], best[2]
    last = max(
        (bottom for (top, _), (bottom, _) in merged if top <= number < bottom < _SCANNED),
        default=number,
    )
    for below in rows[number + 1 : last + 1]:
        texts = _joined(texts, _texts(below))
    return _layout(last, texts, sheet, year, _unit_above(rows[:number]))


def _texts(row: Sequence[Any]) -> tuple[str, ...]:
    return tuple(cell if isinstance(cell, str) else "" for cell in row)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return, for a header of two rows, the lower text where there is one, else the upper."""
    return tuple(
        below if below.strip() else above for above, below in zip(upper, lower, strict=False)
    )


def _unit_above(rows: Sequence[Sequence[Any]]) -> Unit | None:
    for row in rows:
        for cell in row:
            if isinstance(cell, str) and (found := _UNIT_LINE.search(clean(cell))):
                return _UNITS[found[1]]
    return None


def _layout(
    number: int, texts: Sequence[str], sheet: Sheet, year: int | None, unit: Unit | None
) -> Layout:
    placed: dict[str, Placed] = {}
    unknown: dict[int, str] = {}
    doubled: list[tuple[int, str]] = []
    for index, text in enumerate(texts):
        if not text.strip():
            continue
        found = match(text, sheet.record, year)
        if found is None:
            unknown[index] = text.strip()
        elif found[1] in placed:
            doubled.append((index, text.strip()))
        else:
            placed[found[1]] = Placed(index, found[0], found[1], found[2], text.strip())
    return Layout(number, tuple(placed.values()), unknown, tuple(doubled), unit)


def sheet_named(name: str) -> Sheet | None:
    """Return the standard sheet of that name or synonym."""
    text = clean(name)
    for sheet in SHEETS:
        if text == sheet.name or text in sheet.synonyms:
            return sheet
    return None


def sheet_like(
    rows: Sequence[Sequence[Any]], year: int | None, merged: Merged = ()
) -> tuple[Sheet, Layout] | None:
    """Return the standard sheet whose headers these rows have beyond doubt: its name column, three more, no rival."""
    found: list[tuple[int, Sheet, Layout]] = []
    for sheet in SHEETS:
        layout = find_layout(rows, sheet, year, merged)
        if layout is None:
            continue
        keys = {place.key for place in layout.placed}
        required = {column.key for column in columns(sheet.record) if column.required}
        if required <= keys and len(keys) >= 4:  # noqa: PLR2004 - the name and three more
            found.append((len(keys), sheet, layout))
    found.sort(key=lambda item: -item[0])
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    return found[0][1], found[0][2]
