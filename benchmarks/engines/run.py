"""Open what we write in every engine that can be had, and count what is right.

    python benchmarks/engines/run.py            # print the table
    python benchmarks/engines/run.py --write    # and keep it: numbers.json and docs/reference/engines.md
    python benchmarks/engines/run.py --check    # fail where a number is lower than the one kept

Engines of PyPI and npm are installed into benchmarks/out/engines at the versions of requirements.txt and package.json;
LibreOffice, Gnumeric, pandoc, AbiWord and Chromium are taken where the system has them. An engine that is not here is
named and not counted.
"""

from argparse import ArgumentParser
from collections.abc import Callable
import json
from pathlib import Path
import subprocess
import sys
import tempfile

import documents
import edits
import pages
from tools import HERE, MissingError, Tools
import workbooks


TREE = HERE.parents[1]
EXAMPLE = next((TREE / "examples").glob("*一季度台账.xlsx"))
KEPT, PAGE = HERE / "numbers.json", TREE / "docs" / "reference" / "engines.md"
Counts = dict[str, int]
Table = dict[str, dict[str, Counts]]

RECALCULATE = {
    "LibreOffice": workbooks.libreoffice,
    "HyperFormula": workbooks.hyperformula,
    "Univer": workbooks.univer,
    "IronCalc": workbooks.ironcalc,
    "formulas": workbooks.formulas,
    "Gnumeric": workbooks.gnumeric,
}
RESAVE = {
    "LibreOffice": ("xlsx", "ods"), "Gnumeric": ("xlsx", "ods"), "ExcelJS": ("xlsx",), "SheetJS": ("xlsx", "ods"),
    "xlsx-populate": ("xlsx",), "IronCalc": ("xlsx",),
}  # fmt: skip
BEFORE = (
    "## Before",
    "",
    "What the same engines made of the example at revision 6dedfbc, of fewer formulas and more printed figures:",
    "",
    "| what | engine | of | right |",
    "|---|---|---|---|",
    "| workbook | LibreOffice, HyperFormula | 2538 | 2538 |",
    "| workbook | formulas | 2538 | 2534 |",
    "| workbook | Univer | 2538 | 2508 |",
    "| workbook | ONLYOFFICE | 2538 | 2429 |",
    "| workbook | Gnumeric | 2538 | 2394 |",
    "| workbook | IronCalc | 2538 | 1876 |",
    "| four cells edited | ONLYOFFICE | 31 | 23 |",
    "| working copy, the only one | mammoth, pandoc, AbiWord, Calligra, docx-preview, markitdown, Spire.Doc | 803 | 803 |",
    "| working copy, the only one | docx_parser | 803 | 148 |",
    "| working copy, the only one | python-docx, docx2md, docx-parser-converter, extractous (Tika), ONLYOFFICE as text | 803 | 0 |",
    "| ledger resaved as ods | Gnumeric, Calligra, SheetJS | 116 | 0 |",
    "| annotated copy | ExcelJS | 1 | 0 |",
    "| dispatch page | axe-core | one kind of violation | label-content-name-mismatch |",
    "| calendar | events with an empty description | 35 | none now |",
    "",
    "## By hand",
    "",
    "ONLYOFFICE's package for programs (document-builder 10.0.0.170 on PyPI) says at each run that its licence is invalid, so no program",
    "here runs it. On 2026-11-30, by hand: 4,044 of 4,044 formulas recalculated, 105 of 105 figures after the edit of four cells in the",
    "open book; saved as text, 635 of 635 figures of the clean copy and 494 of the working copy in their sentences. What it got wrong",
    "before is gone from what we write: SUMIFS over formula cells, INDEX/MATCH on a table of one row, N() of an empty cell, names that",
    "begin with a Chinese character.",
)
OPEN_ANNOTATED = ("LibreOffice", "Gnumeric", "ExcelJS", "SheetJS", "xlsx-populate", "IronCalc")


def main() -> int:
    parser = ArgumentParser()
    parser.add_argument(
        "--check", action="store_true", help="fail where a number is lower than the one kept"
    )
    parser.add_argument("--write", action="store_true", help="keep the numbers and write the page")
    chosen = parser.parse_args()
    tools = Tools()
    tools.install()
    with tempfile.TemporaryDirectory(dir=tools.folder) as name:
        table, missing = measured(Path(name), tools)
    print(as_text(table))
    for line in missing:
        print("not here:", line)
    if chosen.write:
        KEPT.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", "utf-8")
        PAGE.write_text(page_of(table), "utf-8")
    return report_of(fallen(table)) if chosen.check else 0


