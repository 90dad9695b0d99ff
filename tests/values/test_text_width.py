"""Half and full width: folded for reading, counted for display."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.values.text_width import (
    display_width,
    folded,
    half_width,
    has_mark_for_digit,
    visible,
)


@pytest.mark.parametrize(
    ("text", "half"),
    [("投资１，２００．５（万元）", "投资1,200.5(万元)"), ("５％：－３", "5%:-3"), ("〔２０２２〕５号", "[2022]5号"), ("甲\u3000乙", "甲 乙"),
     ("ＡＢ１", "AB1"), ("−3", "-3"), ("￥〔〕【】∶﹪︰\xa0−", "¥[][]:%: -"), ("一、二。", "一、二。"), ("1—4月", "1—4月")],
)  # fmt: skip
def test_half_width(text, half):
    assert half_width(text) == half


@given(st.text())
def test_places_stay(text):
    assert len(half_width(text)) == len(text)
    assert half_width(half_width(text)) == half_width(text)


def test_folded_leaves_no_space_and_no_second_form():
    assert folded(" 总投资 \n（万元）①Ⅱ") == "总投资(万元)II"  # ① points to a note


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("项目", 4), ("项目A（1）", 10), ("ｶﾅ", 2), ("—", 1)],
)
def test_display_width(text, columns):
    assert display_width(text) == columns


def test_ambiguous_signs_are_wide_in_a_chinese_typeface():
    assert display_width("1—4月", ambiguous=2) == display_width("1—4月") + 1


@given(st.text(), st.text())
def test_widths_add_up(one, other):
    assert display_width(one + other) == display_width(one) + display_width(other)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("甲大桥", "甲大桥"),
        ("a\x00b", "ab"),
        ("甲\u200b大桥", "甲大桥"),
        ("甲\u3164大桥", "甲大桥"),
        ("a b", "a b"),
        ("", ""),
    ],
)
def test_what_prints_nothing_goes(text, seen):
    assert visible(text) == seen


@pytest.mark.parametrize(
    ("text", "is_for_digit"), [("①500", True), ("①", True), (" ② ", True), ("500①", False), ("①项目", False), ("500", False)]
)  # fmt: skip
def test_a_mark_before_digits_would_become_one(text, is_for_digit):
    assert has_mark_for_digit(text) is is_for_digit
