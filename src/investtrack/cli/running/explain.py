"""Prints where a figure comes from, down to its cells."""

from __future__ import annotations

from argparse import Namespace
from itertools import islice

from investtrack.metrics.figure import Figure
from investtrack.model.profile import DisplayProfile
from investtrack.plugin.command import Host
from investtrack.report import Report
from investtrack.tables.plain import contribution_data, figure_data
from investtrack.values.amount import Amount, Unit, plain
from investtrack.wording import figure_text, number_text


_SHOWN = 200


def run(options: Namespace, host: Host) -> int:
    """Compute and print; 1 where the ledger has errors.

    Raises:
        UnknownFigureError: no figure has that id or title, or several have.
    """
    report = host.report(options)
    figure = report.figure_called(options.figure)
    if options.json:
        data = {"id": figure.id, "definition": figure.definition, **figure_data(figure, report)}
        data["contributions"] = [contribution_data(item) for item in figure.contributions]
        host.print_json(data)
    else:
        _print(report, figure, host)
    return 1 if report.has_errors else 0


def _print(report: Report, figure: Figure, host: Host) -> None:
    host.print(f"{figure.title}（{figure.id}）")
    host.print(f"口径：{figure.definition}")
    if figure.is_absent:
        host.print(f"没有数：{figure.reason}")
    else:
        value = figure.value
        exact = (
            f"（精确值 {_text(value, report.profile.display)}）"
            if isinstance(value, Amount)
            else ""
        )
        host.print(f"结果：{figure_text(figure, report.profile.display)}{exact}")
    if figure.note:
        host.print(f"说明：{figure.note}")
    if figure.missing:
        host.print(f"缺数：{figure.missing}条记录没有所需单元格，未计入")
    items = iter(figure.contributions)
    rows = [
        (
            item.role,
            item.group,
            item.label,
            _text(item.amount, report.profile.display),
            "、".join(str(cell) for cell in item.cells) or "（无单元格）",
        )
        for item in islice(items, _SHOWN)
    ]
    rest = sum(1 for _ in items)
    if rows:
        host.print(f"构成（{len(rows) + rest}项）：")
        host.print_table(rows)
    if rest:
        host.print(f"……另有{rest}项，用 --json 可看全部")


def _text(value: object, display: DisplayProfile) -> str:
    if isinstance(value, Amount):
        return f"{plain(value.to(Unit.WAN))}万元"
    return "" if value is None else number_text(value, display=display)
