"""What docs/how-to/ says is added to the library, added as it says in a copy of the tree."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pages_as_run import BLOCK, change, commands, matches


ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "how-to"
EXAMPLE = "云溪县2022年一季度台账.xlsx"


@pytest.fixture
def tree(tmp_path):
    """A copy of the tree as far as the page touches it, under version control."""
    for name in ("src", "docs", "plugins"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("_build", "tests", "images"))  # fmt: skip
    shutil.copyfile(ROOT / ".gitignore", tmp_path / ".gitignore")
    for command in (("init", "-q"), ("add", "-A"), ("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "all")):  # fmt: skip
        subprocess.run(["git", *command], check=True, cwd=tmp_path)
    return tmp_path


@pytest.fixture
def run(tree):
    """Run a command in the tree, with what is installed read from it."""
    own = [str(path) for path in (tree / "src", *sorted(tree.glob("plugins/*/src")))]
    environ = os.environ | {
        "PYTHONPATH": os.pathsep.join(own), "PYTHONUTF8": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip

    def run(command):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, encoding="utf-8", check=False, cwd=tree, env=environ)  # fmt: skip
        said = f"$ {command}\n{done.stdout}{done.stderr}"
        assert done.returncode in ({0, 1} if command.startswith("investtrack") else {0}), said
        return done.stdout, said

    return run


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the page is written for a POSIX shell")
def test_a_column_is_added_by_what_the_page_says(tree, run):
    done = 0
    for kind, name, language, text in BLOCK.findall(
        (PAGES / "add-a-column.md").read_text(encoding="utf-8")
    ):
        done += 1
        if kind == "File":
            (tree / name).write_text(text, encoding="utf-8")
            continue
        if kind == "In":
            change(tree / name, text)
            continue
        assert language == "console"
        for command, expected in commands(text):
            printed, said = run(command)
            assert matches(printed.splitlines(), expected), said
    assert done == 5


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="bash runs the commands")
def test_a_figure_added_by_what_the_page_says_is_in_every_output(tree, run):
    blocks = [text for _, _, language, text in BLOCK.findall((PAGES / "add-a-figure.md").read_text(encoding="utf-8")) if language == "python"]  # fmt: skip
    figures = tree / "src" / "investtrack" / "metrics"
    (figures / "figures" / "planning.py").write_text(blocks[0], encoding="utf-8")
    change(figures / "__init__.py", "     leaders,\n+    planning,\n")
    change(figures / "__init__.py", "     *leaders.DEFINITIONS,\n+    *planning.DEFINITIONS,\n")
    run("python docs/generate.py")
    assert "docs/reference/figures.md\n" in run("git diff --name-only")[0]

    shutil.copyfile(ROOT / "examples" / EXAMPLE, tree / EXAMPLE)
    printed, _ = run(f"investtrack metrics {EXAMPLE} --only year_plan.unplanned.count")
    assert "year_plan.unplanned.count  没有年度计划的在库项目个数" in printed
    for name in ("excel -o 出.xlsx", "word -o 出.docx", "html -o 出.html", "json -o 一.json"):
        run(f"investtrack export {EXAMPLE} --to {name}")
    ledger = json.dumps(json.loads((tree / "一.json").read_text(encoding="utf-8"))["ledger"], ensure_ascii=False)  # fmt: skip
    (tree / "counties").mkdir()
    for county in ("云溪县", "青山县"):
        (tree / "counties" / f"{county}.json").write_text(ledger.replace("云溪县", county), encoding="utf-8")  # fmt: skip
    run("investtrack rollup counties -o 汇总 --workers 1")
