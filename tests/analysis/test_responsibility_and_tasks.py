"""Who answers for what, and what is to be done by whom until when."""

from datetime import date

import pytest

from investtrack.analysis import TaskKind, judge
from investtrack.model.activity import (
    Issue,
    IssueCategory,
    IssueStatus,
    Resumption,
    Start,
    Supervision,
)
from investtrack.model.converter import profile_from_toml
from investtrack.model.entry import Entry, EntryStatus, PaperState
from investtrack.model.rules import Colour
from investtrack.model.source import Origin, SheetRef


def issue(make, code, due=None, status=IssueStatus.OPEN, **more):
    return Issue(
        code=code, description="征地", category=IssueCategory.LAND, status=status,
        due_on=due and make.day(*due), **more,
    )  # fmt: skip


def county(make, **more):
    projects = (
        make.project("甲", code="A", leaders=("王某",), responsible_unit="住建局", team="一组",
                     total_investment=make.wan(1000), year_plan=make.wan(1200), actual=make.series(m2=200)),
        make.project("乙", code="B", leaders=("王某", "李某"), responsible_unit="交通局",
                     total_investment=make.wan(500), year_plan=make.wan(1200), actual=make.series(m2=0)),
        make.project("丙", code="C", responsible_unit="住建局"),
    )  # fmt: skip
    entries = (
        Entry(name="丁", code="D", total_investment=make.wan(700), planned_on=make.day(2022, 3, 31),
              status=EntryStatus.COLLECTING, leaders=("李某",)),
    )  # fmt: skip
    issues = (issue(make, "A", (2022, 3, 1)), issue(make, "A", (2022, 4, 1)), issue(make, "B", status=IssueStatus.RESOLVED))  # fmt: skip
    seen = (
        Supervision(name="甲", held_on=make.day(2022, 3, 1)),
        Supervision(name="甲", held_on=make.day(2022, 2, 1)),
        Supervision(name="乙", held_on=make.day(2022, 2, 10)),
        Supervision(name="丙", held_on=make.day(2022, 3, 25)),  # after t
    )
    held = {"projects": projects, "entries": entries, "issues": issues, "supervisions": seen}
    return make.report(**{**held, **more})


def duty(report):
    return judge(report).responsibility


def test_the_load_of_a_leader_by_hand(make):
    wang, li = duty(county(make)).leaders
    assert (wang.name, [s.name for s in wang.projects]) == ("王某", ["甲", "乙"])
    assert (wang.investment, wang.unstated) == (make.wan(1500), 0)
    assert (wang.issues, wang.overdue) == (2, 1)
    # 甲 has an issue 19 days late; 乙 is 16.67 points behind: both yellow
    assert wang.lights == {Colour.YELLOW: 2}
    assert (wang.last_visit, wang.days_since_visit(make.T), wang.unvisited) == (
        date(2022, 3, 1),
        19,
        0,
    )
    assert (li.name, li.investment, li.unvisited) == ("李某", make.wan(1200), 1)


def test_the_load_of_a_unit(make):
    housing, traffic = duty(county(make)).units
    assert (housing.name, len(housing.projects), housing.unstated) == ("住建局", 2, 1)
    assert (traffic.name, traffic.investment) == ("交通局", make.wan(500))


def test_what_nobody_covers(make):
    found = duty(county(make))
    assert [s.name for s in found.uncovered] == ["丙"]
    assert [s.name for s in found.without_unit] == ["丁"]
    assert [s.name for s in found.without_team] == ["乙", "丙"]


def test_double_cover_and_contradiction(make):
    rows = (Resumption(name="甲", leaders=("赵某",), planned_on=make.day(2022, 3, 30)),)
    found = duty(county(make, resumptions=rows)).doubled
    assert [(d.subject.name, d.leaders, d.contradicts) for d in found] == [
        ("甲", ("王某", "赵某"), True),
        ("乙", ("王某", "李某"), False),
    ]


def test_an_issues_own_leader_is_no_double_cover(make):
    rows = (issue(make, "A", (2022, 3, 1), leaders=("赵某",)),)
    assert [d.subject.name for d in duty(county(make, issues=rows)).doubled] == ["乙"]


