"""Words for change, and numbers that never say more than is so."""

import io
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from investtrack import wording
from investtrack.analysis import judge
from investtrack.analysis.pace import pace_of
from investtrack.metrics.figure import Figure, Kind
from investtrack.model.profile import DisplayProfile
from investtrack.plugin import load_plugins
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate
from investtrack.values.rounding import RoundingPolicy
from investtrack_testing import sample_report


PLAIN = DisplayProfile()
FLOOR, CEILING = RoundingPolicy.FLOOR, RoundingPolicy.CEILING


def yi(number):
    return Amount.of(number, Unit.YI)


def wan(number):
    return Amount.of(number, Unit.WAN)


@pytest.mark.parametrize(
    ("per_cent", "text"),
    [
        ("5.12", "增长5.12％"),
        ("5", "增长5％"),
        ("-3", "下降3％"),  # never 增长-3％
        ("-0.4", "下降0.4％"),
        ("-82.7", "下降82.7％"),
        ("0", "持平"),
        ("110", "增长110％"),
        ("0.005", "增长0.01％"),
        ("0.0049", "基本持平"),  # not 增长0％
        ("-0.0049", "基本持平"),
        ("-0.005", "下降0.01％"),
        (Fraction(100, 3), "增长33.33％"),
    ],
)
def test_change(per_cent, text):
    assert wording.change_text(Rate.percent(per_cent)) == text


@given(st.fractions(-10, 10))
def test_change_never_prints_a_sign(fraction):
    text = wording.change_text(Rate(fraction))
    assert "-" not in text
    assert text.startswith(("增长", "下降")) or text in {"持平", "基本持平"}
    assert not text.startswith("增长" if fraction < 0 else "下降")


@pytest.mark.parametrize(
    ("per_cent", "places", "text"),
    [
        ("100", 2, "100％"),
        ("99.996", 2, "99.99％"),
        ("99.96", 1, "99.9％"),
        ("99.96", 0, "99％"),
        ("100.001", 2, "100.01％"),
        ("100.4", 0, "101％"),
        ("99.994", 2, "99.99％"),
        ("55.895", 2, "55.9％"),
        ("-0.004", 2, "0％"),
    ],
)
def test_a_hundred_only_where_equal(per_cent, places, text):
    assert wording.rate_text(Rate.percent(per_cent), places=places) == text


@given(
    st.fractions(Fraction(9, 10), Fraction(11, 10)),
    st.integers(0, 4),
    st.sampled_from(RoundingPolicy),
)
def test_a_hundred_only_where_equal_whatever_the_rounding(fraction, places, policy):
    shown = wording.percent_number(Rate(fraction), places, policy)
    assert (shown == 100) == (fraction == 1)
    assert abs(Fraction(shown) - fraction * 100) <= Fraction(1, 10**places)


def test_is_whole():
    assert wording.is_whole(Rate(Fraction(1)))
    assert not wording.is_whole(Rate(Fraction("0.99999")))


@pytest.mark.parametrize(
    ("per_cent", "places", "text"),
    [
        ("59.99", 0, "59％以上"),
        ("60", 0, "60％以上"),
        ("66.3317", 0, "66％以上"),
        ("66.3317", 1, "66.3％以上"),
        ("99.999", 0, "99％以上"),
        ("100", 0, "100％"),  # the whole is no 以上
        ("100.5", 0, "100％以上"),
    ],
)
def test_at_least_rounds_down(per_cent, places, text):
    assert wording.at_least_text(Rate.percent(per_cent), places=places) == text


@given(st.fractions(0, 5), st.integers(0, 3))
def test_at_least_is_always_true(fraction, places):
    text = wording.at_least_text(Rate(fraction), places=places)
    assert Fraction(text.removesuffix("以上").removesuffix("％")) <= fraction * 100


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (wan("123450"), "12.35亿元"),  # 12.345, half-up
        (yi("12.30"), "12.3亿元"),
        (yi("12"), "12亿元"),
        (yi("0"), "0亿元"),
        (wan("50"), "0.01亿元"),
        (wan("49.99"), "49.99万元"),  # would print as 0
        (wan("0.01"), "0.01万元"),
        (wan("0.004"), "40元"),
        (Amount.of("0.01", Unit.YUAN), "0.01元"),
        (wan("-49.99"), "-49.99万元"),
        (yi("-0.5"), "-0.5亿元"),
    ],
)
def test_amounts_and_tiny_ones(amount, text):
    assert wording.amount_text(amount) == text


