"""Ten projects and what goes with them, every figure worked out by hand beside its assertion.

Amounts are 万元. P is 2022Q1, t is 20 March 2022 (a Sunday), t₀ is 1 January 2022. The comment of a
record says why it is here; letters such as K4 are cells of its sheet.
"""

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from ten_projects import PROFILE, Q1, T, on, ten_projects, wan

from investtrack.metrics import DEFINITIONS, compute
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.activity import (
    Resumption,
)
from investtrack.model.profile import EntryProfile, Profile
from investtrack.model.target import Basis
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate


def figures_of(ledger, profile=PROFILE, as_of=T):
    return compute(LedgerView(ledger, profile, Q1, as_of))


@pytest.fixture(scope="module")
def figures():
    return figures_of(ten_projects())


def names(figure):
    return [row["name"] for row in figure.value]


def made_of(figure):
    """Return what the figure is made of: label, number, cells as ``项目台账!L4``."""
    return [
        (c.label, number(c.amount), " ".join(f"{ref.sheet}!{ref.cell}" for ref in c.cells))
        for c in figure.contributions
    ]


def number(value):
    return str(value.to(Unit.WAN).normalize()) if isinstance(value, Amount) else value


# Money: id → value, number of records that lacked a needed cell.
MONEY = {
    "gdp.period.target": ("120000", 0),
    "gdp.period.actual": ("121000.5", 0),
    "fai.year.target": ("40000", 0),  # the city's, not the county's 44000
    "fai.period.assigned": ("10000", 0),  # the city's, not the province's 11000
    "fai.period.planned": ("10800", 0),  # the county's, not that of the sub-item
    # P01 1500 + P02 3000 + P03 800 + P08 1000 + P09 600 + P10 100 = 7000; P04 has no plan. P05 and
    # P06 enter within P, P07 is not in the library.
    "fai.in_library.expected": ("7000", 1),
    # 铝材 850 + 西环路 700 + 小水窖 200 + 村道 150 + 石墨化 1200 + 文旅 100 + 无总投资 60 + 早入库 40
    # = 3300; 污水管网 has no contribution, 无日期 no date. 城北水厂 is in the library, 冷链 is not of P.
    "fai.new_entry.expected": ("3300", 2),
    "fai.period.expected": ("10300", 3),  # 7000 + 3300
    "fai.excess": ("300", 3),  # 10300 − 10000
    # P01 700 + P02 200 + P03 100 + P05 600 + P09 900 + P10 60 = 2560; P08 states none. P04 was finished
    # before t₀, P06 enters after t, P07 is not in the library.
    "fai.period.completed": ("2560", 1),
    "fai.period.excess": ("-7440", 1),  # 2560 − 10000
    # 铝材 9000 + 西环路 4000 + 城北 5000 + 小水窖 500 + 污水 8000 + 石墨化 66000 + 文旅 7000 = 99500;
    # 无总投资 and 无日期 cannot be decided.
    "entry.planned.investment": ("99500", 2),
    "entry.entered.investment": ("14000", 2),  # 铝材 9000 + 城北 5000
    "entry.collecting.investment": ("500", 2),  # 小水窖
    "entry.submitted.investment": ("8000", 2),  # 污水, 省级审核
    "entry.returned.investment": ("7000", 2),  # 文旅
    "entry.other.investment": ("70000", 2),  # 西环路 4000 (entered after t) + 石墨化 66000
    "entry.major.investment": ("95000", 2),  # 9000 + 5000 + 8000 + 66000 + 7000
    "entry.concentration.investment": ("66000", 2),
    "services.planned": ("2300.5", 2),  # 1200.5 + 800 + 300; 新检测站 no plan, 无代码 undecided
    "services.in_library": ("2000.5", 1),  # 1200.5 + 800; 无代码
    "services.new_entry": ("300", 2),
    "services.reported": ("1850", 2),  # 1100 (March) + 500 (February) + 250
    "starts.investment": ("69500", 2),  # 66000 + 3500; 环湖路 no total, 无批次 undecided
    # P01 20000 + P02 50000 + P03 5000 + P08 30000 + P09 12000 = 117000; P10 has no total.
    "carryover.investment": ("117000", 1),
    "carryover.real_estate.investment": ("80000", 1),  # 50000 + 30000; P09 undecided
    "carryover.other.investment": ("25000", 2),  # 20000 + 5000; P10 no total, P09 undecided
    # P01 20000 − 8450 = 11550; P02 50000 − (30000 + 200) = 19800; P03 5000 − 5600 → 0;
    # P09 12000 − 2000 = 10000. 11550 + 19800 + 0 + 10000 = 41350. P08, P10 unknown.
    "remaining.investment": ("41350", 2),
    "remaining.real_estate": ("19800", 2),  # P02; P08 unknown, P09 undecided
    "remaining.other": ("11550", 2),  # P01 11550 + P03 0; P10 unknown, P09 undecided
    # P01 min(1000, 11550) = 1000; P02 min(25000, 19800) = 19800; P03 min(300, 0) = 0. P08, P09, P10.
    "remaining.unreportable": ("20800", 3),
    "remaining.reportable": ("20550", 3),  # 41350 − 20800; P08, P09, P10, each once
    "reserve.investment": ("11000.5", 1),  # 7000 + 3000.5 + 1000
    "reserve.funds": ("7000", 1),  # 5000 + 2000 + 0
    "promotion.signed.investment": ("22000", 2),  # 12000 + 8000 + 2000; 医药园, 无状态
    "promotion.funds": ("3800.5", 2),  # 300 + 1500.5 + 2000
}

