"""Prints figures."""

from __future__ import annotations

from argparse import Namespace

from investtrack.cli.output import count_line
from investtrack.metrics.figure import Figure
from investtrack.plugin.command import Host
from investtrack.report import Report
from investtrack.tables.plain import figures_data
from investtrack.wording import figure_text


_LONGEST = 100


def run(options: Namespace, host: Host) -> int:
    """Compute and print; 1 where the ledger has errors."""
    report = host.report(options)
    if options.json:
        host.print_json(figures_data(report, options.only))
    else:
        _print(report, options.only, host)
    return 1 if report.has_errors else 0


def _print(report: Report, prefix: str, host: Host) -> None:
    host.print(f"{report.title}　截至{report.as_of.isoformat()}")
    for caution in report.cautions:
        host.print(f"※{caution}")
    rows = [
        (figure.id, figure.title, _text(figure, report))
        for figure in report.figures.values()
        if any(name.startswith(prefix) for name in (figure.id, *figure.aliases))
        or prefix in figure.title
    ]
    if rows:
        host.print_table(rows)
    else:
        host.print(f"没有编号以 {prefix} 开头、或名称里有它的指标")
    host.print(count_line(report.findings))


def _text(figure: Figure, report: Report) -> str:
    if figure.is_absent:
        text = f"—（{figure.reason}）"
    else:
        text = figure_text(figure, report.profile.display)
    missing = f"［缺{figure.missing}条］" if figure.missing else ""
    note = f"〔{figure.note}〕" if figure.note else ""
    errors = report.errors_by_figure.get(figure.id, ())
    note += f"※台账有{len(errors)}条错误未改" if errors else ""
    return f"{text if len(text) <= _LONGEST else f'{text[:_LONGEST]}…'}{missing}{note}"
