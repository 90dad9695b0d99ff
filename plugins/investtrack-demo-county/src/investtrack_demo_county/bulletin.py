"""The county's one-page resumption bulletin (复工通报), as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin import PlainExporter


if TYPE_CHECKING:
    from investtrack import Figure, Report


class BulletinExporter(PlainExporter):
    """Writes the resumption bulletin; every number is a figure of the report."""

    name: ClassVar[str] = "demo-bulletin"
    label: ClassVar[str] = "复工通报（文本）"
    suffix: ClassVar[str] = ".txt"
    states: ClassVar[tuple[str, ...]] = (
        "resumption.planned.count",
        "resumption.planned.by_level",
        "resumption.planned.by_stage",
        "resumption.due.count",
        "resumption.resumed.count",
        "resumption.rate",
        "resumption.by_date",
        "resumption.overdue.list",
        "resumption.unassigned.list",
    )

    def write(self, report: Report, stream: BinaryIO) -> None:
        """Write the bulletin of *report* to *stream*."""
        from investtrack import day_text

        lines = [
            f"{report.ledger.region.name or '本县'}复工复产通报",
            f"截至{day_text(report.as_of, year=True)}",
            "",
        ]
        lines += [_line(report, report.figure(figure)) for figure in self.states]
        stream.write(("\n".join(lines) + "\n").encode())


def _line(report: Report, figure: Figure) -> str:
    from investtrack import figure_text

    said = (
        f"暂缺（{figure.reason}）"
        if figure.is_absent
        else figure_text(figure, report.profile.display)
    )
    return f"{figure.title}：{said}"