COUNTS = {
    "entry.planned.count": (7, 2),
    "entry.entered.count": (2, 2),
    "entry.collecting.count": (1, 2),
    "entry.submitted.count": (1, 2),
    "entry.returned.count": (1, 2),
    "entry.other.count": (2, 2),  # 2 + 1 + 1 + 1 + 2 = 7
    "entry.major.count": (5, 2),  # 城北水厂 at 5000 exactly is one
    "entry.overdue.count": (3, 2),  # 西环路, 冷链, 文旅; 无日期 and 无总投资 undecided
    "resumption.planned.count": (6, 0),
    "resumption.due.count": (4, 1),  # P01, P02, P03, P09 (on t); P08 by 31 March; P10 undated
    "resumption.resumed.count": (4, 0),  # P01, P03, P08, P10; P09 resumed after t
    "resumption.due_resumed.count": (2, 1),  # P01, P03
    "resumption.overdue.count": (2, 1),  # P02, P09
    "resumption.unassigned.count": (1, 0),  # P02; P10 is led in 项目台账
    "starts.count": (3, 1),
    "starts.ready.count": (2, 1),  # 石墨化, 城南小学
    "starts.started.count": (1, 1),  # 城南小学; 环湖路 after t
    "carryover.count": (6, 0),  # P01, P02, P03, P08, P09, P10
    "carryover.real_estate.count": (2, 1),  # P02, P08
    "carryover.other.count": (3, 1),  # P01, P03, P10; P09 is in neither
    # Pace 1/6 of the year to February, 1/4 to March, in points of the year's plan, band 10:
    # P01 25 − 700/6000 = 13.33; P02 16.67 − 200/12000 = 15; P03 16.67 − 100/800 = 4.17;
    # P05 25 − 600/4000 = 10, not more than the band; P09 16.67 − 900/3000 < 0.
    "progress.slow.count": (2, 2),  # P08 has no actual, P10 no plan of the year
    "progress.stopped.count": (2, 0),  # P01, P02; P08 resumed, P09 stops after t
    "progress.stopped.days": (69, 0),  # P02, 10 January to 20 March: 21 + 28 + 20
    "issues.open.count": (4, 0),  # 1, 2, 3 (resolved after t), 6
    "issues.open.overdue.count": (2, 1),  # 1, 3; 6 has no limit
    "issues.resolved.count": (2, 0),  # 4, 7
    "reserve.count": (4, 0),
    "promotion.signed.count": (4, 1),  # 茶旅, 电子, 医药, 饮料; 无状态 undecided
    "promotion.started.count": (1, 1),  # 电子厂
    # Weeks from Monday 3 January to Sunday 20 March: 77 ÷ 7 = 11. Ten-days: 3 + 3 + 2 = 8. Months: 2.
    "supervision.due": (21, 1),  # 11 + 8 + 2; one record states no mode
    "supervision.done": (
        5,
        1,
    ),  # weeks of 3 January, 14 February, 14 March; 21–28 February; January
    "leaders.unassigned.count": (
        3,
        2,
    ),  # P02, 西环路, 污水管网; of two entries nobody knows whether they are planned
}

