"""Two texts that look the same: what parts them is said in words, with code points."""

import pytest

from investtrack.findings import FINDINGS
from investtrack.values.cell import CellRef
from investtrack.values.lookalike import difference


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("青山A厂", "青山А厂", "第3个字一处是“A”（U+0041 拉丁字母），一处是“А”（U+0410 西里尔字母）"),
        ("甲\u200b大桥", "甲大桥", "一处在第2个字多了看不见的字符（U+200B 零宽空格）"),
        ("2O号路", "20号路", "第2个字一处是“O”（U+004F 拉丁字母），一处是“0”（U+0030 数字）"),
        ("一期—二期", "一期-二期", "第3个字一处是“—”（U+2014），一处是“-”（U+002D）"),
        ("甲（一）", "甲(一)", "第2个字一处是“（”（U+FF08 全角），一处是“(”（U+0028）；第4个字一处是“）”（U+FF09 全角），一处是“)”（U+0029）"),
        ("甲大桥", "乙大桥", ""), ("甲大桥", "甲大桥", ""), ("甲大桥", "甲大桥二期", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_what_parts_texts_that_look_alike(one, other, said):
    assert difference(one, other) == said


def test_a_finding_of_two_names_that_look_alike_says_what_parts_them():
    made = FINDINGS.make("name-differs", CellRef("台账.xlsx", "入库计划", "B2"), name="青山А厂", other="青山A厂")  # fmt: skip
    assert "U+0410" in made.message
    made = FINDINGS.make("name-differs", CellRef("台账.xlsx", "入库计划", "B2"), name="青山水厂", other="青山大桥")  # fmt: skip
    assert "U+" not in made.message
