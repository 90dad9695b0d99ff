"""What is expected and what was done of the year's investment, by hand: parts, months, quarters, names of indicators."""

from datetime import date

import pytest
from attrs import evolve

from investtrack.metrics import DEFINITIONS, LedgerView
from investtrack.metrics.figures.starts import batch_order, reported_batch
from investtrack.metrics.lookup import compute_all
from investtrack.metrics.target_rows import (
    find_target,
    is_about,
    rank_of,
)
from investtrack.model.activity import Start
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.ledger import Ledger
from investtrack.model.profile import PaceKind, PaceProfile, Profile
from investtrack.model.project import Project
from investtrack.model.target import AssignedBy, Basis, Indicator, Target
from investtrack.values.amount import ZERO, Amount, Unit
from investtrack.values.dates import parse_date
from investtrack.values.period import Month, Period
from investtrack.values.rate import Points, Rate


T = date(2022, 5, 10)
Q1, Q2 = Period.quarter(2022, 1), Period.quarter(2022, 2)
YEAR = Period.full_year(2022)
CITY, COUNTY = AssignedBy.CITY, AssignedBy.COUNTY


def wan(number):
    return None if number is None else Amount.of(number, Unit.WAN)


def ytd(**months):
    """A series by month: m3=100 is 1—3月 100万元."""
    return tuple((Month(2022, int(name[1:])), wan(number)) for name, number in months.items())


def figure(figure_id, day=T, period=Q2, profile=None, **sheets):
    view = LedgerView(Ledger(**sheets), profile or Profile(), period, day)
    return compute_all(DEFINITIONS, view, (figure_id,))[figure_id]


def said(figure):
    """Its value and how many records lack a cell, or the reason why there is none."""
    return figure.reason if figure.value is None else (figure.value, figure.missing)


# -- the parts of what is expected -----------------------------------------------------------------

OLD = {"is_in_library": True}


def projects(*plans):
    return tuple(Project(name=f"旧{n}", planned=plan, **OLD) for n, plan in enumerate(plans))


def entries(*rows):
    """Entries by the day on which they entered, None for one that names no date."""
    return tuple(
        Entry(name=f"新{n}", status=EntryStatus.ENTERED, entered_on=day and parse_date(day), contribution=given)
        for n, (day, given) in enumerate(rows)
    )  # fmt: skip


BEFORE = "2022-02-01"
"""A day of the year before the second quarter."""


@pytest.mark.parametrize(
    ("period", "old", "new", "expected"),
    [
        # the second quarter: what was in before the year, and what entered before April
        (Q2, projects(ytd(m6=30), ytd(m5=9)), entries((BEFORE, ytd(m6=4))), (wan(34), 1)),
        (Q2, projects(ytd(m6=30)), entries((BEFORE, ytd(m5=4))), (wan(30), 1)),  # what entered states nothing
        (Q2, projects(ytd(m5=9), ()), entries((BEFORE, ytd(m6=4))), (wan(4), 2)),  # what was in states nothing
        (Q2, projects(ytd(m5=9), ()), entries((BEFORE, ())), "所选2条记录都没有填“本期末月累计计划完成投资”"),
        (Q2, projects(ytd(m5=9)), entries(), "所选1条记录都没有填“本期末月累计计划完成投资”"),
        (Q2, projects(), entries((BEFORE, ())), "所选1条记录都没有填“本期末月累计预计贡献投资”"),
        (Q2, projects(), entries((BEFORE, ytd(m6=4)), (None, ())), (wan(4), 1)),
        (Q2, projects(), entries(), (ZERO, 0)),
        (Q2, None, entries((BEFORE, ytd(m6=4))), "没有“项目台账”表"),
        (Q2, projects(ytd(m6=30)), None, (wan(30), 0)),
        (Q2, projects(), None, "没有“入库计划”表"),
        # the first: nothing entered before it
        (Q1, projects(ytd(m3=30)), entries((BEFORE, ytd(m3=4))), (wan(30), 0)),
        (Q1, projects(), None, (ZERO, 0)),
    ],
)  # fmt: skip
def test_what_is_in_the_library_is_expected_by_its_own_plan_or_by_that_of_its_entry(
    period, old, new, expected
):
    found = figure("fai.in_library.expected", period=period, projects=old, entries=new)
    assert said(found) == expected


