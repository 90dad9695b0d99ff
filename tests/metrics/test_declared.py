"""What is declared of every figure, and of all that it takes, is what was agreed, as written down in ``declared.txt``.

Offices know a figure by its title, words and unit, workbooks by the heads of the columns it is computed from, other
programs by its ids. INVESTTRACK_RENEW_DECLARED=1 writes the page anew: each line of the difference is a change to them.
"""

import inspect
import os
import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

import pytest
from attrs import evolve, fields, has
from otherwise import settings

from investtrack.metrics import DEFINITIONS, Kind
from investtrack.metrics.assembly import assembled
from investtrack.metrics.columns import HelperColumn, heads_of, helper_columns, parameters_of
from investtrack.metrics.figure import ContributionColumn, Figure
from investtrack.metrics.figures.milestones import Naming
from investtrack.metrics.figures.supervision import Occurrence
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.measures import Group, Measure
from investtrack.metrics.parameters import Parameter
from investtrack.metrics.rules import Definition, Outcome, Rule
from investtrack.metrics.rules_by_group import Beside
from investtrack.metrics.selection import (
    Above,
    AtLeast,
    Blank,
    Equals,
    Filled,
    Holds,
    InGroup,
    Selection,
    Taken,
    Union,
)
from investtrack.model.profile import Profile
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Points, Rate


PAGE = Path(__file__).with_name("declared.txt")
NAMED = (Selection, Measure, Group)


