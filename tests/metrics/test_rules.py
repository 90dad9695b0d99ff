"""The rules by which figures come about, each by hand on figures and records of a few numbers.

What lacks a cell is counted on the way: a sum lacks what its parts lack, a part's records are among those of its whole.
"""

import re
from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve, fields

from investtrack.metrics import DEFINITIONS, Figure, Kind, LedgerView, compute
from investtrack.metrics.figure import ContributionColumn, Excerpt, rows_in_all
from investtrack.metrics.figures.targets import TotalOfParts
from investtrack.metrics.ledger_view import AbsentError
from investtrack.metrics.measures import FieldMeasure, ToldMeasure, by_field, field_of
from investtrack.metrics.parameters import ENTRY_THRESHOLD
from investtrack.metrics.rules import (
    Count,
    Definition,
    Difference,
    GrowthOfSame,
    Maximum,
    Ratio,
    RatioOfSame,
    Sum,
    Total,
)
from investtrack.metrics.rules_by_group import (
    Beside,
    CountByGroup,
    LoadByGroup,
    TableByGroup,
    TotalByGroup,
)
from investtrack.metrics.selection import (
    Above,
    AtLeast,
    Blank,
    ChosenMeasure,
    Equals,
    Filled,
    Selection,
    Union,
    every,
)
from investtrack.model.ledger import Ledger
from investtrack.model.profile import EntryProfile, Profile
from investtrack.model.project import Project
from investtrack.model.prospect import Reserve
from investtrack.model.source import Origin, SheetRef
from investtrack.values.amount import ZERO, Amount, Unit
from investtrack.values.period import Period
from investtrack.values.rate import Points, Rate


def whole(sentence):
    """The pattern of a sentence that is all that is said."""
    return f"^{re.escape(sentence)}$"


def wan(number):
    return None if number is None else Amount.of(number, Unit.WAN)


def made(name, value, missing=0, *, role="＋", reason="", whole="", parts=None):
    """A figure folded from one column of *parts*, by default of its value."""
    amounts = (value,) if parts is None else parts
    section = ContributionColumn(
        name, [Project(name=f"{name}{n}") for n, _ in enumerate(amounts)], amounts, lambda _: (), role=role
    )  # fmt: skip
    sections = () if value is None else (section,)
    return Figure(
        id=name, title=name.upper(), kind=Kind.MONEY, definition="", value=value, missing=missing,
        reason=reason, whole=whole, sections=sections,
    )  # fmt: skip


def found(rule, *figures):
    """What *rule* finds, of other figures alone."""
    return rule.compute("own", None, {each.id: each for each in figures}.__getitem__)


def roles(outcome):
    return [(section.figure, section.role, *section.signed_amounts) for section in outcome.sections]


# -- of other figures ------------------------------------------------------------------------------


def test_a_sum_lacks_what_its_parts_lack():
    outcome = found(Sum(("a", "b")), made("a", wan(10), 2), made("b", wan(3), 1))
    assert (outcome.value, outcome.missing) == (wan(13), 3)
    assert roles(outcome) == [("a", "＋", wan(10)), ("b", "＋", wan(3))]


@pytest.mark.parametrize("absent", ["a", "b"])
def test_what_needs_an_absent_figure_says_which_and_why(absent):
    figures = [made(name, None if name == absent else wan(5), reason="没有表") for name in "ab"]
    for rule in (Sum(("a", "b")), Difference("a", "b"), Ratio("a", "b")):
        with pytest.raises(AbsentError, match=whole(f"缺少“{absent.upper()}”：没有表")):
            found(rule, *figures)


@pytest.mark.parametrize(("counts_once", "missing"), [(False, 7), (True, 2)])
def test_a_difference_lacks_what_either_lacks_or_the_second_alone(counts_once, missing):
    rule = Difference("a", "b", counts_once=counts_once)
    outcome = found(rule, made("a", wan(10), 5), made("b", wan(13), 2))
    assert (outcome.value, outcome.missing) == (wan(-3), missing)
    assert roles(outcome) == [("a", "＋", wan(10)), ("b", "－", wan(-13))]