def test_what_a_sum_is_made_of_is_told_record_by_record():
    sheets = {"projects": projects(ytd(m6=30)), "entries": entries((BEFORE, ytd(m6=4)))}
    found = figure("fai.in_library.expected", **sheets)
    assert [(each.label, each.amount) for each in found.contributions] == [("旧0", wan(30)), ("新0", wan(4))]  # fmt: skip


@pytest.mark.parametrize(
    ("period", "months"),
    [(Q1, {"1—2月": wan(5), "1—3月": wan(12), "1—5月": wan(8)}), (Q2, {"1—2月": wan(5), "1—3月": wan(12), "1—5月": wan(8)})],
)  # fmt: skip
def test_months_of_the_plan_add_up_what_is_in_and_what_enters(period, months):
    """Of the year alone; an entry without any date lacks it once, however many parts of the plan it might be of."""
    old = projects(((Month(2021, 12), wan(99)), *ytd(m2=5, m3=7), (Month(2023, 1), wan(99))), ())
    new = entries((BEFORE, ytd(m3=3)), ("2022-03-05", ytd(m3=2, m5=8)), (None, ytd(m3=50)))
    found = figure("fai.plan.ytd", period=period, projects=old, entries=new)
    assert (dict(found.value), list(found.value), found.missing) == (months, list(months), 2)
    assert [each.group for each in found.contributions] == ["1—2月", "1—3月", "1—3月", "1—3月", "1—5月"]  # fmt: skip


def test_months_come_in_the_order_of_the_year_whoever_states_them():
    new = entries((BEFORE, ytd(m2=1)), ("2022-04-05", ytd(m3=1, m12=3)))
    plan = figure("fai.plan.ytd", projects=projects(ytd(m6=30), ytd(m11=9, m12=10)), entries=new)
    assert list(plan.value) == ["1—2月", "1—3月", "1—6月", "1—11月", "1—12月"]
    done = figure("fai.actual.ytd", day=date(2022, 12, 31), projects=actual(ytd(m11=5, m12=6), ytd(m9=3), ytd(m2=1, m4=2), ytd(m7=3)))  # fmt: skip
    assert list(done.value) == ["1—2月", "1—4月", "1—7月", "1—9月", "1—11月", "1—12月"]


@pytest.mark.parametrize("series", [(), ((Month(2021, 3), Amount.of(1, Unit.WAN)),)])
def test_without_a_month_of_the_year_there_is_no_plan_by_month(series):
    found = figure("fai.plan.ytd", projects=projects(series), entries=())
    assert said(found) == "项目台账和入库计划都没有分月计划"


def actual(*rows):
    return tuple(Project(name=f"桥{n}", actual=row, **OLD) for n, row in enumerate(rows))


def test_who_has_not_reported_a_month_stands_at_what_it_last_reported():
    """Of six projects one reported May, two stand behind, and three tell nothing of the year up to t."""
    rows = actual(
        ytd(m2=1, m5=10), ytd(m2=2), ytd(m3=4), (), ytd(m6=100), ((Month(2021, 12), wan(50)),),
    )  # fmt: skip
    open_ = Project(name="不知是否在库", actual=ytd(m2=1000))
    found = figure("fai.actual.ytd", projects=(*rows, open_))
    assert list(found.value.items()) == [("1—2月", wan(3)), ("1—3月", wan(7)), ("1—5月", wan(16))]
    assert found.note == "2个项目没有填1—5月，按其最近一期计"
    assert found.missing == 4
    told = [(each.group, each.label, each.amount) for each in found.contributions]
    assert told == [
        ("1—2月", "桥0", wan(1)), ("1—2月", "桥1", wan(2)),
        ("1—3月", "桥0", wan(1)), ("1—3月", "桥1", wan(2)), ("1—3月", "桥2", wan(4)),
        ("1—5月", "桥0", wan(10)), ("1—5月", "桥1", wan(2)), ("1—5月", "桥2", wan(4)),
    ]  # fmt: skip
    keys = [section.keys(rows[1]) for section in found.sections]
    assert keys == [("actual.2022-02",)] * 3
    completed = figure("fai.period.completed", projects=(*rows, open_))
    assert (completed.value, completed.missing) == (wan(16), 4)


