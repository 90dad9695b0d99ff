"""预计完成投资 beside plans, alone, of the year and of single months; whether an entry is in, by 是 and 否."""

from datetime import date
from pathlib import Path

import pytest

from investtrack import Period, Unit, build_report
from investtrack.model.entry import EntryStatus
from investtrack.plugin.reading import read_table


Q1 = Period.quarter(2026, 1)
HEADERS = ("项目名称", "总投资（万元）")


def read(*headers, cells=(900, 2100), sheet="项目台账"):
    rows = [[*HEADERS, *headers], ["甲水库工程", 52000, *cells]]
    return read_table(Path("台账.表"), rows, sheet, header_row=1, period=Q1, as_of=date(2026, 3, 25))  # fmt: skip


def planned(extract):
    return [(str(end), amount.to(Unit.WAN)) for end, amount in extract.ledger.projects[0].planned]


@pytest.mark.parametrize(
    "header", ["1—3月预计完成投资（万元）", "一季度预计完成投资额（万元）", "1-3月可预计完成投资（万元）", "预计1-3月完成投资（万元）", "预计一季度完成投资额（万元）"]
)  # fmt: skip
def test_what_is_expected_of_months_without_a_plan_is_their_plan_and_said_so(header):
    x = read("1—2月完成投资（万元）", header)
    assert planned(x) == [("2026-03", 2100)]
    assert build_report(x, period=Q1).money("fai.in_library.expected") is None  # nothing is in yet
    assert [f.code for f in x.findings if f.place.cell == "D1"] == ["column-decided"]


@pytest.mark.parametrize("plan_first", [True, False])
def test_beside_a_plan_of_the_same_months_the_plan_is_read_and_the_expectation_named(plan_first):
    headers = ["1—3月计划完成投资（万元）", "1—3月预计完成投资（亿元）"]
    x = read(*(headers if plan_first else headers[::-1]))
    assert planned(x) == [("2026-03", 900 if plan_first else 2100)]
    (said,) = [f for f in x.findings if f.code == "column-amount-left"]
    assert said.place.cell == ("D1" if plan_first else "C1")


@pytest.mark.parametrize(
    "headers",
    [
        ("全年预计完成投资（万元）", "2026年预计完成投资（万元）"),
        ("1月预计完成投资（万元）", "2月预计完成投资（万元）"),
        ("预计全年完成投资（万元）", "预计2月完成投资（万元）"),
    ],
)
def test_what_is_expected_of_the_year_or_of_each_month_alone_is_no_plan(headers):
    x = read(*headers)
    assert planned(x) == []
    assert [f.code for f in x.findings].count("column-amount-left") == len(headers)


@pytest.mark.parametrize(
    "header",
    ["计划1-3月完成投资（万元）", "计划一季度完成投资（万元）", "1-3月完成投资（计划）（万元）"],
)
def test_the_word_plan_may_stand_before_its_months(header):
    x = read("1—2月完成投资（万元）", header)
    assert planned(x) == [("2026-03", 2100)]
    assert [f.code for f in x.findings if f.place.cell == "D1"] == []


@pytest.mark.parametrize(
    "header",
    ["预计一季度完成投资（万元）", "1—3月预计完成投资（万元）", "一季度可完成投资（万元）", "预计1-3月贡献投资（万元）", "1—3月预计贡献投资（万元）"],
)  # fmt: skip
def test_what_an_entry_is_expected_to_add(header):
    (entry,) = read("计划入库时间", header, cells=("2026-03", 2100), sheet="入库计划").ledger.entries  # fmt: skip
    assert [(str(end), amount.to(Unit.WAN)) for end, amount in entry.contribution] == [("2026-03", 2100)]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    ["预计1-3月营业收入（万元）", "一季度预计营收（万元）", "一季度营业收入目标（万元）", "2026年1—3月计划营业收入（万元）"],
)  # fmt: skip
def test_what_a_firm_is_expected_to_earn(header):
    rows = [["企业名称", "行业代码", header], ["甲公司", "7211", 900]]
    x = read_table(Path("台账.表"), rows, "服务业企业", header_row=1, period=Q1, as_of=date(2026, 3, 25))  # fmt: skip
    assert [(str(end), amount.to(Unit.WAN)) for end, amount in x.ledger.services[0].planned] == [("2026-03", 900)]  # fmt: skip


