"""What changed between two ledgers of one county, and which records moved which figures; the comparing is a plugin's."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from investtrack.metrics.figure import Kind, Number
from investtrack.model.source import CellRef
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.rate import Points


__all__ = ["Change", "Comparison", "Moved", "Mover", "Nature"]


class Nature(StrEnum):
    """What kind of change it is; in the order in which a clerk wants to read them."""

    RESTATED = "restated"
    SLIPPED = "slipped"
    SPLIT = "split"
    MERGED = "merged"
    RENAMED = "renamed"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"
    STAGE = "stage"
    ADVANCED = "advanced"
    AMOUNT = "amount"
    ERASED = "erased"
    FILLED = "filled"
    TEXT = "text"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return _LABELS[self]


_LABELS = {
    Nature.RESTATED: "改报以前月份", Nature.SLIPPED: "时间推迟", Nature.SPLIT: "拆分", Nature.MERGED: "合并",
    Nature.RENAMED: "更名", Nature.MOVED: "转入其他表", Nature.NEW: "新增", Nature.GONE: "减少", Nature.STAGE: "状态变化",
    Nature.ADVANCED: "时间提前", Nature.AMOUNT: "金额变化", Nature.ERASED: "删去", Nature.FILLED: "补填", Nature.TEXT: "文字变化",
}  # fmt: skip


@frozen(kw_only=True)
class Change:
    """One difference between two ledgers.

    Attributes:
        nature: what kind.
        sheet: standard sheet name.
        record: what the record is called.
        key: field, empty for a record that is new or gone.
        label: the field's header.
        before: value before, as text; empty where there was none. Of records split or merged their names, of a record
            that moved the sheet it stood in.
        after: value after, as text.
        difference: after − before, of amounts; of records split or merged what they cost in all now, less before.
        days: days by which a date moved; positive is later.
        cells: where it stood and where it stands.
    """

    nature: Nature
    sheet: str
    record: str
    key: str = ""
    label: str = ""
    before: str = ""
    after: str = ""
    difference: Amount | None = None
    days: int | None = None
    cells: tuple[CellRef, ...] = ()


@frozen(kw_only=True)
class Mover:
    """A record whose share in a figure changed.

    Attributes:
        record: what it is called.
        before: what it gave; None where it gave nothing.
        after: what it gives now.
        difference: after − before, nothing counting as zero here since it is a share of a sum.
        cells: the cells it comes from now, or came from.
    """

    record: str
    before: Number | None
    after: Number | None
    difference: Amount | int
    cells: tuple[CellRef, ...] = ()


@frozen(kw_only=True)
class Moved:
    """A figure that changed.

    Attributes:
        id: figure id.
        title: its title.
        kind: its kind.
        before: value before, None where there was none.
        after: value after.
        difference: after − before: an amount, a count, or points of two rates; None where either is absent.
        movers: the records that moved it, the largest share first; of a sum or a count their
            differences add up to its difference.
    """

    id: str
    title: str
    kind: Kind
    before: Number | None
    after: Number | None
    difference: Amount | int | Points | None
    movers: tuple[Mover, ...] = ()


@frozen(kw_only=True)
class Comparison:
    """What changed from *old* to *new*.

    Attributes:
        old: the earlier report.
        new: the later report.
        changes: differences of records, restatements and slips first.
        moved: figures that changed, with the records that moved them. Figures of two periods are
            not of the same thing, so they are compared only where the period is the same.
        remarks: what could not be compared, and why, in Chinese.
    """

    old: Report
    new: Report
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    remarks: tuple[str, ...] = ()

    def of(self, nature: Nature) -> tuple[Change, ...]:
        """Return the changes of one nature."""
        return tuple(change for change in self.changes if change.nature is nature)
