"""ods workbooks are read as the clerk sees them too: formats, struck-out and raised text, and white space between elements."""

import re
import zipfile

import pytest
from excel_layouts.writers import write_ods

from investtrack.model.profile import Profile
from investtrack.values.amount import Amount, Unit
from investtrack_excel.importer import ExcelImporter


NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
) + ' xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"'  # fmt: skip


def cell(value, style="", column="float"):
    named = f' table:style-name="{style}"' if style else ""
    if column == "string":
        return f'<table:table-cell{named} office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell{named} office:value-type="{column}" office:value="{value}"/>'


def text(value, style=""):
    return cell(value, style, "string")


def book(path, rows, styles, columns="", headers=("项目编码", "项目名称", "总投资（万元）")):
    lines = ["".join(map(text, headers)), *("".join(row) for row in rows)]
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="项目台账">{columns}{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    write_ods(path, [])
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["content.xml"] = content.encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    extract = ExcelImporter().extract(path, Profile())
    return extract.ledger.projects, [f.code for f in extract.findings]


def number_style(name, inner, kind="number"):
    return (
        f'<number:{kind}-style style:name="N{name}">{inner}</number:{kind}-style>'
        f'<style:style style:name="{name}" style:family="table-cell" style:data-style-name="N{name}"/>'
    )


def text_style(name, properties, family="table-cell"):
    return f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {properties}/></style:style>'


STRUCK = 'style:text-line-through-style="solid"'


@pytest.mark.parametrize(
    ("inner", "stored", "seen", "codes"),
    [
        ('<number:number number:min-integer-digits="1" number:display-factor="1000"/>', 50000, (50, Unit.WAN), []),
        ('<number:number number:min-integer-digits="1" number:decimal-places="2"/><number:text>亿元</number:text>', 5, (5, Unit.YI), ["format-unit"]),
        ('<number:number number:min-integer-digits="2" number:display-factor="1000"><number:embedded-text number:position="1">.</number:embedded-text></number:number>', 50000, (5, Unit.WAN), []),
        ('<number:number number:min-integer-digits="1" number:decimal-places="2" number:grouping="true"/>', 5, (5, Unit.WAN), []),
    ],
)  # fmt: skip
def test_an_amount_is_the_one_its_format_shows(inner, stored, seen, codes, tmp_path):
    rows = [[text("A-1"), text("甲"), cell(stored, "ce1")]]
    projects, found = book(tmp_path / "台账.ods", rows, number_style("ce1", inner))
    assert projects[0].total_investment == Amount.of(*seen)
    assert found == codes


def test_the_format_of_a_column_is_that_of_its_cells(tmp_path):
    styles = number_style("ce1", '<number:number number:min-integer-digits="3"/>')
    columns = '<table:table-column table:default-cell-style-name="ce1"/><table:table-column table:number-columns-repeated="9"/>'
    projects, _ = book(tmp_path / "台账.ods", [[cell(3), text("甲"), cell(5)]], styles, columns)
    assert (projects[0].code, projects[0].total_investment) == ("003", Amount.of(5, Unit.WAN))


def test_struck_rows_and_cells_do_not_count_and_are_said(tmp_path):
    rows = [
        [text("A-1", "s"), text("甲", "s"), cell(1, "s")],
        [text("A-2"), text("乙"), cell(2, "s")],
        [text("A-3"), text("丙"), cell(3)],
    ]
    projects, found = book(tmp_path / "台账.ods", rows, text_style("s", STRUCK))
    assert [(p.name, p.total_investment) for p in projects] == [
        ("乙", None),
        ("丙", Amount.of(3, Unit.WAN)),
    ]
    assert sorted(found) == ["cell-struck", "row-struck"]


@pytest.mark.parametrize(
    ("written", "amount", "code"),
    [
        ('700<text:span text:style-name="up">1</text:span>', 700, "footnote-mark"),
        ('<text:span text:style-name="out">12</text:span>15', 15, "cell-struck"),
        ('<text:span text:style-name="plain">7</text:span>00', 700, None),
    ],
)
def test_raised_and_struck_pieces_are_no_digits(written, amount, code, tmp_path):
    styles = (
        text_style("up", 'style:text-position="super 58%"', "text")
        + text_style("out", 'style:text-line-through-type="single"', "text")
        + text_style("plain", 'style:text-position="0% 100%"', "text")
    )
    projects, found = book(
        tmp_path / "台账.ods", [[text("A-1"), text("甲"), text(written)]], styles
    )
    assert projects[0].total_investment == Amount.of(amount, Unit.WAN)
    assert found == ([code] if code else [])


def test_white_space_between_the_elements_of_a_table_changes_nothing(tmp_path):
    plain, spaced = tmp_path / "甲.ods", tmp_path / "乙.ods"
    write_ods(
        plain,
        [
            (
                "项目台账",
                [["项目名称", "责任单位", "总投资（万元）"], ["甲", "某 局", 5.0], ["乙", "", 6.0]],
                [],
            )
        ],
    )
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(spaced, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "content.xml":
                data = re.sub(rb"(</?(?:table|office):[^>]*>)", rb"\n  \1\n\t", data)
            new.writestr(name, data)
    one, other = (
        ExcelImporter().extract(path, Profile()).ledger.projects for path in (plain, spaced)
    )
    assert [(p.name, p.responsible_unit, p.total_investment) for p in one] == [
        (p.name, p.responsible_unit, p.total_investment) for p in other
    ]
    assert len(one) == 2
