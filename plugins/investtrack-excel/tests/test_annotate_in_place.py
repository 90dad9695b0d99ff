"""A clerk's workbook with what openpyxl drops or redraws is marked where it stands, and nothing of it is lost."""

import io
import re
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openxml_audit import OpenXmlValidator, ValidationSeverity

from investtrack.cli.main import main
from investtrack.findings import Finding, Grade
from investtrack.model.source import CellRef
from investtrack_excel.annotate.annotator import ExcelAnnotator


pytestmark = pytest.mark.filterwarnings(
    "ignore:.*extension is not supported"
)  # openpyxl's, on reading

SHEET = "项目台账"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
SOFFICE = shutil.which("soffice")
ROOT = "{11111111-1111-4111-8111-111111111111}"
PERSON = "{22222222-2222-4222-8222-222222222222}"

PIVOT_CACHE = (
    f'<pivotCacheDefinition xmlns="{MAIN}" refreshOnLoad="1" recordCount="0"><cacheSource type="worksheet">'
    f'<worksheetSource ref="A1:B3" sheet="{SHEET}"/></cacheSource><cacheFields count="2">'
    '<cacheField name="项目名称" numFmtId="0"><sharedItems/></cacheField>'
    '<cacheField name="总投资" numFmtId="0"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>'
)
PIVOT = (
    f'<pivotTableDefinition xmlns="{MAIN}" name="透视" cacheId="1" dataCaption="值"><location ref="A3:B5" '
    'firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2"><pivotField axis="axisRow">'
    '<items count="1"><item t="default"/></items></pivotField><pivotField dataField="1"/></pivotFields>'
    '<dataFields count="1"><dataField name="求和" fld="1"/></dataFields></pivotTableDefinition>'
)
X14 = (
    '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings>'
    '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule '
    'type="dataBar" id="{33333333-3333-4333-8333-333333333333}"><x14:dataBar minLength="0" maxLength="100">'
    '<x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/></x14:dataBar></x14:cfRule><xm:sqref>B2:B3</xm:sqref>'
    "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)
THREADS = (
    f'<ThreadedComments xmlns="{THREADED}"><threadedComment ref="A2" dT="2022-03-01T08:00:00.00" '
    f'personId="{PERSON}" id="{ROOT}"><text>张三：名称要改吗</text></threadedComment></ThreadedComments>'
)
PERSONS = (
    f'<personList xmlns="{THREADED}"><person displayName="张三" id="{PERSON}" userId="z" providerId="None"/>'
    "</personList>"
)


def finding(cell, sheet=SHEET, file="台账.xlsx", related=()):
    return Finding("unit-slip", Grade.ERROR, "有问题", CellRef(file, sheet, cell), related=related)


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_relationship(parts, part, kind, target, own):
    folder, _, name = part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    old = parts.get(
        rels, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )  # fmt: skip
    made = f'<Relationship Id="{own}" Type="{kind}" Target="{target}"/>'.encode()
    parts[rels] = old.replace(b"</Relationships>", made + b"</Relationships>")


def declared(parts, part, content_type):
    made = f'<Override PartName="/{part}" ContentType="{content_type}"/>'.encode()
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"</Types>", made + b"</Types>")


