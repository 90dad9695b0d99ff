"""Rules for resumptions, starts, issues, services and supervision."""

from __future__ import annotations

from collections.abc import Iterator

from investtrack.checks.alike import Alike
from investtrack.checks.made import fault
from investtrack.findings import Finding
from investtrack.metrics.ledger_view import LedgerView, normal_code
from investtrack.model.activity import IssueStatus, Preliminaries
from investtrack.model.prospect import ServiceFirm
from investtrack.values.codes import credit_code_fault
from investtrack.values.dates import DateSpan
from investtrack.values.industry import industry_codes, is_among


def check_activity(facts: LedgerView) -> Iterator[Finding]:
    """Yield the faults of these sheets."""
    alike = Alike()
    yield from _resumptions(facts, alike)
    yield from _starts(facts)
    yield from _issues(facts, alike)
    yield from _services(facts, alike)
    yield from alike.findings()
    for record in facts.ledger.supervisions or ():
        if record.done_on and record.held_on and record.done_on.last < record.held_on.first:
            yield fault(
                "dates-reversed",
                record,
                "done_on",
                later="整改完成时间",
                earlier="督导日期",
                date=record.done_on.label,
                limit=record.held_on.label,
            )


def _after(span: DateSpan | None, facts: LedgerView) -> bool:
    return span is not None and span.first > facts.as_of


def _resumptions(facts: LedgerView, alike: Alike) -> Iterator[Finding]:
    stops = {id(p): p.stopped_since for p in facts.ledger.projects or () if p.stopped_since}
    for record in facts.ledger.resumptions or ():
        project = facts.project_of(record)
        stopped = stops.get(id(project)) if project else None
        if stopped and project and record.resumed_on and record.resumed_on.last < stopped.first:
            yield fault(
                "resumed-before-stopped",
                record,
                "resumed_on",
                date=record.resumed_on.label,
                limit=stopped.label,
                related=(project.origin.cell("stopped_since"),),
            )
        if _after(record.resumed_on, facts):
            yield fault(
                "date-after-as-of",
                record,
                "resumed_on",
                variant="resumption",
                date=record.resumed_on.label if record.resumed_on else "",
                as_of=facts.as_of,
            )
        if record.planned_on is None:
            yield from alike.missing(
                "planned-date-missing", record, "planned_on", variant="resumption"
            )
        if record.resumed_on and record.not_resumed_because:
            yield fault(
                "resumed-with-reason",
                record,
                "not_resumed_because",
                reason=record.not_resumed_because,
            )


def _starts(facts: LedgerView) -> Iterator[Finding]:
    for record in facts.ledger.starts or ():
        if record.preliminaries is Preliminaries.DONE and record.open_procedures:
            yield fault(
                "procedures-contradiction",
                record,
                "open_procedures",
                procedures=record.open_procedures,
                related=(record.origin.cell("preliminaries"),),
            )
        if record.started_on and not _after(record.started_on, facts) and record.preliminaries in {
            Preliminaries.UNDER_WAY,
            Preliminaries.NOT_BEGUN,
        }:  # fmt: skip
            yield fault(
                "started-without-procedures",
                record,
                "started_on",
                date=record.started_on.label,
                status=record.preliminaries,
                related=(record.origin.cell("preliminaries"),),
            )


def _issues(facts: LedgerView, alike: Alike) -> Iterator[Finding]:
    for record in facts.ledger.issues or ():
        if record.status is IssueStatus.RESOLVED and record.resolved_on is None:
            yield from alike.missing("resolved-without-date", record, "resolved_on")
        if (
            record.resolved_on
            and record.status is not None
            and record.status is not IssueStatus.RESOLVED
        ):
            yield fault(
                "issue-contradiction",
                record,
                "status",
                status=record.status,
                related=(record.origin.cell("resolved_on"),),
            )
        if (
            record.resolved_on
            and record.raised_on
            and record.resolved_on.last < record.raised_on.first
        ):
            yield fault(
                "dates-reversed",
                record,
                "resolved_on",
                later="解决时间",
                earlier="提出时间",
                date=record.resolved_on.label,
                limit=record.raised_on.label,
            )
        if record.due_on is None and record.status is not IssueStatus.RESOLVED:
            yield from alike.missing("deadline-missing", record, "due_on")


def _services(facts: LedgerView, alike: Alike) -> Iterator[Finding]:
    seen: dict[str, ServiceFirm] = {}
    for firm in facts.ledger.services or ():
        if firm.credit_code:
            first = seen.setdefault(firm.credit_code, firm)
            if first is not firm:
                yield fault(
                    "duplicate-code",
                    firm,
                    "credit_code",
                    variant="firm",
                    first=first.name,
                    code=firm.credit_code,
                    related=(first.origin.cell("credit_code"),),
                )
        if not firm.industry_code and facts.profile.services.industries:
            yield from alike.missing("industry-code-missing", firm, "industry_code")
        elif firm.industry_code and (wanted := facts.profile.services.industries):
            yield from _industry(firm, firm.industry_code, wanted)
        if firm.credit_code and (why := credit_code_fault(normal_code(firm.credit_code))):
            yield fault("credit-code-wrong", firm, "credit_code", why=why, found=firm.credit_code)


def _industry(firm: ServiceFirm, written: str, wanted: tuple[str, ...]) -> Iterator[Finding]:
    """Yield that it cannot be told whether a firm counts, for its industry is none or too wide."""
    if is_among(written, wanted) is None:
        variant = "wide" if industry_codes(written) else ""
        yield fault("industry-code-unknown", firm, "industry_code", variant=variant, found=written)
