"""Reads a written workbook back: every figure's number and words where they were to be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from investtrack.metrics.figure import Figure
from investtrack.plugin.read_back import unlike
from investtrack.report import Report
from investtrack.wording import figure_text
from investtrack_excel.export import phrases
from investtrack_excel.export.cell_text import fitting, number_text
from investtrack_excel.export.grid import FIGURES, FIRST_ROW


def faults_of_workbook(report: Report, path: Path) -> list[str]:
    """Return the figures whose number or words are not in the workbook at *path* as they were to be, in Chinese."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as workbook:
        rows = workbook.get_sheet_by_name(FIGURES).to_python(skip_empty_area=False)
    found: dict[str, object] = {}
    for cells in rows[FIRST_ROW - 1 :]:
        name, title, number, _, said = cells[:5]
        if name:
            found[str(title)] = (said, number)
    parts = {
        figure.title: phrases.parts_below(len(figure.value))
        for figure in report.figures.values()
        if isinstance(figure.value, Mapping)
    }
    display = report.profile.display
    wanted: dict[str, object] = {
        figure.title: (
            "" if figure.is_absent else fitting(figure_text(figure, display)),
            _number(figure),
        )
        for figure in report.figures.values()
    }
    for title, said in parts.items():
        if title in found and found[title] == (said, ""):
            wanted[title] = (said, "")
    return unlike(wanted, found)


def _number(figure: Figure) -> object:
    value: Any = figure.value
    if value is None or isinstance(value, tuple) or hasattr(value, "items"):
        return ""
    return float(number_text(value))
