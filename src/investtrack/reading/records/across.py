"""Rows of 项目资金 out of columns of money by source: one a project and source, each amount with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve

from investtrack.model.fund import Fund, FundSource
from investtrack.model.ledger import Sheet
from investtrack.reading.layout.header_rows import Layout
from investtrack.reading.records.record import Filled, Maker
from investtrack.reading.sheet import Notes, Row, SheetMarks
from investtrack.values.amount import Unit
from investtrack.values.text_width import folded


def fund_makers(
    layout: Layout, unit: Unit, marks: SheetMarks, notes: Notes, sheets: Sequence[Sheet]
) -> list[tuple[FundSource, Maker]]:
    """Return what makes the row of each source out of a row of *layout*."""
    if not layout.sources:
        return []
    sheet = next(each for each in sheets if each.attribute == "funds")
    bare = evolve(layout, unknown={}, doubled=(), others=(), months=(), further=(), sources=())
    return [
        (each.source, Maker(sheet, evolve(bare, placed=(*each.who, *each.placed)), unit, marks, notes, {}))
        for each in layout.sources
    ]  # fmt: skip


def funds_of(
    makers: Sequence[tuple[FundSource, Maker]], row: Row, number: int, filled: Filled, said: int
) -> Iterator[Fund]:
    """Yield the money of a row, source by source; what was said of it since *said* is not said again."""
    for source, maker in makers:
        fund = maker.again(row, number, filled, said)
        if fund is not None and (is_stated(fund) or fund.origin.texts):
            yield evolve(fund, source=source)


def is_stated(fund: Fund) -> bool:
    """Whether a row of 项目资金 states anything but its project."""
    stated: tuple[Any, ...] = (fund.source, fund.allotted, fund.arrived, fund.paid)
    return any(each is not None for each in stated)


def without_stated(funds: Sequence[Fund], known: Sequence[Fund], notes: Notes) -> list[Fund]:
    """Return the *funds* written across that *known* does not state as well, saying which it does."""
    stated = {(who, fund.source) for fund in known for who in _who(fund)}
    kept: list[Fund] = []
    for fund in funds:
        if not any((who, fund.source) in stated for who in _who(fund)):
            kept.append(fund)
            continue
        key = next((k for k in ("allotted", "arrived", "paid") if fund.origin.has(k)), "name")
        cell = fund.origin.cell(key).cell
        notes.make("funds-stated-twice", cell, name=fund.name or "", source=str(fund.source), sheet=notes.sheet)  # fmt: skip
    return kept


def _who(fund: Fund) -> tuple[str, ...]:
    return tuple(each for each in (fund.code, fund.name and folded(fund.name)) if each)
