"""Numbers as clerks write them: rough ones are noted, impossible ones are findings of their cells, never the end of a run."""

from datetime import date
from pathlib import Path

import pytest

from investtrack import Amount, Period, Profile, Unit, build_report
from investtrack.plugin.reading import read_table


HEADERS = ["项目编码", "项目名称", "总投资（万元）", "备注"]


def read(*rows, headers=HEADERS, sheet="项目台账"):
    extract = read_table(
        Path("台账.表"), [headers, *map(list, rows)], sheet, header_row=1, profile=Profile(),
        period=Period.quarter(2022, 1), as_of=date(2022, 3, 31),
    )  # fmt: skip
    report = build_report(extract.ledger, findings=extract.findings)
    return report.ledger, [(f.code, f.place.cell) for f in extract.findings]


@pytest.mark.parametrize(
    "written", ["约120", "120左右", "暂定120", "120（暂定）", "120万元上下", "估算：120"]
)
def test_a_rough_number_is_read_and_noted(written):
    ledger, said = read(["A1", "甲", written, ""])
    assert ledger.projects[0].total_investment == Amount.of(120, Unit.WAN)
    assert said == [("number-rough", "C2")]


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


def test_what_binary_sums_leave_is_nothing():
    ledger, said = read(["A1", "甲", 5.55e-17, ""], ["A2", "乙", 1e-300, ""])
    assert [p.total_investment for p in ledger.projects] == [Amount.of(0, Unit.WAN)] * 2
    assert said == []


@pytest.mark.parametrize("written", [520101202201000123.0, "5.20101E+17"])
def test_a_code_that_lost_its_last_digits_is_none(written):
    ledger, said = read([written, "甲", 5, ""], [written, "乙", 6, ""])
    assert [p.code for p in ledger.projects] == [None, None]
    assert said == [("code-digits-lost", "A2"), ("code-digits-lost", "A3")]
