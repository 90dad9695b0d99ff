"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Verb, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack desk``."""
    return (
        Verb(
            "desk",
            "打开网页：把表拖进去，答几句，取报告；只在本机，不联网",
            "investtrack_desk.command:OpenDesk",
        ),
    )
