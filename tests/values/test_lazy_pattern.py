"""A pattern that is compiled when it is first used does what the compiled one does."""

import re

import pytest

from investtrack.lazy import lazy_pattern


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "findall", "split"])
def test_it_finds_what_the_compiled_one_finds(method):
    text, flags = "(a)(b)?", re.IGNORECASE
    lazy, compiled = lazy_pattern(text, flags), re.compile(text, flags)
    for _ in range(2):
        found, wanted = (getattr(one, method)("xABab") for one in (lazy, compiled))
        assert (found and found[0]) == (wanted and wanted[0])
    assert (lazy.pattern, lazy.flags, lazy.groups) == (text, compiled.flags, 2)
    assert lazy.sub(r"<\1>", "ab") == "<a>"


def test_a_wrong_one_is_an_error_where_it_is_used():
    wrong = lazy_pattern("(")
    with pytest.raises(re.error):
        wrong.search("")
