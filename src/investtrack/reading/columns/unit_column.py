"""A column 单位 beside amounts: the unit of money of each row, where the headers name none."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from investtrack.model.columns import AMOUNT_KINDS
from investtrack.reading.headers.meanings import clean
from investtrack.reading.layout.header_rows import Layout
from investtrack.reading.sheet import Notes, address
from investtrack.values.amount import Unit
from investtrack.values.units import money_unit


_HEADERS = frozenset({"单位", "金额单位", "计量单位", "货币单位", "投资单位"})


def are_units_named(layout: Layout) -> bool:
    """Whether the header of every column of amounts names its unit."""
    return all(p.match.unit for p in layout.placed if p.match.column.kind in AMOUNT_KINDS)


@frozen
class UnitColumn:
    """Which unit each row's amounts are in, as far as its column names none.

    Attributes:
        index: zero-based column.
        usual: the unit of a row that names none: of the rows that do, if they agree, else of the sheet.
        is_mixed: whether rows name different units.
    """

    index: int
    usual: Unit
    is_mixed: bool

    @classmethod
    def found(
        cls, layout: Layout, body: Sequence[Sequence[object]], unit: Unit
    ) -> UnitColumn | None:
        """Return the column of unknown header whose cells in *body* name units of money; None where none does.

        单位 may be the office of a project as well: then its cells name no money.
        """
        if are_units_named(layout):
            return None
        for index, header in layout.unknown.items():
            if clean(header) not in _HEADERS:
                continue
            words = [str(row[index]) for row in body if index < len(row) and row[index] != ""]
            units = {named for word in words if (named := money_unit(clean(word)))}
            if units:
                is_mixed = len(units) > 1
                return cls(index, unit if is_mixed else units.pop(), is_mixed)
        return None

    def of(self, cell: object, number: int, notes: Notes) -> Unit:
        """Return the unit of one-based row *number*; where *cell* names none in a mixed column, or an odd one, that is said."""
        written = clean(cell)
        named = money_unit(written) if written else None
        if named is None and (written or self.is_mixed):
            at = address(self.index, number)
            notes.make(
                "unit-unreadable", at, variant="of-row", unit=written or "空", taken=self.usual
            )
        return named or self.usual
