"""Plugins: found, named, and one that fails never takes the others down."""

import types

import pytest

from investtrack import UnknownFormatError
from investtrack.plugin import Exporter, collect, hookimpl, load_plugins, new_manager
from investtrack.plugin.loading import discovery


class Silent(Exporter):
    name = "silent"
    label = "无声"
    suffix = ".txt"

    def export(self, report, stream, template=None):
        stream.write(b".")


def _plugin(**functions):
    module = types.ModuleType("made_here")
    for name, function in functions.items():
        setattr(module, name, hookimpl(function))
    return module


def test_what_a_plugin_offers_is_found_by_name():
    made = new_manager()
    made.register(_plugin(investtrack_exporters=lambda: (Silent(),)), "one")
    assert collect(made).exporter("silent").label == "无声"


def test_two_that_claim_one_name_are_named_and_the_first_stays():
    made = new_manager()
    made.register(_plugin(investtrack_exporters=lambda: (Silent(),)), "one")
    made.register(_plugin(investtrack_exporters=lambda: (Silent(),)), "two")
    plugins = collect(made)
    assert list(plugins.exporters) == ["silent"]
    assert [failure.plugin for failure in plugins.failures] == ["two"]
    assert "重名" in plugins.failures[0].reason


def test_a_hook_that_raises_is_named_and_the_rest_goes_on():
    def broken():
        raise RuntimeError("坏了")

    made = new_manager()
    made.register(_plugin(investtrack_importers=broken), "bad")
    made.register(_plugin(investtrack_exporters=lambda: (Silent(),)), "good")
    plugins = collect(made)
    assert "silent" in plugins.exporters
    assert [(f.plugin, "坏了" in f.reason) for f in plugins.failures] == [("bad", True)]


def test_a_misspelt_hook_is_named():
    made = new_manager()
    made.register(_plugin(investtrack_exporter=lambda: (Silent(),)), "typo")
    assert [f.reason for f in collect(made).failures] == ["不认识的钩子：investtrack_exporter"]


class _Entry:
    def __init__(self, name, load, dist="dist-a"):
        self.name, self.load = name, load
        self.dist = types.SimpleNamespace(name=dist)


def test_an_entry_point_that_fails_to_import_is_named_and_the_rest_goes_on(monkeypatch):
    def missing():
        raise ImportError("No module named 'gone'")

    good = _plugin(investtrack_exporters=lambda: (Silent(),))
    entries = [_Entry("bad", missing, "dist-bad"), _Entry("good", lambda: good)]
    monkeypatch.setattr(discovery, "entry_points", lambda group: entries)
    plugins = load_plugins()
    assert "silent" in plugins.exporters
    (failure,) = plugins.failures
    assert (failure.plugin, failure.distribution) == ("bad", "dist-bad")
    assert "gone" in failure.reason


def test_two_distributions_with_one_entry_point_name_are_named(monkeypatch):
    good = _plugin(investtrack_exporters=lambda: (Silent(),))
    entries = [_Entry("same", lambda: good, "dist-a"), _Entry("same", lambda: good, "dist-b")]
    monkeypatch.setattr(discovery, "entry_points", lambda group: entries)
    plugins = load_plugins()
    assert [(f.plugin, f.distribution) for f in plugins.failures] == [("same", "dist-b")]


def test_an_unknown_name_lists_what_is_installed():
    with pytest.raises(UnknownFormatError) as caught:
        load_plugins().exporter("pdf")
    assert "json" in caught.value.available
    assert "pdf" in str(caught.value)


def test_everything_installed_here_loads():
    plugins = load_plugins()
    assert plugins.failures == ()
    assert {"excel", "word", "json", "findings", "demo-bulletin"} <= set(plugins.exporters)
    assert {"excel", "json"} <= set(plugins.importers)
    assert {"excel", "word"} <= set(plugins.templates)
    assert {"default", "demo-county"} <= set(plugins.profiles)
