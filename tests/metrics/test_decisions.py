"""Decisions that a slip of one day, one place or one record would change: each by hand, where either reading is a figure."""

import gc
import weakref
from datetime import date

import pytest
from attrs import evolve

from investtrack.metrics import compute
from investtrack.metrics.figure import cells_of, label_of
from investtrack.metrics.figures.entry import readiness_of
from investtrack.metrics.figures.supervision import windows
from investtrack.metrics.ledger_view import LedgerView, can_state, normal_name
from investtrack.metrics.measures import LatestMeasure, ToldMeasure
from investtrack.metrics.selections import has_entered, is_in_library_at
from investtrack.model.activity import Issue, Supervision, SupervisionMode
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Cadence, CadenceUnit, DisplayProfile, Profile
from investtrack.model.project import Project
from investtrack.model.prospect import Promotion, PromotionStage
from investtrack.model.source import Origin, SheetRef
from investtrack.model.target import AssignedBy, Target
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan, parse_date
from investtrack.values.period import Month, Period, parse_period
from investtrack.values.rate import Points, Rate
from investtrack.wording import amount_text


DAY = date(2022, 3, 20)
HALF_MONTHLY = SupervisionMode.HALF_MONTH_INSPECTION
QUARTER = parse_period("2022年一季度")


def wan(number):
    return Amount.of(number, Unit.WAN)


def report(day=DAY, profile=None, **sheets):
    return build_report(Ledger(**sheets), period=QUARTER, as_of=day, profile=profile or Profile())


def value(figure_id, day=DAY, profile=None, **sheets):
    return report(day, profile, **sheets).figure(figure_id).value


@pytest.mark.parametrize(
    ("wan_yuan", "shown"),
    [
        ("80349", "8.03亿元"),
        ("80350", "8.04亿元"),  # half is up
        ("80351", "8.04亿元"),
        ("-80350", "-8.04亿元"),  # of a loss too, away from zero
        ("80300", "8.03亿元"),
        ("80000", "8亿元"),
        ("101", "0.01亿元"),
        ("49", "49万元"),  # what would print as nothing is told in 万元
    ],
)
def test_yi_is_told_in_two_places_half_up(wan_yuan, shown):
    assert amount_text(wan(wan_yuan), Unit.YI, DisplayProfile()) == shown


def coded(code, *names):
    return tuple(Project(name=name, code=code) for name in names)


@pytest.mark.parametrize(
    ("name", "meant"), [("北河大桥", 0), ("南河大桥", 1), ("西河大桥", 0), (None, 0)]
)
def test_of_projects_that_share_a_code_the_one_of_the_same_name_is_meant(name, meant):
    projects = coded("2201-000000-04-01-000001", "北河大桥", "南河大桥")
    view = LedgerView(Ledger(projects=projects), Profile(), QUARTER, DAY)
    assert view.project_of(Entry(code=projects[0].code, name=name)) is projects[meant]


@pytest.mark.parametrize(("code", "meant"), [(None, None), ("2", 1)])
def test_a_name_that_two_projects_bear_means_neither_without_a_code(code, meant):
    projects = (Project(name="大桥", code="1"), Project(name="大桥", code="2"))
    view = LedgerView(Ledger(projects=projects), Profile(), QUARTER, DAY)
    found = view.project_of(Entry(name="大桥", code=code))
    assert found is (None if meant is None else projects[meant])


def test_half_months_end_on_the_fifteenth_and_on_the_last_day():
    assert [last.isoformat()[5:] for _, last in windows(CadenceUnit.HALF_MONTH, QUARTER)] == [
        "01-15", "01-31", "02-15", "02-28", "03-15", "03-31",
    ]  # fmt: skip
    firsts = [first.isoformat()[5:] for first, _ in windows(CadenceUnit.HALF_MONTH, QUARTER)]
    assert firsts == ["01-01", "01-16", "02-01", "02-16", "03-01", "03-16"]