def test_where_all_have_reported_nothing_is_noted():
    found = figure("fai.actual.ytd", projects=actual(ytd(m5=1), ytd(m5=2)))
    assert (dict(found.value), found.note, found.missing) == ({"1—5月": wan(3)}, "", 0)
    assert said(figure("fai.actual.ytd", projects=actual(ytd(m6=1), ()))) == "没有实际完成数"


# -- rows of 目标任务 ------------------------------------------------------------------------------


def row(period=Q1, by=CITY, indicator="固定资产投资", **fields):
    return Target(indicator=indicator, period=period, assigned_by=by, **fields)


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("固定资产投资", Indicator.INVESTMENT), ("固投", Indicator.INVESTMENT), ("全社会固定资产投资（万元）", Indicator.INVESTMENT),
        ("固定资产投资增速", Indicator.INVESTMENT), ("固定资产投资完成额", Indicator.INVESTMENT), ("固定资产投资 (亿元)", Indicator.INVESTMENT),
        ("地区生产总值", Indicator.GDP), ("gdp", Indicator.GDP), ("GDP增速", Indicator.GDP), ("生产总值总量", Indicator.GDP),
        ("其他营利性服务业营业收入", Indicator.SERVICES), ("营利性服务业", Indicator.SERVICES),
        ("民间固定资产投资", None), ("固定资产投资项目", None), ("营利性服务业企业", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_an_indicator_is_known_by_its_name_and_a_part_of_it_is_another(name, indicator):
    target = Target(indicator=name)
    assert [each for each in Indicator if is_about(target, each)] == (
        [indicator] if indicator else []
    )


@pytest.mark.parametrize(
    ("name", "is_meant"),
    [
        ("固定资产投次", True), ("固定资产头资", True), ("资产投资固定", True), ("固定资产折旧", False), ("固定产投资", True), ("固定资投", True), ("固定资产", True),
        ("固投资金", False), ("资产投入", False), ("粮食产量", False), ("民间固定资产投资", False),
    ],
)  # fmt: skip
def test_a_name_is_asked_about_where_more_than_two_letters_in_three_are_the_same(name, is_meant):
    """Four of six are not: 折旧 is no 投资."""
    found = figure("fai.period.assigned", targets=(row(indicator=name, amount=wan(1)),))
    assert found.reason.endswith(f"；表里的“{name}”如果是它，请改成“固定资产投资”") == is_meant
    assert ("如果是它" in found.reason) == is_meant


def test_of_many_names_the_three_that_are_likest_are_asked_about():
    names = ["固定资产", "固定资产投次", "固定资产投入额", "固定资产头资", "固定资产投资儿"]
    rows = tuple(row(indicator=name, amount=wan(1)) for name in names)
    reason = figure("fai.period.assigned", targets=rows).reason
    assert reason.count("”“") == 2
    assert "“固定资产投资儿”" in reason
    assert "“固定资产”" not in reason


def test_a_row_of_another_period_is_not_asked_about_by_its_other_name():
    rows = (row(Q1, indicator="固定资产投资额", amount=wan(1)),)
    assert "如果是它" not in figure("fai.period.assigned", targets=rows).reason


def test_names_that_may_be_meant_come_the_likest_first():
    names = ["丁固定资产投", "资产定固", "固定资产投资甲", "资产投资固"]
    rows = tuple(row(indicator=name, amount=wan(1)) for name in names)
    reason = figure("fai.period.assigned", targets=rows).reason
    assert reason.endswith(
        "；表里的“固定资产投资甲”“资产投资固”“丁固定资产投”如果是它，请改成“固定资产投资”"
    )


LEVELS = (AssignedBy.COUNTY, AssignedBy.CITY, AssignedBy.PROVINCE, AssignedBy.NATION, None)


@pytest.mark.parametrize("first", range(5))
def test_of_several_levels_the_first_that_states_it_is_taken(first):
    """Rows that stand before it in the sheet, or state another number, do not matter."""
    rows = [row(by=level, rank=str(n)) for n, level in enumerate(LEVELS) if n >= first]
    rows += [row(by=level, amount=wan(1)) for level in LEVELS]
    view = LedgerView(Ledger(targets=tuple(rows[::-1])), Profile(), Q1, T)
    found = find_target(view, Indicator.INVESTMENT, "rank", LEVELS, Q1)
    assert found.rank == str(first)
    assert find_target(view, Indicator.INVESTMENT, "rank", LEVELS[:first], Q1) is None
    assert find_target(view, Indicator.INVESTMENT, "rank", LEVELS, Q2) is None


def quarters(*numbers, whole=None, by=CITY, **more):
    rows = [
        row(Period.quarter(2022, n), by, amount=wan(number), **more)
        for n, number in enumerate(numbers, 1)
        if number is not None
    ]
    return (*rows, row(YEAR, by, amount=wan(whole))) if whole is not None else tuple(rows)


UNCLEAR = (
    "“目标任务”表的固定资产投资没有上半年的一行；各季度的数是本季数还是累计数分不清："
    "四个季度之和等于全年的是本季数，四季度等于全年的是累计数"
)
HALF, NINE = Period(2022, 1, 6), Period(2022, 1, 9)


@pytest.mark.parametrize(
    ("period", "rows", "assigned"),
    [
        (HALF, quarters(10, 20, 30, 40, whole=100), 30),
        (NINE, quarters(10, 20, 30, 40, whole=100), 60),
        (YEAR, quarters(10, 20, 30, 40), None),  # no row of the year, which alone would tell
        (HALF, quarters(10, 30, 60, 100, whole=100), 30),
        (NINE, quarters(10, 30, 60, 100, whole=100), 60),
        (HALF, quarters(0, 0, 0, 100, whole=100), None),  # both could be
        (HALF, quarters(10, 20, 30, 41, whole=100), None),
        (HALF, quarters(10, 20, 30, None, whole=100), None),
        (HALF, quarters(10, 20, 30, 40), None),
    ],
)
def test_quarters_make_up_the_months_from_january_where_it_is_clear_what_they_state(
    period, rows, assigned
):
    found = figure("fai.period.assigned", period=period, targets=rows)
    assert found.value == wan(assigned)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (quarters(10, 20, 30, 41, whole=100), UNCLEAR),
        (quarters(10, 20), UNCLEAR),
        (quarters(10), "“目标任务”表没有固定资产投资2022年上半年的“目标值”（市、省）"),
        (quarters(10, None, 30), "“目标任务”表没有固定资产投资2022年上半年的“目标值”（市、省）"),
        (quarters(10, 20, by=None), "“目标任务”表没有固定资产投资2022年上半年的“目标值”（市、省）"),
        ((row(HALF, None, amount=wan(5)),), "“目标任务”表没有固定资产投资2022年上半年的“目标值”（市、省），有一行没有写下达层级"),
    ],
)  # fmt: skip
def test_what_quarters_do_not_make_up_is_absent_and_why(rows, reason):
    assert said(figure("fai.period.assigned", targets=rows)) == reason


