"""The bundled example, clean and as found, read as a county's clerk would give it."""

import subprocess
import sys
from pathlib import Path

import pytest

from investtrack.findings import Grade
from investtrack.model.ledger import SHEETS
from investtrack.model.profile import Profile
from investtrack.report import build_report
from investtrack.values import Amount, Unit
from investtrack_excel.importer import ExcelImporter


EXAMPLES = Path(__file__).parents[3] / "examples"
CLEAN = EXAMPLES / "云溪县2022年一季度台账.xlsx"
FOUND = EXAMPLES / "云溪县2022年一季度台账（原样）.xlsx"


def read(path):
    extract = ExcelImporter().extract(path, Profile())
    return build_report(extract.ledger, findings=extract.findings)


@pytest.fixture(scope="module")
def clean():
    return read(CLEAN)


@pytest.fixture(scope="module")
def found():
    return read(FOUND)


def test_the_clean_ledger_is_read_whole_and_has_no_fault(clean):
    assert all(getattr(clean.ledger, sheet.attribute) for sheet in SHEETS)
    assert [finding for finding in clean.findings if finding.grade is not Grade.NOTE] == []


def test_its_figures_are_those_the_example_was_made_with(clean):
    # worked out apart from this library when the example was made: 64289 + 16000 = 80289
    wan = {
        "fai.in_library.expected": "64289",
        "fai.new_entry.expected": "16000",
        "fai.period.expected": "80289",
        "fai.period.planned": "80289",
        "fai.excess": "3289",  # 80289 − 77000
        "fai.period.completed": "34725.42",
        "entry.planned.investment": "70770.5",
        "carryover.investment": "1329729.91",
        "carryover.real_estate.investment": "596811.71",
        "remaining.investment": "577357",
        "remaining.unreportable": "115773.23",
        "remaining.reportable": "461583.77",
        "starts.investment": "32370",
    }
    assert {key: clean.figure(key).value for key in wan} == {
        key: Amount.of(number, Unit.WAN) for key, number in wan.items()
    }
    counts = {
        "entry.planned.count": 11,
        "entry.entered.count": 3,
        "entry.collecting.count": 3,
        "entry.submitted.count": 2,
        "entry.returned.count": 1,
        "entry.other.count": 2,
        "entry.major.count": 3,
        "entry.overdue.count": 2,
        "resumption.planned.count": 40,
        "resumption.due.count": 39,
        "resumption.resumed.count": 36,
        "resumption.overdue.count": 3,
        "carryover.count": 94,
        "carryover.real_estate.count": 13,
        "starts.count": 8,
        "starts.ready.count": 6,
        "issues.open.count": 19,
        "progress.stopped.count": 4,
        "reserve.count": 20,
        "promotion.signed.count": 13,
        "promotion.started.count": 4,
    }
    assert {key: clean.figure(key).value for key in counts} == counts


def test_the_ledger_as_found_loses_no_record(clean, found):
    for sheet in SHEETS:
        before, after = (getattr(report.ledger, sheet.attribute) for report in (clean, found))
        assert len(after) == len(before), sheet.name


@pytest.mark.parametrize(
    "code",
    [
        "amount-unreadable",
        "date-unreadable",
        "choice-unknown",
        "cell-error",
        "formula-uncomputed",
        "duplicate-code",
        "project-unknown",
        "unit-slip",
        "ytd-falling",
        "ytd-exceeds-cumulative",
        "cumulative-exceeds-total",
        "resumed-before-stopped",
        "entered-without-date",
        "entered-without-papers",
        "date-after-as-of",
        "date-undetermined",
        "row-hidden",
    ],
)
def test_its_dirt_is_found_with_a_cell(found, code):
    faults = [finding for finding in found.findings if finding.code == code]
    assert faults
    assert all(
        fault.place.file == FOUND.name and fault.place.sheet and fault.place.cell
        for fault in faults
    )


def test_every_stain_of_an_amount_is_read_or_found(clean, found):
    """A cell of the clean ledger is equal in the other, or a finding names its project or its cell."""
    named = {finding.place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for finding in found.findings}
    cells = {
        cell.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for f in found.findings for cell in f.related
    }
    differing = [
        after
        for before, after in zip(clean.ledger.projects, found.ledger.projects, strict=True)
        if (before.total_investment, before.year_plan, before.cumulative, before.actual)
        != (after.total_investment, after.year_plan, after.cumulative, after.actual)
    ]
    assert differing
    assert [p.name for p in differing if str(p.origin.row) not in named | cells] == []


def test_the_examples_are_what_the_script_makes(tmp_path):
    command = [sys.executable, str(EXAMPLES / "make_example.py"), "-o", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / CLEAN.name).read_bytes() == CLEAN.read_bytes()
    assert (tmp_path / FOUND.name).read_bytes() == FOUND.read_bytes()