def test_visits_longer_ago_than_the_edge_and_never(make):
    found = duty(county(make))
    # 甲 19 days, 乙 38 days, 丙 and 丁 never
    assert [s.name for s in found.unvisited] == ["乙", "丙", "丁"]
    by_name = {s.name: found.last_visit(s) for load in found.units for s in load.projects}
    assert by_name == {"甲": date(2022, 3, 1), "乙": date(2022, 2, 10), "丙": None}
    late = county(make, profile=profile_from_toml("[judgement.thresholds]\nvisit_days = 38\n"))
    assert [s.name for s in duty(late).unvisited] == ["丙", "丁"]


def test_a_heavy_load_is_beyond_the_threshold(make):
    profile = profile_from_toml("[judgement.thresholds]\nleader_projects = 1\n")
    assert [load.name for load in duty(county(make, profile=profile)).heavy] == ["王某", "李某"]
    assert duty(county(make)).heavy == ()


def test_without_the_sheet_or_column_nothing_is_claimed(make):
    sheet = SheetRef("台账.xlsx", "项目台账", {"name": 0})
    found = duty(make.report(projects=(make.project(origin=Origin(sheet, 4)),)))
    assert found.reason == "台账没有“包保领导”列"
    assert (found.uncovered, found.without_team, found.unvisited) == ((), None, None)


def test_a_load_of_what_no_sheet_tells_of_is_unknown_and_not_nought(make):
    for load in (*duty(county(make, issues=None)).leaders, *duty(county(make, issues=None)).units):
        assert (load.issues, load.overdue) == (None, None)
        assert load.unvisited is not None
    (wang, *_) = duty(county(make, supervisions=None)).leaders
    assert (wang.unvisited, wang.last_visit, wang.issues) == (None, None, 2)


def test_a_project_that_is_in_no_library_and_planned_nowhere_is_not_covered(make):
    outside = make.project("戊", is_in_library=False, entered_on=None)
    assert duty(make.report(projects=(outside,))).units == ()


# -- tasks -------------------------------------------------------------------------------------------


def tasks(report, kind):
    return [task for task in judge(report).tasks if task.kind is kind]


def test_an_open_issue_is_a_task_with_the_leader_of_its_project(make):
    report = county(make, issues=(issue(make, "A", (2022, 3, 1), measures="会商"),))
    (task,) = tasks(report, TaskKind.ISSUE)
    assert (task.name, task.what, task.measure) == ("甲", "解决用地问题：征地", "会商")
    assert (task.owner, task.due, task.is_late) == ("住建局、王某", make.day(2022, 3, 1), True)


def test_a_resolved_issue_is_none(make):
    assert (
        tasks(county(make, issues=(issue(make, "A", status=IssueStatus.RESOLVED),)), TaskKind.ISSUE)
        == []
    )


def test_missing_papers_until_the_planned_entry(make):
    entry = Entry(
        name="丁", total_investment=make.wan(700), planned_on=make.day(2022, 3, 31), responsible_unit="发改局",
        status=EntryStatus.COLLECTING, papers={"立项": PaperState.HELD, "用地": PaperState.LACKING, "合同": None},
    )  # fmt: skip
    (task,) = tasks(make.report(entries=(entry,)), TaskKind.PAPERS)
    assert (task.what, task.owner) == ("补齐用地、合同", "发改局")
    assert (task.due, task.is_late) == (make.day(2022, 3, 31), False)


def test_a_returned_entry_is_to_be_submitted_again(make):
    entry = Entry(
        name="丁", total_investment=make.wan(700), planned_on=make.day(2022, 3, 1), status=EntryStatus.RETURNED,
        returned_because="合同不全", papers={"用地": PaperState.LACKING},
    )  # fmt: skip
    report = make.report(entries=(entry,))
    (task,) = tasks(report, TaskKind.RETURNED)
    assert task.what == "按退回原因补正后重新申报（合同不全）"
    assert task.is_late
    assert tasks(report, TaskKind.PAPERS) == []


def test_an_entry_that_has_entered_needs_nothing(make):
    entry = Entry(
        name="丁", total_investment=make.wan(700), planned_on=make.day(2022, 3, 1), status=EntryStatus.ENTERED,
        papers={"用地": PaperState.LACKING},
    )  # fmt: skip
    assert judge(make.report(entries=(entry,))).tasks == ()


def test_a_slow_project_is_to_catch_up_by_the_periods_end(make):
    (task,) = tasks(county(make), TaskKind.CATCH_UP)
    # 1200 × 2/12 = 200 behind
    assert (task.name, task.what) == ("乙", "补上落后的16.67个百分点，合200万元")
    assert (task.due, task.owner) == (make.day(2022, 3, 31), "交通局、王某、李某")


