"""Lines that name the unit of a table: 单位：万元, 金额单位：亿元, （亿元）, 单位：亩、亿元.

A unit is a whole word: 填报单位：元江县 names none, nor does 单位：元江县发改局.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from investtrack.reading.headers.meanings import clean
from investtrack.values.amount import Unit
from investtrack.values.units import QuantityKind, money_unit, unit_named


_SAID = re.compile(
    r"(?:单位(?:均|都|统一)?[:为是]?|金额[:为]|unit[s]?[:])(?:人民币)?((?:(?!单位)[^()\[\];。:])+)|以(?:人民币)?([^()\[\];。:]{1,5}元)为单位",
    re.IGNORECASE,
)
_AT_END = re.compile(r"[(\[]([^()\[\]:]{1,4}元)[)\]]$")
_GOES_ON = re.compile(r"截至|截止|填报|填表|制表|编制|报送|时间|日期|[12]\d{3}[年.-]")
_BETWEEN = re.compile(r"[、,/|和及]")
# What is said of money in words that are no unit of it: 100万元, 拾万元, 億元.
_ODD = re.compile("[\\d十百千拾佰仟]*[万亿億萬兆]?[元圆圓]|[\\d十百千拾佰仟]+[万亿億萬]|[億萬]")
_MONEY = frozenset({QuantityKind.MONEY, QuantityKind.BARE})


@frozen
class SaidUnit:
    """A unit of money that a line names.

    Attributes:
        text: as written.
        unit: the unit; None where amounts are not read in it (千元, 万美元).
        row: zero-based row of its line.
        index: zero-based column.
    """

    text: str
    unit: Unit | None
    row: int = 0
    index: int = 0


def money_units(text: str) -> Iterator[SaidUnit]:
    """Yield the units of money that a line names."""
    cleaned = clean(text)
    lists = [found[1] or found[2] for found in _SAID.finditer(cleaned)]
    if not lists and (found := _AT_END.search(cleaned)):
        lists = [found[1]]
    for words in lists:
        for word in _BETWEEN.split(_GOES_ON.split(words)[0].rstrip("%")):
            named = unit_named(word)
            if named is not None and named.text and named.kind in _MONEY:
                yield SaidUnit(word, money_unit(word))
            elif named is None and _ODD.fullmatch(word):
                yield SaidUnit(word, None)


def unit_line(text: str) -> Unit | None:
    """Return the unit that a line such as 单位：万元 names."""
    return next((said.unit for said in money_units(text) if said.unit), None)


def said_units(rows: Sequence[Sequence[object]], start: int = 0) -> tuple[SaidUnit, ...]:
    """Return the units of money that lines name, each with its place; *start* is the row of the first."""
    return tuple(
        SaidUnit(said.text, said.unit, row, index)
        for row, cells in enumerate(rows, start)
        for index, cell in enumerate(cells)
        if isinstance(cell, str) and ("单位" in cell or "元" in cell)
        for said in money_units(cell)
    )
