"""What stands alike in many rows of a column is told once: the first cell, how many rows, two examples more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

from attrs import Factory, define, evolve, frozen

from investtrack.checks.made import fault
from investtrack.findings import Finding
from investtrack.metrics.figure import label_of
from investtrack.model.source import Origin
from investtrack.values.cell import CellRef
from investtrack.values.dates import DateSpan


_SHOWN = 3
_NONE: Mapping[str, object] = MappingProxyType({})


class Recorded(Protocol):
    """What was read from a row."""

    @property
    def origin(self) -> Origin:
        """Where it was read from."""


@frozen
class _Row:
    record: Recorded
    key: str
    related: tuple[CellRef, ...] = ()
    fields: Mapping[str, object] = _NONE
    several: Mapping[str, object] = _NONE


@define
class Alike:
    """Gathers what is worth one sentence a column, not one a row (同类合并)."""

    _rows: dict[tuple[str, str, int, str], list[_Row]] = Factory(dict)

    def tally(
        self,
        code: str,
        record: Recorded,
        key: str,
        /,
        *,
        several: Mapping[str, object] = _NONE,
        related: tuple[CellRef, ...] = (),
        **fields: object,
    ) -> None:
        """Take note that *code* holds at field *key* of *record*.

        Args:
            code: of the finding.
            record: whose row.
            key: its field; those of several months count as one column.
            several: what the fields say instead where it is so in several rows.
            related: further cells that take part.
            fields: of the finding; of a date its label, written out only where it is shown.
        """
        self._take(code, "", _Row(record, key, related, fields, several))

    def missing(
        self,
        code: str,
        record: Recorded,
        key: str,
        /,
        *,
        variant: str = "",
    ) -> Iterator[Finding]:
        """Yield that field *key* of *record* is empty; where the sheet has no such column, that is told once."""
        if record.origin.sheet.sheet and not record.origin.has(key):
            self._take(code, variant, _Row(record, key))
        else:
            yield fault(code, record, key, variant=variant)

    def _take(self, code: str, variant: str, row: _Row) -> None:
        place = (code, variant, id(row.record.origin.sheet), row.key.partition(".")[0])
        self._rows.setdefault(place, []).append(row)

    def findings(self) -> Iterator[Finding]:
        """Yield what was gathered."""
        for (code, variant, _, _), rows in self._rows.items():
            first, others = rows[0], rows[1:_SHOWN]
            fields = {**first.fields, **(first.several if others else _NONE)}
            for key, value in fields.items():
                fields[key] = value.label if isinstance(value, DateSpan) else value
            made = fault(code, first.record, first.key, variant=variant, related=first.related, **fields)  # fmt: skip
            if others:
                cells = tuple(row.record.origin.cell(row.key) for row in others)
                made = evolve(made, message=_of_rows(made.message, first, len(rows)), related=cells)
            yield made


def _of_rows(message: str, first: _Row, number: int) -> str:
    """Return a message on one name as one on as many rows."""
    name = f"“{label_of(first.record)}”"
    if not message.startswith(name):
        raise ValueError(f"cannot stand for several rows: {message}")
    return f"{name}等{number}行{message.removeprefix(name)}"
