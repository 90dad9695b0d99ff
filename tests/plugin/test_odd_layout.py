"""Sheets with several rows a record and single months: read by the one reader, each value with its own cells."""

from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from investtrack import (
    Amount,
    Extract,
    Ledger,
    Origin,
    Period,
    Project,
    SheetRef,
    Unit,
    build_report,
    ledger_from_json,
    ledger_to_json,
)
from investtrack.plugin.cells import Place, filled_from, joined, read_rows_each


PATH = Path("双行表.xlsx")
HEADER = ["项目名称", "类别", *(f"{month}月" for month in range(1, 13))]
WHERE = {
    "项目名称": Place("A"),
    "计划完成投资": Place("C:N", row="计划"),
    "完成投资": Place("C:N", row="完成"),
}


def read(*rows, where=None, above=("2022年投资表",), **given):
    given = {"unit": Unit.YI, "rows": 2, **given}
    grid = [list(above), HEADER, *map(list, rows)]
    return read_rows_each(PATH, "双行表", grid, "项目台账", where or WHERE, header_row=2, **given)


def yi(number):
    return Amount.of(str(number), Unit.YI)


def series(found):
    return [(str(end), amount) for end, amount in found]


def test_rows_may_change_places_and_one_may_be_absent():
    extract = read(
        ["桥", "完成", 0.1], ["", "计划", 0.2, 0.3],
        ["水厂", "计划", 0.5],
        ["学校", "计划", 1], ["学校", "完成", 2],
    )  # fmt: skip
    bridge, works, school = extract.ledger.projects
    assert series(bridge.planned) == [("2022-01", yi(0.2)), ("2022-02", yi(0.5))]
    assert series(bridge.actual) == [("2022-01", yi(0.1))]
    assert (series(works.planned), works.actual) == ([("2022-01", yi(0.5))], ())
    assert series(school.actual) == [
        ("2022-01", yi(2))
    ]  # a name written in both rows is one project
    assert str(bridge.origin.cell("planned.2022-02")) == "双行表.xlsx｜双行表!D4"
    assert [cell.cell for cell in bridge.origin.cells("planned.2022-02")] == ["D4", "C4"]
    assert extract.findings == ()


def test_a_month_after_one_that_is_not_stated_is_said_and_kept_as_text():
    (bridge,) = (extract := read(["桥", "计划", "", 0.2, 0.3])).ledger.projects
    assert bridge.planned == ()
    assert [(f.code, f.place.cell) for f in extract.findings] == [("amount-unreadable", "D3")]
    assert "前面各月" in extract.findings[0].expected
    assert dict(bridge.origin.texts) == {"planned.2022-02": "0.2", "planned.2022-03": "0.3"}


def test_what_cannot_be_read_is_said_of_its_own_cell():
    (bridge,) = (
        extract := read(["桥", "计划", 0.1], ["", "完成", 0.1, "1.0.0", 0.2])
    ).ledger.projects
    assert series(bridge.actual) == [("2022-01", yi(0.1))]
    assert [(f.code, f.place.cell, f.found) for f in extract.findings] == [
        ("amount-unreadable", "D4", "1.0.0")
    ]
    assert dict(bridge.origin.texts) == {"actual.2022-02": "1.0.0", "actual.2022-03": "0.2"}


def test_a_rough_number_is_said():
    (finding,) = read(["桥", "计划", "约0.1"]).findings
    assert (finding.code, finding.place.cell, finding.found) == ("number-rough", "C3", "约0.1")


def test_totals_are_totals_and_notes_are_notes():
    extract = read(["合计", "计划", 0.3], ["", "完成", 0.1], ["桥", "计划", 0.3], ["", "完成", 0.1], ["填表人：张三"])  # fmt: skip
    assert [project.name for project in extract.ledger.projects] == ["桥"]
    (total,) = extract.ledger.totals
    assert dict(total.amounts) == {"planned.2022-01": yi(0.3), "actual.2022-01": yi(0.1)}
    assert str(total.origin.cell("actual.2022-01")) == "双行表.xlsx｜双行表!C4"


def test_a_row_that_belongs_to_no_record_is_not_dropped_in_silence():
    extract = read(["桥", "计划", 0.3], ["", "完成", 0.1], ["", "完成", 0.4])
    assert [(f.code, "5" in f.place.cell) for f in extract.findings] == [("name-missing", True)]
    extract = read(["桥", "计划", 0.3], ["", "实际", 0.1])  # a word nobody asked for
    assert [f.code for f in extract.findings] == ["name-missing"]


