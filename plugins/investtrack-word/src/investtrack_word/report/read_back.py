"""Reads a report back before it is handed over: well-formed, and every printed figure in it as it was printed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from investtrack.plugin.read_back import note_whole
from investtrack_ooxml.document.opening import W, open_document
from investtrack_ooxml.package import demand_whole, unreadable
from investtrack_ooxml.xml import parse_deep
from investtrack_word.report.controls import number_in
from investtrack_word.report.trace import Print


if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

WHAT = "Word 汇报"


def demand_read_back(data: bytes, prints: Sequence[Print], rendered: Collection[str]) -> None:
    """Demand that the document *data* holds every printing of *prints*, and can be opened.

    Args:
        data: the document.
        prints: what was printed in it.
        rendered: the parts it was printed in.

    Raises:
        ExportError: a part is not well-formed, or a printing is not found again or reads otherwise.
    """
    demand_whole(WHAT, data, rendered)
    package = open_document(Path(WHAT), data)
    found: dict[int, str] = {}
    roots = []
    for part in rendered:
        try:
            roots.append(parse_deep(package.read(part)))
        except ValueError as error:
            raise unreadable(WHAT, part, str(error)) from error
        for control in roots[-1].iter(f"{W}sdt"):
            number = _number_of(control)
            if number is not None:
                found[number] = _text_of(control)
    # A figure that stands outside a run has no control around it.
    alone = [item for item in prints if item.number not in found]
    whole = "\n".join(_text_of(p) for root in roots for p in root.iter(f"{W}p")) if alone else ""
    for item in prints:
        text = found.get(item.number, item.text if item.text in whole else "")
        if text != item.text:
            raise unreadable(WHAT, "", f"{item.figure} 应印“{item.text}”，读到“{text}”")
    note_whole(data)


def _number_of(control: ET.Element) -> int | None:
    """Return the number of the printing that a control holds; None where it is none of ours."""
    properties = next((child for child in control if child.tag == f"{W}sdtPr"), ())
    tag = next((child for child in properties if child.tag == f"{W}tag"), None)
    return None if tag is None else number_in(tag.get(f"{W}val") or "")


def _text_of(element: ET.Element) -> str:
    return "".join([text.text or "" for text in element.iter(f"{W}t")])
