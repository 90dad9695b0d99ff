"""Several projects in one cell of names are read as one, and that is said; one with numbers in its name is one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.plugin.reading import read_table
from investtrack.reading.records.several_names import names_in


NAMES = ("甲河污水处理厂", "乙镇供水管网", "丙村道路硬化", "丁桥")
NUMBERS = (
    ("1.", "2.", "3.", "4."), ("1、", "2、", "3、", "4、"), ("（1）", "（2）", "（3）", "（4）"), ("①", "②", "③", "④"), ("一、", "二、", "三、", "四、"),
    ("1）", "2）", "3）", "4）"), ("１．", "２．", "３．", "４．"),
)  # fmt: skip


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True), st.sampled_from(NUMBERS), st.sampled_from(["；", "\n", ";", " ", "；\n"]),
    st.sampled_from(["", "★", " "]),
)  # fmt: skip
def test_numbered_names_are_several(names, numbers, between, before):
    cell = before + between.join(f"{number}{name}" for number, name in zip(numbers, names, strict=False))  # fmt: skip
    assert names_in(cell) == (tuple(names) if len(names) > 1 else ())


@pytest.mark.parametrize(
    "cell",
    [
        "1.5MW风电项目", "1号线工程", "1、2号楼改造", "（一）甲项目", "1.甲项目", "甲镇基础设施：1.道路；2.桥梁", "甲县2026年老旧小区\n改造项目", "甲县2026年中央预算内投资项目\n高标准农田建设项目",
        "甲产业园（1）号厂房（2）号厂房", "甲产业园项目；及配套工程", "甲水库；乙水库", "S1、S2公路", "1.甲项目 3.乙项目", "甲园区项目；（二期）工程",
    ],
)  # fmt: skip
def test_one_name_is_one(cell):
    assert names_in(cell) == ()


def test_it_is_said_and_no_part_of_the_row_above():
    rows = [
        ["项目名称", "总投资（万元）"], ["1.甲河污水处理厂；2.乙镇供水管网", 12000], ["（1）丙村道路\n（2）丁村桥梁", 8000],
        ["戊县公路提升工程；己县桥梁改造工程", 900], ["庚园区一期", 800],
    ]  # fmt: skip
    x = read_table(Path("台账.表"), rows, "项目台账", header_row=1)
    assert [(f.code, f.place.cell, f.grade.value) for f in x.findings] == [("names-several", f"A{n}", "warning") for n in (2, 3, 4)]  # fmt: skip
    assert len(x.ledger.projects) == 4


@pytest.mark.parametrize("sheet", ["入库计划", "集中开工", "储备项目", "复工复产", "招商引资"])
def test_so_it_is_on_every_sheet_of_names(sheet):
    x = read_table(Path("台账.表"), [["项目名称", "备注"], ["甲路", "好"], ["1.甲路东；2.乙桥西", "好"]], sheet, header_row=1)  # fmt: skip
    assert [f.place.cell for f in x.findings if f.code == "names-several"] == ["A3"]
