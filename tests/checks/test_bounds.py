"""The bounds of the net, each on both its sides: what most rows may be is no finding, a hair more or less is."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from investtrack import Amount, Profile, Unit
from investtrack.checks import ledgers, magnitudes, sizes
from investtrack.checks.entries import check_entries
from investtrack.checks.sizes import check_sizes
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.activity import Start
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.fund import Fund
from investtrack.model.ledger import SHEET_BY_ATTRIBUTE, Ledger
from investtrack.model.project import Project
from investtrack.model.prospect import Promotion, Reserve
from investtrack.model.source import CellRef, Origin, SheetRef
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack_testing import sample_ledger


Q1 = Period.quarter(2022, 1)
ABOUT = (
    ("funds", "arrived", "allotted", 60, 20),
    ("funds", "paid", "arrived", 60, 20),
    ("projects", "cumulative_before_year", "total_investment", 60, 20),
    ("projects", "cumulative", "total_investment", 200, 20),
    ("projects", "year_plan", "total_investment", 200, 20),
    ("projects", "unreportable", "total_investment", 150, 20),
    ("projects", "planned", "year_plan", 30, 20),
    ("projects", "planned", "total_investment", 1000, 20),
    ("projects", "actual", "planned", 50, 30),
    ("projects", "actual", "year_plan", 100, 30),
    ("entries", "contribution", "total_investment", 200, 20),
    ("entries", "contribution", "total_investment", 50, 20),
    ("services", "planned", "base", 10, 10),
    ("services", "actual", "planned", 20, 20),
    ("services", "actual", "base", 20, 20),
    ("reserves", "funds_needed", "total_investment", 50, 5),
    ("promotions", "paid_in", "agreed", 100, 5),
    ("targets", "amount", "base", 5, 5),
    ("targets", "actual", "base", 20, 5),
    ("targets", "actual", "amount", 50, 5),
)
"""Sheet, part, whole, and between which part of the whole and how many times it the part of most rows lies."""


class Rows:
    """Three rows of two columns, as the net reads them."""

    def __init__(self, share):
        self.share, self.facts = Decimal(share), None

    def values(self, _, column):
        return [self.share * 10**6] * 3 if column is self.pair.part else [Decimal(10**6)] * 3

    def records(self, _):
        return sample_ledger().projects[:1] * 3

    def told(self, pair):
        self.pair = pair
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(pair.part), "place", lambda self, *_: self.key)
            patch.setattr(type(pair.whole), "place", lambda self, *_: self.key)
            patch.setattr(magnitudes, "_told", lambda *told: told)
            return list(magnitudes._pair_faults(self, pair))


@pytest.mark.parametrize("number", range(len(ABOUT)))
def test_each_pair_of_columns_may_be_what_its_bounds_say_and_no_more(number):
    sheet, part, whole, least, most = ABOUT[number]
    pair = magnitudes.PAIRS[number]
    assert len(magnitudes.PAIRS) == len(ABOUT)
    assert (pair.sheet, pair.part.key, pair.whole.key) == (sheet, part, whole)
    assert pair.each is (sheet == "targets")
    hair = Decimal("1.00001")
    assert not Rows(most).told(pair)
    assert not Rows(hair / least).told(pair)
    for share in (most * hair, 1 / (least * hair)):
        found = Rows(share).told(pair)
        assert {(attribute, grade.endswith("doubt")) for attribute, _, grade, *_ in found} == {
            (sheet, True)
        }
        assert {held.ratio for _, held, *_ in found} == {share}
    for share in (most * hair * 100, 1 / (least * hair * 100)):
        assert {grade.removeprefix("row-") for _, _, grade, *_ in Rows(share).told(pair)} == {
            "slip"
        }


# -- sizes of projects in several sheets -----------------------------------------------------------


KINDS = {"projects": Project, "entries": Entry, "starts": Start, "reserves": Reserve, "promotions": Promotion}  # fmt: skip


def rows(attribute, amounts, key="", **more):
    """Return records of a sheet, one an amount of 万元, each of its own name and row."""
    key = key or ("agreed" if attribute == "promotions" else "total_investment")
    kind = {**KINDS, "funds": Fund}[attribute]
    name = SHEET_BY_ATTRIBUTE[attribute].name
    return tuple(
        kind(
            name=f"{name}{number}",
            origin=Origin(SheetRef("台账.xlsx", name, {key: 2}), number + 2),
            **{key: None if amount is None else Amount.of(amount, Unit.WAN)},
            **{one: values[number] for one, values in more.items()},
        )
        for number, amount in enumerate(amounts)
    )


def said(**sheets):
    """Return what is said of sizes: code, place, grade and message."""
    facts = LedgerView(evolve(Ledger(), **sheets), Profile(), Q1, date(2022, 3, 20))
    return [
        (each.code, f"{each.place.sheet}!{each.place.cell}", each.grade.value, each.message, each.related)
        for each in check_sizes(facts)
    ]  # fmt: skip


HAIR = Decimal("1.0001")
OTHERS = ("entries", "starts", "reserves", "promotions")


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize(("number", "bound"), [(3, 30), (4, 30), (2, 90), (1, 90)])
def test_the_middle_sizes_of_two_sheets_differ_by_so_much_at_most(other, number, bound):
    small = rows("projects", [1000, 900, 1100])

    def between(size):
        found = said(projects=small, **{other: rows(other, [size] * number)})
        return [(one[0], one[2]) for one in found if "一般是" in one[3]]

    assert between(Decimal(1000) * bound) == between(HAIR * 1000 / bound) == []
    doubt, error = [[("magnitude-between-sheets", grade)] for grade in ("warning", "error")]
    assert between(HAIR * 1000 * bound) == between(1000 / (HAIR * bound)) == doubt
    assert between(999_900) == between(Decimal("1.001")) == doubt
    assert between(1_000_100) == between(Decimal("0.999")) == error


def test_what_is_said_of_a_sheet_of_another_size():
    found = said(
        projects=rows("projects", [1000, 2000, 3000, 2000, 2500]), entries=rows("entries", [900, 1500, 2500, 700]),
        promotions=rows("promotions", [80_000, 9_000_000, 200_000]),
    )  # fmt: skip
    assert found == [
        ("magnitude-between-sheets", "招商引资!C4", "warning", "“招商引资”的“协议投资额”一般是其他各表项目的100倍，可能不是同一个单位",
         (CellRef("台账.xlsx", "项目台账", "C3"),)),
    ]  # fmt: skip


@pytest.mark.parametrize(("attribute", "key"), [("funds", "allotted"), ("funds", "arrived"), ("funds", "paid"), ("promotions", "paid_in"), ("reserves", "funds_needed")])  # fmt: skip
def test_what_projects_get_is_between_a_three_thousandth_and_thirty_times_the_middle_project(attribute, key):  # fmt: skip
    projects = rows("projects", [2500, 3000, 10_000])

    def told(amount):
        found = said(projects=projects, **{attribute: rows(attribute, [amount] * 3, key)})
        return [(one[0], one[2]) for one in found if "一般是" in one[3]]

    assert told(90_000) == told(Decimal(3000) / 3000) == []
    doubt, error = [[("magnitude-between-sheets", grade)] for grade in ("warning", "error")]
    assert (
        told(90_000 * HAIR) == told(1 / HAIR) == told(9_000_000) == told(Decimal("0.0101")) == doubt
    )
    assert told(9_000_000 * HAIR) == told(Decimal("0.0099")) == error


@pytest.mark.parametrize(
    ("attribute", "key", "share"),
    [("reserves", "total_investment", "0.667"), ("promotions", "agreed", "0.667"), ("reserves", "funds_needed", "0.5"), ("promotions", "paid_in", "0.25")],
)  # fmt: skip
def test_the_largest_row_is_not_dwarfed_by_three_quarters_of_the_projects(attribute, key, share):
    projects = rows("projects", [9000, 1000, 9000, 9000, 8000])  # three quarters have 8000 or more

    def told(largest, number=3):
        found = said(
            projects=projects,
            **{attribute: rows(attribute, [largest, *[largest / 2] * (number - 1)], key)},
        )
        return [one[0] for one in found if "最大" in one[3]]

    least = 8000 * Decimal(share)
    assert told(least) == []
    assert told(least * Decimal("0.998")) == ["magnitude-between-sheets"]
    assert told(least / 25, 1) == told(least / 25, 2) == told(least / 25 * 2, 2) == []
    assert told(least / 25 * Decimal("0.998"), 1) == ["magnitude-between-sheets"]


def test_a_project_hundreds_of_times_its_sheet_is_told_from_five_rows_on():
    def outsize(attribute, *sizes):
        return [one[1] for one in said(**{attribute: rows(attribute, sizes)}) if one[0] == "magnitude-outsize"]  # fmt: skip

    for attribute in OTHERS:
        assert (
            outsize(attribute, 10, 10, 10, 10, 5000)
            == outsize(attribute, 500, 500, 500, 500, 1)
            == []
        )
        assert outsize(attribute, 10, 10, 10, 5001, 10) != []
        assert outsize(attribute, 10, 10, 10, 5001) == []
        assert len(outsize(attribute, "0.019", 10, 10, 5001, 10)) == 2
    assert outsize("projects", 10, 10, 10, 10, 5001) == []
    assert outsize("starts", None, 10, 0, 10, 10, 10, 5001) != []  # rows of none are none


@pytest.mark.parametrize(
    ("number", "least", "most"), [(3, 200, 2), (4, 200, 2), (2, 600, 6), (1, 600, 6)]
)
def test_funds_are_between_a_two_hundredth_and_twice_what_their_project_costs(number, least, most):
    projects = rows("projects", [20_000] * 5)

    def told(amount, key="arrived"):
        named = [
            evolve(row, name=f"项目台账{at}")
            for at, row in enumerate(rows("funds", [amount] * number, key))
        ]
        found = said(projects=projects, funds=tuple(named))
        return [one for one in found if one[0] != "magnitude-outsize"]

    for key in ("allotted", "arrived", "paid"):
        assert told(20_000 * most, key) == told(HAIR * 20_000 / least, key) == []
    middle = number // 2 + 2
    doubt = ("magnitude-doubtful", f"项目资金!C{middle}", "warning")
    for amount in (20_000 * most * HAIR, 20_000 / (HAIR * least), 4_000_000, Decimal("1.0001")):
        (found,) = told(amount)
        assert found[:3] == doubt
        assert found[4] == (CellRef("台账.xlsx", "项目台账", f"C{middle}"),)
    for amount in (4_000_400, Decimal("0.9999")):
        ((_, _, grade, message, _),) = told(amount)
        assert grade == "error"
        assert "到位" in message
        assert "项目总投资" in message


def test_funds_of_which_one_names_a_project_are_held_against_it_alone():
    projects = rows("projects", [20_000] * 3)
    funds = rows("funds", [1, 1, 30_000], "paid")
    assert [one[0] for one in said(projects=projects, funds=funds)] == ["magnitude-between-sheets"]
    named = (*funds[:2], evolve(funds[2], name="项目台账1"))
    assert said(projects=projects, funds=named) == []
    no_cost = rows("projects", [20_000, None, 20_000])
    assert [one[0] for one in said(projects=no_cost, funds=named)] == ["magnitude-between-sheets"]


def test_a_long_sheet_is_looked_at_in_some_five_hundred_rows_from_all_over_it():
    assert [len(sizes.sample(range(n))) for n in (0, 1, 499, 500, 999, 1000, 5000)] == [
        0, 1, 499, 250, 500, 334, 455,
    ]  # fmt: skip
    assert list(sizes.sample(range(500)))[:3] == [0, 2, 4]


def test_a_ratio_is_said_in_times_or_as_one_part():
    assert [sizes.times(Decimal(text)) for text in ("1", "1.6", "30", "0.99", "0.5", "0.005")] == [
        "1倍", "2倍", "30倍", "1/1", "1/2", "1/200",
    ]  # fmt: skip


def test_a_field_is_named_with_its_months():
    assert sizes.field_label("projects", "total_investment") == "总投资"
    assert sizes.field_label("projects", "planned.2022-03") == "1—3月计划完成投资"


# -- month after month -----------------------------------------------------------------------------


def series(*amounts, year=2022, first=1):
    """Return amounts to date of 万元, a month each from *first* on; None leaves one out."""
    return tuple(
        (Month(year, first + at), Amount.of(amount, Unit.WAN))
        for at, amount in enumerate(amounts)
        if amount is not None
    )


def steps(*column):
    """Return which months are said to be of another unit, and how doubtful."""
    projects = tuple(evolve(row, actual=one) for row, one in zip(rows("projects", [1] * len(column)), column, strict=True))  # fmt: skip
    facts = LedgerView(evolve(Ledger(), projects=projects), Profile(), Q1, date(2022, 3, 20))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            magnitudes, "_told", lambda _, held, *rest: (held.part, held.whole, *rest[:1])
        )
        return list(magnitudes._steps(facts, "projects", "actual"))


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (10, 300, ""), (10, 301, "doubt"), (10, 30_000, "doubt"), (10, 30_001, "slip"),
        (300, 10, ""), (301, 10, "doubt"), (30_000, 10, "doubt"), (30_001, 10, "slip"),
        (0, 10_000, ""), (10_000, 0, ""),
    ],
)  # fmt: skip
def test_an_amount_to_date_is_at_most_thirty_times_that_of_the_month_before(first, second, found):
    assert [one[2] for one in steps(*[series(first, second)] * 3)] == ([found] if found else [])
    two = series(first, None, None if second is None else second * 2 if second > first else second)
    if first and second > first:  # of two months twice as much
        assert [one[2] for one in steps(*[two] * 3)] == ([found] if found else [])


def test_a_step_is_between_two_months_of_one_year_and_says_both():
    odd = [series(1, 2, 3000, 3001)] * 3
    assert steps(*odd) == [("actual.2022-03", "actual.2022-02", "doubt")]
    turn = (*series(1, 2, year=2021, first=11), *series(9000, 9001))
    assert steps(turn, turn, turn) == []
    # the middle row tells: of three one is odd, or two are
    assert steps(series(1, 2), series(1, 2), series(1, 90)) == []
    assert steps(series(1, 2), series(1, 90), series(1, 90)) != []
    # with one or two rows the bound is three times as wide
    assert steps(series(1, 90)) == steps(series(1, 90), series(1, 90)) == []
    assert [one[2] for one in steps(series(1, 91))] == ["doubt"]


@pytest.mark.parametrize(
    ("column", "small"),
    [
        ([], True),
        ([()], True),
        ([series(5)], True),
        ([series(1, 2, 3)], True),
        ([series(1, 28)], True),
        ([series(1, 29)], False),
        ([series(28, 1)], True),  # falling is for another rule
        ([series(29, 1)], False),
        ([series(0, 3)], False),
        ([series(1, 5, 20, 40)], True),  # each step is small
        ([series(1, 2), series(1, 29)], False),  # as many odd rows as sound ones
        ([series(1, 2), series(1, 2), series(1, 29)], True),
        ([series(1, 2), series(1, 2), series(1, None, 29)], False),  # over a month that is not stated
        ([series(1, 2), series(1, 2), series(1, 2, 99)], False),  # the sound ones do not reach so far
        ([series(1, 2, 3), series(1, 2, 3), series(1, 2, 99)], True),
        ([series(None, 2, 3), series(None, 2, 3), series(1, 99, 100)], False),  # or begin later
        ([series(1, 2, 3), series(1, 2, 3), series(1, 2, 99), series(1, 2, 99)], False),
    ],
)  # fmt: skip
def test_steps_are_passed_over_where_more_rows_are_sound_than_odd_between_every_two_months(column, small):  # fmt: skip
    assert magnitudes._are_steps_small(column) is small
    if small:
        assert steps(*column) == []


# -- entries ---------------------------------------------------------------------------------------


def of_entry(**values):
    """Return what is said of one entry's amounts: code, cell, grade and value found."""
    entry = evolve(
        rows("entries", [None])[0],
        status=EntryStatus.PREPARING,
        planned_on=DateSpan.month(2022, 3),
        **values,
    )
    facts = LedgerView(evolve(Ledger(), entries=(entry,)), Profile(), Q1, date(2022, 3, 20))
    return [
        (each.code, each.place.cell, each.grade.value, each.found)
        for each in check_entries(facts)
        if each.code
        in {"entry-below-threshold", "part-exceeds-total", "ytd-falling", "total-missing"}
    ]


