"""What a file's opener hands to the reader beside the values of cells."""

from __future__ import annotations

from attrs import field, frozen


@frozen
class SheetMarks:
    """What a sheet holds that the values of its cells do not tell.

    Attributes:
        errors: cell → error text, such as ``#REF!``.
        uncomputed: cells with a formula and no computed value.
        hidden_rows: one-based numbers of hidden rows.
        corner: address of the last row and last column that hold anything, where that is too far.
    """

    errors: dict[str, str] = field(factory=dict)
    uncomputed: frozenset[str] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    corner: str = ""
