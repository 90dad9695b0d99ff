"""The examples in docstrings are true: each is run, and gives what is written under it."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest


SOURCES = [Path(__file__).parents[1] / "src", *Path(__file__).parents[1].glob("plugins/*/src")]
MODULES = sorted(
    ".".join(path.relative_to(source).with_suffix("").parts).removesuffix(".__init__")
    for source in SOURCES
    for path in source.rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_each_example_gives_what_is_written_under_it(name):
    found = doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert (found.attempted > 0, found.failed) == (True, 0)
