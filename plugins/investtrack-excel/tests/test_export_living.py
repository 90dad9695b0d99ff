"""The living workbook: every figure a formula, and an independent engine comes to the core's figures."""

import io
import random
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve, frozen
from excel_living.changed import cells, in_ledger, in_workbook
from excel_living.filled import contents
from excel_living.made import ledgers
from excel_living.recalculated import (
    differences,
    needs_soffice,
    recalculate,
    shown,
    stored_and_recalculated,
)
from hypothesis import HealthCheck, Phase, given, settings

from investtrack import Amount, Kind, Month, Period, Profile, Report, Unit, build_report
from investtrack.findings import Finding, Grade
from investtrack.metrics import DEFINITIONS
from investtrack.model.converter import ledger_to_json
from investtrack.model.ledger import Region
from investtrack.model.source import CellRef
from investtrack_excel.annotate.annotator import ExcelAnnotator
from investtrack_excel.export.formulas import formulas_of
from investtrack_excel.exporter import ExcelExporter
from investtrack_excel.importer import ExcelImporter
from investtrack_rollup import rollup
from investtrack_rollup.reports import node_report
from investtrack_testing import bare_ledger, hostile_ledger, sample_ledger


EXAMPLE = Path(__file__).parents[3] / "examples" / "云溪县2022年一季度台账.xlsx"
MANY = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def example_ledger():
    return ExcelImporter().extract(EXAMPLE, Profile()).ledger


def export(report, path):
    with path.open("wb") as stream:
        ExcelExporter().export(report, stream)
    return path


def workbook(report, **options):
    stream = io.BytesIO()
    ExcelExporter().export(report, stream)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()), **options)


@cache
def book_of(make):
    """Return the workbook of the ledger that *make* makes, for tests that only look at it."""
    return workbook(build_report(make()))


def test_every_figure_that_is_a_number_has_its_formula_declared():
    formulas = formulas_of(build_report(sample_ledger()))
    numeric = [d.id for d in DEFINITIONS if d.kind is not Kind.LIST]
    assert list(formulas) == [name for name in formulas if name in numeric]
    assert set(numeric) - set(formulas) == set()


@pytest.mark.parametrize("make", [sample_ledger, bare_ledger, hostile_ledger, example_ledger])
def test_every_number_is_a_formula_or_says_why_not(make):
    report = build_report(make())
    rows, parts = shown(book_of(make))
    for figure in report.figures.values():
        mine = [row for (name, _), row in parts.items() if name == figure.id]
        if isinstance(figure.value, int) or figure.kind is not Kind.LIST:
            mine.append(rows[figure.id])
        for row in mine:
            if row[2] is not None:
                assert str(row[2]).startswith("=") or "此处是数值，不是公式：" in row[7], row


def test_no_number_of_the_bundled_ledger_is_a_mere_value():
    rows, parts = shown(book_of(example_ledger))
    numbers = [row[2] for row in (*rows.values(), *parts.values()) if row[2] is not None]
    assert len(numbers) > 120
    assert all(str(number).startswith("=") for number in numbers)


def test_formulas_read_as_a_reviewer_would_write_them():
    book = book_of(sample_ledger)
    rows, _ = shown(book)
    place = {row[0].value: row[2].coordinate for row in book["指标"].iter_rows(min_row=4)}
    whole, part = (place[f"resumption.{name}.count"] for name in ("planned", "resumed"))
    whole, part = (f"${cell[0]}${cell[1:]}" for cell in (whole, part))
    assert rows["fai.in_library.expected"][2] == (
        '=SUMIFS(_项目_计划完成投资_202203,_项目_期前在库,"是")'
    )
    assert rows["carryover.count"][2] == '=COUNTIFS(_项目_接转在库,"是")'
    assert rows["resumption.rate"][2] == f'=IF({whole}=0,"",{part}/{whole})'


def test_a_name_of_a_range_means_one_column_of_one_sheet():
    book = book_of(sample_ledger)
    assert book.defined_names["_项目_总投资"].attr_text == "项目台账!$K$4:$K$5"
    assert book["项目台账"]["K3"].value == "总投资（万元）"


def test_a_figure_leads_to_its_column_and_to_its_contributions_and_they_lead_back():
    book = book_of(sample_ledger)
    sheet, parts = book["指标"], book["指标构成"]
    row = next(r for r in sheet.iter_rows(min_row=4) if r[0].value == "carryover.investment")
    assert row[8].hyperlink.location == "项目台账!K3"
    place = row[9].hyperlink.location.removeprefix("指标构成!")
    assert parts[place].value == "carryover.investment"
    assert parts[place].hyperlink.location == f"指标!C{row[0].row}"
    record = parts.cell(parts[place].row, 2)
    assert record.hyperlink.location == "项目台账!A4"
    assert record.value == "河东大桥"
    place = {r[0].value: r for r in sheet.iter_rows(min_row=4)}
    assert (
        place["fai.excess"][8].hyperlink.location
        == f"指标!{place['fai.period.expected'][2].coordinate}"
    )


