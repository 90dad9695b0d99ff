"""One bad importer a promise: each is caught, and the message names the promise."""

import csv
from decimal import Decimal, InvalidOperation
from itertools import count

import pytest
from attrs import evolve

from investtrack import Amount, CellRef, Finding, Grade, Ledger, Origin, Project, SourceError, Unit
from investtrack.model.source import NOWHERE, SheetRef
from investtrack.plugin import Extract, Importer
from investtrack_testing import check_importer, promises


COLUMNS = {"name": 0, "total_investment": 1}


class Good(Importer):
    """Reads 项目名称,总投资 and keeps every promise; the bad ones below change one thing each."""

    name = "good-csv"
    label = "某县表格"
    suffixes = (".csv",)

    def identify(self, path):
        return path.suffix == ".csv" and path.is_file()

    def rows(self, path):
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                return list(csv.reader(file))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise SourceError(path, "不是可用的表格") from error

    def extract(self, path, profile):
        sheet = SheetRef(path.name, "项目台账", COLUMNS)
        projects, findings = [], []
        for number, row in enumerate(self.rows(path)[1:], 2):
            name, total = ([*row, "", ""])[:2]
            if name.strip():
                project, found = self.project(name, total.strip(), Origin(sheet, number))
                projects.append(project)
                findings += found
        return Extract(Ledger(projects=tuple(projects), sources=(path.name,)), tuple(findings))

    def project(self, name, total, origin):
        try:
            amount = self.amount(total) if total else None
        except (InvalidOperation, ValueError):
            kept = evolve(origin, texts=(("total_investment", total),))
            return Project(name=name, origin=kept), [self.finding(total, origin)]
        return Project(name=name, total_investment=amount, origin=origin), []

    def amount(self, total):
        number = Decimal(total)
        if abs(number) >= Decimal("1e20"):
            raise ValueError(total)
        return Amount.of(number, Unit.WAN)

    def finding(self, total, origin):
        return Finding(
            "amount-unreadable", Grade.ERROR, "总投资读不出来", origin.cell("total_investment"),
            found=total, expected="金额", mend="改成数字",
        )  # fmt: skip


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "台账.csv"
    path.write_text("项目名称,总投资\n河东大桥,20000\n青山花园,待定\n", encoding="utf-8")
    return path


def broken(promise, importer, *paths, **given):
    with pytest.raises(promises.BrokenPromiseError) as caught:
        check_importer(importer, paths, **given)
    assert caught.value.promise is promise, str(caught.value)
    assert str(caught.value).startswith(f"[{promise.id}] {promise.text} ")


def test_a_good_one_passes(ledger, tmp_path):
    check_importer(Good(), [ledger], foreign=[tmp_path / "a.xlsx"], mutated=200)


@pytest.mark.parametrize("suffixes", [(), ("csv",), (".CSV",), ("",)])
def test_suffixes_that_find_nothing(suffixes, ledger):
    broken(promises.NAMED, type("Bad", (Good,), {"suffixes": suffixes})(), ledger)


def test_one_that_denies_its_own(ledger):
    broken(
        promises.CLAIMS_OWN, type("Bad", (Good,), {"identify": lambda self, path: False})(), ledger
    )


def test_one_that_claims_what_is_foreign(ledger, tmp_path):
    bad = type("Bad", (Good,), {"identify": lambda self, path: True})()
    broken(promises.CLAIMS_OWN, bad, ledger, foreign=[tmp_path / "a.xlsx"])


@pytest.mark.parametrize(
    "identify",
    [lambda self, path: path.read_bytes()[:1] != b"{", lambda self, path: path.suffix, lambda self, path: None], ids=["raises", "says text", "says None"],
)  # fmt: skip
def test_one_that_does_not_answer(identify, ledger, tmp_path):
    absent = tmp_path / "没有.xlsx"
    broken(
        promises.IDENTIFY_CALM,
        type("Bad", (Good,), {"identify": identify})(),
        ledger,
        foreign=[absent],
    )


def test_one_that_reads_nothing(ledger):
    broken(promises.READS_RECORDS, type("Bad", (Good,), {"rows": lambda self, path: []})(), ledger)


def test_one_that_prints(ledger):
    class Bad(Good):
        def rows(self, path):
            print(f"reading {path}")  # noqa: T201
            return super().rows(path)

    broken(promises.PRINTS_NOTHING, Bad(), ledger)


def test_one_that_leaves_a_file_beside_the_source(ledger):
    class Bad(Good):
        def rows(self, path):
            (path.parent / ".lock").write_text("")
            return super().rows(path)

    broken(promises.SOURCE_UNTOUCHED, Bad(), ledger)


def test_what_python_leaves_where_a_module_is_imported_is_nobodys(ledger):
    class Imported(Good):
        def rows(self, path):
            (path.parent / "__pycache__").mkdir(exist_ok=True)
            return super().rows(path)

    check_importer(Imported(), [ledger])


