"""What a clerk reads on the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from investtrack.findings import Finding, Grade
from investtrack.metrics.figure import Figure
from investtrack.plugin.manager import Plugins
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.text_width import display_width
from investtrack.wording import figure_text, number_text


Step = Callable[[str], None]
_SHOWN_CONTRIBUTIONS = 200


@contextmanager
def progress(label: str, total: int) -> Iterator[Step]:
    """Show a bar on a terminal's standard error while something long runs; elsewhere stay silent."""
    if total < 1 or not sys.stderr.isatty():
        yield lambda _: None
        return
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        yield lambda _: None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        begun = False

        def step(name: str) -> None:
            nonlocal begun
            bar.update(task, description=f"{label} {name}", advance=1 if begun else 0)
            begun = True

        yield step


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return *rows* as aligned text; the last column is left ragged."""
    widths = (
        [max(display_width(row[i]) for row in rows) for i in range(len(rows[0]) - 1)]
        if rows
        else []
    )
    lines = []
    for row in rows:
        cells = [
            cell + " " * (size - display_width(cell))
            for cell, size in zip(row, widths, strict=False)
        ]
        lines.append("  ".join([*cells, row[-1]]).rstrip())
    return "\n".join(lines)


def _count(findings: Sequence[Finding]) -> str:
    counts = [(grade.label, sum(f.grade is grade for f in findings)) for grade in Grade]
    return "、".join(f"{label}{number}条" for label, number in counts)


def print_count(findings: Sequence[Finding]) -> None:
    """Print how many findings there are by grade."""
    print(f"校核发现：{_count(findings)}" if findings else "校核未发现问题")


def print_findings(findings: Sequence[Finding]) -> None:
    """Print every finding with its place and how to mend it."""
    for finding in findings:
        print(f"[{finding.grade.label}] {finding.place}  {finding.message}（{finding.code}）")
        values = [
            f"现值：{_one_line(finding.found)}" if finding.found else "",
            f"应为：{finding.expected}" if finding.expected else "",
        ]
        if any(values):
            print("    " + "；".join(value for value in values if value))
        if finding.mend:
            print(f"    怎么改：{finding.mend}")
        for cell in finding.related[:5]:
            print(f"    相关：{cell}")
    print_count(findings)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def print_figures(report: Report, prefix: str) -> None:
    """Print figures as a table; what is absent says why."""
    print(f"{report.title}　截至{report.as_of.isoformat()}")
    rows = []
    for figure in report.figures.values():
        if not any(name.startswith(prefix) for name in (figure.id, *figure.aliases)):
            continue
        text = (
            figure_text(figure, report.profile.display)
            if not figure.is_absent
            else f"—（{figure.reason}）"
        )
        missing = f"［缺{figure.missing}条］" if figure.missing else ""
        note = f"〔{figure.note}〕" if figure.note else ""
        rows.append((figure.id, figure.title, f"{_shorten(text)}{missing}{note}"))
    print(table(rows) if rows else f"没有编号以 {prefix} 开头的指标")
    print_count(report.findings)


def _shorten(text: str, most: int = 100) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _wan(value: object) -> str:
    if isinstance(value, Amount):
        return f"{plain(value.to(Unit.WAN))}万元"
    return "" if value is None else number_text(value)


def print_explanation(report: Report, figure: Figure) -> None:
    """Print how a figure came about, down to the cells."""
    print(f"{figure.title}（{figure.id}）")
    print(f"口径：{figure.definition}")
    if figure.is_absent:
        print(f"没有数：{figure.reason}")
    else:
        value: Any = figure.value
        exact = f"（精确值 {_wan(value)}）" if isinstance(value, Amount) else ""
        print(f"结果：{figure_text(figure, report.profile.display)}{exact}")
    if figure.note:
        print(f"说明：{figure.note}")
    if figure.missing:
        print(f"缺数：{figure.missing}条记录没有所需单元格，未计入")
    rows = []
    total = 0
    for item in figure.contributions:
        total += 1
        if total <= _SHOWN_CONTRIBUTIONS:
            cells = "、".join(str(cell) for cell in item.cells) or "（无单元格）"
            rows.append((item.role, item.group, item.label, _wan(item.amount), cells))
    if rows:
        print(f"构成（{total}项）：")
        print(table(rows))
    if total > len(rows):
        print(f"……另有{total - len(rows)}项，用 --json 可看全部")


def print_remarks(remarks: Sequence[Finding]) -> None:
    """Print what exporters had to say of what they wrote."""
    for remark in remarks:
        mend = f"；{remark.mend}" if remark.mend else ""
        print(f"[{remark.grade.label}] {remark.place.file}：{remark.message}{mend}")


def report_summary(
    report: Report, written: Sequence[Path], remarks: Sequence[Finding] = ()
) -> None:
    """Print what was written and what was found."""
    print(f"{report.title}　截至{report.as_of.isoformat()}")
    for path in written:
        print(f"已写出：{path}")
    print_remarks(remarks)
    absent = sum(figure.is_absent for figure in report.figures.values())
    print(f"指标{len(report.figures)}项，其中{absent}项因缺少资料没有数")
    print_count(report.findings)


_KINDS = {
    "importers": "导入",
    "exporters": "导出",
    "templates": "模板",
    "profiles": "县区配置",
    "checks": "校核",
    "annotators": "校核副本",
    "documents": "读取文档",
    "pictures": "图",
    "commands": "命令",
}


def plugins_data(plugins: Plugins) -> dict[str, Any]:
    """Return what is installed, as JSON data."""
    data: dict[str, Any] = {}
    for kind in _KINDS:
        offered = getattr(plugins, kind)
        data[kind] = [
            {"name": name, "label": item.label, "provider": plugins.providers[kind, name]}
            for name, item in offered.items()
        ]
    for item in data["exporters"]:
        item["options"] = dict(plugins.exporters[item["name"]].options)
    data["failures"] = [
        {"plugin": failure.plugin, "provider": failure.distribution, "reason": failure.reason}
        for failure in plugins.failures
    ]
    return data


def print_plugins(plugins: Plugins) -> None:
    """Print what is installed and what failed."""
    data = plugins_data(plugins)
    rows = [
        (title, item["name"], item["label"], item["provider"])
        for kind, title in _KINDS.items()
        for item in data[kind]
    ]
    print(table(rows))
    options = [
        (item["name"], name, meaning)
        for item in data["exporters"]
        for name, meaning in item["options"].items()
    ]
    if options:
        print("\n导出选项（export --to 导出插件 --option 选项=值）：")
        print(table(options))
    for failure in plugins.failures:
        print(failure)
