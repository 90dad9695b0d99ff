"""Lights: the bands, the four published rule sets by hand, and what is unknown."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack.analysis import judge, rule_set, rule_set_names
from investtrack.analysis.readers.readings import Reading
from investtrack.analysis.rulesets import rules_of
from investtrack.analysis.spans import add_months, months_between, months_counted
from investtrack.errors import ProfileError
from investtrack.model.activity import Issue, IssueStatus, Resumption, Start
from investtrack.model.converter import profile_from_toml
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.profile import Profile
from investtrack.model.rules import Colour, Dimension, JudgementRules, LightMeasure
from investtrack.model.source import Origin, SheetRef
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month


def light_of(report, rules, dimension, **more):
    """The one project's light of that dimension."""
    board = judge(report, rules=rules, **more).board
    return next(x for s in board.subjects for x in s.lights if x.dimension is dimension)


def progress(make, actual, plan=1200, **more):
    """A project whose linear pace at the end of February asks for 2/12 of 1200 = 200万元."""
    return make.report(
        projects=(make.project(year_plan=make.wan(plan), actual=make.series(m2=actual), **more),)
    )


# -- 银川 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "behind", "colour"),
    [
        (200, "0", Colour.GREEN),
        (240, "-10/3", Colour.GREEN),
        (81, "119/12", Colour.GREEN),  # 16.67 − 6.75 = 9.92 points: nothing is said there, green
        (80, "10", Colour.YELLOW),  # 16.67 − 6.67 = 10 exactly
        (0, "50/3", Colour.YELLOW),
    ],
)
def test_yinchuan_progress_by_points_behind_the_pace(make, actual, behind, colour):
    light = light_of(progress(make, actual), "yinchuan", Dimension.PROGRESS)
    assert (light.number, light.colour) == (Fraction(behind), colour)


def test_exactly_on_pace_is_said_so(make):
    # 1—2月: 200 of 1200 is 2/12
    light = light_of(progress(make, 200), "yinchuan", Dimension.PROGRESS)
    assert light.reason == "截至1—2月与序时进度持平"


@pytest.mark.parametrize(("actual", "colour"), [(240, Colour.YELLOW), (239, Colour.RED)])
def test_yinchuan_30_points_are_yellow_and_more_are_red(make, actual, colour):
    # 1—6月: pace 50 points; 240 of 1200 is 20: 30 behind
    report = make.report(
        projects=(make.project(year_plan=make.wan(1200), actual=make.series(m6=actual)),),
        as_of=date(2022, 7, 1),
    )
    assert light_of(report, "yinchuan", Dimension.PROGRESS).colour is colour


@pytest.mark.parametrize(
    ("planned", "missed", "colour"),
    [
        ((2022, 4, 1), 0, Colour.GREEN),
        ((2022, 3, 10), 1, Colour.YELLOW),  # March
        ((2022, 2, 10), 2, Colour.YELLOW),  # February, March
        ((2022, 1, 31), 3, Colour.RED),  # January, February, March
    ],
)
def test_yinchuan_start_is_yellow_in_its_month_and_red_in_the_third(make, planned, missed, colour):
    report = make.report(starts=(Start(name="甲桥", planned_on=make.day(*planned)),))
    light = light_of(report, "yinchuan", Dimension.START)
    assert (light.number, light.colour) == (missed, colour)


def test_a_start_that_happened_is_green_however_late(make):
    start = Start(name="甲桥", planned_on=make.day(2021, 6, 1), started_on=make.day(2022, 3, 1))
    light = light_of(make.report(starts=(start,)), "yinchuan", Dimension.START)
    assert light.colour is Colour.GREEN


