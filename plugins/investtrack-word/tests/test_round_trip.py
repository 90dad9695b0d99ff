"""Report → a person's edits → verify; the ledger moves → refresh. Each names or changes exactly what it should."""

import shutil
import zipfile

import pytest
from attrs import evolve
from word_edits import Edit, W, through_libreoffice

from investtrack import Amount, Unit
from investtrack.plugin import Paragraph
from investtrack_ooxml.document.opening import open_document
from investtrack_testing import check_command, sample_ledger, sample_report
from investtrack_word.commands import Infer, Refresh, Verify
from investtrack_word.exporter import WordExporter
from investtrack_word.refresh.actions import ActionKind
from investtrack_word.refresh.refreshing import Manner, NoTraceError, refresh
from investtrack_word.rendering import rendered_lines
from investtrack_word.report.context import Names
from investtrack_word.report.packing import NewPart, written
from investtrack_word.report.trace_part import trace_parts_of
from investtrack_word.template import source
from investtrack_word.verify.document import read_report
from investtrack_word.verify.text import read_document
from investtrack_word.verify.verifying import NumberState, verify


needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="没有安装 LibreOffice，跳过经它保存的测试"
)


def export(path, report=None, template=None, **flags):
    with path.open("wb") as stream:
        WordExporter().export(report or sample_report(), stream, template, **flags)
    return path


@pytest.fixture
def edit(tmp_path):
    return Edit(export(tmp_path / "a.docx").read_bytes())


def verdicts(path, report=None):
    found = verify(read_report(path), report or sample_report())
    return {(v.state, v.figure, v.found) for v in found if v.state is not NumberState.UNCHANGED}


def text_of(path):
    lines = []
    for block in read_document(path).blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += ["｜".join(row) for row in block.rows]
    return lines


def moved(**changes):
    """Return the report after the ledger moved: the second project's plan to March is raised."""
    ledger = sample_ledger()
    bridge, homes = ledger.projects
    (m2, _), (m3, _) = homes.planned
    plan = ((m2, Amount.of(1000, Unit.WAN)), (m3, Amount.of(3200, Unit.WAN)))
    return sample_report(evolve(ledger, projects=(bridge, evolve(homes, planned=plan)), **changes))


# verify


def test_an_unedited_report_is_unchanged(edit, tmp_path):
    assert verdicts(edit.save(tmp_path / "b.docx")) == set()


def test_a_retyped_number_is_edited(edit, tmp_path):
    edit.retype("fai.in_library.expected", "0.54亿元")
    assert verdicts(edit.save(tmp_path / "b.docx")) == {
        (NumberState.EDITED, "fai.in_library.expected", "0.54亿元")
    }


@pytest.mark.parametrize("written_so", ["0.45 亿元", "０.45亿元"])
def test_the_same_number_in_other_type_is_unchanged(edit, written_so, tmp_path):
    edit.retype("fai.in_library.expected", written_so)
    assert verdicts(edit.save(tmp_path / "b.docx")) == set()


def test_a_tracked_change_counts_as_it_will_be_read(edit, tmp_path):
    edit.retype_tracked("entry.planned.count", "2")
    expected = {(NumberState.EDITED, "entry.planned.count", "2")}
    assert verdicts(edit.save(tmp_path / "b.docx")) == expected
    edit.accept()
    assert verdicts(edit.save(tmp_path / "b.docx")) == expected


def test_a_rejected_change_leaves_the_number_unchanged(edit, tmp_path):
    edit.retype_tracked("entry.planned.count", "2")
    edit.reject()
    assert verdicts(edit.save(tmp_path / "b.docx")) == set()


def test_a_moved_paragraph_and_a_removed_control_are_unchanged(edit, tmp_path):
    edit.move("接转在库项目", before="一季度目标任务安排")
    edit.unwrap("fai.in_library.expected")
    edit.unwrap("remaining.reportable")
    assert verdicts(edit.save(tmp_path / "b.docx")) == set()


def test_a_number_edited_after_its_control_was_removed_is_edited(edit, tmp_path):
    edit.unwrap("fai.in_library.expected")
    edit.replace("0.45亿元", "0.54亿元")
    assert verdicts(edit.save(tmp_path / "b.docx")) == {
        (NumberState.EDITED, "fai.in_library.expected", "0.54亿元")
    }