def rolled_up(folder):
    """Return a city's report, merged from the sample and half of it."""
    folder.mkdir()
    for name, ledger in (("甲县", sample_ledger()), ("乙县", bare_ledger())):
        county = evolve(ledger, region=Region(name=name, parent="东市"))
        (folder / f"{name}.json").write_text(ledger_to_json(county), encoding="utf-8")
    with ThreadPoolExecutor(1) as executor:
        return node_report(rollup([folder], executor=executor).root)


def test_a_citys_total_is_the_sum_of_its_counties_and_its_rate_a_value_that_says_so(tmp_path):
    report = rolled_up(tmp_path / "counties")
    rows, _ = shown(workbook(report))
    assert str(rows["carryover.investment"][2]).startswith("=SUM(指标构成!$C$")
    rate = report.figures["fai.completion_rate"]
    assert rows["fai.completion_rate"][2] == pytest.approx(float(rate.value.fraction))
    assert rows["fai.completion_rate"][7].endswith("此处是数值，不是公式：由各地区分别计算后汇总）")


@pytest.mark.parametrize("make", [sample_ledger, example_ledger])
def test_the_workbook_is_a_ledger_too_and_reads_back_as_the_one_it_was_written_from(make, tmp_path):
    ledger = make()
    path = export(build_report(ledger), tmp_path / "a.xlsx")
    extract = ExcelImporter().extract(path, Profile())
    # its own sheets and green columns are known as such: nobody is asked about them
    assert {finding.code for finding in extract.findings} <= {"date-undetermined"}
    units = tuple(
        evolve(target, unit="万元") if target.amount or target.base or target.actual else target
        for target in ledger.targets
    )
    assert contents(extract.ledger) == contents(evolve(ledger, targets=units))


def test_a_copy_with_its_findings_marked_asks_about_none_of_its_own_sheets_and_columns(tmp_path):
    path = export(build_report(sample_ledger()), tmp_path / "a.xlsx")
    first = ExcelImporter().extract(path, Profile())
    place = CellRef("a.xlsx", "项目台账", "C3")  # its link back stands in the header row
    marked = Finding("amount-unreadable", Grade.ERROR, "读不懂", place)
    copy = tmp_path / "b.xlsx"
    with copy.open("wb") as stream:
        ExcelAnnotator().annotate(path, (*first.findings, marked), stream)
    assert any("清单第" in str(cell.value) for cell in openpyxl.load_workbook(copy)["项目台账"][3])
    again = ExcelImporter().extract(copy, Profile())
    assert contents(again.ledger) == contents(first.ledger)
    assert again.findings == tuple(
        evolve(each, place=evolve(each.place, file="b.xlsx")) for each in first.findings
    )


@frozen
class Case:
    """A workbook to recalculate, and the report it is held against."""

    report: Report
    path: Path
    is_changed: bool = False


def of_several_months(ledger):
    """Return *ledger* with a third of its projects a month ahead of the others."""
    ahead = Month(ledger.as_of.year, ledger.as_of.month)
    projects = [
        evolve(each, actual=(*each.actual, (ahead, each.actual[-1][1])))
        if number % 3 == 0 and each.actual and each.actual[-1][0] < ahead
        else each
        for number, each in enumerate(ledger.projects)
    ]
    return evolve(ledger, projects=tuple(projects))


def test_no_rate_of_several_months_is_a_number_nor_a_formula():
    report = build_report(of_several_months(example_ledger()))
    rows, parts = shown(workbook(report))
    for name in ("fai.completion_rate", "fai.pace.gap", "year_plan.rate", "year_plan.pace_gap"):
        assert rows[name][2] is None
        assert "月份不同不可比" in rows[name][6]
    rates = [
        row[2]
        for (name, key), row in parts.items()
        if name == "year_plan.by_stage" and "完成率" in key
    ]
    assert rates
    assert not any(rates)
    assert "完成率没有列" in rows["year_plan.by_stage"][6]


