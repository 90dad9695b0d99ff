"""Changes amounts as a clerk does, in the workbook, and in the ledger it was written from."""

import re
import zipfile

from attrs import evolve
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

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
    """Write *changes*, pairs of cell and amount, into a copy of the workbook, where the cells stand; all else keeps its bytes."""
    book = CalamineWorkbook.from_path(path)
    names = {sheet.attribute: sheet.name for sheet in SHEETS}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for (attribute, number, _, _, header), amount in changes:
        part = f"xl/worksheets/sheet{book.sheet_names.index(names[attribute]) + 1}.xml"
        sheet = book.get_sheet_by_name(names[attribute])
        heads = sheet.to_python(skip_empty_area=False, nrows=FIRST_ROW - 1)[-1]
        cell = f"{get_column_letter(heads.index(header) + 1)}{FIRST_ROW + number}"
        number_of = re.compile(rf'(<c r="{cell}" s="\d+"><v>)[^<]*(?=</v></c>)')
        text, found = number_of.subn(rf"\g<1>{float(amount.to(Unit.WAN))!r}", parts[part].decode())
        assert found == 1, (header, cell)
        parts[part] = text.encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target
