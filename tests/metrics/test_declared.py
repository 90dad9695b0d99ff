"""What is declared of every figure, and of all that it takes, is what was agreed, as written down in ``declared.txt``.

Offices know a figure by its title, words and unit, workbooks by the heads of the columns it is computed from, other
programs by its ids. INVESTTRACK_RENEW_DECLARED=1 writes the page anew: each line of the difference is a change to them.
"""

import os
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from attrs import fields, has

from investtrack.metrics import DEFINITIONS
from investtrack.metrics.measures import Group, Measure
from investtrack.metrics.parameters import Parameter
from investtrack.metrics.rules import Rule
from investtrack.metrics.selection import Selection, Union
from investtrack.model.profile import Profile


PAGE = Path(__file__).with_name("declared.txt")
NAMED = (Selection, Measure, Group)


def told(value):
    """Return a trait as it is declared; of what is named elsewhere the name alone."""
    if isinstance(value, NAMED):
        return f"<{kind(value)} {value.key}>"
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
    for parameter in sorted(parameters(found), key=lambda each: each.label):
        yield f"{traits(parameter)}：{told(parameter.read(Profile()))}，{parameter.words_in(Profile())}"


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
