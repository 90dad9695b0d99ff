"""上述三市占…, 三者合计占…: the share of several amounts together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from investtrack.values import whole_number
from investtrack_audit.exact import added
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import ArithmeticRule
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.labels import covers
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


Found = tuple[Mention, list[Claim]]

_TOGETHER = re.compile(
    r"(?:^|[,;。:])(?:上述|以上|前|这|其中)?(?P<count>[两二三四五六七八九]|\d{1,2})(?:大|个|类|项|家)?"
    r"(?:市|县|区|镇|州|者|项|类|行业|产业|企业|地区|部分|方面)[^,;。:\d]{0,12}占[^,;。:\d]{0,20}$"
)
_MOST_BACK, _MOST_WHOLES = 16, 8


def read_joint_shares(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield 甲14万户，乙、丙分别5万户、4万户。上述三市占全省总数的44％: the sum over what is said before; only where it agrees."""
    for mention in prose.mentions:
        if mention.role is not Role.SHARE:
            continue
        found = _TOGETHER.search(mention.context)
        count = (whole_number(found["count"]) or 0) if found else 0
        if count < SEVERAL:
            continue
        before = prose.mentions[max(0, mention.index - _MOST_BACK) : mention.index]
        levels = [other for other in before if other.is_level() and not other.depth]
        if len(levels) < count:
            continue
        parts = levels[-count:]
        if not all(part.is_level(parts[0].quantity) for part in parts):
            continue
        claims = list(_claims(prose, mention, parts, memory))
        if claims:
            yield mention, claims


def _claims(
    prose: Prose, mention: Mention, parts: Sequence[Mention], memory: Memory
) -> Iterator[Claim]:
    like, first = parts[0].quantity, parts[0].index
    operands = tuple(part.quantity for part in parts)
    least = added(operand.value for operand in operands)
    near = [
        (other.quantity, other.label)
        for other in reversed(prose.mentions[max(0, first - _MOST_BACK) : first])
        if other.is_level(like)
    ]
    near += [(item.quantity, item.label) for item in memory.levels(like)]
    wholes = dict.fromkeys(quantity for quantity, _ in near if quantity.value > least)
    named = [quantity for quantity, label in near if covers(mention.reading.object, label)]
    for whole in list(wholes)[:_MOST_WHOLES]:
        yield Claim(
            Relation.SHARE,
            mention.quantity,
            _together(len(parts)),
            (*operands, whole),
            is_firm=False,
            is_likely=whole in named[:1],
            is_guess=whole not in named[:1],
        )


def _together(count: int) -> ArithmeticRule:
    """Return the rule of *count* amounts together over the last operand."""
    words = " + ".join(f"{{{index}}}" for index in range(count))

    def apply(values: Sequence[Fraction]) -> Fraction | None:
        whole = values[count]
        return added(values[:count]) / whole * 100 if whole > 0 else None

    return ArithmeticRule(apply, f"（{words}）÷ {{{count}}}")
