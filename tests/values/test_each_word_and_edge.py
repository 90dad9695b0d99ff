"""Each word that a reader of values knows, by itself, and each number exactly at its edge."""

import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation, localcontext
from fractions import Fraction

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from investtrack.errors import AmountError
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.cell import CellRef
from investtrack.values.dates import DateSpan, parse_date, parse_span
from investtrack.values.numerals import whole_number, year_number
from investtrack.values.period import Month, Period
from investtrack.values.quantities import (
    quantities_in,
    read_amount,
    read_quantity,
    read_rate,
)
from investtrack.values.quantity import Hedge, Quantity
from investtrack.values.rate import Points, Rate, growth
from investtrack.values.rounding import round_decimal
from investtrack.values.text_width import half_width, has_mark_for_digit
from investtrack.values.units import QuantityKind, unit_named


@pytest.mark.parametrize("code", range(0xFF01, 0xFF5F))
def test_every_full_width_sign_is_folded_to_the_half_width_one_it_stands_for(code):
    assert half_width(chr(code)) == unicodedata.normalize("NFKC", chr(code))


@pytest.mark.parametrize(
    ("word", "year"),
    [
        ("今年", 2022),
        ("本年", 2022),
        ("当年", 2022),
        ("明年", 2023),
        ("去年", 2021),
        ("上年", 2021),
    ],
)
def test_each_word_for_a_year_is_counted_from_the_year_of_the_table(word, year):
    assert parse_date(f"{word}3月5日", year=2022) == DateSpan.day(date(year, 3, 5))
    assert parse_date(f"{word}3月5日") is None


@pytest.mark.parametrize(("sign", "times"), [("", 1), ("十", 10), ("百", 100), ("千", 1000)])
def test_an_amount_in_two_scales_counts_its_second_in_ten_thousands(sign, times):
    text = f"3亿{'5000' if not sign else '5'}{sign}万元"
    in_wan = 30_000 + (5000 if not sign else 5 * times)
    assert read_amount(text) == Amount.of(in_wan, Unit.WAN)
    assert read_quantity(text).number == str(in_wan)


@pytest.mark.parametrize("text", ["一亿一亿", "一万一万", "一亿零一亿", "三万五万"])
def test_what_follows_a_scale_is_below_it(text):
    assert whole_number(text) is None


@pytest.mark.parametrize(("written", "year"), [("22", 2022), ("2022", 2022), ("00", 2000), ("99", 2099), ("1999", 1999)])  # fmt: skip
def test_two_digits_are_a_year_of_this_century(written, year):
    assert year_number(written) == year


HEDGED = ("{}", "约{}", "近{}", "{}以上", "不足{}", "超过{}", "{}左右", "{}以内")


@pytest.mark.parametrize("number", ["5亿元", "5—8亿元", "12.5％"])
@pytest.mark.parametrize("hedge", HEDGED)
def test_the_other_sign_turns_at_least_into_at_most(hedge, number):
    found = read_quantity(hedge.format(number))
    turned = {Hedge.AT_LEAST: Hedge.AT_MOST, Hedge.AT_MOST: Hedge.AT_LEAST}
    assert (-found).hedge is turned.get(found.hedge, found.hedge)
    assert (-found).value == -Fraction(found.high or found.number) * found.size
    back = -found
    assert -back == found


@pytest.mark.parametrize("sign", [1, -1])
def test_a_number_is_written_without_exponent_whichever_letter_the_caller_has_for_it(sign):
    with localcontext() as context:
        context.capitals = 0
        assert plain(Decimal("1E+5") * sign) == plain(Decimal(100_000) * sign) == f"{sign * 10**5}"
        assert plain(Decimal("1.50E-9") * sign) == f"{'-' * (sign < 0)}0.0000000015"
        assert str(Amount.of("1E+5", Unit.YI)) == "1000000000万元"


@pytest.mark.parametrize("make", [Rate, Points])
@pytest.mark.parametrize("value", [1, 0.5, Decimal("0.5"), "1/2", None])
def test_a_rate_and_a_difference_of_rates_hold_a_fraction_alone(make, value):
    with pytest.raises(AmountError, match=f"holds a Fraction, not {type(value).__name__}"):
        make(value)


def test_what_data_call_a_kind_is_its_name():
    assert {kind.value for kind in QuantityKind} == {kind.name.lower() for kind in QuantityKind}


def test_a_number_alone_is_of_nothing_and_stands_nowhere():
    bare = Quantity(QuantityKind.BARE, "5", "")
    assert bare == Quantity.of("5", unit_named("个")).of_unit(
        type(unit_named("个"))(QuantityKind.BARE)
    )
    assert (bare.size, bare.currency, bare.high, bare.commas, bare.is_threshold) == (1, "", "", False, False)  # fmt: skip
    assert (bare.start, bare.end, bare.digits_end, bare.unit_end) == (0, 0, 0, 0)