def test_the_quarters_of_the_level_that_has_them_are_taken():
    rows = (*quarters(10, None, 30, 40, whole=100), *quarters(1, 2, 3, 4, whole=10, by=AssignedBy.PROVINCE))  # fmt: skip
    found = figure("fai.period.assigned", targets=rows)
    assert (found.value, found.note) == (wan(3), "由一季度、二季度各自的数相加")
    assert [each.amount for each in found.contributions] == [wan(1), wan(2)]
    cumulated = figure("fai.period.assigned", targets=quarters(10, 30, 60, 100, whole=100))
    assert cumulated.note == "取二季度一行，各季度的数是从1月累计的"


def test_growth_is_that_of_the_cumulated_quarter_and_never_made_up():
    rows = quarters(10, 30, 60, 100, whole=100, by=COUNTY, growth=Rate.percent(8))
    stated = evolve(rows[1], growth=Rate.percent(9))
    found = figure("fai.period.growth_planned", targets=(rows[0], stated, *rows[2:]))
    assert found.value == Rate.percent(9)
    silent = evolve(rows[1], growth=None)
    found = figure("fai.period.growth_planned", targets=(rows[0], silent, *rows[2:]))
    assert said(found) == "没有填报增速，也没有上年同期数"
    own = quarters(10, 20, 30, 40, whole=100, by=COUNTY, growth=Rate.percent(8))
    assert figure("fai.period.growth_planned", targets=own).value is None


