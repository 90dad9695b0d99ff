"""The toolbox for odd layouts: single months into cumulated ones, and records of two sheets into one."""

from hypothesis import given
from hypothesis import strategies as st

from investtrack import Amount, Project, Unit
from investtrack.plugin.cells import count, cumulated, filled_from


def wan(number):
    return Amount.of(number, Unit.WAN)


def test_what_follows_a_month_that_is_not_stated_is_unknown():
    series = cumulated(2022, [wan(1), wan(2), None, wan(4)])
    assert [(str(end), amount) for end, amount in series] == [
        ("2022-01", wan(1)),
        ("2022-02", wan(3)),
    ]
    assert cumulated(2022, []) == ()


@given(st.lists(st.integers(-(10**9), 10**9), max_size=12))
def test_the_differences_of_cumulated_months_are_the_months(numbers):
    amounts = [amount for _, amount in cumulated(2022, [wan(number) for number in numbers])]
    singles = [now - before for before, now in zip([wan(0), *amounts], amounts, strict=False)]
    assert singles == [wan(number) for number in numbers]


def test_only_empty_fields_are_filled_and_only_from_one_that_bears_the_name():
    records = [
        Project(name="河东大桥"),
        Project(name="水厂", leaders=("甲",)),
        Project(name="学校"),
    ]
    others = [
        Project(name="河东 大桥", leaders=("乙",)), Project(name="水厂", leaders=("丙",)),
        Project(name="学校", leaders=("丁",)), Project(name="学校", leaders=("戊",)),
    ]  # fmt: skip
    found = filled_from(records, others, "leaders")
    assert [project.leaders for project in found] == [("乙",), ("甲",), ()]


def test_counts_are_read_as_they_are_written():
    assert [count(cell) for cell in (3, 3.0, "3次", "三", "１２个", "—", None)] == [3, 3, 3, 3, 12, None, None]  # fmt: skip
