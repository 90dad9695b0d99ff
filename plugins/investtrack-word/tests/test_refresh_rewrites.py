"""A refresh writes anew what no longer fits, as tracked changes; what a person touched it only names."""

import io

import docx
import pytest
from attrs import evolve
from openxml_audit import OpenXmlValidator, ValidationSeverity
from word_edits import Edit, W

from investtrack import Amount, Unit
from investtrack.plugin import Paragraph
from investtrack_testing import bare_ledger, sample_ledger, sample_report
from investtrack_word.exporter import WordExporter
from investtrack_word.refresh.actions import ActionKind
from investtrack_word.refresh.refreshing import Manner, refresh
from investtrack_word.rendering import rendered_lines
from investtrack_word.template import source
from investtrack_word.verify.document import read_report
from investtrack_word.verify.own_form import in_its_form
from investtrack_word.verify.text import read_document
from investtrack_word.verify.verifying import NumberState, verify


def written(report=None, template=None):
    stream = io.BytesIO()
    WordExporter().export(report or sample_report(), stream, template)
    return stream.getvalue()


WRITTEN = written()


def with_target(wan):
    """Return the report after the city set another target than 5000万元."""
    ledger = sample_ledger()
    targets = (*ledger.targets[:2], evolve(ledger.targets[2], amount=Amount.of(wan, Unit.WAN)))
    return sample_report(evolve(ledger, targets=targets))


def all_resumed():
    ledger = sample_ledger()
    day = ledger.resumptions[0].resumed_on
    return sample_report(
        evolve(ledger, resumptions=tuple(evolve(r, resumed_on=day) for r in ledger.resumptions))
    )


def without(**fields):
    return sample_report(evolve(sample_ledger(), **fields))


MOVES = {
    "the target not met": lambda: with_target(6000),
    "the target just met": lambda: with_target(5300),
    "all resumed": all_resumed,
    "no entries": lambda: without(entries=()),
    "no issues and no services": lambda: without(issues=(), services=()),
    "no projects": lambda: without(projects=()),
    "nothing but a name": lambda: sample_report(bare_ledger()),
}


def prose(path):
    return [
        b.text
        for b in read_document(path).blocks
        if isinstance(b, Paragraph) and b.text.strip("— ")
    ]


def body(path):
    """Return the prose before the annexes: tables that come and go are a person's."""
    lines = prose(path)
    ends = [n for n, text in enumerate(lines) if text.startswith(("附表", "附件"))]
    return lines[: ends[0]] if ends else lines


def save(data, path):
    path.write_bytes(data)
    return path


def refreshed(path, report, out, template=None, **options):
    lines = None if template is False else rendered_lines(report, source.packaged())
    result = refresh(read_report(path), report, lines, **options)
    out.write_bytes(result.data)
    return result


def errors_of(path):
    return [
        e
        for e in OpenXmlValidator().validate(path).errors
        if e.severity is ValidationSeverity.ERROR
    ]


def verdicts(path, report):
    return {
        (v.state, v.figure)
        for v in verify(read_report(path), report)
        if v.state is not NumberState.UNCHANGED
    }


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("tracked", [False, True])
def test_an_untouched_report_becomes_the_fresh_one_and_goes_back_when_rejected(
    name, tracked, tmp_path
):
    report = MOVES[name]()
    old = save(WRITTEN, tmp_path / "a.docx")
    result = refreshed(old, report, tmp_path / "c.docx", manner=Manner(is_tracked=tracked))
    assert body(tmp_path / "c.docx") == body(save(written(report), tmp_path / "fresh.docx"))
    of_tables = ("附", "单位：", "样例县2022年一季度重点项目有关情况表")
    assert all(
        s.is_written or (s.before or s.after).startswith(of_tables) for s in result.sentences
    )
    assert errors_of(tmp_path / "c.docx") == []
    if tracked:
        edit = Edit((tmp_path / "c.docx").read_bytes())
        edit.reject()
        assert body(edit.save(tmp_path / "d.docx")) == body(old)
        # Nobody edited anything: what stands there is what the ledger said before.
        assert not {v for v in verdicts(tmp_path / "d.docx", report) if v[0] is NumberState.EDITED}
        back = refreshed(tmp_path / "d.docx", report, tmp_path / "e.docx")
        assert not [a for a in back.actions if a.deed is ActionKind.KEPT]
        assert body(tmp_path / "e.docx") == body(tmp_path / "fresh.docx")


def test_accepted_changes_are_the_text_and_refreshing_again_changes_nothing(tmp_path):
    report = with_target(6000)
    refreshed(save(WRITTEN, tmp_path / "a.docx"), report, tmp_path / "c.docx")
    for settle in (lambda edit: None, Edit.accept):
        edit = Edit((tmp_path / "c.docx").read_bytes())
        settle(edit)
        again = refreshed(edit.save(tmp_path / "d.docx"), report, tmp_path / "e.docx")
        assert (again.actions, again.sentences) == ((), ())
        assert prose(tmp_path / "e.docx") == prose(tmp_path / "c.docx")
        assert verdicts(tmp_path / "d.docx", report) == set()


def test_a_sentence_that_a_person_touched_is_told_with_its_place_and_todays_words(tmp_path):
    edit = Edit(WRITTEN)
    edit.replace("从来源看", "从资金来源看")
    result = refreshed(edit.save(tmp_path / "a.docx"), with_target(6000), tmp_path / "c.docx")
    (left,) = [s for s in result.sentences if not s.is_written and s.place]
    assert left.before.startswith("从资金来源看")
    assert "缺口0.07亿元。" in left.before  # the figure in it is the new one: 5300 − 6000
    assert "缺口0.07亿元，需加力补足。" in left.after
    assert left.place.startswith("第")
    assert any("从资金来源看" in line for line in prose(tmp_path / "c.docx"))


