"""Words that offices have for columns and states, beside the standard ones."""

from datetime import date
from pathlib import Path

import pytest

from investtrack import Amount, Period, Unit
from investtrack.model.activity import IssueStatus
from investtrack.model.ledger import SHEETS
from investtrack.model.project import Project
from investtrack.plugin.reading import read_table
from investtrack.reading.headers.header import MissingMonth, match, meaning
from investtrack.reading.layout.header_rows import sheet_about


def read(sheet, *rows):
    return read_table(
        Path("台账.表"), list(rows), sheet, header_row=1, period=Period.quarter(2026, 1), as_of=date(2026, 3, 25)
    ).ledger  # fmt: skip


@pytest.mark.parametrize("header", ["协议投资额", "签约金额", "签约投资额（亿元）", "合同金额"])
def test_what_a_promoted_project_is_signed_for(header):
    (one,) = read("招商引资", ["项目名称", header], ["甲", "5亿元"]).promotions
    assert one.agreed == Amount.of(5, Unit.YI)


@pytest.mark.parametrize(
    ("header", "key"),
    [("下达（万元）", "allotted"), ("到位（万元）", "arrived"), ("已到位", "arrived"), ("支付（万元）", "paid"), ("已支出", "paid")],
)  # fmt: skip
def test_where_the_money_of_a_project_is(header, key):
    (one,) = read("项目资金", ["项目名称", "资金来源", header], ["甲", "专项债", 800]).funds
    assert getattr(one, key) == Amount.of(800, Unit.WAN)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("正在协调", IssueStatus.UNDER_WAY), ("部分解决", IssueStatus.UNDER_WAY), ("正在整改", IssueStatus.UNDER_WAY),
        ("尚未整改", IssueStatus.OPEN), ("整改完成", IssueStatus.RESOLVED),
    ],
)  # fmt: skip
def test_how_far_a_problem_is_solved(said, status):
    (one,) = read("问题清单", ["项目名称", "问题描述", "状态"], ["甲", "用地", said]).issues
    assert one.status is status


@pytest.mark.parametrize(
    ("sheet", "parts", "key"),
    [
        ("项目台账", ("1-3月完成",), "actual.2026-03"), ("项目台账", ("1—3月计划（万元）",), "planned.2026-03"),
        ("项目台账", ("2026年", "一季度完成"), "actual.2026-03"), ("项目台账", ("固定资产投资（万元）", "1-3月计划"), "planned.2026-03"),
        ("项目台账", ("2026年完成情况", "1-3月完成"), "actual.2026-03"), ("服务业企业", ("1-3月完成",), "actual.2026-03"),
        ("服务业企业", ("营业收入", "1-3月计划"), "planned.2026-03"), ("项目台账", ("全年计划",), "year_plan"),
        ("项目台账", ("税收（万元）", "1-3月完成"), None), ("项目台账", ("新增就业", "1-3月完成"), None),
        ("项目台账", ("工业产值", "1-3月", "完成"), None), ("服务业企业", ("税收", "1-3月完成"), None),
        ("项目台账", ("1-3月完成（%）",), None), ("项目台账", ("1-3月完成率",), None),
    ],
)  # fmt: skip
def test_a_period_and_no_more_is_of_what_the_sheet_or_the_group_above_is_of(sheet, parts, key):
    record = next(each.record for each in SHEETS if each.name == sheet)
    assert getattr(match(parts, record, 2026), "key", None) == key


@pytest.mark.parametrize(
    "header", ["调整后年度计划投资", "年度计划投资（调整后）", "调整后的年度投资计划"]
)
def test_a_plan_that_was_adjusted_is_the_one_that_holds(header):
    found = read_table(
        Path("台账.表"), [["项目名称", "年度计划投资", header], ["甲", 3000, 3500]], "项目台账", header_row=1, period=Period.quarter(2026, 1), as_of=date(2026, 3, 25)
    )  # fmt: skip
    assert str(found.ledger.projects[0].year_plan) == "3500万元"
    assert [(f.code, f.place.cell) for f in found.findings] == [("header-duplicate", "B1")]


