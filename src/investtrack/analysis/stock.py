"""The stock of investment: from total to reportable step by step, how long it lasts, how concentrated it is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from investtrack.analysis.pace import Goal
from investtrack.metrics.figure import ContributionColumn
from investtrack.metrics.ledger_view import AbsentError
from investtrack.metrics.measures import remaining_of
from investtrack.metrics.selections import carried_over
from investtrack.model.profile import DisplayProfile
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Rate
from investtrack.values.rounding import round_decimal


@frozen(eq=False)
class Step:
    """One step of the waterfall.

    Attributes:
        label: Chinese name.
        amount: its amount; what is taken away is positive and :attr:`is_taken`.
        is_taken: whether it is taken away from what stands above.
        figure: id of the figure it is; empty where it is a step between figures.
        evidence: contributions of a step that is no figure.
    """

    label: str
    amount: Amount
    is_taken: bool = False
    figure: str = ""
    evidence: tuple[ContributionColumn, ...] = ()


def waterfall(report: Report) -> tuple[Step, ...]:
    """Return total → completed → remaining → unreportable by reason → reportable, of what is carried over.

    Each level is exactly the one above less the steps between. Empty where the remainder is absent.
    """
    figures = report.figures
    total: Any = figures["carryover.investment"].value
    rest: Any = figures["remaining.investment"].value
    reportable: Any = figures["remaining.reportable"].value
    if total is None or rest is None or reportable is None:
        return ()
    steps = [Step("总投资", total, figure="carryover.investment")]
    steps += _between(report)
    steps.append(Step("剩余投资", rest, figure="remaining.investment"))
    reasons: Any = figures["remaining.unreportable.by_reason"].value or {}
    if figures["remaining.unreportable"].value is not None:
        steps += [
            Step(reason, amount, is_taken=True, figure="remaining.unreportable.by_reason")
            for reason, amount in reasons.items()
            if amount
        ]
    steps.append(Step("实际剩余可报投资", reportable, figure="remaining.reportable"))
    return tuple(steps)


def _between(report: Report) -> list[Step]:
    """Return what stands between total and remainder: the completed part, and what nobody knows."""
    facts = report.facts
    try:
        projects = facts.select(carried_over).records
    except AbsentError:
        return []
    done: list[tuple[object, Amount]] = []
    unclear: list[tuple[object, Amount]] = []
    for project in projects:
        if project.total_investment is None:
            continue
        rest = remaining_of(facts, project)
        if rest is None:
            unclear.append((project, project.total_investment))
        else:
            done.append((project, project.total_investment - rest[0]))
    labels = (("已完成投资", done), ("累计完成不详的项目", unclear))
    return [_step(report, label, parts) for label, parts in labels if parts]


def _step(report: Report, label: str, parts: list[tuple[object, Amount]]) -> Step:
    facts = report.facts
    section = ContributionColumn(
        "carryover.investment",
        [project for project, _ in parts],
        [amount for _, amount in parts],
        lambda project: (
            found[1] if (found := remaining_of(facts, project)) else ("total_investment",)
        ),
        role="－",
    )
    return Step(
        label, Amount.total(amount for _, amount in parts), is_taken=True, evidence=(section,)
    )


def steps_add_up(steps: Sequence[Step], display: DisplayProfile) -> bool:
    """Whether the printed steps lead from each level that is printed to the next."""
    level = Decimal(0)
    for step in steps:
        shown = round_decimal(step.amount.to(Unit.YI), display.money_places, display.rounding)
        if step.is_taken:
            level -= shown
        elif step is not steps[0] and shown != level:
            return False
        else:
            level = shown
    return True


def runway(reportable: Amount, goal: Goal) -> Fraction | None:
    """Return the months *reportable* lasts at the monthly amount the goal still needs.

    None where the goal is reached, unknown, or has no month left.
    """
    if goal.left is None or not goal.left or not goal.months:
        return None
    return Fraction(reportable.yuan) * len(goal.months) / Fraction(goal.left.yuan)


def hhi(amounts: Sequence[Amount]) -> Rate | None:
    """Return the Herfindahl–Hirschman index of *amounts*: the sum of squared shares, 0 to 1.

    1 is one single part; n equal parts give 1/n. None where nothing positive is there.
    """
    numbers = [Fraction(amount.yuan) for amount in amounts if amount.yuan > 0]
    whole = sum(numbers)
    if not whole:
        return None
    return Rate(sum((number * number for number in numbers), Fraction(0)) / (whole * whole))
