"""What offices call kinds of problems and how far they are solved, with more words than the standard ones."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Period
from investtrack.model.activity import IssueCategory, IssueStatus
from investtrack.plugin.reading import read_table
from investtrack.reading.cells.choices import words_of


def read(*rows, sheet="问题清单"):
    return read_table(
        Path("台账.表"), [list(row) for row in rows], sheet, header_row=1, period=Period.quarter(2026, 3), as_of=date(2026, 9, 20)
    )  # fmt: skip


def one(header, cell):
    x = read(["项目名称", "问题描述", header], ["甲", "两户未搬", cell])
    return x.ledger.issues[0], [f.code for f in x.findings if f.grade == "error"]


@given(
    st.sampled_from(sorted(words_of(IssueCategory))), st.sampled_from(["", "问题", "类", "类问题", "方面", "方面的问题", "原因", "困难"])
)  # fmt: skip
def test_a_kind_of_problem_may_be_called_one(word, tail):
    issue, codes = one("问题类型", f"{word}{tail}")
    assert (issue.category, codes) == (words_of(IssueCategory)[word], [])


@pytest.mark.parametrize("said", ["征拆", "征地拆迁", "征地拆迁问题", "用地指标"])
def test_clearing_of_land_is_a_matter_of_land(said):
    assert one("问题类别", said)[0].category is IssueCategory("用地")


@given(
    st.sampled_from(sorted(words_of(IssueStatus))), st.sampled_from(["，9月10日交地", "（9月10日）", "；资金到账"])
)  # fmt: skip
def test_a_state_may_go_on(word, tail):
    issue, codes = one("解决情况", f"{word}{tail}")
    assert (issue.status, codes) == (words_of(IssueStatus)[word], [])


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("未销号", "未解决"), ("已完成", "已解决"), ("整改到位", "已解决"), ("正在与镇里对接", "推进中"), ("正在办理林地手续", "推进中"), ("√", "已解决"),
        ("已解决，但资金未到", None), ("已解决1户，剩2户", None), ("完成60%", None), ("已解决（部分）", None), ("正在整改，已办结", None), ("对接中", None),
    ],
)  # fmt: skip
def test_how_far_it_is_solved(said, status):
    issue, codes = one("整改情况", said)
    assert issue.status == (status and IssueStatus(status))
    assert codes == ([] if status else ["choice-unknown"])


def test_a_list_of_problems_by_other_headers():
    head = ["序号", "项目名称", "主要问题", "问题分类", "牵头领导", "办结时限", "办结情况"]
    x = read(head, [1, "甲", "征地未完成", "用地类", "张三", "2026年9月30日前", "已办结"])
    (issue,) = x.ledger.issues
    assert (issue.description, issue.category.value, issue.leaders, issue.status.value) == ("征地未完成", "用地", ("张三",), "已解决")  # fmt: skip
    assert [f.code for f in x.findings] == []


@pytest.mark.parametrize("said", ["正在申报", "正在审核", "正在准备资料"])
def test_what_is_being_applied_for_is_not_in_the_library(said):
    x = read(["项目名称", "总投资", "是否入库"], ["甲", 900, said], sheet="项目台账")
    assert x.ledger.projects[0].is_in_library is False
    assert [f.code for f in x.findings] == []
