"""What this distribution offers. SciPy is imported when something is split."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import Verb, hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.plugin import Forecaster


@hookimpl
def investtrack_forecasters() -> Iterable[Forecaster]:
    """Offer the chance of meeting the target."""
    from investtrack_forecast.forecaster import ChanceForecaster

    return (ChanceForecaster(),)


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack what-if`` and ``investtrack decompose``."""
    return (
        Verb(
            "what-if",
            "情景测算：某项目落空、推迟、提前入库、打折扣，目标还能不能完成",
            "investtrack_forecast.what_if_command:WhatIfCommand",
        ),
        Verb(
            "decompose",
            "目标分解：把剩余任务分到项目、月份、领导和单位",
            "investtrack_forecast.decompose_command:Decompose",
        ),
    )
