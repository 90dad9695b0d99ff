"""A report as plain tables: nothing lost, nothing changed, nothing computed."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_ledgers import ledgers

from investtrack import Amount, Kind, Points, Project, Rate, Unit, UnknownFormatError, build_report
from investtrack.metrics.figure import ContributionColumn, Figure, SameKeys
from investtrack.model.columns import CellKind, columns
from investtrack.model.ledger import SHEETS
from investtrack.model.series import Series
from investtrack.model.source import NOWHERE, Origin, SheetRef
from investtrack.tables import TABLE_NAMES, ValueKind, ledger_tables
from investtrack.tables.of_contributions import contributions_table
from investtrack.tables.table import DictionaryColumn, SameColumn, number_of
from investtrack.values.period import Month
from investtrack_testing import bare_ledger, hostile_ledger, sample_ledger, sample_report


SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
TYPES = {
    ValueKind.TEXT: str, ValueKind.CHOICE: str, ValueKind.TEXTS: list, ValueKind.INTEGER: int, ValueKind.FLAG: bool,
    ValueKind.NUMBER: Decimal, ValueKind.DATE: date, ValueKind.CELLS: list,
}  # fmt: skip


def test_a_figure_is_a_row_and_so_is_each_part_of_it():
    rows = [row for row in sample_report().to_rows() if row["id"] == "fai.plan.ytd"]
    assert [(row["key"], row["value"], row["unit"]) for row in rows] == [
        (None, None, None),
        ("1—2月", Decimal(1500), "万元"),  # 500 + 1000
        ("1—3月", Decimal(5300), "万元"),  # 1500 + 3000 + 800
    ]


def test_an_absent_figure_says_why_and_has_no_number():
    report = sample_report(bare_ledger())
    rows = {row["id"]: row for row in report.to_rows()}
    absent = rows["resumption.rate"]
    assert absent["value"] is None
    assert absent["is_absent"] is True
    assert absent["reason"] == report.figure("resumption.rate").reason


def test_a_third_is_cut_as_a_number_and_exact_as_a_fraction():
    assert number_of(Rate(Fraction(1, 3))) == Decimal("0.333333333333")
    assert number_of(Points(Fraction(-2, 3))) == Decimal("-0.666666666667")
    assert number_of(Rate(Fraction(1, 8))) == Decimal("0.125")


@pytest.mark.parametrize("name", TABLE_NAMES)
@pytest.mark.parametrize("provenance", [False, True])
def test_every_value_is_of_its_columns_kind_or_unknown(name, provenance):
    table = sample_report().table(name, provenance=provenance)
    assert len({column.name for column in table.columns}) == len(table.columns)
    assert all(column.label for column in table.columns)
    rows = list(table)
    assert rows
    for row in rows:
        for column, value in zip(table.columns, row, strict=True):
            assert value is None or type(value) is TYPES[column.kind], column
            if column.kind is ValueKind.CHOICE:
                assert value is None or value in column.choices


@cache
def part_column():
    (part,) = [c for c in sample_report().table().columns if c.name == "part"]
    return part


@SLOW
@given(ledgers)
def test_every_field_of_a_list_has_a_word(ledger):
    part = part_column()
    parts = {row["part"] for row in build_report(ledger).to_rows()} - {None}
    assert parts <= set(part.choices)


def test_an_unknown_table_is_named_with_those_there_are():
    with pytest.raises(UnknownFormatError, match="projects"):
        sample_report().to_rows("nonsense")


def test_contributions_name_their_cells_where_asked():
    rows = sample_report().to_rows("contributions", provenance=True)
    bridge = next(
        r for r in rows if r["id"] == "fai.in_library.expected" and r["record"] == "河东大桥"
    )
    assert bridge["value"] == Decimal(1500)
    assert bridge["cells"][0]["cell"] == "D2"
    assert "cells" not in sample_report().to_rows("contributions")[0]


def test_contributions_of_a_sum_add_up_to_it():
    report = sample_report()
    parts = report.to_rows("contributions")
    for figure in report.figures.values():
        if figure.kind is Kind.MONEY and isinstance(figure.value, Amount):
            roles = {row["role"] for row in parts if row["id"] == figure.id}
            if roles <= {"＋", "－"}:
                found = sum((r["value"] for r in parts if r["id"] == figure.id), Decimal(0))
                assert found == figure.value.to(Unit.WAN), figure.id


def _restored(row, column, series):
    """Return the field of a record as the row of its table states it."""
    key = column.key
    if f"{key}_first" in row:
        return (row[f"{key}_first"], row[f"{key}_last"])
    if f"{key}_fraction" in row:
        return row[f"{key}_fraction"]
    return series if column.kind is CellKind.SERIES else row[key]


def _stated(record, column):
    value = getattr(record, column.key)
    if column.kind is CellKind.DATE:
        return (value.first, value.last) if value else (None, None)
    if isinstance(value, Amount):
        return value.to(Unit.WAN)
    if isinstance(value, Rate):
        return str(value.fraction)
    if column.kind is CellKind.NAMES:
        return list(value)
    return getattr(value, "code", getattr(value, "value", value))


@SLOW
@given(ledgers)
def test_tables_of_any_ledger_state_every_field_exactly(ledger):
    tables = ledger_tables(ledger)
    months: dict[tuple[str, int, str], Series] = {}
    for row in tables["months"].to_rows():
        place = (row["table"], row["record"], row["series"])
        months[place] = (*months.get(place, ()), (Month.of(row["through"]), Amount.of(row["amount"], Unit.WAN)))  # fmt: skip
    papers: dict[int, dict[str, str | None]] = {}
    for row in tables["papers"].to_rows():
        papers.setdefault(row["record"], {})[row["paper"]] = row["state"]
    for sheet in SHEETS:
        records = getattr(ledger, sheet.attribute) or ()
        rows = tables[sheet.attribute].to_rows()
        assert len(rows) == len(records)
        for number, (record, row) in enumerate(zip(records, rows, strict=True), 1):
            for column in columns(sheet.record):
                if column.kind is CellKind.PAPERS:
                    assert papers[number] == record.papers
                    continue
                series = months.get((sheet.attribute, number, column.key), ())
                assert _restored(row, column, series) == _stated(record, column)


def test_rows_of_a_report_need_no_ledger_of_their_own():
    ledger = sample_ledger()
    assert build_report(ledger).to_rows("projects") == ledger_tables(ledger)["projects"].to_rows()


@pytest.mark.parametrize("report", [sample_report(), build_report(hostile_ledger())])
def test_contributions_are_those_of_the_figures_with_the_cells_of_each(report):
    wanted = [
        (f.id, n, c.label, c.role, c.group or None, c.figure, [(x.file, x.sheet, x.cell) for x in c.cells])
        for f in report.figures.values()
        for n, c in enumerate(f.contributions, 1)
    ]  # fmt: skip
    found = [
        (r["id"], r["position"], r["record"], r["role"], r["key"], r["from_figure"],
         [(x["file"], x["sheet"], x["cell"]) for x in r["cells"]])
        for r in report.to_rows("contributions", provenance=True)
    ]  # fmt: skip
    assert found == wanted


def test_cells_told_by_their_rows_are_those_told_one_by_one():
    sheet = SheetRef("台账.xlsx", "项目", {"planned": 3, "actual": 30})
    strange = SheetRef("台账\0.xlsx", "项目", {"planned": 3})
    places = [
        Origin(sheet, 12), Origin(sheet, 1234567), Origin(strange, 5), NOWHERE, Origin(sheet, 7, moved=(("planned", 6),)),
    ]  # fmt: skip
    records = [Project(name=str(row), origin=origin) for row, origin in enumerate(places)]
    for kept in (records, records[:2], records[2:3], records[3:]):
        for keys in (("planned",), ("actual", "planned"), ("absent",), ()):
            section = ContributionColumn("f", kept, [1] * len(kept), SameKeys(keys))
            table = contributions_table(WithOne(section), provenance=True)
            found = [batch[-1] for batch in table.batches()]
            told = [text for column in found for text in column.texts(str_of)]
            assert told == [str_of(cells) for column in found for cells in column]
            assert told == [str_of(row["cells"]) for row in table.to_rows()]
            wanted = [len(keys) if record.origin is not NOWHERE else 0 for record in kept]
            assert [len(row["cells"]) for row in table.to_rows()] == wanted


@given(st.lists(st.sampled_from("甲乙丙")), st.integers(-6, 6), st.integers(-6, 6))
def test_columns_that_repeat_are_lists_of_what_they_say(said, start, end):
    kept = sorted({*said})
    coded = DictionaryColumn(kept, [kept.index(each) for each in said])
    same = SameColumn("丁", len(said))
    for column, wanted in ((coded, said), (same, ["丁"] * len(said))):
        assert [*column] == wanted
        assert [*column[start:end]] == wanted[start:end]
        assert len(column) == len(wanted)
        assert [column.count(each) for each in "甲丁"] == [wanted.count(each) for each in "甲丁"]
        if -len(said) <= start < len(said):
            assert column[start] == wanted[start]
        else:
            with pytest.raises(IndexError):
                column[start]


def str_of(cells):
    return "、".join(f"{cell['file']}｜{cell['sheet']}!{cell['cell']}" for cell in cells)


class WithOne:
    """What has one figure, made of one section."""

    def __init__(self, section):
        self.figures = {
            "f": Figure(id="f", title="数", kind=Kind.COUNT, definition="", sections=(section,))
        }
