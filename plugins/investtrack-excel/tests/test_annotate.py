"""The annotated copy: findings at their cells, links that lead there, and everything else kept."""

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from investtrack.findings import Finding, Grade
from investtrack.model.source import CellRef
from investtrack_excel.annotate.annotator import ExcelAnnotator
from investtrack_excel.annotate.marks import FILLS, HEAD, RELATED_FILLS, comment_size


FILE = "台账.xlsx"
SHEET = "项目台账"


def at(cell, sheet=SHEET, file=FILE):
    return CellRef(file, sheet, cell)


def finding(cell, grade=Grade.ERROR, code="amount-unreadable", related=(), **parts):
    place = cell if isinstance(cell, CellRef) else at(cell)
    message = parts.pop("message", f"{place.cell}有问题")
    return Finding(code, grade, message, place, related=tuple(related), **parts)


@pytest.fixture
def book():
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = SHEET
    sheet.append(["项目名称", "总投资（万元）", "开工时间", "合计"])
    sheet.append(["河东大桥", 20000, date(2022, 3, 1), "=B2*2"])
    sheet.append(["青山花园", "待核", None, None])
    sheet["A2"].font = Font(bold=True, color="FF0000")
    sheet["B3"].fill = PatternFill("solid", fgColor="00FF00")
    sheet.column_dimensions["A"].width = 33
    made.create_sheet("说明")["A1"] = "原有的表"
    return made


@pytest.fixture
def path(tmp_path):
    return tmp_path / FILE


def annotated(book, path, *findings):
    """Return the annotated copy of *book*, opened, and its notes."""
    if book is not None:
        book.save(path)
    before = path.read_bytes()
    stream = io.BytesIO()
    notes = ExcelAnnotator().annotate(path, findings, stream)
    assert path.read_bytes() == before
    assert not stream.closed
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue())), list(notes)


def colour(cell):
    return cell.fill.fgColor.rgb[-6:] if cell.fill.fill_type else None


def listed(book, title="校核清单"):
    """Return the rows of the list, as head → cell."""
    rows = list(book[title].iter_rows())
    heads = next(i for i, row in enumerate(rows) if row[0].value == "序号")
    names = [cell.value for cell in rows[heads]]
    return [dict(zip(names, row, strict=True)) for row in rows[heads + 1 :]]


def test_a_finding_is_a_comment_and_a_fill_at_its_cell(book, path):
    made, _ = annotated(
        book,
        path,
        finding("B3", message="总投资读不懂", found="待核", expected="数字", mend="改成数字"),
    )
    cell = made[SHEET]["B3"]
    assert colour(cell) == FILLS[Grade.ERROR]
    assert cell.comment.text == (
        f"{HEAD}\n错误｜总投资读不懂\n现值：待核；应为：数字\n怎么改：改成数字\n（清单第1条，amount-unreadable）"
    )
    assert cell.value == "待核"


@pytest.mark.parametrize("grade", list(Grade))
def test_each_grade_has_its_colour_and_related_cells_a_lighter_one(book, path, grade):
    made, _ = annotated(book, path, finding("B3", grade, related=[at("B2")]))
    assert colour(made[SHEET]["B3"]) == FILLS[grade]
    assert colour(made[SHEET]["B2"]) == RELATED_FILLS[grade]
    assert f"相关｜{SHEET}!B3" in made[SHEET]["B2"].comment.text
    brightness = [sum(bytes.fromhex(c[grade])) for c in (FILLS, RELATED_FILLS)]
    assert brightness[0] < brightness[1]


def test_findings_on_one_cell_are_one_comment_of_the_gravest_colour(book, path):
    made, _ = annotated(
        book, path,
        finding("B3", Grade.ERROR, message="第一"),
        finding("A2", Grade.WARNING, message="第二", related=[at("B3")]),
        finding("B3", Grade.NOTE, message="第三"),
    )  # fmt: skip
    text = made[SHEET]["B3"].comment.text
    assert text.index("第一") < text.index("第二") < text.index("第三")
    assert text.count(HEAD) == 1
    assert colour(made[SHEET]["B3"]) == FILLS[Grade.ERROR]


