"""What a period brought since the last report, each number by hand; the two may be of different periods."""

from datetime import date

import pytest
from attrs import evolve

from investtrack.metrics.figure import label_of
from investtrack.model.activity import IssueStatus, MeasureItem, WorkMeasure
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
