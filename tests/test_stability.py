"""The stability policy as code: what goes is said for a version before, what is shown to authors is public."""

import ast
import importlib.util
import pkgutil
import re
import sys
import types
import warnings
from importlib import import_module
from pathlib import Path

import pluggy
import pytest

import investtrack
from investtrack import ProfileError, ledger_from_json, ledger_to_json
from investtrack.deprecation import Going, still_takes
from investtrack.lazy import lazy_names
from investtrack.model.converter import JSON_VERSION
from investtrack.plugin import GROUP, HOOKS_VERSION
from investtrack.plugin.loading.calling import HookCalls
from investtrack_testing import sample_ledger


ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_spec = importlib.util.spec_from_file_location("public_api", ROOT / "docs" / "public_api.py")
public_api = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(public_api)


def shown_to_authors():
    """Yield where code stands that authors copy, and the code: pages, READMEs, the scaffold, examples, the demo county."""
    pages = [
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("README*.md"),
        *ROOT.glob("plugins/*/README.md"),
    ]
    for page in sorted(pages):
        for code in BLOCK.findall(page.read_text(encoding="utf-8")):
            yield page.relative_to(ROOT).as_posix(), code
    scaffold = "plugins/investtrack-testing/src/investtrack_testing/plugin_template/*.py.tmpl"
    county = "plugins/investtrack-demo-county/src/**/*.py"
    for path in sorted([*ROOT.glob(scaffold), *ROOT.glob(county), *ROOT.glob("examples/*.py")]):
        code = path.read_text(encoding="utf-8").replace("$imports", "").replace("$module", "county")
        yield path.relative_to(ROOT).as_posix(), code


def private_imports(code, doors=public_api.DOORS):
    """Yield what a piece of code imports of this library and is not public."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (
                a.name
                for a in node.names
                if a.name.startswith("investtrack") and a.name not in doors
            )
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("investtrack"):
            public = import_module(node.module).__all__ if node.module in doors else ()
            yield from (
                f"{node.module}.{alias.name}" for alias in node.names if alias.name not in public
            )


OWN = ("investtrack_qinghe.", "investtrack_demo_county.")  # an author's own module


def test_no_scaffold_page_or_example_imports_what_is_not_public():
    shown = list(shown_to_authors())
    assert len({where for where, _ in shown}) > 20
    found = {
        f"{where}: {name}"
        for where, code in shown
        for name in private_imports(code)
        if not name.startswith(OWN) and name != "investtrack.__version__"
    }
    assert found == set()


@pytest.mark.parametrize(
    "code",
    [
        "from investtrack.model.project import Project", "import investtrack.report",
        "from investtrack import _HOMES", "from investtrack.plugin.loading import manager",
    ],
)  # fmt: skip
def test_a_private_import_is_seen(code):
    assert list(private_imports(code))


def test_every_door_offers_what_it_lists():
    for door in public_api.DOORS:
        module = import_module(door)
        assert sorted(set(module.__all__)) == sorted(module.__all__)
        modules = {each.name for each in pkgutil.iter_modules(getattr(module, "__path__", ()))}
        is_lazy = hasattr(module, "_HOMES")
        for name in module.__all__:
            assert getattr(module, name) is not None
            # A module of that name, once imported, would stand in its place.
            assert not (is_lazy and name in modules), f"{door}.{name}"


# -- what goes ------------------------------------------------------------------------------------


def version(text):
    return tuple(map(int, text.split(".")[:2]))


def test_what_was_to_go_by_this_version_is_gone():
    for door in public_api.DOORS:
        module = import_module(door)
        for name, going in getattr(module, "GOING", {}).items():
            assert version(going.until) > version(investtrack.__version__), f"{door}.{name}"
            assert name not in module.__all__
            with pytest.warns(DeprecationWarning, match=name):
                getattr(module, name)


@pytest.fixture
def package(monkeypatch):
    """A package one of whose names is about to go."""
    made = types.ModuleType("county_tools")
    going = {"sum_of": Going("0.3", "county_tools.total", "operator")}
    made.__getattr__, made.__dir__ = lazy_names("county_tools", {"math": ("fsum",)}, going)
    monkeypatch.setitem(sys.modules, "county_tools", made)
    import operator

    monkeypatch.setattr(operator, "sum_of", sum, raising=False)
    return made


def test_a_name_that_goes_still_works_and_says_what_takes_its_place(package):
    with pytest.warns(
        DeprecationWarning,
        match=r"county_tools\.sum_of goes with investtrack 0\.3; use county_tools\.total",
    ) as caught:
        assert package.sum_of([1, 2]) == 3
    assert caught[0].filename == __file__  # whoever asked for it is told
    assert "sum_of" not in dir(package)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert package.fsum([1]) == 1
    with pytest.raises(AttributeError):
        _ = package.never_there


def test_an_argument_that_goes_is_taken_still():
    @still_takes(file=Going("0.3", "path"))
    def opened(path, mode="r"):
        return path, mode

    with pytest.warns(
        DeprecationWarning, match=r"opened\(file=…\) goes with investtrack 0\.3; use path"
    ):
        assert opened(file="a", mode="w") == ("a", "w")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert opened("a") == ("a", "r")


def test_a_hook_that_goes_is_called_still_and_warns():
    spec, impl = pluggy.HookspecMarker(GROUP), pluggy.HookimplMarker(GROUP)

    class Specs:
        @spec(
            warn_on_impl=DeprecationWarning(
                "investtrack_old goes with investtrack 0.3; use investtrack_new"
            )
        )
        def investtrack_old(self):
            """Offer what was asked for."""

    class Plugin:
        @impl
        def investtrack_old(self):
            return ["still offered"]

    def manager():
        made = pluggy.PluginManager(GROUP)
        made.add_hookspecs(Specs)
        return made

    with pytest.warns(DeprecationWarning, match="use investtrack_new"):
        calls = HookCalls.of([("county", Plugin())], manager)
    assert calls.offers("investtrack_old") == [("county", "still offered")]


BEFORE = """[investtrack]
Report(ledger: 'Ledger', period: 'Period | None' = None) -> None
  .text(self, figure: 'str', places: 'int' = 2) -> 'str'
  .money(self, figure: 'str') -> 'Amount'
