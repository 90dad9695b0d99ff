"""A record made in code that holds something else than it declares is refused, each field named, before any figure."""

from datetime import date, datetime

import pytest
from attrs import evolve

from investtrack import (
    Amount,
    DateSpan,
    Indicator,
    Ledger,
    Month,
    Period,
    PeriodError,
    Project,
    Target,
    Unit,
    build_report,
)
from investtrack.model.activity import SupervisionMode
from investtrack.model.profile import Cadence, EntryProfile, PaceProfile
from investtrack.model.source import Origin, SheetRef
from investtrack.model.typed import demand_types
from investtrack_testing import sample_ledger


PERIOD = Period.quarter(2022, 1)


def refused(**fields):
    with pytest.raises(TypeError) as error:
        build_report(Ledger(projects=(Project(name="甲", **fields),)), period=PERIOD)
    return str(error.value)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("total_investment", 500, "Project.total_investment is Amount or None, not 500 (int)"),
        ("leaders", "张三", "Project.leaders is tuple[str, …], not '张三' (str)"),
        ("is_in_library", "是", "Project.is_in_library is bool or None, not '是' (str)"),
        (
            "entered_on", date(2022, 1, 3),
            "Project.entered_on is DateSpan or None, not datetime.date(2022, 1, 3) (date)",
        ),
        (
            "actual", {Month(2022, 3): Amount.of(5, Unit.WAN)},
            "Project.actual is tuple[tuple[Month, Amount], …], not {Month(2022-03): Amount(5万元)} (dict)",
        ),
        (
            "planned", ((3, Amount.of(5, Unit.WAN)),),
            "Project.planned is tuple[tuple[Month, Amount], …], not ((3, Amount(5万元)),) (tuple)",
        ),
    ],
)  # fmt: skip
def test_each_field_says_what_it_holds_and_what_it_should(field, value, said):
    assert refused(**{field: value}) == said


def test_every_fault_is_named_at_once():
    assert len(refused(total_investment=1, leaders="张三", town=3).splitlines()) == 3


def test_what_is_no_record_is_named():
    with pytest.raises(TypeError, match=r"projects\[0\] is a Project, not '甲' \(str\)"):
        demand_types(Ledger(projects=("甲",)))
    with pytest.raises(TypeError, match=r"projects is a tuple of Project, not 7 \(int\)"):
        demand_types(Ledger(projects=7))


def test_records_that_hold_what_they_declare_pass_whatever_kind_they_are():
    demand_types(sample_ledger())
    bare = {
        sheet: tuple(evolve(record, origin=Origin(SheetRef("", ""), 0)) for record in records)
        for sheet in (
            "targets",
            "projects",
            "entries",
            "services",
            "resumptions",
            "starts",
            "issues",
        )
        if (records := getattr(sample_ledger(), sheet))
    }
    assert len(bare) == 7
    demand_types(Ledger(**bare))


@pytest.mark.parametrize("given", ["2022Q1", 2022])
def test_a_period_is_a_period(given):
    with pytest.raises(TypeError, match="a period is a Period"):
        build_report(Ledger(), period=given)


@pytest.mark.parametrize("given", ["2022-03-20", datetime(2022, 3, 20)])
def test_a_date_is_a_date(given):
    with pytest.raises(TypeError, match="an as-of date is a date"):
        build_report(Ledger(), period=PERIOD, as_of=given)


def test_months_of_a_series_ascend():
    money = Amount.of(5, Unit.WAN)
    for ends in ((3, 2), (3, 3)):
        said = refused(actual=tuple((Month(2022, end), money) for end in ends))
        assert said.startswith("Project.actual has its months ascending, each once, not ((")


def test_a_date_span_holds_no_time_of_day():
    with pytest.raises(PeriodError, match="a date span holds dates"):
        DateSpan.day(datetime(2022, 3, 5))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: PaceProfile(kind="linear"), "kind is a PaceKind, not 'linear'"),
        (lambda: PaceProfile(slow_band=10), "slow_band is a Points, not 10"),
        (lambda: EntryProfile(threshold=500), "threshold is a Amount, not 500"),
        (
            lambda: Cadence(mode=SupervisionMode.WEEKLY_INSPECTION, every="week"),
            "every is a CadenceUnit, not 'week'",
        ),
    ],
)
def test_a_profile_made_in_code_holds_what_it_declares(make, said):
    with pytest.raises(TypeError) as error:
        make()
    assert str(error.value) == said


def test_what_is_no_profile_ledger_or_region_is_said():
    with pytest.raises(TypeError, match=r"a profile is a Profile, not \{\}"):
        build_report(Ledger(), period=PERIOD, profile={})
    with pytest.raises(TypeError, match="region is a Region"):
        build_report(Ledger(region="甲县"), period=PERIOD)


def test_a_finding_of_a_record_made_in_code_names_no_cell():
    report = build_report(Ledger(projects=(Project(name="甲", is_in_library=True),)), period=PERIOD)
    assert report.findings
    assert {finding.place.cell for finding in report.findings} == {""}


def test_a_record_is_held_to_its_types_where_it_is_made():
    with pytest.raises(TypeError, match=r"Project\.stage is ProjectStage or None, not '续健'"):
        Project(name="甲", stage="续健")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Project(name="甲", stage="续建"), "; is ProjectStage.CONTINUING meant?"),
        (lambda: Project(name="甲", stage="new"), "; is ProjectStage.NEW meant?"),
        (
            lambda: Project(name="甲", stage="完工"),
            "; ProjectStage.NEW (新建), ProjectStage.CONTINUING (续建), ProjectStage.FINISHING (收尾), ProjectStage.PREPARING (预备)",
        ),
    ],
)
def test_a_text_for_a_choice_names_the_nearest(make, said):
    with pytest.raises(TypeError) as error:
        make()
    assert str(error.value).endswith(said)


def test_an_indicator_in_code_has_its_chinese_name():
    with pytest.raises(ValueError, match=r"not 'fai'; .*Indicator.INVESTMENT \(固定资产投资\)"):
        Target(indicator="fai")
    with pytest.raises(ValueError, match=r"is Indicator.INVESTMENT meant\?"):
        Target(indicator="investment")
    assert Target(indicator="GDP").indicator == "GDP"
    assert Target(indicator=Indicator.INVESTMENT).indicator == "固定资产投资"
    assert Target(indicator="社会消费品零售总额").indicator  # others are kept
