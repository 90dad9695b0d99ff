"""A clean ledger dirtied in every way at once reads the same, or a finding accounts for every difference.

INVESTTRACK_SOAK=2000 runs that many cases for each property; without it, few enough for every run.
"""

import os
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from attrs import evolve
from excel_layouts.dirt import COUNTY, ENDS, HARMFUL, HARMLESS, Dirtier
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from investtrack import build_report
from investtrack.metrics.ledger_view import normal_name
from investtrack.model.columns import columns
from investtrack.model.profile import Profile
from investtrack.model.project import Project, ProjectLevel, ProjectStage
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Period
from investtrack_excel.importer import ExcelImporter


CASES = int(os.environ.get("INVESTTRACK_SOAK", "0"))
THOROUGH = settings(
    max_examples=CASES or 80, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
_PLACES = ("青山", "河口", "白果", "石岭", "南门", "龙潭", "双桥", "云峰")
_THINGS = ("水厂", "大桥", "产业园", "污水处理厂", "公路改建", "医院", "棚户区改造", "农贸市场")
_PEOPLE = ("周明", "吴启航", "郑敏", "欧阳娜", "王强")
amounts = st.integers(0, 9_999_999).map(lambda n: Amount.of(Decimal(n).scaleb(-2), Unit.WAN))
maybe_amounts = st.none() | amounts
days = st.dates(date(2018, 1, 1), date(2022, 3, 20)).map(DateSpan.day)


@st.composite
def projects(draw):
    """Draw some projects, each of its own name, as the standard ledger would state them."""
    names = draw(
        st.lists(
            st.tuples(st.sampled_from(_PLACES), st.sampled_from(_THINGS)),
            min_size=1, max_size=8, unique=True,
        )
    )  # fmt: skip
    return tuple(
        Project(
            name="".join(name), code=f"2101-5201{number:02d}-04", owner=draw(st.sampled_from(["某公司", "某局", None])),
            responsible_unit=draw(st.sampled_from(["住建局", "水务局", None])),
            leaders=tuple(draw(st.lists(st.sampled_from(_PEOPLE), max_size=2, unique=True))),
            level=draw(st.none() | st.sampled_from(ProjectLevel)), stage=draw(st.none() | st.sampled_from(ProjectStage)),
            total_investment=draw(maybe_amounts), cumulative_before_year=draw(maybe_amounts), year_plan=draw(maybe_amounts),
            planned=_series(draw(maybe_amounts), ENDS[1]),
            actual=(*_series(draw(maybe_amounts), ENDS[0]), *_series(draw(maybe_amounts), ENDS[1])),
            is_in_library=draw(st.none() | st.booleans()), entered_on=draw(st.none() | days), started_on=draw(st.none() | days),
            remark=draw(st.none() | st.just("重点")),
        )
        for number, name in enumerate(names, 1)
    )  # fmt: skip


def _series(amount, end):
    return () if amount is None else ((end, amount),)


def dirtied(folder, clean, kinds, seed):
    """Return what was read of the dirtied workbook, and who dirtied it."""
    dirtier = Dirtier(clean, frozenset(kinds), Random(seed))
    path = folder / "台账.xlsx"
    dirtier.write(path)
    return ExcelImporter().extract(path, Profile()), dirtier


def differences(clean, found):
    """Yield (project, field key, what was read) of everything that is not as it was."""
    read = {normal_name(p.name): p for p in found}
    assert len(read) == len(found), "a row was read twice"
    for project in clean:
        other = read.pop(normal_name(project.name), None)
        for column in columns(Project):
            was, now = getattr(project, column.key), other and getattr(other, column.key)
            if was != now:
                yield project, column.key, other
    assert not read, f"rows that were no projects were read as such: {list(read)}"


def accounted(extract, project, key, other):
    """Whether a finding speaks of a difference: of the cell, its column, the row or the sheet."""
    if other is None:
        return any(f.code in {"name-missing", "header-missing", "sheet-spare", "sheet-doubtful"} for f in extract.findings)  # fmt: skip
    origin = other.origin
    keys = [name for name in origin.sheet.columns if name.partition(".")[0] == key]
    cells = {origin.cell(name).cell for name in keys}
    for finding in extract.findings:
        if finding.place.sheet != origin.sheet.sheet:
            continue
        # Of the cell; of a column that was not read; of an amount merged over rows.
        if finding.place.cell in cells or finding.code in {"column-unknown", "column-doubtful", "column-month-unknown", "amount-merged"}:  # fmt: skip
            return True
    return False


def figures(ledger):
    report = build_report(evolve(ledger, period=Period.quarter(2022, 1), as_of=date(2022, 3, 20)))
    return {figure.id: figure.value for figure in report.figures.values() if figure.kind.value in {"money", "count", "rate"}}  # fmt: skip


@pytest.mark.slow
@THOROUGH
@given(projects(), st.sets(st.sampled_from(HARMLESS)), st.integers(0, 2**32))
def test_dirt_that_loses_nothing_changes_nothing(tmp_path, clean, kinds, seed):
    extract, _ = dirtied(tmp_path, clean, kinds, seed)
    assert list(differences(clean, extract.ledger.projects)) == []
    bad = [f for f in extract.findings if f.grade.value == "error"]
    assert bad == []
    assert any(f.code == "table-below" for f in extract.findings) == ("other table" in kinds)
    assert extract.ledger.region.name == (COUNTY if "region lines" in kinds else "某县")
    report = build_report(
        evolve(extract.ledger, period=Period.quarter(2022, 1), as_of=date(2022, 3, 20))
    )
    assert [f for f in report.findings if f.code.startswith("stated-")] == []
    plain, _ = dirtied(tmp_path, clean, (), seed)
    assert figures(extract.ledger) == figures(plain.ledger)


@pytest.mark.slow
@THOROUGH
@given(projects(), st.sets(st.sampled_from(HARMLESS)), st.sets(st.sampled_from(HARMFUL), min_size=1), st.integers(0, 2**32))  # fmt: skip
def test_every_difference_is_accounted_for(tmp_path, clean, kinds, harm, seed):
    extract, dirtier = dirtied(tmp_path, clean, kinds | harm, seed)
    unexplained = [
        (project.name, key)
        for project, key, other in differences(clean, extract.ledger.projects or ())
        if not accounted(extract, project, key, other)
    ]
    assert unexplained == []
    if dirtier.wrong_totals:
        report = build_report(
            evolve(extract.ledger, period=Period.quarter(2022, 1), as_of=date(2022, 3, 20))
        )
        assert [f for f in report.findings if f.code.startswith("stated-total")]
