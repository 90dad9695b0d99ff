"""``investtrack check -o``: which copies are written where, and what is refused."""

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from investtrack.cli.main import main
from investtrack.model.converter import ledger_to_json
from investtrack_testing import sample_ledger


EXAMPLES = Path(__file__).parents[3] / "examples"
CLEAN = EXAMPLES / "云溪县2022年一季度台账.xlsx"
DIRTY = EXAMPLES / "云溪县2022年一季度台账（原样）.xlsx"


@pytest.fixture
def source(tmp_path):
    """A folder of its own with the dirty example in it."""
    (tmp_path / "来").mkdir()
    return Path(shutil.copy(DIRTY, tmp_path / "来" / "台账.xlsx"))


def check(*arguments):
    return main(["check", *map(str, arguments)])


def findings(capsys, *arguments):
    capsys.readouterr()
    check(*arguments, "--json")
    return json.loads(capsys.readouterr().out)


def test_every_finding_stands_in_the_list_and_at_its_cell(source, tmp_path, capsys):
    target = tmp_path / "findings.xlsx"
    found = findings(capsys, source)
    assert len(found) > 20
    assert check(source, "-o", target) == 1  # the dirty example has errors
    said = capsys.readouterr().out
    assert said.endswith(f"已写出：{target}\n")
    book = openpyxl.load_workbook(target)
    rows = [row for row in book["校核清单"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [(row[2], row[9], row[4]) for row in rows] == [
        (f["sheet"], f["code"], f["message"]) for f in found
    ]
    for number, item in enumerate(found, 1):
        if item["cell"] and not item["cell"].startswith("第"):
            assert f"清单第{number}条" in book[item["sheet"]][item["cell"]].comment.text


def test_a_clean_ledger_has_a_copy_too(tmp_path):
    assert check(CLEAN, "-o", tmp_path / "out.xlsx") == 0
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames[0] == "校核清单"


def test_the_copy_holds_the_same_ledger(source, tmp_path, capsys):
    before = findings(capsys, source)
    check(source, "-o", tmp_path / "copy" / "台账.xlsx")
    after = findings(capsys, tmp_path / "copy" / "台账.xlsx")
    assert [f for f in after if f["sheet"] != "校核清单"] == before
    figures = []
    for path in (source, tmp_path / "copy" / "台账.xlsx"):
        capsys.readouterr()
        main(["metrics", str(path), "--json"])
        figures.append(json.loads(capsys.readouterr().out))
    assert figures[0] == figures[1]


def test_several_sources_go_to_a_folder_one_copy_each(source, tmp_path):
    shutil.copy(CLEAN, source.parent / "另一本.xlsx")
    out = tmp_path / "校核"
    assert check(source.parent, "-o", out) == 1
    assert sorted(path.name for path in out.iterdir()) == [
        "另一本（校核）.xlsx",
        "台账（校核）.xlsx",
    ]
    listed = openpyxl.load_workbook(out / "另一本（校核）.xlsx")["校核清单"]
    assert listed["A1"].value == "校核清单　另一本.xlsx"
    # the same project, once in each file with another amount: the line names the other file
    rows = [row for row in listed.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert any("台账.xlsx" in str(row[2]) for row in rows)


def test_files_that_differ_in_suffix_only_keep_apart(source, tmp_path):
    shutil.copy(DIRTY, source.with_suffix(".et"))
    check(source.parent, "-o", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "台账.et（校核）.xlsx",
        "台账.xlsx（校核）.xlsx",
    ]


def test_json_stays_alone_on_standard_output(source, tmp_path, capsys):
    assert check(source, "--json", "-o", tmp_path / "out.xlsx") == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)
    assert "已写出" in captured.err


def refused(capsys, source, *arguments):
    before = source.read_bytes()
    assert check(*arguments) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert source.read_bytes() == before
    return said


def test_a_source_is_never_written(source, tmp_path, capsys):
    assert "不会改动来源" in refused(capsys, source, source, "-o", source)
    link = tmp_path / "链接.xlsx"
    link.symlink_to(source)
    assert "不会改动来源" in refused(capsys, source, source, "-o", link)
    assert "不会改动来源" in refused(capsys, source, link, "-o", source)


def test_a_copy_among_the_sources_of_a_folder_is_refused(source, capsys):
    folder = source.parent
    assert "请换一个文件夹" in refused(capsys, source, folder, "-o", folder)
    assert "请换一个文件夹" in refused(capsys, source, folder, "-o", folder / "副本.xlsx")
    assert [path.name for path in folder.iterdir()] == ["台账.xlsx"]


def test_one_file_cannot_take_several_copies(source, tmp_path, capsys):
    said = refused(capsys, source, source, CLEAN, "-o", tmp_path / "out.xlsx")
    assert "请给一个文件夹" in said


def test_two_sources_of_one_name_are_refused(source, tmp_path, capsys):
    (tmp_path / "乙").mkdir()
    shutil.copy(CLEAN, tmp_path / "乙" / "台账.xlsx")
    said = refused(capsys, source, source, tmp_path / "乙", "-o", tmp_path / "out")
    assert "两份台账都叫“台账.xlsx”" in said


@pytest.mark.parametrize("name", ["out.xls", "out.ods", "out.json"])
def test_a_copy_is_an_xlsx(source, tmp_path, capsys, name):
    assert "以它结尾" in refused(capsys, source, source, "-o", tmp_path / name)


def test_a_source_without_cells_has_no_copy(source, tmp_path, capsys):
    plain = tmp_path / "台账.json"
    plain.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    assert "没有可用的校核副本插件" in refused(capsys, source, plain, "-o", tmp_path / "out.xlsx")


def test_nothing_is_written_where_the_source_cannot_be_used(tmp_path, capsys):
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    assert check(bad, "-o", tmp_path / "out" / "a.xlsx") == 2
    assert check(tmp_path / "没有.xlsx", "-o", tmp_path / "out" / "a.xlsx") == 2
    assert "没有这个文件" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
