"""Lists of the projects to which something happened are held against 项目台账, and never counted beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Profile
from investtrack.reading.reader import read_sheets
from investtrack.reading.records.event_lists import event_of
from investtrack.reading.sheet import OpenedSheet, SheetCells


HEAD = [
    "序号",
    "项目名称",
    "总投资（万元）",
    "年度计划投资（万元）",
    "是否入库",
    "停工起始时间",
    "竣工时间",
    "开工时间",
]
PROJECTS = [
    ["青禾县2026年重点项目台账"], HEAD, [1, "甲水库", 20000, 8000, "是", "2026-06-01", "", "2026-01-01"], [2, "乙学校", 9000, 700, "否", "", "2026-08-01", ""],
    [3, "丙路（一期）", 5000, 300, "是", "", "", "2026-03-01"], ["", "合计", 34000, 9000, "", "", "", ""],
]  # fmt: skip
SAID = {"停工项目": {"甲水库"}, "2026年停建缓建项目": {"甲水库"}, "新入库项目": {"甲水库", "丙路（一期）"}, "竣工投产项目": {"乙学校"}, "退库项目": {"乙学校"}, "新开工项目": {"甲水库", "丙路（一期）"}}  # fmt: skip
ALL = ("甲水库", "乙学校", "丙路（一期）")


def read(*sheets):
    return read_sheets("台账.xlsx", [OpenedSheet(name, lambda rows=rows: SheetCells(iter(rows))) for name, rows in sheets], Profile())  # fmt: skip


def rows_of(names, kind):
    titled = [["某某清单"]]
    if kind == "narrow":
        return [*titled, ["序号", "项目名称", "原因"], *([n, name, "资金"] for n, name in enumerate(names, 1))]  # fmt: skip
    if kind == "amounts":
        return [["序号", "项目名称", "总投资（万元）", "责任单位"], *([n, name, 900, "住建局"] for n, name in enumerate(names, 1)), ["", "合计", 9000, ""]]  # fmt: skip
    return [*titled, HEAD, *([n, name, 900, 80, "是", "", "", ""] for n, name in enumerate(names, 1))]  # fmt: skip


@given(
    st.sampled_from(sorted(SAID)), st.lists(st.sampled_from([*ALL, "丙路(一期)", "丁桥"]), min_size=1, max_size=4, unique=True),
    st.sampled_from(["narrow", "amounts", "whole"]), st.booleans(), st.sampled_from(["项目台账", "在建项目表"]),
)  # fmt: skip
def test_a_list_is_held_against_the_ledger(name, names, kind, is_first, ledger):
    sheets = [(ledger, PROJECTS), (name, rows_of(names, kind))]
    found = read(*(sheets[::-1] if is_first else sheets))
    same = {"丙路(一期)": "丙路（一期）"}
    known = [each for each in names if same.get(each, each) in ALL]
    if not known and "退库" not in name:
        assert not [f for f in found.findings if f.code.startswith("list-")]
        return
    assert [p.name for p in found.ledger.projects] == list(ALL)
    silent = [each for each in known if same.get(each, each) not in SAID[name]]
    absent = [] if "退库" in name else [each for each in names if each not in known]
    told = [f.found for f in found.findings if f.code == "list-differs"]
    assert sorted(told) == sorted("、".join(f"“{each}”" for each in part[:3]) + "等" * (len(part) > 3) for part in (silent, absent) if part)  # fmt: skip
    assert ("list-agrees" in [f.code for f in found.findings]) is (not silent and not absent)
    assert not [f for f in found.findings if f.code in {"sheet-unknown", "sheet-spare", "duplicate-name"}]  # fmt: skip


@pytest.mark.parametrize("name", ["拟入库项目", "计划开工项目", "未开工项目", "集中开工", "入库开工项目", "复工项目", "储备项目", "台账"])  # fmt: skip
def test_what_is_planned_or_of_two_things_is_no_such_list(name):
    assert event_of(name) is None


def test_without_a_ledger_a_list_is_told_as_before():
    found = read(("停工项目", rows_of(ALL, "amounts")), ("封面", [["某县"]]))
    assert "list-differs" not in [f.code for f in found.findings]
    assert [f.code for f in found.findings if f.place.sheet == "停工项目"]
