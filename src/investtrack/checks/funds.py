"""Rules on money behind projects (项目资金) and on published ranks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from investtrack.checks.alike import Alike
from investtrack.checks.made import fault
from investtrack.findings import Finding
from investtrack.metrics.ledger_view import LedgerView
from investtrack.metrics.target_rows import (
    rank_of,
)
from investtrack.model.fund import Fund
from investtrack.model.project import Project
from investtrack.values.amount import Amount


_MOST_PAID = 2
"""How many times what was agreed may have come: investors add to what they agreed, but seldom so much."""
_AMOUNTS = (("allotted", "下达金额"), ("arrived", "到位金额"), ("paid", "已支付金额"))


def check_funds(facts: LedgerView) -> Iterator[Finding]:
    """Yield the faults of money that cannot be as stated, and of ranks that are none."""
    alike = Alike()
    for fund in facts.ledger.funds or ():
        yield from _amounts(fund)
        if fund.source is None:
            yield from alike.missing("fund-source-missing", fund, "source")
        if fund.allotted_on and fund.allotted_on.first > facts.as_of:
            date = fund.allotted_on.label
            yield fault("date-after-as-of", fund, "allotted_on", variant="fund", date=date, as_of=facts.as_of)  # fmt: skip
    yield from alike.findings()
    yield from _beyond_projects(facts)
    for promotion in facts.ledger.promotions or ():
        paid, agreed = promotion.paid_in, promotion.agreed
        if paid is not None and agreed is not None and paid.yuan > agreed.yuan * _MOST_PAID >= 0:
            yield fault(
                "fund-exceeds", promotion, "paid_in", label="到位资金", limit_label="协议投资额", amount=paid, limit=agreed,
                related=(promotion.origin.cell("agreed"),),
            )  # fmt: skip
    for target in facts.ledger.targets or ():
        if target.rank and rank_of(target.rank) is None:
            yield fault("rank-unreadable", target, "rank", rank=target.rank)


def _beyond_projects(facts: LedgerView) -> Iterator[Finding]:
    """Yield the projects that were allotted more than they cost."""
    allotted: dict[int, tuple[Project, list[Fund]]] = {}
    for fund in facts.ledger.funds or ():
        project = facts.project_of(fund) if fund.allotted is not None else None
        if project is not None and project.total_investment is not None:
            allotted.setdefault(id(project), (project, []))[1].append(fund)
    for project, funds in allotted.values():
        amount = Amount.total(fund.allotted for fund in funds if fund.allotted is not None)
        limit = project.total_investment
        if limit is not None and amount.yuan > limit.yuan >= 0:
            yield fault(
                "fund-exceeds", funds[0], "allotted", label="下达金额", limit_label="项目总投资", amount=amount, limit=limit,
                related=(*(fund.origin.cell("allotted") for fund in funds[1:]), project.origin.cell("total_investment")),
            )  # fmt: skip


def _amounts(fund: Fund) -> Iterator[Finding]:
    stated = [
        (key, label, amount)
        for key, label in _AMOUNTS
        if (amount := getattr(fund, key)) is not None
    ]
    for (before, limit_label, limit), (key, label, amount) in pairwise(stated):
        if amount.yuan > limit.yuan >= 0:
            yield fault(
                "fund-exceeds", fund, key, label=label, limit_label=limit_label, amount=amount, limit=limit,
                related=(fund.origin.cell(before),),
            )  # fmt: skip
