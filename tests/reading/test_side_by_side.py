"""Tables of one kind side by side: all are read, each with the addresses of its own cells."""

import pytest

from investtrack import Amount, Profile, Unit
from investtrack.reading.layout.side_by_side import SideBySide
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells, SheetMarks


HEADERS = ["序号", "项目名称", "总投资（万元）", "是否入库", "2025年1—3月完成投资（万元）"]
NAMES = ("甲园区", "乙厂房", "丙管网", "丁学校", "戊桥", "己医院", "庚公园")


def row_of(number):
    return [number + 1, NAMES[number], 9000 + number, "是", 600 + number]


def read(rows, sheet="项目台账"):
    cells = SheetCells(iter(rows), (), SheetMarks())
    return read_sheets("台账.xlsx", [OpenedSheet(sheet, lambda: cells)], Profile())


@pytest.mark.parametrize("above", [[], [["青禾县2025年项目表"], ["单位：万元"]]])
@pytest.mark.parametrize("gap", [[], [""]])
@pytest.mark.parametrize(("tables", "deep"), [(2, 3), (2, 4), (3, 3)])
def test_every_table_is_read(tables, deep, gap, above):
    rows = [[], *([] for _ in range(deep))]
    for table in range(tables):
        rows[0] += [*HEADERS, *gap]
        for line in range(deep):
            number = table * deep + line
            rows[line + 1] += [*(row_of(number) if number < len(NAMES) else [""] * 5), *gap]
    x = read([*above, *rows])
    projects = {project.name: project for project in x.ledger.projects}
    assert set(projects) == set(NAMES[: tables * deep])
    assert projects["丁学校"].total_investment == Amount.of(9003, Unit.WAN)
    table, line = divmod(3, deep)
    column = "ABCDEFGHIJKLMNOPQR"[table * (5 + len(gap)) + 1]
    assert projects["丁学校"].origin.cell("name").cell == f"{column}{len(above) + line + 2}"
    assert [f.code for f in x.findings if f.grade.value == "error"] == []
    assert [f.code for f in x.findings].count("tables-side-by-side") == 1


def test_the_last_table_may_lack_columns():
    x = read([[*HEADERS, *HEADERS[:4]], [*row_of(0), *row_of(1)[:4]]])
    assert [project.name for project in x.ledger.projects] == ["甲园区", "乙厂房"]


@pytest.mark.parametrize(
    "header",
    [
        [*HEADERS, "项目名称"],
        [*HEADERS, "备注", "项目名称", "总投资（万元）", "责任单位"],
        ["项目名称", "单位名称", "总投资", "计划", "完成", "计划", "完成"],
        HEADERS,
    ],
)
def test_other_headers_that_stand_twice_are_of_one_table(header):
    assert SideBySide.found([header]) is None
