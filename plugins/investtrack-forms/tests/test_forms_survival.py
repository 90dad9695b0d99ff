"""What is around repeated rows survives: it moves with them, or stays as it is, byte for byte."""

import io
import re
import zipfile

import openpyxl
import pytest
from attrs import evolve
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table
from openxml_audit import OpenXmlValidator, ValidationSeverity
from PIL import Image as Picture

from investtrack.errors import ExportError, SourceError
from investtrack_forms.fill import fill_form
from investtrack_forms.xlsx import workbook
from investtrack_testing import sample_ledger, sample_report


THREE = [("甲厂", "工业", 100), ("乙路", "交通", 20), ("丙桥", "交通", 3)]


def crowded():
    """A form of one record's row, row 5, with something of every kind around it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表 一"
    sheet["A1"] = "标题"
    sheet.merge_cells("A1:D1")
    sheet["A2"], sheet["C2"] = "合计", "=SUM(C5:C5)"
    sheet["D2"] = "=C7*2"
    sheet["A3"] = "项目"
    sheet.merge_cells("A3:A4")
    sheet["A5"] = "{% 明细 项目台账；排序 -总投资 %}{{ 项目名称 }}"
    sheet["B5"], sheet["C5"], sheet["D5"] = "{{ 行业 }}", "{{ 总投资 }}", "=C5/$C$2"
    sheet.merge_cells("E5:F5")
    sheet["E5"], sheet["G5"] = "预印", 7
    sheet["A6"], sheet["C6"] = "小计", "=SUBTOTAL(9,C5:C5)"
    sheet["A7"], sheet["C7"], sheet["D7"] = "备注", "=C6+C2", "=SUM(D5:D6)"
    sheet.merge_cells("H4:H6")
    sheet["H4"] = "跨行的字"
    sheet.merge_cells("A9:D10")
    sheet["A9"] = "说明"
    for row, height in ((5, 33), (6, 21), (9, 44)):
        sheet.row_dimensions[row].height = height
    sheet["C5"].number_format, sheet["D5"].number_format = "#,##0.00", "0.0%"
    sheet["A5"].font = Font(bold=True, color="FF0000")
    red = PatternFill("solid", bgColor="FF0000")
    sheet.conditional_formatting.add(
        "C5", CellIsRule(operator="greaterThan", formula=["50"], fill=red)
    )
    sheet.conditional_formatting.add("A5:D7", FormulaRule(formula=["$C5>$C$7"], fill=red))
    choices = DataValidation("list", formula1="$J$20:$J$22")
    choices.add("B5")
    choices.add("B7")
    sheet.add_data_validation(choices)
    sheet["A9"].hyperlink = "#'表 一'!A7"
    sheet["C2"].comment = Comment("上", "人")
    sheet["C7"].comment = Comment("下", "人")
    sheet.freeze_panes = "B5"
    sheet.print_area, sheet.print_title_rows = "A1:H10", "3:4"
    sheet.row_breaks.append(Break(id=7))
    sheet.auto_filter.ref = "A4:D5"
    sheet.add_table(Table(displayName="附表", ref="A12:B13"))
    sheet["A12"], sheet["B12"], sheet["A13"], sheet["B13"] = "甲", "乙", 1, 2
    stream = io.BytesIO()
    Picture.new("RGB", (8, 8), "red").save(stream, "PNG")
    sheet.add_image(Image(stream), "A15")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=5, max_row=5))
    sheet.add_chart(chart, "C15")
    other = book.create_sheet("另表")
    other["A1"], other["A2"], other["A3"] = (
        "='表 一'!C7",
        "=SUM('表 一'!C5:C5)",
        "=COUNTA('表 一'!A5:A5)",
    )
    book.defined_names["合计格"] = DefinedName("合计格", attr_text="'表 一'!$C$7")
    book.defined_names["明细区"] = DefinedName("明细区", attr_text="'表 一'!$A$5:$D$5")
    return book


@pytest.fixture
def crowd(fill, report_of, projects):
    filled, book = fill(crowded(), report_of(projects=projects(*THREE)))
    return filled, book.worksheets[0], book


def test_formulas_follow_and_sums_widen(crowd):
    _, sheet, book = crowd
    assert [sheet.cell(row, 1).value for row in (5, 6, 7)] == ["甲厂", "乙路", "丙桥"]
    assert [sheet.cell(row, 4).value for row in (5, 6, 7)] == ["=C5/$C$2", "=C6/$C$2", "=C7/$C$2"]
    assert (sheet["C2"].value, sheet["D2"].value) == ("=SUM(C5:C7)", "=C9*2")
    assert (sheet["C8"].value, sheet["C9"].value) == ("=SUBTOTAL(9,C5:C7)", "=C8+C2")
    assert sheet["D9"].value == "=SUM(D5:D8)"
    other = book["另表"]
    assert other["A1"].value == "='表 一'!C9"
    assert other["A2"].value == "=SUM('表 一'!C5:C7)"
    assert other["A3"].value == "=COUNTA('表 一'!A5:A7)"
    assert book.defined_names["合计格"].attr_text == "'表 一'!$C$9"
    assert book.defined_names["明细区"].attr_text == "'表 一'!$A$5:$D$7"


def test_what_is_stored_beside_formulas_is_what_they_come_to(crowd, stored):
    book = stored(crowd[0])
    sheet = book.worksheets[0]
    # 100 + 20 + 3 = 123; twice that in C9; D2 doubles it again
    assert (sheet["C2"].value, sheet["C8"].value, sheet["C9"].value, sheet["D2"].value) == (
        123,
        123,
        246,
        492,
    )
    assert sheet["D5"].value == pytest.approx(100 / 123)
    assert (book["另表"]["A1"].value, book["另表"]["A2"].value, book["另表"]["A3"].value) == (
        246,
        123,
        3,
    )


def test_merges_heights_styles_and_pages_follow(crowd):
    _, sheet, _ = crowd
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A1:D1", "A3:A4", "E5:F5", "E6:F6", "E7:F7", "H4:H8", "A11:D12"}
    assert [sheet.row_dimensions[row].height for row in (5, 6, 7, 8, 11)] == [33, 33, 33, 21, 44]
    assert [sheet.cell(row, 3).number_format for row in (5, 6, 7)] == ["#,##0.00"] * 3
    assert all(sheet.cell(row, 1).font.bold for row in (5, 6, 7))
    assert [sheet.cell(row, 5).value for row in (5, 6, 7)] == ["预印"] * 3
    assert [sheet.cell(row, 7).value for row in (5, 6, 7)] == [7] * 3
    assert sheet.freeze_panes == "B5"
    assert (sheet.print_area, sheet.print_title_rows) == ("'表 一'!$A$1:$H$12", "$3:$4")
    assert [item.id for item in sheet.row_breaks.brk] == [9]
    assert sheet.auto_filter.ref == "A4:D7"
    assert sheet.tables["附表"].ref == "A14:B15"
    assert sheet["A11"].hyperlink.ref == "A11"


def test_formats_choices_and_comments_follow(crowd):
    _, sheet, _ = crowd
    areas = {
        str(item.sqref): [rule.formula for rule in item.rules]
        for item in sheet.conditional_formatting
    }
    assert areas == {"C5:C7": [["50"]], "A5:D9": [["$C5>$C$9"]]}
    (choices,) = sheet.data_validations.dataValidation
    assert set(str(choices.sqref).split()) == {"B5:B7", "B9"}
    assert choices.formula1 == "$J$22:$J$24"
    assert (sheet["C2"].comment.text, sheet["C9"].comment.text) == ("上", "下")


def test_pictures_and_charts_follow(crowd):
    filled, sheet, _ = crowd
    assert [image.anchor._from.row for image in sheet._images] == [16]  # A15, zero-based, two lower
    assert [chart.anchor._from.row for chart in sheet._charts] == [16]
    assert sheet._charts[0].series[0].val.numRef.f == "'表 一'!$C$5:$C$7"
    with zipfile.ZipFile(io.BytesIO(filled.data)) as archive:
        (chart,) = [archive.read(name) for name in archive.namelist() if "charts/chart" in name]
    assert b"numCache" not in chart


def test_nothing_new_is_wrong_with_the_file(crowd, tmp_path):
    before, after = tmp_path / "前.xlsx", tmp_path / "后.xlsx"
    crowded().save(before)
    after.write_bytes(crowd[0].data)
    assert faults_of(after) - faults_of(before) == set()


def faults_of(path):
    found = OpenXmlValidator().validate(path).errors
    return {re.sub(r"\d+", "n", str(e)) for e in found if e.severity is ValidationSeverity.ERROR}


def test_a_form_of_figures_alone_keeps_every_other_part_byte_for_byte(tmp_path, report_of):
    book = crowded()
    book.worksheets[0]["A5"], book.worksheets[0]["B5"], book.worksheets[0]["C5"] = (
        "{{ 地区 }}",
        None,
        1,
    )
    path = tmp_path / "表.xlsx"
    book.save(path)
    filled = fill_form(report_of(), path)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(io.BytesIO(filled.data)) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    # the second sheet has formulas on the first, whose results are stored anew
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}


SHAPE = b"""<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>20</xdr:row>
<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>22</xdr:row>
<xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink="$C$7"><xdr:nvSpPr><xdr:cNvPr id="9" name="\xe7\xab\xa0"/>
<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>"""


def with_extras(path, extras, drawing=b""):
    """Add parts to the workbook at *path*, and a shape to its drawing."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if drawing and name == "xl/drawings/drawing1.xml":
                start = re.search(rb"<(?:xdr:)?wsDr[^>]*>", data).group()
                named = start.replace(
                    b">",
                    b' xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">',
                    1,
                )
                data = data.replace(start, named + drawing)
            target.writestr(name, data)
        for name, data in extras.items():
            target.writestr(name, data)
    path.write_bytes(out.getvalue())


