"""What is public explains itself: every field its meaning and unit, every rule where it comes from."""

import ast
import enum
import inspect
import pydoc
import re
import typing
from functools import cache
from importlib import import_module

import attrs
import pytest

from investtrack import (
    Amount,
    EntryProfile,
    Month,
    PaceProfile,
    Project,
    ServicesProfile,
)
from investtrack.model.columns import CellKind, columns
from investtrack.model.extensions import extra_column
from investtrack.model.ledger import SHEETS
from investtrack.model.rules import Chances, Thresholds
from investtrack.plugin import hookimpl, load_plugins
from investtrack_testing import sample_ledger


DOORS = ("investtrack", "investtrack.plugin", "investtrack.plugin.cells", "investtrack.figures", "investtrack_testing")  # fmt: skip
ATTRIBUTE = re.compile(r"^    (\w+(?:, \w+)*): (.*(?:\n {8}.*)*)", re.MULTILINE)


def public():
    found = {}
    for door in DOORS:
        module = import_module(door)
        for name in module.__all__:
            item = getattr(module, name)
            found.setdefault(id(item), (f"{door}.{name}", item))
    return list(found.values())


def described(kind):
    """Return what the docstrings of a class and of those it inherits from say of each attribute."""
    said = {}
    for each in reversed(kind.__mro__):
        _, _, section = inspect.cleandoc(each.__doc__ or "").partition("Attributes:\n")
        for names, words in ATTRIBUTE.findall(section):
            said |= dict.fromkeys(names.split(", "), words)
        said |= below_fields(each)
    return said


@cache
def classes_of(module):
    """Return name → class as it is written in the module, which is parsed once for all of them."""
    try:
        body = ast.parse(inspect.getsource(import_module(module))).body
    except (ImportError, OSError, TypeError):
        return {}
    return {each.name: each for each in body if isinstance(each, ast.ClassDef)}


def below_fields(kind):
    made = classes_of(kind.__module__).get(kind.__qualname__)
    if made is None:
        return {}
    pairs = zip(made.body, made.body[1:], strict=False)
    return {
        field.target.id: below.value.value
        for field, below in pairs
        if isinstance(field, ast.AnnAssign)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
    }


CLASSES = [(name, item) for name, item in public() if isinstance(item, type) and attrs.has(item)]


def test_everything_public_has_a_docstring():
    assert [
        name
        for name, item in public()
        if (isinstance(item, type) or inspect.isfunction(item)) and not inspect.getdoc(item)
    ] == []
    assert len(CLASSES) > 60


@pytest.mark.parametrize(("name", "kind"), CLASSES, ids=[name for name, _ in CLASSES])
def test_every_field_says_what_it_means(name, kind):
    said = described(kind)
    fields = [
        field for field in attrs.fields(kind) if field.init and not field.name.startswith("_")
    ]
    assert [field.name for field in fields if not said.get(field.name, "").strip()] == []


# What a text says of a number of each type, so that its unit is known.
UNITS = {
    "Value|Number": re.compile("unit"),
    "Amount": re.compile("元|amount|money|investment|Amount", re.IGNORECASE),
    "Rate": re.compile("％|share|rate|chance|growth|coverage|index", re.IGNORECASE),
    "Points": re.compile("point|百分点|weight|number|edge", re.IGNORECASE),
}


@pytest.mark.parametrize(("name", "kind"), CLASSES, ids=[name for name, _ in CLASSES])
def test_every_number_says_its_unit(name, kind):
    said = described(kind)
    silent = [
        field.name
        for field in attrs.fields(kind)
        if field.init and not field.name.startswith("_")
        for type_, words in UNITS.items()
        if re.search(rf"\b({type_})\b", str(field.type))
        and not words.search(f"{said[field.name]} {kind.__doc__}")
    ]
    assert silent == []


def test_functions_say_what_they_take_and_raise():
    short = [
        name
        for name, item in public()
        if inspect.isfunction(item)
        for doc in [inspect.getdoc(item) or ""]
        if len(inspect.signature(item).parameters) > 2
        and not ("Args:" in doc or "*" in doc or "``" in doc)
    ]
    assert short == []


@pytest.mark.parametrize("rules", [EntryProfile, ServicesProfile, PaceProfile, Thresholds, Chances])
def test_every_class_of_rules_says_where_its_numbers_come_from(rules):
    assert "Source:" in inspect.cleandoc(rules.__doc__)


# -- records --------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.attribute)
def test_help_tells_of_each_field_meaning_unit_headers(sheet):
    text = pydoc.render_doc(sheet.record, renderer=pydoc.plaintext)
    for column in columns(sheet.record):
        (line,) = [
            line for line in text.splitlines() if line.strip(" |").startswith(f"{column.key}: ")
        ][:1]
        meaning = line.partition(": ")[2].partition(" (")[0]
        assert len(meaning.split()) > 1
        assert meaning[0].isupper()
        assert column.label in line
        assert all(synonym in line for synonym in column.synonyms)
        if column.kind in {CellKind.MONEY, CellKind.SERIES}:
            assert "万元" in line
        if column.choices:
            assert column.choices.__name__ in line


def test_a_hover_shows_what_help_shows():
    said = below_fields(Project)
    for column in columns(Project):
        assert f"{column.key}: {said[column.key]}" in Project.__doc__
    assert Project(name="桥").__doc__ == Project.__doc__
    assert Project.__doc__.startswith("One row of 项目台账.")


def test_a_column_of_a_plugin_explains_itself_too():
    class County:
        @hookimpl
        def investtrack_columns(self):
            return [
                extra_column("projects", "visits", "走访次数", CellKind.COUNT, synonyms=("走访",))
            ]

    extensions = load_plugins((), also={"county": County()}).extensions
    (project, *_) = extensions.fit(sample_ledger()).projects
    assert "visits: 走访次数 (a whole number). 走访次数; also 走访." in type(project).__doc__
    assert "year_plan: What is planned to be invested this year" in type(project).__doc__


def test_series_is_public_and_is_what_records_hold():
    from investtrack import Series

    assert typing.get_type_hints(Project)["planned"] == Series == tuple[tuple[Month, Amount], ...]


def test_an_enum_says_what_it_is():
    assert [
        name
        for name, item in public()
        if isinstance(item, type) and issubclass(item, enum.Enum) and not item.__doc__
    ] == []
