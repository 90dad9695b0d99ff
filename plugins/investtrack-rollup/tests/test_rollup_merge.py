"""Counties merged: exact sums, quotients of sums, any order and grouping, and nothing averaged."""

from datetime import date
from fractions import Fraction
from itertools import accumulate

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack.analysis import ConclusionKind, judge
from investtrack.metrics import DEFINITIONS
from investtrack.metrics.figure import Kind, rows_in_all
from investtrack.model.entry import PaperState
from investtrack.model.ledger import Ledger, Region
from investtrack.model.profile import PaceKind, PaceProfile, Profile
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import month
from investtrack.values.rate import Points, Rate
from investtrack.wording import figure_text
from investtrack_rollup import fold, merge_partials
from investtrack_rollup.county import County
from investtrack_rollup.reports import child_value, node_report
from investtrack_rollup.tree import build_tree
from investtrack_testing import bare_ledger, sample_ledger


def wan(number):
    return Amount.of(number, Unit.WAN)


def county_of(ledger: Ledger, name: str, parent: str = "样例市") -> County:
    ledger = evolve(ledger, region=Region(name=name, parent=parent))
    report = build_report(ledger)
    return County(
        name=name, job=name, parent=parent, partial=fold(report, name),
        period=report.period, as_of=report.as_of,
    )  # fmt: skip


def city_of(*ledgers: Ledger):
    counties = [
        county_of(ledger, f"{place}县")
        for place, ledger in zip("甲乙丙丁戊", ledgers, strict=False)
    ]
    return node_report(build_tree(counties, {}))


def figure(report, name):
    return report.figures[name].value


def doubled(ledger: Ledger) -> Ledger:
    """The sample with twice the money planned and completed in each project, and the same targets."""
    projects = tuple(
        evolve(
            project,
            planned=tuple((end, amount + amount) for end, amount in project.planned),
            actual=tuple((end, amount + amount) for end, amount in project.actual),
        )
        for project in ledger.projects
    )
    return evolve(ledger, projects=projects)


def test_money_and_counts_are_summed():
    city = city_of(sample_ledger(), doubled(sample_ledger()))
    # 甲县 1500 + 3000 = 4500; 乙县 3000 + 6000 = 9000
    assert figure(city, "fai.in_library.expected") == wan(13500)
    assert figure(city, "entry.planned.count") == 2
    assert city.title == "样例市2022年一季度"


def test_a_rate_is_the_quotient_of_sums_not_the_mean_of_rates():
    city = city_of(sample_ledger(), doubled(sample_ledger()))
    # completed: 甲 450 + 200 = 650, 乙 1300; own target absent, so expected: 甲 4500 + 800, 乙 9000 + 800
    assert figure(city, "fai.completion_rate") == Rate(Fraction(650 + 1300, 5300 + 9800))


def test_growth_is_of_the_sums():
    city = city_of(sample_ledger(), sample_ledger())
    # services: 100 planned over 90 in each: 200 ÷ 180 − 1
    assert figure(city, "services.growth") == Rate(Fraction(200, 180) - 1)


def test_the_growth_of_one_county_is_not_the_citys():
    ledger = sample_ledger()
    baseless = evolve(ledger, services=tuple(evolve(firm, base=None) for firm in ledger.services))
    found = city_of(ledger, baseless).figures["services.growth"]
    assert (found.value, found.reason) == (None, "2个地区有数，只有1个能算增速，不能代表全部")


def test_the_gap_to_the_pace_is_that_of_the_sums():
    city = city_of(sample_ledger(), doubled(sample_ledger()))
    # due by February 2/12; completed 1950 of 60000
    assert figure(city, "fai.pace.gap").number == Fraction(200, 12) - Fraction(1950, 60000) * 100


def test_the_longest_stop_is_the_longest_of_all_not_their_sum():
    one = city_of(sample_ledger())
    two = city_of(sample_ledger(), sample_ledger())
    assert figure(two, "progress.stopped.days") == figure(one, "progress.stopped.days")


def test_a_stated_growth_cannot_be_added_up_and_says_so():
    city = city_of(sample_ledger(), sample_ledger())
    found = city.figures["gdp.year.growth_target"]
    assert found.value is None
    assert "不能相加" in found.reason


def test_a_figure_only_some_counties_have_says_how_many():
    city = city_of(sample_ledger(), bare_ledger())
    found = city.figures["entry.planned.count"]
    assert found.value == 1
    assert found.note == "2个地区中1个有数，不含乙县"
    assert found.without == ("乙县",)


def test_rows_of_a_list_name_their_county():
    city = city_of(sample_ledger(), sample_ledger())
    names = [row["name"] for row in figure(city, "progress.stopped.list")]
    assert set(names) == {"青山花园（甲县）", "青山花园（乙县）"}


