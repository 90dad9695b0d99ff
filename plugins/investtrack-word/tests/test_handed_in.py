"""The copy that is handed in is the working copy without its controls: every sign of it, in the same letters, in one run a text."""

import io

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from investtrack.findings import Finding, Grade
from investtrack.metrics.figure import cells_of
from investtrack_ooxml.document.opening import open_document
from investtrack_testing import bare_ledger, hostile_ledger, sample_ledger, sample_report
from investtrack_word import rendering
from investtrack_word.exporter import WordCleanExporter, WordExporter
from investtrack_word.report.handed_in import without_comments, without_controls
from investtrack_word.report.trace import fingerprint
from investtrack_word.report.trace_part import read_trace, trace_parts_of


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CONTROL = (
    '<w:sdt><w:sdtPr>{0}<w:tag w:val="a|b#7"/><w:id w:val="880000007"/><w15:appearance w15:val="hidden"/></w:sdtPr>'
    '<w:sdtContent><w:r>{0}<w:t xml:space="preserve">12</w:t></w:r></w:sdtContent></w:sdt>'
)


def of(report, exporter=WordExporter, template=None, **flags):
    stream = io.BytesIO()
    exporter().export(report, stream, template, **flags)
    return open_document(exporter.name, stream.getvalue())


def letters(package, part):
    """Return every sign of a part with its paragraph and its own format."""
    found = []
    for number, paragraph in enumerate(package.tree(part).iter(f"{W}p")):
        for run in paragraph.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            form = b"" if properties is None else etree.tostring(properties, method="c14n")
            found += [
                (number, sign, form) for text in run.iter(f"{W}t") for sign in text.text or ""
            ]
    return found


def printed(package):
    return [name for name in package.names if name.startswith("word/") and name.endswith(".xml")]


def demand_alike(working, clean):
    names = [name for name in printed(clean) if name != "word/comments.xml"]
    assert [letters(clean, name) for name in names] == [letters(working, name) for name in names]
    body = clean.read("word/document.xml").decode()
    assert not [
        sign for sign in ("<w:sdt", "<w:comment", "\n") if sign in body.partition("<w:body>")[2]
    ]
    assert not trace_parts_of(clean)
    assert "word/comments.xml" not in clean


@settings(max_examples=8, deadline=None)
@given(st.tuples(*[st.text("项A<&>\"'#|1．\u3000 \t", min_size=1, max_size=9)] * 2))
def test_both_copies_say_the_same_in_the_same_letters(names):
    report = sample_report(hostile_ledger(names))
    demand_alike(of(report), of(report, WordCleanExporter))


@pytest.mark.parametrize("ledger", [sample_ledger, bare_ledger])
def test_a_copy_is_the_same_whether_the_working_copy_was_just_written_or_not(ledger):
    report = sample_report(ledger())
    alone = of(report, WordCleanExporter)
    working = of(report)
    after = of(report, WordCleanExporter)
    demand_alike(working, after)
    assert after.to_bytes() == alone.to_bytes() == of(report, clean=True).to_bytes()


def test_it_is_printed_once_for_both(monkeypatch):
    report, times = sample_report(), []
    print_ = rendering.Rendering.render
    monkeypatch.setattr(rendering.Rendering, "render", lambda *of: times.append(of) or print_(*of))
    of(report)
    once = len(times)
    of(report, WordCleanExporter)
    assert len(times) == once > 0
    of(report, WordCleanExporter, since=sample_report(bare_ledger()))
    assert len(times) == 2 * once


def test_marks_of_doubt_stay_in_the_working_copy():
    ledger = sample_ledger()
    (cell, *_) = cells_of(ledger.projects[0], ("total_investment",))
    report = evolve(
        sample_report(ledger), findings=(Finding("amount-negative", Grade.ERROR, "负数", cell),)
    )
    assert report.errors_by_figure
    working = of(report)
    assert "word/comments.xml" in working
    demand_alike(working, of(report, WordCleanExporter))


def test_a_split_run_is_one_again_and_another_beside_it_is_not():
    bold, text = "<w:rPr><w:b/></w:rPr>", '<w:t xml:space="preserve">{}</w:t>'
    before, after = (f"<w:r>{text.format(words)}</w:r>" for words in ("共 ", " 个"))
    joined = without_controls(f"<w:p>{before}{CONTROL.format('')}{after}</w:p>")
    assert joined == f"<w:p><w:r>{text.format('共 12 个')}</w:r></w:p>"
    apart = without_controls(f"<w:p>{before}{CONTROL.format(bold)}{after}</w:p>")
    assert apart == f"<w:p>{before}<w:r>{bold}{text.format('12')}</w:r>{after}</w:p>"


def test_controls_and_comments_of_the_office_stay():
    theirs = '<w:sdt><w:sdtPr><w:tag w:val="姓名"/><w:id w:val="5"/></w:sdtPr><w:sdtContent><w:r/></w:sdtContent></w:sdt>'
    assert without_controls(theirs) == theirs
    within = theirs.replace("<w:r/>", CONTROL.format(""))
    assert without_controls(within).count("<w:sdt>") == 1
    marks = [
        f'<w:commentRangeStart w:id="{n}"/><w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>'
        for n in (3, 4)
    ]
    assert without_comments("".join(marks), 4) == marks[0]


def test_a_report_made_a_template_leaves_its_own_trace_behind(tmp_path):
    path = tmp_path / "上期.docx"
    with path.open("wb") as stream:
        WordExporter().export(sample_report(bare_ledger()), stream)
    report = sample_report()
    (name,) = trace_parts_of(working := of(report, template=path))
    assert read_trace(working.read(name)).about["fingerprint"] == fingerprint(report)
    assert not trace_parts_of(of(report, WordCleanExporter, template=path))