def test_actual_growth_is_that_of_the_cumulated_quarter_too():
    rows = quarters(10, 30, 60, 100, whole=100)
    stated = evolve(rows[1], actual_growth=Rate.percent("6.5"))
    found = figure("fai.period.growth", targets=(rows[0], stated, *rows[2:]), projects=())
    assert (found.value, found.note) == (
        Rate.percent("6.5"),
        "取二季度一行，各季度的数是从1月累计的",
    )


@pytest.mark.parametrize("basis", [*Basis, None])
def test_growth_names_the_basis_of_its_base(basis):
    target = row(HALF, COUNTY, amount=wan(120), base=wan(100), basis=basis)
    found = figure("fai.period.growth_planned", targets=(target,))
    named = basis.value if basis else "未注明口径"
    assert (found.value, found.note) == (Rate.percent(20), f"按目标数与上年同期数计算（{named}）")
    stated = figure("fai.period.growth_planned", targets=(evolve(target, growth=Rate.percent(7)),))
    told = f"台账填报增速（{basis.value}）" if basis else "台账填报增速"
    assert (stated.value, stated.note) == (Rate.percent(7), told)


@pytest.mark.parametrize(
    ("day", "growth"), [(date(2022, 6, 1), Rate.percent(-84)), (date(2022, 5, 31), None)]
)
def test_what_was_completed_is_compared_with_the_same_months(day, growth):
    given = {"targets": (row(HALF, base=wan(100)),), "projects": actual(ytd(m5=9, m6=16))}
    found = figure("fai.period.growth", day=day, **given)
    assert found.value == growth
    if growth is None:
        assert found.reason == "实际完成只到1—5月，上年同期是上半年数，月份不同不可比"
    else:
        assert found.note == "按完成数与上年同期数计算（未注明口径）"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("3", 3), ("第3位", 3), ("3/12", 3), ("全市第三", 3), ("并列第2名", 2), ("全省并列第十二位", 12), ("０３", 3), ("第 1 位", 1),
        ("二十一", 21), ("0", None), ("第0位", None), ("前列", None), ("3/", None), ("12345", None), ("", None), ("3位4", None),
    ],
)  # fmt: skip
def test_a_rank_is_read_as_it_is_written(text, place):
    assert rank_of(text) == place


def test_a_rank_that_is_not_stated_or_cannot_be_read_is_absent_and_why():
    assert (
        said(figure("rank.fai", targets=())) == "“目标任务”表没有固定资产投资2022年二季度的“位次”"
    )
    unread = figure("rank.gdp", targets=(row(Q2, indicator="地区生产总值", rank="前列"),))
    assert said(unread) == "“目标任务”表的位次“前列”读不出名次"


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ((row(HALF, rank="3"), row(Q2, COUNTY, rank="5")), 3),  # from January first
        ((row(Q2, rank="5"), row(HALF, amount=wan(1))), 5),
        ((row(Q1, rank="7"),), None),
    ],
)
def test_a_rank_is_of_the_months_from_january_or_of_the_period(rows, value):
    found = figure("rank.fai", targets=rows)
    assert found.value == value
    assert [section.keys(rows[0]) for section in found.sections] == [("rank",)] * (value is not None)  # fmt: skip


# -- the pace --------------------------------------------------------------------------------------

