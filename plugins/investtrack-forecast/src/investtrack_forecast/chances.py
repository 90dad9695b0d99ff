"""The chance of meeting the target, given the chance that each planned entry comes in (达成概率).

What is in the library is taken as certain; an entry comes in whole or not at all, independently of
the others. The chances are the profile's: this module only computes with them, exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import gcd
from typing import Any

from attrs import evolve, frozen

from investtrack.analysis.critical import Candidate, candidates, target_of
from investtrack.analysis.outlook import AtRisk, Between
from investtrack.analysis.splitting import to_fen
from investtrack.metrics.ledger_view import normal_name
from investtrack.model.rules import Chances
from investtrack.report import Report
from investtrack.values.amount import EXACT, Amount
from investtrack.values.rate import Rate
from investtrack_forecast import sums
from investtrack_forecast.sums import Law, UncertainAmount


RANKED = 25
"""Most entries whose value at risk is computed: those that contribute most."""


@frozen(eq=False)
class Forecast:
    """The law of what the period's investment comes to (投资完成分布).

    Attributes:
        certain: what the library and the entries that have come in are expected to give.
        candidates: the entries that are not certain, with their chances.
        expected_value: the mean, rounded once to the fen.
        target: the target; None where no level sets one.
        chance: the chance of meeting it; None without a target.
        at_risk: the entries that contribute most; without a target, none.
        lower: the law of the uncertain part, or one that lies below it.
        upper: the same law, or one that lies above it.
        unit: yuan a unit of the laws is worth.
        has_default_chances: whether the profile left the chances as they come: rough, calibrated on nothing.
    """

    certain: Amount
    candidates: tuple[tuple[Candidate, Rate], ...]
    expected_value: Amount
    target: Amount | None
    chance: Between | None
    at_risk: tuple[AtRisk, ...]
    lower: Law
    upper: Law
    unit: Decimal
    has_default_chances: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether the law is exact; else every chance is given as two guaranteed bounds."""
        return self.lower is self.upper

    def at_least(self, amount: Amount) -> Between:
        """Return the chance that the period brings *amount* or more."""
        return _between(self.lower, self.upper, self.units(amount))

    def quantile(self, share: Fraction) -> tuple[Amount, Amount]:
        """Return the smallest amount not exceeded with chance *share*, as two bounds that are one where exact.

        Raises:
            ValueError: *share* is not above 0 and at most 1.
        """
        if not 0 < share <= 1:
            raise ValueError("a share is above 0 and at most 1")
        return self._amount(_quantile(self.lower, share)), self._amount(
            _quantile(self.upper, share)
        )

    @property
    def outcomes(self) -> tuple[tuple[Amount, Fraction], ...]:
        """Amount → chance, ascending; of the lower law where the law is not exact."""
        weights = sorted(self.lower.weights.items())
        return tuple(
            (self._amount(total * self.lower.step), Fraction(weight, self.lower.scale))
            for total, weight in weights
            if weight
        )

    def units(self, amount: Amount) -> int:
        """Return the units beyond what is certain, rounded up: what is enough for *amount*."""
        beyond = Fraction((amount - self.certain).yuan) / Fraction(self.unit)
        return -((-beyond.numerator) // beyond.denominator)

    def _amount(self, units: int) -> Amount:
        return self.certain + Amount(EXACT.multiply(self.unit, Decimal(units)))


def forecast(report: Report, *, most: int = RANKED) -> Forecast | None:
    """Return the law of the period's investment; None where what is expected is absent."""
    expected: Any = report.figures["fai.period.expected"].value
    if expected is None:
        return None
    rules = report.profile.judgement.chances
    rated = [(item, chance_of(rules, item)) for item in candidates(report)]
    unsure = [(item, rate) for item, rate in rated if rate.fraction < 1]
    certain = expected - Amount.total(item.amount for item, _ in unsure)
    open_ones = [(item, rate) for item, rate in unsure if rate.fraction > 0]
    unit, items = _items(open_ones)
    exact = sums.exact_law(items)
    lower, upper = (exact, exact) if exact is not None else sums.bounding_laws(items)
    target = target_of(report)
    mean = sum((Fraction(i.amount.yuan) * r.fraction for i, r in open_ones), Fraction(certain.yuan))
    found = Forecast(
        certain=certain,
        candidates=tuple(unsure),
        expected_value=to_fen(mean),
        target=target[1] if target else None,
        chance=None,
        at_risk=(),
        lower=lower,
        upper=upper,
        unit=unit,
        has_default_chances=rules == Chances(),
    )
    if target is None:
        return found
    chance = found.at_least(target[1])
    return _with_risk(found, open_ones, items, chance, min(most, len(items)))


def chance_of(rules: Chances, item: Candidate) -> Rate:
    """Return the chance that an entry comes in: by its code or name, else by its status."""
    if item.is_certain:
        return Rate.percent(100)
    entry = item.entry
    named = {normal_name(name): rate for name, rate in rules.by_project.items()}
    for key in (entry.code, entry.name):
        if key and normal_name(key) in named:
            return named[normal_name(key)]
    if entry.status is None:
        return rules.unknown
    # an entry marked as entered whose date lies ahead is as good as its status
    return rules.by_status.get(entry.status, rules.unknown)


def _items(open_ones: Sequence[tuple[Candidate, Rate]]) -> tuple[Decimal, list[UncertainAmount]]:
    """Return the largest unit in which all amounts are whole, in yuan, and the items in it."""
    powers = [e for i, _ in open_ones if isinstance(e := i.amount.yuan.as_tuple().exponent, int)]
    power = min([0, *powers])
    whole = [int(EXACT.scaleb(i.amount.yuan, -power)) for i, _ in open_ones]
    common = gcd(*whole) or 1
    items = [
        UncertainAmount(amount // common, rate.fraction)
        for amount, (_, rate) in zip(whole, open_ones, strict=True)
    ]
    return EXACT.scaleb(Decimal(common), power), items


def _with_risk(
    found: Forecast,
    open_ones: Sequence[tuple[Candidate, Rate]],
    items: list[UncertainAmount],
    chance: Between,
    most: int,
) -> Forecast:
    """Add the chance and the values at risk; candidates come largest first."""
    units = found.units(found.target) if found.target else 0
    rest, ranked = items[most:], items[:most]
    rests: list[Between]
    if found.is_exact:
        tails = sums.Tails(found.lower)
        rests = [
            _certain(tails.without(item, units) if units > 0 else Fraction(1)) for item in ranked
        ]
    else:
        low, high = sums.bounding_laws(rest)
        pairs = zip(
            sums.bounds_without(low, ranked, up=False),
            sums.bounds_without(high, ranked, up=True),
            strict=True,
        )
        rests = [_between(lower, upper, units) for lower, upper in pairs]
    at_risk = []
    for (candidate, rate), without in zip(open_ones[:most], rests, strict=True):
        drop = (
            chance.low - without.low
            if chance.is_exact and without.is_exact
            else max(chance.low - without.high, Fraction(0))
        )
        highest = drop if chance.is_exact and without.is_exact else chance.high - without.low
        at_risk.append(AtRisk(candidate, rate, without, Between(drop, max(highest, drop))))
    return evolve(found, chance=chance, at_risk=tuple(at_risk))


def _certain(chance: Fraction) -> Between:
    return Between(chance, chance)


def _between(lower: Law, upper: Law, units: int) -> Between:
    if units <= 0:
        return Between(Fraction(1), Fraction(1))
    low = lower.at_least(units)
    high = low if upper is lower else min(upper.at_least(units), Fraction(1))
    return Between(low, high)


def _quantile(law: Law, share: Fraction) -> int:
    """Return the smallest sum, in units, beyond which no more than 1 − *share* of the weight lies."""
    beyond = 0
    answer = 0
    for total, weight in sorted(law.weights.items(), reverse=True):
        answer = total
        beyond += weight
        if Fraction(beyond, law.scale) > 1 - share:
            return total * law.step
    return answer * law.step
