"""Regions ordered by a figure, as a dispatch meeting reads them."""

from __future__ import annotations

from attrs import frozen

from investtrack.metrics.figure import Number


@frozen(kw_only=True)
class Ranking:
    """Regions ordered by one figure (排名).

    Attributes:
        figure: the figure.
        title: its title.
        rows: place, region and value; regions of equal value share a place. Regions without a
            value come last, without a place.
    """

    figure: str
    title: str
    rows: tuple[tuple[int | None, str, Number | None], ...]
