"""Periods that begin a header: 2022年1—7月, 8月上旬, 3月, 8月至12月, 全年."""

from __future__ import annotations

import re
from enum import StrEnum

from attrs import frozen


_YEAR = r"(?:(?P<year>\d{4}|\d{2}(?=年))年(?:度)?|本年(?:度)?|今年|当年)?"
_TO = r"[-至到]+"
_TEN = re.compile(
    rf"^{_YEAR}(?:至|截至|到)?(?:(?P<month>\d{{1,2}}|元|本|当)?月(?:份)?)?(?:[上中下本当]旬|旬)(?P<rest>.*)$"
)
_YTD = re.compile(
    rf"^{_YEAR}(?:截至)?(?:(?:0?1|元)月?(?:份)?{_TO}(?P<month>\d{{1,2}})?月(?:份)?(?:底|末)?|前(?P<first>\d{{1,2}})个月|"
    r"(?P<jan>0?1|元)月(?:份)?|(?P<name>一季度|第一季度|1季度|上半年|前三季度|全年))(?P<rest>.+)$"
)
_MONTH = re.compile(rf"^{_YEAR}(?P<month>\d{{1,2}}|本|当|该)?月(?:份)?(?P<rest>.+)$")
_RANGE = re.compile(
    rf"^{_YEAR}(?:\d{{1,2}}月?(?:份)?{_TO}\d{{1,2}}月(?:份)?|(?:第?[二三四2-4]季度|下半年)|后[一二三四五六七八九十\d]+个月)(?P<rest>.+)$"
)
_NAMED = {
    "一季度": 3,
    "第一季度": 3,
    "1季度": 3,
    "上半年": 6,
    "前三季度": 9,
    "全年": 12,
}


class SpanKind(StrEnum):
    """How a period relates to the year."""

    TO_DATE = "to-date"  # cumulated from January
    MONTH = "month"
    TEN_DAYS = "ten-days"
    PART = "part"  # several months, not from January


@frozen
class Span:
    """A period at the head of a header.

    Attributes:
        kind: what it covers.
        rest: the header without it.
        year: the year it names, if any.
        month: its last month, None where it leaves it open (1—  月).
        is_whole_year: whether it says 全年.
    """

    kind: SpanKind
    rest: str
    year: int | None = None
    month: int | None = None
    is_whole_year: bool = False


def span_of(text: str) -> Span | None:
    """Return the period that a cleaned header begins with; January alone is cumulated from January."""
    if found := _TEN.match(text):
        return Span(SpanKind.TEN_DAYS, found["rest"], _year(found), _number(found["month"]))
    if found := _YTD.match(text):
        name = found["name"]
        month = _NAMED[name] if name else 1 if found["jan"] else _number(found["month"] or found["first"])  # fmt: skip
        return Span(SpanKind.TO_DATE, found["rest"], _year(found), month, name == "全年")
    if found := _RANGE.match(text):
        return Span(SpanKind.PART, found["rest"], _year(found))
    if found := _MONTH.match(text):
        return Span(SpanKind.MONTH, found["rest"], _year(found), _number(found["month"]))
    return None


def _year(found: re.Match[str]) -> int | None:
    written = found["year"]
    if not written:
        return None
    return int(written) if len(written) == 4 else 2000 + int(written)  # noqa: PLR2004 - 22年


def _number(text: str | None) -> int | None:
    if text == "元":
        return 1
    return int(text) if text and text.isdigit() else None