@pytest.mark.parametrize(
    ("unit", "number", "last"),
    [
        (CadenceUnit.DAY, 90, "03-31"),
        (CadenceUnit.WEEK, 12, "03-27"),  # that to 3 April ends in the next quarter
        (CadenceUnit.TEN_DAYS, 9, "03-31"),
        (CadenceUnit.HALF_MONTH, 6, "03-31"),
        (CadenceUnit.MONTH, 3, "03-31"),
        (CadenceUnit.QUARTER, 1, "03-31"),
    ],
)
def test_a_window_that_ends_on_the_last_day_of_the_period_belongs_to_it(unit, number, last):
    found = list(windows(unit, QUARTER))
    assert (len(found), found[-1][1].isoformat()[5:]) == (number, last)


@pytest.mark.parametrize(
    ("unit", "months", "days"),
    [
        (CadenceUnit.QUARTER, (3, 6), ["03-01—03-31", "04-01—06-30"]),
        (CadenceUnit.QUARTER, (2, 6), ["02-01—03-31", "04-01—06-30"]),
        (CadenceUnit.QUARTER, (1, 5), ["01-01—03-31"]),
        (CadenceUnit.MONTH, (11, 12), ["11-01—11-30", "12-01—12-31"]),
        (CadenceUnit.TEN_DAYS, (2, 2), ["02-01—02-10", "02-11—02-20", "02-21—02-28"]),
        (CadenceUnit.HALF_MONTH, (2, 2), ["02-01—02-15", "02-16—02-28"]),
        (CadenceUnit.WEEK, (2, 2), ["02-07—02-13", "02-14—02-20", "02-21—02-27"]),
        (CadenceUnit.WEEK, (8, 8), ["08-01—08-07", "08-08—08-14", "08-15—08-21", "08-22—08-28"]),
    ],
)
def test_windows_follow_each_other_from_the_first_day_of_the_period(unit, months, days):
    found = windows(unit, Period(2022, *months))
    assert [f"{first:%m-%d}—{last:%m-%d}" for first, last in found] == days


@pytest.mark.parametrize(("day", "due"), [(30, 5), (31, 6)])
def test_a_window_is_due_on_its_last_day(day, due):
    profile = Profile(cadences=(Cadence(mode=HALF_MONTHLY, every=CadenceUnit.HALF_MONTH),))
    held = (Supervision(mode=HALF_MONTHLY, held_on=parse_date("2022-03-31")),)
    day = date(2022, 3, day)
    assert value("supervision.due", day, profile, supervisions=held) == due


@pytest.mark.parametrize(
    ("held", "done"), [("2022-01-15", 1), ("2022-01-16", 1), ("2022-04-01", 0)]
)
def test_a_supervision_counts_on_the_first_and_the_last_day_of_its_window(held, done):
    profile = Profile(cadences=(Cadence(mode=HALF_MONTHLY, every=CadenceUnit.HALF_MONTH),))
    records = (Supervision(mode=HALF_MONTHLY, held_on=parse_date(held)),)
    assert value("supervision.done", date(2022, 4, 2), profile, supervisions=records) == done


@pytest.mark.parametrize(("raised", "is_open"), [("2022-03-20", 1), ("2022-03-21", 0)])
def test_an_issue_raised_on_the_day_is_open_and_a_later_one_is_not_yet(raised, is_open):
    issue = Issue(description="用地未批", raised_on=parse_date(raised))
    assert value("issues.open.count", issues=(issue,)) == is_open


@pytest.mark.parametrize(("due", "overdue"), [("2022-03-19", 1), ("2022-03-20", 0)])
def test_a_limit_is_not_passed_on_its_own_day(due, overdue):
    issue = Issue(
        description="用地未批", raised_on=parse_date("2022-03-01"), due_on=parse_date(due)
    )
    assert value("issues.overdue.count", issues=(issue,)) == overdue


