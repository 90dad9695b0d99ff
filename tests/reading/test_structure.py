"""Merges, phases and groups: what the structure of a sheet says of its rows."""

from pathlib import Path

import pytest

from investtrack.model.profile import Profile
from investtrack.plugin.reading import read_table
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells


def opened(name, rows, merged=()):
    return OpenedSheet(name, lambda: SheetCells(rows, merged))


def table(rows, merged=()):
    return read_table(Path("表.xlsx"), rows, "项目台账", header_row=None, merged=merged)


def test_a_cover_whose_title_is_merged_below_its_last_row_keeps_nothing_from_being_read():
    cover = opened("封面", [["青禾县项目台账"]], [((0, 0), (9, 5))])
    ledger = opened("项目台账", [["项目名称", "总投资"], ["甲", 1.0]])
    read = read_sheets("台账.xlsx", [cover, ledger], Profile())
    assert [project.name for project in read.ledger.projects] == ["甲"]


def test_a_sheet_of_projects_that_is_none_of_the_standard_ones_is_a_warning():
    ledger = opened("项目台账", [["项目名称", "总投资（万元）"], ["甲", 1.0]])
    new = opened(
        "新增项目",
        [["项目名称", "总投资（万元）", "计划入库时间", "预计1-3月完成投资（万元）"], ["乙", 9000, "2026-02-10", 600]],
    )  # fmt: skip
    stopped = opened("停工项目", [["项目名称", "总投资（万元）", "停工原因"], ["甲", 1.0, "资金"]])
    towns = opened("汇总", [["乡镇", "项目个数", "总投资（万元）"], ["竹园镇", 2, 20000]])
    names = opened("名单", [["项目名称", "联系人"], ["甲", "张三"]])
    read = read_sheets("台账.xlsx", [ledger, new, stopped, towns, names], Profile())
    said = [(f.place.sheet, f.grade.value) for f in read.findings if f.code == "sheet-unknown"]
    assert said == [
        ("新增项目", "warning"),
        ("汇总", "note"),
        ("名单", "note"),
    ]
    assert [f.place.sheet for f in read.findings if f.code == "list-differs"] == ["停工项目"]


@pytest.mark.parametrize(
    ("title", "header", "counties", "is_said"),
    [("某县项目台账", "县区", ("青禾县", "云溪县"), True), ("", "县（市、区）", ("青禾县", "城中区"), True), ("", "所属区县", ("青禾县", "云溪县"), True),
     ("清江市2026年项目台账", "县区", ("青禾县", "云溪县"), False), ("", "县区", ("青禾县", "青禾县"), False), ("", "县区", ("青禾县", "经开区"), False),
     ("", "乡镇", ("青禾县", "云溪县"), False)],
)  # fmt: skip
def test_projects_of_several_counties_on_one_sheet_are_a_warning(title, header, counties, is_said):
    rows = [
        [title],
        [header, "项目名称", "总投资（万元）"],
        [counties[0], "甲", 1.0],
        [counties[1], "乙", 2.0],
    ]
    found = [f for f in read_sheets("台账.xlsx", [opened("项目台账", rows)], Profile()).findings if f.code == "counties-together"]  # fmt: skip
    assert [(f.place.cell, f.grade.value) for f in found] == (
        [("A2", "warning")] if is_said else []
    )


def test_a_second_column_of_leaders_merged_downward_is_of_every_row_it_covers():
    rows = [
        ["项目名称", "市级包联领导", "县级包联领导", "总投资"],
        ["甲", "王一", "李一", 1],
        ["乙", "王二", "", 2],
        ["丙", "", "", 3],
    ]
    read = table(rows, [((1, 2), (3, 2)), ((2, 1), (3, 1))])
    assert [project.leaders for project in read.ledger.projects] == [
        ("王一", "李一"),
        ("王二", "李一"),
        ("王二", "李一"),
    ]


def test_a_foreign_sheet_of_many_columns_is_not_tried_cell_by_cell(monkeypatch):
    from investtrack.reading.layout import header_rows

    tried = []
    meaning = header_rows.meaning
    monkeypatch.setattr(header_rows, "meaning", lambda *told: tried.append(told) or meaning(*told))
    rows = [[f"内容{row}{column}" for column in range(60)] for row in range(25)]
    read = read_sheets("别的.xlsx", [opened("汇总", rows)], Profile())
    assert [finding.code for finding in read.findings] == ["sheet-unknown", "no-known-sheet"]
    assert tried == []


