"""Forecasts for investtrack: the chance of meeting a target, what-if, and a target split over projects and months.

Plans and forecasts, never statistics: nothing here changes a figure of a report. Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack_forecast.chances import Forecast, forecast
    from investtrack_forecast.decomposition import Decomposition, decompose
    from investtrack_forecast.supposition_kind import SuppositionKind
    from investtrack_forecast.suppositions import (
        Supposition,
        SuppositionError,
        parse_supposition,
    )
    from investtrack_forecast.whatif import (
        Attainment,
        ChangedFigure,
        WhatIf,
        attainment,
        changed_figures,
        what_if,
    )

_HOMES = {
    ".chances": ("Forecast", "forecast"),
    ".decomposition": ("Decomposition", "decompose"),
    ".supposition_kind": ("SuppositionKind",),
    ".suppositions": ("Supposition", "SuppositionError", "parse_supposition"),
    ".whatif": (
        "Attainment",
        "ChangedFigure",
        "WhatIf",
        "attainment",
        "changed_figures",
        "what_if",
    ),
}

__all__ = [
    "Attainment",
    "ChangedFigure",
    "Decomposition",
    "Forecast",
    "Supposition",
    "SuppositionError",
    "SuppositionKind",
    "WhatIf",
    "attainment",
    "changed_figures",
    "decompose",
    "forecast",
    "parse_supposition",
    "what_if",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