def test_before_and_after_an_adjustment_may_stand_below_one_header():
    assert match(("年度计划投资", "调整后"), Project, 2026).key == "year_plan"
    assert match(("年度计划投资", "调整前"), Project, 2026) is None
    assert match(("调整后",), Project, 2026) is None


@pytest.mark.parametrize("said", ["未复工", "尚未复工", "还未复工"])
def test_a_day_of_what_has_not_happened_is_no_day_and_no_fault(said):
    found = read_table(
        Path("台账.表"), [["项目名称", "计划复工时间", "实际复工时间"], ["甲", "2026-02-20", said]], "复工复产", header_row=1,
        period=Period.quarter(2026, 1), as_of=date(2026, 3, 25),
    )  # fmt: skip
    assert found.ledger.resumptions[0].resumed_on is None
    assert [(f.code, f.grade.value) for f in found.findings] == [("date-undetermined", "note")]
    assert said in found.findings[0].message


@pytest.mark.parametrize("said", ["长期", "长期坚持", "持续推进", "立行立改", "立即整改"])
def test_a_limit_without_an_end_is_no_day_and_no_fault(said):
    found = read_table(
        Path("台账.表"), [["项目名称", "问题描述", "整改时限", "是否解决"], ["甲", "安全隐患", said, "否"], ["乙", "安全隐患", "长期整改过程中", "否"]], "问题清单", header_row=1,
        period=Period.quarter(2026, 1), as_of=date(2026, 3, 25),
    )  # fmt: skip
    assert [issue.due_on for issue in found.ledger.issues] == [None, None]
    assert [(f.code, f.place.cell) for f in found.findings] == [("date-undetermined", "C2"), ("date-unreadable", "C3")]  # fmt: skip
    assert said in found.findings[0].message


@pytest.mark.parametrize(
    ("header", "key"),
    [("本年已完成投资（万元）", "actual"), ("今年以来完成投资", "actual"), ("年内完成投资", "actual"), ("估算总投资", "total_investment"), ("开工以来已完成投资", "cumulative")],
)  # fmt: skip
def test_what_offices_call_amounts_of_the_year_and_of_all(header, key):
    rows = [["项目名称", header], ["甲", 900]]
    (one,) = read("项目台账", *rows).projects
    found = one.actual[0][1] if key == "actual" else getattr(one, key)
    assert found == Amount.of(900, Unit.WAN)


@pytest.mark.parametrize(
    "header",
    ["一季度完成投资（含预计）", "1-3月完成投资（含预计数）", "一季度完成投资（均为预计）"],
)
def test_what_is_done_with_what_is_expected_is_expected(header):
    assert match((header,), Project, 2026).key == "planned.2026-03"


def test_what_was_done_this_year_needs_not_be_called_an_investment():
    x = read(
        "项目台账",
        ["项目名称", "2026年1-3月计划投资（万元）", "今年累计完成（万元）"],
        ["甲", 800, 700],
    )
    assert [str(amount) for _, amount in x.projects[0].actual] == ["700万元"]


def test_amounts_to_date_that_say_no_more_are_asked_about():
    found = read_table(
        Path("台账.表"), [["项目名称", "总投资", "1-2月", "1-3月"], ["甲", 9000, 300, 700]], "项目台账", header_row=1,
        period=Period.quarter(2026, 1), as_of=date(2026, 3, 25),
    )  # fmt: skip
    assert [(f.code, f.place.cell) for f in found.findings] == [("months-doubtful", "C1")]
    assert found.ledger.projects[0].actual is None or not found.ledger.projects[0].actual


def test_a_word_may_have_its_day_behind_it_and_nothing_that_takes_it_back():
    rows = [["甲", "已入库（2月20日）"], ["乙", "已入库（2月退库）"], ["丙", "市级审核"]]
    found = read_table(
        Path("台账.表"), [["项目名称", "入库状态"], *rows], "入库计划", header_row=1, period=Period.quarter(2026, 1), as_of=date(2026, 3, 25)
    )  # fmt: skip
    assert [entry.status and entry.status.value for entry in found.ledger.entries] == ["已入库", None, "市级审核"]  # fmt: skip
    assert [(f.code, f.place.cell) for f in found.findings] == [("choice-unknown", "B3")]


