"""A county's year in twelve ledgers that agree with each other, its five kinds of report, and what compare tells of it."""

import re
import sys
from pathlib import Path

import pytest

from investtrack import build_report
from investtrack.findings import Grade
from investtrack.model.profile import Profile
from investtrack.plugin import load_plugins
from investtrack_compare import compare


EXAMPLES = Path(__file__).parents[1] / "examples"
QUARTERS = (3, 6, 9, 12)


@pytest.fixture(scope="module")
def plugins():
    return load_plugins()


@pytest.fixture(scope="module")
def reports(tmp_path_factory, plugins):
    """Month → the report of its ledger, read from the workbook."""
    sys.path.insert(0, str(EXAMPLES))
    try:
        from year import write_year
    finally:
        sys.path.remove(str(EXAMPLES))
    found = {}
    for month, path in enumerate(write_year(tmp_path_factory.mktemp("year")), 1):
        extract = plugins.importers["excel"].extract(path, Profile())
        found[month] = build_report(extract.ledger, findings=extract.findings)
    return found


def value(report, figure):
    return report.figures[figure].value


def test_no_ledger_of_the_year_has_a_fault(reports):
    faults = {
        month: [f for f in report.findings if f.grade is not Grade.NOTE]
        for month, report in reports.items()
    }
    assert faults == {month: [] for month in range(1, 13)}


def test_what_a_month_says_of_an_earlier_one_is_what_that_month_said(reports):
    for month in range(2, 12):
        earlier, later = (
            {project.code: project for project in reports[number].ledger.projects}
            for number in (month, month + 1)
        )
        assert set(earlier) == set(later)
        for code, project in earlier.items():
            told = dict(later[code].actual)
            assert all(told[end] == amount for end, amount in project.actual)


@pytest.mark.parametrize(
    "figure",
    ["fai.period.completed", "plan_starts.started.count", "completions.done.count", "reserve.conversion.count",
     "resumption.resumed.count", "funds.allotted", "funds.arrived", "funds.paid", "promotion.started.count"],
)  # fmt: skip
def test_what_is_done_only_grows(reports, figure):
    told = [value(reports[month], figure) for month in range(3, 13)]
    assert None not in told
    assert told == sorted(told)
    assert told[0] != told[-1]


def test_the_year_is_carried_by_stock_and_entries(reports):
    """Expected of a month is the plan's, whatever the period is called; targets tile the year."""
    for month in range(2, 13):
        report = reports[month]
        plan = value(report, "fai.plan.ytd")
        assert plan[f"1—{month}月"] == value(report, "fai.period.expected")
    assert [reports[month].period.name for month in QUARTERS] == [
        "一季度", "上半年", "前三季度", "全年",
    ]  # fmt: skip


def test_compare_tells_what_came_into_the_library(reports):
    for month in range(3, 12):
        old, new = reports[month], reports[month + 1]
        told = compare(old, new)
        entered = {
            change.record
            for change in told.changes
            if change.sheet == "项目台账" and change.key == "is_in_library"
        }
        names = [
            {p.name for p in report.ledger.projects if p.is_in_library} for report in (old, new)
        ]
        assert entered == names[1] - names[0]
    everything = compare(reports[3], reports[12])
    assert not [change for change in everything.changes if change.nature.name == "RESTATED"]


@pytest.fixture(scope="module")
def texts(reports, plugins, tmp_path_factory):
    """Month → the paragraphs of its Word report."""
    found = {}
    folder = tmp_path_factory.mktemp("reports")
    for month in (3, 4, 6, 9, 12):
        path = folder / f"{month}.docx"
        with path.open("wb") as stream:
            plugins.exporters["word"].export(reports[month], stream)
        document = plugins.documents["word"].read(path)
        found[month] = document
    return found


def text_of(document):
    return "\n".join(block.text for block in document.blocks if hasattr(block, "text"))


def test_the_sums_of_each_report_hold(texts, plugins):
    from investtrack_audit.audit import audit_document
    from investtrack_audit.statements.statement import Verdict

    told = {Verdict.IMPOSSIBLE, Verdict.DOUBTFUL}
    for document in texts.values():
        results = audit_document(document)
        assert len(results) > 10
        assert [r.formula for r in results if r.verdict in told] == []


def test_each_report_is_of_its_season(texts):
    for month, document in texts.items():
        text = text_of(document).split("\n附件\n")[0]
        assert "None" not in text
        assert "【待补" not in text
        assert not re.search(r"(?<![0-9.])(?<!累计完成投资)0[个亿万]", text)
        if month > 3:
            assert "开门红" not in text
            assert "摸清底数" not in text
