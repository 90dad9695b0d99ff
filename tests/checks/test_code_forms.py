"""Codes that cannot be right, and industries that cannot be told, are said on their cells."""

from datetime import date

import pytest

from investtrack import build_report
from investtrack.model.ledger import Ledger
from investtrack.model.project import Project
from investtrack.model.prospect import ServiceFirm
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month, Period


MARCH = Month(2022, 3)


def codes(**records):
    ledger = Ledger(period=Period.quarter(2022, 1), as_of=date(2022, 3, 31), **records)
    report = build_report(ledger)
    return report, [f.code for f in report.findings if f.code.endswith(("-unknown", "-wrong"))]


def firm(**values):
    return ServiceFirm(name="云帆", planned=((MARCH, Amount.of(10, Unit.WAN)),), **values)


@pytest.mark.parametrize("industry", ["27211", "信息传输、软件和信息技术服务业", "综合"])
def test_a_firm_whose_industry_cannot_be_told_is_said_and_its_figure_marked(industry):
    report, found = codes(services=(firm(industry_code=industry), firm(industry_code="6510")))
    assert found == ["industry-code-unknown"]
    figure = report.figures["services.planned"]
    assert figure.value == Amount.of(10, Unit.WAN)
    assert figure.missing == 1


def test_a_firm_counts_by_the_name_of_its_industry():
    report, found = codes(
        services=(firm(industry_code="租赁和商务服务业"), firm(industry_code="制造业"))
    )
    assert found == []
    assert report.figures["services.planned"].value == Amount.of(10, Unit.WAN)


def test_a_wrong_check_sign_and_a_month_that_is_none_are_said():
    project = Project(
        name="甲", code="2113-520422-04-01-123456", total_investment=Amount.of(1, Unit.WAN)
    )
    _, found = codes(
        projects=(project,),
        services=(firm(industry_code="6510", credit_code="91350100M000100Y44"),),
    )
    assert sorted(found) == ["credit-code-wrong", "project-code-wrong"]
