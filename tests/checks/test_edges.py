"""The rules on one project, each asked itself, exactly at its edge and a hair beyond: the quick look before them decides nothing."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from attrs import evolve

from investtrack import Amount, Period, Profile, Target, Unit, build_report
from investtrack.checks import causes, ledgers, magnitudes, sizes, totals
from investtrack.checks.alike import Alike
from investtrack.checks.data_month import check_data_month
from investtrack.checks.entries import check_entries
from investtrack.checks.funds import check_funds
from investtrack.checks.identity import identity_of, may_be_one
from investtrack.checks.links import check_links, lost_references, unknown_project
from investtrack.checks.projects import (
    _are_amounts_sound,
    _are_dates_sound,
    check_project,
    check_projects,
)
from investtrack.findings import FINDINGS
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.activity import Issue
from investtrack.model.columns import CellKind, columns
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.fund import Fund, FundSource
from investtrack.model.ledger import SHEETS, Ledger, StatedTotal
from investtrack.model.project import Project
from investtrack.model.prospect import Promotion
from investtrack.model.source import CellRef, Origin, SheetRef
from investtrack.model.target import AssignedBy
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month
from investtrack.values.rate import Rate


AS_OF = date(2022, 3, 20)
HAIR = Decimal("0.000001")  # one cent
KEYS = ("total_investment", "cumulative_before_year", "cumulative", "year_plan", "unreportable")
SHEET = SheetRef("台账.xlsx", "项目台账", {
    key: at for at, key in enumerate((*KEYS, "name", "code", "started_on", "finished_on", "entered_on", "is_in_library"), 2)
})  # fmt: skip


def amounts(given, year=2022):
    return tuple((Month(year, month), Amount.of(wan, Unit.WAN)) for month, wan in given.items())


def project_of(**values):
    """Return a project, its numbers in 万元."""
    for key in KEYS:
        if values.get(key) is not None:
            values[key] = Amount.of(values[key], Unit.WAN)
    for key in ("planned", "actual"):
        if isinstance(values.get(key), dict):
            values[key] = amounts(values[key])
    return Project(name="甲厂", origin=Origin(SHEET, 3), **values)


def view_of(*projects, **more):
    return LedgerView(Ledger(projects=projects, **more), Profile(), Period.quarter(2022, 1), AS_OF)


def said(**values):
    """Return the codes of what the rules say of one project, each asked itself."""
    project, alike = project_of(**values), Alike()
    facts = view_of(project)
    found = [*check_project(facts, project, facts.newest_of_all()[id(project)], alike), *alike.findings()]  # fmt: skip
    return [each.code for each in found]


def is_passed_over(**values):
    """Whether the quick looks find a project sound, so that no rule is asked."""
    project = project_of(**values)
    newest = view_of(project).newest_of_all()[id(project)]
    return _are_amounts_sound(project, newest, 2022) and _are_dates_sound(project, AS_OF)


ON_AMOUNTS = (
    # cumulative = total; = before the year + this year
    ({"total_investment": 1000, "cumulative": 1000}, "cumulative", "", "", "cumulative-exceeds-total"),
    ({"total_investment": 1000, "cumulative_before_year": 600, "cumulative": 1000, "actual": {2: 400}}, "cumulative",
     "cumulative-mismatch", "", "cumulative-exceeds-total cumulative-mismatch"),
    ({"total_investment": 1000, "cumulative": 400, "actual": {2: 400}}, "cumulative", "ytd-exceeds-cumulative", "", ""),
    # a part = the total
    ({"total_investment": 1000, "cumulative_before_year": 1000}, "cumulative_before_year", "", "", "part-exceeds-total"),
    ({"total_investment": 1000, "year_plan": 1000}, "year_plan", "", "", "part-exceeds-total"),
    # what cannot be reported = what remains
    ({"total_investment": 1000, "cumulative": 700, "unreportable": 300, "unreportable_reason": "征地"}, "unreportable",
     "", "", "unreportable-exceeds-remaining"),
    # the plan of the months = that of the year
    ({"total_investment": 1000, "year_plan": 600, "planned": {2: 100, 3: 600}}, "year_plan", "year-plan-mismatch", "", ""),
    ({"total_investment": 1000, "year_plan": 600, "planned": {12: 600}}, "year_plan", "year-plan-mismatch", "", "year-plan-mismatch"),
    ({"total_investment": 1000, "year_plan": 600, "planned": amounts({12: 500}, 2021)}, "year_plan", "", "", ""),
    # a unit is wrong beyond twenty times the total and up to ten thousand times
    ({"total_investment": 100, "cumulative": 50, "year_plan": 2000}, "year_plan", "part-exceeds-total", "part-exceeds-total", "unit-slip"),
    ({"total_investment": 100, "cumulative": 50, "year_plan": 1_000_000}, "year_plan", "unit-slip", "unit-slip", "part-exceeds-total"),
    ({"total_investment": 100, "year_plan": 2000}, "year_plan", "part-exceeds-total", "part-exceeds-total", "unit-slip"),
    ({"total_investment": 100, "year_plan": 1_000_000}, "year_plan", "unit-slip", "unit-slip", "part-exceeds-total"),
    ({"total_investment": 5_000_000}, "total_investment", "", "unit-slip", "unit-slip"),
    # nothing is below zero
    ({"total_investment": 1000, "year_plan": 0}, "year_plan", "amount-negative", "", ""),
    ({"total_investment": 1000, "cumulative_before_year": 0}, "cumulative_before_year", "amount-negative", "", ""),
    ({"total_investment": 1000, "unreportable": 0}, "unreportable", "amount-negative unreportable-without-reason", "", "unreportable-without-reason"),
)  # fmt: skip
"""What a project states, which of it is moved, and what is said where it is a hair below, as it is, and a hair above."""


@pytest.mark.parametrize(("values", "key", "below", "at", "above"), ON_AMOUNTS)
def test_a_rule_on_amounts_holds_to_its_edge_and_no_hair_further(values, key, below, at, above):
    for moved, codes in ((-HAIR, below), (0, at), (HAIR, above)):
        stated = {**values, key: values[key] + moved}
        assert said(**stated) == codes.split()
        assert is_passed_over(**stated) is (not codes)


@pytest.mark.parametrize("key", ["planned", "actual"])
def test_an_amount_to_date_falls_where_it_is_a_hair_below_the_month_before(key):
    assert said(total_investment=1000, **{key: {1: 5, 2: 5, 3: 5}}) == []
    assert said(total_investment=1000, **{key: {1: 5, 2: 5, 3: 5 - HAIR}}) == ["ytd-falling"]
    turn = (*amounts({11: 300, 12: 400}, 2021), *amounts({1: 5, 2: 6}))
    assert said(total_investment=1000, **{key: turn}) == []


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "key", "before", "at", "after"),
    [
        ({"started_on": AS_OF}, "started_on", "", "", "date-read-as-planned"),
        ({"finished_on": AS_OF}, "finished_on", "", "", "date-read-as-planned"),
        ({"started_on": date(2022, 3, 1), "finished_on": date(2022, 3, 1)}, "finished_on", "finished-before-started", "", ""),
        ({"is_in_library": True, "entered_on": AS_OF}, "entered_on", "", "", "date-after-as-of"),
        ({"is_in_library": False, "entered_on": AS_OF}, "entered_on", "library-contradiction", "library-contradiction", ""),
        ({"is_in_library": None, "entered_on": AS_OF}, "entered_on", "", "", ""),
    ],
)  # fmt: skip
def test_a_rule_on_dates_holds_to_its_day_and_no_day_further(values, key, before, at, after):
    for moved, codes in ((-DAY, before), (0 * DAY, at), (DAY, after)):
        dated = {**values, key: values[key] + moved}
        spans = {name: DateSpan.day(each) if isinstance(each, date) else each for name, each in dated.items()}  # fmt: skip
        assert said(total_investment=1000, **spans) == codes.split()
        assert is_passed_over(total_investment=1000, **spans) is (not codes)


MARCH = DateSpan.month(2022, 3)


@pytest.mark.parametrize(
    ("begun", "ended", "codes"),
    [
        (MARCH, MARCH, []),  # it may have ended after it began
        (DateSpan.day(date(2022, 3, 15)), MARCH, []),
        (MARCH, DateSpan.day(date(2022, 2, 28)), ["finished-before-started"]),
        (DateSpan.month(2022, 4), None, ["date-read-as-planned"]),
        (MARCH, DateSpan.month(2022, 4), ["date-read-as-planned"]),
    ],
)
def test_of_a_month_the_day_counts_that_makes_it_possible(begun, ended, codes):
    assert said(total_investment=1000, started_on=begun, finished_on=ended) == codes


def test_a_project_without_a_total_is_told_and_nothing_is_held_against_it():
    assert said(year_plan=5_000_000, cumulative=3) == ["total-missing"]
    assert said(total_investment=0, year_plan=0) == []
    assert said(total_investment=0, year_plan=HAIR) == ["part-exceeds-total"]


@pytest.mark.parametrize(
    ("here", "there"),
    [("201.04", "201"), ("20140", "20100"), ("123400", "123000"), ("1234000", "1230000")],
)
def test_each_place_that_offices_round_to_explains_a_difference(here, there):
    """万元, 百万元 (0.01亿元), 千万元 (0.1亿元), 亿元: of each an amount that no other place explains."""
    rounded = ledgers._cause(Amount.of(here, Unit.WAN), Amount.of(there, Unit.WAN))
    assert rounded == ledgers._cause(Amount.of(there, Unit.WAN), Amount.of(here, Unit.WAN))
    assert rounded == "，疑似四舍五入"


AMOUNTS = [
    (sheet, column.key, column.kind is CellKind.SERIES)
    for sheet in SHEETS
    for column in columns(sheet.record)
    if column.kind in {CellKind.MONEY, CellKind.SERIES}
    or (sheet.attribute == "targets" and column.key in {"amount", "base", "actual"})
]


@pytest.mark.parametrize(("sheet", "key", "is_series"), AMOUNTS, ids=[f"{sheet.attribute}-{key}" for sheet, key, _ in AMOUNTS])  # fmt: skip
def test_an_amount_below_zero_is_told_though_its_column_holds_no_other(sheet, key, is_series):
    place = Origin(SheetRef("台账.xlsx", sheet.name, {key: 2, f"{key}.2022-02": 2}), 3)

    def told(fen):
        amount = Amount(Decimal(fen) / 100)
        record = sheet.record(origin=place, **{key: ((Month(2022, 2), amount),) if is_series else amount})  # fmt: skip
        facts = LedgerView(evolve(Ledger(), **{sheet.attribute: (record,)}), Profile(), Period.quarter(2022, 1), AS_OF)  # fmt: skip
        found = [*magnitudes._negative(facts), *check_projects(facts)]
        return [(each.code, each.place.cell) for each in found if each.code == "amount-negative"]

    assert told(0) == told(1) == []
    assert told(-1) == [("amount-negative", "C3")]


# -- other sheets --------------------------------------------------------------------------------


def of_sheet(name, *keys):
    """Return what makes an origin of a row of a sheet with these columns."""
    ref = SheetRef("台账.xlsx", name, {key: at for at, key in enumerate(keys)})
    return lambda row: Origin(ref, row)


FUNDS = of_sheet("项目资金", "name", "source", "allotted", "arrived", "paid")
LIMITS = (
    # (what is limited, what limits it)
    ("arrived", "allotted"),
    ("paid", "arrived"),
    ("paid", "allotted"),
    ("allotted", "total_investment"),
    ("paid_in", "agreed"),
)


def beyond(key, amount, limit_key, limit):
    """Return code and cell of what is said where *amount* of a column meets what limits it, both in yuan."""
    amount, limit = Amount(Decimal(amount)), Amount(Decimal(limit))
    ledger = Ledger(projects=(project_of(),))
    if key == "paid_in":
        place = of_sheet("招商引资", "name", "agreed", "paid_in")(2)
        ledger = evolve(ledger, promotions=(Promotion(name="甲", origin=place, agreed=limit, paid_in=amount),))  # fmt: skip
    elif limit_key == "total_investment":
        project = evolve(project_of(), total_investment=limit)
        fund = Fund(name="甲厂", source=FundSource.OWN, origin=FUNDS(2), allotted=amount)
        ledger = evolve(ledger, projects=(project,), funds=(fund,))
    else:
        fund = Fund(name="甲厂", source=FundSource.OWN, origin=FUNDS(2), **{key: amount, limit_key: limit})  # fmt: skip
        ledger = evolve(ledger, funds=(fund,))
    facts = LedgerView(ledger, Profile(), Period.quarter(2022, 1), AS_OF)
    return [(each.code, each.place.cell, *[cell.cell for cell in each.related]) for each in check_funds(facts)]  # fmt: skip


@pytest.mark.parametrize(("key", "limit_key"), LIMITS)
def test_money_is_no_more_than_what_it_comes_from(key, limit_key):
    times = 2 if key == "paid_in" else 1  # an investor may bring twice what was agreed
    told = {
        "arrived": [("fund-exceeds", "D2", "C2")],
        "paid": [("fund-exceeds", "E2", {"arrived": "D2", "allotted": "C2"}.get(limit_key))],
        "allotted": [("fund-exceeds", "C2", "C3")],
        "paid_in": [("fund-exceeds", "C2", "B2")],
    }[key]
    for limit in ("0", "0.01", "1", "5000000"):
        most = Decimal(limit) * times
        assert beyond(key, most, limit_key, limit) == []
        assert beyond(key, most + Decimal("0.01"), limit_key, limit) == told
    assert beyond(key, "1", limit_key, "-1") == []  # a limit below zero is told itself


@pytest.mark.parametrize(("base", "told"), [("-0.01", True), ("0", True), ("0.01", False), ("1", False), (None, False)])  # fmt: skip
def test_growth_needs_a_base_above_zero(base, told):
    place = of_sheet("目标任务", "indicator", "period", "base")(2)
    target = Target(indicator="固定资产投资", period=Period.quarter(2022, 1), origin=place, base=None if base is None else Amount(Decimal(base)))  # fmt: skip
    found = [(each.code, each.place.cell) for each in totals._base(target)]
    assert found == ([("base-zero", "C2")] if told else [])


def test_months_of_a_series_are_one_column_and_two_series_are_two():
    alike = Alike()
    for month in (2, 3):
        for key in ("planned", "actual"):
            alike.tally("actual-ahead", project_of(), f"{key}.2022-0{month}", month="1—3月", newest="1—2月")  # fmt: skip
    assert ["等2行" in each.message for each in alike.findings()] == [True, True]


def in_library(name, month, wan, *, is_in=True):
    return evolve(
        project_of(actual={month: wan}), name=name, is_in_library=is_in, entered_on=DateSpan.month(2021, 5) if is_in else None
    )  # fmt: skip


@pytest.mark.parametrize(
    ("projects", "told"),
    [
        # the month is that of most money in the library, however much others report
        ((in_library("甲", 2, 100), in_library("乙", 3, 500, is_in=False)), [("actual-ahead", "乙")]),
        ((in_library("甲", 3, 100), in_library("乙", 2, 500, is_in=False)), [("actual-behind", "乙")]),
        # of nothing in the library it is that of most money of all
        ((in_library("甲", 2, 100, is_in=False), in_library("乙", 3, 50, is_in=False)), [("actual-ahead", "乙")]),
    ],
)  # fmt: skip
def test_whose_data_are_of_another_month(projects, told):
    report = build_report(Ledger(projects=projects), period=Period.quarter(2022, 1), as_of=date(2022, 4, 2))  # fmt: skip
    found = check_data_month(report.facts, report.figures)
    assert [(each.code, each.message[1:2]) for each in found] == told


def totals_of(stated, *rows):
    """Return the cause of a stated total of 总投资 over rows, all in 万元."""
    projects = tuple(evolve(project_of(total_investment=wan), name=f"第{at}座桥", origin=Origin(SHEET, at)) for at, wan in enumerate(rows, 2))  # fmt: skip
    amount = Amount.of(stated, Unit.WAN)
    total = StatedTotal(sheet="项目台账", label="合计", scope=tuple(range(2, len(rows) + 2)), origin=Origin(SHEET, 50), amounts=(("total_investment", amount),))  # fmt: skip
    return causes.amount_cause(causes.Covered(total, projects), "total_investment", amount, totals.value_of)  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "rows", "cause"),
    [
        ("427", ("300", "20", "100", "7.4"), "，差额不到合计最末一位的一半，像是四舍五入"),
        ("428", ("300", "20", "100", "7.5"), "，差额不到合计最末一位的一半，像是四舍五入"),
        ("428", ("300", "20", "100", "7.4"), ""),  # more than half
        ("427.4", ("300", "20", "100", "7"), ""),  # the rows are no finer
        ("427.5", ("300", "20", "100", "7.45"), "，差额不到合计最末一位的一半，像是四舍五入"),
        ("0", ("300", "20", "100", "7"), ""),  # not all of the rows
        ("300", ("300", "20", "100", "7"), "，差额正好等于末尾3行（第3—5行）之和，疑似公式没有包括这几行"),
        ("7", ("300", "20", "100", "7"), "，差额正好等于开头3行（第2—4行）之和，疑似公式没有包括这几行"),
        ("420", ("300", "20", "100", "7"), "，差额正好等于第5行，疑似漏加"),
        ("127", ("300", "20", "100", "7"), "，差额正好等于第2行，疑似漏加"),
    ],
)  # fmt: skip
def test_why_a_total_differs_is_said_in_a_whole_sentence(stated, rows, cause):
    assert totals_of(stated, *rows) == cause


# -- targets -------------------------------------------------------------------------------------

TARGETS = of_sheet("目标任务", "indicator", "period", "assigned_by", "amount", "growth", "base", "actual", "actual_growth")  # fmt: skip


def target_of(row=2, **values):
    """Return a target of investment of the first quarter, its numbers in yuan and per cent."""
    for key in ("amount", "base", "actual"):
        if values.get(key) is not None:
            values[key] = Amount(Decimal(values[key]))
    for key in ("growth", "actual_growth"):
        if values.get(key) is not None:
            values[key] = Rate.percent(values[key])
    given = {"indicator": "固定资产投资", "period": Period.quarter(2022, 1), "assigned_by": AssignedBy.CITY, "origin": TARGETS(row), **values}  # fmt: skip
    return Target(**given)


def of_targets(rule, *targets):
    facts = LedgerView(Ledger(targets=targets), Profile(), Period.quarter(2022, 1), AS_OF)
    return [(each.code, each.place.cell) for each in rule(facts)]


@pytest.mark.parametrize(("key", "cell"), [("growth", "E2"), ("actual_growth", "H2")])
@pytest.mark.parametrize(
    ("percent", "codes"),
    [
        ("300", []), ("300.01", ["growth-beyond"]), ("0", []), ("-0.01", ["growth-target-negative"]), ("-100", ["growth-target-negative"]),
        ("-100.01", ["growth-beyond"]),
    ],
)  # fmt: skip
def test_growth_is_between_minus_a_hundred_and_three_hundred_per_cent(key, cell, percent, codes):
    codes = [code for code in codes if key == "growth" or code != "growth-target-negative"]
    found = of_targets(magnitudes._growths, target_of(**{key: percent}))
    assert found == [(code, cell) for code in codes]


@pytest.mark.parametrize(("total", "rate", "cell"), [("amount", "growth", "E2"), ("actual", "actual_growth", "H2")])  # fmt: skip
@pytest.mark.parametrize(
    ("percent", "differs"), [("5", False), ("5.05", False), ("4.95", False), ("5.0501", True), ("4.9499", True), ("-5", True)]
)  # fmt: skip
def test_a_stated_growth_is_the_computed_one_to_one_decimal(total, rate, cell, percent, differs):
    target = target_of(base="1000", **{total: "1050", rate: percent})
    found = [(each.code, each.place.cell) for each in totals._growth(target, total, rate, "甲", "乙")]  # fmt: skip
    assert found == ([("growth-mismatch", cell)] if differs else [])


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ((), True),
        ((target_of(3, amount="5"),), False),  # another row of these months says who set it
        ((target_of(3, amount="5", assigned_by=None),), True),
        ((target_of(3, amount="5", period=Period.full_year(2022)),), True),
        ((target_of(3, base="5"),), True),
    ],
)
def test_a_target_of_nobody_is_told_where_no_other_row_of_its_months_stands(others, told):
    for period in (Period.quarter(2022, 1), Period.full_year(2022)):
        another = (
            Period.full_year(2022) if period != Period.full_year(2022) else Period.quarter(2022, 1)
        )
        of_period = [evolve(each, period=period if each.period == Period.quarter(2022, 1) else another) for each in others]  # fmt: skip
        lone = target_of(amount="5", assigned_by=None, period=period)
        found = of_targets(lambda facts: totals._without_level(facts, facts.ledger.targets[0]), lone, *of_period)  # fmt: skip
        assert found == ([("target-level-missing", "C2")] if told else [])
    for period in (Period.quarter(2022, 2), Period.full_year(2021)):
        lone = target_of(amount="5", assigned_by=None, period=period)
        assert of_targets(lambda facts: totals._without_level(facts, facts.ledger.targets[0]), lone) == []  # fmt: skip


@pytest.mark.parametrize("changed", [{}, {"assigned_by": AssignedBy.COUNTY}, {"period": Period.full_year(2022)}, {"indicator": "地区生产总值"}])  # fmt: skip
def test_a_target_is_stated_twice_where_two_rows_of_one_level_and_months_differ(changed):
    one, other = target_of(2, amount="5"), target_of(3, amount="6", **changed)
    found = of_targets(totals._stated_twice, one, other)
    assert found == ([] if changed else [("target-twice", "D3")])
    assert of_targets(totals._stated_twice, one, evolve(other, amount=one.amount)) == []


def figure(title, yuan, cells=("D2",)):
    places = tuple(CellRef("台账.xlsx", "目标任务", cell) for cell in cells)
    value = Amount(Decimal(yuan))
    return SimpleNamespace(value=value, title=title, contributions=[SimpleNamespace(cells=places, amount=value)])  # fmt: skip


@pytest.mark.parametrize(
    ("name", "least"), [("fai.period.planned", 10), ("fai.period.assigned", 10), ("fai.year.target", 50)]
)  # fmt: skip
def test_what_is_expected_is_a_part_of_a_target_to_ten_times_it(name, least):
    def told(yuan):
        figures = {key: figure(key, 0) for key, _ in magnitudes._OF_TARGET}
        figures |= {name: figure(name, 1000), "fai.period.expected": figure("e", yuan, ("B2", "B3"))}  # fmt: skip
        return [(each.code, each.place.cell) for each in magnitudes._expected(figures)]

    found = [("expected-beyond-target", "D2")]
    most, fewest = Decimal(10_000), Decimal(1000) / least
    assert told(most) == told(fewest) == told(0) == told(-1) == []
    assert told(most + 1) == told(fewest - Decimal("0.01")) == found


# -- entries and links ---------------------------------------------------------------------------

ENTRIES = of_sheet("入库计划", "code", "name", "total_investment", "planned_on", "entered_on", "status")  # fmt: skip


def of_entry(project=None, **values):
    """Return what is said of an entry beside what it is of."""
    entry = Entry(**{"name": "甲厂", "origin": ENTRIES(2), "total_investment": Amount.of(9000, Unit.WAN), **values})  # fmt: skip
    ledger = Ledger(projects=(project,) if project else None, entries=(entry,))
    facts = LedgerView(ledger, Profile(), Period.quarter(2022, 1), AS_OF)
    return [each.code for each in check_entries(facts)]


IN, OUT = True, False


@pytest.mark.parametrize(
    ("status", "is_in", "entered_on", "told"),
    [
        (EntryStatus.ENTERED, OUT, None, True), (EntryStatus.ENTERED, IN, None, False), (EntryStatus.ENTERED, None, None, False),
        (EntryStatus.PREPARING, IN, None, True), (EntryStatus.PREPARING, OUT, None, False), (EntryStatus.PREPARING, None, None, False),
        (EntryStatus.PREPARING, IN, DateSpan.month(2021, 5), False), (None, IN, None, False), (None, OUT, None, False),
    ],
)  # fmt: skip
def test_an_entry_and_its_project_say_the_same_of_the_library(status, is_in, entered_on, told):
    project = project_of(is_in_library=is_in, entered_on=entered_on)
    entered = {"entered_on": DateSpan.day(AS_OF)} if status is EntryStatus.ENTERED else {}
    found = of_entry(project, status=status, planned_on=DateSpan.month(2022, 3), **entered)
    assert ("entered-not-in-library" in found) is told


@pytest.mark.parametrize(("yuan", "told"), [("0", False), ("0.01", True), ("1", True)])
def test_nothing_is_contributed_before_the_month_of_entry(yuan, told):
    contribution = (
        (Month(2022, 2), Amount(Decimal(yuan))),
        (Month(2022, 3), Amount.of(500, Unit.WAN)),
    )
    found = of_entry(status=EntryStatus.PREPARING, planned_on=DateSpan.month(2022, 3), contribution=contribution)  # fmt: skip
    assert ("contribution-before-entry" in found) is told


@pytest.mark.parametrize(
    ("days", "told"),
    [("2021-12-31 2021-12-31", False), ("2022-01-01 2022-01-01", True), ("2022-03-31 2022-03-31", True), ("2022-04-01 2022-04-01", False),
     ("2022-03-01 2022-04-30", False), ("2021-12-01 2022-01-31", True)],
)  # fmt: skip
def test_what_entered_this_year_by_the_end_of_the_period_stands_among_the_entries(days, told):
    first, last = map(date.fromisoformat, days.split())
    project = project_of(is_in_library=True, entered_on=DateSpan(first, last))
    facts = LedgerView(Ledger(projects=(project,), entries=()), Profile(), Period.quarter(2022, 1), AS_OF)  # fmt: skip
    assert [each.code for each in check_entries(facts)] == ["entered-outside-plan"] * told


@pytest.mark.parametrize(("number", "code"), [(0, "project-unknown"), (1, None), (2, "project-ambiguous"), (3, "project-ambiguous")])  # fmt: skip
def test_a_name_is_of_no_project_of_one_or_of_several(number, code):
    named = [evolve(project_of(), origin=Origin(SHEET, row)) for row in range(3, 3 + number)]
    projects = (*named, evolve(project_of(), name="乙厂"))
    issue = Issue(name="甲厂", origin=of_sheet("问题清单", "name")(2))
    facts = LedgerView(Ledger(projects=projects, issues=(issue,)), Profile(), Period.quarter(2022, 1), AS_OF)  # fmt: skip
    found = list(check_links(facts))
    assert [each.code for each in found] == ([code] if code else [])
    if code == "project-ambiguous":
        assert len(found[0].related) == number
    assert [record for _, record in lost_references(facts)] == [issue] * (number == 0)


def test_projects_of_near_names_are_offered_one_by_one():
    offered = [project_of(), evolve(project_of(), name="甲 厂", origin=Origin(SHEET, 4))]
    issue = Issue(name="甲厂", origin=of_sheet("问题清单", "name")(2))
    found = unknown_project("issues", issue, offered)
    assert found.related == (
        CellRef("台账.xlsx", "项目台账", "H3"),
        CellRef("台账.xlsx", "项目台账", "H4"),
    )
    assert "“甲厂”、“甲 厂”（看上去相同，一处在第2个字多了看不见的字符（U+0020 空格））" in str(
        found
    )


@pytest.mark.parametrize(("lacking", "said"), [(0, False), (1, True), (2, True)])
def test_rows_are_missing_where_the_number_is_short_and_the_amount_too(lacking, said):
    projects = tuple(evolve(project_of(total_investment=wan), origin=Origin(SHEET, row)) for row, wan in ((2, 30), (3, 20)))  # fmt: skip
    for more in ("0.000001", "13"):
        stated = Amount.of(50 + Decimal(more), Unit.WAN)
        total = StatedTotal(sheet="项目台账", label="合计", scope=(2, 3), count=2 + lacking, origin=Origin(SHEET, 50), amounts=(("total_investment", stated),))  # fmt: skip
        cause = causes.amount_cause(causes.Covered(total, projects), "total_investment", stated, totals.value_of)  # fmt: skip
        assert cause == (
            f"，个数也多{lacking}个，疑似少了{lacking}行，共{more}万元" if said else ""
        )


@pytest.mark.parametrize(("month", "share"), [(1, "100"), (2, "200"), (3, "300"), (5, "500"), (12, "1200")])  # fmt: skip
def test_a_yearly_amount_falls_to_its_months_evenly(month, share):
    facts = LedgerView(Ledger(), Profile(), Period.year_to_date(2022, month), AS_OF)
    projects = [project_of(year_plan=1200), project_of()]
    found = magnitudes._Yearly("year_plan").read(facts, projects)
    assert found == [Amount.of(share, Unit.WAN).yuan, None]


def test_of_two_series_the_last_month_counts_that_both_state():
    facts = LedgerView(Ledger(), Profile(), Period.quarter(2022, 1), date(2022, 4, 2))
    both = project_of(planned={2: 10, 3: 15}, actual={1: 4, 2: 8})
    for key, other, wan in (("planned", "actual", 10), ("actual", "planned", 8)):
        column = magnitudes._ToDate(key, other)
        assert column.read(facts, [both, project_of()]) == [Amount.of(wan, Unit.WAN).yuan, None]
        assert column.place(facts, both) == f"{key}.2022-02"
    assert magnitudes._ToDate("planned").place(facts, both) == "planned.2022-03"


def test_only_an_amount_above_zero_has_a_size():
    rows = [evolve(project_of(), total_investment=None if yuan is None else Amount(Decimal(yuan))) for yuan in ("-1", "0", "0.01", "1", None)]  # fmt: skip
    facts = view_of(*rows)
    assert [str(amount.yuan) for _, amount in sizes._sized(facts, "projects", "total_investment")] == ["0.01", "1"]  # fmt: skip


@pytest.mark.parametrize(
    ("ratio", "far"), [("3000", False), ("3000.01", True), ("1", False), ("0.0001", False), ("0.00009", True)]
)  # fmt: skip
def test_what_is_far_from_bounds_is_so_many_times_beyond_them(ratio, far):
    bounds = sizes._Bounds(Decimal("0.01"), Decimal(30), Decimal(100))
    assert bounds.are_far_from(Decimal(ratio)) is far


def test_funds_may_be_exactly_a_two_hundredth_of_what_their_project_costs():
    projects = tuple(evolve(project_of(total_investment=20_000), name=name) for name in "甲乙丙")
    for wan, told in (("100", False), ("99.99", True), ("40000", False), ("40000.01", True)):
        funds = tuple(Fund(name=name, origin=FUNDS(row), paid=Amount.of(wan, Unit.WAN)) for row, name in enumerate("甲乙丙", 2))  # fmt: skip
        found = sizes._of_projects(view_of(*projects, funds=funds), "paid", [(each, each.paid) for each in funds])  # fmt: skip
        assert [each.code for each in found] == ["magnitude-doubtful"] * told


def test_what_is_lacking_in_a_whole_column_is_said_in_the_words_of_its_sheet():
    bare = of_sheet("入库计划", "name")
    alike = Alike()
    entries = [Entry(name=f"第{row}家", origin=bare(row)) for row in (2, 3, 4)]
    for code in ("total-missing", "entered-without-date"):
        for entry in entries:
            assert list(alike.missing(code, entry, "total_investment", variant="entry")) == []
    for found, code in zip(alike.findings(), ("total-missing", "entered-without-date"), strict=True):  # fmt: skip
        one = FINDINGS.make(code, entries[0].origin.cell("total_investment"), variant="entry", name="第2家")  # fmt: skip
        assert found.message == one.message.replace("“第2家”", "“第2家”等3行")


@pytest.mark.parametrize(
    ("sheet", "ratios"),
    [
        ("funds", ("0.04999999",)), ("funds", ("20.000001",)), ("funds", ("0.00099999999", 1, 1)), ("funds", (1, 1, "100.000001")),
        ("funds", (15, 15, "1500.0001")), ("funds", (20, 20, "2000.0001")), ("projects", ("20.000001",)), ("projects", ("0.04999999",)),
    ],
)  # fmt: skip
def test_no_column_is_passed_over_that_is_a_hair_beyond_a_bound(sheet, ratios):
    pair = magnitudes.Pair(sheet, magnitudes._Field("paid"), magnitudes._Field("arrived"), Decimal("0.05"), Decimal(20))  # fmt: skip
    assert not magnitudes._are_clear(pair, [Decimal(each) for each in ratios], [Decimal(1)] * len(ratios))  # fmt: skip


@pytest.mark.parametrize(
    ("column", "is_below"),
    [
        ((), False), ((None,), False), ((0, 1), False), ((0, "0.01"), False), (("-0.01",), True), ((5, None, -5), True),
        (((0, 1), None, (2, 3)), False), (((5, "-0.01"),), True), (((), (1,), (-1, 2)), True),
    ],
)  # fmt: skip
def test_a_column_without_an_amount_below_zero_is_passed_over(column, is_below):
    def read(given):
        if isinstance(given, tuple):
            return tuple((Month(2022, at), read(each)) for at, each in enumerate(given, 1))
        return None if given is None else Amount(Decimal(given))

    assert magnitudes._has_negative(map(read, column)) is is_below


@pytest.mark.parametrize(
    ("keys", "told"), [((), []), (("is_in_library",), ["entered-without-date"]), (("entered_on",), ["entered-without-date"]),
                       (("is_in_library", "entered_on"), ["entered-without-date"])],
)  # fmt: skip
@pytest.mark.parametrize(
    ("started_on", "is_new"), [(None, False), ("2021-12-31", False), ("2022-01-01", True)]
)
def test_the_day_of_entry_is_asked_for_but_where_an_answer_puts_all_into_the_library(keys, told, started_on, is_new):  # fmt: skip
    place = Origin(SheetRef("台账.xlsx", "项目台账", {key: at for at, key in enumerate(("name", *keys))}), 3)  # fmt: skip
    begun = started_on and DateSpan.day(date.fromisoformat(started_on))
    project = Project(name="甲厂", origin=place, total_investment=Amount.of(1000, Unit.WAN), is_in_library=True, started_on=begun)  # fmt: skip
    alike, facts = Alike(), view_of(project)
    found = [*check_project(facts, project, None, alike), *alike.findings()]
    assert [each.code for each in found] == (["entered-without-date"] if is_new else told)


def test_a_total_of_less_than_a_yuan_is_still_a_total():
    assert said(total_investment="0.00005", year_plan="0.003") == ["unit-slip"]
    assert said(total_investment="0.00005", year_plan="0.0005") == ["part-exceeds-total"]


@pytest.mark.parametrize(
    ("count", "names", "nested", "cause"),
    [
        (0, "甲甲", (), ""), (1, "甲甲", (), "，第2行与第3行同名，疑似重复填报"), (1, "甲乙", (), ""), (2, "甲乙甲", (), "，第2行与第4行同名，疑似重复填报"),
        (3, "甲乙", (), "，疑似少了1行"), (4, "甲乙", (), "，疑似少了2行"), (3, "甲乙", ((2, ),), "，正好多1个小计行，疑似把小计也数了进去"),
        (4, "甲乙", ((2,), (3,)), "，正好多2个小计行，疑似把小计也数了进去"), (5, "甲乙", ((2,), (3,)), "，疑似少了3行"),
        (1, "甲甲甲甲甲", (), "，第2行与第3行同名；第2行与第4行同名；第2行与第5行同名，疑似重复填报"),
    ],
)  # fmt: skip
def test_why_a_number_of_items_differs(count, names, nested, cause):
    rows = tuple(evolve(project_of(), name=name, origin=Origin(SHEET, row)) for row, name in enumerate(names, 2))  # fmt: skip
    scope = tuple(range(2, len(names) + 2))
    total = StatedTotal(sheet="项目台账", label="合计", scope=scope, count=count, origin=Origin(SHEET, 50))  # fmt: skip
    inner = [StatedTotal(sheet="项目台账", label="小计", scope=each, origin=Origin(SHEET, 40 + at)) for at, each in enumerate(nested)]  # fmt: skip
    assert causes.count_cause(causes.Covered(total, rows, (total, *inner))) == cause


@pytest.mark.parametrize(("name", "parts"), [("甲厂（2）", ("号2",)), ("甲厂2期", ("期2",)), ("甲厂二标段(1)", ("号1", "标段2")), ("甲厂", ())])  # fmt: skip
def test_what_numbers_a_part_of_a_project_is_kept_apart_by_its_kind(name, parts):
    assert identity_of(name).parts == parts
    assert not may_be_one(identity_of("甲厂（2）"), identity_of("甲厂2期"))


@pytest.mark.parametrize(("name", "told"), [("全社会固定资产投资", True), ("固定资产投资完成额", True), ("固投", True), ("工业投资", False)])  # fmt: skip
def test_a_target_is_stated_twice_by_two_names_of_one_thing(name, told):
    found = of_targets(totals._stated_twice, target_of(2, amount="5"), target_of(3, amount="6", indicator=name))  # fmt: skip
    assert found == ([("target-twice", "D3")] if told else [])
