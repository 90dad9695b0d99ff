"""The smallest failing sets and the chance of the target: by hand, by brute force, by simulation."""

import random
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack.analysis import Candidate, candidates, critical_sets
from investtrack.model.converter import profile_from_toml
from investtrack.model.entry import Entry, EntryStatus
from investtrack.values.amount import Amount, Unit
from investtrack_forecast import attainment, forecast, sums
from investtrack_forecast.sums import UncertainAmount, bounding_laws, exact_law


def candidate(amount, *, is_certain=False):
    return Candidate(Entry(name=str(amount)), Amount.of(amount, Unit.WAN), is_certain)


def sizes(found):
    return [sorted(int(item.name) for item in one) for one in found.sets]


# -- smallest sets ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("excess", "size", "sets"),
    [
        (-1, 0, [[]]),  # missed as it is
        (0, 1, [[60], [30], [20], [5]]),  # any failure breaks it
        (29, 1, [[60], [30]]),
        (30, 1, [[60]]),  # losing 30 leaves exactly the target
        (60, 2, [[30, 60], [20, 60], [5, 60]]),
        (85, 2, [[30, 60]]),
        (90, 3, [[20, 30, 60], [5, 30, 60]]),
        (114, 4, [[5, 20, 30, 60]]),
        (115, None, []),  # all together are not enough
    ],
)
def test_smallest_sets_by_hand(excess, size, sets):
    found = critical_sets([candidate(n) for n in (30, 60, 5, 20)], Amount.of(excess, Unit.WAN))
    assert (found.size, sizes(found), found.is_complete) == (size, sets, True)


def test_what_has_entered_cannot_fail():
    found = critical_sets([candidate(60, is_certain=True), candidate(30)], Amount.of(40, Unit.WAN))
    assert found.size is None


def test_more_sets_than_are_listed_is_said():
    found = critical_sets([candidate(10)] * 30, Amount.of(45, Unit.WAN), limit=7)
    assert (found.size, len(found.sets), found.is_complete) == (5, 7, False)


def test_thousands_of_entries_are_searched_without_trying_every_set():
    found = critical_sets([candidate(n) for n in range(1, 3001)], Amount.of(2999 + 2998, Unit.WAN))
    assert (found.size, sizes(found)) == (2, [[2999, 3000], [2998, 3000]])


@given(st.lists(st.integers(1, 40), max_size=8), st.integers(-5, 120))
def test_smallest_sets_are_those_of_brute_force(amounts, excess):
    items = [candidate(amount) for amount in amounts]
    by_size = [
        [one for one in combinations(amounts, size) if sum(one) > excess]
        for size in range(len(amounts) + 1)
    ]
    size = next((k for k, found in enumerate(by_size) if found), None)
    found = critical_sets(items, Amount.of(excess, Unit.WAN))
    assert found.size == size
    expected = [] if size is None else sorted(sorted(one) for one in by_size[size])
    assert sorted(sizes(found)) == expected


def county(make, *entries, library=20000, target=30000, profile=""):
    rows = tuple(
        Entry(
            name=name, total_investment=make.wan(9000), planned_on=make.day(2022, 3, 31), status=status,
            contribution=make.series(m3=amount),
        )
        for name, amount, status in entries
    )  # fmt: skip
    return make.report(
        projects=(make.project(planned=make.series(m3=library)),), entries=rows,
        targets=make.targets(target), profile=profile_from_toml(profile),
    )  # fmt: skip


C, S = EntryStatus.COLLECTING, EntryStatus.SUBMITTED


def test_candidates_come_from_the_figure_largest_first(make):
    report = county(
        make, ("甲", 100, C), ("乙", 300, C), ("丙", 0, C), ("丁", 200, EntryStatus.ENTERED)
    )
    assert [(item.name, item.is_certain) for item in candidates(report)] == [
        ("乙", False), ("丁", True), ("甲", False),
    ]  # fmt: skip


