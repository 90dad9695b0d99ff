"""Plugins are called through pluggy: its order, wrappers and names work, and what is left out, newer or bound is said."""

import types

import pytest

from investtrack import Extract, Ledger, Profile, Project, Region, ledger_to_json, read
from investtrack.cli.main import main
from investtrack.plugin import (
    Exporter,
    Importer,
    collect,
    hookimpl,
    load_plugins,
    new_manager,
)
from investtrack.plugin.hookspecs import HOOKS_VERSION
from investtrack.plugin.loading import discovery
from investtrack_csv import plugin as csv
from investtrack_testing import sample_ledger


def exporter(name, label="某"):
    made = type("Made", (Exporter,), {"name": name, "label": label, "suffix": ".txt"})
    made.export = lambda self, report, stream, template=None: stream.write(b".") and None
    made.__abstractmethods__ = frozenset()
    return made()


def module(**functions):
    made = types.ModuleType("made_here")
    for name, function in functions.items():
        setattr(made, name, function)
    return made


def nothing():
    return ()


def collected(**plugins):
    manager = new_manager()
    for name, plugin in plugins.items():
        manager.register(plugin, name)
    return collect(manager)


def offering(item, **options):
    return module(investtrack_exporters=hookimpl(**options)(lambda: [item]))


def test_the_first_by_name_keeps_a_name_whatever_the_order_of_registering():
    a, b = offering(exporter("x", "甲")), offering(exporter("x", "乙"))
    assert collected(a=a, b=b).exporters["x"].label == "甲"
    assert collected(b=b, a=a).exporters["x"].label == "甲"


def test_tryfirst_goes_before_the_others_and_both_are_named():
    a, b = offering(exporter("x", "甲")), offering(exporter("x", "乙"), tryfirst=True)
    plugins = collected(a=a, b=b)
    assert plugins.exporters["x"].label == "乙"
    (failure,) = plugins.failures
    assert (failure.plugin, "与 b 的重名" in failure.reason) == ("a", True)
    last = offering(exporter("x", "甲"), trylast=True)
    assert collected(a=last, b=offering(exporter("x", "乙"))).exporters["x"].label == "乙"


def test_a_wrapper_sees_and_changes_what_all_offer():
    @hookimpl(wrapper=True)
    def wrap():
        offers = yield
        return [[each for each in items if each.name != "secret"] for items in offers] + [
            [exporter("more")]
        ]

    plugins = collected(
        a=offering(exporter("secret")),
        b=offering(exporter("plain")),
        w=module(investtrack_exporters=wrap),
    )
    assert set(plugins.exporters) == {"plain", "more"}
    assert not plugins.failures


def test_a_wrapper_that_fails_is_named_and_the_rest_stays():
    @hookimpl(wrapper=True)
    def wrap():
        yield
        raise RuntimeError("坏了")

    plugins = collected(b=offering(exporter("plain")), w=module(investtrack_exporters=wrap))
    assert set(plugins.exporters) == {"plain"}
    (failure,) = plugins.failures
    assert (failure.plugin, "坏了" in failure.reason) == ("w", True)


def test_a_hook_may_bear_another_name():
    own = module(my_exporters=hookimpl(specname="investtrack_exporters")(lambda: [exporter("x")]))
    plugins = collected(a=own)
    assert set(plugins.exporters) == {"x"}
    assert not plugins.failures


def test_a_hook_is_given_the_version_of_the_core_where_it_asks():
    seen = []

    def offer(core):
        seen.append(core)
        return [exporter("x")]

    assert "x" in collected(a=module(investtrack_exporters=hookimpl(offer))).exporters
    assert seen == [discovery.version()]


def test_an_unknown_hook_is_said_unless_it_is_optional():
    new = hookimpl(nothing)
    (failure,) = collected(a=module(investtrack_dreams=new)).failures
    assert failure.reason == "不认识的钩子：investtrack_dreams"
    optional = hookimpl(optionalhook=True)(nothing)
    assert not collected(a=module(investtrack_dreams=optional)).failures


def test_a_plugin_for_newer_hooks_works_as_far_as_it_can():
    newer = offering(exporter("x"))
    newer.INVESTTRACK_HOOKS = HOOKS_VERSION + 1
    newer.investtrack_dreams = hookimpl(nothing)
    plugins = collected(a=newer)
    assert "x" in plugins.exporters
    (failure,) = plugins.failures
    assert f"它用第{HOOKS_VERSION + 1}版的钩子，这里是第{HOOKS_VERSION}版" in failure.reason


class Entry:
    def __init__(self, name, load):
        self.name, self.load = name, load
        self.dist = types.SimpleNamespace(name=f"dist-{name}")


def test_a_plugin_that_asks_the_core_for_what_it_has_not_says_so(monkeypatch):
    def load():
        from investtrack.plugin import Dreamer  # noqa: F401

    monkeypatch.setattr(discovery, "entry_points", lambda group: [Entry("new", load)])
    (failure,) = load_plugins().failures
    assert "它是为别的版本的 investtrack 写的，这里是 0.1.0" in failure.reason


# -- left out -------------------------------------------------------------------------------------


@pytest.fixture
def two(monkeypatch):
    entries = [
        Entry("one", lambda: offering(exporter("x"))), Entry("two", lambda: offering(exporter("y")))
    ]  # fmt: skip
    monkeypatch.setattr(discovery, "entry_points", lambda group: entries)


