"""``audit --layout``: documents held against GB/T 9704-2012, from the page to the signature."""

import json
from datetime import date

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st

from investtrack import build_report
from investtrack.cli.main import main
from investtrack.plugin import load_plugins
from investtrack.plugin.document_layout import DocumentLayout, ParagraphLayout
from investtrack.values.period import parse_period
from investtrack_audit.layout import layout_faults
from investtrack_testing import sample_ledger


PERIODS = [
    ("2022年一季度", date(2022, 3, 20)), ("2022年4月", date(2022, 4, 30)), ("2022年上半年", date(2022, 6, 30)),
    ("2022年前三季度", date(2022, 9, 30)), ("2022年", date(2022, 12, 31)),
]  # fmt: skip


@pytest.fixture(scope="module")
def plugins():
    return load_plugins()


def exported(plugins, path, period, as_of):
    report = build_report(sample_ledger(), period=parse_period(period), as_of=as_of)
    with path.open("wb") as stream:
        plugins.exporters["word"].export(report, stream)
    return path


@pytest.fixture(scope="module")
def own(plugins, tmp_path_factory):
    return exported(plugins, tmp_path_factory.mktemp("own") / "a.docx", *PERIODS[0])


def faults_of(plugins, path):
    return layout_faults(plugins.documents["word"].layout(path))


@pytest.mark.parametrize(("period", "as_of"), PERIODS)
def test_the_packaged_reports_keep_the_standard(plugins, tmp_path, period, as_of):
    path = exported(plugins, tmp_path / "a.docx", period, as_of)
    assert faults_of(plugins, path) == ()
    assert main(["audit", "--layout", str(path)]) == 0


def paragraph(document, beginning):
    return next(p for p in document.paragraphs if _text(p).startswith(beginning))


def _text(found):
    return "".join(t.text or "" for t in found._p.iter(qn("w:t")))


def _margin(document):
    document.sections[0].left_margin = Mm(31.7)


def _paper(document):
    document.sections[0].page_width, document.sections[0].page_height = Mm(216), Mm(279)


def _title_left(document):
    document.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT


def _face(document, beginning, face):
    for fonts in document.styles[paragraph(document, beginning).style.name].element.iter(
        qn("w:rFonts")
    ):
        fonts.set(qn("w:eastAsia"), face)


def _size(document):
    for run in paragraph(document, "现将").runs:
        run.font.size = Pt(14)
    for run in paragraph(document, "现将")._p.iter(qn("w:r")):
        run.get_or_add_rPr().get_or_add_sz().val = Pt(14)


def _line(document):
    paragraph(document, "现将").paragraph_format.line_spacing = 1.5


def _indent(document):
    form = paragraph(document, "现将")._p.get_or_add_pPr().get_or_add_ind()
    form.set(qn("w:firstLineChars"), "0")


def _number(document, text, new):
    found = paragraph(document, text)
    run = next(found._p.iter(qn("w:t")))
    run.text = run.text.replace(text, new)


def _no_footer(document):
    for part in (document.sections[0].footer, document.sections[0].even_page_footer):
        for found in list(part.paragraphs):
            found._p.getparent().remove(found._p)


def _footer_plain(document):
    for found in document.sections[0].footer.paragraphs:
        for text in found._p.iter(qn("w:t")):
            text.text = ""


def _signature_left(document):
    paragraph(document, "2022年3月20日").alignment = WD_ALIGN_PARAGRAPH.LEFT


def _date(document, text):
    found = paragraph(document, "2022年3月20日")
    first, *rest = found._p.iter(qn("w:t"))
    first.text = text
    for each in rest:
        each.text = ""


def _stop(document):
    list(paragraph(document, "附件：")._p.iter(qn("w:t")))[-1].text += "。"