def test_totals_of_areas_above_their_rows_cover_what_is_below_where_that_alone_fits():
    rows = [
        ["序号", "项目名称", "总投资"],
        ["", "合计5个", 150], ["", "白石市合计2个", 30], [1, "甲", 10], [2, "乙", 20],
        ["", "青石县合计2个", 50], [1, "丙", 20], [2, "丁", 30], ["", "柳坝县合计1个", 70], [1, "戊", 70],
    ]  # fmt: skip
    scopes = {total.label: total.scope for total in table(rows).ledger.totals}
    assert scopes == {
        "合计5个": (4, 5, 7, 8, 10), "白石市合计2个": (4, 5), "青石县合计2个": (7, 8), "柳坝县合计1个": (10,),
    }  # fmt: skip
    below = [
        rows[0],
        rows[3],
        rows[4],
        ["", "白石市合计2个", 30],
        rows[6],
        rows[7],
        ["", "青石县合计2个", 51],
    ]
    scopes = {total.label: total.scope for total in table(below).ledger.totals}
    assert scopes == {"白石市合计2个": (2, 3), "青石县合计2个": (5, 6)}


@pytest.mark.parametrize(
    "row",
    [
        [1.0, 2.0, 3.0, 4.0], ["甲", "乙", 1.0, 2.0], ["（1）", "（2）", "（3）", "（4）"], ["A", "B", "1", "2=1+3"], ["栏次", "1", "2", "3"],
    ],
)  # fmt: skip
def test_a_row_that_numbers_the_columns_is_no_project(row):
    read = table(
        [["项目编码", "项目名称", "总投资", "年度计划投资"], row, ["A1", "甲厂", 5.0, 1.0]]
    )
    assert [project.name for project in read.ledger.projects] == ["甲厂"]
    assert read.findings == ()


@pytest.mark.parametrize(
    "name",
    ["平均", "占比", "占总投资比重", "较上月增加", "同比增长（%）", "增减额", "上年同期", "完成率"],
)
def test_a_row_of_averages_shares_or_changes_is_no_project(name):
    rows = [["项目编码", "项目名称", "总投资"], ["A1", "甲厂", 5.0], ["A2", "比亚迪园", 5.0], ["", name, 5.0]]  # fmt: skip
    assert [project.name for project in table(rows).ledger.projects] == ["甲厂", "比亚迪园"]


@pytest.mark.parametrize("name", [12.0, "12", "3.5", "同上", "〃", "0859-3231234"])
def test_a_name_that_is_a_number_or_a_mark_is_none(name):
    read = table([["项目编码", "项目名称", "总投资"], ["A1", "甲厂", 5.0], ["A2", name, 5.0]])
    assert [project.name for project in read.ledger.projects] == ["甲厂"]
    assert [(f.code, f.place.cell) for f in read.findings] == [("name-missing", "B3")]


def test_who_is_as_above_or_not_yet_named_is_nobody():
    rows = [["项目名称", "包保领导", "责任单位"], ["甲", "张三", "住建局"], ["乙", "同上", "〃"], ["丙", "待定", "水务局"]]  # fmt: skip
    read = table(rows)
    assert [project.leaders for project in read.ledger.projects] == [("张三",), (), ()]
    said = [(f.code, f.place.cell) for f in read.findings]
    assert said == [("cell-ditto", "B3"), ("cell-ditto", "C3"), ("date-undetermined", "B4")]


def test_labels_merged_down_to_the_end_of_the_sheet_fill_what_rows_there_are():
    rows = [["项目名称", "责任单位", "总投资"], ["甲", "交通局", 1], ["乙", "", 2], ["丙", "", 3]]
    last = 1_048_575
    read = table(rows, [((1, column), (last, column)) for column in range(1, 16_384)])
    assert [project.responsible_unit for project in read.ledger.projects] == ["交通局"] * 3


