"""Last period's edited report rolled to the next period's draft: people's words stay, figures and sentences are new."""

import json
from datetime import date

import docx
import pytest
from attrs import evolve

from investtrack.cli.main import main
from investtrack.model.converter import ledger_to_json
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month, parse_period
from investtrack_testing import sample_ledger
from investtrack_word.exporter import WordExporter
from investtrack_word.rolling import roll
from investtrack_word.verify.document import read_report
from investtrack_word.verify.text import read_document


APRIL, MAY = ("2022年4月", date(2022, 4, 30)), ("2022年5月", date(2022, 5, 31))
JUNE = ("2022年上半年", date(2022, 6, 30))
NOTE = "4月28日县委书记到现场办公，协调解决了用地问题。"


def ledger_of(month):
    """The sample's ledger with investment reported to *month*, more of it each month."""
    ledger = sample_ledger()
    projects = tuple(
        evolve(
            project,
            actual=(
                *project.actual,
                *(
                    (Month(2022, n), Amount.of(1000 * n + 10 * index, Unit.WAN))
                    for n in range(4, month + 1)
                ),
            ),
        )
        for index, project in enumerate(ledger.projects)
    )
    return evolve(ledger, projects=projects)


def report_of(period, ledger=None):
    label, day = period
    return build_report(ledger or ledger_of(day.month), period=parse_period(label), as_of=day)


def export(path, report, since=None):
    with path.open("wb") as stream:
        WordExporter().export(report, stream, since=since)
    return path


def text_of(path):
    return [block.text for block in read_document(path).blocks if hasattr(block, "text")]


def rolled(path, report, out, since=None):
    result = roll(read_report(path), report, since=since)
    out.write_bytes(result.data)
    return result


@pytest.fixture
def april(tmp_path):
    return export(tmp_path / "april.docx", report_of(APRIL))


def add_after(path, beginning, text):
    document = docx.Document(path)
    at = next(p for p in document.paragraphs if p.text.startswith(beginning))
    new = document.add_paragraph(text, style="公文正文")
    at._p.addnext(new._p)
    document.save(path)


def retype(path, old, new):
    document = docx.Document(path)
    for run in document.element.body.iter("{*}t"):
        if run.text and old in run.text:
            run.text = run.text.replace(old, new)
            document.save(path)
            return
    raise AssertionError(old)


def test_an_untouched_report_becomes_what_the_next_month_would_write(april, tmp_path):
    rolled(april, report_of(MAY), tmp_path / "may.docx")
    assert text_of(tmp_path / "may.docx") == text_of(
        export(tmp_path / "fresh.docx", report_of(MAY))
    )


def test_what_changed_since_is_told(april, tmp_path):
    rolled(april, report_of(MAY), tmp_path / "may.docx", since=report_of(APRIL))
    told = next(line for line in text_of(tmp_path / "may.docx") if line.startswith("与4月30日相比"))
    assert "累计完成固定资产投资增加0.2亿元" in told  # 5000 + 5010 − 4000 − 4010 = 2000


def test_what_people_wrote_stays_from_month_to_month(april, tmp_path):
    add_after(april, "一、总体进展", NOTE)
    retype(april, "坚持依法统计、应统尽统。", "数据要经得起核查。")
    rolled(april, report_of(MAY), tmp_path / "may.docx")
    text = text_of(tmp_path / "may.docx")
    assert text[text.index("一、总体进展") + 1] == NOTE
    assert any("数据要经得起核查。" in line for line in text)
    assert any("1—5月，全县累计完成固定资产投资1亿元" in line for line in text)  # 5000 + 5010


def test_another_kind_of_report_is_written_anew_with_what_people_added(april, tmp_path):
    add_after(april, "（一）盯住目标", NOTE)
    add_after(april, "一、总体进展", "全县上下攻坚克难。")
    result = rolled(april, report_of(JUNE), tmp_path / "june.docx")
    assert [(each.text, each.heading) for each in result.carried] == [
        ("全县上下攻坚克难。", ""), (NOTE, "盯住目标，分解责任"),
    ]  # fmt: skip
    text = text_of(tmp_path / "june.docx")
    assert text[0].startswith("样例县2022年上半年")
    assert text[text.index(NOTE) + 1].startswith("（二）做实服务")
    assert text[text.index("全县上下攻坚克难。") + 1].startswith("附件：")
    # Otherwise it is the draft that the period would write.
    fresh = text_of(export(tmp_path / "fresh.docx", report_of(JUNE)))
    assert [line for line in text if line not in {NOTE, "全县上下攻坚克难。"}] == fresh
    # What stands there is a person's: the next run does not write over it.
    assert WordExporter().is_edited(tmp_path / "june.docx")


def test_sentences_that_people_worded_otherwise_are_named_where_the_outline_is_new(april, tmp_path):
    retype(april, "，全县累计完成固定资产投资", "，全县累计完成投资")
    result = rolled(april, report_of(JUNE), tmp_path / "june.docx")
    assert len(result.edited) == 1
    assert "，全县累计完成投资" in result.edited[0]
    assert result.carried == ()


def test_text_is_never_a_tag(april, tmp_path):
    add_after(april, "（一）盯住目标", "{{ 7*7 }}{% raw %}<b>&")
    rolled(april, report_of(JUNE), tmp_path / "june.docx")
    assert "{{ 7*7 }}{% raw %}<b>&" in text_of(tmp_path / "june.docx")


@pytest.fixture
def call(tmp_path):
    def made(period, report, *more):
        ledger = evolve(ledger_of(period[1].month), period=None, as_of=None)
        path = tmp_path / "台账.json"
        path.write_text(ledger_to_json(ledger), encoding="utf-8")
        when = ["--period", period[0], "--as-of", period[1].isoformat()]
        return main(
            ["roll", str(report), str(path), "-o", str(tmp_path / "new.docx"), *when, *more]
        )

    return made


def test_the_command_tells_where_things_went(april, call, capsys):
    add_after(april, "（一）盯住目标", NOTE)
    assert call(JUNE, april) == 0
    out = capsys.readouterr().out
    assert "放在“盯住目标，分解责任”下" in out
    assert call(JUNE, april, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["carried"] == [{"text": NOTE, "heading": "盯住目标，分解责任"}]


def test_a_report_of_a_later_day_is_not_last_periods(tmp_path, call, capsys):
    may = export(tmp_path / "may.docx", report_of(MAY))
    assert call(APRIL, may) == 2
    assert "还晚" in capsys.readouterr().err


def test_without_a_trace_nobody_knows_what_people_wrote(tmp_path, call, capsys):
    path = tmp_path / "clean.docx"
    with path.open("wb") as stream:
        WordExporter().export(report_of(APRIL), stream, clean=True)
    assert call(MAY, path) == 2
    assert "分不出哪些是人写的" in capsys.readouterr().err