def test_units_are_those_of_the_header_the_line_above_or_the_caller():
    where = {**WHERE, "总投资": Place("B")}
    assert read(["桥", "计划", 5], above=("2022年", "单位：元"), unit=None).ledger.projects[0].planned[0][1] == Amount.of(5, Unit.YUAN)  # fmt: skip
    assert read(["桥", "计划", 5], unit=None).ledger.projects[0].planned[0][1] == Amount.of(
        5, Unit.WAN
    )
    grid = [["2022年"], ["项目名称", "总投资（亿元）", "1月（元）", "2月（元）"], ["桥", 3, 5, 6]]
    where = {"name": Place("A"), "total_investment": Place("B"), "actual": Place("C:D")}
    extract = read_rows_each(PATH, "表", grid, "项目台账", where, header_row=2, rows=1)
    (bridge,) = extract.ledger.projects
    assert bridge.total_investment == yi(3)
    assert series(bridge.actual)[-1] == ("2022-02", Amount.of(11, Unit.YUAN))
    assert bridge.origin.sheet.headers["total_investment"] == "总投资（亿元）"


def test_the_lines_above_say_whose_it_is_and_when():
    ledger = read(["桥", "计划", 1], above=("青禾县2022年一季度投资表", "截至2022年3月20日")).ledger
    assert (ledger.region.name, str(ledger.period), str(ledger.as_of)) == (
        "青禾县",
        "2022Q1",
        "2022-03-20",
    )


@given(st.lists(st.integers(0, 10**6), max_size=12))
def test_months_are_cumulated_and_the_cells_add_up(months):
    (project,) = read(["桥", "计划", *months], unit=Unit.WAN).ledger.projects
    sums = [Amount.of(sum(months[: end + 1]), Unit.WAN) for end in range(len(months))]
    assert [amount for _, amount in project.planned] == sums
    for end, _ in project.planned:
        cells = project.origin.cells(f"planned.{end}")
        assert [cell.cell[0] for cell in cells] == [
            "CDEFGHIJKLMN"[m] for m in reversed(range(end.month))
        ]


@pytest.mark.parametrize(
    ("where", "given", "said"),
    [
        ({"项目名称": Place("A"), "没有的": Place("B")}, {}, "no column"),
        ({"总投资": Place("B")}, {}, "'name' has no place"),
        ({"项目名称": Place("A"), "总投资": Place("C:N")}, {}, "single months"),
        ({"项目名称": Place("A"), "完成投资": Place("C:P")}, {}, "single months"),
        (WHERE, {"above": ("",)}, "with a year"),
    ],
)
def test_what_is_no_layout_is_refused(where, given, said):
    with pytest.raises(ValueError, match=said):
        read(["桥", "计划", 1], where=where, **given)


# -- records of two sheets ----------------------------------------------------------------------


def leaders(*pairs):
    sheet = SheetRef("双行表.xlsx", "领导", {"name": 0, "leaders": 1})
    records = tuple(
        Project(name=name, leaders=people, origin=Origin(sheet, row))
        for row, (name, people) in enumerate(pairs, 2)
    )
    return Extract(Ledger(projects=records))


def test_what_fits_no_project_or_stands_twice_is_said():
    table = read(["桥", "计划", 1], ["水厂", "计划", 1], rows=1)
    other = leaders(("水厂", ("甲",)), ("水 厂", ("乙",)), ("学校", ("丙",)))
    extract = joined(table, other, "leaders")
    assert [project.leaders for project in extract.ledger.projects] == [(), ()]
    assert [(f.code, f.place.cell) for f in extract.findings] == [("project-ambiguous", "A2"), ("project-unknown", "A4")]  # fmt: skip


def test_the_cell_of_another_sheet_travels_in_json_and_into_figures():
    table = read(["桥", "计划", 1], rows=1)
    ledger = joined(table, leaders(("桥", ("甲",))), "leaders").ledger
    again = ledger_from_json(ledger_to_json(ledger))
    assert again == ledger
    (bridge,) = again.projects
    assert [str(cell) for cell in bridge.origin.cells("leaders")] == ["双行表.xlsx｜领导!B2"]
    assert bridge.origin.has("leaders")
    inside = (evolve(bridge, is_in_library=True),)
    report = build_report(evolve(ledger, projects=inside), period=Period.quarter(2022, 1))
    (load,) = report.figure("leaders.load").contributions
    assert str(load.cells[0]) == "双行表.xlsx｜领导!B2"


def test_records_made_in_code_are_filled_as_well():
    (bridge,) = filled_from([Project(name="桥")], [Project(name="桥", leaders=("甲",))], "leaders")
    assert bridge.leaders == ("甲",)


def test_a_column_of_a_plugin_that_takes_no_part_is_left_out():
    table = read(["桥", "计划", 1], rows=1)
    (bridge,) = joined(table, leaders(("桥", ("甲",))), "leaders", "visits").ledger.projects
    assert bridge.leaders == ("甲",)
