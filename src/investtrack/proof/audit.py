"""The audit of a document: every relation its prose and its tables state, judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from investtrack.proof.claim import Claim, Spot, state
from investtrack.proof.differences import read_differences
from investtrack.proof.document import Document, Paragraph, Table
from investtrack.proof.grid import Grid, read_grid
from investtrack.proof.growth import read_growth, read_missing_percent, read_moved_rates
from investtrack.proof.memory import Memory
from investtrack.proof.pace import read_pace
from investtrack.proof.plaintext import document_from_text
from investtrack.proof.prose import Mention, Prose, read_prose
from investtrack.proof.pulls import read_composition, read_pulls, read_ratios
from investtrack.proof.rates import read_rates
from investtrack.proof.statement import Statement
from investtrack.proof.sums import read_sums
from investtrack.proof.table_rates import read_columns, read_shares_of_total
from investtrack.proof.tables import read_totals


Reader = Callable[[Prose, Memory], Iterable[tuple[Mention, list[Claim]]]]

READERS: tuple[Reader, ...] = (
    read_sums,
    read_rates,
    read_growth,
    read_missing_percent,
    read_moved_rates,
    read_differences,
    read_pace,
    read_composition,
    read_pulls,
    read_ratios,
)
_EXCERPT = 48


def audit_text(text: str, name: str = "") -> tuple[Statement, ...]:
    """Return what *text* (plain or Markdown) states of its numbers, each with a verdict."""
    return audit_document(document_from_text(text, name))


def audit_document(document: Document) -> tuple[Statement, ...]:
    """Return what *document* states of its numbers, in reading order, each with a verdict.

    Nothing outside the document is consulted. A relation is only stated where the words make it
    one; what they leave open is not in the result. The time is linear in the document's length.
    """
    return tuple(_statements(document))


def _statements(document: Document) -> Iterator[Statement]:
    memory = Memory()
    caption = ""
    for block, item in enumerate(document.blocks):
        if isinstance(item, Paragraph):
            prose = read_prose(item, block)
            yield from _of_prose(prose, memory)
            memory.add(prose)
            caption = item.text
        else:
            yield from _of_table(item, block, caption)


def _of_prose(prose: Prose, memory: Memory) -> Iterator[Statement]:
    found: dict[tuple[object, ...], Statement] = {}
    for reader in READERS:
        for mention, claims in reader(prose, memory):
            statement = state(claims, _spot(prose, mention))
            if statement is not None:
                key = (statement.stated, statement.operands)
                found.setdefault(key, statement)
    yield from sorted(found.values(), key=lambda statement: statement.span)


def _of_table(table: Table, block: int, caption: str) -> Iterator[Statement]:
    grid = read_grid(table, caption)
    if grid is None:
        return
    found = []
    for reader in (read_totals, read_columns, read_shares_of_total):
        for cell, claims in reader(grid):
            statement = state(claims, _cell_spot(grid, block, cell))
            if statement is not None:
                found.append(statement)
    found.sort(key=lambda statement: statement.cell or (0, 0))
    yield from found


def _cell_spot(grid: Grid, block: int, cell: tuple[int, int]) -> Spot:
    row, column = cell
    text = grid.table.rows[row][column]
    label, header = grid.labels[row], grid.columns[column].header
    place = grid.table.cell_place(row, column)
    return Spot(place, f"{label}｜{header}：{text}", block, (0, len(text)), cell)


def _spot(prose: Prose, mention: Mention) -> Spot:
    begin, end = prose.sentence_of(mention.quantity.start)
    start, stop = mention.quantity.start, mention.quantity.end
    excerpt = prose.printed[max(begin, start - _EXCERPT) : min(end, stop + _EXCERPT // 2)].strip()
    return Spot(prose.place, " ".join(excerpt.split()), prose.block, (start, stop))
