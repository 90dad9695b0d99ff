"""Stated amounts held against what the records add up to."""

import pytest
from attrs import evolve
from small_counties import MAKE

from investtrack import build_report
from investtrack.checks.totals import check_breakdowns
from investtrack.metrics.figure import Breakdown
from investtrack.model.target import AssignedBy, Target
from investtrack_testing import sample_ledger


@pytest.mark.parametrize(("stated", "is_said"), [(1500, False), (600, False), (2001, True), (499, True), (0, False)])  # fmt: skip
def test_a_stated_investment_far_from_that_of_the_projects_is_said(stated, is_said):
    row = Target(indicator="固定资产投资", period=MAKE.Q1, assigned_by=AssignedBy.CITY, actual=MAKE.wan(stated))  # fmt: skip
    project = MAKE.project("甲", is_in_library=True, actual=MAKE.series(m3=1000))
    report = MAKE.report(projects=(project,), targets=(row,), as_of=MAKE.Q1.end)
    said = [finding for finding in report.findings if finding.code == "completed-differs"]
    assert len(said) == is_said
    # What is stated of another month than the projects' is not held against them.
    early = MAKE.report(projects=(project,), targets=(row,), as_of=MAKE.day(2022, 2, 28).first)
    assert not [finding for finding in early.findings if finding.code == "completed-differs"]


FIGURES = dict(build_report(sample_ledger()).figures)
WHOLES = sorted({f.whole for f in FIGURES.values() if f.breakdown is Breakdown.PARTITION and not f.is_absent})  # fmt: skip


@pytest.mark.parametrize("whole", WHOLES)
def test_parts_are_held_against_the_whole_there_is(whole):
    stated = FIGURES[whole]
    more = stated.value + (1 if isinstance(stated.value, int) else stated.value)

    def said(figures):
        return {finding.code for finding in check_breakdowns(figures)}

    assert said(FIGURES) == set()
    assert said(FIGURES | {whole: evolve(stated, value=more)}) == ({"breakdown-differs"} if more != stated.value else set())  # fmt: skip
    assert said(FIGURES | {whole: evolve(stated, value=None)}) == set()
    assert said({name: figure for name, figure in FIGURES.items() if name != whole}) == set()
