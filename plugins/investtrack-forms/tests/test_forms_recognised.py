"""Forms from above as they are: no placeholder in them, read by their headers, filled after a yes."""

import io
import json

import pytest
from openpyxl import Workbook, load_workbook

from investtrack.cli.main import main


LEDGER = (
    "河湾县2026年1-3月重点项目推进情况表,,,,,\n填报单位：河湾县发改局,,,,,单位：万元\n"
    "项目名称,总投资,年度计划投资,1-3月完成投资,自开工累计完成投资,责任单位\n"
    "河东大桥,20000,6000,1500,9500,县交通局\n新材料厂,30000,9000,2000,2000,县工信局\n"
)
HEADER = ("序号", "项目名称", "总投资（亿元）", "年度计划投资", "今年累计完成投资", "本月完成投资", "投资完成率", "责任单位", "督办意见")  # fmt: skip


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder with a ledger; the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "项目台账.csv").write_text(LEDGER, encoding="utf-8")
    return tmp_path


def form(folder, *rows, header=HEADER, name="月报表.xlsx"):
    book = Workbook()
    sheet = book.active
    sheet.title = "月报"
    sheet.append(["市重点项目月报表"])
    sheet.append(["填报单位：", None, None, None, None, None, None, None, "单位：万元"])
    sheet.append(header)
    for row in rows:
        sheet.append(row)
    path = folder / name
    book.save(path)
    return path


def cells(path):
    return [list(row) for row in load_workbook(path).active.iter_rows(values_only=True)]


def test_nothing_is_filled_before_a_yes(office, capsys, monkeypatch):
    path = form(office, (1,), (2,), ("合计",))
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["fill", str(path), "项目台账.csv", "-o", "填好.xlsx"]) == 1
    said = capsys.readouterr().out
    assert "完成投资[期末]" in said
    assert "督办意见" in said
    assert "--yes" in said
    assert not (office / "填好.xlsx").exists()


def test_after_a_yes_rows_and_totals_stand_under_their_headers(office):
    path = form(office, (1,), (2,), (3,), ("合计",), ("注：不漏报",))
    assert main(
        ["fill", str(path), "项目台账.csv", "-o", "填好.xlsx", "--yes", "--absent", "空"]
    ) in {0, 1}
    found = cells(office / "填好.xlsx")
    assert found[1][0] == "填报单位：河湾县发改局"
    assert found[3][:5] == [1, "河东大桥", 2, 6000, 1500]
    assert found[4][:5] == [2, "新材料厂", 3, 9000, 2000]
    assert found[3][7] == "县交通局"
    assert found[3][8] is None  # 督办意见 is not ours to fill
    assert found[5][1] is None  # the row that is left blank
    assert found[6][0] == "合计"
    assert found[6][2] == "=SUBTOTAL(9,C4:C6)"
    assert found[7][0] == "注：不漏报"


def test_a_total_above_its_records_and_more_records_than_rows(office):
    path = form(office, ("合计",), (None, None))
    assert main(["fill", str(path), "项目台账.csv", "-o", "填好.xlsx", "--yes"]) in {0, 1}
    found = cells(office / "填好.xlsx")
    assert found[3][0] == "合计"
    assert found[3][3] == "=SUBTOTAL(9,D5:D6)"
    assert [row[1] for row in found[4:6]] == ["河东大桥", "新材料厂"]


def test_the_proposal_is_kept_corrected_and_used(office, capsys):
    path = form(office, (1,), ("合计",))
    assert main(["fill", str(path), "项目台账.csv", "--propose", "月报表.toml"]) == 1
    text = (office / "月报表.toml").read_text(encoding="utf-8")
    assert "# I 列不填" in text
    (office / "月报表.toml").write_text(
        text.replace('H = "责任单位"', 'I = "责任单位"'), encoding="utf-8"
    )
    assert main(["fill", str(path), "项目台账.csv", "-o", "填好.xlsx"]) in {0, 1}
    assert cells(office / "填好.xlsx")[3][8] == "县交通局"
    assert (
        main(
            [
                "fill",
                str(form(office, (1,), name="二.xlsx")),
                "项目台账.csv",
                "--propose",
                "月报表.toml",
            ]
        )
        == 2
    )


def test_the_proposal_as_json(office, capsys):
    path = form(office, (1,))
    assert main(["fill", str(path), "项目台账.csv", "--json"]) == 1
    assert "[[rows]]" in json.loads(capsys.readouterr().out)["proposal"]


def test_printed_names_and_groups_are_said_and_left(office, capsys):
    path = form(office, ("一、产业项目",), (1,), ("合计",))
    main(["fill", str(path), "项目台账.csv", "-o", "填好.xlsx", "--yes"])
    assert "像是分组" in capsys.readouterr().out
    assert [row[0] for row in cells(office / "填好.xlsx")][3:5] == ["一、产业项目", 1]
    path = form(office, (1, "已有的项目"), ("合计",), name="二.xlsx")
    assert main(["fill", str(path), "项目台账.csv", "-o", "填好2.xlsx", "--yes"]) == 2
    assert "第4行已经印着名称“已有的项目”" in capsys.readouterr().err
    assert not (office / "填好2.xlsx").exists()
    path = form(office, (1,), (2,), ("二、民生项目",), (3,), ("合计",), name="三.xlsx")
    main(["fill", str(path), "项目台账.csv", "-o", "填好3.xlsx", "--yes"])
    assert "第6行印着“二、民生项目”" in capsys.readouterr().out
    assert [row[0] for row in cells(office / "填好3.xlsx")][5] == "二、民生项目"


def test_a_form_that_is_none_is_said_as_before(office, capsys):
    book = Workbook()
    book.active["A1"] = "随便什么"
    book.save(office / "空.xlsx")
    assert main(["fill", "空.xlsx", "项目台账.csv", "-o", "填好.xlsx", "--yes"]) == 0
    assert "没有占位符" in capsys.readouterr().out