@pytest.mark.parametrize(
    ("yuan", "grade"),
    [
        (5_000_000, None), ("4999999.99", "note"), (1_000_000, "note"), ("999999.99", "warning"), (500, "warning"),
        ("499.99", "note"), (0, "note"), (-600, "note"),
    ],
)  # fmt: skip
def test_an_entry_below_the_threshold_is_a_slip_where_ten_thousand_times_as_much_would_reach_it(yuan, grade):  # fmt: skip
    found = of_entry(total_investment=Amount(Decimal(yuan)))
    assert [(code, place, how) for code, place, how, _ in found] == (
        [] if grade is None else [("entry-below-threshold", "C2", grade)]
    )


def test_a_contribution_is_no_more_than_the_total_and_falls_in_no_month_of_a_year():
    total = Amount.of(900, Unit.WAN)
    assert of_entry(total_investment=total, contribution=series(0, 900, 900)) == []
    found = of_entry(total_investment=total, contribution=series(1, "900.01"))
    assert [(code, amount) for code, _, _, amount in found] == [
        ("part-exceeds-total", "900.01万元")
    ]
    found = of_entry(total_investment=total, contribution=series(5, "4.99", 5))
    assert [(code, amount) for code, _, _, amount in found] == [("ytd-falling", "4.99万元")]
    turn = (*series(300, 400, year=2021, first=11), *series(5, 6))
    assert of_entry(total_investment=total, contribution=turn) == []
    assert [code for code, *_ in of_entry(contribution=series(3, 2))] == ["total-missing"]


