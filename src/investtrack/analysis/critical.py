"""The smallest sets of entries whose failure breaks the target (最小失败组合), exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import Any

from attrs import frozen

from investtrack.metrics.figure import label_of
from investtrack.metrics.selections import has_entered
from investtrack.model.entry import Entry
from investtrack.report import Report
from investtrack.values.amount import ZERO, Amount


LISTED = 200
"""Most sets that are listed; how many there are beyond is said, never hidden."""


@frozen(eq=False)
class Candidate:
    """An entry that the period's expected investment counts on.

    Attributes:
        entry: the entry.
        amount: what it is expected to contribute by the end of the period.
        is_certain: whether it has entered already.
    """

    entry: Entry
    amount: Amount
    is_certain: bool

    @property
    def name(self) -> str:
        """The entry's name."""
        return label_of(self.entry)


def candidates(report: Report) -> tuple[Candidate, ...]:
    """Return the entries that contribute something, largest first; equal ones in ledger order."""
    found = [
        Candidate(record, amount, has_entered(report.facts, record))
        for section in report.figures["fai.new_entry.expected"].sections
        for record, amount in zip(section.records, section.amounts, strict=True)
        if isinstance(amount, Amount) and amount.yuan > 0
    ]
    return tuple(sorted(found, key=lambda item: -item.amount.yuan))


@frozen(eq=False)
class CriticalSets:
    """The sets of the smallest size whose failure leaves less than the target.

    Attributes:
        size: how many entries such a set has; 0 where the target is missed as it is; None where
            no failure of entries can break it.
        sets: the sets, the costliest entries first; at most :data:`LISTED`.
        is_complete: whether *sets* are all there are.
    """

    size: int | None
    sets: tuple[tuple[Candidate, ...], ...] = ()
    is_complete: bool = True


def critical_sets(found: Sequence[Candidate], excess: Amount, limit: int = LISTED) -> CriticalSets:
    """Return the smallest sets of *found* whose contributions together exceed *excess*.

    Exact: the largest contributions together decide the size; a search that leaves every branch
    whose best completion does not exceed then visits nothing but prefixes of sets it returns.

    Args:
        found: what may fail; what has entered already is left aside.
        excess: expected − target; negative where the target is missed as it is.
        limit: most sets to list.
    """
    if excess.yuan < 0:
        return CriticalSets(0, ((),))
    open_ones = sorted(
        (item for item in found if not item.is_certain), key=lambda item: -item.amount.yuan
    )
    sums = [ZERO, *accumulate((item.amount for item in open_ones), Amount.__add__)]
    size = next((k for k, total in enumerate(sums) if total > excess), None)
    if size is None:
        return CriticalSets(None)
    listed = list(islice(_search(open_ones, sums, size, excess), limit + 1))
    return CriticalSets(size, tuple(listed[:limit]), len(listed) <= limit)


def _search(
    items: Sequence[Candidate], sums: Sequence[Amount], size: int, excess: Amount
) -> Iterator[tuple[Candidate, ...]]:
    """Yield the sets of *size* that exceed, in the order of their items."""
    stack: list[tuple[int, tuple[int, ...], Amount]] = [(0, (), ZERO)]
    while stack:
        index, chosen, total = stack.pop()
        room = size - len(chosen)
        if not room:
            yield tuple(items[i] for i in chosen)
            continue
        if index + room > len(items) or total + (sums[index + room] - sums[index]) <= excess:
            continue
        # pushed first, visited last: the sets without this item
        stack.append((index + 1, chosen, total))
        stack.append((index + 1, (*chosen, index), total + items[index].amount))


def target_of(report: Report) -> tuple[str, Amount] | None:
    """Return id and value of the period's target: assigned by the level above, else the county's own.

    The county's own is not taken where it is but the expected amount itself.
    """
    for figure_id in ("fai.period.assigned", "fai.period.planned"):
        figure = report.figures[figure_id]
        value: Any = figure.value
        if value is not None and not (figure_id.endswith("planned") and _is_expected(report)):
            return figure_id, value
    return None


def _is_expected(report: Report) -> bool:
    """Whether the own target is only what is expected: no cell of 目标任务 states it then."""
    planned = report.figures["fai.period.planned"]
    return all(section.figure != planned.id for section in planned.sections)
