"""Everything that is offered for Excel keeps the contract of plugins."""

from pathlib import Path

import pytest

from investtrack_excel import plugin
from investtrack_testing import (
    check_annotator,
    check_exporter,
    check_importer,
    check_plugin,
    sample_report,
)


EXAMPLES = Path(__file__).parents[3] / "examples"
CLEAN, SOILED = (EXAMPLES / f"云溪县2022年一季度台账{mark}.xlsx" for mark in ("", "（原样）"))


@pytest.fixture(scope="module")
def offered():
    return check_plugin(plugin, "excel")


def test_the_workbook_states_every_figure_and_is_the_same_anywhere(offered):
    check_exporter(
        offered.exporters["excel"], states=[*sample_report().figures], another_process=True
    )


@pytest.mark.parametrize("path", [CLEAN, SOILED], ids=["clean", "soiled"])
def test_the_examples_are_read_to_their_cells_and_damage_is_refused_plainly(offered, path):
    check_importer(
        offered.importers["excel"],
        [path],
        [path.with_suffix(".json"), path.with_suffix(".csv")],
        mutated=12,
    )


def test_the_annotated_copy_holds_every_finding(offered):
    check_annotator(offered.annotators["excel"], [CLEAN], [CLEAN.with_suffix(".docx")])
