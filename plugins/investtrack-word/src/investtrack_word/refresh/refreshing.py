"""New figures into an edited report: people's words and numbers stay, what no longer fits is written anew or listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import Factory, define, evolve, field, frozen

from investtrack.report import Report
from investtrack_ooxml.document.opening import attribute, child, demand_same_text
from investtrack_word.refresh.actions import Action, ActionKind
from investtrack_word.refresh.annex_rows import RowChange, settle_rows
from investtrack_word.refresh.deciding import decided, is_as_left
from investtrack_word.refresh.idle import idle_sentences
from investtrack_word.refresh.rewording import TITLES, Reworded, compared, reworded_rows
from investtrack_word.refresh.rewriting import Edit, Rewriting, moved
from investtrack_word.refresh.tracking import Tracking, is_pending
from investtrack_word.refresh.typed_copies import TypedCopy, typed_copies
from investtrack_word.report.context import Names
from investtrack_word.report.controls import tag_of
from investtrack_word.report.pictures import redraw
from investtrack_word.report.restating import Restating
from investtrack_word.report.trace import Print, Trace, WrittenLine, about, print_of, traced
from investtrack_word.report.trace_part import trace_xml
from investtrack_word.verify.document import EditedParagraph, EditedReport, replace_spans
from investtrack_word.verify.figures_in_text import normal
from investtrack_word.verify.matching import Matched, PrintPlace, matched
from investtrack_word.verify.own_form import in_its_form, is_same_number
from investtrack_word.verify.verifying import near


@frozen(kw_only=True)
class Refreshed:
    """The refreshed report.

    Attributes:
        data: the document.
        actions: what was done, in the order of the document.
        sentences: what the template words otherwise now, written or left to a person; None where the template is not at hand.
    """

    data: bytes = field(repr=False)
    actions: tuple[Action, ...]
    sentences: tuple[Reworded, ...] | None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to a person, who has to accept sentences written anew, too."""
        return not self.sentences and not any(unsettled(self))


class NoTraceError(Exception):
    """The report carries no trace, so nobody can tell a figure from a number typed by hand."""


@frozen(kw_only=True)
class Manner:
    """How a report is refreshed.

    Attributes:
        is_tracked: whether figures, too, are written as tracked changes.
        with_copies: whether numbers typed by hand that state a figure once more are changed with it, as tracked changes.
    """

    is_tracked: bool = False
    with_copies: bool = False


_PLAIN = Manner()
_LAST = 1 << 30  # after everything that has a place


def refresh(  # noqa: PLR0913 - a document, what it says now, and how it is to be written
    report: EditedReport,
    computed: Report,
    lines: Sequence[WrittenLine] | None = None,
    *,
    since: Report | None = None,
    force: bool = False,
    manner: Manner = Manner(),
) -> Refreshed:
    """Return *report* with the figures of *computed*.

    Figures are written in place. Sentences that no longer fit are written anew, as tracked changes, where nobody touched them.

    Args:
        report: the edited document; its XML is changed.
        computed: the report of the ledger as it is now.
        lines: what the template prints now; None where the template is not at hand.
        since: an earlier report, for the paragraph of changes.
        force: whether figures that a person edited are overwritten too.
        manner: what is written as tracked changes.

    Raises:
        NoTraceError: the report carries no trace.
    """
    if report.trace is None:
        raise NoTraceError
    work = _Refreshing(
        report,
        computed,
        report.trace,
        Restating(Names(computed, since), report.trace.prints),
        lines,
        manner,
    )
    for item in work.trace.prints:
        work.decide(item, force=force)
    return work.done()


