"""Which numbers of an edited report still hold: unchanged, edited, stale, unknown, lost."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import combinations, pairwise

from attrs import frozen

from investtrack.report import Report
from investtrack.wording import PENDING
from investtrack_word.report.context import Names
from investtrack_word.report.filters import DIRECTIONS
from investtrack_word.report.literals import literal_in
from investtrack_word.report.restating import Restating
from investtrack_word.report.trace import Print, Trace
from investtrack_word.template.prose import ANNEXES
from investtrack_word.verify.document import EditedParagraph, EditedReport
from investtrack_word.verify.figures_in_text import Number, figures_equal, normal, numbers_in
from investtrack_word.verify.matching import Matched, PrintPlace, matched
from investtrack_word.verify.own_form import is_same_number


_TOLD = 3
"""As many as a line holds."""


class NumberState(StrEnum):
    """What became of a number; the value is the Chinese word.

    UNCHANGED: as written, and the ledger still says so. EDITED: differs from what was written. STALE: as
    written, but the ledger moved. UNKNOWN: typed by hand. LOST: no longer there. DIFFERS: not what the ledger
    says; without a trace nobody can tell whether it was edited or is stale. LAST_PERIOD: kept by a template from the
    report it was made of, and nobody has changed it since.
    """

    UNCHANGED = "未变"
    EDITED = "改过"
    STALE = "过时"
    UNKNOWN = "手填"
    LOST = "缺失"
    DIFFERS = "不符"
    LAST_PERIOD = "上期数字"


def is_doubtful(state: NumberState) -> bool:
    """Whether a number of that state is to be looked at before the report is handed in."""
    return state in {
        NumberState.EDITED,
        NumberState.STALE,
        NumberState.DIFFERS,
        NumberState.LAST_PERIOD,
    }


@frozen(kw_only=True)
class NumberVerdict:
    """One number of the report.

    Attributes:
        state: what became of it.
        place: where it stands, in Chinese; empty where it is lost.
        near: the words around it.
        figure: id of the figure; empty for a number typed by hand.
        title: the figure's title.
        written: what was written.
        found: what stands there.
        current: what the ledger says now; None where that is not known.
        note: anything else worth filter_name, in Chinese.
        candidates: figures a number typed by hand equals.
    """

    state: NumberState
    place: str
    near: str
    figure: str = ""
    title: str = ""
    written: str = ""
    found: str = ""
    current: str | None = None
    note: str = ""
    candidates: tuple[str, ...] = ()


def verify(report: EditedReport, computed: Report) -> tuple[NumberVerdict, ...]:
    """Return a verdict on every number of *report*, in the order of the document; lost ones last.

    Args:
        report: the edited document.
        computed: the report of the ledger as it is now.
    """
    again = Restating(Names(computed), report.trace.prints if report.trace else ())
    if report.trace is None:
        return tuple(_without_trace(report, again))
    match = matched(report.trace, report.paragraphs)
    verdicts = list(_judged(report.trace, match, again))
    verdicts += _by_hand(report, match, computed)
    order = {id(paragraph): index for index, paragraph in enumerate(report.paragraphs)}
    lost = len(order)
    return tuple(
        v for _, _, v in sorted(verdicts, key=lambda item: (order.get(item[0], lost), item[1]))
    )


GONE = "现台账里已没有这一条"
_Placed = tuple[int, int, NumberVerdict]


def _judged(trace: Trace, match: Matched, again: Restating) -> Iterator[_Placed]:
    exchanged = dict(_exchanged(trace, match))
    for item in trace.prints:
        current = again.text(item)
        figure = trace.figures.get(item.figure)
        title = _title(item, figure.title if figure else "")
        places = match.found.get(item.number, [])
        for place in places:
            same = place.text != item.text and is_same_number(item, place.text, trace, again.names.display)  # fmt: skip
            state, note = state_of(item, place.text, current, is_same_number=same)
            if item.number in exchanged and state is not NumberState.EDITED:
                state, note = NumberState.EDITED, f"与“{exchanged[item.number]}”互换了位置"
            if len(places) > 1:
                note = "；".join(filter(None, (note, f"同一指标在文中有{len(places)}处")))
            yield id(place.paragraph), place.start, NumberVerdict(
                state=state, place=place.paragraph.place, near=near(place), figure=item.figure,
                title=title, written=item.text, found=place.text, current=current, note=note,
            )  # fmt: skip
        if not places:
            yield 0, item.number, NumberVerdict(
                state=NumberState.LOST, place="", near=_was_near(trace, item), figure=item.figure,
                title=title, written=item.text, current=current,
            )  # fmt: skip


_WORDS_BEFORE = 6


def _exchanged(trace: Trace, match: Matched) -> Iterator[tuple[int, str]]:
    """Yield the printings that stand behind each other's words, with the text of the other one: 在库1.6亿元、新增6.43亿元."""
    for line in trace.lines:
        before = {
            item.number: piece[-_WORDS_BEFORE:]
            for piece, item in pairwise(line.pieces)
            if isinstance(piece, str) and isinstance(item, Print)
        }
        placed = [
            places[0]
            for number in before
            if len(places := match.found.get(number, [])) == 1 and places[0].control is not None
        ]
        for one, two in combinations(placed, 2):
            if one.paragraph is not two.paragraph or one.start < two.start:
                continue
            a, b = before[one.item.number], before[two.item.number]
            text = one.paragraph.text
            if a != b and text[: one.start].endswith(b) and text[: two.start].endswith(a):
                yield one.item.number, two.text
                yield two.item.number, one.text