def measured(folder: Path, tools: Tools) -> tuple[Table, list[str]]:
    """Return what each engine makes of what we write, and what is not to be had here."""
    table: Table = {}
    missing: list[str] = []

    def add(what: str, engine: str, count: Callable[[], Counts]) -> None:
        try:
            table.setdefault(what, {})[engine] = count()
        except MissingError as error:
            missing.append(f"{engine} ({error})")
        except (RuntimeError, OSError, KeyError, ValueError) as error:
            print(f"{what}, {engine}: {type(error).__name__}: {error}", file=sys.stderr)
            table.setdefault(what, {})[engine] = {"right": 0}

    ours("demo", "-o", folder / "out")
    ours("demo", "--clean", "-o", folder / "clean")
    ours("check", EXAMPLE, "-o", folder / "annotated.xlsx")
    ours("calendar", EXAMPLE, "-o", folder / "calendar.ics")
    ours("export", EXAMPLE, "--to", "html", "-o", folder / "page.html")
    book = workbooks.forgotten(next((folder / "out").glob("*.xlsx")), folder)
    for engine, recalculated in RECALCULATE.items():
        add(
            "workbook",
            engine,
            lambda of=recalculated: workbooks.counted(book, of(book, folder, tools)),
        )
    change = edits.edited(next((folder / "out").glob("*.xlsx")), folder)
    for engine, after in edits.ENGINES.items():
        add(
            "four cells edited",
            engine,
            lambda of=after: dict(edits.counted(change, of(change, folder, tools))),
        )
    working, clean = (
        next((folder / "out").glob(f"*{end}.docx")) for end in ("工作汇报", "（报送稿）")
    )
    figures = documents.printed_figures(working)
    for engine, read in documents.READERS.items():
        for what, path in (("working copy", working), ("clean copy", clean)):
            add(
                what,
                engine,
                lambda of=read, it=path: documents.counted(figures, of(it, folder, tools)),
            )
    mine = workbooks.figures_of(EXAMPLE)
    for engine, kinds in RESAVE.items():
        for kind in kinds:
            add(
                f"ledger resaved as {kind}",
                engine,
                lambda by=engine, to=kind: resaved(mine, by, to, folder, tools),
            )
    for engine in OPEN_ANNOTATED:
        add("annotated copy", engine, lambda by=engine: annotated(by, folder, tools))
    add("calendar", "ical.js", lambda: calendar(folder, tools))
    add("dispatch page", "axe-core", lambda: pages.axe(folder / "page.html"))
    return table, sorted(set(missing))


def ours(*arguments: object) -> None:
    """Run investtrack; findings of the example are no failure."""
    done = subprocess.run([*Tools.OURS, *map(str, arguments)], capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        raise SystemExit(done.stderr.decode("utf-8", "replace"))


def resaved(mine: dict[str, object], engine: str, kind: str, folder: Path, tools: Tools) -> Counts:
    """Return how many figures of a ledger are the same after an engine saved it."""
    target = folder / f"{engine}-resaved.{kind}"
    workbooks.resaved_by(engine, EXAMPLE, target, tools)
    theirs = workbooks.figures_of(target)
    return {
        "figures": len(mine),
        "right": sum(theirs.get(name, ...) == value for name, value in mine.items()),
    }


def annotated(engine: str, folder: Path, tools: Tools) -> Counts:
    """Return 1 where an engine opens the annotated copy and saves it with its sheets."""
    import openpyxl

    target = folder / f"{engine}-annotated.xlsx"
    workbooks.resaved_by(engine, folder / "annotated.xlsx", target, tools)
    before, after = (
        openpyxl.load_workbook(path).sheetnames for path in (folder / "annotated.xlsx", target)
    )
    return {"files": 1, "right": int(before == after)}


def calendar(folder: Path, tools: Tools) -> Counts:
    """Return how many events ical.js reads whole."""
    target = folder / "calendar.json"
    tools.node("calendar.mjs", str(folder / "calendar.ics"), str(target))
    events, whole = json.loads(target.read_text("utf-8"))
    return {"events": events, "right": whole}


def fallen(table: Table) -> list[str]:
    """Return what is lower than the numbers kept; shares are compared, since what we write grows."""
    kept: Table = json.loads(KEPT.read_text("utf-8"))
    found = []
    for what, engines in table.items():
        for engine, counts in engines.items():
            before = kept.get(what, {}).get(engine)
            if before is not None and missed(counts) > missed(before):
                found.append(f"{what}, {engine}: {counts}, kept {before}")
    return found


def missed(counts: Counts) -> int:
    """Return how many of what was asked an engine did not give."""
    return next(iter(counts.values())) - counts["right"] if len(counts) > 1 else 1 - counts["right"]


def report_of(lines: list[str]) -> int:
    for line in lines:
        print("LOWER:", line)
    return 1 if lines else 0


def as_text(table: Table) -> str:
    """Return the table for a terminal."""
    return "\n".join(
        f"{what:24} {engine:14} " + ", ".join(f"{name} {number}" for name, number in counts.items())
        for what, engines in table.items()
        for engine, counts in engines.items()
    )


def page_of(table: Table) -> str:
    """Return the page of the documentation."""
    versions = [
        line for line in (HERE / "requirements.txt").read_text("utf-8").splitlines() if "==" in line
    ]
    packages = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    lines = [
        "# Engines that open what we write",
        "",
        "Written by `python benchmarks/engines/run.py --write`; a run with `--check` fails where an engine gives less.",
        "The example's report, workbook, annotated copy and calendar; its ledger as each engine saves it. *right* is what",
        "the engine gives as we wrote it: for the workbook, cells recalculated after every stored value was taken out; for",
        "Word, figures that stand in their own sentence; for a ledger, figures computed from the saved file; after an edit",
        "of four cells, figures that are now as the core computes them from the edited workbook (HyperFormula, IronCalc and",
        "Univer change the computed book, LibreOffice, Gnumeric and formulas open the changed file); for a page, rules of",
        "axe-core that apply to it and are kept.",
        "",
    ]
    for what, engines in table.items():
        heads = list(dict.fromkeys(name for counts in engines.values() for name in counts))
        lines += [f"## {what[0].upper()}{what[1:]}", "", "| engine | " + " | ".join(heads) + " |"]
        lines.append("|---" * (len(heads) + 1) + "|")
        lines += [
            f"| {engine} | " + " | ".join(str(counts.get(name, "")) for name in heads) + " |"
            for engine, counts in engines.items()
        ]
        lines.append("")
    lines += [*BEFORE, ""]
    npm = ", ".join(f"{name} {version}" for name, version in packages.items())
    lines += [f"Versions: {', '.join(versions)}; npm: {npm}; the others as Debian 12 has them.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
