"""The shipped sets of light rules: the general one, and each county's in ``rules/*.toml``."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from investtrack.analysis import general
from investtrack.errors import ProfileError
from investtrack.model.profile import Profile
from investtrack.model.rules import LightRule


GENERAL = "general"


def rule_set_names() -> tuple[str, ...]:
    """Return the names of the shipped sets, sorted."""
    found = files(__package__).joinpath("rules").iterdir()
    ours = (item.name.removesuffix(".toml") for item in found if item.name.endswith(".toml"))
    return tuple(sorted((GENERAL, *ours)))


@lru_cache(maxsize=16)
def rule_set(name: str) -> Profile:
    """Return the shipped set *name* as a profile; its lights are in ``.judgement.lights``.

    Raises:
        ProfileError: there is no such set; those there are, are named.
    """
    if name == GENERAL:
        return general.PROFILE
    if name not in rule_set_names():
        known = "、".join(rule_set_names())
        raise ProfileError("judgement.rule_set", [f"没有名为 {name} 的亮灯规则，可选：{known}"])
    from investtrack.model.converter import profile_from_toml  # noqa: PLC0415 - cattrs is loaded where it is used

    text = files(__package__).joinpath("rules", f"{name}.toml").read_text(encoding="utf-8")
    return profile_from_toml(text, f"{name}.toml")


def rules_of(profile: Profile, name: str | None = None) -> tuple[str, tuple[LightRule, ...]]:
    """Return the label and the light rules to judge by.

    A *name* asked for comes first, then the profile's own rules, then the set it names.

    Raises:
        ProfileError: there is no set of that name.
    """
    if name is None and profile.judgement.lights:
        return f"县区配置：{profile.label}", profile.judgement.lights
    found = rule_set(name or profile.judgement.rule_set)
    return found.label, found.judgement.lights
