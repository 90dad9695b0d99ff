"""Why a stated total differs from its rows: each guess with the arithmetic in sight."""

import pytest

from investtrack import Ledger, build_report
from investtrack.findings import Grade
from investtrack.model.ledger import StatedTotal
from investtrack.model.project import Project
from investtrack.model.source import Origin, SheetRef
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Period


SHEET = SheetRef("台账.xlsx", "项目台账", {"name": 0, "total_investment": 1}, {})


def wan(number):
    return Amount.of(str(number), Unit.WAN)


def findings(amounts, stated, *, count=None, names=None, groups=(), grade=None):
    """Return what is said of a total row over rows 2, 3, …; *groups* are (label, rows, amount) inside."""
    names = names or [f"项目{'甲乙丙丁戊己庚辛'[i]}" for i in range(len(amounts))]
    projects = tuple(
        Project(name=name, total_investment=wan(amount), origin=Origin(SHEET, row))
        for row, (name, amount) in enumerate(zip(names, amounts, strict=True), 2)
    )
    rows = tuple(range(2, 2 + len(amounts)))
    totals = [StatedTotal(sheet="项目台账", label="合计", scope=rows, count=count, origin=Origin(SHEET, 50), amounts=(("total_investment", wan(stated)),))]  # fmt: skip
    totals += [
        StatedTotal(sheet="项目台账", label=label, scope=scope, origin=Origin(SHEET, 40), amounts=(("total_investment", wan(amount)),))
        for label, scope, amount in groups
    ]  # fmt: skip
    ledger = Ledger(projects=projects, totals=tuple(totals), period=Period.quarter(2022, 1))
    found = [f for f in build_report(ledger).findings if f.code.startswith("stated-")]
    return [f for f in found if f.place.cell.endswith("50")]


@pytest.mark.parametrize(
    ("amounts", "stated", "cause"),
    [
        ((2, 3), "50000", "正好差1万倍"),  # 5 against 5×10⁴
        ((300, 20, 100), "200400", "第3行乘以1万就相符"),  # 20 should be 200000: 400 + 200000
        ((300, 200000, 100), "420", "第3行除以1万就相符"),  # 200000 should be 20
        ((300, 20, 100), "320", "第4行，疑似漏加"),  # 420 − 100
        ((300, 20, 100), "520", "第4行，疑似重复计算"),  # 420 + 100
        ((300, 20, 100, 7), "320", "末尾2行（第4—5行）之和，疑似公式没有包括"),  # 427 − 107
        ((300, 20, 100, 7), "107", "开头2行（第2—3行）之和，疑似公式没有包括"),  # 427 − 320
        ((300, 20, 100), "777", ""),
    ],
)
def test_the_likely_cause_is_named(amounts, stated, cause):
    (finding,) = findings(amounts, stated)
    assert (finding.code, finding.grade) == ("stated-total-differs", Grade.ERROR)
    assert cause in finding.message
    assert cause or "，" not in finding.message


def test_a_total_that_adds_its_subtotals_too():
    # 420 of rows and 420 of subtotals: 320 + 100.
    (finding,) = findings(
        (300, 20, 100), "840", groups=[("小计", (2, 3), 320), ("小计", (4,), 100)]
    )
    assert "疑似把小计也加了进去" in finding.message
    (finding,) = findings((300, 20, 100), "740", groups=[("（一）工业", (2, 3), 320)])
    assert "差额正好等于“（一）工业”，疑似把小计也加了进去" in finding.message
    (finding,) = findings((300, 20, 100, 6), "106", groups=[("（一）工业", (2, 3), 320)])
    assert "差额正好等于“（一）工业”，疑似漏加这一组" in finding.message


def test_one_project_in_two_rows():
    # The total knows 320, the rows 420: row 4 repeats row 2.
    count, total = sorted(
        findings((100, 220, 100), "320", count=2, names=["甲厂", "乙厂", "★甲 厂"]),
        key=lambda finding: finding.code,
    )
    assert "第2行与第4行同名，疑似重复填报" in count.message
    assert "第2、4行同名同额，疑似同一项目填了两行" in total.message


def test_a_missing_row_is_short_in_number_and_amount():
    count, total = sorted(findings((100, 220), "500", count=3), key=lambda finding: finding.code)
    assert (count.found, count.expected) == ("3个", "2个")
    assert "疑似少了1行" in count.message
    assert "个数也多1个，疑似少了1行，共180万元" in total.message  # 500 − 320


def test_a_count_that_counts_the_subtotals():
    (finding,) = findings(
        (300, 20, 100), "420", count=5, groups=[("小计", (2, 3), 320), ("小计", (4,), 100)]
    )
    assert "正好多2个小计行，疑似把小计也数了进去" in finding.message


def test_rounding_is_no_error():
    (finding,) = findings(("100.26", "220.17"), "320")  # 320.43
    assert finding.grade is Grade.WARNING
    assert "像是四舍五入" in finding.message
    (finding,) = findings(("100.26", "220.37"), "320")  # 320.63 would round to 321
    assert finding.grade is Grade.ERROR


