"""Everything that is offered for Word keeps the contract of plugins; no template gets out."""

import docx
import pytest

from investtrack_testing import (
    check_document_reader,
    check_exporter,
    check_plugin,
    check_template,
    exported,
    sample_report,
)
from investtrack_word import plugin


# Not told by the packaged report: the workbook has every figure.
IN_THE_WORKBOOK = {
    "fai.year.target", "fai.excess_rate", "entry.major.investment", "entry.readiness", "resumption.due_rate",
    "resumption.unassigned.count", "resumption.unassigned.list", "supervision.due",
}  # fmt: skip
# Told by the reports of the later periods: see test_reports_of_the_year.
LATER = (
    "rank.", "fai.in_period.", "carryover.next.", "remaining.next.", "all_projects.", "year_plan.", "plan_starts.", "completions.",
    "funds.", "reserve.conversion.",
)  # fmt: skip
# Told only where it is among the gravest problems, which the probes are not.
IN_A_PROBLEM = {
    "entry.concentration.share", "entry.concentration.project", "entry.concentration.investment", "progress.stopped.days", "leaders.unassigned.list",
}  # fmt: skip
# In words of the report's own, not as figure_text prints them.
OTHERWISE = {
    "fai.plan.ytd", "fai.actual.ytd", "resumption.by_date", "starts.by_batch", "issues.open.by_unit",
    "supervision.overdue.list", "leaders.load", "entry.missing", "fai.period.excess",
}  # fmt: skip


@pytest.fixture(scope="module")
def offered():
    return check_plugin(plugin, "word")


def write_template(path, text):
    document = docx.Document()
    document.add_paragraph(text)
    document.save(path)


def test_the_report_states_the_figures_and_no_template_gets_out(offered):
    states = [
        figure
        for figure in sample_report().figures
        if figure not in OTHERWISE | IN_THE_WORKBOOK | IN_A_PROBLEM and not figure.startswith(LATER)
    ]
    assert len(states) > 80
    check_exporter(
        offered.exporters["word"],
        states=states,
        write_template=write_template,
        another_process=True,
    )


def test_the_template_is_the_same_every_time(offered):
    check_template(offered.templates["word"])


def test_our_own_report_is_read_and_damage_is_refused_plainly(offered, tmp_path):
    path = tmp_path / "汇报.docx"
    path.write_bytes(exported(offered.exporters["word"]))
    check_document_reader(offered.documents["word"], [path], [path.with_suffix(".xlsx")])
