"""A total that cannot be names the cells of the three amounts that make most of it; of equal ones those that stand first."""

from types import SimpleNamespace

from investtrack import Amount, Unit
from investtrack.checks.magnitudes import _largest
from investtrack.model.source import CellRef


def part(amount, *cells):
    value = None if amount is None else Amount.of(amount, Unit.WAN)
    return SimpleNamespace(amount=value, cells=tuple(CellRef("台账.xlsx", "项目台账", cell) for cell in cells))  # fmt: skip


def test_the_three_largest_are_named_by_their_first_cell():
    parts = [
        part(5, "B2", "C2"),
        part(None, "B3"),
        part(9, "B1"),
        part(9, "B4"),
        part(1, "B5"),
        part(7),
    ]
    found = _largest(SimpleNamespace(contributions=parts))
    assert [cell.cell for cell in found] == ["B1", "B4"]


def test_of_fewer_all_are():
    found = _largest(SimpleNamespace(contributions=[part(5, "B2"), part(6, "B3")]))
    assert [cell.cell for cell in found] == ["B3", "B2"]