def test_an_expectation_does_not_say_how_far_a_bare_total_reaches():
    rows = [[*HEADERS, "自年初累计完成投资（万元）", "1—6月预计完成投资（万元）"], ["甲水库工程", 52000, 900, 2100]]  # fmt: skip
    x = read_table(
        Path("台账.表"), rows, "项目台账", header_row=1, period=Q1, as_of=date(2026, 2, 25)
    )
    assert [str(end) for end, _ in x.ledger.projects[0].actual] == ["2026-02"]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("是", EntryStatus.ENTERED), ("√", EntryStatus.ENTERED), ("否", EntryStatus.NOT_ENTERED),
        ("×", EntryStatus.NOT_ENTERED), ("未入库", EntryStatus.NOT_ENTERED), ("待入库", EntryStatus.NOT_ENTERED),
    ],
)  # fmt: skip
def test_an_entry_says_whether_it_is_in(word, status):
    x = read("计划入库时间", "是否已入库", cells=("2026年3月", word), sheet="入库计划")
    (entry,) = x.ledger.entries
    assert entry.status is status
    count = build_report(x, period=Q1).figure("entry.entered.count").value
    assert count == (1 if status is EntryStatus.ENTERED else 0)


TARGETS = (["固定资产投资", "2026年一季度", 7.7, "亿元"],)


def targets(*headers, rows=TARGETS):
    cells = [["指标", "期间", "目标值", "单位", *headers], *map(list, rows)]
    return read_table(Path("台账.表"), cells, "目标任务", header_row=1, period=Q1, as_of=date(2026, 3, 25))  # fmt: skip


def test_a_target_that_does_not_say_who_set_it_is_not_passed_over_in_silence():
    report = build_report(targets(), period=Q1)
    assert [f.code for f in report.findings if f.code.startswith("target")] == ["target-level-missing"]  # fmt: skip
    assert "有一行没有写下达层级" in report.figure("fai.period.assigned").reason


def test_nor_is_it_complained_of_where_another_row_of_its_months_says_so():
    rows = [[*TARGETS[0], None], [*TARGETS[0], "市"], ["地区生产总值", "2026年一季度", 30, "亿元", None]]  # fmt: skip
    report = build_report(targets("下达层级", rows=rows), period=Q1)
    assert report.figure("fai.period.assigned").value is not None
    assert not [f for f in report.findings if f.code == "target-level-missing"]


@pytest.mark.parametrize(
    ("word", "is_in"),
    [
        ("是（2026.03）", True), ("已入库(2025年3月)", True), ("√", True), ("审核通过", True), ("否（正在申报）", False),
        ("待入库", False), ("申报中", False), ("正在收集资料", False), ("已开工未入库", False), ("已开工", False), ("—", None),
    ],
)  # fmt: skip
def test_a_project_that_is_on_its_way_into_the_library_is_not_in(word, is_in):
    x = read("是否入库", cells=(word,))
    assert x.ledger.projects[0].is_in_library is is_in
    assert not [f for f in x.findings if f.code == "choice-unknown"]


def test_what_is_no_answer_is_still_said():
    x = read("是否入库", cells=("大概",))
    assert [f.code for f in x.findings] == ["choice-unknown"]


@pytest.mark.parametrize(
    "written", ["80000（其中贷款50000）", "80000(含土地费)", "8亿元（不含设备）"]
)
def test_what_an_amount_holds_stands_beside_it(written):
    rows = [
        ["项目名称", "总投资（万元）"],
        ["甲水库工程", written],
        ["乙泵站工程", "80000（5000）"],
    ]
    x = read_table(Path("台账.表"), rows, "项目台账", header_row=1, period=Q1)
    assert [p.total_investment and p.total_investment.to(Unit.WAN) for p in x.ledger.projects] == [80000, None]  # fmt: skip
    assert [(f.code, f.place.cell) for f in x.findings] == [("number-rough", "B2"), ("amount-unreadable", "B3")]  # fmt: skip


def test_a_date_may_end_with_a_point():
    x = read("开工时间", cells=("2026.3.",))
    assert x.ledger.projects[0].started_on.label == "2026年3月"


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("1—3月完成投资（预计）", "planned"), ("1—3月完成投资（计划数）", "planned"), ("1—3月完成投资（实际）", "actual"),
        ("2026年1-3月完成投资（万元）（预计）", "planned"),
    ],
)  # fmt: skip
def test_a_word_in_brackets_can_make_an_amount_another_one(header, kind):
    (project,) = read(header, cells=(2100,)).ledger.projects
    assert [bool(project.planned), bool(project.actual)] == [kind == "planned", kind == "actual"]


def test_so_can_it_a_date():
    (project,) = read("开工时间（计划）", "竣工时间（预计）", cells=("2026年5月", "2027年6月")).ledger.projects  # fmt: skip
    assert (project.started_on, project.finished_on) == (None, None)
    assert project.start_planned.label == "2026年5月"


