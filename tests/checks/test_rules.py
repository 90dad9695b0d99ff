"""Each rule, shown by the sample ledger with one thing made wrong."""

import os
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from slips import told

from investtrack import (
    Amount,
    AssignedBy,
    DateSpan,
    Entry,
    Grade,
    Ledger,
    Period,
    Project,
    Resumption,
    Target,
    Unit,
    build_report,
)
from investtrack.checks.totals import check_targets
from investtrack.model.activity import IssueStatus, Preliminaries
from investtrack.model.entry import EntryStatus, PaperState
from investtrack.model.ledger import StatedTotal
from investtrack.model.project import ProjectLevel
from investtrack.model.source import Origin, SheetRef
from investtrack.values import Rate
from investtrack.values.period import month
from investtrack_testing import sample_ledger


def wan(number):
    return Amount.of(number, Unit.WAN)


def day(number, of):
    return DateSpan.day(date(2022, number, of))


M2, M3, M12 = month(2022, 2), month(2022, 3), month(2022, 12)


def change(attribute, index, **values):
    """Return the sample ledger with one record changed."""
    ledger = sample_ledger()
    records = list(getattr(ledger, attribute))
    records[index] = evolve(records[index], **values)
    return evolve(ledger, **{attribute: tuple(records)})


def codes(ledger):
    return [finding.code for finding in build_report(ledger).findings]


def test_the_sample_itself_has_no_error_and_no_warning_but_the_known_ones():
    found = build_report(sample_ledger()).findings
    assert [f.code for f in found if f.grade is Grade.ERROR] == []
    # plant stands in 入库计划 and 集中开工 only, the town in no other sheet
    assert {f.code for f in found if f.grade is Grade.WARNING} == set()


