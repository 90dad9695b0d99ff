"""Regions ordered by a figure, as a dispatch meeting reads them."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from investtrack.metrics.figure import Number


@frozen(kw_only=True)
class Ranking:
    """Regions ordered by one figure (排名).

    Attributes:
        figure: the figure.
        title: its title.
        rows: place, region and value; regions of equal value share a place. Regions without a
            value come last, without a place.
        apart: region that is not ranked, since its value is not of the like → why, in Chinese.
    """

    figure: str
    title: str
    rows: tuple[tuple[int | None, str, Number | None], ...]
    apart: Mapping[str, str] = field(factory=dict)