def test_shapes_stay_and_macros_stay_and_both_are_spoken_of(tmp_path, report_of, projects):
    path = tmp_path / "表.xlsm"
    crowded().save(path)
    with_extras(path, {"xl/vbaProject.bin": b"\x01macro"}, SHAPE)
    filled = fill_form(report_of(projects=projects(*THREE)), path)
    with zipfile.ZipFile(io.BytesIO(filled.data)) as archive:
        assert archive.read("xl/vbaProject.bin") == b"\x01macro"
        drawing = archive.read("xl/drawings/drawing1.xml")
    assert b'textlink="$C$9"' in drawing
    assert b"<xdr:row>22</xdr:row>" in drawing
    assert b"<xdr:row>24</xdr:row>" in drawing
    assert [note for note in filled.notes if note.startswith("宏：原样保留")]


def test_a_signature_is_refused_unless_the_clerk_says_so(tmp_path, report_of):
    path = tmp_path / "表.xlsx"
    crowded().save(path)
    with_extras(path, {"_xmlsignatures/sig1.xml": b"<Signature/>"})
    with pytest.raises(SourceError, match=r"数字签名.*--allow-losses"):
        fill_form(report_of(), path)
    filled = fill_form(report_of(), path, allow_losses=True)
    with zipfile.ZipFile(io.BytesIO(filled.data)) as archive:
        assert not [name for name in archive.namelist() if "signature" in name]
    assert [note for note in filled.notes if note.startswith("数字签名")]


