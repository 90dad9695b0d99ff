"""Workbooks without their stored values, recalculated by each engine and compared with what was stored."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
import json
from pathlib import Path
import re
import subprocess
import warnings
import zipfile

from attrs import frozen
import openpyxl
from openpyxl.utils.datetime import to_excel
from tools import HERE, Tools


warnings.filterwarnings("ignore", module="openpyxl")
_STORED = re.compile(r"(</f>|<f [^>]*/>)<v>[^<]*</v>")
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
Values = list[object]
"""One value a formula, in the order of the sheets: a number, a text, None, or a mapping for an error."""


@frozen
class Book:
    """A workbook to recalculate.

    Attributes:
        path: without stored values.
        given: the same as JSON, for engines that read no files: sheets with cells of (row, column, value, is formula)
            counted from nought, and names.
        formulas: (sheet, row, column, formula, stored value).
    """

    path: Path
    given: Path
    formulas: list[tuple[str, int, int, str, object]]


def forgotten(source: Path, folder: Path) -> Book:
    """Return *source* without the stored values of its formulas, written into *folder*."""
    path, given = folder / "forgotten.xlsx", folder / "book.json"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = _STORED.sub(r"\1", data.decode()).encode()
            new.writestr(name, data)
    book, stored = openpyxl.load_workbook(source), openpyxl.load_workbook(source, data_only=True)
    sheets, formulas = [], []
    for sheet in book:
        cells = []
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            is_formula = cell.data_type == "f"
            value = to_excel(cell.value) if isinstance(cell.value, (date, datetime)) else cell.value
            cells.append([cell.row - 1, cell.column - 1, value, is_formula])
            if is_formula:
                kept = stored[sheet.title][cell.coordinate].value
                formulas.append((sheet.title, cell.row, cell.column, value, kept))
        sheets.append({"name": sheet.title, "cells": cells})
    names = {name: defined.attr_text for name, defined in book.defined_names.items()}
    given.write_text(json.dumps({"sheets": sheets, "names": names}, ensure_ascii=False), "utf-8")
    return Book(path, given, formulas)


def counted(book: Book, values: Iterable[object]) -> dict[str, int]:
    """Return how many formulas gave what was stored, another value, an error, or nothing."""
    found = {"formulas": len(book.formulas), "right": 0, "other": 0, "error": 0, "blank": 0}
    for (*_, stored), value in zip(book.formulas, values, strict=True):
        found[kind(stored, value)] += 1
    return found


def kind(stored: object, value: object) -> str:
    """Return how *value* stands to what was stored: right, other, error or blank."""
    if isinstance(value, Mapping):
        return "error"
    if stored in {None, ""} and value in {None, ""}:
        return "right"
    if isinstance(stored, (int, float)) and isinstance(value, (int, float)):
        return "right" if abs(stored - value) <= 1e-9 * max(1, abs(stored)) else "other"
    if value in {None, ""}:
        return "blank"
    return "right" if str(stored) == str(value) else "other"


def _read(book: Book, path: Path) -> Values:
    """Return the values that an engine stored in a file of its own."""
    saved = openpyxl.load_workbook(path, data_only=True)
    titles = {sheet.title.casefold(): sheet for sheet in saved}
    return [
        _marked(titles[sheet.casefold()].cell(row, column).value)
        for sheet, row, column, _, _ in book.formulas
    ]


def _marked(value: object) -> object:
    return {"error": value} if isinstance(value, str) and value.startswith("#") else value


def libreoffice(book: Book, folder: Path, tools: Tools) -> Values:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    target = folder / "libreoffice"
    tools.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(book.path)]
    )  # fmt: skip
    return _read(book, target / book.path.name)


def gnumeric(book: Book, folder: Path, tools: Tools) -> Values:
    target = folder / "gnumeric.xlsx"
    tools.run(["ssconvert", "--recalc", str(book.path), str(target)])
    return _read(book, target)


def formulas(book: Book, folder: Path, tools: Tools) -> Values:
    target = folder / "formulas"
    tools.python(
        "import sys, formulas\n"
        "model = formulas.ExcelModel().loads(sys.argv[1]).finish()\n"
        "model.calculate()\n"
        "model.write(dirpath=sys.argv[2])\n",
        str(book.path),
        str(target),
    )
    return _read(book, next(target.iterdir()))


def ironcalc(book: Book, folder: Path, tools: Tools) -> Values:
    target = folder / "ironcalc.json"
    tools.python(
        "import sys, json, ironcalc\n"
        "model = ironcalc.load_from_xlsx(sys.argv[1])\n"
        "model.evaluate()\n"
        "book = json.load(open(sys.argv[2], encoding='utf-8'))\n"
        "places = {sheet['name']: place for place, sheet in enumerate(book['sheets'])}\n"
        "for name, row, column, value in book.get('edits', ()):\n"
        "    model.set_user_input(places[name], row + 1, column + 1, str(value))\n"
        "model.evaluate()\n"
        "found = []\n"
        "for place, sheet in enumerate(book['sheets']):\n"
        "    for row, column, _, is_formula in sheet['cells']:\n"
        "        if is_formula:\n"
        "            found.append(model.get_cell_value(place, row + 1, column + 1))\n"
        "json.dump(found, open(sys.argv[3], 'w', encoding='utf-8'))\n",
        str(book.path),
        str(book.given),
        str(target),
    )
    return [_marked(value) for value in json.loads(target.read_text("utf-8"))]


def _node(script: str) -> Callable[[Book, Path, Tools], Values]:
    def engine(book: Book, folder: Path, tools: Tools) -> Values:
        target = folder / f"{script}.json"
        tools.node(script, str(book.given), str(target))
        found: Values = json.loads(target.read_text("utf-8"))
        return found

    return engine


hyperformula, univer = _node("hyperformula.mjs"), _node("univer.mjs")


def resaved_by(engine: str, source: Path, target: Path, tools: Tools) -> None:
    """Let an engine open *source* and save it as *target*; the name's end says as what."""
    if engine == "Gnumeric":
        tools.run(["ssconvert", str(source), str(target)])
    elif engine == "IronCalc":
        tools.python(
            "import sys, ironcalc\nironcalc.load_from_xlsx(sys.argv[1]).save_to_xlsx(sys.argv[2])\n",
            str(source),
            str(target),
        )
    elif engine == "LibreOffice":
        folder = target.parent / "resaved"
        tools.run(
            ["soffice", f"-env:UserInstallation={(target.parent / 'profile').as_uri()}", "--headless",
             "--convert-to", target.suffix[1:], "--outdir", str(folder), str(source)]
        )  # fmt: skip
        (folder / f"{source.stem}{target.suffix}").rename(target)
    else:
        tools.node("resave.mjs", engine.lower(), str(source), str(target))


def figures_of(path: Path) -> dict[str, object]:
    """Return the figures that `investtrack metrics` finds in a ledger."""
    done = subprocess.run(
        [*Tools.OURS, "metrics", str(path), "--json"], capture_output=True, check=False, cwd=HERE
    )
    if not done.stdout:
        raise RuntimeError(done.stderr.decode("utf-8", "replace")[-400:])
    figures = json.loads(done.stdout)["figures"]
    items = figures.items() if isinstance(figures, dict) else ((one["id"], one) for one in figures)
    return {name: one.get("value") for name, one in items}