@pytest.mark.parametrize(
    ("started", "colour"),
    [
        ((2022, 2, 21), Colour.GREEN),  # not yet a month
        ((2022, 2, 20), Colour.YELLOW),  # one month
        ((2022, 1, 20), Colour.YELLOW),  # two months: not over two
        ((2022, 1, 19), Colour.RED),  # a day over two
    ],
)
def test_yinchuan_entry_by_months_since_the_start(make, started, colour):
    report = make.report(
        projects=(
            make.project(is_in_library=False, entered_on=None, started_on=make.day(*started)),
        ),
        entries=(Entry(name="甲桥", status=EntryStatus.COLLECTING),),
    )
    assert light_of(report, "yinchuan", Dimension.ENTRY).colour is colour


def test_yinchuan_an_entered_project_is_green(make):
    entry = Entry(name="甲桥", status=EntryStatus.ENTERED, entered_on=make.day(2022, 3, 1))
    light = light_of(make.report(entries=(entry,)), "yinchuan", Dimension.ENTRY)
    assert light.colour is Colour.GREEN


def test_yinchuan_payment_is_grey_since_the_ledger_has_none_and_does_not_cloud_the_whole(make):
    board = judge(progress(make, 200), rules="yinchuan").board
    (subject,) = board.subjects
    payment = next(x for x in subject.lights if x.dimension is Dimension.PAYMENT)
    assert payment.colour is Colour.GREY
    assert "资金支付" in payment.reason
    assert subject.colour is Colour.GREEN


@pytest.mark.parametrize(("behind", "colour"), [(0, Colour.GREEN), (1, Colour.RED)])
def test_yinchuan_payment_is_judged_where_a_county_can_read_it(make, behind, colour):
    readers = {
        LightMeasure.PAYMENT_BEHIND: lambda _, __: (Reading(Fraction(behind), lambda: "支付"),)
    }
    light = light_of(progress(make, 200), "yinchuan", Dimension.PAYMENT, readers=readers)
    assert light.colour is colour


# -- 三亚, 新晃, 金乡 -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actual", "colour"),
    [(200, Colour.GREEN), (199, Colour.YELLOW), (100, Colour.YELLOW), (99, Colour.RED)],
)
def test_sanya_by_share_of_the_amount_due(make, actual, colour):
    # due 200: 100 is 50％ below (yellow, included), 99 is 50.5％ below
    assert light_of(progress(make, actual), "sanya", Dimension.PROGRESS).colour is colour


@pytest.mark.parametrize(("plan", "number"), [(999, 0), (1000, 1)])
def test_sanya_judges_projects_from_1000_wan_on(make, plan, number):
    assert len(judge(progress(make, 0, plan), rules="sanya").board.subjects) == number


@pytest.mark.parametrize(
    ("actuals", "colour"),
    [
        ({"m2": 100, "m3": 300}, Colour.GREEN),  # March alone: 200 of 200
        ({"m2": 100, "m3": 299}, Colour.YELLOW),
        ({"m2": 99, "m3": 298}, Colour.RED),  # 99 of 100, then 199 of 200
    ],
)
def test_sanya_county_by_consecutive_months_missed(make, actuals, colour):
    plan = {"planned": make.series(m2=100, m3=300), "actual": make.series(**actuals)}
    report = make.report(projects=(make.project(**plan),), entries=(), as_of=date(2022, 3, 31))
    (light,) = judge(report, rules="sanya").board.county
    assert light.colour is colour
    assert light.figures == ("fai.plan.ytd", "fai.actual.ytd")


def test_the_county_is_grey_where_its_plan_is_not_known(make):
    plan = {"planned": make.series(m2=100), "actual": make.series(m2=100)}
    (light,) = judge(make.report(projects=(make.project(**plan),)), rules="sanya").board.county
    assert light.colour is Colour.GREY
    assert "入库计划" in light.reason


