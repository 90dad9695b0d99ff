"""Word forms: split runs, tables, headers, rows repeated with their look, fields of the form itself left alone."""

import io
import zipfile

import pytest
from lxml import etree
from word_forms import W, runs, table, write_document

from investtrack.errors import SourceError
from investtrack_forms.fill import fill_form
from investtrack_testing import hostile_ledger, sample_report


@pytest.fixture
def word(tmp_path):
    """Write a document of *body*, fill it, and return what was filled with the parts read back."""

    def make(*body, report=None, header="", toml="", **options):
        path = tmp_path / "表.docx"
        write_document(path, body, header)
        if toml:
            path.with_suffix(".toml").write_text(toml, "utf-8")
        filled = fill_form(report or sample_report(), path, **options)
        assert fill_form(report or sample_report(), path, **options).data == filled.data
        with zipfile.ZipFile(io.BytesIO(filled.data)) as archive:
            return filled, {name: archive.read(name) for name in archive.namelist()}

    return make


def paragraphs(data):
    return [
        "".join(t.text or "" for t in p.iter(f"{{{W}}}t"))
        for p in etree.fromstring(data).iter(f"{{{W}}}p")
    ]


def test_a_placeholder_split_over_runs_is_filled_where_it_begins(word):
    _, parts = word(
        runs("全年目标{{ fai.ye", "ar.target|亿", "元|2 }}亿元，截至{{ 截止", "日期 }}。")
    )
    root = etree.fromstring(parts["word/document.xml"])
    assert [t.text for t in root.iter(f"{{{W}}}t")] == [
        "全年目标3.00",
        None,
        "亿元，截至2022年3月20日",
        "。",
    ]
    assert [s.get(f"{{{W}}}val") for s in root.iter(f"{{{W}}}sz")] == ["0", "1", "2", "3"]


def test_headers_are_filled_and_other_parts_stay_byte_for_byte(word):
    _, parts = word(runs("无"), header=runs("{{ 地区 }}"))
    assert paragraphs(parts["word/header1.xml"]) == ["样例县"]
    assert parts["word/document.xml"].startswith(b"<w:document")


def test_an_absent_figure_is_pending_or_blank_and_listed(word):
    filled, parts = word(runs("实际{{ gdp.period.actual }}亿元"))
    assert paragraphs(parts["word/document.xml"]) == ["实际【待补】亿元"]
    assert [entry.what for entry in filled.absent] == ["gdp.period.actual"]
    _, parts = word(runs("实际{{ gdp.period.actual }}亿元"), absent="")
    assert paragraphs(parts["word/document.xml"]) == ["实际亿元"]


ROWS = (
    ("序号", "名称", "总投资"),
    ("{% 组 %}{{ 组序号 }}、{{ 组 }}", "共{{ 个数() }}个", "{{ 合计(总投资) }}"),
    (
        "{% 明细 项目台账；分组 责任单位；排序 -总投资 %}{{ 序号 }}",
        "{{ 项目名称 }}",
        "{{ 总投资|2 }}",
    ),
    ("合计", "", "{{ 合计(总投资)|亿元 }}"),
)


def test_rows_are_repeated_with_their_height_and_group(word):
    filled, parts = word(table(*ROWS), runs("共{{ 个数() }}个"))
    assert paragraphs(parts["word/document.xml"]) == [
        "序号", "名称", "总投资", "一、住建局", "共1个", "50000", "1", "青山花园", "50000.00", "二、交通局", "共1个", "20000",
        "2", "河东大桥", "20000.00", "合计", "", "7", "共2个",
    ]  # fmt: skip
    root = etree.fromstring(parts["word/document.xml"])
    assert len(list(root.iter(f"{{{W}}}trHeight"))) == 6
    named = next(entry for entry in filled.entries if entry.written == "青山花园")
    assert (named.place, named.what, str(named.cells[0])) == (
        "表1第3行",
        "projects.name",
        "样例台账.xlsx｜项目台账!B3",
    )


def test_no_records_leave_one_row_that_says_so(word):
    marker = "{% 明细 项目台账；条件 总投资>99亿元；分组 责任单位；无记录 本期没有 %}{{ 序号 }}"
    empty = [*ROWS[:2], (marker, "{{ 项目名称 }}", "{{ 总投资 }}"), *ROWS[3:]]
    _, parts = word(table(*empty))
    assert paragraphs(parts["word/document.xml"]) == [
        "序号",
        "名称",
        "总投资",
        "",
        "本期没有",
        "",
        "合计",
        "",
        "0",
    ]


def test_bookmarks_and_paragraph_numbers_are_not_doubled(word):
    marked = (
        '<w:p w14:paraId="1"><w:bookmarkStart w:id="0" w:name="甲"/><w:r><w:t>{% 明细 项目台账 %}{{ 项目名称 }}</w:t></w:r>'
        '<w:bookmarkEnd w:id="0"/></w:p>'
    )
    _, parts = word(table((marked,)))
    assert paragraphs(parts["word/document.xml"]) == ["河东大桥", "青山花园"]
    assert b"bookmark" not in parts["word/document.xml"]
    assert b"paraId" not in parts["word/document.xml"]


def test_hostile_names_stay_text(word):
    _, parts = word(
        table(("{% 明细 项目台账 %}{{ 项目名称 }}",)), report=sample_report(hostile_ledger())
    )
    assert paragraphs(parts["word/document.xml"]) == [
        '=HYPERLINK("x","点我")',
        "<b>&{{ 7*7 }}{% raw %}",
    ]


def test_a_document_that_must_not_be_touched_is_filled_from_toml(word):
    toml = """
[[cell]]
table = 1
at = "B1"
value = "截至{{ 截止日期 }}"
[[rows]]
table = 1
first = 2
records = "项目台账"
sort = ["总投资"]
[rows.cells]
A = "序号"
B = "项目名称"
"""
    _, parts = word(table(("名单", ""), ("", ""), ("完", "")), toml=toml)
    assert paragraphs(parts["word/document.xml"]) == [
        "名单",
        "截至2022年3月20日",
        "1",
        "河东大桥",
        "2",
        "青山花园",
        "完",
        "",
    ]


def test_faults_of_a_document_are_named_all_at_once(word):
    with pytest.raises(SourceError) as error:
        word(
            runs("{{ 无此 }}"), runs("{% 明细 项目台账 %}"), runs("{{ 开头"), runs("{% 尾"),
            table(("{{ 合计(总投资) }}",), ("{% 明细 项目台账 %}{{ 项目名 }}",)),
            toml='[[cell]]\ntable = 3\nat = "A1"\nvalue = "地区"\n[[rows]]\ntable = 9\nfirst = 1\nrecords = "项目台账"\n',
        )  # fmt: skip
    for part in (
        "第1段 没有“无此”", "第2段 “明细”和“组”的标记只能写在表格的行里", "第3段 有“{{”而没有“}}”", "第4段 有“{%”而没有“%}”",
        "表1第2行 “项目台账”没有“项目名”", "cell[1] 文档第3个表没有第1行第1列", "rows[1] table 应是文档里的第几个表（共1个）",
    ):  # fmt: skip
        assert part in str(error.value)
