"""已开工 and 未开工: what is done and what is not are together all there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from investtrack.values import QuantityKind as Kind
from investtrack_audit.relations.structure import share_rule
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role
from investtrack_audit.text.subjects import names_plan, said_before, topic_of


Found = tuple[Mention, list[Claim]]

_VERBS = "开复工|复工|开工|完工|竣工|投产|入库|完成|到位|落实|解决|整改|办结|签约|落地|销号|支付|上报|达标"
_THINGS = "(?:建设)?(?:的)?(?:重点|重大|建设)*(?:项目|问题)*$"
_DONE = re.compile(rf"(?:已|实)(?:全部|经|际)?(?P<verb>{_VERBS}){_THINGS}")
_NOT = re.compile(rf"(?:尚|还|仍)?(?:未|没有)(?P<verb>{_VERBS}){_THINGS}")
_NOT_AFTER = re.compile(
    rf"^(?:(?:重点|重大)?(?:项目|问题))?(?:尚|还|仍)?(?:未|没有)(?P<verb>{_VERBS})"
)


def read_complements(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield that the done and the not done make the whole.

    Firm where all three stand in one sentence; else only where they agree.
    """
    for run in _states(prose):
        parts = tuple(part.quantity for part in run[1:])
        claim = Claim(Relation.SUM, run[0].quantity, plus(len(parts)), parts, is_firm=False)
        yield run[-1], [claim]
    for mention in prose.mentions:
        if not mention.is_level() or mention.quantity.kind is not Kind.COUNT:
            continue
        verb = _verb(_DONE, mention.head)
        whole = _whole(prose, mention) if verb else None
        if verb and whole is not None:
            memory.done.append(
                (verb, mention.quantity, whole.quantity, (prose.block, mention.sentence))
            )
        yield from _rate_of_done(prose, mention)
        missing = _verb(_NOT, mention.head) or _verb(_NOT_AFTER, mention.tail)
        under_way = not missing and _UNDER_WAY.match(mention.head) is not None
        if under_way:  # 已办结103个，正在推进21个: perhaps not all that is left
            missing = next(
                (known[0] for known in reversed(memory.done) if known[0] in _SETTLED), ""
            )
        if not missing:
            continue
        pairs = {known[1:3] for known in memory.done if known[0] == missing}
        least = (
            _LEAST_FAR if len(pairs) == 1 else _LEAST
        )  # of two pairs, small numbers agree with one
        claims = _of_whole_before(prose, memory, mention, missing)
        claims += _of_topic(prose, memory, mention, missing)
        claims += [
            Claim(
                Relation.SUM,
                all_of_them,
                plus(2),
                (done, mention.quantity),
                is_firm=not under_way
                and place == (prose.block, mention.sentence)
                and not _between(prose, done.start, mention),
            )
            for known, done, all_of_them, place in reversed(memory.done)
            if known == missing
            and done.is_like(mention.quantity)
            and (place[0] == prose.block or all_of_them.value >= least)
        ]
        if claims:
            yield mention, claims


def _of_topic(prose: Prose, memory: Memory, mention: Mention, verb: str) -> list[Claim]:
    """Return 签约项目中已开工31个，开工率67％；…；未开工15个, of the number of the things that the sentence is about."""
    done = next(
        (
            other
            for other in said_before(prose, mention)
            if other.is_level(mention.quantity) and _verb(_DONE, other.head) == verb
        ),
        None,
    )
    topic = topic_of(prose, done) if done is not None else ""
    if done is None or not topic:
        return []
    parts = (done.quantity, mention.quantity)
    wholes = {
        item.quantity
        for item in memory.named(topic, mention.quantity)
        if f"{topic}中" not in item.label
    }
    return [
        Claim(Relation.SUM, whole, plus(2), parts, is_firm=False, is_likely=len(wholes) == 1)
        for whole in wholes
    ]


_STATE = re.compile("^(?:已|正在|尚未|尚在|还未|未|仍|处于|待|在建|完工|竣工|建成|投产)")


