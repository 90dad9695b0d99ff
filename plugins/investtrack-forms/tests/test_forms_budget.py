"""A form may ask no more than can be answered: long conditions, endless brackets and sums over everything are refused."""

import pytest

from investtrack.errors import InvesttrackError
from investtrack_forms.expressions import report_context
from investtrack_forms.expressions.answers import over_records
from investtrack_forms.expressions.conditions import parse_condition
from investtrack_forms.expressions.directives import markers_in
from investtrack_forms.expressions.syntax import FormSyntaxError, parse_expression, parse_text
from investtrack_testing import sample_report


@pytest.mark.parametrize("text", ["(" * 30_000, "非 " * 30_000, "是否入库=是 且 " * 500 + "是否入库=是"])  # fmt: skip
def test_a_condition_without_end_is_refused_in_one_sentence(text):
    with pytest.raises(FormSyntaxError, match=r"条件太长，超过200个词"):
        parse_condition(text, "projects")


def test_a_condition_as_deep_as_may_be_is_read():
    assert parse_condition("(" * 95 + "是否入库=是" + ")" * 95, "projects").words == 193


def test_sums_over_more_records_than_a_form_may_ask_are_refused(monkeypatch):
    context = report_context.ReportContext(sample_report())
    projects = context.report.ledger.projects
    monkeypatch.setattr(report_context, "FORM_STEPS", 2 * len(projects))
    sums = parse_expression("sum(总投资)")
    for _ in range(2):
        assert over_records(context, "projects", projects, sums).value is not None
    with pytest.raises(InvesttrackError, match="算式太多"):
        over_records(context, "projects", projects, sums)


@pytest.mark.parametrize("text", ["{{" * 16_000, "｛" * 32_000, "{{ 甲 }}" + "{{" * 16_000])
def test_braces_that_are_never_closed_are_said_so_at_once(text):
    with pytest.raises(FormSyntaxError, match="而没有"):
        parse_text(text)


def test_markers_stand_between_their_signs():
    text = "甲{% 组 %}乙｛％ 小计 ％｝丙{% 未完"
    assert [inside for _, inside, _ in markers_in(text)] == [" 组 ", " 小计 "]
    assert markers_in("{%" * 16_000) == []


def test_a_name_may_hold_blanks_and_is_read_at_once():
    assert parse_expression("年度 计划  投资 [ 3月 ]").name == "年度 计划  投资"
    with pytest.raises(FormSyntaxError):
        parse_expression("甲" + " " * 30_000 + "[")
