"""Whatever a person retypes, moves and unwraps, verify names exactly the retyped figures, and refresh leaves exactly them."""

import io
import random
import re

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from word_edits import Edit, W

from investtrack import Amount, Unit
from investtrack_testing import sample_ledger, sample_report
from investtrack_word.exporter import WordExporter
from investtrack_word.refresh.refreshing import refresh
from investtrack_word.rendering import rendered_lines
from investtrack_word.template import source
from investtrack_word.verify.document import attribute, child, read_report
from investtrack_word.verify.verifying import NumberState, verify


def _written():
    stream = io.BytesIO()
    WordExporter().export(sample_report(), stream)
    return stream.getvalue()


WRITTEN = _written()


def _moved():
    """Return the report after the second project's plan to March was raised from 3000 to 3200 万元."""
    ledger = sample_ledger()
    bridge, homes = ledger.projects
    plan = (homes.planned[0], (homes.planned[1][0], Amount.of(3200, Unit.WAN)))
    return sample_report(evolve(ledger, projects=(bridge, evolve(homes, planned=plan))))


def _retype(control, rng):
    """Type another number over the first one in a control; return what stands there then."""
    text = next(control.iter(f"{W}t"))
    digits = re.search(r"\d+", text.text or "")
    if digits is None:
        return None
    # Far from any figure of the sample, so that no edit happens to be right.
    number = int(digits[0]) + rng.randint(1000, 9000)
    text.text = f"{text.text[: digits.start()]}{number}{text.text[digits.end() :]}"
    return text.text


def _edit(seed):
    """Return an edited report and the figures that were retyped, with what stands there."""
    rng = random.Random(seed)
    edit = Edit(WRITTEN)
    tags = list(edit.root.iter(f"{W}tag"))
    single = [
        t
        for t in tags
        if not attribute(t, "val").startswith(
            ("annex.", "conclusions.", "tasks.", "region", "as_of_date")
        )
    ]
    retyped = set()
    for tag in rng.sample(single, rng.randint(0, 8)):
        text = _retype(tag.getparent().getparent(), rng)
        if text is not None:
            retyped.add((attribute(tag, "val").partition("|")[0], text))
    for tag in rng.sample(tags, rng.choice([0, 10, 60, len(tags)])):
        control = tag.getparent().getparent()
        for run in child(control, "sdtContent"):
            control.addprevious(run)
        control.getparent().remove(control)
    paragraphs = [p for p in edit.root.find(f"{W}body") if p.tag == f"{W}p"]
    for paragraph in rng.sample(paragraphs, rng.randint(0, 6)):
        rng.choice(paragraphs[:60]).addprevious(paragraph)
    return edit, retyped


def _changed(path, report):
    found = verify(read_report(path), report)
    return {(v.state, v.figure, v.found) for v in found if v.state is not NumberState.UNCHANGED}


@pytest.mark.slow
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32))
def test_verify_names_exactly_the_edits_and_refresh_leaves_exactly_them(tmp_path, seed):
    edit, retyped = _edit(seed)
    path = edit.save(tmp_path / "b.docx")
    edited = {(NumberState.EDITED, figure, text) for figure, text in retyped}
    assert _changed(path, sample_report()) == edited
    moved = _moved()
    result = refresh(read_report(path), moved, rendered_lines(moved, source.packaged()))
    (tmp_path / "c.docx").write_bytes(result.data)
    assert _changed(tmp_path / "c.docx", moved) == edited
