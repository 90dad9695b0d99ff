"""Archives without the day they were made."""

import io
import zipfile

import pytest

from investtrack.plugin.files import put, undated


def archive(day, core):
    """Return an archive made on *day*, with these properties."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr(zipfile.ZipInfo("b.xml", day), "<b>2022-03-20</b>")
        made.writestr(zipfile.ZipInfo("docProps/core.xml", day), core)
    return stream.getvalue()


def core(stamp):
    return (
        "<cp:coreProperties><dc:title>通报</dc:title>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


def test_two_archives_of_the_same_parts_are_the_same_whenever_they_were_made():
    monday = archive((2022, 3, 21, 8, 0, 0), core("2022-03-21T08:00:00Z"))
    tuesday = archive((2022, 3, 22, 9, 30, 0), core("2022-03-22T09:30:00Z"))
    assert monday != tuesday
    assert undated(monday) == undated(tuesday) == undated(undated(monday))


def test_everything_else_stays_and_in_its_order():
    with zipfile.ZipFile(io.BytesIO(undated(archive((2022, 3, 21, 8, 0, 0), core("x"))))) as read:
        assert read.namelist() == ["b.xml", "docProps/core.xml"]
        assert read.read("b.xml") == b"<b>2022-03-20</b>"
        assert read.read("docProps/core.xml").decode() == core("1980-01-01T00:00:00Z")


def test_a_part_is_put_without_the_day():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        put(made, "a.txt", b"a")
    with zipfile.ZipFile(stream) as read:
        assert read.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_what_is_no_archive_is_refused():
    with pytest.raises(zipfile.BadZipFile):
        undated("情况通报".encode())