def test_a_copied_control_is_judged_where_it_stands(edit, tmp_path):
    import copy

    control = edit.control("fai.in_library.expected")
    control.addnext(copy.deepcopy(control))
    edit.retype("fai.in_library.expected", "0.54亿元", nth=1)
    assert verdicts(edit.save(tmp_path / "b.docx")) == {
        (NumberState.EDITED, "fai.in_library.expected", "0.54亿元")
    }


@pytest.mark.parametrize("how", ["delete", "empty"])
def test_a_deleted_number_is_lost(edit, how, tmp_path):
    getattr(edit, how)("fai.in_library.expected")
    assert [v[:2] for v in verdicts(edit.save(tmp_path / "b.docx"))] == [
        (NumberState.LOST, "fai.in_library.expected")
    ]


def test_a_number_typed_by_hand_is_unknown_and_named_where_it_equals_one(edit, tmp_path):
    edit.insert("另据了解，2022年3月5日前已完成0.45亿元，占第1批的37％。", before="月累计完成投资")
    found = verify(read_report(edit.save(tmp_path / "b.docx")), sample_report())
    unknown = [v for v in found if v.state is not NumberState.UNCHANGED]
    assert [(v.state, v.found, v.candidates) for v in unknown] == [
        (NumberState.UNKNOWN, "0.45亿元", ("fai.in_library.expected",)),
        (NumberState.UNKNOWN, "37％", ()),
    ]


def test_words_changed_in_a_conclusion_are_no_changed_number(edit, tmp_path):
    control = edit.control("conclusions.slow")
    text = next(t for t in control.iter() if t.text and "在库项目有" in t.text)
    text.text = text.text.replace("在库项目有1个", "在库项目共有1个")
    assert verdicts(edit.save(tmp_path / "b.docx")) == set()
    text.text = text.text.replace("在库项目共有1个", "在库项目共有6个")
    assert {v[:2] for v in verdicts(edit.save(tmp_path / "b.docx"))} == {
        (NumberState.EDITED, "conclusions.slow")
    }


def test_a_direction_changed_by_hand_is_an_edit(edit, tmp_path):
    edit.retype("fai.period.growth_planned", "下降10.42％")
    assert verdicts(edit.save(tmp_path / "b.docx")) == {
        (NumberState.EDITED, "fai.period.growth_planned", "下降10.42％")
    }


def test_when_the_ledger_moves_numbers_are_stale(edit, tmp_path):
    # 3000 → 3200: in the library 4700万元, with new entries 5500万元, 500 over the target of 5000.
    found = verdicts(edit.save(tmp_path / "b.docx"), moved())
    stale = {figure for state, figure, _ in found if state is NumberState.STALE}
    assert {state for state, _, _ in found} == {NumberState.STALE}
    assert {
        "fai.in_library.expected",
        "fai.period.expected",
        "fai.excess",
        "fai.completion_rate",
    } <= stale
    assert "entry.planned.count" not in stale
    assert "as_of" not in stale


EDITS = {
    (NumberState.EDITED, "fai.in_library.expected", "0.54亿元"),
    (NumberState.UNKNOWN, "", "12家"),
}


def _edit_as_in_an_office(edit):
    edit.retype("fai.in_library.expected", "0.54亿元")
    edit.move("接转在库项目", before="一季度目标任务安排")
    edit.insert("另有12家企业开展前期工作。", before="月累计完成投资")
    edit.retype_tracked("entry.planned.count", "2")
    edit.reject()


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a report edited as in an office and saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    edit = Edit(export(folder / "a.docx").read_bytes())
    _edit_as_in_an_office(edit)
    edited = edit.save(folder / "b.docx")
    assert verdicts(edited) == EDITS
    return through_libreoffice(edited, folder)


@pytest.mark.slow
@needs_soffice
def test_edits_are_named_after_libreoffice_saved_the_report(saved):
    xml = zipfile.ZipFile(saved).read("word/document.xml").decode()
    assert "fai.in_library.expected" not in xml, (
        "it keeps tags now: the text below is not needed any more"
    )
    assert verdicts(saved) == EDITS


def test_without_a_trace_numbers_are_compared_as_well_as_can_be(edit, tmp_path):
    edit.retype("fai.in_library.expected", "0.54亿元")
    path = edit.save(tmp_path / "b.docx")
    (name,) = trace_parts_of(open_document(path, path.read_bytes()))
    path.write_bytes(written(path.read_bytes(), {name: b"<nothing/>"}))
    report = read_report(path)
    assert report.trace is None
    found = verify(report, sample_report())
    assert [(v.figure, v.found, v.current) for v in found if v.state is NumberState.DIFFERS] == [
        ("fai.in_library.expected", "0.54亿元", "0.45亿元")
    ]
    with pytest.raises(NoTraceError):
        refresh(report, sample_report())


