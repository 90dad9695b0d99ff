"""The table of header synonyms names fields that there are, and no header twice for one field."""

from investtrack.model.columns import columns
from investtrack.model.ledger import SHEETS
from investtrack.model.synonyms import HEADER_SYNONYMS


def test_every_row_of_the_table_is_a_field_of_a_record():
    fields = {
        sheet.record.__name__: {column.key for column in columns(sheet.record)} for sheet in SHEETS
    }
    assert HEADER_SYNONYMS.keys() <= fields.keys()
    for record, rows in HEADER_SYNONYMS.items():
        assert rows.keys() <= fields[record]


def test_no_synonym_stands_twice_or_is_the_label():
    for sheet in SHEETS:
        for column in columns(sheet.record):
            words = [column.label, *column.synonyms]
            assert len(words) == len(set(words)), (sheet.name, column.key)
