"""Chinese and Arabic numerals, as whole numbers and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.values.numerals import arabic_years, chinese_numeral, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("7", 7), ("１２", 12), ("007", 7), ("零", 0), ("〇", 0), ("一", 1), ("两", 2), ("十", 10), ("十二", 12),
        ("二十", 20), ("九十九", 99), ("一百", 100), ("一百零五", 105), ("一百五", 150), ("一百一十", 110), ("一百一十五", 115),
        ("两百", 200), ("一千", 1000), ("一千零一", 1001), ("一千零一十", 1010), ("两千三", 2300), ("两千三百", 2300),
        ("一万", 10_000), ("三万五", 35_000), ("三万五千", 35_000), ("三万零五", 30_005), ("十二万", 120_000),
        ("一亿", 10**8), ("一亿二千万", 120_000_000), ("二〇二二", 2022), ("二○二二", 2022), ("一二三", 123),
    ],
)  # fmt: skip
def test_what_a_numeral_is(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", "三期", "个", "1.5", "-3", "百", "零十", "十十", "百十", "一十百", "五千六千", "万", "一万亿三万亿", "第三", "1万", "VI", "¾"],
)  # fmt: skip
def test_what_is_no_numeral(text):
    assert whole_number(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "零"), (3, "三"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "一百"), (101, "一百零一"),
     (110, "一百一十"), (1001, "一千零一"), (1010, "一千零一十"), (10_000, "一万"), (10_010, "一万零一十"), (100_005, "十万零五"),
     (20_000_300, "二千万零三百"), (10**8, "一亿"), (10**8 + 1, "一亿零一"),
     (11_000, "一万一千"), (10_999, "一万零九百九十九"), (10_001_000, "一千万一千"), (100_000_001_000, "一千亿零一千"), (9, "九")],
)  # fmt: skip
def test_how_a_number_is_written(number, text):
    assert chinese_numeral(number) == text
    assert whole_number(text) == number


@given(st.integers(0, 10**12 - 1))
def test_a_written_number_is_read_back(number):
    assert whole_number(chinese_numeral(number)) == number
    assert whole_number(str(number)) == number


@pytest.mark.parametrize("number", [-1, 10**12])
def test_what_cannot_be_written(number):
    with pytest.raises(ValueError, match="from 0"):
        chinese_numeral(number)


@given(st.text("零〇一二两三四五六七八九十百千万亿0123456789 年", max_size=12))
def test_no_text_breaks_the_reader(text):
    number = whole_number(text)
    assert number is None or number >= 0


def test_years_become_arabic_and_keep_their_places():
    text = "二〇二二年一季度比二零二一年、二○二〇年三〇二室"
    assert arabic_years(text) == "2022年一季度比2021年、2020年三〇二室"
    assert len(arabic_years(text)) == len(text)


def test_a_numeral_has_forty_signs_at_most():
    assert whole_number("9" * 40) == int("9" * 40)
    assert whole_number("9" * 41) is None
    assert whole_number("一" * 40) == int("1" * 40)
    assert whole_number("一" * 41) is None
