"""Money written across: 专项债券下达 | 专项债券到位 | 超长期特别国债下达 …, one row a project, three columns a source."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from investtrack.model.columns import column_by_key
from investtrack.model.fund import Fund, FundSource
from investtrack.model.ledger import Sheet
from investtrack.reading.cells.choices import words_of
from investtrack.reading.headers.header import Match, clean
from investtrack.reading.headers.meanings import bare
from investtrack.reading.layout.header_rows import Layout, Placed, SourceColumns
from investtrack.reading.layout.one_source import FILLER, OTHER, stage_of


_ACROSS = frozenset({"projects", "funds"})


def by_source(layout: Layout, sheet: Sheet) -> Layout:
    """Return *layout* with its columns of money by source apart: what was allotted, what arrived, what was paid.

    A bare source (专项债券) is planned make-up and stays as it is. Of two columns that say the same, neither is read: nobody can
    tell which of them counts.

    Args:
        layout: what is known of the columns.
        sheet: the standard sheet; only projects and their money are written across.
    """
    if sheet.attribute not in _ACROSS or "source" in layout.keys or layout.source is not None:
        return layout
    found: dict[tuple[FundSource, str], list[Placed]] = {}
    for source, place in _columns(layout):
        found.setdefault((source, place.key), []).append(place)
    told = [(source, places[0]) for (source, _), places in found.items() if len(places) == 1]
    if not told:
        return layout
    own = {place.index for _, place in told}
    layout = layout.without(own)
    fields = column_by_key(Fund)
    who = tuple(
        evolve(place, match=Match(fields[place.key], place.key))
        for place in layout.placed
        if place.key in {"name", "code"}
    )
    sources = tuple(
        SourceColumns(source, tuple(place for each, place in told if each is source), who)
        for source in FundSource
        if any(each is source for each, _ in told)
    )
    return evolve(layout, sources=sources)


def _columns(layout: Layout) -> Iterator[tuple[FundSource, Placed]]:
    """Yield the columns whose headers, or the groups above, say a source and what became of its money."""
    fields = column_by_key(Fund)
    texts = [*layout.unknown.items(), *((other.index, other.header) for other in layout.others)]
    for index, header in sorted(texts):
        own, unit, is_percent = bare(clean(header))
        groups = [clean(part) for part in layout.groups.get(index, "").split("›") if part.strip()]
        if is_percent or OTHER.search(own) or any(map(OTHER.search, groups)):
            continue
        stage = stage_of(own) or stage_of("".join(groups))
        source = next((s for text in (own, *reversed(groups)) if (s := _source(text))), None)
        if stage is None or source is None:
            continue
        unit = unit or next((u for text in reversed(groups) if (u := bare(text)[1])), None)
        yield source, Placed(index, Match(fields[stage], stage, unit), header)


def _source(text: str) -> FundSource | None:
    """Return the source that a text names beside what became of its money."""
    known = words_of(FundSource)
    whole = bare(text)[0]
    found = known.get(whole) or known.get(FILLER.sub("", whole))
    return found if isinstance(found, FundSource) else None
