"""What the office itself states for its report (工作措施), ready to print."""

from __future__ import annotations

from investtrack.model.activity import MeasureItem, WorkMeasure
from investtrack.model.ledger import Ledger
from investtrack.values.dates import parse_date
from investtrack_word.report.rendered import RenderedValue


_DATES = {MeasureItem.ISSUED_ON, MeasureItem.INSPECTED_FROM, MeasureItem.DATED_ON}
_CLAUSES = {MeasureItem.PREVENTION, MeasureItem.EXPLANATION}
"""Items whose several rows are clauses of a sentence, not a list of names."""


def measures(ledger: Ledger, year: int = 0) -> dict[str, RenderedValue | None]:
    """Return each item's content, several rows of one item joined; None where it is not filled in.

    Dates within *year*, the report's, stand without it; 成文日期 has it always.
    """
    filled: dict[MeasureItem, list[WorkMeasure]] = {item: [] for item in MeasureItem}
    for row in ledger.measures or ():
        if row.item is not None and row.content and row.content.strip():
            filled[row.item].append(row)
    return {
        item.name.lower(): _printed(item, rows, year) if rows else None
        for item, rows in filled.items()
    }


def _printed(item: MeasureItem, rows: list[WorkMeasure], year: int) -> RenderedValue:
    texts = [" ".join((row.content or "").split()) for row in rows]
    if item in _DATES:
        own_year = 0 if item is MeasureItem.DATED_ON else year
        texts = [_day(text, own_year) for text in texts]
    elif item is MeasureItem.ADDRESSEE:
        texts = [text.rstrip("：:") for text in texts]
    text = ("；" if item in _CLAUSES else "、").join(texts)
    return RenderedValue(
        text,
        f"measures.{item.name.lower()}",
        value=text,
        source=(rows[0], ("content",)),
        note=f"工作措施：{item.value}",
    )


def _day(text: str, year: int) -> str:
    """Return a date as official documents write it, 2022年1月5日; as it stands where it is no date."""
    span = parse_date(text)
    return span.label.removeprefix(f"{year}年") or span.label if span is not None else text
