"""What a caller is told who gives a value that cannot be: the whole sentence, what was given in it."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from investtrack.errors import AmountError, PeriodError
from investtrack.values.amount import Amount, Unit
from investtrack.values.cell import CellRef
from investtrack.values.dates import DateSpan
from investtrack.values.frozen import frozen_dict
from investtrack.values.numerals import chinese_numeral
from investtrack.values.period import Month, Period, parse_period
from investtrack.values.quantities import (
    read_amount,
    read_count,
    read_points,
    read_quantity,
    read_rate,
)
from investtrack.values.rate import Rate, exact_fraction


SAID = (
    (AmountError, "an amount holds a Decimal, not int", lambda: Amount(1)),
    (AmountError, "an amount is finite, not Infinity", lambda: Amount(Decimal("Infinity"))),
    (AmountError, "not a rate: '增长'", lambda: read_rate("增长")),
    (AmountError, "money is never a float: 1.5", lambda: Amount.of(1.5, Unit.WAN)),
    (AmountError, "money is never a bool: True", lambda: Amount.of(True, Unit.WAN)),
    (AmountError, "a unit is a Unit, such as Unit.WAN: '万元'", lambda: Amount.of(1, "万元")),
    (AmountError, "not an amount: 'abc'", lambda: Amount.of("abc", Unit.WAN)),
    (AmountError, "not an amount: '约3亿元'", lambda: read_amount("约3亿元")),
    (AmountError, "an amount names its unit (元, 万元, 亿元): '30'", lambda: read_amount("30")),
    (AmountError, "not an amount: 5—8亿元", lambda: read_quantity("5—8亿元").amount),
    (AmountError, "not a rate: '①5'", lambda: read_rate("①5")),
    (AmountError, "not a rate: '5个'", lambda: read_rate("5个")),
    (AmountError, "not a rate: '下降-3％'", lambda: read_rate("下降-3％")),
    (AmountError, "not percentage points: '5％'", lambda: read_points("5％")),
    (AmountError, "not a count: '1.5个'", lambda: read_count("1.5个")),
    (AmountError, "a rate is never a float: 0.5", lambda: Rate.percent(0.5)),
    (AmountError, "a rate holds a Fraction, not int", lambda: Rate(1)),
    (AmountError, "not a rate: 'abc'", lambda: Rate.percent("abc")),
    (
        ValueError,
        f"no number of some hundred digits: '{'9' * 40}'",
        lambda: exact_fraction("9" * 41 + "x"),
    ),
    (
        ValueError,
        "a Chinese numeral is written from 0 to below 10¹², not of -1",
        lambda: chinese_numeral(-1),
    ),
    (
        PeriodError,
        "a date span holds dates, such as date(2022, 3, 5), not '2022-03-05'",
        lambda: DateSpan("2022-03-05", date(2022, 3, 5)),
    ),
    (
        PeriodError,
        "a date span holds dates, such as date(2022, 3, 5), not datetime.datetime(2022, 3, 5, 0, 0)",
        lambda: DateSpan(date(2022, 3, 5), datetime(2022, 3, 5)),
    ),
    (
        PeriodError,
        "a date span does not end before it begins: 2022-03-05, 2022-03-04",
        lambda: DateSpan(date(2022, 3, 5), date(2022, 3, 4)),
    ),
    (PeriodError, "there is no month 13 of 2022", lambda: DateSpan.month(2022, 13)),
    (PeriodError, "not a date: '2022'", lambda: DateSpan.parse("2022")),
    (PeriodError, "a year is an int from 1900 to 2200, not 1899", lambda: Month(1899, 3)),
    (PeriodError, "a year is an int from 1900 to 2200, not 2201", lambda: Period(2201, 1, 3)),
    (PeriodError, "a month is an int from 1 to 12, not 0", lambda: Month(2022, 0)),
    (PeriodError, "not a month: '2022-3'", lambda: Month.parse("2022-3")),
    (PeriodError, "not a month: '2022-13'", lambda: Month.parse("2022-13")),
    (PeriodError, "not a month: '1800-01'", lambda: Month.parse("1800-01")),
    (PeriodError, "a period does not end before it begins: 3—1", lambda: Period(2022, 3, 1)),
    (PeriodError, "a year has quarters 1 to 4: 5", lambda: Period.quarter(2022, 5)),
    (PeriodError, "not a period: '待定'", lambda: parse_period("待定")),
    (PeriodError, "not a period: '0202年一季度'", lambda: parse_period("0202年一季度")),
    (PeriodError, "no year is known for the period '一季度'", lambda: parse_period("一季度")),
    (
        PeriodError,
        "“2022年三季度累计”可指2022年7—9月 或 2022年1—9月，请写明其中一个",
        lambda: parse_period("2022年三季度累计"),
    ),
    (
        TypeError,
        "what was computed cannot be changed; dict(…) makes a copy that can",
        lambda: frozen_dict({}).update(甲=1),
    ),
)


@pytest.mark.parametrize(("kind", "sentence", "call"), SAID, ids=[each[1] for each in SAID])
def test_what_cannot_be_is_told_with_what_was_given(kind, sentence, call):
    with pytest.raises(kind) as told:
        call()
    assert str(told.value) == sentence


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (CellRef("甲.xlsx", "项目台账", "D5"), "甲.xlsx｜项目台账!D5"),
        (CellRef("甲.xlsx", "项目台账", ""), "甲.xlsx｜项目台账"),
    ],
)
def test_a_place_is_told_as_far_as_it_is_known(place, text):
    assert str(place) == text


def test_what_holds_no_rate_is_shown_as_one():
    assert (repr(Rate(Fraction(3, 40))), str(Rate(Fraction(1, 3)))) == (
        "Rate(0.075)",
        "0.3333333333333333333333333333",
    )