def test_the_countys_own_target_serves_where_none_is_assigned_but_not_the_expectation_itself(make):
    report = county(make, ("甲", 100, C))
    own = make.report(
        projects=report.ledger.projects,
        entries=report.ledger.entries,
        targets=make.targets(own=20050),
    )
    assert attainment(own).excess == make.wan(50)
    none = make.report(
        projects=report.ledger.projects,
        entries=report.ledger.entries,
        targets=make.targets(year=99999),
    )
    assert attainment(none).target is None
    assert attainment(none).reason
    assert forecast(none).chance is None


# -- chances -----------------------------------------------------------------------------------------

HALF = """
[judgement.chances]
unknown = "0.5"
[judgement.chances.by_status]
"收集资料" = "0.5"
"已申报" = "0.8"
[judgement.chances.by_project]
"丙" = "1/4"
"""


def test_chance_of_the_target_by_hand(make):
    # 20000 certain, 30000 wanted: 甲 8000 (½), 乙 5000 (0.8), 丙 3000 (¼) must bring 10000:
    # 甲乙 or 甲丙: 0.5 × (1 − 0.2 × 0.75) = 0.425; 乙丙 bring 8000 only
    found = forecast(county(make, ("甲", 8000, C), ("乙", 5000, S), ("丙", 3000, C), profile=HALF))
    assert found.is_exact
    assert not found.has_default_chances
    assert found.chance.low == found.chance.high == Fraction(425, 1000)
    assert found.certain == make.wan(20000)
    assert found.expected_value == make.wan(20000 + 4000 + 4000 + 750)
    drops = {one.candidate.name: one.drop.low for one in found.at_risk}
    # without 甲 never; without 乙: 甲丙 0.125; without 丙: 甲乙 0.4
    assert drops == {"甲": Fraction(425, 1000), "乙": Fraction(3, 10), "丙": Fraction(25, 1000)}


def test_the_whole_law_and_its_quantiles(make):
    found = forecast(county(make, ("甲", 8000, C), ("乙", 5000, S), profile=HALF))
    assert found.outcomes == (
        (make.wan(20000), Fraction(1, 10)),
        (make.wan(25000), Fraction(4, 10)),
        (make.wan(28000), Fraction(1, 10)),
        (make.wan(33000), Fraction(4, 10)),
    )
    quantiles = {share: found.quantile(Fraction(share, 10)) for share in (1, 2, 5, 6, 7, 10)}
    assert [make.wan(n) for n in (20000, 25000, 25000, 28000, 33000, 33000)] == [
        low for low, high in quantiles.values() if low == high
    ]
    assert found.at_least(make.wan("28000.01")).low == Fraction(4, 10)
    assert found.at_least(make.wan(28000)).low == Fraction(5, 10)
    assert found.at_least(make.wan(0)).low == 1
    assert found.at_least(make.wan(33001)).low == 0


def test_what_has_entered_is_certain_and_default_chances_are_owned_to(make):
    found = forecast(county(make, ("甲", 8000, EntryStatus.ENTERED), ("乙", 2000, C)))
    assert found.has_default_chances
    assert found.certain == make.wan(28000)
    assert found.chance.low == Fraction(1, 2)


def test_an_entry_without_a_status_has_the_unknown_chance(make):
    assert forecast(county(make, ("甲", 10000, None), profile=HALF)).chance.low == Fraction(1, 2)


def test_no_entries_leave_the_library_alone(make):
    found = forecast(county(make, library=30000))
    assert (found.chance.low, found.at_risk) == (1, ())
    assert forecast(county(make, library=29999)).chance.low == 0


def test_without_an_expectation_there_is_no_forecast(make):
    assert forecast(make.report(targets=make.targets(30000))) is None


chances = st.fractions(0, 1, max_denominator=20)
items = st.lists(st.builds(UncertainAmount, st.integers(0, 50), chances), max_size=7)


def enumerated(found, edge):
    """Chance that the sum reaches *edge*, over all outcomes."""
    whole = Fraction(0)
    for outcome in product((0, 1), repeat=len(found)):
        part = Fraction(1)
        for item, comes in zip(found, outcome, strict=True):
            part *= item.chance if comes else 1 - item.chance
        if sum(item.amount for item, comes in zip(found, outcome, strict=True) if comes) >= edge:
            whole += part
    return whole