def test_the_first_stands_for_a_difference_whose_second_is_absent_only_where_it_says_so():
    rule = Difference("a", "b", alone="全部可报")
    outcome = found(rule, made("a", wan(10), 5), made("b", None, reason="没填"))
    assert (outcome.value, outcome.missing, outcome.note) == (wan(10), 5, "全部可报")
    assert roles(outcome) == [("a", "＋", wan(10))]
    both = found(rule, made("a", wan(10), 5), made("b", wan(4)))
    assert (both.value, both.note) == (wan(6), "")
    with pytest.raises(AbsentError, match="缺少“A”：空"):
        found(rule, made("a", None, reason="空"), made("b", None, reason="没填"))


@pytest.mark.parametrize(
    ("whole", "is_part", "missing"), [("", False, 7), ("b", False, 5), ("", True, 5), ("c", False, 7)]
)  # fmt: skip
def test_records_that_a_part_and_its_whole_lack_are_counted_once(whole, is_part, missing):
    rule = Ratio("a", "b", is_part=is_part)
    outcome = found(rule, made("a", wan(3), 5, whole=whole), made("b", wan(12), 2))
    assert (outcome.value, outcome.missing) == (Rate.percent(25), missing)
    assert roles(outcome) == [("a", "分子", wan(3)), ("b", "分母", wan(12))]


def test_what_is_taken_from_a_base_is_taken_from_its_records_too():
    figures = made("a", wan(3), 4), made("b", wan(20), 2), made("c", wan(8), 1)
    outcome = found(Ratio("a", "b", less="c"), *figures)
    assert (outcome.value, outcome.missing) == (Rate.percent(25), 7)
    assert roles(outcome) == [("a", "分子", wan(3)), ("b", "分母", wan(20)), ("c", "分母（减）", wan(-8))]  # fmt: skip


@pytest.mark.parametrize("taken", ["20", "20.0001"])
def test_a_base_of_which_nothing_is_left_gives_no_rate(taken):
    figures = made("a", wan(3)), made("b", wan(20)), made("c", wan(taken))
    with pytest.raises(AbsentError, match=whole("已完成")):
        found(Ratio("a", "b", less="c", absence="已完成"), *figures)
    half = made("c", wan("19.99995"))  # half a yuan is left
    assert found(Ratio("a", "b", less="c"), *figures[:2], half).value.fraction == 60000


def test_a_base_of_zero_gives_no_rate_and_names_the_base():
    with pytest.raises(AbsentError, match=whole("“B”为零，无法计算比率")):
        found(Ratio("a", "b"), made("a", wan(3)), made("b", ZERO))
    with pytest.raises(AbsentError, match=whole("总投资为零")):
        found(Ratio("a", "b", absence="总投资为零"), made("a", wan(3)), made("b", ZERO))


def test_what_a_figure_subtracts_stays_subtracted_in_what_is_made_of_it():
    less = made("a", wan(4), role="－")
    for rule, told in ((Ratio("a", "b"), "分子（减）"), (Difference("b", "a"), "－"), (Sum(("a", "b")), "－")):  # fmt: skip
        outcome = found(rule, less, made("b", wan(8)))
        role, amount = next(each[1:] for each in roles(outcome) if each[0] == "a")
        assert (role, amount) == (told, wan(-4))


def test_a_rate_that_is_subtracted_is_not_turned_round():
    column = ContributionColumn("a", [Project()], [Rate.percent(5)], lambda _: (), role="－")
    assert list(column.signed_amounts) == [Rate.percent(5)]
    points = evolve(column, amounts=[Points.of(5)])
    assert list(points.signed_amounts) == [Points.of(-5)]


# -- of records ------------------------------------------------------------------------------------

TOTAL = field_of("total_investment", "总投资")
PLAN = field_of("year_plan", "年度计划投资")
ALL = every("projects")
BY_INDUSTRY = by_field("industry", "行业", ("交通", "工业"))
PROFILE = Profile(entry=EntryProfile(threshold=wan(500), major_threshold=wan(1000)))


