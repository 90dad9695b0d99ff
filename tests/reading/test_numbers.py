"""Numbers as clerks write them: rough ones are noted, impossible ones are findings of their cells, never the end of a run."""

from datetime import date
from pathlib import Path

import pytest

from investtrack import Amount, Period, Profile, Unit, build_report
from investtrack.plugin.reading import read_table
from investtrack.reading.cells import cell_values
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells, SheetMarks
from investtrack.values.dates import DateSpan


HEADERS = ["项目编码", "项目名称", "总投资（万元）", "备注"]


def read(*rows, headers=HEADERS, sheet="项目台账"):
    extract = read_table(
        Path("台账.表"), [headers, *map(list, rows)], sheet, header_row=1, profile=Profile(),
        period=Period.quarter(2022, 1), as_of=date(2022, 3, 31),
    )  # fmt: skip
    report = build_report(extract.ledger, findings=extract.findings)
    return report.ledger, [(f.code, f.place.cell) for f in extract.findings]


@pytest.mark.parametrize(
    "written",
    [
        "约120",
        "120左右",
        "暂定120",
        "120（暂定）",
        "120万元上下",
        "估算：120",
        "预计120",
        "120余",
        "120多万元",
        "近120",
        "120（预计）",
    ],
)
def test_a_rough_number_is_read_and_noted(written):
    ledger, said = read(["A1", "甲", written, ""])
    assert ledger.projects[0].total_investment == Amount.of(120, Unit.WAN)
    assert said == [("number-rough", "C2")]


@pytest.mark.parametrize("written", ["(1000)", "（1000）", "①500", "①", "超120", "120以上"])
def test_what_may_be_another_number_is_asked_about(written):
    ledger, said = read(["A1", "甲", written, ""])
    assert ledger.projects[0].total_investment is None
    assert said == [("amount-unreadable", "C2")]


@pytest.mark.parametrize(
    ("written", "day", "said"),
    [
        ("2022-03-31T16:00:00Z", "2022-04-01", ["date-shifted"]), ("2022-03-31T16:00:00+08:00", "2022-03-31", []),
        ("2022-03-31T00:00:00Z", "2022-03-31", []), ("2022-03-31 16:00:00", "2022-04-01", ["date-shifted"]),
        ("2022/3/31 23:59:17", "2022-04-01", ["date-shifted"]), ("2022-03-31 08:30", "2022-03-31", []),
        (44651 + 2 / 3, "2022-04-01", ["date-shifted"]), (44651.5, "2022-03-31", []),
        ("2122-03-05", None, ["date-unreadable"]), ("①1月", None, ["date-unreadable"]),
    ],
)  # fmt: skip
def test_times_of_day_are_looked_at_in_texts_and_numbers_too(written, day, said):
    headers = ["项目编码", "项目名称", "入库时间", "备注"]
    ledger, found = read(["A1", "甲", written, ""], headers=headers)
    entered = ledger.projects[0].entered_on
    assert (entered and str(entered), [code for code, _ in found]) == (day, said)


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("张三①、李四②", ("张三", "李四")), ("①张三②李四", ("张三", "李四")), ("张三 13800000000", ("张三",)), ("张三（13800000000）", ("张三",)),
        ("组长：张三", ("张三",)), ("张三、李四等", ("张三", "李四")), ("张三注1", ("张三",)),
    ],
)  # fmt: skip
def test_marks_telephones_and_roles_are_no_part_of_a_leader(written, people):
    headers = ["项目编码", "项目名称", "包保领导", "备注"]
    assert read(["A1", "甲", written, ""], headers=headers)[0].projects[0].leaders == people


@pytest.mark.parametrize("written", ["#SPILL!", "#CALC!", "Err:502", "#REF!"])
def test_an_error_value_written_as_text_is_an_error_value(written):
    assert read(["A1", "甲", written, ""])[1] == [("cell-error", "C2")]
    assert ("cell-error", "D2") in read(["A1", "甲", 5, written])[1]


@pytest.mark.parametrize("written", ["7.2左右", "约7.2％", "7.2%以上"])
def test_a_rough_rate_is_read_and_noted(written):
    ledger, said = read(
        ["地区生产总值", "2022年", "市", written],
        headers=["指标", "期间", "下达层级", "同比增速（％）"],
        sheet="目标任务",
    )
    assert str(ledger.targets[0].growth.in_percent) == "36/5"
    assert said == [("number-rough", "D2")]


def test_a_rough_total_is_compared_and_is_no_finding_of_its_own():
    _, said = read(["A1", "甲", 120, ""], [None, "合计", "约120", ""])
    assert said == []


@pytest.mark.parametrize(
    "written",
    [1e300, -1e17, float("nan"), float("inf"), 10**400, "9" * 400, "9" * 5000, "1e400", "1E+300"],
)
def test_an_impossible_number_is_that_cells_finding(written):
    ledger, said = read(["A1", "甲", written, ""], ["A2", "乙", 5, ""])
    assert [p.total_investment for p in ledger.projects] == [None, Amount.of(5, Unit.WAN)]
    assert said == [("amount-unreadable", "C2")]


def test_what_is_no_number_is_not_called_too_big():
    rows = [["项目名称", "总投资（万元）"], ["甲", float("nan")], ["乙", 1e300]]
    sheet = OpenedSheet("项目台账", lambda: SheetCells(iter(rows), (), SheetMarks()))
    told = [f.expected for f in read_sheets("台账.xlsx", [sheet], Profile()).findings if f.code == "amount-unreadable"]  # fmt: skip
    assert ["大得不可能" in expected for expected in told] == [False, True]


def test_what_binary_sums_leave_is_nothing():
    ledger, said = read(["A1", "甲", 5.55e-17, ""], ["A2", "乙", 1e-300, ""])
    assert [p.total_investment for p in ledger.projects] == [Amount.of(0, Unit.WAN)] * 2
    assert said == []


@pytest.mark.parametrize("written", [520101202201000123.0, "5.20101E+17"])
def test_a_code_that_lost_its_last_digits_is_none(written):
    ledger, said = read([written, "甲", 5, ""], [written, "乙", 6, ""])
    assert [p.code for p in ledger.projects] == [None, None]
    assert said == [("code-digits-lost", "A2"), ("code-digits-lost", "A3")]


@pytest.mark.parametrize("written", ["2026年", "2026", "2026年内"])
def test_a_single_year_is_the_years_a_project_is_built_in(written):
    assert cell_values.building(written) == DateSpan(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("written", ["24个月", "2年", "约3年", "1095天"])
def test_a_length_leaves_the_years_open(written):
    with pytest.raises(cell_values.UndatedError):
        cell_values.building(written)
