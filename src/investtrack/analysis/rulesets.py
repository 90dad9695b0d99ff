"""The shipped sets of light rules: the general one, and each county's in ``rules/*.toml``."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from investtrack.analysis.rule_files import GENERAL, rule_set_names
from investtrack.errors import ProfileError
from investtrack.model.profile import Profile
from investtrack.model.rules import Band, Colour, JudgementRules, LightMeasure, LightRule
from investtrack.values.rate import Points


@lru_cache(maxsize=16)
def rule_set(name: str) -> Profile:
    """Return the shipped set *name* as a profile; its lights are in ``.judgement.lights``.

    Raises:
        ProfileError: there is no such set; those there are, are named.
    """
    if name == GENERAL:
        return PROFILE
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


def _green_yellow_red(yellow: Band, red: Band) -> tuple[Band, ...]:
    return (Band(colour=Colour.GREEN), yellow, red)


def _over(colour: Colour, number: int) -> Band:
    return Band(colour=colour, over=Points.of(number))


def _from(colour: Colour, number: int) -> Band:
    return Band(colour=colour, at_least=Points.of(number))


_Y, _R = Colour.YELLOW, Colour.RED
_BANDS = (
    (LightMeasure.START_MISSED, False, _from(_Y, 1), _from(_R, 3)),
    (LightMeasure.PROGRESS_BEHIND, False, _over(_Y, 10), _over(_R, 30)),
    (LightMeasure.PROGRESS_BEHIND, True, _over(_Y, 0), _over(_R, 10)),
    (LightMeasure.ENTRY_OVERDUE, False, _over(_Y, 0), _over(_R, 1)),
    (LightMeasure.ISSUE_OVERDUE, False, _from(_Y, 1), _over(_R, 30)),
    (LightMeasure.RESUMPTION_OVERDUE, False, _from(_Y, 1), _over(_R, 14)),
    (LightMeasure.STOPPED, False, _from(_Y, 0), _over(_R, 90)),
)

PROFILE = Profile(
    name="lights-general",
    label="亮灯规则：通用",
    judgement=JudgementRules(
        lights=tuple(
            LightRule(measure=measure, county=county, bands=_green_yellow_red(yellow, red))
            for measure, county, yellow, red in _BANDS
        )
    ),
)
"""A profile that holds these rules; a county's own TOML may state others under ``[judgement]``."""