def entry(entered_on, *contribution):
    return Entry(
        name="新厂房",
        total_investment=wan(1000),
        planned_on=parse_date("2022年3月"),
        entered_on=parse_date(entered_on),
        status=EntryStatus.ENTERED,
        contribution=tuple((Month(2022, month), wan(number)) for month, number in contribution),
    )


@pytest.mark.parametrize(("entered", "count"), [("2022-03-20", 1), ("2022-03-21", 0)])
def test_a_project_entered_on_the_day_is_in_and_a_later_one_is_not_yet(entered, count):
    assert value("entry.entered.count", entries=(entry(entered),)) == count


def test_a_contribution_is_that_of_the_periods_last_month():
    given = entry("2022-03-21", (2, 100), (3, 250), (4, 400))
    assert value("fai.new_entry.expected", entries=(given,)) == wan(250)


def test_a_contribution_that_ends_before_the_periods_last_month_is_not_taken_for_it():
    found = report(entries=(entry("2022-03-21", (2, 100), (4, 400)),))
    assert found.figure("fai.new_entry.expected").value is None
    assert found.figure("fai.new_entry.expected").reason


def test_a_target_without_its_indicator_is_no_target():
    nameless = Target(period=QUARTER, amount=wan(60000), growth=Rate.percent(8))
    assert value("fai.period.planned", targets=(nameless,)) is None
    named = Target(
        indicator="固定资产投资", period=QUARTER, amount=wan(70000), assigned_by=AssignedBy.COUNTY
    )
    assert value("fai.period.planned", targets=(nameless, named)) == wan(70000)


@pytest.mark.parametrize(
    ("figure_id", "sheets"),
    [
        ("remaining.coverage", {"projects": (Project(name="大桥", is_in_library=True),)}),
        ("fai.excess", {"targets": ()}),
        ("entry.concentration.share", {"entries": (Entry(name="新厂房", planned_on=parse_date("2022年3月")),)}),
    ],
)  # fmt: skip
def test_what_stands_on_a_whole_that_is_absent_is_absent_with_a_reason(figure_id, sheets):
    figure = report(**sheets).figure(figure_id)
    assert figure.value is None
    assert figure.reason


def test_the_papers_of_an_entry_are_told_once_and_of_one_outside_the_ledger_too():
    entry = Entry(name="铝材厂", status=EntryStatus.PREPARING, total_investment=wan(9000))
    view = report(entries=(entry,)).facts
    assert readiness_of(view, entry) is readiness_of(view, entry)
    other = evolve(entry, name="纸厂")
    assert readiness_of(view, other) == readiness_of(view, entry)


def test_a_row_of_what_is_signed_and_not_started_says_its_amount_and_when_it_is_planned():
    promotion = Promotion(
        name="茶旅小镇", investor="甲公司", agreed=wan(5000), stage=PromotionStage.SIGNED,
        planned_on=DateSpan.month(2022, 5), responsible_unit="商务局",
    )  # fmt: skip
    (row,) = value("promotion.pending.list", promotions=(promotion,))
    assert row == {
        "name": "茶旅小镇", "investor": "甲公司", "agreed": wan(5000), "stage": "签约", "planned": promotion.planned_on.label,
        "responsible_unit": "商务局",
    }  # fmt: skip
    bare = evolve(promotion, planned_on=None, investor="", responsible_unit="")
    (row,) = value("promotion.pending.list", promotions=(bare,))
    assert row["planned"] is None


@pytest.mark.parametrize("brackets", ["【】", "〔〕", "（）", "()"])
def test_names_in_other_brackets_are_one_name(brackets):
    assert normal_name(f"★大 桥{brackets[0]}一期{brackets[1]}") == "大桥(一期)"
    assert normal_name(f"大桥{brackets[0]}一期") == "大桥(一期"


