"""Formulas: worked out exactly, moved rightly, and never a traceback whatever is written."""

import io
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack_ooxml.formulas.evaluator import FormulaEvaluator, store_values
from investtrack_ooxml.formulas.trees import CellError, UnknownError
from investtrack_ooxml.package import open_archive
from investtrack_ooxml.spreadsheet.references import TooManyAreasError, moved_areas, moved_formula
from investtrack_ooxml.spreadsheet.row_mapping import RowBlock, RowCopy, RowMapping
from investtrack_ooxml.spreadsheet.workbook import Workbook


@pytest.fixture
def reckon(tmp_path):
    """Return what a formula in Z9 comes to beside A1:A4 = 1, 0.1, text, blank and B1 = a subtotal of them."""

    def make(formula):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet["A1"], sheet["A2"], sheet["A3"] = 1, 0.1, "字"
        sheet["B1"], sheet["B2"] = "=SUBTOTAL(9,A1:A4)", 2
        sheet["C1"] = "=Z9"
        sheet["Z9"] = f"={formula}"
        path = tmp_path / "表.xlsx"
        book.save(path)
        grid = FormulaEvaluator(Workbook(open_archive(path, path.read_bytes())))
        grid.load()
        try:
            return grid.value(("Sheet", 9, 26))
        except CellError as error:
            return error.code
        except UnknownError:
            return "?"

    return make


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("A1+A2*3", Fraction(13, 10)), ("0.1+0.2", Fraction(3, 10)), ("-A1^2", 1), ("2^-1", Fraction(1, 2)), ("10%", Fraction(1, 10)),
        ("SUM(A1:A4)", Fraction(11, 10)), ("SUM(A1,A3,B2)", None), ("SUBTOTAL(9,A1:B2)", Fraction(31, 10)),
        ("SUM(A1:B2)", Fraction(42, 10)), ("COUNT(A1:A4)", 2), ("COUNTA(A1:A4)", 3), ("AVERAGE(A1:A2)", Fraction(11, 20)),
        ("AVERAGE(A4:A4)", "#DIV/0!"), ("MAX(A1:A4)", 1), ("A1/A4", "#DIV/0!"), ('IFERROR(A1/A4,"—")', "—"),
        ('IF(A4=0,"",A1/A4)', ""), ('IF(A3="字",1)', 1), ("IF(A1>2,1)", False), ("A3+1", "#VALUE!"), ("A4", 0),
        ("ROUND(2.5,0)", 3), ("ROUND(-2.5,0)", -3), ("ROUNDDOWN(-2.7,0)", -2), ("ROUNDUP(2.1,0)", 3), ("INT(-1.5)", -2),
        ('"共"&B2&"个"', "共2个"), ('A2&""', "?"), ("A1=TRUE", False), ("A3>A1", True), ("AND(A1=1,B2=2)", True),
        ("NOT(A4)", True), ("ISBLANK(A4)", True), ("N(A3)", 0), ("Sheet!A1", 1), ("'Sheet'!$A$2", Fraction(1, 10)),
        ("VLOOKUP(1,A1:B2,2)", "?"), ("C1", "?"), ('INDIRECT("A1")', "?"), ("A1:A2", "?"), ("[1]其他!A1", "?"), ("#REF!", "#REF!"),
        ("9^999", "?"),
    ],
)  # fmt: skip
def test_a_formula_comes_to_what_it_says(reckon, formula, value):
    if formula == "SUM(A1,A3,B2)":
        assert reckon(formula) == 3  # text in a cell counts as nothing
    else:
        assert reckon(formula) == value


