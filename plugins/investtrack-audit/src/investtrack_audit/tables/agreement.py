"""The same quantity in the text and in a table: both must allow one value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import ITSELF
from investtrack_audit.statements.statement import Relation
from investtrack_audit.tables.grid import ColumnKind, TextGrid
from investtrack_audit.text.labels import canonical, characters
from investtrack_audit.text.memory import Memory, Remembered
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


Found = tuple[Mention, list[Claim]]

_TOTAL = re.compile(r"^(?:合计|总计|共计|全[县市州省区])$")
_UNIT = re.compile(r"\([^()]*\)")
_LEAST_LABEL = 3
_LEAST_DIGITS = 3
_MOST_ITEMS = 400


def items_of_table(grid: TextGrid, block: int) -> Iterator[Remembered]:
    """Yield what a table says with a name: its total row by header, and 指标｜数值 by row."""
    named = _is_list_of_items(grid)
    for row in grid.rows:
        total = _TOTAL.match(grid.labels[row].replace(" ", ""))
        for column in grid.columns:
            quantity = grid.numbers.get((row, column.index))
            if quantity is None or quantity.kind is Kind.BARE:
                continue
            if total and column.kind in {ColumnKind.AMOUNT, ColumnKind.RATE}:
                yield Remembered(quantity, _UNIT.sub("", column.header), "", block, Role.LEVEL)
            elif named:
                yield Remembered(quantity, grid.labels[row], "", block, Role.LEVEL)
                break


def _is_list_of_items(grid: TextGrid) -> bool:
    """Whether each row names one quantity: 指标｜数值."""
    return re.search(r"指标|项目|内容|名称", grid.columns[0].header) is not None and any(
        re.search(r"数值|数量|完成情况|^值$|目标值", column.header) for column in grid.columns[1:]
    )


def read_agreement(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield the numbers of *prose* that a table of the document states too; never firm."""
    if not memory.items:
        return
    for mention in prose.mentions:
        if mention.role not in {Role.LEVEL, Role.RATE, Role.SHARE, Role.REMAINING}:
            continue
        if _digits(mention.quantity) < _LEAST_DIGITS:
            continue
        label = canonical(mention.label or mention.head)
        if mention.role is Role.SHARE or len(label) < _LEAST_LABEL:
            continue
        claims = [
            Claim(Relation.AGREEMENT, mention.quantity, ITSELF, (item.quantity,), is_firm=False)
            for item in _named(memory, label, mention.quantity.kind)
            if item.quantity.is_like(mention.quantity)
        ]
        if claims:
            yield mention, claims


_MOST_SAME = 24


def _digits(quantity: Quantity) -> int:
    return len(quantity.number.replace(".", "").strip("-0"))


def _named(memory: Memory, label: str, kind: Kind) -> Sequence[Remembered]:
    """Return what tables state of a kind under the same name; found once a name, since reports repeat them."""
    found = memory.same_names.get((label, kind))
    if found is None:
        same = (
            item
            for item in memory.items[:_MOST_ITEMS]
            if item.quantity.kind is kind and _same(label, item.label)
        )
        found = list(islice(same, _MOST_SAME))
        memory.same_names[label, kind] = found
    return found


def _same(label: str, other: str) -> bool:
    """Whether two labels name the same: one's characters are all the other's, and are most of them."""
    one, two = characters(label), characters(canonical(other))
    small, large = sorted((one, two), key=len)
    return len(small) >= _LEAST_LABEL and small <= large and len(small) * 2 >= len(large)
