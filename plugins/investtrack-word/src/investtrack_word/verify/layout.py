"""How a Word document is laid out: every property as it takes effect, through styles, defaults and themes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from investtrack.errors import SourceError
from investtrack.plugin.document_layout import (
    DocumentLayout,
    PageLayout,
    PageNumberLayout,
    ParagraphLayout,
)
from investtrack_ooxml.document.opening import attribute, child, is_on, open_to_read
from investtrack_ooxml.package import Package
from investtrack_ooxml.xml import local_name
from investtrack_word.verify.text import block_elements, visible_text


if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TWIPS_A_MM = 1440 / 25.4
_TWIPS_A_POINT = 20
_WORD_SIZE = 10  # points, where nothing says
_SINGLE = 240
_ALIGNS = {"start": "left", "end": "right", "distribute": "both"}
_EVEN = "even"


def read_layout(path: Path) -> DocumentLayout:
    """Return the layout of the .docx at *path*.

    Raises:
        SourceError: it is no Word document, is damaged, or is locked by a password.
    """
    package, main = open_to_read(path)
    body = child(package.deep(main), "body")
    if body is None:
        raise SourceError(path, "不是 Word 文档；请用 Word 或 WPS 另存为 docx")
    styles = _Styles.of(package, main)
    sections = [element for element in body.iter() if local_name(element) == "sectPr"]
    return DocumentLayout(
        name=path.name,
        pages=tuple(map(_page, sections)),
        paragraphs=tuple(_paragraphs(body, styles)),
        page_numbers=tuple(_page_numbers(package, main, sections, styles)),
    )


def _number(element: Element | None, name: str, otherwise: float = 0) -> float:
    try:
        return float(attribute(element, name)) if element is not None else otherwise
    except ValueError:
        return otherwise


def _page(section: Element) -> PageLayout:
    size, margins, grid = (child(section, name) for name in ("pgSz", "pgMar", "docGrid"))
    pitch = _number(grid, "linePitch") / _TWIPS_A_POINT
    has_grid = grid is not None and attribute(grid, "type") in {
        "lines",
        "linesAndChars",
        "snapToChars",
    }
    return PageLayout(
        width=_number(size, "w") / _TWIPS_A_MM,
        height=_number(size, "h") / _TWIPS_A_MM,
        top=_number(margins, "top") / _TWIPS_A_MM,
        bottom=_number(margins, "bottom") / _TWIPS_A_MM,
        left=_number(margins, "left") / _TWIPS_A_MM,
        right=_number(margins, "right") / _TWIPS_A_MM,
        line_pitch=pitch if has_grid else 0,
    )


@frozen(eq=False)
class _Styles:
    """The styles of a document: id → its element; the faces of its theme.

    Attributes:
        by_id: the styles.
        default: id of the paragraph style of a paragraph that names none.
        run_defaults, paragraph_defaults: what holds where no style says.
        theme: theme font → East Asian face.
    """

    by_id: Mapping[str, Element]
    default: str
    run_defaults: Element | None
    paragraph_defaults: Element | None
    theme: Mapping[str, str]

    @classmethod
    def of(cls, package: Package, main: str) -> _Styles:
        """Read them; a document without any has none."""
        parts = package.related(main, "styles")
        root = package.deep(parts[0]) if parts and parts[0] in package else None
        styles = [item for item in root if local_name(item) == "style"] if root is not None else []
        by_id = {attribute(style, "styleId"): style for style in styles}
        default = next(
            (
                key
                for key, style in by_id.items()
                if attribute(style, "type") == "paragraph"
                and attribute(style, "default") in {"1", "true"}
            ),
            "",
        )
        run = child(root, "docDefaults", "rPrDefault", "rPr") if root is not None else None
        paragraph = child(root, "docDefaults", "pPrDefault", "pPr") if root is not None else None
        return cls(by_id, default, run, paragraph, _theme(package, main))

    def chain(self, style: str) -> Iterator[Element]:
        """Yield the style and what it is based on."""
        met: set[str] = set()
        while style in self.by_id and style not in met:
            met.add(style)
            element = self.by_id[style]
            yield element
            base = child(element, "basedOn")
            style = attribute(base, "val") if base is not None else ""

    def of_paragraph(self, properties: Element | None) -> list[Element]:
        """Return what says how a paragraph stands, the closest first."""
        named = child(properties, "pStyle") if properties is not None else None
        chain = self.chain(attribute(named, "val") if named is not None else self.default)
        found = [properties, *(child(style, "pPr") for style in chain), self.paragraph_defaults]
        return [each for each in found if each is not None]

    def of_run(self, properties: Element | None, style: str) -> list[Element]:
        """Return what says how a run in a paragraph of *style* looks, the closest first."""
        named = child(properties, "rStyle") if properties is not None else None
        own = self.chain(attribute(named, "val")) if named is not None else iter(())
        found = [
            properties,
            *(child(each, "rPr") for each in own),
            *(child(each, "rPr") for each in self.chain(style or self.default)),
            self.run_defaults,
        ]
        return [each for each in found if each is not None]

    def face(self, said: list[Element]) -> str:
        """Return the East Asian face that takes effect."""
        for each in said:
            fonts = child(each, "rFonts")
            if fonts is None:
                continue
            theme = attribute(fonts, "eastAsiaTheme")
            if theme:
                return self.theme.get(theme[:5], "")
            face = attribute(fonts, "eastAsia")
            if face:
                return face
        return ""

    @staticmethod
    def size(said: list[Element]) -> float:
        """Return the size that takes effect, in points."""
        return next(
            (
                _number(found, "val") / 2
                for each in said
                if (found := child(each, "sz")) is not None
            ),
            _WORD_SIZE,
        )


def _theme(package: Package, main: str) -> dict[str, str]:
    parts = package.related(main, "theme")
    if not parts or parts[0] not in package:
        return {}
    found: dict[str, str] = {}
    for element in package.deep(parts[0]).iter():
        name = local_name(element)
        if name not in {"majorFont", "minorFont"}:
            continue
        face = next(
            (attribute(item, "typeface") for item in element if local_name(item) == "ea"), ""
        )
        scripts = (
            item
            for item in element
            if local_name(item) == "font" and attribute(item, "script") == "Hans"
        )
        found[name[:5]] = face or next((attribute(item, "typeface") for item in scripts), "")
    return found


def _paragraphs(body: Element, styles: _Styles) -> Iterator[ParagraphLayout]:
    number, blank = 0, False
    for element in block_elements(body):
        if local_name(element) != "p":
            blank = False
            continue
        found = _paragraph(element, styles)
        if found.text:
            number += 1
            yield evolve(found, place=f"第{number}段", follows_blank=blank)
        blank = not found.text


def _paragraph(element: Element, styles: _Styles) -> ParagraphLayout:
    properties = child(element, "pPr")
    said = styles.of_paragraph(properties)
    named = child(properties, "pStyle") if properties is not None else None
    style = attribute(named, "val") if named is not None else styles.default
    faces: Counter[tuple[str, float]] = Counter()
    for run in element.iter():
        if local_name(run) == "r":
            text = visible_text(run)
            if text.strip():
                looks = styles.of_run(child(run, "rPr"), style)
                faces[styles.face(looks), styles.size(looks)] += len(text)
    face, size = (
        faces.most_common(1)[0][0] if faces else ("", styles.size(styles.of_run(None, style)))
    )
    line, rule = _said(said, "spacing", "line"), _said(said, "spacing", "lineRule")
    is_fixed = rule in {"exact", "atLeast"}
    points = _float(line)
    align = _said(said, "jc", "val") or "left"
    return ParagraphLayout(
        text=visible_text(element).strip(),
        face=face,
        size=size,
        line=points / _TWIPS_A_POINT if is_fixed else 0,
        multiple=points / _SINGLE if points and not is_fixed else 1,
        align=_ALIGNS.get(align, align),
        first_indent=_indent(said, size, "firstLine") - _indent(said, size, "hanging"),
        left_indent=_indent(said, size, "left") or _indent(said, size, "start"),
        right_indent=_indent(said, size, "right") or _indent(said, size, "end"),
    )


def _said(said: list[Element], element: str, name: str) -> str:
    """Return the attribute of the closest that states it."""
    for each in said:
        found = child(each, element)
        if found is not None and (value := attribute(found, name)):
            return value
    return ""


def _indent(said: list[Element], size: float, name: str) -> float:
    """Return an indent in characters; of one that says both, characters go before twips."""
    for each in said:
        found = child(each, "ind")
        if found is None:
            continue
        if value := attribute(found, f"{name}Chars"):
            return _float(value) / 100
        if value := attribute(found, name):
            return _float(value) / _TWIPS_A_POINT / size if size else 0
    return 0


def _float(text: str) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0


def _page_numbers(
    package: Package, main: str, sections: list[Element], styles: _Styles
) -> Iterator[PageNumberLayout]:
    settings = package.related(main, "settings")
    differ = (
        is_on(child(package.deep(settings[0]), "evenAndOddHeaders"))
        if settings and settings[0] in package
        else False
    )
    relations, met = package.relationships(main), set()
    for reference in (item for section in sections for item in section):
        if local_name(reference) != "footerReference":
            continue
        relation = relations.get(attribute(reference, "id"))
        kind = attribute(reference, "type")
        if relation is None or relation.target not in package or (kind == _EVEN and not differ):
            continue
        if (relation.target, kind) in met:
            continue
        met.add((relation.target, kind))
        pages = {"default": "odd" if differ else "all"}.get(kind, kind)
        for element in package.deep(relation.target).iter():
            if local_name(element) == "p" and _has_number(element):
                found = _paragraph(element, styles)
                yield PageNumberLayout(
                    paragraph=evolve(found, text=_numbered(element)), pages=pages
                )


def _has_number(paragraph: Element) -> bool:
    return any(_is_number(element) for element in paragraph.iter())


def _is_number(element: Element) -> bool:
    name = local_name(element)
    if name == "instrText":
        return (element.text or "").split()[:1] == ["PAGE"]
    return name == "fldSimple" and attribute(element, "instr").split()[:1] == ["PAGE"]


def _numbered(paragraph: Element) -> str:
    """Return a footer's text with # for the number, whatever number was last shown."""
    out, depth = [], 0
    for element in paragraph.iter():
        name = local_name(element)
        if name == "fldChar":
            depth += {"begin": 1, "end": -1}.get(attribute(element, "fldCharType"), 0)
        elif _is_number(element):
            out.append("#")
        elif name == "t" and not depth:
            out.append(element.text or "")
    return "".join(out).strip()
