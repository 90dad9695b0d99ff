"""The exporter and the template as plugins see them; what renders is loaded when something is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin import Exporter, ExportFlag, FlagKind, Template
from investtrack_word.report.kinds import ReportKind


if TYPE_CHECKING:
    from investtrack.findings import Finding
    from investtrack.model.profile import Profile
    from investtrack.report import Report


class WordExporter(Exporter):
    """Writes the county report from a .docx template; nothing in a template can be called."""

    name: ClassVar[str] = "word"
    label: ClassVar[str] = "Word 汇报"
    suffix: ClassVar[str] = ".docx"
    takes_template: ClassVar[bool] = True
    in_report: ClassVar[bool] = True
    stem: ClassVar[str] = "工作汇报"
    whom: ClassVar[str] = "工作稿，带指标标记，留着改和核对"
    if_edited: ClassVar[str] = (
        "要保留改动、只换数，用：investtrack refresh {name} 台账 -o 新文件.docx"
    )
    flags: ClassVar[Sequence[ExportFlag]] = (
        ExportFlag("clean", "Word 汇报里不留指标标记和溯源信息"),
        ExportFlag("annotate", "Word 汇报里给每个指标加批注，写明单元格"),
        ExportFlag("pictures", "Word 汇报后面附图：目标、入库、复工、存量、亮灯、甘特图等"),
        ExportFlag("no_pictures", "上半年、全年的 Word 汇报里不放图（目标、入库、亮灯三幅）"),
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
        pictures: bool = False,
        no_pictures: bool = False,
        since: Report | None = None,
    ) -> Sequence[Finding]:
        """Write *report* to *stream*.

        Args:
            report: the report.
            stream: where the document goes.
            template: the county's own template; the packaged one where None.
            clean: leave out content controls and trace.
            annotate: add a comment per figure with its cells.
            pictures: add an annex of all pictures, in place of those in the text.
            no_pictures: leave out the pictures that the reports of the half-year and the year have in the text, where a
                plugin offers them.
            since: an earlier report, for the paragraph of changes.

        Returns:
            a note for each absent figure that the template prints all the same.

        Raises:
            SourceError: *template* is no document, or tags of it are wrong; each is named with its place.
            ExportError: pictures are wanted and cannot be drawn here.
        """
        from investtrack_word.rendering import Outfit, render
        from investtrack_word.report.pictures import pictures_for

        put = pictures_for(report, asked=pictures, refused=no_pictures)
        outfit = Outfit(clean=clean, annotate=annotate, pictures=put)
        data, findings = render(report, template, since, outfit)
        stream.write(data)
        return findings

    def is_edited(self, path: Path) -> bool:
        """Whether the document at *path* is not, to the last sign, what was written."""
        from investtrack_word.verify.as_written import is_as_written

        return not is_as_written(path)


class WordCleanExporter(WordExporter):
    """Writes the copy that is handed in: the same text without controls and trace, which every reader shows whole."""

    name: ClassVar[str] = "word-clean"
    label: ClassVar[str] = "Word 报送稿"
    stem: ClassVar[str] = "工作汇报（报送稿）"
    whom: ClassVar[str] = "报送稿，不带标记，往外发"
    if_edited: ClassVar[str] = (
        "报送稿不带标记，换不了数：改动要改在工作稿上，用 investtrack refresh 换数"
    )
    flags: ClassVar[Sequence[ExportFlag]] = tuple(
        flag for flag in WordExporter.flags if flag.name not in {"clean", "annotate"}
    )

    def export(
        self,
        report: Report,
        stream: BinaryIO,
        template: Path | None = None,
        *,
        since: Report | None = None,
        **flags: object,
    ) -> Sequence[Finding]:
        """Write *report* to *stream*; what is said of absent figures the working copy says."""
        from investtrack_word.rendering import handed_in
        from investtrack_word.report.pictures import pictures_for

        asked, refused = bool(flags.get("pictures")), bool(flags.get("no_pictures"))
        put = pictures_for(report, asked=asked, refused=refused)
        stream.write(handed_in(report, template, since, put))
        return ()


class WordTemplate(Template):
    """The Word template of one kind of report, to be edited in Word or WPS."""

    name: ClassVar[str] = "word"
    label: ClassVar[str] = "Word 汇报模板（一季度）"
    suffix: ClassVar[str] = ".docx"
    kind: ClassVar[ReportKind] = ReportKind.FIRST_QUARTER

    def write(self, profile: Profile, stream: BinaryIO) -> None:
        """Write the template to *stream*, the profile's parts in it, with the author's help on pages at the end."""
        from investtrack_word.template.appendix import with_appendix
        from investtrack_word.template.guide import guide
        from investtrack_word.template.source import county_template

        stream.write(with_appendix(county_template(profile, self.kind), guide(profile)))

    def guide(self, profile: Profile) -> Sequence[Sequence[str]]:
        """Return every tag and filter: kind, name, what it prints, an example."""
        from investtrack_word.template.guide import guide

        return guide(profile)


class MonthTemplate(WordTemplate):
    """The template of a monthly report."""

    name: ClassVar[str] = "word-month"
    label: ClassVar[str] = "Word 汇报模板（月度）"
    kind: ClassVar[ReportKind] = ReportKind.MONTH


class HalfYearTemplate(WordTemplate):
    """The template of the half-year's report."""

    name: ClassVar[str] = "word-half-year"
    label: ClassVar[str] = "Word 汇报模板（上半年）"
    kind: ClassVar[ReportKind] = ReportKind.HALF_YEAR


class NineMonthsTemplate(WordTemplate):
    """The template of the report on nine months."""

    name: ClassVar[str] = "word-nine-months"
    label: ClassVar[str] = "Word 汇报模板（前三季度）"
    kind: ClassVar[ReportKind] = ReportKind.NINE_MONTHS


class YearTemplate(WordTemplate):
    """The template of the year's report."""

    name: ClassVar[str] = "word-year"
    label: ClassVar[str] = "Word 汇报模板（全年）"
    kind: ClassVar[ReportKind] = ReportKind.YEAR
