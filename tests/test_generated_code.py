"""Code that attrs generates is compiled once, and nothing hangs on what is kept of it."""

import re
from types import SimpleNamespace

import attr._make
import attrs
import cattrs
import cattrs.gen
import pytest

from investtrack import generated_code


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(
        generated_code, "cache_from_source", lambda _: str(tmp_path / "kept" / "a.pyc")
    )
    monkeypatch.setattr(generated_code.sys, "dont_write_bytecode", False)
    monkeypatch.setattr(re._compiler, "compile", re._compiler.compile)
    monkeypatch.setattr(re._compiler, "_sre", re._compiler._sre)
    monkeypatch.setattr(generated_code, "_adopted", [])
    yield tmp_path / "kept" / "a.attrs"
    vars(attr._make).pop("compile", None)
    vars(cattrs.gen).pop("compile", None)


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


PATTERNS = [
    (r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月)?", 0), (r"[\u4e00-\u9fff]+|[^\W\d_]", re.IGNORECASE), (rb"<c r=\"([A-Z]+)(\d+)\"", 0),
    (r"^(a|b)*?(?=c)(?<!d)\1?", re.MULTILINE | re.DOTALL), (r"", 0), (r"(?x) a b # c", 0), (r"[]-~]+", re.ASCII),
]  # fmt: skip
TEXTS = ["2022年3月", "12345年", "项目Ab", "aac", "", '<c r="AB12"', "a b", "]^~", "\n" * 3]


def found_by(pattern, texts):
    return [
        [(m.span(), m.groups(), m.groupdict()) for m in pattern.finditer(text)] for text in texts
    ]


def patterns_of_a_run(patterns):
    """Return what a run makes of *patterns*, and which of them it compiles."""
    keep = generated_code.kept_code()
    taken = re._compiler.compile
    original, compiled = generated_code._original["compile"], []

    def compile_(pattern, flags=0):
        compiled.append(pattern)
        return original(pattern, flags)

    generated_code._original["compile"] = compile_
    try:
        keep = generated_code.kept_code()
        made = [re._compiler.compile(*each) for each in patterns]
    finally:
        generated_code._original["compile"] = original
        re._compiler.compile = taken
    keep()
    return made, compiled


def test_a_pattern_that_was_kept_is_the_same_pattern(file):
    _, compiled = patterns_of_a_run(PATTERNS)
    assert compiled == [text for text, _ in PATTERNS]
    again, compiled = patterns_of_a_run(PATTERNS)
    assert compiled == []
    for made, (text, flags) in zip(again, PATTERNS, strict=True):
        fresh = generated_code._original["compile"](text, flags)
        texts = [one.encode() if isinstance(text, bytes) else one for one in TEXTS]
        assert made == fresh  # the same program, flags and text
        assert (made.groups, made.groupindex) == (fresh.groups, fresh.groupindex)
        assert found_by(made, texts) == found_by(fresh, texts)


def test_a_pattern_that_is_wrong_is_wrong_again(file):
    for _ in range(2):
        with pytest.raises(re.error, match="unterminated"):
            patterns_of_a_run([("(a", 0)])


def test_a_python_that_is_made_otherwise_does_without(file, monkeypatch):
    monkeypatch.setattr(re, "_compiler", SimpleNamespace())
    assert run()[0](1).b == 2


def test_what_cattrs_generates_is_kept_too(file):
    def read():
        keep = generated_code.kept_code()
        compiled = []
        generated_code.compile = lambda *given: compiled.append(given[1]) or compile(*given)
        generated_code.adopt(cattrs.gen)
        try:
            found = cattrs.Converter().structure({"a": "1"}, kind)
        finally:
            del generated_code.compile
        keep()
        return found, compiled

    kind = made("Read")
    first, compiled = read()
    assert compiled
    assert read() == (first, [])