@given(st.integers(-(10**6), 10**6), st.integers(0, 6))
def test_a_number_is_printed_as_it_was_written(number, places):
    text = f"{Decimal(number).scaleb(-places):f}"
    like = Quantity(QuantityKind.BARE, "0" + "." * bool(places) + "0" * places, "")
    assert like.printed(Fraction(text)) == text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Amount.of("12000.5", Unit.WAN), "Amount(12000.5万元)"), (Rate.percent(5), "Rate(0.05)"), (Points.of("-0.6"), "Points(-0.6)"),
        (Month(2022, 3), "Month(2022-03)"), (Period.quarter(2022, 1), "Period(2022Q1)"), (DateSpan.month(2022, 3), "DateSpan(2022-03-01/2022-03-31)"),
    ],
)  # fmt: skip
def test_a_value_shows_its_kind_and_its_text(value, shown):
    assert repr(value) == shown
    assert str(value) == shown.partition("(")[2][:-1]


@pytest.mark.parametrize(("text", "number"), [("一亿五", 150_000_000), ("三亿二", 320_000_000), ("两万三", 23_000), ("一千五", 1500), ("一百五", 150)])  # fmt: skip
def test_a_last_digit_alone_is_of_the_next_scale(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(("year", "is_known"), [(1949, False), (1950, True), (2100, True), (2101, False)])  # fmt: skip
def test_a_ledger_names_years_from_1950_to_2100(year, is_known):
    whole = DateSpan(date(year, 1, 1), date(year, 12, 31))
    assert parse_date(f"{year}年") == parse_date(f"{year}") == (whole if is_known else None)
    assert parse_date(f"{year}0305") == (DateSpan.day(date(year, 3, 5)) if is_known else None)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (Rate.percent(5), Rate.percent("5.01")), (Points.of("-0.6"), Points.of("-0.5")), (Period.quarter(2022, 1), Period.quarter(2022, 2)),
        (Period.quarter(2021, 4), Period.quarter(2022, 1)), (DateSpan.month(2022, 2), DateSpan.month(2022, 3)),
        (CellRef("甲.xlsx", "台账", "A1"), CellRef("甲.xlsx", "台账", "B1")), (Month(2021, 12), Month(2022, 1)),
    ],
)  # fmt: skip
def test_values_of_a_kind_stand_in_order(low, high):
    assert low < high
    assert high > low
    assert low <= high
    assert not high <= low
    assert sorted([high, low]) == [low, high]


@pytest.mark.parametrize(
    ("text", "percent"),
    [("下降0.5％", "-0.5"), ("下降0.01", "-0.01"), ("下降0％", "0"), ("增长0.5％", "0.5"), ("增长-0.5％", "-0.5"), ("降1％", "-1"), ("-0.5％", "-0.5")],
)  # fmt: skip
def test_a_rate_that_falls_is_negative_however_little_it_falls(text, percent):
    assert read_rate(text) == Rate.percent(percent)


@pytest.mark.parametrize("text", ["下降-0.5％", "下降-0.01％", "持平0％", "持平3％"])
def test_a_rate_that_says_two_things_is_none(text):
    with pytest.raises(AmountError):
        read_rate(text)


@pytest.mark.parametrize("text", ["X5万元", "５X", "X", "甲X5", "x5万元", "[5]万元"])
def test_a_letter_is_no_mark_of_a_note(text):
    assert not has_mark_for_digit(text)


def test_a_project_may_be_built_in_a_day_and_a_year_and_its_month_are_no_span():
    assert parse_span("2022年3月5日—2022年3月5日") == DateSpan.day(date(2022, 3, 5))
    assert parse_span("2012-12") == DateSpan.month(2012, 12)
    assert parse_span("2009-09") == DateSpan.month(2009, 9)
    assert parse_span("2009-11") is None  # November, or 2009 to 2011
    assert parse_span("2022-22") is None


def test_a_date_has_forty_signs_at_most():
    assert parse_date("2022年3月5日" + "。" * 31) == DateSpan.day(date(2022, 3, 5))
    assert parse_date("2022年3月5日" + "。" * 32) is None


def test_a_decimal_of_more_than_eighty_digits_is_refused_and_not_cut():
    assert round_decimal(Decimal("9" * 80), 0) == int("9" * 80)
    with pytest.raises(InvalidOperation):
        round_decimal(Decimal("9" * 81), 0)


@pytest.mark.parametrize(
    ("between", "hedge"), [("一二三四五六七八九", Hedge.NONE), ("一二三四五六七八九十", Hedge.NONE), ("一二三四五六七八九十一", Hedge.AT_LEAST)]
)  # fmt: skip
def test_what_is_exceeded_stands_within_twelve_signs_before_the_number(between, hedge):
    (found,) = quantities_in(f"较{between}超5亿元")
    assert found.hedge is hedge