# Project 0, 河东大桥: total 20000, before the year 8000, plan of the year 6000,
# 1—2月 actual 450, cumulative 8450, plan to March 1500, unreportable 1000.
WRONG = [
    ("amount-negative", "projects", 0, {"year_plan": wan(-1)}),
    ("unit-slip", "projects", 0, {"total_investment": wan(2)}),  # 亿元 in a 万元 column
    ("unit-slip", "projects", 0, {"cumulative": wan(84_500_000)}),  # 元 in a 万元 column
    ("unit-slip", "projects", 0, {"total_investment": Amount.of(600, Unit.YI)}),
    ("unit-slip", "starts", 0, {"code": "A1", "name": "河东大桥", "total_investment": wan(2)}),
    ("ytd-exceeds-cumulative", "projects", 0, {"cumulative": wan(449)}),
    ("cumulative-exceeds-total", "projects", 0, {"cumulative": wan(20001)}),
    ("cumulative-mismatch", "projects", 0, {"cumulative": wan(8451)}),  # 8000 + 450 = 8450
    ("part-exceeds-total", "projects", 0, {"year_plan": wan(20001)}),
    ("part-exceeds-total", "entries", 0, {"contribution": ((M3, wan(9001)),)}),
    ("year-plan-mismatch", "projects", 0, {"planned": ((M3, wan(6001)),)}),
    ("year-plan-mismatch", "projects", 0, {"planned": ((M12, wan(5999)),)}),
    (
        "unreportable-exceeds-remaining",
        "projects",
        0,
        {"unreportable": wan(11551)},
    ),  # 20000 − 8450 = 11550
    ("unreportable-without-reason", "projects", 0, {"unreportable_reason": None}),
    ("ytd-falling", "projects", 0, {"planned": ((M2, wan(500)), (M3, wan(499)))}),
    ("ytd-falling", "entries", 0, {"contribution": ((M2, wan(9)), (M3, wan(8)))}),
    (
        "actual-behind",
        "projects",
        0,
        {"actual": ((M2, wan(450)), (M3, wan(460))), "cumulative": None},
    ),
    ("total-missing", "projects", 0, {"total_investment": None}),
    ("total-missing", "entries", 0, {"total_investment": None}),
    ("carried-over-without-cumulative", "projects", 0, {"cumulative": None, "actual": ()}),
    ("entered-without-date", "projects", 0, {"entered_on": None}),
    ("entered-without-date", "entries", 0, {"status": EntryStatus.ENTERED}),
    ("library-contradiction", "projects", 0, {"is_in_library": False}),
    ("library-contradiction", "entries", 0, {"entered_on": day(3, 1)}),
    ("date-after-as-of", "projects", 0, {"entered_on": day(3, 21)}),
    ("date-read-as-planned", "projects", 0, {"started_on": day(3, 21)}),
    ("date-read-as-planned", "projects", 0, {"finished_on": day(12, 1)}),
    ("date-after-as-of", "resumptions", 0, {"resumed_on": day(3, 21)}),
    (
        "finished-before-started",
        "projects",
        0,
        {"started_on": day(2, 2), "finished_on": day(2, 1)},
    ),
    (
        "completed-after-finish",
        "projects",
        0,
        {"started_on": None, "finished_on": DateSpan.day(date(2021, 12, 31))},
    ),
    ("dates-reversed", "supervisions", 0, {"done_on": day(2, 9)}),
    ("duplicate-code", "projects", 1, {"code": "A1"}),
    ("duplicate-name", "projects", 1, {"name": "★河东 大桥"}),
    ("entry-below-threshold", "entries", 0, {"total_investment": wan(499)}),
    (
        "entered-without-papers",
        "entries",
        0,
        {"status": EntryStatus.ENTERED, "entered_on": day(3, 1)},
    ),
    ("entry-already-in-library", "entries", 0, {"code": "A1", "name": "河东大桥"}),
    ("entered-outside-plan", "projects", 0, {"entered_on": day(2, 1)}),
    (
        "entered-not-in-library",
        "entries",
        0,
        {"code": "A1", "name": "河东大桥", "status": EntryStatus.ENTERED},
    ),
    ("status-missing", "entries", 0, {"status": None}),
    ("planned-date-missing", "entries", 0, {"planned_on": None}),
    ("planned-date-missing", "resumptions", 0, {"planned_on": None}),
    ("returned-without-reason", "entries", 0, {"status": EntryStatus.RETURNED}),
    ("project-unknown", "resumptions", 0, {"code": "Z9", "name": "无此项目"}),
    ("name-differs", "resumptions", 0, {"name": "河西大桥"}),
    ("total-differs", "starts", 0, {"code": "A1", "name": "河东大桥"}),  # 9000, there 20000
    ("level-differs", "resumptions", 0, {"level": ProjectLevel.COUNTY}),
    (
        "resumed-before-stopped",
        "resumptions",
        1,
        {"resumed_on": day(1, 9)},
    ),  # stopped on 10 January
    ("resumed-with-reason", "resumptions", 1, {"resumed_on": day(2, 20)}),
    ("procedures-contradiction", "starts", 0, {"open_procedures": "施工许可"}),
    (
        "started-without-procedures",
        "starts",
        0,
        {"started_on": day(3, 10), "preliminaries": Preliminaries.UNDER_WAY},
    ),
    ("resolved-without-date", "issues", 0, {"status": IssueStatus.RESOLVED}),
    ("issue-contradiction", "issues", 0, {"resolved_on": day(3, 1)}),
    ("dates-reversed", "issues", 0, {"status": IssueStatus.RESOLVED, "resolved_on": day(1, 1)}),
    ("deadline-missing", "issues", 0, {"due_on": None}),
    ("industry-code-missing", "services", 0, {"industry_code": None}),
    ("breakdown-differs", "resumptions", 0, {"level": None}),
    ("base-zero", "targets", 2, {"base": wan(0)}),
    ("base-zero", "targets", 2, {"base": wan(-5)}),
    ("growth-mismatch", "targets", 2, {"growth": Rate.percent(10)}),  # 5000 ÷ 4800 − 1 = 4.17％
]


def wronged(code, attribute, index, values):
    if code == "entered-not-in-library":
        ledger = change("projects", 0, is_in_library=False, entered_on=None)
        return evolve(ledger, entries=(evolve(ledger.entries[0], **values),))
    return change(attribute, index, **values)


