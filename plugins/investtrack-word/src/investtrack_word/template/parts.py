"""The packaged template with the parts that a county adds, drops or calls otherwise; headings are numbered anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field
from lxml import etree

from investtrack.errors import SourceError
from investtrack.model.report_layout import AddedPart, ReportLayout
from investtrack.values.numerals import chinese_numeral
from investtrack_ooxml.document.opening import open_document
from investtrack_ooxml.document.paragraphs import set_text, text_of, w
from investtrack_word.report.kinds import ReportKind
from investtrack_word.report.packing import written
from investtrack_word.template.prose import BODY, CLOSING, H1, H2


if TYPE_CHECKING:
    from lxml.etree import _Element


_DOCUMENT = "word/document.xml"
_NUMBER = re.compile("^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_TAG = re.compile(r"\{[{%](?:(?!\{[{%]).)*?[}%]\}")


@define(eq=False)
class _Section:
    """A heading with what stands below it until the next of its level; the first of a part may have no heading."""

    heading: object = None
    body: list[_Element] = field(factory=list)
    sections: list[_Section] = field(factory=list)

    @property
    def title(self) -> str:
        return "" if self.heading is None else title_of(text_of(self.heading))


def title_of(heading: str) -> str:
    """Return a heading without its number and tags: 一、{{ period }}目标任务安排 is 目标任务安排."""
    return _TAG.sub("", _NUMBER.sub("", heading)).strip()


def with_parts(template: bytes, layout: ReportLayout, kind: ReportKind) -> bytes:
    """Return the packaged *template* of *kind* with the parts of *layout*.

    Raises:
        SourceError: the layout names a heading that no kind of report has.
    """
    root = etree.fromstring(open_document(Path(_DOCUMENT), template).read(_DOCUMENT))
    body = root.find(w("body"))
    parts = _parts(body)
    style = {name: _style_id(body, name) for name in (H1, H2, BODY)}
    _rename(parts, layout)
    parts = _dropped(parts, layout)
    for added in layout.add:
        if not added.kinds or kind.label in added.kinds:
            _add(parts, added, _made(added, style))
    _number(parts)
    _put(body, parts)
    return written(template, {_DOCUMENT: etree.tostring(root, encoding="UTF-8", standalone=True)})


def demand_known(layout: ReportLayout, profile: str, known: frozenset[str]) -> None:
    """Refuse a layout that names headings that are not *known*.

    Raises:
        SourceError: there are some; each is named with those there are.
    """
    known = known | {part.title for part in layout.add} | set(layout.rename.values())
    named = [
        *(("drop", title) for title in layout.drop),
        *(("rename", title) for title in layout.rename),
        *(("add.after", part.after) for part in layout.add if part.after),
    ]
    faults = [
        f"report.{where}：汇报里没有“{title}”这个标题"
        for where, title in named
        if title not in known
    ]
    if faults:
        raise SourceError(
            f"县区配置 {profile}", f"{'；'.join(faults)}；有：{'、'.join(sorted(known))}"
        )


def titles_of(template: bytes) -> set[str]:
    """Return the headings of a packaged template, without numbers."""
    root = etree.fromstring(open_document(Path(_DOCUMENT), template).read(_DOCUMENT))
    return {
        each.title for part in _parts(root.find(w("body"))) for each in (part, *part.sections)
    } - {""}


def _style_of(paragraph: _Element) -> str:
    found = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if found is None else str(found.get(w("val")))


def _style_id(body: _Element, name: str) -> str:
    """Return the id of a style by a paragraph that bears it; python-docx names styles by what they are called."""
    return next((_style_of(p) for p in body.iterchildren(w("p")) if _style_of(p) == name), name)


def _parts(body: _Element) -> list[_Section]:
    """Take the parts out of *body*: from the first heading to what closes every report."""
    closing = CLOSING[0][1]
    found: list[_Section] = []
    for paragraph in body.iterchildren(w("p")):
        style, text = _style_of(paragraph), text_of(paragraph)
        if found and text == closing:
            break
        if style == H1:
            found.append(_Section(paragraph))
        elif found and style == H2:
            found[-1].sections.append(_Section(paragraph))
        elif found:
            last = found[-1]
            (last.sections[-1] if last.sections else last).body.append(paragraph)
    return found


def _elements(parts: Sequence[_Section]) -> Iterator[_Element]:
    for part in parts:
        if part.heading is not None:
            yield part.heading
        yield from part.body
        yield from _elements(part.sections)


def _put(body: _Element, parts: Sequence[_Section]) -> None:
    """Put *parts* where the parts of *body* stand."""
    old = list(_elements(_parts(body)))
    at = body.index(old[0])
    for element in old:
        body.remove(element)
    for number, element in enumerate(_elements(parts)):
        body.insert(at + number, element)


def _rename(parts: Sequence[_Section], layout: ReportLayout) -> None:
    for each in _all(parts):
        new = layout.rename.get(each.title)
        if new is not None:
            text = text_of(each.heading)
            tags = "".join(tag for tag in _TAG.findall(text) if tag.startswith("{%"))
            number = _NUMBER.match(text)
            set_text(each.heading, f"{number[0] if number else ''}{new}{tags}")


def _all(parts: Sequence[_Section]) -> list[_Section]:
    return [each for part in parts for each in (part, *part.sections)]


def _dropped(parts: Sequence[_Section], layout: ReportLayout) -> list[_Section]:
    """Leave out what is dropped, by the packaged name or the county's."""
    gone = {*layout.drop, *(layout.rename.get(title, title) for title in layout.drop)}
    left = [part for part in parts if part.title not in gone]
    for part in left:
        had = bool(part.sections)
        part.sections = [each for each in part.sections if each.title not in gone]
        if had and not part.sections and not part.body:
            gone.add(part.title)
    return [part for part in left if part.title not in gone]


def _made(added: AddedPart, style: dict[str, str]) -> _Section:
    heading = plain_paragraph(
        style[H1 if added.level == 1 else H2],
        f"一、{added.title}" if added.level == 1 else f"（一）{added.title}",
    )
    text = added.text or (f"【待补：{added.title}】",)
    return _Section(heading, [plain_paragraph(style[BODY], each) for each in text])


def plain_paragraph(style: str, text: str) -> object:
    """Return a paragraph of *style* with *text*, tags of the template included."""
    paragraph = etree.Element(w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    etree.SubElement(properties, w("pStyle")).set(w("val"), style)
    run = etree.SubElement(paragraph, w("r"))
    said = etree.SubElement(run, w("t"))
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    said.text = text
    return paragraph


def _add(parts: list[_Section], added: AddedPart, made: _Section) -> None:
    """Put the county's part after the heading it names, else last."""
    place = next(
        (
            (
                number,
                next(
                    (n for n, each in enumerate(part.sections) if each.title == added.after), None
                ),
            )
            for number, part in enumerate(parts)
            if added.after in {part.title, *(each.title for each in part.sections)}
        ),
        (len(parts) - 1, None),
    )
    number, inner = place
    if added.level == 1 or not parts:
        parts.insert(number + 1, made)
    else:
        sections = parts[number].sections
        sections.insert(len(sections) if inner is None else inner + 1, made)


def _number(parts: Sequence[_Section]) -> None:
    for number, part in enumerate(parts, 1):
        _numbered(part.heading, f"{chinese_numeral(number)}、")
        for inner, each in enumerate(part.sections, 1):
            _numbered(each.heading, f"（{chinese_numeral(inner)}）")


def _numbered(heading: object, number: str) -> None:
    text = text_of(heading)
    new = number + _NUMBER.sub("", text)
    if new != text:
        set_text(heading, new)