@define(eq=False)
class _Refreshing:
    """One refresh: what is decided for each printing, and then written.

    Attributes:
        report: the document.
        computed: the report of the ledger as it is now.
        trace: the document's trace, as it was.
        again: says printings again.
        lines: what the template prints now; None where it is not at hand.
        manner: what is written as tracked changes.
        new: printing → what it is now.
        values: printing → its exact value now.
        edited: printings that a person edited or deleted.
        actions: what is said: place in the document, place in the paragraph, action.
        edits: what is written.
    """

    report: EditedReport
    computed: Report
    trace: Trace
    again: Restating
    lines: Sequence[WrittenLine] | None
    manner: Manner
    match: Matched = field(init=False)
    rewriting: Rewriting = field(init=False)
    tracking: Tracking = field(init=False)
    order: dict[int, int] = field(init=False)
    new: dict[int, Print] = Factory(dict)
    values: dict[int, object] = Factory(dict)
    edited: set[int] = Factory(set)
    actions: list[tuple[int, int, Action]] = Factory(list)
    edits: list[Edit] = Factory(list)

    def __attrs_post_init__(self) -> None:
        paragraphs = self.report.paragraphs
        self.match = matched(self.trace, paragraphs)
        printed = self.trace.lines if self.lines is None else self.lines
        self.rewriting = Rewriting(
            self.report, self.trace, self.match, printed, compared(self.trace.lines, printed)
        )
        self.tracking = Tracking.of(self.report, self.computed.as_of)
        self.order = {id(paragraph): number for number, paragraph in enumerate(paragraphs)}

    def decide(self, item: Print, *, force: bool) -> None:
        """Decide what becomes of one printing, wherever it stands."""
        said = self.again.rendered(item)
        current = None
        if said is not None:
            current = said.text or _NOTHING
            self.new[item.number] = evolve(print_of(item.number, said, self.computed), text=current)
            self.values[item.number] = said.value
        places = self.match.found.get(item.number, [])
        if len(places) != 1 or not is_as_left(item, places[0].text):
            self.edited.add(item.number)
        for place in places:
            self._decide_at(item, place, current, force=force)
        if not places and (current is None or normal(current) != normal(item.text)):
            lost = Action(
                deed=ActionKind.LOST,
                place="",
                near="",
                figure=item.figure,
                before=item.text,
                after=current,
            )
            self.actions.append((len(self.order), item.number, lost))

    def _decide_at(
        self, item: Print, place: PrintPlace, current: str | None, *, force: bool
    ) -> None:
        display = self.again.names.display
        anew = self.rewriting.covers(place)
        restyled = not is_as_left(item, place.text) and is_same_number(
            item, place.text, self.trace, display
        )
        if current is not None and restyled:
            # A person wrote it in a form of his own, which it keeps.
            value = self.values[item.number]
            current = in_its_form(place.text, current, value, display, item.text) or current
        old = self.trace.figures.get(item.figure)
        action = decided(
            place,
            item.value or (old.value if old else ""),
            current,
            self.new.get(item.number),
            is_ours=force or restyled or is_as_left(item, place.text),
        )
        if action is None:
            return
        if anew and action.deed is ActionKind.DIRECTION:
            action = evolve(action, deed=ActionKind.CHANGED, note="")  # its words turn with it
        self.actions.append((self.order[id(place.paragraph)], place.start, action))
        writes = action.deed in {ActionKind.CHANGED, ActionKind.DIRECTION}
        if writes and action.after is not None and not (self.manner.is_tracked and anew):
            self.edits.append((place, action.after))
        if item.number in self.new and (self.manner.is_tracked or not writes):
            # This stands again where the change, or the person's own, is rejected.
            pending = place.control is not None and is_pending(place.control.element)
            former = item.former if pending and item.former else item.text
            self.new[item.number] = evolve(self.new[item.number], former=former)

    def done(self) -> Refreshed:
        """Write what was decided and return the document."""
        self._retag()
        typed = list(self._typed())
        _write(self.edits, self.tracking if self.manner.is_tracked else None)
        for place, text in sorted(typed, key=lambda edit: -edit[0].start):
            start, end = (moved(place.paragraph, at, self.edits) for at in (place.start, place.end))
            self.tracking.replace(place.paragraph, start, end, text, whole_controls=False)
        self.edits += typed
        trace = self._new_trace()
        sentences: tuple[Reworded, ...] | None = None
        if self.lines is not None:
            # What is rejected stands again with its new figures, or as it was where these are rejected, too.
            former = self.trace.lines if self.manner.is_tracked else trace.lines
            sentences = self.rewriting.write(self.edits, self.tracking, former)
            trace = self._with_lines(trace, self.rewriting.renewed(trace.lines, former))
        self.actions += idle_sentences(
            self.report, self.match, self.trace, self.values, self.tracking
        )
        trace, rows = settle_rows(
            trace,
            self.match,
            self.again.names.annex,
            self.computed,
            self.edited,
            self.tracking if self.manner.is_tracked else None,
        )
        if self.lines is not None and sentences is not None:
            sentences = (*sentences, *reworded_rows(trace.lines, self.lines))
        self.actions += [
            (_LAST, 0, _of_picture(label)) for label in redraw(self.report.package, self.computed)
        ]
        return Refreshed(
            data=_packed(self.report, trace),
            actions=(*_settled(self.actions, self.trace, rows), *map(_of_row, rows)),
            sentences=sentences,
        )

    def _typed(self) -> Iterator[Edit]:
        """Say which numbers typed by hand state a figure once more; yield those that are to be written."""
        display = self.again.names.display
        for each in typed_copies(
            self.trace, self.match, self.report.paragraphs, self.values, display
        ):
            written = self.manner.with_copies and each.after is not None
            at = (self.order[id(each.place.paragraph)], each.place.start)
            self.actions.append((*at, _of_copy(each, written=written)))
            if each.after is not None and written:
                yield each.place, each.after

    def _retag(self) -> None:
        """Let each control's tag say the new as-of date."""
        as_of = f"{self.computed.as_of:%Y%m%d}"
        for number, places in self.match.found.items():
            for place in places:
                tag = child(place.control.element, "sdtPr", "tag") if place.control else None
                if tag is None or number not in self.new or not attribute(tag, "val"):
                    continue
                key = next(key for key in tag.attrib if key.rpartition("}")[2] == "val")
                tag.set(key, tag_of(self.new[number], as_of))

    def _new_trace(self) -> Trace:
        def renewed(piece: str | Print) -> str | Print:
            return piece if isinstance(piece, str) else self.new.get(piece.number, piece)

        lines = tuple(
            evolve(line, pieces=tuple(map(renewed, line.pieces))) for line in self.trace.lines
        )
        figures = dict(self.trace.figures)
        for item in self.trace.prints:
            said = self.again.rendered(item)
            if said is not None:
                figures[item.figure] = traced(said, self.computed)
        return Trace(
            about={**self.trace.about, **about(self.computed)},
            sources=self.computed.ledger.sources,
            figures=figures,
            lines=lines,
        )

    def _with_lines(self, trace: Trace, lines: tuple[WrittenLine, ...]) -> Trace:
        """Return the trace with these lines and what is told of the figures that came with them."""
        figures = dict(trace.figures)
        for item in (p for line in lines for p in line.prints if p.figure not in figures):
            said = self.again.rendered(item)
            if said is not None:
                figures[item.figure] = traced(said, self.computed)
        return evolve(trace, lines=lines, figures=figures)


