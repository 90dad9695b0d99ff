"""What the heads of groups say of the rows below: 一、续建项目（3个） is their 建设阶段 where the sheet has no such column."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Period
from investtrack.plugin.reading import read_table


Q1 = Period.quarter(2026, 1)
HEADER = ("序号", "项目名称", "总投资（万元）")
STAGES = {"续建项目": "续建", "新建项目": "新建", "新开工项目": "新建", "竣工项目": "收尾", "前期项目": "预备", "工业项目": None, "城关镇": None}  # fmt: skip
LEVELS = {
    "省重点项目": "省级重大",
    "市级重大项目": "市级重大",
    "县级项目": "县级",
    "国家重点项目": "国家",
}


def read(*rows, header=HEADER, sheet="项目台账"):
    return read_table(Path("台账.表"), [list(header), *map(list, rows)], sheet, header_row=1, period=Q1, as_of=date(2026, 3, 25))  # fmt: skip


def stages(ledger):
    return [project.stage and project.stage.value for project in ledger.projects]


@given(
    st.lists(st.tuples(st.sampled_from(sorted(STAGES)), st.integers(1, 4)), min_size=1, max_size=5),
    st.sampled_from([("{}、", "{}"), ("({})", "{}"), ("（{}）", "{}"), ("", "{}、")]),
    st.sampled_from(["", "（{}个）", "({})", "共{}个", "：{}个"]),
)
def test_rows_below_a_head_have_what_it_says(groups, numbering, count):
    rows, expected, heads = [], [], []
    for (title, number), numeral in zip(groups, "一二三四五", strict=False):
        before, within = (part.format(numeral) for part in numbering)
        label = f"{within if before == '' else ''}{title}{count.format(number)}"
        rows.append((before, label, "") if before else (label, "", ""))
        heads.append((len(rows) + 1, STAGES[title]))
        for _ in range(number):
            rows.append((str(len(expected) + 1), f"甲{len(expected) + 1}号桥建设工程", "900"))
            expected.append((STAGES[title], len(heads) - 1))
    x = read(*rows)
    assert stages(x.ledger) == [stage for stage, _ in expected]
    for project, (stage, head) in zip(x.ledger.projects, expected, strict=True):
        if stage is not None:  # it is traced to the head's row
            assert project.origin.cell("stage").cell == f"第{heads[head][0]}行"
    said = [found for found in x.findings if found.code == "group-told"]
    assert len(said) == any(stage for stage, _ in expected)
    for row, stage in heads:
        assert not stage or f"第{row}行以下为“{stage}”" in said[0].message


@pytest.mark.parametrize("title", LEVELS)
def test_a_level_within_a_stage(title):
    x = read(
        ("一、续建项目", "", ""), ("（一）" + title, "", ""), ("1", "甲桥建设工程", "900"),
        ("（二）其他项目", "", ""), ("2", "乙园建设工程", "800"),
    )  # fmt: skip
    levels = [project.level and project.level.value for project in x.ledger.projects]
    assert (levels, stages(x.ledger)) == ([LEVELS[title], None], ["续建", "续建"])


def test_a_column_of_its_own_goes_before_the_heads():
    rows = (("一、续建项目", "", "", ""), ("1", "甲桥建设工程", "900", "新建"), ("2", "乙园建设工程", "800", ""))  # fmt: skip
    x = read(*rows, header=(*HEADER, "建设阶段"))
    assert stages(x.ledger) == ["新建", None]
    assert not [found for found in x.findings if found.code == "group-told"]


def test_a_sum_below_its_rows_heads_nothing():
    x = read(
        ("1", "甲桥建设工程", "900"), ("续建项目小计", "", "900"), ("2", "乙园建设工程", "800")
    )
    assert stages(x.ledger) == [None, None]


def test_of_two_heads_that_say_the_same_field_the_nearer_counts():
    rows = (
        ("一、续建项目", "", ""), ("（一）收尾项目", "", ""), ("1", "甲桥建设工程", "900"),
        ("（二）在建项目", "", ""), ("2", "乙园建设工程", "800"),
    )  # fmt: skip
    assert stages(read(*rows).ledger) == ["收尾", "续建"]
