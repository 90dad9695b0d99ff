"""The light of each project, and why, as columns of a detail sheet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from investtrack.analysis.lights import light_board
from investtrack.analysis.readers.readings import Scene
from investtrack.model.rules import Colour
from investtrack.report import Report
from investtrack_excel.export.fields import DetailColumn
from investtrack_excel.export.sheets import MARK, WRAP, Head


MANY = 5_000
"""Records from which on a workbook is large: lights are left out."""
_SILENT = {Colour.GREEN, Colour.GREY}
_UNSAID = (None, None)


def is_small(report: Report) -> bool:
    """Whether the ledger is of a county's ordinary size."""
    return sum(1 for _ in islice(report.ledger.records(), MANY)) < MANY


def light_fields(report: Report) -> tuple[DetailColumn, DetailColumn]:
    """Return the columns 亮灯 and 亮灯缘由; they read a record of 项目台账 or 入库计划."""
    said = dict(_said(report))
    return (
        DetailColumn(
            "light",
            "亮灯",
            Head("亮灯", MARK, is_reckoned=True),
            lambda records: [said.get(id(each), _UNSAID)[0] for each in records],
        ),
        DetailColumn(
            "why",
            "亮灯缘由",
            Head("亮灯缘由", WRAP, 44, is_reckoned=True),
            lambda records: [said.get(id(each), _UNSAID)[1] for each in records],
        ),
    )


def _said(report: Report) -> Iterator[tuple[int, tuple[str, str | None]]]:
    for found in light_board(Scene(report)).subjects:
        colour = found.colour
        said = (found.word, None if colour in _SILENT else found.reason)
        records: list[object] = [found.subject.project, *found.subject.entries]
        for record in records:
            if record is not None:
                yield id(record), said
