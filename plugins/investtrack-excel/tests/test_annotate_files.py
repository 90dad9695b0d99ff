"""What a copy lacks is said; results of formulas stay; what openpyxl cannot hold is copied as values."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image

from investtrack.errors import SourceError
from investtrack.findings import Finding, Grade
from investtrack.model.source import CellRef
from investtrack_excel.annotate import marking, marks
from investtrack_excel.annotate.annotator import ExcelAnnotator


SHEET = "项目台账"
SOFFICE = shutil.which("soffice")


def plain_book():
    made = openpyxl.Workbook()
    made.active.title = SHEET
    for row in (["项目名称", "总投资"], ["河东大桥", 20000], ["青山花园", 300.5]):
        made.active.append(row)
    return made


def finding(path, cell="B2", sheet=SHEET):
    return Finding("unit-slip", Grade.ERROR, "有问题", CellRef(path.name, sheet, cell))


def written(path, *findings):
    stream = io.BytesIO()
    notes = ExcelAnnotator().annotate(path, findings or [finding(path)], stream)
    return stream.getvalue(), list(notes)


def rewrite(path, change, **added):
    """Rewrite the archive at *path*: each part through *change*, and further parts *added*."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, change(name, data))
        for name, data in added.items():
            archive.writestr(name, data)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed_parts(path, data):
    """Return the parts that the copy has, lacks or says otherwise than its source."""
    before, after = parts_of(path.read_bytes()), parts_of(data)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


CARRIERS = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "xl/worksheets/sheet2.xml", "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
}  # fmt: skip


@pytest.mark.parametrize(
    "part",
    [
        "xl/vbaProject.bin", "xl/cellimages.xml", "xl/slicers/slicer1.xml", "xl/ctrlProps/ctrlProp1.xml",
        "xl/activeX/activeX1.xml", "xl/embeddings/oleObject1.bin", "xl/timelines/timeline1.xml",
        "xl/charts/chartEx1.xml", "xl/charts/chart7.xml", "xl/pivotTables/pivotTable1.xml",
        "xl/threadedComments/threadedComment1.xml", "xl/connections.xml", "xl/diagrams/data1.xml", "xl/calcChain.xml",
    ],
)  # fmt: skip
def test_every_part_that_carries_no_mark_stays_byte_for_byte(tmp_path, part):
    path = tmp_path / "台账.xlsx"
    plain_book().save(path)
    rewrite(path, lambda _, data: data, **{part: b"<x a = '1'/>"})
    data, notes = written(path)
    assert notes == []
    assert parts_of(data)[part] == b"<x a = '1'/>"
    assert changed_parts(path, data) <= CARRIERS


def test_a_signature_is_said_to_be_broken(tmp_path):
    path = tmp_path / "台账.xlsx"
    plain_book().save(path)
    rewrite(path, lambda _, data: data, **{"_xmlsignatures/sig1.xml": b"<x/>"})
    _, notes = written(path)
    assert notes == ["原件有数字签名；副本改动过，签名在副本里无效"]


def drawing_book(tmp_path):
    """Return a workbook with a picture and a chart."""
    pillow = pytest.importorskip("PIL.Image", reason="openpyxl keeps pictures only with Pillow")
    book = plain_book()
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    book.active.add_chart(chart, "D2")
    picture = io.BytesIO()
    pillow.new("RGB", (8, 8), "red").save(picture, "png")
    book.active.add_image(Image(picture), "H2")
    path = tmp_path / "台账.xlsx"
    book.save(path)
    return path


def test_pictures_and_charts_are_kept(tmp_path):
    path = drawing_book(tmp_path)
    data, notes = written(path)
    kept = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    assert (len(kept._charts), len(kept._images)) == (1, 1)
    assert notes == []
    assert changed_parts(path, data) <= CARRIERS


def test_shapes_that_openpyxl_cannot_hold_stay(tmp_path):
    path = drawing_book(tmp_path)
    shape = (
        b'<xdr:twoCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
        b"<xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff>"
        b"</xdr:from><xdr:to><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row>"
        b"<xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp ><bad/></xdr:sp></xdr:twoCellAnchor>"
    )

    def change(name, data):
        if not name.startswith("xl/drawings/drawing"):
            return data
        end = data.rindex(b"</")
        return data[:end] + shape + data[end:]

    rewrite(path, change)
    data, notes = written(path)
    assert notes == []
    assert shape in parts_of(data)["xl/drawings/drawing1.xml"]


