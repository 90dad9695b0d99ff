"""Code that attrs generates is compiled once, and nothing hangs on what is kept of it."""

import attr._make
import attrs
import pytest

from investtrack import generated_code


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(
        generated_code, "cache_from_source", lambda _: str(tmp_path / "kept" / "a.pyc")
    )
    monkeypatch.setattr(generated_code.sys, "dont_write_bytecode", False)
    yield tmp_path / "kept" / "a.attrs"
    vars(attr._make).pop("compile", None)


def made(name="One"):
    return attrs.make_class(
        name, {"a": attrs.field(converter=int), "b": attrs.field(default=2)}, frozen=True
    )


def run(name="One"):
    """Return a class made as a run makes it, and the pieces that were compiled for it."""
    compiled = []
    keep = generated_code.kept_code()
    once = vars(attr._make)["compile"]
    generated_code.compile = lambda *given: compiled.append(given[1]) or compile(*given)
    try:
        found = made(name)
    finally:
        del generated_code.compile
        vars(attr._make)["compile"] = once
    keep()
    return found, compiled


def test_a_second_run_compiles_nothing_and_makes_the_same_class(file):
    first, compiled = run()
    assert compiled
    second, again = run()
    assert again == []
    for kind in (first, second, made()):
        assert kind("1") == kind(1)
        assert hash(kind(1)) == hash(kind("1"))
        assert repr(kind(1)) == "One(a=1, b=2)"
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            kind(1).a = 3
    assert first(1) != second(1)


def test_what_an_earlier_run_kept_stays(file):
    run("One")
    run("Two")
    assert run("One")[1] == []


@pytest.mark.parametrize(
    "content",
    [b"", b"no code", generated_code.MAGIC_NUMBER, generated_code.MAGIC_NUMBER + b"i\x01\0\0\0"],
)
def test_a_file_that_is_none_is_made_anew(file, content):
    file.parent.mkdir()
    file.write_bytes(content)
    assert run()[1]
    assert run()[1] == []


def test_where_nothing_can_be_written_nothing_is(file):
    file.parent.write_text("a file where the folder should be")
    assert run()[0](1).b == 2
    assert run()[1]


def test_no_byte_code_wanted_means_none_of_this_either(file, monkeypatch):
    monkeypatch.setattr(generated_code.sys, "dont_write_bytecode", True)
    run()
    assert not file.exists()