def projects(*rows):
    """Projects of (name, total investment, plan of the year, industry)."""
    return tuple(
        Project(name=name, total_investment=wan(total), year_plan=wan(plan), industry=industry)
        for name, total, plan, industry in rows
    )


FIVE = projects(
    ("甲", 10, 4, "工业"), ("乙", 30, None, "交通"), ("丙", None, 5, "工业"), ("丁", 20, 2, None), ("戊", 30, 1, "商贸")
)  # fmt: skip


def of(rule, rows=FIVE, profile=PROFILE, **sheets):
    """What *rule* finds of projects."""
    view = LedgerView(Ledger(projects=rows, **sheets), profile, Period.quarter(2022, 1), date(2022, 3, 20))  # fmt: skip
    return rule.compute("own", view, None)


def named(column):
    return "".join(record.name for record in column.records)


def big(condition=AtLeast):
    """Those that reach or exceed the threshold of 入库, which a record without the amount leaves open."""
    return Selection(key="big", sheet="projects", where=(condition(TOTAL, ENTRY_THRESHOLD),))


@pytest.mark.parametrize(
    ("condition", "number", "takes"),
    [
        (AtLeast, "499.9999", 0), (AtLeast, 500, 1), (AtLeast, "500.00005", 1),
        (Above, 500, 0), (Above, "500.00005", 1), (Above, "499.9999", 0),
    ],
)  # fmt: skip
def test_a_limit_is_reached_at_itself_and_exceeded_above_it(condition, number, takes):
    outcome = of(Count(big(condition), ()), projects(("甲", number, None, None)))
    assert (outcome.value, outcome.missing) == (takes, 0)


@pytest.mark.parametrize("condition", [AtLeast, Above])
def test_what_is_not_stated_reaches_no_limit_and_is_counted_as_lacking(condition):
    rows = projects(("甲", 501, None, None), ("乙", None, None, None), ("丙", None, 1, None))
    outcome = of(Count(big(condition), ("name",)), rows)
    assert (outcome.value, outcome.missing) == (1, 2)
    assert named(outcome.sections[0]) == "甲"


def test_of_a_field_that_is_blank_no_choice_is_known():
    rows = tuple(Project(name=n, is_real_estate=is_so) for n, is_so in (("甲", True), ("乙", False), ("丙", None)))  # fmt: skip
    for choice, name in ((True, "甲"), (False, "乙")):
        chosen = Selection(key="c", sheet="projects", where=(Equals("is_real_estate", choice),))
        outcome = of(Count(chosen, ()), rows)
        assert (named(outcome.sections[0]), outcome.missing) == (name, 1)
    assert [Equals("is_real_estate", choice).text for choice in (True, False)] == ["是", "否"]


def test_what_is_blank_is_known_to_be():
    blank = Selection(key="b", sheet="projects", where=(Blank("industry"),))
    outcome = of(Count(blank, ()))
    assert (named(outcome.sections[0]), outcome.missing) == ("丁", 0)


@pytest.mark.parametrize(
    ("measures", "names", "missing"), [((TOTAL,), "甲乙丁戊", 1), ((TOTAL, PLAN), "甲丁戊", 2), ((PLAN,), "甲丙丁戊", 1)]
)  # fmt: skip
def test_a_record_that_does_not_state_a_number_is_not_decided(measures, names, missing):
    filled = Selection(key="f", sheet="projects", where=(Filled(measures),))
    outcome = of(Count(filled, ()))
    assert (named(outcome.sections[0]), outcome.missing) == (names, missing)


def test_what_each_condition_leaves_open_is_counted_once():
    """The second condition is not asked of what the first did not take."""
    where = (AtLeast(TOTAL, ENTRY_THRESHOLD), Filled((PLAN,)))
    rows = projects(("甲", 600, None, None), ("乙", 600, 1, None), ("丙", None, None, None), ("丁", 400, None, None))  # fmt: skip
    outcome = of(Count(Selection(key="both", sheet="projects", where=where), ()), rows)
    assert (outcome.value, outcome.missing) == (1, 2)
    among = Selection(key="among", among=big(), where=(Filled((PLAN,)),))
    outcome = of(Count(among, ()), rows)
    assert (outcome.value, outcome.missing) == (1, 2)


