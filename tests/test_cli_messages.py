"""What a clerk is told when a call is not what the program expects: the sentence that helps, once."""

import csv
import io
import json
import shutil

import openpyxl
import pytest

from investtrack.cli import purposes
from investtrack.cli.demo import example_path
from investtrack.cli.main import main
from investtrack.errors import ExportError
from investtrack.plugin.files import writing
from investtrack.plugin.loading.discovery import builtin_verbs, find_verbs


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the bundled ledger in it, to work in."""
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(example_path(), tmp_path / "台账.xlsx")
    return tmp_path


def said(capsys, *arguments):
    status = main([*map(str, arguments)])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_without_a_verb_every_verb_is_listed_by_what_one_wants_to_do(capsys):
    status, out, err = said(capsys)
    assert (status, err) == (0, "")
    for name, verb in find_verbs().items():
        assert out.count(f"  investtrack {name} ") == 1
        assert verb.label in out
    assert out.index("读台账、查问题") < out.index("investtrack check ") < out.index("改过的汇报")
    assert "其他" not in out


def test_a_verb_that_nobody_grouped_is_listed_all_the_same():
    verbs = {**builtin_verbs(), "weather": builtin_verbs()["demo"]._replace(name="weather", label="天气")}  # fmt: skip
    text = purposes.overview(verbs)
    assert "其他\n  investtrack weather  天气" in text


@pytest.mark.parametrize(
    ("given", "meant"),
    [("reprot", "report"), ("CHECK", "check"), ("explian", "explain"), ("whatif", "what-if"), ("汇总多个县区", "rollup"), ("亮灯", "lights")],
)  # fmt: skip
def test_a_mistyped_verb_names_the_nearest(capsys, given, meant):
    status, out, err = said(capsys, given, "台账.xlsx")
    assert (status, out) == (2, "")
    assert f"没有“{given}”这个命令，是不是：\n" in err
    assert f"  investtrack {meant}  " in err


def test_a_verb_like_no_other_points_to_the_list(capsys):
    assert said(capsys, "zzz")[::2] == (2, "没有“zzz”这个命令；全部命令见 investtrack\n")


def test_a_figure_is_found_by_its_chinese_title_or_by_what_is_in_one_title_only(desk, capsys):
    for text, figure in (("复工率", "resumption.rate"), ("应复工项目复工率", "resumption.due_rate"), ("已复工项目", "resumption.resumed.count")):  # fmt: skip
        status, out, _ = said(capsys, "explain", "台账.xlsx", text, "--json")
        assert (status, json.loads(out)["id"]) == (0, figure)
    status, _, err = said(capsys, "explain", "台账.xlsx", "逾期未复工项目")
    assert status == 2
    assert "逾期未复工项目个数（resumption.overdue.count）" in err
    assert "逾期未复工项目名单（resumption.overdue.list）" in err
    assert "没有编号为 天气 的指标\n" in said(capsys, "explain", "台账.xlsx", "天气")[2]
    out = said(capsys, "metrics", "台账.xlsx", "--only", "复工率")[1]
    assert [line.split()[0] for line in out.splitlines()[1:-1]] == ["resumption.rate", "resumption.due_rate"]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("a.xlsb", "另存为 xlsx"), ("a.csv", "请改名为表名，如 项目台账.csv"), ("a.pdf", "请找原来的工作簿"), ("a.docx", "audit 或 verify"),
        ("a.rar", "请先解压"), ("a.XLSB", "另存为 xlsx"), ("a.qqq", "没有可用的导入插件"),
    ],
)  # fmt: skip
def test_a_file_that_nobody_reads_gets_the_sentence_that_helps(desk, capsys, name, word):
    (desk / name).write_text("甲,乙\n1,2\n", encoding="utf-8")
    status, out, err = said(capsys, "check", name)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert word in err


def test_what_office_leaves_beside_an_open_workbook_is_no_ledger(desk, capsys):
    for name in ("~$台账.xlsx", ".~lock.台账.xlsx#", ".~台账.xlsx"):
        (desk / name).write_bytes(b"lock")
        status, _, err = said(capsys, "check", name)
        assert (status, "请给 台账.xlsx" in err) == (2, True), err
    assert said(capsys, "check", desk)[0] == 0  # in a folder they are passed over


def test_a_name_with_blanks_that_came_in_pieces_is_said(desk, capsys):
    (desk / "青禾县 三月 台账.xlsx").write_bytes((desk / "台账.xlsx").read_bytes())
    status, _, err = said(capsys, "check", "青禾县", "三月", "台账.xlsx")
    assert status == 2
    assert '文件名里有空格的要加引号："青禾县 三月 台账.xlsx"' in err
    assert "没有这个文件或文件夹，请检查路径" in said(capsys, "check", "青禾县", "四月")[2]


def test_a_target_that_is_open_elsewhere_is_said(tmp_path, monkeypatch):
    target = tmp_path / "汇报.docx"
    target.write_bytes(b"old")

    def held(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.replace", held)
    with pytest.raises(ExportError, match="是不是在 Word、Excel 或 WPS 里打开着？请关上再试；原有文件未改动"), writing(target) as stream:  # fmt: skip
        stream.write(b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_equal_findings_are_printed_once_with_their_places(desk, capsys):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "项目台账"
    sheet.append(["项目名称", "总投资（万元）", "是否入库"])
    for row in range(40):
        sheet.append([f"第{row}个项目", "待核实" if row < 30 else 100, "是"])
    book.save("多.xlsx")
    status, out, _ = said(capsys, "check", "多.xlsx", "--as-of", "2022-03-20")
    assert status == 1
    heads = [line for line in out.splitlines() if "（amount-unreadable）" in line]
    assert len(heads) == 1
    assert heads[0].startswith("[错误] 多.xlsx｜项目台账!B2  ")
    assert heads[0].endswith("［共30处］")
    assert "同样的还有：B3、B4、B5、B6、B7、B8、B9、B10、B11、B12……共30处" in out
    assert "错误30条" in out
    found = json.loads(said(capsys, "check", "多.xlsx", "--as-of", "2022-03-20", "--json")[1])
    assert sum(item["code"] == "amount-unreadable" for item in found) == 30


def test_minus_is_standard_output_and_nothing_else_is_said_there(desk, capfdbinary):
    assert main(["export", "台账.xlsx", "--to", "csv", "-o", "-"]) == 0
    out, err = capfdbinary.readouterr()
    rows = list(csv.reader(io.StringIO(out.decode("utf-8-sig"))))
    assert len(rows) > 100
    assert "校核发现" in err.decode()
    assert main(["check", "台账.xlsx", "-o", "-"]) == 0
    out, err = capfdbinary.readouterr()
    assert "校核清单" in openpyxl.load_workbook(io.BytesIO(out)).sheetnames
    assert main(["report", "台账.xlsx", "-o", "-"]) == 2
    out, err = capfdbinary.readouterr()
    assert "只能写一个文件" in err.decode()
    assert not (desk / "-").exists()


def test_a_folder_named_as_a_file_is_asked_about_and_nothing_is_made(desk, capsys):
    status, _, err = said(capsys, "report", "台账.xlsx", "-o", "汇报.docx")
    assert status == 2
    assert "要写文件夹的名字，“汇报.docx”像是文件名" in err
    assert sorted(path.name for path in desk.iterdir()) == ["台账.xlsx"]


def test_columns_say_why_nothing_was_recognised(desk, capsys):
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])
    book.active.append([1, 2])
    book.save("无.xlsx")
    status, out, _ = said(capsys, "check", "无.xlsx", "--columns")
    assert status == 1
    assert out.startswith("没有认出任何一张表。原因：\n[错误] 无.xlsx")
    assert "investtrack map" in out
