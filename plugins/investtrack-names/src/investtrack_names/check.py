"""The check: who refers to no project, and which project may be meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from investtrack.checks.links import lost_references, unknown_project
from investtrack.findings import Finding
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.project import Project
from investtrack.plugin import Check
from investtrack.values.amount import Amount


class NearNames(Check):
    """Offers the projects of near names on every row that refers to no project (相近名称)."""

    name: ClassVar[str] = "near-names"
    label: ClassVar[str] = "相近名称"

    def run(self, facts: LedgerView) -> Iterator[Finding]:
        """Yield ``project-unknown`` findings that name what may be meant, in place of the core's."""
        lost = [(sheet, record) for sheet, record in lost_references(facts) if record.name]
        if not lost:
            return
        from investtrack_names.near import index

        names = index(facts)
        known: dict[tuple[str, Amount | None], list[Project]] = {}
        for sheet, record in lost:
            key = record.name, getattr(record, "total_investment", None)
            if key not in known:
                known[key] = names.near(*key)
            if known[key]:
                yield unknown_project(sheet, record, known[key])
