"""Files: every bad one is refused in one sentence that says what to do; the rest are read."""

import base64
import zipfile
import zlib
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from limit_cases import changed, ods
from openpyxl.styles import PatternFill

from investtrack import SourceError
from investtrack.model.profile import Profile
from investtrack.values.amount import Amount, Unit
from investtrack_excel.files import xlsx_scan
from investtrack_excel.files.xlsx_styles import CellStyles
from investtrack_excel.importer import ExcelImporter
from investtrack_testing import check_importer


# Written by LibreOffice: 项目编码 项目名称 责任单位 总投资（万元） 开工时间, two projects, C2:C3 merged.
XLS = zlib.decompress(
    base64.b85decode(
        b"c-rk)du)?c6hHUt*Y@ieYd09;z*#}qfQ^78I)k`E2ZG9`d*CBA>_NvS-8#oKEJi6H{}`5F2!TH^hGZlrCMqG(7%{T{NYv;*#Aq}bBqSQtRD&9#"
        b"+vo3`@3t$mOV)wLM^AIUd+)igbMJZHe)ehc=*iP%7iki#B^Qm`KJsMH6wsGy1c(ex8@FvcMYi+suYxgMvJ6eg&kbamdx4ggZGkTH@ZW<*isLsx"
        b"LE1>YDEn!Ua)Ei!n9TL2GiQ97<E9Jw{b#;E`)~H+E?_qMXMfN3KMPn0oDD1j`kfF!#lRBa9N=7FsptgJEx`G}TY+W31;B;C+koZ3+ch6|=#ueH"
        b")RzF4YFZ`AWqIH8mx9lN6g_TwfA+^La*_Q-XvEv*i0H*7V1)WuH^ObPj^N(~8-#~8#XOvYlCDEd(FstC=q;h1mG3&yK0t_qHCm$|H$uYukbD=("
        b"w}^QDyE5lXp{#};ekEFdSd2iCSB0sKV$@CT@PpkLQAX$4zV^xpwhpykdU({0^{%>ZZ`hKm7e5?_CvL)+UfPXXm>#5ugc7E5vyg__E+2^YM*G`h"
        b"<z_LRVw)TUM5=pwBGo%~jEWHs)6aG=!{E;ana(>2{p$4SMvip)-_eJ0ciHZFg)=@mnZ9fades#4<x|joS?TT+Kh_lV%E|nna_Hs+{fL1^f^04W"
        b"373?`36GQ|2~)~B39poM6K=az4C)|4K^I33GS%SmAD&A#Egd?9WfguS$^sHK4=K7rPjcW$Hp*_E<a~0XPU<0%iEC(9l1=+V9LJ)43W3Nvr$YFK"
        b"sQkx(6N)UTzlBg^{R#{E9Y#~2!xi>sM&|8RdvtYnb8-;X#Y4Z<w=`{S@RC~FdbGW6$g;il;YWQobG!ZWQ@=#79tAt=SEGF<wy?h9iD;LL)Np;-"
        b";ZTG-?m|c7v1cNu_kX|5#$E;Vx#@()4yzP6p$(<FG?*dB&jzmZvxPYL4qOO(ree8-0FGK6UU=ow-DS1gg`Sv@CM{v%P?g$;o)L4o%vd4c{W3Nc"
        b"e-8-lCHXE*&;O>jBBNfJt|x1kWz<i?U;4lmiSP{UR;A__dJc@Vj@G71MJ?#D=mj}8sh2IkK53B@F2~=oe=`EQUgdZ}<rkXDLNi2c6SOfAWa=87"
        b"mO@LVTLxN2y5&O4m2R16nYyJUUvZ~fyox8?GLWyZNIpO$QCPuGA2oTAzifKXzzRIZkolILVaR;Wi<IF(i|4;+FrDY_$CX^xyBPBOjviqdCpSCt"
        b"O<G#PnLR(blB;BOGg&EgUowy-V>75g=J6ap$NfeLz2kAh9?^XwFV3y}`tC``9NG!%*lA@hq*7U8fgU(+y9%5fGGG~w8*s*M;+$=3cSnDGcf4~T"
        b"xN%QMG#0$~p6ced_Gl~?l`GuP-Pu`lBe|<`tbfKZZj;<}mUU_L;A=l!Yv>BR@rp$&D$abtH+@{^wo2a}>&RxE=SK9cbm@F|K<B&(o%bHnx$?JT"
        b"P7cd+;(gKHzQH{)(s?cSuhMI$;7|3lE#<F1|Fz1j-|X`<#klavg%c|m1dbfT`KzwIS;tm4i5Ag$ddlqvGS2vL+LlSe9QW7g{!qr-f$wU4U*EQ9"
        b"|L*R1@AY@Y_q%50YRbbu6K>}FU-V~^56L!%bt>VwA9@VC_tP$9+|0+WocS*iAM5Cuox{6&+?(<fVeH$37fu6sczQ<ryE5M3)0xAzv?cAQ8t@*7"
        b"&RBjNcXECIFVb&yCo(tDvp9bb-W)9ZEzp8akqJ`<@Lq|7GBs4{{oOg-|6<_z^!|0&p+k6xiU#J!Pt6R@UjckQ|NoD`AC%)bCI"
    )
)


