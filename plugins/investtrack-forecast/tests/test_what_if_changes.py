"""What-if: suppositions by hand, refused where they cannot be, and against a ledger written so."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from investtrack.model.activity import Issue, IssueStatus, Supervision
from investtrack.model.entry import Entry, EntryStatus
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month
from investtrack.values.rate import Points, Rate
from investtrack_forecast import (
    SuppositionError,
    SuppositionKind,
    attainment,
    changed_figures,
    parse_supposition,
    what_if,
)
from investtrack_forecast.scenario import scaled, shifted, times
from investtrack_forecast.suppositions import Supposition


def county(make, **more):
    """In the library 20000, entries 甲 6000, 乙 3000 and 丙, which has entered, 2000; target 30000."""
    entries = (
        Entry(
            name="甲", code="A1", total_investment=make.wan(60000), planned_on=make.day(2022, 3, 31),
            status=EntryStatus.COLLECTING, contribution=make.series(m2=1000, m3=6000, m4=7000),
        ),
        Entry(
            name="乙", code="B1", total_investment=make.wan(9000), planned_on=make.day(2022, 2, 28),
            status=EntryStatus.SUBMITTED, contribution=make.series(m2=500, m3=3000, m4=3500),
        ),
        Entry(
            name="丙", code="C1", total_investment=make.wan(8000), planned_on=make.day(2022, 2, 10),
            status=EntryStatus.ENTERED, entered_on=make.day(2022, 2, 10),
            contribution=make.series(m2=800, m3=2000),
        ),
    )  # fmt: skip
    library = make.project(
        "老桥", code="P1", planned=make.series(m2=12000, m3=20000, m4=26000), actual=make.series(m2=11000),
    )  # fmt: skip
    return make.report(
        **{"projects": (library,), "entries": entries, "targets": make.targets(30000), **more}
    )


def suppose(report, *written):
    pairs = [text.split(" ", 1) for text in written]
    return what_if(
        report, [parse_supposition(SuppositionKind(kind), text, year=2022) for kind, text in pairs]
    )


def test_the_target_as_it_is(make):
    found = attainment(county(make))
    assert (found.expected, found.target, found.excess) == (
        make.wan(31000), make.wan(30000), make.wan(1000),
    )  # fmt: skip
    assert found.is_reached


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("without 甲", 25000),
        ("without A1", 25000),
        ("without ★ 甲", 25000),
        ("without 老桥", 11000),
        ("delay 甲=1", 25000),  # leaves the quarter
        ("delay 乙=1", 28500),  # enters in March with 500 instead of 3000
        ("delay 老桥=1", 23000),  # March's 8000 comes in April: 12000 stays
        ("share 甲=50%", 28000),
        ("share 甲=150%", 34000),
        ("share 老桥=25%", 25000),  # 12000 + 8000 × 25％
        ("share 丙=0%", 29800),  # what came to the end of February stays: 800
        ("enter 甲=4月", 25000),
        ("enter 甲=2022年3月", 31000),
        ("enter 乙=3月", 28500),
    ],
)
def test_one_supposition(make, written, expected):
    assert suppose(county(make), written).attained_after.expected == make.wan(expected)


def test_an_entry_brought_forward_brings_its_amounts(make):
    later = Entry(
        name="丁", total_investment=make.wan(900), planned_on=make.day(2022, 5, 10),
        status=EntryStatus.PREPARING, contribution=make.series(m5=300, m6=500, m7=700),
    )  # fmt: skip
    report = county(make)
    report = county(make, entries=(*report.ledger.entries, later))
    found = suppose(report, "enter 丁=3月")
    (entry,) = [e for e in found.after.ledger.entries if e.name == "丁"]
    # May's source is July, June's is August, beyond what the ledger states: 700 stays
    assert entry.contribution == make.series(m5=700, m6=700, m7=700)
    assert entry.planned_on == make.day(2022, 3, 10)
    assert found.after.figures["entry.planned.count"].value == 4
    # of March itself the ledger states nothing: unknown stays unknown
    assert found.attained_after.expected == make.wan(31000)
    assert found.after.figures["fai.new_entry.expected"].missing == 1


def test_an_entry_without_a_date_is_given_one_and_keeps_its_amounts(make):
    undated = Entry(
        name="丁", total_investment=make.wan(900), status=EntryStatus.PREPARING, contribution=make.series(m3=300),
    )  # fmt: skip
    report = county(make, entries=(*county(make).ledger.entries, undated))
    found = suppose(report, "enter 丁=3月")
    assert found.attained_before.expected == make.wan(31000)
    assert found.attained_after.expected == make.wan(31300)


def test_suppositions_add_up_in_order(make):
    found = suppose(county(make), "without 甲", "share 乙=50%", "share 乙=50%")
    assert found.attained_after.expected == make.wan(20000 + 2000 + 750)
    assert found.attained_after.is_reached is False
    assert found.labels == ("甲落空", "乙只完成50％", "乙只完成50％")


def test_without_takes_every_row_but_what_supervision_saw(make):
    issue = Issue(code="P1", description="征地", status=IssueStatus.OPEN)
    seen = Supervision(name="老桥", held_on=make.day(2022, 3, 1))
    found = suppose(county(make, issues=(issue,), supervisions=(seen,)), "without 老桥")
    assert found.after.ledger.projects == ()
    assert found.after.ledger.issues == ()
    assert found.after.ledger.supervisions == (seen,)


def test_the_ledger_itself_is_not_touched(make):
    report = county(make)
    before = report.ledger
    suppose(report, "without 甲", "delay 老桥=2")
    assert report.ledger == before
    assert report.figures["fai.period.expected"].value == make.wan(31000)


def test_no_supposition_changes_nothing(make):
    assert suppose(county(make)).figures == ()


# -- what changes --------------------------------------------------------------------------------------


def test_changed_figures_by_kind(make):
    figures = {item.id: item for item in suppose(county(make), "without 甲").figures}
    assert figures["fai.period.expected"].difference == make.wan(-6000)
    assert figures["entry.planned.count"].difference == -1
    assert figures["fai.excess_rate"].difference == Points.of(-20)  # 1000/30000 to −5000/30000
    assert figures["fai.plan.ytd"].difference == {
        "1—2月": make.wan(-1000), "1—3月": make.wan(-6000), "1—4月": make.wan(-7000),
    }  # fmt: skip
    assert figures["entry.major.list"].difference == {"added": [], "removed": ["甲"]}
    assert "gdp.period.target" not in figures


def test_a_figure_that_falls_away_says_why(make):
    only = make.project("甲", stopped_since=make.day(2022, 1, 1))
    other = make.project("乙")
    report = make.report(projects=(only, other))
    figures = {item.id: item for item in suppose(report, "without 甲").figures}
    gone = figures["progress.stopped.days"]
    assert (gone.before, gone.after, gone.difference) == (78, None, None)
    assert "停工" in gone.reason


def test_a_report_does_not_differ_from_itself(make):
    report = county(make)
    assert changed_figures(report, report) == ()


# -- what is refused -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("without 老", "没有项目“老”（相近的有：老桥）"),
        ("without 戊", "按项目编码或项目名称写"),
        ("enter 老桥=3月", "不在入库计划"),
        ("enter 丙=3月", "已经入库"),
        ("enter 甲=2月", "截止日期之前"),
    ],
)
def test_what_cannot_be_supposed_is_refused(make, written, said):
    with pytest.raises(SuppositionError) as caught:
        suppose(county(make), written)
    assert said in str(caught.value)


def test_an_ambiguous_name_is_refused_and_its_codes_named(make):
    twins = (make.project("双桥", code="X1"), make.project("双桥", code="X2"))
    with pytest.raises(SuppositionError, match=r"不止一个项目：双桥（X1.*双桥（X2.*请用项目编码"):
        suppose(make.report(projects=twins), "without 双桥")
    assert len(suppose(make.report(projects=twins), "without X2").after.ledger.projects) == 1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("without", " "), ("delay", "甲"), ("delay", "甲=0"), ("delay", "甲=61"), ("delay", "甲=-1"),
        ("delay", "=1"), ("enter", "甲=下月"), ("enter", "甲=2022年"), ("share", "甲=0.5"),
        ("share", "甲=-5%"), ("share", "甲=half"),
    ],
)  # fmt: skip
def test_what_is_not_so_written_is_refused_with_an_example(kind, text):
    with pytest.raises(SuppositionError, match=f"--{kind} 项目名"):
        parse_supposition(SuppositionKind(kind), text, year=2022)


def test_a_name_may_hold_an_equals_sign():
    change = parse_supposition(SuppositionKind.DELAY, "A=B 桥=2个月")
    assert (change.project, change.months) == ("A=B 桥", 2)


def test_a_share_that_is_no_finite_decimal_is_refused(make):
    change = Supposition(SuppositionKind.SHARE, "甲", share=Rate(Rate.percent(100).fraction / 3))
    with pytest.raises(SuppositionError, match="百分数"):
        what_if(
            county(make),
            [
                evolve(change, project="乙"),
                Supposition(SuppositionKind.SHARE, "丙", share=change.share),
            ],
        )


# -- laws ------------------------------------------------------------------------------------------------

plans = st.lists(st.integers(0, 500), min_size=11, max_size=11).map(
    lambda steps: tuple(
        (Month(2022, number), Amount.of(sum(steps[: number - 1]), Unit.WAN))
        for number in range(2, 13)
    )
)
closed = st.none() | st.integers(1, 12).map(lambda number: Month(2022, number))


@given(plans, st.integers(0, 14), closed)
def test_a_delayed_plan_never_runs_ahead_nor_backward(plan, months, end):
    late = dict(shifted(plan, months, end))
    assert all(late[m] <= amount for m, amount in plan)
    amounts = [late[m] for m, _ in plan]
    assert amounts == sorted(amounts)
    if end is not None:
        assert all(late[m] == amount for m, amount in plan if m <= end)


@given(plans, st.integers(0, 12), st.integers(0, 12), closed)
def test_two_delays_are_one_delay_of_both(plan, one, two, end):
    assert shifted(shifted(plan, one, end), two, end) == shifted(plan, one + two, end)


@given(plans, st.integers(0, 100), closed)
def test_a_share_keeps_the_past_and_scales_the_rest(plan, percent, end):
    part = dict(scaled(plan, Rate.percent(percent), end))
    for m, amount in plan:
        if end is not None and m <= end:
            assert part[m] == amount
        else:
            base = max(
                (a for n, a in plan if end is not None and n <= end), default=Amount.of(0, Unit.WAN)
            )
            assert part[m] == base + times(amount - base, Rate.percent(percent))


@given(st.lists(st.integers(0, 900), min_size=1, max_size=6), st.data())
def test_leaving_entries_out_is_the_ledger_without_them(amounts, data):
    from investtrack.model.ledger import Ledger
    from investtrack.report import build_report
    from investtrack.values.period import Period

    entries = tuple(
        Entry(
            name=f"项目{i}", total_investment=Amount.of(600, Unit.WAN),
            planned_on=DateSpan.month(2022, 3), status=EntryStatus.COLLECTING,
            contribution=((Month(2022, 3), Amount.of(amount, Unit.WAN)),),
        )
        for i, amount in enumerate(amounts)
    )  # fmt: skip
    gone = data.draw(st.sets(st.sampled_from(range(len(entries)))))

    def report(kept):
        return build_report(
            Ledger(entries=kept, projects=()),
            period=Period.quarter(2022, 1),
            as_of=DateSpan.month(2022, 3).first,
        )

    found = suppose(report(entries), *(f"without 项目{i}" for i in sorted(gone)))
    written = report(tuple(e for i, e in enumerate(entries) if i not in gone))
    assert changed_figures(written, found.after) == ()


def test_a_month_whose_source_the_ledger_leaves_empty_is_left_out(make):
    # April, a month later, would be March's amount, which nobody stated
    assert shifted(make.series(m2=100, m4=300, m5=400), 1, None) == make.series(m2=0, m5=300)


def test_exactly_the_target_is_reached(make):
    found = suppose(county(make, targets=make.targets(25000)), "without 甲").attained_after
    assert found.excess == make.wan(0)
    assert found.is_reached is True