RATES = {
    "gdp.year.growth_target": (Fraction("0.075"), 0),  # the county's own
    "gdp.period.growth_target": (Fraction("0.065"), 0),
    "gdp.period.growth": (Fraction("0.068"), 0),  # stated; not 121000.5 ÷ 115000 − 1 = 0.0522
    "fai.period.growth_planned": (Fraction(1, 5), 0),  # 10800 ÷ 9000 − 1
    "fai.excess_rate": (Fraction(3, 100), 3),  # 300 ÷ 10000
    "fai.period.growth": (Fraction(-161, 225), 1),  # 2560 ÷ 9000 − 1 = −6440/9000
    "fai.completion_rate": (Fraction(32, 135), 1),  # 2560 ÷ 10800
    "entry.concentration.share": (Fraction(132, 199), 2),  # 66000 ÷ 99500
    "services.growth": (Fraction(201, 3800), 3),  # (1200.5 + 800) ÷ (1000 + 900) − 1 = 100.5/1900
    "resumption.rate": (Fraction(2, 3), 0),  # 4 ÷ 6
    "resumption.due_rate": (Fraction(1, 2), 1),  # 2 ÷ 4
    "remaining.coverage": (Fraction(685, 1248), None),  # 20550 ÷ (40000 − 2560 = 37440)
    "promotion.conversion": (Fraction(1, 4), 1),  # 1 ÷ 4
}

SERIES = {
    # 1—2月: P01 500 + P02 1000 + P03 300 + P08 400 + P10 50 = 2250; 石墨化 300: 2550.
    # P04 and 污水管网 have no series, 无日期 no date.
    "fai.plan.ytd": ({"1—2月": "2550", "1—3月": "10300"}, 3),
    # 1—2月: P01 450 + P02 200 + P03 100 + P09 900 + P10 60 = 1710; 1—3月, of those that state it:
    # P01 700 + P05 600 = 1300. P08 states neither.
    # February: P01 450 + P02 200 + P03 100 + P09 900 + P10 60. March: P01 700 + P05 600, and what P02, P03,
    # P09 and P10 last reported: 1300 + 1260 = 2560, which is fai.period.completed.
    "fai.actual.ytd": ({"1—2月": "1710", "1—3月": "2560"}, 1),
    # 施工许可: 污水, 石墨化, 文旅. 合同或照片: 污水, 文旅. 立项: 西环路, 文旅.
    "entry.missing": ({"施工许可": 3, "施工合同或现场照片": 2, "立项": 2}, 2),
    "resumption.planned.by_level": ({"省级重大": 1, "市级重大": 2, "县级": 2}, 1),
    "resumption.planned.by_stage": ({"收尾": 1, "续建": 2, "新建": 2}, 1),
    "resumption.by_date": ({"2022-02-09": 1, "2022-02-10": 2, "2022-03-15": 1}, 0),
    "starts.by_batch": ({"2021年第四批": 1, "2022年第一批": 3, "2022年第二批": 1}, 1),
    "starts.by_industry": ({"基础设施": 1, "工业": 1, "民生": 1}, 1),
    "remaining.unreportable.by_reason": (
        {"前期费用无发票": "19800", "设备采购无发票": "1000", "未说明": "0"},
        3,
    ),
    "issues.open.by_category": ({"资金": 1, "用地": 1, "手续": 1}, 1),
    "issues.open.by_unit": ({"住建局": 2, "自然资源局": 1}, 1),
    "reserve.by_transformation": ({"新型工业化": 1, "新型城镇化": 2, "农业现代化": 1}, 0),
    "reserve.by_channel": ({"地方政府专项债券": 1, "银行融资": 1, "其他": 1}, 1),
    "leaders.load": (
        {
            # P01 20000 + P03 5000 + P09 12000 + P10 unknown + 石墨化 66000 = 103000
            "王一": {"count": 5, "investment": "103000"},
            # P01 20000 + P05 9000 (project and entry: once) + P08 30000 + 文旅 7000 = 66000
            "李二": {"count": 4, "investment": "66000"},
            "赵三": {"count": 2, "investment": "30500"},  # P08 30000 + 小水窖 500; not P07
            "孙五": {"count": 1, "investment": "66000"},  # 石墨化; 村道 is below the threshold
        },
        6,  # the three of nobody, P10, and the two entries that may not be planned
    ),
}

