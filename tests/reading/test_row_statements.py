"""A project, firm or indicator that has a row for each of several statements: nothing tells which amount is which."""

from datetime import date
from itertools import cycle

import pytest

from investtrack import Amount, Period, Profile, Unit, build_report
from investtrack.reading.layout.row_statements import RowStatements, is_statement
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells, SheetMarks


HEADERS = [
    "项目名称",
    "总投资（万元）",
    "是否入库",
    "入库时间",
    "类别",
    "2025年1—3月完成投资（万元）",
]
NAMES = ("甲园区", "乙厂房", "丙管网")
TOTAL = Amount.of(20000, Unit.WAN)
OWN = [20000, "是", "2024-05-01"]


def read(rows, sheet="项目台账"):
    opened = [
        OpenedSheet(sheet, lambda: SheetCells(iter(rows), (), SheetMarks())),
    ]
    return read_sheets("台账.xlsx", opened, Profile())


def of_projects(labels, *, has_names, projects=NAMES):
    rows = [HEADERS]
    for name in projects:
        for number, label in enumerate(labels):
            own = [name, *OWN] if number == 0 or has_names else ["", "", "", ""]
            rows.append([*own, label, 600 + number])
    return rows


PAIRS = [
    ("计划", "完成"), ("目标", "实际"), ("年度计划", "实际完成"), ("计划数", "完成数"), ("本月", "累计"), ("上报数", "核定数"),
    ("去年同期", "今年"), ("投资（万元）", "税收（万元）"), ("计划", "完成", "同期"), ("累计计划投资", "累计完成投资"),
]  # fmt: skip


@pytest.mark.parametrize("has_names", [True, False])
@pytest.mark.parametrize("labels", PAIRS)
def test_no_row_is_taken_for_another(labels, has_names):
    x = read(of_projects(labels, has_names=has_names))
    (said,) = [f for f in x.findings if f.code == "rows-by-statement"]
    assert (said.grade.value, said.place.cell) == ("error", "E2")
    assert f"第2—{len(labels) + 1}行" in said.message
    assert all(label.replace("（", "(").replace("）", ")") in said.message for label in labels)
    assert "row-continued" not in [f.code for f in x.findings]
    assert [(p.name, p.total_investment, p.actual) for p in x.ledger.projects] == [
        (name, TOTAL, ()) for name in NAMES
    ]
    report = build_report(x.ledger, period=Period.quarter(2025, 1), as_of=date(2025, 3, 31))
    assert report.figure("fai.period.completed").value is None


def test_most_projects_say_so():
    rows = of_projects(("计划", "完成"), has_names=True)
    del rows[2]  # 甲园区 has no 完成
    (said,) = [f for f in read(rows).findings if f.code == "rows-by-statement"]
    assert said.place.cell == "E3"


@pytest.mark.parametrize("sheet", ["入库计划", "服务业企业", "复工复产", "集中开工"])
def test_any_sheet(sheet):
    header = {"服务业企业": "企业名称", "入库计划": "项目名称"}.get(sheet, "项目名称")
    rows = [
        [
            header,
            "指标",
            "总投资（万元）",
            "计划入库时间",
            "2025年一季度营业收入（万元）",
            "是否复工",
            "是否开工",
        ]
    ]
    rows += [
        [name, label, 500, "2025-03", 80, "是", "是"]
        for name in NAMES
        for label in ("计划", "完成")
    ]
    assert "rows-by-statement" in [f.code for f in read(rows, sheet).findings]


@pytest.mark.parametrize(
    "labels",
    [
        ["完成", "计划"],
        ["完成"],
        ["在建", "完成"],
        ["用地", "资金"],
        ["中央资金", "县级资金"],
        [""],
    ],
)
def test_a_row_a_project_is_read_whatever_its_state_is_called(labels):
    said = cycle(labels)
    x = read([HEADERS, *([name, *OWN, next(said), 600] for name in NAMES)])
    assert [p.name for p in x.ledger.projects] == list(NAMES)
    assert "rows-by-statement" not in [f.code for f in x.findings]


def test_two_rows_of_one_name_among_others_are_a_project_twice():
    x = read(
        [HEADERS, *([name, *OWN, label, 600] for name, label in zip((*NAMES, "丙管网"), cycle(("计划", "完成"))))]
    )  # fmt: skip
    assert len(x.ledger.projects) == 4


@pytest.mark.parametrize(
    "text", ["用地", "计划中的项目", "在建", "2025", "完成主体工程", "县级资金", "", 5, None]
)
def test_other_words_state_nothing(text):
    assert not is_statement(text)


def test_a_header_of_two_rows_that_comes_again_stays_whole_among_the_rows_of_statements():
    header = [["项目名称", "", "总投资", "责任单位"], ["", "完成情况", "", ""]]
    rows = [
        *header,
        ["甲", "计划", 9, "水务局"],
        ["", "完成", 5, ""],
        *header,
        ["乙", "计划", 7, "住建局"],
        ["", "完成", 3, ""],
    ]
    kept = list(RowStatements(1, ("计划", "完成"), 0, frozenset({2}), 0).first_rows(rows, 0, 1))
    assert [row for row in kept if any(row)] == [*rows[:3], *header, rows[6]]
