"""A module that was kept is the module of its file: found, loaded and told as if it had been read there."""

import importlib
import os
import sys

import pytest

from investtrack import kept_modules


NAME = "kept_for_a_test"


@pytest.fixture
def place(among_all, monkeypatch):
    """The folder of modules, of which alone anything is kept: beside them, all that other tests imported took a fifth of a second a run."""
    kept = kept_modules._kept_spec
    monkeypatch.setattr(
        kept_modules,
        "_kept_spec",
        lambda name, module: kept(name, module) if name.startswith(NAME) else None,
    )
    return among_all


@pytest.fixture
def among_all(tmp_path, monkeypatch):
    """A folder of modules, the file they are kept in beside it, and the search path as it was afterwards."""
    folder = tmp_path / "modules"
    (folder / NAME).mkdir(parents=True)
    (folder / NAME / "__init__.py").write_text("from kept_for_a_test.inner import VALUE\n")
    (folder / NAME / "inner.py").write_text("VALUE = 1\n\n\ndef asked():\n    return VALUE\n")
    monkeypatch.setattr(
        kept_modules, "cache_from_source", lambda _: str(tmp_path / "kept" / "a.pyc")
    )
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    yield folder
    forget()


def forget():
    for name in [name for name in sys.modules if name.partition(".")[0] == NAME]:
        del sys.modules[name]


def run():
    """Return the module as a run imports it, and what loaded it."""
    forget()
    importlib.invalidate_caches()
    before = list(sys.meta_path)
    keep = kept_modules.kept_modules()
    module = importlib.import_module(NAME)
    inner = importlib.import_module(f"{NAME}.inner")
    keep()
    sys.meta_path[:] = before
    return module, inner


def is_kept(module):
    return type(module.__spec__.loader).__module__ == kept_modules.__name__


def test_a_second_run_finds_the_same_modules_where_the_first_left_them(among_all):
    place = among_all
    first, second = run(), run()
    assert not any(map(is_kept, first))
    assert all(map(is_kept, second))
    for before, after in zip(first, second, strict=True):
        assert after.VALUE == before.VALUE == 1
        for name in ("__name__", "__file__", "__package__", "__cached__"):
            assert getattr(after, name) == getattr(before, name)
    assert second[0].__path__ == first[0].__path__ == [str(place / NAME)]
    assert second[1].asked.__code__ == first[1].asked.__code__
    assert second[1].__loader__.get_source(f"{NAME}.inner").startswith("VALUE = 1")


def test_a_source_that_changed_is_taken_as_it_is_now(place):
    run()
    source = place / NAME / "inner.py"
    source.write_text("VALUE = 22\n")
    package, inner = run()
    assert (inner.VALUE, is_kept(inner), is_kept(package)) == (22, False, True)
    assert (run()[1].VALUE, is_kept(run()[1])) == (22, True)


def test_a_source_that_is_gone_is_not_found(place):
    run()
    (place / NAME / "inner.py").unlink()
    with pytest.raises(ModuleNotFoundError):
        run()


def test_another_search_path_finds_its_own(place, tmp_path, monkeypatch):
    run()
    other = tmp_path / "other"
    (other / NAME).mkdir(parents=True)
    (other / NAME / "__init__.py").write_text("VALUE = 3\n")
    (other / NAME / "inner.py").write_text("VALUE = 3\n")
    monkeypatch.setattr(sys, "path", [sys.path[0], str(other), *sys.path[1:]])
    assert [module.VALUE for module in run()] == [3, 3]


def test_a_path_that_changes_in_the_run_is_followed(place, tmp_path, monkeypatch):
    run()
    forget()
    kept_modules.kept_modules()
    other = tmp_path / "other"
    other.mkdir()
    (other / f"{NAME}.py").write_text("VALUE = 4\n")
    monkeypatch.setattr(sys, "path", [sys.path[0], str(other), *sys.path[1:]])
    assert importlib.import_module(NAME).VALUE == 4


@pytest.mark.parametrize(
    "content", [b"", b"nothing", b"\xe3\0\0\0", b"(\x02\0\0\0NN", b"[\x01\0\0\0i\x01\0\0\0"]
)
def test_a_file_that_is_none_is_made_anew(place, tmp_path, content):
    file = tmp_path / "kept" / "a.modules"
    file.parent.mkdir()
    file.write_bytes(content)
    assert not is_kept(run()[0])
    assert is_kept(run()[0])


def test_code_that_was_damaged_is_read_from_its_file(place, tmp_path):
    run()
    loader = kept_modules._Loader(NAME, str(place / NAME / "inner.py"), b"nothing")
    assert "VALUE" in loader.get_code(NAME).co_names


def test_nothing_is_written_where_byte_code_is_not(place, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    run()
    assert not (tmp_path / "kept").exists()


def test_the_folder_of_the_command_is_never_kept(place, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(place), *sys.path[:-1]])
    run()
    assert not is_kept(run()[0])


def test_too_much_leaves_the_modules_of_the_last_run_alone(place, tmp_path, monkeypatch):
    monkeypatch.setattr(kept_modules, "_MOST", 10)
    run()
    forget()
    (place / f"{NAME}_too.py").write_text("VALUE = 5\n")
    keep = kept_modules.kept_modules()
    importlib.import_module(f"{NAME}_too")
    keep()
    del sys.modules[f"{NAME}_too"]
    kept = kept_modules._read(os.fspath(tmp_path / "kept" / "a.modules"))
    assert [name for name in kept if name.startswith(NAME)] == [f"{NAME}_too"]


def test_beyond_its_bound_what_this_run_took_stays(place, monkeypatch):
    """Else two runs of the same modules would take turns in throwing out what the other kept."""
    monkeypatch.setattr(kept_modules, "_MOST", 1)
    run()
    (place / NAME / "inner.py").write_text("VALUE = 22\n")
    run()
    for _ in range(3):
        assert all(map(is_kept, run()))
