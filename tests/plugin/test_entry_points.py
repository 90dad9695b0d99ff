"""Installed plugins are found as importlib.metadata finds them, without it."""

import sys
import zipfile
from importlib import metadata

import pytest

from investtrack.plugin.loading.discovery import _distribution
from investtrack.plugin.loading.entry_points import entry_points


def told(found):
    return [(entry.name, entry.value, _distribution(entry)) for entry in found]


def both(group):
    return told(entry_points(group)), told(metadata.entry_points(group=group))


def install(folder, name, points, ending="dist-info", meta="METADATA"):
    info = folder / f"{name}.{ending}"
    info.mkdir(parents=True)
    (info / meta).write_text(f"Name: {name}\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(points, encoding="utf-8")


@pytest.mark.parametrize("group", ["investtrack", "console_scripts", "pytest11", "no.such"])
def test_they_are_those_of_importlib_metadata(group):
    ours, theirs = both(group)
    assert ours == theirs


def test_the_first_of_two_copies_counts_and_what_is_no_entry_is_passed_over(tmp_path, monkeypatch):
    text = "# a remark\n[other]\nx = y\n\n[made]\n one=json:dumps \ntwo = json.decoder : JSONDecoder.decode [fast]\n[more]\nz=z\n"
    install(tmp_path / "a", "Made_Up-1.0", text)
    install(tmp_path / "b", "made.up-2.0", "[made]\nolder = json\n")
    install(tmp_path / "b", "egg-1.0-py3", "[made]\nthree = json\n", "egg-info", "PKG-INFO")
    (tmp_path / "b" / "flat.egg-info").write_text("Name: flat\n")
    (tmp_path / "b" / "empty.dist-info").mkdir()
    monkeypatch.setattr(
        sys, "path", [str(tmp_path / "a"), str(tmp_path / "none"), str(tmp_path / "b"), *sys.path]
    )
    ours, theirs = both("made")
    assert ours == theirs
    assert [entry[0] for entry in ours] == ["one", "two", "three"]
    loaded = {entry.name: entry.load() for entry in entry_points("made")}
    assert loaded == {entry.name: entry.load() for entry in metadata.entry_points(group="made")}


def test_a_distribution_in_an_archive_is_found_too(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        archive.writestr("packed-1.0.dist-info/METADATA", "Name: packed\n")
        archive.writestr("packed-1.0.dist-info/entry_points.txt", "[made]\npacked = json\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "packed.zip"), *sys.path])
    assert [entry.name for entry in entry_points("made")] == ["packed"]


def test_a_finder_of_another_make_is_asked(monkeypatch):
    class Finder(metadata.DistributionFinder):
        def find_spec(self, *_):
            return None

        def find_distributions(self, context=None):
            return [Made()]

    class Made(metadata.Distribution):
        def read_text(self, filename):
            return {"METADATA": "Name: made\n", "entry_points.txt": "[made]\nown = json\n"}.get(
                filename
            )

        def locate_file(self, path):
            return path

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder()])
    assert [entry.name for entry in entry_points("made")] == ["own"]


def test_what_an_entry_point_lacks_is_an_error(tmp_path, monkeypatch):
    install(tmp_path, "made-1.0", "[made]\ngone = no_such_module\nless = json:no_such_name\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    gone, less = entry_points("made")
    with pytest.raises(ImportError):
        gone.load()
    with pytest.raises(AttributeError):
        less.load()