def test_contributions_of_a_city_are_its_counties_and_sum_to_it():
    city = city_of(sample_ledger(), doubled(sample_ledger()))
    items = list(city.figures["fai.in_library.expected"].contributions)
    assert [(item.label, item.amount) for item in items] == [
        ("乙县", wan(9000)),
        ("甲县", wan(4500)),
    ]
    assert Amount.total(item.amount for item in items) == wan(13500)


AMOUNTS = st.integers(0, 10**9).map(lambda cents: Amount.of(cents, Unit.YUAN))


@st.composite
def counties(draw):
    """A county of some projects with any money, under names and codes of its own."""
    whole = sample_ledger()
    number = draw(st.integers(0, 10**6))
    projects = tuple(
        evolve(
            project,
            code=f"{number}-{index}",
            name=f"{project.name}{number}-{index}",
            planned=tuple((end, draw(AMOUNTS)) for end, _ in project.planned),
            total_investment=draw(AMOUNTS | st.none()),
        )
        for index, project in enumerate(
            draw(st.lists(st.sampled_from(whole.projects), min_size=1, max_size=4))
        )
    )
    return evolve(whole, projects=projects, resumptions=None, issues=None, starts=None)


ADDITIVE = [d.id for d in DEFINITIONS if d.kind in {Kind.MONEY, Kind.COUNT}]
# Not sums over projects: targets are one for all, and the largest is the largest.
NOT_OF_PROJECTS = ("fai.year", "fai.period.assigned", "fai.excess", "gdp.", "services.", "entry.", "reserve.", "promotion.", "supervision.", "funds.", "fai.new_entry", "fai.period.", "leaders.")  # fmt: skip


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(counties(), min_size=1, max_size=4))
def test_a_city_equals_one_ledger_of_all_its_projects(ledgers):
    city = city_of(*ledgers)
    projects = tuple(project for ledger in ledgers for project in ledger.projects)
    whole = build_report(evolve(ledgers[0], projects=projects))
    alone = {
        f"{name}县": build_report(each) for name, each in zip("甲乙丙丁戊", ledgers, strict=False)
    }
    for name in ADDITIVE:
        if name.startswith(NOT_OF_PROJECTS) or figure(whole, name) is None:
            continue
        if figure(city, name) is None:
            assert any(figure(county, name) is None for county in alone.values()), name
            continue
        without = city.figures[name].without
        kept = [
            p for where, each in alone.items() if where not in without for p in each.ledger.projects
        ]
        of_kept = build_report(evolve(ledgers[0], projects=tuple(kept))) if without else whole
        assert figure(city, name) == figure(of_kept, name), name


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.lists(counties(), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_partials_merge_in_any_order_and_grouping(ledgers, random):
    partials = [county_of(ledger, f"{i}县").partial for i, ledger in enumerate(ledgers)]
    whole = merge_partials(partials)
    shuffled = list(partials)
    random.shuffle(shuffled)
    assert merge_partials(shuffled) == whole
    cut = random.randint(0, len(partials))
    assert merge_partials([merge_partials(partials[:cut]), merge_partials(partials[cut:])]) == whole
    *_, folded = accumulate(partials, lambda one, two: merge_partials([one, two]))
    assert merge_partials([folded]) == whole


def test_a_citys_figures_can_be_judged_without_its_counties_records():
    city = city_of(sample_ledger(), doubled(sample_ledger()))
    judgement = judge(city)
    # 450+200 and twice that of 2×30000万元: (650+1300)/60000 = 3.25 %, of 16.67 % due by February.
    assert judgement.pace.year.rate == Rate.percent("3.25")
    assert judgement.board.subjects == ()
    # Whether entries are concentrated needs the entries themselves.
    assert ConclusionKind.CONCENTRATION in {item.kind for item in judgement.unsaid}


def many_entries(count: int, lacking: int) -> Ledger:
    """The sample with *count* entries, of which the last *lacking* have not their contract."""
    (plant,) = sample_ledger().entries
    held = dict.fromkeys(plant.papers, PaperState.HELD)
    entries = tuple(
        evolve(
            plant,
            code=f"B{number}",
            name=f"厂{number:02d}",
            planned_on=DateSpan.month(2022, 2),
            papers=plant.papers if number >= count - lacking else held,
        )
        for number in range(count)
    )
    return evolve(sample_ledger(), entries=entries)


def test_what_counts_a_list_counts_the_rows_that_did_not_travel():
    # 2 × 20 planned entries, all past their month: 30 rows travel, 40 are late
    city = city_of(many_entries(20, 2), many_entries(20, 18))
    late = figure(city, "entry.overdue.list")
    assert (len(late), rows_in_all(late)) == (30, 40)
    assert figure_text(city.figures["entry.overdue.list"]).endswith("等40个")
    said = {item.kind: item.text for item in judge(city).conclusions}
    assert "有40个" in said[ConclusionKind.LATE_ENTRIES]
    # the rows that lack papers come first, so that all 20 of them are seen
    assert "40个计划入库项目中有20个资料不齐" in said[ConclusionKind.MISSING_PAPERS]
    more = {
        item.kind: item.text for item in judge(city_of(*[many_entries(20, 20)] * 2)).conclusions
    }
    lacking = more[ConclusionKind.MISSING_PAPERS]
    assert "40个计划入库项目中至少有40个资料不齐，缺施工合同的40个" in lacking


def test_late_rectifications_of_a_city_are_counted_beyond_the_rows_that_travel():
    found = [
        evolve(
            sample_ledger().supervisions[0], name=f"厂{number:02d}", finding="围挡不全",
            due_on=DateSpan.day(date(2022, 3, 1)), done_on=None,
        )
        for number in range(25)
    ]  # fmt: skip
    city = city_of(*[evolve(sample_ledger(), supervisions=tuple(found))] * 2)
    (said,) = [c.text for c in judge(city).conclusions if c.kind is ConclusionKind.SUPERVISION]
    assert "有50项整改逾期" in said


def test_lists_begin_with_the_worst_of_all_counties():
    (plant,) = sample_ledger().entries
    small = evolve(sample_ledger(), entries=(evolve(plant, name="小厂", papers={}),))
    city = city_of(small, sample_ledger())
    assert figure(city, "entry.readiness")[0]["name"] == "铝材加工厂（乙县）"


def test_a_month_that_only_some_counties_reach_is_no_sum():
    ahead = evolve(
        sample_ledger(),
        as_of=date(2022, 4, 10),
        projects=tuple(
            evolve(each, actual=(*each.actual, (month(2022, 3), wan(900))))
            for each in sample_ledger().projects
        ),
    )
    city = city_of(sample_ledger(), ahead)
    assert figure(city, "fai.actual.ytd") == {"1—2月": wan(1300)}
    assert "1—3月只有1个地区有数" in city.figures["fai.actual.ytd"].note
    assert "数据所到月份" in "".join(
        f.message for f in city.findings if f.code == "definition-differs"
    )
    assert city.figures["fai.pace.gap"].is_absent


def test_the_gap_of_a_city_says_until_when():
    city = city_of(sample_ledger(), sample_ledger())
    assert city.figures["fai.pace.gap"].note == "1—2月应完成全年目标的16.67％"
    (said,) = [c.text for c in judge(city).conclusions if c.kind is ConclusionKind.BEHIND]
    assert said.startswith("1—2月累计完成固定资产投资")


def test_two_pace_tables_are_two_definitions():
    basis = fold(
        build_report(
            sample_ledger(),
            profile=Profile(pace=PaceProfile(kind=PaceKind.TABLE, table={2: Points.of(10)})),
        ),
        "甲县",
    ).basis
    assert basis["序时进度"] == {"分月进度表（2月10个百分点）": "甲县"}


def test_a_growth_that_the_citys_own_ledger_states_is_the_citys():
    counties = [county_of(sample_ledger(), name) for name in ("甲县", "乙县")]
    own = county_of(sample_ledger(), "样例市", "样例省")
    root = build_tree([*counties, own], {})
    city = next(node for node in root.walk() if node.name == "样例市")
    found = node_report(city).figures["gdp.year.growth_target"]
    assert (found.value, found.note) == (Rate.percent(7), "取自样例市本级台账")
    # what can be summed stays the sum of the counties
    assert figure(node_report(city), "entry.planned.count") == 2
    # a county's stands in the tables, too
    growth = next(d for d in DEFINITIONS if d.id == "gdp.year.growth_target")
    assert {child_value(child, growth) for child in city.children} == {Rate.percent(7)}
    # and the province, whose own ledger is not there, has none
    assert node_report(root).figures["gdp.year.growth_target"].value is None


def test_what_is_of_other_counties_than_the_target_is_not_held_against_it():
    # 乙县 states no target of the year: 30000 is 甲县's alone, while both completed 650
    ledger = sample_ledger()
    silent = evolve(ledger, targets=tuple(t for t in ledger.targets if t.amount != wan(30000)))
    city = city_of(ledger, silent)
    judgement = judge(city)
    assert figure(city, "fai.period.completed") == wan(1300)
    for name in ("fai.year.target", "fai.pace.gap"):
        assert city.figures[name].value is None
        assert "乙县没有数" in city.figures[name].reason
    assert judgement.pace.year.reason
    assert not [c for c in judgement.conclusions if "占全年目标" in c.text or "落后序时" in c.text]
