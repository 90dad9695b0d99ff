"""What a typed field looks like in a ledger: label, kind, choices; its synonyms are in a table of their own.

The one place header knowledge lives: reader, template, exporter and data dictionary ask it.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any, TypeVar

import attrs
from attrs import frozen

from investtrack.model.synonyms import HEADER_SYNONYMS


AnyType = TypeVar("AnyType", bound=type)


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


AMOUNT_KINDS = frozenset({CellKind.MONEY, CellKind.SERIES})
"""The kinds whose cells hold money."""


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
    """Declare an attrs field that is a ledger column.

    Args:
        label: its header, without a unit.
        kind: how its cells are read, and so what its values are.
        choices: the values it may have, of a choice.
        pattern: of a series, its header with ``{Y}`` for the year and ``{M}`` for ``1—m月``.
        required: whether a row without it is no record.
        standard: whether the blank form has the column.
        note: what the data dictionary says of it.
        synonyms: other headers that mean it.
        default: what the field holds where the cell says nothing.
    """
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


# -- fields that explain themselves -----------------------------------------------------------------

_SHAPES = {
    CellKind.TEXT: "text",
    CellKind.NAMES: "names in the order written",
    CellKind.MONEY: "exact amount, 万元 in the ledger",
    CellKind.DATE: "a day, or the first and last day it may be",
    CellKind.FLAG: "yes, no, or unknown",
    CellKind.PERCENT: "exact rate, ％ in the ledger",
    CellKind.COUNT: "a whole number",
    CellKind.SERIES: "(month, exact amount) ascending, each cumulated from January, 万元 in the ledger",
    CellKind.PAPERS: "paper → its state",
}


def described(column: Column) -> str:
    """Return shape, unit, headers and note of a column, as they follow its meaning in the docstring of its field."""
    shape = f"one of {column.choices.__name__}" if column.choices else _SHAPES[column.kind]
    header = column.pattern.replace("{M}", "1—m月") or column.header
    also = f"; also {'、'.join(column.synonyms)}" if column.synonyms else ""
    return f" ({shape}). {header}{also}." + (f" {column.note}。" if column.note else "")


def explained(record: AnyType) -> AnyType:
    """Let ``help`` tell of each field of *record* what its docstring in the source says, for which nothing is loaded before."""
    type.__setattr__(record, "__doc__", _Explained(record.__doc__ or ""))
    return record


class _Explained:
    """A docstring that is made when it is asked for."""

    def __init__(self, summary: str) -> None:
        self.summary = summary

    def __get__(self, instance: object, owner: type) -> str:
        lines = "\n".join(f"    {key}: {words}" for key, words in _fields(owner))
        return f"{inspect.cleandoc(self.summary)}\n\nAttributes:\n{lines}\n"


def _fields(record: type) -> Iterator[tuple[str, str]]:
    said = {key: words for kind in reversed(record.__mro__) for key, words in _said(kind).items()}
    for column in columns(record):
        yield column.key, said.get(column.key) or f"{column.label}{described(column)}"
    if "origin" in attrs.fields_dict(record):
        yield "origin", "The row it was read from, which knows the cell of every field."


@lru_cache(maxsize=64)
def _said(record: type) -> dict[str, str]:
    """Return the docstrings of fields in the source of a class; none where there is no source."""
    try:
        (made,) = ast.parse(inspect.cleandoc(inspect.getsource(record))).body
    except (OSError, TypeError, SyntaxError, ValueError):
        return {}
    body = made.body if isinstance(made, ast.ClassDef) else []
    return {
        field.target.id: " ".join(below.value.value.split())
        for field, below in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }  # fmt: skip
