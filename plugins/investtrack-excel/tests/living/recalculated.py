"""Recalculates workbooks with LibreOffice, an engine that knows nothing of ours, and reads the figures back."""

import re
import shutil
import subprocess
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from investtrack import Amount, Kind, Points, Rate, Unit
from investtrack.wording import figure_text, key_text


needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="没有安装 LibreOffice，跳过用它重算工作簿的测试"
)
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_TITLES = re.compile(r'<definedName name="_xlnm.Print_Titles"[^>]*>[^<]*</definedName>')
_LINKS = re.compile(r"<hyperlinks>.*?</hyperlinks>", re.DOTALL)
_STORED = re.compile(r"(</f>|<f [^>]*/>)<v>[^<]*</v>")
_FORMAT = re.compile(r'(<xf )numFmtId="\d+"')
_CELL = re.compile(r'("(?:[^"]|"")*"|[^",\n]*)([,\n])')
XLSX = "xlsx:Calc MS Excel 2007 XML"
# Separated by commas, UTF-8, texts quoted and numbers not, as shown, each sheet to a file of its own.
_VALUES = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1"


def forgetful(path):
    """Take every stored value out of a workbook's formula cells, so that only recalculation can give one.

    Links go too, which no formula sees: LibreOffice takes as long for them as for much of the rest.
    So do the formats of numbers: what is not shown in a format is shown with all its digits.
    """

    def forgotten(name, text):
        if name == "xl/styles.xml":
            return _FORMAT.sub(r'\1numFmtId="0"', text)
        return _STORED.sub(r"\1<v>0.77</v>", _LINKS.sub("", text))

    return _rewritten(path, forgotten)


def untitled(path):
    """Take the rows that are repeated on paper out of a workbook: LibreOffice takes as long for them as for all the rest."""
    return _rewritten(path, lambda name, text: _TITLES.sub("", text))


def _rewritten(path, change):
    """Rewrite the sheets, the styles and the list of sheets of a workbook; return its path."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            is_text = name in {"xl/workbook.xml", "xl/styles.xml"} or name.startswith("xl/worksheets/sheet")  # fmt: skip
            archive.writestr(name, change(name, data.decode()) if is_text else data)
    return path


def convert(paths, folder, form=XLSX):
    """Return the workbooks as LibreOffice recalculated and saved them, all in one run."""
    profile, target = folder / "profile", folder / "recalculated"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", form, "--outdir", str(target)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
    return [target / path.name for path in paths]


def recalculate(paths, folder):
    """Return what each workbook's values come to, as a path that *values* knows; written in half the time of a workbook."""
    return convert([forgetful(untitled(path)) for path in paths], folder, _VALUES)


def values(recalculated, sheet):
    """Return the rows of a sheet of a recalculated workbook: numbers, texts, and None for what is empty."""
    path = recalculated.with_name(f"{recalculated.stem}-{sheet}.csv")
    text = path.read_bytes().decode()
    rows, length = [[]], 0
    for cell, end in _CELL.findall(text):
        rows[-1].append(_value(cell))
        length += len(cell) + len(end)
        if end == "\n":
            rows.append([])
    assert length == len(text), f"{path.name} is written otherwise than it is read"
    return rows[:-1]


def _value(cell):
    if cell.startswith('"'):
        return cell[1:-1].replace('""', '"') or None
    try:
        return float(cell) if cell else None
    except ValueError:  # an error, or a truth value
        return cell


def stored_and_recalculated(path, recalculated):
    """Yield (sheet, cell, stored, recalculated) of every formula of a workbook."""
    formulas, stored = (
        openpyxl.load_workbook(path),
        openpyxl.load_workbook(path, data_only=True),
    )
    for sheet in formulas:
        again = values(recalculated, sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    was = stored[sheet.title][cell.coordinate].value
                    yield sheet.title, cell.coordinate, was, again[cell.row - 1][cell.column - 1]


def shown(book):
    """Return what *by_figure* does of an open workbook: formulas where it was opened with them."""
    return by_figure(book["指标"].iter_rows(min_row=4, values_only=True))


def by_figure(values):
    """Return figure → its row of cells, and (figure, key as printed) → the rows of its parts."""
    rows, parts, current = {}, {}, None
    for row in values:
        if row[0]:
            current = row[0]
            rows[current] = row
        else:
            parts[current, row[1]] = row
    return rows, parts


def is_same(value, cell):
    """Whether a cell says the exact *value*: money to the fen, rates to twelve digits, counts exactly."""
    if isinstance(value, Amount):
        return cell is not None and round(Decimal(repr(cell)), 6) == round(value.to(Unit.WAN), 6)
    if isinstance(value, (Rate, Points)):
        exact = float(value.fraction if isinstance(value, Rate) else value.number)
        return isinstance(cell, (int, float)) and abs(cell - exact) <= 1e-12 * max(1, abs(exact))
    return cell == value


def differences(report, path, *, changed=False):
    """Return what of a recalculated workbook differs from the core's figures.

    Of a *changed* ledger a figure that is there no more is an empty cell, and a part that is there no more nought.
    """
    rows, parts = by_figure(values(path, "指标")[3:])
    found = []
    for figure in report.figures.values():
        row = rows[figure.id]
        if figure.kind is Kind.LIST or (figure.is_absent and not changed):
            continue
        if figure.kind is Kind.SERIES:
            found += _of_parts(figure, parts, changed=changed)
        elif figure.is_absent:
            found += [(figure.id, None, row[2])] if row[2] else []
        elif changed and row[2] is None:  # was absent when the workbook was written
            continue
        elif not is_same(figure.value, row[2]):
            found.append((figure.id, figure.value, row[2]))
        elif row[4] != figure_text(figure):
            found.append((figure.id, figure_text(figure), row[4]))
    return found


def _of_parts(figure, parts, *, changed):
    expected = {}
    for key, value in (figure.value or {}).items():
        label = key_text(key)
        if isinstance(value, dict):
            for name, number in value.items():
                title = figure.part_titles.get(name)
                expected[f"{label}（{title}）" if title else label] = number
        else:
            expected[label] = value
    mine = {label: row[2] for (figure_id, label), row in parts.items() if figure_id == figure.id}
    if not changed and set(mine) != set(expected):
        return [(figure.id, expected, mine)]
    return [
        (figure.id, label, expected.get(label), cell)
        for label, cell in mine.items()
        if not (is_same(expected[label], cell) if label in expected else not cell)
    ]