def test_what_agrees_is_silent():
    assert findings((300, 20, 100), "420", count=3, groups=[("小计", (2, 3), 320)]) == []


def test_missing_rows_are_said_once_for_all_columns():
    keys = ("total_investment", "year_plan", "cumulative_before_year")
    project = Project(name="甲厂", origin=Origin(SHEET, 2), **{key: wan(10) for key in keys})
    total = StatedTotal(sheet="项目台账", label="合计4个", scope=(2,), count=4, origin=Origin(SHEET, 50), amounts=tuple((key, wan(40)) for key in keys))  # fmt: skip
    ledger = Ledger(projects=(project,), totals=(total,), period=Period.quarter(2022, 1))
    found = [f for f in build_report(ledger).findings if f.code.startswith("stated-")]
    assert [f.code for f in found] == ["stated-total-differs", "stated-count-differs"]
    assert "有3列合计比其下各行之和多，个数也多3个，疑似少了3行" in found[0].message
    assert len(found[0].related) == 3


@pytest.mark.parametrize(
    ("amounts", "stated", "cause"),
    [
        (("1.004", "1"), "2", "差额不到合计最末一位的一半"),  # half of the last place is 0.5
        (("1.5", "1"), "2", "差额不到合计最末一位的一半"),
        (("1.51", "1"), "2", ""),
        (("1.004", "1"), "2.00", "差额不到合计最末一位的一半"),
        (("0.5", "0.75"), "1.3", "差额不到合计最末一位的一半"),  # half of 0.1 is 0.05
        (("0.5", "0.751"), "1.3", "差额不到合计最末一位的一半"),
        (("0.5", "0.74"), "1.3", ""),
        ((3, 4), "6.8", ""),  # the rows have no more places than the total
        ((10, 20, 30), "30", "第4行，疑似漏加"),  # one row before the first two
        ((10, 20, 30, 40), "40", "开头3行（第2—4行）之和"),
        ((10, 20, 30, 45), "30", "末尾2行（第4—5行）之和"),
        ((0, 0, 30), "30.0", None),
        ((-20, 30), "30", "差额正好等于第2行，疑似重复计算"),
    ],
)
def test_a_cause_is_guessed_on_the_last_place_and_the_last_row(amounts, stated, cause):
    found = findings(amounts, stated)
    if cause is None:
        assert found == []
        return
    assert cause in found[0].message
    assert cause or "，" not in found[0].message


def test_rows_of_nothing_are_no_cause():
    (found,) = findings((0, 5, 7), "13")
    assert "第2行" not in found.message
    (found,) = findings((0, 0, 7), "8")
    assert found.message.count("，") == 0


def test_one_subtotal_is_named_as_added_or_left_out():
    groups = [("城建小计", (2, 3), 320)]
    (found,) = findings((300, 20, 100), "740", groups=groups)
    assert "差额正好等于“城建小计”，疑似把小计也加了进去" in found.message
    (found,) = findings((300, 20, 100, 7), "107", groups=[("城建小计", (2, 3), 320)])
    assert "差额正好等于“城建小计”，疑似漏加这一组" in found.message


def test_a_subtotal_within_a_subtotal_is_of_it():
    groups = [("城建小计", (2, 3), 320), ("其中道路", (2,), 300), ("工业小计", (4,), 100)]
    (found,) = findings((300, 20, 100, 7), "847", groups=groups)  # 427 and 320 and 100
    assert "差额正好等于其中各小计之和" in found.message


def test_a_row_of_which_most_columns_differ_covers_other_rows():
    keys = ("total_investment", "year_plan", "cumulative", "cumulative_before_year")
    sheet = SheetRef(
        "台账.xlsx", "项目台账", {key: at for at, key in enumerate(("name", *keys))}, {}
    )

    def said(*stated):
        project = Project(name="甲", origin=Origin(sheet, 2), **dict.fromkeys(keys, wan(100)))
        total = StatedTotal(
            sheet="项目台账", label="城建小计", scope=(2,), origin=Origin(sheet, 50),
            amounts=tuple(zip(keys, map(wan, stated), strict=True)),
        )  # fmt: skip
        ledger = Ledger(projects=(project,), totals=(total,), period=Period.quarter(2022, 1))
        return [f for f in build_report(ledger).findings if f.code.startswith("stated-")]

    (found,) = said(101, 102, 103, 104)
    assert (found.code, found.message) == (
        "stated-total-scope",
        "“城建小计”有4列合计与其上各行之和不符，可能只统计了其中一部分",
    )
    assert (found.found, found.expected) == ("101万元（B50）", "100万元")
    assert [place.cell for place in found.related] == ["B50", "C50", "D50", "E50"]
    assert [f.code for f in said(101, 102, 103, 100)] == ["stated-total-scope"]
    assert [f.code for f in said(101, 102, 100, 100)] == ["stated-total-differs"] * 2