@pytest.mark.parametrize(
    ("as_of", "due"),
    [(date(2022, 3, 30), (2022, 3, 31)), (date(2022, 3, 31), (2022, 12, 31)), (date(2022, 12, 31), None)],
)  # fmt: skip
def test_a_task_is_never_due_on_a_day_that_is_over(make, as_of, due):
    behind = make.project("乙", code="B", year_plan=make.wan(1200), actual=make.series(m2=0))
    (task,) = tasks(make.report(projects=(behind,), as_of=as_of), TaskKind.CATCH_UP)
    assert (task.due, task.is_late) == (due and make.day(*due), False)


def test_what_hinders_a_slow_project_comes_first(make):
    report = county(make, issues=(issue(make, "B", (2022, 4, 1)),))
    assert tasks(report, TaskKind.CATCH_UP)[0].measure == "先解决用地问题"


def test_unresumed_unassigned_and_rectification(make):
    report = county(
        make,
        resumptions=(
            Resumption(name="甲", planned_on=make.day(2022, 3, 1), not_resumed_because="缺工"),
        ),
        supervisions=(
            Supervision(
                name="乙",
                held_on=make.day(2022, 3, 1),
                finding="扬尘",
                due_on=make.day(2022, 3, 25),
            ),
            Supervision(
                name="乙",
                held_on=make.day(2022, 3, 1),
                finding="噪声",
                done_on=make.day(2022, 3, 5),
            ),
            Supervision(name="乙", held_on=make.day(2022, 3, 1)),
        ),
    )
    (resume,), (assign,), (rectify,) = (
        tasks(report, kind) for kind in (TaskKind.RESUME, TaskKind.ASSIGN, TaskKind.RECTIFY)
    )
    assert (resume.what, resume.owner, resume.is_late) == (
        "尽快复工（未复工原因：缺工）",
        "住建局、王某",
        True,
    )
    assert (assign.name, assign.due) == ("丙", None)
    assert (rectify.what, rectify.is_late) == ("整改督导发现的问题：扬尘", False)


def test_late_tasks_first_then_by_date_undated_last(make):
    found = judge(
        county(make, issues=(issue(make, "A", (2022, 4, 1)), issue(make, "A", (2022, 3, 1)), issue(make, "A")))
    ).tasks  # fmt: skip
    order = [(not task.is_late, task.due.last if task.due else date.max) for task in found]
    assert order == sorted(order)
    assert order[0] == (False, date(2022, 3, 1))
    assert order[-1] == (True, date.max)


def test_nobody_named_is_said(make):
    report = make.report(issues=(Issue(description="征地", status=IssueStatus.OPEN),))
    (task,) = judge(report).tasks
    assert (task.name, task.owner) == ("（未注明项目）", "未明确")


def test_a_task_leads_to_its_cells(make):
    sheet = SheetRef("台账.xlsx", "问题清单", {"description": 4, "due_on": 9})
    report = county(make, issues=(issue(make, "A", (2022, 3, 1), origin=Origin(sheet, 2)),))
    cells = [str(cell) for cell in tasks(report, TaskKind.ISSUE)[0].cells]
    assert cells[:2] == ["台账.xlsx｜问题清单!E2", "台账.xlsx｜问题清单!J2"]


def names_and_rows(report):
    return [(s.name, s.code, len(s.rows)) for s in judge(report).scene.subjects]


def test_records_without_a_project_are_one_by_code_else_by_name(make):
    entry = Entry(name="丁厂", code="D", planned_on=make.day(2022, 3, 31))
    starts = (Start(name="丁 厂"), Start(name="戊厂"), Start(name="戊厂", code="E"))
    issues = (issue(make, "D"), issue(make, "E"), issue(make, None, name="丁厂"))
    # 丁厂: its entry, its start without a code, both issues. 戊厂: the second start brings its code.
    found = names_and_rows(make.report(entries=(entry,), starts=starts, issues=issues))
    assert found == [("丁厂", "D", 4), ("戊厂", "E", 3)]


def test_two_codes_of_one_name_stay_two_and_a_codeless_one_is_neither(make):
    entries = (Entry(name="丁厂", code="D"), Entry(name="丁厂", code="E"))
    starts = (Start(name="丁厂"), Start(name="丁厂"))
    found = names_and_rows(make.report(entries=entries, starts=starts))
    assert found == [("丁厂", "D", 1), ("丁厂", "E", 1), ("丁厂", None, 2)]