def test_what_decides_and_is_nowhere_stated_leaves_nothing_known():
    two = projects(("甲", None, None, None), ("乙", None, None, None))
    decided = evolve(big(), decided_by="总投资")
    with pytest.raises(AbsentError, match=whole("2条记录都没有填“总投资”")):
        of(Count(decided, ()), two)
    one = (*two, *projects(("丙", 1, None, None)))
    assert of(Count(decided, ()), one).missing == 2
    assert of(Count(decided, ()), ()).value == 0


def test_a_selection_decided_by_what_its_whole_sheet_lacks_asks_the_sheet():
    """Of the sheet's three records one is above; that it states no plan decides nothing where another does."""
    rows = projects(("甲", 600, None, None), ("乙", 600, None, None), ("丙", 400, None, None))
    among = Selection(key="a", among=big(), where=(Filled((PLAN,)),), decided_by="年度计划投资")
    with pytest.raises(AbsentError, match=whole("2条记录都没有填“年度计划投资”")):
        of(Count(among, ()), rows)
    outcome = of(Count(evolve(among, of_sheet=True), ()), rows)
    assert (outcome.value, outcome.missing) == (0, 2)
    open_ = (*rows[:2], *projects(("丙", None, None, None)))
    with pytest.raises(AbsentError, match=whole("3条记录都没有填“年度计划投资”")):
        of(Count(evolve(among, of_sheet=True), ()), open_)


def test_a_sentence_of_its_own_stands_where_no_record_could_be_decided():
    none = Selection(key="n", sheet="projects", where=(Filled((PLAN,)),), absence="无法比较")
    with pytest.raises(AbsentError, match=whole("无法比较")):
        of(Count(none, ()), projects(("甲", 1, None, None)))
    assert of(Count(none, ()), ()).value == 0
    assert of(Count(none, ()), FIVE).value == 4


PLACED = Origin(SheetRef("a.xlsx", "项目台账", {"name": 1}), 3)
"""A row of a sheet that has the column of names alone."""


def test_a_column_is_demanded_of_the_sheet_or_of_those_it_narrows():
    """The chosen row is of a sheet without the column; another sheet of the same kind has it."""
    needs = (("year_plan", "年度计划投资"),)
    bare = Project(name="甲", total_investment=wan(600), origin=PLACED)
    other = Project(name="乙", total_investment=wan(400))
    among = Selection(key="a", among=big(), needs=needs)
    assert of(Count(among, ()), (bare, other)).value == 1
    with pytest.raises(AbsentError, match=whole("台账没有“年度计划投资”列")):
        of(Count(evolve(among, needs_among=True), ()), (bare, other))
    with pytest.raises(AbsentError, match=whole("台账没有“年度计划投资”列")):
        of(Count(among, ()), (bare, evolve(other, origin=PLACED)))
    assert of(Count(among, ()), (bare, evolve(other, origin=PLACED, year_plan=wan(1)))).value == 1


def test_the_largest_come_first_and_of_equals_the_first_row():
    ordered = Selection(key="o", sheet="projects", where=(Filled((TOTAL,)),), largest_first=TOTAL)
    assert named(of(Count(ordered, ())).sections[0]) == "乙戊丁甲"
    alone = evolve(ordered, only_largest="没有")
    assert named(of(Count(alone, ())).sections[0]) == "乙"
    with pytest.raises(AbsentError, match=whole("没有")):
        of(Count(alone, ()), ())
    assert of(Count(ordered, ()), ()).value == 0


def test_fractions_of_any_size_are_ordered_as_they_are():
    """Two that are nearer to each other than any decimal tells, and two that no float holds."""
    third, huge = Fraction(1, 3), Fraction(10) ** 400
    numbers = {"甲": third, "乙": huge, "丙": third + 1 / huge, "丁": -huge, "戊": third - 1 / huge, "己": Fraction(-1, 3)}  # fmt: skip
    told = ToldMeasure(key="t", label="", kind=Kind.POINTS, tell=lambda _, row: Points(numbers[row.name]))  # fmt: skip
    ordered = Selection(key="o", sheet="projects", where=(Filled((told,)),), largest_first=told)
    rows = tuple(Project(name=name) for name in numbers)
    assert named(of(Count(ordered, ()), rows).sections[0]) == "乙丙甲戊己丁"


