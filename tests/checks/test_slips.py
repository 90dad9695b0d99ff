"""What is said of every slip of every column, and what is then computed, as written down in ``slips/``.

INVESTTRACK_RENEW_SLIPS=1 writes it anew: read the difference line by line, for each line is what a clerk is told.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from slips import slipped, told

from investtrack import Profile, build_report
from investtrack.values.period import Period
from investtrack.wording import figure_text


FOLDER = Path(__file__).parent / "slips"
Q1 = Period.quarter(2022, 1)
WHEN = (
    *[(Q1, date(2022, 3, 20))] * 4,
    (Q1, date(2022, 3, 31)),
    (Period.year_to_date(2022, 2), date(2022, 2, 28)),
    (Period.full_year(2022), date(2022, 12, 31)),
    (Period.quarter(2022, 2), date(2022, 6, 20)),
)
"""Period and as-of date of each: the same slips are told of at other times of the year, too."""


def counted(figure, display):
    said = f"{figure.id} {figure.title}：{figure_text(figure, display)}"
    said += f"（{figure.reason}）" if figure.reason else ""
    said += f"，缺{figure.missing}" if figure.missing else ""
    of = [
        f"{part.label}{f'[{part.group}]' if part.group else ''}{part.role}{'' if part.amount is None else part.amount}"
        for part in figure.contributions
    ]
    return f"{said} ← {'、'.join(of)}" if of else said


def written(number):
    period, as_of = WHEN[number]
    report = build_report(slipped(number), profile=Profile(), period=period, as_of=as_of)
    display = report.profile.display
    return "\n".join([*map(told, report.findings), "", *(counted(f, display) for f in report.figures.values()), ""])  # fmt: skip


@pytest.mark.parametrize("number", range(len(WHEN)))
def test_what_is_said_of_each_slip_is_what_is_written_down(number):
    path = FOLDER / f"{number}.txt"
    found = written(number)
    if os.environ.get("INVESTTRACK_RENEW_SLIPS"):
        path.write_text(found, encoding="utf-8")
    assert found.splitlines() == path.read_text(encoding="utf-8").splitlines()
