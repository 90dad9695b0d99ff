"""Splitting over projects and months at once: both sums hold, to the last fen.

Three steps. Which month can carry how much: earliest deadline first, exact. What a proportional
table with those sums looks like: biproportional fitting (RAS). Whole fen with exactly those sums:
a transportation problem, solved by HiGHS through SciPy, whose optimum is integral because the
constraint matrix is totally unimodular; the result is checked in integers all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from investtrack.errors import InvesttrackError


_ROUNDS = 400
_CLOSE = 1e-9
_MOVERS = 12


class UnsolvedError(InvesttrackError):
    """The solver found no table; that is a fault of ours, since one exists by construction."""


@frozen
class Spread:
    """A table of projects × months.

    Attributes:
        cells: rows of whole numbers, one a project, one column a month.
        months: what each month adds up to.
        late: by month, what was asked of it and could not be done in it, for want of projects at
            work; that much is done in other months instead.
    """

    cells: tuple[tuple[int, ...], ...]
    months: tuple[int, ...]
    late: tuple[int, ...]


def spread(
    amounts: Sequence[int], windows: Sequence[tuple[int, int]], asked: Sequence[int]
) -> Spread:
    """Spread *amounts* over months so that each project keeps its amount and each month its sum.

    Args:
        amounts: what each project does in all.
        windows: first and last month, counted from 0, in which each project can work.
        asked: what each month is to add up to; the same in all as *amounts*.

    Raises:
        ValueError: the sums differ, or a window lies outside the months.
        UnsolvedError: the solver failed.
    """
    if sum(amounts) != sum(asked):
        raise ValueError("amounts and months add up to the same")
    if any(not 0 <= first <= last < len(asked) for first, last in windows):
        raise ValueError("a window lies within the months")
    months = carried(amounts, windows, asked)
    fitted = _fitted(amounts, windows, months)
    cells = _whole(fitted, amounts, windows, months)
    late = tuple(max(want - can, 0) for want, can in zip(asked, months, strict=True))
    return Spread(cells, tuple(months), late)


def carried(
    amounts: Sequence[int], windows: Sequence[tuple[int, int]], asked: Sequence[int]
) -> list[int]:
    """Return what each month can carry: as asked where projects are at work, the rest as soon as it can be.

    Earliest deadline first: in each month those whose last month is nearest go first, which
    completes all that any order could. What is left at its deadline is done there, beyond what
    was asked.
    """
    left = list(amounts)
    done = [0] * len(asked)
    by_end = sorted(range(len(amounts)), key=lambda i: (windows[i][1], windows[i][0], i))
    owed = 0
    for now, want in enumerate(asked):
        room = want + owed
        for i in by_end:
            first, last = windows[i]
            if first <= now <= last and left[i]:
                take = left[i] if last == now else min(left[i], max(room, 0))
                left[i] -= take
                done[now] += take
                room -= take
        owed = room
    return done


def _fitted(
    amounts: Sequence[int], windows: Sequence[tuple[int, int]], months: Sequence[int]
) -> object:
    """Return the table with those sums that is nearest in proportion to “each project like the whole”."""
    import numpy as np

    rows, columns = np.array(amounts, float), np.array(months, float)
    table = np.zeros((len(amounts), len(months)))
    for i, (first, last) in enumerate(windows):
        table[i, first : last + 1] = columns[first : last + 1]
        if amounts[i] and not table[i].any():
            table[i, first : last + 1] = 1.0
    for _ in range(_ROUNDS):
        sums = table.sum(axis=1)
        table *= np.divide(rows, sums, out=np.zeros_like(rows), where=sums > 0)[:, None]
        sums = table.sum(axis=0)
        scale = np.divide(columns, sums, out=np.zeros_like(columns), where=sums > 0)
        table *= scale
        if np.abs(table.sum(axis=1) - rows).max(initial=0) <= _CLOSE * max(rows.max(initial=0), 1):
            break
    return table


def _whole(
    fitted: Any,  # noqa: ANN401 - a numpy array
    amounts: Sequence[int],
    windows: Sequence[tuple[int, int]],
    months: Sequence[int],
) -> tuple[tuple[int, ...], ...]:
    """Return whole numbers near *fitted* with exactly the sums asked for.

    Each project is rounded to its own amount first. What months are then off by is moved within
    a few large projects of every window; within all of them where those do not suffice.
    """
    near = [
        _row(list(map(float, fitted[i])), amount, window)
        for i, (amount, window) in enumerate(zip(amounts, windows, strict=True))
    ]
    off = [month - sum(row[m] for row in near) for m, month in enumerate(months)]
    if any(off) and not _moved(near, windows, off, _largest(amounts, windows)):
        everyone = range(len(amounts))
        if not _moved(near, windows, off, everyone):
            raise UnsolvedError("分解到月没有求得结果")
    cells = tuple(map(tuple, near))
    _check(cells, amounts, months)
    return cells


def _row(values: Sequence[float], amount: int, window: tuple[int, int]) -> list[int]:
    """Round one project's months down and give what is left to the largest remainders."""
    first, last = window
    inside = range(first, last + 1)
    row = [0] * len(values)
    for m in inside:
        row[m] = int(values[m])
    left = amount - sum(row)
    order = sorted(inside, key=lambda m: (row[m] - values[m], m))
    if left < 0:  # a float of many digits may be a little too large
        order.reverse()
        for m in order:
            take = min(row[m], -left)
            row[m] -= take
            left += take
    each, more = divmod(left, len(order))
    for place, m in enumerate(order):
        row[m] += each + (place < more)
    return row


def _largest(amounts: Sequence[int], windows: Sequence[tuple[int, int]]) -> list[int]:
    found: dict[tuple[int, int], list[int]] = {}
    for i in sorted(range(len(amounts)), key=lambda i: (-amounts[i], i)):
        group = found.setdefault(windows[i], [])
        if len(group) < _MOVERS:
            group.append(i)
    return sorted(i for group in found.values() for i in group)


def _moved(
    near: list[list[int]],
    windows: Sequence[tuple[int, int]],
    off: Sequence[int],
    rows: Sequence[int],
) -> bool:
    """Move whole numbers between months within *rows* until no month is *off*; the least that will do."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    places = [(i, m) for i in rows for m in range(windows[i][0], windows[i][1] + 1)]
    line = {i: k for k, i in enumerate(rows)}
    size, count = len(line) + len(off), len(places)
    ups = [(line[i], k, 1.0) for k, (i, _) in enumerate(places)]
    ups += [(len(line) + m, k, 1.0) for k, (_, m) in enumerate(places)]
    downs = [(row, k + count, -1.0) for row, k, _ in ups]
    row, column, value = zip(*ups, *downs, strict=True)
    matrix = coo_array((value, (row, column)), shape=(size, 2 * count)).tocsr()
    bounds = [(0, None)] * count + [(0, float(near[i][m])) for i, m in places]
    sums = [0.0] * len(line) + [float(number) for number in off]
    found = linprog([1.0] * (2 * count), A_eq=matrix, b_eq=sums, bounds=bounds, method="highs-ds")
    if found.x is None:
        return False
    for k, (i, m) in enumerate(places):
        near[i][m] += round(found.x[k]) - round(found.x[k + count])
    return True


def _check(cells: Sequence[Sequence[int]], amounts: Sequence[int], months: Sequence[int]) -> None:
    rows = [sum(line) for line in cells]
    columns = [sum(column) for column in zip(*cells, strict=True)]
    if (
        rows != list(amounts)
        or columns != list(months)
        or any(cell < 0 for line in cells for cell in line)
    ):
        raise UnsolvedError("分解到月的结果加不回去，没有采用")