def test_records_of_several_sheets_stand_one_after_the_other_and_a_later_sheet_may_be_absent():
    both = Union(parts=(ALL, every("reserves")), needs=(("industry", "行业"),))
    reserve = Reserve(name="己")
    assert named(of(Count(both, ()), FIVE, reserves=(reserve,)).sections[0]) == "甲乙丙丁戊己"
    assert of(Count(both, ()), FIVE).value == 5
    with pytest.raises(AbsentError, match=whole("没有“项目台账”表")):
        of(Count(both, ()), None, reserves=(reserve,))
    three = Union(parts=(ALL, every("entries"), every("reserves")))
    assert named(of(Count(three, ()), FIVE[:1], reserves=(reserve,)).sections[0]) == "甲己"
    with pytest.raises(AbsentError, match=whole("台账没有“行业”列")):
        of(Count(both, ()), (Project(name="甲", origin=PLACED),))


def test_a_total_is_of_what_is_stated_and_says_how_many_are_not():
    outcome = of(Total(ALL, TOTAL))
    assert (outcome.value, outcome.missing, named(outcome.sections[0])) == (wan(90), 1, "甲乙丁戊")
    assert (of(Total(ALL, TOTAL), ()).value, of(Total(ALL, TOTAL), ()).missing) == (ZERO, 0)
    with pytest.raises(AbsentError, match=whole("所选2条记录都没有填“总投资”")):
        of(Total(ALL, TOTAL), projects(("甲", None, 1, None), ("乙", None, 1, None)))
    above = Total(evolve(big()), PLAN)
    rows = projects(("甲", 600, 1, None), ("乙", 600, None, None), ("丙", None, 7, None))
    assert (of(above, rows).value, of(above, rows).missing) == (wan(1), 2)
    needing = Total(ALL, TOTAL, ("year_plan", "没有计划列"))
    with pytest.raises(AbsentError, match=whole("没有计划列")):
        of(needing, (Project(name="甲", total_investment=wan(1), origin=PLACED),))


def test_counts_add_up_to_a_count():
    held = FieldMeasure(key="held", label="已备", kind=Kind.COUNT)

    class Row:
        def __init__(self, name, held):
            self.name, self.held = name, held

    rule = TotalByGroup(ALL, by_field("name", "名称"), held)
    outcome = of(rule, (Row("甲", 2), Row("乙", 5), Row("甲", 1), Row("丙", None)))
    assert (list(outcome.value.items()), outcome.missing) == ([("乙", 5), ("甲", 3)], 1)
    assert of(Total(ALL, held), (Row("甲", 2), Row("乙", 5))).value == 7


CHOSEN = ChosenMeasure(key="m", label="总投资", selection=ALL, measure=TOTAL)


@pytest.mark.parametrize(("is_alone", "names"), [(True, "乙"), (False, "甲乙丁戊")])
def test_of_two_that_are_largest_the_first_stands_alone(is_alone, names):
    outcome = of(Maximum(CHOSEN, "没有", is_alone=is_alone))
    assert (outcome.value, named(outcome.sections[0])) == (wan(30), names)
    with pytest.raises(AbsentError, match=whole("没有")):
        of(Maximum(CHOSEN, "没有", is_alone=is_alone), projects(("丙", None, None, None)))


def test_a_measure_of_what_is_chosen_is_none_of_the_others():
    measure = ChosenMeasure(key="m", label="总投资", selection=big(), measure=TOTAL)
    rows = projects(("甲", 500, None, None), ("乙", 499, None, None))
    view = LedgerView(Ledger(projects=rows), PROFILE, Period.quarter(2022, 1), date(2022, 3, 20))
    assert [measure.read(view, row) for row in rows] == [wan(500), None]


