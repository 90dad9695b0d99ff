"""The 报送稿: the working copy without its controls, trace and comments on doubt, every sign of its text kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from attrs import frozen

from investtrack_ooxml.document.opening import open_document
from investtrack_ooxml.package import demand_whole, unreadable
from investtrack_word.report.controls import FIRST_ID
from investtrack_word.report.packing import NewPart, core_properties, written
from investtrack_word.report.read_back import WHAT
from investtrack_word.report.trace import CleanMark, digest_of_text


BODY = "word/document.xml"
CORE = "docProps/core.xml"
_CONTROL = re.compile(
    r"<w:sdt><w:sdtPr>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?"
    rf'<w:tag w:val="[^"]*#\d+"/><w:id w:val="{str(FIRST_ID)[:3]}\d+"/><w15:appearance w15:val="hidden"/></w:sdtPr>'
    r"<w:sdtContent>(.*?)</w:sdtContent></w:sdt>"
)
_COMMENT = re.compile(
    r'<w:commentRange(?:Start|End) w:id="(\d+)"/>|<w:r><w:commentReference w:id="(\d+)"/></w:r>'
)
_HEAD = r"(<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>|<w:rPr/>)?)"
_TEXT = '<w:t xml:space="preserve">'
_SPLIT = re.compile(rf"{_HEAD}{_TEXT}[^<]*(?:</w:t></w:r>\1{_TEXT}[^<]*)+</w:t></w:r>")


def without_controls(xml: str) -> str:
    """Return a part of a working copy without the controls around figures; the runs they had split are one again."""
    if "<w:sdt>" not in xml:
        return xml
    return _SPLIT.sub(_one_run, _CONTROL.sub(r"\1", xml))


def _one_run(split: re.Match[str]) -> str:
    return split[0].replace(f"</w:t></w:r>{split[1]}{_TEXT}", "")


def without_comments(xml: str, first: int) -> str:
    """Return a part without the marks of the comments numbered from *first* on, which are ours."""
    return _COMMENT.sub(lambda mark: mark[0] if int(mark[1] or mark[2]) < first else "", xml)


@frozen(eq=False, kw_only=True)
class WorkingCopy:
    """A working copy, with what the copy that is handed in is made of.

    Attributes:
        data: the document.
        template: the document it was printed into, whose other parts the copy has.
        parts: the parts that are other than the template's, its properties and comments left out.
        images: the pictures put into it.
        first_comment: the number of the first comment of ours; None where there is none, or all are to be kept.
        comments: the comments that are to be kept, as parts changed and parts added.
        title: its title.
        unit: who reports.
        day: the as-of date.
    """

    data: bytes
    template: bytes
    parts: tuple[str, ...]
    images: tuple[NewPart, ...]
    first_comment: int | None
    comments: tuple[Mapping[str, bytes], tuple[NewPart, ...]]
    title: str
    unit: str
    day: date

    def handed_in(self) -> bytes:
        """Return the copy that is handed in.

        Raises:
            ExportError: it does not say, to the last sign, what the working copy says.
        """
        working = open_document(Path(WHAT), self.data)
        parts, digests = {}, {}
        for name in self.parts:
            data = working.read(name)
            digests[name] = digest_of_text(data)
            if name.startswith("word/"):
                xml = without_controls(data.decode())
                if self.first_comment is not None:
                    xml = without_comments(xml, self.first_comment)
                data = xml.encode()
            parts[name] = data
        mark = CleanMark.of_body(parts[BODY])
        parts[CORE] = core_properties(self.title, self.unit, self.day, mark.text)
        changed, added = self.comments
        data = written(self.template, {**parts, **changed}, (*added, *self.images))
        _demand_same_text(data, digests)
        return data


def _demand_same_text(data: bytes, digests: Mapping[str, str]) -> None:
    demand_whole(WHAT, data)
    made = open_document(Path(WHAT), data)
    for name, digest in digests.items():
        if digest_of_text(made.read(name)) != digest:
            raise unreadable(WHAT, name, "报送稿的文字与工作稿不同")
