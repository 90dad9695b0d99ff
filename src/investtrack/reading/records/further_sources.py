"""Rows of 项目资金 below the one that names their project: a further source of it each, and the sum of them."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from attrs import frozen

from investtrack.reading.headers.header import clean
from investtrack.reading.layout.row_kinds import is_blank, is_sum
from investtrack.reading.sheet import Row


@frozen
class FurtherSources:
    """What such rows are known by.

    Attributes:
        source: column of the source.
        naming: columns that name the project.
    """

    source: int
    naming: tuple[int, ...]

    @classmethod
    def of(cls, attribute: str, columns: Mapping[str, int]) -> FurtherSources | None:
        """Return it for the sheet of *attribute*, whose fields stand in *columns*; None for any but 项目资金."""
        if attribute != "funds" or "source" not in columns:
            return None
        return cls(columns["source"], tuple(columns[key] for key in ("name", "code") if key in columns))  # fmt: skip

    def has(self, row: Row) -> bool:
        """Whether *row* states a source, and no project."""
        return self.source < len(row) and not is_blank(row[self.source]) and all(
            index >= len(row) or is_blank(row[index]) for index in self.naming
        )  # fmt: skip

    def is_sum(self, row: Row) -> bool:
        """Whether *row* is the sum of the sources above: its source is called 合计."""
        cell = row[self.source] if self.has(row) else ""
        return isinstance(cell, str) and is_sum(clean(cell))

    def name(
        self, number: int, above: Row, above_number: int, filled: MutableMapping[tuple[int, int], tuple[Any, int]]
    ) -> None:  # fmt: skip
        """Add to *filled* what names the project of one-based row *number*: as in the row *above*."""
        for index in self.naming:
            if index < len(above):
                filled[number, index] = filled.get((above_number, index)) or (above[index], above_number)  # fmt: skip
