"""What this distribution offers. matplotlib is imported when something is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import Verb, hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.plugin import Picture


@hookimpl
def investtrack_pictures() -> Iterable[Picture]:
    """Offer the wall chart and its parts."""
    from investtrack_pictures.pictures import PANELS, PanelPicture, WallChart

    return (WallChart(), *(PanelPicture(name, *traits) for name, traits in PANELS.items()))


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack draw``."""
    return (
        Verb(
            "draw",
            "画图：挂图作战的一页总图，或其中一幅（svg、png）",
            "investtrack_pictures.command:Draw",
        ),
    )
