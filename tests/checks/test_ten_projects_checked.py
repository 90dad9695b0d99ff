"""What is found in the ten projects, and what more or no more with one thing otherwise, as written down in ``ten_projects.txt``.

INVESTTRACK_RENEW_CHECKED=1 writes it anew: read the difference line by line, for each line is what a clerk is told.
"""

from pathlib import Path

import otherwise
import pytest
from slips import told

from investtrack import build_report


PARTS = (
    otherwise.without_a_column, otherwise.without_a_row, otherwise.day_by_day,
    otherwise.period_by_period, otherwise.by_other_rules, otherwise.with_other_targets, otherwise.half_a_yuan, otherwise.one_yuan_more, otherwise.one_day_later,
)  # fmt: skip


def found_in(ledger, period, as_of, profile):
    return build_report(ledger, period=period, as_of=as_of, profile=profile).findings


def found(*settings):
    """Return code and cell → what is found there, the sentences left to the pages of the rules."""
    lines = {}
    for finding in found_in(*settings):
        related = "、".join(f"{cell.sheet}!{cell.cell}" for cell in finding.related)
        place = f"{finding.code}@{finding.place.sheet}!{finding.place.cell}"
        told_here = f"{finding.grade.value}｜{finding.found}｜{finding.expected}｜{related}".rstrip(
            "｜"
        )
        lines[place] = f"{lines[place]}／{told_here}" if place in lines else told_here
    return lines


def as_they_are():
    return map(told, found_in(*otherwise.settings()))


PAGE = otherwise.Page(Path(__file__).with_name("ten_projects.txt"), "INVESTTRACK_RENEW_CHECKED", as_they_are, PARTS, found)  # fmt: skip


@pytest.fixture(scope="module")
def written():
    return PAGE.written()


@pytest.mark.parametrize("part", PAGE.parts, ids=lambda part: part.__name__)
def test_what_is_found_is_what_is_written_down(part, written):
    assert PAGE.of(part).split("\n") == written[part.__name__].split("\n")
