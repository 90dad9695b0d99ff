"""Stated amounts held against what the records add up to."""

import pytest
from small_counties import MAKE

from investtrack.model.target import AssignedBy, Target


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
