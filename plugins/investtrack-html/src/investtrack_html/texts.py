"""How a field, an amount or a figure stands on the page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from investtrack.metrics.figure import Figure, Kind, rows_in_all
from investtrack.model.profile import DisplayProfile
from investtrack.tables.table import wan_text
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan
from investtrack.values.period import Period
from investtrack.values.rate import Rate
from investtrack.wording import figure_text, key_text, names_text, number_text, part_text, rate_text


_MOST = 6
"""Parts of a series, or names of a list, that a figure's one line shows."""


def wan(amount: Amount) -> str:
    """Return an amount exactly, in 万元, without the unit."""
    return wan_text(amount)


def exact(value: object) -> str | None:
    """Return what a record gives to a figure: money exactly in 万元, the rest as printed."""
    if type(value) is Amount:
        return wan_text(value)
    return None if value is None else number_text(value)


def text_of(value: object) -> str | None:  # noqa: PLR0911 - one return a type
    """Return a field's value as text; None for an empty cell."""
    if type(value) is Amount:
        return wan_text(value)
    if type(value) is str:
        return value or None
    if value is None or value in ((), ""):
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (DateSpan, Period)):
        return value.label
    if isinstance(value, Rate):
        return rate_text(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return "、".join(str(item) for item in value)
    return str(value)


def line_of(figure: Figure, display: DisplayProfile) -> str:
    """Return *figure* on one line; of a long series or list, how many it has."""
    value: Any = figure.value
    if value is None:
        return ""
    if figure.kind is Kind.SERIES and len(value) > _MOST:
        return f"共{len(value)}项"
    if figure.kind is Kind.LIST and len(value) > _MOST:
        names = [str(row.get("name") or "（未命名）") for row in value]
        return names_text(names, 3, rows_in_all(value))
    return figure_text(figure, display)


def parts_of(figure: Figure, display: DisplayProfile) -> list[list[str]]:
    """Return the parts of a series, each its name and its number."""
    value: object = figure.value
    if figure.kind is not Kind.SERIES or not isinstance(value, Mapping):
        return []
    return [
        [
            key_text(key, display),
            part_text(item, figure.display_unit, display, figure.part_titles),
        ]
        for key, item in value.items()
    ]
