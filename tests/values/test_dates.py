"""Dates as ledgers write them, each with the precision it has."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.errors import PeriodError
from investtrack.values.dates import DateSpan, parse_date, parse_span


def span(first, last=None):
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last or first))


FIFTH = span("2022-03-05")
MARCH = span("2022-03-01", "2022-03-31")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-03-05", FIFTH), ("2022-3-5", FIFTH), ("2022.3.5", FIFTH), ("2022/3/5", FIFTH), ("20220305", FIFTH),
        ("2022年3月5日", FIFTH), ("2022年03月05日", FIFTH), ("2022年3月5号", FIFTH), ("２０２２年３月５日", FIFTH),
        ("二〇二二年三月五日", FIFTH), ("二○二二年三月", MARCH), ("二零二二年一季度", span("2022-01-01", "2022-03-31")),
        ("22年3月5日", FIFTH), ("22.3.5", FIFTH), (" 2022-03-05 ", FIFTH), ("2022-03-05 00:00:00", FIFTH),
        ("2022-03-05 8:30", FIFTH), ("2022年1月1日", span("2022-01-01")), ("2022年元月1日", span("2022-01-01")),
        ("44625", FIFTH), ("44625.0", FIFTH), ("44562", span("2022-01-01")), ("29000", span("1979-05-25")), ("59999", span("2064-04-07")),  # Excel serials
        ("2022年3月", MARCH), ("2022.3", MARCH), ("2022.03", MARCH), ("2022-03", MARCH), ("2022/3", MARCH),
        ("202203", MARCH), ("2022年3月份", MARCH), ("22年3月", MARCH), ("2022年3月前", MARCH),
        ("2022年元月", span("2022-01-01", "2022-01-31")), ("2022.10", span("2022-10-01", "2022-10-31")),
        ("2022年3月上旬", span("2022-03-01", "2022-03-10")), ("2022年3月中旬", span("2022-03-11", "2022-03-20")),
        ("2022年3月下旬", span("2022-03-21", "2022-03-31")), ("2022年2月下旬", span("2022-02-21", "2022-02-28")),
        ("2024年2月底", span("2024-02-21", "2024-02-29")), ("2022年3月底", span("2022-03-21", "2022-03-31")),
        ("2022年3 月底", span("2022-03-21", "2022-03-31")), ("2022年3 月中", span("2022-03-11", "2022-03-20")), ("2022-03-05.", FIFTH),
        ("2022年3月末", span("2022-03-21", "2022-03-31")), ("2022年3月初", span("2022-03-01", "2022-03-10")),
        ("2022年一季度", span("2022-01-01", "2022-03-31")), ("2022年第2季度", span("2022-04-01", "2022-06-30")),
        ("2022年一季度末", MARCH), ("2022年四季度初", span("2022-10-01", "2022-10-31")),
        ("2022年", span("2022-01-01", "2022-12-31")), ("2022", span("2022-01-01", "2022-12-31")),
        ("2022年上半年", span("2022-01-01", "2022-06-30")), ("2022年下半年", span("2022-07-01", "2022-12-31")),
        ("2022年底", span("2022-12-01", "2022-12-31")), ("2022年内", span("2022-01-01", "2022-12-31")),
        ("2022年3月上中旬", span("2022-03-01", "2022-03-20")), ("2022年2月中下旬", span("2022-02-11", "2022-02-28")),
        ("2022年3月5日前", FIFTH), ("2022年3月5日（星期六）", FIFTH), ("2022年3月5日(周六)之前", FIFTH),
        ("2022年一季度底前", MARCH), ("2022Q1", span("2022-01-01", "2022-03-31")), ("2022年Q2", span("2022-04-01", "2022-06-30")),
        ("2022年底前", span("2022-12-01", "2022-12-31")), ("2022年年末前", span("2022-12-01", "2022-12-31")),
        ("2022年3—4月", span("2022-03-01", "2022-04-30")), ("2022年3月至12月", span("2022-03-01", "2022-12-31")),
    ],
)  # fmt: skip
def test_spellings(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月5日", FIFTH), ("3.5", FIFTH), ("3/5", FIFTH), ("3月", MARCH), ("3月份", MARCH),
        ("三月", MARCH), ("三月五日", FIFTH), ("十二月二十五日", span("2022-12-25")), ("五月", span("2022-05-01", "2022-05-31")),
        ("3月底", span("2022-03-21", "2022-03-31")), ("元月", span("2022-01-01", "2022-01-31")),
        ("一季度", span("2022-01-01", "2022-03-31")), ("2季度", span("2022-04-01", "2022-06-30")),
        ("3月5日前", FIFTH), ("3月5号以前", FIFTH), ("三月五日左右", FIFTH), ("第一季度末前", MARCH), ("Q1", span("2022-01-01", "2022-03-31")),
        ("上半年", span("2022-01-01", "2022-06-30")), ("下半年", span("2022-07-01", "2022-12-31")),
        ("年底", span("2022-12-01", "2022-12-31")), ("年底前", span("2022-12-01", "2022-12-31")),
        ("年内", span("2022-01-01", "2022-12-31")), ("3-4月", span("2022-03-01", "2022-04-30")),
        ("三月至四月", span("2022-03-01", "2022-04-30")), ("今年3月", MARCH), ("今年", span("2022-01-01", "2022-12-31")), ("本年一季度", span("2022-01-01", "2022-03-31")),
        ("明年3月5日", span("2023-03-05")), ("去年底", span("2021-12-01", "2021-12-31")), ("今年年底", span("2022-12-01", "2022-12-31")),
    ],
)  # fmt: skip
def test_the_year_known_from_elsewhere(text, expected):
    assert parse_date(text, year=2022) == expected
    assert parse_date(text) is None  # which year it is, nobody knows


@pytest.mark.parametrize(
    "text",
    ["", " ", "待定", "已开工", "2022-02-30", "2022年13月", "2022年2月29日", "20221301", "2022-00-10",
     "1", "123", "12345", "99999", "正月", "三/五", "2022年3月5日或6日", "2022年五季度", "0", "3000年",
     "2022-03-05X", "2022年3月٣日", "2022年٣月", "28999", "60000", "二季度前", "年", "年初", "4-3月", "3-13月", "3月5前", "预计3月", "Q5", "本年度"],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    assert parse_date(text, year=2022) is None


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (FIFTH, "2022年3月5日"),
        (MARCH, "2022年3月"),
        (span("2022-03-01", "2022-03-10"), "2022年3月上旬"),
        (span("2022-03-11", "2022-03-20"), "2022年3月中旬"),
        (span("2022-02-21", "2022-02-28"), "2022年2月下旬"),
        (span("2022-03-11", "2022-03-21"), "2022-03-11/2022-03-21"),
        (span("2022-03-02", "2022-03-31"), "2022-03-02/2022-03-31"),
        (span("2022-01-01", "2022-03-31"), "2022年一季度"),
        (span("2022-10-01", "2022-12-31"), "2022年四季度"),
        (span("2022-01-01", "2022-12-31"), "2022年"),
        (span("2022-01-05", "2022-02-07"), "2022-01-05/2022-02-07"),
        (span("2022-02-01", "2022-04-30"), "2022-02-01/2022-04-30"),  # three months, no quarter
        (span("2021-12-01", "2022-02-28"), "2021-12-01/2022-02-28"),
    ],
)
def test_labels(value, label):
    assert value.label == label


days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@given(days, days)
def test_text_is_read_back(one, other):
    value = DateSpan(min(one, other), max(one, other))
    assert DateSpan.parse(str(value)) == value


@given(days)
def test_a_day_is_read_back_from_every_spelling(day):
    value = DateSpan.day(day)
    assert value.is_day
    assert parse_date(value.label) == value
    assert parse_date(day.isoformat()) == value
    assert parse_date(f"{day:%Y%m%d}") == value
    assert parse_date(f"{day.year}.{day.month}.{day.day}") == value


@given(days)
def test_a_month_is_read_back(day):
    value = DateSpan.month(day.year, day.month)
    assert parse_date(value.label) == value
    assert value.first <= day <= value.last


def test_a_run_of_blanks_is_one_and_what_is_longer_than_any_date_is_none():
    blanks = " " * 20_000
    assert parse_date(f"2022年{blanks}3月\u3000\n5日{blanks}") == FIFTH
    assert parse_date(f"3{blanks}月", year=2022) == MARCH
    assert parse_date(f"3{blanks}x", year=2022) is None
    assert parse_date("2022年3月5日" * 10) is None


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader(text):
    assert parse_date(text, year=2022) is None or parse_date(text, year=2022).first


def test_no_span_ends_before_it_begins():
    with pytest.raises(PeriodError):
        span("2022-03-05", "2022-03-04")


@pytest.mark.parametrize("text", ["", "2022", "2022-03-05/x", "2022-03-05/2022-03-01"])
def test_what_str_does_not_write_is_not_read(text):
    with pytest.raises(PeriodError):
        DateSpan.parse(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2009-2011", span("2009-01-01", "2011-12-31")), ("2021—2023年", span("2021-01-01", "2023-12-31")),
        ("２０２１－２０２３", span("2021-01-01", "2023-12-31")), ("2009-13", span("2009-01-01", "2013-12-31")),
        ("09.3-11.12", span("2009-03-01", "2011-12-31")), ("98.10-01.6", span("1998-10-01", "2001-06-30")),
        ("2022.3-2023.6", span("2022-03-01", "2023-06-30")), ("2022年3月至2023年6月", span("2022-03-01", "2023-06-30")),
        ("2022年3月—10月", span("2022-03-01", "2022-10-31")), ("2022-03", MARCH), ("2022年3月", MARCH), ("2022-03-05", FIFTH),
        # No end, an end before the beginning, a mere length, two ways to read it.
        ("2010-", None), ("2023-2021", None), ("24个月", None), ("2009-11", None), ("待定", None),
    ],
)  # fmt: skip
def test_the_years_a_project_is_built_in(text, expected):
    assert parse_span(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2009年-11年", "2009-01-01", "2011-12-31"), ("2009年3月-11年", "2009-03-01", "2011-12-31"), ("2009年3月-11月", "2009-03-01", "2009-11-30"),
        ("09年-2011年", None, None), ("22-2023", None, None), ("2022年-21年", None, None), ("2009年-", None, None),
        ("49.1-2050", "2049-01-01", "2050-12-31"), ("50.1-1951", "1950-01-01", "1951-12-31"),
    ],
)  # fmt: skip
def test_the_end_of_a_span_may_leave_out_the_century_and_the_beginning_may_not(text, first, last):
    found = parse_span(text)
    assert (found and (str(found.first), str(found.last))) == (first and (first, last))
