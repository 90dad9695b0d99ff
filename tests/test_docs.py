"""The reference pages keep up with the code."""

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from investtrack import errors
from investtrack.plugin import hookspecs, load_plugins


ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"


def _generate():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("path", "text"), list(_generate().pages()), ids=lambda v: getattr(v, "name", "")
)
def test_generated_pages_are_what_the_code_says(path, text):
    assert path.read_text(encoding="utf-8") == text(), "run: python docs/generate.py"


def test_lines_of_a_chinese_page_are_joined_without_a_space():
    _generate()
    joined = sys.modules["manual"].without_breaks
    assert (
        joined("关掉，再\n打开 `甲.toml`\n里；\n- 一\n  续")
        == "关掉，再打开 `甲.toml`\n里；\n- 一续"
    )
    assert joined("```\n甲\n乙\n```\n\n丙\n\n丁\n") == "```\n甲\n乙\n```\n\n丙\n\n丁\n"


def test_every_hook_has_a_heading():
    page = (REFERENCE / "hooks.md").read_text(encoding="utf-8")
    hooks = [name for name in vars(hookspecs) if name.startswith("investtrack_")]
    assert hooks
    assert [hook for hook in hooks if f"## {hook}" not in page] == []


def test_every_error_has_a_heading():
    page = (REFERENCE / "errors.md").read_text(encoding="utf-8")
    names = [
        name
        for name, item in vars(errors).items()
        if isinstance(item, type)
        and issubclass(item, errors.InvesttrackError)
        and item is not errors.InvesttrackError
    ]
    assert [name for name in names if f"## {name}" not in page] == []


def test_every_finding_code_is_listed():
    page = (REFERENCE / "findings.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z-]+)` ", page, re.MULTILINE)
    assert sorted(listed) == sorted(load_plugins(("findings",)).findings)


DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
LINK = r"\[(\d+)\]\((\d{4}-[a-z0-9-]+\.md)\)"
STATUS = re.compile(
    rf"Status: (proposed|withdrawn|accepted(?:, supersedes {LINK}(?: in part)?)?|superseded(?: in part)? by {LINK})"
)


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_a_decision_says_whether_it_holds(path):
    title, blank, status, after, *_ = path.read_text(encoding="utf-8").split("\n")
    number = int(path.name[:4])
    assert title.startswith(f"# {number}. ")
    assert (blank, after) == ("", "")
    said = STATUS.fullmatch(status)
    assert said, "the third line: Status: accepted (docs/decisions/index.md has the words)"
    for other_number, other in re.findall(LINK, status):
        there = (path.parent / other).read_text(encoding="utf-8")
        assert int(other[:4]) == int(other_number) != number
        back = (
            r"superseded (?:in part )?by" if status.startswith("Status: accepted") else "supersedes"
        )
        assert re.search(rf"{back} \[{number}\]\({path.name}\)", there.split("\n")[2]), (
            f"{other} says nothing of {path.name}"
        )


def test_no_two_decisions_have_one_number():
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(numbers) == len(set(numbers)) > 20
