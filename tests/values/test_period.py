"""Report periods and months, as clerks write them."""

import operator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.errors import PeriodError
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period, month, parse_period


Q1 = Period.quarter(2022, 1)
JAN_MAY = Period.year_to_date(2022, 5)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022年一季度", Q1), ("2022Q1", Q1), ("2022年第1季度", Q1), ("２０２２年 一季度", Q1),
        ("2022年1—3月", Q1), ("2022年1-3月", Q1), ("2022年1至3月", Q1), ("2022年1～3月份", Q1),
        ("2022年1月—3月", Q1), ("2022M01-03", Q1), ("2022年前3个月", Q1),
        ("2022年1—5月", JAN_MAY), ("2022年元—5月", JAN_MAY), ("2022M01-05", JAN_MAY),
        ("2022年上半年", Period(2022, 1, 6)), ("2022H1", Period(2022, 1, 6)),
        ("2022年下半年", Period(2022, 7, 12)), ("2022H2", Period(2022, 7, 12)),
        ("2022年", Period.full_year(2022)), ("2022", Period.full_year(2022)), ("2022年全年", Period.full_year(2022)),
        ("2022年度", Period.full_year(2022)), ("2022年四季度", Period(2022, 10, 12)),
        ("2022年3月", Period(2022, 3, 3)), ("2022年3月份", Period(2022, 3, 3)),
    ],
)  # fmt: skip
def test_spellings(text, period):
    assert parse_period(text) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [("一季度", Q1), ("1季度", Q1), ("1—3月", Q1), ("前5个月", JAN_MAY), ("全年", Period.full_year(2022))],
)  # fmt: skip
def test_a_year_known_from_elsewhere(text, period):
    assert parse_period(text, year=2022) == period
    with pytest.raises(PeriodError):
        parse_period(text)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "待定", "2022年五季度", "2022Q5", "2022M03-01", "2022M00-03", "2022年13月", "2022年5—3月",
     "2022年1—13月", "2022年0月", "0202年一季度", "1800", "3000Q1", "2022年前13个月", "2022年前0个月"],
)  # fmt: skip
def test_what_is_no_period_is_a_period_error(text):
    with pytest.raises(PeriodError):
        parse_period(text)


@pytest.mark.parametrize(
    ("period", "code", "label", "quarter"),
    [
        (Q1, "2022Q1", "2022年一季度", 1),
        (Period.quarter(2022, 4), "2022Q4", "2022年四季度", 4),
        (Period(2022, 1, 6), "2022H1", "2022年上半年", None),
        (Period(2022, 7, 12), "2022H2", "2022年下半年", None),
        (Period.full_year(2022), "2022", "2022年", None),
        (JAN_MAY, "2022M01-05", "2022年1—5月", None),
        (Period(2022, 3, 3), "2022M03-03", "2022年3月", None),
        (Period(2022, 2, 4), "2022M02-04", "2022年2—4月", None),
    ],
)
def test_codes_and_labels(period, code, label, quarter):
    assert (period.code, period.label, period.quarter_number) == (code, label, quarter)


periods = st.builds(
    lambda year, ends: Period(year, min(ends), max(ends)),
    st.integers(1900, 2200),
    st.tuples(st.integers(1, 12), st.integers(1, 12)),
)


@given(periods)
def test_code_and_label_are_read_back(period):
    assert parse_period(period.code) == period
    assert parse_period(period.label) == period
    assert parse_period(period.name, year=period.year) == period


def test_first_and_last_day():
    assert (Q1.start, Q1.end, Q1.year_start) == (
        date(2022, 1, 1),
        date(2022, 3, 31),
        date(2022, 1, 1),
    )
    assert Period.year_to_date(2024, 2).end == date(2024, 2, 29)
    assert date(2022, 1, 1) in Q1
    assert date(2021, 12, 31) not in Q1
    assert date(2022, 3, 31) in Q1
    assert date(2022, 4, 1) not in Q1


def test_a_period_does_not_end_before_it_begins():
    with pytest.raises(PeriodError):
        Period(2022, 3, 1)


def test_january_alone_is_not_reported():
    assert [Month(2022, number).is_reported for number in (1, 2, 12)] == [False, True, True]
    assert (Month(2022, 1).ytd_label, Month(2022, 3).ytd_label) == ("1月", "1—3月")


def test_months():
    march = Month.of(date(2022, 3, 20))
    assert march == Month.parse("2022-03") == month(2022, 3)
    assert str(march) == "2022-03"
    assert (march.start, march.end) == (date(2022, 3, 1), date(2022, 3, 31))
    assert Month(2021, 12) < march


@pytest.mark.parametrize("text", ["2022-13", "2022-00", "2022-3", "202203", "", "1800-01"])
def test_what_is_no_month(text):
    with pytest.raises(PeriodError):
        Month.parse(text)


@pytest.mark.parametrize(
    ("make", "given"),
    [
        (Month, (2022, 13)),
        (Month, ("2022", 3)),
        (Month, (2022, True)),
        (Period, (2022, 1, 13)),
        (Period.quarter, (1800, 1)),
        (Period.year_to_date, (2022, 13)),
        (DateSpan.month, (2022, 13)),
    ],
    ids=lambda value: getattr(value, "__qualname__", str(value)),
)
def test_what_cannot_be_is_a_period_error_in_one_sentence(make, given):
    with pytest.raises(PeriodError, match=r"an int from|there is no month"):
        make(*given)


def test_december_alone_ends_a_year():
    assert [number for number in range(1, 13) if Month(2022, number).is_december] == [12]


@given(periods, periods)
def test_periods_stand_by_their_beginning_and_then_by_their_end(one, other):
    for compare in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne):
        assert compare(one, other) is compare((one.start, one.end), (other.start, other.end))
