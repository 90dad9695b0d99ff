"""项目资金 with a row for each source of a project, the project named in the first alone."""

from datetime import date
from pathlib import Path

import pytest

from investtrack import Amount, Period, Unit, build_report
from investtrack.plugin.reading import read_table


Q1 = Period.quarter(2026, 1)
HEADERS = [
    "项目编码",
    "项目名称",
    "资金来源",
    "下达金额（万元）",
    "到位金额（万元）",
    "已支付金额（万元）",
]
ROWS = [
    ["A1", "甲", "中央预算内", 1000, 800, 500],
    ["", "", "专项债", 2000, 2000, 1000],
    ["", "", "自筹", 500, 100, 0],
    ["", "", "合计", 3500, 2900, 1500],
    ["B2", "乙", "省级", 4000, 1000, 900],
]


def read(*rows):
    return read_table(Path("台账.表"), [HEADERS, *rows], "项目资金", header_row=1, period=Q1, as_of=date(2026, 3, 25))  # fmt: skip


def test_every_source_is_of_the_project_above():
    x = read(*ROWS)
    assert [(f.code, f.name, f.origin.cell("name").cell) for f in x.ledger.funds] == [
        ("A1", "甲", "B2"), ("A1", "甲", "B2"), ("A1", "甲", "B2"), ("B2", "乙", "B6"),
    ]  # fmt: skip
    assert [f for f in x.findings if f.grade.value == "error"] == []


def test_the_sum_of_a_project_is_no_source():
    report = build_report(read(*ROWS).ledger, period=Q1, as_of=date(2026, 3, 25))
    # 自筹 is no government source: 1000＋2000＋4000
    assert report.figure("funds.allotted").value == Amount.of(7000, Unit.WAN)
    assert report.figure("funds.paid").value == Amount.of(2400, Unit.WAN)


@pytest.mark.parametrize(
    "rows",
    [
        [ROWS[1]],  # the first row of all
        [ROWS[0], ["", "", "", 300, 1, 1]],
        [ROWS[0], [""] * 6, ROWS[1]],
    ],
)
def test_a_row_that_follows_no_project_or_states_no_source_is_asked_about(rows):
    found = read(*rows)
    assert "name-missing" in [f.code for f in found.findings]
    assert len(found.ledger.funds) < len(rows)
