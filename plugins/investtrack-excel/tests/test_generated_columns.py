"""What the reader knows of the workbook's computed columns is what the workbook writes."""

from investtrack.reading.generated_columns import COMPUTED, SOMETIMES
from investtrack_excel.workings import WORKINGS


def test_the_reader_knows_every_computed_column_of_the_workbook():
    always = {
        attribute: {each.label for each in workings if "{actual" not in each.formula}
        for attribute, workings in WORKINGS.items()
    }
    assert always == COMPUTED
    every = {each.label for workings in WORKINGS.values() for each in workings}
    assert every - set().union(*always.values()) == SOMETIMES
