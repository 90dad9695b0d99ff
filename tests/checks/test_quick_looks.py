"""A quick look that finds nothing wrong is right: the rules one by one find nothing either; sums and months likewise."""

from decimal import Decimal
from functools import reduce
from itertools import pairwise

import pytest
from any_ledgers import Q1, T, ledgers
from attrs import evolve
from by_chance import rows_by_chance
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from investtrack import Amount, Period, Profile, Unit, build_report, read_sources
from investtrack.checks import links, magnitudes, projects
from investtrack.checks.magnitudes import check_magnitudes
from investtrack.cli.demo import example_path
from investtrack.metrics.figures.targets import _by_month
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.measures import LAG
from investtrack.model.series import latest, latest_of_both
from investtrack.plugin import load_plugins
from investtrack.values.amount import EXACT, with_own_decimals
from investtrack.values.period import Month
from investtrack.values.rate import Points


LEDGER = read_sources(load_plugins(("importers",)), [example_path()], Profile()).ledger
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
amounts = st.decimals(-(10**9), 10**12, places=4).map(Amount)
ends = st.integers(1, 12).map(lambda number: Month(2022, number)) | st.integers(10, 12).map(
    lambda number: Month(2021, number)
)
series = st.dictionaries(ends, amounts, max_size=14).map(lambda found: tuple(sorted(found.items())))


def has_no_row(_, parts, wholes):
    """Whether no row states both above zero: of none there is no middle to look at."""
    return not any(
        part and whole and min(part, whole) > 0 for part, whole in zip(parts, wholes, strict=True)
    )


