"""The core knows no file format, and ``import investtrack`` stays light."""

import json
import pkgutil
import subprocess
import sys

import pytest

import investtrack


FORMATS = {
    "openpyxl", "docx", "docxtpl", "xlsxwriter", "python_calamine", "lxml", "jinja2", "pandas", "numpy", "matplotlib",
    "scipy", "sqlalchemy", "rapidfuzz",
}  # fmt: skip
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(investtrack.__path__, "investtrack.")
    if not module.name.endswith("__main__")
)


def loaded_by(code):
    """Return the top-level modules that a fresh interpreter has after running *code*."""
    script = f"{code}\nimport sys, json\nprint(json.dumps(sorted({{m.partition('.')[0] for m in sys.modules}})))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


def test_all_modules_together_load_no_file_format():
    assert len(MODULES) > 30
    loaded = loaded_by("\n".join(f"import {name}" for name in MODULES))
    assert "investtrack" in loaded
    assert not loaded & FORMATS


def test_every_public_name_loads_no_file_format():
    assert not loaded_by("from investtrack import *") & FORMATS


@pytest.mark.parametrize("heavy", ["cattrs", "rich", "pluggy", "attrs"])
def test_the_package_alone_is_light(heavy):
    assert heavy not in loaded_by("import investtrack")


def test_values_need_no_converter():
    assert not loaded_by("import investtrack.values") & {"cattrs", "rich", "pluggy"}


def test_metrics_need_neither_plugins_nor_a_converter():
    assert not loaded_by("import investtrack.metrics") & {"cattrs", "rich", "pluggy"}


@pytest.mark.parametrize("name", sorted(set(investtrack.__all__)))
def test_public_names_are_there(name):
    assert getattr(investtrack, name) is not None
    assert name in dir(investtrack)


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        investtrack.nonsense  # noqa: B018
