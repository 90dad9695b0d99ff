"""What could end the process is read in a child first: its death is one sentence, and memory beyond the bound a refusal."""

import io
import os
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

import pytest

import investtrack_ooxml.package
from investtrack.cli.main import main
from investtrack.errors import SourceError
from investtrack.plugin.sources import trial
from investtrack.plugin.sources.trial import comes_to_much, demand_possible, is_bounded


PATH = Path("台账.csv")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="此系统没有 fork")
bounded = pytest.mark.skipif(not is_bounded(), reason="此系统不让进程限制内存")


def test_what_can_be_read_is():
    demand_possible(PATH, lambda: None)


@forks
@pytest.mark.parametrize(
    "end",
    [os.abort, lambda: os._exit(134), lambda: os.kill(os.getpid(), 9)],
    ids=["aborted", "exited", "killed"],
)
def test_the_death_of_the_child_is_one_sentence(end, capfd):
    with pytest.raises(SourceError, match=r"中途停了.*没有读取"):
        demand_possible(PATH, end)
    assert capfd.readouterr() == ("", "")


@bounded
def test_what_takes_more_memory_than_may_be_is_refused():
    with pytest.raises(SourceError, match="超过8兆字节"):
        demand_possible(PATH, lambda: bytearray(64 << 20), 8 << 20)
    demand_possible(PATH, lambda: bytearray(1 << 20), 8 << 20)


def test_what_a_reader_refuses_is_left_to_it():
    def refuse():
        raise SourceError(PATH, "不是台账")

    demand_possible(PATH, refuse)


@forks
def test_nothing_is_tried_within_a_trial(tmp_path):
    seen = tmp_path / "seen"
    demand_possible(PATH, lambda: (demand_possible(PATH, os.abort), seen.touch()))
    assert seen.exists()


@pytest.mark.parametrize("found", [True, False])
def test_where_there_is_no_fork_a_program_of_its_own_reads_it(found, tmp_path, monkeypatch):
    path = tmp_path / "项目台账.csv"
    if found:
        path.write_text("项目名称,总投资\n大桥,1\n", encoding="utf-8")
    monkeypatch.delattr(os, "fork", raising=False)
    ended = []
    monkeypatch.setattr(trial, "_of_program", lambda path: ended.append(path) or 0)
    demand_possible(path, os.abort)
    assert ended == [path]
    assert trial._status(partial(trial._read, path)) == 0
    monkeypatch.undo()
    trial._is_child = False


def as_json(path):
    path.write_text('{"ledger": [' + "[]," * 500_000 + "[]]}", encoding="utf-8")


def as_csv(path):
    rows = (f"大桥{number},路{number}\n" for number in range(100_000))
    path.write_text("项目名称,备注\n" + "".join(rows), encoding="utf-8")


SMALL = """
import sys
from functools import partial
from investtrack.cli.main import main
from investtrack.plugin.sources import files, trial
trial.TRIED_SIGNS = 1_000
files.demand_possible = partial(trial.demand_possible, most=16 << 20)
sys.exit(main(["check", sys.argv[1]]))
"""


@bounded
@pytest.mark.parametrize(("name", "make"), [("甲.json", as_json), ("项目台账.csv", as_csv)])
def test_an_input_that_takes_too_much_is_one_sentence(name, make, tmp_path):
    path = tmp_path / name
    make(path)
    # A process that has just begun: one that has run for long has memory to give before it asks for more.
    done = subprocess.run(
        [sys.executable, "-c", SMALL, str(path)], capture_output=True, text=True, encoding="utf-8", check=False
    )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "超过16兆字节" in done.stderr


def test_a_part_whose_tree_would_take_too_much_is_one_sentence(tmp_path, capsys, monkeypatch):
    path = tmp_path / "汇报.docx"
    body = "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 1_000
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
    assert main(["audit", str(path)]) == 0
    capsys.readouterr()
    monkeypatch.setattr(investtrack_ooxml.package, "MEMORY", 1 << 20)
    assert main(["audit", str(path)]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "超过1吉字节" in said


def test_only_what_may_come_to_much_is_tried(tmp_path, monkeypatch):
    text, packed = tmp_path / "甲.csv", tmp_path / "甲.xlsx"
    text.write_text("甲,乙\n" * 10, encoding="utf-8")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"x" * 1_000)
    packed.write_bytes(made.getvalue())
    assert not any(map(comes_to_much, (text, packed, tmp_path / "没有")))
    for name, most in (("TRIED_SIGNS", 19), ("TRIED_UNPACKED", 999)):
        monkeypatch.setattr(trial, name, most)
    assert all(map(comes_to_much, (text, packed)))
    monkeypatch.setattr(trial, "TRIED_SIGNS", 20)
    assert not comes_to_much(text)
    monkeypatch.setattr(trial, "TRIED_TEXT", 50)
    assert comes_to_much(text)


@pytest.mark.parametrize(("size", "tried"), [(50, False), (51, True)])
def test_a_text_that_is_packed_is_tried_by_what_it_unpacks_to(tmp_path, monkeypatch, size, tried):
    monkeypatch.setattr(trial, "TRIED_TEXT", 50)
    path = tmp_path / "甲.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("项目台账.CSV", b"," * size)
        archive.writestr("说明.txt", b"x" * 1_000)
    assert comes_to_much(path) is tried