LISTS = {
    "entry.major.list": (["铝材加工厂", "城北水厂", "污水管网", "石墨化项目", "文旅小镇"], 2),
    "entry.concentration.project": (["石墨化项目"], 2),
    "entry.readiness": (
        ["铝材加工厂", "★西环 路（一期）", "城北水厂", "小水窖", "污水管网", "石墨化项目", "文旅小镇"],
        2,
    ),
    "entry.overdue.list": (["★西环 路（一期）", "冷链物流园", "文旅小镇"], 2),
    "resumption.overdue.list": (["青山花园", "光伏基地"], 1),
    "resumption.unassigned.list": (["青山花园"], 0),
    "progress.slow.list": (["青山花园", "河东大桥"], 2),  # 15 before 13.33
    "progress.stopped.list": (["河东大桥", "青山花园"], 0),
    "issues.open.overdue.list": ([None, None], 1),
    "promotion.pending.list": (["茶旅小镇", "医药园", "饮料厂"], 1),
    "supervision.overdue.list": (None, None),  # see below
    "leaders.unassigned.list": (["青山花园", "★西环 路（一期）", "污水管网"], 2),
}  # fmt: skip

POINTS = {"fai.pace.gap": (Fraction("18.6"), 1)}  # 25 − 2560 ÷ 40000 × 100 = 25 − 6.4


def test_every_figure_of_the_library_is_worked_out_here_or_beside():
    here = {*MONEY, *COUNTS, *RATES, *SERIES, *LISTS, *POINTS}
    beside = "".join(Path(__file__).with_name(f"test_{name}.py").read_text(encoding="utf-8") for name in ("year", "funds"))  # fmt: skip
    left = {definition.id for definition in DEFINITIONS} - here
    for figure in left:
        group, _, part = figure.partition(".")
        assert f'"{figure}"' in beside or (f'prefix="{group}."' in beside and f'"{part}"' in beside)
    assert here <= {definition.id for definition in DEFINITIONS}


@pytest.mark.parametrize("figure_id", MONEY)
def test_money(figures, figure_id):
    figure = figures[figure_id]
    value, missing = MONEY[figure_id]
    assert figure.value is not None, figure.reason
    assert (figure.value.to(Unit.WAN), figure.missing) == (Decimal(value), missing)


@pytest.mark.parametrize("figure_id", COUNTS)
def test_count(figures, figure_id):
    figure = figures[figure_id]
    assert type(figure.value) is int, figure.reason
    assert (figure.value, figure.missing) == COUNTS[figure_id]


@pytest.mark.parametrize("figure_id", RATES)
def test_rate(figures, figure_id):
    figure = figures[figure_id]
    value, missing = RATES[figure_id]
    assert figure.value == Rate(value), figure.reason
    assert missing is None or figure.missing == missing


def test_points(figures):
    figure = figures["fai.pace.gap"]
    assert figure.value == Points(Fraction("18.6"))
    assert figure.missing == 1
    assert figure.note == "1—3月应完成全年目标的25％"


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return number(value)


def _normal(value):
    if isinstance(value, dict):
        return {key: _normal(item) for key, item in value.items()}
    return str(Decimal(value).normalize()) if isinstance(value, str) else value


@pytest.mark.parametrize("figure_id", SERIES)
def test_series_and_the_order_of_its_keys(figures, figure_id):
    figure = figures[figure_id]
    value, missing = SERIES[figure_id]
    assert figure.value is not None, figure.reason
    assert list(_plain(figure.value).items()) == list(_normal(value).items())
    assert figure.missing == missing


@pytest.mark.parametrize("figure_id", [key for key, (rows, _) in LISTS.items() if rows])
def test_list(figures, figure_id):
    figure = figures[figure_id]
    assert (names(figure), figure.missing) == LISTS[figure_id]


