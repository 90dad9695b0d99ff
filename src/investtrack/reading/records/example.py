"""The example row of the blank form: what marks it, what stands in it, and what is left of it in a row begun over it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from investtrack.model.columns import CellKind
from investtrack.model.target import Indicator
from investtrack.reading.cells.cell_values import text_of
from investtrack.reading.layout.header_rows import Layout, Placed
from investtrack.reading.sheet import Notes, Row, address
from investtrack.values.amount import Unit
from investtrack.values.text_width import visible


EXAMPLE = "（示例）"
"""What the name in an example row of the blank form begins with; such a row is not read."""
_EXAMPLE = re.compile(r"^\s*[(（]\s*示\s*例\s*[)）]")
EXAMPLES: Mapping[str, Any] = {
    "name": "河东大桥建设项目", "code": "2101-000000-04-01-000000", "indicator": Indicator.INVESTMENT.value,
    "description": "管线迁改未完成", "owner": "云溪县交通建设有限公司", "responsible_unit": "县交通运输局",
    "leaders": "王一、李二", "batch": "{year}年第一批", "period": "{year}年一季度", "unit": Unit.WAN.value,
    "total_investment": 20000, "cumulative_before_year": 8000, "year_plan": 6000, "cumulative": 8450,
    "industry_code": "6510", "number": "1", "investor": "某某集团有限公司", "growth": 12.5, "amount": 77000,
    "base": 68000, "assigned_by": "市", "stage": "续建",
    "level": "省级重大", "is_real_estate": "否", "is_in_library": "是", "entered_on": "2020年6月", "funds_needed": 5000, "agreed": 20000, "paid_in": 3000,
}  # fmt: skip
"""Field → what the example row says of it."""
SERIES_EXAMPLE = 1500
"""What it says of the first quarter."""


def is_example(name: object) -> bool:
    """Whether a name is that of an example row."""
    return isinstance(name, str) and "示" in name and _EXAMPLE.match(visible(name)) is not None


FORM_ROW = 2
"""The row of the example, below a head of one row."""
_LEAST = 2
# Nobody's own code, firm or leaders are these.
_PLAIN = frozenset({"code", "owner", "leaders", "investor"})


def note_example_residue(row: Row, number: int, layout: Layout, notes: Notes) -> None:
    """Warn where a record in the example's row still has the example's code, firm or leaders, or two of its amounts.

    Whoever overwrites the name makes the row a record, and what stands in the other cells is counted.
    """
    if number != FORM_ROW or layout.header_row != FORM_ROW - 2:
        return
    left = [place for place in layout.placed if _is_example(place, row)]
    amounts = [place for place in left if place.key not in _PLAIN]
    if len(amounts) == len(left) and len(amounts) < _LEAST:
        return
    cells = "、".join(
        f"{address(place.index, number)} {text_of(row[place.index])}" for place in left
    )
    found = text_of(row[left[0].index])
    notes.make("example-left", address(left[0].index, number), row=number, cells=cells, found=found)


def _is_example(place: Placed, row: Row) -> bool:
    column = place.match.column
    if place.index >= len(row):
        return False
    if column.kind is CellKind.SERIES:
        return bool(row[place.index] == SERIES_EXAMPLE)
    if column.kind is not CellKind.MONEY and column.key not in _PLAIN:
        return False
    return column.key in EXAMPLES and bool(row[place.index] == EXAMPLES[column.key])
