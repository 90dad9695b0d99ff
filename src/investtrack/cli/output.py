"""What a clerk reads on the screen."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from investtrack.cli.terminal import bare


if TYPE_CHECKING:
    from investtrack.findings import Finding

Step = Callable[[str], None]
_FORBIDDEN = '\\/:*?"<>|'


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
    with Progress(console=Console(file=bare(sys.stderr)), transient=True) as bar:
        task = bar.add_task(label, total=total)
        begun = False

        def step(name: str) -> None:
            nonlocal begun
            bar.update(task, description=f"{label} {name}", advance=1 if begun else 0)
            begun = True

        yield step


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return *rows* as aligned text; the last column is left ragged."""
    from investtrack.values.text_width import display_width

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


def file_name(title: str) -> str:
    """Return *title* without what no file's name may hold."""
    return "".join("_" if char in _FORBIDDEN or char < " " else char for char in title)


def count_line(findings: Sequence[Finding]) -> str:
    """Return how many findings there are by grade."""
    if not findings:
        return "校核未发现问题"
    from investtrack.findings import Grade

    counts = [(grade.label, sum(f.grade is grade for f in findings)) for grade in Grade]
    return f"校核发现：{'、'.join(f'{label}{number}条' for label, number in counts)}"


def remark_line(remark: Finding) -> str:
    """Return what an exporter had to say of what it wrote."""
    mend = f"；{remark.mend}" if remark.mend else ""
    return f"[{remark.grade.label}] {remark.place.file}：{remark.message}{mend}"
