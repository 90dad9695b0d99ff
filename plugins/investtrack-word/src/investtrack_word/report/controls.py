"""Marks → content controls: the run around a printed figure is split, and the figure wrapped with its own format."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from investtrack_word.report.evaluate import CLOSE, MIDDLE, OPEN
from investtrack_word.report.trace import Print, WrittenLine


TAG_LENGTH = 64  # as Word allows
FIRST_ID = 880_000_000
_MARK = re.compile(f"{OPEN}(\\d+){MIDDLE}([^{CLOSE}]*){CLOSE}")
_RUN = re.compile(r"<w:r(?: [^>]*)?>(?:(?!</?w:r[ >]).)*?</w:r>")
_HEAD = re.compile(r"(<w:r(?: [^>]*)?>)(<w:rPr>.*?</w:rPr>|<w:rPr/>)?")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_READ = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(tab|br|cr)(?: [^>]*)?/>")
_TABS = re.compile(r"<w:tabs>.*?</w:tabs>")
_ROOT = re.compile(r"<w:(?:document|hdr|ftr|footnotes|endnotes) [^>]*>")
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"

Wrap = Callable[[int, str, str], str]
"""Number of the printing, its run, its run properties → XML."""


def tag_of(item: Print, as_of: str) -> str:
    """Return the tag of a control: ``id|filter|unit and decimals|as-of date#number``, what fits of it."""
    end = f"#{item.number}"
    parts = [item.figure, item.filter_name, item.form, as_of]
    while len(text := "|".join(parts) + end) > TAG_LENGTH and len(parts) > 1:
        parts.pop()
    return text if len(text) <= TAG_LENGTH else f"{item.figure[: TAG_LENGTH - len(end)]}{end}"


def number_in(tag: str) -> int | None:
    """Return the number of the printing that a control's tag names, or None where it is not ours."""
    found = re.search(r"#(\d+)$", tag)
    return int(found[1]) if found else None


def control(item: Print, as_of: str, run: str, properties: str) -> str:
    """Return a content control around *run*; Word draws no frame around it."""
    tag = tag_of(item, as_of).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    return (
        f'<w:sdt><w:sdtPr>{properties}<w:tag w:val="{tag}"/><w:id w:val="{FIRST_ID + item.number}"/>'
        f'<w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>'
    )


def wrapped(xml: str, wrap: Wrap) -> str:
    """Return *xml* with each marked figure in a run of its own, wrapped by *wrap*; no mark is left."""
    if OPEN not in xml:
        return xml.replace("\n", "")
    lines = [_line(line, wrap) if OPEN in line else line for line in xml.split("\n")]
    return _declared("".join(lines))


def _line(line: str, wrap: Wrap) -> str:
    line = _RUN.sub(lambda run: _split(run[0], wrap) if OPEN in run[0] else run[0], line)
    return _MARK.sub(lambda mark: mark[2], line)


def _split(run: str, wrap: Wrap) -> str:
    head = _HEAD.match(run)
    begin, properties = (head[1], head[2] or "") if head else ("<w:r>", "")
    inside = run[head.end() if head else 0 : -len("</w:r>")]
    out: list[str] = []
    held: list[str] = []

    def flush() -> None:
        if held:
            out.append(f"{begin}{properties}{''.join(held)}</w:r>")
            held.clear()

    at = 0
    for text in _TEXT.finditer(inside):
        if inside[at : text.start()]:
            held.append(inside[at : text.start()])
        at = text.end()
        last = 0
        for mark in _MARK.finditer(text[1]):
            if text[1][last : mark.start()]:
                held.append(_t(text[1][last : mark.start()]))
            last = mark.end()
            if mark[2]:
                flush()
                out.append(
                    wrap(int(mark[1]), f"{begin}{properties}{_t(mark[2])}</w:r>", properties)
                )
        if text[1][last:]:
            held.append(_t(text[1][last:]))
    if inside[at:]:
        held.append(inside[at:])
    flush()
    return "".join(out)


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def _declared(xml: str) -> str:
    """Declare the prefix of the hidden appearance, and that an older program may pass over it."""
    root = _ROOT.search(xml)
    if root is None or "w15:appearance" not in xml:
        return xml
    head = root[0]
    if "xmlns:w15=" not in head:
        head = f'{head[:-1]} xmlns:w15="{_W15}">'
    if "xmlns:mc=" not in head:
        head = f'{head[:-1]} xmlns:mc="{_MC}">'
    ignored = re.search(r'mc:Ignorable="([^"]*)"', head)
    if ignored is None:
        head = f'{head[:-1]} mc:Ignorable="w15">'
    elif "w15" not in ignored[1].split():
        head = head.replace(ignored[0], f'mc:Ignorable="{ignored[1]} w15"')
    return xml[: root.start()] + head + xml[root.end() :]


def lines_of(
    part: str, xml: str, prints: Sequence[Print], *, with_xml: bool = False
) -> list[WrittenLine]:
    """Return the paragraphs of a marked part that have text, for the trace; on demand with their XML."""
    lines: list[WrittenLine] = []
    depth = 0
    root = _ROOT.search(xml) if with_xml else None
    for line in xml.split("\n"):
        # The line begins with its paragraph; what closes or opens a table comes after it.
        in_table = depth > 0
        depth += line.count("<w:tbl>") - line.count("</w:tbl>")
        if "<w:t>" not in line and "<w:t " not in line:
            continue
        found = _READ.findall(_TABS.sub("", line) if "<w:tabs>" in line else line)
        text = "".join("\t" if tab == "tab" else "\n" if tab else words for words, tab in found)
        if text:
            own = _alone(line, root[0]) if root is not None else ""
            lines.append(WrittenLine(part, tuple(_pieces(text, prints)), in_table, xml=own))
    return lines


def _alone(line: str, root: str) -> str:
    """Return the paragraph that *line* begins with as a document of its own; empty where it ends on another line."""
    end = line.find("</w:p>") + len("</w:p>")
    name = root[1:].split(maxsplit=1)[0]
    return f"{root}{line[:end]}</{name}>" if end >= len("</w:p>") else ""


def _pieces(text: str, prints: Sequence[Print]) -> list[str | Print]:
    pieces: list[str | Print] = []
    at = 0
    for mark in _MARK.finditer(text):
        if mark.start() > at:
            pieces.append(_plain(text[at : mark.start()]))
        if mark[2]:
            pieces.append(prints[int(mark[1])])
        at = mark.end()
    if at < len(text):
        pieces.append(_plain(text[at:]))
    return pieces
