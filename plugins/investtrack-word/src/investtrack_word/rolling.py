"""Last period's edited report → the next period's draft: people's paragraphs stay, figures and sentences are the new period's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from investtrack.report import Report
from investtrack_ooxml.document.opening import demand_same_text, open_document
from investtrack_ooxml.document.paragraphs import text_of, w
from investtrack_word.refresh.refreshing import NoTraceError, Refreshed, refresh
from investtrack_word.rendering import Outfit, render, rendered_lines
from investtrack_word.report.context import Names
from investtrack_word.report.pictures import pictures_for
from investtrack_word.template import source
from investtrack_word.template.parts import plain_paragraph, title_of
from investtrack_word.template.prose import ATTACHMENT, BODY, H1, H2, SIGNATURE
from investtrack_word.verify.document import EditedParagraph, EditedReport
from investtrack_word.verify.figures_in_text import normal


if TYPE_CHECKING:
    from lxml.etree import _Element


_DOCUMENT = "word/document.xml"
_HEADINGS = (H1, H2)
_ENDS = (ATTACHMENT, SIGNATURE)


@frozen(kw_only=True)
class Carried:
    """A paragraph of a person's, and where it went.

    Attributes:
        text: the paragraph.
        heading: the heading that it stands under in the new draft; empty: before the first, or at the end of the text.
    """

    text: str
    heading: str = ""


@frozen(kw_only=True)
class Rolled:
    """The next period's draft.

    Attributes:
        data: the document.
        refreshed: what was done to figures and sentences, where the outline is the same; else None.
        carried: people's paragraphs that were taken over, where the outline is another.
        edited: sentences of the template that a person had worded otherwise and that the new outline does not have.
    """

    data: bytes = field(repr=False)
    refreshed: Refreshed | None = None
    carried: tuple[Carried, ...] = ()
    edited: tuple[str, ...] = ()


def roll(
    report: EditedReport,
    computed: Report,
    template: Path | None = None,
    since: Report | None = None,
) -> Rolled:
    """Return the draft of *computed*'s period from the edited *report* of an earlier one.

    Where both periods have the same outline (month after month), the report is refreshed: figures in place, sentences
    that no longer fit as tracked changes. Where the new one is another kind of report, its draft is written anew, and
    what people had added stands under the heading it stood under.

    Args:
        report: the edited report of the earlier period.
        computed: the report of the new period's ledger.
        template: the county's own template; that of the profile or the packaged one where None.
        since: the earlier period's report, for the paragraph of changes.

    Raises:
        NoTraceError: the report carries no trace, so nobody can tell what people wrote.
        SourceError: the template cannot be used.
    """
    if report.trace is None:
        raise NoTraceError
    chosen = source.chosen(computed, Names(computed, since), template)
    if report.trace.about.get("template") == chosen.digest:
        lines = rendered_lines(computed, chosen, since)
        result = refresh(report, computed, lines, since=since)
        return Rolled(data=result.data, refreshed=result)
    own, edited = _peoples(report)
    data, _ = render(computed, template, since, Outfit(pictures=pictures_for(computed)))
    data, carried = _with(data, own)
    return Rolled(data=data, carried=carried, edited=tuple(edited))


def _peoples(report: EditedReport) -> tuple[list[Carried], list[str]]:
    """Return the paragraphs that people added, and the template's sentences that they worded otherwise."""
    assert report.trace is not None  # noqa: S101 - roll has refused a report without one
    written = {normal(line.text) for line in report.trace.lines}
    own: list[Carried] = []
    edited: list[str] = []
    heading = ""
    for paragraph in _of_text(report.paragraphs):
        style, text = _style(paragraph.elements[0]), paragraph.text.strip()
        is_ours = normal(paragraph.text) in written
        if style in _HEADINGS:
            heading = title_of(text)
        elif not text or is_ours:
            continue
        elif any(control.number is not None for control in paragraph.controls):
            edited.append(text)
        else:
            own.append(Carried(text=text, heading=heading))
    return own, edited


def _of_text(paragraphs: Sequence[EditedParagraph]) -> Iterator[EditedParagraph]:
    """Yield the paragraphs of the text: up to 附件说明 or 署名, none of a table."""
    for paragraph in paragraphs:
        if paragraph.part != _DOCUMENT or not paragraph.elements:
            continue
        element = paragraph.elements[0]
        if _style(element) in _ENDS:
            return
        if next(element.iterancestors(w("tc")), None) is None:
            yield paragraph


def _style(element: _Element) -> str:
    found = element.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if found is None else str(found.get(w("val")))


def _with(data: bytes, own: Sequence[Carried]) -> tuple[bytes, tuple[Carried, ...]]:
    """Return the document with people's paragraphs, each at the end of what stands under its heading."""
    package = open_document(Path(_DOCUMENT), data)
    body = package.tree(package.main).find(w("body"))
    placed = []
    for each in own:
        end, heading = _end_of(body, each.heading)
        end.addprevious(plain_paragraph(BODY, each.text))
        placed.append(Carried(text=each.text, heading=heading))
    if not own:
        return data, ()
    made = package.to_bytes()
    demand_same_text("Word 文档", package, made, [package.main])
    return made, tuple(placed)


def _end_of(body: _Element, heading: str) -> tuple[Any, str]:
    """Return what follows the text under *heading*, and the heading as found; else the end of the whole text."""
    inside = False
    for element in body:
        style = _style(element)
        if style in _ENDS:
            return element, heading if inside else ""
        if style in _HEADINGS:
            if inside or not heading:
                return element, heading
            inside = title_of(text_of(element)) == heading
    return body[-1], ""