def _states(prose: Prose) -> Iterator[list[Mention]]:
    """Yield a number of things and the states they are in: 新增入库12个，已入库7个，正在审核3个，正在准备2个.

    What became of things may hold each other (已开工, 已投产), so that nothing is said where they do not add up.
    """
    for sentence in prose.by_sentence:
        run: list[Mention] = []
        for mention in sentence:
            if not mention.is_level() or mention.depth or mention.quantity.kind is not Kind.COUNT:
                continue
            if run and _STATE.match(mention.head) and mention.is_level(run[0].quantity):
                run.append(mention)
                continue
            if len(run) > _LEAST_STATES:
                yield run
            run = [mention]
        if len(run) > _LEAST_STATES:
            yield run


_LEAST_STATES = 2
_LEAST, _BACK = 100, 24
# One done and one not make two anywhere: of another paragraph such agreement is an accident.
_LEAST_FAR = 10


def _of_whole_before(prose: Prose, memory: Memory, mention: Mention, verb: str) -> list[Claim]:
    """Return 已开工159项，尚未开工37项 of a whole said before; only where they agree, and the whole is large."""
    done = prose.mentions[mention.index - 1] if mention.index else None
    if done is None or _verb(_DONE, done.head) != verb or done.sentence != mention.sentence:
        return []
    if not done.is_level(mention.quantity):
        return []
    wholes = [
        other.quantity
        for other in reversed(prose.mentions[max(0, done.index - _BACK) : done.index])
        if other.is_level(mention.quantity) and other.sentence != done.sentence
    ]
    wholes += [item.quantity for item in memory.levels(mention.quantity, within=_BACK)]
    parts = (done.quantity, mention.quantity)
    # 新建项目：共48个。…已开工45个，未开工3个: the one number of like things said in the paragraph
    paragraph = [
        other
        for other in prose.mentions[max(0, done.index - _BACK) : done.index]
        if other.is_level(mention.quantity)
    ]
    only = paragraph[0].quantity if len(paragraph) == 1 and names_plan(paragraph[0]) else None
    return [
        Claim(
            Relation.SUM,
            whole,
            plus(2),
            parts,
            is_firm=False,
            is_list=whole is not only,
            is_likely=whole is only,
        )
        for whole in wholes
        if whole.value >= _LEAST or whole is only
    ]


_NOT_DONE = re.compile(rf"(?:未|没有)(?:全部)?(?P<verb>{_VERBS}|开)")


def _rate_of_done(prose: Prose, mention: Mention) -> Iterator[Found]:
    """Yield 已开33个、未开17个，开工率66％: the done over the done and the not done."""
    words = mention.head + mention.tail
    missing = _NOT_DONE.search(words)
    following = prose.mentions[mention.index + 1 : mention.index + 2]
    if missing is None or not mention.index or not following:
        return
    done, rate = prose.mentions[mention.index - 1], following[0]
    said = re.search(rf"已(?:经|全部)?{missing['verb']}", done.head + done.tail)
    same = rate.sentence == mention.sentence == done.sentence and rate.role is Role.RATE
    if (
        said
        and same
        and rate.reading.object.startswith(missing["verb"])
        and done.is_level(mention.quantity)
    ):
        pair = (done.quantity, mention.quantity)
        yield rate, [Claim(Relation.RATE, rate.quantity, share_rule(0), pair)]


_UNDER_WAY = re.compile(r"^(?:正在|仍在|尚在)(?:推进|办理|整改|协调|处理|解决|督办)")
_SETTLED = frozenset({"办结", "解决", "整改", "销号", "完成"})


def _verb(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group("verb") if match else ""


def _whole(prose: Prose, done: Mention) -> Mention | None:
    """Return what *done* is of: the nearest number of like things before it in the sentence."""
    for other in said_before(prose, done):
        if other.is_level(done.quantity) and other.depth == done.depth:
            return other if not re.search(r"已|未", other.head) else None
    return None


def _between(prose: Prose, start: int, last: Mention) -> bool:
    """Whether a like number stands between: a third state that the two leave out."""
    return any(
        other.is_level(last.quantity) and other.quantity.start > start and other.depth == last.depth
        for other in said_before(prose, last)
    )
