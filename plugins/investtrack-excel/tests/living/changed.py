"""Changes amounts as a clerk does, in the workbook, and in the ledger it was written from."""

import openpyxl
from attrs import evolve

from investtrack.model.columns import CellKind, columns
from investtrack.model.ledger import SHEETS
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month


FIRST_ROW = 4


def cells(ledger):
    """Return every filled amount: (attribute of the ledger, number of the record, field, month or None, header)."""
    found = []
    for sheet in SHEETS:
        for number, record in enumerate(getattr(ledger, sheet.attribute) or ()):
            for column in columns(sheet.record):
                value = getattr(record, column.key)
                if column.kind is CellKind.SERIES:
                    for end, _ in value:
                        text = column.pattern.replace("{Y}", str(end.year))
                        text = text.replace("{M}", end.ytd_label)
                        found.append((sheet.attribute, number, column.key, end, text))
                elif isinstance(value, Amount):
                    money = column.kind is CellKind.MONEY
                    text = column.header if money else f"{column.label}（万元）"
                    found.append((sheet.attribute, number, column.key, None, text))
    return found


def in_ledger(ledger, cell, amount):
    """Return the ledger with one amount changed."""
    attribute, number, key, end, _ = cell
    records = list(getattr(ledger, attribute))
    value = amount
    if isinstance(end, Month):
        value = tuple((m, amount if m == end else a) for m, a in getattr(records[number], key))
    records[number] = evolve(records[number], **{key: value})
    return evolve(ledger, **{attribute: tuple(records)})


def in_workbook(path, target, changes):
    """Write *changes*, pairs of cell and amount, into a copy of the workbook; it keeps no computed value."""
    book = openpyxl.load_workbook(path)
    names = {sheet.attribute: sheet.name for sheet in SHEETS}
    for (attribute, number, _, _, header), amount in changes:
        sheet = book[names[attribute]]
        column = next(cell.column for cell in sheet[FIRST_ROW - 1] if cell.value == header)
        sheet.cell(FIRST_ROW + number, column).value = float(amount.to(Unit.WAN))
    book.save(target)
    return target
