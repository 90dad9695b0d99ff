"""What a period brought since the last report, each number by hand; the two may be of different periods."""

import re
from datetime import date

import pytest
from attrs import evolve

from investtrack.cli.main import main
from investtrack.comparison import Nature
from investtrack.metrics.figure import label_of
from investtrack.model.activity import IssueStatus, MeasureItem, WorkMeasure
from investtrack.model.converter import ledger_to_json
from investtrack.model.entry import Entry
from investtrack.model.ledger import Ledger
from investtrack.model.project import Project
from investtrack.model.source import Origin, SheetRef
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, parse_period
from investtrack_compare import compare, paragraph, since_last
from investtrack_compare.since import story
from investtrack_testing import sample_ledger


OLD = sample_ledger()


def told(
    new=OLD,
    old=OLD,
    periods=("2022年一季度", "2022年4月"),
    days=(date(2022, 3, 20), date(2022, 4, 30)),
):
    first, second = (
        build_report(ledger, period=parse_period(period), as_of=day)
        for ledger, period, day in zip((old, new), periods, days, strict=True)
    )
    return since_last(first, second)


def project(place, **changes):
    projects = list(OLD.projects)
    projects[place] = evolve(projects[place], **changes)
    return evolve(OLD, projects=tuple(projects))


def test_where_nothing_happened_it_says_so():
    assert told() == "与3月20日相比，没有变化。"


def test_investment_compares_whatever_the_periods_are_called():
    # 450 + 200 by February; the first states 1500 for April: 1500 − 450 = 1050
    april = (*OLD.projects[0].actual, (Month(2022, 4), Amount.of(1500, Unit.WAN)))
    assert told(project(0, actual=april)) == "与3月20日相比，累计完成固定资产投资增加0.11亿元。"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"is_in_library": True, "entered_on": DateSpan.day(date(2022, 4, 9))},
            "新增入库1个（青山花园）",
        ),
        ({"started_on": DateSpan.day(date(2022, 4, 9))}, "新开工1个（青山花园）"),
        ({"finished_on": DateSpan.day(date(2022, 4, 9))}, "新竣工1个（青山花园）"),
    ],
)
def test_what_came_is_named(changes, words):
    before = {"is_in_library": False, "entered_on": None, "started_on": None, "finished_on": None}
    assert words in told(project(1, **{**before, **changes}), project(1, **before))


def test_issues_are_counted():
    issues = tuple(evolve(issue, status=IssueStatus.OPEN) for issue in OLD.issues)
    solved = (evolve(issues[0], status=IssueStatus.RESOLVED), *issues[1:])
    new = evolve(issues[0], number="新", description="新的问题", code=None, name="新项目")
    text = told(evolve(OLD, issues=(*solved, new)), evolve(OLD, issues=issues))
    assert text == "与3月20日相比，新增问题1个，解决问题1个。"


def test_another_year_begins_anew():
    text = told(periods=("2021年", "2022年一季度"), days=(date(2021, 12, 31), date(2022, 3, 20)))
    assert text.startswith("与2021年12月31日相比，")
    assert "投资" not in text


def pair(new):
    """The sample's first quarter, and *new* as of April."""
    return compare(
        build_report(OLD, period=parse_period("2022年一季度"), as_of=date(2022, 3, 20)),
        build_report(new, period=parse_period("2022年4月"), as_of=date(2022, 4, 30)),
    )


def test_the_story_of_two_periods_tells_what_was_done_between_them():
    april = (*OLD.projects[0].actual, (Month(2022, 4), Amount.of(1500, Unit.WAN)))
    assert story(pair(project(0, actual=april))).startswith(
        "与3月20日相比，累计完成固定资产投资增加0.11亿元"
    )


def test_what_changed_beside_the_story_is_not_denied():
    """An investor's agreed amount is told in the table alone."""
    deals = tuple(evolve(deal, agreed=Amount.of(777, Unit.WAN)) for deal in OLD.promotions)
    text = story(pair(evolve(OLD, promotions=deals)))
    assert text == "与3月20日相比，投资、入库、开工、复工和问题没有变化。"


