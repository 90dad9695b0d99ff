"""A package is refused where it is a trap, and written as it was but for what was changed."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.errors import SourceError
from investtrack_ooxml.package import (
    OFFICE,
    Bounds,
    is_macro_enabled,
    open_archive,
    relative,
    resolved,
)
from investtrack_ooxml.xml import escaped, parse, quoted


PATH = Path("表.xlsx")
RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="%b/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    % OFFICE.encode()
)
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    b'ContentType="application/xml"/></Types>'
)


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", TYPES)
        made.writestr("_rels/.rels", RELS)
        made.writestr("xl/workbook.xml", b"<?xml version='1.0'?>\n<workbook  a = '1' />")
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@given(st.dictionaries(st.sampled_from(["xl/a.xml", "xl/b.bin", "c.xml"]), st.binary(max_size=99)))
def test_parts_that_are_not_changed_are_the_same_bytes(parts):
    source = archive(**parts)
    written = open_archive(PATH, source).to_bytes()
    assert parts_of(written) == parts_of(source)
    assert open_archive(PATH, source).to_bytes() == written
    with zipfile.ZipFile(io.BytesIO(written)) as opened:
        assert {item.date_time for item in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_tree_that_was_only_looked_at_is_not_written_anew():
    package = open_archive(PATH, archive())
    package.tree("xl/workbook.xml")
    assert package.read("xl/workbook.xml") in parts_of(package.to_bytes()).values()
    package.tree("xl/workbook.xml").set("b", "2")
    assert b'b="2"' in parts_of(package.to_bytes())["xl/workbook.xml"]


def test_a_part_is_added_renamed_and_dropped_with_all_that_names_it():
    package = open_archive(PATH, archive())
    package.put("xl/comments/comment1.xml", b"<comments/>", "application/x")
    own = package.relate(
        "xl/workbook.xml", f"{OFFICE}/relationships/comments", "xl/comments/comment1.xml"
    )
    package.rename("xl/comments/comment1.xml", package.free_name("xl/comments{}.xml"))
    again = open_archive(PATH, package.to_bytes())
    assert again.relationships("xl/workbook.xml")[own].target == "xl/comments1.xml"
    assert again.content_type("xl/comments1.xml") == "application/x"
    assert again.read("xl/comments1.xml") == b"<comments/>"
    again.drop("xl/comments1.xml")
    assert again.relationships("xl/workbook.xml") == {}
    assert again.content_type("xl/comments1.xml") == "application/xml"


def test_a_part_can_be_written_in_pieces_from_what_it_was():
    package = open_archive(PATH, archive(**{"xl/a.txt": b"old"}))
    opener = package.opener("xl/a.txt")

    def pieces():
        with opener() as stream:
            yield stream.read()
        yield b" and new"

    package.put("xl/a.txt", pieces)
    assert parts_of(package.to_bytes())["xl/a.txt"] == b"old and new"
    assert package.read("xl/a.txt") == b"old and new"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "2003 版"),
        (b"PK\x03\x04 cut", "不是完好的"),
        (b"name,amount", "不是完好的"),
    ],
)
def test_what_is_no_package_is_one_sentence(data, said):
    with pytest.raises(SourceError, match=said):
        open_archive(PATH, data)


def test_bombs_and_parts_of_one_name_are_refused():
    with pytest.raises(SourceError, match="太大"):
        open_archive(PATH, archive(a=bytes(1000)), Bounds(unpacked=900))
    with pytest.raises(SourceError, match="太大"):
        open_archive(PATH, archive(a=bytes(100_000)), Bounds(large=1000))
    with pytest.raises(SourceError, match="太大"):
        open_archive(PATH, archive(), Bounds(parts=2))


def test_strict_files_are_refused():
    strict = RELS.replace(OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("[Content_Types].xml", TYPES)
        made.writestr("_rels/.rels", strict)
        made.writestr("xl/workbook.xml", b"<workbook/>")
    with pytest.raises(SourceError, match="严格"):
        open_archive(PATH, out.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a/>",
        b"<a>",
        b"<a>\x00</a>",
    ],
)
def test_xml_with_a_document_type_or_damage_is_refused(data):
    with pytest.raises(ValueError):  # noqa: PT011 - the words are the parser's
        parse(data)
    package = open_archive(PATH, archive(**{"xl/a.xml": data}))
    with pytest.raises(SourceError, match=r"xl/a\.xml 损坏"):
        package.tree("xl/a.xml")


@given(st.text())
def test_any_text_can_stand_in_xml(text):
    root = parse(f'<a b="{quoted(text)}">{escaped(text)}</a>'.encode())
    kept = "".join(c for c in text if c in "\t\n\r" or (ord(c) >= 32 and c not in "\ufffe\uffff"))
    assert (root.text or "") == kept
    assert root.get("b") == kept


@given(
    st.sampled_from(["", "xl/a.xml", "xl/b/c.xml"]),
    st.sampled_from(["d.xml", "xl/a.xml", "xl/e/f.xml"]),
)
def test_a_relative_name_leads_back(part, target):
    assert resolved(part, relative(part, target)) == target


def test_macros_are_told_without_reading_them(tmp_path):
    path = tmp_path / "a.xlsm"
    assert not is_macro_enabled(path)
    path.write_bytes(b"no archive")
    assert not is_macro_enabled(path)