@pytest.mark.parametrize(
    ("status", "entered", "has"),
    [
        (EntryStatus.ENTERED, None, True), (EntryStatus.ENTERED, "2022-03-20", True), (EntryStatus.ENTERED, "2022-03-21", False),
        (EntryStatus.PREPARING, None, False), (None, "2022-03-01", False),
    ],
)  # fmt: skip
def test_an_entry_has_entered_by_its_status_and_not_after_the_day(status, entered, has):
    entry = Entry(name="铝材厂", status=status, entered_on=parse_date(entered) if entered else None)
    assert has_entered(report(entries=(entry,)).facts, entry) is has


@pytest.mark.parametrize(
    ("finished", "in_library", "entered", "belongs"),
    [
        ("2021-12-31", True, None, False), ("2022-01-01", True, None, True), (None, False, "2022-01-01", False),
        (None, None, "2022-03-20", True), (None, None, "2022-03-21", False), (None, None, None, False), (None, True, None, True),
    ],
)  # fmt: skip
def test_a_project_is_in_the_library_by_what_is_stated_first(
    finished, in_library, entered, belongs
):
    project = Project(
        name="大桥", is_in_library=in_library,
        finished_on=parse_date(finished) if finished else None, entered_on=parse_date(entered) if entered else None,
    )  # fmt: skip
    assert is_in_library_at(report(projects=(project,)).facts, project) is belongs


@pytest.mark.parametrize(
    ("planned", "started", "count"),
    [
        ("2022-03", "2022-02-28", 1),
        ("2022-03", "2022-03-01", 0),
        ("2022-03", None, 0),
        (None, "2022-02-01", 0),
    ],
)
def test_a_start_is_early_where_it_is_before_the_month_planned(planned, started, count):
    project = Project(
        name="大桥", start_planned=parse_date(planned) if planned else None,
        started_on=parse_date(started) if started else None,
    )  # fmt: skip
    other = Project(
        name="水厂", start_planned=parse_date("2022-01"), started_on=parse_date("2022-01-05")
    )
    assert value("plan_starts.early.count", projects=(project, other)) == count


def test_projects_that_lag_in_reporting_are_counted_in_the_note():
    def done(**months):
        return tuple((Month(2022, int(key[1:])), wan(amount)) for key, amount in months.items())

    projects = (
        Project(name="甲", is_in_library=True, actual=done(m2=5, m3=9)), Project(name="乙", is_in_library=True, actual=done(m2=4)), Project(name="丙", is_in_library=True, actual=done(m2=1)),
    )  # fmt: skip
    notes = {figure.note for figure in report(projects=projects).figures.values() if figure.note}
    assert "2个项目没有填1—3月，按其最近一期计" in notes
    level = (projects[0],)
    notes = {figure.note for figure in report(projects=level).figures.values() if figure.note}
    assert not any("按其最近一期计" in note for note in notes)


@pytest.mark.parametrize(
    ("figure_id", "field"),
    [("plan_starts.count", "started_on"), ("completions.count", "finished_on")],
)
@pytest.mark.parametrize(("day", "lacking"), [("2021-12-31", 0), ("2022-01-01", 1), (None, 1)])
def test_what_was_done_before_the_year_needs_no_plan(figure_id, field, day, lacking):
    bare = Project(name="大桥", **{field: parse_date(day) if day else None})
    other = Project(
        name="水厂", start_planned=parse_date("2022-12"), finish_planned=parse_date("2022-12")
    )
    figure = report(projects=(bare, other)).figure(figure_id)
    assert (figure.value, figure.missing) == (1, lacking)


def test_an_amount_exceeds_a_limit_only_where_it_is_more():
    project = Project(name="大桥", is_in_library=True, actual=((Month(2022, 3), wan(90)),))
    view = report(projects=(project,)).facts
    measure = LatestMeasure(key="actual", label="完成投资")
    assert [measure.exceeds(view, wan(limit))(project) for limit in (89, 90, 91)] == [
        True,
        False,
        False,
    ]
    assert measure.exceeds(view, wan(1))(Project(name="水厂")) is None