@settings(deadline=None, max_examples=60)
@given(items, st.integers(0, 300))
def test_the_exact_law_is_that_of_full_enumeration(found, edge):
    assert exact_law(found).at_least(edge) == enumerated(found, edge)


@settings(deadline=None, max_examples=40)
@given(items.filter(bool), st.integers(1, 300))
def test_without_one_item_the_law_is_that_of_the_others(found, edge):
    tails = sums.Tails(exact_law(found))
    for index, item in enumerate(found):
        assert tails.without(item, edge) == enumerated(found[:index] + found[index + 1 :], edge)


@settings(deadline=None, max_examples=40)
@given(items.filter(bool), chances, st.integers(1, 300))
def test_without_an_item_that_is_small_beside_the_sum_the_law_is_that_of_the_others(
    found, chance, edge
):
    large = UncertainAmount(10**6, Fraction(1, 2))
    small = UncertainAmount(1, chance)
    tails = sums.Tails(exact_law([*found, large, small]))
    assert tails.without(small, edge) == enumerated([*found, large], edge)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.builds(UncertainAmount, st.integers(0, 10**9), chances), max_size=9),
    st.fractions(0, 1),
)
def test_bounds_hold_the_truth_between_them(found, share):
    edge = int(sum(item.amount for item in found) * share)
    lower, upper = bounding_laws(found)
    truth = exact_law(found).at_least(edge)
    assert lower.at_least(edge) <= truth <= upper.at_least(edge)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.builds(UncertainAmount, st.integers(0, 10**6), chances), min_size=1, max_size=7))
def test_bounds_without_one_item_hold_the_truth_too(found):
    edge = sum(item.amount for item in found) // 2
    start = sums.Law({0: 1 << 64}, 1 << 64)
    low = sums.bounds_without(start, found, up=False)
    high = sums.bounds_without(start, found, up=True)
    for index in range(len(found)):
        truth = exact_law(found[:index] + found[index + 1 :]).at_least(edge)
        assert low[index].at_least(edge) <= truth <= high[index].at_least(edge)


def many(count):
    rng = random.Random(20220320)
    return [
        UncertainAmount(rng.randint(1, 10**7), Fraction(rng.choice((1, 2, 5, 8, 9)), 10))
        for _ in range(count)
    ]


def test_a_simulation_falls_between_the_bounds():
    found = many(60)
    assert exact_law(found) is None  # far more sums than an exact law holds
    lower, upper = bounding_laws(found)
    edge = int(sum(item.amount * item.chance for item in found))
    low, high = lower.at_least(edge), upper.at_least(edge)
    assert 0 < high - low < Fraction(2, 100)
    rng = random.Random(7)
    plain = [(item.amount, float(item.chance)) for item in found]
    trials = 20_000
    hits = sum(sum(a for a, p in plain if rng.random() < p) >= edge for _ in range(trials))
    margin = Fraction(15, 1000)  # four standard errors of 20,000 trials
    assert low - margin <= Fraction(hits, trials) <= high + margin


def test_dense_and_sparse_products_agree():
    rng = random.Random(5)
    one, other = (
        {place: rng.randrange(1, 1 << 64) for place in range(0, 300, step)} for step in (1, 3)
    )
    assert sums._dense(one, other) == sums._sparse(one, other)


def test_a_forecast_beyond_an_exact_law_gives_bounds(make):
    rng = random.Random(3)
    entries = [(f"项目{i}", rng.randint(1, 10**6), C) for i in range(40)]
    total = sum(amount for _, amount, _ in entries)
    found = forecast(county(make, *entries, library=0, target=total // 2), most=3)
    assert not found.is_exact
    assert found.chance.low < found.chance.high < found.chance.low + Fraction(2, 100)
    assert len(found.at_risk) == 3
    assert all(0 <= one.drop.low <= one.drop.high <= 1 for one in found.at_risk)
    low, high = found.quantile(Fraction(1, 2))
    assert low <= high
    assert found.at_least(make.wan(0)).is_exact


def test_a_share_out_of_range_has_no_quantile(make):
    with pytest.raises(ValueError, match="share"):
        forecast(county(make, library=1)).quantile(Fraction(0))
