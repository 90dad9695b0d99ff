"""The light rules of a county that has none of its own (通用亮灯规则).

They are written here, not as TOML, since every report is judged by them: reading TOML costs a run more than judging.
"""

from __future__ import annotations

from investtrack.model.profile import Profile
from investtrack.model.rules import Band, Colour, JudgementRules, LightMeasure, LightRule
from investtrack.values.rate import Points


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