_NOTHING = "无"  # what a list of names that became empty leaves in its sentence


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


def _of_picture(label: str) -> Action:
    return Action(
        deed=ActionKind.PICTURE, place="正文", near=label, figure="", before=label, after=None,
        note="这里画不了（没装画图插件，或图换了格式），请删去或重画",
    )  # fmt: skip


def _of_copy(copy: TypedCopy, *, written: bool) -> Action:
    note = f"等于写出时的{'、'.join(copy.figures[:3])}"
    if copy.after is None:
        note += "，这几个指标现在不同，请自己改"
    else:
        note += "，已按修订改" if written else "；加 --copies 一并改"
    return Action(
        deed=ActionKind.TYPED, place=copy.place.paragraph.place, near=near(copy.place),
        figure=copy.figures[0], before=copy.place.text, after=copy.after, note=note,
    )  # fmt: skip


def _write(edits: Sequence[Edit], tracking: Tracking | None) -> None:
    by_paragraph: dict[int, tuple[EditedParagraph, list[tuple[int, int, str]]]] = {}
    for place, text in edits:
        _, spans = by_paragraph.setdefault(id(place.paragraph), (place.paragraph, []))
        spans.append((place.start, place.end, text))
    for paragraph, spans in by_paragraph.values():
        if tracking is None:
            replace_spans(paragraph, spans)
            continue
        for start, end, text in sorted(spans, reverse=True):
            tracking.replace(paragraph, start, end, text, whole_controls=False)


def _packed(report: EditedReport, trace: Trace) -> bytes:
    """Return the document, read back: whole, and its text as it was decided.

    Raises:
        ExportError: it is not.
    """
    report.package.put(report.trace_part, trace_xml(trace).encode())
    data = report.package.to_bytes()
    demand_same_text(_DOCUMENT, report.package, data, report.parts)
    return data


_DOCUMENT = "Word 文档"


def unsettled(result: Refreshed) -> Iterator[Action]:
    """Yield what is left to a person."""
    done = {ActionKind.CHANGED, ActionKind.ROW_ADDED, ActionKind.ROW_REMOVED}
    yield from (action for action in result.actions if action.deed not in done or action.note)
