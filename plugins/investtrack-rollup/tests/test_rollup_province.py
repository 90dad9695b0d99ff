"""A made-up province with every trouble at once: each is named in console, tables and text, and every printed sum holds."""

import csv
import re
import runpy
from pathlib import Path

import pytest

from investtrack.cli.main import main
from investtrack.plugin import load_plugins
from investtrack_audit import audit_document


pytestmark = pytest.mark.slow
MADE = runpy.run_path(str(Path(__file__).with_name("province.py")))
CITIES, UNSENT, make_province = MADE["CITIES"], MADE["UNSENT"], MADE["make_province"]


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    """Where the counties are, and where their reports."""
    folder = tmp_path_factory.mktemp("province")
    roster = make_province(folder)
    return folder, roster, folder / "汇总"


@pytest.fixture(scope="module")
def said(province):
    """What the console says, read back from a run of its own."""
    import contextlib
    import io

    folder, roster, out = province
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        status = main(
            [
                "rollup",
                str(folder / "江右省"),
                "--regions",
                str(roster),
                "-o",
                str(out),
                "--workers",
                "2",
            ]
        )
    assert status == 1
    return told.getvalue()


@pytest.fixture(scope="module")
def documents(said, province):
    plugins = load_plugins(("documents",))
    return {
        path.name: plugins.document_reader_for(path).read(path)
        for path in sorted(province[2].rglob("*.docx"))
    }


def text_of(documents, name):
    return "\n".join(
        paragraph.text for paragraph in documents[f"{name}2022年一季度工作汇报.docx"].paragraphs
    )


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize(
    "trouble",
    [
        "“双河县”没有汇入：报告期是2021年四季度", "“青石县”上报了两次", f"“{UNSENT}”在地区归属表里，但没有台账",
        "枫林县——", "沙坝县——县区配置用不了", "“红岩县”的台账写行政区划代码320312，它是江苏省徐州市铜山区的代码",
        "“长岭县”的台账写上级地区是南州市，却放在文件夹东州市里", "东州市的项目入库各数不含松坪县",
        "“入库起点”不一致：1000万元（如临溪县）", "“数据所到月份”不一致", "“本级下达本期固定资产投资目标”", "项目编码",
        "说明：用了旁边的配置：东州市/临溪县、南州市/和顺县", "没有不能成立的数",
    ],
)  # fmt: skip
def test_each_trouble_is_named_in_the_console(said, trouble):
    if trouble == "没有不能成立的数":
        assert "不能成立" not in said
    else:
        assert trouble in said


def test_the_tree_has_every_region_once(said, province):
    places = [row[0] for row in rows(province[2] / "各地区指标.csv")[2:]]
    assert len(places) == len(set(places))
    assert {
        "江右省/东州市/鼓楼区",
        "江右省/西州市/鼓楼区",
        "江右省/东州市/青石县",
        "江右省/南州市/梅岭县",
    } <= set(places)
    assert "江右省/南州市/长岭县" in places  # the ledger is followed
    assert not [place for place in places if "双河县" in place or UNSENT in place]


def test_the_table_of_sources_names_who_sent_nothing_and_who_was_left_out(said, province):
    left = {row[0]: row[7] for row in rows(province[2] / "各县情况.csv")[1:] if row[2] == "否"}
    assert left[UNSENT] == "没有报送台账"
    assert {"双河县", "枫林县", "沙坝县"} <= set(left)


def test_the_text_names_who_lacks_and_who_is_not_comparable(documents):
    text = text_of(documents, "江右省")
    assert f"没有报送台账的有{UNSENT}" in text
    assert "报送了但没有汇入的有双河县、枫林县、沙坝县" in text
    assert "入库起点多数为500万元，临溪县为1000万元" in text
    assert "都取各地共同的1—2月（金沙县已报到以后月份" in text
    assert "国家下达我省一季度固定资产投资目标80亿元；本级下达所辖各地90亿元" in text
    assert "（不含茶坪县、" in text
    assert "省下达我市一季度固定资产投资目标30亿元；本级下达所辖各地32亿元" in text_of(
        documents, "东州市"
    )
    assert "不含松坪县" in text_of(documents, "东州市")
    assert not re.search("一名领导|省领导|到责任人|专班", text)


@pytest.mark.parametrize("name", ["江右省", *CITIES])
def test_no_printed_sum_is_untrue_and_the_table_adds_up(documents, name):
    for title, document in documents.items():
        if title.startswith(name):
            assert not [item for item in audit_document(document) if item.is_impossible]
    (table, *_) = documents[f"{name}2022年一季度工作汇报.docx"].tables
    head, *body, total = [[cell.strip() for cell in row] for row in table.rows]
    assert head[0] == "地区"
    assert total[0] == "合计"
    for column in map(head.index, ("累计完成", "计划入库", "已入库")):
        if "—" not in (cells := [row[column] for row in body]):
            assert float(total[column]) == pytest.approx(
                sum(map(float, cells)), abs=0.011 * len(cells)
            )


def test_a_city_is_told_upwards_what_its_own_report_tells(documents):
    (table, *_) = documents["江右省2022年一季度工作汇报.docx"].tables
    east = next(row for row in table.rows if row[0].strip() == "东州市")
    assert east[1].strip() == "30"


def test_a_second_run_reads_nothing_again_and_names_who_disappeared(said, province, capsys):
    folder, roster, out = province
    gone = folder / "江右省" / "南州市" / "云台县.xlsx"
    kept = gone.read_bytes()
    gone.unlink()
    try:
        main(
            [
                "rollup",
                str(folder / "江右省"),
                "--regions",
                str(roster),
                "-o",
                str(out),
                "--workers",
                "1",
                "--resume",
                "--top-only",
            ]
        )
    finally:
        gone.write_bytes(kept)
    told = capsys.readouterr().out
    assert "上次汇总里有“云台县”" in told
    assert re.search(r"其中2\d个没有变化，未重算", told)
