"""Whatever ledgers lack, sheets or single cells, no sum, difference, rate or comparison in a region's text is untrue."""

import re
from datetime import date

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from investtrack.merging import fold
from investtrack.model.target import AssignedBy, Target
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month, Period, parse_period
from investtrack_audit import Document, Paragraph, audit_document
from investtrack_rollup import node_report
from investtrack_rollup.county import TARGETS, County
from investtrack_rollup.tree import build_tree
from investtrack_testing import sample_ledger
from investtrack_word.rendering import rendered_lines
from investtrack_word.report.kinds import kind_of
from investtrack_word.template import source


NAMES = ("临溪县", "白河县", "松坪县", "竹园县", "青石县")
SHEETS = (
    "entries",
    "targets",
    "resumptions",
    "services",
    "starts",
    "projects",
    "promotions",
    "issues",
    "reserves",
    "funds",
)
CELLS = {
    "projects": ("planned", "actual", "total_investment", "year_plan", "in_library"),
    "entries": ("contribution", "total_investment", "status", "planned_on"),
    "resumptions": ("planned_on", "resumed_on"),
    "targets": ("amount", "growth", "base"),
}
QUARTER = Period.quarter(2022, 1)
LATER = {
    "2022年上半年": (date(2022, 6, 20), (5, 6)),
    "2022年前三季度": (date(2022, 9, 20), (8, 9)),
    "2022年": (date(2022, 12, 20), (11, 12)),
    "2022年4月": (date(2022, 4, 30), (3, 4)),
}
"""Periods besides the first quarter → the day a report is of, and the months that data may reach."""


@st.composite
def ledgers(draw, name, period=QUARTER, months=(2, 3)):
    """A county's ledger with amounts of its own, which lacks some sheets, some cells, and reaches any month."""
    whole = sample_ledger()
    factor, month = draw(st.integers(1, 9)), draw(st.sampled_from(months))
    projects = tuple(
        evolve(
            each,
            total_investment=each.total_investment and Amount(each.total_investment.yuan * factor),
            actual=tuple(
                (Month(2022, number), Amount(each.actual[-1][1].yuan * factor * number))
                for number in range(2, month + 1)
            )
            if each.actual
            else (),
        )
        for each in whole.projects
    )
    named = evolve(whole.region, name=name, parent="云州市")
    targets = tuple(
        evolve(each, period=period.to_date) if each.period == QUARTER else each
        for each in whole.targets
    )
    ledger = evolve(whole, projects=projects, region=named, period=period, targets=targets)
    for sheet, keys in CELLS.items():
        records = list(getattr(ledger, sheet) or ())
        for place, record in enumerate(records):
            there = [key for key in keys if hasattr(record, key)]
            for key in draw(st.sets(st.sampled_from(there), max_size=1)):
                empty = () if isinstance(getattr(record, key), tuple) else None
                records[place] = evolve(record, **{key: empty})
        ledger = evolve(ledger, **{sheet: tuple(records)})
    return evolve(ledger, **dict.fromkeys(draw(st.sets(st.sampled_from(SHEETS), max_size=2)), None))


def county_of(ledger, name, period=QUARTER, as_of=date(2022, 3, 20), **more):
    report = build_report(ledger, period=period, as_of=as_of)
    targets = {key: v for key in TARGETS if isinstance(v := report.figures[key].value, Amount)}
    said = {"parent": "云州市", "targets": targets, **more}
    return County(
        name=name,
        job=name,
        partial=fold(report, name),
        period=report.period,
        as_of=report.as_of,
        **said,
    )


def own_ledger(amount, period=QUARTER):
    whole = sample_ledger()
    target = Target(
        indicator="固定资产投资",
        period=period.to_date,
        assigned_by=AssignedBy.PROVINCE,
        amount=amount,
    )
    region = evolve(whole.region, name="云州市", parent="江右省")
    return evolve(whole, **dict.fromkeys(SHEETS, None) | {"targets": (target,), "region": region})


def texts(report):
    lines = rendered_lines(report, source.packaged(kind_of(report.period), of_region=True))
    return [line.text for line in lines if line.text.strip()]


@pytest.mark.slow
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(st.data())
def test_nothing_in_the_text_of_a_region_is_untrue_and_the_named_set_is_the_true_one(data):
    demand_true(data, QUARTER, date(2022, 3, 20), (2, 3))


@pytest.mark.slow
@pytest.mark.parametrize("period", LATER)
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(st.data())
def test_nothing_is_untrue_in_the_reports_of_the_year(period, data):
    demand_true(data, parse_period(period), *LATER[period])


def demand_true(data, period, as_of, months):
    count = data.draw(st.integers(2, 5))
    counties = [
        county_of(data.draw(ledgers(name, period, months)), name, period, as_of)
        for name in NAMES[:count]
    ]
    if data.draw(st.booleans()):
        amount = Amount.of(data.draw(st.integers(1, 40)), Unit.YI)
        own = county_of(
            own_ledger(amount, period),
            "云州市",
            period,
            as_of,
            parent="江右省",
            set_by={"fai.period.assigned": {"省": amount}},
        )
        counties.append(own)
    roster = {NAMES[4]: "云州市"} if count < len(NAMES) and data.draw(st.booleans()) else {}
    root = build_tree(counties, roster)
    (node,) = [each for each in root.walk() if each.name == "云州市"]
    report = node_report(node)
    said = texts(report)
    document = Document("", tuple(Paragraph(text, f"第{n}段") for n, text in enumerate(said, 1)))
    untrue = [item for item in audit_document(document) if item.is_impossible]
    assert not untrue, [str(item) for item in untrue]
    whole = "\n".join(said)
    for figure, words in (
        ("fai.period.completed", "累计完成投资（不含"),
        ("entry.planned.count", "以上项目（不含"),
    ):
        found = re.search(rf"{words}([^）]*)）", whole)
        if found and report.figures[figure].value is not None:
            assert set(found[1].split("、")) == set(report.figures[figure].without)
    held = report.figures["fai.excess"].value
    expected, target = (report.figures[f"fai.period.{each}"] for each in ("expected", "assigned"))
    if held is not None:  # held only where both are of the same counties
        assert held == expected.value - target.value
        assert not expected.without or expected.without == target.without
    elif expected.value is not None:
        assert "比目标" not in whole
    if "对照所辖各地目标合计" in whole:  # the sum that is printed is the one it is held against
        assert report.below.total == target.value