@pytest.mark.parametrize(
    ("said", "level"), [("市发改委", "市"), ("市委、市政府", None), ("省统计局", "省"), ("州政府", "市"), ("国家发展改革委", "国家"), ("市场", None)]
)  # fmt: skip
def test_a_level_may_be_told_by_its_office(said, level):
    found = read_table(
        Path("台账.表"), [["指标名称", "下达层级", "目标值（亿元）"], ["固定资产投资", said, 7.7]], "目标任务", header_row=1,
        period=Period.quarter(2026, 1), as_of=date(2026, 3, 25),
    )  # fmt: skip
    (target,) = found.ledger.targets
    assert (target.assigned_by and target.assigned_by.value) == level
    assert ("choice-unknown" in [f.code for f in found.findings]) is (level is None)


DAYS = ("时间", "日期", "年月", "月份")


@pytest.mark.parametrize("end", DAYS)
@pytest.mark.parametrize(
    ("sheet", "word", "key"),
    [
        ("项目台账", "计划开工", "start_planned"), ("项目台账", "拟开工", "start_planned"), ("项目台账", "预计竣工", "finish_planned"),
        ("项目台账", "实际开工", "started_on"), ("项目台账", "竣工", "finished_on"), ("项目台账", "停工", "stopped_since"),
        ("项目台账", "纳统", "entered_on"), ("入库计划", "预计入统", "planned_on"), ("复工复产", "复工", "resumed_on"),
        ("复工复产", "预计复工", "planned_on"), ("集中开工", "预计开工", "planned_on"), ("招商引资", "预计开工", "planned_on"),
        ("问题清单", "解决", "resolved_on"),
    ],
)  # fmt: skip
def test_a_day_may_be_called_a_date_or_a_month(sheet, word, key, end):
    record = next(each.record for each in SHEETS if each.name == sheet)
    assert match((f"{word}{end}",), record, 2026).key == key


def test_planned_and_actual_need_not_say_that_they_are_days():
    x = read("招商引资", ["项目名称", "计划开工", "实际开工"], ["甲", "2026年2月", "2026-03-01"])
    (one,) = x.promotions
    assert (str(one.planned_on), str(one.started_on)) == ("2026-02-01/2026-02-28", "2026-03-01")
    assert match(("拟开工",), Project, 2026) is None  # a state as well


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("自开工累计完成（万元）",), "cumulative"), (("开工以来累计完成",), "cumulative"), (("2025年底前完成",), "cumulative_before_year"),
        (("截至2025年底完成（亿元）",), "cumulative_before_year"), (("2026年计划", "全年"), "year_plan"), (("年度计划（万元）", "全年"), "year_plan"),
        (("2026年全年计划",), "year_plan"), (("2026年投资（万元）", "计划"), "year_plan"), (("2026年计划", "1-3月"), "planned.2026-03"),
        (("2025年投资", "计划"), None), (("2025年", "完成"), None), (("累计完成",), None),
        (("税收（万元）", "年度计划"), None), (("新增就业", "2026年计划"), None), (("产值", "今年累计完成"), None), (("税收", "2026年完成"), None),
        (("县级重点项目", "年度计划"), "year_plan"), (("投资和税收", "年度计划"), "year_plan"),
    ],
)  # fmt: skip
def test_an_amount_needs_not_be_called_an_investment_unless_it_is_of_something_else(parts, key):
    assert getattr(match(parts, Project, 2026), "key", None) == key


@pytest.mark.parametrize(
    "header", ["其中：本年完成（万元）", "2026年完成（万元）", "本年度完成（万元）"]
)
def test_what_is_done_of_the_year_takes_its_month_from_what_is_beside(header):
    x = read("项目台账", ["项目名称", "2026年1-3月计划投资（万元）", header], ["甲", 800, 700])
    assert [(str(end), str(amount)) for end, amount in x.projects[0].actual] == [("2026-03", "700万元")]  # fmt: skip


