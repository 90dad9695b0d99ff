"""甲1280.2万个，占58.8％；乙492.9万个，占22.6％；丙405.8万个，占18.6％: shares that follow each other and name no whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from attrs import evolve, frozen

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.exact import added
from investtrack_audit.relations.structure import share_rule
from investtrack_audit.several import SEVERAL
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import RATIO, plus
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.labels import canonical, same_region
from investtrack_audit.text.memory import Memory, RunWhole
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role
from investtrack_audit.text.subjects import subject_of


_INNER = re.compile(r"其中|含")
_BACK, _REMEMBERED = 48, 40
_TELLING = 4
"""Digits of shares that agree with one whole hardly by accident."""
_HUNDRED = 100


@frozen(eq=False)
class ShareRun:
    """Shares of one sentence, each of the amount before it, that name no whole: they are of one.

    Attributes:
        shares: the shares, in order.
        parts: the amount each is of.
        inner: places of those that 其中 lists of the one before (60岁以上占18％，其中65岁以上占14％).
    """

    shares: tuple[Mention, ...]
    parts: tuple[Mention, ...]
    inner: frozenset[int]

    @property
    def outer(self) -> list[int]:
        """Places of those that are of no other of them."""
        return [at for at in range(len(self.shares)) if at not in self.inner]

    @property
    def makes_hundred(self) -> bool:
        """Whether they leave nothing of their whole out, as rounded."""
        outer = [self.shares[at].quantity for at in self.outer]
        total = added(share.value for share in outer)
        step = added(share.step for share in outer)
        return len(outer) >= SEVERAL and abs(total - _HUNDRED) * 2 <= step


@lru_cache(maxsize=2)
def runs_of_shares(prose: Prose) -> Mapping[int, ShareRun]:
    """Return the runs of two shares or more, each under the places of its shares in the paragraph."""
    found: dict[int, ShareRun] = {}
    for sentence in prose.by_sentence:
        own: list[tuple[Mention, Mention]] = []
        for mention in sentence:
            part = subject_of(prose, mention) if _is_share(mention) else None
            if part is None or not (part.role is Role.AVERAGE or _names_nothing(mention)):
                continue
            if own and not _goes_on(own[-1], mention, part):
                _keep(prose, own, found)
                own = []
            own.append((mention, part))
        _keep(prose, own, found)
    return found


def _is_share(mention: Mention) -> bool:
    return (
        mention.role is Role.SHARE
        and mention.quantity.kind is Kind.PERCENT
        and "占" in mention.head
        and not mention.is_listed
        and same_region(mention.reading.object, "")
    )


def _names_nothing(mention: Mention) -> bool:
    return not canonical(mention.reading.object)


def _goes_on(last: tuple[Mention, Mention], share: Mention, part: Mention) -> bool:
    """Whether a share goes on with a run: of a like amount, one a head of one a head (人均), worded alike."""
    before, own = last
    return (
        part is not own
        and part.depth == own.depth
        and part.role is own.role
        and part.quantity.is_like(own.quantity)
        and share.reading.object == before.reading.object
    )


def _keep(prose: Prose, own: Sequence[tuple[Mention, Mention]], found: dict[int, ShareRun]) -> None:
    if len(own) < SEVERAL:
        return
    shares = tuple(share for share, _ in own)
    parts = tuple(part for _, part in own)
    inner = frozenset(
        at
        for at in range(1, len(own))
        if _INNER.search(prose.text, shares[at - 1].quantity.end, parts[at].quantity.start)
    )
    run = ShareRun(shares, parts, inner)
    found.update((share.index, run) for share in shares)


def share_of_run(prose: Prose, mention: Mention, memory: Memory) -> tuple[Claim, bool] | None:
    """Return that *mention* is the share of the whole that fits the others of its run, and whether it is; None where none does."""
    run = runs_of_shares(prose).get(mention.index)
    if run is None:
        return None
    found = _whole_of(prose, run, memory)
    if found is None:
        return None
    place = next(at for at, share in enumerate(run.shares) if share is mention)
    is_fitting = place in found.fitting
    if not is_fitting and (place in run.inner or not found.is_telling):
        return None
    return _claim(run, place, found), is_fitting


def sum_of_run(prose: Prose, mention: Mention, memory: Memory) -> Claim | None:
    """Return that the parts of a run that leaves nothing out make their whole, where *mention* is its last share and all are of it."""
    run = runs_of_shares(prose).get(mention.index)
    if run is None or run.shares[run.outer[-1]] is not mention or not run.makes_hundred:
        return None
    found = _whole_of(prose, run, memory)
    if found is None or found.whole is None or not found.fitting.issuperset(run.outer):
        return None
    parts = tuple(run.parts[at].quantity for at in run.outer)
    return sum_of_shared(found.whole, parts, run.shares[0].quantity)


def sum_of_shared(whole: Quantity, parts: Sequence[Quantity], share: Quantity) -> Claim:
    """Return that *parts* make *whole*, whose shares, printed like *share*, make a hundred.

    Where they fall short by what no share need show, others have it: it is said only if it holds.
    """
    short = whole.value - added(part.value for part in parts)
    hidden = share.step / 2 * len(parts)  # each of them may have been rounded up
    is_seen = not 0 < short <= whole.value * hidden / _HUNDRED
    claim = Claim(Relation.SUM, whole, plus(len(parts)), tuple(parts), is_firm=False)
    return evolve(claim, is_likely=is_seen, is_guess=not is_seen)


def _claim(run: ShareRun, place: int, found: RunWhole) -> Claim:
    stated = run.shares[place].quantity
    if found.whole is not None:
        pair = (run.parts[place].quantity, found.whole)
        return Claim(Relation.SHARE, stated, RATIO, pair, is_firm=False, is_likely=True)
    outer = run.outer
    parts = tuple(run.parts[at].quantity for at in outer)
    rule = share_rule(outer.index(place))
    return Claim(Relation.SHARE, stated, rule, parts, is_firm=False, is_likely=True)


def _whole_of(prose: Prose, run: ShareRun, memory: Memory) -> RunWhole | None:
    """Return the whole that most of the shares of *run* fit, the nearest of several: two at least, of digits enough."""
    key = (prose.block, run.shares[0].index)
    if key not in memory.run_wholes:
        memory.run_wholes[key] = _most_fitting(prose, run, memory)
    return memory.run_wholes[key]


def _most_fitting(prose: Prose, run: ShareRun, memory: Memory) -> RunWhole | None:
    best: RunWhole | None = None
    for whole in _candidates(prose, run, memory):
        fitting = frozenset(_fitting(run, whole))
        if best is None or len(fitting) > len(best.fitting):
            best = RunWhole(whole, fitting, is_telling=len(fitting) >= len(run.shares) - 1)
            if len(fitting) == len(run.shares):
                break
    is_lone = best is not None and len(best.fitting) < SEVERAL
    if best is None or (is_lone and not _is_closed_pair(run, best)):
        return None
    digits = sum(_digits(run.shares[at].quantity) for at in best.fitting)
    return best if digits >= _TELLING else None


def _is_closed_pair(run: ShareRun, found: RunWhole) -> bool:
    """Whether two shares, of which one fits, leave nothing out: 男10.84万人，占51.6％；女10.17万人，占48.4％, of 21.01万人."""
    if len(run.outer) != SEVERAL or len(run.shares) != SEVERAL or found.whole is None:
        return False
    if not found.fitting:
        return False
    parts = [part.quantity for part in run.parts]
    apart = abs(added(part.value for part in parts) - found.whole.value)
    return run.makes_hundred or apart <= max(found.whole.step, *(part.step for part in parts)) / 2


def _candidates(prose: Prose, run: ShareRun, memory: Memory) -> Iterator[Quantity | None]:
    """Yield the amounts before the run that one of its first two shares fits, the nearest first, then None for what the parts make."""
    first = run.parts[0]
    wholes = {Role.AVERAGE} if first.role is Role.AVERAGE else _WHOLES
    bounds = [_bounds(run, at) for at in range(SEVERAL)]
    before = prose.mentions[max(0, first.index - _BACK) : first.index]
    amounts = [
        other.quantity
        for other in reversed(before)
        if other.role in wholes and other.quantity.is_like(first.quantity)
    ]
    role = Role.AVERAGE if first.role is Role.AVERAGE else Role.LEVEL
    remembered = memory.levels(first.quantity, within=_REMEMBERED, role=role)
    amounts += [item.quantity for item in remembered]
    for amount in amounts:
        top, bottom = amount.value.as_integer_ratio()
        if any(
            low[0] * bottom <= top * low[1] and top * high[1] <= high[0] * bottom
            for low, high in bounds
        ):
            yield amount
    if run.makes_hundred or len(run.outer) > SEVERAL:
        yield None


_WHOLES = frozenset({Role.LEVEL, Role.SUM, Role.BASE})


def _bounds(run: ShareRun, at: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return between which values, as whole numbers, the whole of one share lies, a little widened; nothing where it is no share."""
    share, part = run.shares[at].quantity, run.parts[at].quantity
    reach = share.step / 2
    low, high = share.value - reach, share.value + reach
    if low <= 0 or part.value <= 0:
        return (0, 1), (0, 1)
    wide = part.step
    least, most = (part.value - wide) * _HUNDRED / high, (part.value + wide) * _HUNDRED / low
    return least.as_integer_ratio(), most.as_integer_ratio()


def _fitting(run: ShareRun, whole: Quantity | None) -> Iterator[int]:
    """Yield the places of the shares that may be of *whole*, or of what the parts make."""
    outer = run.outer
    if whole is None and len(outer) > _MOST_CORNERS:
        return
    made = tuple(run.parts[at].quantity for at in outer)
    for at in range(len(run.shares)) if whole is not None else outer:
        if whole is not None:
            allowed = RATIO.interval((run.parts[at].quantity, whole))
        else:
            allowed = share_rule(outer.index(at)).interval(made)
        if allowed is not None and allowed.meets(run.shares[at].quantity.interval):
            yield at


_MOST_CORNERS = 8
"""Parts whose intervals are reckoned with: the corners are two to the power of them."""


def _digits(quantity: Quantity) -> int:
    return len(quantity.number.replace(".", "").lstrip("-0"))