def test_what_cannot_be_worked_out_keeps_no_old_value(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active["A3"] = "=TODAY()", "=A1+1", "=1+1"
    path = tmp_path / "表.xlsx"
    book.save(path)
    package = open_archive(path, path.read_bytes())
    made = Workbook(package)
    for element in package.tree(made.sheets[0].part).iter("{*}v"):
        element.text = "44621"
    assert store_values(made) == ["Sheet!A1", "Sheet!A2"]
    sheet = openpyxl.load_workbook(io.BytesIO(package.to_bytes()), data_only=True).active
    assert [sheet[at].value for at in ("A1", "A2", "A3")] == [None, None, 2]


@pytest.mark.parametrize(
    ("written", "value"), [("1E+999999999", "#NUM!"), ("字", "#NUM!"), ("1E-5", Fraction(1, 10**5))]
)
def test_a_stored_number_of_endless_digits_is_an_error_of_its_cell(tmp_path, written, value):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = 12345, "=A1"
    path = tmp_path / "表.xlsx"
    book.save(path)
    package = open_archive(path, path.read_bytes())
    made = Workbook(package)
    for element in package.tree(made.sheets[0].part).iter("{*}v"):
        if element.text == "12345":
            element.text = written
    grid = FormulaEvaluator(made)
    grid.load()
    if value == "#NUM!":
        with pytest.raises(CellError, match=value):
            grid.value(("Sheet", 2, 1))
    else:
        assert grid.value(("Sheet", 2, 1)) == value


def two_groups():
    """Rows 4 (head), 5 (record) and 6 (subtotal) of a form, for groups of two and of one record."""
    placed = [RowCopy(4, (0,)), RowCopy(5, (0, 0)), RowCopy(5, (0, 1)), RowCopy(6, (0,)),
              RowCopy(4, (1,)), RowCopy(5, (1, 0)), RowCopy(6, (1,))]  # fmt: skip
    moves = RowMapping([RowBlock(4, 6, frozenset({5}), placed)])
    moves.settle()
    return {"表": moves, "他": RowMapping()}


@pytest.mark.parametrize(
    ("formula", "path", "moved"),
    [
        ("SUM(C5:C5)", (), "SUM(C5:C6,C9)"),
        ("SUM(C5)", (), "SUM(C5:C6,C9)"),
        ("SUM($C$5:$D$5)", (1,), "SUM($C$9:$D$9)"),
        ("SUM(C5:C5)", (0,), "SUM(C5:C6)"),
        ("SUM(C4:C6)", (), "SUM(C4:C10)"),
        ("C5*$C$6", (0, 1), "C6*$C$7"),
        ("C6+C7", (), "C7+C11"),
        ("C4", (1, 0), "C8"),
        ('SUMIF(A5:A5,"甲",C5:C5)', (), 'SUMIF(A5:A9,"甲",C5:C9)'),
        ("C3+C9+A:A+3:7", (), "C3+C13+A:A+3:11"),
        ("'表'!C7+他!C7", (), "'表'!C11+他!C7"),
        ('[1]表!C7+表名+"C7"', (), '[1]表!C7+表名+"C7"'),
        ("LOG10(C7)", (), "LOG10(C11)"),
    ],
)  # fmt: skip
def test_references_follow_the_rows(formula, path, moved):
    assert moved_formula(formula, "表", two_groups(), path) == moved


def test_areas_follow_the_rows():
    moves = two_groups()["表"]
    assert moved_areas("A5:B5 C7 D1:D9", moves) == "A5:B6 A9:B9 C11 D1:D13"
    assert moved_areas("A5:B5", moves, joined=True) == "A5:B9"


def test_a_sum_over_too_many_groups_is_refused_unless_it_is_a_subtotal():
    placed = [item for g in range(300) for item in (RowCopy(5, (g, 0)), RowCopy(6, (g,)))]
    moves = RowMapping([RowBlock(5, 6, frozenset({5}), placed)])
    moves.settle()
    with pytest.raises(TooManyAreasError, match="要跨300组"):
        moved_formula("SUM(C5:C5)", "表", {"表": moves})
    assert moved_formula("SUBTOTAL(9,C5:C5)", "表", {"表": moves}) == "SUBTOTAL(9,C5:C603)"


@given(st.text(alphabet="ABC123$:!'()+-*/,&=<>%\"{}[]# 表SUMIF", max_size=30))
def test_no_formula_is_a_traceback(text):
    assert isinstance(moved_formula(text, "表", two_groups()), str)
