"""Which figures moved, and which records moved them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from investtrack.comparison import Moved, Mover
from investtrack.metrics.figure import Contribution, Figure, Kind, Number
from investtrack.metrics.ledger_view import normal_name
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.rate import Points, Rate


_NUMBERS = {Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.POINTS, Kind.DAYS}


def moved_figures(
    old: Report, new: Report, names: Mapping[str, str] | None = None
) -> tuple[Moved, ...]:
    """Return every number that changed, in the order of the contract.

    Args:
        old: the earlier report.
        new: the later one.
        names: what a project is called now, by the normal names that it and its parts had or have, where they are
            several: what such records give is one share.
    """
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
                movers=_movers(was, now, names or {}) if summed else (),
            )
        )
    return tuple(found)


def _difference(before: Any, after: Any) -> Any:  # noqa: ANN401 - of any number
    if before is None or after is None:
        return None
    if isinstance(before, Points):
        return Points(after.number - before.number)
    return after - before


def _movers(was: Figure, now: Figure, names: Mapping[str, str]) -> tuple[Mover, ...]:
    before, after = _shares(was, names), _shares(now, names)
    movers = []
    for key in {**before, **after}:
        first, second = before.get(key, ()), after.get(key, ())
        difference = _share(second) - _share(first)
        if difference:
            shown = second or first
            movers.append(
                Mover(
                    record=names.get(normal_name(shown[0].label), shown[0].label),
                    before=_given(first),
                    after=_given(second),
                    difference=difference,
                    cells=tuple(cell for item in shown for cell in item.cells),
                )
            )
    return tuple(sorted(movers, key=lambda mover: (-_size(mover.difference), mover.record)))


def _shares(figure: Figure, names: Mapping[str, str]) -> dict[Hashable, tuple[Contribution, ...]]:
    """Return the contributions by what identifies them; of equal keys the place tells them apart.

    Those of a project that has had several names, or several records, are one.
    """
    shares: dict[Hashable, tuple[Contribution, ...]] = {}
    seen: dict[Hashable, int] = {}
    for item in figure.contributions:
        label = normal_name(item.label)
        key = (names.get(label, label), item.figure, item.role, item.group)
        if label in names:
            shares[key] = (*shares.get(key, ()), item)
        else:
            seen[key] = seen.get(key, 0) + 1
            shares[key, seen[key]] = (item,)
    return shares


def _share(items: tuple[Contribution, ...]) -> Any:  # noqa: ANN401 - an amount or a count
    given = _given(items)
    return _Nothing() if given is None or isinstance(given, (Rate, Points)) else given


def _given(items: tuple[Contribution, ...]) -> Number | None:
    """Return what records gave together."""
    given = [item.amount for item in items if item.amount is not None]
    if len(given) <= 1:  # nothing to add
        return given[0] if given else None
    amounts = [each for each in given if isinstance(each, Amount)]
    counts = [each for each in given if isinstance(each, int)]
    return Amount.total(amounts) if len(amounts) == len(given) else sum(counts)


class _Nothing:
    """No share: neutral to plus and minus, whatever the other's kind."""

    def __sub__(self, other: Any) -> Any:  # noqa: ANN401
        return 0 if isinstance(other, _Nothing) else -other

    def __rsub__(self, other: object) -> Any:  # noqa: ANN401
        return other


def _size(difference: Any) -> Any:  # noqa: ANN401
    return abs(difference.yuan) if isinstance(difference, Amount) else abs(difference)
