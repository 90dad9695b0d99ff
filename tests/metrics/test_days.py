"""Every date that decides a figure, on the last day that decides it one way and the first that decides it the other.

The report is of the second quarter of 2022, as of 10 May, so that the days of the year, of the period and of t differ.
A date that names a month alone is taken by its first day where something has come about, by its last where it is due.
"""

from datetime import date

import pytest

from investtrack.metrics import DEFINITIONS, LedgerView
from investtrack.metrics.lookup import compute_all
from investtrack.model.activity import Issue, IssueStatus, Resumption, Start, Supervision
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.fund import Fund, FundSource
from investtrack.model.ledger import Ledger
from investtrack.model.profile import EntryProfile, Profile
from investtrack.model.project import Project
from investtrack.model.prospect import Promotion, PromotionStage, Reserve
from investtrack.values.amount import ZERO, Amount, Unit
from investtrack.values.dates import parse_date
from investtrack.values.period import Month, Period


Q2, T = Period.quarter(2022, 2), date(2022, 5, 10)
TEN = Amount.of(10, Unit.WAN)
PROFILE = Profile(entry=EntryProfile(threshold=ZERO))
JUNE = Month(2022, 6)


def figure(figure_id, day=T, period=Q2, profile=PROFILE, **sheets):
    view = LedgerView(Ledger(**sheets), profile, period, day)
    return compute_all(DEFINITIONS, view, (figure_id,))[figure_id]


def project(**fields):
    return {"projects": (Project(name="大桥", is_in_library=True, total_investment=TEN, **fields),)}


def entered(day):
    return {"projects": (Project(name="大桥", entered_on=day, planned=((JUNE, TEN),)), Project(name="旧桥", entered_on=parse_date("2021-01-01")))}  # fmt: skip


def entry(status=EntryStatus.PREPARING, **fields):
    return {"entries": (Entry(name="厂房", status=status, total_investment=TEN, contribution=((JUNE, TEN),), **fields),)}  # fmt: skip


def entry_of_project(day):
    """An entry of a project that entered on *day*, planned in the period."""
    given = entry(planned_on=parse_date("2022-04-20"))
    return {**given, "projects": (Project(name="厂房", entered_on=day),)}


def resumed_project(day):
    return {**project(stopped_since=parse_date("2022-04-10")), "resumptions": (Resumption(name="大桥", resumed_on=day),)}  # fmt: skip


def bond(day):
    return {
        "funds": (Fund(name="大桥", source=FundSource.SPECIAL_BONDS, allotted_on=day, paid=ZERO),)
    }