@pytest.mark.parametrize(
    ("here", "there", "cause"),
    [
        (2, 20_000, "，正好差1万倍，疑似万元、亿元填错"),
        (20_000, 2, "，正好差1万倍，疑似万元、亿元填错"),
        (2, 20_001, ""),
        (0, 0, ""),
        (0, 5, ""),
        ("1000", "1000.5", "，疑似四舍五入"),
        ("1000.5", "1000", "，疑似四舍五入"),
        ("1001", "1001.5", "，疑似四舍五入"),
        ("1001", "1001.51", ""),
        ("10000", "10050", "，疑似四舍五入"),  # to 0.01亿元
        ("10000", "10051", ""),  # more than half of the last place, and than a two hundredth
        ("100", "100.5", "，疑似四舍五入"),  # a two hundredth
        ("99", "99.5", ""),
        ("100000", "100400", "，疑似四舍五入"),  # to 0.1亿元
        ("1000000", "1004000", "，疑似四舍五入"),  # to 亿元
        ("1000000", "1005000", "，疑似四舍五入"),
        ("1000000", "1005001", ""),
        ("1000.1", "1000.2", ""),  # neither is round
        ("1001", "1002", ""),  # both are of 万元
    ],
)  # fmt: skip
def test_two_sheets_differ_by_rounding_where_one_is_round_and_near(here, there, cause):
    assert ledgers._cause(Amount.of(here, Unit.WAN), Amount.of(there, Unit.WAN)) == cause