def test_formulas_that_make_addresses_of_text_are_spoken_of(fill, report_of):
    book = crowded()
    book.worksheets[0]["D8"] = '=INDIRECT("C5")'
    filled, _ = fill(book, report_of())
    assert [note for note in filled.notes if "INDIRECT" in note and "表 一!D8" in note]
    assert [
        note
        for note in filled.notes
        if note.startswith("公式 表 一!D9") and "打开时才算出数" in note
    ]


TEXT_BOX = SHAPE.replace(
    b"</xdr:sp>",
    b'<xdr:txBody><a:bodyPr xmlns:a="urn:a"/><a:p xmlns:a="urn:a"><a:r><a:t>\xe6\x88\xaa\xe8\x87\xb3{{ \xe6\x88\xaa\xe6\xad\xa2</a:t></a:r>'
    b"<a:r><a:t>\xe6\x97\xa5\xe6\x9c\x9f }}</a:t></a:r></a:p></xdr:txBody></xdr:sp>",
)


def test_headers_footers_and_text_boxes_are_filled_too(tmp_path, report_of):
    path = tmp_path / "表.xlsx"
    book = crowded()
    book.worksheets[0].oddHeader.center.text = "{{ 地区 }}"
    book.worksheets[0].oddFooter.left.text = "第&P页，{{ 报告期 }}"
    book.save(path)
    with_extras(path, {}, TEXT_BOX)
    region = evolve(sample_ledger().region, name="甲&乙县")
    filled = fill_form(report_of(region=region), path)
    made = openpyxl.load_workbook(io.BytesIO(filled.data)).worksheets[0]
    assert made.oddHeader.center.text == "甲&&乙县"  # a single & would begin a code
    assert made.oddFooter.left.text == "第&P页，2022年一季度"
    with zipfile.ZipFile(io.BytesIO(filled.data)) as archive:
        assert "截至2022年3月20日" in archive.read("xl/drawings/drawing1.xml").decode()
    assert {"表 一!页眉", "表 一!页脚", "表 一!文本框"} <= {entry.place for entry in filled.entries}
    other = crowded()
    other.worksheets[0].oddHeader.center.text = "{{ 地名 }}"
    other.save(path)
    with pytest.raises(SourceError, match="表 一!页眉 没有“地名”"):
        fill_form(report_of(), path)


