"""The stock of projects carried over, and what they still can report (接转在库、剩余投资)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from investtrack.metrics.figure import Breakdown, Kind
from investtrack.metrics.ledger_view import AbsentError, LedgerView, Selected, Selection, decided
from investtrack.metrics.rules import (
    Definition,
    FigureLookup,
    Measure,
    Outcome,
    count,
    field_of,
    grouped_total,
    minus,
    present,
    rate_of,
    total,
    with_role,
)
from investtrack.metrics.selections import carried_over
from investtrack.model.project import Project
from investtrack.values.amount import Amount


INVESTMENT = field_of("total_investment", "总投资")
REMAINING = Measure(
    "总投资、自开始建设累计完成投资",
    lambda facts, project: found[0] if (found := facts.remaining(project)) else None,
    lambda facts, project: found[1] if (found := facts.remaining(project)) else (),
)


def _unreportable(facts: LedgerView, project: Project) -> Amount | None:
    """The lesser of 不可报投资 and what remains."""
    if project.unreportable is None:
        return None
    rest = facts.remaining(project)
    return None if rest is None else min(project.unreportable, rest[0])


UNREPORTABLE = Measure(
    "不可报投资",
    _unreportable,
    lambda facts, project: (
        "unreportable",
        *(found[1] if (found := facts.remaining(project)) else ()),
    ),
)


def _where(*, real_estate: bool) -> Selection:
    def selection(facts: LedgerView) -> Selected:
        found = facts.select(carried_over).records
        kept = tuple(p for p in found if p.is_real_estate is real_estate)
        return decided(kept, sum(p.is_real_estate is None for p in found), len(found), "是否房地产")

    return selection


real_estate = _where(real_estate=True)
other = _where(real_estate=False)


def _reason(_: LedgerView, project: Project) -> Sequence[str]:
    return (project.unreportable_reason or "未说明",)


def _reportable(figure: str, facts: LedgerView, lookup: FigureLookup) -> Outcome:
    """Remaining − unreportable; where no project states anything unreportable, the remainder itself, and said so."""
    rest, held = lookup("remaining.investment"), lookup("remaining.unreportable")
    if rest.value is not None and held.value is None:
        note = "台账没有填不可报投资，按剩余投资全部可报计"
        return Outcome(rest.value, rest.sections, rest.missing, note=note)
    outcome = minus("remaining.investment", "remaining.unreportable")(figure, facts, lookup)
    # what lacks its remainder lacks its unreportable part too: count each project once
    return evolve(outcome, missing=held.missing)


def _coverage(_: str, __: LedgerView, lookup: FigureLookup) -> Outcome:
    """Reportable remainder ÷ what the year's target still needs."""
    rest, annual, done = present(
        lookup, ("remaining.reportable", "fai.year.target", "fai.period.completed")
    )
    needed: Any = annual.value - done.value  # type: ignore[operator]
    if needed.yuan <= 0:
        raise AbsentError("全年目标已完成，不需要再计算保障倍数")
    sections = tuple(
        section
        for figure, role in ((rest, "分子"), (annual, "分母"), (done, "分母（减）"))
        for section in with_role(figure, role)
    )
    return Outcome(rate_of(rest.value, needed, ""), sections, rest.missing + done.missing)  # type: ignore[arg-type]


_P = Breakdown.PARTITION

DEFINITIONS = (
    Definition(
        id="carryover.count", title="接转在库项目个数", kind=Kind.COUNT, words="年初在库且年初前未竣工的项目",
        rule=count(carried_over, "is_in_library", "entered_on"),
    ),
    Definition(
        id="carryover.investment", title="接转在库项目总投资", kind=Kind.MONEY, words="同上，总投资之和",
        rule=total(carried_over, INVESTMENT),
    ),
    Definition(
        id="carryover.real_estate.count", title="接转房开项目个数", kind=Kind.COUNT, words="接转在库项目中是房地产的",
        rule=count(real_estate, "is_real_estate"), breakdown=_P, whole="carryover.count",
    ),
    Definition(
        id="carryover.real_estate.investment", title="接转房开项目总投资", kind=Kind.MONEY, words="同上，总投资之和",
        rule=total(real_estate, INVESTMENT), breakdown=_P, whole="carryover.investment",
    ),
    Definition(
        id="carryover.other.count", title="接转非房开项目个数", kind=Kind.COUNT, words="接转在库项目中不是房地产的",
        rule=count(other, "is_real_estate"), breakdown=_P, whole="carryover.count",
    ),
    Definition(
        id="carryover.other.investment", title="接转非房开项目总投资", kind=Kind.MONEY, words="同上，总投资之和",
        rule=total(other, INVESTMENT), breakdown=_P, whole="carryover.investment",
    ),
    Definition(
        id="remaining.investment", title="接转在库项目剩余投资", kind=Kind.MONEY,
        words="接转在库项目，总投资−自开始建设累计完成投资（没有填的，到上年底累计＋最近一期累计完成）之和；负数按零计并列为校核发现",
        rule=total(carried_over, REMAINING),
    ),
    Definition(
        id="remaining.real_estate", title="房开项目剩余投资", kind=Kind.MONEY, words="其中房地产项目",
        rule=total(real_estate, REMAINING), breakdown=_P, whole="remaining.investment",
        aliases=("remaining.investment.real_estate",),
    ),
    Definition(
        id="remaining.other", title="非房开项目剩余投资", kind=Kind.MONEY, words="其中非房地产项目",
        rule=total(other, REMAINING), breakdown=_P, whole="remaining.investment",
        aliases=("remaining.investment.other",),
    ),
    Definition(
        id="remaining.unreportable", title="不可报投资", kind=Kind.MONEY,
        words="接转在库项目，不可报投资与剩余投资中较小者之和", rule=total(carried_over, UNREPORTABLE),
        breakdown=Breakdown.PARTIAL, whole="remaining.investment",
    ),
    Definition(
        id="remaining.unreportable.by_reason", title="不可报投资按原因", kind=Kind.SERIES, words="不可报投资按不可报原因分",
        rule=grouped_total(carried_over, _reason, UNREPORTABLE), breakdown=_P, whole="remaining.unreportable",
        aliases=("remaining.by_reason",),
    ),
    Definition(
        id="remaining.reportable", title="实际剩余可报投资", kind=Kind.MONEY, words="剩余投资−不可报投资",
        rule=_reportable, breakdown=Breakdown.PARTIAL, whole="remaining.investment",
    ),
    Definition(
        id="remaining.coverage", title="剩余可报投资保障倍数", kind=Kind.RATE,
        words="实际剩余可报投资÷（全年固定资产投资目标−累计完成投资）", rule=_coverage,
    ),
)  # fmt: skip