def test_the_two_overdue_issues(figures):
    rows = figures["issues.open.overdue.list"].value
    assert [(row["number"], row["due"]) for row in rows] == [
        ("1", "2022年2月28日"),
        ("3", "2022年3月1日"),
    ]


def test_slow_projects_say_by_how_much(figures):
    rows = figures["progress.slow.list"].value
    # P02: 100 × 2/12 − 100 × 200/12000 = 50/3 − 5/3 = 15; P01: 25 − 100 × 700/6000 = 25 − 35/3 = 40/3
    assert [(row["lag"].number, row["month"]) for row in rows] == [
        (Fraction(15), "2022-02"),
        (Fraction(40, 3), "2022-03"),
    ]


def test_stopped_projects_say_for_how_long(figures):
    rows = figures["progress.stopped.list"].value
    # P01 1 March to 20 March: 19; P02 21 + 28 + 20 = 69
    assert [(row["name"], row["days"]) for row in rows] == [("河东大桥", 19), ("青山花园", 69)]


def test_supervision_missed_and_late(figures):
    figure = figures["supervision.overdue.list"]
    kinds = Counter((row["kind"], row["mode"]) for row in figure.value)
    assert kinds == {
        ("缺督导", "周督查"): 8,  # 11 − 3
        ("缺督导", "旬调度"): 7,  # 8 − 1
        ("缺督导", "月分析"): 1,  # 2 − 1
        ("整改逾期", "每日通报"): 1,  # due 10 March, never done
        ("整改逾期", None): 1,  # due 1 March, done after t
    }
    assert figure.value[0]["name"] == "周督查（1月10日—1月16日）"
    assert made_of(figure)[-2:] == [
        ("青山花园", None, "督导记录!F9 督导记录!G9"),
        ("河东大桥", None, "督导记录!F10 督导记录!G10"),
    ]


def test_papers_held_and_missing(figures):
    rows = {row["name"]: row for row in figures["entry.readiness"].value}
    found = {
        name: (row["held"], row["required"], row["missing"], row["unknown"])
        for name, row in rows.items()
    }
    group = "施工合同或现场照片"
    assert found == {
        "铝材加工厂": (3, 3, [], []),  # 规划许可 stands in for 施工许可; the photo will do
        "★西环 路（一期）": (0, 1, ["立项"], []),  # below 5000: 立项 alone
        "城北水厂": (2, 2, [], []),  # 施工许可 不需要
        "小水窖": (1, 1, [], []),
        "污水管网": (1, 3, ["施工许可", group], ["施工许可"]),  # the contract is ×, not unknown
        "石墨化项目": (2, 3, ["施工许可"], []),
        "文旅小镇": (0, 3, ["立项", "施工许可", group], ["立项", "施工许可", group]),
    }


def test_where_the_remainder_comes_from(figures):
    assert made_of(figures["remaining.investment"]) == [
        ("河东大桥", "1.155E+4", "项目台账!K4 项目台账!R4"),
        ("青山花园", "1.98E+4", "项目台账!K5 项目台账!L5 项目台账!P5"),
        ("城北水厂", "0", "项目台账!K6 项目台账!R6"),
        ("光伏基地", "1E+4", "项目台账!K12 项目台账!R12"),
    ]


def test_where_the_expected_and_the_completed_come_from(figures):
    assert made_of(figures["fai.in_library.expected"])[:2] == [
        ("河东大桥", "1.5E+3", "项目台账!O4"),
        ("青山花园", "3E+3", "项目台账!O5"),
    ]
    assert [row[2] for row in made_of(figures["fai.new_entry.expected"])] == [
        f"入库计划!H{row}" for row in (3, 4, 6, 7, 10, 11, 13, 14)
    ]
    # each at its own latest month
    assert [row[2] for row in made_of(figures["fai.period.completed"])] == [
        "项目台账!Q4", "项目台账!P5", "项目台账!P6", "项目台账!Q8", "项目台账!P12", "项目台账!P13",
    ]  # fmt: skip


def test_what_is_subtracted_says_so(figures):
    last = list(figures["fai.excess"].contributions)[-1]
    assert (last.role, number(last.amount), str(last.cells[0])) == (
        "－",
        "-1E+4",
        "十项目.xlsx｜目标任务!D6",
    )


