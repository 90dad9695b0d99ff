"""The audit of a document: every relation its prose and its tables state, judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain

from attrs import evolve

from investtrack.plugin import Block, Document, Paragraph, document_from_text
from investtrack.values import Quantity
from investtrack.values.text_width import visible, without_marks_at_numbers
from investtrack_audit.relations.balances import read_balances
from investtrack_audit.relations.bulleted_lists import read_bulleted_lists
from investtrack_audit.relations.compared_rates import (
    read_compared_growth,
    read_compared_rates,
    read_compared_runs,
)
from investtrack_audit.relations.complements import read_complements
from investtrack_audit.relations.differences import read_differences
from investtrack_audit.relations.directions import read_directions
from investtrack_audit.relations.growth import read_growth, read_missing_percent
from investtrack_audit.relations.joint_shares import read_joint_shares
from investtrack_audit.relations.named_ratios import (
    read_conversions,
    read_moved_rates,
    read_moved_sex_ratio,
    read_named_ratios,
    read_other_units,
    read_yields,
)
from investtrack_audit.relations.named_runs import read_named_runs
from investtrack_audit.relations.pace import read_pace, yearly_rates
from investtrack_audit.relations.paragraph_lists import read_paragraph_lists
from investtrack_audit.relations.periods import read_periods
from investtrack_audit.relations.pulls import read_pulls
from investtrack_audit.relations.rates import read_rates
from investtrack_audit.relations.structure import read_structure
from investtrack_audit.relations.sums import read_sums
from investtrack_audit.relations.yearly_rates import read_yearly_rates
from investtrack_audit.statements.claim import Claim, Spot, state
from investtrack_audit.statements.statement import Relation, Statement, Verdict
from investtrack_audit.tables.agreement import items_of_table, read_agreement
from investtrack_audit.tables.balances import read_debt
from investtrack_audit.tables.column_relations import read_columns, read_ranks, read_shares_of_total
from investtrack_audit.tables.grid import TextGrid, read_grid
from investtrack_audit.tables.groups import (
    read_following,
    read_groups,
    read_proven,
    read_structure_columns,
)
from investtrack_audit.tables.outline import read_outline
from investtrack_audit.tables.totals import read_totals
from investtrack_audit.text.indicators import indicator_of
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.prose import Mention, Prose, read_prose
from investtrack_audit.text.sectors import amounts_by_sector
from investtrack_audit.weighing import together, weighed


Reader = Callable[[Prose, Memory], Iterable[tuple[Mention, list[Claim]]]]

READERS: tuple[Reader, ...] = (
    read_sums,
    read_rates,
    read_growth,
    read_missing_percent,
    lambda prose, _: read_compared_rates(prose),
    read_compared_growth,
    read_compared_runs,
    read_differences,
    read_pace,
    lambda prose, _: read_balances(prose),
    read_joint_shares,
    read_structure,
    read_pulls,
    read_complements,
    read_agreement,
    lambda prose, _: read_periods(prose),
    read_directions,
    read_named_ratios,
    read_conversions,
    read_moved_rates,
    read_moved_sex_ratio,
    read_other_units,
    read_yields,
    read_yearly_rates,
)
_EXCERPT, _CLAUSE = 80, 30
_OPENING = re.compile("[,;:。、(][^,;:。、(]*$")


def audit_text(text: str, name: str = "") -> tuple[Statement, ...]:
    """Return what *text* (plain or Markdown) states of its numbers, each with a verdict."""
    return audit_document(document_from_text(text, name))


def audit_document(document: Document) -> tuple[Statement, ...]:
    """Return what *document* states of its numbers, in reading order, each with a verdict.

    Nothing outside the document is consulted. A relation is only stated where the words make it
    one; what they leave open is not in the result. The time is linear in the document's length.
    """
    blocks = tuple(map(_without_marks, document.blocks))
    return tuple(_statements(evolve(document, blocks=blocks)))


def _without_marks(block: Block) -> Block:
    """Return a block without what prints nothing, and whose numbers have no marks of notes behind them: 1100① is 1100."""
    if isinstance(block, Paragraph):
        return evolve(block, text=_seen(block.text))
    return evolve(block, rows=tuple(tuple(map(_seen, row)) for row in block.rows))


def _seen(text: str) -> str:
    return without_marks_at_numbers(visible(text))


def _statements(document: Document) -> Iterator[Statement]:
    memory = Memory()
    grids = _grids(document)
    for block, grid in grids.items():
        memory.add_items(items_of_table(grid, block))
    proses: dict[int, Prose] = {
        block: read_prose(item, block)
        for block, item in enumerate(document.blocks)
        if isinstance(item, Paragraph)
    }
    memory.sectors.extend(_sectors(proses.values()))
    memory.yearly.extend(yearly_rates(proses.values()))
    lists = _lists(proses)
    for block in range(len(document.blocks)):
        if block in proses:
            yield from _of_prose(proses[block], memory, lists.get(block, ()))
            memory.add(proses[block])
        elif block in grids:
            yield from _of_table(grids[block], block)


def _grids(document: Document) -> dict[int, TextGrid]:
    """Return the tables that can be read, by block; the paragraph before one may name its unit."""
    grids = {}
    caption = ""
    for block, item in enumerate(document.blocks):
        if isinstance(item, Paragraph):
            caption = item.text
            continue
        grid = read_grid(item, caption)
        if grid is not None:
            grids[block] = grid
    return grids


def _sectors(proses: Iterable[Prose]) -> Iterator[tuple[int, str, tuple[Quantity, ...]]]:
    """Yield the paragraphs that state an amount for each of the three industries."""
    for prose in proses:
        listed = amounts_by_sector(prose, len(prose.mentions))
        if listed:
            parts = tuple(mention.quantity for mention in listed)
            yield prose.block, indicator_of(listed[0].label), parts


def _lists(proses: Mapping[int, Prose]) -> dict[int, list[tuple[Mention, list[Claim]]]]:
    """Return what lists of paragraphs claim, by the block of their first item."""
    found: dict[int, list[tuple[Mention, list[Claim]]]] = {}
    paragraphs = list(proses.values())
    for prose, mention, claims in chain(
        read_paragraph_lists(paragraphs),
        read_bulleted_lists(paragraphs),
        read_named_runs(paragraphs),
    ):
        found.setdefault(prose.block, []).append((mention, claims))
    return found


def _of_prose(
    prose: Prose, memory: Memory, lists: Iterable[tuple[Mention, list[Claim]]]
) -> Iterator[Statement]:
    found: dict[tuple[object, ...] | None, Statement] = {}
    claimed = chain(*(reader(prose, memory) for reader in READERS), lists)
    for mention, claims in claimed:
        statement = state(claims, partial(_spot, prose, mention))
        key = None if statement is None else (statement.stated, statement.operands)
        if statement is not None and key not in found:
            weighty = weighed(statement, prose)
            if weighty is not None:
                found[key] = weighty
    yield from together(sorted(found.values(), key=lambda statement: statement.span))


def _of_table(grid: TextGrid, block: int) -> Iterator[Statement]:
    found = []
    seen = set()
    for reader in (
        read_totals,
        read_columns,
        read_shares_of_total,
        read_structure_columns,
        read_groups,
        read_proven,
        read_following,
        read_outline,
        read_debt,
    ):
        for cell, claims in reader(grid):
            statement = state(claims, partial(_cell_spot, grid, block, cell))
            key = statement and (cell, statement.operands)
            if statement is not None and key not in seen:
                seen.add(key)
                found.append(statement)
    found.extend(_ranks(grid, block))
    found.sort(key=lambda statement: statement.cell or (0, 0))
    yield from together(found)


def _ranks(grid: TextGrid, block: int) -> Iterator[Statement]:
    for cell, stated, right, value in read_ranks(grid):
        spot = _cell_spot(grid, block, cell)
        holds = stated.value == right
        yield Statement(
            Relation.RANK,
            Verdict.HOLDS if holds else Verdict.IMPOSSIBLE,
            spot.place,
            spot.excerpt,
            stated,
            (value,),
            f"{value} 居第{right}位" if holds else f"{value} 居第{right}位 ≠ {stated.number}",
            "" if holds else str(right),
            block=block,
            span=spot.span,
            cell=cell,
        )


def _cell_spot(
    grid: TextGrid, block: int, cell: tuple[int, int], _claim: Claim | None = None
) -> Spot:
    row, column = cell
    text = grid.table.rows[row][column]
    label, header = grid.labels[row], grid.columns[column].header
    place = grid.table.cell_place(row, column)
    return Spot(place, f"{label}｜{header}：{text}", block, (0, len(text)), cell)


def _spot(prose: Prose, mention: Mention, claim: Claim) -> Spot:
    """Return where the stated number stands: at the mention, if it is of another paragraph or in no text."""
    stated = claim.stated
    span = (stated.start, stated.end)
    if not prose.text[span[0] : span[1]].startswith(stated.number.lstrip("-")):
        span = (mention.quantity.start, mention.quantity.end)
    return Spot(prose.place, _excerpt(prose, mention, claim.operands, span), prose.block, span)


def _excerpt(
    prose: Prose, mention: Mention, operands: Iterable[Quantity], span: tuple[int, int]
) -> str:
    """Return the words from the first to the last of the statement's numbers that stand here."""
    begin, end = prose.sentence_of(mention.quantity.start)
    begin = min(begin, span[0])
    here = [mention.quantity, *operands]
    spans = [span, *((item.start, item.end) for item in here if item.end)]
    inside = [one for one in spans if begin <= one[0] < one[1] <= end]
    first = min((one[0] for one in inside), default=begin)
    last = max((one[1] for one in inside), default=end)
    # from the beginning of the first number's clause
    before = _OPENING.search(prose.text[max(begin, first - _CLAUSE) : first])
    opening = max(begin, first - _CLAUSE) + before.start() if before else -1
    first = opening + 1 if opening >= begin else max(begin, first - _CLAUSE)
    words = " ".join(prose.printed[first:last].split())
    return (
        words if len(words) <= _EXCERPT else f"{words[: _EXCERPT // 2]}…{words[-_EXCERPT // 2 :]}"
    )
