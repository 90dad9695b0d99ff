"""What plugins offer, by kind, and what is said of one that could not be used."""

from __future__ import annotations

from typing import NamedTuple, Protocol


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
    "comparers",
    "proofreaders",
    "findings",
)
"""What plugins offer, by the names of the attributes of :class:`Plugins`."""


def hook_of(kind: str) -> str:
    """Return the hook by which a kind is offered."""
    return f"investtrack_{kind}"


class Offer(Protocol):
    """What every offer says of itself."""

    @property
    def name(self) -> str:
        """The name it goes by."""

    @property
    def label(self) -> str:
        """The same in Chinese."""


class Failure(NamedTuple):
    """A plugin, or one thing it offers, that could not be used.

    Attributes:
        plugin: entry-point name.
        distribution: the distribution that provides it.
        reason: why, in Chinese.
    """

    plugin: str
    distribution: str
    reason: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"插件 {self.plugin}（{self.distribution}）未能使用——{self.reason}"
