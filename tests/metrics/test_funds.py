"""Money behind projects and published ranks, each figure worked out by hand from rows. Amounts are 万元."""

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve

from investtrack import build_report
from investtrack.metrics import LedgerView, compute
from investtrack.metrics.figures.funds import idle_from
from investtrack.metrics.target_rows import (
    rank_of,
)
from investtrack.model.fund import Fund, FundSource
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Profile
from investtrack.model.project import Project
from investtrack.model.prospect import Promotion
from investtrack.model.target import AssignedBy, Target
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import parse_date
from investtrack.values.period import Period
from investtrack.values.rate import Rate


HALF = Period(2022, 1, 6)
T = date(2022, 8, 1)


def wan(number):
    return None if number is None else Amount.of(number, Unit.WAN)


def fund(name, source, on, *amounts):
    allotted, arrived, paid = amounts
    return Fund(
        name=name, source=source, allotted_on=on and parse_date(on, year=2022),
        allotted=wan(allotted), arrived=wan(arrived), paid=wan(paid),
    )  # fmt: skip


S = FundSource
FUNDS = (
    # Allotted in January: idle from 1 August, if nothing was paid.
    fund("河东大桥", S.SPECIAL_BONDS, "2022-01-15", 1000, 800, 0),
    # The same project and source a second time: one project. Allotted in February: idle from 1 September only.
    fund("河东大桥", S.SPECIAL_BONDS, "2022-02-01", 500, 500, 0),
    # Central money is no bond: never idle.
    fund("青山花园", S.CENTRAL_BUDGET, "2022-01-10", 300, 300, 0),
    # Nothing is known of what was paid: an empty cell is not nothing.
    fund("城北水厂", S.GENERAL_BONDS, "2021-11-01", 200, None, None),
    fund("南环路", S.ULTRA_LONG_BONDS, "2021年12月", 400, 400, 100),
    # Not the government's.
    fund("南环路", S.BANK, None, 900, 900, 900),
    fund("东区学校", None, None, 50, None, None),
)
LEDGER = Ledger(
    projects=(
        # Planned: 600 of special bonds and 200 of the province; the bank's 900 is not the government's.
        Project(
            name="河东大桥",
            code="P1",
            planned_special_bonds=wan(600),
            planned_province=wan(200),
            planned_bank=wan(900),
        ),
        Project(name="青山花园", planned_central=wan(300)),
        Project(name="城北水厂"),  # says nothing
    ),
    funds=FUNDS,
    targets=(
        Target(indicator="固定资产投资", period=HALF, assigned_by=AssignedBy.CITY, rank="第3位"),
        Target(indicator="地区生产总值", period=HALF, assigned_by=AssignedBy.CITY, rank="靠后"),
    ),
)


def figures(ledger=LEDGER, day=T):
    return compute(LedgerView(ledger, Profile(), HALF, day))


@pytest.fixture(scope="module")
def found():
    return figures()


def test_government_money_allotted_arrived_and_paid(found):
    # 1000 + 500 + 300 + 200 + 400; the bank's 900 is not counted, and of one row the source is unknown
    assert found["funds.allotted"].value == wan(2400)
    assert found["funds.allotted"].missing == 1
    # 800 + 500 + 300 + 400; 城北水厂 states nothing
    assert found["funds.arrived"].value == wan(2000)
    assert found["funds.arrived"].missing == 2
    assert found["funds.paid"].value == wan(100)
    assert found["funds.arrival_rate"].value == Rate(Fraction(2000, 2400))
    assert found["funds.payment_rate"].value == Rate(Fraction(100, 2000))
    # 城北水厂 states neither what arrived nor what was paid, 东区学校 no source: each lacks once, whichever of the two sums it lacks in.
    assert [found[f"funds.{name}"].missing for name in ("arrived", "paid", "payment_rate")] == [
        2,
        2,
        2,
    ]


def test_government_money_that_is_planned(found):
    assert found["funds.planned"].value == wan(1100)
    assert found["funds.planned"].missing == 1
    silent = figures(Ledger(projects=(Project(name="甲", planned_bank=wan(5)),)))
    assert silent["funds.planned"].value is None


def test_money_by_source(found):
    def row(projects, allotted, arrived, paid, planned=None):
        return {
            "projects": projects,
            "planned": wan(planned),
            "allotted": wan(allotted),
            "arrived": wan(arrived),
            "paid": wan(paid),
        }

    assert found["funds.by_source"].value == {
        "中央预算内投资": row(1, 300, 300, 0, planned=300),
        "超长期特别国债": row(1, 400, 400, 100),
        "地方政府专项债券": row(1, 1500, 1300, 0, planned=600),  # two rows of one project
        "一般债券": row(1, 200, None, None),
        "省级": row(1, None, None, None, planned=200),  # planned alone: the project that plans it
        "银行贷款": row(1, 900, 900, 900, planned=900),
        "未注明": row(1, 50, None, None),
    }
    assert next(iter(found["funds.by_source"].value)) == "中央预算内投资"


