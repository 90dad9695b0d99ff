"""Absence is never a good state: what is not stated is said, and looked up where another sheet states it."""

import pytest

from investtrack import Ledger, Period, Project, build_report
from investtrack.checks.absent import with_problems
from investtrack.findings import Grade
from investtrack.model.activity import Resumption
from investtrack.model.entry import Entry
from investtrack.model.source import Origin, SheetRef
from investtrack.values.dates import DateSpan


QUARTER = Period.quarter(2022, 1)


def report(**sheets):
    return build_report(Ledger(**sheets), period=QUARTER)


def found(code, **sheets):
    return [f for f in report(**sheets).findings if f.code == code]


def read(row, columns=("name",), **fields):
    sheet = SheetRef("台账.xlsx", "项目台账", {key: at for at, key in enumerate(columns)})
    return Project(name=f"项目{row}", origin=Origin(sheet, row), **fields)


# -- 是否入库 --------------------------------------------------------------------------------------


def test_without_a_column_of_what_is_in_the_library_the_way_out_is_said():
    (said,) = found("library-unknown", projects=(read(2), read(3)))
    assert (said.grade, said.place.sheet, said.place.cell) == (Grade.ERROR, "项目台账", "")
    assert "“是否入库”列" in said.message
    assert "[[mapping]]" in said.mend


def test_a_list_known_by_its_headers_alone_may_be_no_ledger_of_the_library():
    sheet = SheetRef("明细.xlsx", "按地区", {"name": 0})
    listed = Project(name="甲", origin=Origin(sheet, 2))
    (said,) = found("library-unknown", projects=(listed,))
    assert said.grade is Grade.WARNING


def test_an_empty_column_is_as_good_as_none():
    columns = ("name", "is_in_library")
    (said,) = found("library-unknown", projects=(read(2, columns), read(3, columns)))
    assert (said.grade, said.place.cell) == (Grade.ERROR, "B2")
    assert "都是空的" in said.message


@pytest.mark.parametrize(
    "stated", [{"is_in_library": False}, {"entered_on": DateSpan.month(2021, 5)}]
)
def test_one_statement_tells_that_the_column_is_kept(stated):
    assert found("library-unknown", projects=(read(2), read(3, **stated))) == []


def test_projects_made_in_code_lack_no_column():
    assert found("library-unknown", projects=(Project(name="甲"),)) == []


# -- 存在问题 --------------------------------------------------------------------------------------


def test_problems_told_among_the_projects_are_missing_from_the_list():
    projects = (read(2, problem="征地未完成"), read(3, problem="无"), read(4, problem="缺资金"))
    (said,) = found("problems-unlisted", projects=projects)
    assert said.message == (
        "项目台账有2个项目填了存在问题（如“项目2”：征地未完成），台账没有问题清单表，问题各项指标不含它们"
    )
    assert said.grade is Grade.WARNING
    assert len(said.related) == 1


def test_with_a_list_of_problems_or_without_problems_nothing_is_said():
    told = (read(2, problem="征地未完成"),)
    assert found("problems-unlisted", projects=told, issues=()) == []
    assert found("problems-unlisted", projects=(read(2, problem="暂无"), read(3))) == []


# -- 包保领导 --------------------------------------------------------------------------------------


BRIDGE = Project(code="A", name="河东大桥", leaders=("张三", "李四"), is_in_library=True)
ROAD = Project(code="B", name="西环路", is_in_library=True)


def test_a_blank_leader_is_looked_up_in_the_other_sheets():
    made = report(
        projects=(BRIDGE, ROAD),
        entries=(Entry(code="B", name="西环路", leaders=("王五",)),),
        resumptions=(
            Resumption(code="A", name="河东大桥"),
            Resumption(code="B", name="西环路"),
            Resumption(name="青山花园"),
        ),
    )
    assert made.figures["resumption.unassigned.count"].value == 1
    (nobody,) = made.figures["resumption.unassigned.list"].value
    assert nobody["name"] == "青山花园"
    assert made.figures["leaders.unassigned.count"].value == 0
    assert set(made.figures["leaders.load"].value) == {"张三", "李四", "王五"}
    (said,) = [f for f in made.findings if f.code == "leader-borrowed"]
    assert said.grade is Grade.NOTE
    assert "“复工复产”有2行没有填包保领导" in said.message
    assert "如“河东大桥”：张三、李四" in said.message


def test_lists_name_the_leader_that_counts():
    stopped = Project(
        code="A", name="河东大桥", is_in_library=True, stopped_since=DateSpan.month(2022, 1)
    )
    made = report(
        projects=(stopped,), resumptions=(Resumption(code="A", name="河东大桥", leaders=("王五",)),)
    )
    assert made.figures["leaders.unassigned.count"].value == 0
    (row,) = made.figures["progress.stopped.list"].value
    assert row["leaders"] == ["王五"]


def test_a_sheet_without_the_column_leaves_it_to_others():
    sheet = SheetRef("台账.xlsx", "入库计划", {"code": 0, "name": 1})
    entry = Entry(code="A", name="河东大桥", origin=Origin(sheet, 2))
    made = report(projects=(BRIDGE,), entries=(entry,))
    assert made.facts.leaders_of(entry) == ("张三", "李四")
    assert [f for f in made.findings if f.code == "leader-borrowed"] == []


def test_a_rows_own_leader_comes_first():
    made = report(
        projects=(BRIDGE,), resumptions=(Resumption(code="A", name="河东大桥", leaders=("赵六",)),)
    )
    (row,) = made.ledger.resumptions
    assert made.facts.leaders_of(row) == ("赵六",)
    assert [f for f in made.findings if f.code == "leader-borrowed"] == []


def test_rows_without_a_project_are_known_by_their_name():
    made = report(
        projects=(BRIDGE,),
        entries=(Entry(name="新厂（一期）", leaders=("王五",)),),
        resumptions=(Resumption(name="新厂(一期)"), Resumption(name="别的厂")),
    )
    assert made.figures["resumption.unassigned.count"].value == 1


@pytest.mark.parametrize(
    "word",
    ["无", "没有", "暂无", "无问题", "没有问题", "否", "/", "-", "—", "正常", " 无 ", "", None],
)
def test_a_word_for_none_is_no_problem(word):
    assert with_problems((Project(name="甲", problem=word),)) == []


def test_anything_else_is_a_problem():
    project = Project(name="甲", problem="否决")
    assert with_problems((project,)) == [project]
