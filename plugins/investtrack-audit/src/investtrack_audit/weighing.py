"""What fails is held against its surroundings: how far apart its numbers stand, and what else of its kind holds or fails.

Words read amiss make numbers fail as wrong numbers do. Only what the words bind closely, whose numbers nearly
agree, and whose like hold, is impossible; the rest is doubtful, or not said where another reading holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain, permutations

from attrs import evolve

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.exact import added
from investtrack_audit.misread import are_of_several, is_of_others
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.causes import prints_as
from investtrack_audit.statements.statement import Cause, Miss, Relation, Statement, Verdict
from investtrack_audit.text.classification import are_one_classification
from investtrack_audit.text.prose import Mention, Prose


_FAILED = frozenset({Verdict.IMPOSSIBLE, Verdict.DOUBTFUL})
_STANDS = frozenset({Verdict.HOLDS, Verdict.ROUNDING})
# Words that part what is on one side of them from what is on the other.
_SCOPE = re.compile(
    "不含|不包括|扣除|剔除|口径|可比|调整后|折算|修订|年均|核减|还原|另有|除外|初步|快报|最终核实"
)
_PERIOD = re.compile(
    r"(?:19|20)\d\d年|\d{1,2} ?[-—–~至到] ?\d{1,2}月|(?<![-—–~至到\d])\d{1,2}月|[一二三四]季度|上半年|下半年"
)
# Officially published growth of these is at comparable prices or of a comparable set.
_COMPARABLE = re.compile(
    "增加值|生产总值|GDP|gdp|总产值|工业产值|固定资产投资|零售|销售额|营业额|营业收入"
)
_MOST_NEAR, _TELLING, _FAR = 8, 3, 4000
_EXCESS = Fraction(1, 8)


def weighed(statement: Statement, prose: Prose) -> Statement | None:
    """Return *statement* of *prose* as impossible only where its words bind it; None where another reading holds."""
    if statement.verdict not in _FAILED:
        return statement
    home = _mention_of(prose, statement.stated)
    if home is None:  # what parts here make stands elsewhere, or is the 100 of their shares
        is_elsewhere = statement.stated.end and not _is_printed(prose, statement.stated)
        of_shares = statement.relation is Relation.PART and len(statement.operands) > SEVERAL
        if of_shares and are_of_several(statement):
            return None
        is_open = is_elsewhere or of_shares or _is_forced(statement)
        is_open = is_open and statement.is_impossible
        return _doubted(statement) if is_open else statement
    others = [_mention_of(prose, operand) for operand in statement.operands if operand.end]
    here = [home, *(other for other in others if other is not None)]
    read_otherwise = _is_read_otherwise(statement, prose, home)
    is_absurd = statement.miss is Miss.ABSURD and statement.relation is Relation.DIFFERENCE
    is_guessed = statement.relation is Relation.SHARE and not statement.is_firm
    is_other = read_otherwise and (statement.miss is not Miss.SLIP or is_guessed)
    if is_absurd or is_other or _is_cut_short(statement, prose, here):
        return None
    if is_of_others(statement, prose, here):
        return None
    is_bound = all(others) and not read_otherwise and not _is_forced(statement)
    is_bound = is_bound and (statement.is_doubtful or _is_bound(statement, prose, here))
    return statement if is_bound else _doubted(statement)


def _doubted(statement: Statement, note: str = "") -> Statement:
    return evolve(statement, verdict=Verdict.DOUBTFUL, note=note or statement.note)


def _mention_of(prose: Prose, number: Quantity) -> Mention | None:
    """Return where *number* stands in *prose*, its sign aside; None where it stands elsewhere."""
    at = bisect_left(prose.mentions, number.start, key=lambda mention: mention.quantity.start)
    if at == len(prose.mentions):
        return None
    own = prose.mentions[at].quantity
    is_same = (own.start, own.end) == (number.start, number.end)
    is_same = is_same and own.number.lstrip("-") == number.number.lstrip("-")
    return prose.mentions[at] if is_same else None


def _is_forced(statement: Statement) -> bool:
    """Whether a share is off by no more than a unit of its last place so that all make 100: many offices do so."""
    if statement.cause is not Cause.FORCED:
        return False
    right = Fraction(statement.closest.rstrip("％"))
    return abs(right - statement.stated.value) <= statement.stated.step


def _is_printed(prose: Prose, number: Quantity) -> bool:
    return prose.text.startswith(number.number.lstrip("-"), number.start)


def _is_bound(statement: Statement, prose: Prose, here: Sequence[Mention]) -> bool:
    """Whether the words bind the numbers of what fails: no other scope, time or measure between them, nothing far."""
    first = min(mention.quantity.start for mention in here)
    last = max(mention.quantity.end for mention in here)
    if last - first > _FAR or _SCOPE.search(prose.text, first, last):
        return False
    if statement.relation is Relation.PART:
        return _exceeds_at_once(statement, prose, here)
    is_near = _is_near(statement, here)
    if statement.relation is Relation.SUM:
        return is_near and _is_one_list(here) and _are_of_one_time(here)
    if statement.relation is Relation.GROWTH and statement.cause is None:
        words = prose.text[prose.sentence_of(first)[0] : first]
        return is_near and not _COMPARABLE.search(words)
    return is_near and (statement.relation is not Relation.SHARE or _are_of_one_time(here))


def _is_near(statement: Statement, here: Sequence[Mention]) -> bool:
    """Whether the numbers stand near enough for what they miss each other by; a sum the words bind may span sentences."""
    in_one_sentence = len({mention.sentence for mention in here}) == 1
    if statement.relation is Relation.SUM or statement.miss is Miss.SLIP:
        return in_one_sentence or statement.is_firm
    is_whole = len(here) == len(statement.operands) + 1 and _follow(here)
    return in_one_sentence and (statement.miss is Miss.SOME or is_whole)


def _is_one_list(here: Sequence[Mention]) -> bool:
    """Whether all parts stand between the same semicolons, or each between its own, or are of one classification."""
    whole, parts = here[0], sorted(here[1:], key=lambda part: part.index)
    segments = {part.segment for part in parts}
    if len(segments) <= 1 or whole.segment not in segments:
        return True
    return are_one_classification([part.label for part in parts])


def _follow(here: Sequence[Mention]) -> bool:
    """Whether the numbers stand one behind the other, no other between them."""
    places = sorted(mention.index for mention in here)
    return places[-1] - places[0] == len(places) - 1


def _exceeds_at_once(statement: Statement, prose: Prose, here: Sequence[Mention]) -> bool:
    """Whether a part alone follows its whole in the sentence, or several exceed it by little."""
    whole, parts = here[0], here[1:]
    if len(parts) > SEVERAL and whole.quantity.kind is Kind.PERCENT:
        return False  # shares of shares stand among them
    if len(parts) > 1 and not _is_one_list(here):
        return False
    if len(parts) > 1:
        total = added(part.quantity.value for part in parts)
        return total <= whole.quantity.value * (1 + _EXCESS)
    between = prose.mentions[whole.index + 1 : parts[0].index] if parts else ()
    alone = not any(other.quantity.is_like(whole.quantity) for other in between)
    near = parts[0].sentence == whole.sentence if parts else False
    return bool(parts) and alone and (near or bool(statement.cause is Cause.UNIT))


def _are_of_one_time(here: Sequence[Mention]) -> bool:
    """Whether no two of the numbers bear other times in the words of their own clauses."""
    times = [set(_PERIOD.findall(mention.head)) for mention in here]
    named = [own for own in times if own]
    return all(own & named[0] for own in named)


def _is_read_otherwise(statement: Statement, prose: Prose, home: Mention) -> bool:
    """Whether other numbers nearby, or these by another rule, give the stated one: then it was read amiss."""
    stated = statement.stated
    if len(stated.number.strip("-").replace(".", "").lstrip("0")) < _TELLING:
        return False
    near = prose.mentions[max(0, home.index - _MOST_NEAR) : home.index + 3]
    numbers = [
        mention.quantity
        for mention in near
        if mention.sentence == home.sentence and mention is not home
    ]
    if statement.relation in _OF_RATIOS:
        own = () if statement.relation is Relation.GROWTH else statement.operands
        found: Iterator[Fraction] = chain(_rates(numbers, own), _wider(numbers, statement.operands))
    elif statement.relation is Relation.DIFFERENCE:
        found = _differences(numbers, stated)
    elif statement.relation is Relation.SUM and stated.kind is not Kind.PERCENT:
        found = _runs(prose, home)
    else:
        return False
    size = -stated if stated.value < 0 else stated
    return any(prints_as(abs(value), size) for value in found)


# 大型1家、中型6家，其余为小微企业: a rest whose number is not said
_REST = re.compile(
    "[,、;]?(?:其余|其他|其它|剩余|余下)(?:的)?(?:[均都]?为|[均都]?是|均|都)[^,;。\\d]*[,;。]|等[,;。]"
)


def _is_cut_short(statement: Statement, prose: Prose, here: Sequence[Mention]) -> bool:
    """Whether a list is longer than was read, and makes its whole, or shorter, and does not exceed it."""
    if statement.relation is Relation.SUM:
        return _goes_on(statement, prose, here) or (
            not statement.is_firm and _leaps(prose, here) and not _is_one_list(here)
        )
    if statement.relation is not Relation.PART or len(here) <= SEVERAL or _is_one_list(here):
        return False
    whole = here[0]
    own = [part.quantity.value for part in here[1:] if part.segment == whole.segment]
    return added(own) <= whole.quantity.value


def _leaps(prose: Prose, here: Sequence[Mention]) -> bool:
    """Whether amounts between the parts, in the segment of the first, are left out of what is listed."""
    whole, parts = here[0], sorted(here[1:], key=lambda part: part.index)
    between = prose.mentions[parts[0].index + 1 : parts[-1].index] if parts else ()
    return any(
        whole.index < parts[0].index
        and other.segment == parts[0].segment
        and other.depth == parts[0].depth
        and other not in parts
        and other.is_level(whole.quantity)
        for other in between
    )


def _goes_on(statement: Statement, prose: Prose, here: Sequence[Mention]) -> bool:
    """Whether the amounts right behind the last part belong to the list, too: with them it makes the whole."""
    home = here[0]
    total = added(operand.value for operand in statement.operands)
    last = max(here[1:], key=lambda part: part.index, default=home)
    if home.index >= last.index:
        return False
    following = prose.mentions[last.index + 1 : last.index + 2]
    until = following[0].quantity.start if following else len(prose.text)
    if _REST.match(prose.text, last.quantity.end, until):
        return True
    for other in prose.mentions[last.index + 1 : last.index + 1 + _MOST_NEAR]:
        if other.segment != last.segment:
            break
        if other.is_level(home.quantity):
            total += other.quantity.value
            if total == home.quantity.value:
                return True
    return False


_OF_RATIOS = frozenset({Relation.SHARE, Relation.RATE, Relation.GROWTH})


def _rates(numbers: Sequence[Quantity], own: Sequence[Quantity]) -> Iterator[Fraction]:
    """Yield each amount over each other, and what it grew by, but of no two of *own*."""
    for one, other in permutations(numbers, 2):
        if one in own and other in own:
            continue
        if (
            one.kind is other.kind
            and one.kind not in _RATES
            and one.is_like(other)
            and other.value > 0
        ):
            ratio = one.value / other.value * 100
            yield ratio
            yield ratio - 100


def _wider(numbers: Sequence[Quantity], operands: Sequence[Quantity]) -> Iterator[Fraction]:
    """Yield the first of two *operands* over the second and one more amount: 占全部投资的, after 国有 and 非国有."""
    if len(operands) != SEVERAL:
        return
    part, whole = operands
    for other in numbers:
        if other not in operands and other.is_like(whole) and whole.value + other.value > 0:
            yield part.value / (whole.value + other.value) * 100


_RATES = frozenset({Kind.PERCENT, Kind.POINTS, Kind.BARE})


def _differences(numbers: Sequence[Quantity], stated: Quantity) -> Iterator[Fraction]:
    for one, other in permutations(numbers, 2):
        rates = one.kind is Kind.PERCENT and other.kind is Kind.PERCENT and stated.kind in _RATES
        if one.value > other.value and (rates or (one.is_like(other) and one.is_like(stated))):
            yield one.value - other.value


def _runs(prose: Prose, home: Mention) -> Iterator[Fraction]:
    """Yield what runs of two or more like amounts of the paragraph make, none of them the stated one."""
    reach = _MOST_NEAR * 2
    near = [
        other
        for other in prose.mentions[max(0, home.index - reach) : home.index + reach + 1]
        if other.is_level(home.quantity) and other is not home
    ]
    for at in range(len(near)):
        total = near[at].quantity.value
        for other in near[at + 1 : at + 1 + _MOST_NEAR]:
            total += other.quantity.value
            yield total


def together(found: Iterable[Statement]) -> list[Statement]:
    """Return what one paragraph or table states, the failures of one reading as one doubt where its like fail, too.

    Shares of one whole, or a column held to another, fail all at once where the whole, the column or the year is
    another than was thought: one of them says so.
    """
    kept = list(found)
    groups: dict[Hashable, list[Statement]] = {}
    run, last = 0, 0
    for statement in kept:
        run += statement.span[0] - last > _BETWEEN_SHARES
        last = statement.span[1]
        for key in _readings(statement, run):
            groups.setdefault(key, []).append(statement)
    dropped = {id(one) for one in kept if one.is_impossible and _is_alone(one, groups)}
    doubted: dict[int, Statement] = {}
    for members in groups.values():
        failed = [one for one in members if one.verdict in _FAILED]
        holds = sum(one.verdict in _STANDS for one in members)
        if not _is_mass(len(failed), holds):
            continue
        note = (
            f"同类的{len(members)}处中{len(failed)}处对不上，可能是口径、年份或总数不同，只列这一处"
        )
        doubted[id(failed[0])] = _doubted(failed[0], note)
        dropped.update(id(one) for one in failed[1:])
    return [
        doubted.get(id(one), one) for one in kept if id(one) not in dropped or id(one) in doubted
    ]


def _is_alone(statement: Statement, groups: Mapping[Hashable, Sequence[Statement]]) -> bool:
    """Whether a share of a table was only guessed, by one slip, where no other of its column holds."""
    if statement.cell is None or statement.is_firm or statement.relation is Relation.SUM:
        return False
    own = groups[statement.relation, "column", statement.cell[1]]
    return not any(one.verdict in _STANDS for one in own)


def _is_mass(failed: int, holds: int) -> bool:
    return failed >= SEVERAL and (not holds or (failed > SEVERAL and failed > holds))


_BETWEEN_SHARES = 2


def _readings(statement: Statement, run: int) -> Iterator[Hashable]:
    """Yield by what it was read: a column, the row of a total, the whole of shares, or a:b:c of the *run* it stands in."""
    if statement.relation in {Relation.NOTATION, Relation.RANK}:
        return
    if statement.cell is not None:
        row, column = statement.cell
        yield (statement.relation, "column", column)
        if statement.relation is Relation.SUM:
            yield (statement.relation, "row", row)
    elif statement.relation in {Relation.SHARE, Relation.RATE}:
        if len(statement.operands) > SEVERAL:
            yield (statement.relation, statement.operands, run)
        else:
            yield (statement.relation, statement.operands[-1])
