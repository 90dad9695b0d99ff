"""A column that says that something has happened is never silent: its day is there, or is asked for."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Period, build_report
from investtrack.plugin.reading import read_table


Q1 = Period.quarter(2026, 1)
EVENTS = (
    ("复工复产", "是否复工", "实际复工时间", "resumed_on", "复工"), ("集中开工", "是否开工", "实际开工时间", "started_on", "开工"),
    ("项目台账", "是否停工", "停工起始时间", "stopped_since", "停工"), ("项目台账", "是否竣工", "竣工时间", "finished_on", "竣工"),
    ("项目台账", "竣工状态", "竣工日期", "finished_on", "竣工"), ("复工复产", "复工情况", "复工日期", "resumed_on", "复工"),
)  # fmt: skip
ATTRIBUTES = {"复工复产": "resumptions", "集中开工": "starts", "项目台账": "projects"}


def read(sheet, *rows):
    return read_table(Path("台账.表"), [list(row) for row in rows], sheet, header_row=1, period=Q1, as_of=date(2026, 3, 25))  # fmt: skip


@given(
    st.sampled_from(EVENTS),
    st.lists(
        st.tuples(st.sampled_from(["是", "已{}", "{}", "√", "否", "未{}", ""]), st.booleans()),
        min_size=1,
        max_size=8,
    ),
    st.booleans(),
)
def test_what_has_happened_has_its_day_or_is_said(event, rows, has_column):
    sheet, flag, day, key, word = event
    said = [(text.format(word), has_column and is_dated) for text, is_dated in rows]
    table = [
        [f"项目{n}", text, *(["2026-03-01" if dated else ""] * has_column)]
        for n, (text, dated) in enumerate(said)
    ]
    x = read(sheet, ["项目名称", flag, *([day] * has_column)], *table)
    records = getattr(x.ledger, ATTRIBUTES[sheet])
    assert [getattr(each, key) is not None for each in records] == [dated for _, dated in said]
    missing = [
        n for n, (text, dated) in enumerate(said, 2)
        if not dated and text in {"是", "√", word, f"已{word}"}
    ]  # fmt: skip
    found = [f for f in x.findings if f.code == "event-undated"]
    if has_column:
        assert [f.place.cell for f in found] == [f"C{n}" for n in missing]
    else:
        assert [f.place.cell for f in found] == [f"B{n}" for n in missing[:1]]
        assert not missing or f"{len(missing)}行" in found[0].message
    assert not [f for f in x.findings if f.code in {"column-unkept", "column-unknown"}]


def test_what_is_stopped_since_no_day_marks_the_figure():
    x = read("项目台账", ["项目名称", "总投资", "是否停工", "停工时间"], ["甲", 9000, "否", ""], ["乙", 800, "是", ""], ["丙", 700, "是", "2026年2月"])  # fmt: skip
    report = build_report(x, period=Q1)
    assert report.figure("progress.stopped.count").value == 1
    assert "progress.stopped.count" in report.errors_by_figure


@pytest.mark.parametrize("text", ["已开工", "开工", "在库"])
def test_another_thing_that_has_happened_is_none_of_it(text):
    x = read("项目台账", ["项目名称", "总投资", "竣工状态", "竣工时间"], ["甲", 9000, text, ""])
    assert "event-undated" not in [f.code for f in x.findings]
