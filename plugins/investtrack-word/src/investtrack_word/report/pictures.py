"""Pictures in a Word report: the few a leader looks at within the text, or all of them as an annex (附图)."""

from __future__ import annotations

import io
import re
import struct
import weakref
from collections.abc import Callable, Iterator, Mapping
from math import ceil
from typing import TYPE_CHECKING

from attrs import frozen

from investtrack.errors import ExportError
from investtrack.plugin import Picture, load_plugins
from investtrack.report import Report
from investtrack.values.text_width import display_width
from investtrack_ooxml.package import REL, Package
from investtrack_ooxml.xml import escaped, quoted
from investtrack_word.report.kinds import ReportKind, kind_of
from investtrack_word.report.packing import NewPart
from investtrack_word.report.styles import ATTACHMENT, H1, H2, SIGNATURE, TITLE


if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = f"{REL}/image"
_MM = 36_000  # English metric units, of which Word's drawings are
_ON_SIDE = (225, 118)
_WIDE, _HIGH = 150, 72
_LEAST = 42
"""Lower than that a picture within the text cannot be read."""
_CAPTION = 11
"""Millimetres that its caption takes, and what stands between."""
# A page on its side: GB/T 9704's margins turned with it.
_ON_ITS_SIDE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
# In the order of the report's parts; what else is offered comes after them, by name.
_ORDER = ("targets", "funnel", "resumption", "waterfall", "lights", "gantt", "chances")
# An A3 page, too small to read here, and its parts are all there; lights in short, which stand there in full.
_NOT_IN_ANNEX = {"wall", "light_counts"}
_WITHIN = (("targets", "固定资产投资"), ("funnel", "入库"), ("light_counts", "问题"))
"""The pictures within the text, and a word of the heading under which each stands."""
_NAME = "investtrack-"
_HEADED = re.compile(rf'<w:pStyle w:val="({H1}|{H2}|{ATTACHMENT}|{SIGNATURE})"/>')
_TAG = re.compile("<[^<>]*>")


@frozen(eq=False)
class Pictured:
    """A document's body with pictures, and the parts that hold them."""

    body: str
    images: tuple[NewPart, ...] = ()


Pictures = Callable[[str, Report], Pictured]
"""Body and report → the body with pictures."""


def pictures_for(report: Report, *, asked: bool = False, refused: bool = False) -> Pictures | None:
    """Return what puts pictures into a report: all where asked; else some in those of the half-year and the year."""
    if asked:
        return with_annex
    is_long = kind_of(report.period) in {ReportKind.HALF_YEAR, ReportKind.YEAR}
    return with_pictures_within if is_long and not refused else None


def with_pictures_within(body: str, report: Report) -> Pictured:
    """Return *body* with a picture each at the end of what stands under its heading; where there is none, without it."""
    offered = _offered()
    sections = _sections(body)
    found: list[tuple[int, str]] = []
    for name, word in _WITHIN:
        end = next((end for text, end in sections if word in text), None)
        if name in offered and end is not None:
            found.append((end, name))
    found.sort()
    parts: list[str] = []
    images: list[NewPart] = []
    at, room = 0, PAGE
    for number, (end, name) in enumerate(found, 1):
        label, image = offered[name].label, drawn(offered[name], report)
        images.append(_part(number, name, image))
        caption = _caption(f"图{number}　{label}", after=120)
        room = room_below(body[at:end], room)
        height = _height(room)
        room = (room if room >= height + _CAPTION else PAGE) - height - _CAPTION
        parts += [body[at:end], _inline(number, name, label, image, (_WIDE, height)), caption]
        at = end
    return Pictured("".join([*parts, body[at:]]), tuple(images))


def _height(room: float) -> int:
    """Return how high a picture within the text is to be: less than it may where it fits then on the page begun."""
    left = int(room - _CAPTION)
    return left if _LEAST <= left < _HIGH else _HIGH


def with_annex(body: str, report: Report) -> Pictured:
    """Return *body* with every picture that can be drawn as an annex on pages on their side.

    Raises:
        ExportError: no plugin offers pictures, or none can be drawn here.
    """
    offered = _offered()
    names = [name for name in _ORDER if name in offered]
    names += [name for name in offered if name not in {*_ORDER, *_NOT_IN_ANNEX}]
    if not names:
        raise ExportError(
            "附图", "没有安装画图插件（investtrack-pictures）；请安装，或去掉 --pictures"
        )
    at = body.rindex("<w:sectPr")
    before, section = body[:at], body[at:]
    # The upright section is closed with its own properties.
    upright, rest = section.split("</w:sectPr>", 1)
    upright += "</w:sectPr>"
    start, _, end = upright.partition("<w:pgSz")
    sideways = f"{start}{_ON_ITS_SIDE}{end.partition('/>')[2]}"
    parts = [f"<w:p><w:pPr>{upright}</w:pPr></w:p>", _heading("附图")]
    images = []
    for number, name in enumerate(names, 1):
        label, image = offered[name].label, drawn(offered[name], report)
        images.append(_part(number, name, image))
        parts += [
            _inline(number, name, label, image, _ON_SIDE),
            _caption(f"附图{number}　{label}", after=240),
        ]
    return Pictured(f"{before}{''.join(parts)}{sideways}{rest}", tuple(images))


