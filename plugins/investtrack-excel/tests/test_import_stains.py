"""The soiled example against the clean one, record by record: every stain is read as meant, or found and kept."""

from collections import Counter
from pathlib import Path

import pytest

from investtrack.findings import Grade
from investtrack.model.ledger import SHEETS
from investtrack.model.profile import Profile
from investtrack_excel.importer import ExcelImporter


EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def clean():
    return ExcelImporter().extract(EXAMPLES / "云溪县2022年一季度台账.xlsx", Profile())


@pytest.fixture(scope="module")
def soiled():
    return ExcelImporter().extract(EXAMPLES / "云溪县2022年一季度台账（原样）.xlsx", Profile())


def pairs(clean, soiled):
    for sheet in SHEETS:
        old, new = (getattr(x.ledger, sheet.attribute) for x in (clean, soiled))
        yield from zip(old, new, strict=True)


def test_the_clean_example_gives_no_finding_of_reading_and_no_totals(clean):
    assert clean.findings == ()
    assert clean.ledger.totals == ()


def test_subtotals_of_the_soiled_example_are_no_projects(clean, soiled):
    assert len(soiled.ledger.projects) == len(clean.ledger.projects)
    assert [total.label for total in soiled.ledger.totals] == ["小计(在库项目)", "合计"]
    assert len(soiled.ledger.totals[1].scope) == len(soiled.ledger.projects)


def test_what_is_only_another_way_of_writing_is_read_as_meant(clean, soiled):
    keys = ("total_investment", "cumulative_before_year", "unreportable", "name", "agreed")
    changed = Counter(
        (type(old).__name__, key)
        for old, new in pairs(clean, soiled)
        for key in keys
        if getattr(old, key, None) != getattr(new, key, None)
    )
    # Commas, full width, 亿元, 万, 约, — and 无 change no amount; a slip of unit is the checks' to find.
    # The names that differ are other names, or half-width brackets.
    assert changed == {
        ("Project", "total_investment"): 1,
        ("Resumption", "name"): 1,
        ("Issue", "name"): 1,
        ("Supervision", "name"): 1,
    }


def test_what_cannot_be_read_is_found_and_kept(soiled):
    errors = {f.found: f.code for f in soiled.findings if f.grade is Grade.ERROR}
    assert errors == {
        "待核实": "amount-unreadable",
        "春节过后": "date-unreadable",
        "扫尾": "choice-unknown",
        "州级": "choice-unknown",
        "信访": "choice-unknown",
        "新型信息化": "choice-unknown",
        "#REF!": "cell-error",
        "没有结果的公式": "formula-uncomputed",
    }
    others = sorted(f.code for f in soiled.findings if f.grade is not Grade.ERROR)
    assert others == ["date-undetermined", "number-rough", "row-hidden"]
    kept = {text for _, record in soiled.ledger.records() for _, text in record.origin.texts}
    assert kept == {*errors, "待定", "（公式没有结果）"} - {"没有结果的公式"}


def test_every_value_lost_against_the_clean_example_is_explained(clean, soiled):
    emptied = {"code", "entered_on", "returned_because"}  # cells the soiled workbook leaves empty
    for before, after in pairs(clean, soiled):
        told = {key.partition(".")[0] for key, _ in after.origin.texts}
        for key in {key.partition(".")[0] for key in after.origin.sheet.columns}:
            if getattr(before, key) and not getattr(after, key):
                assert key in told | emptied, (after.name, key)
