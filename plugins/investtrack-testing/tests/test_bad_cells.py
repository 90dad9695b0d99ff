"""An importer that lies, one lie a promise: cells that are others', totals and units times ten thousand, findings dropped."""

import pytest
from attrs import evolve

from investtrack import Amount, Profile, Unit
from investtrack.plugin import Importer, read_table
from investtrack.plugin.cells import Place, read_rows_each
from investtrack_csv import csv_rows
from investtrack_testing import check_importer, promises


class Honest(Importer):
    name = "honest"
    label = "某县表格"
    suffixes = (".csv",)

    def identify(self, path):
        return path.suffix == ".csv" and path.is_file()

    def extract(self, path, profile):
        return self.lie(read_table(path, csv_rows(path), "项目台账", profile=profile))

    def lie(self, extract):
        return extract


LINES = [f"项目{number},{number * 7 + 1},{number * 3},是" for number in range(1, 61)]
TOTAL = f"合计,{sum(n * 7 + 1 for n in range(1, 61))},{sum(n * 3 for n in range(1, 61))},"
TEXT = "项目名称,总投资（万元）,年度计划投资（万元）,是否入库\n" + "\n".join(
    [*LINES, "水厂,待定,5亿元,也许", TOTAL]
)


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "项目台账.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def broken(promise, lie, *paths):
    liar = type("Liar", (Honest,), {"lie": lambda self, extract: lie(extract)})()
    with pytest.raises(promises.BrokenPromiseError) as caught:
        check_importer(liar, paths, mutated=0)
    assert caught.value.promise is promise, str(caught.value)
    return str(caught.value)


def records(extract, change, **more):
    ledger = extract.ledger
    changed = tuple(change(project, place) for place, project in enumerate(ledger.projects))
    return evolve(extract, ledger=evolve(ledger, projects=changed), **more)


def test_an_honest_one_passes(ledger):
    check_importer(Honest(), [ledger])


def test_cells_shifted_by_fifty_rows(ledger):
    def shifted(project, _):
        if project.origin.texts:
            return project
        return evolve(
            project, origin=evolve(project.origin, row=(project.origin.row + 48) % 60 + 2)
        )

    said = broken(promises.VALUE_IN_CELL, lambda extract: records(extract, shifted), ledger)
    assert "项目台账.csv｜项目台账!A" in said


def test_amounts_of_one_row_times_ten_thousand(ledger):
    def scaled(project, place):
        if place != 7:
            return project
        return evolve(project, year_plan=Amount.of(project.year_plan.to(Unit.WAN), Unit.YI))

    broken(promises.UNIT_HELD, lambda extract: records(extract, scaled), ledger)


def test_a_whole_column_in_another_unit_than_its_header(ledger):
    def scaled(project, _):
        total = project.total_investment
        return evolve(project, total_investment=total and Amount.of(total.to(Unit.WAN), Unit.YI))

    broken(promises.UNIT_HELD, lambda extract: records(extract, scaled), ledger)


def test_another_number(ledger):
    def added(project, place):
        if place != 3:
            return project
        return evolve(project, year_plan=project.year_plan + Amount.of(1, Unit.WAN))

    broken(promises.VALUE_IN_CELL, lambda extract: records(extract, added), ledger)


def test_totals_times_ten_thousand(ledger):
    def lie(extract):
        totals = tuple(
            evolve(t, amounts=tuple((k, Amount.of(a.to(Unit.WAN), Unit.YI)) for k, a in t.amounts))
            for t in extract.ledger.totals
        )
        assert totals
        return evolve(extract, ledger=evolve(extract.ledger, totals=totals))

    broken(promises.TOTALS_TRUE, lie, ledger)


def test_findings_dropped_with_their_texts(ledger):
    def bare(project, _):
        return evolve(project, origin=evolve(project.origin, texts=()))

    said = broken(promises.FAULTS_SAID, lambda extract: records(extract, bare, findings=()), ledger)
    assert "待定" in said or "也许" in said


def test_findings_dropped_and_texts_kept(ledger):
    broken(promises.NOTHING_LOST, lambda extract: evolve(extract, findings=()), ledger)


def test_a_workbook_is_looked_into_too(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "项目台账"
    for line in TEXT.split("\n"):
        book.active.append([int(v) if v.isdigit() else v for v in line.split(",")])
    path = tmp_path / "台账.xlsx"
    book.save(path)
    rows = [list(row) for row in book.active.values]

    class Sheets(Honest):
        suffixes = (".xlsx",)

        def identify(self, path):
            return path.suffix == ".xlsx" and path.is_file() and path.read_bytes()[:2] == b"PK"

        def extract(self, path, profile):
            return self.lie(read_table(path, rows, "项目台账", profile=Profile()))

    check_importer(Sheets(), [path], mutated=0)

    class Liar(Sheets):
        def lie(self, extract):
            def renamed(project, place):
                return evolve(project, name="另一个") if place == 2 else project

            return records(extract, renamed)

    with pytest.raises(promises.BrokenPromiseError) as caught:
        check_importer(Liar(), [path], mutated=0)
    assert caught.value.promise is promises.VALUE_IN_CELL


class TwoRows(Importer):
    """Reads two rows a project, single months; what it states can be turned into a lie."""

    name = "two-rows"
    label = "双行表"
    suffixes = (".csv",)

    def __init__(self, lie=lambda project: project):
        self.lie = lie

    def identify(self, path):
        return path.suffix == ".csv" and path.is_file()

    def extract(self, path, profile):
        where = {
            "项目名称": Place("A"),
            "计划完成投资": Place("C:E"),
            "完成投资": Place("C:E", row=1),
        }
        rows = csv_rows(path)
        found = read_rows_each(
            path, "双行表", rows, "项目台账", where, header_row=1, rows=2, year=2022
        )
        return records(found, lambda project, _: self.lie(project))


@pytest.fixture
def two_rows(tmp_path):
    path = tmp_path / "双行表.csv"
    path.write_text("项目名称,,1月,2月,3月\n桥,计划,10,20,30\n,完成,1,2,\n水厂,计划,5,待定,7\n,完成,4,,\n合计,,15\n,,5\n", encoding="utf-8")  # fmt: skip
    return path


def test_single_months_that_are_cumulated_are_in_their_cells(two_rows):
    check_importer(TwoRows(), [two_rows])


@pytest.mark.parametrize(
    "lie",
    [
        lambda p: evolve(p, actual=tuple((end, one + one) for end, one in p.actual)),
        lambda p: evolve(p, origin=evolve(p.origin, moved=())),  # the cells of the other row
        lambda p: evolve(
            p, planned=p.planned[:1] + tuple((end, p.planned[0][1]) for end, _ in p.planned[1:])
        ),
    ],
    ids=["doubled", "other-row", "not-cumulated"],
)
def test_cumulated_amounts_that_their_months_do_not_give(two_rows, lie):
    with pytest.raises(promises.BrokenPromiseError) as caught:
        check_importer(TwoRows(lie), [two_rows], mutated=0)
    assert caught.value.promise in {promises.VALUE_IN_CELL, promises.UNIT_HELD}
