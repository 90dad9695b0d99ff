"""Reads a report back before it is handed over: well-formed, and every printed figure in it as it was printed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from investtrack_ooxml.document.opening import W, open_document
from investtrack_ooxml.package import demand_whole, unreadable
from investtrack_ooxml.xml import parse_deep
from investtrack_word.report.controls import number_in
from investtrack_word.report.trace import Print


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
    texts: list[str] = []
    for part in rendered:
        try:
            root = parse_deep(package.read(part))
        except ValueError as error:
            raise unreadable(WHAT, part, str(error)) from error
        for control in root.iter(f"{W}sdt"):
            tag = control.find(f"{W}sdtPr/{W}tag")
            number = number_in(tag.get(f"{W}val") or "") if tag is not None else None
            if number is not None:
                found[number] = "".join(text.text or "" for text in control.iter(f"{W}t"))
        texts += ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]
    whole = "\n".join(texts)
    for item in prints:
        # A figure that stands outside a run, or in a clean report, has no control around it.
        text = found.get(item.number, item.text if item.text in whole else "")
        if text != item.text:
            raise unreadable(WHAT, "", f"{item.figure} 应印“{item.text}”，读到“{text}”")
