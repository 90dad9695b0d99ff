"""What the county offers: its profile, its resumption bulletin, and what it keeps of dispatches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from investtrack.plugin import hookimpl


if TYPE_CHECKING:  # listing the verbs needs none of them
    from investtrack.figures import Definition
    from investtrack.plugin import Exporter, ExtraColumn, Phrase, ProfileFile, Template


@hookimpl
def investtrack_profiles() -> Iterable[ProfileFile]:
    """Offer 云溪县's profile."""
    from investtrack.plugin import ProfileFile

    return (ProfileFile("demo-county", "云溪县（示例）", "investtrack_demo_county:yunxi.toml"),)


@hookimpl
def investtrack_exporters() -> Iterable[Exporter]:
    """Offer the resumption bulletin."""
    from investtrack_demo_county.bulletin import BulletinExporter

    return (BulletinExporter(),)


@hookimpl
def investtrack_columns() -> Iterable[ExtraColumn]:
    """Offer 调度次数 of a project."""
    from investtrack_demo_county.dispatch import DISPATCHES

    return (DISPATCHES,)


@hookimpl
def investtrack_figures() -> Iterable[Definition]:
    """Offer the number of dispatches."""
    from investtrack_demo_county.dispatch import DISPATCH_COUNT

    return (DISPATCH_COUNT,)


@hookimpl
def investtrack_phrases() -> Iterable[Phrase]:
    """Offer the sentence that states it."""
    from investtrack_demo_county.dispatch import SENTENCE

    return (SENTENCE,)


@hookimpl
def investtrack_templates() -> Iterable[Template]:
    """Offer the form that prints it."""
    from investtrack_demo_county.dispatch_form import DispatchForm

    return (DispatchForm(),)
