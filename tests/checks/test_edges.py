"""The rules on one project, each asked itself, exactly at its edge and a hair beyond: the quick look before them decides nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from investtrack import Amount, Period, Profile, Target, Unit, build_report
from investtrack.checks import causes, ledgers, magnitudes, totals
from investtrack.checks.alike import Alike
from investtrack.checks.data_month import check_data_month
from investtrack.checks.funds import check_funds
from investtrack.checks.projects import (
    _are_amounts_sound,
    _are_dates_sound,
    check_project,
    check_projects,
)
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.columns import CellKind, columns
from investtrack.model.fund import Fund, FundSource
from investtrack.model.ledger import SHEETS, Ledger, StatedTotal
from investtrack.model.project import Project
from investtrack.model.prospect import Promotion
from investtrack.model.source import Origin, SheetRef
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month


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
