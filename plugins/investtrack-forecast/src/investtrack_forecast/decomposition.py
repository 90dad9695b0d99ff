"""The target split over projects and months (目标分解): a plan, never a statistical amount."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from attrs import evolve, frozen

from investtrack.errors import PeriodError, SourceError
from investtrack.report import Report
from investtrack.values.amount import ZERO, Amount
from investtrack_forecast.filling import fill
from investtrack_forecast.months import spread
from investtrack_forecast.splittable import (
    Bearer,
    LeftOut,
    Weight,
    amount_of,
    candidates,
    fen,
    first_open_month,
)


@frozen(kw_only=True)
class ProjectShare:
    """One project's share.

    Attributes:
        candidate: the project, with its bounds.
        amount: its share in all.
        months: month → its share in that month, of months in which it has one.
    """

    candidate: Bearer
    amount: Amount
    months: Mapping[int, Amount]


@frozen(kw_only=True)
class Decomposition:
    """A target split.

    Attributes:
        target: the target of the year, or what was given.
        done: completed already; None where nothing is known, and then all of the target is split.
        need: target − done, what is split; never negative.
        shares: a share a project, in the ledger's order.
        months: month → what all projects do in it.
        shortfall: what no project can carry.
        late: month → what its pace asks and projects at work cannot carry; done in other months.
        excess: by how much the floors alone exceed the need.
        left_out: projects that carry nothing, and why.
        by: what shares are in proportion to.
        year: the year.
    """

    target: Amount
    done: Amount | None
    need: Amount
    shares: tuple[ProjectShare, ...]
    months: Mapping[int, Amount]
    shortfall: Amount
    late: Mapping[int, Amount]
    excess: Amount
    left_out: tuple[LeftOut, ...]
    by: Weight
    year: int


def decompose(
    report: Report,
    *,
    target: Amount | None = None,
    by: Weight = Weight.REMAINING,
    floors: Mapping[str, Amount] | None = None,
    last_month: int = 12,
) -> Decomposition:
    """Split what remains of a target over projects and the months that are left.

    Args:
        report: the report; its year, what is completed and the pace come from it.
        target: what is to be reached by the end of *last_month*; ``fai.year.target`` where None.
        by: what shares are in proportion to.
        floors: name or code of a project → least it is given.
        last_month: by the end of which month.

    Raises:
        SourceError: the ledger states no target and none is given.
        PeriodError: no month is left.
    """
    first_month = first_open_month(report)
    if last_month < first_month:
        raise PeriodError(
            f"到{last_month}月为止没有剩下的月份可以分解（完成数已到{first_month - 1}月）"
        )
    whole = target if target is not None else _stated(report)
    done_figure = report.figures["fai.period.completed"]
    done = done_figure.value if isinstance(done_figure.value, Amount) else None
    need = max(whole - (done or ZERO), ZERO)
    found, left = candidates(report, by)
    usable = [evolve(c, last=min(c.last, last_month)) for c in found if c.first <= last_month]
    left += [LeftOut(c.name, f"{last_month}月以后才能入库") for c in found if c.first > last_month]
    usable = [evolve(c, floor=min(_floor(c, floors or {}), c.cap)) for c in usable]
    filled = fill(
        fen(need), [c.weight for c in usable], [c.floor for c in usable], [c.cap for c in usable]
    )
    open_months = tuple(range(first_month, last_month + 1))
    asked = _asked(report, open_months, sum(filled.parts))
    windows = [(c.first - open_months[0], c.last - open_months[0]) for c in usable]
    table = spread(filled.parts, windows, asked)
    shares = tuple(
        ProjectShare(
            candidate=candidate,
            amount=amount_of(part),
            months={m: amount_of(cell) for m, cell in zip(open_months, cells, strict=True) if cell},
        )
        for candidate, part, cells in zip(usable, filled.parts, table.cells, strict=True)
    )
    return Decomposition(
        target=whole,
        done=done,
        need=need,
        shares=shares,
        months={m: amount_of(total) for m, total in zip(open_months, table.months, strict=True)},
        shortfall=amount_of(filled.shortfall),
        late={m: amount_of(n) for m, n in zip(open_months, table.late, strict=True) if n},
        excess=amount_of(filled.excess),
        left_out=tuple(left),
        by=by,
        year=report.period.year,
    )


def _stated(report: Report) -> Amount:
    figure = report.figures["fai.year.target"]
    if not isinstance(figure.value, Amount):
        place = "、".join(report.ledger.sources) or "台账"
        raise SourceError(place, f"没有全年目标可以分解：{figure.reason}；请用 --target 指定")
    return figure.value


def _floor(candidate: Bearer, floors: Mapping[str, Amount]) -> int:
    amount = floors.get(candidate.code) or floors.get(candidate.name)
    return fen(amount) if amount is not None else 0


def _asked(report: Report, months: Sequence[int], whole: int) -> tuple[int, ...]:
    """Split *whole* over *months* as the pace rises from month to month."""
    due = report.profile.pace.due
    marks = (
        [due(m) for m in (months[0] - 1, *months)]
        if months[0] > 1
        else [None, *(due(m) for m in months)]
    )
    rises = [
        Fraction(1)
        if before is None or after is None
        else max(after.number - before.number, Fraction(0))
        for before, after in pairwise(marks)
    ]
    if not any(rises):
        rises = [Fraction(1)] * len(months)
    return fill(whole, rises, [0] * len(months), [whole] * len(months)).parts


def totals(
    found: Decomposition, key: Callable[[Bearer], Sequence[str]]
) -> dict[str, tuple[int, Amount]]:
    """Return key → (projects, amount). A project of several leaders counts whole for each of them."""
    sums: dict[str, tuple[int, Amount]] = {}
    for share in found.shares:
        for name in key(share.candidate) or ("（未填）",):
            count, amount = sums.get(name, (0, ZERO))
            sums[name] = (count + 1, amount + share.amount)
    return dict(sorted(sums.items(), key=lambda item: (-item[1][1].yuan, item[0])))


def by_leader(found: Decomposition) -> dict[str, tuple[int, Amount]]:
    """Return leader → (projects, amount); leaders overlap where a project has several."""
    return totals(found, lambda candidate: candidate.leaders)


def by_unit(found: Decomposition) -> dict[str, tuple[int, Amount]]:
    """Return responsible unit → (projects, amount); these add up to the whole."""
    return totals(found, lambda candidate: (candidate.unit,) if candidate.unit else ())
