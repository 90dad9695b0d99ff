"""超额, 缺口, 相差, 比…多, 剩余, 平均: differences and quotients of amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from attrs import evolve

from investtrack.values import Quantity, whole_number
from investtrack.values import QuantityKind as Kind
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import GROWTH, MINUS, QUOTIENT, RATIO, add
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.classification import classifications_of
from investtrack_audit.text.labels import closely_covers, covers
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.numbers import AMOUNTS
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role
from investtrack_audit.text.subjects import names_plan, said_before


Found = tuple[Mention, list[Claim]]

_TARGET = re.compile(r"目标|任务|计划|预计|预期|应|需")
_TOTAL = re.compile(r"总投资|计划|共|总|概算|应|目标|任务|安排")
_DONE = re.compile(r"完成|已|累计|支付|到位|拨付|使用|开工|复工|入库")
_DIRECT = re.compile(
    r"^(?:相差|差|多|少|高|低|高出|多出|超|短缺|超出|超额|增加|减少|增|减)(?:了|约|近)?$"
)


def read_differences(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield what *prose* says of one amount against another."""
    for mention in prose.mentions:
        if mention.role is Role.EXCESS and mention.quantity.kind is Kind.PERCENT:
            yield from _excess_rate(prose, mention)
        if mention.quantity.kind not in AMOUNTS:
            continue
        yield from _against_the_one_behind(prose, mention)
        if mention.head.endswith(("顺差", "逆差")):
            yield from _balance(prose, mention)
            yield from _of_balances(prose, mention)
        elif mention.role is Role.EXCESS:
            yield from _excess(prose, mention, memory)
        elif mention.role is Role.CHANGE:
            yield from _of_change(prose, mention, memory)
        elif mention.role is Role.LEVEL and _NET.match(mention.head):
            yield from _net(prose, mention)
        elif mention.role is Role.AVERAGE:
            yield from _average(prose, mention)
        elif mention.role is Role.REMAINING or (
            mention.role is Role.LEVEL and "剩余" in mention.head
        ):
            yield from _remaining(prose, mention)


