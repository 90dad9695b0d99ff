"""Writes what every exporter has for a report."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from investtrack.cli import export_flags
from investtrack.cli.output import count_line, file_name, remark_line
from investtrack.errors import ExportError, SourceError
from investtrack.findings import Finding, Grade, arranged
from investtrack.plugin.command import Host
from investtrack.plugin.interfaces import Exporter
from investtrack.plugin.kept import place_for
from investtrack.report import Report
from investtrack.wording import names_text


_TOLD = 3


def run(options: Namespace, host: Host) -> int:
    """Read, compute, write; 1 where the ledger has errors.

    Raises:
        SourceError: the template is not there, or no exporter writes by it.
        ExportError: no exporter that is installed is of a report.
    """
    host.profile(options)  # the one beside the ledger may leave plugins out
    exporters = [each for each in host.plugins.exporters.values() if each.in_report]
    if not exporters:
        raise ExportError(str(options.output), "没有安装写报告的插件，什么都写不出")
    _demand_template(options.template, exporters)
    report = host.report(options)
    written: list[Path] = []
    edited: list[tuple[Path, Exporter]] = []
    remarks: list[Finding] = []
    with host.progress("写出文件", len(exporters)) as step:
        for exporter in exporters:
            name = f"{file_name(report.title)}{exporter.stem or exporter.label}{exporter.suffix}"
            step(name)
            chosen = export_flags.chosen(options, exporter, host, report)
            wanted = options.output / name
            path, is_kept = place_for(wanted, exporter.is_edited)
            if is_kept:
                edited.append((wanted, exporter))
            check = partial(exporter.read_back, report)
            with host.stage(exporter.name), host.writing(path, check) as stream:
                template = options.template if _is_for(options.template, exporter) else None
                remarks += exporter.export(report, stream, template, **chosen) or ()
            written.append(path)
    host.print(f"{report.title}　截至{report.as_of.isoformat()}")
    for path, exporter in zip(written, exporters, strict=True):
        host.print(f"已写出：{path}{f'（{exporter.whom}）' if exporter.whom else ''}")
    for path, exporter in edited:
        refresh = exporter.if_edited.replace("{name}", path.name)
        host.print(
            f"{path.name} 有人改过，没有覆盖，新稿写在旁边{f'；{refresh}' if refresh else ''}"
        )
    for remark in arranged(remarks, report.profile.grades):
        host.print(remark_line(remark))
    absent = sum(figure.is_absent for figure in report.figures.values())
    host.print(f"指标{len(report.figures)}项，其中{absent}项因缺少资料没有数")
    host.print(count_line(report.findings))
    if offered := _offer(report, options):
        host.print(offered)
    if report.has_errors:
        touched = report.errors_by_figure
        titles = [report.figures[name].title for name in touched]
        which = f"，涉及{names_text(titles, _TOLD)}" if titles else ""
        host.print(f"本稿有{len(report.errors)}条错误未改{which}；见校核清单，改好台账后再出一次")
    return 1 if report.has_errors else 0


_ASKED = {
    "library-unknown": "哪些项目在库", "column-doubtful": "有的列是什么意思", "column-month-unknown": "累计到几月",
    "period-implied": "报告期", "period-missing": "报告期",
}  # fmt: skip


def _offer(report: Report, options: Namespace) -> str:
    """Return the call that asks what the workbook leaves unsaid, where anything hangs on it; else nothing."""
    if getattr(options, "profile", None) is not None:
        return ""
    codes = {f.code for f in report.findings if f.grade is not Grade.NOTE}
    if report.ledger.period is not None:
        codes.discard(
            "period-implied"
        )  # only the day is: the last of the period, which nobody needs to be asked
    open_ = list(dict.fromkeys(words for code, words in _ASKED.items() if code in codes))
    if not open_:
        return ""
    source = options.source[0]
    name = f'"{source}"' if " " in str(source) else str(source)
    return (
        f"表上没有写明{'、'.join(open_)}，有的数因此出不来：investtrack ask {name} -o {source.parent / '本县.toml'}"
        "（问几句，下月自动用）"
    )


def _demand_template(template: Path | None, exporters: Sequence[Exporter]) -> None:
    """Refuse a template that is not there, or that none of *exporters* takes."""
    if template is None:
        return
    if not template.is_file():
        raise SourceError(template, "没有这个模板文件")
    if not any(_is_for(template, exporter) for exporter in exporters):
        raise SourceError(template, "没有用这种模板的报告；汇报的模板是 .docx 文件")


def _is_for(template: Path | None, exporter: Exporter) -> bool:
    return (
        template is not None
        and exporter.takes_template
        and template.suffix.lower() == exporter.suffix
    )
