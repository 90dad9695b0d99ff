"""Whatever single figure of a report of ours is changed, verify names it: in the working copy and in the 报送稿 alike."""

import io
import re

import pytest
from word_edits import Edit, W

from investtrack_testing import sample_report
from investtrack_word.exporter import WordExporter
from investtrack_word.verify.document import read_report
from investtrack_word.verify.verifying import NumberState, verify


NUMBER = re.compile(r"\d+(?:\.\d+)?(?=[亿万个％%家])|^\d+(?:\.\d+)?$")
REPORT = sample_report()


def _data(*, clean):
    stream = io.BytesIO()
    WordExporter().export(REPORT, stream, clean=clean)
    return stream.getvalue()


def _numbers(edit):
    """Return every text of the document that holds a figure, with the figure."""
    texts = (text for text in edit.root.iter(f"{W}t"))
    return [(text, match) for text in texts if (match := NUMBER.search(text.text or ""))]


def _named(path):
    return {
        (verdict.state, verdict.place, verdict.found, verdict.figure)
        for verdict in verify(read_report(path), REPORT)
        if verdict.state is not NumberState.UNCHANGED
    }


def _check(tmp_path, *, clean, step):
    data = _data(clean=clean)
    (tmp_path / "a.docx").write_bytes(data)
    before = _named(tmp_path / "a.docx")
    count = len(_numbers(Edit(data)))
    assert count > 20
    for place in range(0, count, step):
        edit = Edit(data)
        text, match = _numbers(edit)[place]
        number = str(int(match[0].replace(".", "")) + 7777)
        text.text = f"{text.text[: match.start()]}{number}{text.text[match.end() :]}"
        named = _named(edit.save(tmp_path / "b.docx")) - before
        assert any(number in (found or "") for _, _, found, _ in named), text.text


@pytest.mark.parametrize("clean", [False, True])
def test_a_changed_figure_is_named(tmp_path, clean):
    _check(tmp_path, clean=clean, step=12)


@pytest.mark.slow
@pytest.mark.parametrize("clean", [False, True])
def test_any_changed_figure_is_named(tmp_path, clean):
    _check(tmp_path, clean=clean, step=1)