DECIDED = [
    # the library: at the beginning of the year, at t
    ("carryover.count", entered, {"2021-12-31": 2, "2022-01-01": 1, "2021年12月": 2, "2022年1月": 1}),
    ("fai.in_library.expected", lambda day: {**entered(day), "entries": ()}, {"2021-12-31": TEN, "2022-01-01": None}),
    ("carryover.next.count", entered, {"2022-05-10": 2, "2022-05-11": 1, "2022年5月": 2, "2022年6月": 1}),
    ("carryover.count", lambda day: project(finished_on=day), {"2021-12-31": 0, "2022-01-01": 1, "2021年12月": 0, "2022年1月": 1}),
    ("fai.period.completed", lambda day: project(finished_on=day, actual=((Month(2022, 4), TEN),)), {"2021-12-31": ZERO, "2022-01-01": TEN}),
    ("carryover.next.count", lambda day: project(finished_on=day), {"2022-05-10": 0, "2022-05-11": 1, "2022年5月": 0, "2022年6月": 1}),
    ("carryover.next.finishing.count", lambda day: project(finish_planned=day), {"2022-12-31": 1, "2023-01-01": 0, "2022年12月": 1, "2021-03-01": 1}),
    # what enters: planned or entered from 1 January to the end of P, and what of it entered before P
    ("fai.new_entry.expected", lambda day: entry(planned_on=day), {"2021-12-31": ZERO, "2022-01-01": TEN, "2022-06-30": TEN, "2022-07-01": ZERO, "2022年6月": TEN}),
    ("fai.new_entry.expected", lambda day: entry(EntryStatus.ENTERED, entered_on=day), {"2022-03-31": ZERO, "2022-04-01": TEN, "2022-06-30": TEN, "2022-07-01": ZERO, "2022年3月": ZERO, "2022年4月": TEN}),
    ("fai.in_library.expected", lambda day: {**entry(EntryStatus.ENTERED, entered_on=day), "projects": ()}, {"2021-12-31": ZERO, "2022-01-01": TEN, "2022-03-31": TEN, "2022-04-01": ZERO}),
    ("fai.new_entry.expected", entry_of_project, {"2021-12-31": ZERO, "2022-01-01": ZERO, "2022-03-31": ZERO, "2022-04-01": TEN}),
    ("fai.period.expected", entry_of_project, {"2021-12-31": None, "2022-01-01": TEN, "2022-03-31": TEN}),
    ("entry.planned.count", lambda day: entry(planned_on=day), {"2022-03-31": 0, "2022-04-01": 1, "2022-06-30": 1, "2022-07-01": 0, "2022年3月": 0, "2022年6月": 1}),
    ("entry.entered.count", lambda day: entry(EntryStatus.ENTERED, planned_on=parse_date("2022-04-01"), entered_on=day), {"2022-05-10": 1, "2022-05-11": 0, "2022年5月": 1, "2022年6月": 0}),
    ("entry.overdue.count", lambda day: entry(planned_on=day), {"2022-05-09": 1, "2022-05-10": 0, "2022年4月": 1, "2022年5月": 0}),
    # starts and completions planned for the year
    ("plan_starts.count", lambda day: project(start_planned=day), {"2021-12-31": 0, "2022-01-01": 1, "2022-12-31": 1, "2023-01-01": 0}),
    ("plan_starts.due.count", lambda day: project(start_planned=day), {"2022-05-10": 1, "2022-05-11": 0, "2022年4月": 1, "2022年5月": 0}),
    ("plan_starts.late.count", lambda day: project(start_planned=parse_date("2022-04-01"), started_on=day), {"2022-05-10": 0, "2022-05-11": 1, "2022年5月": 0, "2022年6月": 1}),
    ("plan_starts.early.count", lambda day: project(start_planned=parse_date("2022-05-20"), started_on=day), {"2022-04-30": 1, "2022-05-01": 0, "2022年4月": 1}),
    ("completions.count", lambda day: project(finish_planned=day), {"2021-12-31": 0, "2022-01-01": 1, "2022-12-31": 1, "2023-01-01": 0}),
    ("completions.due.count", lambda day: project(finish_planned=day), {"2022-05-10": 1, "2022-05-11": 0, "2022年4月": 1, "2022年5月": 0}),
    ("completions.late.count", lambda day: project(finish_planned=parse_date("2022-04-01"), finished_on=day), {"2022-05-10": 0, "2022-05-11": 1, "2022年5月": 0}),
    # stops and what resumed
    ("progress.stopped.count", lambda day: project(stopped_since=day), {"2022-05-10": 1, "2022-05-11": 0, "2022年5月": 1, "2022年6月": 0}),
    ("progress.stopped.days", lambda day: project(stopped_since=day), {"2022-05-10": 0, "2022-05-09": 1, "2022年4月": 39}),
    ("progress.stopped.count", resumed_project, {"2022-04-09": 1, "2022-04-10": 0, "2022-05-10": 0, "2022-05-11": 1, "2022年4月": 0, "2022年3月": 1}),
    ("resumption.due.count", lambda day: {"resumptions": (Resumption(planned_on=day),)}, {"2022-05-10": 1, "2022-05-11": 0, "2022年4月": 1, "2022年5月": 0}),
    ("resumption.resumed.count", lambda day: {"resumptions": (Resumption(resumed_on=day),)}, {"2022-05-10": 1, "2022-05-11": 0, "2022年5月": 1, "2022年6月": 0}),
    # issues, limits, promotions, reserves, concentrated starts
    ("issues.open.count", lambda day: {"issues": (Issue(raised_on=day),)}, {"2022-05-10": 1, "2022-05-11": 0, "2022年5月": 1, "2022年6月": 0}),
    ("issues.open.count", lambda day: {"issues": (Issue(status=IssueStatus.RESOLVED, resolved_on=day),)}, {"2022-05-10": 0, "2022-05-11": 1, "2022年5月": 0, "2022年6月": 1}),
    ("issues.resolved.count", lambda day: {"issues": (Issue(status=IssueStatus.RESOLVED, resolved_on=day),)}, {"2022-05-10": 1, "2022-05-11": 0}),
    ("issues.open.overdue.count", lambda day: {"issues": (Issue(due_on=day),)}, {"2022-05-09": 1, "2022-05-10": 0, "2022年4月": 1, "2022年5月": 0}),
    ("promotion.signed.count", lambda day: {"promotions": (Promotion(stage=PromotionStage.SIGNED, signed_on=day),)}, {"2022-05-10": 1, "2022-05-11": 0, "2022年5月": 1}),
    ("promotion.started.count", lambda day: {"promotions": (Promotion(stage=PromotionStage.STARTED, started_on=day),)}, {"2022-05-10": 1, "2022-05-11": 0, "2022年5月": 1}),
    ("reserve.conversion.count", lambda day: {"reserves": (Reserve(name="大桥"),), "projects": (Project(name="大桥", started_on=day, is_in_library=False),)}, {"2022-05-10": 1, "2022-05-11": 0}),
    ("reserve.conversion.count", lambda day: {"reserves": (Reserve(name="大桥"),), **entered(day)}, {"2022-05-10": 1, "2022-05-11": 0}),
    ("starts.started.count", lambda day: {"starts": (Start(started_on=day),)}, {"2022-05-10": 1, "2022-05-11": 0, "2022年5月": 1, "2022年6月": 0}),
    ("starts.count", lambda day: {"starts": (Start(batch="第一批", planned_on=day), Start(batch="第二批", planned_on=parse_date("2022-01-01")))}, {"2022-03-31": 1, "2022-04-01": 1, "2022-07-01": 1}),
    # bond money is idle from the first day after six whole months
    ("funds.idle.count", bond, {"2021-10-31": 1, "2021-11-01": 0, "2021-09-30": 1, "2021年10月": 1}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("figure_id", "sheets", "day", "value"),
    [
        pytest.param(figure_id, sheets, day, value, id=f"{number}-{figure_id}-{day}")
        for number, (figure_id, sheets, days) in enumerate(DECIDED)
        for day, value in days.items()
    ],
)
def test_a_date_decides_on_its_own_day(figure_id, sheets, day, value):
    found = figure(figure_id, **sheets(parse_date(day)))
    assert found.value == value
    assert (found.value is None) == bool(found.reason)


@pytest.mark.parametrize(
    ("allotted", "day", "count"),
    [
        ("2021-06-30", date(2021, 12, 31), 0), ("2021-06-30", date(2022, 1, 1), 1),  # half a year ends with it
        ("2021-05-31", date(2021, 11, 30), 0), ("2021-05-31", date(2021, 12, 1), 1),
        ("2021-12-01", date(2022, 6, 30), 0), ("2021-12-01", date(2022, 7, 1), 1),
    ],
)  # fmt: skip
def test_bond_money_is_idle_from_the_seventh_month_on(allotted, day, count):
    assert figure("funds.idle.count", day, **bond(parse_date(allotted))).value == count


@pytest.mark.parametrize(("is_in_library", "expected"), [(True, TEN), (None, TEN), (False, None)])
def test_an_entry_enters_when_its_project_did_unless_that_is_said_to_be_out(
    is_in_library, expected
):
    project = Project(name="厂房", entered_on=parse_date("2022-04-10"), is_in_library=is_in_library)
    found = figure("fai.new_entry.expected", projects=(project,), **entry())
    assert found.value == expected
    assert found.reason == ("" if expected else "1条记录都没有填“计划入库时间、实际入库时间”")


LONG_AGO, LATELY = parse_date("2021-01-01"), parse_date("2022-05-01")
OTHER = Fund(name="旧桥", source=FundSource.SPECIAL_BONDS, allotted_on=LONG_AGO, paid=ZERO)
"""Money that is idle, so that something is decided."""


@pytest.mark.parametrize(
    ("source", "allotted_on", "paid", "is_idle"),
    [
        (FundSource.SPECIAL_BONDS, LONG_AGO, ZERO, True), (FundSource.SPECIAL_BONDS, LONG_AGO, Amount.of("0.00005", Unit.WAN), False),
        (FundSource.SPECIAL_BONDS, LONG_AGO, None, None), (FundSource.SPECIAL_BONDS, LATELY, None, False), (FundSource.SPECIAL_BONDS, LATELY, ZERO, False),
        (FundSource.SPECIAL_BONDS, None, ZERO, None), (FundSource.SPECIAL_BONDS, None, TEN, False), (FundSource.SPECIAL_BONDS, None, Amount.of("0.00005", Unit.WAN), False), (FundSource.SPECIAL_BONDS, None, None, None),
        (FundSource.CENTRAL_BUDGET, LONG_AGO, ZERO, False), (FundSource.CENTRAL_BUDGET, None, None, False), (None, LONG_AGO, ZERO, None),
    ],
)  # fmt: skip
def test_bond_money_is_idle_where_nothing_is_known_to_be_paid(source, allotted_on, paid, is_idle):
    fund = Fund(name="大桥", source=source, allotted_on=allotted_on, paid=paid)
    found = figure("funds.idle.count", funds=(OTHER, fund))
    assert (found.value, found.missing) == (1 + (is_idle is True), int(is_idle is None))


@pytest.mark.parametrize(
    ("due", "done", "told"),
    [
        ("2022-05-09", None, True), ("2022-05-10", None, False), ("2022年4月", None, True), ("2022年5月", None, False),
        ("2022-05-01", "2022-05-10", False), ("2022-05-01", "2022-05-11", True), ("2022-05-01", "2022年5月", False),
    ],
)  # fmt: skip
def test_a_rectification_is_late_after_its_limit_and_until_it_is_done(due, done, told):
    record = Supervision(name="大桥", due_on=parse_date(due), done_on=done and parse_date(done))
    profile = Profile(cadences=())
    rows = figure("supervision.overdue.list", profile=profile, supervisions=(record,)).value
    assert [row["name"] for row in rows] == ["大桥"] * told


WAITING = (Resumption(name="大桥"), Resumption(name="旧桥"))


@pytest.mark.parametrize(
    ("figure_id", "sheets", "reason"),
    [
        ("plan_starts.count", project(), "项目台账没有填“计划开工时间”"),
        ("completions.late.list", project(), "项目台账没有填“计划竣工时间”"),
        ("resumption.due.count", {"resumptions": WAITING}, "2条记录都没有填“计划复工时间”"),
        ("promotion.signed.count", {"promotions": (Promotion(name="甲"),)}, "1条记录都没有填“项目状态”"),
        ("funds.allotted", {"funds": (Fund(name="甲"),)}, "1条记录都没有填“资金来源”"),
        ("funds.idle.count", {"funds": (Fund(name="甲"),)}, "1条记录都没有填“资金来源、下达时间、已支付金额”"),
        ("carryover.count", {"projects": (Project(name="大桥"),)}, "1条记录都没有填“是否入库、入库时间”"),
        ("carryover.other.count", project(), "1条记录都没有填“是否房地产”"),
        ("entry.planned.count", entry(), "1条记录都没有填“计划入库时间”"),
        ("entry.planned.count", {"entries": (Entry(name="厂房"),)}, "1条记录都没有填“总投资”"),
        ("entry.readiness", entry(planned_on=parse_date("2022-04-01")), "“入库计划”表没有手续资料列"),
        ("entry.missing", entry(planned_on=parse_date("2022-04-01")), "“入库计划”表没有手续资料列"),
        ("entry.concentration.project", {"entries": ()}, "本期没有计划入库项目"),
        ("entry.concentration.investment", {"entries": ()}, "本期没有计划入库项目"),
        ("starts.ready.count", {"starts": (Start(name="甲"),)}, "1条记录都没有填“前期工作”"),
        ("progress.slow.count", project(), "在库项目都没有同时填年度计划投资和累计完成投资，无法与序时进度比较"),
        ("progress.stopped.days", {"projects": ()}, "没有停工项目"),
        ("year_plan.count", project(), "1条记录都没有填“年度计划投资”"),
        ("year_plan.rate", {"projects": (Project(name="甲", year_plan=TEN),)}, "没有同时填年度计划投资和累计完成投资的项目"),
        ("year_plan.rate", {"projects": (Project(name="甲", year_plan=ZERO, actual=((Month(2022, 4), TEN),)),)}, "年度计划投资合计为零"),
        ("reserve.conversion.count", {"reserves": ()}, "没有“项目台账”表"),
        ("reserve.conversion.rate", {"reserves": (), "projects": ()}, "“储备项目个数”为零，无法计算比率"),
        ("remaining.unreportable.by_reason", project(cumulative=ZERO), "所选1条记录都没有填“不可报投资”"),
    ],
)  # fmt: skip
def test_what_nothing_is_known_of_says_what_is_not_filled_in(figure_id, sheets, reason):
    found = figure(figure_id, **sheets)
    assert (found.value, found.reason) == (None, reason)
