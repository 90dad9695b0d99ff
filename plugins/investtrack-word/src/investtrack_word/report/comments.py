"""A Word comment per figure, naming its exact value and the cells it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from investtrack.findings import Finding
from investtrack_ooxml.document.opening import open_document
from investtrack_ooxml.package import REL
from investtrack_ooxml.xml import DECLARATION, escaped
from investtrack_word.report.packing import NewPart
from investtrack_word.report.rendered import printable
from investtrack_word.report.trace import Traced


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAME = "word/comments.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = f"{REL}/comments"
_TOLD = 5


class Comments:
    """Gathers comments; the first printing of each figure has one.

    Args:
        source: the template, whose own comments stay.
        day: date of the comments.

    Attributes:
        first: the number of the first of ours.
    """

    def __init__(self, source: bytes, day: date) -> None:
        package = open_document(Path(_NAME), source)
        self._old = package.read(_NAME).decode() if _NAME in package else ""
        taken = [int(found) for found in re.findall(r'<w:comment [^>]*w:id="(\d+)"', self._old)]
        self.first = self._next = max(taken, default=-1) + 1
        self._stamp = f"{day.isoformat()}T00:00:00Z"
        self._made: list[str] = []

    def around(self, xml: str, name: str, item: Traced, errors: Sequence[Finding] = ()) -> str:
        """Return *xml* with a comment on it about the figure *name*, first the errors in what it is computed from."""
        number = self._next
        self._next += 1
        lines = [f"※台账有错误未改，这个数可能不准：{e.place}　{e.message}" for e in errors[:_TOLD]]
        lines += [f"等{len(errors)}条，见校核清单"] * (len(errors) > _TOLD)
        lines += [f"{item.title or name}（{name}）", f"精确值：{item.value or '无'}{item.unit}"]
        if item.cells:
            more = f"，另有{item.more}条记录" if item.more else ""
            lines.append(f"单元格：{'、'.join(item.cells)}{more}")
        if item.note:
            lines.append(f"说明：{item.note}")
        paragraphs = "".join(
            f'<w:p><w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t xml:space="preserve">{escaped(printable(line))}</w:t></w:r></w:p>'
            for line in lines
        )
        self._made.append(
            f'<w:comment w:id="{number}" w:author="investtrack" w:date="{self._stamp}" w:initials="it">'
            f"{paragraphs}</w:comment>"
        )
        return (
            f'<w:commentRangeStart w:id="{number}"/>{xml}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )

    def parts(self) -> tuple[dict[str, bytes], tuple[NewPart, ...]]:
        """Return the part to replace, or to add where the template has none."""
        made = "".join(self._made)
        if self._old:
            return {_NAME: self._old.replace("</w:comments>", f"{made}</w:comments>").encode()}, ()
        xml = f'{DECLARATION}<w:comments xmlns:w="{_W}">{made}</w:comments>'
        return {}, (NewPart(_NAME, xml.encode(), _TYPE, _KIND),)
