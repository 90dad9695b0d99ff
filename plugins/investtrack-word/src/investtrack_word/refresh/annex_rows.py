"""Rows of the annex tables in an edited report: those of new projects added, those gone taken out, unless a person edited them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from investtrack.report import Report as Computed
from investtrack_ooxml.document.opening import attribute, child
from investtrack_ooxml.xml import local_name
from investtrack_word.refresh.tracking import Tracking
from investtrack_word.report.controls import FIRST_ID, tag_of
from investtrack_word.report.rendered import RenderedValue
from investtrack_word.report.trace import Print, Trace, WrittenLine, print_of
from investtrack_word.verify.matching import Matched


if TYPE_CHECKING:
    from lxml.etree import _Element


TABLES = ("entries", "resumptions", "starts", "slow", "issues", "tasks")


@frozen
class RowChange:
    """A row that was added or taken out: table, key, and whether it was added."""

    table: str
    key: str
    is_new: bool


@frozen(eq=False)
class _Row:
    """A row as it stands in the document: its element, the printings in it, whether all is as written."""

    element: _Element
    prints: tuple[Print, ...]
    is_untouched: bool


def settle_rows(  # noqa: PLR0913, PLR0917 - a document, its ledger, and how it is written
    trace: Trace,
    match: Matched,
    annex: Mapping[str, Any],
    computed: Computed,
    edited: set[int],
    tracking: Tracking | None = None,
) -> tuple[Trace, list[RowChange]]:
    """Change the tables in the document and return the trace with the rows that it has now.

    A table is left alone where a row cannot be found whole, or where none of its rows would stay to
    show what a row looks like.

    Args:
        trace: the trace, its figures renewed.
        match: where each printing stands.
        annex: the annex tables as they are now.
        computed: the report as it is now.
        edited: numbers of the printings that a person edited or deleted.
        tracking: writes rows as tracked changes; without it they come and go in place.
    """
    changes: list[RowChange] = []
    for table in TABLES:
        rows, deleted = _rows(trace, table, match, edited)
        now = {row["name"].key: row for row in annex[table]["rows"]}
        staying = [key for key in rows if key in now]
        if not rows or not staying:
            continue
        for key in [key for key in rows if key not in now and rows[key].is_untouched]:
            row = rows.pop(key)
            if tracking is None:
                row.element.getparent().remove(row.element)
            else:
                tracking.delete_row(row.element)
            trace = _without(trace, row.prints)
            changes.append(RowChange(table, key, is_new=False))
        come = [key for key in now if key not in rows and key not in deleted]
        come_in: list[Any] = []
        model = next((rows[key] for key in staying if _is_model(rows[key])), None)
        if model is not None:
            for key in come:
                trace = _added(trace, table, key, now, model, rows, computed)
                come_in.append(rows[key].element)
                changes.append(RowChange(table, key, is_new=True))
        if tracking is not None:  # once all stand: a row that was put in is a model for the next
            for element in come_in:
                tracking.insert_row(element)
    return trace, changes


def _rows(
    trace: Trace, table: str, match: Matched, edited: set[int]
) -> tuple[dict[str, _Row], set[str]]:
    """Return key → row, and the keys of rows that a person deleted; no rows where any is not in one piece."""
    deleted: set[str] = set()
    prints: dict[str, list[Print]] = {}
    for item in trace.prints:
        if item.figure.startswith(f"annex.{table}.") and item.key:
            prints.setdefault(item.key, []).append(item)
    rows: dict[str, _Row] = {}
    for key, items in prints.items():
        elements = [
            _row_of(place.control.element)
            for item in items
            for place in match.found.get(item.number, ())
            if place.control is not None and place.control.tag
        ]
        if not any(match.found.get(item.number) for item in items):
            deleted.add(key)
            continue
        if len(elements) != len(items) or any(e is None or e is not elements[0] for e in elements):
            return {}, deleted
        untouched = not any(item.number in edited for item in items)
        rows[key] = _Row(elements[0], tuple(items), untouched)
    return rows, deleted


def _row_of(element: _Element) -> _Element:
    return next((e for e in element.iterancestors() if local_name(e) == "tr"), None)


def _controls(row: _Element) -> Iterator[tuple[Any, str]]:
    """Yield each of our controls in a row with the id of its figure."""
    for element in row.iter():
        if local_name(element) == "sdt":
            tag = child(element, "sdtPr", "tag")
            if tag is not None and attribute(tag, "val").startswith("annex."):
                yield element, attribute(tag, "val").partition("|")[0]


def _is_model(row: _Row) -> bool:
    """Whether a row can be copied: as written, and nothing in it beside its figures."""
    whole = "".join(t.text or "" for t in row.element.iter() if local_name(t) == "t")
    inside = "".join(
        t.text or ""
        for control, _ in _controls(row.element)
        for t in control.iter()
        if local_name(t) == "t"
    )
    marks = {"ins", "del", "moveFrom", "moveTo", "commentRangeStart"}
    return (
        row.is_untouched
        and whole == inside
        and not any(local_name(e) in marks for e in row.element.iter())
    )


def _without(trace: Trace, gone: Sequence[Print]) -> Trace:
    numbers = {item.number for item in gone}
    return evolve(
        trace,
        lines=tuple(
            line for line in trace.lines if not any(item.number in numbers for item in line.prints)
        ),
    )


def _added(  # noqa: PLR0913, PLR0917 - a row, and all it is made from
    trace: Trace,
    table: str,
    key: str,
    now: Mapping[str, Mapping[str, Any]],
    model: _Row,
    rows: dict[str, _Row],
    computed: Computed,
) -> Trace:
    """Put the row of *key* after the row that comes before it now, else before the table's first."""
    element = copy.deepcopy(model.element)
    number = max(item.number for item in trace.prints) + 1
    prints: list[Print] = []
    for control, figure in list(_controls(element)):
        said: RenderedValue = now[key][figure.removeprefix(f"annex.{table}.")]
        item = print_of(number + len(prints), said, computed)
        prints.append(item)
        _fill(control, item, f"{computed.as_of:%Y%m%d}")
    for each in element.iter():
        for name in [n for n in each.attrib if n.rpartition("}")[2] in {"paraId", "textId"}]:
            del each.attrib[name]  # Word wants them unique
    before = None
    for other in now:
        if other == key:
            break
        before = other if other in rows else before
    if before is not None:
        rows[before].element.addnext(element)
    else:
        first = next(iter(rows.values())).element
        first.addprevious(element)
    anchor = rows[before].prints if before is not None else next(iter(rows.values())).prints
    rows[key] = _Row(element, tuple(prints), is_untouched=True)
    lines = [WrittenLine("word/document.xml", (item,), in_table=True) for item in prints]
    return _inserted(trace, lines, anchor, after=before is not None)


def _fill(control: object, item: Print, as_of: str) -> None:
    for element, name, value in (
        (child(control, "sdtPr", "tag"), "val", tag_of(item, as_of)),
        (child(control, "sdtPr", "id"), "val", str(FIRST_ID + item.number)),
    ):
        for key in list(element.attrib) if element is not None else ():
            if element is not None and str(key).rpartition("}")[2] == name:
                element.set(key, value)
    content = child(control, "sdtContent")
    texts = [t for t in content.iter() if local_name(t) == "t"] if content is not None else []
    for index, text in enumerate(texts):
        text.text = item.text if index == 0 else ""


def _inserted(
    trace: Trace, lines: Sequence[WrittenLine], anchor: Sequence[Print], *, after: bool
) -> Trace:
    numbers = {item.number for item in anchor}
    places = [
        index
        for index, line in enumerate(trace.lines)
        if any(item.number in numbers for item in line.prints)
    ]
    at = places[-1] + 1 if after else places[0]
    return evolve(trace, lines=(*trace.lines[:at], *lines, *trace.lines[at:]))
