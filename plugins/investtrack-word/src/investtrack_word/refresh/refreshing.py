"""New figures into an edited report: people's words and numbers stay, what no longer fits is listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction

from attrs import evolve, field, frozen

from investtrack.report import Report
from investtrack.wording import PENDING
from investtrack_ooxml.document.elements import attribute, child
from investtrack_ooxml.reading_back import demand_whole
from investtrack_word.refresh.annex_rows import RowChange, settle_rows
from investtrack_word.refresh.sentences import TITLES, Reworded, reworded
from investtrack_word.report.context import Names
from investtrack_word.report.controls import tag_of
from investtrack_word.report.filters import DIRECTIONS
from investtrack_word.report.restating import Restating
from investtrack_word.report.trace import Print, Trace, WrittenLine, about, print_of, traced
from investtrack_word.report.trace_part import trace_xml
from investtrack_word.verify.document import EditedParagraph, EditedReport, replace_spans
from investtrack_word.verify.figures_in_text import normal
from investtrack_word.verify.matching import Matched, PrintPlace, matched
from investtrack_word.verify.verifying import NumberState, near, state_of


class ActionKind(StrEnum):
    """What was done with a figure, or is left to a person; the value is the Chinese word.

    CHANGED: the new figure was written. KEPT: edited by a person, so left. DIRECTION: a word beside the
    figure, not the figure's own, may no longer fit. ROW_ADDED, ROW_REMOVED: a project came into an annex table or left it. GONE: the ledger no longer has it. LOST: no longer in the text.
    """

    CHANGED = "已更新"
    KEPT = "人改过，未动"
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


@frozen(kw_only=True)
class Refreshed:
    """The refreshed report.

    Attributes:
        data: the document.
        actions: what was done, in the order of the document.
        sentences: what the template would word otherwise now; None where the template is not at hand.
    """

    data: bytes = field(repr=False)
    actions: tuple[Action, ...]
    sentences: tuple[Reworded, ...] | None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to a person."""
        return not self.sentences and not any(unsettled(self))


class NoTraceError(Exception):
    """The report carries no trace, so nobody can tell a figure from a number typed by hand."""


def refresh(
    report: EditedReport,
    computed: Report,
    lines: Sequence[WrittenLine] | None = None,
    *,
    since: Report | None = None,
    force: bool = False,
) -> Refreshed:
    """Return *report* with the figures of *computed*.

    Args:
        report: the edited document; its XML is changed.
        computed: the report of the ledger as it is now.
        lines: what the template prints now; None where the template is not at hand.
        since: an earlier report, for the paragraph of changes.
        force: whether figures that a person edited are overwritten too.

    Raises:
        NoTraceError: the report carries no trace.
    """
    if report.trace is None:
        raise NoTraceError
    trace = report.trace
    match = matched(trace, report.paragraphs)
    again = Restating(Names(computed, since))
    actions: list[tuple[int, int, Action]] = []
    edits: list[tuple[PrintPlace, str]] = []
    new: dict[int, Print] = {}
    edited: set[int] = set()
    order = {id(paragraph): number for number, paragraph in enumerate(report.paragraphs)}
    for item in trace.prints:
        said = again.rendered(item)
        current = None
        if said is not None:
            current = said.text or _NOTHING
            new[item.number] = evolve(print_of(item.number, said, computed), text=current)
        places = match.found.get(item.number, [])
        if len(places) != 1 or normal(places[0].text) != normal(item.text):
            edited.add(item.number)
        for place in places:
            action = _decided(trace, item, place, current, new.get(item.number), force=force)
            if action is not None:
                actions.append((order[id(place.paragraph)], place.start, action))
                if (
                    action.deed in {ActionKind.CHANGED, ActionKind.DIRECTION}
                    and current is not None
                ):
                    edits.append((place, current))
        if not places and (current is None or normal(current) != normal(item.text)):
            lost = Action(
                deed=ActionKind.LOST,
                place="",
                near="",
                figure=item.figure,
                before=item.text,
                after=current,
            )
            actions.append((len(order), item.number, lost))
    _retag(match, new, computed)
    _write(edits)
    renewed = _new_trace(trace, new, again, computed)
    renewed, rows = settle_rows(renewed, match, again.names.annex, computed, edited)
    # The old sentences with the new figures: as they stand in the document now.
    sentences = None if lines is None else reworded(renewed.lines, lines)
    return Refreshed(
        data=_packed(report, renewed),
        actions=(*_settled(actions, trace, rows), *map(_of_row, rows)),
        sentences=sentences,
    )


def _settled(
    actions: Sequence[tuple[int, int, Action]], trace: Trace, rows: Sequence[RowChange]
) -> Iterator[Action]:
    """Yield the actions in the order of the document, but for names of rows that were taken out."""
    gone = {(f"annex.{row.table}.name", row.key) for row in rows if not row.is_new}
    texts = {(item.figure, item.text) for item in trace.prints if (item.figure, item.key) in gone}
    for _, _, action in sorted(actions, key=lambda a: a[:2]):
        if action.deed is not ActionKind.GONE or (action.figure, action.before) not in texts:
            yield action


