"""Report → Word document, through a template; every figure traced."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from investtrack.errors import SourceError
from investtrack.findings import Finding, make
from investtrack.model.source import CellRef
from investtrack.report import Report
from investtrack.wording import PENDING, some_text
from investtrack_ooxml.document.bound_controls import has_data
from investtrack_word.report.context import Names
from investtrack_word.report.controls import control, lines_of, wrapped
from investtrack_word.report.evaluate import Rendering
from investtrack_word.report.filters import WrongFilterError
from investtrack_word.report.handed_in import BODY, CORE, WorkingCopy
from investtrack_word.report.literals import literals_in
from investtrack_word.report.packing import (
    NewPart,
    core_properties,
    settle_controls,
    trace_parts,
    written,
)
from investtrack_word.report.pictures import Pictured, Pictures
from investtrack_word.report.read_back import demand_read_back
from investtrack_word.report.rendered import (
    RenderedValue,
    TemplateRunError,
    UnknownTagError,
    printable,
)
from investtrack_word.report.trace import (
    BODY_DIGEST,
    TEXT_DIGEST,
    Print,
    Trace,
    Traced,
    WrittenLine,
    about,
    digest_of_body,
    digest_of_text,
    print_of,
    traced,
)
from investtrack_word.report.trace_part import trace_xml
from investtrack_word.template import source
from investtrack_word.template.phrases import with_phrases


@frozen(kw_only=True)
class Outfit:
    """What a document has beside its text.

    Attributes:
        clean: leave out content controls and trace.
        annotate: add a comment per figure with its cells.
        pictures: what puts pictures into the body.
    """

    clean: bool = False
    annotate: bool = False
    pictures: Pictures | None = None


def render(
    report: Report,
    template: Path | None = None,
    since: Report | None = None,
    outfit: Outfit = Outfit(),
) -> tuple[bytes, tuple[Finding, ...]]:
    """Return the document, and a note for each absent figure that the template prints all the same.

    Args:
        report: what is told.
        template: the county's own; that of the profile or the packaged one where None.
        since: an earlier report, for the paragraph of changes.
        outfit: what stands beside the text.

    Raises:
        SourceError: *template* is no document, or tags of it are wrong; each is named with its place.
        ExportError: the document, read back, is not whole or does not state what was printed.
    """
    names = with_phrases(Names(report, since))
    chosen = source.chosen(report, names, template)
    rendering = Rendering(names)
    try:
        xml = {name: rendering.render(chosen.trees.pop(name)) for name in list(chosen.trees)}
    except UnknownTagError as error:
        raise SourceError(
            template or source.PACKAGED, f"模板里的标记“{error}”没有这一项"
        ) from error
    except (WrongFilterError, TemplateRunError) as error:
        where = f"在“…{near}”之后：" if (near := rendering.near) else "在模板开头："
        raise SourceError(template or source.PACKAGED, f"{where}{error}") from error
    name = (template or Path(source.PACKAGED)).name
    remarks = (*absent(rendering.printed, name), *_of_last_period(xml.values(), name))
    working = _working_copy(chosen, rendering, xml, outfit)
    if outfit.clean:
        return working.handed_in(), remarks
    _LAST.clear()
    _LAST.append(
        _Last(weakref.ref(report, _forget), _asked(report, template, since, outfit), working)
    )
    return working.data, remarks


def handed_in(
    report: Report,
    template: Path | None = None,
    since: Report | None = None,
    pictures: Pictures | None = None,
) -> bytes:
    """Return the copy that is handed in: made of the working copy, which is printed first where it was not just now.

    Raises:
        SourceError: *template* is no document, or tags of it are wrong; each is named with its place.
        ExportError: the document, read back, is not whole or says another thing than the working copy.
    """
    asked = _asked(report, template, since, Outfit(pictures=pictures))
    if not any(last.report() is report and last.asked == asked for last in _LAST):
        render(report, template, since, Outfit(pictures=pictures))
    return _LAST.pop().working.handed_in()


@frozen
class _Last:
    """The working copy printed last, and of what."""

    report: weakref.ref[Report]
    asked: object
    working: WorkingCopy


_LAST: list[_Last] = []


def _forget(_: object) -> None:
    _LAST.clear()


def _asked(
    report: Report, template: Path | None, since: Report | None, outfit: Outfit
) -> tuple[object, ...]:
    """Return what tells two copies of one report apart; comments do not, which are taken out again."""
    return (source.own_digest(report, template), since and weakref.ref(since), outfit.pictures)


def _of_last_period(parts: Iterable[str], name: str) -> Iterator[Finding]:
    """Yield a note where the template still has digits of the report it was made of."""
    found = [text for part in parts for text in literals_in(part)]
    if found:
        shown = some_text(found, _SHOWN)
        yield make("template-of-last-period", CellRef(name, "模板"), shown=shown, count=len(found))


_SHOWN = 8


def _working_copy(
    chosen: source.Source,
    rendering: Rendering,
    xml: dict[str, str],
    outfit: Outfit,
) -> WorkingCopy:
    """Return the working copy; of one that only a clean copy is made of, the trace is left out."""
    clean, annotate = outfit.clean, outfit.annotate
    report = rendering.names.report
    prints = [print_of(number, said, report) for number, said in enumerate(rendering.printed)]
    comments = None
    doubtful = {} if clean else report.errors_by_figure
    if annotate or doubtful:
        from investtrack_word.report.comments import Comments

        comments = Comments(chosen.data, report.as_of)
    as_of = f"{report.as_of:%Y%m%d}"
    figures: dict[str, Traced] = {}

    def wrap(number: int, run: str, properties: str) -> str:
        item = prints[number]
        if item.figure not in figures:
            figures[item.figure] = traced(rendering.printed[number], report)
        whole = control(item, as_of, run, properties)
        # Word takes no comment in a header or footer.
        errors = doubtful.get(item.figure, ())
        if comments is None or part != BODY or item.figure in commented:
            return whole
        if not annotate and not errors:
            return whole
        commented.add(item.figure)
        return comments.around(whole, item.figure, figures[item.figure], errors)

    commented: set[str] = set()
    parts: dict[str, bytes] = {}
    lines: list[WrittenLine] = []
    images: list[NewPart] = []
    for part in list(xml):
        text = xml.pop(part)  # each is let go as soon as it is done: the run's peak is here
        put = outfit.pictures if part == BODY else None
        whole = Pictured(wrapped(text, wrap)) if put is None else put(wrapped(text, wrap), report)
        images += whole.images
        parts[part] = whole.body.encode()
        if not clean:
            lines += lines_of(part, text, prints)
    rendered = list(parts)
    title, unit = printable(report.title), printable(report.ledger.region.reporting_unit or "")
    if any(map(has_data, parts.values())):
        title = settle_controls(chosen.data, parts, title)
    names = tuple(parts)
    parts[CORE] = core_properties(title, unit, report.as_of)
    added = (
        ()
        if clean
        else trace_parts(
            chosen.data, trace_xml(_trace(report, chosen, figures, lines, parts[BODY]))
        )
    )
    changed, new = ({}, ()) if comments is None else comments.parts()
    data = written(chosen.data, parts | changed, (*added, *new, *images))
    demand_read_back(data, prints, rendered)
    is_kept = clean and annotate
    return WorkingCopy(
        data=data,
        template=chosen.data,
        parts=names,
        images=tuple(images),
        first_comment=None if is_kept or comments is None else comments.first,
        comments=(changed, new) if is_kept else ({}, ()),
        title=title,
        unit=unit,
        day=report.as_of,
    )


def _trace(
    report: Report,
    chosen: source.Source,
    figures: dict[str, Traced],
    lines: list[WrittenLine],
    body: bytes,
) -> Trace:
    return Trace(
        about={
            **about(report),
            "template": chosen.digest,
            BODY_DIGEST: digest_of_body(body),
            TEXT_DIGEST: digest_of_text(body),
        },
        sources=tuple(map(printable, report.ledger.sources)),
        figures=figures,
        lines=tuple(lines),
    )


def rendered_lines(
    report: Report, chosen: source.Source, since: Report | None = None
) -> tuple[WrittenLine, ...]:
    """Return the paragraphs that *chosen* prints for *report*, with their figures and their XML."""
    rendering = Rendering(with_phrases(Names(report, since)))
    xml = {name: rendering.render(tree) for name, tree in chosen.trees.items()}
    prints: list[Print] = [print_of(n, said, report) for n, said in enumerate(rendering.printed)]
    return tuple(
        line for name, text in xml.items() for line in lines_of(name, text, prints, with_xml=True)
    )


def absent(printed: Iterable[RenderedValue], name: str) -> tuple[Finding, ...]:
    """Return a note for each figure that was printed though it has no value."""
    figures = dict.fromkeys(said.figure for said in printed if said.text == PENDING)
    return tuple(
        make("figure-printed-absent", CellRef(name, "模板"), figure=figure, shown=PENDING)
        for figure in figures
    )