def test_groups_come_in_their_own_order_and_then_sorted():
    rule = CountByGroup(ALL, by_field("industry", "行业", ("商贸", "交通", "农业")))
    outcome = of(rule, (*FIVE, *projects(("己", 1, 1, "矿业"), ("庚", 1, 1, "工业"))))
    assert list(outcome.value.items()) == [("商贸", 1), ("交通", 1), ("工业", 3), ("矿业", 1)]
    assert outcome.missing == 1
    assert named(outcome.sections[0]) == "甲乙丙戊己庚"
    assert list(outcome.sections[0].groups) == ["工业", "交通", "工业", "商贸", "矿业", "工业"]
    assert (of(rule, ()).value, of(rule, ()).missing) == ({}, 0)
    with pytest.raises(AbsentError, match=whole("所选1条记录都没有填分组所依据的单元格")):
        of(rule, projects(("甲", 1, 1, None)))


def test_sums_by_group_come_the_largest_first_and_equals_by_name():
    outcome = of(TotalByGroup(ALL, BY_INDUSTRY, TOTAL))
    assert list(outcome.value.items()) == [("交通", wan(30)), ("商贸", wan(30)), ("未说明", wan(20)), ("工业", wan(10))]  # fmt: skip
    assert outcome.missing == 1
    assert list(outcome.sections[0].groups) == ["工业", "交通", "未说明", "商贸"]
    assert list(of(TotalByGroup(ALL, BY_INDUSTRY, TOTAL), FIVE[::-1]).value) == list(outcome.value)
    with pytest.raises(AbsentError, match=whole("所选1条记录都没有填“总投资”")):
        of(TotalByGroup(ALL, BY_INDUSTRY, TOTAL), projects(("甲", None, 1, None)))
    assert of(TotalByGroup(ALL, BY_INDUSTRY, TOTAL), ()).value == {}


def test_a_load_is_number_and_sum_the_most_first_and_equals_by_name():
    outcome = of(LoadByGroup(ALL, BY_INDUSTRY, TOTAL))
    assert [(key, each["count"], each["investment"]) for key, each in outcome.value.items()] == [
        ("工业", 2, wan(10)), ("交通", 1, wan(30)), ("商贸", 1, wan(30)),
    ]  # fmt: skip
    assert outcome.missing == 2  # one says no industry, one of 工业 no amount
    (unknown,) = of(
        LoadByGroup(ALL, BY_INDUSTRY, TOTAL), projects(("甲", None, 1, "工业"))
    ).value.values()
    assert unknown == {"count": 1, "investment": None}
    rows = (*projects(("己", 600, 1, "工业")), *FIVE[2:3])
    assert of(LoadByGroup(big(), BY_INDUSTRY, TOTAL), rows).missing == 1
    assert of(CountByGroup(big(), BY_INDUSTRY), rows).missing == 1
    assert of(TotalByGroup(big(), BY_INDUSTRY, TOTAL), rows).missing == 1
    (column,) = outcome.sections
    assert [column.keys(record) for record in column.records] == [("industry", "total_investment")] * 4  # fmt: skip
    assert list(column.amounts) == [wan(10), wan(30), None, wan(30)]


TABLE = TableByGroup(ALL, BY_INDUSTRY, {"total": TOTAL, "plan": PLAN}, rate=("plan", "total"))


def test_a_table_tells_each_group_with_what_states_none_last():
    """The rate is of the records that state both: of 工业 丙 states no total."""
    outcome = of(TABLE, (*FIVE, *projects(("己", 8, 1, "工业"))))
    assert list(outcome.value.items()) == [
        ("交通", {"count": 1, "total": wan(30), "plan": None, "rate": None}),
        ("工业", {"count": 3, "total": wan(18), "plan": wan(10), "rate": Rate(Fraction(5, 18))}),
        ("商贸", {"count": 1, "total": wan(30), "plan": wan(1), "rate": Rate(Fraction(1, 30))}),
        ("未注明", {"count": 1, "total": wan(20), "plan": wan(2), "rate": Rate(Fraction(1, 10))}),
    ]  # fmt: skip
    (column,) = outcome.sections
    assert (named(column), "".join(column.groups)) == ("乙甲丙己戊丁", "交通工业工业工业商贸未注明")
    assert list(column.amounts) == [wan(30), wan(10), None, wan(8), wan(30), wan(20)]
    assert column.keys(FIVE[0]) == ("industry", "total_investment")


