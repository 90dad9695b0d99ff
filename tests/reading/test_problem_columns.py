"""Problems of a project told in several columns, one a kind, as words or as a mark."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.plugin.reading import read_table


SHOWN = {"用地": "用地", "资金": "资金", "征拆": "征拆", "手续办理": "手续办理", "其他问题": "其他"}
NONE = ("", "无", "—", "×", "/")


def read(rows, *, group="存在问题", kinds=tuple(SHOWN)):
    head = [["项目名称", "总投资（万元）", group, *[""] * (len(kinds) - 1)], ["", "", *kinds]]
    merged = (((0, 2), (0, 1 + len(kinds))), ((0, 0), (1, 0)), ((0, 1), (1, 1)))
    return read_table(
        Path("表.xlsx"), [*head, *map(list, rows)], "项目台账", header_row=None, merged=merged
    )


@given(
    st.lists(
        st.lists(
            st.sampled_from([*NONE, "√", "两户未搬", "缺口800万元"]),
            min_size=len(SHOWN), max_size=len(SHOWN),
        ),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_every_problem_is_told_with_its_kind(rows):
    x = read([f"项目{n}", 900, *cells] for n, cells in enumerate(rows))
    for project, cells in zip(x.ledger.projects, rows, strict=True):
        told = [
            kind if cell == "√" else f"{kind}：{cell}"
            for kind, cell in zip(SHOWN.values(), cells, strict=True)
            if cell not in NONE
        ]
        assert (project.problem or "").strip("无/×") == "；".join(told)
    assert {f.code for f in x.findings} <= {"columns-joined"}


def test_kinds_and_what_is_asked_of_others_are_one_problem():
    rows = [["项目名称", "总投资", "存在问题", "需协调事项"], ["甲", 900, "用地未批", "请市里批地"], ["乙", 800, "无", ""]]  # fmt: skip
    x = read_table(Path("台账.表"), rows, "项目台账", header_row=1)
    assert [each.problem for each in x.ledger.projects] == ["用地未批；请市里批地", "无"]
    assert [str(f.place) for f in x.findings if f.code == "columns-joined"]


@pytest.mark.parametrize("group", ["手续办理及存在问题", "要素保障问题"])
def test_what_may_be_papers_is_no_problem(group):
    x = read([["甲", 900, "√", "", "", "", ""]], group=group)
    assert x.ledger.projects[0].problem is None
    assert "columns-joined" not in [f.code for f in x.findings]


def test_other_columns_of_a_problem_are_none():
    x = read([["甲", 900, "资金", "9月底", "张三"]], kinds=("资金", "解决时限", "责任人"))
    assert x.ledger.projects[0].problem == "资金"
    assert [f.code for f in x.findings] == ["column-unkept"]
