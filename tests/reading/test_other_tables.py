"""A table of another kind below a ledger: read by its own header where that is known, else passed over and said."""

import pytest

from investtrack.model.profile import Profile
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells
from investtrack.values.amount import Unit


HEAD = ["序号", "项目编码", "项目名称", "责任单位", "总投资（万元）", "年度计划投资（万元）"]
BODY = [
    [1.0, "YX-001", "青山水厂", "住建局", 20000.0, 8000.0],
    [2.0, "YX-002", "河口大桥", "水务局", 30000.0, 9000.0],
]
NAMES = ["青山水厂", "河口大桥"]


def read(below, head=HEAD, body=BODY):
    rows = [["青禾县2022年重点项目台账"], head, *body, *below]
    return read_sheets(
        "台账.xlsx", [OpenedSheet("项目台账", lambda: SheetCells(rows, ()))], Profile()
    )


def said(found):
    return [(f.code, f.place.cell, f.grade.value) for f in found.findings if f.code != "no-region"]


TITLE = ["附：续建项目服务清单"]
LISTS = {
    "firms": [["序号", "企业名称", "联系人", "服务事项"], [1.0, "青禾公司", "张三", "证照"]],
    "towns": [["序号", "乡镇", "服务次数", "办结数"], [1.0, "东山镇", 12.0, 11.0]],
    "tasks": [["事项", "牵头科室", "完成时限"], ["协调用地", "投资科", "4月底"]],
    "people": [["姓名", "联系电话"], ["张三", "0859-1234567"]],
    "sums": [["责任单位", "个数", "总投资"], ["住建局", 2.0, 30000.0]],
    "groups": [["类别", "项目个数", "总投资（万元）", "年度计划投资（万元）"], ["交通", 2.0, 3.0, 9.0]],
}  # fmt: skip


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize("above", [[[], TITLE], [TITLE], [[]], [[], [], TITLE, []]])
def test_a_table_of_another_kind_is_passed_over_and_its_rows_are_named(rows, above):
    found = read([*above, *rows])
    first = 5 + len(above)
    assert [p.name for p in found.ledger.projects] == NAMES
    assert said(found) == [("table-below", f"第{first}行", "warning")]
    assert f"第{first}—{first + 1}行" in found.findings[0].message


def test_one_that_names_projects_may_have_what_is_to_be_counted():
    rows = [["序号", "项目名称", "服务事项", "服务单位"], [1.0, "石岭产业园", "证照", "政务局"]]
    found = read([[], TITLE, *rows])
    assert [p.name for p in found.ledger.projects] == NAMES
    assert said(found) == [("table-below", "第7行", "error")]


@pytest.mark.parametrize("title", [["附：续建项目清单"], ["", "", "续建项目清单"]])
def test_one_of_the_same_header_is_read_and_its_title_is_no_row_without_a_name(title):
    found = read([[], title, HEAD, [1.0, "YX-009", "石岭产业园", "住建局", 5000.0, 2000.0]])
    assert [p.name for p in found.ledger.projects] == [*NAMES, "石岭产业园"]
    assert said(found) == []


def test_a_known_ledger_below_another_table_is_read():
    entries = [
        ["项目编码", "项目名称", "总投资（万元）", "计划入库时间", "入库状态", "2022年1—3月预计贡献投资（万元）"],
        ["YX-009", "石岭产业园", 5000.0, "2022-03-05", "前期", 300.0],
    ]  # fmt: skip
    found = read([[], TITLE, *LISTS["firms"], [], ["附2：入库计划"], *entries])
    assert [p.name for p in found.ledger.projects] == NAMES
    assert [e.name for e in found.ledger.entries] == ["石岭产业园"]
    assert said(found) == [("table-below", "第7行", "warning"), ("ledger-below", "第11行", "note")]


@pytest.mark.parametrize(
    "row",
    [
        ["", "", "云峰棚户区改造", "住建局", "", ""],
        [3.0, "", "云峰提升计划", "", "", ""],
        ["", "YX-003", "云峰单位宿舍", "前期阶段", "", ""],
    ],
)
def test_a_project_without_amounts_behind_a_blank_row_is_one(row):
    found = read([[], row])
    assert [p.name for p in found.ledger.projects] == [*NAMES, row[2]]
    assert "table-below" not in {f.code for f in found.findings}