@pytest.mark.parametrize(
    ("rows", "rate"),
    [
        ((("甲", 10, None), ("乙", None, 4)), None),  # neither states both
        ((("甲", 10, None), ("乙", 8, 4)), Fraction(1, 2)),
        ((("甲", 0, 4),), None),
        ((("甲", 0, 4), ("乙", 8, 4)), Fraction(1)),
        ((("甲", None, 4), ("乙", 8, 2), ("丙", None, 1)), Fraction(1, 4)),
    ],
)
def test_the_rate_of_a_group_is_of_those_that_state_both(rows, rate):
    given = projects(*((name, total, plan, "工业") for name, total, plan in rows))
    found = of(TABLE, given).value["工业"]["rate"]
    assert found == (None if rate is None else Rate(rate))


def test_what_states_no_group_comes_last_whatever_the_others_are_called():
    """能源 and 装备 come after 未注明 where texts are sorted."""
    rows = projects(
        ("甲", 1, 1, None), ("乙", 1, 1, "能源"), ("丙", 1, 1, "装备"), ("丁", 1, 1, "工业")
    )
    assert list(of(TABLE, rows).value) == ["工业", "能源", "装备", "未注明"]


def test_a_table_counts_those_of_a_selection_and_lacks_what_it_leaves_open():
    rows = projects(("甲", 600, 1, "工业"), ("乙", 400, 1, "工业"), ("丙", None, 1, "交通"))
    table = TableByGroup(ALL, BY_INDUSTRY, {"plan": PLAN}, counts=("大", big()))
    assert of(table, rows).value == {
        "交通": {"大": 0, "plan": wan(1)},
        "工业": {"大": 1, "plan": wan(2)},
    }
    outcome = of(TableByGroup(big(), BY_INDUSTRY, {"plan": PLAN}), rows)
    assert (outcome.value, outcome.missing) == ({"工业": {"count": 1, "plan": wan(1)}}, 1)
    assert list(of(TABLE, ()).value) == []


NEEDED = field_of("funds_needed", "资金需求")
BESIDE = TableByGroup(
    ALL, BY_INDUSTRY, {"total": TOTAL},
    beside=Beside("need", "需求", every("reserves"), {"工业": TOTAL, "农业": NEEDED, "交通": field_of("channel", "渠道")}),
)  # fmt: skip


def test_what_other_records_say_of_a_group_stands_beside_it():
    """Of 农业 no project is; what nobody speaks of has nothing beside it; what states no group comes last."""
    said = (Reserve(total_investment=wan(7)), Reserve(funds_needed=wan(5)), Reserve(total_investment=wan(2), funds_needed=wan(1)))  # fmt: skip
    outcome = of(BESIDE, FIVE, reserves=said)
    assert [(key, *row.items()) for key, row in outcome.value.items()] == [
        ("交通", ("count", 1), ("need", None), ("total", wan(30))),
        ("工业", ("count", 2), ("need", wan(9)), ("total", wan(10))),
        ("农业", ("count", 2), ("need", wan(6)), ("total", None)),
        ("商贸", ("count", 1), ("need", None), ("total", wan(30))),
        ("未注明", ("count", 1), ("need", None), ("total", wan(20))),
    ]
    _, *beside = outcome.sections
    assert [(each.role, *each.groups, *each.amounts) for each in beside] == [
        ("需求", "工业", "工业", wan(7), wan(2)),
        ("需求", "农业", "农业", wan(5), wan(1)),
    ]
    assert [each.keys(said[0]) for each in beside] == [("total_investment",), ("funds_needed",)]


