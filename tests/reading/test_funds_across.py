"""Columns of money by source that say 下达, 到位 or 支付 are rows of 项目资金; a bare source is planned make-up."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Amount, Period, Unit, build_report
from investtrack.model.columns import columns
from investtrack.model.fund import FundSource
from investtrack.model.ledger import SHEETS
from investtrack.model.project import Project
from investtrack.plugin.reading import read_table
from investtrack.reading.columns.by_source import by_source
from investtrack.reading.headers.header import Match
from investtrack.reading.layout.header_rows import Layout, Placed


PERIOD = Period(2024, 1, 6)
S = FundSource


def read(header_rows, *rows, sheet="项目台账", title="2024年重点项目资金情况"):
    return read_table(
        Path("台账.表"), [[title, "单位：万元"], *header_rows, *map(list, rows)], sheet, header_row=(2, 1 + len(header_rows)),
        period=PERIOD, as_of=date(2024, 6, 30),
    )  # fmt: skip


def told(extract):
    return [
        (fund.name, fund.source, *(None if each is None else each.to(Unit.WAN) for each in (fund.allotted, fund.arrived, fund.paid)))
        for fund in extract.ledger.funds or ()
    ]  # fmt: skip


WIDE = [
    "项目编码", "项目名称", "总投资", "超长期特别国债", "超长期特别国债下达", "超长期特别国债到位资金（亿元）",
    "超长期特别国债已支付", "专项债券下达金额", "专项债券到位", "专项债券支付率", "银行贷款到位资金", "中央预算内投资",
]  # fmt: skip


def test_each_source_of_a_project_is_a_row_and_each_amount_knows_its_cell():
    x = read(
        [WIDE],
        ["A1", "甲桥", 9000, 500, 400, "0.03", 0, 200, 150, "75%", 90, 70],
        ["A2", "乙园", 800, "", "", "", "", "", 10, "", "", ""],
    )
    assert told(x) == [
        ("甲桥", S.ULTRA_LONG_BONDS, 400, 300, 0),
        ("甲桥", S.SPECIAL_BONDS, 200, 150, None),
        ("甲桥", S.BANK, None, 90, None),
        ("乙园", S.SPECIAL_BONDS, None, 10, None),
    ]
    first, second = x.ledger.funds[:2]
    assert [first.origin.cell(key).cell for key in ("code", "allotted", "arrived", "paid")] == ["A3", "E3", "F3", "G3"]  # fmt: skip
    assert second.origin.cell("arrived").cell == "I3"
    bridge = x.ledger.projects[0]
    assert bridge.planned_ultra_bonds == Amount.of(500, Unit.WAN)  # bare: planned
    assert bridge.planned_central == Amount.of(70, Unit.WAN)
    codes = [finding.code for finding in x.findings]
    assert codes.count("funds-across") == 1
    assert "column-unknown" not in codes


def test_the_figures_of_money_are_those_of_the_columns():
    x = read([WIDE], ["A1", "甲桥", 9000, 500, 400, "0.03", 0, 200, 150, "75%", 90, 70])
    report = build_report(x.ledger, period=PERIOD, as_of=date(2024, 6, 30))
    assert report.money("funds.allotted") == Amount.of(600, Unit.WAN)
    assert report.money("funds.arrived") == Amount.of(
        450, Unit.WAN
    )  # the bank's 90 is not the government's
    assert report.money("funds.planned") == Amount.of(570, Unit.WAN)
    cells = [cell.cell for each in report.figure("funds.allotted").contributions for cell in each.cells]  # fmt: skip
    assert cells == ["E3", "H3"]
    assert report.figures["funds.idle.count"].value is None  # nothing says when it was allotted


def test_groups_above_say_the_source_or_what_became_of_it():
    above = ["项目名称", "专项债券（亿元）", "", "", "到位资金", ""]
    own = ["", "下达", "到位", "已支付", "省级资金", "企业自筹"]
    x = read([above, own], ["甲桥", 1, "0.5", "0.25", 30, 20])
    assert told(x) == [
        ("甲桥", S.SPECIAL_BONDS, 10000, 5000, 2500),
        ("甲桥", S.PROVINCE, None, 30, None),
        ("甲桥", S.OWN, None, 20, None),
    ]


def test_a_sheet_of_money_written_across_has_no_rows_but_those_of_its_sources():
    x = read(
        [["项目名称", "一般债券下达", "一般债券支付"]],
        ["甲桥", 10, 4],
        ["乙园", "", ""],
        sheet="项目资金",
    )
    assert told(x) == [("甲桥", S.GENERAL_BONDS, 10, None, 4)]


def test_a_cell_that_cannot_be_read_is_said_with_its_place():
    x = read([WIDE], ["A1", "甲桥", 9000, 500, "待定", "", 0, "", "", "", "", ""])
    (finding,) = [each for each in x.findings if "待定" in (each.found or "")]
    assert finding.place.cell == "E3"
    assert told(x) == [("甲桥", S.ULTRA_LONG_BONDS, None, None, 0)]


def test_of_two_columns_that_say_the_same_none_is_read():
    x = read([["项目名称", "总投资", "专项债券到位", "专项债到位资金"]], ["甲桥", 9, 1, 2])
    assert told(x) == []
    assert {"专项债券到位", "专项债到位资金"} <= {f.found for f in x.findings if f.code == "column-unknown"}  # fmt: skip


FIELDS = {column.key: column for column in columns(Project)}


def sources_of(*headers):
    name = Placed(0, Match(FIELDS["name"], "name"), "项目名称")
    layout = Layout(0, 0, (name,), unknown=dict(enumerate(headers, 1)))
    sheet = next(s for s in SHEETS if s.attribute == "projects")
    return {
        (each.source, place.key)
        for each in by_source(layout, sheet).sources
        for place in each.placed
    }


STAGES = {
    "allotted": ("下达", "下达资金", "已下达"),
    "arrived": ("到位", "到位资金", "实际到位"),
    "paid": ("支付", "已支付", "支出金额"),
}
NAMES = {
    S.CENTRAL_BUDGET: "中央预算内投资",
    S.SPECIAL_BONDS: "专项债",
    S.PROVINCE: "省级资金",
    S.BANK: "银行贷款",
    S.OWN: "企业自筹",
}


@given(
    st.sampled_from(list(NAMES)),
    st.sampled_from([(k, w) for k, ws in STAGES.items() for w in ws]),
    st.booleans(),
)
def test_either_order_of_source_and_stage_is_read(source, stage, is_first):
    key, word = stage
    header = word + NAMES[source] if is_first else NAMES[source] + word
    assert sources_of(header) == {(source, key)}


@pytest.mark.parametrize(
    "header",
    ["专项债券", "专项债券支付率", "专项债券未支付", "专项债券资金缺口", "计划下达专项债券", "本月专项债券支付", "到位资金", "专项债券下达到位",
     "专项债券下达时间", "专项债券下达文号", "项目支付", "拟下达中央预算内投资"],
)  # fmt: skip
def test_what_is_no_amount_to_date_of_one_source_is_none(header):
    assert sources_of(header) == set()


def test_money_that_two_sheets_state_counts_once():
    from investtrack.model.fund import Fund
    from investtrack.reading.records.across import without_stated
    from investtrack.reading.sheet import Notes

    row = Fund(code="A1", name="甲 桥", source=S.SPECIAL_BONDS, allotted=Amount.of(1, Unit.WAN))
    same = Fund(name="甲桥", source=S.SPECIAL_BONDS, arrived=Amount.of(1, Unit.WAN))
    other = Fund(name="甲桥", source=S.BANK, arrived=Amount.of(1, Unit.WAN))
    notes = Notes("甲.xlsx").on("项目台账")
    assert without_stated([same, other], [row], notes) == [other]
    assert [finding.code for finding in notes.found] == ["funds-stated-twice"]