@pytest.mark.parametrize(
    ("actual", "word"), [(180, "绿灯"), (179, "跟踪督办"), (160, "跟踪督办"), (159, "黄牌")]
)
def test_xinhuang_by_the_months_task(make, actual, word):
    # March alone: planned 300 − 200 = 100; 180 − 100 = 80％, 160 − 100 = 60％
    held = {"planned": make.series(m2=200, m3=300), "actual": make.series(m2=100, m3=actual)}
    report = make.report(projects=(make.project(**held),))
    assert light_of(report, "xinhuang", Dimension.PROGRESS).word == word


@pytest.mark.parametrize(
    ("actuals", "colour"),
    [
        ({"m2": 200, "m3": 300}, Colour.BLUE),
        ({"m2": 200, "m3": 320}, Colour.BLUE),
        ({"m2": 200, "m3": 299}, Colour.YELLOW),
        ({"m2": 199, "m3": 298}, Colour.RED),
    ],
)
def test_jinxiang_blue_yellow_red(make, actuals, colour):
    held = {"planned": make.series(m2=200, m3=300), "actual": make.series(**actuals)}
    report = make.report(projects=(make.project(**held),))
    assert judge(report, rules="jinxiang").board.subjects[0].colour is colour


# -- issues, resumption, stops, entries: the general set ----------------------------------------


@pytest.mark.parametrize(
    ("due", "days", "colour"),
    [
        ((2022, 3, 20), 0, Colour.GREEN),
        ((2022, 3, 19), 1, Colour.YELLOW),
        ((2022, 2, 17), 31, Colour.RED),
    ],
)
def test_general_issue_by_days_past_its_deadline(make, due, days, colour):
    issue = Issue(name="甲桥", description="征地", due_on=make.day(*due), status=IssueStatus.OPEN)
    light = light_of(make.report(issues=(issue,)), "general", Dimension.ISSUE)
    assert (light.number, light.colour) == (days, colour)


def test_the_worst_of_several_issues_decides(make):
    issues = tuple(
        Issue(
            name="甲桥",
            description="征地",
            due_on=make.day(2022, month, 1),
            status=IssueStatus.OPEN,
        )
        for month in (4, 1, 3)
    )
    light = light_of(make.report(issues=issues), "general", Dimension.ISSUE)
    assert light.number == 78  # 1 January to 20 March


@pytest.mark.parametrize(("resumed", "colour"), [((2022, 3, 20), Colour.GREEN), (None, Colour.RED)])
def test_general_resumption(make, resumed, colour):
    record = Resumption(
        name="甲桥", planned_on=make.day(2022, 3, 1), resumed_on=resumed and make.day(*resumed)
    )
    light = light_of(make.report(resumptions=(record,)), "general", Dimension.RESUMPTION)
    assert light.colour is colour  # 19 days


def test_general_entry_overdue_a_month_and_a_day_is_red(make):
    entry = Entry(
        name="甲桥", total_investment=make.wan(600), planned_on=make.day(2022, 2, 19), status=EntryStatus.COLLECTING,
    )  # fmt: skip
    light = light_of(make.report(entries=(entry,)), "general", Dimension.ENTRY)
    assert light.colour is Colour.RED
    assert light.number == 1 + Fraction(1, 31)


def test_an_entry_below_the_threshold_is_not_judged(make):
    entry = Entry(name="甲桥", total_investment=make.wan(499), planned_on=make.day(2022, 1, 1))
    assert judge(make.report(entries=(entry,))).board.subjects == ()


def test_a_stopped_project_is_yellow_from_the_first_day(make):
    report = make.report(projects=(make.project(stopped_since=make.day(2022, 3, 20)),))
    light = light_of(report, "general", Dimension.RESUMPTION)
    assert (light.number, light.colour) == (0, Colour.YELLOW)


