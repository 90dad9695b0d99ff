"""Every command that a page of the documentation writes can be called so."""

import re
import shlex
from pathlib import Path

import pytest

from investtrack.cli.main import build_parser


ROOT = Path(__file__).parents[1]
PAGES = [
    *sorted(
        page
        for room in ("how-to", "tutorial", "zh")
        for page in (ROOT / "docs" / room).glob("*.md")
    ),
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
]
_FENCED = re.compile(r"^```[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_INLINE = re.compile(r"`(investtrack [^`\n]+)`")
_BEFORE = re.compile(r"^(\$ )?(python -m uv run )?(?=investtrack )")


def _commands(text: str) -> tuple[list[str], list[str]]:
    """Return the commands of a page's blocks, and those named in its sentences, which may leave out what they are given."""
    lines = (
        _BEFORE.sub("", line.strip())
        for block in _FENCED.findall(text)
        for line in block.splitlines()
    )
    return [line for line in lines if line.startswith("investtrack ")], _INLINE.findall(
        _FENCED.sub("", text)
    )


def _refusal(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the program says against a call, empty where it takes it."""
    given = shlex.split(line, comments=True)[1:]
    try:
        build_parser(given).parse_args(given)
    except SystemExit as stop:
        return capsys.readouterr().err if stop.code else ""
    return ""


@pytest.mark.parametrize(
    "page", PAGES, ids=lambda page: str(page.relative_to(ROOT).with_suffix(""))
)
def test_the_program_takes_what_a_page_tells_to_type(page, capsys):
    whole, named = _commands(page.read_text(encoding="utf-8"))
    refused = {line: _refusal(line, capsys) for line in whole}
    refused |= {line: said for line in named if "缺少参数" not in (said := _refusal(line, capsys))}
    assert not {line: said for line, said in refused.items() if said}


def test_a_verb_or_a_flag_that_is_not_there_is_refused(capsys):
    whole, named = _commands(
        "`investtrack chek 甲.xlsx`\n\n```\n$ investtrack check 甲.xlsx --colums\n```\n"
    )
    assert (whole, named) == (["investtrack check 甲.xlsx --colums"], ["investtrack chek 甲.xlsx"])
    assert all(_refusal(line, capsys) for line in (*whole, *named))
