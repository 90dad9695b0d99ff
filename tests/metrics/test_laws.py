"""Laws that hold of every ledger, shown on ledgers nobody thought of."""

import typing
from collections import Counter
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import attrs
import pytest
from any_ledgers import Q1, T, ledgers, origins
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from investtrack.metrics import DEFINITIONS, Breakdown, Kind, compute
from investtrack.metrics.figure import label_of
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.rules_by_group import TableByGroup
from investtrack.metrics.selections import entering_in_period, in_library_before_period
from investtrack.model.converter import ledger_from_json, ledger_to_json
from investtrack.model.ledger import SHEETS, Ledger, Region, StatedTotal
from investtrack.model.profile import Profile
from investtrack.values.amount import ZERO, Amount, Unit
from investtrack.values.rate import Rate
from investtrack_testing import sample_ledger


SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def figures_of(ledger):
    return compute(LedgerView(ledger, Profile(), Q1, T))


def exact(value):
    if isinstance(value, Amount):
        return Fraction(value.yuan)
    return value.fraction if isinstance(value, Rate) else Fraction(value)


def summed(part):
    """The number of a part; of one that says several, the first sum after its count: its contributions make that up."""
    if isinstance(part, Mapping):
        return exact([number for name, number in part.items() if name != "planned"][1] or 0)
    return exact(part)


def counted(part):
    """The number of a part; of one that says several, its count."""
    return exact(next(iter(part.values())) if isinstance(part, Mapping) else part)


def fold(figure, *roles):
    return sum(
        (exact(c.amount) for c in figure.contributions if not roles or c.role in roles), Fraction(0)
    )


@SLOW
@given(ledgers())
def test_every_value_is_the_fold_of_its_contributions(ledger):
    for figure in figures_of(ledger).values():
        named = {label_of(record) for record in figure.records}
        assert named == {c.label for c in figure.contributions}, figure.id
        assert len({id(record) for record in figure.records}) == len(figure.records), figure.id
        if figure.value is None:
            assert figure.reason, figure.id
        elif figure.kind in {Kind.MONEY, Kind.COUNT}:
            assert exact(figure.value) == fold(figure), figure.id
        elif figure.kind is Kind.LIST:
            assert len(figure.value) == sum(1 for _ in figure.contributions), figure.id
        elif figure.kind is Kind.SERIES and figure.id != "leaders.load":
            groups = dict.fromkeys(figure.value, Fraction(0))
            planned = dict(groups)  # what stands beside each source is told apart
            for c in figure.contributions:
                of = planned if c.role == "计划" else groups
                of[c.group] += 0 if c.amount is None else exact(c.amount)
            for key, value in figure.value.items():
                beside = value.get("planned") if isinstance(value, Mapping) else None
                assert planned[key] == exact(beside or 0), figure.id
            assert groups == {key: summed(value) for key, value in figure.value.items()}, figure.id
        elif figure.kind is Kind.RATE:
            below = fold(figure, "分母", "分母（减）")
            if not below:  # stated by the ledger
                assert exact(figure.value) == fold(figure), figure.id
                continue
            growth = 1 if "growth" in figure.id else 0
            above = fold(figure, "分子", "分子（减）")
            assert exact(figure.value) == above / below - growth, figure.id


@SLOW
@given(ledgers())
def test_the_leaders_load_is_the_fold_of_its_contributions(ledger):
    figure = figures_of(ledger)["leaders.load"]
    if figure.value is None:
        return
    counts = Counter(c.group for c in figure.contributions)
    sums = Counter()
    for c in figure.contributions:
        sums[c.group] += exact(c.amount) if c.amount is not None else 0
    assert counts == {key: load["count"] for key, load in figure.value.items()}
    assert all(sums[key] == exact(load["investment"] or 0) for key, load in figure.value.items())
    stating = {c.group for c in figure.contributions if c.amount is not None}
    assert stating == {key for key, load in figure.value.items() if load["investment"] is not None}


