"""Kinds of supposition."""

from __future__ import annotations

from enum import StrEnum


class SuppositionKind(StrEnum):
    """Kinds of supposition; the value is the option of the command line."""

    WITHOUT = "without"
    DELAY = "delay"
    ENTER = "enter"
    SHARE = "share"
