"""Which report a period asks for, and what each kind tells: the outlines of the bureau's year."""

import io
import re
from datetime import date

import docx
import pytest
from attrs import evolve

from investtrack.report import build_report
from investtrack.values.dates import DateSpan
from investtrack.values.period import parse_period
from investtrack_testing import sample_ledger
from investtrack_word.exporter import WordExporter
from investtrack_word.report.kinds import ReportKind, kind_of


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize(
    ("period", "kind"),
    [
        ("2022年一季度", ReportKind.FIRST_QUARTER), ("2022年3月", ReportKind.MONTH), ("2022年1—2月", ReportKind.MONTH),
        ("2022年4月", ReportKind.MONTH), ("2022年1—5月", ReportKind.MONTH), ("2022年二季度", ReportKind.HALF_YEAR),
        ("2022年上半年", ReportKind.HALF_YEAR), ("2022年6月", ReportKind.MONTH), ("2022年前三季度", ReportKind.NINE_MONTHS),
        ("2022年四季度", ReportKind.YEAR), ("2022年", ReportKind.YEAR), ("2022年12月", ReportKind.MONTH),
    ],
)  # fmt: skip
def test_the_period_chooses_the_kind(period, kind):
    assert kind_of(parse_period(period)) is kind


def text_of(period, as_of, ledger=None):
    report = build_report(ledger or sample_ledger(), period=parse_period(period), as_of=as_of)
    stream = io.BytesIO()
    WordExporter().export(report, stream)
    paragraphs = docx.Document(stream).paragraphs
    return "\n".join("".join(t.text or "" for t in p._p.iter(f"{W}t")) for p in paragraphs)


PERIODS = [
    ("2022年4月", date(2022, 4, 30)), ("2022年上半年", date(2022, 6, 30)), ("2022年前三季度", date(2022, 9, 30)), ("2022年", date(2022, 12, 31)),
]  # fmt: skip


@pytest.mark.parametrize(("period", "as_of"), PERIODS)
def test_parts_are_numbered_in_order_and_each_kind_has_its_own(period, as_of):
    text = text_of(period, as_of)
    parts = re.findall(r"^([一二三四五六七])、(.+)$", text, re.MULTILINE)
    assert "".join(number for number, _ in parts) == "一二三四五六七"[: len(parts)]
    titles = [title for _, title in parts]
    assert (
        titles[-1]
        == {4: "下一步工作", 6: "下半年工作", 9: "四季度工作", 12: "明年工作安排"}[as_of.month]
    )
    assert ("资金争取和使用" in titles) is (as_of.month != 4)
    assert "春节" not in text
    assert "None" not in text


def test_investment_is_cumulated_in_the_title_and_the_sentences():
    text = text_of("2022年4月", date(2022, 4, 30))
    assert text.startswith("样例县2022年1—4月固定资产投资和重点项目推进情况汇报")
    assert "全县累计完成固定资产投资0.07亿元" in text  # 450 + 200 万元


def test_resumption_is_told_only_while_a_project_has_not_resumed():
    ledger = sample_ledger()
    later = date(2022, 6, 30)
    assert "计划复工的2个项目中已复工1个" in text_of("2022年上半年", later)
    resumed = tuple(
        evolve(r, resumed_on=DateSpan.day(date(2022, 5, 1))) for r in ledger.resumptions
    )
    assert "计划复工" not in text_of("2022年上半年", later, evolve(ledger, resumptions=resumed))


def test_what_the_kind_needs_and_the_ledger_lacks_is_marked_to_be_filled_in():
    day = date(2022, 6, 30)
    assert "【待补：项目资金】" not in text_of("2022年上半年", day)
    assert "【待补：项目资金】" in text_of("2022年上半年", day, evolve(sample_ledger(), funds=None))
    assert "【待补：储备项目】" in text_of("2022年", day, evolve(sample_ledger(), reserves=None))