def test_money_that_is_only_planned_is_told_by_source():
    projects = (Project(name="甲", planned_special_bonds=wan(5)), Project(name="乙", planned_special_bonds=wan(7)))  # fmt: skip
    found = figures(Ledger(projects=projects))["funds.by_source"]
    assert found.value == {
        "地方政府专项债券": {"projects": 2, "planned": wan(12), "allotted": None, "arrived": None, "paid": None}
    }  # fmt: skip
    assert [(item.label, item.amount) for item in found.contributions] == [
        ("甲", wan(5)),
        ("乙", wan(7)),
    ]
    assert figures(Ledger(projects=(Project(name="甲"),)))["funds.by_source"].value is None


def test_bond_money_of_which_nothing_was_paid_lies_idle(found):
    assert found["funds.idle.count"].value == 1
    assert [(row["name"], row["allotted"]) for row in found["funds.idle.list"].value] == [
        ("河东大桥", wan(1000))
    ]
    # 城北水厂 states neither, 东区学校 no source
    assert found["funds.idle.count"].missing == 2
    assert figures(day=date(2022, 7, 31))["funds.idle.count"].value == 0
    assert figures(day=date(2022, 9, 1))["funds.idle.count"].value == 2


@pytest.mark.parametrize(
    ("allotted", "day"),
    [
        ("2022-01-01", date(2022, 8, 1)),
        ("2022-01-31", date(2022, 8, 1)),
        ("2022年1月", date(2022, 8, 1)),
        ("2022-05-31", date(2022, 12, 1)),
        ("2022-06-01", date(2023, 1, 1)),
        ("2022-12-01", date(2023, 7, 1)),
    ],
)
def test_six_months_follow_that_of_allotment(allotted, day):
    assert idle_from(fund("甲", S.SPECIAL_BONDS, allotted, 1, 1, 0)) == day


def test_a_published_rank_is_taken_and_never_computed(found):
    assert found["rank.fai"].value == 3
    assert found["rank.gdp"].value is None
    assert "靠后" in found["rank.gdp"].reason
    assert figures(Ledger(targets=()))["rank.fai"].value is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("3", 3), ("第3位", 3), ("第三", 3), ("全市第3名", 3), ("３", 3), ("3/12", 3), ("并列第2", 2), ("全省并列第十二位", 12),
        ("靠后", None), ("第0位", None), ("", None), ("3.5", None), ("前三", None), ("-1", None),
    ],
)  # fmt: skip
def test_spellings_of_a_rank(text, place):
    assert rank_of(text) == place


def test_more_allotted_than_a_project_costs_is_said():
    project = Project(code="A1", name="甲", total_investment=wan(100))
    funds = tuple(Fund(code="A1", name="甲", allotted=wan(60)) for _ in range(2))
    report = build_report(Ledger(period=HALF, projects=(project,), funds=funds))
    said = [f for f in report.findings if f.code == "fund-exceeds"]
    assert [(f.found, f.expected) for f in said] == [("120万元", "不超过100万元")]


def test_investors_may_add_to_what_they_agreed_but_not_ten_times():
    def of(paid):
        promotion = Promotion(name="甲", agreed=wan(100), paid_in=wan(paid))
        report = build_report(Ledger(period=HALF, promotions=(promotion,)))
        return [f.message for f in report.findings if f.code == "fund-exceeds"]

    assert of(150) == []
    assert of(1000) == ["“甲”的到位资金大于协议投资额"]


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ((("A1", "甲桥"), ("A1", "甲桥二期")), 1),  # one project, whatever its rows call it
        ((("A1", "甲桥"), (None, "甲桥")), 1),
        (((None, "乙厂"), (None, "★乙 厂")), 1),
        ((("B1", "乙厂"), ("B2", "乙厂")), 2),
        (((None, "乙厂"), (None, "丙厂")), 2),
    ],
)
def test_a_project_with_several_rows_of_one_source_is_one(rows, number):
    own = tuple(Fund(code=code, name=name, source=FundSource.BANK) for code, name in rows)
    other = evolve(own[0], source=FundSource.OWN)
    ledger = Ledger(projects=(Project(code="A1", name="甲桥"),), funds=(*own, other))
    view = LedgerView(ledger, Profile(), Period.quarter(2022, 1), date(2022, 3, 20))
    by_source = compute(view)["funds.by_source"].value
    assert (by_source["银行贷款"]["projects"], by_source["自筹"]["projects"]) == (number, 1)
