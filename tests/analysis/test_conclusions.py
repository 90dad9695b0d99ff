"""Conclusions: each by hand, printed where the figures bear it out, and nowhere else."""

from datetime import date

import pytest
from attrs import evolve

from investtrack.analysis import ConclusionKind, judge
from investtrack.analysis.conclusions.diagnosis import DIAGNOSES
from investtrack.analysis.stock import hhi, runway, waterfall
from investtrack.model.activity import (
    Issue,
    IssueCategory,
    IssueStatus,
    Resumption,
    Supervision,
    SupervisionMode,
)  # fmt: skip
from investtrack.model.converter import profile_from_toml
from investtrack.model.entry import Entry, EntryStatus, PaperState
from investtrack.model.project import ProjectLevel
from investtrack.model.source import Origin, SheetRef
from investtrack.report import build_report
from investtrack_testing import sample_ledger


K = ConclusionKind


def said(report, kind):
    return next((c for c in judge(report).conclusions if c.kind is kind), None)


def unsaid(report):
    return {gap.kind: gap.reason for gap in judge(report).unsaid}


def entry(make, name="甲", total=6000, status=EntryStatus.COLLECTING, contribution=100, **more):
    return Entry(
        name=name, total_investment=make.wan(total), planned_on=make.day(2022, 3, 28), status=status,
        contribution=make.series(m3=contribution), **more,
    )  # fmt: skip


# -- targets ---------------------------------------------------------------------------------------


def test_behind_the_pace_with_gap_and_daily_need(make):
    report = make.report(
        projects=(make.project(actual=make.series(m2=15000)),), targets=make.targets(30000, 120000)
    )
    found = said(report, K.BEHIND)
    assert (
        found.text
        == (
            "1—2月累计完成固定资产投资1.5亿元，占全年目标的12.5％，落后序时进度4.17个百分点，差0.5亿元。"
            "要完成全年目标，还需10.5亿元，后10个月月均需完成1.05亿元。"
            "要完成一季度目标，3月还需完成1.5亿元。"  # what the first 20 days of March gave is not yet known
        )
    )
    assert set(found.figures) >= {"fai.pace.gap", "fai.year.target", "fai.period.completed"}


def test_the_daily_need_is_said_where_the_data_reach_the_month(make):
    report = make.report(
        projects=(make.project(actual=make.series(m2=10000, m3=15000)),),
        targets=make.targets(30000, 120000),
    )
    # 30000 − 15000 = 15000万元 over 11 days is 1363.64万元 a day, rounded up
    assert said(report, K.BEHIND).text.endswith(
        "要完成一季度目标，还需1.5亿元，余下11天日均需完成0.14亿元。"
    )


def test_more_names_than_are_told_are_examples(make):
    # 3 names are told: "甲、乙、丙" are all of three and the first of four
    def county(names):
        return make.report(projects=tuple(make.project(name=n, leaders=()) for n in names))

    assert said(county("甲乙丙"), K.UNASSIGNED).text.endswith("有3个，即甲、乙、丙。")
    assert said(county("甲乙丙丁"), K.UNASSIGNED).text.endswith("有4个，如甲、乙、丙。")


@pytest.mark.parametrize("done", [20000, 20001])
def test_on_pace_or_ahead_nothing_is_said(make, done):
    report = make.report(
        projects=(make.project(actual=make.series(m2=done)),), targets=make.targets(30000, 120000)
    )
    assert said(report, K.BEHIND) is None
    assert K.BEHIND not in unsaid(report)


def test_without_a_target_pace_cannot_be_judged(make):
    report = make.report(projects=(make.project(actual=make.series(m2=1)),))
    assert said(report, K.BEHIND) is None
    assert "目标" in unsaid(report)[K.BEHIND]


def test_expected_short_of_the_target(make):
    report = make.report(
        projects=(make.project(planned=make.series(m3=20000)),),
        entries=(entry(make, contribution=5000),),
        targets=make.targets(30000),
    )
    assert said(report, K.SHORTFALL).text == (
        "一季度预计完成固定资产投资2.5亿元（在库项目2亿元，新增入库项目0.5亿元），"
        "比目标3亿元少0.5亿元，须另找增量。"
    )


def test_expected_just_enough_is_no_shortfall(make):
    report = make.report(
        projects=(make.project(planned=make.series(m3=25000)),),
        entries=(entry(make, contribution=5000),),
        targets=make.targets(30000),
    )
    assert said(report, K.SHORTFALL) is None


def test_a_county_without_any_target_cannot_be_short(make):
    report = make.report(
        projects=(make.project(planned=make.series(m3=1)),), entries=(entry(make),), targets=()
    )
    assert K.SHORTFALL in unsaid(report)


# -- stock -----------------------------------------------------------------------------------------