def redraw(package: Package, report: Report) -> list[str]:
    """Draw the pictures anew that an edited document *package* has of ours; return those that cannot be drawn here."""
    ours = list(_drawings(package.tree(package.main)))
    if not ours:
        return []
    offered = _offered()
    relations = package.relationships(package.main)
    undrawn = []
    for name, label, relation in ours:
        target = relations.get(relation)
        if target is None or not target.target.lower().endswith(".png") or name not in offered:
            undrawn.append(label)
        else:
            package.put(target.target, drawn(offered[name], report))
    return undrawn


def _drawings(root: _Element) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the label and the relation of every picture of ours."""
    for properties in root.iter("{*}docPr"):
        name = properties.get("name") or ""
        holder = properties.getparent()
        blip = next(holder.iter("{*}blip"), None) if holder is not None else None
        if name.startswith(_NAME) and blip is not None:
            relation = next(
                (str(v) for k, v in blip.attrib.items() if str(k).endswith("}embed")), ""
            )
            yield name.removeprefix(_NAME), properties.get("descr") or name, relation


def _offered() -> Mapping[str, Picture]:
    offered = load_plugins(("pictures",)).pictures
    return {name: picture for name, picture in offered.items() if ".png" in picture.formats}


_LAST: dict[str, tuple[weakref.ref[Report], bytes]] = {}


def drawn(picture: Picture, report: Report) -> bytes:
    """Return *picture* of *report* as PNG; drawn once for the documents of one report."""
    last = _LAST.get(picture.name)
    if last is not None and last[0]() is report:
        return last[1]
    stream = io.BytesIO()
    picture.draw(report, stream, ".png")
    _LAST[picture.name] = weakref.ref(report), stream.getvalue()
    return stream.getvalue()


def _sections(body: str) -> list[tuple[str, int]]:
    """Return the text of each heading and where what stands under it ends: before the next, or the end of the text."""
    found: list[tuple[str, int]] = []
    starts: list[tuple[int, str, str]] = []
    for match in _HEADED.finditer(body):
        start = max(body.rfind("<w:p>", 0, match.start()), body.rfind("<w:p ", 0, match.start()))
        text = _TAG.sub("", body[match.end() : body.find("</w:p>", match.end())])
        starts.append((start, match[1], text))
    for index, (_, style, text) in enumerate(starts[:-1]):
        if style in {H1, H2}:
            found.append((text, starts[index + 1][0]))
    return found


def _part(number: int, name: str, image: bytes) -> NewPart:
    return NewPart(
        f"word/media/{_NAME}{name}.png", image, "image/png", _KIND, f"rIdPicture{number}"
    )


def _heading(text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="一级标题"/></w:pPr><w:r><w:t>{escaped(text)}</w:t></w:r></w:p>'


def _caption(text: str, *, after: int) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="表格文字"/><w:spacing w:after="{after}"/><w:jc w:val="center"/></w:pPr>'
        f"<w:r><w:t>{escaped(text)}</w:t></w:r></w:p>"
    )


def _inline(number: int, key: str, label: str, image: bytes, most: tuple[int, int]) -> str:
    width, height = _size(image, *most)
    name = f'"{_NAME}{quoted(key)}" descr="{quoted(label)}"'
    return (
        '<w:p><w:pPr><w:pStyle w:val="表格文字"/><w:keepNext/><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>'
        '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{9000 + number}" name={name}/>'
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


def _size(image: bytes, widest: int, highest: int) -> tuple[int, int]:
    """Return width and height on paper: as wide as the page, or as high as it where that is narrower."""
    wide, high = struct.unpack(">II", image[16:24])
    width = min(widest * _MM, highest * _MM * wide // high)
    return width, width * high // wide


PAGE = 225.0
"""Height of the text on a page, in mm: 22 lines."""
_LINE, _TITLE_LINE = 28.95 * 25.4 / 72, 36 * 25.4 / 72
_LINE_OF_HALVES = 56
"""A line holds 28 characters, twice as many digits."""
_INDENT = 4
_PARAGRAPH = re.compile(r"<w:p[ >](?:(?!<w:p[ >]).)*?</w:p>", re.DOTALL)
_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"/>')
_BREAK = re.compile("<w:br/>")


def room_below(body: str, room: float = PAGE) -> float:
    """Return how many mm are left on the page where *body* ends.

    Args:
        body: paragraphs of text, and no table.
        room: what was left before it, in mm.
    """
    down = PAGE - room
    for match in _PARAGRAPH.finditer(body):
        style = found[1] if (found := _STYLE.search(match[0])) else ""
        height = _TITLE_LINE if style == TITLE else _LINE
        lines = sum(_lines(text) for text in _BREAK.split(match[0]))
        # A heading goes to the next page with the line below it.
        if style in {H1, H2} and down + (lines + 1) * height > PAGE:
            down = 0.0
        for _ in range(lines):
            down = down + height if down + height <= PAGE else height
    return PAGE - down


def _lines(text: str) -> int:
    wide = display_width(_TAG.sub("", text), ambiguous=2)
    return max(1, ceil((wide + _INDENT) / _LINE_OF_HALVES))