def test_a_merge_that_ends_fills_no_row_more_and_the_next_one_begins_anew():
    rows = [
        ["项目名称", "责任单位", "总投资"],
        ["甲", "交通局", 1], ["乙", "", 2], ["丙", "", 3], ["丁", "水利局", 4], ["戊", "", 5],
    ]  # fmt: skip
    read = table(rows, [((1, 1), (2, 1)), ((4, 1), (5, 1))])
    assert [project.responsible_unit for project in read.ledger.projects] == [
        "交通局", "交通局", None, "水利局", "水利局",
    ]  # fmt: skip
    assert [project.origin.moved for project in read.ledger.projects] == [
        (), (("responsible_unit", 2),), (), (), (("responsible_unit", 5),),
    ]  # fmt: skip


def test_merges_over_one_another_at_every_row_take_no_longer():
    rows = [
        ["项目名称", "责任单位", "总投资"],
        *([f"第{n}号工程", "局", n] for n in range(1, 400)),
    ]
    over = [((top, 1), (1_048_575 - n, 1)) for n in range(200) for top in range(1, 400)]
    assert len(table(rows, over).ledger.projects) == 399


def test_only_the_merges_of_a_ledger_further_down_make_its_header():
    above = [
        ["项目名称", "总投资（万元）", "责任单位"],
        *([f"项目{n}", n, "局"] for n in range(20)),
        [],
    ]
    below = [
        ["项目名称", "投资（万元）", "", "责任单位"],
        ["", "总投资", "本年计划投资", ""],
        ["丙", 30, 4, "局"],
    ]
    own = [((22, 0), (23, 0)), ((22, 1), (22, 2)), ((22, 3), (23, 3))]
    read = table(above + below, [((0, 0), (0, 2)), *own])
    assert [str(p.year_plan) for p in read.ledger.projects][19:] == ["None", "4万元"]


def test_a_header_of_two_rows_on_each_page_is_no_project_of_two_rows():
    head = [["项目名称", "投资情况（万元）", "", "责任单位"], ["", "总投资", "年度计划投资", ""]]
    page = [((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (1, 3))]
    rows = [*head, ["甲", "", "", "住建局"], *head, ["乙", 2000, 500, "水务局"]]
    merged = [((top + down, left), (bottom + down, right)) for down in (0, 3) for (top, left), (bottom, right) in page]  # fmt: skip
    read = read_sheets("台账.xlsx", [opened("项目台账", rows, merged)], Profile())
    assert [(p.name, p.year_plan and str(p.year_plan)) for p in read.ledger.projects] == [("甲", None), ("乙", "500万元")]  # fmt: skip
    assert [f.code for f in read.findings] == []


GROUPED = [["项目名称", "总投资（万元）", "手续办理", "", "", "责任落实", "", "备注"]]


@pytest.mark.parametrize("is_merged", [True, False])
@pytest.mark.parametrize(
    "below", [("立项", "规划许可", "环评"), ("甲", "乙", "丙丁"), ("一类", "二类", "三类")]
)
def test_words_under_a_group_are_headers_though_none_is_known(below, is_merged):
    merged = [((0, 2), (0, 4)), ((0, 5), (0, 6))] if is_merged else []
    rows = [
        *GROUPED,
        ["", "", *below, "主抓", "协抓", ""],
        ["甲", 900, "√", "×", "√", "张", "李", ""],
    ]
    x = table(rows, merged)
    assert [p.name for p in x.ledger.projects] == ["甲"]
    assert "name-missing" not in [f.code for f in x.findings]


@pytest.mark.parametrize(
    "row",
    [
        ["", "", "√", "×", "√", "", "", ""], ["", 800, "办", "办", "办", "", "", ""], ["", "", "", "办理", "", "", "", ""], ["", "", 1, 2, 3, "", "", ""],
        ["", "", "办", "", "办", "", "", "加快"], ["", "", "", "办", "办", "", "", ""],
    ],
)  # fmt: skip
def test_a_row_that_need_be_no_header_stays_a_row_without_a_name(row):
    x = table([*GROUPED, row, ["甲", 900, "√", "×", "√", "张", "李", ""]])
    assert [p.name for p in x.ledger.projects] == ["甲"]
    assert "name-missing" in [f.code for f in x.findings]
