"""The text of a Word document as a person sees it; documents are built here from their XML."""

import zipfile
from itertools import pairwise

import pytest
from docx import Document as NewDocument

from investtrack import load_plugins
from investtrack.errors import SourceError
from investtrack.plugin import Paragraph, TextTable
from investtrack_word.verify.reader import WordReader
from investtrack_word.verify.text import read_document


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/></Relationships>'
)


def package(path, body, parts=None, target="word/document.xml", namespace=W):
    def part(root, inner):
        return f'<w:{root} xmlns:w="{namespace}" xmlns:mc="{MC}">{inner}</w:{root}>'

    with zipfile.ZipFile(path, "w") as out:
        out.writestr("_rels/.rels", RELS.format(target))
        out.writestr(target, part("document", f"<w:body>{body}</w:body>"))
        for name, (root, inner) in (parts or {}).items():
            out.writestr(name, part(root, inner))
    return path


def r(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def p(inner):
    return f"<w:p>{inner}</w:p>"


def tc(inner, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def texts(path):
    return [block.text for block in read_document(path).blocks]


def test_paragraphs_and_tables_in_order_with_their_places(tmp_path):
    document = NewDocument()
    document.add_paragraph("一、总体情况")
    document.add_paragraph("")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("指标", "数值", "项目", "3个"), strict=True):
        cell.text = text
    document.add_paragraph("二、下一步")
    document.save(tmp_path / "a.docx")
    assert read_document(tmp_path / "a.docx").blocks == (
        Paragraph("一、总体情况", "第1段"),
        TextTable((("指标", "数值"), ("项目", "3个")), "表1"),
        Paragraph("二、下一步", "第2段"),
    )


def test_content_controls_links_and_fields_are_read_through(tmp_path):
    control = (
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{r('8.03')}</w:sdtContent></w:sdt>"
    )
    link = f"<w:hyperlink>{r('亿元')}</w:hyperlink>"
    fields = f"<w:r><w:instrText>DATE</w:instrText></w:r><w:fldSimple>{r('，完')}</w:fldSimple>"
    whole = f"<w:sdt><w:sdtContent>{p(r('一段'))}</w:sdtContent></w:sdt>"
    path = package(tmp_path / "a.docx", p(r("完成") + control + link + fields) + whole)
    assert texts(path) == ["完成8.03亿元，完", "一段"]


def test_insertions_are_in_and_deletions_out(tmp_path):
    inserted = f"<w:ins>{r('8')}</w:ins><w:moveTo>{r('个')}</w:moveTo>"
    deleted = "<w:del><w:r><w:delText>7</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{r('项')}</w:moveFrom>"
    path = package(tmp_path / "a.docx", p(r("项目") + deleted + inserted + moved))
    assert texts(path) == ["项目8个"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path):
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert texts(package(tmp_path / "a.docx", p(mark + r("一共")) + p(r("3个")))) == ["一共3个"]


def test_a_deleted_row_is_out(tmp_path):
    row = f"<w:tr>{tc(p(r('1')))}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{tc(p(r('2')))}</w:tr>"
    path = package(tmp_path / "a.docx", f"<w:tbl>{row}{gone}</w:tbl>")
    assert read_document(path).blocks == (TextTable((("1",),), "表1"),)


def test_merged_cells_stand_at_their_first_place(tmp_path):
    wide = tc(p(r("合计")), '<w:gridSpan w:val="2"/>')
    tall = tc(p(r("甲")), '<w:vMerge w:val="restart"/>')
    below = tc(p(""), "<w:vMerge/>")
    rows = (
        f"<w:tr>{wide}{tc(p(r('9')))}</w:tr><w:tr>{tall}{tc(p(r('a')))}{tc(p(r('4')))}</w:tr>"
        f"<w:tr>{below}{tc(p(r('b')))}{tc(p(r('5')))}</w:tr>"
    )
    (table,) = read_document(package(tmp_path / "a.docx", f"<w:tbl>{rows}</w:tbl>")).blocks
    assert table.rows == (("合计", "", "9"), ("甲", "a", "4"), ("", "b", "5"))


def test_nested_tables_and_text_boxes_come_after_what_holds_them(tmp_path):
    inner = f"<w:tbl><w:tr>{tc(p(r('里')))}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{tc(p(r('外')) + inner)}</w:tr></w:tbl>"
    box = f"<w:txbxContent>{p(r('框'))}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    path = package(tmp_path / "a.docx", outer + p(r("文") + f"<w:r>{both}</w:r>"))
    assert read_document(path).blocks == (
        TextTable((("外",),), "表1"),
        TextTable((("里",),), "表2"),
        Paragraph("文", "第1段"),
        Paragraph("框", "第2段"),
    )


def test_notes_headers_and_footers_come_last(tmp_path):
    parts = {
        "word/footnotes.xml": (
            "footnotes",
            f'<w:footnote w:type="separator">{p(r("—"))}</w:footnote><w:footnote>{p(r("不含农户"))}</w:footnote>',
        ),
        "word/header1.xml": ("hdr", p(r("内部资料"))),
    }
    path = package(tmp_path / "a.docx", p(r("正文")), parts)
    assert read_document(path).blocks == (
        Paragraph("正文", "第1段"),
        Paragraph("不含农户", "脚注1"),
        Paragraph("内部资料", "页眉1"),
    )


def test_hidden_text_is_not_seen_and_breaks_are_kept(tmp_path):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>秘</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>明</w:t><w:br/><w:tab/></w:r>'
    assert texts(package(tmp_path / "a.docx", p(hidden + shown + r("白")))) == ["明\n\t白"]


def test_strict_documents_and_other_part_names(tmp_path):
    path = package(tmp_path / "a.docx", p(r("严格")), target="doc/main.xml", namespace=STRICT)
    assert texts(path) == ["严格"]


def test_deep_nesting_ends(tmp_path):
    deep = "<w:sdt>" * 5000 + p(r("深")) + "</w:sdt>" * 5000
    assert texts(package(tmp_path / "a.docx", deep + p(r("浅")))) == ["浅"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 docx"),
        (b"PK\x03\x04 broken", "不是 docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "旧式 doc"),
    ],
)
def test_what_is_no_document_is_said_in_one_sentence(tmp_path, data, said):
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(SourceError, match=said):
        read_document(tmp_path / "a.docx")


def test_broken_xml_and_entity_bombs_are_refused(tmp_path):
    names = "abcdefghijkl"
    entities = "".join(f'<!ENTITY {one} "{f"&{other};" * 10}">' for other, one in pairwise(names))
    for text in (
        "<w:document",
        f'<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈">{entities}]><x>&l;</x>',
    ):
        with zipfile.ZipFile(tmp_path / "a.docx", "w") as out:
            out.writestr("_rels/.rels", RELS.format("word/document.xml"))
            out.writestr("word/document.xml", text)
        with pytest.raises(SourceError, match="损坏"):
            read_document(tmp_path / "a.docx")


def test_a_package_without_a_document_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as out:
        out.writestr("hello.txt", "x")
    with pytest.raises(SourceError, match="不是 docx"):
        read_document(tmp_path / "a.docx")


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(SourceError, match="读不了"):
        read_document(tmp_path / "none.docx")


def test_the_hook_offers_it(tmp_path):
    path = package(tmp_path / "a.DOCX", p(r("好")))
    reader = load_plugins().document_reader_for(path)
    assert isinstance(reader, WordReader)
    assert texts(path) == ["好"]


def marked(text, properties):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


RAISED, LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (r("投资12000") + marked("1", RAISED) + r("万元"), "投资12000万元"),
        (r("投资12000") + marked("[2]", LOWERED), "投资12000"),
        (r("面积2万m") + marked("2", RAISED), "面积2万m2"),
        (r("排放CO") + marked("2", LOWERED) + r("300吨"), "排放CO2300吨"),
        (r("投资") + marked("12", "<w:strike/>") + r("15亿元"), "投资15亿元"),
        (r("投资") + marked("12", "<w:dstrike/>") + r("15亿元"), "投资15亿元"),
        (r("投资") + marked("12", '<w:strike w:val="0"/>') + r("亿元"), "投资12亿元"),
        (r("投资") + marked("（调整后）", RAISED) + r("12亿元"), "投资（调整后）12亿元"),
    ],
)
def test_raised_marks_and_struck_text_are_no_digits(inner, expected, tmp_path):
    assert texts(package(tmp_path / "a.docx", p(inner))) == [expected]
    (table,) = read_document(
        package(tmp_path / "b.docx", f"<w:tbl><w:tr>{tc(p(inner))}</w:tr></w:tbl>")
    ).blocks
    assert table.rows == ((expected,),)


def test_struck_text_is_told_with_its_place(tmp_path):
    struck = r("投资") + marked("12", "<w:strike/>") + r("15亿元")
    body = p(r("甲")) + p(struck) + p(marked("整段不要", "<w:strike/>"))
    body += f"<w:tbl><w:tr>{tc(p(r('甲')))}{tc(p(struck))}</w:tr></w:tbl>"
    document = read_document(package(tmp_path / "a.docx", body))
    assert [(each.place, each.text) for each in document.struck] == [
        ("第2段", "12"),
        ("第3段", "整段不要"),
        ("表1第1行第2列", "12"),
    ]
