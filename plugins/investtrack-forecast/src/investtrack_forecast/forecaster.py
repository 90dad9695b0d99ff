"""The forecast as the core's hook knows it."""

from __future__ import annotations

from typing import ClassVar

from investtrack.analysis.outlook import Outlook
from investtrack.plugin import Forecaster
from investtrack.report import Report
from investtrack_forecast.chances import forecast


class ChanceForecaster(Forecaster):
    """Forecasts by the chance that each planned entry comes in."""

    name: ClassVar[str] = "chances"
    label: ClassVar[str] = "按入库概率测算的投资完成分布"

    def forecast(self, report: Report) -> Outlook | None:
        """Return the law of the period's investment; None where what is expected is absent."""
        return forecast(report)
