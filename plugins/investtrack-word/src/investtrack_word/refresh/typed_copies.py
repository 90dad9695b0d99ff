"""Numbers typed by hand that state a printed figure once more: after the ledger moved they would state it wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from investtrack.metrics.figure import Kind
from investtrack.model.profile import DisplayProfile
from investtrack_word.report.trace import Print, Trace
from investtrack_word.verify.document import EditedParagraph
from investtrack_word.verify.figures_in_text import Number, equals, normal
from investtrack_word.verify.matching import Matched, PrintPlace
from investtrack_word.verify.own_form import Exact, exact_of, is_of_kind, number_in_form
from investtrack_word.verify.spoken import pairs
from investtrack_word.verify.verifying import loose_numbers, of_template


_SURE_DIGITS = 3  # a number of so many significant digits is hardly equal by chance
_SPOKEN = 2  # pairs of characters of a figure's title that make its sentence one about it


@frozen(eq=False)
class TypedCopy:
    """A number typed by hand that states what a figure was.

    Attributes:
        place: where it stands.
        figures: the figures it can be, by id.
        after: what it would be now; None where several figures differ about it.
    """

    place: PrintPlace
    figures: tuple[str, ...]
    after: str | None


def typed_copies(
    trace: Trace,
    match: Matched,
    paragraphs: Sequence[EditedParagraph],
    values: Mapping[int, object],
    display: DisplayProfile,
) -> Iterator[TypedCopy]:
    """Yield the numbers outside printings that equal what a printing said and no longer says.

    Args:
        trace: the trace as it was.
        match: where each printing stands.
        paragraphs: the document.
        values: printing → its exact value now.
        display: how figures are rounded.
    """
    moved = _moved(trace, values)
    if not moved:
        return
    own = of_template(trace)
    spans = _spans(match)
    for paragraph in paragraphs:
        for number in loose_numbers(paragraph, spans.get(id(paragraph), ())):
            if own[normal(number.text)] > 0:
                own[normal(number.text)] -= 1
                continue
            found = [
                (item, number_in_form(number, new, display))
                for item, old, new in moved
                if is_of_kind(number.quantity, old)
                and equals(number, old, _kind(trace, item), display)
                and not equals(number, new, _kind(trace, item), display)
                and _is_spoken_of(trace, item, number, paragraph.text)
            ]
            if found:
                said = {text for _, text in found}
                place = PrintPlace(found[0][0], paragraph, number.start, number.end)
                figures = tuple(dict.fromkeys(item.figure for item, _ in found))
                yield TypedCopy(place, figures, said.pop() if len(said) == 1 else None)


def _moved(trace: Trace, values: Mapping[int, object]) -> list[tuple[Print, Exact, object]]:
    """Return one printing of each figure whose value is another now, the old value and the new one."""
    found: dict[tuple[str, str], tuple[Print, Exact, object]] = {}
    for item in trace.prints:
        old, new = exact_of(item, trace), values.get(item.number)
        if old is not None and type(new) is type(old) and new != old:
            found.setdefault((item.figure, item.key), (item, old, new))
    return list(found.values())


def _kind(trace: Trace, item: Print) -> Kind:
    told = trace.figures.get(item.figure)
    return Kind.DAYS if told is not None and told.unit == "天" else Kind.COUNT


def _spans(match: Matched) -> dict[int, list[tuple[int, int]]]:
    spans: dict[int, list[tuple[int, int]]] = {}
    for places in match.found.values():
        for place in places:
            spans.setdefault(id(place.paragraph), []).append((place.start, place.end))
    return spans


def _is_spoken_of(trace: Trace, item: Print, number: Number, text: str) -> bool:
    """Whether it is the figure, not a number equal by chance: many digits, or a sentence with words of its title."""
    digits = str(number.number).replace(".", "").strip("0")
    told = trace.figures.get(item.figure)
    title = told.title if told is not None else ""
    sentence = re.split("[。；]", text[: number.start])[-1] + text[number.end : number.end + 6]
    return len(digits) >= _SURE_DIGITS or len(pairs(title) & pairs(sentence)) >= _SPOKEN
