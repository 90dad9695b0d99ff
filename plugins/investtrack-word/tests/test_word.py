"""The Word report: its sentences, its layout, its template."""

import io
import re
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from importlib.resources import files
from pathlib import Path

import docx
import pytest
from attrs import evolve

from investtrack import Amount, EntryStatus, SourceError, Unit
from investtrack.cli.main import main
from investtrack.errors import ExportError
from investtrack.plugin import Paragraph
from investtrack_audit import Verdict, audit_document
from investtrack_testing import (
    bare_ledger,
    hostile_ledger,
    sample_ledger,
    sample_report,
)
from investtrack_word import rendering
from investtrack_word.exporter import WordExporter, WordTemplate
from investtrack_word.report.kinds import ReportKind
from investtrack_word.report.packing import written
from investtrack_word.template.guide import guide
from investtrack_word.template.make_template import build, parsed
from investtrack_word.template.source import packaged_template
from investtrack_word.verify.text import read_document


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def export(report, template=None):
    stream = io.BytesIO()
    WordExporter().export(report, stream, template)
    return stream.getvalue()


def text_of(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(data)
        blocks = read_document(path).blocks
    lines = [
        [block.text]
        if isinstance(block, Paragraph)
        else [cell for row in block.rows for cell in row]
        for block in blocks
    ]
    return "\n".join(text for line in lines for text in line)


def report_text(ledger):
    return text_of(export(sample_report(ledger)))


@pytest.mark.parametrize(
    "sentence",
    [
        # 1500 + 3000 = 4500 in the library; + 800 = 5300; − 5000 assigned = 300
        "在库项目预计完成0.45亿元，新增入库项目预计贡献0.08亿元，两项合计0.53亿元，对照市下达目标超额0.03亿元。",
        "1—2月计划完成0.15亿元，3月底计划累计完成0.53亿元",  # 500 + 1000
        "一季度计划入库500万元以上项目1个，总投资0.9亿元。其中：已入库0个；正在收集资料1个，总投资0.9亿元。",
        "按级别分：省级重大1个、市级重大1个；按阶段分：续建2个。",
        "计划复工的2个项目中已复工1个，复工率50％，其中：2月9日复工1个。",
        "计划复工的2个项目中已复工1个，复工率50％，其中：2月9日复工1个。尚未复工的1个是青山花园。",
        "2022年第一批集中开工拟安排项目1个，总投资0.9亿元。各项目前期工作均已完成，可以按计划开工。",
        "接转在库项目2个，总投资7亿元（房开项目1个、5亿元，非房开项目1个、2亿元），"
        # 20000 − 8450 = 11550; 50000 − 30200 = 19800; together 31350
        "剩余投资3.14亿元（房开项目1.98亿元，非房开项目1.16亿元）。",
        # 31350 − 1000 = 30350; ÷ (30000 − 650) = 103.407％
        "实际剩余可报投资3.04亿元。剩余可报投资相当于全年目标尚需完成投资的1.03倍，余量不大，",
        "一季度计划入库项目只有1个，即铝材加工厂，总投资在5000万元以上。该项目如不能按期入库，一季度没有新增投资。",
        "停工的有1个，即青山花园，已停工69天。",  # 10 January to 20 March
        "资料不齐的1个项目列出清单、专人跟办：",
    ],
)  # fmt: skip
def test_a_sentence_states_its_figures(sentence):
    assert sentence in report_text(sample_ledger())


def _with_assigned(number):
    ledger = sample_ledger()
    targets = (*ledger.targets[:2], evolve(ledger.targets[2], amount=Amount.of(number, Unit.WAN)))
    return evolve(ledger, targets=targets)


def test_a_shortfall_is_never_called_an_excess():
    text = report_text(_with_assigned(6000))  # 5300 − 6000 = −700
    assert "对照市下达目标缺口0.07亿元，需加力补足" in text
    assert "超额" not in text.split("附件")[0]
    assert "针对缺口0.07亿元，逐项排查" in text


def test_equal_to_the_target_is_neither():
    text = report_text(_with_assigned(5300))
    assert "两项合计0.53亿元，与市下达目标持平。" in text


def test_all_resumed_says_so_and_100_only_then():
    ledger = sample_ledger()
    resumed = tuple(
        evolve(r, resumed_on=ledger.resumptions[0].resumed_on) for r in ledger.resumptions
    )
    text = report_text(evolve(ledger, resumptions=resumed))
    assert "计划复工的2个项目均已复工，复工率100％，其中：2月9日复工2个。" in text
    assert "到期未复工" not in text.split("附件")[0]


def test_what_is_absent_is_left_out_or_said():
    text = report_text(bare_ledger())
    assert "项目复工情况【待补：复工复产】。" in text
    assert "一季度营业收入计划【待补：服务业企业】。" in text
    assert "None" not in text
    assert "市下达" not in text


def test_names_are_text_and_never_markup_or_tags():
    text = report_text(hostile_ledger())
    assert "甲<县>&乙" in text
    assert "<b>&{{ 7*7 }}{% raw %}" in text
    assert "49" not in text.split("附件")[0].replace("2022", "")


def test_a_task_of_nobody_says_so():
    ledger = sample_ledger()
    entry = evolve(
        ledger.entries[0], status=EntryStatus.RETURNED, leaders=(), responsible_unit=None
    )
    projects = tuple(evolve(p, leaders=(), responsible_unit=None) for p in ledger.projects)
    text = report_text(evolve(ledger, entries=(entry,), projects=projects))
    assert f"{entry.name}尚未明确责任人，办法和期限见附表" in text
    assert "由未明确负责" not in text


def _template(tmp_path, text):
    document = docx.Document()
    document.add_paragraph(text)
    path = tmp_path / "t.docx"
    document.save(path)
    return path


def test_a_countys_own_template_is_filled(tmp_path):
    path = _template(
        tmp_path,
        "预计{{ fai.period.expected }}，{{ gdp.period.target }}，{{ fai.excess|excess }}。",
    )
    assert "预计0.53亿元，【待补】，超额0.03亿元。" in text_of(export(sample_report(), path))


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ fai.period.nothing }}", "fai.period.nothing"),
        ("{{ nothing }}", "nothing"),
        ("{{ fai.period.expected|nothing }}", "nothing"),
        ("{% if fai %}", "写错"),
        ("{{ ''.__class__.__mro__ }}", "不允许"),
    ],
)
def test_a_wrong_tag_is_refused_and_named(tag, said, tmp_path):
    with pytest.raises(SourceError, match=said):
        export(sample_report(), _template(tmp_path, tag))


