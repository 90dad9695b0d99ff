"""A worksheet is changed row by row; what is not changed stays byte for byte, however it is written."""

import io
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack_ooxml.package import Package, new_package
from investtrack_ooxml.spreadsheet import sheet_xml
from investtrack_ooxml.spreadsheet.sheet_outline import outline
from investtrack_ooxml.spreadsheet.sheet_xml import (
    CellEdit,
    SheetEdits,
    UnusualXmlError,
    edited,
    rewrite_unusual,
    sections,
    with_child,
)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows, *, prefix="", tail="", head=""):
    p = prefix
    space = f'xmlns:{p[:-1]}="{MAIN}"' if p else f'xmlns="{MAIN}"'
    data = f"<{p}sheetData>{rows}</{p}sheetData>" if rows else f"<{p}sheetData />"
    return f"<{p}worksheet {space}>{head}{data}{tail}</{p}worksheet>".encode()


def opener(data):
    return lambda: io.BytesIO(data)


def values(data):
    """Return (row, column as stated or counted) → text, with a reader of its own."""
    found, row_number = {}, 0
    for row in ET.fromstring(data).iter(f"{{{MAIN}}}row"):
        row_number = int(row.get("r") or row_number + 1)
        column = 0
        for cell in row.iter(f"{{{MAIN}}}c"):
            letters = "".join(c for c in cell.get("r", "") if c.isalpha())
            column = ord(letters) - 64 if letters else column + 1
            assert (row_number, column) not in found
            found[row_number, column] = "".join(cell.itertext())
    assert list(found) == sorted(found)
    return found


cells = st.dictionaries(
    st.tuples(st.integers(1, 12), st.integers(1, 9)), st.sampled_from(["", "1", "2.5"]), max_size=30
)


@st.composite
def sheets(draw):
    """A worksheet of any writer's habits, with what its cells hold."""
    wanted = draw(cells)
    prefix, states = draw(st.sampled_from(["", "x:"])), draw(st.booleans())
    quote = draw(st.sampled_from(['"', "'"]))
    rows, last = [], 0
    for number in sorted({row for row, _ in wanted}):
        own = sorted(column for row, column in wanted if row == number)
        stated = states or number != last + 1
        attributes = f" r={quote}{number}{quote}" if stated else ""
        last = number
        attributes += draw(st.sampled_from(["", ' spans="1:3"', ' ht="30" customHeight="1"']))
        made, before = [], 0
        for column in own:
            address = (
                f" r={quote}{chr(64 + column)}{number}{quote}"
                if states or column != before + 1
                else ""
            )
            before = column
            value = wanted[number, column]
            body = f"<{prefix}v>{value}</{prefix}v>" if value else ""
            made.append(
                f"<{prefix}c{address}>{body}</{prefix}c>" if body else f"<{prefix}c{address} />"
            )
        rows.append(f"<{prefix}row{attributes}>{''.join(made)}</{prefix}row>\n")
    return sheet("".join(rows), prefix=prefix), wanted


@given(sheets())
def test_without_changes_every_byte_stays(made):
    data, wanted = made
    written = b"".join(edited(opener(data), SheetEdits()))
    assert written == data.replace(b"<sheetData />", b"<sheetData></sheetData>").replace(
        b"<x:sheetData />", b"<x:sheetData></x:sheetData>"
    )
    assert values(written) == wanted


@given(
    sheets(),
    st.dictionaries(
        st.tuples(st.integers(1, 14), st.integers(1, 11)), st.sampled_from(["甲", "<&>", None])
    ),
)
def test_changes_reach_their_cells_and_no_others(made, changes):
    data, wanted = made
    edits = {}
    for (row, column), text in changes.items():
        edits.setdefault(row, {})[column] = CellEdit(text=text, is_removed=text is None)
    written = b"".join(edited(opener(data), SheetEdits(cells=edits)))
    expected = dict(wanted)
    for place, text in changes.items():
        if text is None:
            expected.pop(place, None)
        else:
            expected[place] = text
    assert values(written) == expected


@given(sheets(), st.integers(20, 200))
def test_any_size_of_pieces_gives_the_same(made, size):
    data, _ = made
    edits = SheetEdits(cells={3: {2: CellEdit(text="甲")}})
    whole = b"".join(edited(opener(data), edits))
    before = sheet_xml._CHUNK
    sheet_xml._CHUNK = size
    try:
        assert b"".join(edited(opener(data), edits)) == whole
    finally:
        sheet_xml._CHUNK = before


@given(sheets())
def test_the_outline_knows_the_last_column_that_holds_anything(made):
    data, wanted = made
    found = outline(sections(opener(data)), [2])
    assert found.last_column == max((c for (_, c), text in wanted.items() if text), default=0)
    own = [c for (row, c), text in wanted.items() if row == 2 and text]
    assert found.first_filled[2] == min(own, default=1)


def test_new_cells_take_the_format_of_their_row_or_column():
    data = sheet('<row r="2" s="7" customFormat="1"><c r="A2" s="3"/></row>')
    restyle = {2: {1: CellEdit(restyle=lambda base: base + 100), 2: CellEdit(restyle=lambda base: base + 100)},
               5: {2: CellEdit(restyle=lambda base: base + 100)}}  # fmt: skip
    written = b"".join(
        edited(opener(data), SheetEdits(cells=restyle, column_styles=lambda column: column * 10))
    )
    found = {c.get("r"): c.get("s") for c in ET.fromstring(written).iter(f"{{{MAIN}}}c")}
    assert found == {"A2": "103", "B2": "107", "B5": "120"}


@pytest.mark.parametrize(
    "data",
    [
        sheet(
            '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<row r="9">]]></t></is></c></row>'
        ),
        sheet('<!-- <row r="9"/> --><row r="1"><c r="A1"><v>1</v></c></row>'),
        sheet('<row r="1"><c r="A1"><v>1</v></c></row>', tail="<!-- <mergeCells/> -->"),
        '<?xml version="1.0" encoding="UTF-16"?>'.encode("utf-16")
        + sheet('<row r="1"><c r="A1"><v>1</v></c></row>').decode().encode("utf-16-le"),
    ],
)
def test_unusual_markup_is_rewritten_first(tmp_path, data):
    with pytest.raises(UnusualXmlError):
        list(sections(opener(data)))
    package: Package = new_package(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": data})
    rewrite_unusual(package, "xl/worksheets/sheet1.xml")
    written = package.to_bytes()
    package.put("xl/worksheets/sheet1.xml", package.read("xl/worksheets/sheet1.xml"))
    assert written
    made = b"".join(p for _, p in sections(package.opener("xl/worksheets/sheet1.xml")))
    assert values(made) == values(data)


def test_what_follows_the_rows_stands_in_the_order_of_the_format():
    tail = b'</sheetData><mergeCells/><pageMargins a=">"/><drawing/><extLst><ext><legacyDrawing/></ext></extLst></worksheet>'
    assert with_child(tail, "hyperlinks", b"<H/>").startswith(
        b"</sheetData><mergeCells/><H/><pageMargins"
    )
    assert b"<drawing/><L/><extLst>" in with_child(tail, "legacyDrawing", b"<L/>")
    assert (
        with_child(b"</sheetData></worksheet>", "hyperlinks", b"<H/>")
        == b"</sheetData><H/></worksheet>"
    )
