"""Word forms from above as they are: the columns of a table recognised, its groups and totals filled after a yes."""

import zipfile

import pytest
from lxml import etree
from word_forms import W, runs, table, write_document

from investtrack.cli.main import main


LEDGER = (
    "河湾县2026年1-3月重点项目推进情况表,,,,,,\n填报单位：河湾县发改局,,,,,,单位：万元\n"
    "项目名称,总投资,年度计划投资,1-3月完成投资,自开工累计完成投资,建设性质,责任单位\n"
    "河东大桥,20000,6000,1500,9500,续建,县交通局\n新材料厂,30000,9000,2000,2000,新建,县工信局\n"
    "小学扩建,5000,1000,100,100,新建,县教育局\n"
)
HEADER = ("序号", "项目名称", "总投资（亿元）", "年度计划投资", "今年累计完成投资", "责任单位")
ABOVE = (runs("市重点项目月报表"), runs("填报单位（盖章", "）：", "        单位：万元"))


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder with a ledger; the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "项目台账.csv").write_text(LEDGER, encoding="utf-8")
    return tmp_path


def fill(folder, *body):
    """Fill a form of *body* after a yes; its paragraphs, and its first table as rows of texts."""
    write_document(folder / "月报表.docx", body)
    assert main(["fill", "月报表.docx", "项目台账.csv", "-o", "填好.docx", "--yes"]) in {0, 1}
    with zipfile.ZipFile(folder / "填好.docx") as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = next(root.iter(f"{{{W}}}tbl"))
    rows = [[text(c) for c in row.iter(f"{{{W}}}tc")] for row in found.iter(f"{{{W}}}tr")]
    return [text(p) for p in root.find(f"{{{W}}}body").findall(f"{{{W}}}p")], rows


def text(element):
    return "".join(t.text or "" for t in element.iter(f"{{{W}}}t"))


def row(*texts):
    return (*texts, *[""] * (len(HEADER) - len(texts)))


def test_rows_total_and_reporting_unit(office, capsys):
    said, rows = fill(office, *ABOVE, table(HEADER, row("1"), row("2"), row("3"), row("4"), row("合计")))  # fmt: skip
    assert said == ["市重点项目月报表", "填报单位（盖章）：河湾县发改局        单位：万元"]
    assert rows[1:] == [
        ["1", "河东大桥", "2", "6000", "1500", "县交通局"],
        ["2", "新材料厂", "3", "9000", "2000", "县工信局"],
        ["3", "小学扩建", "0.5", "1000", "100", "县教育局"],
        ["", "", "", "", "", ""],
        ["合计", "", "5.5", "16000", "3600", ""],
    ]
    assert "按表头认出“表1”填项目台账" in capsys.readouterr().out


def test_nothing_is_filled_before_a_yes_and_the_proposal_is_used(office):
    write_document(office / "月报表.docx", [*ABOVE, table(HEADER, row("1"), row("合计"))])
    assert main(["fill", "月报表.docx", "项目台账.csv", "-o", "填好.docx"]) == 1
    assert not (office / "填好.docx").exists()
    assert main(["fill", "月报表.docx", "项目台账.csv", "--propose", "月报表.toml"]) == 1
    declared = (office / "月报表.toml").read_text(encoding="utf-8")
    assert "table = 1" in declared
    assert 'after = "填报单位（盖章）："' in declared
    assert main(["fill", "月报表.docx", "项目台账.csv", "-o", "填好.docx"]) in {0, 1}


def test_printed_groups_with_subtotals_and_a_total(office):
    wide = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{len(HEADER)}"/></w:tcPr>{{}}</w:tc></w:tr>'
    made = table(HEADER, row("1"), row("小计"), ("@",), row("2"), row("小计"), row("总计"))
    first, _, rest = made.partition("<w:tr><w:trPr><w:trHeight w:val='400'/></w:trPr><w:tc>" + runs("@"))  # fmt: skip
    made = first + wide.format(runs("二、新建")) + rest.partition("</w:tr>")[2]
    made = made.replace("<w:tr>", "\0", 1).replace("<w:tr>", wide.format(runs("一、续建")) + "<w:tr>", 1).replace("\0", "<w:tr>")  # fmt: skip
    _, rows = fill(office, *ABOVE, made)
    assert rows[1:] == [
        ["一、续建"],
        ["1", "河东大桥", "2", "6000", "1500", "县交通局"],
        ["小计", "", "2", "6000", "1500", ""],
        ["二、新建"],
        ["2", "新材料厂", "3", "9000", "2000", "县工信局"],
        ["3", "小学扩建", "0.5", "1000", "100", "县教育局"],
        ["小计", "", "3.5", "10000", "2100", ""],
        ["总计", "", "5.5", "16000", "3600", ""],
    ]


def test_printed_names_are_matched(office, capsys):
    _, rows = fill(office, *ABOVE, table(HEADER, row("1", "小学扩建"), row("2", "水库加固"), row("3", "河东大桥"), row("合计")))  # fmt: skip
    assert rows[1:] == [
        ["1", "小学扩建", "0.5", "1000", "100", "县教育局"],
        ["2", "水库加固", "", "", "", ""],
        ["3", "河东大桥", "2", "6000", "1500", "县交通局"],
        ["合计", "", "2.5", "7000", "1600", ""],
    ]
    assert "没有列入：新材料厂" in capsys.readouterr().out


def test_a_header_of_two_rows_and_another_table(office, capsys):
    grid = (
        "<w:tbl><w:tr>"
        + "".join(f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{runs(t)}</w:tc>' for t in ("序号", "项目名称", "总投资"))
        + f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{runs("2026年")}</w:tc></w:tr><w:tr>'
        + f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{runs('')}</w:tc>" * 3
        + "".join(f"<w:tc>{runs(t)}</w:tc>" for t in ("计划投资", "1-3月完成投资"))
        + "</w:tr><w:tr>" + f"<w:tc>{runs('')}</w:tc>" * 5 + "</w:tr></w:tbl>"
    )  # fmt: skip
    other = table(HEADER, row("1"))
    _, rows = fill(office, *ABOVE, grid, runs("另一张"), other)
    assert rows[2:] == [
        ["1", "河东大桥", "20000", "6000", "1500"],
        ["2", "新材料厂", "30000", "9000", "2000"],
        ["3", "小学扩建", "5000", "1000", "100"],
    ]
    assert "“表2”也像项目台账，没有填" in capsys.readouterr().out
