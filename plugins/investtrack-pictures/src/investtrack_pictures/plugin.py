"""What this distribution offers. matplotlib is imported when something is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Command, Picture, hookimpl


@hookimpl
def investtrack_pictures() -> Iterable[Picture]:
    """Offer the wall chart and its parts."""
    from investtrack_pictures.pictures import PANELS, PanelPicture, WallChart

    return (WallChart(), *(PanelPicture(name, *traits) for name, traits in PANELS.items()))


@hookimpl
def investtrack_commands() -> Iterable[Command]:
    """Offer ``investtrack draw``."""
    from investtrack_pictures.command import Draw

    return (Draw(),)