def _title(item: Print, title: str) -> str:
    first, _, rest = item.figure.partition(".")
    if first == "annex" and rest in _COLUMNS:
        title = _COLUMNS[rest]
    return f"{title or item.figure}（{item.key}）" if item.key else title or item.figure


_COLUMNS = {
    f"{name}.{key}": f"{title.partition('　')[2]}·{label}"
    for name, title, columns in ANNEXES
    for label, key, _, _ in columns
}


def state_of(
    item: Print, text: str, current: str | None, *, is_same_number: bool = False
) -> tuple[NumberState, str]:
    """Return the state of one printing and a note, from what was written, what stands, what would be printed now.

    A person may write the same number in another unit or with other decimals.
    """
    if not text.strip():
        return NumberState.LOST, ""
    if item.former and normal(text) == normal(item.former) != normal(item.text):
        agrees = current is not None and normal(text) == normal(current)
        return (
            (NumberState.UNCHANGED, "")
            if agrees
            else (NumberState.STALE, "更新没有被接受，仍是原来的数")
        )
    same = normal(text) == normal(item.text)
    reworded = not same and is_sentence(item) and _figures(text) == _figures(item.text)
    if not same and not reworded and not is_same_number:
        agrees = current is not None and normal(text) == normal(current)
        return NumberState.EDITED, "改成的数与现台账一致" if agrees else ""
    note = "数没变，文字改过" if reworded else ""
    note = "数没变，换了写法" if not same and is_same_number else note
    if current is None:
        gone = item.figure.partition(".")[0] in {"annex", "conclusions"}
        return (NumberState.STALE, GONE) if gone else (NumberState.UNCHANGED, note)
    if normal(current) == normal(item.text):
        return NumberState.UNCHANGED, note
    return NumberState.STALE, "现台账没有数" if current == PENDING else note


def is_cell_of_gone_row(verdict: NumberVerdict) -> bool:
    """Whether a verdict is of a cell, not the name, of an annex row that the ledger no longer has."""
    is_cell = verdict.figure.startswith("annex.") and not verdict.figure.endswith(".name")
    return is_cell and verdict.note == GONE


def is_sentence(item: Print) -> bool:
    """Whether a printing is whole sentences, in which a person may change words and leave the numbers."""
    first = item.figure.partition(".")[0]
    return first in {"conclusions", "changes"} or (
        first == "tasks" and item.figure.endswith(".some")
    )


def _figures(text: str) -> list[str]:
    return re.findall(rf"\d[\d.]*|{DIRECTIONS.pattern}", normal(text))


_AROUND = 14


def near(place: PrintPlace) -> str:
    """Return the words around a place, the number in brackets."""
    text = place.paragraph.text
    before = text[max(0, place.start - _AROUND) : place.start]
    shown = place.text if len(place.text) <= 2 * _AROUND else f"{place.text[: 2 * _AROUND]}…"
    return _flat(f"{before}【{shown}】{text[place.end : place.end + _AROUND // 2]}")