def test_a_template_that_is_no_document_is_refused(tmp_path):
    path = tmp_path / "t.docx"
    path.write_text("not a document")
    with pytest.raises(SourceError, match="不是 Word 文档"):
        export(sample_report(), path)


@pytest.mark.parametrize("kind", ReportKind)
def test_the_packaged_template_is_what_the_script_makes(kind):
    data = packaged_template(kind)
    assert data == build(kind), "run: python -m investtrack_word.template.make_template"
    name = f"{kind.value}.json"
    tags = files("investtrack_word").joinpath("template", name).read_text(encoding="utf-8")
    assert tags == parsed(data), "run: python -m investtrack_word.template.make_template"


def test_the_written_template_explains_itself_on_pages_that_no_report_prints(tmp_path):
    path = tmp_path / "模板.docx"
    with path.open("wb") as stream:
        WordTemplate().write(sample_report().profile, stream)
    assert "fai.period.expected" in text_of(path.read_bytes()).partition("{%p stop %}")[2]
    assert _errors(path.read_bytes(), tmp_path) == []
    # Unchanged, it prints what the packaged one prints.
    assert text_of(export(sample_report(), path)) == text_of(export(sample_report()))


def test_the_layout_is_that_of_official_documents():
    document = docx.Document(io.BytesIO(export(sample_report())))
    section = document.sections[0]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    faces = {}
    for name in ("公文标题", "一级标题", "二级标题", "公文正文"):
        fonts = document.styles[name].element.rPr.rFonts
        faces[name] = fonts.get(f"{W}eastAsia")
        assert not [key for key in fonts.attrib if "Theme" in key]
    assert list(faces.values()) == ["方正小标宋简体", "黑体", "楷体", "仿宋"]
    assert (
        round(document.styles["公文正文"].paragraph_format.line_spacing.pt, 2) == 28.95
    )  # 22 lines
    footer = section.footer.paragraphs[0]._p.xml
    assert "PAGE" in footer
    assert "— " in footer


def _errors(data, tmp_path):
    from openxml_audit import OpenXmlValidator, ValidationSeverity

    path = tmp_path / "checked.docx"
    path.write_bytes(data)
    found = OpenXmlValidator().validate(path).errors
    return [error for error in found if error.severity is ValidationSeverity.ERROR]


def test_the_document_is_valid_office_open_xml(tmp_path):
    assert _errors(export(sample_report()), tmp_path) == []