def test_a_comment_that_was_there_stays_and_ours_follows(book, path):
    book[SHEET]["B3"].comment = Comment("张三：请核对", "张三")
    book[SHEET]["A1"].comment = Comment("李四：别动", "李四")
    made, notes = annotated(book, path, finding("B3", message="读不懂"))
    assert re.match(r"张三：请核对\n\n【校核】\n错误｜读不懂", made[SHEET]["B3"].comment.text)
    assert made[SHEET]["A1"].comment.text == "李四：别动"
    assert notes == []


def test_the_list_is_the_first_sheet_and_says_all_of_every_finding(book, path):
    made, _ = annotated(
        book, path,
        finding("B3", message="读不懂", found="待核", expected="数字", mend="改", related=[at("B2"), at("C2")]),
        finding("", Grade.NOTE, "sheet-hidden", message="整张表"),
        finding(CellRef(FILE, ""), Grade.NOTE, "file-has-macros", message="整个文件"),
    )  # fmt: skip
    assert made.sheetnames == ["校核清单", SHEET, "说明"]
    assert made.active.title == "校核清单"
    rows = [{head: cell.value for head, cell in row.items()} for row in listed(made)]
    assert rows[0] == {
        "序号": 1, "等级": "错误", "表": SHEET, "单元格": "B3", "发现": "读不懂", "现值": "待核", "应为": "数字",
        "怎么改": "改", "相关": f"{SHEET}!B2等2格", "代码": "amount-unreadable",
    }  # fmt: skip
    assert [row["单元格"] for row in rows] == ["B3", "（整表）", "（整个文件）"]
    assert "错误1条　警告0条　提示2条" in [row[0].value for row in made["校核清单"].iter_rows()]


def test_links_lead_to_the_cell_and_back_to_its_line(book, path):
    made, _ = annotated(
        book, path, finding("A2", Grade.WARNING), finding("B3", related=[at("B2")]), finding("C3")
    )
    rows = listed(made)
    assert [row["单元格"].hyperlink.location for row in rows] == [
        "'项目台账'!A2",
        "'项目台账'!B3",
        "'项目台账'!C3",
    ]
    assert rows[1]["相关"].hyperlink.location == "'项目台账'!B2"
    back = [made[SHEET]["E2"], made[SHEET]["E3"]]  # right of the last column, D
    assert [cell.value for cell in back] == ["清单第1、2条", "清单第2、3条"]
    line = rows[0]["序号"].row
    assert [cell.hyperlink.location for cell in back] == [
        f"'校核清单'!A{line}",
        f"'校核清单'!A{line + 1}",
    ]


def test_a_name_with_quotes_is_linked(book, path):
    book[SHEET].title = "甲's 表"
    made, _ = annotated(book, path, finding(at("B3", "甲's 表")))
    assert listed(made)[0]["单元格"].hyperlink.location == "'甲''s 表'!B3"


def test_hidden_sheets_and_other_files_have_no_link(book, path):
    book["说明"].sheet_state = "hidden"
    made, _ = annotated(
        book, path, finding(at("A1", "说明")), finding(at("B2", SHEET, "乙.xlsx"), related=[at("B3")])
    )  # fmt: skip
    hidden, other = listed(made)
    assert hidden["单元格"].hyperlink is None
    assert made["说明"].sheet_state == "hidden"
    assert other["表"].value == f"乙.xlsx {SHEET}"
    assert other["单元格"].hyperlink is None
    assert other["相关"].hyperlink.location == f"'{SHEET}'!B3"
    assert "乙.xlsx｜项目台账!B2" in made[SHEET]["B3"].comment.text
    assert made[SHEET]["B2"].comment is None


def test_a_row_is_marked_at_its_first_filled_cell_and_a_merged_one_at_its_corner(book, path):
    sheet = book[SHEET]
    sheet["B5"] = "小计"
    sheet["A7"] = "合并"
    sheet.merge_cells("A7:C8")
    made, _ = annotated(book, path, finding("第5行"), finding("C8"), finding("第99行"))
    assert made[SHEET]["B5"].comment
    assert made[SHEET]["A7"].comment
    assert made[SHEET]["A99"].comment
    assert listed(made)[1]["单元格"].hyperlink.location == "'项目台账'!A7"
    assert made[SHEET].merged_cells.ranges


