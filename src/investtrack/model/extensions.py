"""What plugins add to a run: columns of records, whole sheets, figures, words; carried by the profile, from reading to export.

A record with further columns is of a class made of the standard one, so that whoever reads a field by its name, and
everything derived from :func:`columns`, follows without knowing of plugins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from types import GenericAlias
from typing import Any

import attrs
from attrs import field, frozen

from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.ledger import SHEETS, Ledger, Sheet
from investtrack.model.series import Series
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan
from investtrack.values.frozen import frozen_dict
from investtrack.values.rate import Rate


_TYPES: Mapping[CellKind, Any] = {
    CellKind.TEXT: str | None,
    CellKind.COUNT: int | None,
    CellKind.MONEY: Amount | None,
    CellKind.DATE: DateSpan | None,
    CellKind.FLAG: bool | None,
    CellKind.PERCENT: Rate | None,
    CellKind.NAMES: tuple[str, ...],
    CellKind.SERIES: Series,
}


@frozen
class ExtraColumn:
    """A column that a plugin adds to the records of a standard sheet.

    Attributes:
        sheet: attribute of the ledger, such as ``projects``.
        name: attribute of its records.
        column: what it looks like in a ledger; made by :func:`extra_column`.
    """

    sheet: str
    name: str
    column: Column

    @property
    def label(self) -> str:
        """Its header."""
        return self.column.label

    @property
    def type(self) -> Any:  # noqa: ANN401 - an annotation
        """The annotation of its values."""
        return self.column.choices | None if self.column.choices else _TYPES[self.column.kind]

    def of(self, record: object) -> Any:  # noqa: ANN401 - of its type
        """Return the value that *record* has of it; None of a record made without it."""
        return getattr(record, self.name, None)


def extra_column(  # noqa: PLR0913 - one keyword a trait of the column
    sheet: str,
    name: str,
    label: str,
    kind: CellKind = CellKind.TEXT,
    *,
    synonyms: Sequence[str] = (),
    choices: type[StrEnum] | None = None,
    pattern: str = "",
    standard: bool = False,
    note: str = "",
) -> ExtraColumn:
    """Declare a column that a plugin adds to a standard sheet.

    Args:
        sheet: attribute of the ledger, such as ``projects``.
        name: attribute that records get, an identifier.
        label: its header, without unit.
        kind: how its cells are read, and so what its values are.
        synonyms: other headers that mean it.
        choices: the values it may have; it is then a choice.
        pattern: of a series, its header with ``{Y}`` and ``{M}``.
        standard: whether the blank form asks for it.
        note: what the data dictionary says of it.

    Raises:
        ValueError: there is no such sheet, the name is none or taken, or a header is another column's.
    """
    kind = CellKind.CHOICE if choices else kind
    made = Column(
        name, label, kind, tuple(synonyms), choices, pattern, standard=standard, note=note
    )
    known = next((each for each in SHEETS if each.attribute == sheet), None)
    if known is None:
        raise ValueError(f"no sheet {sheet!r}: {', '.join(each.attribute for each in SHEETS)}")
    if not name.isidentifier() or name in {each.name for each in attrs.fields(known.record)}:
        raise ValueError(f"{sheet} has {name!r} already, or it is no identifier")
    if kind is CellKind.PAPERS or (kind is CellKind.SERIES) != bool(pattern):
        raise ValueError(
            f"{name!r}: a series has a pattern, and nothing else has; papers cannot be added"
        )
    for each in columns(known.record):
        if taken := {label, *synonyms} & {each.label, *each.synonyms}:
            raise ValueError(f"{name!r}: {'、'.join(sorted(taken))} is {sheet}.{each.key}")
    return ExtraColumn(sheet, name, made)


# -- classes with further fields ------------------------------------------------------------------


@cache
def _extended(record: type, added: tuple[ExtraColumn, ...]) -> type:
    """Return *record* with the fields *added*; one class for the same fields, so that types compare by identity."""
    body = {
        each.name: attrs.field(
            default=() if each.column.kind in {CellKind.NAMES, CellKind.SERIES} else None,
            kw_only=True, metadata={Column: each.column},
        )
        for each in added
    }  # fmt: skip
    rest = {
        "__doc__": vars(record)["__doc__"],
        "__reduce__": lambda self: (_made, (record, added, attrs.asdict(self, recurse=False))),
    }
    made: type = attrs.make_class(
        record.__name__, body, bases=(record,), class_body=rest, frozen=True, kw_only=True
    )
    made.__module__ = record.__module__
    made.__annotations__ = {each.name: each.type for each in added}
    attrs.resolve_types(made)  # those of the class it is made of may be resolved by now, or not
    return made


def _made(record: type, added: tuple[ExtraColumn, ...], values: Mapping[str, Any]) -> object:
    return _extended(record, added)(**values)


@cache
def _sheets_of(added: tuple[ExtraColumn, ...], extra: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Return the standard sheets with the columns *added*, then *extra*."""
    if not added and not extra:
        return SHEETS
    found = []
    for sheet in SHEETS:
        own = tuple(each for each in added if each.sheet == sheet.attribute)
        found.append(attrs.evolve(sheet, record=_extended(sheet.record, own)) if own else sheet)
    return (*found, *extra)