PACE = Profile(pace=PaceProfile(kind=PaceKind.TABLE, table={3: Points.of(25), 5: Points.of("33.335")}))  # fmt: skip


@pytest.mark.parametrize(
    ("day", "series", "gap", "note"),
    [
        (T, ytd(m5=30), Points.of("3.335"), "1—5月应完成全年目标的33.34％"),
        (T, ytd(m3=30), Points.of(-5), "1—3月应完成全年目标的25％"),
        (T, ytd(m2=30), None, "县区配置的序时进度表没有2月"),
    ],
)
def test_the_county_is_behind_the_pace_of_the_month_of_its_data(day, series, gap, note):
    given = {
        "targets": (row(YEAR, amount=wan(100)),),
        "projects": tuple(evolve(p, year_plan=wan(100)) for p in actual(series)),
    }
    for figure_id in ("fai.pace.gap", "year_plan.pace_gap"):
        found = figure(figure_id, day=day, profile=PACE, **given)
        assert found.value == gap
        assert (found.note if gap is not None else found.reason) == note


def test_the_pace_needs_what_was_done_and_what_the_year_is_to_bring():
    done = {"projects": actual(ytd(m5=30))}
    zero = figure("fai.pace.gap", profile=PACE, targets=(row(YEAR, amount=ZERO),), **done)
    assert said(zero) == "全年目标为零"
    nobody = figure("fai.pace.gap", profile=PACE, targets=(row(YEAR, amount=wan(1)),), projects=())
    assert said(nobody) == "没有实际完成数"


# -- the batch of concentrated starts --------------------------------------------------------------


def start(batch, planned=None):
    return Start(batch=batch, planned_on=planned and parse_date(planned))


def test_batches_follow_each_other_by_year_and_number():
    names = ["2021年第九批", "2021年第十批", "2021年第11批", "2022年第一批", "2022年第二批", "2022年第三批", "2022年第十批"]  # fmt: skip
    assert sorted({*names}, key=batch_order) == names
    bare = ["春季", "补充批", "第一批", "第二批", "第三批", "2021年春季"]
    assert sorted({*bare}, key=batch_order) == bare


@pytest.mark.parametrize(
    ("rows", "batch"),
    [
        ((start("第三批"), start("第二批"), start("第十批"), start("第九批")), "2022年第十批"),
        ((start("第二批", "2022-04-01"), start("第三批", "2022-03-31")), "2022年第二批"),  # of the period first
        ((start("第二批", "2022-06-30"), start("第三批", "2022-05-01"), start("第四批", "2022-07-01")), "2022年第三批"),
        ((start("2021年第十批"), start("第一批")), "2022年第一批"),
        ((start("第二批", "2021-12-01"), start("第一批")), "2022年第一批"),
        ((start(None, "2022-04-01"),), None),
        ((), None),
    ],
)  # fmt: skip
def test_the_batch_to_report_is_the_latest_of_the_period_or_of_all(rows, batch):
    view = LedgerView(Ledger(starts=rows), Profile(), Q2, T)
    assert reported_batch(view) == batch


def test_a_batch_that_is_not_there_names_those_that_are_in_their_order():
    rows = (start("第十批"), start("第二批"), start("第三批"), start(None), start("第三批"))
    found = figure("starts.count", profile=Profile(starts_batch="第四批"), starts=rows)
    assert said(found) == "“集中开工”表没有批次“2022年第四批”（有：2022年第二批、2022年第三批、2022年第十批）"  # fmt: skip
    none = figure("starts.count", profile=Profile(starts_batch="第四批"), starts=(start(None),))
    assert said(none) == "“集中开工”表没有批次“2022年第四批”（有：无）"
    assert said(figure("starts.count", starts=rows)) == (1, 1)
    assert said(figure("starts.count", profile=Profile(starts_batch="第三批"), starts=rows)) == (2, 1)  # fmt: skip
    assert said(figure("starts.count", starts=(start(None), start(None)))) == (2, 0)
    assert said(figure("starts.count", profile=Profile(starts_batch="第四批"), starts=())) == (0, 0)