def test_text_that_begins_like_a_formula_stays_text(book, path):
    book[SHEET]["A3"] = "=1+1"
    book[SHEET]["A3"].data_type = "s"
    made, _ = annotated(
        book, path, finding("A3", message="=HYPERLINK(1)", found="+1", mend="@x\x07")
    )
    row = listed(made)[0]
    for cell in (row["发现"], row["现值"], row["怎么改"], made[SHEET]["A3"]):
        assert cell.data_type == "s"
    assert row["怎么改"].value == "@x"


def test_everything_else_is_as_it_was(book, path):
    sheet = book[SHEET]
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = "A1:D3"
    sheet.row_dimensions[3].hidden = True
    made, notes = annotated(book, path, finding("B3"))
    kept = made[SHEET]
    assert kept["A2"].font.b
    assert kept["A2"].font.color.rgb == "00FF0000"
    assert kept["C2"].value == datetime(2022, 3, 1)
    assert kept["D2"].value == "=B2*2"
    assert kept.freeze_panes == "B2"
    assert kept.auto_filter.ref == "A1:D3"
    assert kept.row_dimensions[3].hidden
    assert kept.column_dimensions["A"].width == 33
    assert made["说明"]["A1"].value == "原有的表"
    assert notes == []


def test_only_the_list_is_selected(book, path):
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = True
    made, _ = annotated(book, path, finding("B3"))
    assert [sheet.sheet_view.tabSelected for sheet in made.worksheets] == [True, False, False]


def test_an_office_sheet_named_like_the_list_is_not_touched(book, path):
    book["说明"].title = "校核清单"
    made, _ = annotated(book, path, finding("B3"))
    assert made.sheetnames == ["校核清单(2)", SHEET, "校核清单"]
    assert made["校核清单"]["A1"].value == "原有的表"
    assert listed(made, "校核清单(2)")


def test_a_copy_of_a_copy_holds_the_findings_once(book, path):
    book[SHEET]["B3"].comment = Comment("张三：请核对", "张三")
    first, _ = annotated(book, path, finding("B3", message="旧的"), finding("C3"))
    second, _ = annotated(first, path, finding("B3", message="新的"))
    text = second[SHEET]["B3"].comment.text
    assert text.startswith("张三：请核对\n\n【校核】\n错误｜新的")
    assert "旧的" not in text
    assert second[SHEET]["C3"].comment is None
    assert colour(second[SHEET]["C3"]) is None
    assert second.sheetnames == ["校核清单", SHEET, "说明"]
    assert second[SHEET]["E3"].value == "清单第1条"
    assert second[SHEET].max_column == 5
    # what an importer says of our own sheet and links is not about the ledger
    again, _ = annotated(
        second, path, finding("E3", Grade.NOTE, "column-unknown"), finding(at("", "校核清单"))
    )
    assert listed(again) == []
    assert again[SHEET]["E3"].value is None
    assert again[SHEET]["B3"].comment.text == "张三：请核对"


def test_the_same_findings_give_the_same_bytes(book, path):
    book.save(path)
    written = []
    for _ in range(2):
        stream = io.BytesIO()
        ExcelAnnotator().annotate(path, [finding("B3"), finding("A2")], stream)
        written.append(stream.getvalue())
    assert written[0] == written[1]
    with zipfile.ZipFile(io.BytesIO(written[0])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml")
    with zipfile.ZipFile(path) as archive:
        stated = archive.read("docProps/core.xml")
    for stamp in (b"created", b"modified"):
        found = [re.search(b"<dcterms:%b[^>]*>([^<]+)" % stamp, xml)[1] for xml in (core, stated)]
        assert found[0] == found[1]


def test_comments_are_shown_beside_their_cell(book, path):
    book.save(path)
    stream = io.BytesIO()
    ExcelAnnotator().annotate(path, [finding("B3")], stream)
    with zipfile.ZipFile(stream) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith(".vml")]
        anchor = re.search(rb"Anchor>([^<]+)<", archive.read(name))[1]
    left, _, top, _, right, _, bottom, _ = (int(part) for part in anchor.split(b","))
    assert (left, top) == (2, 1)  # column C, row 2: right of B3 and a little above it
    assert right > left
    assert bottom > top


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=900))
@settings(max_examples=40)
def test_a_comment_is_tall_enough_for_its_text(text):
    width, height = comment_size(text)
    assert 320 <= width <= 640
    assert 32 <= height <= 640
    lines = sum(max(1, -(-2 * len(line) // (width // 7))) for line in text.split("\n"))
    assert height >= min(640, 18 * lines // 2)
