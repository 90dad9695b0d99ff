"""What is absent gives figures that are absent, with the reason, and never a zero."""

import re
from datetime import date

import pytest
from attrs import evolve, fields

from investtrack import build_report
from investtrack.metrics import DEFINITIONS, Kind, compute
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.activity import Issue, Resumption, Start, Supervision
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.fund import Fund, FundSource
from investtrack.model.ledger import SHEETS, Ledger
from investtrack.model.profile import Profile
from investtrack.model.project import Project, ProjectStage
from investtrack.model.prospect import FirmStatus, Promotion, PromotionStage, Reserve, ServiceFirm
from investtrack.model.source import Origin, SheetRef
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack_testing import sample_ledger


Q1 = Period.quarter(2022, 1)
T = date(2022, 3, 20)
MARCH = Month(2022, 3)
CHINESE = re.compile(r"[一-鿿]")


def figures_of(ledger):
    return compute(LedgerView(ledger, Profile(), Q1, T))


def wan(number):
    return Amount.of(number, Unit.WAN)


def day(text):
    return DateSpan.day(date.fromisoformat(text))


# Sheet → what it alone can give. A prefix ends with a dot.
ABSENT = {
    "targets": [
        "gdp.", "fai.year.target", "fai.period.assigned", "fai.period.growth_planned", "fai.excess", "fai.excess_rate",
        "fai.period.growth", "fai.pace.gap", "remaining.coverage", "rank.",
    ],
    "projects": [
        "fai.in_library.expected", "fai.period.expected", "fai.plan.ytd", "fai.actual.ytd", "fai.period.completed",
        "fai.period.planned", "fai.excess", "fai.excess_rate", "fai.completion_rate", "fai.pace.gap",
        "carryover.", "remaining.", "progress.", "leaders.", "fai.in_period.completed", "all_projects.", "year_plan.",
        "plan_starts.", "completions.", "funds.planned", "reserve.conversion.count", "reserve.conversion.rate",
    ],
    "entries": ["fai.new_entry.expected", "fai.period.expected", "fai.plan.ytd", "fai.period.planned", "fai.excess",
                "fai.completion_rate", "entry."],
    "services": ["services."],
    "resumptions": ["resumption."],
    "starts": ["starts."],
    "issues": ["issues."],
    "reserves": ["reserve."],
    "promotions": ["promotion."],
    "supervisions": ["supervision."],
    "funds": ["funds."],
    "measures": [],  # words of a report, no numbers
}  # fmt: skip


def ids(marks):
    return {
        d.id for d in DEFINITIONS for mark in marks
        if d.id == mark or (mark.endswith(".") and d.id.startswith(mark))
    }  # fmt: skip


def assert_absent(figure):
    assert figure.value is None, figure.id
    assert CHINESE.search(figure.reason), figure.id
    assert not list(figure.contributions)


def test_every_sheet_is_named_here():
    assert set(ABSENT) == {sheet.attribute for sheet in SHEETS}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.attribute)
def test_a_sheet_that_is_absent(sheet):
    whole = figures_of(sample_ledger())
    without = figures_of(evolve(sample_ledger(), **{sheet.attribute: None}))
    for figure_id in ids(ABSENT[sheet.attribute]):
        assert_absent(without[figure_id])
    if ABSENT[sheet.attribute]:
        first = without[next(d.id for d in DEFINITIONS if d.id in ids(ABSENT[sheet.attribute]))]
        assert f"“{sheet.name}”" in first.reason
    # what needs it not is what it was; nothing became zero
    for figure_id, figure in without.items():
        if figure.value is None or figure_id in ids(ABSENT[sheet.attribute]):
            continue
        if figure_id.startswith("leaders.") and sheet.attribute == "entries":
            continue  # fewer are led: the entries are not there
        assert figure.value == whole[figure_id].value, figure_id


def test_a_ledger_of_nothing_has_no_figure_and_a_reason_for_each():
    for figure in figures_of(Ledger()).values():
        assert_absent(figure)


