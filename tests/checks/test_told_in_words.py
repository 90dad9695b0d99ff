"""A text that calls a project stopped or finished, and a column of the day that does not."""

from datetime import date

import pytest

from investtrack import Amount, Ledger, Period, Project, Unit, build_report
from investtrack.model.source import Origin, SheetRef
from investtrack.values.dates import DateSpan


SHEET = SheetRef("台账.xlsx", "项目台账", {"name": 0, "progress": 1, "remark": 2, "stopped_since": 3, "finished_on": 4})  # fmt: skip
A_DAY = DateSpan.day(date(2022, 2, 1))


def told(*projects):
    report = build_report(Ledger(projects=projects), period=Period.quarter(2022, 1))
    return [found for found in report.findings if found.code == "state-in-words"]


def project(row=2, **said):
    return Project(name=f"项目{row}", origin=Origin(SHEET, row), **said)


@pytest.mark.parametrize(
    "text",
    ["停工", "已停工", "目前已全面停工", "该项目处于停工状态", "资金短缺，已停工", "停工中", "暂时停工（缺资金）", "停建", "停止施工", "停工至今", "7月起停工", "2021年12月底已停工", "1月份以来全面停工"],
)  # fmt: skip
def test_a_project_that_is_called_stopped_and_has_no_day_of_it(text):
    (found,) = told(project(progress=text))
    assert found.message == f"“项目2”的形象进度写的是“{text}”，没有填停工起始时间，没有计入停工项目"
    assert found.place.cell == "B2"
    assert len(told(project(remark=text))) == 1
    assert told(project(progress=text, stopped_since=A_DAY)) == []


@pytest.mark.parametrize(
    "text", ["已竣工", "竣工", "已完工，正在审计", "项目已竣工验收", "已建成投产", "全部完工", "建成投用"]
)  # fmt: skip
def test_a_project_that_is_called_finished_and_has_no_day_of_it(text):
    (found,) = told(project(progress=text))
    assert "没有填竣工时间，没有计入竣工项目" in found.message
    assert told(project(progress=text, finished_on=A_DAY)) == []


@pytest.mark.parametrize(
    "text",
    [
        "", "主体施工", "停工后已复工", "停工整改完毕，已复工", "未停工", "无停工", "春节停工", "防止停工", "冬季停工期间做好防护", "不得停工",
        "1#楼已竣工", "预计年底竣工", "竣工验收准备", "正在办理竣工手续", "计划12月底完工", "未完工", "一期已建成投产", "建设中", "桩基完工",
        "2021年停工过", "停工风险较大", "主体完工70%",
    ],
)  # fmt: skip
def test_what_says_something_else_is_left_alone(text):
    assert told(project(progress=text, remark=text)) == []


def test_many_rows_are_told_once():
    (found,) = told(*(project(row, progress="已停工") for row in range(2, 7)))
    assert found.message.startswith("“项目2”等5行的形象进度写的是“已停工”")
    assert [cell.cell for cell in found.related] == ["B3", "B4"]


WHOLE = SheetRef("台账.xlsx", "项目台账", {"name": 0, "total_investment": 1, "is_in_library": 2, "entered_on": 3, "remark": 4, "cumulative": 5, "stopped_since": 6, "finished_on": 7})  # fmt: skip


def sound(**said):
    """Return what is said of a project of which no other rule finds anything."""
    amount = Amount.of(900, Unit.WAN)
    made = {"name": "项目2", "total_investment": amount, "cumulative": amount, "is_in_library": True, "entered_on": DateSpan.day(date(2021, 2, 1)), **said}  # fmt: skip
    report = build_report(
        Ledger(projects=(Project(origin=Origin(WHOLE, 2), **made),)), period=Period.quarter(2022, 1)
    )
    return [found.code for found in report.findings if found.code.endswith("-in-words")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("已停工", "state-in-words"), ("已竣工", "state-in-words"), ("已退库", "left-in-words"), ("退库", "left-in-words"), ("目前已退库，不再报数", "left-in-words"),
        ("已移出统计库", "left-in-words"), ("并入甲项目", "merged-in-words"), ("项目已合并到城区管网工程", "merged-in-words"),
    ],
)  # fmt: skip
def test_a_project_without_any_other_fault(text, code):
    assert sound(remark=text) == [code]


@pytest.mark.parametrize("text", ["拟退库", "退库后重新入库", "出库道路施工", "建议并入甲项目", "水库退库线以上", "并入", "入库"])  # fmt: skip
def test_what_did_not_leave_nor_become_part_of_another(text):
    assert sound(remark=text) == []


def test_what_its_columns_say_as_well():
    assert sound(remark="已退库", is_in_library=False, entered_on=None) == []
    assert sound(remark="并入甲项目", total_investment=None, cumulative=None) == []