def _was_near(trace: Trace, item: Print) -> str:
    line = next(line for line in trace.lines if item in line.prints)
    at = line.text.find(item.text)
    return _flat(f"{line.text[max(0, at - _AROUND) : at]}【{item.text[: 2 * _AROUND]}】")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _by_hand(report: EditedReport, match: Matched, computed: Report) -> Iterator[_Placed]:
    """Yield numbers that neither a figure nor the template put there."""
    own = of_template(report.trace or Trace())
    printed: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for places in match.found.values():
        for place in places:
            printed[id(place.paragraph)].append((place.start, place.end))
    for paragraph in report.paragraphs:
        spans = printed[id(paragraph)]
        for place, verdict in _of_last_period(paragraph):
            spans.append((place.start, place.end))
            yield id(paragraph), place.start, verdict
        for number in loose_numbers(paragraph, spans):
            if own[normal(number.text)] > 0:
                own[normal(number.text)] -= 1
                continue
            yield id(paragraph), number.start, _unknown(paragraph, number, computed)


def _of_last_period(paragraph: EditedParagraph) -> Iterator[tuple[PrintPlace, NumberVerdict]]:
    """Yield the digits that a template kept and nobody changed."""
    for control in paragraph.controls:
        text = paragraph.text[control.start : control.end]
        if text and literal_in(control.tag) == text:
            place = PrintPlace(Print(0, "", ""), paragraph, control.start, control.end, control)
            note = "模板里留下的上期数字：请改成本期的；确实不变的，去掉底色和控件"
            yield (
                place,
                NumberVerdict(
                    state=NumberState.LAST_PERIOD, place=paragraph.place, near=near(place), found=text, note=note,
                ),
            )  # fmt: skip


def of_template(trace: Trace) -> Counter[str]:
    """Return the numbers that the template's own words have, and how often."""
    return Counter(
        normal(number.text)
        for line in trace.lines
        for piece in line.pieces
        if isinstance(piece, str)
        for number in numbers_in(piece)
    )


def loose_numbers(paragraph: EditedParagraph, spans: Sequence[tuple[int, int]]) -> Iterator[Number]:
    """Yield the numbers of a paragraph outside *spans*; a bare number in a header or footer is a page's."""
    is_margin = "/header" in paragraph.part or "/footer" in paragraph.part
    for number in numbers_in(paragraph.text):
        if is_margin and not number.unit:
            continue
        if not any(a < number.digits_end and number.start < b for a, b in spans):
            yield number


def _unknown(paragraph: EditedParagraph, number: Number, computed: Report) -> NumberVerdict:
    equal = figures_equal(number, computed)
    note = f"等于：{'、'.join(f'{f.title}（{f.id}）' for f in equal[:_TOLD])}" if equal else ""
    if len(equal) > _TOLD:
        note += f"等{len(equal)}项"
    where = PrintPlace(Print(0, "", ""), paragraph, number.start, number.end)
    return NumberVerdict(
        state=NumberState.UNKNOWN, place=paragraph.place, near=near(where), found=number.text, note=note,
        candidates=tuple(figure.id for figure in equal),
    )  # fmt: skip


def _without_trace(report: EditedReport, again: Restating) -> Iterator[NumberVerdict]:
    """Yield verdicts where the document carries no trace: tags still name figures, other numbers are compared with all."""
    computed = again.names.report
    for paragraph in report.paragraphs:
        tagged = [
            (control, item)
            for control in paragraph.controls
            if (item := _print_of_tag(control.tag)) is not None and control.end > control.start
        ]
        for control, item in tagged:
            current = again.text(item)
            place = PrintPlace(item, paragraph, control.start, control.end, control)
            same = current is not None and normal(place.text) == normal(current)
            figure = computed.figures.get(item.figure)
            yield NumberVerdict(
                state=NumberState.UNCHANGED if same else NumberState.DIFFERS, place=paragraph.place, near=near(place),
                figure=item.figure, title=figure.title if figure else item.figure,
                found=place.text, current=current,
                note="" if same else "没有溯源信息，分不清是改过还是过时",
            )  # fmt: skip
        spans = [(control.start, control.end) for control, _ in tagged]
        for place, verdict in _of_last_period(paragraph):
            spans.append((place.start, place.end))
            yield verdict
        for number in loose_numbers(paragraph, spans):
            yield _unknown(paragraph, number, computed)


def _print_of_tag(tag: str) -> Print | None:
    """Return what a tag alone says; None where it is not ours or its figure needs more than the tag holds."""
    found = re.fullmatch(r"([^|]+)\|([a-z_]*)\|.*#(\d+)", tag)
    if found is None or found[1].startswith(("annex.", "conclusions", "tasks.", "changes")):
        return None
    if found[2] in {"month", "number"}:
        return None
    return Print(int(found[3]), found[1], "", found[2])
