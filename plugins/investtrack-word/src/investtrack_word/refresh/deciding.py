"""What becomes of a figure at one place of an edited report."""

from __future__ import annotations

from fractions import Fraction

from investtrack.wording import PENDING
from investtrack_word.refresh.actions import Action, ActionKind
from investtrack_word.report.filters import DIRECTIONS
from investtrack_word.report.trace import Print
from investtrack_word.verify.figures_in_text import normal
from investtrack_word.verify.matching import PrintPlace
from investtrack_word.verify.verifying import NumberState, near, state_of


def is_as_left(item: Print, text: str) -> bool:
    """Whether nobody changed a printing: it is as written, or again as before a change that was rejected."""
    return normal(text) in {normal(item.text), *filter(None, (normal(item.former),))}


def decided(
    place: PrintPlace, before: str, current: str | None, new: Print | None, *, is_ours: bool
) -> Action | None:
    """Return what to do at one place; None where all is well.

    Args:
        place: the place.
        before: the exact value that was written.
        current: what would stand there now; None where the ledger no longer has it.
        new: the printing now.
        is_ours: whether no person edited it, or it is to be written all the same.
    """
    item = place.item
    where = {
        "place": place.paragraph.place, "near": near(place), "figure": item.figure, "before": place.text,
    }  # fmt: skip
    if current is None:
        # Of a row of an annex table that is gone, its name says enough.
        is_cell = item.figure.startswith("annex.") and not item.figure.endswith(".name")
        state, _ = state_of(item, place.text, current)
        gone = state is not NumberState.UNCHANGED and not is_cell
        return Action(deed=ActionKind.GONE, after=None, **where) if gone else None
    if normal(place.text) == normal(current):
        return None
    if not is_ours:
        return Action(deed=ActionKind.KEPT, after=current, **where)
    word = _word_beside(place) if _turned(before, new) else ""
    if word:
        note = f"数的正负变了，旁边的“{word}”请核对"
        return Action(deed=ActionKind.DIRECTION, after=current, note=note, **where)
    note = "现台账没有这个数" if current == PENDING else ""
    return Action(deed=ActionKind.CHANGED, after=current, note=note, **where)


_REACH = 8


def _word_beside(place: PrintPlace) -> str:
    """Return a direction word just before or after the figure, outside it."""
    text = place.paragraph.text
    before = text[max(0, place.start - _REACH) : place.start]
    after = text[place.end : place.end + _REACH // 2]
    found = DIRECTIONS.findall(before)[-1:] or DIRECTIONS.findall(after)[:1]
    return found[0] if found and not DIRECTIONS.search(place.text) else ""


def _turned(before: str, new: Print | None) -> bool:
    """Whether the exact value went from one side of zero to the other, or to or from zero."""
    after = (new.value or new.whole) if new else ""
    try:
        return _sign(before) != _sign(after)
    except (ValueError, ZeroDivisionError):
        return False


def _sign(text: str) -> int:
    number = Fraction(text)
    return (number > 0) - (number < 0)