def test_one_that_writes_to_the_source(ledger):
    class Bad(Good):
        def rows(self, path):
            rows = super().rows(path)
            path.write_text(path.read_text(encoding="utf-8").strip(), encoding="utf-8")
            return rows

    broken(promises.SOURCE_UNTOUCHED, Bad(), ledger)


def test_one_that_reads_something_else_each_time(ledger):
    class Bad(Good):
        numbers = count()

        def project(self, name, total, origin):
            return super().project(f"{name}{next(self.numbers)}", total, origin)

    broken(promises.SAME_LEDGER, Bad(), ledger)


@pytest.mark.parametrize(
    "change",
    [{"origin": NOWHERE}, {"origin": Origin(SheetRef("a.csv", ""), 2)}, {"origin": Origin(SheetRef("a.csv", "表"), 0)}],
)  # fmt: skip
def test_one_without_origins(change, ledger):
    class Bad(Good):
        def project(self, name, total, origin):
            project, found = super().project(name, total, origin)
            return evolve(project, **change), found

    broken(promises.HAS_ORIGIN, Bad(), ledger)


def test_one_that_fills_in_what_is_not_there(ledger):
    class Bad(Good):
        def project(self, name, total, origin):
            project, found = super().project(name, total, origin)
            return evolve(project, responsible_unit="发改局"), found

    broken(promises.VALUE_HAS_CELL, Bad(), ledger)


def test_one_that_drops_what_it_cannot_read(ledger):
    class Bad(Good):
        def project(self, name, total, origin):
            return super().project(name, total, origin)[0], []

    broken(promises.NOTHING_LOST, Bad(), ledger)


@pytest.mark.parametrize(
    "change",
    [{"code": ""}, {"code": "Amount Unreadable"}, {"message": "unreadable"}, {"place": CellRef("", "项目台账", "B3")}, {"expected": "", "mend": ""}],
    ids=str,
)  # fmt: skip
def test_one_whose_findings_help_nobody(change, ledger):
    class Bad(Good):
        def finding(self, total, origin):
            return evolve(super().finding(total, origin), **change)

    broken(promises.FINDINGS_COMPLETE, Bad(), ledger)


def test_one_whose_findings_are_words(ledger):
    bad = type("Bad", (Good,), {"finding": lambda self, total, origin: "总投资读不出来"})()
    broken(promises.FINDINGS_COMPLETE, bad, ledger)


@pytest.mark.parametrize(
    "change", [{"total_investment": 20000.0}, {"total_investment": "20000"}, {"total_investment": Decimal(20000)}],
)  # fmt: skip
def test_one_whose_amounts_are_not_amounts(change, ledger):
    class Bad(Good):
        def project(self, name, total, origin):
            project, found = super().project(name, total, origin)
            return evolve(project, **change), found

    broken(promises.EXACT_VALUES, Bad(), ledger)


def test_one_whose_ledger_cannot_be_reported(ledger, monkeypatch):
    from investtrack_testing import importers

    def fails(ledger):
        raise KeyError("figure")

    # What passes for exact is reportable today; the promise stands for what the core computes tomorrow.
    monkeypatch.setattr(importers, "build_report", fails)
    broken(promises.REPORTABLE, Good(), ledger)


def test_one_that_lets_a_bad_file_raise(ledger):
    class Bad(Good):
        def rows(self, path):
            with path.open(encoding="utf-8-sig", newline="") as file:
                return list(csv.reader(file))

    broken(promises.REFUSES_PLAINLY, Bad(), ledger)


def test_one_that_refuses_in_english(ledger):
    class Bad(Good):
        def rows(self, path):
            raise SourceError(path, "bad file")

    broken(promises.REFUSES_PLAINLY, Bad(), ledger)


def test_one_that_returns_a_bare_ledger(ledger):
    class Bad(Good):
        def extract(self, path, profile):
            return super().extract(path, profile).ledger

    broken(promises.REFUSES_PLAINLY, Bad(), ledger)


class Fragile(Good):
    """Fails on one word that no file of the kit's own has, but damage puts there."""

    def amount(self, total):
        if total.startswith("１，２"):
            raise KeyError(total)
        return super().amount(total)


def test_damage_finds_what_the_dirty_files_do_not(ledger):
    check_importer(Fragile(), [ledger], mutated=0)
    broken(promises.REFUSES_PLAINLY, Fragile(), ledger, mutated=300)


def test_the_same_seed_gives_the_same_damage(ledger):
    from investtrack_testing import mutations

    data = ledger.read_bytes()
    assert list(mutations(data, 40, 7)) == list(mutations(data, 40, 7))
    assert list(mutations(data, 40, 7)) != list(mutations(data, 40, 8))
    assert len(dict(mutations(data, 200))) > 100  # of different kinds and places