read(source: 'str') -> 'Extract'
load(source: 'str') -> 'Extract'
"""
NOW = """[investtrack]
Report(ledger: 'Ledger', period: 'Period | None' = None, day: 'date | None' = None) -> None
  .text(self, figure: 'str') -> 'str'
  .count(self, figure: 'str') -> 'int'
read(path: 'str') -> 'Extract'
"""


def test_what_a_version_breaks_is_told_from_two_lists():
    assert public_api.broken_promises(BEFORE, BEFORE) == []
    assert public_api.broken_promises(BEFORE, NOW) == [
        "investtrack.Report.text: takes places no more",
        "investtrack.Report.money: gone",
        "investtrack.read: takes source no more",
        "investtrack.load: gone",
    ]
    said = [
        "investtrack.Report.text",
        "investtrack.Report.money",
        "investtrack.read",
        "investtrack.load",
    ]
    assert public_api.broken_promises(BEFORE, NOW, said) == []
    assert public_api.broken_promises(NOW, BEFORE) != []
    today = public_api.public_api()
    assert public_api.broken_promises(today, today) == []
    assert len(today.splitlines()) > 500


# -- versions -------------------------------------------------------------------------------------


def test_json_says_its_version_and_a_newer_one_is_refused_by_name():
    text = ledger_to_json(sample_ledger())
    assert f'"schema": {JSON_VERSION}' in text
    assert ledger_from_json(text.replace(f',\n "schema": {JSON_VERSION}', "")) == sample_ledger()
    for newer in ("99", '"2"', "true"):
        with pytest.raises(ProfileError, match="请升级 investtrack"):
            ledger_from_json(text.replace(f'"schema": {JSON_VERSION}', f'"schema": {newer}'))


def test_the_page_names_the_versions_there_are():
    page = (ROOT / "docs" / "reference" / "stability.md").read_text(encoding="utf-8")
    assert f"hooks: version {HOOKS_VERSION}" in page
    assert f"JSON: version {JSON_VERSION}" in page
    for door in public_api.DOORS:
        assert f"`{door}`" in page
