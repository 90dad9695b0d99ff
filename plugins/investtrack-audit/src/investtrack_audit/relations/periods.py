"""5月份完成…，1—4月完成…，1—5月累计…: amounts of months that follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from investtrack.values import QuantityKind as Kind
from investtrack.values.period import MONTHS
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.indicators import indicator_of
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


Found = tuple[Mention, list[Claim]]
Span = tuple[int, int]

_SPAN = re.compile(r"(?<!\d)(\d{1,2})(?:月?份? ?[-—–~至到]+ ?(\d{1,2}))?月(?!底|末|\d)")
_QUARTER = re.compile("第?([一二三四])季度")
_HALF = re.compile("(上半年|前三季度)")
_QUARTERS = "一二三四"
_MOST = 12


def read_periods(prose: Prose) -> Iterator[Found]:
    """Yield that the months before and the month after make the running total of both."""
    for mentions in prose.by_sentence:
        spans = [
            (span, mention)
            for mention in mentions
            if mention.role in {Role.LEVEL, Role.SUM}
            and mention.quantity.kind is Kind.MONEY
            and (span := _span(mention.head)) is not None
        ][:_MOST]
        for (low, high), whole in spans:
            pairs = [
                (one, two)
                for one_span, one in spans
                for two_span, two in spans
                if one_span[0] == low
                and two_span[1] == high
                and one_span[1] + 1 == two_span[0]
                and one is not whole
                and two is not whole
                and _are_alike(whole, one, two)
            ]
            if len(pairs) == 1 and low < high:
                operands = tuple(mention.quantity for mention in pairs[0])
                claim = Claim(
                    Relation.SUM, whole.quantity, plus(2), operands, is_firm=False, is_likely=True
                )
                yield whole, [claim]


def _span(head: str) -> Span | None:
    quarter = _QUARTER.match(head)
    if quarter and not _SPAN.search(head):
        last = 3 * (_QUARTERS.index(quarter[1]) + 1)
        return last - 2, last
    half = _HALF.match(head)
    if half and not _SPAN.search(head):
        return 1, 6 if half[1] == "上半年" else 9
    if re.match("(?:预计)?全年", head) and not _SPAN.search(head):
        return 1, 12
    found = list(_SPAN.finditer(head))
    if len(found) != 1:
        return None
    low, high = int(found[0][1]), int(found[0][2] or found[0][1])
    return (low, high) if 1 <= low <= high <= MONTHS[-1] else None


_NAMED = re.compile(
    r"第?[一二三四]季度|上半年|前三季度|[\d月份\-—–~至到累计完成实现的,. ]|预计|全年|投资|固定资产|项目|全[县市区]"
)


def _are_alike(*mentions: Mention) -> bool:
    """Whether all measure the same: one indicator, no name of another thing in between."""
    names = {_NAMED.sub("", mention.head) for mention in mentions} - {""}
    indicators = {indicator_of(mention.head) for mention in mentions} - {""}
    plans = {("计划" in mention.head) for mention in mentions}
    return len(names) <= 1 and len(indicators) <= 1 and len(plans) == 1
