"""What no program could open is refused before it replaces anything."""

import io
import zipfile

import pytest

from investtrack.errors import ExportError
from investtrack_ooxml.package import demand_whole


def archive(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", data)
    return out.getvalue()


def test_a_whole_file_is_silent():
    demand_whole("汇报", archive(a=b"<a/>", word__b="<b>甲</b>".encode()))


@pytest.mark.parametrize(
    "part", [b"<a>", b"<a>\x01</a>", b"", b"<a>&b;</a>", b"<a></b>", b"<a/><b/>"]
)
def test_a_part_that_is_not_well_formed_is_named(part):
    with pytest.raises(
        ExportError, match=r"汇报：写出的文件读回来不完好（word/b\.xml：.*没有替换原来的文件"
    ):
        demand_whole("汇报", archive(a=b"<a/>", word__b=part))


def test_parts_of_the_source_are_not_judged():
    demand_whole("汇报", archive(a=b"<a", word__b=b"<b/>"), kept={"a.xml"})


def test_a_cut_archive_is_refused():
    data = archive(a=b"<a/>" * 1)
    with pytest.raises(ExportError, match="读回来不完好"):
        demand_whole("汇报", data[:-9])
    with pytest.raises(ExportError, match="读回来不完好"):
        demand_whole("汇报", data.replace(b"<a/>", b"<b/>"))
