"""The law of a sum of independent all-or-nothing amounts: exact, or between two guaranteed bounds.

Amounts are whole numbers of some unit. A law is sum → weight, the weights over a common scale.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, count

from attrs import frozen


SUPPORT = 50_000
"""Most different sums an exact law has; beyond, bounds are given."""
EXACT_ITEMS = 400
"""Most items of an exact law: its weights grow with each."""
STEPS = 1 << 21
"""Grid points a bounded law has, shared among its items; at least :data:`FEWEST` and at most :data:`MOST`."""
FEWEST, MOST = 1 << 10, 1 << 13
_BITS = 64
_ONE = 1 << _BITS
_WIDTH = 17  # bytes that hold a product of two weights and the sum of thousands of them
_SPARSE = 1 << 16


@frozen
class UncertainAmount:
    """An amount that comes, whole, with a chance."""

    amount: int
    chance: Fraction


@frozen(eq=False)
class Law:
    """Sums and their weights.

    Attributes:
        weights: sum, in steps → weight.
        scale: what the weights are parts of.
        step: units of one step.
    """

    weights: Mapping[int, int]
    scale: int
    step: int = 1

    def at_least(self, amount: int) -> Fraction:
        """Return the weight of sums at or above *amount* units, as a fraction."""
        edge = -(-amount // self.step)
        return Fraction(sum(w for s, w in self.weights.items() if s >= edge), self.scale)


CERTAIN = Law({0: 1}, 1)


def with_item(law: Law, item: UncertainAmount) -> Law:
    """Return the law of the sum with one more item; exact, on a grid of step 1."""
    yes, whole = item.chance.numerator, item.chance.denominator
    no, amount = whole - yes, item.amount
    if yes:
        weights = {total + amount: weight * yes for total, weight in law.weights.items()}
        if no:
            known = weights.get
            for total, weight in law.weights.items():
                weights[total] = known(total, 0) + weight * no
    else:
        weights = {total: weight * no for total, weight in law.weights.items()}
    return Law(weights, law.scale * whole)


def exact_law(items: Sequence[UncertainAmount], support: int = SUPPORT) -> Law | None:
    """Return the exact law of the sum of *items*; None where it has more than *support* sums."""
    if len(items) > EXACT_ITEMS:
        return None
    law = CERTAIN
    for item in sorted(items, key=lambda i: i.amount):
        law = with_item(law, item)
        if len(law.weights) > support:
            return None
    return law


def bounding_laws(items: Sequence[UncertainAmount]) -> tuple[Law, Law]:
    """Return a law that lies below that of the sum, and one above it, for every threshold.

    Both live on a grid. Below, sums and weights are rounded down; above, up: so the true chance
    of any sum is never outside. The two lightest laws are merged first, which keeps the error of
    the sum within about 2 log₂ n of n steps' width.
    """
    most = min(max(STEPS // max(len(items), 1), FEWEST), MOST)
    return _merged(items, most, up=False), _merged(items, most, up=True)


def _merged(items: Sequence[UncertainAmount], most: int, *, up: bool) -> Law:
    order = count()
    heap = [(item.amount, next(order), _law_of(item, up=up)) for item in items]
    heap.append((0, next(order), Law({0: _ONE}, _ONE)))
    heapq.heapify(heap)
    while len(heap) > 1:
        first, _, one = heapq.heappop(heap)
        second, _, other = heapq.heappop(heap)
        heapq.heappush(heap, (first + second, next(order), merge(one, other, most, up=up)))
    return heap[0][2]


def _law_of(item: UncertainAmount, *, up: bool) -> Law:
    """Return the law of one item, its amount being one step: nothing of it is rounded but the weights."""
    yes = item.chance.numerator * _ONE
    no = item.chance.denominator * _ONE - yes
    weights = [_rounded(part, item.chance.denominator, up=up) for part in (no, yes)]
    return Law(
        {0: weights[0], 1: weights[1]} if item.amount else {0: sum(weights)},
        _ONE,
        max(item.amount, 1),
    )


def _rounded(above: int, below: int, *, up: bool) -> int:
    return -(-above // below) if up else above // below


def merge(one: Law, other: Law, most: int, *, up: bool) -> Law:
    """Return the law of the sum of two independent sums, on a grid of about *most* points, rounded one way."""
    reach = max(one.weights) * one.step + max(other.weights) * other.step
    step = max(-(-reach // most), 1)
    left, right = _regridded(one, step, up=up), _regridded(other, step, up=up)
    product = _sparse(left, right) if len(left) * len(right) <= _SPARSE else _dense(left, right)
    # an empty place would only cost time; a law keeps its place at zero, so that it has a reach
    weights = {s: v for s, w in product.items() if (v := _rounded(w, _ONE, up=up)) or not s}
    return Law(weights or {0: 0}, _ONE, step)


def _regridded(law: Law, step: int, *, up: bool) -> dict[int, int]:
    if step == law.step:
        return dict(law.weights)
    found: dict[int, int] = {}
    for total, weight in law.weights.items():
        place = _rounded(total * law.step, step, up=up)
        found[place] = found.get(place, 0) + weight
    return found


def _sparse(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for a, weight in one.items():
        for b, factor in other.items():
            found[a + b] = found.get(a + b, 0) + weight * factor
    return found


def _dense(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    """Multiply the two as polynomials, packed into one long integer each (Kronecker substitution)."""
    length = max(one) + max(other) + 1
    product = (_packed(one) * _packed(other)).to_bytes(length * _WIDTH + 1, "little")
    places = range(0, length * _WIDTH, _WIDTH)
    return {
        place // _WIDTH: weight
        for place in places
        if (weight := int.from_bytes(product[place : place + _WIDTH], "little"))
    }


def _packed(weights: Mapping[int, int]) -> int:
    places = (weights.get(place, 0).to_bytes(_WIDTH, "little") for place in range(max(weights) + 1))
    return int.from_bytes(b"".join(places), "little")


class Tails:
    """What lies at or above any sum, of an exact law; and of the law without one of its items.

    No law is made again for that: P(S ≥ x) = no·P(R ≥ x) + yes·P(R ≥ x − a) of a sum S and the rest R without an item a,
    and at and above the greatest sum there is nothing, so that the rest is found from there down.
    """

    def __init__(self, law: Law) -> None:
        falling = sorted(law.weights, reverse=True)
        self._law, self._sums = law, falling[::-1]
        self._above = [*accumulate(map(law.weights.__getitem__, falling))][::-1]

    def without(self, item: UncertainAmount, amount: int) -> Fraction:
        """Return the chance that the sum without *item* is at least *amount*."""
        yes, whole = item.chance.numerator, item.chance.denominator
        no = whole - yes
        if not (yes and item.amount):
            weight = self._at_least(amount) // whole
        elif not no:
            weight = self._at_least(amount + item.amount)
        elif (steps := (self._sums[-1] - amount) // item.amount) <= len(self._sums):
            weight = 0
            for step in range(steps, 0, -1):
                there = self._at_least(amount + step * item.amount)
                weight = (there - no * weight) // yes  # without remainder
        else:
            weight = self._divided(item.amount, no, yes, amount)
        return Fraction(weight, self._law.scale // whole)

    def _at_least(self, amount: int) -> int:
        place = bisect_left(self._sums, amount)
        return self._above[place] if place < len(self._above) else 0

    def _divided(self, item: int, no: int, yes: int, amount: int) -> int:
        """Divide the law by that of *item*, from its least sum up: worth it for an item that is small beside the sum."""
        rest: dict[int, int] = {}
        for total in self._sums:
            above = self._law.weights[total] - yes * rest.get(total - item, 0)
            rest[total] = above // no
        return sum(weight for total, weight in rest.items() if total >= amount)


def bounds_without(rest: Law, items: Sequence[UncertainAmount], *, up: bool) -> list[Law]:
    """Return, for each of *items*, a law that bounds that of *rest* and all the others from one side."""

    def joined(law: Law, more: Sequence[UncertainAmount]) -> Law:
        return merge(law, _merged(more, MOST, up=up), MOST, up=up)

    return _all_but_one(rest, items, joined)


def _all_but_one(
    rest: Law,
    items: Sequence[UncertainAmount],
    joined: Callable[[Law, Sequence[UncertainAmount]], Law],
) -> list[Law]:
    """Halve *items* until one is left, joining the other half to *rest* on the way down."""
    if not items:
        return []
    if len(items) == 1:
        return [rest]
    half = len(items) // 2
    left, right = items[:half], items[half:]
    return [
        *_all_but_one(joined(rest, right), left, joined),
        *_all_but_one(joined(rest, left), right, joined),
    ]
