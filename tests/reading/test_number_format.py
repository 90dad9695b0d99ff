"""What a clerk sees of a number, by its format; each expectation read off a spreadsheet by hand."""

import pytest

from investtrack.reading.cells.number_format import changes_numbers, format_of, number_format
from investtrack.values.text_width import folded, has_mark_for_digit, without_marks


@pytest.mark.parametrize(
    ("code", "stored", "shown"),
    [
        ("0!.0,", 41716200.0, "4171.62"),  # 元 as 万元, as Chinese versions write it
        ("0\\.0,", 41716200.0, "4171.62"),
        ('0"."0,', 41716200.0, "4171.62"),
        ("#!.0000", 41716.0, "4.1716"),
        ('#!.0,"万元"', 41716200.0, "4171.62万元"),
        ("#,##0,", 12345000.0, "12345"),
        ("0.00,,", 500000000.0, "500"),
        ('0.00"亿元"', 5.0, "5亿元"),
        ('0.0,"千元"', 5000.0, "5千元"),
        ("0%", 0.07, "7%"),
        ("0.00%", 0.5, "50%"),
        ("000", 3.0, "003"),
        ('"YX-"000', 3.0, "YX-003"),
        ("00000", 12.0, "00012"),
        ("[$$-409]#,##0.00", 5.0, "$5"),
        ("0.00%", 0.123456, "12.3456%"),  # every digit, not those the column is wide enough for
    ],
)
def test_a_number_reads_as_its_format_shows_it(code, stored, shown):
    assert number_format(code).shown(stored) == shown


@pytest.mark.parametrize(
    "code",
    [
        "General", "@", "0", "0.00", "#,##0", "#,##0.00", "#,##0.00_ ;[Red]\\-#,##0.00\\ ", "0.00_);(0.00)", "0;-0;;@",
        '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '"¥"#,##0.00', "yyyy-mm-dd", '[$-804]yyyy"年"m"月"d"日"', "# ?/?", "0.00E+00",
        "[DBNum1]", "h:mm",
    ],
)  # fmt: skip
def test_formats_that_only_round_group_or_colour_change_nothing(code):
    assert number_format(code) is None


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("1100①", "1100"), ("12000¹", "12000"), ("7.5％②", "7.5％"), ("张三*", "张三"), ("总投资（万元）注1", "总投资（万元）"),
        ("2022年3月③", "2022年3月"), ("500₁", "500"), ("500❶", "500"), ("500（注1）", "500"), ("甲水厂【注】", "甲水厂"), ("2万m²", "2万m²"), ("①项目", "①项目"), ("注1", "注1"), ("3*4", "3*4"),
    ],
)  # fmt: skip
def test_marks_of_notes_are_no_digits(written, bare):
    assert without_marks(written) == bare


@pytest.mark.parametrize(
    ("code", "stored", "shown"),
    [
        ('[>=10000]0!.0,"万";0', 120000000.0, "12000万"), ('[>=10000]0!.0,"万";0', 500.0, None),
        ('0.0,"千";-0.0,"千"', -5000.0, "-5千"), ('0;-0;"未报"', 0.0, "未报"), ('"待定"', 12.0, "待定"),
        ("00-0000", 520101.0, "52-0101"), ("0000-00-00", 20220305.0, "2022-03-05"), ('"A"0"-04"', 7.0, "A7-04"),
        ("0,.00", 12000.0, "12"), ('G/通用格式"亿元"', 5.0, "5亿元"), ("# ##0", 12000.0, None), ('0"元"00"角"', 123.0, "1元23角"),
        ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0.0, None),
    ],
)  # fmt: skip
def test_the_section_that_is_for_a_number_shows_it(code, stored, shown):
    found = format_of(code, stored)
    assert (found and found.shown(stored)) == shown


def test_a_format_may_hide_every_number_but_a_nought_shown_as_nothing_is_a_nought():
    assert format_of(";;;", 5.0).is_hiding
    assert format_of('"-";"-"', 5.0).is_hiding
    assert format_of(";;;", 0.0) is None
    assert not changes_numbers("0;-0;;@")


def test_a_mark_before_digits_would_become_one_of_them():
    assert [has_mark_for_digit(t) for t in ("①500", "②", "₁5", "500①", "2万m²", "①项目")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_folding_makes_no_digit_of_a_mark():
    assert folded("1100①") == "1100"
    assert folded("①１２") == "112"