def test_the_parts_of_a_rate_add_up_to_it(figures):
    """(7000 + 3300 − 10000) ÷ 10000, and (41350 − 20800) ÷ (40000 − 2560)."""
    for figure_id in ("fai.excess_rate", "remaining.coverage", "resumption.rate"):
        parts = {"分子": Fraction(0), "分母": Fraction(0)}
        for c in figures[figure_id].contributions:
            amount = c.amount.yuan if isinstance(c.amount, Amount) else c.amount
            parts[c.role[:2]] += Fraction(amount)
        assert Rate(parts["分子"] / parts["分母"]) == figures[figure_id].value, figure_id


def test_other_cells(figures):
    assert made_of(figures["gdp.period.growth"]) == [
        ("地区生产总值", Rate(Fraction("0.068")), "目标任务!J4")
    ]
    assert made_of(figures["progress.stopped.days"]) == [
        ("河东大桥", 19, "项目台账!Z4"),
        ("青山花园", 69, "项目台账!Z5"),
    ]
    assert made_of(figures["resumption.by_date"])[0] == ("河东大桥", 1, "复工复产!F2")
    assert made_of(figures["promotion.started.count"]) == [("电子厂", 1, "招商引资!F3 招商引资!H3")]
    assert made_of(figures["entry.collecting.count"]) == [
        ("小水窖", 1, "入库计划!D6 入库计划!E6 入库计划!C6")
    ]
    assert made_of(figures["supervision.done"])[0] == (
        "周督查（1月3日—1月9日）",
        1,
        "督导记录!A2 督导记录!B2",
    )
    assert next(iter(figures["leaders.load"].contributions)).cells[0].cell == "E4"


def test_notes_say_how_a_figure_came_about(figures):
    assert figures["fai.period.growth_planned"].note == "按目标数与上年同期数计算（现价）"
    assert figures["fai.period.growth"].note == "按完成数与上年同期数计算（现价）"
    assert figures["fai.period.planned"].note == ""


@pytest.mark.parametrize(
    ("alias", "figure_id"),
    [
        ("issues.by_category", "issues.open.by_category"),
        ("issues.by_unit", "issues.open.by_unit"),
        ("issues.overdue.count", "issues.open.overdue.count"),
        ("issues.overdue.list", "issues.open.overdue.list"),
        ("remaining.by_reason", "remaining.unreportable.by_reason"),
        ("remaining.investment.other", "remaining.other"),
        ("remaining.investment.real_estate", "remaining.real_estate"),
        ("resumption.by_level", "resumption.planned.by_level"),
        ("resumption.by_stage", "resumption.planned.by_stage"),
    ],
)
def test_aliases(alias, figure_id):
    report = build_report(ten_projects(), profile=PROFILE)
    assert report.figure(alias) is report.figure(figure_id)


# -- one thing changed ---------------------------------------------------------------------------


def with_target(row, **values):
    ledger = ten_projects()
    changed = (evolve(t, **values) if t.origin.row == row else t for t in ledger.targets)
    return evolve(ledger, targets=tuple(changed))


def test_no_county_target_falls_back_on_the_expected_and_says_so():
    figures = figures_of(with_target(9, amount=None))
    planned = figures["fai.period.planned"]
    assert (number(planned.value), planned.missing) == ("1.03E+4", 3)
    assert "县级未另定工作目标" in planned.note
    # 10300 ÷ 9000 − 1
    assert figures["fai.period.growth_planned"].value == Rate(Fraction(13, 90))


def test_zero_base_gives_no_growth():
    figures = figures_of(with_target(6, base=wan("0")))
    for figure_id in ("fai.period.growth_planned", "fai.period.growth"):
        assert figures[figure_id].value is None
        assert "为零" in figures[figure_id].reason


def test_a_stated_growth_goes_before_a_computed_one():
    figures = figures_of(with_target(9, growth=Rate.percent("12"), basis=Basis.COMPARABLE))
    growth = figures["fai.period.growth_planned"]
    assert growth.value == Rate.percent("12")
    assert growth.note == "台账填报增速（可比口径）"
    assert made_of(growth)[0][2] == "目标任务!F9"


