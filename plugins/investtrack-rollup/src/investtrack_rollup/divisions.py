"""Codes and names of administrative divisions (GB/T 2260) by year.

The table is that of python-stdnum (``stdnum/cn/loc.dat``): every code since 1980 with the years in which it was in use
under each name, kept from the yearly lists of the Ministry of Civil Affairs as Wikipedia's 中华人民共和国行政区划代码 has
them. Its newest year is that of the installed release (2.2: the end of 2025); later changes are brought by a roster of
one's own. What is in force in 2025 was held against another list of that year: 3,211 codes agree but for those that
``_MENDED`` mends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from attrs import frozen


_NAME = re.compile(r"(?:\[(?P<first>\d{4})?-(?P<last>\d{4})?\])?(?P<name>[^,\[]+)")
# Rows that group others, and are nobody's ledger.
_GROUPS = re.compile(r"市辖[区县]|[县市]|.*直辖县级行政[单位区划]+")


_NOW = 9999
# What release 2.2 lacks (杭州市, the Ministry's list of 2021), or writes in traditional characters.
_MENDED = {
    "330113": "[2021-]临平区",
    "330114": "[2021-]钱塘区",
    "810000": "香港特别行政区",
    "820000": "澳门特别行政区",
}


@frozen
class Division:
    """A division as its code is in use in a year.

    Attributes:
        code: six digits.
        name: its official name.
        above: names of those above it, the province first.
        first: the first year of the name; None where it is as old as the list.
        last: the last year of it; None where it is in use.
    """

    code: str
    name: str
    above: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None


def division(code: str, year: int) -> Division | None:
    """Return what *code* is in *year*; None where it is not in use then, or was never."""
    return next((each for each in divisions(code) if _holds(each, year)), None)


@cache
def divisions(code: str) -> tuple[Division, ...]:
    """Return everything that *code* was, the newest first; in the year of a change it is both."""
    province = next(_names(code[:2] + "0000", "province"), None)
    if province is None:
        return ()
    if code.endswith("0000"):
        return (Division(code, province.name),)
    found = []
    for each in _names(code, "county"):
        above = [province.name]
        if not code.endswith("00"):
            cities = [*_names(code[:4] + "00", "county")]
            city = next((one for one in cities if _holds(one, each.last or _NOW)), None)
            if city is not None and not _GROUPS.fullmatch(city.name):
                above.append(city.name)
        found.append(Division(code, each.name, tuple(above), first=each.first, last=each.last))
    return tuple(found)


def _holds(one: Division, year: int) -> bool:
    return (one.first or year) <= year <= (one.last or year)


def _names(code: str, key: str) -> Iterator[Division]:
    """Yield the names of a code with their years, the newest first."""
    from stdnum import numdb

    parts = numdb.get("cn/loc").info(code)
    said = _MENDED.get(code) or next((each[key] for _, each in parts if key in each), "")
    for match in reversed([*_NAME.finditer(said)]):
        years = (int(match[each]) if match[each] else None for each in ("first", "last"))
        first, last = years
        yield Division(code, match["name"].strip(), first=first, last=last)
