"""What a typed field looks like in a ledger: label, kind, choices; its synonyms are in a table of their own.

The one place header knowledge lives: reader, template, exporter and data dictionary ask it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any

import attrs
from attrs import frozen

from investtrack.model.synonyms import HEADER_SYNONYMS


class CellKind(StrEnum):
    """How the cells of a column are read and written."""

    TEXT = "text"
    NAMES = "names"  # several people or units in one cell
    MONEY = "money"
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"  # 是/否
    PERCENT = "percent"
    COUNT = "count"  # a whole number, such as of times
    SERIES = "series"  # one column a month, cumulated from January
    PAPERS = "papers"  # one column a paper


@frozen
class Column:
    """A field of a record as a ledger column.

    Attributes:
        key: attribute name in the record.
        label: canonical header, without its unit.
        kind: how its cells are read.
        synonyms: other headers that mean it.
        choices: allowed values of a choice.
        pattern: for a series, the header with ``{Y}`` for the year and ``{M}`` for ``1—m月``.
        required: whether a row without it is no record.
        standard: whether the standard ledger has the column.
        note: what the data dictionary says of it.
    """

    key: str
    label: str
    kind: CellKind
    synonyms: tuple[str, ...] = ()
    choices: type[StrEnum] | None = None
    pattern: str = ""
    required: bool = False
    standard: bool = True
    note: str = ""

    @property
    def header(self) -> str:
        """The canonical header with its unit."""
        unit = {CellKind.MONEY: "（万元）", CellKind.PERCENT: "（％）"}.get(self.kind, "")
        return self.label + (unit if "（" not in self.label else "")


def column(  # noqa: PLR0913 - one keyword a trait of the column
    label: str,
    kind: CellKind = CellKind.TEXT,
    *,
    choices: type[StrEnum] | None = None,
    pattern: str = "",
    required: bool = False,
    standard: bool = True,
    note: str = "",
    synonyms: Sequence[str] = (),
    default: object = None,
) -> Any:  # noqa: ANN401 - stands for any field type, as attrs.field does
    """Declare an attrs field that is a ledger column."""
    made = Column("", label, kind, tuple(synonyms), choices, pattern, required, standard, note)
    return attrs.field(default=default, kw_only=True, metadata={Column: made})


@lru_cache(maxsize=64)
def columns(record: type) -> tuple[Column, ...]:
    """Return the columns of a record type, in the order of its fields."""
    synonyms = HEADER_SYNONYMS.get(record.__name__, {})
    return tuple(
        attrs.evolve(
            made := field.metadata[Column],
            key=field.name,
            synonyms=(*made.synonyms, *synonyms.get(field.name, "").split()),
        )
        for field in attrs.fields(record)
        if Column in field.metadata
    )


@lru_cache(maxsize=64)
def column_by_key(record: type) -> dict[str, Column]:
    """Return the columns of a record type by key."""
    return {column.key: column for column in columns(record)}
