"""Laws that hold of every ledger, shown on ledgers nobody thought of."""

import types
import typing
from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

import attrs
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from investtrack.metrics import DEFINITIONS, Breakdown, Kind, compute
from investtrack.metrics.facts import Facts
from investtrack.metrics.figure import label_of
from investtrack.metrics.selections import entering_in_period, in_library_before_period
from investtrack.model.columns import columns
from investtrack.model.converter import ledger_from_json, ledger_to_json
from investtrack.model.entry import PaperState
from investtrack.model.ledger import SHEETS, Ledger, Region, StatedTotal
from investtrack.model.profile import Profile
from investtrack.model.source import Origin, SheetRef
from investtrack.testing import sample_ledger
from investtrack.values.amount import ZERO, Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate


Q1 = Period.quarter(2022, 1)
T = date(2022, 3, 20)
SLOW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Few names and codes, so that records of different sheets meet; dates around P and t.
NAMES = ("甲桥", "乙园", "★ 甲桥", "丙厂（一期）", "丙厂(一期)", "购置设备")
TEXTS = {
    "name": st.sampled_from(NAMES),
    "code": st.sampled_from(("A1", "A2", "A3")),
    "industry_code": st.sampled_from(("6510", "L72", "5211")),
    "batch": st.sampled_from(("2022年第一批", "2022年第二批", "2021年第十一批")),
    "indicator": st.sampled_from(("地区生产总值", "固定资产投资", "民间固定资产投资")),
    "responsible_unit": st.sampled_from(("住建局", "交通局")),
    "unreportable_reason": st.sampled_from(("无发票", "前期费用")),
    "industry": st.sampled_from(("工业", "民生")),
}
amounts = st.decimals(min_value=0, max_value=90000, places=2).map(lambda d: Amount.of(d, Unit.WAN))
days = st.dates(date(2021, 11, 1), date(2022, 5, 31))
spans = days.map(DateSpan.day) | days.map(lambda d: DateSpan.month(d.year, d.month))
series = st.dictionaries(st.integers(2, 5), amounts, max_size=3).map(
    lambda found: tuple((Month(2022, number), found[number]) for number in sorted(found))
)
full_series = st.tuples(amounts, amounts).map(
    lambda found: ((Month(2022, 2), found[0]), (Month(2022, 3), found[1]))
)
sheets = st.builds(
    SheetRef,
    file=st.sampled_from(("甲.xlsx", "乙.xls")),
    sheet=st.sampled_from(("项目台账", "Sheet1")),
    columns=st.dictionaries(st.sampled_from(("name", "planned.2022-03")), st.integers(0, 40)),
    headers=st.just({}),
)
origins = st.builds(
    Origin,
    sheet=sheets,
    row=st.integers(1, 99),
    texts=st.dictionaries(st.text(max_size=4), st.text(max_size=6), max_size=2).map(
        lambda found: tuple(found.items())
    ),
    moved=st.dictionaries(st.sampled_from(("name", "code")), st.integers(1, 9), max_size=1).map(
        lambda found: tuple(found.items())
    ),
)


def of_type(key, kind):
    """Return values of an annotated field: ``Amount | None`` gives amounts."""
    options = [arg for arg in typing.get_args(kind) if arg is not types.NoneType]
    if isinstance(kind, types.UnionType):
        (kind,) = options
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if typing.get_origin(kind) is Mapping or key == "papers":
        papers = st.sampled_from(("立项", "施工许可"))
        return st.dictionaries(papers, st.none() | st.sampled_from(PaperState), max_size=2)
    return {
        str: lambda: TEXTS.get(key, st.text(max_size=5)),
        bool: st.booleans,
        Amount: lambda: amounts,
        DateSpan: lambda: spans,
        Period: lambda: st.sampled_from((Q1, Period.full_year(2022), Period(2022, 1, 5))),
        Rate: lambda: st.fractions(-1, 1, max_denominator=999).map(Rate),
    }[kind]()


def records_of(record, *, whole):
    """Return records of one type; *whole* ones have every cell filled."""
    hints = typing.get_type_hints(record)
    made = {}
    for column in columns(record):
        hint = hints[column.key]
        if column.key == "leaders":
            people = st.lists(st.sampled_from(("王一", "李二")), min_size=int(whole), max_size=2)
            made[column.key] = people.map(tuple)
        elif column.kind == "series":
            made[column.key] = full_series if whole else series
        else:
            found = of_type(column.key, hint)
            made[column.key] = found if whole or column.required else st.none() | found
    return st.builds(record, **made, origin=origins)


def _apart(sheet, found):
    """Return records that no other contradicts: one project a code, one target a level."""
    if sheet.attribute == "projects":
        return tuple({p.code or id(p): p for p in found}.values())
    if sheet.attribute == "targets":
        return tuple({(t.indicator, t.period, t.assigned_by): t for t in found}.values())
    return tuple(found)


def ledgers(*, whole=False):
    made = {}
    for sheet in SHEETS:
        rows = st.lists(records_of(sheet.record, whole=whole), max_size=5).map(
            lambda found, sheet=sheet: _apart(sheet, found)
        )
        made[sheet.attribute] = rows if whole else st.none() | rows
    return st.builds(Ledger, period=st.just(Q1), as_of=st.just(T), **made)


def figures_of(ledger):
    return compute(Facts(ledger, Profile(), Q1, T))


def exact(value):
    if isinstance(value, Amount):
        return Fraction(value.yuan)
    return value.fraction if isinstance(value, Rate) else Fraction(value)


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
            for c in figure.contributions:
                groups[c.group] += exact(c.amount)
            assert groups == {key: exact(value) for key, value in figure.value.items()}, figure.id
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
    assert all(sums[key] == exact(load["investment"]) for key, load in figure.value.items())


PARTS = [d for d in DEFINITIONS if d.breakdown is Breakdown.PARTITION]


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
            assert sum(map(exact, part.value.values())) == exact(whole.value), definition.id
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
            got = sum(map(exact, part.value.values()))
            if whole.kind is Kind.COUNT:
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
    facts = Facts(ledger, Profile(), Q1, T)
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


class CountingFacts(Facts):
    """Facts that count how often each selection is made."""

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
    facts = Facts(evolve(ledger, projects=projects, entries=entries), Profile(), Q1, T)
    Visited.visits.clear()
    assert [facts.project_of(entry) for entry in entries] == list(projects)
    assert Visited.visits[50] == 2  # one to index, one for the comparison above