@pytest.mark.parametrize(("code", "attribute", "index", "values"), WRONG)
def test_what_is_wrong_is_found_at_its_cell(code, attribute, index, values):
    ledger = wronged(code, attribute, index, values)
    found = [finding for finding in build_report(ledger).findings if finding.code == code]
    assert found, codes(ledger)
    assert found[0].place.file == "样例台账.xlsx"
    assert found[0].mend
    before = [
        finding.place for finding in build_report(sample_ledger()).findings if finding.code == code
    ]
    assert found[0].place not in before


def test_each_rule_says_what_is_written_down():
    """INVESTTRACK_RENEW_SLIPS=1 writes rules.txt anew: read the difference line by line."""
    page = Path(__file__).with_name("rules.txt")
    lines = []
    for case in WRONG:
        code, attribute, index, values = case
        lines.append(f"# {attribute} {index} {'，'.join(values)}")
        lines += [told(each) for each in build_report(wronged(*case)).findings if each.code == code]
    if os.environ.get("INVESTTRACK_RENEW_SLIPS"):
        page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == page.read_text(encoding="utf-8").splitlines()


def test_a_name_that_fits_two_projects_is_named_with_both():
    ledger = change("projects", 1, name="河东大桥")
    record = evolve(ledger.resumptions[0], code=None)
    found = build_report(evolve(ledger, resumptions=(record,))).findings
    ambiguous = next(
        f for f in found if f.code == "project-ambiguous" and f.place.sheet == "复工复产"
    )
    assert [cell.cell for cell in ambiguous.related] == ["B2", "B3"]


def test_not_needed_papers_are_not_lacking():
    papers = {"立项": PaperState.HELD, "施工合同": PaperState.NOT_NEEDED}
    ledger = change("entries", 0, status=EntryStatus.ENTERED, entered_on=day(3, 1), papers=papers)
    assert "entered-without-papers" not in codes(ledger)


def test_the_countys_target_is_held_against_the_assigned_and_the_expected():
    # assigned 5000; expected 1500 + 3000 + 800 = 5300
    from investtrack.model.target import AssignedBy

    ledger = sample_ledger()
    own = evolve(ledger.targets[2], assigned_by=AssignedBy.COUNTY, amount=wan(4900), base=None)
    found = codes(evolve(ledger, targets=(*ledger.targets, own)))
    assert {"target-below-assigned", "expected-differs-from-target"} <= set(found)
    own = evolve(own, amount=wan(5300))
    found = codes(evolve(ledger, targets=(*ledger.targets, own)))
    assert not {"target-below-assigned", "expected-differs-from-target"} & set(found)


SHEET = SheetRef("a.xlsx", "项目台账", {"name": 0, "total_investment": 1})


def _with_total(stated, count=None):
    projects = tuple(
        evolve(project, origin=Origin(SHEET, row))
        for row, project in enumerate(sample_ledger().projects, 2)
    )
    total = StatedTotal(
        sheet="项目台账",
        label="合计",
        scope=(2, 3),
        amounts=(("total_investment", wan(stated)),),
        count=count,
        origin=Origin(SHEET, 4),
    )
    ledger = evolve(sample_ledger(), projects=projects, totals=(total,))
    return [f for f in build_report(ledger).findings if f.code.startswith("stated-")]


def test_a_stated_total_equal_to_its_rows_is_silent():
    assert _with_total(70000, 2) == []  # 20000 + 50000


@pytest.mark.parametrize(
    ("stated", "cause"),
    [
        (90000, "第2行，疑似重复计算"),  # 70000 + 20000
        (20000, "第3行，疑似漏加"),  # 70000 − 50000
        (7, "正好差1万倍"),
        (70001, "不符"),
    ],
)
def test_a_stated_total_that_differs_names_the_likely_cause(stated, cause):
    (finding,) = _with_total(stated)
    assert (finding.code, finding.place.cell, finding.expected) == (
        "stated-total-differs",
        "B4",
        "70000万元",
    )
    assert cause in finding.message


def test_a_stated_count_is_held_against_the_rows():
    (finding,) = _with_total(70000, 3)
    assert (finding.code, finding.found, finding.expected) == ("stated-count-differs", "3个", "2个")


