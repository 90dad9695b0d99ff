"""Rules on money behind projects (项目资金) and on published ranks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from investtrack.checks.alike import Alike
from investtrack.checks.made import fault
from investtrack.findings import Finding
from investtrack.metrics.figures.targets import rank_of
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.fund import Fund


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
    for target in facts.ledger.targets or ():
        if target.rank and rank_of(target.rank) is None:
            yield fault("rank-unreadable", target, "rank", rank=target.rank)


def _amounts(fund: Fund) -> Iterator[Finding]:
    stated = [
        (key, label, amount)
        for key, label in _AMOUNTS
        if (amount := getattr(fund, key)) is not None
    ]
    for key, label, amount in stated:
        if amount.yuan < 0:
            yield fault("amount-negative", fund, key, label=label, amount=amount)
    for (before, limit_label, limit), (key, label, amount) in pairwise(stated):
        if amount.yuan > limit.yuan >= 0:
            yield fault(
                "fund-exceeds", fund, key, label=label, limit_label=limit_label, amount=amount, limit=limit,
                related=(fund.origin.cell(before),),
            )  # fmt: skip