@given(st.integers(1, 10**13))
def test_nothing_real_prints_as_zero(fen):
    text = wording.amount_text(Amount.of(Decimal(fen) / 100, Unit.YUAN))
    assert Decimal(text.rstrip("亿万元")) > 0


@pytest.mark.parametrize(
    ("unit", "text"), [(Unit.WAN, "1234.57万元"), (Unit.YUAN, "12345678元"), (Unit.YI, "0.12亿元")]
)
def test_amounts_in_other_units(unit, text):
    assert wording.amount_text(Amount.of("12345678", Unit.YUAN), unit) == text


def test_a_direction_fixes_the_rounding():
    amount = yi("12.349")
    assert wording.amount_text(amount, policy=FLOOR, places=1) == "12.3亿元"
    assert wording.amount_text(amount, policy=CEILING, places=1) == "12.4亿元"


def test_the_profile_fixes_rounding_places_and_signs():
    display = DisplayProfile(
        rounding=RoundingPolicy.GBT8170, money_places=1, rate_places=1, percent_sign="%"
    )
    assert wording.amount_text(yi("12.25"), display=display) == "12.2亿元"
    assert wording.rate_text(Rate.percent("0.25"), display) == "0.2%"
    assert wording.change_text(Rate.percent("-0.35"), display) == "下降0.4%"
    assert wording.at_least_text(Rate.percent("59.9"), display) == "59%以上"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (yi("0.33"), "超额0.33亿元"),
        (yi("-0.5"), "缺口0.5亿元"),
        (yi("0"), "与目标持平"),
        (wan("3"), "超额3万元"),
        (wan("-0.5"), "缺口0.5万元"),
    ],
)
def test_excess_and_shortfall(amount, text):
    assert wording.excess_text(amount) == text


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ("5.9", "落后序时进度5.9个百分点"),
        ("-3.25", "超序时进度3.25个百分点"),
        ("0", "与序时进度持平"),
    ],
)
def test_pace(points, text):
    assert wording.pace_text(Points.of(points)) == text


def test_points_have_no_sign_of_their_own():
    assert wording.points_text(Points.of("-22.3")) == "22.3个百分点"
    assert wording.number_text(Points.of("-22.3")) == "-22.3个百分点"


def test_days_and_names():
    assert wording.day_text(date(2022, 3, 5)) == "3月5日"
    assert wording.day_text(date(2022, 3, 5), year=True) == "2022年3月5日"
    assert wording.names_text(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert wording.names_text(["甲", "乙", "丙"], 2) == "甲、乙等3个"
    assert wording.names_text(["甲", "乙"], 2) == "甲、乙"
    assert wording.names_text([]) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"收尾": 3, "续建": 5}, "收尾3个、续建5个"),
        ({"1—2月": wan(42800), "1—3月": wan(80300)}, "1—2月4.28亿元、1—3月8.03亿元"),
        ({"2022-02-09": 1, "2022-03-01/2022-03-31": 2}, "2月9日1个、3月2个"),
        ({"2022年第一批": 4}, "2022年第一批4个"),
        ({}, ""),
    ],
)
def test_series(value, text):
    assert wording.series_text(value) == text


def test_months_have_the_dash_of_the_profile():
    display = DisplayProfile(month_dash="－")
    assert (
        wording.series_text({"1—2月": wan(42800), "2022-02-09": 1}, display=display)
        == "1－2月4.28亿元、2月9日1个"
    )


@pytest.mark.parametrize(
    ("figure_id", "kind", "value", "text"),
    [
        ("fai.excess", Kind.MONEY, wan(-5000), "缺口0.5亿元"),
        ("fai.excess", Kind.MONEY, wan(5000), "0.5亿元"),
        ("fai.excess_rate", Kind.RATE, Rate.percent(-5), "缺口5％"),
        ("fai.pace.gap", Kind.POINTS, Points.of(-3), "超前3个百分点"),
        ("fai.pace.gap", Kind.POINTS, Points.of(3), "3个百分点"),
        ("x", Kind.MONEY, wan(-5000), "-0.5亿元"),
    ],
)
def test_a_sign_that_is_a_word(figure_id, kind, value, text):
    assert wording.figure_text(figure(kind, value, figure_id)) == text


