"""合计 and 其余: sums and rests said after the parts they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from investtrack.values import whole_number
from investtrack_audit.relations.balances import is_balance
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.classification import are_one_classification
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


Found = tuple[Mention, list[Claim]]

_FARTHEST = 80
_MOST_PARTS_BEFORE_REST = 4


def _alike_before(prose: Prose, mention: Mention) -> list[Mention]:
    """Return the mentions not far before *mention* that are of its depth and could be added to it."""
    return [
        other
        for other in prose.mentions[max(0, mention.index - _FARTHEST) : mention.index]
        if other.depth == mention.depth and other.is_level(mention.quantity)
    ]


def read_closing_sums(prose: Prose) -> Iterator[Found]:
    """Yield 两项合计: a sum after its parts."""
    for mention in prose.mentions:
        if mention.role is not Role.SUM or is_balance(mention):
            continue
        before = [other for other in _alike_before(prose, mention) if other.sentence == mention.sentence][-12:]  # fmt: skip
        word = mention.reading.object
        count = next((n for end in (len(word), 2, 1) if (n := whole_number(word[:end]))), 0)
        if mention.head.removeprefix("总").startswith("共"):
            yield from _total_of_list(prose, mention, before)
            continue
        run = _run(before)
        claims = []
        for number in [count] if count else range(len(before), 1, -1):
            if 1 < number <= len(before):
                parts = tuple(other.quantity for other in before[-number:])
                firm = bool(count) or number == run
                claims.append(Claim(Relation.SUM, mention.quantity, plus(number), parts, firm))
        if count > 1 and not claims:
            claims = list(_of_sentence_before(prose, mention, count))
        if claims:
            yield mention, claims


def _of_sentence_before(prose: Prose, mention: Mention, count: int) -> Iterator[Claim]:
    """Yield 甲52亿元，增长9％；乙42亿元；丙37亿元。三大行业合计131亿元: the first amount of each segment of the list."""
    if not mention.sentence:
        return
    firsts: dict[int, Mention] = {}
    for other in prose.by_sentence[mention.sentence - 1]:
        if other.is_level(mention.quantity) and other.depth == mention.depth:
            firsts.setdefault(other.segment, other)
    if len(firsts) == count:
        parts = tuple(other.quantity for other in firsts.values())
        yield Claim(
            Relation.SUM, mention.quantity, plus(count), parts, is_firm=False, is_likely=True
        )


def _total_of_list(prose: Prose, mention: Mention, before: Sequence[Mention]) -> Iterator[Found]:
    """Yield 省级3个、市级9个，共12个, and A类竣工1个；B类（竣工4个），共竣工5个: doubtful where it fails."""
    became = mention.reading.subject
    if became:
        parts = [
            other
            for other in prose.by_sentence[mention.sentence]
            if other.index < mention.index
            and other.quantity.is_like(mention.quantity)
            and canonical(other.head) == became
        ]
    else:
        parts = [other for other in before if other.segment == mention.segment]
        if not are_one_classification([other.label for other in parts]):
            parts = []
    if len(parts) > 1:
        operands = tuple(other.quantity for other in parts)
        claim = Claim(
            Relation.SUM,
            mention.quantity,
            plus(len(operands)),
            operands,
            is_firm=False,
            is_likely=True,
        )
        yield mention, [claim]


def _run(before: Sequence[Mention]) -> int:
    """Return how many of *before*, at its end, 分别 lists: 甲、乙分别完成3亿元、4亿元，合计7亿元."""
    for number, mention in enumerate(reversed(before), 1):
        if "分别" in mention.head:
            return number if number > 1 else 0
        if mention.head or mention.gap.strip() not in {"、", "和", "及"}:
            return 0
    return 0


def read_rests(prose: Prose) -> Iterator[Found]:
    """Yield 其余: what the parts before it leave of the whole, all in one segment."""
    for mention in prose.mentions:
        if mention.role is not Role.REMAINING or not re.search(r"其余|余下|剩下", mention.head):
            continue
        before = [other for other in _alike_before(prose, mention) if other.segment == mention.segment]  # fmt: skip
        if len(before) < SEVERAL or any("等" in other.head[-2:] for other in before):
            continue
        whole, *parts = before
        firm = len(parts) <= _MOST_PARTS_BEFORE_REST
        rest = mention.quantity.value
        if _are_peers(whole, parts[0]) or rest >= whole.quantity.value:
            # The first is no whole, but one part more: the whole is said before.
            said = _said_before(prose, whole)
            if said is None:
                continue
            whole, parts, firm = said, before, False
        if sum(part.quantity.value for part in parts) >= whole.quantity.value:
            continue  # a list without its whole
        operands = (*(part.quantity for part in parts), mention.quantity)
        yield (
            mention,
            [
                Claim(
                    Relation.SUM,
                    whole.quantity,
                    plus(len(operands)),
                    operands,
                    is_firm=firm,
                    is_likely=not firm and whole not in before,
                )
            ],
        )


def _are_peers(one: Mention, two: Mention) -> bool:
    """Whether two amounts are items of one list: joined by 、, or named after one pattern (涉及资金的4个，涉及用地的2个)."""
    if not one.head or not two.head:
        return False
    if two.gap.startswith("、"):
        return True
    return one.head[:2] == two.head[:2] and (one.head[-1:], one.tail[:1]) == (
        two.head[-1:],
        two.tail[:1],
    )


def _said_before(prose: Prose, first: Mention) -> Mention | None:
    """Return the last amount of the sentence before, of which the list that begins with *first* may be the parts."""
    if not first.sentence:
        return None
    found = [
        other
        for other in prose.by_sentence[first.sentence - 1]
        if not other.depth and other.is_level(first.quantity)
    ]
    return found[-1] if len(found) == 1 else None