def test_changes_bear_the_name_of_the_program(tmp_path):
    refreshed(save(WRITTEN, tmp_path / "a.docx"), with_target(6000), tmp_path / "c.docx")
    edit = Edit((tmp_path / "c.docx").read_bytes())
    marks = list(edit.root.iter(f"{W}ins", f"{W}del"))
    assert {mark.get(f"{W}author") for mark in marks} == {"investtrack"}
    assert len({mark.get(f"{W}id") for mark in marks}) == len(marks)


def report_of(tmp_path, text, report=None):
    document = docx.Document()
    document.add_paragraph(text)
    document.save(tmp_path / "t.docx")
    return save(written(report, tmp_path / "t.docx"), tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("超额300万元", "超额1300万元"),  # 5300 − 5000, then 5300 − 4000
        ("超额0.030亿元", "超额0.130亿元"),
        ("超额0.03亿", "超额0.13亿"),
        ("超额3000000元", "超额13000000元"),
    ],
)
def test_the_same_number_in_another_form_follows_in_that_form(typed, after, tmp_path):
    report_of(tmp_path, "对照目标{{ fai.excess|excess }}。")
    edit = Edit((tmp_path / "a.docx").read_bytes())
    edit.retype("fai.excess", typed)
    path = edit.save(tmp_path / "b.docx")
    assert verdicts(path, sample_report()) == set()
    result = refreshed(path, with_target(4000), tmp_path / "c.docx", template=False)
    assert [(a.deed, a.after) for a in result.actions] == [(ActionKind.CHANGED, after)]
    assert prose(tmp_path / "c.docx") == [f"对照目标{after}。"]
    assert verdicts(tmp_path / "c.docx", with_target(4000)) == set()


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("64300万元", "65300万元"),  # only turned into another unit what stood there
        ("64,300万元", "65,300万元"),
        ("64259万元", "65261万元"),  # written from the ledger
    ],
)
def test_a_rounded_number_turned_into_another_unit_follows_rounded(typed, after):
    now = Amount.of(65261, Unit.WAN)
    assert in_its_form(typed, "6.53亿元", now, sample_report().profile.display, "6.43亿元") == after


def test_a_person_s_own_change_rejected_later_is_no_edit(tmp_path):
    report_of(tmp_path, "对照目标{{ fai.excess|excess }}。")
    edit = Edit((tmp_path / "a.docx").read_bytes())
    edit.retype_tracked("fai.excess", "超额0.05亿元")
    result = refreshed(
        edit.save(tmp_path / "b.docx"), with_target(4000), tmp_path / "c.docx", template=False
    )
    assert [a.deed for a in result.actions] == [ActionKind.KEPT]
    edit = Edit((tmp_path / "c.docx").read_bytes())
    edit.reject()
    path = edit.save(tmp_path / "d.docx")
    assert verdicts(path, with_target(4000)) == {(NumberState.STALE, "fai.excess")}
    refreshed(path, with_target(4000), tmp_path / "e.docx", template=False)
    assert prose(tmp_path / "e.docx") == ["对照目标超额0.13亿元。"]


def test_typed_copies_of_a_figure_are_found_and_changed_on_demand(tmp_path):
    path = report_of(tmp_path, "在库项目预计完成{{ fai.in_library.expected }}。")
    document = docx.Document(path)
    document.add_paragraph(
        "会上通报：在库项目预计完成4500万元，会期3天，共用去0.45亿元之外的0.2亿元。"
    )
    document.sections[0].header.paragraphs[0].text = "在库项目预计0.45亿元"
    document.save(path)
    ledger = sample_ledger()
    bridge, homes = ledger.projects
    plan = (homes.planned[0], (homes.planned[1][0], Amount.of(3200, Unit.WAN)))
    report = sample_report(evolve(ledger, projects=(bridge, evolve(homes, planned=plan))))
    result = refreshed(path, report, tmp_path / "c.docx", template=False)
    typed = {(a.before, a.after) for a in result.actions if a.deed is ActionKind.TYPED}
    # 1500 + 3200 = 4700万元; 0.2亿元 and 3天 are other things
    assert typed == {("4500万元", "4700万元"), ("0.45亿元", "0.47亿元")}
    assert any("4500万元" in line for line in prose(tmp_path / "c.docx"))
    refreshed(path, report, tmp_path / "d.docx", template=False, manner=Manner(with_copies=True))
    assert any("预计完成4700万元，会期3天" in line for line in prose(tmp_path / "d.docx"))
    assert "0.47亿元" in "".join(
        p.text for p in read_report(tmp_path / "d.docx").paragraphs if "header" in p.part
    )


def test_a_sentence_that_asks_for_something_about_nothing_is_marked(tmp_path):
    path = report_of(
        tmp_path, "还有{{ resumption.overdue.count }}个项目未复工，须尽快复工。另有会议1次。"
    )
    result = refreshed(path, all_resumed(), tmp_path / "c.docx", template=False)
    (line,) = prose(tmp_path / "c.docx")
    assert line == "还有0个项目未复工，须尽快复工。【待核：现台账为0，此句是否还成立】另有会议1次。"
    assert ActionKind.ZERO in {a.deed for a in result.actions}
    assert not result.is_settled
    refreshed(tmp_path / "c.docx", all_resumed(), tmp_path / "d.docx", template=False)
    assert prose(tmp_path / "d.docx") == [line]
