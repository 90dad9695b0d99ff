"""The exporter: report → Word document, through a template; every figure traced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO, ClassVar

from investtrack.errors import SourceError
from investtrack.model.finding import Finding, Grade
from investtrack.model.profile import Profile
from investtrack.model.source import CellRef
from investtrack.plugin import Exporter, ExportFlag, FlagKind, Template
from investtrack.report import Report
from investtrack.wording import PENDING
from investtrack_word import source
from investtrack_word.context import Names
from investtrack_word.control import control, lines_of, wrapped
from investtrack_word.evaluate import Rendering
from investtrack_word.package import core_properties, trace_parts, written
from investtrack_word.said import Said, UnknownTagError, printable
from investtrack_word.sayings import WrongFilterError
from investtrack_word.trace import (
    Line,
    Print,
    Trace,
    Traced,
    about,
    print_of,
    traced,
)
from investtrack_word.tracefile import trace_xml


class WordExporter(Exporter):
    """Writes the county report from a .docx template; nothing in a template can be called."""

    name: ClassVar[str] = "word"
    label: ClassVar[str] = "Word 汇报"
    suffix: ClassVar[str] = ".docx"
    takes_template: ClassVar[bool] = True
    in_report: ClassVar[bool] = True
    stem: ClassVar[str] = "工作汇报"
    flags: ClassVar[Sequence[ExportFlag]] = (
        ExportFlag("clean", "Word 汇报里不留指标标记和溯源信息"),
        ExportFlag("annotate", "Word 汇报里给每个指标加批注，写明单元格"),
        ExportFlag("since", "上次的台账：Word 汇报里写一段变化情况", FlagKind.LEDGER),
    )

    def export(  # noqa: PLR0913 - one keyword a flag
        self,
        report: Report,
        stream: BinaryIO,
        template: Path | None = None,
        *,
        clean: bool = False,
        annotate: bool = False,
        since: Report | None = None,
    ) -> Sequence[Finding]:
        """Write *report* to *stream*.

        Args:
            report: the report.
            stream: where the document goes.
            template: the county's own template; the packaged one where None.
            clean: leave out content controls and trace.
            annotate: add a comment per figure with its cells.
            since: an earlier report, for the paragraph of changes.

        Returns:
            a note for each absent figure that the template prints all the same.

        Raises:
            SourceError: *template* is no document, or tags of it are wrong; each is named with its place.
        """
        names = Names(report, since)
        chosen = source.packaged() if template is None else source.own(template, names)
        rendering = Rendering(names, marked=not clean or annotate)
        try:
            xml = {name: rendering.render(tree) for name, tree in chosen.trees.items()}
        except UnknownTagError as error:
            raise SourceError(
                template or source.PACKAGED, f"模板里的标记“{error}”没有这一项"
            ) from error
        except WrongFilterError as error:
            raise SourceError(template or source.PACKAGED, str(error)) from error
        stream.write(_document(chosen, rendering, xml, clean=clean, annotate=annotate))
        return absent(rendering.printed, (template or Path(source.PACKAGED)).name)


def _document(
    chosen: source.Source,
    rendering: Rendering,
    xml: dict[str, str],
    *,
    clean: bool,
    annotate: bool,
) -> bytes:
    report = rendering.names.report
    prints = [print_of(number, said, report) for number, said in enumerate(rendering.printed)]
    comments = None
    if annotate:
        from investtrack_word.comments import Comments

        comments = Comments(chosen.data, report.as_of)
    as_of = f"{report.as_of:%Y%m%d}"
    figures: dict[str, Traced] = {}

    def wrap(number: int, run: str, properties: str) -> str:
        item = prints[number]
        is_new = item.figure not in figures
        if is_new:
            figures[item.figure] = traced(rendering.printed[number], report)
        whole = run if clean else control(item, as_of, run, properties)
        if comments is None or not is_new:
            return whole
        return comments.around(whole, item.figure, figures[item.figure])

    parts = {name: wrapped(text, wrap).encode() for name, text in xml.items()}
    lines = [line for name, text in xml.items() for line in lines_of(name, text, prints)]
    parts["docProps/core.xml"] = core_properties(
        printable(report.title),
        printable(report.ledger.region.reporting_unit or ""),
        report.as_of,
    )
    added = (
        () if clean else trace_parts(chosen.data, trace_xml(_trace(report, chosen, figures, lines)))
    )
    if comments is not None:
        changed, new = comments.parts()
        parts |= changed
        added += new
    return written(chosen.data, parts, added)


def _trace(
    report: Report, chosen: source.Source, figures: dict[str, Traced], lines: list[Line]
) -> Trace:
    return Trace(
        about={**about(report), "template": chosen.digest},
        sources=tuple(map(printable, report.ledger.sources)),
        figures=figures,
        lines=tuple(lines),
    )


def rendered_lines(
    report: Report, chosen: source.Source, since: Report | None = None
) -> tuple[Line, ...]:
    """Return the paragraphs that *chosen* prints for *report*, with their figures."""
    rendering = Rendering(Names(report, since))
    xml = {name: rendering.render(tree) for name, tree in chosen.trees.items()}
    prints: list[Print] = [print_of(n, said, report) for n, said in enumerate(rendering.printed)]
    return tuple(line for name, text in xml.items() for line in lines_of(name, text, prints))


def absent(printed: Iterable[Said], name: str) -> tuple[Finding, ...]:
    """Return a note for each figure that was printed though it has no value."""
    figures = dict.fromkeys(said.figure for said in printed if said.text == PENDING)
    return tuple(
        Finding(
            "figure-printed-absent",
            Grade.WARNING,
            f"指标 {figure} 没有数，汇报里显示{PENDING}",
            CellRef(name, "模板"),
            mend=f"补台账，或在模板里用 {{% if {figure} %}} 让这句话没有数时不印；原因见 investtrack explain",
        )
        for figure in figures
    )


class WordTemplate(Template):
    """The Word template, to be edited in Word or WPS."""

    name: ClassVar[str] = "word"
    label: ClassVar[str] = "Word 汇报模板"
    suffix: ClassVar[str] = ".docx"

    def write(self, profile: Profile, stream: BinaryIO) -> None:  # noqa: ARG002 - one template serves all
        """Write the template to *stream*."""
        stream.write(source.packaged_template())

    def guide(self, profile: Profile) -> Sequence[Sequence[str]]:  # noqa: ARG002 - one template serves all
        """Return every tag and filter: kind, name, what it prints, an example."""
        from investtrack_word.guide import guide

        return guide()
