"""The tutorial, run as a reader runs it: every command, every file, every printed line."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from pages_as_run import BLOCK, change, commands, matches


PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "county-exporter.md"
# A fresh environment and its packages are made by uv, which takes the same words and a tenth of the time.
FASTER = (("python -m venv", "uv venv --quiet"), ("python -m pip", "uv pip"))


class Shell:
    """One reader's shell: a folder, and the environment from one command to the next."""

    def __init__(self, installer, folder):
        self.folder = folder
        self.environ = {**installer.environ, "UV_OFFLINE": "1", "uv": installer.uv}
        self.snapshot = folder.parent / "environ"

    def run(self, command):
        for plain, faster in FASTER:
            command = command.replace(plain, faster)
        command = re.sub(r"^uv ", '"$uv" ', command)
        done = subprocess.run(
            ["bash", "-c", f"{command}\nstatus=$?\nenv -0 >'{self.snapshot}'\nexit $status"],
            capture_output=True, text=True, encoding="utf-8", check=False, cwd=self.folder, env=self.environ,
        )  # fmt: skip
        pairs = self.snapshot.read_text(encoding="utf-8").split("\0")
        self.environ = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
        return done


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the page is written for a POSIX shell")
def test_every_step_of_the_tutorial_does_what_it_says(installer, tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    shell = Shell(installer, folder)
    installer.environment(tmp_path / "warm", "investtrack", "pytest", "hatchling", "editables")
    ran = written = 0
    for kind, name, language, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if kind == "File":
            (folder / name).write_text(text, encoding="utf-8")
            written += 1
        elif kind == "In":
            change(folder / name, text)
            written += 1
        else:
            assert language == "console", f"a block that nobody runs: {text}"
            for command, expected in commands(text):
                done = shell.run(command)
                ran += 1
                allowed = {0, 1} if command.startswith(("investtrack check", "investtrack export", "investtrack explain")) else {0}  # fmt: skip
                said = f"$ {command}\n{done.stdout}{done.stderr}"
                assert done.returncode in allowed, said
                assert matches(done.stdout.splitlines(), expected), said
    assert (ran, written) == (13, 6)


def test_the_matching_of_lines_is_not_too_kind():
    assert matches(["a", "b", "c"], ["a", "...", "c"])
    assert matches(["[错误] x!H5"], ["[错误] ...!H5"])
    assert not matches(["a", "b", "c"], ["a", "c"])
    assert not matches(["a", "b"], ["a"])
    assert not matches(["a"], ["a", "b"])
    assert not matches(["ab"], ["a?"])
    assert not matches(["x!H4"], ["...!H5"])


def test_every_block_of_the_page_is_run_or_written():
    text = PAGE.read_text(encoding="utf-8")
    assert len(BLOCK.findall(text)) == text.count("\n```") // 2
