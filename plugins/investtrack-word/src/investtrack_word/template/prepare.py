"""Template document → source of tags: runs mended, paragraphs and rows of ``{%p %}`` and ``{%tr %}`` folded, faults placed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from attrs import frozen
from lxml import etree

from investtrack_ooxml.document.opening import W
from investtrack_ooxml.package import Package
from investtrack_ooxml.xml import SPACE
from investtrack_word.report.controls import number_in
from investtrack_word.template.appendix import STOP


if TYPE_CHECKING:
    from lxml.etree import _Element


_PART = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAG = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}", re.DOTALL)
_WHOLE = re.compile(r"\{%-?\s*(p|tr|tc|r)\s((?:(?!\{%).)*?)-?%\}", re.DOTALL)
_FOLDED = {"p": f"{W}p", "tr": f"{W}tr", "tc": f"{W}tc", "r": f"{W}r"}
_IN_CHINESE = {"p": "段落", "tr": "表格行", "tc": "单元格", "r": "文字"}
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\xa0": " ", "　": " "})
# Differences of format that nobody sees: a tag split by them is joined.
_UNSEEN = {f"{W}lang", f"{W}noProof"}


@frozen
class Misplaced:
    """A tag that cannot be read, and the text of the paragraph it stands in.

    Attributes:
        what: what is wrong with it.
        near: the text.
        is_out: whether the tag was taken out, so that the rest of the template can be checked.
    """

    what: str
    near: str
    is_out: bool = False


@frozen
class TemplatePart:
    """One XML part of a template.

    Attributes:
        name: its name in the package.
        source: XML text with tags, each paragraph beginning a line.
        faults: tags that cannot be mended.
    """

    name: str
    source: str
    faults: tuple[Misplaced, ...] = ()

    def near(self, line: int) -> str:
        """Return the text of the paragraph in *line*, counted from one, for a message."""
        lines = self.source.split("\n")
        text = _text_of(lines[line - 1]) if 0 < line <= len(lines) else ""
        return _words(text)


def _words(text: str) -> str:
    # The author knows the paragraph by its words, not by its tags.
    words = re.sub("…+", "…", _TAG.sub("…", text)).strip("…")
    return shortened(words or text)


def shortened(text: str, most: int = 40) -> str:
    """Return the beginning of *text*."""
    return text if len(text) <= most else f"{text[:most]}…"


def _text_of(line: str) -> str:
    # A folded {%p %} has no element around it: its text is all there is.
    if "<w:t" not in line:
        return "".join(_TAG.findall(line))
    head = "".join(_TAG.findall(re.split(r"<w:p[ >/]", line)[0]))
    return head + "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", _shielded(line)))


def _shielded(line: str) -> str:
    return _TAG.sub(lambda tag: tag[0].replace("<", "＜").replace(">", "＞"), line)


def prepared(package: Package) -> list[TemplatePart]:
    """Return every part of a template that has tags.

    Raises:
        SourceError: a part is damaged.
    """
    return [
        _part(name, package.tree(name))
        for name in package.names
        # Text need not hold a tag in one piece, so anything with a brace is looked at.
        if _PART.fullmatch(name) and (name == package.main or b"{" in package.read(name))
    ]


def _part(name: str, root: _Element) -> TemplatePart:
    _accept_deletions(root)
    _cut(root)
    unwrap_controls(root)
    faults = [fault for paragraph in root.iter(f"{W}p") for fault in _mend(paragraph)]
    faults += list(_fold(root))
    text = etree.tostring(root, encoding="unicode").replace("\n", " ")
    text = _TAG.sub(_unescaped, text)
    text = re.sub(r"(?=<w:p[ >/])", "\n", text)
    return TemplatePart(
        name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}', tuple(faults)
    )


def _unescaped(tag: re.Match[str]) -> str:
    text = tag[0]
    for escaped, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(escaped, char)
    return text


def _accept_deletions(root: _Element) -> None:
    """Drop what was deleted or moved away with changes tracked: its author sees it struck out, and a tag in it is no tag."""
    for element in list(root.iter(f"{W}del", f"{W}moveFrom")):
        parent = element.getparent()
        if parent is None:
            continue
        if parent.tag == f"{W}trPr":
            row = parent.getparent()
            row.getparent().remove(row)
        elif parent.tag != f"{W}rPr":  # there it says that a paragraph's end is deleted
            parent.remove(element)
    for paragraph in list(root.iter(f"{W}p")):
        is_deleted = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
        if is_deleted and not _paragraph_text(paragraph) and paragraph.getnext() is not None:
            paragraph.getparent().remove(paragraph)


def _cut(root: _Element) -> None:
    """Drop what follows the paragraph that says stop, but the section's properties."""
    body = root.find(f"{W}body")
    stopped = False
    for child in list(body) if body is not None else ():
        if child.tag == f"{W}p" and _paragraph_text(child).strip() == STOP:
            stopped = True
        if stopped and child.tag != f"{W}sectPr":
            body.remove(child)