def test_findings_come_gravest_first():
    ledger = change("projects", 0, year_plan=wan(-1), unreportable_reason=None)
    grades = [finding.grade for finding in build_report(ledger).findings]
    order = [Grade.ERROR, Grade.WARNING, Grade.NOTE]
    assert grades == sorted(grades, key=order.index)


def test_a_leader_named_only_in_another_sheet_is_said():
    ledger = Ledger(
        projects=(Project(code="A", name="甲"), Project(code="B", name="乙", leaders=("李",))),
        entries=(
            Entry(code="A", name="甲", leaders=("王",)),
            Entry(code="B", name="乙", leaders=("王",)),
            Entry(name="丙", leaders=("王",)),
        ),
        resumptions=(Resumption(code="A", name="甲"),),
    )
    report = build_report(ledger, period=Period.quarter(2022, 1))
    found = [f for f in report.findings if f.code == "leader-elsewhere"]
    assert [(f.found, f.message) for f in found] == [
        ("王", "“甲”的包保领导填在入库计划，项目台账没有填，按入库计划所填计")
    ]


@pytest.mark.parametrize(
    ("stated", "found"), [({}, 1), ({"base": wan(90)}, 0), ({"growth": Rate.percent(5)}, 0)]
)
def test_a_target_without_growth_and_base_is_said(stated, found):
    target = Target(
        indicator="固定资产投资", period=Period.quarter(2022, 1), assigned_by=AssignedBy.COUNTY, amount=wan(100), **stated
    )  # fmt: skip
    report = build_report(Ledger(targets=(target,)), period=Period.quarter(2022, 1))
    assert [f.code for f in report.findings].count("base-missing") == found


def test_a_monthly_plan_that_does_not_end_at_the_expected_is_said():
    report = build_report(sample_ledger())
    figures = dict(report.figures)
    plan = figures["fai.plan.ytd"]
    last = report.period.last_month.ytd_label
    assert plan.value[last] == figures["fai.period.expected"].value == wan(5300)
    figures["fai.plan.ytd"] = evolve(plan, value={**plan.value, last: wan(5301)})
    (found,) = (f for f in check_targets(report.facts, figures) if f.code == "plan-differs-from-expected")  # fmt: skip
    assert found.place.sheet == "项目台账"
    assert ("1—3月" in told(found), "5301万元" in told(found), "5300万元" in told(found)) == (
        True,
    ) * 3
    figures["fai.plan.ytd"] = evolve(plan, value={})
    (found,) = (f for f in check_targets(report.facts, figures) if f.code == "plan-differs-from-expected")  # fmt: skip
    assert "没有" in told(found)


def test_two_firms_of_one_credit_code_are_named_with_their_cells():
    place = SheetRef("a.xlsx", "服务业企业", {"name": 0, "credit_code": 1})
    (firm, *_) = sample_ledger().services
    firms = tuple(
        evolve(firm, name=name, credit_code="91330000MA27XF6Q0P", origin=Origin(place, row))
        for row, name in enumerate(("甲公司", "乙公司"), 2)
    )
    found = build_report(evolve(sample_ledger(), services=firms)).findings
    (same,) = (each for each in found if each.code == "duplicate-code")
    assert (same.place.cell, [each.cell for each in same.related]) == ("B3", ["B2"])


def test_a_plan_stated_in_two_sheets_is_named_with_both_cells():
    ledger = sample_ledger()
    bridge, *others = ledger.projects
    project = evolve(
        bridge, is_in_library=False, entered_on=None,
        origin=Origin(SheetRef("a.xlsx", "项目台账", {"name": 0, "planned.2022-03": 4}), 2),
    )  # fmt: skip
    entry = evolve(
        ledger.entries[0], code=bridge.code, name=bridge.name, contribution=((M3, wan(9)),),
        origin=Origin(SheetRef("a.xlsx", "入库计划", {"name": 0, "contribution.2022-03": 7}), 5),
    )  # fmt: skip
    found = build_report(evolve(ledger, projects=(project, *others), entries=(entry,))).findings
    (twice,) = (each for each in found if each.code == "plan-stated-twice")
    assert (twice.place.cell, [each.cell for each in twice.related]) == ("H5", ["E2"])