def test_what_is_done_up_to_now_is_asked_about():
    found = read_table(
        Path("台账.表"), [["项目名称", "总投资", "截至目前完成投资"], ["甲", 9000, 300]], "项目台账", header_row=1,
        period=Period.quarter(2026, 1), as_of=date(2026, 3, 25),
    )  # fmt: skip
    assert [(f.code, f.place.cell) for f in found.findings] == [("column-doubtful", "C1")]


def test_an_entry_may_be_able_to_add():
    (entry,) = read("入库计划", ["项目名称", "一季度可贡献投资（万元）"], ["甲", 300]).entries
    assert [str(amount) for _, amount in entry.contribution] == ["300万元"]


PERIODS = (
    "三季度",
    "第三季度",
    "9月",
    "9月份",
    "1-9月",
    "上半年",
    "2026年三季度",
    "2026年",
    "全年",
    "青禾县2026年9月",
    "",
)


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize(
    ("word", "attribute"),
    [("集中开工", "starts"), ("拟入库项目", "entries"), ("项目储备库", "reserves"), ("招商引资项目", "promotions"), ("存在问题台账", "issues")],
)  # fmt: skip
def test_a_sheet_is_what_it_is_called_whatever_period_it_is_of(period, word, attribute):
    assert getattr(sheet_about(f"{period}{word}"), "attribute", None) == attribute


def test_a_library_of_wishes_and_a_list_of_signed_projects_by_the_headers_of_offices():
    (one,) = read("储备项目", ["项目名称", "总投资（亿元）", "拟争取资金类别", "拟争取资金（万元）", "项目前期工作进展"], ["甲", 1.5, "超长期特别国债", 8000, "可研"]).reserves  # fmt: skip
    assert (one.channel.value, str(one.funds_needed), one.preparation) == ("其他", "8000万元", "可研")  # fmt: skip
    (two,) = read("招商引资", ["企业（项目）名称", "合同投资额（亿元）", "实际到位资金（万元）"], ["乙", 1, 300]).promotions  # fmt: skip
    assert (two.name, str(two.paid_in)) == ("乙", "300万元")
    rows = [["丙", "施工许可办理中"], ["丁", "正在办理用地"], ["戊", "已办结"]]
    starts = read("集中开工", ["项目名称", "项目前期手续情况"], *rows).starts
    assert [each.preliminaries.value for each in starts] == ["办理中", "办理中", "已完成"]


HEADERS = {
    "year_plan": ["2026年年度计划投资（万元）", "2026年度年度计划", "2026年度计划完成投资", "2026年固定资产投资计划", "年度投资任务", "2026年目标任务（万元）", "全年目标（亿元）"],
    "actual.2026-03": ["1-3月完成固定资产投资", "1-3月完成固投（万元）", "一季度累计完成固定资产投资"],
    "cumulative": ["自开工以来累计完成投资", "项目累计完成投资", "已累计完成投资", "自开工以来累计完成固定资产投资"],
    "is_in_library": ["是否纳规入统", "固投是否入库", "是否统计入库", "是否纳入固投"], "entered_on": ["统计入库时间", "纳规入统日期"],
    "finished_on": ["完工时间", "竣工投产时间", "竣工（投产）时间", "建成时间"], "started_on": ["开（复）工时间", "开复工时间"],
    "progress": ["项目进度", "工程进度", "目前进展情况"], "leaders": ["分管副县长", "县包保领导"], "owner": ["建设主体", "项目单位名称"],
    "content": ["项目建设内容"], "total_investment": ["批复总投资", "总投资概算"],
}  # fmt: skip


@pytest.mark.parametrize(("key", "header"), [(key, text) for key, texts in HEADERS.items() for text in texts])  # fmt: skip
def test_more_of_what_offices_call_the_columns_of_projects(key, header):
    assert match((header,), Project, 2026).key == key


