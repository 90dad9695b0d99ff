"""Conditions that choose records: ``是否入库=是 且 总投资>=5000万元``. Read, never executed."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any

from attrs import frozen

from investtrack.errors import AmountError
from investtrack.input_limits import CONDITION_WORDS
from investtrack.values.amount import Unit
from investtrack.values.dates import DateSpan, parse_date
from investtrack.values.quantities import read_amount, read_count, read_points, read_rate
from investtrack_forms.expressions.fields import Field, field_of
from investtrack_forms.expressions.report_context import Kinds, ReportContext, plain_text
from investtrack_forms.expressions.syntax import FormSyntaxError, unquoted


_TOKEN = re.compile(
    r"\s*(?:(?P<quoted>\"[^\"]*\"|“[^”]*”|'[^']*')|(?P<op>>=|<=|!=|<>|==|≥|≤|≠|[=><＝＞＜])|(?P<paren>[()（）])"
    r"|(?P<word>[^\s\"“'=<>!≥≤≠＝＞＜()（）]+(?:[(（][^\s()（）]*[)）])?))"
)
_OPERATORS = {
    "=": "=", "==": "=", "＝": "=", "!=": "!=", "<>": "!=", "≠": "!=", ">": ">", "＞": ">", "<": "<", "＜": "<",
    ">=": ">=", "≥": ">=", "<=": "<=", "≤": "<=", "含": "含", "contains": "含", "属于": "属于", "in": "属于",
}  # fmt: skip
_AND, _OR, _NOT = {"且", "and", "并且"}, {"或", "or", "或者"}, {"非", "not"}
_EMPTY, _FILLED = {"为空", "empty"}, {"不为空", "filled"}
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, ">": operator.gt, "<": operator.lt, ">=": operator.ge, "<=": operator.le,
}  # fmt: skip
_FLAGS = {"是": True, "否": False, "true": True, "false": False, "√": True, "×": False}

Test = Callable[[ReportContext, object], bool | None]
"""ReportContext and record → whether it holds; None where the record does not say."""


@frozen
class Condition:
    """A condition, read.

    Attributes:
        text: as written.
        test: what decides.
        words: how many words and signs it has.
    """

    text: str
    test: Test
    words: int = 1


def parse_condition(text: str, records: str) -> Condition:
    """Return the condition written as *text* on records of the sheet *records*.

    Raises:
        FormSyntaxError: it is wrongly written, or names no field.
    """
    tokens = _tokens(text)
    words = len(tokens)
    parser = _Parser(tokens, records)
    test = parser.either()
    if parser.rest:
        raise FormSyntaxError(f"条件“{text}”到“{parser.rest[0]}”看不懂")
    return Condition(text, test, words)


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.end() == at:
            raise FormSyntaxError(f"条件“{text}”从“{text[at : at + 8]}”起看不懂")
        found.append(token.group().strip())
        if len(found) > CONDITION_WORDS:
            raise FormSyntaxError(f"条件太长，超过{CONDITION_WORDS}个词：“{text[:16]}…”")
        at = token.end()
    return found


class _Parser:
    """Reads tokens from left to right: 或 binds weakest, then 且, then 非."""

    def __init__(self, tokens: list[str], records: str) -> None:
        self.rest = tokens
        self.records = records

    def either(self) -> Test:
        tests = [self.both()]
        while self.rest and self.rest[0] in _OR:
            self.rest.pop(0)
            tests.append(self.both())
        return (
            tests[0]
            if len(tests) == 1
            else lambda report_context, record: _any(tests, report_context, record)
        )

    def both(self) -> Test:
        tests = [self.one()]
        while self.rest and self.rest[0] in _AND:
            self.rest.pop(0)
            tests.append(self.one())
        return (
            tests[0]
            if len(tests) == 1
            else lambda report_context, record: _all(tests, report_context, record)
        )

    def one(self) -> Test:
        if not self.rest:
            raise FormSyntaxError("条件没有写完")
        if self.rest[0] in _NOT:
            self.rest.pop(0)
            inner = self.one()
            return lambda report_context, record: _negated(inner(report_context, record))
        if self.rest[0] in "(（":
            self.rest.pop(0)
            inner = self.either()
            if not self.rest or self.rest.pop(0) not in ")）":
                raise FormSyntaxError("条件里的括号没有成对")
            return inner
        return self.comparison()

    def comparison(self) -> Test:
        name = self.rest.pop(0)
        field = field_of(self.records, name)
        if not self.rest or self.rest[0] in _AND | _OR | {")", "）"}:
            return _comparison(field, "=", "是")
        word = self.rest.pop(0)
        if word in _EMPTY | _FILLED:
            wanted = word in _EMPTY
            return lambda report_context, record: (
                _is_empty(field.get(report_context, record)[0]) is wanted
            )
        sign = _OPERATORS.get(word)
        if sign is None or not self.rest:
            raise FormSyntaxError(f"条件里“{name}”后面应是 = != > >= < <= 含 属于 为空 之一")
        return _comparison(field, sign, unquoted(self.rest.pop(0)))


def _is_empty(value: object) -> bool:
    return value is None or value in ((), "")


def _negated(found: bool | None) -> bool | None:  # noqa: FBT001 - a truth value, not a switch
    return None if found is None else not found


def _any(tests: list[Test], report_context: ReportContext, record: object) -> bool | None:
    found = [test(report_context, record) for test in tests]
    return True if True in found else None if None in found else False


def _all(tests: list[Test], report_context: ReportContext, record: object) -> bool | None:
    found = [test(report_context, record) for test in tests]
    return False if False in found else None if None in found else True


def _comparison(field: Field, sign: str, written: str) -> Test:
    if sign in {"含", "属于"}:
        wanted = [part.strip() for part in re.split(r"[、,，]", written)] if sign == "属于" else []

        def within(report_context: ReportContext, record: object) -> bool | None:
            value = field.get(report_context, record)[0]
            if _is_empty(value):
                return None
            return plain_text(value) in wanted if wanted else written in plain_text(value)

        return within
    read = _reader(field, written)

    def compare(report_context: ReportContext, record: object) -> bool | None:
        value = field.get(report_context, record)[0]
        if _is_empty(value):
            return None
        other = read(report_context)
        if isinstance(value, DateSpan):
            return _compare_spans(sign, value, other)
        if isinstance(other, str):
            return _COMPARE[sign](plain_text(value), other)
        return _COMPARE[sign](value, other)

    return compare


def _compare_spans(sign: str, value: DateSpan, other: DateSpan) -> bool:
    """A span is before another that begins after its end; it equals one that it lies within."""
    inside = other.first <= value.first and value.last <= other.last
    return {
        "=": inside,
        "!=": not inside,
        "<": value.last < other.first,
        "<=": value.last <= other.last,
        ">": value.first > other.last,
        ">=": value.first >= other.first,
    }[sign]


def _reader(field: Field, written: str) -> Callable[[ReportContext], Any]:
    """Return how *written* is read as a value to compare *field* with.

    Raises:
        FormSyntaxError: it is no such value.
    """
    kind = field.kind
    if kind is Kinds.DATE and written in {"本期", "报告期", "截止日期"}:
        return lambda report_context: (
            report_context.period_span if written != "截止日期" else report_context.as_of_span
        )
    if kind is Kinds.DATE:
        if parse_date(written, year=2000) is None:
            raise FormSyntaxError(
                f"“{field.label}”是日期，“{written}”不是（如 2022-03-05、3月、本期）"
            )
        return lambda report_context: parse_date(written, year=report_context.report.period.year)
    try:
        value = _READ.get(kind, str)(written)
    except (AmountError, KeyError, ValueError):
        raise FormSyntaxError(
            f"“{field.label}”是{kind.value}，“{written}”不是（{_LIKE[kind]}）"
        ) from None
    return lambda _: value


_READ: dict[Kinds, Callable[[str], object]] = {
    Kinds.MONEY: lambda text: read_amount(text, Unit.WAN),
    Kinds.RATE: read_rate,
    Kinds.POINTS: read_points,
    Kinds.COUNT: read_count,
    Kinds.FLAG: lambda text: _FLAGS[text],
}
_LIKE = {
    Kinds.MONEY: "如 5000万元、0.5亿元",
    Kinds.RATE: "如 80％",
    Kinds.POINTS: "如 10",
    Kinds.COUNT: "如 3",
    Kinds.FLAG: "是 或 否",
}
