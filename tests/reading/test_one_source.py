"""Sheets of the money of one source are 项目资金, their source told by the name or the title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Profile, Unit
from investtrack.model.fund import FundSource
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells


S = FundSource
NAMES = {
    "专项债项目": S.SPECIAL_BONDS, "专项债券资金支付情况": S.SPECIAL_BONDS, "2026年超长期特别国债": S.ULTRA_LONG_BONDS, "特别国债项目": S.ULTRA_LONG_BONDS,
    "增发国债项目": S.ADDED_BONDS, "一般债券": S.GENERAL_BONDS, "中央预算内投资项目": S.CENTRAL_BUDGET, "政策性金融工具项目": S.POLICY_INSTRUMENTS,
}  # fmt: skip
HEADERS = {
    "allotted": (
        "下达资金",
        "专项债发行额度",
        "下达国债资金",
        "债券下达额度",
        "中央预算内下达金额",
        "发行额",
    ),
    "arrived": ("已到位", "到位资金", "国债资金到位金额", "专项债券到位"),
    "paid": ("已支付", "支付金额", "累计支付资金", "专项债资金支付"),
}
LEDGER = [["项目名称", "总投资（万元）", "年度计划投资（万元）"], ["甲水库", 20000, 8000], ["乙学校", 9000, 700]]  # fmt: skip


def read(*sheets):
    return read_sheets("台账.xlsx", [OpenedSheet(name, lambda rows=rows: SheetCells(iter(rows))) for name, rows in sheets], Profile())  # fmt: skip


def told(source):
    return [
        (
            f.name,
            f.source,
            *(None if a is None else a.to(Unit.WAN) for a in (f.allotted, f.arrived, f.paid)),
        )
        for f in source.ledger.funds or ()
    ]


@given(
    st.sampled_from(sorted(NAMES)), st.tuples(*(st.sampled_from(words) for words in HEADERS.values())), st.booleans(), st.permutations(range(3)),
    st.booleans(),
)  # fmt: skip
def test_the_money_of_a_sheet_is_of_its_source(name, headers, in_title, order, has_ledger):
    moved = [f"{headers[n]}（万元）" for n in order]
    amounts = [[500, 400, 300], [700, 600, 0]]
    rows = [
        [f"青禾县{name}"] if in_title else [""],
        ["序号", "项目名称", "总投资（万元）", *moved, "支付率"],
        *([n, who, 9000, *(row[at] for at in order), "60%"] for n, who, row in zip((1, 2), ("甲水库", "乙学校"), amounts, strict=True)),
        ["", "合计", 18000, *(sum(row[at] for row in amounts) for at in order), ""],
    ]  # fmt: skip
    found = read(*([("项目台账", LEDGER)] if has_ledger else []), ("Sheet2" if in_title else name, rows))  # fmt: skip
    source = NAMES[name]
    assert told(found) == [("甲水库", source, 500, 400, 300), ("乙学校", source, 700, 600, 0)]
    assert len(found.ledger.projects or ()) == 2 * has_ledger
    said = [f for f in found.findings if f.code == "sheet-recognised"]
    assert source.value in said[0].message
    assert not [f for f in found.findings if f.grade != "note"]


@pytest.mark.parametrize("name", ["专项债储备项目", "拟申报专项债项目", "专项债和超长期国债项目", "国债项目"])  # fmt: skip
def test_what_is_wished_for_or_of_two_sources_is_of_none(name):
    found = read(("项目台账", LEDGER), (name, [["项目名称", "总投资（万元）", "下达资金", "已支付"], ["甲水库", 9000, 5, 4]]))  # fmt: skip
    assert told(found) == []
    assert [f.place.sheet for f in found.findings if f.grade == "warning"] == [name]


def test_a_ledger_of_projects_stays_one_and_a_second_sheet_of_money_is_spare():
    work = [["项目名称", "总投资（万元）", "年度计划投资（万元）", "是否入库", "已支付"], ["甲水库", 9000, 800, "是", 4]]  # fmt: skip
    found = read(("专项债项目", work))
    assert [p.name for p in found.ledger.projects] == ["甲水库"]
    money = [["项目名称", "资金来源", "下达金额"], ["甲水库", "专项债", 500]]
    bonds = [["项目名称", "下达资金", "已支付"], ["甲水库", 500, 4]]
    found = read(("项目台账", LEDGER), ("项目资金", money), ("专项债", bonds))
    assert told(found) == [("甲水库", S.SPECIAL_BONDS, 500, None, None)]
    assert [f.place.sheet for f in found.findings if f.code == "sheet-spare"] == ["专项债"]


def test_the_standard_sheet_may_name_its_source_in_its_title():
    rows = [["2026年专项债券资金台账"], ["项目名称", "下达金额（万元）", "已支付金额（万元）"], ["甲水库", 500, 4]]  # fmt: skip
    assert told(read(("项目台账", LEDGER), ("项目资金", rows))) == [
        ("甲水库", S.SPECIAL_BONDS, 500, None, 4)
    ]
