"""Which sets of light rules are shipped."""

from __future__ import annotations

from importlib.resources import files


GENERAL = "general"


def rule_set_names() -> tuple[str, ...]:
    """Return the names of the shipped sets, sorted."""
    found = files(__package__).joinpath("rules").iterdir()
    ours = (item.name.removesuffix(".toml") for item in found if item.name.endswith(".toml"))
    return tuple(sorted((GENERAL, *ours)))