def stock(make, year):
    """100000 in all, 60000 left, 20000 of it not reportable: 40000 reportable."""
    held = {
        "total_investment": make.wan(100000),
        "cumulative": make.wan(40000),
        "unreportable": make.wan(20000),
        "unreportable_reason": "没有发票",
        "actual": make.series(m2=0),
    }
    return make.report(projects=(make.project(**held),), targets=make.targets(None, year))


def test_thin_stock_with_waterfall_and_runway(make):
    found = said(stock(make, 50000), K.THIN_STOCK)
    # needed 50000 over 10 months: 5000 a month; 40000 lasts 8
    assert found.text == (
        "接转在库项目1个，总投资10亿元，剩余投资6亿元，其中难以上报2亿元（没有发票2亿元），实际可报4亿元。"
        "全年目标还需5亿元，可报投资只相当于所需的80％，按月均0.5亿元计，可支撑8个月，"
        "而到年底还有10个月，存量不足以支撑全年目标。"
    )


@pytest.mark.parametrize(
    ("year", "words"), [(40000, "余量不大"), (34000, "余量不大"), (33333, None), (20000, None)]
)
def test_stock_that_covers_the_need_is_thin_only_below_the_margin(make, year, words):
    # 40000 ÷ 34000 = 117.6％ < 120％; 40000 ÷ 33333 = 120.0012％
    found = said(stock(make, year), K.THIN_STOCK)
    assert (found is None) if words is None else (words in found.text)


def test_stock_is_not_judged_where_the_remainder_is_unknown(make):
    report = make.report(
        projects=(make.project(actual=make.series(m2=1)),), targets=make.targets(None, 50000)
    )
    assert said(report, K.THIN_STOCK) is None
    assert K.THIN_STOCK in unsaid(report)


def test_the_caveat_counts_what_the_figures_leave_out(make):
    report = make.report(
        projects=(
            *stock(make, 1).ledger.projects,
            make.project("乙", actual=make.series(m2=0)),
        ),
        targets=make.targets(None, 50000),
    )
    assert "“接转在库项目剩余投资”有1条缺数未计入" in said(report, K.THIN_STOCK).caveat


def test_waterfall_steps_add_up(make):
    report = make.report(
        projects=(
            *stock(make, 1).ledger.projects,
            make.project("乙", total_investment=make.wan(500)),
            make.project("丙", total_investment=make.wan(100), cumulative=make.wan(130)),
        ),
        targets=make.targets(None, 50000),
    )
    assert [(s.label, s.is_taken, s.amount) for s in waterfall(report)] == [
        ("总投资", False, make.wan(100600)),
        ("已完成投资", True, make.wan(40100)),  # 40000, and 100 of an over-run project
        ("累计完成不详的项目", True, make.wan(500)),
        ("剩余投资", False, make.wan(60000)),
        ("没有发票", True, make.wan(20000)),
        ("实际剩余可报投资", False, make.wan(40000)),
    ]


def test_concentration_index_by_hand(make):
    # shares 60, 30, 10 ％: 0.36 + 0.09 + 0.01
    assert hhi([make.wan(6), make.wan(3), make.wan(1)]).in_percent == 46
    assert hhi([make.wan(1)] * 4).in_percent == 25
    assert hhi([]) is None
    assert hhi([make.wan(0)]) is None


def test_runway_needs_something_to_reach(make):
    goal = judge(stock(make, 50000)).pace.year
    assert runway(make.wan(40000), goal) == 8
    assert runway(make.wan(40000), evolve(goal, left=make.wan(0))) is None


def test_structure_by_industry_real_estate_and_level(make):
    def one(name, total, industry, level, *, estate):
        return make.project(
            name, total_investment=make.wan(total), cumulative=make.wan(0), industry=industry,
            level=level, is_real_estate=estate,
        )  # fmt: skip

    report = make.report(
        projects=(
            one("甲", 60000, "房地产", ProjectLevel.COUNTY, estate=True),
            one("乙", 30000, "工业", ProjectLevel.COUNTY, estate=False),
            one("丙", 10000, "农业", ProjectLevel.CITY, estate=False),
        )
    )
    found = said(report, K.STRUCTURE)
    assert found.text == (
        "剩余投资中房地产项目占60％；接转在库项目总投资中房地产占60％；"
        "市级以上重大项目1个，只占接转在库项目总投资的10％，投资增长的来源不够均衡。"
    )


def test_a_balanced_structure_is_not_complained_of(make):
    report = make.report(
        projects=tuple(
            make.project(
                name, total_investment=make.wan(100), cumulative=make.wan(0), industry=name,
                level=ProjectLevel.CITY, is_real_estate=False,
            )
            for name in ("甲", "乙", "丙")
        )
    )  # fmt: skip
    assert said(report, K.STRUCTURE) is None