@pytest.mark.parametrize("year", [2021, 2022, 2024])
def test_the_days_of_every_run_of_months(year):
    for first in range(1, 13):
        for last in range(first, 13):
            period = Period(year, first, last)
            assert period.start == date(year, first, 1)
            assert period.end + timedelta(days=1) == date(year + last // 12, last % 12 + 1, 1)
            assert (period.year_start, period.last_month) == (date(year, 1, 1), Month(year, last))
            assert period.to_date == Period(year, 1, last)
            assert period.start in period
            assert period.end in period
            assert period.start - timedelta(days=1) not in period
            assert period.end + timedelta(days=1) not in period


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        ("2022-01-01", "2022-12-31", "2022年"), ("2022-01-05", "2022-12-31", None), ("2022-01-01", "2022-12-30", None), ("2021-01-01", "2022-12-31", None),
        ("2022-04-01", "2022-06-30", "2022年二季度"), ("2022-04-02", "2022-06-30", None), ("2022-04-01", "2022-06-29", None), ("2021-04-01", "2022-06-30", None),
    ],
)  # fmt: skip
def test_a_span_is_called_a_year_or_a_quarter_where_it_is_all_of_it(first, last, label):
    span = DateSpan(date.fromisoformat(first), date.fromisoformat(last))
    assert span.label == (label or f"{first}/{last}")


@pytest.mark.parametrize(("part", "first", "last"), [("月初", 1, 10), ("月中", 11, 20), ("月底", 21, 31)])  # fmt: skip
@pytest.mark.parametrize("month", ["3月", "3月份", "2022年3月份", "3"])
def test_the_beginning_middle_and_end_of_a_month_may_name_the_month_again(month, part, first, last):
    assert parse_date(f"{month}{part}", year=2022) == DateSpan(
        date(2022, 3, first), date(2022, 3, last)
    )


@pytest.mark.parametrize("base", ["0.01", "0.5", "1", "10000"])
def test_any_base_above_zero_gives_a_growth(base):
    assert growth(Amount(Decimal(base) * 3), Amount(Decimal(base))) == Rate.percent(200)
    assert growth(Amount(Decimal(base)), Amount(-Decimal(base))) is None


@pytest.mark.parametrize(("like", "yuan", "text"), [("1.2亿元", 350_000_000, "3.5亿元"), ("12万元", 355_000, "36万元"), ("1.20亿元", 350_000_000, "3.50亿元"), ("5元", 3, "3元")])  # fmt: skip
def test_a_value_is_printed_in_the_unit_of_the_number_it_is_like(like, yuan, text):
    assert read_quantity(like).printed(Fraction(yuan)) == text


def test_a_range_has_fifteen_digits_at_most():
    assert read_quantity(f"1—{'9' * 15}亿元").high == "9" * 15
    assert read_quantity(f"1—{'9' * 16}亿元") is None
    assert read_quantity(f"{'1' * 15}—{'9' * 15}亿元").number == "1" * 15


@pytest.mark.parametrize("sign", "吨米亩瓦立平方公斤克升里顷伏安度株头张字页步标枚只羽棵")
def test_what_is_measured_by_the_million_is_no_money(sign):
    for text in (f"3亿{sign}", f"5万{sign}左右"):
        assert {each.kind for each in quantities_in(text)}.isdisjoint({QuantityKind.MONEY, QuantityKind.BARE})  # fmt: skip


@pytest.mark.parametrize("letter", ["X", "x", "A", "W"])
def test_a_letter_counts_nothing_and_measures_nothing(letter):
    assert read_quantity(f"5{letter}") is None
    (found,) = quantities_in(f"3亿{letter}级")
    assert found.kind is QuantityKind.MONEY


def test_where_the_digits_of_an_amount_in_two_scales_end():
    for text, digits in (("投资3亿5千万元。", "3亿5"), ("投资3亿5000万元。", "3亿5000"), ("投资1亿零500万。", "1亿零500")):  # fmt: skip
        (found,) = quantities_in(text)
        assert text[found.start : found.digits_end] == digits
        assert text[found.start : found.unit_end] == text[2:-1]


@pytest.mark.parametrize("word", ["逾", "超", "超过", "突破", "大于", "高于", "不低于", "不少于", "至少"])  # fmt: skip
def test_each_word_for_at_least_hedges_a_number_in_prose_and_in_a_cell(word):
    (found,) = quantities_in(f"投资{word}5亿元")
    assert found.hedge is read_quantity(f"{word}5亿元").hedge is Hedge.AT_LEAST


@pytest.mark.parametrize("unit", "个项宗件")
def test_projects_are_counted_alike_by_any_of_four_words(unit):
    like = read_quantity(f"5{unit}")
    assert [like.is_like(read_quantity(f"3{other}")) for other in "个项宗件家户人"] == [True] * 4 + [False] * 3  # fmt: skip


def test_periods_are_compared_by_their_year_and_months_alone():
    assert [each.name for each in fields(Period) if each.eq] == ["year", "first", "last"]
    assert {Period.quarter(2022, 1): "一"}[Period(2022, 1, 3)] == "一"
