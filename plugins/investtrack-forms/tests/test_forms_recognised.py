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
    assert main(["fill", "空.xlsx", "项目台账.csv", "-o", "填好.xlsx", "--yes"]) == 1
    assert "没有占位符" in capsys.readouterr().out


GROUPED = (
    "河湾县2026年1-3月重点项目推进情况表,,,,,,\n填报单位：河湾县发改局,,,,,,单位：万元\n"
    "项目名称,总投资,年度计划投资,1-3月完成投资,自开工累计完成投资,建设性质,责任单位\n"
    "河东大桥,20000,6000,1500,9500,续建,县交通局\n新材料厂,30000,9000,2000,2000,新建,县工信局\n"
    "小学扩建,5000,1000,100,100,新建,县教育局\n旧街改造,4000,800,50,50,,县住建局\n"
)


@pytest.fixture
def grouped(tmp_path, monkeypatch):
    """A folder with a ledger whose projects are new or going on; the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "项目台账.csv").write_text(GROUPED, encoding="utf-8")
    return tmp_path


def fill(path, *arguments):
    return main(
        ["fill", str(path), "项目台账.csv", "-o", f"填好{path.suffix}", "--yes", *arguments]
    )


def test_printed_groups_are_filled_each_with_its_own(grouped, capsys):
    path = form(grouped, ("合计",), ("一、续建项目",), (1,), (2,), ("小计",), ("二、新建项目（  个）",), (3,), ("小计",))  # fmt: skip
    assert fill(path) in {0, 1}
    said = capsys.readouterr().out
    assert "印着的一、续建项目、二、新建项目按“建设阶段”分" in said
    assert "有1条不属于表上印的任何一处，没有列入：旧街改造" in said
    found = cells(grouped / "填好.xlsx")[3:]
    assert [row[:4] for row in found] == [
        ["合计", None, "=SUBTOTAL(9,C6:C7,C10:C11)", "=SUBTOTAL(9,D6:D7,D10:D11)"],
        ["一、续建项目", None, None, None],
        [1, "河东大桥", 2, 6000],
        [None, None, None, None],
        ["小计", None, "=SUBTOTAL(9,C6:C7)", "=SUBTOTAL(9,D6:D7)"],
        ["二、新建项目（  个）", None, None, None],
        [2, "新材料厂", 3, 9000],  # the numbers printed go on from group to group
        [3, "小学扩建", 0.5, 1000],
        ["小计", None, "=SUBTOTAL(9,C10:C11)", "=SUBTOTAL(9,D10:D11)"],
    ]
    values = list(load_workbook(grouped / "填好.xlsx", data_only=True).active.iter_rows(min_row=4, values_only=True))  # fmt: skip
    assert [row[2] for row in values] == [5.5, None, 2, None, 2, None, 3, 0.5, 3.5]


def test_a_group_without_a_subtotal_is_summed_in_its_own_row(grouped):
    path = form(grouped, ("一、续建",), (1,), ("二、新建",), (1,), ("合计",))
    assert fill(path) in {0, 1}
    found = cells(grouped / "填好.xlsx")[3:]
    assert [row[:3] for row in found] == [
        ["一、续建", None, "=SUBTOTAL(9,C5:C5)"],
        [1, "河东大桥", 2],
        ["二、新建", None, "=SUBTOTAL(9,C7:C8)"],
        [1, "新材料厂", 3],
        [2, "小学扩建", 0.5],
        ["合计", None, "=SUBTOTAL(9,C5:C5,C7:C8)"],
    ]


def test_printed_names_take_their_own_records(grouped, capsys):
    path = form(grouped, (1, "小学扩建", None, 1000), (2, "水库加固"), (3, "河东大桥"), ("合计",))
    assert fill(path) in {0, 1}
    said = capsys.readouterr().out
    assert "水库加固在“项目台账”里没有这个名称，这1行没有填" in said
    assert "有2条不属于表上印的任何一处，没有列入：新材料厂、旧街改造" in said
    found = cells(grouped / "填好.xlsx")[3:]
    assert [row[:4] for row in found] == [
        [1, "小学扩建", 0.5, 1000],
        [2, "水库加固", None, None],
        [3, "河东大桥", 2, None],  # a column in which something is printed is left as it is
        ["合计", None, "=SUBTOTAL(9,C4:C6)", None],
    ]
    assert found[0][7] == "县教育局"


def test_groups_within_groups(grouped):
    ledger = GROUPED.replace("县交通局", "第一组").replace("县工信局", "第二组").replace("县教育局", "第一组")  # fmt: skip
    (grouped / "项目台账.csv").write_text(ledger, encoding="utf-8")
    path = form(
        grouped, ("一、续建项目",), ("（一）第一组",), (1,), ("二、新建项目",), ("（一）第一组",), (1,), ("（二）第二组",), (1,), ("合计",)
    )  # fmt: skip
    assert fill(path) in {0, 1}
    found = cells(grouped / "填好.xlsx")[3:]
    assert [row[1] for row in found] == [None, None, "河东大桥", None, None, "小学扩建", None, "新材料厂", None]  # fmt: skip
    assert found[3][2] == "=SUBTOTAL(9,C9:C9,C11:C11)"
    values = list(load_workbook(grouped / "填好.xlsx", data_only=True).active.iter_rows(min_row=4, values_only=True))  # fmt: skip
    assert [row[2] for row in values] == [2, 2, 2, 3.5, 0.5, 0.5, 3, 3, 5.5]
