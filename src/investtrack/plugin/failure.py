"""What is said of a plugin that could not be used."""

from __future__ import annotations

from typing import NamedTuple


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