def test_what_stands_beside_stands_alone_and_the_groups_do():
    said = (Reserve(total_investment=wan(7)),)
    alone = of(BESIDE, None, reserves=said)
    assert alone.value == {"工业": {"count": 1, "need": wan(7), "total": None}}
    assert len(alone.sections) == 1
    without = of(BESIDE, FIVE[:1])
    assert without.value == {"工业": {"count": 1, "need": None, "total": wan(10)}}
    for reserves in (None, (Reserve(name="己"),)):
        with pytest.raises(AbsentError, match=whole("没有“项目台账”表")):
            of(BESIDE, None, reserves=reserves)


def same(kind, **more):
    """Totals and plans of the records that state both."""
    both = Selection(key="both", sheet="projects", where=(Filled((TOTAL, PLAN)),))
    return kind(both, TOTAL, PLAN, "没有都填的", **more)


def test_parts_of_which_a_later_sheet_is_absent_are_added_up_without_it():
    parts = tuple((every(sheet), TOTAL) for sheet in ("projects", "entries", "reserves"))
    outcome = of(TotalOfParts(parts), FIVE, reserves=(Reserve(name="己", total_investment=wan(1)),))
    assert (outcome.value, outcome.missing) == (wan(91), 1)


def test_what_is_compared_is_of_the_same_records():
    growth = of(same(GrowthOfSame, note="同口径"))
    assert (growth.value, growth.missing, growth.note) == (Rate(Fraction(60, 7) - 1), 2, "同口径")
    assert [(each.role, named(each)) for each in growth.sections] == [("分子", "甲丁戊"), ("分母", "甲丁戊")]  # fmt: skip
    ratio = of(same(RatioOfSame, nothing="为零"))
    assert (ratio.value, ratio.missing) == (Rate(Fraction(60, 7)), 2)
    assert [(each.role, *each.amounts) for each in ratio.sections] == [
        ("分子", wan(10), wan(20), wan(30)),
        ("分母", wan(4), wan(2), wan(1)),
    ]


@pytest.mark.parametrize(
    ("row", "grown", "divided"),
    [
        ((1, 0), "没有上年同期数，或其为零，无法计算增速", "为零"),
        ((None, 1), "没有都填的", "没有都填的"),
    ],
)
def test_what_cannot_be_compared_says_why(row, grown, divided):
    rows = projects(("甲", *row, None))
    with pytest.raises(AbsentError, match=whole(grown)):
        of(same(GrowthOfSame, note=""), rows)
    with pytest.raises(AbsentError, match=whole(divided)):
        of(same(RatioOfSame, nothing="为零"), rows)


@pytest.mark.parametrize(("number", "is_excerpt"), [(3, True), (2, False)])
def test_an_excerpt_of_a_list_says_how_long_it_is(number, is_excerpt):
    rows = Excerpt.of(({"name": "甲"}, {"name": "乙"}), number)
    assert (rows_in_all(rows), len(rows), isinstance(rows, Excerpt)) == (number, 2, is_excerpt)
    given = Figure(id="a", title="", kind=Kind.LIST, definition="", value=rows)
    assert rows_in_all(given.value) == number
    with pytest.raises(TypeError):
        given.value[0]["name"] = "丙"


def test_no_row_of_a_list_can_be_changed_whatever_the_others_are():
    kept = Figure(id="a", title="", kind=Kind.LIST, definition="", value=({"name": "甲"},)).value
    rows = Figure(id="b", title="", kind=Kind.LIST, definition="", value=(*kept, {"name": "乙"})).value  # fmt: skip
    assert rows == ({"name": "甲"}, {"name": "乙"})
    for row in rows:
        with pytest.raises(TypeError):
            row["name"] = "丙"


def test_a_declaration_gives_its_figure_each_of_its_traits():
    """A figure is called, counted and broken down as it is declared, whether it has a value or not."""
    view = LedgerView(Ledger(), Profile(), Period.quarter(2022, 1), date(2022, 3, 20))
    figures = compute(view)
    alike = {each.name for each in fields(Definition)} & {each.name for each in fields(Figure)}
    assert len(alike) == 9
    for definition in DEFINITIONS:
        figure = figures[definition.id]
        assert figure.definition == definition.words
        for name in alike:
            assert getattr(figure, name) == getattr(definition, name), (definition.id, name)