@pytest.mark.usefixtures("two")
def test_a_plugin_is_left_out_by_name(monkeypatch):
    assert {"x", "y"} <= set(load_plugins().exporters)
    assert "x" not in load_plugins(without=["one"]).exporters
    monkeypatch.setenv("INVESTTRACK_WITHOUT", "one，two")
    assert not {"x", "y"} & set(load_plugins().exporters)
    (failure,) = load_plugins(without=["thre"]).failures
    assert (failure.plugin, "没有安装" in failure.reason) == ("thre", True)


@pytest.mark.usefixtures("two")
def test_the_command_line_leaves_one_out(capsys, monkeypatch):
    monkeypatch.delenv("INVESTTRACK_WITHOUT", raising=False)
    assert main(["plugins"]) == 0
    assert " x " in capsys.readouterr().out.replace("x", " x ")
    main(["--without", "one", "--without=two", "plugins"])
    out = capsys.readouterr().out
    assert "dist-one" not in out
    assert "dist-two" not in out
    main(["plugins"])
    assert "dist-one" in capsys.readouterr().out
    assert main(["--without"]) == 2
    assert "后面要跟插件名" in capsys.readouterr().err


# -- bound profiles -------------------------------------------------------------------------------

QINGHE = Profile(name="qinghe", label="清河县", regions=("清河县",))


class OwnImporter(Importer):
    name = "own"
    label = "自己的"
    suffixes = (".own",)
    region = "清河县"

    def identify(self, path):
        return path.suffix == ".own"

    def extract(self, path, profile):
        ledger = Ledger(region=Region(name=self.region), projects=(Project(name="甲"),))
        return Extract(ledger)


def county(importer, *profiles):
    return load_plugins(
        ("importers", "profiles"),
        also={"county": module(
            investtrack_importers=hookimpl(lambda: [importer]),
            investtrack_profiles=hookimpl(lambda: profiles),
        )},
    )  # fmt: skip


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "a.own"
    path.write_text("甲", encoding="utf-8")
    return path


def test_a_profile_is_bound_to_its_region(source):
    plugins = county(OwnImporter(), QINGHE)
    assert read(source, plugins=plugins).profile.name == "qinghe"
    assert read(source, profile="default", plugins=plugins).profile.name == "default"
    other = type("Other", (OwnImporter,), {"region": "别的县"})()
    assert read(source, plugins=county(other, QINGHE)).profile.name == "default"


def test_a_profile_is_bound_to_its_importer(source):
    bound = type("Bound", (OwnImporter,), {"profile": "lake", "region": None})()
    plugins = county(bound, QINGHE, Profile(name="lake"))
    assert read(source, plugins=plugins).profile.name == "lake"


def test_two_profiles_for_one_region_bind_neither(source):
    twin = Profile(name="twin", regions=("清河县",))
    assert read(source, plugins=county(OwnImporter(), QINGHE, twin)).profile.name == "default"


def test_a_hook_that_asks_the_core_for_what_it_had_once_says_so():
    def offer():
        from investtrack.model.finding import Finding  # noqa: F401

    (failure,) = collected(old=module(investtrack_exporters=hookimpl(offer))).failures
    assert "No module named 'investtrack.model.finding'" in failure.reason
    assert "它是为别的版本的 investtrack 写的" in failure.reason


@pytest.fixture
def odd(monkeypatch):
    """Return an exporter that `report` runs, installed as "odd"."""
    made = exporter("odd-text")
    type(made).in_report = True
    type(made).stem = "怪"
    monkeypatch.setattr(discovery, "entry_points", lambda group: [Entry("csv", lambda: csv), Entry("odd", lambda: offering(made))])  # fmt: skip
    return made


@pytest.mark.usefixtures("odd")
@pytest.mark.parametrize("where", ["named", "beside"])
def test_what_a_profile_leaves_out_takes_no_part_in_the_verb(tmp_path, capsys, where):
    (tmp_path / "台账.json").write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    profile = tmp_path / ("台账.toml" if where == "beside" else "本县.toml")

    def report(folder, *options):
        main(["report", str(tmp_path / "台账.json"), "-o", str(tmp_path / folder), *options])
        return [path.name for path in (tmp_path / folder).iterdir() if "怪" in path.name]

    assert report("with")
    profile.write_text('without = ["odd"]\n', encoding="utf-8")
    named = [] if where == "beside" else ["--profile", str(profile)]
    assert not report("without", *named)
    capsys.readouterr()
    assert main(["export", str(tmp_path / "台账.json"), "--to", "odd-text", "-o", str(tmp_path / "a.txt"), *named]) == 2  # fmt: skip
    assert "odd-text" in capsys.readouterr().err


def test_without_plugins_a_report_and_a_csv_are_refused_with_their_reason(
    tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(discovery, "entry_points", lambda group: [])
    (tmp_path / "台账.json").write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    (tmp_path / "项目台账.csv").write_text("项目名称\n甲\n", encoding="utf-8")
    assert main(["report", str(tmp_path / "台账.json"), "-o", str(tmp_path / "out")]) == 2
    assert "没有安装写报告的插件" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "项目台账.csv")]) == 2
    assert "没有安装读 .csv 的插件" in capsys.readouterr().err