PARTS = [d for d in DEFINITIONS if d.breakdown is Breakdown.PARTITION]


@pytest.mark.slow
@SLOW
@given(ledgers(whole=True))
def test_partitions_of_complete_records_sum_to_their_wholes(ledger):
    figures = figures_of(ledger)
    split = {}
    for definition in PARTS:
        part, whole = figures[definition.id], figures[definition.whole]
        assert (part.value is None) == (whole.value is None), definition.id
        if whole.value is None:
            continue
        if part.kind is Kind.SERIES:
            assert sum(map(counted, part.value.values())) == exact(whole.value), definition.id
        else:
            split.setdefault(definition.whole, []).append(exact(part.value))
    for whole, parts in split.items():
        assert sum(parts) == exact(figures[whole].value), whole


@SLOW
@given(ledgers())
def test_no_part_is_more_than_its_whole_and_what_lacks_is_what_differs(ledger):
    figures = figures_of(ledger)
    for definition in DEFINITIONS:
        part, whole = figures[definition.id], figures.get(definition.whole)
        if whole is None or part.value is None or whole.value is None:
            continue
        if definition.breakdown is Breakdown.OVERLAPPING:
            continue
        if part.kind is Kind.SERIES:
            got = sum(map(counted, part.value.values()))
            if isinstance(definition.rule, TableByGroup):  # counts those that say no group, too
                assert got == whole.value, definition.id
            elif whole.kind is Kind.COUNT:
                assert got + part.missing - whole.missing == whole.value, definition.id
        else:
            got = exact(part.value)
        assert got <= exact(whole.value), definition.id


def _comparable(figure):
    if figure.kind is Kind.LIST and figure.value is not None:
        return Counter(
            tuple(sorted((key, repr(value)) for key, value in row.items())) for row in figure.value
        )
    return figure.value


@pytest.mark.slow
@SLOW
@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(ledger, chance):
    def shuffled(rows):
        rows = list(rows or ())
        chance.shuffle(rows)
        return tuple(rows)

    turned = evolve(
        ledger,
        **{
            sheet.attribute: shuffled(found)
            for sheet in SHEETS
            if (found := getattr(ledger, sheet.attribute)) is not None
        },
    )
    first, second = figures_of(ledger), figures_of(turned)
    for figure_id, figure in first.items():
        other = second[figure_id]
        if figure_id != "entry.concentration.project":  # of two that are equally large, the first
            assert _comparable(figure) == _comparable(other), figure_id
        assert (figure.missing, figure.reason) == (other.missing, other.reason), figure_id
        if figure.kind is Kind.SERIES and figure.value is not None:
            assert list(figure.value) == list(other.value), figure_id


@SLOW
@given(ledgers())
def test_no_project_is_expected_twice(ledger):
    facts = LedgerView(ledger, Profile(), Q1, T)
    if ledger.projects is None or ledger.entries is None:
        return
    figures = compute(facts)
    if figures["fai.period.expected"].value is None:
        return
    before = {id(project) for project in facts.select(in_library_before_period).records}
    entering = facts.select(entering_in_period).records
    assert not before & {id(facts.project_of(entry)) for entry in entering}
    # the plan's month of P's end is what is expected
    plan = figures["fai.plan.ytd"].value
    if plan is not None:  # None: nobody has a plan, and of nobody nothing is expected
        assert plan.get("1—3月", ZERO) == figures["fai.period.expected"].value


@pytest.mark.slow
@SLOW
@given(ledgers())
def test_missing_never_exceeds_the_records(ledger):
    most = sum(1 for _ in ledger.records())
    for figure in figures_of(ledger).values():
        if figure.id != "remaining.coverage":
            assert 0 <= figure.missing <= most, figure.id


