"""What a form asks for, declared in the form or beside it in TOML."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

from investtrack.errors import SourceError
from investtrack.input_limits import SETTINGS, bounded_bytes
from investtrack.model.converter import declared_in_toml
from investtrack.values.amount import Unit
from investtrack.wording import PENDING


@frozen(kw_only=True)
class GroupRow:
    """A row of the form that is written once a group: its head or its subtotal.

    Attributes:
        row: its row number in the form.
        level: which of the group keys it is of, from one.
        cells: column letter → placeholder.
    """

    row: int
    level: int = 1
    cells: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Rows:
    """Rows of the form that are repeated, one set a record.

    Attributes:
        records: sheet of the ledger.
        first: row number of the first, one-based; in a Word table counted within it.
        sheet: worksheet; empty: the first.
        table: Word table, counted from one.
        height: rows a record takes.
        slots: rows the form has ready; more records insert rows, fewer leave them blank.
        of: figure whose records alone are listed.
        where: condition.
        sort: fields, ``-`` before one that descends.
        group: fields that group, outermost first.
        limit: most records; zero: all.
        grow: whether a row becomes higher where its texts need more lines; else every row keeps the form's height.
        empty: what is written where there are none.
        merge: fields whose cells are merged downward over records that say the same; in a workbook only.
        name: how sums elsewhere call these rows.
        names: names that the form has printed, one a row from *first*: each row takes the record of its name.
        is_complete: whether these rows and the form's others so marked list every record; those left over are said.
        counts_on: whether 序号 goes on after the rows above that are so marked.
        cells: column letter → placeholder, for cells that must not be touched in the form.
        group_rows: heads and subtotals.
        place: where it was declared, for messages.
    """

    records: str
    first: int
    sheet: str = ""
    table: int = 0
    height: int = 1
    slots: int = 1
    of: str = ""
    where: str = ""
    sort: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    limit: int = 0
    grow: bool = False
    empty: str = "无"
    merge: tuple[str, ...] = ()
    name: str = ""
    names: tuple[str, ...] = ()
    is_complete: bool = False
    counts_on: bool = False
    cells: Mapping[str, str] = field(factory=dict)
    group_rows: tuple[GroupRow, ...] = ()
    place: str = ""

    @property
    def start(self) -> int:
        """The first row of the block, heads included."""
        return min([self.first, *(item.row for item in self.group_rows)])

    @property
    def end(self) -> int:
        """The last row of the block, subtotals included."""
        last = self.first + self.ready_rows - 1
        return max([last, *(item.row for item in self.group_rows)])

    @property
    def ready_rows(self) -> int:
        """How many rows for records the form has."""
        return max(self.height, self.slots, len(self.names))

    @property
    def item_rows(self) -> range:
        """The rows of one record."""
        return range(self.first, self.first + self.height)


@frozen(kw_only=True)
class Cell:
    """One cell that is filled without a placeholder in it, or a place in a text.

    Attributes:
        value: an expression, or a text with placeholders.
        at: address, such as ``B3``.
        after: in a Word form, the words outside of tables behind which the value is put, in place of an address.
        sheet: worksheet; empty: the first.
        table: Word table, counted from one.
    """

    value: str
    at: str = ""
    after: str = ""
    sheet: str = ""
    table: int = 0


@frozen(kw_only=True)
class FormSpec:
    """A form's declaration.

    Attributes:
        unit: unit of money where a placeholder names none.
        absent: what stands for a figure without a value.
        rules: rule set of lights; empty: the profile's.
        cell: single cells.
        rows: repeated rows.
    """

    unit: Unit = Unit.WAN
    absent: str = PENDING
    rules: str = ""
    cell: tuple[Cell, ...] = ()
    rows: tuple[Rows, ...] = ()


def read_spec(path: Path) -> FormSpec:
    """Return the declaration in the TOML file *path*.

    Raises:
        SourceError: it cannot be read.
        ProfileError: it has faults; every one is named with its path.
    """
    try:
        text = bounded_bytes(path, SETTINGS).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(path, "读不了这份填表说明；应为 UTF-8 的 TOML 文件") from error
    return declared_in_toml(text, FormSpec, path.name)


def spec_beside(form: Path) -> Path | None:
    """Return the TOML file beside *form* that bears its name, if there is one."""
    beside = form.with_suffix(".toml")
    return beside if beside.is_file() else None
