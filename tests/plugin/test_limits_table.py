"""The table of docs/security.md, which surface says what at which limit, is what the program says.

INVESTTRACK_RENEW_TABLE=1 writes it anew.
"""

import os
from pathlib import Path

import pytest
from limit_cases import CASES, call, row_of, said_of

from investtrack.cli.main import main


PAGE = Path(__file__).parents[2] / "docs" / "security.md"
HEAD = "| file | verb | limit | what is said |\n|---|---|---|---|\n"


def listed():
    return PAGE.read_text(encoding="utf-8").partition(HEAD)[2].partition("\n\n")[0].splitlines()


@pytest.mark.parametrize(
    ("at", "case"),
    list(enumerate(CASES)),
    ids=[f"{limit}-{verb}-{name}" for limit, _, verb, name in CASES],
)
def test_what_is_said_is_what_the_page_says(at, case, tmp_path, capsys):
    limit, make, verb, name = case
    path = tmp_path / name
    make(path)
    status = main([str(each) for each in call(verb, path, tmp_path / "写出")])
    out, err = capsys.readouterr()
    assert status == (1 if limit == "digits" else 2)
    row = row_of(limit, verb, name, said_of(err or out, tmp_path))
    if os.environ.get("INVESTTRACK_RENEW_TABLE"):
        before, _, after = PAGE.read_text(encoding="utf-8").partition(HEAD)
        rows, blank, rest = after.partition("\n\n")
        kept = rows.splitlines()[:at]
        PAGE.write_text(before + HEAD + "\n".join([*kept, row]) + blank + rest, encoding="utf-8")
    assert row in listed()


def test_the_page_lists_no_more():
    assert len(listed()) == len(CASES)
