"""What stands alike in many rows of a column is one finding: its first cell, how many rows, two more examples."""

from datetime import date

import pytest

from investtrack import Amount, DateSpan, Grade, Ledger, Project, Unit, build_report
from investtrack.checks.alike import Alike
from investtrack.model.source import CellRef, Origin, SheetRef


COLUMNS = {"name": 0, "total_investment": 1, "finished_on": 2, "is_in_library": 3}


def ledger_of(number, columns=COLUMNS, **values):
    """Return *number* projects under each other, from row 2 on."""
    sheet = SheetRef("台账.xlsx", "项目台账", columns)
    made = tuple(
        Project(name=f"第{row}号桥", is_in_library=False, origin=Origin(sheet, row), **values)
        for row in range(2, number + 2)
    )
    return Ledger(projects=made, as_of=date(2022, 3, 20))


def found(ledger, code):
    return [finding for finding in build_report(ledger).findings if finding.code == code]


def test_planned_dates_of_a_column_are_told_once():
    finished = DateSpan.day(date(2022, 12, 31))
    total = Amount.of(600, Unit.WAN)
    (one,) = found(
        ledger_of(40, finished_on=finished, total_investment=total), "date-read-as-planned"
    )
    assert one.message == "“第2号桥”等40行的竣工时间在截止日期之后，按计划时间读取"
    assert one.place == CellRef("台账.xlsx", "项目台账", "C2")
    assert [cell.cell for cell in one.related] == ["C3", "C4"]
    assert one.grade is Grade.NOTE
    (single,) = found(ledger_of(1, finished_on=finished), "date-read-as-planned")
    assert single.message == "“第2号桥”的竣工时间在截止日期之后，按计划时间读取"
    assert single.related == ()


def test_a_column_that_is_not_there_is_told_once_and_empty_cells_one_by_one():
    lacking = {key: place for key, place in COLUMNS.items() if key != "total_investment"}
    (one,) = found(ledger_of(30, lacking), "total-missing")
    assert one.message == "“第2号桥”等30行没有填总投资"
    assert one.place.cell == "第2行"
    empty = found(ledger_of(30), "total-missing")
    assert [finding.place.cell for finding in empty] == [f"B{row}" for row in range(2, 32)]


def test_only_a_message_that_begins_with_a_name_can_stand_for_several_rows():
    alike = Alike()
    for project in ledger_of(3).projects:
        alike.tally("row-group", project, "name", row=3, number=2)
    with pytest.raises(ValueError, match="several rows"):
        list(alike.findings())