def test_of_one_period_the_story_is_the_paragraph():
    report = build_report(OLD)
    found = compare(report, report)
    assert story(found) == paragraph(found) == "与3月20日相比，没有变化。"


def test_work_measures_are_called_by_their_items():
    assert label_of(WorkMeasure(item=MeasureItem.PLAN, content="甲")) == "方案名称"


def month_later(**sheets):
    """A list of two projects in November, and the same in December, which has the newest column alone, as lists of offices do."""
    names = [Project(name=name, year_plan=Amount.of(1000, Unit.WAN)) for name in ("甲桥", "乙园")]

    def at(month, number):
        actual = ((Month(2022, month), Amount.of(number, Unit.WAN)),)
        projects = tuple(evolve(project, actual=actual, **sheets) for project in names)
        return build_report(
            Ledger(projects=projects), period=parse_period("2022年"), as_of=date(2022, month, 30)
        )

    return compare(at(11, 400), at(12, 450))


def test_a_month_s_column_that_gives_way_to_the_next_is_one_change():
    (gone,) = month_later().of(Nature.ERASED)
    assert (gone.record, gone.label) == ("2条", "2022年1—11月完成投资（万元）")
    assert (gone.before, gone.after) == ("原来有数", "这次没有这一列")


def test_a_number_that_is_gone_from_a_column_others_fill_is_told_of_its_record():
    projects = list(OLD.projects)
    projects[0] = evolve(projects[0], year_plan=None)
    found = compare(build_report(OLD), build_report(evolve(OLD, projects=tuple(projects))))
    assert [(change.record, change.after) for change in found.of(Nature.ERASED)] == [(projects[0].name, "")]  # fmt: skip


def test_what_nobody_knows_is_not_said_to_be_unchanged():
    """Nothing says what is in the library: what was completed is that of the year's plan; of what no sheet states nothing is said."""
    found = month_later()
    assert found.new.figure("fai.period.completed").value is None
    assert story(found).startswith(
        "与11月30日相比：年度计划项目累计完成投资由0.08亿元变为0.09亿元，增加0.01亿元"
    )
    sheet = SheetRef("a.xlsx", "项目台账", {"name": 0, "actual.2022-11": 1, "remark": 2})
    remarked = [month_later(origin=Origin(sheet, 2), remark=said).old for said in ("", "在建")]
    assert story(compare(*remarked)) == "与11月30日相比，投资没有变化。"
    sheet = SheetRef("a.xlsx", "项目台账", {"name": 0, "remark": 1})
    bare = [build_report(Ledger(projects=(Project(name="甲桥", remark=said, origin=Origin(sheet, 2)),)), period=parse_period("2022年"), as_of=date(2022, 3, 20)) for said in ("", "在建")]  # fmt: skip
    assert story(compare(*bare)) == "与3月20日相比，投资、入库、开工、复工、问题台账都没有写，比不出变化。"  # fmt: skip


def test_the_command_reads_both_by_the_profile_beside_the_later(tmp_path, capsys):
    planned = DateSpan.month(2022, 3)
    entries = tuple(
        Entry(name=name, total_investment=Amount.of(9, Unit.WAN), planned_on=planned)
        for name in "甲乙"
    )
    for folder, listed in (("旧", entries), ("新", entries[:1])):
        place = tmp_path / folder / "台账.json"
        place.parent.mkdir()
        place.write_text(ledger_to_json(Ledger(entries=listed)), encoding="utf-8")
    (tmp_path / "新" / "profile.toml").write_text(
        '[entry]\nthreshold = "9万元"\n', encoding="utf-8"
    )
    paths = [str(tmp_path / folder / "台账.json") for folder in ("旧", "新")]
    assert main(["compare", *paths, "--as-of", "2022-03-20"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"本期计划入库项目个数 +2 +1 ", said), said