@pytest.mark.parametrize("header", ["2025年目标任务（万元）", "2026年目标任务", "年度目标", "2025年年度计划投资", "固定资产投资入库情况表"])  # fmt: skip
def test_what_may_be_words_or_of_another_year_is_none_of_them(header):
    assert match((header,), Project, 2026) is None


@pytest.mark.parametrize("header", ["2026年投资（万元）", "2026年投资额", "年度投资", "全年投资额（万元）"])  # fmt: skip
def test_what_is_plan_or_done_is_asked_about(header):
    found = read_table(
        Path("台账.表"), [["项目名称", "总投资", header], ["甲", 9000, 300]], "项目台账", header_row=1, period=Period.quarter(2026, 1), as_of=date(2026, 3, 25)
    )  # fmt: skip
    assert [(f.code, f.place.cell) for f in found.findings] == [("column-doubtful", "C1")]


def test_a_ledger_that_a_plugin_extends_is_read_by_the_same_words():
    extended = type("Project", (Project,), {})
    for parts, key in ((("年度计划投资", "中央"), "planned_central"), (("自开工累计完成",), "cumulative")):  # fmt: skip
        assert match(parts, extended, 2026).key == key
    assert isinstance(meaning(("本年累计",), extended, 2026), MissingMonth)


@pytest.mark.parametrize("header", ["本年累计（万元）", "今年累计", "年初至今（万元）"])
def test_a_sum_of_the_year_is_what_was_invested_where_nothing_says_otherwise(header):
    x = read("项目台账", ["项目名称", "2026年1-3月计划投资（万元）", header], ["甲", 800, 700])
    assert [(str(end), str(amount)) for end, amount in x.projects[0].actual] == [("2026-03", "700万元")]  # fmt: skip
    assert match(("税收（万元）", header), Project, 2026) is None


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("已上报市统计局审核", "市级审核"), ("省统计局正在审核", "省级审核"), ("已上报", "已申报"), ("资料已提交", "已申报"), ("部分资料已提交", None), ("正在整理入库资料", "收集资料"), ("入库材料准备中", "收集资料"),
        ("前期手续办理中", "前期"), ("正在办理手续", "前期"), ("资料未收集", None), ("待市局审核", None), ("市局审核后退回", None), ("计划10月上报", None),
    ],
)  # fmt: skip
def test_how_far_an_entry_has_come_in_words_of_its_own(said, status):
    found = read_table(
        Path("台账.表"), [["项目名称", "入库状态"], ["甲", said]], "入库计划", header_row=1, period=Period.quarter(2026, 1), as_of=date(2026, 3, 25)
    )  # fmt: skip
    (entry,) = found.ledger.entries
    assert (entry.status and entry.status.value) == status
    assert [f.code for f in found.findings if f.grade == "error"] == ([] if status else ["choice-unknown"])  # fmt: skip


SOURCES = {
    "中央": "planned_central", "中央预算内": "planned_central", "专项债": "planned_special_bonds", "超长期国债": "planned_ultra_bonds", "省级": "planned_province", "市": "planned_city",
    "县级资金": "planned_county", "银行": "planned_bank", "自筹": "planned_own", "其中：企业自筹": "planned_own",
}  # fmt: skip


@pytest.mark.parametrize(("word", "key"), SOURCES.items())
def test_a_source_below_a_plan_is_what_is_planned_from_there(word, key):
    for group in (("2026年计划投资（万元）",), ("总投资",), ("资金来源",), ("项目投资", "其中")):
        assert match((*group, word), Project, 2026).key == key
        assert match((*group, f"{word}（亿元）"), Project, 2026).key == key
    for group in (
        "到位资金",
        "1-3月完成投资",
        "下达资金",
        "2025年计划投资",
    ):
        assert getattr(match((group, word), Project, 2026), "key", None) != key
    assert match(("总投资", f"{word}占比（%）"), Project, 2026) is None
    assert match(("项目级别", "省级"), Project, 2026) is None
