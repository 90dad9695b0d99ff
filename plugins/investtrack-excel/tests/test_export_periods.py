"""The workbook of a period that does not begin in January: what formulas sum, each project once."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from investtrack import (
    Amount,
    AssignedBy,
    DateSpan,
    Entry,
    Ledger,
    Period,
    Project,
    Target,
    Unit,
    build_report,
)
from investtrack.values.period import month
from investtrack_excel.exporter import ExcelExporter


def wan(number):
    return Amount.of(number, Unit.WAN)


def quarter_target(number, amount):
    period = Period.quarter(2022, number) if number else Period.full_year(2022)
    return Target(
        indicator="固定资产投资", period=period, assigned_by=AssignedBy.CITY, amount=wan(amount)
    )


JUNE, FEBRUARY = month(2022, 6), DateSpan.month(2022, 2)
LEDGER = Ledger(
    projects=(Project(code="A", name="老厂", is_in_library=True, entered_on=DateSpan.month(2020, 5), planned=((JUNE, wan(300)),)),),
    entries=(
        Entry(code="B", name="大桥", planned_on=FEBRUARY, entered_on=FEBRUARY, contribution=((JUNE, wan(40)),)),
        Entry(code="C", name="磨坊", planned_on=DateSpan.month(2022, 3), contribution=((JUNE, wan(4)),)),
    ),
    targets=tuple(quarter_target(n, amount) for n, amount in ((1, 100), (2, 200), (3, 300), (4, 400), (0, 1000))),
    as_of=date(2022, 6, 30),
)  # fmt: skip


def formulas(period):
    stream = BytesIO()
    ExcelExporter().export(build_report(LEDGER, period=period), stream)
    stream.seek(0)
    rows = openpyxl.load_workbook(stream)["指标"].iter_rows(values_only=True)
    return {row[0]: row[2] for row in rows if row[0]}


@pytest.mark.parametrize(
    ("period", "earlier"),
    [(Period.quarter(2022, 2), '+SUMIFS(_入库_预计贡献投资_202206,_入库_期前入库,"是")'), (Period(2022, 1, 6), "")],
    ids=["二季度", "上半年"],
)  # fmt: skip
def test_what_entered_earlier_this_year_is_summed_from_the_entries(period, earlier):
    found = formulas(period)
    assert (
        found["fai.in_library.expected"]
        == f'=SUMIFS(_项目_计划完成投资_202206,_项目_期前在库,"是"){earlier}'
    )
    assert (
        found["fai.new_entry.expected"] == '=SUMIFS(_入库_预计贡献投资_202206,_入库_本期新增,"是")'
    )
    assert "目标任务!" in found["fai.period.assigned"]
    assert found["fai.period.assigned"].count("+") == 1  # the first quarter and the second