def _of_row(row: RowChange) -> Action:
    return Action(
        deed=ActionKind.ROW_ADDED if row.is_new else ActionKind.ROW_REMOVED,
        place=TITLES[row.table],
        near="",
        figure=f"annex.{row.table}.name",
        before="" if row.is_new else row.key,
        after=row.key if row.is_new else None,
    )


def _decided(  # noqa: PLR0913 - what is known of one place
    trace: Trace,
    item: Print,
    place: PrintPlace,
    current: str | None,
    new: Print | None,
    *,
    force: bool,
) -> Action | None:
    """Return what to do at one place; None where all is well."""
    state, _ = state_of(item, place.text, current)
    where = {
        "place": place.paragraph.place, "near": near(place), "figure": item.figure, "before": place.text,
    }  # fmt: skip
    if current is None:
        # Of a row of an annex table that is gone, its name says enough.
        is_cell = item.figure.startswith("annex.") and not item.figure.endswith(".name")
        gone = state is not NumberState.UNCHANGED and not is_cell
        return Action(deed=ActionKind.GONE, after=None, **where) if gone else None
    if normal(place.text) == normal(current):
        return None
    untouched = normal(place.text) == normal(item.text)
    if not untouched and not force:
        return Action(deed=ActionKind.KEPT, after=current, **where)
    word = _word_beside(place) if _turned(trace, item, new) else ""
    if word:
        note = f"数的正负变了，旁边的“{word}”请核对"
        return Action(deed=ActionKind.DIRECTION, after=current, note=note, **where)
    note = "现台账没有这个数" if current == PENDING else ""
    return Action(deed=ActionKind.CHANGED, after=current, note=note, **where)


_NOTHING = "无"  # what a list of names that became empty leaves in its sentence
_REACH = 8


def _word_beside(place: PrintPlace) -> str:
    """Return a direction word just before or after the figure, outside it."""
    text = place.paragraph.text
    before = text[max(0, place.start - _REACH) : place.start]
    after = text[place.end : place.end + _REACH // 2]
    found = DIRECTIONS.findall(before)[-1:] or DIRECTIONS.findall(after)[:1]
    return found[0] if found and not DIRECTIONS.search(place.text) else ""


def _turned(trace: Trace, item: Print, new: Print | None) -> bool:
    """Whether the exact value went from one side of zero to the other, or to or from zero."""
    old = trace.figures.get(item.figure)
    before = item.value or (old.value if old else "")
    after = (new.value or new.whole) if new else ""
    try:
        return _sign(before) != _sign(after)
    except (ValueError, ZeroDivisionError):
        return False


def _sign(text: str) -> int:
    number = Fraction(text)
    return (number > 0) - (number < 0)


def _write(edits: Sequence[tuple[PrintPlace, str]]) -> None:
    by_paragraph: dict[int, tuple[EditedParagraph, list[tuple[int, int, str]]]] = {}
    for place, text in edits:
        _, spans = by_paragraph.setdefault(id(place.paragraph), (place.paragraph, []))
        spans.append((place.start, place.end, text))
    for paragraph, spans in by_paragraph.values():
        replace_spans(paragraph, spans)


def _retag(match: Matched, new: dict[int, Print], computed: Report) -> None:
    """Let each control's tag say the new as-of date."""
    as_of = f"{computed.as_of:%Y%m%d}"
    for number, places in match.found.items():
        for place in places:
            tag = child(place.control.element, "sdtPr", "tag") if place.control else None
            if tag is None or number not in new or not attribute(tag, "val"):
                continue
            key = next(key for key in tag.attrib if key.rpartition("}")[2] == "val")
            tag.set(key, tag_of(new[number], as_of))


def _new_trace(trace: Trace, new: dict[int, Print], again: Restating, computed: Report) -> Trace:
    def renewed(piece: str | Print) -> str | Print:
        return piece if isinstance(piece, str) else new.get(piece.number, piece)

    figures = dict(trace.figures)
    for item in trace.prints:
        said = again.rendered(item)
        if said is not None:
            figures[item.figure] = traced(said, computed)
    return Trace(
        about={**trace.about, **about(computed)},
        sources=computed.ledger.sources,
        figures=figures,
        lines=tuple(evolve(line, pieces=tuple(map(renewed, line.pieces))) for line in trace.lines),
    )


def _packed(report: EditedReport, trace: Trace) -> bytes:
    report.package.put(report.trace_part, trace_xml(trace).encode())
    data = report.package.to_bytes()
    demand_whole("Word 文档", data)
    return data


def unsettled(result: Refreshed) -> Iterator[Action]:
    """Yield what is left to a person."""
    done = {ActionKind.CHANGED, ActionKind.ROW_ADDED, ActionKind.ROW_REMOVED}
    yield from (action for action in result.actions if action.deed not in done or action.note)
