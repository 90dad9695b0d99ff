"""Writes docs/reference/layouts.md: what is recognised in each layout, with a profile and without."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from excel_layouts.count import Count
    from excel_layouts.made import Layout


def layouts_page(folder: Path, counted: Callable[[Layout, bool], Count]) -> str:
    """Return the page of what *counted* tells of each layout, with a profile or without; workbooks are made in *folder*."""
    from excel_layouts import LAYOUTS
    from excel_layouts.count import STATES

    lines = [
        "# Layouts of real ledgers\n",
        "Seventeen layouts that offices use, made anew with invented rows (`plugins/investtrack-excel/tests/layouts`),",
        "and what `investtrack check --columns` says of their columns. **read**: into a field of the standard ledger;",
        "**left**: understood, and no field holds it (a place, a telephone number, a single month, a ten-day amount);",
        "**seen**: recognised, on a sheet that is left out as a whole (the same projects again, or no header over the names);",
        "**asked**: several meanings, or a month that nothing names: a finding names the choices; **unmapped**: not",
        "understood. **vital** are the columns of amounts, dates, stages and names: how many were read + left or seen, rightly, of",
        "all there are; together they are the recognised ones. No column is taken for another: a test holds each against what it truly means.\n",
    ]
    for with_profile, title in ((False, "Without a profile"), (True, "With a profile")):
        lines += [
            f"## {title}\n",
            "| layout | what it is | read | left | seen | asked | unmapped | vital | wrong |",
            "|---|---|---:|---:|---:|---:|---:|---:|---:|",
        ]
        sums = [0] * 9
        for layout in LAYOUTS:
            found = counted(layout, with_profile)
            states = [found.states[state] for state in STATES]
            numbers = [*states, found.kept, found.recognised, found.vital, len(found.wrong)]
            sums = [a + b for a, b in zip(sums, numbers, strict=True)]
            lines.append(_row(layout.key, layout.source, numbers))
        lines += [
            _row(
                "**all**",
                f"{sums[6] * 1000 // sums[7] / 10} % of the vital columns recognised, {sums[5] * 1000 // sums[7] / 10} % read",
                sums,
            ),
            "",
        ]
    lines += list(_asked(folder))
    lines += [
        "With its profile a layout is the same workbook and a `[[mapping]]` of a few lines; see [](../how-to/mapping.md).",
        "This page is written by `python plugins/investtrack-excel/tests/layouts/page.py`; a test fails while it lags behind.",
    ]
    return "\n".join(lines) + "\n"


def _asked(folder: Path) -> Iterator[str]:
    """Yield what ``investtrack ask`` asks of each layout, and how many figures there are before and after."""
    from excel_layouts import LAYOUTS
    from excel_layouts.asked import PERIOD, ask

    names = {
        "library": "在库",
        "cumulative": "累计",
        "period": "报告期",
        "months": "月份",
        "units": "单位",
        "target": "层级",
    }
    yield "## With the questions of `investtrack ask` answered as proposed\n"
    yield "| layout | questions | about | figures before | figures after |"
    yield "|---|---:|---|---:|---:|"
    numbers, reported = [], 0
    for layout in LAYOUTS:
        found = ask(layout, folder)
        about = "、".join(
            names.get(q.key, "列") + ("" if q.proposal else "*") for q in found.questions
        )
        before = "none: no period" if found.before is None else str(found.before)
        yield f"| {layout.key} | {len(found.questions)} | {about} | {before} | {found.after} |"
        numbers.append(len(found.questions))
        reported += found.after is not None
    yield f"| **all** | at most {max(numbers)} | {reported} of {len(numbers)} layouts give a report | | |"
    yield ""
    yield f"\\* nothing proposes an answer: {PERIOD} was given. Figures without data of their own (goals, entries) stay absent.\n"


def _row(key: str, source: str, numbers: list[int]) -> str:
    read, left, seen, asked, unmapped, kept, recognised, vital, wrong = numbers
    return f"| {key} | {source} | {read} | {left} | {seen} | {asked} | {unmapped} | {kept}+{recognised - kept}/{vital} | {wrong} |"


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import conftest  # noqa: F401 - makes excel_layouts importable
    from excel_layouts.count import count

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        text = layouts_page(
            folder, lambda layout, is_own: count(layout, folder, with_profile=is_own)
        )
    (Path(__file__).parents[4] / "docs" / "reference" / "layouts.md").write_text(
        text, encoding="utf-8"
    )
