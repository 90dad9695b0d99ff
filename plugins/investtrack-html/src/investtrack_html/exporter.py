"""Writes the page of a finished report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin import PlainExporter
from investtrack.plugin.interfaces import WithChecksums


if TYPE_CHECKING:
    from investtrack.report import Report


class HtmlExporter(WithChecksums, PlainExporter):
    """Writes the dispatch meeting's page (调度会): figures, lights, projects and their cells in one file."""

    name: ClassVar[str] = "html"
    label: ClassVar[str] = "调度会网页"
    suffix: ClassVar[str] = ".html"
    stem: ClassVar[str] = "调度会"

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Judge *report* and write the page, UTF-8."""
        from investtrack_html.content import content_to_write
        from investtrack_html.page import pieces

        self._written.write(report, stream, pieces(report.title, content_to_write(report)))

    def read_back(self, report: Report, path: Path) -> Sequence[str]:
        """Return the figures that the page does not say as it was to."""
        from investtrack.plugin.read_back import unlike
        from investtrack_html.page import content_in
        from investtrack_html.texts import line_of

        if self._written.hold_file(report, path):
            return ()
        content = content_in(path.read_text("utf-8"))
        if not content:
            return ["网页没有写完"]
        display = report.profile.display
        wanted = {figure.title: line_of(figure, display) for figure in report.figures.values()}
        return unlike(wanted, {item["title"]: item.get("text", "") for item in content["figures"]})
