"""A claim found in the text, and its judgement by intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cached_property

from attrs import evolve, frozen

from investtrack.values import Hedge, Quantity
from investtrack.values import QuantityKind as Kind
from investtrack.values.quantity import Interval, number_text
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.causes import (
    Slip,
    gap,
    is_one_slip,
    likely_slip,
    near_miss,
    prints_as,
    telling_slip,
)
from investtrack_audit.statements.rules import ITSELF, ArithmeticRule
from investtrack_audit.statements.statement import Cause, Miss, Relation, Statement, Verdict


@frozen
class Spot:
    """Where a claim stands.

    Attributes:
        place: for a clerk.
        excerpt: the words around it.
        block: index in the document.
        span: of the stated number.
        cell: row and column, in a table.
    """

    place: str
    excerpt: str
    block: int
    span: tuple[int, int]
    cell: tuple[int, int] | None = None


@frozen
class Claim:
    """That *stated* follows from *operands* by *rule*.

    Attributes:
        relation: its kind.
        stated: the stated number, negated for a fall.
        rule: the arithmetic.
        operands: the printed operands.
        is_firm: whether the words bind them beyond doubt; a claim that is not firm is only made
            where it holds, or where one known slip explains why not.
        at_most: whether the rule's value need only not exceed the stated one.
        is_likely: whether the words name both numbers, though not beyond doubt: where such a claim fails
            it is doubtful.
        is_list: whether it is the sum of a list that may be complete: where one slip would make it
            exact it is doubtful.
        note: a remark.
        is_guess: whether the other number was only found by agreement: nothing is said where the claim fails.
        is_near: whether all the numbers stand in one paragraph.
        hint: the cause to name where no slip explains it.
    """

    relation: Relation
    stated: Quantity
    rule: ArithmeticRule
    operands: tuple[Quantity, ...]
    is_firm: bool = True
    at_most: bool = False
    note: str = ""
    hint: Cause | None = None
    is_near: bool = True
    is_likely: bool = False
    is_list: bool = False
    is_guess: bool = False


@frozen
class _Judged:
    claim: Claim
    verdict: Verdict
    value: Fraction
    slip: Slip | None = None


def state(claims: Iterable[Claim], spot: Callable[[Claim], Spot]) -> Statement | None:
    """Return the statement that the alternatives *claims* come to; None where none can be made.

    The first that holds is taken, else the first explained by rounding; else the first firm one,
    which is impossible, else one whose failure a single known slip explains; else the first that is
    doubtful. A list that only does not exceed its whole is the last resort of what holds.

    Args:
        claims: what the stated number may follow from.
        spot: returns where a claim stands; asked of the one that is stated.
    """
    judged: list[_Judged] = []
    for found in _judgements(claims):
        if found is not None and found.verdict is Verdict.HOLDS:
            return _statement(found, spot)
        if found is not None and not (found.claim.is_guess and found.verdict is Verdict.IMPOSSIBLE):
            judged.append(found)
    bound = next((found for found in judged if found.verdict is Verdict.BOUNDED), None)
    rounded = next((found for found in judged if found.verdict is Verdict.ROUNDING), None)
    if rounded is not None:
        return _statement(rounded, spot)
    firm = next(
        (found for found in judged if found.claim.is_firm and found.verdict is Verdict.IMPOSSIBLE),
        None,
    )
    if firm is not None and (bound is None or not firm.claim.at_most):
        return _statement(_explained(firm), spot)
    if bound is not None:
        return _statement(_slipped_sum(judged) or _doubted(judged) or bound, spot)
    for found in map(_told, filter(_could_tell, judged[:_MOST_EXPLAINED])):
        if found.slip is not None and found.slip.is_telling:
            return _statement(found, spot)
    doubted = _doubted(judged)
    return _statement(doubted, spot) if doubted is not None else None


def _could_tell(found: _Judged) -> bool:
    """Whether a slip in it would be hardly an accident; saves the search for one."""
    return _digits(found.claim.stated) >= _TELLING


def _doubted(judged: Iterable[_Judged]) -> _Judged | None:
    """Return the first claim that fails and is doubtful: likely by its words, or a list amiss by one slip, or more than its whole."""
    for found in judged:
        claim = found.claim
        if found.verdict is Verdict.DOUBTFUL:
            return _explained(found)
        if found.verdict is not Verdict.IMPOSSIBLE:
            continue
        if claim.is_list:
            slip = near_miss(
                claim.stated,
                claim.operands,
                claim.rule,
                found.value,
                is_complete=claim.is_likely,
            )
            if slip is not None:
                return evolve(found, verdict=Verdict.DOUBTFUL, slip=slip)
        elif claim.is_likely:
            return evolve(_explained(found), verdict=Verdict.DOUBTFUL)
    return None


def _slipped_sum(judged: Iterable[_Judged]) -> _Judged | None:
    """Return the sum that one 万 read as 亿 would make exact, though its parts do not exceed the whole."""
    for found in judged:
        units = {operand.unit for operand in found.claim.operands}
        if found.claim.at_most or len(units) < SEVERAL:
            continue
        slipped = _explained(found)
        slip = slipped.slip
        if slip is not None and slip.is_telling and not slip.of_stated:
            return slipped
    return None


def _judgements(claims: Iterable[Claim]) -> Iterator[_Judged | None]:
    """Yield the judgement of each claim; what the same operands make by the same rule is reckoned once."""
    made: _Made | None = None
    for claim in claims:
        if not _is_worth_making(claim):
            continue
        if made is None or claim.rule is not made.rule or claim.operands is not made.operands:
            value = claim.rule.apply([operand.value for operand in claim.operands])
            made = _Made(claim.rule, claim.operands, value)
        if made.value is not None:
            yield _judge(claim, made.value, made)


@frozen(eq=False)
class _Made:
    """What operands make by a rule, and what they allow as printed: reckoned when asked for."""

    rule: ArithmeticRule
    operands: tuple[Quantity, ...]
    value: Fraction | None

    @cached_property
    def allowed(self) -> Interval | None:
        return self.rule.interval(self.operands)


def _judge(claim: Claim, value: Fraction, made: _Made) -> _Judged | None:
    if claim.at_most:
        high = claim.stated.interval.high
        holds = high is None or value <= claim.stated.value
    else:
        holds = prints_as(value, claim.stated)
    if not holds and not claim.is_firm and not claim.is_likely and _is_far(value, claim.stated):
        return None if claim.is_guess else _Judged(claim, Verdict.IMPOSSIBLE, value)
    return _by_interval(claim, value, made, holds=holds)


def _by_interval(claim: Claim, value: Fraction, made: _Made, *, holds: bool) -> _Judged | None:
    """Return the judgement by what the operands as printed allow; what holds by plain operands needs no look at them."""
    is_plain = holds and not claim.at_most and _is_plain(claim)
    allowed = None if is_plain else made.allowed
    if not is_plain and (allowed is None or not allowed.is_bounded):
        return None
    verdict = Verdict.HOLDS if holds else Verdict.IMPOSSIBLE
    stated = claim.stated.interval if not holds else None
    if stated is not None and claim.at_most:
        stated = Interval(None, stated.high)
    if stated is not None and allowed is not None and allowed.meets(stated):
        verdict = Verdict.ROUNDING
        if not claim.is_firm and not claim.is_likely and not _is_narrow(allowed, value):
            return None  # so wide that falling into it may be an accident
    # Of ten times as many things, too, some number gives the same rate: that is no more than possible.
    is_bound = claim.at_most or claim.relation is Relation.GRANULARITY
    if is_bound and verdict is not Verdict.IMPOSSIBLE:
        verdict = Verdict.BOUNDED
    if claim.at_most and not holds and verdict is Verdict.BOUNDED and allowed is not None:
        # More than the whole as printed: whole 亿元 of each part could have been rounded up, but who knows.
        step, whole = claim.stated.step, claim.stated.value
        is_close = value - whole <= step and step * _FINE <= abs(whole)
        is_rounded = is_close or _is_narrow(allowed, value)
        verdict = Verdict.ROUNDING if is_rounded else Verdict.DOUBTFUL
    return _Judged(claim, Verdict.IMPOSSIBLE if _is_misnamed(claim) else verdict, value)


def _is_plain(claim: Claim) -> bool:
    """Whether no operand is hedged or as small as its last place: what they allow is bounded."""
    return all(
        operand.hedge is Hedge.NONE and not operand.high and _is_over_a_step(operand)
        for operand in claim.operands
    )


def _is_over_a_step(quantity: Quantity) -> bool:
    """Whether its digits make more than one of its last place; whole numbers cost less than fractions."""
    return abs(int(quantity.number.replace(".", ""))) > 1


def _is_misnamed(claim: Claim) -> bool:
    """Whether the stated number bears another unit than the relation gives, whatever its size."""
    bare = claim.stated.kind in {Kind.BARE, Kind.POINTS} and claim.relation in _IN_PERCENT
    return bare or claim.relation is Relation.NOTATION


def _is_worth_making(claim: Claim) -> bool:
    """Whether agreement would say anything: two digits agree by accident over a whole document."""
    return claim.is_firm or claim.is_near or _digits(claim.stated) >= _TELLING


def _is_far(value: Fraction, stated: Quantity) -> bool:
    """Whether no rounding could bring the two together; saves the interval."""
    apart, of = gap(value, stated.value)
    top, bottom = value.as_integer_ratio()
    step, parts = stated.step.as_integer_ratio()
    return apart * _FAR * bottom > abs(top) * of and apart * parts > step * of


_IN_PERCENT = frozenset({Relation.GROWTH, Relation.RATE, Relation.SHARE, Relation.NOTATION})


_TELLING = 3
_FINE = 100
"""Steps of its last place that a number has at least where one of them is rounding."""
_MOST_EXPLAINED = 3
_FAR = 50


def _digits(quantity: Quantity) -> int:
    return len(quantity.number.replace(".", "").strip("-0"))


def _is_narrow(allowed: Interval, value: Fraction) -> bool:
    """Whether so little is allowed that falling into it is no accident: under one per cent."""
    if allowed.low is None or allowed.high is None:
        return False
    return (allowed.high - allowed.low) * 100 <= abs(value)


def _told(found: _Judged) -> _Judged:
    claim = found.claim
    if claim.hint is not None or claim.at_most:
        return found
    slip = telling_slip(claim.stated, claim.operands, claim.rule, claim.relation, found.value)
    return evolve(found, slip=slip) if slip is not None else found


def _explained(found: _Judged) -> _Judged:
    claim = found.claim
    if claim.hint is not None:
        return found
    slip = likely_slip(
        claim.stated,
        claim.operands,
        claim.rule,
        claim.relation,
        at_most=claim.at_most,
    )
    return evolve(found, slip=slip)


def _statement(found: _Judged, spot_of: Callable[[Claim], Spot]) -> Statement:
    claim, slip = found.claim, found.slip
    spot = spot_of(claim)
    cause = slip.cause if slip else None
    closest = ""
    if found.verdict in _FAILED:
        closest = _right(found)
        cause = cause or claim.hint or (Cause.EXCEEDS if claim.at_most else None)
    return Statement(
        claim.relation,
        found.verdict,
        spot.place,
        spot.excerpt,
        claim.stated,
        claim.operands,
        _formula(found),
        closest,
        cause,
        slip.suspect if slip else "",
        slip.mended if slip else "",
        claim.note,
        spot.block,
        spot.span,
        spot.cell,
        claim.is_firm,
        _miss(found) if found.verdict in _FAILED else None,
    )


_LITTLE, _SOME = Fraction(1, 20), Fraction(1, 5)
_FEW_STEPS, _ORDERS = 3, 1000


def _miss(found: _Judged) -> Miss:
    """Return how far apart the numbers are; any number may be a slip of little."""
    claim = found.claim
    if (
        found.slip is not None
        or claim.at_most
        or claim.rule is ITSELF
        or _is_within(found, _LITTLE)
    ):
        return Miss.SLIP
    if is_one_slip(claim.stated, claim.operands, claim.rule, found.value):
        return Miss.SLIP
    if _is_within(found, _SOME):
        return Miss.SOME
    value, stated = abs(found.value), abs(claim.stated.value)
    is_absurd = not claim.rule.words and max(value, stated) > _ORDERS * min(value, stated) > 0
    return Miss.ABSURD if is_absurd else Miss.MUCH


def _is_within(found: _Judged, share: Fraction) -> bool:
    """Whether no more is missing than *share* of the greater number, or a few steps of the last place."""
    stated, value = found.claim.stated, found.value
    missing = abs(value - stated.value)
    most = max(abs(value), abs(stated.value))
    return missing <= most * share or missing <= stated.step * _FEW_STEPS


def _right(found: _Judged) -> str:
    """Return what should stand: without the slip, or what the operands as printed give."""
    claim, slip = found.claim, found.slip
    falls = claim.stated.number.startswith("-")
    if claim.hint is not None and claim.rule is ITSELF and not claim.at_most:
        right = claim.operands[0]
        if claim.hint is not Cause.DIRECTION:
            return str(right)
        return f"{'下降' if right.number.startswith('-') else '增长'}{str(right).removeprefix('-')}"
    if slip is not None and slip.cause is Cause.DIRECTION:
        return f"{'增长' if falls else '下降'}{slip.mended.removeprefix('-')}"
    if slip is not None:
        text = slip.mended
    else:
        bare = claim.stated.kind in {Kind.BARE, Kind.POINTS} and claim.relation in _IN_PERCENT
        stated = evolve(claim.stated, unit="％") if bare else claim.stated
        text = stated.printed(found.value)
    return text.removeprefix("-") if falls else text


_FAILED = frozenset({Verdict.IMPOSSIBLE, Verdict.DOUBTFUL})
_BOUND_SIGNS = {Verdict.IMPOSSIBLE: ">", Verdict.DOUBTFUL: ">", Verdict.ROUNDING: "≈"}
_RATES = frozenset({Kind.PERCENT, Kind.POINTS, Kind.BARE, Kind.TIMES})


def _formula(found: _Judged) -> str:
    claim = found.claim
    stated = claim.stated
    if claim.relation is Relation.NOTATION:
        return f"{stated} ≠ {claim.operands[0]}"
    left = claim.rule.written(claim.operands)
    is_misnamed = stated.kind is Kind.BARE and claim.relation in _IN_PERCENT
    unit = "％" if is_misnamed else stated.unit
    said = f"{_minus(stated.number)}{stated.unit}"
    same = found.value == stated.value and not is_misnamed
    if same and stated.hedge is Hedge.NONE and not claim.at_most:
        return f"{left} = {said}"
    middle = number_text(found.value / stated.size, _places(claim, stated))
    if claim.at_most:
        sign = _BOUND_SIGNS.get(found.verdict, "≤")
        return (
            f"{left} = {_minus(middle)} {sign} {said}"
            if len(claim.operands) > 1
            else f"{left} {sign} {said}"
        )
    hedge = stated.hedge.value
    said = f"{hedge}{said}" if hedge in {"约", "近", "不足"} else f"{said}{hedge}"
    if found.verdict in _FAILED:
        shown = f"{_minus(middle)}{unit}" if unit != stated.unit else _minus(middle)
        return f"{left} = {shown} ≠ {said}"
    if stated.kind in _RATES:
        middle = f"{middle}{unit}"
    return f"{left} = {_minus(middle)} ≈ {said}"


def _places(claim: Claim, stated: Quantity) -> int:
    """Return the decimals to show: two more than printed, or as many as the operands of a sum need."""
    if not claim.rule.signs:
        return stated.places + 2
    finest = min((operand.step for operand in claim.operands), default=stated.step)
    places = stated.places
    while stated.size / 10**places > finest and places < stated.places + 2:
        places += 1
    return places


def _minus(text: str) -> str:
    return text.replace("-", "−")