def test_the_same_archive_is_written_the_same():
    data = export(sample_report())
    assert written(data, {}) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="没有安装 LibreOffice，跳过转换 PDF 的测试"
)
def test_libreoffice_converts_it(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(export(sample_report()))
    profile = f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert Path(tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_problems_and_annexes_are_numbered_as_they_come():
    def numbers(ledger):
        text = report_text(ledger)
        part = text[text.index("三、存在的主要问题") : text.index("四、下一步工作")]
        return re.findall(r"^（(.+?)）", part, re.MULTILINE), re.findall(
            r"^附表(\d+)", text, re.MULTILINE
        )

    problems, annexes = numbers(sample_ledger())
    assert problems == list("一二三四五六七八九十")[: len(problems)]
    assert len(problems) > 2
    fewer, tables = numbers(evolve(sample_ledger(), issues=None, resumptions=None, targets=None))
    assert fewer == list("一二三四五六七八九")[: len(fewer)]
    assert len(fewer) < len(problems)
    assert tables == [str(number + 1) for number in range(len(tables))]
    assert len(tables) < len(annexes)


def test_a_county_without_problems_says_so():
    text = report_text(evolve(bare_ledger(), projects=None))
    part = text[text.index("三、存在的主要问题") : text.index("四、下一步工作")]
    assert part.splitlines()[1:] == ["【待补：问题清单】"]


def _squares(text):
    """Return how many full-width characters a text is as wide as."""
    return sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def test_part_four_is_short_however_many_tasks_there_are(tmp_path):
    """A page has 22 lines of 28 characters; a leader reads no paragraph of more than some eight lines."""
    from investtrack.cli.demo import example_path

    out = tmp_path / "a.docx"
    assert main(["export", str(example_path()), "--to", "word", "-o", str(out)]) == 0
    text = text_of(out.read_bytes())
    paragraphs = text[: text.index("\n附件\n")].splitlines()
    assert max(map(_squares, paragraphs)) <= 8 * 28
    part = text[text.index("四、下一步工作") : text.index("\n附件\n")]
    sentences = re.split("[。；]", part)
    assert max(len(re.findall("负责|同志包保", sentence)) for sentence in sentences) == 2
    # 13 are behind by more than the band: 2 are named, 11 are left to the annex
    assert "进度落后的13个项目" in part
    assert "其余11项见附表" in part


def test_the_help_words_growth_as_a_change_and_shares_as_a_percentage():
    examples = {name: example for _, name, _, example in guide()}
    assert examples["fai.period.growth"] == "{{ fai.period.growth|change }}"
    assert examples["fai.completion_rate"] == "{{ fai.completion_rate|percent }}"


def test_no_number_of_the_report_contradicts_another(tmp_path):
    """Our own proofreading: what a reader would add up adds up, and what overlaps does not read like parts."""
    from investtrack.cli.demo import example_path

    out = tmp_path / "a.docx"
    assert main(["export", str(example_path()), "--to", "word", "-o", str(out)]) == 0
    found = audit_document(read_document(out))
    assert len(found) > 25
    assert [s for s in found if s.verdict is Verdict.IMPOSSIBLE] == []


@pytest.mark.parametrize(("number", "follows"), [(3, True), (8, False)])
def test_one_of_many_alike_projects_is_not_said_to_decide_the_new_investment(number, follows):
    # A third of the whole is above the profile's 30％, an eighth is not.
    ledger = sample_ledger()
    (entry,) = [one for one in ledger.entries if one.planned_on and one.total_investment][:1]
    alike = tuple(evolve(entry, name=f"{n}号项目", code=f"E{n}") for n in range(number))
    text = report_text(evolve(ledger, entries=alike))
    assert ("占计划入库总投资的" in text) is follows
    assert ("该项目如不能按期入库，将直接影响新增投资" in text) is follows


@pytest.mark.parametrize(
    ("before", "after"),
    [("0.53亿元", "0.35亿元"), ("</w:p>", "</w:q>"), ("<w:body>", "<w:body>\x01")],
    ids=["another figure", "not well-formed", "no XML"],
)
@pytest.mark.parametrize("clean", [False, True])
def test_a_report_that_does_not_read_back_is_not_handed_over(monkeypatch, before, after, clean):
    real = rendering.written

    def damaged(source, parts, added=()):
        body = parts["word/document.xml"].decode().replace(before, after, 1 if clean else -1)
        if clean and "亿" in before:
            body = body.replace(before, after)
        return real(source, {**parts, "word/document.xml": body.encode()}, added)

    monkeypatch.setattr(rendering, "written", damaged)
    stream = io.BytesIO()
    with pytest.raises(ExportError, match="读回来"):
        WordExporter().export(sample_report(), stream, clean=clean)
    assert stream.getvalue() == b""