X14 = (
    b'<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="urn:x14"><x14:conditionalFormattings>'
    b'<x14:conditionalFormatting xmlns:xm="urn:xm"><x14:cfRule><xm:f>$C5&gt;$C$7</xm:f></x14:cfRule>'
    b"<xm:sqref>C5:D5 C7</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst></worksheet>"
)


def test_formats_and_choices_of_newer_office_follow(tmp_path, report_of, projects):
    path = tmp_path / "表.xlsx"
    crowded().save(path)
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"</worksheet>", X14
    )
    with zipfile.ZipFile(path, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    filled = fill_form(report_of(projects=projects(*THREE)), path)
    with zipfile.ZipFile(io.BytesIO(filled.data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<xm:f>$C5&gt;$C$9</xm:f>" in sheet
    assert b"<xm:sqref>C5:D7 C9</xm:sqref>" in sheet


def test_shared_and_array_formulas_follow(tmp_path, report_of, projects):
    path = tmp_path / "表.xlsx"
    book = crowded()
    sheet = book.worksheets[0]
    sheet["J7"] = ArrayFormula("J7:J8", "=C7*{1;2}")
    book.save(path)
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    shared = b'<row r="20"><c r="K20"><f t="shared" si="0" ref="K20:K21">C7+C5</f></c></row><row r="21"><c r="K21"><f t="shared" si="0"/></c></row>'
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</sheetData>", shared + b"</sheetData>")
    with zipfile.ZipFile(path, "w") as target:
        for part, data in parts.items():
            target.writestr(part, data)
    filled = fill_form(report_of(projects=projects(*THREE)), path)
    made = openpyxl.load_workbook(io.BytesIO(filled.data)).worksheets[0]
    assert (made["K22"].value, made["K23"].value) == ("=C9+C5", "=C10+C8")
    assert (made["J9"].value.ref, made["J9"].value.text) == ("J9:J10", "=C9*{1;2}")


THREAD = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="B5" id="{1}"><text>明细</text></threadedComment>'
    '<threadedComment ref="B7" id="{2}"><text>问</text></threadedComment></ThreadedComments>'
)


def test_a_marker_in_a_comment_goes_and_other_comments_stay(tmp_path, report_of, projects):
    book = crowded()
    sheet = book.worksheets[0]
    sheet["A5"] = "{{ 项目名称 }}"
    sheet["B5"].comment = Comment(
        "[线程批注]\n旧版看不到回复。\n注释:\n    明细 项目台账\n    排序 -总投资", "人"
    )
    path = tmp_path / "表.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as source:
        rels = source.read("xl/worksheets/_rels/sheet1.xml.rels")
    link = (
        b'<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        b'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = rels.replace(b"</Relationships>", link)
    parts["xl/threadedComments/threadedComment1.xml"] = THREAD.encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    filled = fill_form(report_of(projects=projects(*THREE)), path)
    made = openpyxl.load_workbook(io.BytesIO(filled.data)).worksheets[0]
    assert [made.cell(row, 1).value for row in (5, 6, 7)] == ["甲厂", "乙路", "丙桥"]
    comments = {
        cell.coordinate: cell.comment.text
        for row in made.iter_rows()
        for cell in row
        if cell.comment
    }
    assert comments == {"C2": "上", "C9": "下"}
    with zipfile.ZipFile(io.BytesIO(filled.data)) as archive:
        thread = archive.read("xl/threadedComments/threadedComment1.xml").decode()
        (vml,) = [
            archive.read(n)
            for n in archive.namelist()
            if "vml" in n.lower() or "legacyDrawing" in n
        ]
    assert 'ref="B9"' in thread
    assert 'ref="B5"' not in thread
    assert vml.count(b"ObjectType=") == 2
    assert set(re.findall(rb"Row>(\d+)<", vml)) == {b"1", b"8"}


def test_a_form_whose_figures_are_not_found_again_is_not_handed_over(tmp_path, monkeypatch):
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "合计{{ fai.period.expected }}"
    book.save(path)
    real = workbook.filled
    assert fill_form(sample_report(), path).entries[0].written
    monkeypatch.setattr(
        workbook,
        "filled",
        lambda *given, **named: evolve(real(*given, **named), data=path.read_bytes()),
    )
    with pytest.raises(ExportError, match=r"Sheet!A1：应有“.+”，读到“合计\{\{"):
        fill_form(sample_report(), path)


def test_link_targets_follow_the_rows_and_links_in_formulas_are_spoken_of(fill, report_of):
    book = crowded()
    sheet = book.worksheets[0]
    sheet["I1"] = "到说明"
    sheet["I1"].hyperlink = Hyperlink(ref="I1", location="'表 一'!A9")
    sheet["D8"] = '=HYPERLINK("#A9","说明")'
    filled, _ = fill(book, report_of())
    with zipfile.ZipFile(io.BytesIO(filled.data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    grown = len(sample_ledger().projects) - 1
    assert grown
    assert f"location=\"'表 一'!A{9 + grown}\"" in xml
    assert [note for note in filled.notes if "HYPERLINK" in note and "表 一!D8" in note]


def test_small_charts_keep_to_one_cell_and_are_spoken_of(tmp_path, report_of):
    path = tmp_path / "表.xlsx"
    crowded().save(path)
    sparks = (
        '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><x14:sparklineGroups '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines>'
        "<x14:sparkline><xm:f>'表 一'!C5:D5</xm:f><xm:sqref>I5</xm:sqref></x14:sparkline>"
        "<x14:sparkline><xm:f>'表 一'!C7:D7</xm:f><xm:sqref>I7</xm:sqref></x14:sparkline>"
        "</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>"
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</worksheet>", sparks.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    filled = fill_form(report_of(), path)
    with zipfile.ZipFile(io.BytesIO(filled.data)) as archive:
        xml = archive.read(name).decode()
    assert re.findall(r"<xm:sqref>([^<]*)</xm:sqref>", xml) == [
        "I5",
        f"I{7 + len(sample_ledger().projects) - 1}",
    ]
    assert [note for note in filled.notes if note.startswith("迷你图：表 一!I5、表 一!I7")]
