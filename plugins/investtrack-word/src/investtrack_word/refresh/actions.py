"""What a refresh did with a figure, or leaves to a person."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen


class ActionKind(StrEnum):
    """What was done with a figure, or is left to a person; the value is the Chinese word.

    CHANGED: the new figure was written. KEPT: edited by a person, so left. DIRECTION: a word beside the
    figure, not the figure's own, may no longer fit. ROW_ADDED, ROW_REMOVED: a project came into an annex table or left it. TYPED: a number typed by hand that states what a figure was. ZERO: a
    sentence that asks for something to be done about what is nothing now. PICTURE: a picture that cannot be drawn anew here. GONE: the ledger no longer has it. LOST: no longer in the text.
    """

    CHANGED = "已更新"
    KEPT = "人改过，未动"
    TYPED = "手填的同一个数"
    ZERO = "已为零，待核"
    PICTURE = "图是旧的"
    DIRECTION = "方向词待核"
    ROW_ADDED = "附表加行"
    ROW_REMOVED = "附表去行"
    GONE = "现台账没有"
    LOST = "文中已无"


@frozen(kw_only=True)
class Action:
    """One figure that was changed, or that a person must look at."""

    deed: ActionKind
    place: str
    near: str
    figure: str
    before: str
    after: str | None
    note: str = ""