def test_a_column_is_told_by_the_rows_of_its_own_table():
    head = [*HEAD[:3], "建设性质", *HEAD[4:]]
    body = [[1.0, "YX-001", "青山水厂", "续建", 20000.0, 8000.0]]
    rows = [["序号", "服务单位", "服务项目", "服务事项"], [1.0, "政务局", "产业园", "代办证照"]]
    alone, below = read([], head, body), read([[], TITLE, *rows], head, body)
    assert [p.stage for p in alone.ledger.projects] == [p.stage for p in below.ledger.projects]


def test_a_total_of_nothing_covers_its_own_table():
    """Two tables of a sheet, each with its 合计 above: that of the first is zero, and right."""
    rows = [["", "", "合计", "", 0.0, 0.0], [1.0, "YX-001", "青山水厂", "住建局", "", ""]]
    more = [["", "", "合计", "", 5.0, 0.0], [2.0, "YX-002", "河口大桥", "水务局", 5.0, ""]]
    found = read([[], HEAD, *more], HEAD, rows)
    assert [total.scope for total in found.ledger.totals] == [(4,), (8,)]


LONGER = ["项目名称", "总投资（万元）", "责任单位", "包保领导", "备注"]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (["项目名称", "总投资（万元）"], [["青山水厂", 100.0], ["河口大桥", 200.0]]),
        (["项目名称", "总投资（万元）", "建设阶段"], [["青山水厂", 100.0, "新建"], ["河口大桥", 200.0, "续建"]]),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "longer",
    [
        [LONGER, ["石岭产业园", 300.0, "水务局", "张三", ""]],
        [["项目名称", "总投资（万元）", "2022年完成投资", "", ""], ["", "", "1-2月（万元）", "1-3月（万元）", "备注"], ["石岭产业园", 300.0, 20.0, 30.0, ""]],
    ],
)  # fmt: skip
def test_a_short_ledger_is_not_lost_above_one_of_more_columns(head, body, longer):
    found = read([[], *longer], head, body)
    assert [p.name for p in found.ledger.projects] == [*NAMES, "石岭产业园"]
    assert "ledger-below" in {f.code for f in found.findings}


PLAIN, NUMBERED = ["项目名称", "总投资", "建设单位"], ["序号", "项目名称", "总投资", "建设单位"]


def totals_of(rows, header):
    name = header.index("项目名称")
    body = [[*[""] * name, *row] if len(row) == len(PLAIN) else row for row in rows]
    found = read_sheets(
        "台账.xlsx", [OpenedSheet("项目台账", lambda: SheetCells(body, ()))], Profile()
    )
    return (
        {project.name: project.total_investment.to(Unit.WAN) for project in found.ledger.projects},
        {finding.code for finding in found.findings} - {"no-region"},
    )


A, B = ["石岭产业园", 10000.0, "工信局"], ["河口大桥", 0.3, "交通局"]


@pytest.mark.parametrize("header", [PLAIN, NUMBERED], ids=["names first", "numbered"])
@pytest.mark.parametrize(
    ("above", "between"),
    [
        ([], [[], ["表二 市级项目"], ["单位：亿元"]]),
        ([["单位：万元"]], [[], ["表二 市级项目"], ["单位：亿元"]]),
        ([["单位：万元"]], [["表二 市级项目（单位：亿元）"]]),
        ([["单位：万元"]], [["单位：亿元"]]),
        ([], [["单位：万元"], [], ["表二 市级项目"], ["单位：亿元"]]),
        ([["单位：万元"]], [["注：含征地费。"], ["市级项目一览表（亿元）"]]),
    ],
)
def test_a_unit_above_a_further_header_is_of_that_table_alone(above, between, header):
    # 0.3亿元 = 3000万元; the tables' headers are the same, as on a further printed page.
    rows = [["表一 县级项目"], *above, header, A, *between, header, B]
    assert totals_of(rows, header) == ({A[0]: 10000, B[0]: 3000}, {"ledger-below"})


def test_a_unit_below_the_first_table_is_of_the_first():
    rows = [NUMBERED, ["石岭产业园", 1.0, "工信局"], ["单位：亿元"], [], ["表二 市级项目"], NUMBERED, ["河口大桥", 0.3, "交通局"]]  # fmt: skip
    assert totals_of(rows, NUMBERED)[0][A[0]] == 10000


def test_a_further_page_that_repeats_the_unit_goes_on():
    rows = [["表一"], ["单位：亿元"], NUMBERED, ["石岭产业园", 1.0, "工信局"], ["表一"], ["单位：亿元"], NUMBERED, B]  # fmt: skip
    assert totals_of(rows, NUMBERED) == ({A[0]: 10000, B[0]: 3000}, set())
