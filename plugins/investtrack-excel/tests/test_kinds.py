"""Every kind of cell and sheet in every file type: figures are right, or what is not read is named.

INVESTTRACK_SOAK=10000 reads that many altered ledgers and as many clean ones.
"""

import os
from pathlib import Path
from random import Random

import pytest
from excel_kinds import STAINS, drawn
from excel_kinds.docx import table, verdicts
from excel_kinds.judge import faults, ledger_of, read
from excel_kinds.page import kinds_page
from excel_kinds.soak import altered_run, clean_run

from investtrack_audit import Verdict


PAGE = Path(__file__).parents[3] / "docs" / "reference" / "kinds.md"
RUNS = int(os.environ.get("INVESTTRACK_SOAK", "8"))


@pytest.mark.slow
def test_the_page_says_what_becomes_of_every_kind_and_nothing_is_wrong(tmp_path):
    made = kinds_page(tmp_path)
    assert "wrong" not in made.replace("called wrong", "")
    assert PAGE.read_text(encoding="utf-8") == made, (
        "run: python plugins/investtrack-excel/tests/kinds/page.py"
    )


def test_altered_ledgers_are_read_right_or_said(tmp_path):
    wrong = {seed: made for seed in range(1, RUNS + 1) if (made := altered_run(seed, tmp_path))[1]}
    assert wrong == {}


def test_clean_ledgers_are_read_right_without_a_word(tmp_path):
    wrong = {seed: made for seed in range(1, RUNS + 1) if (made := clean_run(seed, tmp_path))[1]}
    assert wrong == {}


def test_what_is_read_is_what_the_cells_say(tmp_path):
    """The ledger that is held against is made without any reader, and equals what is read of a plain workbook."""
    book = drawn(Random(5))
    assert faults(book, book.copy(), tmp_path / "台账.xlsx") == []
    ledger, said = read(tmp_path / "台账.xlsx")
    assert said == ()
    assert [p.name for p in ledger.projects] == [p.name for p in ledger_of(book).projects]


def test_a_difference_or_a_silence_would_be_seen(tmp_path):
    right = drawn(Random(5))
    book = right.copy()
    book.sheets["项目台账"][1][4] += 1
    assert any("is read as" in fault for fault in faults(book, right, tmp_path / "台账.xlsx"))
    book = right.copy()
    book.asked.append(("项目台账", book.sheets["项目台账"][1], 11, "unsaid"))
    assert [fault[:6] for fault in faults(book, right, tmp_path / "台账.xlsx")] == ["unsaid"]


def test_a_wrong_sum_of_a_document_would_be_seen(tmp_path):
    assert verdicts(table(5200), tmp_path / "汇报.docx") == {Verdict.HOLDS}
    assert verdicts(table(52001), tmp_path / "汇报.docx") == {Verdict.IMPOSSIBLE}


def test_every_line_of_the_list_of_kinds_has_kinds():
    items = {int(stain.item.split()[0]) for stain in STAINS}
    assert items == {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
    assert len({stain.key for stain in STAINS}) == len(STAINS)