def rich_workbook(path, *, macros=False):
    """Write a workbook with chart, pivot table, x14 rule, thread, comment, formula results and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    for row in (["项目名称", "总投资"], ["河东大桥", 20000], ["青山花园", 300.5]):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "D5")
    sheet["A2"].comment = Comment("[线程批注] 张三：名称要改吗", "tc=" + ROOT)
    sheet["B3"].comment = Comment("李四：请核对", "李四")
    book.create_sheet("透视")["A1"] = "透视表在下面"
    book.defined_names["全表"] = openpyxl.workbook.defined_name.DefinedName(
        "全表", attr_text=f"{SHEET}!$A$1:$B$3"
    )
    sheet.print_title_rows = "1:1"
    raw = io.BytesIO()
    book.save(raw)
    parts = parts_of(raw.getvalue())
    one, two, main_part = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
    parts[one] = parts[one].replace(b"</worksheet>", X14.encode() + b"</worksheet>")
    parts["xl/threadedComments/threadedComment1.xml"] = THREADS.encode()
    parts["xl/persons/person.xml"] = PERSONS.encode()
    parts["xl/pivotTables/pivotTable1.xml"] = PIVOT.encode()
    parts["xl/pivotCache/pivotCacheDefinition1.xml"] = PIVOT_CACHE.encode()
    office17 = "http://schemas.microsoft.com/office/2017/10/relationships"
    with_relationship(
        parts,
        one,
        f"{office17}/threadedComment",
        "../threadedComments/threadedComment1.xml",
        "rIdT",
    )
    with_relationship(parts, main_part, f"{office17}/person", "persons/person.xml", "rIdP")
    with_relationship(parts, two, f"{OFFICE}/pivotTable", "../pivotTables/pivotTable1.xml", "rIdV")
    with_relationship(
        parts, "xl/pivotTables/pivotTable1.xml", f"{OFFICE}/pivotCacheDefinition",
        "../pivotCache/pivotCacheDefinition1.xml", "rId1",
    )  # fmt: skip
    with_relationship(
        parts,
        main_part,
        f"{OFFICE}/pivotCacheDefinition",
        "pivotCache/pivotCacheDefinition1.xml",
        "rIdC",
    )
    parts[main_part] = parts[main_part].replace(
        b"</workbook>",
        f'<pivotCaches><pivotCache cacheId="1" xmlns:r="{OFFICE}" r:id="rIdC"/></pivotCaches></workbook>'.encode(),
    )
    sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    declared(parts, "xl/pivotTables/pivotTable1.xml", f"{sheets}.pivotTable+xml")
    declared(parts, "xl/pivotCache/pivotCacheDefinition1.xml", f"{sheets}.pivotCacheDefinition+xml")
    declared(
        parts,
        "xl/threadedComments/threadedComment1.xml",
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    declared(parts, "xl/persons/person.xml", "application/vnd.ms-excel.person+xml")
    if macros:
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 a project of macros"
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            f"{sheets}.sheet.main+xml".encode(),
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        declared(parts, "xl/vbaProject.bin", "application/vnd.ms-office.vbaProject")
        with_relationship(
            parts, main_part, "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin", "rIdM"
        )  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def annotated(path, *findings):
    stream = io.BytesIO()
    notes = ExcelAnnotator().annotate(path, findings, stream)
    return stream.getvalue(), list(notes)


def says(part, tag="text"):
    return [
        "".join(element.itertext())
        for element in ET.fromstring(part).iter()
        if element.tag.rpartition("}")[2] == tag
    ]


@pytest.fixture
def path(tmp_path):
    return rich_workbook(tmp_path / "台账.xlsx")


KEPT = (
    "xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/pivotTables/pivotTable1.xml", "xl/worksheets/sheet2.xml",
    "xl/pivotCache/pivotCacheDefinition1.xml", "xl/theme/theme1.xml", "docProps/core.xml", "docProps/app.xml",
)  # fmt: skip


def test_only_what_carries_marks_is_changed(path):
    data, notes = annotated(path, finding("B2"))
    assert notes == []
    before, after = parts_of(path.read_bytes()), parts_of(data)
    for name in (*KEPT, "xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"):
        assert after[name] == before[name], name
    sheet = after["xl/worksheets/sheet1.xml"]
    assert X14.encode() in sheet
    assert sheet.endswith(X14.encode() + b"</worksheet>")
    for part in after.values():
        if part.lstrip().startswith(b"<"):
            ET.fromstring(part)  # well-formed, VML too


def test_a_reply_is_put_in_the_thread_of_a_marked_cell(path):
    data, _ = annotated(path, finding("A2"))
    parts = parts_of(data)
    thread = ET.fromstring(parts["xl/threadedComments/threadedComment1.xml"])
    assert [e.get("parentId") for e in thread] == [None, ROOT]
    assert [e.get("dT") for e in thread] == ["2022-03-01T08:00:00.00"] * 2
    assert "【校核】\n错误｜有问题" in says(parts["xl/threadedComments/threadedComment1.xml"])[1]
    persons = {
        e.get("id"): e.get("displayName") for e in ET.fromstring(parts["xl/persons/person.xml"])
    }
    assert persons[thread[1].get("personId")] == "校核"
    (text, other) = says(parts["xl/comments1.xml"])
    assert text.startswith("[线程批注] 张三：名称要改吗\n\n【校核】")
    assert other == "李四：请核对"


def test_a_second_run_takes_its_first_marks_off_again(path, tmp_path):
    first, _ = annotated(path, finding("A2"), finding("B3"), finding("B2"))
    again = tmp_path / "again" / "台账.xlsx"
    again.parent.mkdir()
    again.write_bytes(first)
    second, _ = annotated(again)
    parts = parts_of(second)
    assert says(parts["xl/threadedComments/threadedComment1.xml"]) == ["张三：名称要改吗"]
    assert says(parts["xl/comments1.xml"]) == ["[线程批注] 张三：名称要改吗", "李四：请核对"]
    sheet = openpyxl.load_workbook(io.BytesIO(second))[SHEET]
    assert sheet.max_column == 2
    assert {cell.fill.fill_type for row in sheet.iter_rows() for cell in row} == {None}
    assert b"hyperlink" not in parts["xl/worksheets/sheet1.xml"]
    (vml,) = [part for name, part in parts.items() if name.endswith(".vml")]
    assert len(re.findall(rb"<(?:\w+:)?shape ", vml)) == 2


def test_names_of_a_sheet_follow_it(path):
    data, _ = annotated(path, finding("B2"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book[SHEET].print_title_rows == "$1:$1"
    assert book["透视"].print_title_rows is None
    assert book["校核清单"].print_title_rows == "$4:$4"
    assert book.defined_names["全表"].attr_text == f"{SHEET}!$A$1:$B$3"


def test_macros_stay_and_the_copy_bears_their_suffix(tmp_path, capsys):
    source = rich_workbook(tmp_path / "台账.xlsm", macros=True)
    assert main(["check", str(source), "-o", str(tmp_path / "out.xlsx")]) == 2
    assert ".xlsm 文件；-o 请以它结尾" in capsys.readouterr().err
    main(["check", str(source), "-o", str(tmp_path / "out")])
    (copy,) = (tmp_path / "out").iterdir()
    assert copy.name == "台账（校核）.xlsm"
    after = parts_of(copy.read_bytes())
    assert after["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 a project of macros"
    assert b"macroEnabled" in after["[Content_Types].xml"]


def test_controls_keep_their_shapes_beside_new_comments(tmp_path):
    """A sheet with form controls has a part of boxes and no comments yet."""
    path = tmp_path / "台账.xlsx"
    book = openpyxl.Workbook()
    book.active.title = SHEET
    book.active["B2"] = 1
    book.save(path)
    parts = parts_of(path.read_bytes())
    control = b'<v:shape id="_x0000_s1025" type="#_x0000_t201"><br><x:ClientData ObjectType="Button"/></v:shape>'
    parts["xl/drawings/vmlDrawing1.vml"] = (
        b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        b'xmlns:x="urn:schemas-microsoft-com:office:excel">' + control + b"</xml>"
    )
    one = "xl/worksheets/sheet1.xml"
    with_relationship(parts, one, f"{OFFICE}/vmlDrawing", "../drawings/vmlDrawing1.vml", "rId7")
    parts[one] = parts[one].replace(
        b"</worksheet>", f'<legacyDrawing xmlns:r="{OFFICE}" r:id="rId7"/></worksheet>'.encode()
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    data, _ = annotated(path, finding("B2"))
    after = parts_of(data)
    vml = after["xl/drawings/vmlDrawing1.vml"]
    assert control in vml
    assert vml.count(b"<v:shape ") == 2
    assert b'"_x0000_s1026"' in vml
    assert after[one].count(b"legacyDrawing") == 1


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_copy_with_all_it_had(path, tmp_path):
    data, _ = annotated(path, finding("B2"), finding("A3"))
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(data)
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", "ods",
         "--outdir", str(tmp_path), str(copy)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / "copy.ods") as archive:
        content = archive.read("content.xml").decode()
        assert any(name.startswith("Object 1/") for name in archive.namelist())  # the chart
    assert content.count("<office:annotation ") == 4
    assert "校核清单" in content


def _schema_errors(path):
    found = OpenXmlValidator().validate(path).errors
    return {re.sub(r"\d+", "n", str(e)) for e in found if e.severity is ValidationSeverity.ERROR}


def test_the_copy_has_no_fault_of_the_format_that_its_source_has_not(path, tmp_path):
    data, _ = annotated(path, finding("B2"), finding("A2"), finding("第3行"), finding("B9"))
    (tmp_path / "copy.xlsx").write_bytes(data)
    assert _schema_errors(tmp_path / "copy.xlsx") <= _schema_errors(path)