def test_a_clean_report_has_numbers_all_unknown_but_equal_to_figures(tmp_path):
    found = verify(read_report(export(tmp_path / "a.docx", clean=True)), sample_report())
    assert {v.state for v in found} == {NumberState.UNKNOWN}
    said = {v.found: v.candidates for v in found}
    assert "fai.in_library.expected" in said["0.45亿元"]


# refresh


def refreshed(path, report, out, **options):
    lines = rendered_lines(report, source.packaged())
    result = refresh(read_report(path), report, lines, **options)
    out.write_bytes(result.data)
    return result


def test_nothing_moved_nothing_changes(edit, tmp_path):
    path = edit.save(tmp_path / "b.docx")
    result = refreshed(path, sample_report(), tmp_path / "c.docx")
    assert (result.actions, result.sentences) == ((), ())
    assert result.is_settled
    assert text_of(tmp_path / "c.docx") == text_of(path)


def test_a_moved_ledger_changes_exactly_its_figures(edit, tmp_path):
    """The refreshed text is what the report would be, word for word, and nobody's words are touched."""
    _edit_as_in_an_office(edit)
    path = edit.save(tmp_path / "b.docx")
    result = refreshed(path, moved(), tmp_path / "c.docx")
    before, after = text_of(path), text_of(tmp_path / "c.docx")
    fresh = text_of(export(tmp_path / "fresh.docx", moved()))
    differing = [(b, a) for b, a in zip(before, after, strict=True) if b != a]
    assert differing
    for _, line in differing:
        # What differs is now as a fresh report has it, but for the number a person typed.
        assert line.replace("0.54亿元", "0.47亿元") in fresh
    kept = [a for a in result.actions if a.deed is ActionKind.KEPT]
    assert [(a.figure, a.before, a.after) for a in kept] == [
        ("fai.in_library.expected", "0.54亿元", "0.47亿元")
    ]
    assert {a.deed for a in result.actions} == {ActionKind.KEPT, ActionKind.CHANGED}
    assert "另有12家企业开展前期工作。" in after
    assert result.sentences == ()
    # Afterwards the new document verifies against the moved ledger, but for the person's edits.
    assert verdicts(tmp_path / "c.docx", moved()) == EDITS


def test_force_overwrites_what_a_person_typed(edit, tmp_path):
    edit.retype("fai.in_library.expected", "0.54亿元")
    result = refreshed(edit.save(tmp_path / "b.docx"), moved(), tmp_path / "c.docx", force=True)
    assert result.is_settled
    assert verdicts(tmp_path / "c.docx", moved()) == set()


def test_the_format_a_person_gave_stays(edit, tmp_path):
    from lxml import etree

    run = next(edit.control("fai.excess").iter("{*}r"))
    properties = etree.SubElement(run, run.tag.replace("}r", "}rPr"))
    run.insert(0, properties)
    etree.SubElement(properties, run.tag.replace("}r", "}b"))
    refreshed(edit.save(tmp_path / "b.docx"), moved(), tmp_path / "c.docx")
    control = Edit((tmp_path / "c.docx").read_bytes()).control("fai.excess")
    assert [t.text for t in control.iter("{*}t")] == ["超额0.05亿元"]  # 5500 − 5000
    assert control.find(".//{*}r/{*}rPr/{*}b") is not None


def _with_assigned(number):
    ledger = sample_ledger()
    targets = (*ledger.targets[:2], evolve(ledger.targets[2], amount=Amount.of(number, Unit.WAN)))
    return sample_report(evolve(ledger, targets=targets))


def test_a_direction_word_of_the_figure_turns_with_it_and_the_sentence_is_listed(edit, tmp_path):
    result = refreshed(edit.save(tmp_path / "b.docx"), _with_assigned(6000), tmp_path / "c.docx")
    line = next(line for line in text_of(tmp_path / "c.docx") if "从来源看" in line)
    # 5300 − 6000; what to do about it is the template's, written anew.
    assert "对照市下达目标缺口0.07亿元，需加力补足。" in line
    assert not result.is_settled
    listed = [(s.before, s.after) for s in result.sentences]
    assert any("缺口0.07亿元。" in b and "缺口0.07亿元，需加力补足。" in a for b, a in listed)


