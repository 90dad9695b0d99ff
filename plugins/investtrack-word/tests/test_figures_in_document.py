"""Every printed figure stands in a content control; the trace says what it is made of; templates are checked first."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from investtrack import Amount, SourceError, Unit, build_report
from investtrack.cli.main import main
from investtrack_ooxml.document.opening import open_document
from investtrack_testing import bare_ledger, hostile_ledger, sample_ledger, sample_report
from investtrack_word.exporter import WordExporter, WordTemplate
from investtrack_word.report.context import Names
from investtrack_word.report.controls import TAG_LENGTH, tag_of
from investtrack_word.report.evaluate import CLOSE, MIDDLE, OPEN
from investtrack_word.report.packing import written
from investtrack_word.report.trace import Print, ranges
from investtrack_word.report.trace_part import read_trace, trace_parts_of
from investtrack_word.template.guide import guide
from investtrack_word.template.make_template import build
from investtrack_word.template.source import packaged, read


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def export(report=None, template=None, **flags):
    stream = io.BytesIO()
    WordExporter().export(report or sample_report(), stream, template, **flags)
    return stream.getvalue()


def part(data, name="word/document.xml"):
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def controls(data):
    found = {}
    for sdt in ET.fromstring(part(data)).iter(f"{W}sdt"):
        tag = sdt.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        found.setdefault(tag.partition("|")[0], []).append(
            "".join(t.text for t in sdt.iter(f"{W}t"))
        )
    return found


def trace(data):
    package = open_document(Path("a.docx"), data)
    return read_trace(package.read(trace_parts_of(package)[0]))


def test_each_printed_figure_is_a_control_with_its_id():
    found = controls(export())
    assert found["fai.period.expected"] == ["0.53亿元"]
    assert found["fai.excess"][0] == "超额0.03亿元"  # the word is inside, so that it can change
    assert found["entry.planned.count"][0] == "1"
    assert found["as_of"][0] == "3月20日"
    assert found["annex.entries.investment"] == ["9,000.00"]


def test_nothing_but_the_figure_is_inside_and_its_format_is_kept(tmp_path):
    document = docx.Document()
    run = document.add_paragraph().add_run("共{{ fai.period.expected }}，完")
    run.bold, run.font.size = True, docx.shared.Pt(15)
    document.save(tmp_path / "t.docx")
    paragraph = ET.fromstring(part(export(template=tmp_path / "t.docx"))).find(f".//{W}p")
    assert [child.tag.removeprefix(W) for child in paragraph] == ["r", "sdt", "r"]
    formats = {ET.tostring(p) for p in paragraph.iter(f"{W}rPr")}
    assert len(formats) == 1, "the control's own, its run's, and those around it"
    assert b'w:val="30"' in formats.pop().replace(b"ns0:", b"w:")


def test_the_trace_leads_from_a_figure_to_its_cells():
    found = trace(export())
    figure = found.figures["fai.in_library.expected"]
    assert (figure.value, figure.unit) == ("45000000", "元")  # 1500万 + 3000万
    assert figure.cells == ("样例台账.xlsx｜项目台账!D2:D3",)
    printed = next(p for p in found.prints if p.figure == "fai.excess")
    assert (printed.text, printed.filter_name, printed.form) == ("超额0.03亿元", "excess", "亿元.2")
    assert found.about["asof"] == "2022-03-20"
    assert found.about["rounding"] == "half-up"
    # Every control has its printing in the trace, and the other way round.
    numbers = re.findall(r'w:tag w:val="[^"]*#(\d+)"', part(export()))
    assert sorted(map(int, numbers)) == sorted(p.number for p in found.prints)


def test_the_trace_limits_cells_and_says_how_many_more():
    ledger = sample_ledger()
    first = ledger.projects[0]
    from attrs import evolve

    many = tuple(
        evolve(first, code=f"C{n}", name=f"项目{n}", origin=evolve(first.origin, row=n))
        for n in range(2, 42)
    )
    found = trace(export(build_report(evolve(ledger, projects=many))))
    figure = found.figures["fai.in_library.expected"]
    assert figure.cells == ("样例台账.xlsx｜项目台账!D2:D13",)  # twelve of forty
    assert figure.more == 28


def test_neighbouring_cells_are_one_range():
    from investtrack import CellRef

    cells = [CellRef("a", "s", c) for c in ("A2", "B2", "A3", "A5", "第7行")]
    assert ranges(cells) == ("a｜s!A2:A3", "a｜s!B2", "a｜s!A5", "a｜s!第7行")


def test_the_text_in_the_trace_is_the_text_of_the_document():
    found = trace(export())
    words = {f"{W}t", f"{W}br"}
    pieces = (e for e in ET.fromstring(part(export())).iter() if e.tag in words)
    written = "".join("\n" if e.tag == f"{W}br" else e.text or "" for e in pieces)
    assert "".join(line.text for line in found.lines) == written


@pytest.mark.parametrize("ledger", [sample_ledger, bare_ledger, hostile_ledger])
def test_clean_leaves_no_control_no_trace_and_no_mark(ledger):
    report = sample_report(ledger())
    data = export(report, clean=True)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [name for name in names if "customXml" in name or "comments" in name]
    xml = part(data)
    assert "w:sdt" not in xml
    assert "w15" not in xml.partition("<w:body>")[2]
    assert not {OPEN, MIDDLE, CLOSE} & set(xml)
    with_controls = "".join(t.text or "" for t in ET.fromstring(part(export(report))).iter(f"{W}t"))
    assert "".join(t.text or "" for t in ET.fromstring(xml).iter(f"{W}t")) == with_controls


def test_annotate_adds_a_comment_a_figure_that_names_its_cells():
    data = export(annotate=True)
    comments = ET.fromstring(part(data, "word/comments.xml"))
    texts = ["".join(t.text for t in c.iter(f"{W}t")) for c in comments]
    assert len(texts) == len(trace(data).figures)
    said = next(text for text in texts if "fai.in_library.expected" in text)
    assert "精确值：45000000元" in said
    assert "项目台账!D2:D3" in said
    body = part(data)
    assert body.count("<w:commentReference ") == body.count("<w:commentRangeEnd ") == len(texts)
    assert "<w:sdt>" not in part(export(annotate=True, clean=True))


@pytest.mark.parametrize(
    "flags", [{}, {"annotate": True}, {"clean": True}, {"since": sample_report(bare_ledger())}]
)
def test_the_same_report_gives_the_same_valid_bytes(flags, tmp_path):
    from openxml_audit import OpenXmlValidator, ValidationSeverity

    data = export(**flags)
    assert data == export(**flags)
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    errors = OpenXmlValidator().validate(path).errors
    assert [e for e in errors if e.severity is ValidationSeverity.ERROR] == []


def test_what_changed_since_an_earlier_ledger_is_a_paragraph():
    from attrs import evolve

    ledger = sample_ledger()
    open_issue = evolve(ledger.issues[0], number="2")
    earlier = sample_report(evolve(ledger, issues=(*ledger.issues, open_issue)))
    assert "未解决问题个数由2变为1，减少1个" in controls(export(since=earlier))["changes"][0]
    assert "changes" not in controls(export())


@given(st.text(alphabet="abc.|é年", min_size=1, max_size=90), st.integers(0, 10**6))
def test_a_tag_fits_word_and_keeps_its_number(figure, number):
    tag = tag_of(Print(number, figure, "1", "excess", form="亿元.2"), "20220320")
    assert len(tag) <= TAG_LENGTH
    assert tag.endswith(f"#{number}")


def test_control_characters_of_a_ledger_cannot_forge_a_mark():
    from attrs import evolve

    region = evolve(sample_ledger().region, name=f"甲{OPEN}0{MIDDLE}乙{CLOSE}县")
    data = export(sample_report(evolve(sample_ledger(), region=region)))
    assert controls(data)["region"][0] == "甲0乙县"


# Templates: what is mended, what is refused, where.


def template(tmp_path, *paragraphs):
    """Build a template; a paragraph is a text, or runs as (text, bold)."""
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text, bold in [(runs, None)] if isinstance(runs, str) else runs:
            paragraph.add_run(text).bold = bold
    path = tmp_path / "t.docx"
    document.save(path)
    return path


def body(data):
    root = ET.fromstring(part(data))
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


def test_a_tag_split_into_runs_that_look_the_same_is_mended(tmp_path):
    path = template(
        tmp_path,
        [("共{{ fai.per", None), ("iod.expected", None), (" }}。{", None), ("{ year }}年", None)],
    )
    assert body(export(template=path))[0] == "共0.53亿元。2022年"


def test_a_tag_split_over_formats_is_refused_with_its_place(tmp_path):
    path = template(
        tmp_path, "好的一段", [("全县共{{ fai.per", None), ("iod.expected", True), (" }}", None)]
    )
    with pytest.raises(SourceError, match=r"全县共.*被拆成了几种格式"):
        export(template=path)


def test_a_split_tag_hides_no_other_fault(tmp_path):
    split = [("全县共{{ fai.per", None), ("iod.expected", True), (" }}", None)]
    path = template(tmp_path, split, "乙{{ fai.period.expectd }}")
    with pytest.raises(
        SourceError, match=r"模板有2处要改：(?s:.*)被拆成了几种格式(?s:.*)fai\.period\.expectd"
    ):
        export(template=path)


def test_every_fault_is_listed_before_anything_is_rendered(tmp_path):
    path = template(
        tmp_path,
        "甲{{ fai.period.expectd }}",
        "乙{{ fai.period.expected|wann }}",
        "丙{{ fai.period.expected|yi(1, 2, 3) }}",
        "丁{{ fai.period.__class__ }}",
        "戊{{ 1.5 }}{{ fai.period.expected() }}",
    )
    with pytest.raises(SourceError) as error:
        export(template=path)
    said = str(error.value)
    assert "模板有6处要改" in said
    for place, what in [
        ("甲", "fai.period.expectd”不是指标编号，相近的有：fai.period.expected"),
        ("乙", "没有过滤器“wann”"),
        ("丙", "括号里的参数不对"),
        ("丁", "不允许的操作"),
        ("戊", "不写小数"),
    ]:
        assert re.search(f"“{place}[^\n]*{re.escape(what)}", said), (place, said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("完成{{ fai.period.expected", "没有写完"),
        ("{% if fai.period.expected %}好", "少了 {% endif %}"),
        ("好{%p if fai.period.expected %}", "要独占一个段落"),
        ("{% macro x() %}{% endmacro %}", "不允许的语句"),
        ("{{ fai.period.expected|yi(1)|number('x') }}", "单位应为"),
        ("{{ entry.planned.count|change }}", "不适合"),
    ],
)
def test_a_wrong_tag_is_refused_in_words(text, said, tmp_path):
    with pytest.raises(SourceError, match=re.escape(said)):
        export(template=template(tmp_path, text))


def test_tags_in_headers_and_table_cells_are_filled(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ region }}{{ period }}"
    document.add_table(1, 1).cell(0, 0).text = "{{ fai.period.expected|wan }}"
    document.save(tmp_path / "t.docx")
    data = export(template=tmp_path / "t.docx")
    assert "样例县" in part(data, "word/header1.xml")
    assert body(data) == ["5300万元"]
    assert {line.part for line in trace(data).lines} == {"word/document.xml", "word/header1.xml"}


def test_nothing_after_stop_is_printed(tmp_path):
    path = template(tmp_path, "共{{ year }}年", "{%p stop %}", "写给下一位：{{ no.such.figure }}")
    assert body(export(template=path)) == ["共2022年"]


def test_filters_print_as_documented(tmp_path):
    path = template(
        tmp_path,
        "{{ fai.period.expected|yi(1) }}｜{{ fai.period.expected|yi(3, zeros=true) }}｜{{ fai.period.expected|wan }}｜"
        "{{ fai.period.expected|yuan(0) }}｜{{ fai.period.expected|number('万元', 2, comma=true) }}｜{{ fai.period.growth_planned|percent(1) }}｜"
        "{{ fai.period.growth_planned|change(1) }}｜{{ fai.pace.gap|points(0) }}｜{{ gdp.period.target|default('暂缺') }}｜"
        "{% for row in resumption.overdue.list %}{{ row.name }}{{ loop.index }}{% endfor %}",
    )
    # 5300万 = 0.53亿; 5300/4800 − 1 = 10.416…％; 14.5 points half up
    assert body(export(template=path)) == [
        "0.5亿元｜0.530亿元｜5300万元｜53000000元｜5,300｜10.4％｜增长10.4％｜15个百分点｜暂缺｜青山花园1"
    ]


def test_an_absent_figure_shows_and_is_reported(tmp_path):
    stream = io.BytesIO()
    found = WordExporter().export(
        sample_report(), stream, template(tmp_path, "目标{{ gdp.period.target }}")
    )
    assert body(stream.getvalue()) == ["目标【待补】"]
    assert [(f.code, f.place.file) for f in found] == [("figure-printed-absent", "t.docx")]
    assert "gdp.period.target" in found[0].message


def test_the_packaged_template_has_no_fault_and_its_stored_tree_is_current():
    trees, faults = read(open_document(Path("t.docx"), build()), Names(sample_report()))
    assert faults == []
    assert packaged().trees == trees


def test_the_guide_names_every_figure_and_every_example_is_a_valid_tag(tmp_path):
    rows = guide()
    assert {row[1] for row in rows} >= set(sample_report().figures)
    tags = [row[3].partition(" → ")[0] for row in rows if row[3]]
    assert len(tags) > 100
    export(template=template(tmp_path, *tags))  # refused as a whole if one were wrong
    assert WordTemplate().guide(sample_report().profile) == rows


def test_the_command_line_hands_over_flags_and_refuses_foreign_ones(tmp_path, capsys):
    from investtrack.cli.demo import example_path

    book, out = str(example_path()), str(tmp_path / "a.docx")
    assert main(["export", book, "--to", "word", "-o", out, "--clean"]) == 0
    assert "w:sdt" not in part((tmp_path / "a.docx").read_bytes())
    assert main(["export", book, "--to", "word", "-o", out, "--since", book]) == 0
    assert controls((tmp_path / "a.docx").read_bytes())["changes"] == ["与3月20日相比，没有变化。"]
    table = str(tmp_path / "a.csv")
    assert main(["export", book, "--to", "findings", "-o", table, "--clean"]) == 2
    assert "没有这个功能" in capsys.readouterr().err
    assert main(["export", book, "--to", "word", "-o", out, "--nothing"]) == 2
    assert "不认识的参数" in capsys.readouterr().err
    assert main(["export", "--help"]) == 0
    assert "--annotate" in capsys.readouterr().out


def test_the_template_command_lists_tags(capsys):
    assert main(["template", "word", "--tags"]) == 0
    assert "fai.period.expected" in capsys.readouterr().out
    assert main(["template", "word"]) == 2
    assert "-o" in capsys.readouterr().err


def test_amounts_too_small_to_show_are_never_zero(tmp_path):
    from investtrack_word.report.filters import FILTERS

    profile = sample_report().profile.display
    assert FILTERS["yi"].say(Amount.of(1, Unit.WAN), profile, 1) == "1万元"


def test_a_tag_deleted_with_tracked_changes_is_no_tag(tmp_path):
    path = template(tmp_path, "本期{{ fai.period.expected }}。", "【下文】")
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode()
    gone = '<w:del w:id="9" w:author="科长"><w:r><w:delText>{}</w:delText></w:r></w:del>'
    head, _, rest = xml.partition("<w:r>")
    xml = f"{head}{gone.format('{% if fai.excess &lt; 0 %}')}<w:r>{rest}"
    whole = f"<w:p><w:pPr><w:rPr><w:del w:id='10' w:author='科长'/></w:rPr></w:pPr>{gone.format('{%p endif %}')}</w:p>"
    xml = xml.replace("<w:body>", f"<w:body>{whole}")
    path.write_bytes(written(path.read_bytes(), {"word/document.xml": xml.encode()}))
    made = export(template=path)
    assert body(made)[:2] == ["本期0.53亿元。", "【下文】"]
    assert "delText" not in part(made)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("供电不足\n资金未到位", "供电不足；资金未到位"),
        ("供电不足。\r\n 资金", "供电不足。资金"),
        ("\n供电\u2028", "供电"),
    ],
)
def test_line_breaks_in_a_cell_become_clauses_of_the_sentence(typed, printed):
    ledger = sample_ledger()
    issues = tuple(evolve(issue, description=typed) for issue in ledger.issues)
    data = export(report=build_report(evolve(ledger, issues=issues), period=sample_report().period))
    docx.Document(io.BytesIO(data))
    ET.fromstring(part(data))
    assert printed in "".join(body(data))
    found = trace(data)
    assert not any(  # the title is turned by the template
        "\n" in piece for line in found.lines[1:] for piece in line.pieces if isinstance(piece, str)
    )