def _changed(case, folder, seed, only=()):
    """Return *case* with six amounts changed, some to nought, in the workbook and in the ledger."""
    chance = random.Random(seed)
    ledger = case.report.ledger
    known = [cell for cell in cells(ledger) if not only or cell[2] in only]
    changes = []
    for cell in chance.sample(known, min(6, len(known))):
        fen = chance.choice((0, chance.randrange(1, 10_000_000)))
        amount = Amount.of(fen, Unit.YUAN)
        ledger = in_ledger(ledger, cell, amount)
        changes.append((cell, amount))
    path = in_workbook(case.path, folder / f"changed-{seed}.xlsx", changes)
    return Case(build_report(ledger), path, is_changed=True)


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory):
    """Every case with the workbook LibreOffice made of it, in one run."""
    folder = tmp_path_factory.mktemp("living")
    found = [example_ledger(), sample_ledger(), bare_ledger(), hostile_ledger()]

    @MANY
    @given(ledgers)
    def collect(ledger):
        found.append(ledger)

    collect()
    two_months = build_report(example_ledger(), period=Period(2022, 2, 3), as_of=date(2022, 3, 20))
    reports = [
        *(build_report(ledger) for ledger in found),
        rolled_up(folder / "counties"),
        two_months,
        build_report(of_several_months(example_ledger())),
    ]
    written = [Case(r, export(r, folder / f"{n}.xlsx")) for n, r in enumerate(reports)]
    changed = [_changed(written[0], folder, seed) for seed in range(2)]
    changed.append(_changed(written[0], folder, 2, only=("amount", "base", "total_investment")))
    changed += [_changed(case, folder, 10 + n) for n, case in enumerate(written[4:6])]
    shutil.copy(written[0].path, folder / "as-written.xlsx")
    cases = [*written, *changed]
    again = recalculate([case.path for case in cases], folder)
    return list(zip(cases, again, strict=True)), folder / "as-written.xlsx"


@pytest.mark.slow
@needs_soffice
def test_libreoffice_comes_to_the_figures_of_the_core(recalculated):
    """The bundled ledger, the samples, and eight ledgers nobody thought of; stored values were taken out before."""
    plain = [(case, path) for case, path in recalculated[0] if not case.is_changed]
    assert len(plain) == 15
    for case, path in plain:
        assert differences(case.report, path) == [], case.report.ledger


@pytest.mark.slow
@needs_soffice
def test_every_formula_of_the_bundled_ledger_gives_what_is_stored_beside_it(recalculated):
    (_, again), *_ = recalculated[0]
    live = list(stored_and_recalculated(recalculated[1], again))
    assert len(live) > 2000
    for sheet, cell, stored, found in live:
        close = isinstance(stored, (int, float)) and found == pytest.approx(
            stored, rel=1e-12, abs=1e-9
        )
        assert close or (stored or None) == (found or None), (sheet, cell, stored, found)


@needs_soffice
def test_who_changes_an_amount_sees_every_figure_follow_as_the_core_would_compute_it(recalculated):
    changed = [(case, path) for case, path in recalculated[0] if case.is_changed]
    assert len(changed) == 5
    before = {name: figure.value for name, figure in recalculated[0][0][0].report.figures.items()}
    for case, path in changed:
        assert differences(case.report, path, changed=True) == [], case.path
        assert {name: figure.value for name, figure in case.report.figures.items()} != before


ASKED_OF_ONE_CELL = re.compile(r"(?:ISNUMBER|FIND|SEARCH|LEN|N)\([^()]*_[一-鿿]")
"""Functions that Gnumeric and IronCalc ask of one cell where Excel asks them of each cell of a column."""


@pytest.mark.parametrize("make", [sample_ledger, hostile_ledger, example_ledger])
def test_no_formula_asks_of_a_column_what_some_engines_ask_of_a_cell(make):
    asked = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in book_of(make)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and ASKED_OF_ONE_CELL.search(cell.value)
    ]
    assert asked == []


def test_several_names_of_a_cell_stand_in_a_column_each():
    report = build_report(example_ledger())
    book = workbook(report, data_only=True)
    heads = {cell.value: cell.column for cell in book["入库计划"][3]}
    singles = [column for head, column in heads.items() if str(head).startswith("尚缺资料（第")]
    for row in book["入库计划"].iter_rows(min_row=4):
        names = (row[heads["尚缺资料"] - 1].value or "").split("、")
        assert [row[one - 1].value or "" for one in singles][: len(names)] == names
    formulas = [
        cell.value
        for row in book_of(example_ledger)["指标"].iter_rows(min_row=4)
        for cell in row
        if cell.data_type == "f" and "_入库_尚缺资料第2" in str(cell.value)
    ]
    assert len(formulas) == len(report.figures["entry.missing"].value)
