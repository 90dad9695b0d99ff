"""Several sources make one ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from investtrack.findings import Finding, make
from investtrack.json_object import JsonObject
from investtrack.model.extract import Extract
from investtrack.model.ledger import INFO_SHEET, Ledger, Region
from investtrack.model.source import CellRef


_INFO = (("period", "报告期"), ("as_of", "截止日期"))
_LEAST_TWICE = 3
_REGION = (
    ("name", "地区"),
    ("parent", "上级地区"),
    ("reporting_unit", "填报单位"),
    ("code", "行政区划代码"),
)


def merge(extracts: Sequence[Extract]) -> Extract:
    """Return one ledger of all records, in the order given; basic facts that differ are findings."""
    if len(extracts) == 1:
        return extracts[0]
    findings = [finding for extract in extracts for finding in extract.findings]
    ledgers = [extract.ledger for extract in extracts]
    region = {
        key: _agreed(ledgers, label, [getattr(x.region, key) for x in ledgers], findings)
        for key, label in _REGION
    }
    merged: JsonObject = {
        key: _agreed(ledgers, label, [getattr(x, key) for x in ledgers], findings)
        for key, label in _INFO
    }
    # The one with further sheets and columns of plugins is the model for all.
    widest = max(ledgers, key=lambda ledger: len(type(ledger).__mro__))
    for sheet in widest.sheets:
        parts = [part for x in ledgers if (part := getattr(x, sheet.attribute, None)) is not None]
        merged[sheet.attribute] = (
            tuple(record for part in parts for record in part) if parts else None
        )
    ledger = type(widest)(
        region=Region(**region),
        totals=tuple(total for x in ledgers for total in x.totals),
        sources=tuple(source for x in ledgers for source in x.sources),
        **merged,
    )
    findings += _twice(ledgers)
    # Files of one folder may each say the same of the 基本信息 beside them: once is enough.
    return Extract(ledger, tuple(dict.fromkeys(findings)))


def _twice(ledgers: Sequence[Ledger]) -> Iterator[Finding]:
    """Name a source most of whose records stand in one before it: two versions of one ledger double every total."""
    met: dict[tuple[str, str], str] = {}  # sheet and name of a record → the source it was first in
    for ledger in ledgers:
        own = [
            (sheet.name, record.name)
            for sheet in ledger.sheets
            for record in getattr(ledger, sheet.attribute) or ()
            if getattr(record, "name", None)
        ]
        source = " ".join(ledger.sources)
        again = Counter(met[key] for key in own if key in met)
        other, number = max(again.items(), key=lambda item: item[1], default=("", 0))
        if number >= _LEAST_TWICE and number * 2 > len(own):
            place = CellRef(source, "")
            yield make("source-twice", place, other=other, rows=len(own), same=number)
        met |= {key: source for key in own if key not in met}


def _agreed(
    ledgers: Sequence[Ledger], label: str, values: Sequence[object], findings: list[Finding]
) -> Any:  # noqa: ANN401
    known = [
        (ledger, value) for ledger, value in zip(ledgers, values, strict=True) if value is not None
    ]
    if not known:
        return None
    first_ledger, first = known[0]
    for ledger, value in known[1:]:
        if value != first:
            findings.append(
                make(
                    "sources-disagree",
                    CellRef(" ".join(ledger.sources), INFO_SHEET),
                    label=label,
                    here=_shown(value),
                    first=_shown(first),
                    source=" ".join(first_ledger.sources),
                )
            )
    return first


def _shown(value: object) -> str:
    return str(getattr(value, "label", value))
