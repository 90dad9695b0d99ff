"""What a person has worked on is never overwritten, whatever its format; what nobody has touched is."""

import os
import shutil

import openpyxl
import pytest

from investtrack import ledger_to_json
from investtrack.cli.main import main
from investtrack.plugin.files import writing
from investtrack.plugin.kept import is_as_written, is_changed, place_for
from investtrack_testing import sample_ledger


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    return path


def written(path, data=b"a"):
    with writing(path) as stream:
        stream.write(data)
    return path


def test_a_file_is_as_written_until_somebody_saves_it(tmp_path):
    path = written(tmp_path / "a.csv")
    assert is_as_written(path)
    path.write_bytes(b"a")  # saved as it was: the time of change is another
    assert is_changed(path)


def test_an_edit_that_keeps_the_time_is_seen(tmp_path):
    path = written(tmp_path / "a.csv")
    times = path.stat()
    path.write_bytes(b"b")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert is_changed(path)


def test_a_copy_with_its_times_is_as_written(tmp_path):
    path = written(tmp_path / "a.csv")
    assert is_as_written(shutil.copy2(path, tmp_path / "b.csv"))


@pytest.mark.parametrize(("name", "content"), [("a.csv", b""), ("a.xlsx", b"no workbook")])
def test_what_holds_no_work_is_replaced(name, content, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    assert place_for(path) == (path, "")


def test_the_new_one_gets_the_first_free_name(tmp_path):
    path = tmp_path / "a.csv"
    for name in ("a.csv", "a（新稿）.csv"):
        (tmp_path / name).write_bytes(b"x")
    beside, said = place_for(path)
    assert beside.name == "a（新稿2）.csv"
    assert "a.csv 有人改过，没有覆盖" in said


def retype(path):
    """Change one cell, or one word, as a person does, and save."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        book.worksheets[0]["B3"] = "改过"
        book.save(path)
    else:
        path.write_bytes(path.read_bytes().replace("样例".encode(), "改过".encode()) + b"\n")


@pytest.mark.parametrize("end", ["指标与台账.xlsx", "校核清单.csv"])
def test_report_writes_beside_what_was_edited_and_over_what_was_not(end, ledger, tmp_path, capsys):
    out = tmp_path / "out"
    for _ in range(2):
        assert main(["report", str(ledger), "-o", str(out)]) in {0, 1}
    assert not list(out.glob("*新稿*"))
    (path,) = out.glob(f"*{end}")
    retype(path)
    kept = path.read_bytes()
    capsys.readouterr()
    assert main(["report", str(ledger), "-o", str(out)]) in {0, 1}
    assert path.read_bytes() == kept
    assert [new.name for new in out.glob("*新稿*")] == [f"{path.stem}（新稿）{path.suffix}"]
    said = capsys.readouterr().out
    assert f"{path.name} 有人改过，没有覆盖" in said
    assert "refresh" not in said  # of Word alone


def test_the_page_is_kept_too(ledger, tmp_path, capsys):
    page = tmp_path / "调度会.html"
    call = ["export", str(ledger), "--to", "html", "-o", str(page)]
    for _ in range(2):
        assert main(call) in {0, 1}
    assert not list(tmp_path.glob("*新稿*"))
    retype(page)
    kept = page.read_bytes()
    assert main(call) in {0, 1}
    assert page.read_bytes() == kept
    assert "调度会（新稿）.html" in capsys.readouterr().out


def test_data_for_programs_replace_what_was_there(ledger, tmp_path):
    path = tmp_path / "a.json"
    path.write_text("{}", encoding="utf-8")
    path.chmod(0o600)
    assert main(["export", str(ledger), "--to", "json", "-o", str(path)]) in {0, 1}
    assert path.read_text("utf-8") != "{}"
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600
