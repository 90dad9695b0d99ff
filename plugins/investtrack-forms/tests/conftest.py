"""Forms built in the test, filled from small ledgers."""

import io
from pathlib import Path

import openpyxl
import pytest
from attrs import evolve

from investtrack import Amount, Profile, Project, Unit, build_report
from investtrack.plugin.loading.manager import load_plugins
from investtrack.plugin.sources.files import read_sources
from investtrack_forms.fill import fill_form
from investtrack_testing import sample_ledger


ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def county():
    """The report of the bundled ledger."""
    source = ROOT / "examples" / "云溪县2022年一季度台账.xlsx"
    return build_report(read_sources(load_plugins(), [source], Profile()).ledger)


@pytest.fixture
def report_of():
    """Return the report of the sample ledger with other sheets in place of its own."""

    def make(**sheets):
        return build_report(evolve(sample_ledger(), **sheets))

    return make


@pytest.fixture
def fill(tmp_path):
    """Save a workbook, fill it, and return what was filled with the workbook read back."""

    def make(book, report, **options):
        path = tmp_path / "表.xlsx"
        book.save(path)
        before = path.read_bytes()
        filled = fill_form(report, path, **options)
        assert path.read_bytes() == before  # the form is never written to
        return filled, openpyxl.load_workbook(io.BytesIO(filled.data), rich_text=True)

    return make


@pytest.fixture
def stored():
    """Return the values a viewer shows that does not recalculate."""

    def make(filled):
        return openpyxl.load_workbook(io.BytesIO(filled.data), data_only=True)

    return make


@pytest.fixture
def projects():
    """Return projects with a name, an industry and a total in 万元; None: the ledger does not say."""

    def make(*rows):
        return tuple(
            Project(
                name=name,
                industry=industry,
                total_investment=None if total is None else Amount.of(total, Unit.WAN),
            )
            for name, industry, total in rows
        )

    return make


@pytest.fixture(scope="session")
def ledger_path():
    """Where the bundled ledger lies."""
    return ROOT / "examples" / "云溪县2022年一季度台账.xlsx"
