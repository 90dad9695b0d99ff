"""The comments of a worksheet: texts, the boxes they are shown in (VML), and threads with replies.

A comment's text stands in one part, its box in another. A thread stands in a third; the comment at its cell then
holds the thread's text for programs that know no threads.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from investtrack_ooxml.package import REL, Package
from investtrack_ooxml.spreadsheet.addresses import address, split_address
from investtrack_ooxml.spreadsheet.styles import MAIN, tag
from investtrack_ooxml.xml import SPACE, drop


if TYPE_CHECKING:
    from lxml.etree import _Element

Position = tuple[int, int]
"""Row and column, one-based."""
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_PERSONS = "application/vnd.ms-excel.person+xml"
_PERSON_REL = "http://schemas.microsoft.com/office/2017/10/relationships/person"
_THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
# Other names than this are refused by ExcelJS.
_NAME = re.compile(r"xl/comments\d+\.xml")
_SPACES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(rb"<(?:\w+:)?shape\b(?:(?!</(?:\w+:)?shape>).)*</(?:\w+:)?shape>", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d+)\s*</")
_COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*</")
_ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)[^<]*(</)")
_SHAPE_ID = re.compile(rb"_x0000_s(\d+)")
_IDS_A_BLOCK = 1024


@frozen
class Box:
    """Where a comment is shown.

    Attributes:
        anchor: left column and pixels into it, top row and pixels, right column and pixels, bottom row and pixels.
    """

    anchor: tuple[int, int, int, int, int, int, int, int]

    @property
    def text(self) -> bytes:
        """The anchor as VML writes it."""
        return ", ".join(map(str, self.anchor)).encode()


@define(slots=False, eq=False)
class SheetComments:
    """The comments of one worksheet.

    Attributes:
        package: the file.
        sheet: the worksheet's part.
        number: its number in the workbook, for the ids of new boxes.
        legacy_id: id of the relationship to the part of boxes, as the worksheet states it; empty where it has none.
    """

    package: Package
    sheet: str
    number: int
    legacy_id: str = ""
    _boxes: dict[Position, Box] = field(factory=dict, init=False)
    _gone: set[Position] = field(factory=set, init=False)

    @cached_property
    def part(self) -> str:
        """The part of the texts; empty where there is none."""
        return next(iter(self.package.related(self.sheet, "comments")), "")

    @cached_property
    def _root(self) -> _Element | None:
        return self.package.tree(self.part) if self.part else None

    @cached_property
    def _elements(self) -> dict[Position, _Element]:
        found: dict[Position, _Element] = {}
        for element in self._root.iter(tag("comment")) if self._root is not None else ():
            if (place := split_address(element.get("ref", ""))) is not None:
                found[place] = element
        return found

    def texts(self) -> Iterator[tuple[Position, str]]:
        """Yield the cells with a comment, and its text."""
        for place, element in self._elements.items():
            yield place, _text_of(element)

    # -- changing --------------------------------------------------------------------------------

    def add(self, place: Position, text: str, author: str, box: Box) -> None:
        """Write *text* behind what the comment at *place* says, or as a new one.

        Where a thread is at *place*, *text* becomes a reply in it, since Excel shows nothing else there.

        Args:
            place: the cell.
            text: what to say, without what XML cannot hold.
            author: whose it is, where the comment is new.
            box: where it is shown.
        """
        from lxml import etree

        element = self._elements.get(place)
        if element is None:
            root = self._made_root()
            listed = root.find(tag("commentList"))
            if listed is None:
                listed = etree.SubElement(root, tag("commentList"))
            element = etree.SubElement(listed, tag("comment"), ref=address(*place))
            element.set("authorId", self._author(author))
            etree.SubElement(element, tag("text"))
            self._elements[place] = element
        else:
            self._reply(place, text, author)
            text = f"\n\n{text}"
        holder = element.find(tag("text"))
        if holder is None:
            holder = etree.SubElement(element, tag("text"))
        _append_run(holder, text)
        self._boxes[place] = box

    def cut(self, place: Position, mark: str, author: str) -> None:
        """Take away what stands from *mark* on in the comment at *place*; the comment too where nothing is left."""
        element = self._elements[place]
        kept = _text_of(element).partition(mark)[0].rstrip()
        for thread, reply in self._replies(author):
            if split_address(reply.get("ref", "")) == place:
                thread.remove(reply)
        if not kept:
            drop(element)
            del self._elements[place]
            self._gone.add(place)
            return
        left = len(kept)
        for run in _text_elements(element):
            words = run.text or ""
            run.text = words[:left]
            left = max(left - len(words), 0)
        for run in list(element.iter(tag("r"))):
            if not "".join(t.text or "" for t in run.iter(tag("t"))):
                drop(run)

    def _made_root(self) -> _Element:
        if self._root is None:
            self.part = self.package.free_name("xl/comments{}.xml")
            empty = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'
            self.package.put(self.part, empty.encode(), _COMMENTS)
            self.package.relate(self.sheet, f"{REL}/comments", self.part)
            self._root = self.package.tree(self.part)
        return self._root

    def _author(self, name: str) -> str:
        from lxml import etree

        root = self._made_root()
        listed = root.find(tag("authors"))
        if listed is None:
            listed = etree.Element(tag("authors"))
            root.insert(0, listed)
        for number, element in enumerate(listed):
            if element.text == name:
                return str(number)
        etree.SubElement(listed, tag("author")).text = name
        return str(len(listed) - 1)

    # -- threads ---------------------------------------------------------------------------------

    @cached_property
    def _threads(self) -> list[_Element]:
        parts = self.package.related(self.sheet, "threadedComment")
        return [self.package.tree(part) for part in parts]

    def _reply(self, place: Position, text: str, author: str) -> None:
        from lxml import etree

        for root in self._threads:
            own = [e for e in root if split_address(e.get("ref", "")) == place]
            if not own:
                continue
            first = next((e for e in own if not e.get("parentId")), own[0])
            made = etree.Element(f"{{{_THREADED}}}threadedComment", ref=address(*place))
            made.set("dT", max(e.get("dT", "") for e in own))
            made.set("personId", self._person(author))
            made.set("id", _guid(f"{self.sheet}|{address(*place)}|{text}"))
            made.set("parentId", first.get("id", ""))
            etree.SubElement(made, f"{{{_THREADED}}}text").text = text
            own[-1].addnext(made)
            return

    def _replies(self, author: str) -> list[tuple[_Element, _Element]]:
        own = _guid(author)
        return [(root, e) for root in self._threads for e in root if e.get("personId") == own]

    def _person(self, name: str) -> str:
        """Return the id of the person *name*, added to the workbook's."""
        from lxml import etree

        main = self.package.main
        part = next(iter(self.package.related(main, "person")), "")
        if not part:
            part = self.package.free_name("xl/persons/person{}.xml")
            self.package.put(part, f'<personList xmlns="{_THREADED}"/>'.encode(), _PERSONS)
            self.package.relate(main, _PERSON_REL, part)
        root, own = self.package.tree(part), _guid(name)
        if not any(element.get("id") == own for element in root):
            etree.SubElement(
                root,
                f"{{{_THREADED}}}person",
                displayName=name,
                id=own,
                userId=name,
                providerId="None",
            )
        return own

    # -- boxes -----------------------------------------------------------------------------------

    def finish(self) -> str:
        """Write the boxes, and give the part of texts a name that every reader takes.

        Returns:
            id of the relationship that the worksheet must state as ``legacyDrawing``; empty where it has no boxes.
        """
        if self.part and not _NAME.fullmatch(self.part):
            self._rename()
        if not self._boxes and not self._gone:
            return self.legacy_id
        relationships = self.package.relationships(self.sheet)
        known = relationships.get(self.legacy_id)
        if known is not None and known.target in self.package:
            self.package.put(known.target, self._changed(self.package.read(known.target)))
            return self.legacy_id
        part = self.package.free_name("xl/drawings/vmlDrawing{}.vml")
        layout = b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="%b"/></o:shapelayout>'
        first = self.number * _IDS_A_BLOCK
        last = first + len(self._boxes)
        blocks = b",".join(b"%d" % block for block in range(self.number, last // _IDS_A_BLOCK + 1))
        self.package.put(
            part,
            b"".join(
                (b"<xml ", _SPACES, b">", layout % blocks, _SHAPE_TYPE, *_shapes(sorted(self._boxes.items()), first + 1), b"</xml>")
            ),
        )  # fmt: skip
        self.package.declare_suffix("vml", _VML)
        return self.package.relate(self.sheet, f"{REL}/vmlDrawing", part)

    def _changed(self, vml: bytes) -> bytes:
        """Return the part of boxes with those of changed comments moved, of new ones added, of others taken out."""
        left = dict(self._boxes)

        def changed(shape: re.Match[bytes]) -> bytes:
            row, column = _ROW.search(shape[0]), _COLUMN.search(shape[0])
            if row is None or column is None:
                return shape[0]
            place = (int(row[1]) + 1, int(column[1]) + 1)
            if place in self._gone and place not in self._boxes:
                return b""
            box = left.pop(place, None)
            if box is None:
                return shape[0]
            return _ANCHOR.sub(lambda found: found[1] + box.text + found[2], shape[0])

        vml = _SHAPE.sub(changed, vml)
        if not left:
            return vml
        first = max((int(found) for found in _SHAPE_ID.findall(vml)), default=_IDS_A_BLOCK) + 1
        made = b"".join(_shapes(sorted(left.items()), first))
        if b"_x0000_t202" not in vml.replace(b"#_x0000_t202", b""):
            made = _SHAPE_TYPE + made
        head, _, _ = vml.partition(b">")
        if b"xmlns:v=" not in head or b"xmlns:o=" not in head or b"xmlns:x=" not in head:
            made = made.replace(b"<v:shape ", b"<v:shape " + _SPACES + b" ")
            made = made.replace(b"<v:shapetype ", b"<v:shapetype " + _SPACES + b" ")
        at = vml.rindex(b"</")
        return vml[:at] + made + vml[at:]

    def _rename(self) -> None:
        """Give the part of texts the name that Excel gives; its bytes stay."""
        old, new = self.part, self.package.free_name("xl/comments{}.xml")
        self.package.rename(old, new)
        self.part = new


def _shapes(boxes: Sequence[tuple[Position, Box]], first: int) -> Iterator[bytes]:
    for number, ((row, column), box) in enumerate(boxes, first):
        yield (
            b'<v:shape id="_x0000_s%d" type="#_x0000_t202" style="position:absolute;margin-left:0;margin-top:0;'
            b'width:240pt;height:120pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
            b'<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            b'<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
            b'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>%b</x:Anchor>'
            b"<x:AutoFill>False</x:AutoFill><x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
        ) % (number, box.text, row - 1, column - 1)


def _text_elements(comment: _Element) -> list[_Element]:
    """Return the elements that hold a comment's text, readings (拼音) left out."""
    return [
        element
        for element in comment.iter(tag("t"))
        if (parent := element.getparent()) is not None and parent.tag != tag("rPh")
    ]


def _text_of(comment: _Element) -> str:
    return "".join(element.text or "" for element in _text_elements(comment))


def _append_run(holder: _Element, text: str) -> None:
    """Add *text* as a run of its own; a text without runs becomes one first."""
    from lxml import etree

    plain = holder.find(tag("t"))
    if plain is not None:
        run = etree.Element(tag("r"))
        plain.addprevious(run)
        run.append(plain)
        plain.set(SPACE, "preserve")
    run = etree.Element(tag("r"))
    runs = holder.findall(tag("r"))
    if runs:
        runs[-1].addnext(run)
    else:
        holder.insert(0, run)
    properties = etree.SubElement(run, tag("rPr"))
    etree.SubElement(properties, tag("sz"), val="9")
    etree.SubElement(properties, tag("color"), indexed="81")
    etree.SubElement(properties, tag("rFont"), val="宋体")
    etree.SubElement(properties, tag("family"), val="3")
    words = etree.SubElement(run, tag("t"))
    words.text = text
    words.set(SPACE, "preserve")


def _guid(name: str) -> str:
    return f"{{{str(uuid.uuid5(uuid.NAMESPACE_URL, f'investtrack:{name}')).upper()}}}"
