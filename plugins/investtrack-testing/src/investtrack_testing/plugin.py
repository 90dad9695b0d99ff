"""What this distribution offers beside the kit: the verb that writes a plugin's skeleton."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Command, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Command]:
    """Offer ``investtrack new-plugin``."""
    from investtrack_testing.new_plugin import NewPlugin

    return (NewPlugin(),)
