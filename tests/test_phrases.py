"""Phrases at their edges: a yuan, a zero, one name more than are told, a part with one number or two."""

from fractions import Fraction

import pytest

from investtrack import wording
from investtrack.metrics.figure import Excerpt, Figure, Kind
from investtrack.model.profile import DisplayProfile
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate
from investtrack.values.rounding import RoundingPolicy


def yuan(number):
    return Amount.of(number, Unit.YUAN)


def figure(figure_id, kind, value, **traits):
    return Figure(id=figure_id, title="", kind=kind, definition="", value=value, **traits)


@pytest.mark.parametrize(
    ("say", "value", "text"),
    [
        (wording.excess_text, yuan("0.5"), "超额0.5元"), (wording.excess_text, yuan(1), "超额1元"), (wording.excess_text, yuan(-1), "缺口1元"),
        (wording.excess_text, yuan(0), "与目标持平"),
        (wording.pace_text, Points.of("0.5"), "落后序时进度0.5个百分点"), (wording.pace_text, Points.of(1), "落后序时进度1个百分点"),
        (wording.pace_text, Points.of("-0.5"), "超序时进度0.5个百分点"), (wording.pace_text, Points.of(0), "与序时进度持平"),
        (wording.change_text, Rate.percent("0.5"), "增长0.5％"), (wording.change_text, Rate.percent("-0.5"), "下降0.5％"), (wording.change_text, Rate(Fraction(2)), "增长200％"),
        (wording.number_text, Points.of(0), "0个百分点"), (wording.number_text, Points.of("0.5"), "0.5个百分点"), (wording.number_text, Points.of("-0.5"), "-0.5个百分点"),
        (wording.number_text, 7, "7"), (wording.number_text, {"count": 3, "rate": Rate.percent(50)}, "（3个，50％）"),
    ],
)  # fmt: skip
def test_a_sign_is_a_word_and_nothing_has_none(say, value, text):
    assert say(value) == text


@pytest.mark.parametrize(
    ("figure_id", "kind", "values", "texts"),
    [
        ("fai.excess", Kind.MONEY, (yuan(-1), yuan(0), yuan("0.5")), ("缺口1元", "0亿元", "0.5元")),
        ("fai.period.excess", Kind.MONEY, (yuan(-1), yuan(0), yuan(1)), ("缺口1元", "0亿元", "1元")),
        ("fai.excess_rate", Kind.RATE, (Rate.percent("-0.5"), Rate(Fraction(0)), Rate.percent("0.5")), ("缺口0.5％", "0％", "0.5％")),
        ("fai.pace.gap", Kind.POINTS, (Points.of("-0.5"), Points.of(0), Points.of("0.5")), ("超前0.5个百分点", "0个百分点", "0.5个百分点")),
        ("year_plan.pace_gap", Kind.POINTS, (Points.of(-1), Points.of(0), Points.of(1)), ("超前1个百分点", "0个百分点", "1个百分点")),
        ("remaining.investment", Kind.MONEY, (yuan(-1), yuan(0), yuan(1)), ("-1元", "0亿元", "1元")),
        ("fai.period.growth", Kind.RATE, (Rate.percent("-0.5"), Rate(Fraction(0)), Rate(Fraction(1))), ("-0.5％", "0％", "100％")),
    ],
)  # fmt: skip
def test_a_figure_below_zero_is_called_what_it_is(figure_id, kind, values, texts):
    made = [figure(figure_id, kind, value) for value in values]
    assert tuple(map(wording.figure_text, made)) == texts
    assert wording.below_zero_word(made[0]) == texts[0].partition(texts[0].lstrip("缺口超前"))[0]


