"""What a header may mean: a field, an open month, a choice; and the text of headers, folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from attrs import frozen

from investtrack.model.columns import CellKind, Column
from investtrack.reading.headers.ignored_columns import IgnoredColumn
from investtrack.values.amount import Unit
from investtrack.values.text_width import INVISIBLE, without_marks
from investtrack.values.units import QuantityKind, money_unit, split_unit


_DASHES = str.maketrans(dict.fromkeys("—–－～‐‑‒―−~", "-"))
_UNSEEN = re.compile(rf"[\s{INVISIBLE}]+")
_LONGEST_KEPT = 64
_CASH = frozenset({QuantityKind.MONEY, QuantityKind.BARE})
_PERCENT = frozenset({QuantityKind.PERCENT, QuantityKind.POINTS})


def clean(text: object) -> str:
    """Return a header or label without spaces, line breaks and marks of notes, width folded."""
    written = str(text)
    return _kept(written) if len(written) <= _LONGEST_KEPT else _cleaned(written)


def _cleaned(text: str) -> str:
    folded = unicodedata.normalize("NFKC", without_marks(text)).translate(_DASHES)
    return _UNSEEN.sub("", folded)


_kept = lru_cache(maxsize=1 << 12)(_cleaned)
"""A header is cleaned once: it is asked for by whoever looks for tables, columns, months and units."""


@frozen
class Match:
    """What a header means.

    Attributes:
        column: the typed field.
        key: field key, with the month of a series.
        unit: unit of money the header names, if any.
        is_whole_year: whether it says 全年, which may be a forecast.
    """

    column: Column
    key: str
    unit: Unit | None = None
    is_whole_year: bool = False

    @property
    def label(self) -> str:
        """Chinese name, with the months of a series."""
        _, _, end = self.key.partition(".")
        if not end or self.column.kind is not CellKind.SERIES:
            return self.column.label
        number = int(end[5:])
        return f"{end[:4]}年{'1月' if number == 1 else f'1—{number}月'}{self.column.label}"


@frozen
class MissingMonth:
    """An amount cumulated from January to a month, or of a year, that the header does not name (今年累计完成投资)."""

    column: Column
    unit: Unit | None = None
    year: int | None = None
    month: int | None = None

    @property
    def label(self) -> str:
        """Chinese name."""
        return f"年初以来累计{self.column.label}"


@frozen
class Ambiguous:
    """A header with several meanings.

    Attributes:
        choices: what it may mean.
        default: what it means where its values do not tell, if anything.
    """

    choices: tuple[Match | MissingMonth | IgnoredColumn, ...]
    default: Match | None = None


Meaning = Match | MissingMonth | Ambiguous | IgnoredColumn


def bare(text: str) -> tuple[str, Unit | None, bool]:
    """Return a cleaned header without its unit, the unit, and whether it is per cent."""
    shorter, named = split_unit(text)
    if named is None or not shorter:
        return text, None, False
    if named.kind in _PERCENT:
        again, unit, _ = bare(shorter)
        return again, unit, True
    unit = money_unit(named.text)
    return (shorter, unit, False) if unit is not None else (text, None, False)


def odd_unit(text: str) -> str:
    """Return the unit of money in which no amounts are read that a header names (千元, 百万, 万美元); else nothing."""
    _, named = split_unit(clean(text))
    if named is None or named.kind not in _CASH or money_unit(named.text) is not None:
        return ""
    return named.text if named.kind is QuantityKind.MONEY or named.size > 1 else ""


def unit_of(text: str) -> Unit | None:
    """Return the unit of money that a header names."""
    return bare(clean(text))[1]


def year_in(text: str) -> int | None:
    """Return the year a text names."""
    found = re.search(r"((?:19|20)\d{2})年", clean(text))
    return int(found[1]) if found else None
