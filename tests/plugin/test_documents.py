"""Plain text and Markdown as documents."""

import pytest

from investtrack import load_plugins
from investtrack.errors import SourceError, UnknownFormatError
from investtrack.plugin import Paragraph, TextTable, document_from_text


def test_lines_are_paragraphs_and_rows_are_tables():
    document = document_from_text("一、情况\n\n表：\n甲 | 1 |\n乙 | 2 |\n完。", "a.txt")
    assert document.blocks == (
        Paragraph("一、情况", "第1行"),
        Paragraph("表：", "第3行"),
        TextTable((("甲", "1"), ("乙", "2")), "表1（第4—5行）"),
        Paragraph("完。", "第6行"),
    )


def test_markdown_and_tabs():
    text = "| 地区 | 个数 |\n|---|--:|\n| 甲 | 3 |\n地区\t个数\n甲\t\t3\n"
    first, second = document_from_text(text).tables
    assert first.rows == (("地区", "个数"), ("甲", "3"))
    assert second.rows == (("地区", "个数"), ("甲", "", "3"))


def test_a_lone_bar_is_no_table():
    assert document_from_text("责任单位｜住建局\n\n下一行").blocks[0] == Paragraph(
        "责任单位｜住建局", "第1行"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_of_offices(tmp_path, encoding):
    path = tmp_path / "报告.txt"
    path.write_text("完成8.03亿元", encoding=encoding)
    document = load_plugins().document_reader_for(path).read(path)
    assert [paragraph.text for paragraph in document.paragraphs] == ["完成8.03亿元"]


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"\xff\xfe\x00", b"\xff\xff\xff"])
def test_what_is_no_text_is_refused(tmp_path, data):
    path = tmp_path / "报告.txt"
    path.write_bytes(data)
    with pytest.raises(SourceError, match="不是文本"):
        load_plugins().document_reader_for(path).read(path)


def test_an_unknown_suffix_and_a_missing_file(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(UnknownFormatError, match=r"\.txt"):
        load_plugins().document_reader_for(tmp_path / "a.pdf")
    with pytest.raises(SourceError, match="没有这个文件"):
        load_plugins().document_reader_for(tmp_path / "none.txt")
