"""docs/how-to/add-a-column.md, done as it says in a copy of the tree."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pages_as_run import BLOCK, change, commands, matches


ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "add-a-column.md"


@pytest.fixture
def tree(tmp_path):
    """A copy of the tree as far as the page touches it, under version control."""
    for name in ("src", "docs", "plugins"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "_build", "tests", "images"))  # fmt: skip
    for command in (("init", "-q"), ("add", "-A"), ("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "all")):  # fmt: skip
        subprocess.run(["git", *command], check=True, cwd=tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the page is written for a POSIX shell")
def test_a_column_is_added_by_what_the_page_says(tree):
    own = [str(path) for path in (tree / "src", *sorted(tree.glob("plugins/*/src")))]
    environ = os.environ | {
        "PYTHONPATH": os.pathsep.join(own), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    done = 0
    for kind, name, language, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        done += 1
        if kind == "File":
            (tree / name).write_text(text, encoding="utf-8")
            continue
        if kind == "In":
            change(tree / name, text)
            continue
        assert language == "console"
        for command, expected in commands(text):
            ran = subprocess.run(
                ["bash", "-c", command], capture_output=True, text=True, encoding="utf-8", check=False, cwd=tree, env=environ
            )  # fmt: skip
            said = f"$ {command}\n{ran.stdout}{ran.stderr}"
            assert ran.returncode in ({0, 1} if command.startswith("investtrack") else {0}), said
            assert matches(ran.stdout.splitlines(), expected), said
    assert done == 5
