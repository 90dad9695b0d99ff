"""What was done, of regions whose data reach different months: restated to the last month that all of them reach.

What is called 1—2月 holds nothing later, whichever county has reported more.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import evolve

from investtrack.merging.part import GROWN, RATIO, Part
from investtrack.metrics import DEFINITIONS
from investtrack.metrics.rules import Definition, Difference, Ratio
from investtrack.values.amount import Amount


DONE, BY_MONTH = "fai.period.completed", "fai.actual.ytd"
_OF_PERIOD = "fai.in_period.completed"
_UNLIKE = "各地区数据所到月份不同，不能汇总"
_PACE = "fai.pace.gap"


def common_month(parts: Mapping[str, Part]) -> str:
    """Return the last month that all regions reach, where some reach later ones; empty where all reach the same.

    Where no month is common, the last that any of them reaches.
    """
    done = parts.get(BY_MONTH)
    if done is None or not done.series:
        return ""
    months = [*done.series]
    shared = [month for month in months if done.ends.get(month, done.have) == done.have]
    if shared[-1:] == months[-1:]:
        return ""
    return shared[-1] if shared else months[-1]


def of_month(parts: Mapping[str, Part], month: str) -> dict[str, Part]:
    """Return *parts* with what was done, and what is computed of it, as of *month*.

    Args:
        parts: of one or more regions.
        month: such as 1—2月.
    """
    found = dict(parts)
    done, by_month = parts.get(DONE), parts.get(BY_MONTH)
    if done is None or not done.have or not isinstance(done.number, Amount):
        return found
    amount = (by_month.series or {}).get(month) if by_month is not None else None
    if amount is None or by_month is None or by_month.ends.get(month) != by_month.have:
        amount = None  # some of the regions have it not
    for definition in DEFINITIONS:
        part = parts.get(definition.id)
        if part is not None and part.have and is_of_done(definition):
            found[definition.id] = (
                _restated(definition, part, done.number, amount)
                if amount is not None
                else evolve(part, refused=frozenset({_UNLIKE}))
            )
    return found


def is_of_done(definition: Definition) -> bool:
    """Whether a figure is what was done by a month, or says how much of something that is."""
    rule = definition.rule
    return (
        definition.id in {DONE, _OF_PERIOD, _PACE}
        or GROWN.get(definition.id) == DONE
        or (isinstance(rule, Ratio) and rule.part == DONE)
        or (isinstance(rule, Difference) and rule.first == DONE)
    )


def _restated(
    definition: Definition,
    part: Part,
    done: Amount,
    amount: Amount,
) -> Part:
    if definition.id == DONE or (definition.id == _OF_PERIOD and part.number == done):
        return evolve(part, number=amount)
    if isinstance(definition.rule, Difference) and isinstance(part.number, Amount):
        return evolve(part, number=part.number - done + amount)
    if part.shapes == {RATIO}:
        return evolve(part, above=Fraction(amount.yuan))
    return evolve(part, refused=frozenset({_UNLIKE}))
