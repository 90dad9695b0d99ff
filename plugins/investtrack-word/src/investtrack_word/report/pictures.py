"""Pictures as an annex (附图): those that plugins offer of a report, on landscape pages of their own."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable
from pathlib import Path

from investtrack.errors import ExportError
from investtrack.plugin import Picture, load_plugins
from investtrack.report import Report
from investtrack_ooxml.document.opening import open_document
from investtrack_ooxml.package import REL, Package, demand_whole
from investtrack_ooxml.xml import escaped, quoted
from investtrack_word.report.packing import NewPart, written
from investtrack_word.report.trace import digest_of_body


_BODY = "word/document.xml"
_KIND = f"{REL}/image"
_MM = 36_000  # English metric units, of which Word's drawings are
_WIDEST, _HIGHEST = 225, 118
# A page on its side: GB/T 9704's margins turned with it.
_ON_ITS_SIDE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
_WALL = "wall"  # an A3 page: too small to read here, and its parts are all there
# In the order of the report's parts; what else is offered comes after them, by name.
_ORDER = ("targets", "funnel", "resumption", "waterfall", "lights", "gantt", "chances")


def with_pictures(data: bytes, report: Report) -> bytes:
    """Return the document *data* with every picture that can be drawn as PNG, the wall chart's parts one by one.

    Raises:
        ExportError: no plugin offers pictures, or none can be drawn here.
    """
    offered = load_plugins(("pictures",)).pictures
    names = [name for name in _ORDER if name in offered]
    names += [name for name in offered if name not in {*_ORDER, _WALL}]
    chosen = [offered[name] for name in names if ".png" in offered[name].formats]
    if not chosen:
        raise ExportError(
            "附图", "没有安装画图插件（investtrack-pictures）；请安装，或去掉 --pictures"
        )
    drawn = [(picture.label, _drawn(picture, report)) for picture in chosen]
    package = open_document(Path(_BODY), data)
    body = package.read(_BODY).decode()
    images = tuple(
        NewPart(
            f"word/media/picture{number}.png",
            image,
            "image/png",
            _KIND,
            f"rIdPicture{number}",
        )
        for number, (_, image) in enumerate(drawn, 1)
    )
    whole = _with_annex(body, drawn).encode()
    made = written(data, {_BODY: whole, **_trace_of(package, body.encode(), whole)}, images)
    demand_whole("Word 汇报", made)
    return made


def _trace_of(package: Package, before: bytes, after: bytes) -> dict[str, bytes]:
    """Return the part with the trace, if there is one, which knows the body by its digest."""
    old, new = (digest_of_body(xml).encode() for xml in (before, after))
    found = {name: package.read(name) for name in package.names if name.startswith("customXml/")}
    return {name: data.replace(old, new) for name, data in found.items() if old in data}


def _drawn(picture: Picture, report: Report) -> bytes:
    stream = io.BytesIO()
    picture.draw(report, stream, ".png")
    return stream.getvalue()


def _with_annex(body: str, drawn: Iterable[tuple[str, bytes]]) -> str:
    """Close the upright section with its own properties, and end with one on its side."""
    at = body.rindex("<w:sectPr")
    before, section = body[:at], body[at:]
    upright, rest = section.split("</w:sectPr>", 1)
    upright += "</w:sectPr>"
    start, _, end = upright.partition("<w:pgSz")
    sideways = f"{start}{_ON_ITS_SIDE}{end.partition('/>')[2]}"
    parts = [f"<w:p><w:pPr>{upright}</w:pPr></w:p>", _heading("附图")]
    for number, (label, image) in enumerate(drawn, 1):
        parts += [_inline(number, label, image), _caption(f"附图{number}　{label}")]
    return f"{before}{''.join(parts)}{sideways}{rest}"


def _heading(text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="一级标题"/></w:pPr><w:r><w:t>{escaped(text)}</w:t></w:r></w:p>'


def _caption(text: str) -> str:
    return (
        '<w:p><w:pPr><w:pStyle w:val="表格文字"/><w:spacing w:after="240"/><w:jc w:val="center"/></w:pPr>'
        f"<w:r><w:t>{escaped(text)}</w:t></w:r></w:p>"
    )


def _inline(number: int, label: str, image: bytes) -> str:
    width, height = _size(image)
    name = f'"{quoted(label)}"'
    return (
        '<w:p><w:pPr><w:pStyle w:val="表格文字"/><w:keepNext/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>'
        '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{9000 + number}" name={name} descr={name}/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{9000 + number}" name={name}/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:embed="rIdPicture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def _size(image: bytes) -> tuple[int, int]:
    """Return width and height on paper: as wide as the page, or as high as it where that is narrower."""
    wide, high = struct.unpack(">II", image[16:24])
    width = min(_WIDEST * _MM, _HIGHEST * _MM * wide // high)
    return width, width * high // wide
