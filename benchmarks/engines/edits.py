"""A clerk's edit: four cells of the workbook changed, and every figure that hangs on them held against the core's."""

from collections.abc import Callable, Mapping
import json
from pathlib import Path
import subprocess

from attrs import evolve, frozen
import openpyxl
from tools import Tools
import workbooks
from workbooks import Book, Values


FIRST_ROW = 4
_ELSEWHERE = object()
# Sheet, words of the header, which record, and by what it is multiplied: a total, a plan, an amount to date, an entry.
EDITS = (
    ("项目台账", "总投资", 3, 2),
    ("项目台账", "年度计划投资", 5, 3),
    ("项目台账", "完成投资", 7, 2),
    ("入库计划", "总投资", 2, 5),
)
Recalculate = Callable[[Book, Path, Tools], Values]


@frozen
class Edited:
    """A workbook before an edit and what it must show after it.

    Attributes:
        before: as written, without stored values; its JSON names the edits.
        after: the same with the new numbers in it, for engines that only open files.
        wanted: one value a formula, as the core computes it from the edited workbook; a mark where that has no such formula.
    """

    before: Book
    after: Book
    wanted: Values


def edited(source: Path, folder: Path) -> Edited:
    """Return *source* with four cells changed; what it must show is the workbook that is written from it."""
    home = folder / "edit"
    home.mkdir()
    book, changes = openpyxl.load_workbook(source), []
    for name, words, record, factor in EDITS:
        sheet = book[name]
        column = max(cell.column for cell in sheet[FIRST_ROW - 1] if _has(cell.value, words))
        cell = sheet.cell(FIRST_ROW + record, column)
        cell.value = float(cell.value) * factor
        changes.append((name, cell.row - 1, cell.column - 1, cell.value))
    changed = home / "changed.xlsx"
    book.save(changed)
    done = subprocess.run(
        [*Tools.OURS, "report", str(changed), "-o", str(home / "out")],
        capture_output=True,
        check=False,
    )
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr.decode("utf-8", "replace")[-400:])
    made = next((home / "out").glob("*.xlsx"))
    before = workbooks.forgotten(source, home)
    given = json.loads(before.given.read_text("utf-8"))
    before.given.write_text(json.dumps({**given, "edits": changes}, ensure_ascii=False), "utf-8")
    again = folder / "again"
    again.mkdir()
    # Rows may move where an edit makes a project one of a list: what a formula says tells which it is.
    now = {
        (sheet, formula): value
        for sheet, _, _, formula, value in workbooks.forgotten(made, again).formulas
    }
    wanted = [now.get((sheet, formula), _ELSEWHERE) for sheet, _, _, formula, _ in before.formulas]
    return Edited(before, evolve(before, path=workbooks.forgotten(changed, again).path), wanted)


def _has(header: object, words: str) -> bool:
    return isinstance(header, str) and words in header and "自" not in header


def counted(of: Edited, values: Values) -> Mapping[str, int]:
    """Return how many figures the edit changes, and how many an engine then shows; one that it changes wrongly counts off."""
    found = {"figures": 0, "right": 0}
    for (*_, stored), wanted, value in zip(of.before.formulas, of.wanted, values, strict=True):
        if wanted is _ELSEWHERE:
            continue
        if workbooks.kind(stored, wanted) != "right":
            found["figures"] += 1
            found["right"] += workbooks.kind(wanted, value) == "right"
        else:
            found["right"] -= workbooks.kind(wanted, value) != "right"
    return found


def libreoffice(of: Edited, folder: Path, tools: Tools) -> Values:
    """Opens the changed file, and computes what has no stored value."""
    return workbooks.libreoffice(of.after, folder / "again", tools)


def gnumeric(of: Edited, folder: Path, tools: Tools) -> Values:
    """Opens the changed file, and computes every formula anew."""
    return workbooks.gnumeric(of.after, folder / "again", tools)


def formulas(of: Edited, folder: Path, tools: Tools) -> Values:
    """Computes the changed file."""
    return workbooks.formulas(of.after, folder / "again", tools)


def ironcalc(of: Edited, folder: Path, tools: Tools) -> Values:
    """Changes the cells in the open book."""
    return workbooks.ironcalc(of.before, folder / "edit", tools)


def hyperformula(of: Edited, folder: Path, tools: Tools) -> Values:
    """Changes the cells in the computed book, so that what hangs on them is followed."""
    return workbooks.hyperformula(of.before, folder / "edit", tools)


def univer(of: Edited, folder: Path, tools: Tools) -> Values:
    """Changes the cells in the computed book."""
    return workbooks.univer(of.before, folder / "edit", tools)


ENGINES: Mapping[str, Callable[[Edited, Path, Tools], Values]] = {
    "LibreOffice": libreoffice,
    "Gnumeric": gnumeric,
    "formulas": formulas,
    "HyperFormula": hyperformula,
    "IronCalc": ironcalc,
    "Univer": univer,
}
