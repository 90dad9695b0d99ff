"""Every finding points to a field that there is: a wrong key would still give a row, so nobody would see it."""

import attrs
import pytest

from investtrack.model.ledger import SHEETS, StatedTotal
from investtrack.model.source import Origin


FIELDS = frozenset(field.name for kind in (*(sheet.record for sheet in SHEETS), StatedTotal) for field in attrs.fields(kind))  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def cells_of_fields_that_there_are():
    """Refuse to tell the cell of a field that no record has; a row that states totals has those of its sheet."""
    cell_of = Origin.cell

    def cell(origin, key):
        assert key.partition(".")[0] in FIELDS, f"no record has a field {key!r}"
        return cell_of(origin, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Origin, "cell", cell)
        yield
