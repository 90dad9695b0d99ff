"""What the county offers: its profile and its resumption bulletin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.model.profile import Profile
    from investtrack.plugin import Exporter


@hookimpl
def investtrack_profiles() -> Iterable[Profile]:
    """Offer 云溪县's profile."""
    from importlib.resources import files

    from investtrack.model.converter import profile_from_toml

    text = files("investtrack_demo_county").joinpath("yunxi.toml").read_text(encoding="utf-8")
    return (profile_from_toml(text, "yunxi.toml"),)


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer the resumption bulletin."""
    from investtrack_demo_county.bulletin import BulletinExporter

    return (BulletinExporter(),)