def figure(kind, value, figure_id="x", **traits):
    return Figure(id=figure_id, title="", kind=kind, definition="", value=value, **traits)


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (figure(Kind.COUNT, 0), "0个"),
        (figure(Kind.COUNT, 21, "supervision.due", counted_in="次"), "21次"),
        (figure(Kind.COUNT, 3, "rank.fai", counted_in="位"), "第3位"),
        (figure(Kind.DAYS, 69), "69天"),
        (figure(Kind.MONEY, yi("1.5")), "1.5亿元"),
        (figure(Kind.MONEY, wan("2300.5"), display_unit=Unit.WAN), "2300.5万元"),
        (figure(Kind.RATE, Rate.percent("72.22")), "72.22％"),
        (figure(Kind.POINTS, Points.of("18.6")), "18.6个百分点"),
        (figure(Kind.SERIES, {}), "无"),
        (figure(Kind.LIST, ()), "无"),
        (figure(Kind.LIST, ({"name": "甲"}, {"name": None})), "甲、（未命名）"),
        (figure(Kind.MONEY, None, reason="没有"), "【待补】"),
    ],
    ids=range(12),
)
def test_figures(made, text):
    assert wording.figure_text(made) == text


def test_one_figure_reads_the_same_wherever_it_is_printed():
    display = evolve(PLAIN, rate_places=1)
    share = figure(Kind.RATE, Rate(Fraction(132, 199)))
    assert (
        wording.figure_text(share, display) == wording.rate_text(share.value, display) == "66.3％"
    )


def test_a_load_is_written_in_brackets_so_that_its_parts_stay_together():
    load = {"王芳": {"count": 8, "investment": Amount.of("1.2", Unit.YI)}}
    assert wording.series_text(load) == "王芳（8个，1.2亿元）"


@pytest.mark.parametrize(
    ("percent", "text"),
    [
        ("60", "六成"), ("58", "近六成"), ("59.35", "近六成"), ("60.01", "六成多"), ("62", "六成多"),
        ("57.9", "57％以上"), ("62.1", "62％以上"), ("89", "近九成"), ("97", "97％以上"), ("100", "100％"),
        ("8.5", "近一成"), ("7", "7％以上"), ("0", "0％以上"), ("131", "131％以上"),
    ],
)  # fmt: skip
def test_a_share_near_tenths_is_told_in_tenths(percent, text):
    assert wording.tenths_text(Rate.percent(percent)) == text


def test_what_a_month_must_bring_is_one_text_everywhere():
    """Rounded up on the page, in the console and in the sentences alike; the rest as the profile says."""
    report = sample_report()
    need = pace_of(report).year.per_month
    said = wording.need_text(need, report.profile.display)
    assert yi(said.removesuffix("亿元")) >= need
    stream = io.BytesIO()
    load_plugins().exporter("html").export(report, stream)
    assert f'"per_month":"{said}"' in stream.getvalue().decode()
    behind = next(
        (c.text for c in judge(report).conclusions if "月均需" in c.text), f"月均需完成{said}"
    )
    assert f"月均需完成{said}" in behind


@pytest.mark.parametrize(
    ("number", "text"), [("33501", "3.36亿元"), ("33500", "3.35亿元"), ("0.4", "0.01亿元")]
)
def test_a_need_is_rounded_up_so_that_it_is_enough(number, text):
    assert wording.need_text(wan(number)) == text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("completed", "尚未形成投资"),
        ("arrived", "尚未到位"),
        ("paid", "尚未支付"),
        ("year_plan", ""),
    ],
)
def test_nothing_done_of_a_group_is_said_in_words(name, said):
    figure = Figure(id="stock.by_stage", title="", kind=Kind.SERIES, definition="", value=None)
    assert wording.groups_text({"续建": {name: Amount.of(0, Unit.WAN)}}, figure) == f"续建{said}"


@pytest.mark.parametrize(
    ("figure_id", "group", "said"),
    [
        ("year_plan.by_level", "国家", "国家级项目"), ("year_plan.by_level", "省级重大", "省级重大项目"), ("year_plan.by_level", "市级重大", "市级重大项目"),
        ("year_plan.by_level", "县级", "县级项目"), ("funds.by_source", "省级", "省级资金"), ("funds.by_source", "市级", "市级资金"),
        ("funds.by_source", "县级", "县级资金"), ("funds.by_source", "自筹", "自筹资金"), ("funds.by_source", "其他", "其他资金"),
        ("funds.by_source", "专项债券", "专项债券"), ("year_plan.by_level", "一般", "一般"),
    ],
)  # fmt: skip
def test_a_group_has_its_full_name_in_a_sentence(figure_id, group, said):
    figure = Figure(id=figure_id, title="", kind=Kind.SERIES, definition="", value=None)
    assert wording.groups_text({group: 3}, figure) == f"{said}3个"
