"""A project and its phases, a town and its projects: the same money never counts twice, and nothing is left out in silence."""

from pathlib import Path

import pytest

from investtrack.plugin.reading import read_table
from investtrack.reading.cells.cell_values import leaders
from investtrack.reading.records.nested_rows import is_phase


HEAD = ["项目名称", "责任单位", "总投资（万元）", "年度计划投资（万元）"]


def read(rows, head=HEAD, sheet="项目台账"):
    found = read_table(Path("表.xlsx"), [head, *rows], sheet, header_row=None)
    attribute = {"项目台账": "projects", "储备项目": "reserves"}[sheet]
    records = getattr(found.ledger, attribute)
    codes = [f.code for f in found.findings if f.code.startswith("row-")]
    return [record.name for record in records], codes, found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("（1）一期工程", "（2）二期工程"),
        ("一期工程", "二期工程"),
        ("①一期", "②二期"),
        ("1.1厂房", "1.2宿舍"),
        ("其中：一期", "二期工程"),
        ("云岭园区项目一期", "云岭园区项目（二期）"),
        ("（一）一期工程", "（二）二期工程"),
    ],
)
def test_phases_that_add_up_are_one_project(first, second):
    rows = [
        ["云岭园区项目", "某局", 10000, 1000], [first, "某局", 4000, 400], [second, "某局", 6000, 600], ["石桥水库", "某局", 500, 50],
    ]  # fmt: skip
    names, codes, found = read(rows)
    assert names == ["云岭园区项目", "石桥水库"]
    assert codes == ["row-part"]
    assert not [f for f in found.findings if f.grade.value == "error"]


def test_numbers_in_front_tell_phases_too():
    head = ["序号", *HEAD]
    rows = [[1.0, "园区", "某局", 30, 3], ["1.1", "道路", "某局", 10, 1], [1.2, "管网", "某局", 20, 2], [2.0, "水库", "某局", 5, 1]]  # fmt: skip
    assert read(rows, head)[:2] == (["园区", "水库"], ["row-part"])
    rows[1][1] = "其中：道路"
    assert read(rows, head)[:2] == (["园区", "水库"], ["row-part"])


def test_what_a_project_leaves_open_is_taken_from_phases_that_agree():
    rows = [["园区项目", "", 30, 3], ["（1）一期", "某局", 10, 1], ["（2）二期", "某局", 20, 2]]
    found = read(rows)[2]
    assert found.ledger.projects[0].responsible_unit == "某局"
    assert ("responsible_unit", 3) in found.ledger.projects[0].origin.moved


def test_phases_with_codes_of_their_own_are_projects_and_the_row_above_their_sum():
    head = ["项目编码", *HEAD]
    rows = [
        ["", "园区项目", "某局", 30, 3],
        ["A-1", "（1）一期", "某局", 10, 1],
        ["A-2", "（2）二期", "某局", 20, 2],
    ]
    assert read(rows, head)[:2] == (["（1）一期", "（2）二期"], ["row-group"])


def test_phases_that_do_not_add_up_are_kept_and_said():
    rows = [["园区项目", "某局", 31, 3], ["（1）一期", "某局", 10, 1], ["（2）二期", "某局", 20, 2]]
    names, codes, _ = read(rows)
    assert (len(names), codes) == (3, ["row-part-doubtful"])


def test_phases_of_names_alone_that_do_not_add_up_are_projects_of_their_own():
    rows = [["香樟里小区", "某局", 30000, 3], ["香樟里小区二期", "某局", 10, 1]]
    assert read(rows)[:2] == (["香樟里小区", "香樟里小区二期"], [])


def test_a_second_phase_as_large_as_the_first_is_a_project():
    rows = [["香樟里小区", "某局", 300, 3], ["香樟里小区二期", "某局", 300, 3]]
    assert read(rows)[:2] == (["香樟里小区", "香樟里小区二期"], [])


def test_a_number_that_begins_a_name_is_no_number_of_a_phase():
    rows = [["园区项目", "某局", 31, 3], ["1.5万吨磷酸铁项目", "某局", 10, 1]]
    assert read(rows)[:2] == (["园区项目", "1.5万吨磷酸铁项目"], [])


RESERVES = ["项目名称", "总投资（万元）", "四化类别", "拟申请资金渠道", "资金需求（万元）"]
KIND = ["新型工业化", "银行融资"]


def of(name, total, need, *, is_bare=False):
    return [name, total, *(("", "") if is_bare else KIND), need]


