"""Says which field a header means, in which month and unit."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from attrs import evolve, frozen

from investtrack.model.columns import CellKind, Column, columns
from investtrack.values.amount import Unit
from investtrack.values.period import month


_DASHES = str.maketrans(dict.fromkeys("—–－～‐‑‒―−~", "-"))
_UNITS = {"元": Unit.YUAN, "万元": Unit.WAN, "万": Unit.WAN, "亿元": Unit.YI, "亿": Unit.YI}
_UNIT = re.compile(r"(?:[(\[【](?:单位:?)?(亿元|万元|元|万|亿)[)\]】]|(?:单位:?)?(亿元|万元))$")
_UNIT_LINE = re.compile(r"单位:?(?:人民币)?(亿元|万元|元)")
_PERCENT = re.compile(r"\((?:%|百分比|百分点)\)$|%$")
_REMARK = re.compile(r"\([^()元美%]*\)$|\[[^\[\]元美%]*\]$")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、]|[*※★]+)")
_YEAR = re.compile(r"^(?:(\d{4})|本|今|当)年(?:度)?")
_SPAN = re.compile(
    r"^(?:(\d{4})年(?:度)?|本年|今年)?(?:(?:0?1|元)月?(?:份)?[-至到]+(\d{1,2})月(?:份)?|(1)月(?:份)?|"
    r"(一季度|第一季度|上半年|前三季度|全年))(.+)$"
)
_NAMED_SPANS = {"一季度": 3, "第一季度": 3, "上半年": 6, "前三季度": 9, "全年": 12}
_BEFORE = re.compile(
    r"^(?:自?开工(?:建设)?)?(?:以来)?(?:截至|截止|至|到)?"
    r"(?:(\d{4})年(?:12月)?(?:年)?|上年(?:度)?|上一年(?:度)?|去年)(?:底|末)(?:止)?累计(?:完成)?(?:投资)?(?:额)?$"
)
_SERIES_WORDS = {
    "计划完成投资": {"计划投资", "计划完成"},
    "完成投资": {"实际完成投资", "投资完成", "实际投资", "实际完成"},
    "预计贡献投资": {"预计贡献", "贡献投资", "预计完成投资"},
    "计划营业收入": {"计划营收"},
    "实际营业收入": {"营业收入", "实际营收", "完成营业收入"},
}
_GENERIC = frozenset(
    {"单位名称", "业主名称", "名称", "单位", "姓名", "合计", "小计", "金额", "总额", "数额"}
)
_THIS_YEAR = frozenset({"year_plan"})


def clean(text: object) -> str:
    """Return a header or label without spaces and line breaks, width folded."""
    folded = unicodedata.normalize("NFKC", str(text)).translate(_DASHES)
    return re.sub(r"\s+", "", folded)


@frozen
class Match:
    """What a header means.

    Attributes:
        column: the typed field.
        key: field key, with the month of a series.
        unit: unit of money the header names, if any.
    """

    column: Column
    key: str
    unit: Unit | None = None


def unit_line(text: str) -> Unit | None:
    """Return the unit that a line such as 单位：万元 names."""
    found = _UNIT_LINE.search(clean(text))
    return _UNITS[found[1]] if found else None


def year_in(text: str) -> int | None:
    """Return the year a title names."""
    found = re.search(r"((?:19|20)\d{2})年", clean(text))
    return int(found[1]) if found else None


def match(parts: tuple[str, ...], record: type, year: int | None) -> Match | None:
    """Return what a header means, None where it means nothing known.

    Args:
        parts: its text, from the group above to the header itself; one text where there is no group.
        record: the record type of the sheet.
        year: the year where the header names none.
    """
    texts = [text for text in map(clean, parts) if text]
    if not texts:
        return None
    own, group = texts[-1], "".join(texts[:-1])
    if not group:
        return _match(own, record, year)
    named = year_in(group)
    found = _match(group + own, record, year)
    if found is None and len(texts) > 2:  # noqa: PLR2004 - two groups above
        found = _match(texts[-2] + own, record, named or year)
    if found is None and own in _GENERIC:
        return _match(texts[-2], record, named or year)
    if found is None:
        found = _match(own, record, named or year)
        if found and found.key in _THIS_YEAR and named and year and named != year:
            return None
    return found


def _match(text: str, record: type, year: int | None) -> Match | None:
    text, unit, is_percent = _bare(text)
    if not text:
        return None
    found = _named(text, record, year) or _span(text, record, year)
    if found is None:
        shorter = _REMARK.sub("", _NUMBERED.sub("", text))
        if shorter != text and shorter:
            shorter, inner, _ = _bare(shorter)
            unit = unit or inner
            found = _named(shorter, record, year) or _span(shorter, record, year)
    if found is None or (is_percent and found.column.kind in {CellKind.MONEY, CellKind.SERIES}):
        return None
    return evolve(found, unit=unit)


def _bare(text: str) -> tuple[str, Unit | None, bool]:
    """Return a cleaned header without its unit, the unit, and whether it is per cent."""
    if plain := _PERCENT.sub("", text):
        text, is_percent = plain, plain != text
    else:
        is_percent = False
    found = _UNIT.search(text)
    if found and found.start() > 0:
        return text[: found.start()], _UNITS[found[1] or found[2]], is_percent
    return text, None, is_percent


@lru_cache(maxsize=64)
def _vocabulary(record: type) -> dict[str, Column]:
    """Return cleaned label and synonyms → column; a canonical label wins over any synonym."""
    known: dict[str, Column] = {}
    for column in columns(record):
        if column.kind is not CellKind.SERIES:
            for name in column.synonyms:
                known.setdefault(_bare(clean(name))[0], column)
    for column in columns(record):
        if column.kind not in {CellKind.SERIES, CellKind.PAPERS}:
            known[_bare(clean(column.label))[0]] = column
    return known


def _named(text: str, record: type, year: int | None) -> Match | None:
    known = _vocabulary(record)
    text = re.sub(r"^开工(?:至今)?累计", "自开工累计", text)
    for form in (text, text.removesuffix("额"), text.removesuffix("金额"), f"{text}额"):
        if form in known:
            return Match(known[form], known[form].key)
    if before := _BEFORE.match(text):
        column = known.get("到上年底累计完成投资")
        is_last = not before[1] or year is None or int(before[1]) == year - 1
        return Match(column, column.key) if column and is_last else None
    found = _YEAR.match(text)
    if found and (not found[1] or year is None or int(found[1]) == year):
        rest = text[found.end() :]
        for form in (f"年度{rest}", f"当年{rest}", f"今年{rest}", f"本年{rest}"):
            column = known.get(form) or known.get(form.removesuffix("额"))
            if column:
                return Match(column, column.key)
    return None


def _span(text: str, record: type, year: int | None) -> Match | None:
    """Return the series and month of a header such as 2022年1-3月完成投资."""
    found = _SPAN.match(text)
    if not found:
        return None
    number = int(found[2] or found[3] or _NAMED_SPANS[found[4]])
    named = int(found[1]) if found[1] else year
    if named is None or not 1 <= number <= 12:  # noqa: PLR2004 - months of a year
        return None
    rest = re.sub(r"^累计|^实际累计|^(?<=.)累计|额$|数$|金额$", "", found[5]).replace("累计", "")
    for column in columns(record):
        if column.kind is CellKind.SERIES:
            wanted = _bare(clean(column.pattern.split("{M}")[1]))[0]
            if rest == wanted or rest in _SERIES_WORDS.get(wanted, ()):
                return Match(column, f"{column.key}.{month(named, number)}")
    return None