@cache
def _ledger_of(added: tuple[ExtraColumn, ...], extra: tuple[Sheet, ...]) -> type[Ledger]:
    """Return the class of ledgers that have those sheets; one for the same, so that types compare by identity."""
    if not added and not extra:
        return Ledger
    sheets = _sheets_of(added, extra)
    body = {each.attribute: attrs.field(default=None, kw_only=True) for each in extra}
    rest = {
        "__doc__": Ledger.__doc__,
        "sheets": property(lambda _: sheets),
        "__reduce__": lambda self: (
            _made_ledger, (added, extra, attrs.asdict(self, recurse=False)),
        ),
    }  # fmt: skip
    made: type[Ledger] = attrs.make_class(
        "Ledger", body, bases=(Ledger,), class_body=rest, frozen=True, kw_only=True, repr=False
    )
    made.__module__ = Ledger.__module__
    made.__annotations__ = {
        each.attribute: GenericAlias(tuple, (each.record, ...)) | None for each in sheets
    }
    attrs.resolve_types(made)
    return made


def _made_ledger(
    added: tuple[ExtraColumn, ...], extra: tuple[Sheet, ...], values: Mapping[str, Any]
) -> Ledger:
    return _ledger_of(added, extra)(**values)


# -- what a run has --------------------------------------------------------------------------------


@frozen(eq=False, kw_only=True)
class Extensions:
    """What plugins add, assembled.

    Attributes:
        extra_sheets: whole further sheets.
        columns: further columns of standard sheets.
        definitions: every figure of the run, the core's included; empty where there are no others.
        checks: further checks.
        phrases: sentences of a report, for whoever prints one.
        filters: ways to word a figure in a template.
        restore: gives the same in another process, where what is held cannot be pickled.
    """

    columns: tuple[ExtraColumn, ...] = ()
    extra_sheets: tuple[Sheet, ...] = ()
    definitions: tuple[Any, ...] = ()
    checks: tuple[Any, ...] = ()
    phrases: Mapping[str, Any] = field(factory=dict, converter=frozen_dict)
    filters: Mapping[str, Any] = field(factory=dict, converter=frozen_dict)
    restore: Callable[[], Extensions] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        if self.restore is not None:
            return self.restore, ()
        return _restored, (attrs.asdict(self, recurse=False),)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Every sheet of the run, the standard ones first, with the types of their records."""
        return _sheets_of(self.columns, self.extra_sheets)

    @property
    def ledger(self) -> type[Ledger]:
        """The class of ledgers of the run."""
        return _ledger_of(self.columns, self.extra_sheets)

    def fit(self, ledger: Ledger) -> Ledger:
        """Return *ledger* with records of the types of the run; what it states stays as it is."""
        kind = self.ledger
        if kind is Ledger or type(ledger) not in {Ledger, kind}:
            return ledger
        values = attrs.asdict(ledger, recurse=False)
        for sheet in self.sheets:
            records = values.get(sheet.attribute)
            if records and any(type(record) is not sheet.record for record in records):
                values[sheet.attribute] = tuple(_as(sheet.record, record) for record in records)
        return kind(**values)


def _as(kind: type, record: attrs.AttrsInstance) -> object:
    if type(record) is kind or not issubclass(kind, type(record)):
        return record
    return kind(**attrs.asdict(record, recurse=False))


def _restored(values: Mapping[str, Any]) -> Extensions:
    return Extensions(**values)


NO_EXTENSIONS = Extensions()
"""What a run has where no plugin adds anything."""
