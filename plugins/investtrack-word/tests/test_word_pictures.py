"""The annex of pictures: whole documents, on landscape pages, or one clear sentence."""

import io

import pytest

from investtrack.errors import ExportError
from investtrack.plugin import Plugins, load_plugins
from investtrack_testing import sample_report
from investtrack_word.exporter import WordExporter
from investtrack_word.report import pictures


def written(**flags):
    stream = io.BytesIO()
    WordExporter().export(sample_report(), stream, **flags)
    return stream.getvalue()


@pytest.fixture(scope="module")
def document():
    if not load_plugins(("pictures",)).pictures:
        pytest.skip("没有安装 investtrack-pictures")
    try:
        return written(pictures=True)
    except ExportError as error:
        pytest.skip(str(error))


def test_every_picture_but_the_wall_chart_stands_in_the_document(document):
    from docx import Document
    from docx.enum.section import WD_ORIENT

    opened = Document(io.BytesIO(document))
    offered = set(load_plugins(("pictures",)).pictures) - {"wall"}
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