def extract(path):
    return ExcelImporter().extract(path, Profile())


def refused(path):
    with pytest.raises(SourceError) as caught:
        extract(path)
    assert caught.value.path == path
    return caught.value.reason


@pytest.fixture
def good(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "项目台账"
    sheet.append(["项目名称", "总投资（万元）"])
    sheet.append(["甲项目", 500])
    path = tmp_path / "台账.xlsx"
    book.save(path)
    return path


def rewrite(path, changes):
    """Return *path* with members of its archive changed; None leaves one out."""
    old = zipfile.ZipFile(BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {**dict.fromkeys(old.namelist()), **changes}:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return path


def test_it_keeps_the_promises_of_an_importer(good):
    foreign = good.with_suffix(".json")
    foreign.write_text("{}")
    check_importer(ExcelImporter(), [good], [foreign])


def test_a_file_is_never_written_to(good):
    before = good.read_bytes(), good.stat().st_mtime_ns
    extract(good)
    assert (good.read_bytes(), good.stat().st_mtime_ns) == before


# -- bad files -------------------------------------------------------------------------------


def test_an_absent_file(tmp_path):
    assert "没有这个文件" in refused(tmp_path / "没有.xlsx")


def test_a_folder(tmp_path):
    folder = tmp_path / "台账.xlsx"
    folder.mkdir()
    assert "文件夹" in refused(folder)


def test_an_empty_file(tmp_path):
    path = tmp_path / "空.xlsx"
    path.touch()
    assert "空的" in refused(path)


@pytest.mark.parametrize("share", [0.3, 0.9, 0.99])
def test_a_file_that_was_cut_off(good, share):
    data = good.read_bytes()
    good.write_bytes(data[: int(len(data) * share)])
    assert "不完整" in refused(good)


def test_a_file_with_a_flipped_byte(good):
    data = bytearray(good.read_bytes())
    info = zipfile.ZipFile(good).getinfo("xl/worksheets/sheet1.xml")
    data[info.header_offset + 90] ^= 0xFF
    good.write_bytes(bytes(data))
    assert "损坏" in refused(good)


def test_a_file_with_a_password(tmp_path):
    path = tmp_path / "密码.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))  # fmt: skip
    assert "密码" in refused(path)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("项目名称,总投资\n甲,5\n".encode("gb18030"), "文本"),
        ("项目名称,总投资\n甲,5\n".encode(), "文本"),
        (b"<html><body><table></table></body></html>", "网页"),
        (b"\n<!DOCTYPE html>", "网页"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "认不出"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "不是完好的工作簿"),
    ],
)
@pytest.mark.parametrize("suffix", [".xls", ".xlsx"])
def test_something_else_by_the_name_of_a_workbook(tmp_path, content, word, suffix):
    path = tmp_path / f"台账{suffix}"
    path.write_bytes(content)
    reason = refused(path)
    assert word in reason
    assert "另存" in reason


def test_an_archive_that_is_no_workbook(tmp_path):
    path = tmp_path / "包.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    assert "另存" in refused(path)


def test_a_zip_bomb_is_not_unpacked(good):
    rewrite(good, {"xl/media/a.bin": b"\0" * (60 << 20)})
    assert "压缩炸弹" in refused(good)


