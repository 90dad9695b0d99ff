"""What fails because the words were never said of its numbers: it is no relation of theirs, and is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from investtrack.values import QuantityKind as Kind
from investtrack_audit.exact import added
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.rules import RATIO
from investtrack_audit.statements.statement import Relation, Statement
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


# 所占比重年均提高3个百分点 follows from the years, too
_BY_THE_YEAR = re.compile("[年月季]均|平均每?[年月]|每年")
_MONTH = re.compile(r"\d{1,2} ?[-—–~至到] ?\d{1,2}月|\d{1,2}月|[一二三四]季度|上半年|当月|本月")
_NET = re.compile("新增|净增|增加")
_OF_PARTS = "（各项之和）"
_FULL, _MOST_NEAR = 100, 8
_MUCH = Fraction(3, 2)


def is_of_others(statement: Statement, prose: Prose, here: Sequence[Mention]) -> bool:
    """Whether the words of *prose* say that what fails was never meant of its numbers, which stand *here*, the stated first."""
    home, parts = here[0], here[1:]
    if statement.relation is Relation.DIFFERENCE:
        return _BY_THE_YEAR.search(home.head) is not None
    if statement.relation in {Relation.SHARE, Relation.RATE}:
        if len(statement.operands) != SEVERAL or _OF_PARTS in statement.formula:
            return False
        return _is_no_share(statement) or _is_told_otherwise(statement, prose, home)
    if statement.relation is Relation.SUM and parts:
        return _has_another_whole(prose, home, parts[0])
    return statement.relation is Relation.PART and _is_no_part(prose, home, parts)


def _is_no_part(prose: Prose, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether what exceeds *whole* is no part of it by its words."""
    if len(parts) == 1:
        return (
            _is_of_another(prose, whole, parts[0])
            or _is_of_a_net(prose, whole, parts[0])
            or _stands_apart(prose, whole, parts[0])
        )
    return _MEAT.search(whole.label) is not None and any(
        _NO_MEAT.search(part.label) for part in parts
    )


# 猪牛羊禽肉产量…。其中，牛肉…；禽蛋…；牛奶…: what comes of the same animals is no part of their meat
_MEAT, _NO_MEAT = re.compile("肉(?:类)?(?:总)?产量$"), re.compile("蛋|奶")
_LISTS = re.compile("其中|包括|分别|[::]")


def _stands_apart(prose: Prose, whole: Mention, part: Mention) -> bool:
    """Whether a lone part that exceeds its whole stands behind a semicolon or a full stop, and nothing between lists it.

    肉类产量138万吨，其中猪肉65万吨；水产品446万吨: what stands between is listed, and ends there.
    """
    if whole.segment == part.segment:
        return False
    between = prose.text[whole.quantity.end : part.quantity.start]
    is_ended = "其中" in re.split("[;。]", between)[0]
    return is_ended or _LISTS.search(between) is None


def are_of_several(statement: Statement) -> bool:
    """Whether shares make so much more than a hundred that they are of more than one whole."""
    if statement.stated.kind is not Kind.PERCENT:
        return False
    total = added(part.value for part in statement.operands)
    return total >= statement.stated.value * _MUCH


def _is_no_share(statement: Statement) -> bool:
    """Whether the part is its own whole though its share is not a hundred: 占5.2万户…的38.2％，占5.2万户…的60％."""
    part, whole = statement.operands
    is_same = part.value == whole.value > 0 and part.size == whole.size
    return is_same and statement.cause is None and statement.stated.value < _FULL


def _is_told_otherwise(statement: Statement, prose: Prose, home: Mention) -> bool:
    """Whether the two make another rate of the sentence, worded otherwise: 完成年度计划的61.6％，完成目标任务的67.8％."""
    makes = RATIO.interval(statement.operands)
    own = canonical(home.reading.object)
    return makes is not None and any(
        other is not home
        and other.role is home.role
        and canonical(other.reading.object) != own
        and other.quantity.kind is home.quantity.kind
        and makes.meets(other.quantity.interval)
        for other in prose.by_sentence[home.sentence]
    )


def _has_another_whole(prose: Prose, whole: Mention, first: Mention) -> bool:
    """Whether the parts' own sentence says of how many things they are: 高中42所，其中公办招生3.4万人，民办招生0.9万人."""
    between = prose.mentions[whole.index + 1 : first.index]
    own = [other for other in between if other.sentence == first.sentence and not other.depth]
    if whole.sentence >= first.sentence or not own:
        return False
    anew = own[0]
    counts = (
        anew.quantity.kind is Kind.COUNT
        and anew.is_level()
        and not anew.quantity.is_like(first.quantity)
    )
    return (
        counts
        and "其中"
        in prose.text[
            anew.quantity.end : own[1].quantity.start if len(own) > 1 else first.quantity.start
        ]
    )


def _is_of_another(prose: Prose, whole: Mention, part: Mention) -> bool:
    """Whether a part of some months bears the name of another amount before: 城镇8.3万元；乡村1.4万元。其中，3月份城镇2.7万元."""
    name = canonical(part.label)
    before = prose.mentions[max(0, whole.index - _MOST_NEAR) : whole.index]
    return _MONTH.search(part.head) is not None and any(
        other.is_level(part.quantity)
        and other.quantity.value >= part.quantity.value
        and bool(name)
        and canonical(other.label).endswith(name)
        for other in before
    )


def _is_of_a_net(prose: Prose, whole: Mention, part: Mention) -> bool:
    """Whether another part is taken from the whole: 新增存款24.6亿元，其中甲新增87.0亿元；乙减少62.4亿元."""
    following = prose.mentions[part.index + 1 : part.index + _MOST_NEAR]
    return _NET.search(whole.head) is not None and any(
        other.role is Role.CHANGE
        and other.reading.sign < 0
        and other.sentence == part.sentence
        and other.quantity.is_like(part.quantity)
        and bool(other.reading.subject)
        for other in following
    )
