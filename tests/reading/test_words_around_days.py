"""Words around a day: what has happened, since when, in which batch; and what is only planned."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Period
from investtrack.plugin.reading import read_table
from investtrack.values.dates import DateSpan, parse_date


Q3 = Period.quarter(2026, 3)
ACTUAL = {"开工时间": "started_on", "竣工时间": "finished_on", "入库时间": "entered_on", "停工起始时间": "stopped_since"}  # fmt: skip
PLANNED = {"计划开工时间": "start_planned", "计划竣工时间": "finish_planned"}
EVENT = {"开工时间": "开工", "竣工时间": "竣工", "入库时间": "纳统", "停工起始时间": "停工", "计划开工时间": "开工", "计划竣工时间": "投产"}  # fmt: skip


def read(header, cell):
    x = read_table(
        Path("台账.表"), [["项目名称", header], ["甲", cell]], "项目台账", header_row=1, period=Q3, as_of=date(2026, 9, 20)
    )  # fmt: skip
    return x.ledger.projects[0], [f.code for f in x.findings]


@given(
    st.sampled_from([*ACTUAL, *PLANNED]), st.dates(date(2024, 1, 1), date(2026, 9, 1)),
    st.sampled_from(["{0}（已{1}）", "{0}已{1}", "{0}{1}", "{0}以来", "{0}起", "{0}（第二批）", "{0}正式{1}", "{0}（星期三）"]),
    st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月"]),
)  # fmt: skip
def test_what_stands_behind_a_day_takes_nothing_from_it(header, day, words, form):
    plain = form.format(day)
    project, codes = read(header, words.format(plain, EVENT[header]))
    assert getattr(project, (ACTUAL | PLANNED)[header]) == parse_date(plain)
    assert codes == []


@pytest.mark.parametrize("words", ["计划{}", "预计{}", "拟于{}", "{}（预计）", "暂定{}"])
@pytest.mark.parametrize(("header", "key"), [*ACTUAL.items(), *PLANNED.items()])
def test_what_is_planned_is_read_of_plans_only(words, header, key):
    project, codes = read(header, words.format("2026年11月"))
    value = getattr(project, key)
    if header in PLANNED:
        assert (value, codes) == (DateSpan.month(2026, 11), [])
    else:
        assert (value, codes) == (None, ["date-undetermined"])


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("开工时间", "2026年3月竣工"), ("竣工时间", "2026年3月（原计划2月）"), ("开工时间", "春节后"), ("开工时间", "2026年3月（未开工）"),
        ("停工起始时间", "国庆以来"), ("开工时间", "2026年3月或4月"),
    ],
)  # fmt: skip
def test_what_may_mean_another_day_stays_an_error(header, cell):
    project, codes = read(header, cell)
    assert getattr(project, ACTUAL[header]) is None
    assert codes == ["date-unreadable"]


NUMERALS = "一二三四五六七八九十"


@pytest.mark.parametrize("number", range(1, 30))
@pytest.mark.parametrize("first", [date(2024, 2, 10), date(2026, 2, 17), date(2027, 2, 6)])
def test_a_day_of_the_first_lunar_month(number, first):
    tens, ones = divmod(number, 10)
    said = f"初{NUMERALS[number - 1]}" if number < 11 else ("十" if tens == 1 else "二十") + (NUMERALS[ones - 1] if ones else "")  # fmt: skip
    day = DateSpan.day(first + timedelta(days=number - 1))
    for text in (
        f"正月{said}",
        f"农历正月{said}",
        f"大年{said}",
        f"正月{said}".replace("二十", "廿"),
    ):
        assert parse_date(text, year=first.year) == day
    assert parse_date(f"正月{said}") is None
    assert parse_date(f"{first.year}年正月{said}") == day


@pytest.mark.parametrize(
    "text", ["正月", "正月三十", "正月初", "正月二五", "腊月廿八", "正月初十一", "2050年正月初八"]
)
def test_what_is_no_day_of_it(text):
    assert parse_date(text, year=2026) is None
