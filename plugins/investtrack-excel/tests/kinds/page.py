"""Writes docs/reference/kinds.md: what becomes of each kind of cell and sheet in each file type."""

from __future__ import annotations

import sys
import tempfile
from itertools import groupby
from pathlib import Path


_TYPES = (("xlsx", ".xlsx"), ("xls, et", ".xls"), ("ods", ".ods"), ("csv", ".zip"))


def kinds_page(folder: Path) -> str:
    """Return the page; files are made in *folder*."""
    from excel_kinds import STAINS
    from excel_kinds.docx import outcome_in_word
    from excel_kinds.judge import outcomes

    found = {suffix: outcomes(STAINS, suffix, folder) for _, suffix in _TYPES}
    lines = [
        "# Kinds of cells and sheets\n",
        "What the reader makes of cells and sheets that are not what they seem. **right**: every figure is that of the ledger without it;",
        "**asked**: the altered cell is named by a finding, and no figure takes it for anything else; **cannot occur**: the file type has no",
        "such thing. In Word documents the kinds stand in a table whose sum is proofread: **right**: the sum is verified; **left aside**: it",
        "is not judged, and never called wrong. Cells of csv hold the text that a spreadsheet shows.\n",
        "**Cannot be seen**: what a rule of conditional formatting strikes out, hides or colours. What it does depends on formulas that only a",
        "spreadsheet program evaluates, so such cells are read as they are stored; strike out the cells themselves where they are not to count.",
        "Nor is text told from a ground that a picture, a chart or the style of a table lays behind it.\n",
        "`plugins/investtrack-excel/tests/kinds` makes each kind, and combinations of up to six of them in ledgers drawn by chance:",
        "`python plugins/investtrack-excel/tests/kinds/soak.py --runs 10000` reads ten thousand, with `--clean` as many without any.\n",
    ]
    for item, stains in groupby(
        sorted(STAINS, key=lambda s: int(s.item.split()[0])), key=lambda s: s.item
    ):
        lines += [
            f"## {item.partition(' ')[2].capitalize() if not item.startswith('6') else 'CSV'}\n",
            "| kind | xlsx | xls, et | ods | csv | docx |",
            "|---|---|---|---|---|---|",
        ]
        for stain in stains:
            states = [found[suffix][stain.key] for _, suffix in _TYPES]
            states.append(outcome_in_word(stain, folder / "汇报.docx"))
            lines.append(f"| {stain.title} | {' | '.join(states)} |")
        lines.append("")
    lines.append(
        "This page is written by `python plugins/investtrack-excel/tests/kinds/page.py`; a test fails while it lags behind."
    )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import conftest  # noqa: F401 - makes excel_kinds importable

    with tempfile.TemporaryDirectory() as made:
        text = kinds_page(Path(made))
    (Path(__file__).parents[4] / "docs" / "reference" / "kinds.md").write_text(
        text, encoding="utf-8"
    )