# -- entries ---------------------------------------------------------------------------------------


def test_few_entries(make):
    report = make.report(entries=(entry(make), entry(make, "乙", 600)), projects=())
    assert said(report, K.FEW_ENTRIES).text == (
        "一季度计划入库项目2个，总投资0.66亿元，已入库0个；总投资5000万元以上的只有1个，即甲，对投资增长的支撑有限。"
    )


def test_no_entries_at_all(make):
    assert said(make.report(entries=()), K.FEW_ENTRIES).text == (
        "一季度没有计划入库项目，新增投资没有来源。"
    )


def test_enough_entries_are_not_called_few(make):
    entries = tuple(entry(make, f"项目{i}") for i in range(5))
    assert said(make.report(entries=entries), K.FEW_ENTRIES) is None


def test_no_entry_sheet_is_no_lack_of_entries(make):
    report = make.report(projects=(make.project(),))
    assert said(report, K.FEW_ENTRIES) is None
    assert "入库计划" in unsaid(report)[K.FEW_ENTRIES]


def test_concentration_says_what_the_failure_costs(make):
    report = make.report(
        projects=(make.project(planned=make.series(m3=20000)),),
        entries=(
            entry(make, "甲", 60000, contribution=9000),
            entry(make, "乙", 40000, contribution=3000),
        ),
        targets=make.targets(30000),
    )
    found = said(report, K.CONCENTRATION)
    assert found.text == (
        "计划入库项目中，甲总投资6亿元，占总投资的60％以上，集中度指数（赫芬达尔指数）52％，属于高度集中。"
        "该项目预计贡献投资0.9亿元，如不能按期入库，一季度预计完成降为2.3亿元，比目标少0.7亿元。"
    )


def test_concentration_is_silent_on_a_target_that_no_failure_breaks(make):
    report = make.report(
        projects=(make.project(planned=make.series(m3=40000)),),
        entries=(entry(make, "甲", 60000), entry(make, "乙", 40000)),
        targets=make.targets(30000),
    )
    assert "比目标少" not in said(report, K.CONCENTRATION).text


def test_ten_equal_entries_are_not_concentrated(make):
    entries = tuple(entry(make, f"项目{i}") for i in range(10))
    assert said(make.report(entries=entries), K.CONCENTRATION) is None


def test_missing_papers_by_kind(make):
    held, lacking = PaperState.HELD, PaperState.LACKING
    entries = (
        entry(make, "甲", papers={"立项": held, "用地": lacking, "施工许可": lacking}),
        entry(make, "乙", papers={"立项": held, "用地": None, "施工许可": held}),
        entry(make, "丙", papers={"立项": held, "用地": held, "施工许可": held}),
    )
    found = said(make.report(entries=entries), K.MISSING_PAPERS)
    assert found.text == (
        "3个计划入库项目中有2个资料不齐，缺用地的2个、缺施工许可的1个（一个项目可能缺几种）；缺得最多的是甲、乙。"
    )
    assert found.caveat == "其中1个项目的部分资料没有填写，按没有计"


def test_late_entries(make):
    late = evolve(entry(make), planned_on=make.day(2022, 3, 1))
    assert said(make.report(entries=(late,)), K.LATE_ENTRIES).text == (
        "已过计划时间仍未入库的项目有1个，即甲。"
    )
    assert said(make.report(entries=(entry(make),)), K.LATE_ENTRIES) is None


# -- delivery and duty -----------------------------------------------------------------------------


def slow_county(make, **more):
    projects = tuple(
        make.project(name, code=name, year_plan=make.wan(1200), actual=make.series(m2=done), **more)
        for name, done in (("甲", 0), ("乙", 60), ("丙", 200))
    )
    issues = (
        Issue(code="甲", description="征地", category=IssueCategory.LAND, status=IssueStatus.OPEN),
        Issue(
            code="甲", description="拆迁", category=IssueCategory.LAND, status=IssueStatus.UNDER_WAY
        ),
        Issue(
            code="乙", description="已办", category=IssueCategory.FUNDS, status=IssueStatus.RESOLVED
        ),
    )
    return make.report(projects=projects, issues=issues)


def test_slow_projects_with_their_causes(make):
    found = said(slow_county(make), K.SLOW)
    assert found.text == (
        "进度明显落后的在库项目有2个，落后最多的是甲（落后16.67个百分点）、乙（落后11.67个百分点）。"
        "从问题清单看，涉及用地问题的1个、其余1个正在核实原因。"
    )
    assert found.names == ("甲", "乙")


def test_stopped_projects_longest_first(make):
    projects = (
        make.project("甲", stopped_since=make.day(2022, 3, 10)),
        make.project("乙", stopped_since=make.day(2022, 1, 20)),
    )
    assert said(make.report(projects=projects), K.STOPPED).text == (
        "停工项目有2个，即乙、甲，时间最长的乙已停工59天。"
    )


