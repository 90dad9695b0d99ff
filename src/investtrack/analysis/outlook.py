"""What the period's investment may come to, as a forecaster states it; the computing is a plugin's."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from attrs import frozen

from investtrack.analysis.critical import Candidate
from investtrack.values.amount import Amount
from investtrack.values.rate import Rate


@frozen
class Between:
    """A probability known exactly, or between two guaranteed bounds."""

    low: Fraction
    high: Fraction

    @property
    def is_exact(self) -> bool:
        """Whether both bounds are one."""
        return self.low == self.high


@frozen(eq=False)
class AtRisk:
    """What one entry means for the target.

    Attributes:
        candidate: the entry.
        chance: the chance that it comes in.
        without: the chance of meeting the target without it.
        drop: how much the chance of meeting the target falls without it.
    """

    candidate: Candidate
    chance: Rate
    without: Between
    drop: Between


class Outlook(Protocol):
    """The law of what the period's investment comes to (投资完成分布), of which a picture is drawn."""

    @property
    def certain(self) -> Amount:
        """What the library and the entries that have come in are expected to give."""

    @property
    def expected_value(self) -> Amount:
        """The mean."""

    @property
    def target(self) -> Amount | None:
        """The target; None where no level sets one."""

    @property
    def chance(self) -> Between | None:
        """The chance of meeting the target; None without one."""

    @property
    def at_risk(self) -> Sequence[AtRisk]:
        """The entries that contribute most; without a target, none."""

    @property
    def outcomes(self) -> Sequence[tuple[Amount, Fraction]]:
        """Amount → chance, ascending."""

    @property
    def has_default_chances(self) -> bool:
        """Whether the profile left the chances as they come: rough, calibrated on nothing."""
