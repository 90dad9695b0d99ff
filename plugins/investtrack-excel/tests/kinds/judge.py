"""Holds what is read of an altered ledger against what is right: figures equal, and every alteration that is asked about named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from string import ascii_uppercase
from typing import Any

from openpyxl.utils import get_column_letter

from investtrack import (
    Amount,
    Finding,
    Ledger,
    Month,
    Period,
    Profile,
    Rate,
    Region,
    SourceError,
    Unit,
    build_report,
)
from investtrack.model.entry import Entry, EntryStatus, PaperState
from investtrack.model.project import Project
from investtrack.model.prospect import FirmStatus, ServiceFirm
from investtrack.model.target import AssignedBy, Target
from investtrack.values.dates import DateSpan
from investtrack_csv.importer import CsvImporter
from investtrack_excel.importer import ExcelImporter

from .books import DAY, ENTRIES, FIRMS, PROJECTS, TARGETS, Book, drawn, write_book
from .stain import ASKED, CSV, RIGHT, Stain


PERIOD = Period.quarter(2022, 1)
_MARCH = Month(2022, 3)
# Whether there is a column 停工起始时间, which decides this one, is nothing that cells can say.
_OF_COLUMNS = "progress.stopped.count"
_NUMBERS = frozenset({"money", "count", "rate"})


def _wan(value: Any) -> Amount | None:
    return None if value is None else Amount.of(Decimal(repr(value)), Unit.WAN)


def _series(value: Any) -> tuple[tuple[Month, Amount], ...]:
    return () if value is None else ((_MARCH, Amount.of(Decimal(repr(value)), Unit.WAN)),)


def _day(value: date | None) -> DateSpan | None:
    return None if value is None else DateSpan.day(value)


def _people(value: str | None) -> tuple[str, ...]:
    return tuple(value.split("、")) if value else ()


def ledger_of(book: Book) -> Ledger:
    """Return the ledger that the plain cells of *book* say, without any reader."""
    rows = {name: body[1:] for name, body in book.sheets.items()}
    projects = [
        Project(
            code=code, name=name, responsible_unit=unit, leaders=_people(leaders), total_investment=_wan(total),
            cumulative_before_year=_wan(before), year_plan=_wan(plan), planned=_series(planned), actual=_series(actual),
            is_in_library=None if flag is None else flag == "是", entered_on=_day(entered), remark=remark,
        )
        for code, name, unit, leaders, total, before, plan, planned, actual, flag, entered, remark in rows[PROJECTS]
    ]  # fmt: skip
    marks = {"√": PaperState.HELD, "×": PaperState.LACKING, None: None}
    entries = [
        Entry(
            code=code, name=name, total_investment=_wan(total), planned_on=_day(day), status=EntryStatus(status),
            contribution=_series(money), papers={"立项": marks[first], "现场照片": marks[photo]}, leaders=_people(leaders),
        )
        for code, name, total, day, status, money, first, photo, leaders in rows[ENTRIES]
    ]  # fmt: skip
    targets = [
        Target(
            indicator=indicator, period=PERIOD, assigned_by=AssignedBy(level), amount=_wan(amount), unit=unit,
            growth=None if growth is None else Rate.percent(Decimal(repr(growth))),
        )
        for indicator, _, level, amount, unit, growth in rows[TARGETS]
    ]  # fmt: skip
    firms = [
        ServiceFirm(credit_code=code, name=name, industry_code=industry, status=FirmStatus(status), planned=_series(planned), base=_wan(base))
        for code, name, industry, status, planned, base in rows[FIRMS]
    ]  # fmt: skip
    return Ledger(
        region=Region(name="青禾县"), period=PERIOD, as_of=DAY, projects=tuple(projects), entries=tuple(entries),
        targets=tuple(targets), services=tuple(firms), sources=("台账",),
    )  # fmt: skip


def figures(
    ledger: Ledger, findings: Sequence[Finding] = ()
) -> tuple[dict[str, object], Sequence[Finding]]:
    """Return the value of each figure that is a number, and all findings."""
    report = build_report(ledger, findings=findings)
    return {figure.id: figure.value for figure in report.figures.values() if figure.kind.value in _NUMBERS and figure.id != _OF_COLUMNS}, report.findings  # fmt: skip


def read(path: Path) -> tuple[Ledger, Sequence[Finding]]:
    importer = CsvImporter() if path.suffix == CSV else ExcelImporter()
    extract = importer.extract(path, Profile())
    return extract.ledger, extract.findings


def _is_named(
    book: Book, asked: tuple[str, list[Any], int, str], findings: Sequence[Finding]
) -> bool:
    sheet, row, column, kind = asked
    number = next((n for n, one in enumerate(book.sheets[sheet], 1) if one is row), 0)
    letters = get_column_letter(column + 1) if column >= 0 else ""
    wanted = {f"{letters}{number}", f"第{number}行"}
    for finding in findings:
        if finding.place.sheet != sheet:
            continue
        if finding.place.cell in wanted or any(place.cell in wanted for place in finding.related):
            return True
        if kind == "row" and f"第{number}" in finding.place.cell:
            return True
        # A row of which one cell, merged with others below, is not struck out, is said cell by cell.
        if kind == "row" and finding.code == "cell-struck" and finding.place.cell.lstrip(ascii_uppercase) == str(number):  # fmt: skip
            return True
        # Said once of a column, at the first of its cells.
        if letters and finding.code in {"number-unseen", "column-hidden", "header-duplicate"} and finding.place.cell.rstrip("0123456789") == letters:  # fmt: skip
            return True
        if kind == "row" and finding.code == "row-hidden" and _covers(finding.message, number):
            return True
    return False


def _covers(message: str, number: int) -> bool:
    import re

    found = re.search(r"第(\d+)(?:—(\d+))?行", message)
    return bool(found) and int(found[1]) <= number <= int(found[2] or found[1])


def altered(
    stains: Sequence[Stain], random: Random, least: int = 2
) -> tuple[Book, Book, list[str]]:
    """Return a ledger altered by *stains*, what must be read of it, and the kinds that could be."""
    right = drawn(random, least)
    book = right.copy()
    taken: set[tuple[str, int, int]] = set()
    done = [stain.key for stain in stains if stain.apply(random, book, right, taken)]
    return book, right, done


def faults(book: Book, right: Book, path: Path) -> list[str]:
    """Return what is wrong with what is read of *book*, written as *path*: nothing, or what differs and is not said."""
    write_book(book, path)
    expected, _ = figures(ledger_of(right))
    try:
        ledger, said = read(path)
    except SourceError as error:
        refused = any(kind == "refused" for *_, kind in book.asked)
        return [] if refused and "第" in str(error) else [f"refused: {error}"]
    found, findings = figures(ledger, said)
    wrong = [
        f"{name}: {expected.get(name)} is read as {found.get(name)}"
        for name in expected.keys() | found.keys()
        if expected.get(name) != found.get(name)
    ]
    wrong += [
        f"unsaid: {sheet} {kind} {row[column] if row and column >= 0 else row}"
        for sheet, row, column, kind in book.asked
        if kind != "refused" and not _is_named(book, (sheet, row, column, kind), findings)
    ]
    if any(kind == "refused" for *_, kind in book.asked):
        wrong.append("not refused")
    if not book.asked:
        wrong += [f"error on what is right: {f.code} {f.place.cell} {f.message}" for f in said if f.grade.value == "error"]  # fmt: skip
    return wrong


def outcomes(stains: Sequence[Stain], suffix: str, folder: Path) -> dict[str, str]:
    """Return what becomes of each kind in a file type: right, asked, cannot occur; or what is wrong.

    Kinds of cells are tried several in one ledger, each in a cell of its own; where anything is wrong with it, one by one.
    """
    found = {stain.key: "cannot occur" for stain in stains if suffix not in stain.files}
    able = [stain for stain in stains if suffix in stain.files]
    cells = [stain for stain in able if stain.cell is not None]
    groups = [cells[at::_GROUPS] for at in range(_GROUPS)]
    for group in [*groups, *([stain] for stain in able if stain.cell is None)]:
        tried = _outcome(group, suffix, folder)
        if tried is not None and len(group) > 1:
            found |= {one.key: _outcome([one], suffix, folder) or _right(one) for one in group}
        else:
            found |= {one.key: tried or _right(one) for one in group}
    return found


_GROUPS = 10


def _right(stain: Stain) -> str:
    return ASKED if stain.is_asked else RIGHT


def _outcome(stains: Sequence[Stain], suffix: str, folder: Path) -> str | None:
    """Return what is wrong with a ledger that has all of *stains*; None where nothing is."""
    for seed in range(40):
        book, right, done = altered(stains, Random(seed), least=4)
        if len(done) == len(stains):
            wrong = faults(book, right, folder / f"台账{suffix}")
            return f"wrong: {wrong}" if wrong else None
    return "wrong: never done"
