"""Which field of the ledger the printed groups of a form are: 一、产业项目 is what 项目类别 says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import field, frozen

from investtrack.model.columns import CellKind, columns
from investtrack.model.ledger import Sheet
from investtrack.reading.headers.header import clean
from investtrack_forms.expressions.fields import field_of
from investtrack_forms.expressions.report_context import ReportContext, plain_text
from investtrack_forms.form_body import Body, FormHead


_KINDS = frozenset({CellKind.TEXT, CellKind.CHOICE, CellKind.NAMES})
_SUFFIX = re.compile("(?:类项目|项目|类|片区|组)$")


@frozen(eq=False)
class Grouping:
    """Conditions of printed groups.

    Attributes:
        where: head → the condition its records meet; a head that is not there was not understood.
        said: what was taken as what, in Chinese.
        notes: heads that were not understood.
    """

    where: Mapping[FormHead, str] = field(factory=dict)
    said: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def group_conditions(context: ReportContext, sheet: Sheet, body: Body) -> Grouping:
    """Return which records the printed groups of *body* are of: one field a level, whose values their words are."""
    where: dict[FormHead, str] = {}
    said: list[str] = []
    notes: list[str] = []
    values = _values(context, sheet)
    for depth in sorted({len(head.above) for head in body.heads}):
        heads = [head for head in body.heads if len(head.above) == depth]
        label, found = _field(heads, values)
        if label:
            said.append(f"印着的{'、'.join(h.label for h in heads if h in found)}按“{label}”分")
        for head in heads:
            own = found.get(head)
            above = where.get(head.above[-1], "") if head.above else ""
            if own is None or (head.above and not above):
                notes.append(
                    f"第{head.row}行印着“{head.label}”，像是分组，不知道是台账哪一项的值，没有按组填"
                )
                continue
            condition = f"{label} 属于 “{'、'.join(own)}”"
            where[head] = f"{above} 且 {condition}" if above else condition
    return Grouping(where, tuple(said), tuple(notes))


def _values(context: ReportContext, sheet: Sheet) -> dict[str, dict[str, int]]:
    """Return what the records say in each field of words: label → value → how often."""
    records: Sequence[object] = getattr(context.report.ledger, sheet.attribute) or ()
    found: dict[str, dict[str, int]] = {}
    for column in columns(sheet.record):
        if column.kind not in _KINDS or column.required:
            continue
        own = field_of(sheet.attribute, column.key)
        for record in records:
            text = plain_text(own.get(context, record)[0])
            if text and not set(text) & set("、,，“”"):
                counted = found.setdefault(column.label, {})
                counted[text] = counted.get(text, 0) + 1
    return found


def _field(
    heads: Sequence[FormHead], values: Mapping[str, Mapping[str, int]]
) -> tuple[str, dict[FormHead, list[str]]]:
    """Return the field that says most of the heads' words, over most records; empty where none says half of them."""
    best: tuple[int, int, str, dict[FormHead, list[str]]] = (0, 0, "", {})
    for label, counted in values.items():
        found: dict[FormHead, list[str]] = {}
        for head in heads:
            own = [value for value in counted if _bare(value) == _bare(head.words)]
            if own:
                found[head] = own
        covered = sum(counted[value] for own in found.values() for value in own)
        if (len(found), covered) > best[:2]:
            best = (len(found), covered, label, found)
    return (best[2], best[3]) if best[0] * 2 >= len(heads) and best[0] else ("", {})


def _bare(text: str) -> str:
    return _SUFFIX.sub("", clean(text)) or clean(text)
