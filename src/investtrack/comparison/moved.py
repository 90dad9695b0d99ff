"""Which figures moved, and which records moved them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from attrs import frozen

from investtrack.metrics.figure import Contribution, Figure, Kind, Number
from investtrack.metrics.ledger_view import normal_name
from investtrack.model.source import CellRef
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.rate import Points, Rate


@frozen(kw_only=True)
class Mover:
    """A record whose share in a figure changed.

    Attributes:
        record: what it is called.
        before: what it gave; None where it gave nothing.
        after: what it gives now.
        difference: after − before, nothing counting as zero here since it is a share of a sum.
        cells: the cells it comes from now, or came from.
    """

    record: str
    before: Number | None
    after: Number | None
    difference: Amount | int
    cells: tuple[CellRef, ...] = ()


@frozen(kw_only=True)
class Moved:
    """A figure that changed.

    Attributes:
        id: figure id.
        title: its title.
        kind: its kind.
        before: value before, None where there was none.
        after: value after.
        difference: after − before: an amount, a count, or points of two rates; None where either is absent.
        movers: the records that moved it, the largest share first; of a sum or a count their
            differences add up to its difference.
    """

    id: str
    title: str
    kind: Kind
    before: Number | None
    after: Number | None
    difference: Amount | int | Points | None
    movers: tuple[Mover, ...] = ()


_NUMBERS = {Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.POINTS, Kind.DAYS}


def moved_figures(old: Report, new: Report) -> tuple[Moved, ...]:
    """Return every number that changed, in the order of the contract."""
    found = []
    for figure_id, now in new.figures.items():
        was = old.figures.get(figure_id)
        if was is None or now.kind not in _NUMBERS or was.value == now.value:
            continue
        summed = now.kind in {Kind.MONEY, Kind.COUNT}
        found.append(
            Moved(
                id=figure_id,
                title=now.title,
                kind=now.kind,
                before=was.value,  # type: ignore[arg-type]
                after=now.value,  # type: ignore[arg-type]
                difference=_difference(was.value, now.value),
                movers=_movers(was, now) if summed else (),
            )
        )
    return tuple(found)


def _difference(before: Any, after: Any) -> Any:  # noqa: ANN401 - of any number
    if before is None or after is None:
        return None
    if isinstance(before, Points):
        return Points(after.number - before.number)
    return after - before


def _movers(was: Figure, now: Figure) -> tuple[Mover, ...]:
    before, after = _shares(was), _shares(now)
    movers = []
    for key in {**before, **after}:
        first, second = before.get(key), after.get(key)
        difference = _share(second) - _share(first)
        if difference:
            shown = second or first
            movers.append(
                Mover(
                    record=shown.label if shown else "",
                    before=first.amount if first else None,
                    after=second.amount if second else None,
                    difference=difference,
                    cells=shown.cells if shown else (),
                )
            )
    return tuple(sorted(movers, key=lambda mover: (-_size(mover.difference), mover.record)))


def _shares(figure: Figure) -> dict[Hashable, Contribution]:
    """Return the contributions by what identifies them; of equal keys the place tells them apart."""
    shares: dict[Hashable, Contribution] = {}
    seen: dict[Hashable, int] = {}
    for item in figure.contributions:
        key = (normal_name(item.label), item.figure, item.role, item.group)
        seen[key] = seen.get(key, 0) + 1
        shares[key, seen[key]] = item
    return shares


def _share(item: Contribution | None) -> Any:  # noqa: ANN401 - an amount or a count
    if item is None or isinstance(item.amount, (Rate, Points)) or item.amount is None:
        return _Nothing()
    return item.amount


class _Nothing:
    """No share: neutral to plus and minus, whatever the other's kind."""

    def __sub__(self, other: Any) -> Any:  # noqa: ANN401
        return 0 if isinstance(other, _Nothing) else -other

    def __rsub__(self, other: object) -> Any:  # noqa: ANN401
        return other


def _size(difference: Any) -> Any:  # noqa: ANN401
    return abs(difference.yuan) if isinstance(difference, Amount) else abs(difference)
