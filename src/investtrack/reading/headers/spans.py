"""Periods that begin a header: 2022年1—7月, 8月上旬, 3月, 8月至12月, 全年."""

from __future__ import annotations

import re
from enum import StrEnum

from attrs import frozen

from investtrack.values.numerals import CHINESE, whole_number, year_number
from investtrack.values.period_spelling import period_at_start


_YEAR = r"(?:(?P<year>\d{4}|\d{2}(?=年))年(?:度)?|本年(?:度)?|今年|当年)?"
_TEN = re.compile(
    rf"^{_YEAR}(?:至|截至|到)?(?:(?P<month>\d{{1,2}}|元|本|当)?月(?:份)?)?(?:[上中下本当]旬|旬)(?P<rest>.*)$"
)
# What no spelling of a period says: 本月, 月 with its number left blank, 1—  月 still to be filled in, 后四个月.
_THIS_MONTH = re.compile(rf"^{_YEAR}[本当该]?月(?:份)?(?P<rest>.+)$")
_UNTIL_OPEN = re.compile(
    rf"^{_YEAR}(?:截至)?(?:0?1|元)月?(?:份)?[-至到]+月(?:份)?(?:底|末)?(?P<rest>.+)$"
)
_LAST = re.compile(rf"^{_YEAR}后(?:{CHINESE}+|\d+)个?月(?P<rest>.+)$")
_UNTIL = re.compile(r"^(\d{4}年(?:度)?)?截至")


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
        is_doubtful: whether it may be meant from January as well: 三季度累计.
    """

    kind: SpanKind
    rest: str
    year: int | None = None
    month: int | None = None
    is_whole_year: bool = False
    is_doubtful: bool = False


def span_of(text: str) -> Span | None:
    """Return the period that a cleaned header begins with; January alone is cumulated from January."""
    for pattern, kind in _OF_NO_MONTH:
        if found := pattern.match(text):
            month = found.groupdict().get("month")
            return Span(kind, found["rest"], _year(found), _number(month))
    plain = _UNTIL.sub(lambda found: found[1] or "", text)
    spelled = period_at_start(plain)
    if spelled is None or not spelled.is_possible or (spelled.is_year and "全年" not in plain[: spelled.end]):  # fmt: skip
        return None
    rest, is_to_date = plain[spelled.end :], spelled.first == 1
    if is_to_date:
        rest = rest.removeprefix("底").removeprefix("末")
    elif plain != text:
        return None  # 截至3月底
    if not rest:
        return None
    kind = (
        SpanKind.TO_DATE if is_to_date
        else SpanKind.MONTH if spelled.first == spelled.last else SpanKind.PART
    )  # fmt: skip
    return Span(kind, rest, spelled.year, spelled.last, spelled.is_year, spelled.is_doubtful)


_OF_NO_MONTH = (
    (_TEN, SpanKind.TEN_DAYS), (_UNTIL_OPEN, SpanKind.TO_DATE), (_THIS_MONTH, SpanKind.MONTH), (_LAST, SpanKind.PART),
)  # fmt: skip


def is_period(text: str) -> bool:
    """Whether a cleaned header is a period and nothing else: 1-3月, 3月底, 上旬, 2022年一季度; a mere year is none."""
    span = span_of(f"{text.removesuffix('底').removesuffix('末')}{_FILLER}")
    return span is not None and span.rest == _FILLER


_FILLER = "|"


def _year(found: re.Match[str]) -> int | None:
    written = found["year"]
    if not written:
        return None
    return year_number(written)


def _number(text: str | None) -> int | None:
    return 1 if text == "元" else whole_number(text or "")