def test_formulas_keep_the_results_that_were_stored(tmp_path):
    path = tmp_path / "台账.xlsx"
    book = plain_book()
    for cell, formula in (
        ("B4", "=SUM(B2:B3)"),
        ("B5", '=A2&"<"'),
        ("B6", "=B2>1"),
        ("B7", "=1/0"),
        ("B8", "=NOW()"),
    ):
        book.active[cell] = formula  # fmt: skip
    book.save(path)
    stored = {
        b"B4": (b"", b"20300.5"),
        b"B5": (b' t="str"', "河东大桥&lt;".encode()),
        b"B6": (b' t="b"', b"1"),
        b"B7": (b' t="e"', b"#DIV/0!"),
    }

    def store(name, data):
        for cell, (kind, value) in stored.items():
            data = re.sub(
                rb'<c r="%b"([^>]*)>(<f>.*?</f>)<v ?/?>(?:</v>)?</c>' % cell,
                lambda m, c=cell, k=kind, v=value: (
                    b'<c r="' + c + b'"' + k + m[1] + b">" + m[2] + b"<v>" + v + b"</v></c>"
                ),
                data,
            )
        return data

    rewrite(path, store)
    data, _ = written(path)
    formulas = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    results = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[SHEET]
    assert [formulas[f"B{row}"].value for row in range(4, 9)] == [
        "=SUM(B2:B3)", '=A2&"<"', "=B2>1", "=1/0", "=NOW()",
    ]  # fmt: skip
    assert [results[f"B{row}"].value for row in range(4, 9)] == [
        20300.5, "河东大桥<", True, "#DIV/0!", None,
    ]  # fmt: skip


def test_colours_inside_a_cell_are_kept(tmp_path):
    path = tmp_path / "台账.xlsx"
    book = plain_book()
    book.active["A2"] = CellRichText("河东", TextBlock(InlineFont(color="FF0000"), "大桥"))
    book.save(path)
    data, _ = written(path)
    kept = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)[SHEET]["A2"].value
    assert str(kept) == "河东大桥"
    assert kept[1].font.color.rgb == "00FF0000"


def test_a_workbook_that_openpyxl_cannot_read_is_marked_where_it_stands(tmp_path):
    path = tmp_path / "台账.xlsx"
    plain_book().save(path)
    # no reader of openpyxl's knows this attribute, and it gives the whole workbook up
    rewrite(path, lambda _, data: data.replace(b"<pageMargins ", b'<pageMargins bogus="1" '))
    data, notes = written(path)
    assert notes == []
    sheet = parts_of(data)["xl/worksheets/sheet1.xml"]
    assert b'bogus="1"' in sheet
    assert b"legacyDrawing" in sheet


@pytest.mark.parametrize(
    "damage",
    [
        lambda name, data: b"<broken" if name == "xl/styles.xml" else data,
        lambda name, data: (
            b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + data[data.index(b"<worksheet") :]
            if name == "xl/worksheets/sheet1.xml"
            else data
        ),
    ],
    ids=["styles", "document type"],
)
def test_a_workbook_that_cannot_be_changed_where_it_stands_is_copied_as_values(tmp_path, damage):
    path = tmp_path / "台账.xlsx"
    plain_book().save(path)
    rewrite(path, damage)
    try:
        data, notes = written(path)
    except SourceError:
        return  # the reader of values refuses it too
    assert "只有各单元格的值" in notes[0]
    kept = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    assert [[cell.value for cell in row[:2]] for row in kept.iter_rows()] == [
        ["项目名称", "总投资"],
        ["河东大桥", 20000],
        ["青山花园", 300.5],
    ]
    assert kept["B2"].comment


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_other_formats_are_copied_as_values_at_the_same_addresses(tmp_path, suffix):
    book = plain_book()
    sheet = book.active
    sheet["B4"], sheet["C2"], sheet["D5"] = "=SUM(B2:B3)", date(2022, 3, 1), "=text"
    sheet["D5"].data_type = "s"
    sheet.merge_cells("A6:B7")
    sheet["A6"] = "合并"
    book.save(tmp_path / "台账.xlsx")
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", suffix,
         "--outdir", str(tmp_path), str(tmp_path / "台账.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    path = tmp_path / f"台账.{suffix}"
    before = path.read_bytes()
    data, notes = written(path)
    assert path.read_bytes() == before
    assert len(notes) == 1
    assert f"{suffix} 格式不能原样改写" in notes[0]
    assert written(path)[0] == data
    kept = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    assert kept["B4"].value == 20300.5
    assert str(kept["C2"].value).startswith("2022-03-01")
    assert (kept["D5"].value, kept["D5"].data_type) == ("=text", "s")
    assert kept["B2"].comment


def test_beyond_many_comments_cells_are_only_coloured_and_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(marking, "MOST_COMMENTS", 2)
    path = tmp_path / "台账.xlsx"
    plain_book().save(path)
    data, notes = written(path, *(finding(path, cell) for cell in ("A2", "B2", "A3", "B3")))
    kept = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    cells = [kept[name] for name in ("A2", "B2", "A3", "B3")]
    assert [bool(cell.comment) for cell in cells] == [True, True, False, False]
    assert {cell.fill.fgColor.rgb[-6:] for cell in cells} == {marks.FILLS[Grade.ERROR]}
    assert notes == ["有问题的单元格太多，前2格写了批注，其余2格只标底色，内容见清单"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_one_sentence(tmp_path, content):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceError):
        written(path)