def test_resumption_with_reasons(make):
    rows = (
        Resumption(name="甲", planned_on=make.day(2022, 3, 1), not_resumed_because="缺工"),
        Resumption(name="乙", planned_on=make.day(2022, 3, 1), resumed_on=make.day(2022, 3, 1)),
    )
    assert said(make.report(resumptions=rows), K.RESUMPTION).text == (
        "到期应复工的2个项目中有1个尚未复工，即甲（缺工）。"
    )
    assert said(make.report(resumptions=rows[1:]), K.RESUMPTION) is None


def test_overdue_issues_by_unit(make):
    rows = tuple(
        Issue(name=name, description="x", status=IssueStatus.OPEN, responsible_unit=unit, due_on=make.day(*due))
        for name, unit, due in (
            ("甲", "住建局", (2022, 3, 1)), ("乙", "住建局", (2022, 2, 20)), ("丙", None, (2022, 3, 19)),
            ("丁", "交通局", (2022, 3, 20)),
        )
    )  # fmt: skip
    assert said(make.report(issues=rows), K.OVERDUE_ISSUES).text == (
        "未解决的4个问题中有3个已过整改时限，最长的逾期28天（乙）；按责任单位分：住建局2个、未明确单位1个。"
    )


def test_unassigned_leaders(make):
    projects = (make.project("甲", leaders=("王某",)), make.project("乙"))
    assert said(make.report(projects=projects), K.UNASSIGNED).text == (
        "还没有明确包保领导的项目有1个，即乙。"
    )


def test_missed_supervision(make):
    profile = profile_from_toml('[[cadences]]\nmode = "月分析"\nevery = "month"\n')
    rows = (
        Supervision(held_on=make.day(2022, 1, 10), mode=SupervisionMode.MONTHLY_ANALYSIS),
        Supervision(
            held_on=make.day(2022, 1, 12), mode=SupervisionMode.DAILY_BULLETIN, name="甲",
            finding="扬尘", due_on=make.day(2022, 2, 1),
        ),
    )  # fmt: skip
    report = make.report(profile=profile, supervisions=rows)
    # due by 20 March: January and February; held: January
    assert said(report, K.SUPERVISION).text == (
        "应开展督导2次，实际1次，缺1次；督导发现的问题有1项整改逾期（即甲）。"
    )


# -- all of them -----------------------------------------------------------------------------------


def test_each_kind_has_one_diagnosis():
    assert [kind for kind, _ in DIAGNOSES] == list(dict.fromkeys(kind for kind, _ in DIAGNOSES))
    assert {kind for kind, _ in DIAGNOSES} == set(ConclusionKind)


def test_an_empty_ledger_gives_no_conclusion_and_says_what_is_lacking(make):
    judged = judge(make.report())
    assert judged.conclusions == ()
    # of regions that a county lacks none can be named
    assert {gap.kind for gap in judged.unsaid} == set(ConclusionKind) - {ConclusionKind.INCOMPLETE}
    assert all(gap.reason for gap in judged.unsaid)


def test_a_conclusion_never_names_an_absent_figure():
    report = build_report(sample_ledger())
    judged = judge(report)
    assert judged.conclusions
    for found in judged.conclusions:
        assert found.figures
        assert all(not report.figures[figure].is_absent for figure in found.figures)


def test_a_conclusion_leads_to_its_cells(make):
    sheet = SheetRef("台账.xlsx", "项目台账", {"year_plan": 12, "actual.2022-02": 24, "actual": 24})
    found = said(slow_county(make, origin=Origin(sheet, 7)), K.SLOW)
    report = slow_county(make, origin=Origin(sheet, 7))
    assert "台账.xlsx｜项目台账!M7" in [str(cell) for cell in said(report, K.SLOW).cells(report)]
    assert found.kind is K.SLOW


def test_the_same_report_is_judged_the_same():
    report = build_report(sample_ledger(), as_of=date(2022, 3, 20))
    one, two = judge(report), judge(report)
    assert [c.text for c in one.conclusions] == [c.text for c in two.conclusions]
    assert [t.what for t in one.tasks] == [t.what for t in two.tasks]


def test_stock_at_the_threshold_itself_is_not_thin(make):
    # 40000 ÷ 50000 = 0.8
    base = stock(make, 50000)
    for edge, thin in (("0.8", False), ("0.81", True)):
        profile = profile_from_toml(f'[judgement.thresholds]\ncoverage = "{edge}"\n')
        report = make.report(
            projects=base.ledger.projects, targets=base.ledger.targets, profile=profile
        )
        assert (said(report, K.THIN_STOCK) is not None) is thin