def test_below_a_group_as_well():
    rows = [
        ["项目名称", "总投资（万元）", "2026年完成投资（万元）", None, None],
        [None, None, "1-2月", "1-3月（预计）", "1-3月（上年同期）"],
        ["甲水库工程", 52000, 900, 2100, 700],
    ]
    x = read_table(Path("台账.表"), rows, "项目台账", header_row=(1, 2), period=Q1, merged=[((0, 2), (0, 4)), ((0, 0), (1, 0)), ((0, 1), (1, 1))])  # fmt: skip
    (project,) = x.ledger.projects
    assert [(str(end), amount.to(Unit.WAN)) for end, amount in project.actual] == [("2026-02", 900)]
    assert planned(x) == [("2026-03", 2100)]


@pytest.mark.parametrize(
    "header", ["截至2025年底完成投资（万元）", "至2025年底已完成投资（万元）", "上年末累计完成投资"]
)
def test_what_was_done_by_the_end_of_last_year(header):
    (project,) = read(header, cells=(900,)).ledger.projects
    assert project.cumulative_before_year.to(Unit.WAN) == 900


def listed(title, *headers, cells=(), sheet="项目台账"):
    rows = [[title], [*HEADERS, *headers], ["甲水库工程", 52000, *cells], ["乙泵站工程", 800, *[None] * len(cells)]]  # fmt: skip
    return read_table(Path("台账.表"), rows, "项目台账", sheet=sheet, header_row=2, period=Q1)


@pytest.mark.parametrize(
    ("title", "sheet"),
    [("青禾县2026年在库项目投资进度表", "项目台账"), ("2026年重点项目表", "2在库项目"), ("附表1：已纳统项目清单", "台账")],
)  # fmt: skip
def test_a_list_of_projects_in_the_library_says_so_by_its_title(title, sheet):
    x = listed(title, sheet=sheet)
    assert [p.is_in_library for p in x.ledger.projects] == [True, True]
    assert [f.code for f in x.findings if f.code.startswith("library")] == ["library-assumed"]


@pytest.mark.parametrize(
    "title", ["青禾县在库及拟入库项目表", "未入库项目清单", "拟入库项目表", "在库、储备项目一览"]
)
def test_a_list_of_others_as_well_does_not(title):
    assert [p.is_in_library for p in listed(title).ledger.projects] == [None, None]


def test_cells_come_before_the_title():
    x = listed("在库项目表", "是否入库", cells=("否",))
    assert [p.is_in_library for p in x.ledger.projects] == [False, None]
    x = listed("在库项目表", "备注", cells=("尚未入库",))
    assert [p.is_in_library for p in x.ledger.projects] == [False, True]


RESUMED = (
    ["甲水库工程", "是", "2月20日", ""],
    ["乙泵站工程", "已复工", "", ""],
    ["丙道路工程", "否", "", "资金未到位"],
)


def resumed(*headers, rows=RESUMED):
    return read_table(Path("台账.表"), [list(headers), *map(list, rows)], "复工复产", header_row=1, period=Q1, as_of=date(2026, 3, 25))  # fmt: skip


def test_what_is_resumed_on_no_day_is_no_error_of_the_count_in_silence():
    x = resumed("项目名称", "是否复工", "实际复工时间", "未复工原因")
    (said,) = [f for f in x.findings if f.code == "event-undated"]
    assert (said.place.cell, said.found, said.grade) == ("C3", "已复工", "error")
    report = build_report(x, period=Q1)
    assert report.figure("resumption.resumed.count").value == 1
    assert "resumption.resumed.count" in report.errors_by_figure
    assert not [f for f in x.findings if f.code == "column-unkept"]


def test_without_a_column_of_days_the_count_is_absent_and_it_is_said_why():
    x = resumed("项目名称", "是否复工", "未复工原因", rows=[row[:2] + row[3:] for row in RESUMED])
    assert build_report(x, period=Q1).figure("resumption.resumed.count").value is None
    (said,) = [f for f in x.findings if f.code == "event-undated"]
    assert (said.place.cell, said.found, said.grade) == ("B2", "是", "warning")


def test_a_row_that_says_that_there_is_no_problem_is_none():
    rows = [["项目名称", "问题描述", "状态"], ["甲水库工程", "征地滞后", "未解决"], ["乙泵站工程", "无", ""], ["丙", "暂无问题", ""]]  # fmt: skip
    x = read_table(
        Path("台账.表"), rows, "问题清单", header_row=1, period=Q1, as_of=date(2026, 3, 25)
    )
    assert [issue.name for issue in x.ledger.issues] == ["甲水库工程"]
    assert [f.place.cell for f in x.findings if f.code == "row-no-problem"] == ["B3", "B4"]
    assert "name-missing" not in [f.code for f in x.findings]