def test_a_direction_word_beside_the_figure_is_listed(tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph(
        "与目标相比，预计超额{{ fai.excess|number('亿元', 2, size=true) }}亿元。"
    )
    document.save(tmp_path / "t.docx")
    path = export(tmp_path / "a.docx", template=tmp_path / "t.docx")
    assert text_of(path) == ["与目标相比，预计超额0.03亿元。"]
    result = refresh(read_report(path), _with_assigned(6000))
    (action,) = result.actions
    assert (action.deed, action.after) == (ActionKind.DIRECTION, "0.07")
    assert "超额" in action.note
    assert result.sentences is None  # its template was not given


def test_a_sentence_whose_branch_no_longer_fits_is_listed(edit, tmp_path):
    ledger = sample_ledger()
    resumed = tuple(
        evolve(r, resumed_on=ledger.resumptions[0].resumed_on) for r in ledger.resumptions
    )
    report = sample_report(evolve(ledger, resumptions=resumed))
    result = refreshed(edit.save(tmp_path / "b.docx"), report, tmp_path / "c.docx")
    afters = "".join(s.after for s in result.sentences)
    assert "计划复工的2个项目均已复工，复工率100％" in afters
    rows = [s.before for s in result.sentences if "附表" in s.before]
    assert "附表“到期未复工项目”里多出的行：青山花园" in rows


def _with_entries(*names):
    """Return the report with one planned entry a name, in that order."""
    ledger = sample_ledger()
    entries = tuple(
        evolve(ledger.entries[0], code=f"B{n}", name=name) for n, name in enumerate(names, 1)
    )
    return sample_report(evolve(ledger, entries=entries))


def rows_of(path, head="项目名称"):
    tables = [b.rows for b in read_document(path).blocks if not isinstance(b, Paragraph)]
    return next(
        [row[0] for row in rows[1:]] for rows in tables if rows[0][:3] == (head, "总投资", "状态")
    )


def test_rows_of_the_annex_come_and_go_with_the_ledger(tmp_path):
    path = export(tmp_path / "a.docx", _with_entries("甲", "乙", "丙"))
    report = _with_entries("丁", "甲", "戊", "丙")
    result = refreshed(path, report, tmp_path / "c.docx")
    assert rows_of(tmp_path / "c.docx") == ["丁", "甲", "戊", "丙"]
    fresh = export(tmp_path / "fresh.docx", report)
    assert text_of(tmp_path / "c.docx") == text_of(fresh)
    rows = [
        (a.deed, a.before or a.after) for a in result.actions if a.place == "附表“本期计划入库项目”"
    ]
    assert rows == [
        (ActionKind.ROW_REMOVED, "乙"),
        (ActionKind.ROW_ADDED, "丁"),
        (ActionKind.ROW_ADDED, "戊"),
    ]
    assert verdicts(tmp_path / "c.docx", report) == set()
    assert errors_of(tmp_path / "c.docx") == []
    # And back again, through the trace that refresh wrote.
    refreshed(tmp_path / "c.docx", _with_entries("甲", "乙", "丙"), tmp_path / "d.docx")
    assert text_of(tmp_path / "d.docx") == text_of(path)


def test_tracked_rows_can_be_accepted_or_rejected(tmp_path):
    old = _with_entries("甲", "乙", "丙")
    path = export(tmp_path / "a.docx", old)
    report = _with_entries("丁", "甲", "戊", "丙")
    refreshed(path, report, tmp_path / "c.docx", manner=Manner(is_tracked=True))
    assert rows_of(tmp_path / "c.docx") == ["丁", "甲", "戊", "丙"]
    assert errors_of(tmp_path / "c.docx") == []
    assert verdicts(tmp_path / "c.docx", report) == set()
    edit = Edit((tmp_path / "c.docx").read_bytes())
    edit.accept()
    accepted = edit.save(tmp_path / "d.docx")
    assert rows_of(accepted) == ["丁", "甲", "戊", "丙"]
    assert verdicts(accepted, report) == set()
    edit = Edit((tmp_path / "c.docx").read_bytes())
    edit.reject()
    rejected = edit.save(tmp_path / "e.docx")
    assert text_of(rejected) == text_of(path)
    # What was rejected is a person's word: the rows put in do not come back, the one struck out stays.
    refreshed(rejected, report, tmp_path / "f.docx")
    assert rows_of(tmp_path / "f.docx") == ["甲", "乙", "丙"]


def test_a_row_that_a_person_edited_stays_and_is_listed(tmp_path):
    edit = Edit(export(tmp_path / "a.docx", _with_entries("甲", "乙")).read_bytes())
    edit.retype("annex.entries.investment", "9,100.00", nth=1)
    result = refreshed(edit.save(tmp_path / "b.docx"), _with_entries("甲"), tmp_path / "c.docx")
    assert rows_of(tmp_path / "c.docx") == ["甲", "乙"]
    assert (ActionKind.GONE, "乙") in [(a.deed, a.before) for a in result.actions]
    assert "附表“本期计划入库项目”里多出的行：乙" in [s.before for s in result.sentences]
    assert not result.is_settled


def test_a_row_that_a_person_deleted_does_not_come_back(tmp_path):
    edit = Edit(export(tmp_path / "a.docx", _with_entries("甲", "乙")).read_bytes())
    row = next(e for e in edit.control("annex.entries.name").iterancestors() if e.tag == f"{W}tr")
    row.getparent().remove(row)
    refreshed(edit.save(tmp_path / "b.docx"), _with_entries("甲", "乙", "丙"), tmp_path / "c.docx")
    assert rows_of(tmp_path / "c.docx") == ["乙", "丙"]


@needs_soffice
def test_refresh_works_on_what_libreoffice_saved(saved, tmp_path):
    refreshed(saved, moved(), tmp_path / "c.docx")
    assert verdicts(tmp_path / "c.docx", moved()) == EDITS
    fresh = set(text_of(export(tmp_path / "fresh.docx", moved())))
    differing = [
        line
        for line, old in zip(text_of(tmp_path / "c.docx"), text_of(saved), strict=True)
        if line != old
    ]
    assert differing
    assert {line.replace("0.54亿元", "0.47亿元") for line in differing} <= fresh


def errors_of(path):
    from openxml_audit import OpenXmlValidator, ValidationSeverity

    errors = OpenXmlValidator().validate(path).errors
    return [e for e in errors if e.severity is ValidationSeverity.ERROR]


def test_the_refreshed_document_is_valid_and_the_same_twice(edit, tmp_path):
    path = edit.save(tmp_path / "b.docx")
    refreshed(path, moved(), tmp_path / "c.docx")
    first = (tmp_path / "c.docx").read_bytes()
    refreshed(path, moved(), tmp_path / "c.docx")
    assert (tmp_path / "c.docx").read_bytes() == first
    assert errors_of(tmp_path / "c.docx") == []


def _framed_template(tmp_path):
    """Build a template with figures in a header, a footnote, a text box and a hyperlink."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "预计{{ fai.period.expected }}"
    document.add_paragraph("共{{ entry.planned.count }}个")
    document.save(tmp_path / "t.docx")
    data = (tmp_path / "t.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "t.docx") as archive:
        body = archive.read("word/document.xml").decode()
    run = "<w:r><w:t>{}</w:t></w:r>"
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"<w:p>{run.format('框内{{ resumption.planned.count }}个')}</w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    link = f'<w:p><w:hyperlink w:anchor="a">{run.format("见{{ fai.excess|excess }}")}</w:hyperlink></w:p>'
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:id="1"><w:p>{run.format("注：{{ remaining.reportable }}")}</w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    added = (NewPart("word/footnotes.xml", notes.encode(), kind, relation),)
    body = body.replace("<w:sectPr", f"{box}{link}<w:sectPr", 1)
    path = tmp_path / "framed.docx"
    path.write_bytes(written(data, {"word/document.xml": body.encode()}, added))
    return path


def test_figures_in_headers_footnotes_boxes_and_links_are_followed(tmp_path):
    path = export(tmp_path / "a.docx", template=_framed_template(tmp_path))
    found = {v.figure: v for v in verify(read_report(path), sample_report())}
    assert {figure: v.found for figure, v in found.items()} == {
        "entry.planned.count": "1",
        "resumption.planned.count": "2",
        "fai.excess": "超额0.03亿元",
        "fai.period.expected": "0.53亿元",
        "remaining.reportable": "3.04亿元",
    }
    assert found["fai.period.expected"].place == "页眉"
    assert found["remaining.reportable"].place == "脚注"
    assert found["resumption.planned.count"].place == "正文文本框"
    result = refresh(read_report(path), moved())
    changed = {a.figure: a.after for a in result.actions if a.deed is ActionKind.CHANGED}
    assert changed == {"fai.excess": "超额0.05亿元", "fai.period.expected": "0.55亿元"}
    (tmp_path / "c.docx").write_bytes(result.data)
    assert verdicts(tmp_path / "c.docx", moved()) == set()


def test_names_are_made_only_when_named():
    names = Names(sample_report())
    assert "annex" not in vars(names)
    assert names.find("no_such_name") is None


def test_the_verbs_keep_every_promise_of_a_command(edit, tmp_path):
    path, out = str(edit.save(tmp_path / "b.docx")), str(tmp_path / "c.docx")
    check_command(Verify(), [path])
    check_command(Refresh(), [path, "-o", out])
    check_command(Infer(), [path, "-o", out])


def test_the_verbs_on_the_command_line(tmp_path, capsys):
    from investtrack.cli.demo import example_path
    from investtrack.cli.main import main

    book, path = str(example_path()), tmp_path / "a.docx"
    assert main(["export", book, "--to", "word", "-o", str(path)]) == 0
    # A number that a person took out is said and is no fault: nothing wrong is handed in.
    edit = Edit(path.read_bytes())
    edit.delete("fai.in_library.expected")
    assert main(["verify", str(edit.save(tmp_path / "lost.docx")), book]) == 0
    assert "缺失" in capsys.readouterr().out
    edit = Edit(path.read_bytes())
    edit.retype("fai.in_library.expected", "6.34亿元")
    edit.save(path)
    capsys.readouterr()
    assert main(["verify", str(path), book]) == 1
    said = capsys.readouterr().out
    assert "改过" in said
    assert "6.34亿元" in said
    assert "6.43亿元" in said
    out = tmp_path / "b.docx"
    assert main(["refresh", str(path), book, "-o", str(out)]) == 1
    assert "人改过，未动" in capsys.readouterr().out
    assert main(["refresh", str(path), book, "-o", str(out), "--force-edited"]) == 0
    assert main(["verify", str(out), book]) == 0
    assert main(["refresh", str(path), book, "-o", str(path)]) == 2
    assert main(["verify", str(tmp_path / "no.docx"), book]) == 2
    (tmp_path / "text.docx").write_text("不是文档")
    assert main(["verify", str(tmp_path / "text.docx"), book]) == 2
    assert "Word" in capsys.readouterr().err


def test_a_number_that_is_struck_out_is_lost(edit, tmp_path):
    from lxml import etree

    run = next(edit.control("fai.excess").iter(f"{W}r"))
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    etree.SubElement(properties, f"{W}strike")
    found = verdicts(edit.save(tmp_path / "b.docx"))
    assert [verdict[:2] for verdict in found] == [(NumberState.LOST, "fai.excess")]


def test_two_numbers_that_changed_places_are_named(edit, tmp_path):
    one, two = edit.control("fai.in_library.expected"), edit.control("fai.new_entry.expected")
    before, other = one.getprevious(), two.getprevious()
    other.addnext(one)
    before.addnext(two)
    found = verdicts(edit.save(tmp_path / "b.docx"))
    assert found == {
        (NumberState.EDITED, "fai.in_library.expected", "0.45亿元"),
        (NumberState.EDITED, "fai.new_entry.expected", "0.08亿元"),
    }


@pytest.mark.parametrize("tracked", [False, True])
def test_a_deleted_column_is_lost(edit, tracked, tmp_path):
    from lxml import etree

    table = next(edit.root.iter(f"{W}tbl"))
    for row in table.iter(f"{W}tr"):
        cell = row.findall(f"{W}tc")[2]
        if tracked:
            etree.SubElement(cell.find(f"{W}tcPr"), f"{W}cellDel").set(f"{W}id", "1")
        else:
            row.remove(cell)
    found = verdicts(edit.save(tmp_path / "b.docx"))
    assert [verdict[:2] for verdict in found] == [(NumberState.LOST, "annex.entries.status")]


def test_a_paragraph_moved_with_changes_tracked_is_read_once(edit, tmp_path):
    import copy

    from lxml import etree

    old = edit.paragraph("接转在库项目")
    new = copy.deepcopy(old)
    for paragraph, name in ((old, "moveFrom"), (new, "moveTo")):
        mark = etree.Element(f"{W}{name}")
        mark.extend([item for item in paragraph if item.tag != f"{W}pPr"])
        paragraph.append(mark)
    edit.paragraph("一季度目标任务安排").addprevious(new)
    assert verdicts(edit.save(tmp_path / "b.docx")) == set()


def test_an_embedded_file_is_said_not_to_be_read(edit, tmp_path):
    from lxml import etree

    edit.root.find(f"{W}body").insert(3, etree.Element(f"{W}altChunk"))
    assert read_report(edit.save(tmp_path / "b.docx")).unread == 1