def test_the_middle_row_is_the_one_that_is_told():
    held = [(number, None, None, Decimal(ratio)) for number, ratio in enumerate((9, 1, 7, 3, 5))]
    assert magnitudes._middle_row(held)[0] == 4
    assert magnitudes._middle_row(held[:4])[0] == 2
    assert magnitudes._middle_row(held[:1])[0] == 0
    assert sizes._middle_of([(each, Amount(each[3])) for each in held])[0][0] == 4


@pytest.mark.parametrize(
    ("ratio", "usual", "grade"),
    [
        # a hundred times beyond the most is a slip, whatever is usual
        ("2000", None, ""), ("2000.01", None, "slip"), ("2000.01", "2000", "slip"),
        # so far from what is usual as a hundred times above or a thousandth below: a doubt
        ("100", "1", ""), ("100.01", "1", "doubt"), ("0.001", "1", ""), ("0.00099", "1", "doubt"), ("0.0015", "1", ""), ("0.00099", None, ""),
    ],
)  # fmt: skip
def test_one_row_among_right_ones_is_odd_beyond_its_bounds(ratio, usual, grade):
    pair = magnitudes.Pair("funds", magnitudes._Field("paid"), magnitudes._Field("arrived"), Decimal("0.05"), Decimal(20))  # fmt: skip
    found = magnitudes._odd(pair, Decimal(ratio), None if usual is None else Decimal(usual))
    assert found == grade
    alone = evolve(pair, sheet="projects")  # projects have rules of their own
    assert magnitudes._odd(alone, Decimal(ratio), None if usual is None else Decimal(usual)) == ""


