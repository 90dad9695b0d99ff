"""年平均增长, 两年平均增长: the yearly rate that growth over several years comes to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from attrs import evolve

from investtrack.values import QuantityKind as Kind
from investtrack.values import whole_number
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import ArithmeticRule
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


Found = tuple[Mention, list[Claim]]

_YEARLY = re.compile(
    r"(?:年平均|年均)(?:每年)?(?:(?P<down>减少|下降|降低|递减)|增长|增加|递增|提高)?(?:率|速度|幅度)?(?:为|是|达|约|:|了)*$"
)
_SPAN = re.compile(
    r"(?<!第)(?<!\d)([一二两三四五六七八九十]{1,3}|\d{1,2})(?=年平均|年均)|([一二两三四五六七八九十]{1,3}|\d{1,2})年(?:间|来|共|里)"
)
_CENSUS = re.compile("第[一二三四五六七八九]次(?:全国)?人口普查")
_BETWEEN_CENSUSES, _MOST_YEARS, _BACK = 10, 30, 4
_OF_TWO_YEARS = re.compile(r"比(?:19|20)\d\d年")
_PLACES = 10**15
_WHOLE = 100


def read_yearly_rates(prose: Prose, _: Memory) -> Iterator[Found]:
    """Yield 比2010年减少4.61％，年平均减少0.47％: the yearly rate that the growth said just before it comes to over the years named."""
    if "均" not in prose.text:
        return
    for mention in prose.mentions:
        if mention.quantity.kind is not Kind.PERCENT or "均" not in mention.head:
            continue
        found = _YEARLY.search(mention.head)
        whole = _growth_before(prose, mention) if found else None
        years = _years(prose, mention, whole) if whole is not None else None
        if found is None or whole is None or years is None:
            continue
        falls = found["down"] is not None and not mention.quantity.number.startswith("-")
        stated = -mention.quantity if falls else mention.quantity
        own = whole.quantity
        falls = whole.reading.sign < 0 and not own.number.startswith("-")
        operand = -own if falls else own
        rule = _rule(years, of_times=own.kind is Kind.TIMES)
        claim = Claim(Relation.GROWTH, stated, rule, (operand,), is_firm=False)
        yield mention, [evolve(claim, is_likely=True)]


def _growth_before(prose: Prose, mention: Mention) -> Mention | None:
    """Return the growth of which this is the yearly rate: the last one before it in its segment."""
    for other in reversed(prose.mentions[max(0, mention.index - _BACK) : mention.index]):
        if other.segment != mention.segment or other.depth != mention.depth:
            return None
        if other.role is Role.CHANGE and other.quantity.kind in {Kind.PERCENT, Kind.TIMES}:
            return other
        if other.is_level():
            return None
    return None


def _years(prose: Prose, mention: Mention, whole: Mention) -> int | None:
    """Return over how many years: those named, or ten where the sentence compares with the census before."""
    named = _SPAN.search(mention.head)
    if named is not None and named[1]:
        # 两年平均 is of 比2019年增长, not of what grew since last year
        if _OF_TWO_YEARS.search(whole.head) is None:
            return None
        return _sane(whole_number(named[1].replace("两", "二")))
    begin, _ = prose.sentence_of(mention.quantity.start)
    words = prose.text[begin : mention.quantity.start]
    if _CENSUS.search(words):
        return _BETWEEN_CENSUSES
    spans = {found[2] for found in _SPAN.finditer(words) if found[2]}
    return _sane(whole_number(spans.pop().replace("两", "二"))) if len(spans) == 1 else None


def _sane(years: int | None) -> int | None:
    return years if years is not None and 1 < years <= _MOST_YEARS else None


@lru_cache(maxsize=64)
def _rule(years: int, *, of_times: bool) -> ArithmeticRule:
    """Return the rule from growth over *years*, in per cent or by so many times, to that of one."""

    def apply(values: Sequence[Fraction]) -> Fraction | None:
        grown = 1 + (values[0] if of_times else values[0] / _WHOLE)
        return (_root(grown, years) - 1) * _WHOLE if grown > 0 else None

    return ArithmeticRule(apply, f"（1 + {{0}}）^(1/{years}) − 1", keeps_units=True)


def _root(value: Fraction, degree: int) -> Fraction:
    """Return the root of *value* cut to fifteen places, in whole numbers."""
    wanted = value.numerator * _PLACES**degree // value.denominator
    low, high = 0, 1 << (wanted.bit_length() // degree + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= wanted else (low, middle - 1)
    return Fraction(low, _PLACES)
