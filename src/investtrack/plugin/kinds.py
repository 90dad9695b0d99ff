"""What plugins offer, by the names of the attributes of :class:`investtrack.plugin.Plugins`."""

from __future__ import annotations


KINDS = (
    "importers",
    "exporters",
    "templates",
    "profiles",
    "commands",
    "checks",
    "annotators",
    "documents",
    "pictures",
    "forecasters",
    "proofreaders",
    "findings",
)
"""What plugins offer, by the names of the attributes of :class:`Plugins`."""


def hook_of(kind: str) -> str:
    """Return the hook by which a kind is offered."""
    return f"investtrack_{kind}"