any_amount = st.decimals(
    min_value=-(10**12), max_value=10**12, places=6, allow_nan=False, allow_infinity=False
).map(lambda d: Amount.of(d, Unit.WAN))
totals = st.builds(
    StatedTotal,
    sheet=st.sampled_from([sheet.name for sheet in SHEETS]),
    label=st.text(max_size=4),
    scope=st.lists(st.integers(1, 99), max_size=3).map(tuple),
    amounts=st.lists(st.tuples(st.sampled_from(("year_plan", "actual.2022-02")), any_amount), max_size=2).map(tuple),
    count=st.none() | st.integers(0, 9),
    origin=origins,
)  # fmt: skip


@SLOW
@given(
    ledgers(),
    st.lists(totals, max_size=2).map(tuple),
    st.builds(Region, name=st.none() | st.text(max_size=5), parent=st.none() | st.text(max_size=5)),
    st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.lists(st.text(max_size=5), max_size=2).map(tuple),
)
def test_json_gives_the_ledger_back(ledger, stated, region, as_of, sources):
    ledger = evolve(ledger, totals=stated, region=region, as_of=as_of, sources=sources)
    text = ledger_to_json(ledger)
    assert ledger_from_json(text) == ledger
    assert ledger_to_json(ledger_from_json(text)) == text


def test_json_of_the_sample_gives_the_same_figures():
    ledger = sample_ledger()
    again = ledger_from_json(ledger_to_json(ledger))
    assert again == ledger
    assert {k: f.value for k, f in figures_of(again).items()} == {
        k: f.value for k, f in figures_of(ledger).items()
    }


# -- work done, counted and not timed ------------------------------------------------------------


class CountingFacts(LedgerView):
    """LedgerView that count how often each selection is made."""

    def __init__(self, *args):
        super().__init__(*args)
        self.made = Counter()
        self.wrapped = {}

    def select(self, selection):
        def once(facts):
            self.made[selection] += 1
            return selection(facts)

        return super().select(self.wrapped.setdefault(selection, once))


class Visited(tuple):
    """Records that count how often somebody goes through them."""

    __slots__ = ()
    visits: typing.ClassVar[Counter] = Counter()

    def __iter__(self):
        Visited.visits[len(self)] += 1
        return super().__iter__()


@pytest.mark.parametrize("ledger", [sample_ledger(), Ledger()], ids=["full", "nothing"])
def test_each_selection_is_made_once(ledger):
    facts = CountingFacts(ledger, Profile(), Q1, T)
    compute(facts)
    assert len(facts.made) > 20
    assert set(facts.made.values()) == {1}


def test_a_ledger_ten_times_as_long_is_gone_through_as_often():
    """Work grows with the rows: the passes over a sheet do not."""
    passes = {}
    for rows in (20, 200):
        ledger = sample_ledger()
        long = {
            sheet.attribute: Visited(
                evolve(record, **({"name": f"项目{n}"} if "name" in fields else {}),
                       **({"code": f"C{n}"} if "code" in fields else {}))
                for n in range(rows)
                for record in getattr(ledger, sheet.attribute)[:1]
            )
            for sheet in SHEETS
            if (fields := attrs.fields_dict(sheet.record))
        }  # fmt: skip
        Visited.visits.clear()
        figures_of(evolve(ledger, **long))
        passes[rows] = Visited.visits[rows]
    assert passes[20] == passes[200] > 10


def test_linking_visits_each_project_once():
    """Every entry asks for its project; the projects are indexed once for all of them."""
    ledger = sample_ledger()
    projects = Visited(evolve(ledger.projects[0], code=f"C{n}", name=f"项目{n}") for n in range(50))
    entries = tuple(evolve(ledger.entries[0], code=None, name=f"★项目{n}") for n in range(50))
    facts = LedgerView(evolve(ledger, projects=projects, entries=entries), Profile(), Q1, T)
    Visited.visits.clear()
    assert [facts.project_of(entry) for entry in entries] == list(projects)
    assert Visited.visits[50] == 2  # one to index, one for the comparison above