def test_a_record_that_states_a_field_is_enough_for_its_column():
    told, silent = Project(name="大桥", problem="征地"), Project(name="水厂")
    assert can_state((silent, told), "problem")
    assert can_state((told, silent), "problem")


def test_a_wrong_code_is_shown_in_its_cell():
    ledger = Ledger(projects=(Project(name="大桥", code="2108-529927-04-01-37906", total_investment=wan(9), origin=Origin(SheetRef("台账.xlsx", "项目台账", {"code": 3, "name": 1}), 5)),))  # fmt: skip
    found = [
        f
        for f in build_report(ledger, period=QUARTER, as_of=DAY).findings
        if f.code == "project-code-wrong"
    ]
    assert [f.place.cell for f in found] == ["D5"]


@pytest.mark.parametrize(
    ("rows", "led_by"),
    [
        ((("王一", "孙五"),), ("王一", "孙五")),  # as its row names them
        ((("王一", "孙五"), ("王一", "孙五")), ("王一", "孙五")),
        (
            (("王一", "孙五"), ("孙五", "王一")),
            ("孙五", "王一"),
        ),  # rows that differ: all of them, sorted
        ((("王一",), ("孙五",), ("王一",)), ("孙五", "王一")),
        ((("王一", "王一"),), ("王一",)),
        (((), ("王一",)), ("王一",)),
        ((), ()),
    ],
)
def test_who_leads_a_project_is_whom_its_rows_name(rows, led_by):
    entries = tuple(Entry(name="石墨化项目", leaders=people) for people in rows)
    view = LedgerView(Ledger(entries=entries), Profile(), QUARTER, DAY)
    assert view.leaders_of(Entry(name="石墨化项目")) == led_by
    assert view.leaders_of(Entry(name="另一个项目")) == ()
    assert view.leaders_of(Entry(name="石墨化项目", leaders=("甲",))) == ("甲",)


@pytest.mark.parametrize(
    ("number", "limit", "exceeds"),
    [
        (wan(3), wan(2), True), (wan(2), wan(2), False), (wan(1), wan(2), False), (None, wan(2), None),
        (Points.of(3), Points.of(2), True), (Points.of(2), Points.of(2), False), (Points.of("-3"), Points.of(2), False), (None, Points.of(2), None),
    ],
)  # fmt: skip
def test_a_measure_exceeds_a_limit_of_its_own_kind(number, limit, exceeds):
    view = LedgerView(Ledger(), Profile(), QUARTER, DAY)
    measure = ToldMeasure(key="any", label="任一数", tell=lambda _, __: number)
    assert measure.exceeds(view, limit)(Project(name="甲")) is exceeds


def test_what_has_no_source_has_no_cells():
    known = Project(name="甲", origin=Origin(SheetRef("甲.xlsx", "项目台账", {"name": 1}), 3))
    assert [cell.cell for cell in cells_of(known, ("name", "code"))] == ["B3", "第3行"]
    assert cells_of(Project(name="甲"), ("name",)) == ()  # made in code
    assert cells_of(object(), ("name",)) == ()
    assert label_of(object()) == "（未命名）"
    assert label_of(Issue(number="7", description="用地未批")) == "7"


def test_a_view_that_forgets_goes_at_once_and_tells_the_same_until_then():
    """Readers hold the view that keeps them: a program that reports county after county would keep them all."""
    projects = coded("2201", "北河大桥", "南河大桥")
    view = LedgerView(Ledger(projects=projects, entries=(Entry(name="北河大桥"),)), Profile(), QUARTER, DAY)  # fmt: skip
    before = {name: figure.value for name, figure in compute(view).items()}
    view.forget()
    assert {name: figure.value for name, figure in compute(view).items()} == before
    view.forget()
    known = weakref.ref(view)
    gc.disable()
    try:
        del view
        assert known() is None
    finally:
        gc.enable()
