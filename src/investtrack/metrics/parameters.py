"""Limits that figures depend on, named once: what a profile states and a workbook shows as a cell to change."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from investtrack.model.profile import Profile
from investtrack.values.amount import Amount
from investtrack.values.rate import Points


@frozen(eq=False)
class Parameter:
    """A number of the profile.

    Attributes:
        label: Chinese name.
        words: what it decides.
        read: the profile → the number: an amount of money, or points.
        path: where it stands in a profile, for the document that it rests on.
    """

    label: str
    words: str
    read: Callable[[Profile], Amount | Points]
    path: str = ""

    def words_in(self, profile: Profile) -> str:
        """What it decides, with the document that it rests on where the profile says so."""
        source = profile.source_of(self.path)
        return f"{self.words}（依据：{source}）" if source else self.words


ENTRY_THRESHOLD = Parameter(
    "入库起点",
    "总投资达到这个数的计入入库计划各项指标",
    lambda profile: profile.entry.threshold,
    "entry.threshold",
)
MAJOR_THRESHOLD = Parameter(
    "大项目起点",
    "总投资达到这个数的计入大项目",
    lambda profile: profile.entry.major_threshold,
    "entry.major_threshold",
)
SLOW_BAND = Parameter(
    "推进较慢幅度",
    "落后序时超过这个数的算推进较慢",
    lambda profile: profile.pace.slow_band,
    "pace.slow_band",
)
