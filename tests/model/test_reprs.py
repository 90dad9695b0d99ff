"""What a developer sees at the prompt: one line, whatever the ledger holds."""

from datetime import date

import pytest

from investtrack import Amount, AmountError, Ledger, Period, PeriodError, Unit, build_report
from investtrack.plugin import Extract
from investtrack_testing import sample_ledger


def test_a_ledger_says_where_when_and_how_much():
    said = repr(sample_ledger())
    assert said.startswith("Ledger(")
    assert f"{len(sample_ledger().projects)} projects" in said
    assert len(said) < 300
    assert repr(Ledger()) == "Ledger(no region, no period, as of no date: no sheets)"
    assert repr(Ledger(projects=(), as_of=date(2022, 3, 20))) == (
        "Ledger(no region, no period, as of 2022-03-20: 0 projects)"
    )


def test_an_extract_and_a_report_do_too():
    ledger = sample_ledger()
    assert repr(Extract(ledger)) == f"Extract({ledger!r}, 0 findings)"
    report = build_report(ledger)
    assert f"{report.period}, as of {report.as_of}" in repr(report)
    assert f"{len(report.figures)} figures" in repr(report)
    assert len(repr(report)) < 200


def test_wrong_units_and_quarters_are_named():
    with pytest.raises(AmountError, match=r"Unit\.WAN: '万元'"):
        Amount.of(1, "万元")
    with pytest.raises(PeriodError, match="quarters 1 to 4: 5"):
        Period.quarter(2022, 5)
    assert Amount.of(1, Unit.YI) == Amount.of(10_000, Unit.WAN)
