"""Merges cells downward over records that say the same: one unit for several of its projects."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from investtrack_forms.expressions.fields import Field, field_of
from investtrack_forms.expressions.lines import Chosen
from investtrack_forms.expressions.report_context import ReportContext, plain_text
from investtrack_ooxml.spreadsheet.addresses import address
from investtrack_ooxml.spreadsheet.cells import blank
from investtrack_ooxml.spreadsheet.row_mapping import RowBlock
from investtrack_ooxml.spreadsheet.styles import tag


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from investtrack_forms.xlsx.reading import Slot

# What may stand before the merges in a sheet, nearest first, so that they stand where the format wants them.
_BEFORE = (
    "customSheetViews", "dataConsolidate", "sortState", "autoFilter", "scenarios", "protectedRanges",
    "sheetProtection", "sheetCalcPr", "sheetData",
)  # fmt: skip


def merge_equal(
    root: _Element,
    report_context: ReportContext,
    chosen: Chosen,
    block: RowBlock,
    slots: Iterable[Slot],
) -> None:
    """Merge the cells of *chosen*'s merge fields over neighbours of one group that say the same.

    Args:
        root: the sheet, filled.
        report_context: what it was filled from.
        chosen: the repeated rows.
        block: where they stand.
        slots: the cells of the form's row of a record.
    """
    ready = chosen.ready
    wanted = [field_of(ready.records, name) for name in ready.rows.merge]
    cells = {cell.get("r", ""): cell for cell in root.iter(tag("c"))}
    areas: list[str] = []
    for slot in slots:
        whole = slot.pieces.whole if slot.pieces else None
        field = next((f for f in wanted if whole and whole.name in {f.key, f.label}), None)
        if field is None:
            continue
        for first, last in _runs(report_context, chosen, block, field):
            areas.append(f"{address(first, slot.column)}:{address(last, slot.column)}")
            for row in range(first + 1, last + 1):
                blank(cells[address(row, slot.column)])
    _add(root, areas)


def _runs(
    report_context: ReportContext, chosen: Chosen, block: RowBlock, field: Field
) -> Iterator[tuple[int, int]]:
    """Yield the first and last row of each run of records of one group that say the same, and something."""
    told = [
        (block.at + offset, line.path[:-1], plain_text(field.get(report_context, line.record)[0]))
        for offset, line in enumerate(chosen.lines)
        if line.record is not None
    ]
    for (_, text), run in groupby(told, key=lambda item: (item[1], item[2])):
        rows = [row for row, _, _ in run]
        if text and len(rows) > 1:
            yield rows[0], rows[-1]


def _add(root: _Element, areas: list[str]) -> None:
    from lxml import etree

    if not areas:
        return
    merges = root.find(tag("mergeCells"))
    if merges is None:
        merges = etree.Element(tag("mergeCells"))
        next(found for name in _BEFORE if (found := root.find(tag(name))) is not None).addnext(
            merges
        )
    for area in areas:
        etree.SubElement(merges, tag("mergeCell"), ref=area)
    merges.set("count", str(len(merges)))
