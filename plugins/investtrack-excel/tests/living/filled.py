"""Fills the blank form with a ledger, as clerks and their programs do."""

from collections.abc import Mapping
from datetime import datetime, time

from attrs import evolve

from investtrack.model.columns import CellKind, columns
from investtrack.model.ledger import SHEETS
from investtrack.model.source import NOWHERE
from investtrack.model.target import Target
from investtrack.values.amount import Unit


FIRST_ROW = 3  # below the example


def fill(book, ledger):
    """Write every record of *ledger* below the example rows of *book*; a sheet the ledger has not is removed."""
    info = {row[0].value: row[1] for row in book["基本信息"].iter_rows(min_row=2)}
    info["地区"].value = ledger.region.name
    info["上级地区"].value = ledger.region.parent
    info["填报单位"].value = ledger.region.reporting_unit
    info["报告期"].value = ledger.period.label
    info["截止日期"].value = str(ledger.as_of)
    for sheet in SHEETS:
        records = getattr(ledger, sheet.attribute)
        if records is None:
            del book[sheet.name]
            continue
        worksheet = book[sheet.name]
        places = {cell.value: cell.column for cell in worksheet[1]}
        for row, record in enumerate(records, FIRST_ROW):
            for header, value in _cells(sheet, record):
                worksheet.cell(row, places[header]).value = value


def _cells(sheet, record):
    """Yield (header, value) of each filled cell of a record."""
    for column in columns(sheet.record):
        value = getattr(record, column.key)
        if value is None or value == ():
            continue
        if column.kind is CellKind.SERIES:
            for end, amount in value:
                text = column.pattern.replace("{Y}", str(end.year))
                yield text.replace("{M}", end.ytd_label), float(amount.to(Unit.WAN))
        elif column.kind is CellKind.PAPERS:
            yield from ((paper, state.value) for paper, state in value.items() if state)
        elif column.kind is CellKind.PERCENT:
            yield column.header, float(value.in_percent)
        elif column.kind is CellKind.NAMES:
            yield column.header, "、".join(value)
        elif column.kind is CellKind.FLAG:
            yield column.header, "是" if value else "否"
        elif column.kind is CellKind.DATE:
            day = datetime.combine(value.first, time()) if value.is_day else value.label
            yield column.header, day
        elif column.kind is CellKind.MONEY or (
            sheet.record is Target and column.key in {"amount", "base", "actual"}
        ):
            # 目标任务 names the unit of each row; nobody need have filled it
            unit = Unit(record.unit) if getattr(record, "unit", None) in set(Unit) else Unit.WAN
            yield column.header, float(value.to(unit))
        elif column.key == "period":
            yield column.header, value.label
        else:
            yield column.header, str(value.value if hasattr(value, "value") else value)


def bare(value):
    """Return a ledger, or a record, without its sources and without papers nobody ticked."""
    if isinstance(value, tuple):
        return tuple(bare(one) for one in value)
    changed = {"origin": NOWHERE}
    if isinstance(papers := getattr(value, "papers", None), Mapping):
        changed["papers"] = {paper: state for paper, state in papers.items() if state}
    return evolve(value, **changed)


def contents(ledger):
    """Return what a ledger says, wherever it was read from."""
    records = {
        sheet.attribute: bare(found) if (found := getattr(ledger, sheet.attribute)) else found
        for sheet in SHEETS
    }
    return evolve(ledger, sources=(), totals=(), **records)
