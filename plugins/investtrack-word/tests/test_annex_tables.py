"""Annex tables of the packaged templates: rows are never cut by a page, dates stand on one line, heads are repeated."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from investtrack_word.report.kinds import ReportKind
from investtrack_word.template.prose import ANNEXES
from investtrack_word.template.source import packaged_template


ROOM = 34  # mm that 2022年12月31日 takes at most, in a face with wide digits and gaps around them
TEXT = 156  # mm between the margins


@pytest.mark.parametrize("kind", ReportKind)
def test_rows_are_whole_and_heads_repeated(kind):
    tables = Document(io.BytesIO(packaged_template(kind))).tables
    assert len(tables) == len(ANNEXES)
    for table in tables:
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_columns_of_dates_have_room_and_tables_fit_the_page():
    for name, _, columns in ANNEXES:
        assert sum(width for _, _, width, _ in columns) == TEXT, name
        dated = [width for _, key, width, _ in columns if key in {"planned", "due"}]
        assert all(width >= ROOM for width in dated), name