def test_a_stray_cell_in_the_last_corner_does_not_end_the_process(good):
    book = openpyxl.load_workbook(good)
    book.active["XFD1048576"] = "x"
    book.save(good)
    assert "XFD1048576" in refused(good)


def test_a_damaged_sheet_is_refused(good):
    rewrite(good, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row r='1'><c"})
    assert "损坏" in refused(good)


def test_an_old_workbook_with_a_damaged_count_does_not_end_the_process(tmp_path):
    data = bytearray(XLS)
    at = XLS.index(b"\x00\x02\x0e\x00" + b"\0\0\0\0" + b"\x03\0\0\0")  # DIMENSIONS: rows 0 to 3
    data[at + 8 : at + 12] = b"\xff\xff\xff\x7f"
    path = tmp_path / "台账.xls"
    path.write_bytes(bytes(data))
    assert "另存" in refused(path)


# -- unusual files ---------------------------------------------------------------------------


def test_an_old_workbook_is_read_with_its_merges(tmp_path):
    path = tmp_path / "台账.xls"
    path.write_bytes(XLS)
    first, second = (result := extract(path)).ledger.projects
    assert result.findings == ()
    assert (first.name, second.name) == ("河东大桥", "青山花园")
    assert first.total_investment == Amount.of("1200.5", Unit.WAN)
    assert str(first.started_on) == "2022-03-05"
    assert second.responsible_unit == "交通局"


@pytest.mark.parametrize("kind", ["usual", "spaced", "ods", "xls"])
def test_more_merged_ranges_than_the_limit_are_refused_and_as_many_are_not(
    tmp_path, monkeypatch, kind
):
    path = tmp_path / f"台账.{'xls' if kind == 'xls' else 'ods' if kind == 'ods' else 'xlsx'}"
    if kind == "xls":
        path.write_bytes(XLS)  # C2:C3
    elif kind == "ods":
        spanned = '<table:table-cell table:number-columns-spanned="2"><text:p>甲</text:p></table:table-cell>'
        path.write_bytes(ods(f"<table:table-row>{spanned}</table:table-row>"))
    else:
        book = openpyxl.Workbook()
        book.active.title = "项目台账"
        book.active.append(["项目名称", "责任单位"])
        book.active.merge_cells("A2:B2")
        book.save(path)
        if kind == "spaced":  # as few programs write it: parsed
            path.write_bytes(
                changed(path.read_bytes(), "xl/worksheets/sheet1.xml", 'r="1"', "r = '1'")
            )
    monkeypatch.setattr("investtrack.input_limits.MERGES", 1)
    extract(path)
    monkeypatch.setattr("investtrack.input_limits.MERGES", 0)
    assert "合并单元格有1处，超过0处" in refused(path)


@pytest.mark.parametrize(("suffix", "codes"), [(".et", []), (".xlsx", ["file-mislabelled"])])
def test_the_content_counts_and_not_the_suffix(tmp_path, suffix, codes):
    path = tmp_path / f"台账{suffix}"
    path.write_bytes(XLS)
    result = extract(path)
    assert len(result.ledger.projects) == 2
    assert [f.code for f in result.findings] == codes


def test_a_new_workbook_by_an_old_name_is_read_and_said(good):
    path = good.rename(good.with_suffix(".xls"))
    result = extract(path)
    assert len(result.ledger.projects) == 1
    assert [f.code for f in result.findings] == ["file-mislabelled"]


def test_an_open_document_is_read(tmp_path):
    def cells(*values):
        row = "".join(
            f'<table:table-cell office:value-type="float" office:value="{v}"/>'
            if isinstance(v, float)
            else f'<table:table-cell office:value-type="string"><text:p>{v}</text:p></table:table-cell>'
            for v in values
        )
        return f"<table:table-row>{row}</table:table-row>"

    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="项目台账">{cells("项目名称", "总投资（万元）")}{cells("甲", 5.5)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "台账.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    (project,) = extract(path).ledger.projects
    assert project.total_investment == Amount.of("5.5", Unit.WAN)


def test_macros_are_not_run_and_said(good):
    path = rewrite(good.rename(good.with_suffix(".xlsm")), {"xl/vbaProject.bin": b"macro"})
    result = extract(path)
    assert [f.code for f in result.findings] == ["file-has-macros"]
    assert len(result.ledger.projects) == 1


def test_dates_counted_from_1904_are_the_same_days(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.title = "项目台账"
    book.active.append(["项目名称", "开工时间"])
    book.active.append(["甲", date(2022, 3, 5)])
    path = tmp_path / "mac.xlsx"
    book.save(path)
    assert str(extract(path).ledger.projects[0].started_on) == "2022-03-05"


def test_a_chart_sheet_is_passed_over(good):
    book = openpyxl.load_workbook(good)
    book.create_chartsheet("图表")
    book.save(good)
    assert extract(good).findings == ()


@pytest.mark.slow
def test_60000_empty_formatted_rows_are_silent(good):
    book = openpyxl.load_workbook(good)
    fill = PatternFill("solid", fgColor="FFFF00")
    for row in range(3, 60_003):
        book.active.cell(row, 1).fill = fill
    book.save(good)
    result = extract(good)
    assert len(result.ledger.projects) == 1
    assert result.findings == ()


def test_a_sheet_is_scanned_in_pieces_with_the_same_result(good, monkeypatch):
    book = openpyxl.load_workbook(good)
    for row in range(3, 60):
        book.active.append([f"项目{row}", "=1+1"])
        book.active.row_dimensions[row].hidden = row % 7 == 0
    book.save(good)
    whole = xlsx_scan.scan(zipfile.ZipFile(good))
    monkeypatch.setattr(xlsx_scan, "_CHUNK", 100)
    assert xlsx_scan.scan(zipfile.ZipFile(good)) == whole
    (found,) = whole.values()
    assert found.uncomputed == {f"B{row}" for row in range(3, 60)}
    assert found.hidden_rows == {row for row in range(3, 60) if row % 7 == 0}


# -- identifying -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "is_ours"),
    [
        ("a.xlsx", b"", True), ("a.XLS", b"", True), ("a.et", b"", True), ("a.csv", b"PK\x03\x04", False),
        ("a", b"PK\x03\x04", True), ("b", b"text", False), ("c", b"", False),
    ],
)  # fmt: skip
def test_files_are_claimed_by_suffix_and_else_by_signature(tmp_path, name, content, is_ours):
    path = tmp_path / name
    path.write_bytes(content)
    assert ExcelImporter().identify(path) is is_ours


def test_identifying_never_raises(tmp_path):
    assert ExcelImporter().identify(tmp_path / "absent") is False
    assert ExcelImporter().identify(tmp_path) is False


# -- the scan of sheet XML -------------------------------------------------------------------

CELLS = (
    '<c r="A{n}"><v>1</v></c>',
    '<c r="B{n}" s="1" t="e"><v>#N/A</v></c>',
    '<c r="C{n}"><f>1+1</f></c>',
    '<c r="AZ{n}" t="s"><v>0</v></c>',
    '<c r="BA{n}" t="e"><v>#REF!</v></c>',
    '<c r="ZZZ{n}"><f>2</f><v></v></c>',
    "<c><v>3</v></c>",
    '<c t="e"><v>#VALUE!</v></c>',
    "<c/>",
    "<c r='D{n}' t='e'><v>#DIV/0!</v></c>",
    '<c r="E{n}" t="inlineStr"><is><t>fee</t></is></c>',
)
ROWS = ("<row>", '<row r="{n}">', '<row r="{n}" hidden="1">')


@given(
    st.lists(
        st.tuples(st.sampled_from(ROWS), st.lists(st.sampled_from(CELLS), max_size=5)), max_size=6
    ),
    st.integers(60, 4000),
)
def test_the_scan_finds_what_a_parser_finds(rows, chunk):
    body = "".join(
        (start + "".join(cells) + "</row>").replace("{n}", str(number))
        for number, (start, cells) in enumerate(rows, 1)
    )
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="3" max="3" width="9"/></cols>'
        f'<sheetData>{body}</sheetData><colBreaks count="1"/></worksheet>'
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("sheet1.xml", xml)
    before = xlsx_scan._CHUNK
    xlsx_scan._CHUNK = chunk
    try:
        with zipfile.ZipFile(made) as archive:
            scanned = xlsx_scan._scan_sheet(archive, "sheet1.xml", CellStyles())
            assert scanned == xlsx_scan._parsed(archive, "sheet1.xml", CellStyles())
    finally:
        xlsx_scan._CHUNK = before