# -- unknown, overall, reasons, cells ------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "why"),
    [
        ({"actual": ()}, "累计完成投资"),
        ({"year_plan": None}, "年度计划投资"),
        ({"year_plan": 0}, "不大于零"),
    ],
)
def test_what_is_unknown_is_grey_with_the_reason_never_green(make, held, why):
    known = {"year_plan": 1200, "actual": make.series(m2=500), **held}
    known["year_plan"] = None if known["year_plan"] is None else make.wan(known["year_plan"])
    report = make.report(projects=(make.project(**known),))
    light = light_of(report, "yinchuan", Dimension.PROGRESS)
    assert light.colour is Colour.GREY
    assert light.number is None
    assert why in light.reason
    assert "无法判定" in light.reason


def test_undated_things_are_grey(make):
    report = make.report(
        starts=(Start(name="甲"),),
        issues=(Issue(name="乙", description="征地", status=IssueStatus.OPEN),),
        resumptions=(Resumption(name="丙"),),
        entries=(Entry(name="丁", total_investment=make.wan(900), status=EntryStatus.COLLECTING),),
    )
    board = judge(report).board
    assert {item.subject.name: item.colour for item in board.subjects} == dict.fromkeys(
        "丁甲丙乙", Colour.GREY
    )


def test_over_all_the_worst_decides_and_grey_is_worse_than_green(make):
    issue = Issue(name="甲桥", description="征地", status=IssueStatus.OPEN)
    green = make.project(year_plan=make.wan(1200), actual=make.series(m2=200))
    (item,) = judge(make.report(projects=(green,), issues=(issue,))).board.subjects
    assert item.colour is Colour.GREY
    late = evolve(issue, due_on=make.day(2022, 3, 1))
    (item,) = judge(make.report(projects=(green,), issues=(issue, late))).board.subjects
    assert item.colour is Colour.YELLOW
    assert item.reason == "问题整改时限2022年3月1日，逾期19天，未解决（黄灯界限：达到1天）"


def test_sheets_meet_in_one_project_by_code_or_by_name(make):
    issue = Issue(
        code="A1", description="征地", due_on=make.day(2022, 3, 1), status=IssueStatus.OPEN
    )
    resumption = Resumption(name="★ 甲桥", planned_on=make.day(2022, 3, 1))
    known = make.project(code="A1", year_plan=make.wan(1200), actual=make.series(m2=200))
    board = judge(make.report(projects=(known,), issues=(issue,), resumptions=(resumption,))).board
    (item,) = board.subjects
    assert [x.dimension for x in item.lights] == [
        Dimension.PROGRESS, Dimension.ISSUE, Dimension.RESUMPTION,
    ]  # fmt: skip
    assert board.counts == {Colour.RED: 1}
    assert board.by_dimension[Dimension.PROGRESS] == {Colour.GREEN: 1}


def test_a_light_leads_to_its_cells(make):
    sheet = SheetRef("台账.xlsx", "项目台账", {"year_plan": 12, "actual.2022-02": 24})
    report = progress(make, 50, origin=Origin(sheet, 4))
    cells = light_of(report, "general", Dimension.PROGRESS).cells
    assert [str(cell) for cell in cells] == ["台账.xlsx｜项目台账!M4", "台账.xlsx｜项目台账!Y4"]


def test_the_profiles_own_rules_come_before_the_shipped_set(make):
    profile = profile_from_toml(
        """
        [[judgement.lights]]
        measure = "progress.points_behind"
        bands = [{ colour = "绿" }, { colour = "黄", label = "提醒", over = "16" }]
        """
    )
    report = make.report(
        profile=profile,
        projects=(make.project(year_plan=make.wan(1200), actual=make.series(m2=0)),),
    )
    assert light_of(report, None, Dimension.PROGRESS).word == "提醒"
    assert light_of(report, "general", Dimension.PROGRESS).word == "黄灯"


