"""Pictures: within the text of the half-year and the year, or all as an annex; whole documents, or one clear sentence."""

import io
import zipfile
from datetime import date
from itertools import pairwise

import pytest
from attrs import evolve

from investtrack import Period, build_report
from investtrack.errors import ExportError
from investtrack.plugin import Plugins, load_plugins
from investtrack_testing import sample_ledger, sample_report
from investtrack_word.exporter import WordCleanExporter, WordExporter
from investtrack_word.refresh.actions import ActionKind
from investtrack_word.refresh.refreshing import refresh
from investtrack_word.report import pictures
from investtrack_word.verify.document import read_report


HALF = Period(2022, 1, 6)


def written(**flags):
    stream = io.BytesIO()
    WordExporter().export(sample_report(), stream, **flags)
    return stream.getvalue()


@pytest.fixture(scope="module")
def document():
    demand_plugin()
    try:
        return written(pictures=True)
    except ExportError as error:
        pytest.skip(str(error))


def demand_plugin():
    if not load_plugins(("pictures",)).pictures:
        pytest.skip("没有安装 investtrack-pictures")


@pytest.fixture(scope="module")
def half_year():
    """The sample county's report of a half-year."""
    demand_plugin()
    return build_report(sample_ledger(), period=HALF, as_of=date(2022, 6, 30))


def of(report, exporter=WordExporter, **flags):
    stream = io.BytesIO()
    exporter().export(report, stream, **flags)
    return stream.getvalue()


def pictures_in(data):
    """Return what stands before each picture, the nearest heading, and its caption."""
    from docx import Document

    found, heading = [], ""
    told = Document(io.BytesIO(data)).paragraphs
    for paragraph, after in pairwise(told):
        if paragraph.style.name in {"一级标题", "二级标题"}:
            heading = paragraph.text
        if "<w:drawing" in paragraph._p.xml:
            found.append((heading, after.text))
    return found


def test_the_half_year_has_pictures_where_they_are_told_of_and_a_quarter_has_none(half_year):
    expected = [
        ("（一）固定资产投资", "图1　目标任务进度条"),
        ("（三）新增入库", "图2　项目入库漏斗"),
        ("五、存在的主要问题", "图3　项目亮灯情况"),
    ]
    found = pictures_in(of(half_year))
    assert [(heading.partition("、")[2] or heading[3:], text) for heading, text in found] == [
        (heading.partition("、")[2] or heading[3:], text) for heading, text in expected
    ]
    assert pictures_in(of(half_year, WordCleanExporter)) == found
    assert pictures_in(of(half_year, no_pictures=True)) == []
    assert pictures_in(written()) == []


def test_copies_with_pictures_are_known_as_written(half_year, tmp_path):
    for exporter, flags in ((WordExporter, {}), (WordCleanExporter, {}), (WordCleanExporter, {"pictures": True})):  # fmt: skip
        path = tmp_path / "汇报.docx"
        path.write_bytes(of(half_year, exporter, **flags))
        assert not exporter().is_edited(path)


def test_a_refreshed_report_has_its_pictures_drawn_anew(half_year, tmp_path, monkeypatch):
    path = tmp_path / "汇报.docx"
    path.write_bytes(of(half_year))
    ledger = sample_ledger()
    later = build_report(
        evolve(ledger, projects=ledger.projects[:-1]), period=HALF, as_of=date(2022, 6, 30)
    )
    new = refresh(read_report(path), later)
    drawn = [n for n in zipfile.ZipFile(path).namelist() if n.endswith(".png")]
    fresh = tmp_path / "新.docx"
    fresh.write_bytes(of(later))
    with zipfile.ZipFile(io.BytesIO(new.data)) as made, zipfile.ZipFile(fresh) as wanted:
        assert len(drawn) == 3
        assert {n: made.read(n) for n in drawn} == {n: wanted.read(n) for n in drawn}
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(fresh) as after:
        name = "word/media/investtrack-light_counts.png"
        assert before.read(name) != after.read(name)
    monkeypatch.setattr(pictures, "load_plugins", lambda _: Plugins())
    old = [a for a in refresh(read_report(path), later).actions if a.deed is ActionKind.PICTURE]
    assert [action.before for action in old] == ["目标任务进度条", "项目入库漏斗", "项目亮灯情况"]


def test_without_a_plugin_that_draws_the_half_year_goes_without(half_year, monkeypatch):
    monkeypatch.setattr(pictures, "load_plugins", lambda _: Plugins())
    assert pictures_in(of(half_year)) == []


def test_every_picture_but_the_wall_chart_stands_in_the_document(document):
    from docx import Document
    from docx.enum.section import WD_ORIENT

    opened = Document(io.BytesIO(document))
    offered = set(load_plugins(("pictures",)).pictures) - {"wall", "light_counts"}
    assert len(opened.inline_shapes) == len(offered)
    captions = [p.text for p in opened.paragraphs if p.text.startswith("附图")]
    assert captions[:2] == ["附图", "附图1　目标任务进度条"]
    orientations = [section.orientation for section in opened.sections]
    assert orientations[-1] is WD_ORIENT.LANDSCAPE
    assert set(orientations[:-1]) == {WD_ORIENT.PORTRAIT}


def test_the_document_is_valid_and_the_same_each_time(document, tmp_path):
    from openxml_audit import OpenXmlValidator, ValidationSeverity

    path = tmp_path / "附图.docx"
    path.write_bytes(document)
    found = OpenXmlValidator().validate(str(path))
    errors = [e for e in found.errors if e.severity is ValidationSeverity.ERROR]
    assert errors == []
    assert written(pictures=True) == document


def test_without_a_plugin_that_draws_it_is_said(monkeypatch):
    monkeypatch.setattr(pictures, "load_plugins", lambda _: Plugins())
    with pytest.raises(ExportError, match="没有安装画图插件"):
        written(pictures=True)