def test_rows_of_towns_that_add_up_are_groups():
    rows = [of("青石镇", 3000, 300, is_bare=True), of("甲", 1000, 100), of("乙", 2000, 200), of("松溪镇", 7000, 700, is_bare=True), of("丙", 7000, 700)]  # fmt: skip
    assert read(rows, RESERVES, "储备项目")[:2] == (["甲", "乙", "丙"], ["row-group"] * 2)


def test_industries_above_towns_are_groups_as_well():
    rows = [
        of("工业", 10000, 1000, is_bare=True), of("青石镇", 3000, 300, is_bare=True), of("甲", 1000, 100), of("乙", 2000, 200),
        of("松溪镇", 7000, 700, is_bare=True), of("丙", 7000, 700), of("农业", 5, 1, is_bare=True), of("丁", 5, 1),
    ]  # fmt: skip
    assert read(rows, RESERVES, "储备项目")[0] == ["甲", "乙", "丙", "丁"]


def test_a_total_below_covers_what_counts():
    rows = [
        of("青石镇", 3000, 300, is_bare=True),
        of("甲", 1000, 100),
        of("乙", 2000, 200),
        ["合计2个", 3000, "", "", 300],
    ]
    found = read(rows, RESERVES, "储备项目")[2]
    assert [(t.label, t.scope) for t in found.ledger.totals] == [("合计2个", (3, 4))]


def test_a_town_that_does_not_add_up_is_said():
    rows = [
        of("青石镇", 3001, 300, is_bare=True),
        of("甲", 1000, 100),
        of("乙", 2000, 200),
        of("丙", 1, 1),
    ]
    names, codes, _ = read(rows, RESERVES, "储备项目")
    assert (names, codes) == (["青石镇", "甲", "乙", "丙"], ["row-group-doubtful"])


def test_projects_of_which_one_happens_to_be_as_large_as_the_next_are_projects():
    rows = [
        of("甲水库", 1000, 100, is_bare=True),
        of("乙水库", 1000, 100, is_bare=True),
        of("丙水库", 2000, 200),
    ]
    assert read(rows, RESERVES, "储备项目")[:2] == (["甲水库", "乙水库", "丙水库"], [])


@pytest.mark.parametrize(
    ("label", "expected"),
    [("(一)一期工程", True), ("(1)二标段", True), ("(一)续建项目", False), ("一、一期", False)],
)
def test_phases_are_told_from_groups(label, expected):
    assert is_phase(label) is expected


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("某县政府　张二", ("张二",)),
        ("副县长张二", ("张二",)),
        ("县委常委、常务副县长张二", ("张二",)),
        ("云溪县人民政府副县长 张二", ("张二",)),
        ("张二（副县长）", ("张二",)),
        ("张二副县长", ("张二",)),
        ("县委书记：欧阳娜", ("欧阳娜",)),
        ("张 二、李三", ("张二", "李三")),
        ("王书记", ("王书记",)),
        ("县住建局", ("县住建局",)),
        ("张县长、李三", ("张县长", "李三")),
        ("吴启航", ("吴启航",)),
        ("阿依古丽·买买提", ("阿依古丽·买买提",)),
    ],
)
def test_offices_and_posts_are_no_part_of_a_leader(written, people):
    assert leaders()(written) == people


@pytest.mark.parametrize("number", ["（1）", "(1)", "①", "1-1", "1.1", ""])
def test_parts_under_a_number_never_count_beside_it(number):
    head = ["序号", *HEAD]
    second = number.replace("1", "2").replace("①", "②") if number not in {"1-1", "1.1"} else f"{number[:-1]}2"  # fmt: skip
    rows = [
        [1, "园区", "某局", 30, 3], [number, "道路", "某局", 10, 1], [second, "管网", "某局", 20, 2], [2, "水库", "某局", 5, 1],
    ]  # fmt: skip
    assert read(rows, head)[:2] == (["园区", "水库"], ["row-part"])
    rows[1][3] = 11
    names, codes, _ = read(rows, head)
    assert names == ["园区", "道路", "管网", "水库"]
    assert codes == (["row-part-doubtful"] if number else [])


def test_rows_without_a_number_that_do_not_add_up_or_by_one_amount_alone_are_projects():
    rows = [[1, "园区", "某局", 30], ["", "道路", "某局", 10], ["", "管网", "某局", 20], [2, "水库", "某局", 5]]  # fmt: skip
    assert read(rows, ["序号", *HEAD[:3]])[:2] == (["园区", "道路", "管网", "水库"], [])


def test_rows_that_are_all_numbered_in_brackets_are_projects():
    rows = [["（1）", "园区", "某局", 30, 3], ["（2）", "道路", "某局", 10, 1], ["（3）", "管网", "某局", 20, 2]]  # fmt: skip
    assert read(rows, ["序号", *HEAD])[0] == ["园区", "道路", "管网"]