def test_a_profile_names_a_shipped_set():
    profile = Profile(judgement=JudgementRules(rule_set="jinxiang"))
    assert rules_of(profile)[0] == "亮灯规则：金乡"
    with pytest.raises(ProfileError, match="可选：general、jinxiang、sanya、xinhuang、yinchuan"):
        rules_of(Profile(judgement=JudgementRules(rule_set="yinchuang")))


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ('{ colour = "绿", over = "1" }', "第一个区间不写边界"),
        ('{ colour = "绿" }, { colour = "黄", below = "1" }', "at_least、over"),
        ('{ colour = "绿" }, { colour = "黄" }', "at_least、over"),
        (
            '{ colour = "绿" }, { colour = "红", over = "1" }, { colour = "黄", over = "2" }',
            "由好到差",
        ),
        (
            '{ colour = "绿" }, { colour = "黄", over = "2" }, { colour = "红", at_least = "2" }',
            "边界要由好到差",
        ),
        ('{ colour = "绿" }, { colour = "灰", over = "2" }', "灰灯只表示无法判定"),
        ('{ colour = "绿" }, { colour = "黄", over = "2", at_least = "3" }', "只写一个边界"),
    ],
)
def test_faulty_bands_are_refused_with_their_path(bands, said):
    text = f'[[judgement.lights]]\nmeasure = "progress.points_behind"\nbands = [{bands}]'
    with pytest.raises(ProfileError, match=said) as caught:
        profile_from_toml(text)
    assert "judgement.lights[0]" in str(caught.value)


# -- laws -----------------------------------------------------------------------------------------


RULES = [rule for name in rule_set_names() for rule in rule_set(name).judgement.lights]


@given(st.sampled_from(RULES), st.fractions(-200, 200), st.fractions(-200, 200))
def test_a_worse_number_never_gives_a_better_light(rule, one, other):
    better, worse = sorted((one, other), reverse=rule.measure.lower_is_worse)
    assert rule.band(better).colour.severity <= rule.band(worse).colour.severity


days = st.dates(date(2019, 1, 1), date(2023, 12, 31))


@given(days, days, days)
def test_months_never_fall_as_time_goes_on_and_never_rise_for_a_later_begin(one, two, three):
    first, second, last = sorted((one, two, three))
    assert months_between(first, second) <= months_between(first, last)
    assert months_between(second, last) <= months_between(first, last)


@given(days, st.integers(0, 40))
def test_whole_months_are_whole_wherever_the_day_exists(day, months):
    later = add_months(day, months)
    if later.day == day.day:
        assert months_between(day, later) == months
    assert months_counted(day, later) == months + 1


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 300), st.integers(0, 300))
def test_a_project_that_completed_less_never_gets_a_better_light(one, other):
    from investtrack.model.ledger import Ledger
    from investtrack.model.project import Project
    from investtrack.report import build_report
    from investtrack.values.amount import Amount, Unit
    from investtrack.values.period import Period

    def severities(actual):
        project = Project(
            name="甲", is_in_library=True, year_plan=Amount.of(1200, Unit.WAN),
            planned=((Month(2022, 2), Amount.of(200, Unit.WAN)),),
            actual=((Month(2022, 2), Amount.of(actual, Unit.WAN)),),
            entered_on=DateSpan.day(date(2021, 5, 1)),
        )  # fmt: skip
        report = build_report(
            Ledger(projects=(project,)), period=Period.quarter(2022, 1), as_of=date(2022, 3, 20)
        )
        boards = [judge(report, rules=name).board for name in rule_set_names()]
        return [board.subjects[0].colour.severity for board in boards]

    less, more = sorted((one, other))
    assert all(a >= b for a, b in zip(severities(less), severities(more), strict=True))


def test_the_four_edges_by_hand():
    text = """
        [[judgement.lights]]
        measure = "progress.month_share"
        bands = [
          { colour = "绿" }, { colour = "蓝", below = "90" }, { colour = "黄", at_most = "80" },
          { colour = "红", below = "80" },
        ]
    """
    (rule,) = profile_from_toml(text).judgement.lights
    assert [rule.band(Fraction(n)).colour.value for n in (90, 89, 81, 80, 79)] == list("绿蓝蓝黄红")