def _of_change(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    yield from _of_two_changes(prose, mention, memory)
    if mention.head.startswith("净"):
        yield from _net(prose, mention)
    elif _DIRECT.match(mention.head):
        yield from _against_the_one_beside(prose, mention)


def _of_two_changes(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    """Yield 共增加3377人。…城镇人口增加10193人，乡村人口减少6816人: what all parts changed by; only where it agrees."""
    own = [
        one
        for one in prose.by_sentence[mention.sentence]
        if one.role is Role.CHANGE and one.quantity.is_like(mention.quantity) and not one.depth
    ]
    own = [one for one in own if "其中" not in one.context[-_INNER:]]
    if not own[1:] or own[-1] is not mention or len(own) > _MOST_CHANGES:
        return
    operands = tuple(one.quantity for one in own)
    claims = []
    for item in memory.levels(mention.quantity, within=_FAR, role=Role.CHANGE):
        if classifications_of(item.label) or len(item.quantity.number) <= SEVERAL:
            continue
        sign = -1 if _FELL.search(item.label) else 1
        rule = add(*(sign * one.reading.sign for one in own))
        claim = Claim(Relation.SUM, item.quantity, rule, operands, is_firm=False, is_guess=True)
        claims.append(claim)
    if claims:
        yield mention, claims


_FAR, _MOST_CHANGES, _INNER = 40, 8, 16
_FELL = re.compile("减|降")


def _balance(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 出口19028亿元，进口15265亿元，贸易顺差3763亿元; only where it agrees."""
    near = [
        other
        for other in prose.mentions[max(0, mention.index - _NEAR_BALANCE) : mention.index]
        if other.is_level(mention.quantity)
    ]
    out = [other for other in near if _OUT.search(other.head) and not _BOTH.search(other.head)]
    into = [other for other in near if _INTO.search(other.head)]
    if not out or not into or _SIDES[out[-1].head[-2:]] != into[-1].head[-2:]:
        return
    pair = (out[-1].quantity, into[-1].quantity)
    pair = pair if mention.head.endswith("顺差") else pair[::-1]
    claim = Claim(Relation.DIFFERENCE, mention.quantity, MINUS, pair, is_firm=False, is_likely=True)
    yield mention, [claim]


def _of_balances(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 顺差155亿元。其中，货物贸易…顺差1559亿元；服务贸易…逆差1404亿元: the balances that 其中 lists make the one before; only where it agrees."""
    following = prose.mentions[mention.index + 1 : mention.index + _MOST_BALANCES]
    parts = [
        other
        for other in following
        if other.head.endswith(("顺差", "逆差")) and other.quantity.is_like(mention.quantity)
    ]
    is_listed = parts and "其中" in prose.text[mention.quantity.end : parts[0].quantity.start]
    if len(parts) < SEVERAL or not is_listed:
        return
    side = mention.head[-2:]
    signs = [1 if part.head.endswith(side) else -1 for part in parts]
    operands = tuple(part.quantity for part in parts)
    rule = add(*signs)
    claim = Claim(Relation.SUM, mention.quantity, rule, operands, is_firm=False, is_guess=True)
    yield mention, [claim]


_MOST_BALANCES = 12


# 净增人口277人, 自然增加277人
_NET = re.compile("净增|净减|自然增[长加]|净迁入")
_LEFT = re.compile("退|减|注销|流失|死亡|迁出|外迁|关停|调出")


def _net(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 新增企业38家，退库11家，净增27家: what came less what left."""
    before = list(_levels_and_changes(prose, mention))
    came = [other for other in before if not _LEFT.search(other.head)]
    left = [other for other in before if _LEFT.search(other.head)]
    if len(came) == len(left) == 1:
        pair = (came[0].quantity, left[0].quantity)
        claim = Claim(Relation.DIFFERENCE, mention.quantity, MINUS, pair, is_firm=False)
        yield mention, [evolve(claim, is_likely=came[0].index < left[0].index)]


def _levels_and_changes(prose: Prose, mention: Mention) -> Iterator[Mention]:
    """Yield the amounts of the clauses just before, whether they are said to be or to have come."""
    for other in said_before(prose, mention):
        usable = other.role in {Role.LEVEL, Role.CHANGE} and other.depth == mention.depth
        if usable and other.quantity.is_like(mention.quantity):
            yield other


_NEAR_BALANCE = 8
_SIDES = {"出口": "进口", "收入": "支出", "贷方": "借方"}
_OUT, _INTO = re.compile("(?:出口|收入|贷方)$"), re.compile("(?:进口|支出|借方)$")
_BOTH = re.compile("进出口$")


def _levels_before(prose: Prose, mention: Mention) -> list[Mention]:
    return [
        other
        for other in said_before(prose, mention)
        if other.is_level(mention.quantity)
        or (other.role in {Role.SUM, Role.REMAINING} and other.quantity.is_like(mention.quantity))
    ]


def _against_the_one_beside(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 比目标10亿元多0.5亿元: the other amount stands in the same clause."""
    if not mention.index:
        return
    base = prose.mentions[mention.index - 1]
    if base.clause != mention.clause or not base.quantity.is_like(mention.quantity):
        return
    if not re.search(r"比|较|与|距|和", base.head):
        return
    for other in said_before(prose, base):
        is_average = other.role is Role.AVERAGE and other.quantity.is_like(base.quantity)
        if (other.is_level(base.quantity) or is_average) and other.depth == mention.depth:
            yield mention, _differences(mention, other, base)
            return
    claims = [
        claim
        for other in reversed(prose.mentions[max(0, base.index - 8) : base.index])
        if other.is_amount(base.quantity)
        for claim in _differences(mention, other, base, firm=False)
    ]
    if claims:
        yield mention, claims


_BESIDE_OTHERS = re.compile(
    r"(?:比|较)(全[国省市县区州]|[国省市县区])(?:平均水平|平均|均值|水平)?(高|多|低|少)(?:出|于)?(?:约|近)?$"
)


def _against_the_one_behind(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 收入19017元…比全市低2568元（全市为21585元）: the other's amount stands in a bracket behind, the own one before."""
    behind = prose.mentions[mention.index + 1 : mention.index + 2]
    if not behind or behind[0].depth != mention.depth + 1:
        return
    other, whose = behind[0], _BESIDE_OTHERS.search(mention.head)
    if whose is None:
        return
    between = prose.text[mention.quantity.end : other.quantity.start]
    if not re.fullmatch(rf"[(（]{whose[1]}(?:平均|水平)*(?:为|是|达)?", between):
        return
    if not other.quantity.is_like(mention.quantity):
        return
    own = [
        each.quantity
        for each in prose.mentions[max(0, mention.index - _NEAR_BALANCE) : mention.index]
        if each.is_amount(mention.quantity)
        and each.depth == mention.depth
        and mention.sentence - each.sentence <= 1
        and not _BESIDE_OTHERS.search(each.head)
    ]
    if own:
        pair = (own[-1], other.quantity) if whose[2] in "高多" else (other.quantity, own[-1])
        claim = Claim(Relation.DIFFERENCE, mention.quantity, MINUS, pair, is_firm=False)
        yield mention, [evolve(claim, is_likely=True)]


def _differences(
    mention: Mention, done: Mention, target: Mention, *, firm: bool = True
) -> list[Claim]:
    """Return that *mention* is by how much *done* is over, or short of, *target*."""
    over = Claim(
        Relation.DIFFERENCE, mention.quantity, MINUS, (done.quantity, target.quantity), firm
    )
    short = Claim(
        Relation.DIFFERENCE, mention.quantity, MINUS, (target.quantity, done.quantity), firm
    )
    if re.search(r"相差|差距", mention.head):  # either way
        first = over if done.quantity.value >= target.quantity.value else short
        return [first]
    return [over if mention.reading.sign > 0 else short]


def _excess(prose: Prose, mention: Mention, memory: Memory) -> Iterator[Found]:
    beside = list(_against_the_one_beside(prose, mention)) if _DIRECT.match(mention.head) else []
    if beside:
        yield from beside
        return
    if mention.reading.subject and not _TARGET.search(mention.reading.subject):
        return
    before = _levels_before(prose, mention)
    wanted = mention.reading.object
    claims: list[Claim] = []
    if wanted:
        done = next(
            (
                other
                for other in before
                if not covers(wanted, other.label) and other.depth == mention.depth
            ),
            None,
        )
        if done is None:
            return
        named = [
            other for other in before if other is not done and closely_covers(wanted, other.label)
        ]
        for other in named:
            claims += _differences(mention, done, other, firm=len(named) == 1)
        for item in memory.named(wanted, mention.quantity):
            pair = (
                (done.quantity, item.quantity)
                if mention.reading.sign > 0
                else (item.quantity, done.quantity)
            )
            claims.append(Claim(Relation.DIFFERENCE, mention.quantity, MINUS, pair, is_firm=False))
        for other in prose.mentions[max(0, mention.index - 16) : mention.index]:
            if (
                other.is_level(mention.quantity)
                and other is not done
                and covers(wanted, other.context + other.label)
            ):
                claims += _differences(mention, done, other, firm=False)
    else:
        claims += _gap(mention, before)
    if claims:
        yield mention, claims


def _gap(mention: Mention, before: list[Mention]) -> list[Claim]:
    """Return 目标A，完成B，缺口C: firm where the sentence has one target and one thing done."""
    same = [other for other in before if other.depth == mention.depth]
    targets = [
        other for other in same if _TARGET.search(other.head) and not _DONE.search(other.head)
    ]
    done = [other for other in same if _DONE.search(other.head) and other not in targets]
    if len(targets) == len(done) == 1 and len(same) == len(targets + done):
        return _differences(mention, done[0], targets[0])
    return [
        claim
        for target in targets[:3]
        for other in same[:4]
        if other is not target
        for claim in _differences(mention, other, target, firm=False)
    ]


def _excess_rate(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 目标A，完成B，超额C，超D％: what is over, or short, over the target; firm where there is one."""
    if _OVER.search(mention.head):
        yield from _over_by(prose, mention)
    excess = prose.mentions[mention.index - 1] if mention.index else None
    if excess is None or excess.role is not Role.EXCESS or not _DIRECT.match(mention.head):
        return
    if excess.quantity.kind not in AMOUNTS or excess.clause < mention.clause - 1:
        return
    targets = [
        other
        for other in _levels_before(prose, excess)
        if other.depth == mention.depth
        and _TARGET.search(other.head)
        and not _DONE.search(other.head)
    ]
    claims = [
        Claim(
            Relation.RATE,
            mention.quantity,
            RATIO,
            (excess.quantity, target.quantity),
            is_firm=len(targets) == 1 and excess.sentence == mention.sentence,
        )
        for target in targets[:3]
    ]
    if claims:
        yield mention, claims


_OVER = re.compile("超额(?:完成)?(?:任务|目标)?$")


def _over_by(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 全年任务3800户，实际4559户，超额完成20％: what was done over the task, where each stands there once."""
    near = [
        other
        for other in prose.mentions[max(0, mention.index - SEVERAL) : mention.index]
        if other.is_level() and other.clause >= mention.clause - SEVERAL and other.depth == mention.depth
    ]  # fmt: skip
    task = [
        other for other in near if _TARGET.search(other.head) and not _ACTUAL.search(other.head)
    ]
    done = [other for other in near if _ACTUAL.search(other.head)]
    if len(task) == len(done) == 1 and task[0].quantity.is_like(done[0].quantity):
        pair = (done[0].quantity, task[0].quantity)
        claim = Claim(Relation.RATE, mention.quantity, GROWTH, pair, is_firm=False)
        yield mention, [evolve(claim, is_likely=True)]


_ACTUAL = re.compile("实际|已?完成$|已完成")


def _remaining(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 总投资A，累计完成B，剩余C; loosely, the difference of any two amounts just before."""
    if re.search(r"其余|余下|剩下", mention.head) and mention.quantity.kind is Kind.COUNT:
        return
    before = [other for other in _levels_before(prose, mention) if other.depth == mention.depth]
    totals = [other for other in before if names_plan(other) and not _DONE.search(other.head)]
    done = [other for other in before if _DONE.search(other.head) and other not in totals]
    claims = []
    is_plain = len(totals) == len(done) == 1 and len(before) == len(totals + done)
    if is_plain and done[0].index > totals[0].index:
        operands = (totals[0].quantity, done[0].quantity)
        firm = "计划" not in mention.head and not re.search(r"可报|可用|实际剩余", mention.head)
        claims.append(Claim(Relation.REMAINING, mention.quantity, MINUS, operands, firm))
    if mention.quantity.kind is Kind.MONEY:
        near = [
            other
            for other in prose.mentions[max(0, mention.index - 16) : mention.index]
            if other.quantity.is_like(mention.quantity)
            and other.depth <= mention.depth
            and other.role in {Role.LEVEL, Role.REMAINING}
        ][-7:]
        for one, other in combinations(near, 2):
            claims.append(
                Claim(
                    Relation.REMAINING,
                    mention.quantity,
                    MINUS,
                    (one.quantity, other.quantity),
                    is_firm=False,
                )
            )
    if claims:
        yield mention, claims


def _average(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 平均每个项目投资C, with the total and the number of things in the same sentence."""
    if mention.quantity.kind is Kind.COUNT:
        yield from _people_of_households(prose, mention)
        return
    if mention.quantity.kind is Kind.MONEY and "月均" in mention.head:
        yield from _of_months(prose, mention)
        return
    if mention.quantity.kind is not Kind.MONEY or re.search(r"人均|日均|平均每月", mention.head):
        return
    before = [other for other in said_before(prose, mention) if other.is_level()]
    totals = [other for other in before if other.quantity.is_like(mention.quantity)]
    counts = [other for other in before if other.quantity.kind is Kind.COUNT]
    claims = [
        Claim(
            Relation.AVERAGE,
            mention.quantity,
            QUOTIENT,
            (total.quantity, count.quantity),
            is_firm=len(totals) == 1 and len(counts) == 1,
        )
        for total in totals[:3]
        for count in counts[:3]
    ]
    if claims:
        yield mention, claims


def _people_of_households(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 总户数11.32万户，总人口36.18万人，户均3.2人; only where it agrees, but of 家庭户, whose people are said beside them."""
    if "户" not in mention.head or mention.quantity.unit != "人":
        return
    near = [
        other
        for other in prose.mentions[max(0, mention.index - _NEAR_BALANCE) : mention.index]
        if other.is_level() and other.depth == mention.depth
    ]
    people = [other for other in near if other.quantity.unit.endswith("人")]
    homes = [other for other in near if other.quantity.unit.endswith("户")]
    claims = [
        Claim(Relation.AVERAGE, mention.quantity, QUOTIENT, (one.quantity, home.quantity), is_firm=False, is_guess=True)
        for one in people
        for home in homes
    ]  # fmt: skip
    if _FAMILY in mention.head:
        named = [
            [other.quantity for other in others if _FAMILY in other.head]
            for others in (people, homes)
        ]
        if all(len(own) == 1 for own in named):
            pair = (named[0][0], named[1][0])
            claim = Claim(Relation.AVERAGE, mention.quantity, QUOTIENT, pair, is_firm=False)
            claims = [*claims, evolve(claim, is_likely=True)]
    if claims:
        yield mention, claims


_FAMILY = "家庭户"
_MONTHS = re.compile("[前后余近]([一二两三四五六七八九十]{1,2}|\\d{1,2})个?月")


def _of_months(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 全年目标120亿元，需月均完成10亿元, and 还差32.4亿元，后两个月月均需完成16.2亿元; only where it agrees."""
    found = _MONTHS.search(mention.head)
    months = whole_number(found[1]) if found else _YEAR
    totals = [
        other.quantity
        for other in said_before(prose, mention)
        if other.role in {Role.LEVEL, Role.EXCESS, Role.REMAINING}
        and other.quantity.is_like(mention.quantity)
    ]
    if not totals or not months:
        return
    count = Quantity(Kind.COUNT, str(months), "个")
    claims = [
        Claim(Relation.AVERAGE, mention.quantity, QUOTIENT, (total, count), is_firm=False, is_guess=True)
        for total in totals[:3]
    ]  # fmt: skip
    yield mention, claims


_YEAR = 12
