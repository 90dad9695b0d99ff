"""What kind of change it is."""

from __future__ import annotations

from enum import StrEnum


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