def test_the_province_assigns_where_the_city_does_not():
    figures = figures_of(with_target(6, amount=None))
    assert number(figures["fai.period.assigned"].value) == "1.1E+4"
    assert number(figures["fai.excess"].value) == "-7E+2"  # 10300 − 11000: a shortfall
    assert figures["fai.excess_rate"].value == Rate(Fraction(-7, 110))


def test_actual_to_february_is_not_compared_with_a_quarter():
    """At 28 February the latest actual is 1—2月; last year's base is that of the quarter."""
    figures = figures_of(ten_projects(), as_of=date(2022, 2, 28))
    # P01 450 (not March's 700) + P02 200 + P03 100 + P09 900 + P10 60 = 1710; P05 states March only
    completed = figures["fai.period.completed"]
    assert (number(completed.value), completed.missing) == ("1.71E+3", 2)
    assert figures["fai.period.growth"].value is None
    assert "1—2月" in figures["fai.period.growth"].reason


def test_a_met_year_needs_no_coverage():
    figures = figures_of(with_target(5, amount=wan("2560")))
    assert figures["remaining.coverage"].value is None
    assert "已完成" in figures["remaining.coverage"].reason


def _resumed(*days):
    return tuple(
        Resumption(name=f"项目{index}", planned_on=on("2-10"), resumed_on=on(day) if day else None)
        for index, day in enumerate(days)
    )


def test_a_hundred_per_cent_only_when_all_have_resumed():
    full = figures_of(evolve(ten_projects(), resumptions=_resumed("2-9", "3-20")))
    late = figures_of(evolve(ten_projects(), resumptions=_resumed("2-9", "3-21")))
    assert full["resumption.rate"].value == full["resumption.due_rate"].value == Rate(Fraction(1))
    assert late["resumption.rate"].value == Rate(Fraction(1, 2))


def test_nothing_to_resume_is_a_count_of_zero_and_no_rate():
    figures = figures_of(evolve(ten_projects(), resumptions=()))
    assert figures["resumption.planned.count"].value == 0
    assert figures["resumption.rate"].value is None
    assert "为零" in figures["resumption.rate"].reason


def test_the_profile_may_name_the_batch():
    profile = evolve(PROFILE, starts_batch="2021年第四批")
    figures = figures_of(ten_projects(), profile)
    assert figures["starts.count"].value == 1
    assert number(figures["starts.investment"].value) == "8E+3"


def test_the_profile_moves_the_thresholds():
    entry = EntryProfile(threshold=wan("499.9999"), major_threshold=wan("66000"))
    figures = figures_of(ten_projects(), Profile(entry=entry))
    assert figures["entry.planned.count"].value == 8  # 村道 now too
    assert names(figures["entry.major.list"]) == ["石墨化项目"]


def test_an_alias_of_the_profile_joins_two_names():
    """An entry under another name than in 项目台账, and without a code, is joined by the profile alone."""
    ledger = ten_projects()
    other = evolve(ledger.entries[0], code=None, name="铝材厂（二期改名）")
    ledger = evolve(ledger, entries=(other, *ledger.entries[1:]))
    joined = LedgerView(ledger, evolve(PROFILE, aliases={"铝材厂(二期改名)": "铝材加工厂"}), Q1, T)
    assert joined.project_of(other) is ledger.projects[4]
    assert LedgerView(ledger, PROFILE, Q1, T).project_of(other) is None


def test_without_rules_every_paper_the_ledger_lists_is_required():
    rows = figures_of(ten_projects(), Profile())["entry.readiness"].value
    aluminium = next(row for row in rows if row["name"] == "铝材加工厂")
    assert (aluminium["held"], aluminium["required"]) == (3, 5)
    assert aluminium["missing"] == ["施工许可", "施工合同"]


def test_a_missing_paper_leads_to_its_own_cells(figures):
    columns = {"立项": "I", "施工许可": "J", "施工合同或现场照片": "LM"}
    for item in figures["entry.missing"].contributions:
        found = {cell.cell[0] for cell in item.cells}
        # Where the papers of an entry do not have one at all, the entry's name is shown.
        assert found == {"B"} or found <= set(columns[item.group])
