"""Makes one set of what several plugins add to a run; what cannot stand beside the others is refused, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from investtrack.metrics.assembly import assembled
from investtrack.metrics.rules import Definition
from investtrack.model.columns import columns
from investtrack.model.extensions import NO_EXTENSIONS, Extensions, ExtraColumn
from investtrack.model.ledger import INFO_SHEET, SHEETS, Ledger, Sheet
from investtrack.plugin.interfaces import Phrase, WordFilter


KINDS: Mapping[str, type[Any]] = {
    "columns": ExtraColumn,
    "sheets": Sheet,
    "figures": Definition,
    "phrases": Phrase,
    "filters": WordFilter,
}
"""What a run is extended by, and what each is."""
LABELS = {
    "columns": "列",
    "sheets": "表",
    "figures": "指标",
    "phrases": "语句",
    "filters": "过滤器",
}


def name_of(item: object) -> str:
    """Return by what an item is known among its kind."""
    if isinstance(item, ExtraColumn):
        return f"{item.sheet}.{item.name}"
    if isinstance(item, Definition):
        return item.id
    return str(getattr(item, "attribute", None) or getattr(item, "name", ""))


def fault_of(item: object, offered: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what keeps *item* from standing beside what is *offered* already, in Chinese; nothing where it may."""
    if isinstance(item, Sheet):
        return _sheet_fault(item, [*SHEETS, *offered["sheets"].values()])
    if isinstance(item, ExtraColumn):
        for other in offered["columns"].values():
            same = {item.label, *item.column.synonyms} & {other.label, *other.column.synonyms}
            if other.sheet == item.sheet and same:
                return f"表头“{'、'.join(sorted(same))}”已是 {other.name} 的"
    return ""


def _sheet_fault(sheet: Sheet, others: list[Sheet]) -> str:
    if not sheet.attribute.isidentifier() or hasattr(Ledger, sheet.attribute):
        return f"表的属性名“{sheet.attribute}”不可用"
    names = {INFO_SHEET, *(name for each in others for name in (each.name, *each.synonyms))}
    if taken := names & {sheet.name, *sheet.synonyms}:
        return f"表名“{'、'.join(sorted(taken))}”已有"
    if not attrs.has(sheet.record) or "origin" not in attrs.fields_dict(sheet.record):
        return f"“{sheet.name}”的记录类型要有 origin 字段"
    if not any(column.required for column in columns(sheet.record)):
        return f"“{sheet.name}”的记录类型要有一个必填列（required=True），没有它的行不是记录"
    return ""


def extensions_of(
    offered: Mapping[str, Mapping[str, Any]],
) -> tuple[Extensions, Iterator[tuple[str, str]]]:
    """Return what *offered* adds to a run, and the figures that were refused, each with why."""
    added = tuple(offered["figures"].values())
    definitions, refused = assembled(added) if added else ((), {})
    kept = {kind: tuple(offered[kind].values()) for kind in ("columns", "sheets", "checks")}
    if not any(offered[kind] for kind in (*KINDS, "checks")):
        return NO_EXTENSIONS, iter(())
    extensions = Extensions(
        columns=kept["columns"],
        extra_sheets=kept["sheets"],
        definitions=definitions if len(refused) < len(added) else (),
        checks=kept["checks"],
        phrases=offered["phrases"],
        filters=offered["filters"],
    )
    return extensions, iter(refused.items())
