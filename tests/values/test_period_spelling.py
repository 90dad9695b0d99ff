"""Every spelling of a period that the contract lists, and what is no period."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.errors import PeriodError
from investtrack.values.numerals import chinese_numeral
from investtrack.values.period import AmbiguousPeriodError, Period, parse_period
from investtrack.values.period_spelling import period_at_start, periods_in, spelled_period


APRIL, TO_APRIL, TO_FEBRUARY = Period(2022, 4, 4), Period(2022, 1, 4), Period(2022, 1, 2)
Q1, NINE_MONTHS, YEAR = Period(2022, 1, 3), Period(2022, 1, 9), Period(2022, 1, 12)
SPELLINGS = {
    Q1: "一季度 第1季度 第一季度 1季度 首季 首季度 Q1 1—3月 前3个月",
    APRIL: "4月 4月份 04月 四月 四月份",
    TO_APRIL: "1—4月 1至4月 1－4月 1-4月 1~4月 1～4月 1月-4月 1月至4月份 元—4月 前4个月 前四个月 前4月 前四月 一至四月 1到4月 1–4月 1—4月累计",
    TO_FEBRUARY: "头两个月 前两个月 前2个月 1—2月",
    Period(2022, 1, 6): "上半年 前两季度 一至二季度 1-2季度 1—6月 前六个月 H1",
    Period(2022, 7, 12): "下半年 7—12月 H2 三至四季度",
    NINE_MONTHS: "前三季度 前3季度 前三个季度 一至三季度 1-3季度 第一至第三季度 一季度至三季度 1—9月 前九个月 前三季度累计",
    YEAR: "全年 年度 全年度 1—12月 一至四季度 前十二个月",
    Period(2022, 12, 12): "12月 十二月 12月份",
    Period(2022, 5, 8): "5—8月 五至八月",
    Period(2022, 4, 9): "二至三季度",
}


@pytest.mark.parametrize(
    ("text", "period"),
    [(text, period) for period, texts in SPELLINGS.items() for text in texts.split()],
)
def test_each_spelling_with_and_without_its_year(text, period):
    if text in {"Q1", "H1", "H2"}:
        assert parse_period(f"2022{text}") == parse_period(f"2022年{text}") == period
        return
    assert parse_period(text, year=2022) == period
    assert parse_period(f" {' '.join(text)} ", year=2022) == period
    for year in ("2022年", "2022 年 ", "二〇二二年", "２０２２年", "22年", "2022年度"):
        if text != "年度":
            assert parse_period(year + text) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [("2022Q1", Q1), ("2022.4", APRIL), ("2022.04", APRIL), ("2022-04", APRIL), ("2022/4", APRIL), ("202204", APRIL), ("2022M04", APRIL),
     ("2022M01-04", TO_APRIL), ("2022一季度", Q1), ("2022", YEAR), ("2022年", YEAR), ("2022年度", YEAR), ("二〇二二年", YEAR), ("2022.10", Period(2022, 10, 10)),
     ("２０２２Ｑ１", Q1), ("2022年Q1", Q1)],
)  # fmt: skip
def test_spellings_that_hold_their_year(text, period):
    assert parse_period(text) == period
    assert parse_period(text, year=2021) == period


def test_the_year_at_hand_may_be_named_so():
    assert parse_period("今年一季度", year=2022) == parse_period("本年1—3月", year=2022) == Q1
    with pytest.raises(PeriodError, match="no year"):
        parse_period("今年一季度")


@pytest.mark.parametrize(
    ("text", "own", "cumulated"),
    [("三季度累计", (7, 9), (1, 9)), ("2022年三季度累计", (7, 9), (1, 9)), ("4月累计", (4, 4), (1, 4)), ("下半年累计", (7, 12), (1, 12))],
)  # fmt: skip
def test_what_names_two_periods_is_asked_about(text, own, cumulated):
    with pytest.raises(AmbiguousPeriodError, match="请写明其中一个") as caught:
        parse_period(text, year=2022)
    assert caught.value.choices == (Period(2022, *own), Period(2022, *cumulated))


@pytest.mark.parametrize(
    "text",
    ["四", "4", "2022年4", "2022年1-4", "2022-13", "202213", "2022年13月", "0月", "前0个月", "前十三个月", "五季度", "Q5", "1-5季度", "4—1月", "三至一季度",
     "本月", "上月", "去年", "二季度末", "4月底", "4月5日", "2022-2023", "2022年2023年", "2022.4.5", "2022年一季度和二季度", "季度", "月", "2022年季度",
     "半年", "2022Q", "第3批", "12022年", "10000年", "M04", "2022年4月报", "2022M13", "前三季"],
)  # fmt: skip
def test_no_other_period_is_put_in_its_place(text):
    with pytest.raises(PeriodError):
        parse_period(text, year=2022)


@pytest.mark.parametrize(
    ("period", "name", "label"),
    [(APRIL, "4月", "2022年4月"), (TO_APRIL, "1—4月", "2022年1—4月"), (Period(2022, 4, 6), "二季度", "2022年二季度"),
     (Period(2022, 1, 6), "上半年", "2022年上半年"), (NINE_MONTHS, "前三季度", "2022年前三季度"), (YEAR, "全年", "2022年")],
)  # fmt: skip
def test_printing(period, name, label):
    assert (period.name, period.label) == (name, label)


def test_from_january_to_the_same_month():
    assert APRIL.to_date == TO_APRIL == TO_APRIL.to_date
    assert Period(2022, 4, 6).to_date.name == "上半年"
    assert (APRIL.months, NINE_MONTHS.months) == ("4月", "1—9月")


months = st.integers(1, 12)


@given(months, months, st.integers(1950, 2099), st.sampled_from("—-－~～至到–"))
def test_any_run_of_months(one, other, year, dash):
    first, last = min(one, other), max(one, other)
    for a, b in ((str(first), str(last)), (chinese_numeral(first), chinese_numeral(last))):
        assert parse_period(f"{year}年{a}{dash}{b}月") == Period(year, first, last)
    if one == other:
        assert parse_period(f"{year}.{one}") == parse_period(f"{year}-{one:02d}") == Period(year, one, one)  # fmt: skip


@given(st.text("0123456789年月季度上下半前头第一二三四十至—-.QH累计全个 ", max_size=14))
def test_no_text_breaks_the_reader(text):
    try:
        period = parse_period(text, year=2022)
    except PeriodError:
        return
    assert parse_period(period.label) == period


@pytest.mark.parametrize(
    ("header", "rest", "months", "year"),
    [("2022年1—7月完成投资", "完成投资", (1, 7), 2022), ("前三季度累计完成投资", "累计完成投资", (1, 9), None), ("4月计划", "计划", (4, 4), None),
     ("2022年计划投资", "计划投资", (1, 12), 2022), ("全年计划投资", "计划投资", (1, 12), None), ("一至三季度计划", "计划", (1, 9), None)],
)  # fmt: skip
def test_a_period_at_the_head_of_a_header(header, rest, months, year):
    found = period_at_start(header)
    assert (header[found.end :], (found.first, found.last), found.year) == (rest, months, year)


def test_a_header_that_says_two_things_is_doubtful():
    assert period_at_start("三季度累计完成投资").is_doubtful
    assert not period_at_start("1—9月累计完成投资").is_doubtful
    assert period_at_start("完成投资") is None


def test_periods_of_prose_are_no_dates_ordinals_or_lengths():
    text = "2022年1—4月完成，4月5日、4月底开工，第3批12个月内，前三季度（1—9月）、3月份，二〇二二年上半年"
    assert [text[item.start : item.end] for item in periods_in(text)] == [
        "2022年1—4月", "前三季度", "1—9月", "3月份", "二〇二二年上半年",
    ]  # fmt: skip


def test_what_is_no_period_does_not_hide_the_one_after_it():
    text = "2022.3开工，13月、0月，2022年，全年完成，本年度202203，4月份"
    assert [text[item.start : item.end] for item in periods_in(text)] == ["全年", "4月份"]


@pytest.mark.parametrize(
    ("code", "first", "last", "year"),
    [("2022H1", 1, 6, 2022), ("2022H2", 7, 12, 2022), ("2022Q3", 7, 9, 2022), ("Q4", 10, 12, None), ("2022M04", 4, 4, 2022), ("2022M01-03", 1, 3, 2022)],
)  # fmt: skip
def test_a_code_is_read_to_its_end(code, first, last, year):
    found = spelled_period(code)
    assert (found.first, found.last, found.year, found.start, found.end) == (first, last, year, 0, len(code))  # fmt: skip