BROKEN = [
    (_margin, "订口（左边距）", "31.7毫米"),
    (_paper, "用纸", "216×279毫米"),
    (_title_left, "标题位置", "没有居中"),
    (lambda d: _face(d, "样例县", "黑体"), "标题字体字号", "黑体 22磅"),
    (lambda d: _face(d, "现将", "宋体"), "正文字体字号", "宋体 16磅"),
    (lambda d: _face(d, "一、", "仿宋"), "一级标题字体字号", "仿宋 16磅"),
    (lambda d: _face(d, "（一）地区", "仿宋_GB2312"), "二级标题字体字号", "仿宋_GB2312 16磅"),
    (_size, "正文字体字号", "仿宋 14磅"),
    (_line, "行距", "1.5倍行距"),
    (_indent, "首行缩进", "0字"),
    (lambda d: _number(d, "二、", "三、"), "标题序号", "三、"),
    (lambda d: _number(d, "一、", "一."), "标题序号", "一."),
    (lambda d: _number(d, "（二）", "（二）、"), "标题序号", "（二）、"),
    (_no_footer, "页码", "没有页码"),
    (_footer_plain, "单页页码", "1"),
    (_signature_left, "成文日期位置", "居左"),
    (lambda d: _date(d, "2022年03月20日"), "成文日期", "2022年03月20日"),
    (lambda d: _date(d, "二〇二二年三月二十日"), "成文日期", "二〇二二年三月二十日"),
    (_stop, "附件名称标点", "。"),
]


@pytest.mark.parametrize(("breaks", "what", "found"), BROKEN)
def test_what_differs_is_named(own, tmp_path, breaks, what, found):
    document = docx.Document(own)
    breaks(document)
    document.save(tmp_path / "b.docx")
    faults = faults_of(load_plugins(), tmp_path / "b.docx")
    assert (what, found) in [(fault.what, fault.found) for fault in faults]
    # What was not touched is not blamed: a face is that of one style, a number moves its followers.
    assert len({fault.what for fault in faults}) <= 2


def test_the_command_prints_and_says_by_its_status(own, tmp_path, capsys):
    document = docx.Document(own)
    _margin(document)
    document.save(tmp_path / "b.docx")
    assert main(["audit", "--layout", str(tmp_path / "b.docx")]) == 1
    assert "订口（左边距）" in capsys.readouterr().out
    assert main(["audit", "--layout", "--json", str(tmp_path / "b.docx")]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data == [
        {
            "file": "b.docx",
            "layout": [
                {
                    "what": "订口（左边距）",
                    "expected": "28毫米",
                    "found": "31.7毫米",
                    "places": ["第1节"],
                    "near": None,
                }
            ],
        }
    ]


def test_a_text_file_has_no_layout(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("汇报\n", encoding="utf-8")
    assert main(["audit", "--layout", str(path)]) == 2
    assert "没有版式" in capsys.readouterr().err


def lines(*texts):
    return DocumentLayout(
        paragraphs=tuple(
            ParagraphLayout(text=text, place=f"第{n}段") for n, text in enumerate(texts, 1)
        )
    )


def numbers(*texts):
    return [
        (f.found, f.expected) for f in layout_faults(lines("标题", *texts)) if f.what == "标题序号"
    ]


def test_numbers_follow_one_another_level_by_level():
    assert (
        numbers("一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "1.己", "2．庚", "（1）辛")
        == []
    )
    assert numbers("一、甲", "（一）乙", "（三）丙", "（四）丁") == [("（三）", "接着是“（二）”")]
    assert numbers("一、甲", "二、乙", "四、丙") == [("四、", "接着是“三、”")]
    assert numbers("1、甲") == [("1、", "三级标题写作“1.”")]
    assert numbers("(一)甲") == [("(一)", "标题的括号用全角“（）”")]
    assert numbers("1.5亿元是目标。", "2.5亿元是完成数。") == []


def test_a_document_without_date_or_number_says_so():
    told = {fault.what for fault in layout_faults(lines("标题", "正文。"))}
    assert {"署名和成文日期", "页码"} <= told
    assert "附件说明" in {f.what for f in layout_faults(lines("标题", "正文。", "附件", "表"))}
    assert layout_faults(DocumentLayout())[0].what == "标题"


_TEXTS = st.lists(
    st.text("一二三四十（）()、.：:；。附件2022年3月1日甲 ", max_size=14)
    .map(str.strip)
    .filter(bool),
    max_size=12,
)


@given(_TEXTS)
def test_no_text_is_too_odd_and_every_place_is_one_of_the_documents(texts):
    faults = layout_faults(lines(*texts))
    known = {f"第{n}段" for n in range(1, len(texts) + 1)}
    assert all(set(fault.places) <= known for fault in faults)