def found_slowly(facts, figures):
    """Return what the rules find one by one, no quick look before them."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (projects, "_are_amounts_sound"), (projects, "_are_dates_sound"),
            (magnitudes, "_are_steps_small"),
        ):  # fmt: skip
            patch.setattr(module, name, lambda *_: False)
        patch.setattr(magnitudes, "_are_clear", has_no_row)
        patch.setattr(magnitudes, "_has_negative", lambda _: True)
        return found_by_rules(facts, figures)


@with_own_decimals
def found_by_rules(facts, figures):
    return [
        *projects.check_projects(facts), *links.check_links(facts), *check_magnitudes(facts, figures),
    ]  # fmt: skip


def alike(ledger):
    report = build_report(ledger, period=Q1, as_of=T)
    return found_by_rules(report.facts, report.figures) == found_slowly(
        report.facts, report.figures
    )


@SLOW
@given(ledgers())
def test_any_ledger_has_the_findings_of_the_rules_one_by_one(ledger):
    assert alike(ledger)


@SLOW
@given(st.data())
def test_a_county_with_odd_amounts_has_the_findings_of_the_rules_one_by_one(data):
    factors = st.sampled_from(
        [Decimal(text) for text in ("1", "1", "1", "0", "-1", "0.01", "100", "0.0001", "10000", "30.5")]
    )  # fmt: skip

    def odd(project):
        factor = data.draw(factors)
        key = data.draw(st.sampled_from(["total_investment", "year_plan", "cumulative", "planned", "actual", "unreportable"]))  # fmt: skip
        value = getattr(project, key)
        if isinstance(value, Amount):
            return evolve(project, **{key: Amount(value.yuan * factor)})
        if value:
            at = data.draw(st.integers(0, len(value) - 1))
            end, amount = value[at]
            changed = (*value[:at], (end, Amount(amount.yuan * factor)), *value[at + 1 :])
            return evolve(project, **{key: changed})
        return project

    assert alike(evolve(LEDGER, projects=tuple(map(odd, LEDGER.projects))))


@given(series, series, ends)
def test_the_latest_of_series_is_that_of_a_walk_through_all(one, other, end):
    stated = [entry for entry in one if entry[0] <= end]
    expected = stated[-1] if stated and stated[-1][0].year == end.year else None
    assert latest(one, end) == expected
    both = [entry for entry in stated if entry[0] in dict(other)]
    expected = both[-1] if both and both[-1][0].year == end.year else None
    assert latest_of_both(one, other, end) == expected


@given(st.lists(series, max_size=6))
def test_months_are_those_of_a_walk_record_by_record(held):
    records = list(range(len(held)))
    walked = {}
    for record, entries in zip(records, held, strict=True):
        for end, amount in entries:
            walked.setdefault(end, []).append((record, amount))
    found = list(_by_month(records, held))
    assert [end for end, _, _ in found] == sorted(walked)
    assert all(list(zip(rows, them, strict=True)) == walked[end] for end, rows, them in found)


@given(st.lists(amounts, min_size=40, max_size=60))
def test_a_long_sum_is_the_sum_step_by_step(many):
    step_by_step = reduce(EXACT.add, [amount.yuan for amount in many], Decimal(0))
    assert Amount.total(many).yuan.as_tuple() == step_by_step.as_tuple()


@given(amounts, series.filter(len), st.fractions(-50, 50, max_denominator=1000))
def test_behind_by_more_than_a_limit_is_what_the_points_themselves_say(plan, actual, limit):
    project = evolve(LEDGER.projects[0], year_plan=plan, actual=actual)
    view = LedgerView(
        evolve(LEDGER, projects=(project,)), Profile(), Period.full_year(2022), T.replace(month=12)
    )
    points, exceeds = LAG.bind(view)(project), LAG.exceeds(view, Points(limit))(project)
    assert exceeds is (None if points is None else points.number > limit)


def test_an_amount_of_more_digits_than_a_product_holds_is_still_compared_exactly():
    plan = Amount(Decimal("3" * 55))
    done = Amount(EXACT.divide(plan.yuan, Decimal(3)) * 1)
    project = evolve(LEDGER.projects[0], year_plan=plan, actual=((Month(2022, 3), done),))
    view = LedgerView(evolve(LEDGER, projects=(project,)), Profile(), Q1, T)
    points = LAG.bind(view)(project)
    for limit in (points, Points(points.number - 1), Points(points.number + 1)):
        assert LAG.exceeds(view, limit)(project) is (points.number > limit.number)


def test_steps_of_months_apart_are_not_taken_for_those_of_neighbours():
    wide = Amount.of(1, Unit.WAN), Amount.of(10_000, Unit.WAN)
    gap = tuple(zip((Month(2022, 2), Month(2022, 6)), wide, strict=True))
    sound = tuple((Month(2022, n), Amount.of(n, Unit.WAN)) for n in range(2, 8))
    assert all(later > earlier for (_, earlier), (_, later) in pairwise(sound))
    assert magnitudes._are_steps_small([sound] * 3)
    assert not magnitudes._are_steps_small([sound] * 3 + [gap])


FACTORS = tuple(map(Decimal, ("1", "0.01", "0.001", "0.0001", "100", "1000", "3", "0.3")))
HAIRS = tuple(map(Decimal, ("1", "0.999", "1.001", "0.9999999999", "1.0000000001")))


class Rows:
    """Rows of two columns, as the rules on pairs read them."""

    facts = None

    def __init__(self, pair, parts, wholes):
        self.columns = {pair.part: parts, pair.whole: wholes}

    def values(self, _, column):
        return self.columns[column]


def row_of_two_columns(chance, _):
    """Return what the whole is, how many times one of three bounds its part, and whether the part is left out."""
    whole = chance.choice(
        (Decimal(1), Decimal("0.5"), Decimal(10**6), Decimal(0), Decimal(-1), None)
    )
    return whole, chance.randrange(3), chance.choice(FACTORS) * chance.choice(HAIRS), chance.randrange(4) == 3  # fmt: skip


def two_columns(chance, rows):
    pair = chance.choice(magnitudes.PAIRS)
    bounds = (pair.least, pair.most, Decimal(1))
    parts = [
        None if whole is None or is_left_out else whole * bounds[bound] * times
        for whole, bound, times, is_left_out in rows
    ]
    return pair, parts, [whole for whole, *_ in rows]


@settings(max_examples=300, deadline=None)
@given(rows_by_chance({"rows": row_of_two_columns}, two_columns, most=8, is_full=True))
def test_two_columns_that_are_clear_have_no_row_that_the_rules_tell_of(drawn):
    pair, parts, wholes = drawn
    told = lambda _, __, row, grade: (row[0], grade)  # noqa: E731
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(magnitudes, "_told_of", told)
        quick = list(magnitudes._pair_faults(Rows(pair, parts, wholes), pair))
        patch.setattr(magnitudes, "_are_clear", has_no_row)
        assert quick == list(magnitudes._pair_faults(Rows(pair, parts, wholes), pair))