def told(value):  # noqa: PLR0911 - a way of telling a kind of value
    """Return a trait as it is declared; of what is named elsewhere the name alone."""
    if isinstance(value, NAMED):
        return f"<{kind(value)} {value.key}>"
    if isinstance(value, (Amount, Rate, Points)):
        return str(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        return "{" + "，".join(f"{key} {told(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "（" + "，".join(map(told, value)) + "）"
    if has(type(value)):
        return f"{kind(value)}（{traits(value)}）"
    return "…" if callable(value) else str(value)


def kind(thing):
    return type(thing).__name__.lstrip("_")


def traits(thing):
    """Return what is declared of *thing*, name by name; what is as it is when nothing is said is left out."""
    return "；".join(
        f"{field.name}={told(value)}"
        for field in fields(type(thing))
        if (value := getattr(thing, field.name)) != field.default and not field.name.startswith("_")
    )


def within(thing, found):
    """Add to *found* every selection, measure and group that *thing* is made of."""
    if isinstance(thing, Mapping):
        thing = tuple(thing.values())
    if isinstance(thing, (tuple, list)):
        for each in thing:
            within(each, found)
    elif has(type(thing)) and not isinstance(thing, type):
        if isinstance(thing, NAMED):
            if id(thing) in found:
                return
            found[id(thing)] = thing
        for field in fields(type(thing)):
            within(getattr(thing, field.name), found)


def page():
    found = {}
    for definition in DEFINITIONS:
        yield f"{definition.id}　{traits(definition).replace('rule=', chr(10) + '  ', 1)}"
        assert isinstance(definition.rule, Rule)
        within(definition.rule, found)
        for _, part in definition.rule.takes:
            assert isinstance(part, (*NAMED, Union))
        yield f"  takes {'、'.join(f'{sheet}:{part.key}' for sheet, part in definition.rule.takes)}"
    yield ""
    yield from sorted(f"{told(thing)}　{traits(thing)}" for thing in found.values())
    yield ""
    yield from columns_of_workbooks()
    yield ""
    for parameter in sorted(parameters(found), key=lambda each: each.label):
        yield f"{traits(parameter)}：{told(parameter.read(Profile()))}，{parameter.words_in(Profile())}"


def columns_of_workbooks():
    """The columns that a workbook shows beside each sheet, in their order, and what the ten projects have in them."""
    view = LedgerView(*map(dict(zip(("ledger", "period", "as_of", "profile"), settings(), strict=True)).get, ("ledger", "profile", "period", "as_of")))  # fmt: skip
    for attribute, columns in helper_columns(DEFINITIONS).items():
        records = getattr(view.ledger, attribute, None) or ()
        always = heads_of(attribute)
        for column in columns:
            values = "、".join("" if value is None else told(value) for value in column.reader(view)(records))  # fmt: skip
            yield f"{attribute} {column.key} {column.head}{'' if always[column.head] else '（有数才有）'}：{column.words}　{values}"
    yield "、".join(f"{limit.label} {limit.path}" for limit in parameters_of(DEFINITIONS))


def parameters(found):
    """The numbers of the profile that conditions are held against, each once."""
    return {
        id(limit): limit
        for thing in found.values()
        for condition in getattr(thing, "where", ())
        if isinstance(limit := getattr(condition, "limit", None), Parameter)
    }.values()


def test_figures_and_what_they_take_are_declared_as_written_down():
    if os.environ.get("INVESTTRACK_RENEW_DECLARED") == "1":
        PAGE.write_text("\n".join(page()) + "\n", encoding="utf-8")
    assert "\n".join(page()).split("\n") == PAGE.read_text(encoding="utf-8").rstrip("\n").split(
        "\n"
    )


OWN = {definition.id: definition for definition in DEFINITIONS}
COUNT = OWN["reserve.count"]


@pytest.mark.parametrize(
    ("added", "why"),
    [
        ((evolve(COUNT, id="own.count", whole=""),), None),
        ((evolve(COUNT, id="own.count", whole="reserve.count"),), None),
        ((evolve(COUNT, id="own.count", whole="own.whole"), evolve(COUNT, id="own.whole", whole="")), None),
        ((evolve(COUNT, id="own.count", whole="own.whole"),), "没有总数指标“own.whole”"),
        ((evolve(COUNT, id="issues.by_category", whole=""),), "“issues.by_category”是 issues.open.by_category 的别名，请改用它"),
        ((evolve(COUNT, kind=Kind.MONEY),), "“reserve.count”是 count，不能换成 money"),
        ((OWN["rank.gdp"],), None),  # nothing else is computed from what it takes
        (
            (COUNT,),
            "“reserve.count”换了算法，reserve.investment、reserve.by_transformation、reserve.by_channel、reserve.funds、reserve.conversion.count"
            " 从同样的记录直接算出，不会跟着变；请一并给出",
        ),
        # what asks for it follows, and so does what it asks for
        ((OWN["year_plan.completed"],), "“year_plan.completed”换了算法，year_plan.count 从同样的记录直接算出，不会跟着变；请一并给出"),
        (
            (OWN["year_plan.by_stage"],),
            "“year_plan.by_stage”换了算法，year_plan.count、year_plan.investment、year_plan.by_level、year_plan.by_industry"
            " 从同样的记录直接算出，不会跟着变；请一并给出",
        ),
        ((OWN["reserve.funds"],), "“reserve.funds”换了算法，reserve.count、reserve.by_transformation、reserve.by_channel 从同样的记录直接算出，不会跟着变；请一并给出"),
    ],
)  # fmt: skip
def test_a_figure_that_is_added_stands_beside_the_others_or_is_refused(added, why):
    kept, refused = assembled(added)
    assert refused == ({} if why is None else {added[0].id: why})
    assert {d.id for d in kept if d in added} == {
        d.id for d in added if why is None or d in DEFINITIONS
    }
    assert {d.id for d in kept} >= set(OWN)


def test_figures_that_take_the_same_are_replaced_together():
    alike = [each for name, each in OWN.items() if name.startswith("reserve.")]
    assert assembled(alike)[1] == {}
    # without one of them none of those that take the same can be
    assert set(assembled(alike[1:])[1]) == {"reserve.by_transformation", "reserve.by_channel", "reserve.investment", "reserve.funds"}  # fmt: skip


def classes_of(base):
    """Return *base* and what is made of it, as its modules know it: a class with slots was another before."""
    found = {base, *(each for sub in base.__subclasses__() for each in classes_of(sub))}
    return {each for each in found if getattr(sys.modules[each.__module__], each.__name__, None) is each}  # fmt: skip


OF_ITS_OWN = {
    *classes_of(Rule), *classes_of(Measure), Group, Selection, Union, Outcome, Beside, LedgerView, Occurrence, Naming, Parameter,
    Above, AtLeast, Blank, Equals, Filled, Holds, InGroup, Taken, ContributionColumn, Figure, HelperColumn,
}  # fmt: skip


def test_what_is_declared_is_known_by_being_it_not_by_being_like_it():
    """A view keeps what it found by the selections and measures themselves, and two that read alike may differ in a function."""
    taken = [part for definition in DEFINITIONS for _, part in definition.rule.takes]
    assert len(set(taken)) == len(set(map(id, taken)))
    own = [kind for kind in OF_ITS_OWN if kind.__module__.startswith("investtrack.")]
    assert len(own) > 60
    assert {kind for kind in own if kind.__eq__ is not object.__eq__} == set()
    assert {kind for kind in own if kind.__hash__ is not object.__hash__} == set()


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (LedgerView, ["ledger", "profile", "period", "as_of"]), (Month, ["year", "month"]), (Period, ["year", "first", "last"]),
        (Amount, ["yuan"]), (Rate, ["fraction"]), (Points, ["number"]), (DateSpan, ["first", "last"]), (Outcome, ["value", "sections", "missing", "reason", "note"]),
    ],
)  # fmt: skip
def test_a_value_is_made_of_what_it_is_given_and_keeps_the_rest_itself(kind, given):
    assert list(inspect.signature(kind).parameters) == given


def test_a_declaration_names_each_of_its_traits():
    named = [Definition, Selection, Union, Figure, *classes_of(Measure), Group]
    kinds = {p.kind for kind in named for p in inspect.signature(kind).parameters.values()}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Amount.of("1.5", Unit.WAN), "Amount(1.5万元)"), (Month(2022, 3), "Month(2022-03)"), (Period.quarter(2022, 1), "Period(2022Q1)"),
        (Rate.percent(5), "Rate(0.05)"), (Points.of("-0.5"), "Points(-0.5)"), (DateSpan.month(2022, 3), "DateSpan(2022-03-01/2022-03-31)"),
        (ContributionColumn("a.b", (), (), lambda _: ()), "ContributionColumn(a.b, 0 records)"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_one_writes_it(value, text):
    assert repr(value) == text


def test_a_figure_is_shown_without_the_records_it_is_made_of():
    assert "sections" not in repr(Figure(id="a.b", title="", kind=Kind.COUNT, definition=""))