def test_a_sheet_without_rows_is_a_sheet_of_none():
    """An empty sheet says there are none: counts and sums are zero, ratios absent."""
    empty = Ledger(**{sheet.attribute: () for sheet in SHEETS})
    figures = figures_of(empty)
    assert figures["entry.planned.count"].value == 0
    assert figures["carryover.count"].value == 0
    assert figures["carryover.investment"].value == wan(0)
    assert figures["resumption.planned.count"].value == 0
    for figure in figures.values():
        if figure.kind in {Kind.RATE, Kind.POINTS, Kind.DAYS}:
            assert_absent(figure)


def test_a_target_that_is_not_stated_is_named():
    reason = figures_of(evolve(sample_ledger(), targets=()))["fai.period.assigned"].reason
    assert reason == "“目标任务”表没有固定资产投资2022年一季度的“目标值”（市、省）"


# -- cells ---------------------------------------------------------------------------------------

# field of every record emptied → figures that must be absent, not zero
EMPTIED = [
    ("projects", "planned", (), ["fai.in_library.expected", "fai.period.expected", "fai.excess"]),
    ("projects", "actual", (), ["fai.period.completed", "fai.pace.gap", "fai.completion_rate", "progress.slow.count"]),
    ("projects", "total_investment", None, ["carryover.investment", "remaining.investment", "remaining.reportable"]),
    ("projects", "is_real_estate", None, ["carryover.real_estate.count", "carryover.other.investment", "remaining.other"]),
    ("projects", "unreportable", None, ["remaining.unreportable", "remaining.unreportable.by_reason"]),
    ("projects", "finish_planned", None, ["carryover.next.finishing.count", "carryover.next.finishing.investment",
                                          "remaining.next.finishing"]),
    ("entries", "contribution", (), ["fai.new_entry.expected", "fai.period.expected"]),
    ("entries", "total_investment", None, ["entry.planned.count", "entry.major.count", "entry.overdue.count"]),
    ("entries", "planned_on", None, ["fai.new_entry.expected", "entry.planned.investment", "entry.entered.count",
                                     "entry.overdue.count", "entry.concentration.share"]),
    ("entries", "papers", None, ["entry.readiness", "entry.missing"]),
    ("services", "planned", (), ["services.planned", "services.growth", "services.in_library"]),
    ("services", "industry_code", None, ["services.planned", "services.reported"]),
    ("services", "status", None, ["services.in_library", "services.new_entry"]),
    ("services", "base", None, ["services.growth"]),
    ("resumptions", "planned_on", None, ["resumption.due.count", "resumption.due_rate", "resumption.overdue.count"]),
    ("resumptions", "level", None, ["resumption.planned.by_level"]),
    ("starts", "total_investment", None, ["starts.investment"]),
    ("starts", "preliminaries", None, ["starts.ready.count"]),
    ("starts", "industry", None, ["starts.by_industry"]),
    ("issues", "category", None, ["issues.open.by_category"]),
    ("reserves", "funds_needed", None, ["reserve.funds"]),
    ("reserves", "channel", None, ["reserve.by_channel"]),
    ("promotions", "stage", None, ["promotion.signed.count", "promotion.started.count", "promotion.conversion"]),
    ("promotions", "agreed", None, ["promotion.signed.investment"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "key", "nothing", "absent"), EMPTIED, ids=[f"{row[0]}.{row[1]}" for row in EMPTIED]
)
def test_a_cell_empty_in_every_record(sheet, key, nothing, absent):
    ledger = sample_ledger()
    records = tuple(evolve(record, **{key: nothing}) for record in getattr(ledger, sheet))
    figures = figures_of(evolve(ledger, **{sheet: records}))
    for figure_id in absent:
        assert_absent(figures[figure_id])


def test_a_library_nobody_knows_of():
    projects = tuple(
        Project(name=name, total_investment=wan(1), planned=((MARCH, wan(1)),)) for name in "甲乙"
    )
    figures = figures_of(Ledger(projects=projects))
    for figure_id in ("fai.in_library.expected", "carryover.count", "fai.period.completed"):
        assert_absent(figures[figure_id])


def test_nothing_said_to_be_unreportable_leaves_the_whole_remainder_and_says_so():
    ledger = sample_ledger()
    projects = tuple(evolve(project, unreportable=None) for project in ledger.projects)
    figures = figures_of(evolve(ledger, projects=projects))
    assert figures["remaining.reportable"].value == figures["remaining.investment"].value
    assert "没有填不可报投资" in figures["remaining.reportable"].note


@pytest.mark.parametrize(
    ("records", "figure_id", "value"),
    [
        # one record that has the cell, two that lack it
        ({"projects": [Project(name=n, is_in_library=True, planned=((MARCH, wan(7)),) if n == "甲" else ()) for n in "甲乙丙"]},
         "fai.in_library.expected", wan(7)),
        ({"projects": [Project(name=n, is_in_library=True, total_investment=wan(7) if n == "甲" else None) for n in "甲乙丙"]},
         "carryover.investment", wan(7)),
        ({"projects": [Project(name=n, is_in_library=True if n == "甲" else None) for n in "甲乙丙"]}, "carryover.count", 1),
        ({"projects": [Project(name=n, is_in_library=True, finish_planned=day("2022-03-01") if n == "甲" else None) for n in "甲乙丙"]},
         "carryover.next.finishing.count", 1),
        ({"projects": [Project(name=n, is_in_library=True if n == "甲" else None) for n in "甲乙丙"],
          "reserves": [Reserve(name=n) for n in "甲乙丙"]}, "reserve.conversion.count", 1),
        # nobody knows whether the entries are planned, hence whether they lack a leader
        ({"projects": [Project(name="甲", is_in_library=True)], "entries": [Entry(name=n, total_investment=wan(500)) for n in "乙丙"]},
         "leaders.unassigned.count", 1),
        ({"entries": [Entry(name=n, total_investment=wan(500) if n == "甲" else None, planned_on=day("2022-03-01"),
                            status=EntryStatus.COLLECTING) for n in "甲乙丙"]}, "entry.collecting.count", 1),
        ({"entries": [Entry(name=n, total_investment=wan(5000), planned_on=day("2022-03-01") if n == "甲" else None)
                      for n in "甲乙丙"]}, "entry.major.investment", wan(5000)),
        ({"services": [ServiceFirm(name=n, industry_code="65" if n == "甲" else None, status=FirmStatus.NEW,
                                   planned=((MARCH, wan(7)),)) for n in "甲乙丙"]}, "services.new_entry", wan(7)),
        ({"resumptions": [Resumption(name=n, planned_on=day("2022-02-10") if n == "甲" else None,
                                     resumed_on=day("2022-02-10")) for n in "甲乙丙"]}, "resumption.due_resumed.count", 1),
        ({"starts": [Start(name=n, batch="第一批" if n == "甲" else None, started_on=day("2022-03-01")) for n in "甲乙丙"]},
         "starts.started.count", 1),
        ({"issues": [Issue(number=n, due_on=day("2022-03-01") if n == "甲" else None) for n in "甲乙丙"]},
         "issues.open.overdue.count", 1),
        ({"promotions": [Promotion(name=n, stage=PromotionStage.STARTED if n == "甲" else None) for n in "甲乙丙"]},
         "promotion.started.count", 1),
        ({"supervisions": [Supervision(held_on=day("2022-02-10"), mode=None) for _ in "乙丙"]}, "supervision.done", 0),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_records_that_lack_the_cell_are_counted(records, figure_id, value):
    ledger = Ledger(**{sheet: tuple(made) for sheet, made in records.items()})
    figure = figures_of(ledger)[figure_id]
    assert (figure.value, figure.missing) == (value, 2), figure.reason


def test_a_leader_of_projects_without_an_amount_has_no_sum_and_not_zero():
    projects = (
        Project(name="甲", is_in_library=True, leaders=("王一",), total_investment=wan(7)),
        Project(name="乙", is_in_library=True, leaders=("王一", "李二")),
    )
    figure = figures_of(Ledger(projects=projects))["leaders.load"]
    assert figure.value == {
        "王一": {"count": 2, "investment": wan(7)},
        "李二": {"count": 1, "investment": None},
    }
    assert figure.missing == 1  # one project, of two leaders


def test_a_table_says_of_how_many_records_a_sum_lacks_a_part():
    def planned(name, actual):
        return Project(name=name, stage=ProjectStage.CONTINUING, year_plan=wan(100), actual=actual)

    done = planned("甲", ((MARCH, wan(20)),))
    figure = figures_of(Ledger(projects=(done, planned("乙", ()))))["year_plan.by_stage"]
    assert (figure.value["续建"]["completed"], figure.missing) == (wan(20), 1)
    # what nobody states is a column that is not there, no part of a sum
    figure = figures_of(Ledger(projects=(planned("甲", ()), planned("乙", ()))))[
        "year_plan.by_stage"
    ]
    assert (figure.value["续建"]["completed"], figure.missing) == (None, 0)


def test_a_figure_made_of_others_gives_their_reason():
    figures = figures_of(evolve(sample_ledger(), entries=None))
    assert figures["fai.excess"].reason == (
        "缺少“本期预计完成固定资产投资”：缺少“新增入库项目预计贡献投资”：没有“入库计划”表"
    )


def test_a_column_that_is_not_there_is_no_zero():
    """The sheet has neither a 完成投资 nor a 包保领导 column: nothing is known, rather than none done."""
    origin = Origin(SheetRef("a.xlsx", "项目台账", {"name": 0, "is_in_library": 1}), 2)
    figures = figures_of(Ledger(projects=(Project(name="甲", is_in_library=True, origin=origin),)))
    for figure_id in ("fai.period.completed", "leaders.unassigned.count", "leaders.load"):
        assert_absent(figures[figure_id])


def test_an_amount_of_zero_is_stated_though_its_column_is_unknown():
    origin = Origin(SheetRef("a.xlsx", "项目资金", {"name": 0}), 2)
    bond = Fund(
        source=FundSource.SPECIAL_BONDS, allotted_on=day("2021-05-01"), paid=wan(0), origin=origin
    )
    assert figures_of(Ledger(funds=(bond,)))["funds.idle.count"].value == 1


def test_no_figure_is_absent_without_a_reason_whatever_sheet_stands_alone():
    ledger = sample_ledger()
    for sheet in SHEETS:
        alone = Ledger(**{sheet.attribute: getattr(ledger, sheet.attribute)})
        for figure in figures_of(alone).values():
            assert (figure.value is None) == bool(figure.reason), (sheet.name, figure.id)


def test_the_ledger_has_no_sheet_this_file_forgets():
    named = {field.name for field in fields(Ledger)} - set(ABSENT)
    assert named == {"region", "period", "as_of", "totals", "sources"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("固定资产", "；表里的“固定资产”如果是它，请改成“固定资产投资”"),
        ("固定资产投次", "；表里的“固定资产投次”如果是它，请改成“固定资产投资”"),
        ("民间固定资产投资", ""),
        ("工业投资", ""),
    ],
)
def test_a_target_that_is_absent_names_the_row_that_may_be_meant(name, said):
    ledger = sample_ledger()
    targets = tuple(evolve(target, indicator=name) for target in ledger.targets)
    figure = build_report(evolve(ledger, targets=targets)).figure("fai.period.assigned")
    assert figure.reason == f"“目标任务”表没有固定资产投资2022年一季度的“目标值”（市、省）{said}"


@pytest.mark.parametrize("name", ["固定资产投资额", "全社会固定资产投资完成额", "固投"])
def test_an_indicator_is_known_by_its_other_names(name):
    ledger = sample_ledger()
    targets = tuple(
        evolve(target, indicator=name) if "投资" in target.indicator else target
        for target in ledger.targets
    )
    assert build_report(evolve(ledger, targets=targets)).figure("fai.period.assigned").value
