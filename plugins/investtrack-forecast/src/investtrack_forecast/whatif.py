"""What if (情景测算): the target before and after, and every figure that changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from investtrack.analysis.critical import target_of
from investtrack.json_object import JsonObject
from investtrack.metrics.figure import Figure, Kind
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.rate import Points, Rate, ratio
from investtrack_forecast.finding_projects import find_project
from investtrack_forecast.scenario import suppose
from investtrack_forecast.suppositions import Supposition


@frozen
class Attainment:
    """Whether what is expected reaches the period's target (目标保障).

    Attributes:
        expected: what is expected by the end of the period; None where absent.
        target: the target; None where no level sets one.
        figures: ids of both.
        reason: why one is absent, in Chinese.
    """

    expected: Amount | None
    target: Amount | None
    figures: tuple[str, ...]
    reason: str = ""

    @property
    def rate(self) -> Rate | None:
        """Expected ÷ target."""
        if self.expected is None or self.target is None:
            return None
        return ratio(self.expected, self.target)

    @property
    def excess(self) -> Amount | None:
        """Expected − target; negative is a shortfall."""
        if self.expected is None or self.target is None:
            return None
        return self.expected - self.target

    @property
    def is_reached(self) -> bool | None:
        """Whether the target is reached; None where nobody knows."""
        return None if self.excess is None else self.excess.yuan >= 0


def attainment(report: Report) -> Attainment:
    """Return how what is expected stands to the target."""
    expected = report.figures["fai.period.expected"]
    target = target_of(report)
    value: Any = expected.value
    if target is None:
        reason = report.figures["fai.period.assigned"].reason
        return Attainment(value, None, (expected.id, "fai.period.assigned"), reason)
    return Attainment(value, target[1], (expected.id, target[0]), expected.reason)


@frozen
class ChangedFigure:
    """A figure that is another one after the suppositions.

    Attributes:
        id: its id.
        title: Chinese title.
        kind: what kind of value.
        before: as the ledger states it.
        after: as it would be.
        difference: after − before where both are numbers; of rates, in points. Of a series, key →
            difference, of the keys that changed. Of a list, ``{"added", "removed"}`` → names.
            None where one side is absent, or only the rows of a list changed.
        reason: why it is absent after, or was before, in Chinese.
    """

    id: str
    title: str
    kind: Kind
    before: object
    after: object
    difference: object
    reason: str = ""


def changed_figures(before: Report, after: Report) -> tuple[ChangedFigure, ...]:
    """Return the figures whose value differs, in the order of the contract, with the difference."""
    found = []
    for figure_id, old in before.figures.items():
        new = after.figures[figure_id]
        if old.value != new.value:
            found.append(_changed(old, new))
    return tuple(found)


def _changed(old: Figure, new: Figure) -> ChangedFigure:
    return ChangedFigure(
        id=old.id,
        title=old.title,
        kind=old.kind,
        before=old.value,
        after=new.value,
        difference=_difference(old.value, new.value),
        reason=old.reason or new.reason,
    )


def _difference(old: object, new: Any) -> Any:  # noqa: ANN401 - any value of a figure
    if old is None or new is None:
        return None
    if isinstance(old, Points):
        return Points(new.number - old.number)
    if isinstance(old, Mapping):
        return _series_difference(old, new)
    if isinstance(old, tuple):
        added, removed = _without(new, old), _without(old, new)
        return {"added": added, "removed": removed} if added or removed else None
    return new - old


def _series_difference(old: Mapping[str, object], new: Mapping[str, Any]) -> JsonObject:
    """Return key → difference; a key that one side lacks counts as nothing there."""
    found: JsonObject = {}
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) == new.get(key):
            continue
        here = old.get(key, _nothing(new.get(key)))
        there = new.get(key, _nothing(here))
        if isinstance(here, Mapping):
            found[key] = {
                part: None
                if here[part] is None or there[part] is None
                else there[part] - here[part]
                for part in here
            }
        else:
            found[key] = there - here
    return found


def _nothing(value: object) -> object:
    """Return the zero of the kind of *value*; a rate of nothing is unknown."""
    if isinstance(value, Mapping):
        return {part: _nothing(number) for part, number in value.items()}
    if value is None or isinstance(value, Rate):
        return None
    return Amount.total(()) if isinstance(value, Amount) else 0


def _without(
    rows: Sequence[Mapping[str, object]], others: Sequence[Mapping[str, object]]
) -> list[str]:
    """Return the names of *rows* that *others* do not have, each as often as it is lacking there."""
    left = Counter(row.get("name") for row in others)
    found = []
    for row in rows:
        name = row.get("name")
        if left[name]:
            left[name] -= 1
        else:
            found.append(str(name or "（未命名）"))
    return found


@frozen(eq=False)
class WhatIf:
    """What the suppositions come to.

    Attributes:
        changes: the suppositions.
        before: the report as it is.
        after: the report as it would be.
        figures: what changes.
        labels: the suppositions in Chinese, each project by its full name.
    """

    changes: tuple[Supposition, ...]
    before: Report
    after: Report
    figures: tuple[ChangedFigure, ...]
    labels: tuple[str, ...] = ()

    @property
    def attained_before(self) -> Attainment:
        """How the target stands as it is."""
        return attainment(self.before)

    @property
    def attained_after(self) -> Attainment:
        """How the target would stand."""
        return attainment(self.after)


def what_if(report: Report, changes: Sequence[Supposition]) -> WhatIf:
    """Return what *changes*, applied in order, come to.

    Raises:
        SuppositionError: a project is unknown or ambiguous, or what is supposed of it cannot be.
    """
    after = suppose(report, changes) if changes else report
    labels = tuple(_label(report, change) for change in changes)
    return WhatIf(tuple(changes), report, after, changed_figures(report, after), labels)


def _label(report: Report, change: Supposition) -> str:
    return evolve(change, project=find_project(report.facts, change.project).name).label