@pytest.mark.parametrize(
    ("ratios", "clear"),
    [
        ((), True), ((1,), True), (("0.06", 5), True), (("0.05",), False), ((20,), False), (("0.0500001",), True), (("19.9999",), True),
        # the middle within its bounds, the ends not too far from it
        (("0.06", 7), True), (("0.04", 1, 1), True), (("0.0011", 1, 1), True), (("0.0009", 1, 1), False), ((1, 1, 99), True), ((1, 1, 101), False),
        ((10, 15, 1499), True), ((10, 15, 1501), False), ((1, 19, 1999), False), ((1, "19.9", 1999), False), (("0.04", "0.04", 1), False), ((1, 21, 21), False),
    ],
)  # fmt: skip
def test_a_column_near_no_bound_is_passed_over(ratios, clear):
    """Most columns are so; each is then looked at once, in nine digits, and not row by row."""
    pair = magnitudes.Pair("funds", magnitudes._Field("paid"), magnitudes._Field("arrived"), Decimal("0.05"), Decimal(20))  # fmt: skip
    parts, wholes = [Decimal(ratio) * 10**6 for ratio in ratios], [Decimal(10**6)] * len(ratios)
    assert magnitudes._are_clear(pair, parts, wholes) is clear
    more = [
        Decimal(10**6),
        None,
        Decimal(0),
        Decimal(-1),
        Decimal(1),
        None,
    ]  # what states nothing is not looked at
    assert magnitudes._are_clear(pair, [*parts, None, *more[:3], None, None], [*wholes, Decimal(1), None, *more[1:4], None]) is clear  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "each", "ratios", "clear"),
    [
        ("projects", False, ("0.06", 7), True), ("projects", False, ("0.0001", 1, 1), True), ("projects", False, (1, 1, 5000), True),
        ("projects", False, ("0.04", "0.04", 1), False),
        ("targets", True, ("0.06", 5), True), ("targets", True, ("0.06", 7), False), ("targets", True, ("0.04", 1, 1), False),
    ],
)  # fmt: skip
def test_single_projects_have_rules_of_their_own_and_targets_are_each_looked_at(sheet, each, ratios, clear):  # fmt: skip
    pair = magnitudes.Pair(sheet, magnitudes._Field("paid"), magnitudes._Field("arrived"), Decimal("0.05"), Decimal(20), each=each)  # fmt: skip
    assert magnitudes._are_clear(pair, list(map(Decimal, ratios)), [Decimal(1)] * len(ratios)) is clear  # fmt: skip