def unwrap_controls(root: _Element) -> None:
    """Take away the controls of an earlier report around its figures; their text stays."""
    for tag in list(root.iter(f"{W}tag")):
        control = tag.getparent().getparent()
        if number_in(tag.get(f"{W}val") or "") is None or "|" not in tag.get(f"{W}val"):
            continue
        content = control.find(f"{W}sdtContent")
        for item in list(content) if content is not None else ():
            control.addprevious(item)
        control.getparent().remove(control)


def _texts(paragraph: _Element) -> list[Any]:
    """Return the text elements of a paragraph, not those of a paragraph inside it (a text box)."""
    return [
        text
        for text in paragraph.iter(f"{W}t")
        if next(text.iterancestors(f"{W}p"), None) is paragraph
    ]


def _paragraph_text(paragraph: object) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def _mend(paragraph: object) -> Iterator[Misplaced]:
    texts = _texts(paragraph)
    whole = "".join(text.text or "" for text in texts)
    if "{" not in whole:
        return
    near = _words(whole)
    rest = _TAG.sub("", whole)
    if any(open_ in rest for open_ in ("{{", "{%", "{#")):
        yield Misplaced("标记没有写完，缺少右边的括号", near)
    edges, at = [], 0
    for text in texts:
        edges.append((at, at + len(text.text or "")))
        at = edges[-1][1]
    for tag in reversed(list(_TAG.finditer(whole))):
        inside = [i for i, (a, b) in enumerate(edges) if a < tag.end() and b > tag.start()]
        what = ""
        if len({_format(texts[i]) for i in inside}) > 1:
            what = f"标记“{tag[0]}”被拆成了几种格式，请删掉重新一次打完"
        elif len({texts[i].getparent().getparent() for i in inside}) > 1:
            what = f"标记“{tag[0]}”跨在链接或修订的边上，请删掉重新打完"
        is_out = bool(what) and tag[0].startswith("{{")
        if what:
            yield Misplaced(what, near, is_out)
        _gather(texts, edges, inside, tag, "" if is_out else tag[0].translate(_QUOTES))


def _gather(
    texts: list[_Element],
    edges: list[tuple[int, int]],
    inside: list[int],
    tag: re.Match[str],
    words: str,
) -> None:
    """Put *words*, the whole tag, into the first of the text elements it is split over."""
    for position in inside:
        start, end = edges[position]
        text = texts[position].text or ""
        a, b = max(tag.start(), start) - start, min(tag.end(), end) - start
        put = words if position == inside[0] else ""
        # What later tags of this text became stays behind b, which they never reach.
        texts[position].text = text[:a] + put + text[b:]
        texts[position].set(SPACE, "preserve")


def _format(text: _Element) -> bytes:
    """Return the format of the run around a text, as far as anybody sees it."""
    properties = text.getparent().find(f"{W}rPr")
    if properties is None:
        return b""
    seen = []
    for child in properties:
        if child.tag in _UNSEEN:
            continue
        traits = sorted((key, value) for key, value in child.attrib.items() if key != f"{W}hint")
        if traits or len(child) or child.tag != f"{W}rFonts":
            seen.append(repr((child.tag, traits)).encode())
    return b"".join(sorted(seen))


def _fold(root: _Element) -> Iterator[Misplaced]:
    """Replace each paragraph, row, cell or run that a ``{%p``, ``{%tr``, ``{%tc`` or ``{%r`` stands for by the tag."""
    for text in list(root.iter(f"{W}t")):
        words = text.text or ""
        for tag in list(_WHOLE.finditer(words)):
            whole = next(text.iterancestors(_FOLDED[tag[1]]), None)
            if whole is None or whole.getparent() is None:
                yield Misplaced(f"“{tag[0]}”不在{_IN_CHINESE[tag[1]]}里", shortened(words))
                continue
            around = "".join(part.text or "" for part in whole.iter(f"{W}t"))
            if around.strip() != tag[0].strip():
                yield Misplaced(f"“{tag[0]}”要独占一个{_IN_CHINESE[tag[1]]}", shortened(around))
                continue
            _replace(whole, f"{{% {tag[2].strip()} %}}")


def _replace(element: _Element, text: str) -> None:
    parent, before = element.getparent(), element.getprevious()
    text += element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    element.tail = None
    parent.remove(element)
