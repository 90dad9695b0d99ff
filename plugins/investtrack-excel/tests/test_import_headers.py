"""Headers: which field a header means, in which month and unit."""

import pytest

from investtrack.model.entry import Entry
from investtrack.model.project import Project
from investtrack.model.prospect import ServiceFirm
from investtrack.reading.headers.header import Ambiguous, match, meaning
from investtrack.reading.headers.unit_line import unit_line
from investtrack.reading.layout.heading import read_heading
from investtrack.values.amount import Unit
from investtrack.values.period import Period


def key(*parts, record=Project, year=2022):
    found = match(parts, record, year)
    return (found.key, found.unit) if found else None


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("项目名称", ("name", None)),
        (" 项 目\n名 称 ", ("name", None)),
        ("*项目名称", ("name", None)),
        ("项目名称（全称）", ("name", None)),
        ("项目（法人）单位", ("owner", None)),
        ("总投资（万元）", ("total_investment", Unit.WAN)),
        ("总投资\n(亿元)", ("total_investment", Unit.YI)),
        ("总投资（单位：元）", ("total_investment", Unit.YUAN)),
        ("总投资额（万元）", ("total_investment", Unit.WAN)),
        ("总投资", ("total_investment", None)),
        ("总投资（万美元）", None),
        ("总投资（％）", None),
        ("2022年计划投资（万元）", ("year_plan", Unit.WAN)),
        ("2021年计划投资（万元）", None),
        ("到上年底累计完成投资（万元）", ("cumulative_before_year", Unit.WAN)),
        ("至2021年底累计完成投资（万元）", ("cumulative_before_year", Unit.WAN)),
        ("至2019年底累计完成投资（万元）", None),
        ("开工至上一年度底累计完成投资", ("cumulative_before_year", None)),
        ("备注说明", None),
    ],
)
def test_a_header_means_its_field(header, meant):
    assert key(header) == meant


@pytest.mark.parametrize("dash", "—－-~～–至到")
def test_a_ytd_column_is_known_by_any_dash(dash):
    assert key(f"2022年1{dash}3月计划完成投资（万元）") == ("planned.2022-03", Unit.WAN)


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("1—2月完成投资（万元）", "actual.2022-02"),
        ("2021年1—12月完成投资", "actual.2021-12"),
        ("2022年1月至11月实际完成投资", "actual.2022-11"),
        ("2022年1月完成投资", "actual.2022-01"),
        ("2022年一季度计划完成投资", "planned.2022-03"),
        ("2022年上半年计划投资", "planned.2022-06"),
        ("2022年1—3月累计完成投资额", "actual.2022-03"),
        ("2022年前三季度完成投资", "actual.2022-09"),
        ("2022年一至三季度完成投资", "actual.2022-09"),
        ("前四个月完成投资", "actual.2022-04"),
        ("前4月完成投资", "actual.2022-04"),
        ("2022年头两个月完成投资", "actual.2022-02"),
        ("二〇二二年1—4月完成投资", "actual.2022-04"),
        ("一至四月计划完成投资", "planned.2022-04"),
        ("全年完成投资", "actual.2022-12"),
    ],
)
def test_a_ytd_column_names_its_month_and_else_the_year_of_the_period(header, meant):
    assert key(header)[0] == meant


@pytest.mark.parametrize("header", ["3月完成投资", "11月完成投资", "2—3月完成投资", "1—13月完成投资", "1—3月"])  # fmt: skip
def test_a_single_month_is_no_ytd_column(header):
    assert key(header) is None


@pytest.mark.parametrize("header", ["三季度累计完成投资", "2022年第三季度累计完成投资（亿元）"])
def test_a_quarter_cumulated_or_its_own_is_asked_about(header):
    found = meaning((header,), Project, 2022)
    assert isinstance(found, Ambiguous)
    assert found.choices[0].key == "actual.2022-09"


def test_a_ytd_column_without_any_year_is_not_guessed():
    assert key("1—2月完成投资（万元）", year=None) is None


def test_other_series_are_known_by_their_words():
    assert key("2022年1—3月预计贡献投资（万元）", record=Entry)[0] == "contribution.2022-03"
    assert key("2022年1—3月计划营业收入（万元）", record=ServiceFirm)[0] == "planned.2022-03"
    assert key("2022年1—2月营业收入", record=ServiceFirm)[0] == "actual.2022-02"


def test_a_sub_header_is_read_with_its_group():
    assert key("2022年1—3月", "计划完成投资（万元）") == ("planned.2022-03", Unit.WAN)
    assert key("2021年完成情况", "1—3月完成投资") == ("actual.2021-03", None)
    assert key("项目业主单位", "单位名称") == ("owner", None)
    assert key("项目业主单位", "联系电话") is None
    assert key("总投资（万元）", "合计") == ("total_investment", Unit.WAN)
    assert key("总投资（万元）", "其中：中央资金") == ("planned_central", Unit.WAN)
    assert key("总投资（万元）", "其中：建安工程") is None


@pytest.mark.parametrize(
    ("line", "unit"),
    [("单位：万元", Unit.WAN), ("计量单位: 亿元", Unit.YI), ("金额单位：人民币元", Unit.YUAN), ("填报单位：发改局", None)],
)  # fmt: skip
def test_the_unit_line_above_names_the_unit(line, unit):
    assert unit_line(line) is unit


@pytest.mark.parametrize(
    "line", ["填报单位：元江县", "编制单位：万达公司", "单位：元江县统计局", "计量单位：个"]
)
def test_a_line_that_names_who_reports_is_no_unit(line):
    assert unit_line(line) is None


@pytest.mark.parametrize(
    ("title", "period", "month"),
    [
        ("云溪县2022年前三季度重点项目完成情况表", Period(2022, 1, 9), 9), ("云溪县2022年一至三季度完成情况", Period(2022, 1, 9), 9),
        ("二〇二二年上半年完成情况", Period(2022, 1, 6), 6), ("2022年前四个月完成情况", Period(2022, 1, 4), 4), ("2022年三季度完成情况", Period(2022, 7, 9), 9),
        ("2022年三季度累计完成情况", None, 9),  # of the quarter, or of January to September
        ("2022年4月重点项目调度表", None, None),  # when the table was made, not what it reports on
    ],
)  # fmt: skip
def test_the_period_that_a_title_names(title, period, month):
    heading = read_heading([[title]], None)
    assert (heading.period, heading.month) == (period, month)