def test_an_amount_too_small_for_its_unit_keeps_its_direction():
    display = DisplayProfile(money_places=1)
    up, down = RoundingPolicy.CEILING, RoundingPolicy.FLOOR
    assert [wording.amount_text(yuan("4.001"), policy=policy) for policy in (up, down)] == ["0.01亿元", "4元"]  # fmt: skip
    assert [wording.amount_text(yuan("4.001"), Unit.WAN, policy=policy) for policy in (up, down)] == ["0.01万元", "4元"]  # fmt: skip
    assert wording.amount_text(yuan("4.009"), Unit.WAN, policy=down) == "4元"
    assert wording.amount_text(yuan("4.009"), policy=down) == "4元"
    assert wording.amount_text(yuan("4.005")) == "4.01元"
    assert wording.need_text(yuan(10_100_000), display) == "0.2亿元"
    assert wording.need_text(yuan(10_100_000)) == "0.11亿元"


@pytest.mark.parametrize(("unit", "places"), [(Unit.YI, 3), (Unit.WAN, 2), (Unit.YUAN, 2)])
def test_only_yi_is_printed_with_the_places_of_the_profile(unit, places):
    assert wording.printed_places(unit, DisplayProfile(money_places=3)) == places


@pytest.mark.parametrize(
    ("fraction", "text"),
    [(Fraction(9999, 10000), "99％"), (Fraction(1), "100％"), (Fraction(10001, 10000), "101％"), (Fraction(1, 2), "50％")],
)  # fmt: skip
def test_a_hundred_is_the_whole_alone(fraction, text):
    assert wording.rate_text(Rate(fraction), places=0) == text


NAMES = ("甲", "乙", "丙")


@pytest.mark.parametrize(
    ("most", "some", "names"),
    [(1, "甲等", "甲等3个"), (2, "甲、乙等", "甲、乙等3个"), (3, "甲、乙、丙", "甲、乙、丙"), (4, "甲、乙、丙", "甲、乙、丙")],
)  # fmt: skip
def test_as_many_names_are_told_as_are_asked_for(most, some, names):
    assert wording.some_text(NAMES, most) == some
    assert wording.names_text(NAMES, most) == names


def test_names_are_told_with_how_many_there_are_in_all():
    assert wording.names_text(NAMES) == "甲、乙、丙"
    assert wording.names_text(NAMES, in_all=3) == "甲、乙、丙"
    assert wording.names_text(NAMES, in_all=4) == "甲、乙、丙等4个"
    assert wording.names_text(NAMES, most=1, in_all=2) == "甲等3个"
    rows = Excerpt.of(({"name": "甲"}, {"name": None}), 5)
    assert wording.figure_text(figure("x.list", Kind.LIST, rows)) == "甲、（未命名）等5个"
    assert wording.figure_text(figure("x.list", Kind.LIST, ())) == "无"


PART = {"count": 8, "investment": yuan(120_000_000), "completed": None, "rate": Rate.percent(50)}
TITLES = {"investment": "年度计划投资", "rate": "完成率"}


@pytest.mark.parametrize(
    ("titles", "text"),
    [({}, "续建（8个，1.2亿元，50％）"), ({"investment": "总投资"}, "续建（8个，1.2亿元，50％）"), (TITLES, "续建（8个，年度计划投资1.2亿元，完成率50％）")],
)  # fmt: skip
def test_numbers_of_a_part_are_titled_where_there_is_more_than_one(titles, text):
    assert wording.series_text({"续建": PART}, titles=titles) == text


def test_each_group_is_said_in_turn():
    """What is unknown or nothing is left out; what follows it is not."""
    made = figure("year_plan.by_stage", Kind.SERIES, None, part_titles=TITLES)
    groups = {
        "续建": {"count": 8, "completed": None, "investment": yuan(120_000_000), "rate": Rate.percent(50)},
        "新建": {"projects": 2, "rate": Rate(Fraction(0)), "investment": yuan(50_000_000), "completed": yuan(0)},
        "其他": 3,
    }  # fmt: skip
    assert wording.groups_text(groups, made) == (
        "续建8个，年度计划投资1.2亿元，完成率50％；新建2个项目，年度计划投资0.5亿元，尚未形成投资；其他3个"
    )
    assert wording.groups_text(groups, made, names=("investment", "count")) == (
        "续建年度计划投资1.2亿元，8个；新建年度计划投资0.5亿元；其他3个"
    )
    assert wording.groups_text({}, made) == ""
