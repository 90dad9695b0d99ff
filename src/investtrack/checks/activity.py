"""Rules for resumptions, starts, issues, services and supervision."""

from __future__ import annotations

from collections.abc import Iterator

from investtrack.checks.made import fault
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.activity import IssueStatus, Preliminaries
from investtrack.model.finding import Finding, Grade
from investtrack.model.prospect import ServiceFirm
from investtrack.values.dates import DateSpan


def check_activity(facts: LedgerView) -> Iterator[Finding]:
    """Yield the faults of these sheets."""
    yield from _resumptions(facts)
    yield from _starts(facts)
    yield from _issues(facts)
    yield from _services(facts)
    for record in facts.ledger.supervisions or ():
        if record.done_on and record.held_on and record.done_on.last < record.held_on.first:
            yield fault(
                "dates-reversed", Grade.WARNING, record, "done_on", "的整改完成时间早于督导日期",
                found=record.done_on.label, expected=f"不早于{record.held_on.label}", mend="核对两个日期",
            )  # fmt: skip


def _after(span: DateSpan | None, facts: LedgerView) -> bool:
    return span is not None and span.first > facts.as_of


def _resumptions(facts: LedgerView) -> Iterator[Finding]:
    stops = {id(p): p.stopped_since for p in facts.ledger.projects or () if p.stopped_since}
    for record in facts.ledger.resumptions or ():
        project = facts.project_of(record)
        stopped = stops.get(id(project)) if project else None
        if stopped and project and record.resumed_on and record.resumed_on.last < stopped.first:
            yield fault(
                "resumed-before-stopped", Grade.WARNING, record, "resumed_on", "的实际复工时间早于停工起始时间",
                found=record.resumed_on.label, expected=f"不早于{stopped.label}",
                mend="核对两个日期；复工后再次停工的请在备注说明，本次按仍在停工计",
                related=(project.origin.cell("stopped_since"),),
            )  # fmt: skip
        if _after(record.resumed_on, facts):
            yield fault(
                "date-after-as-of", Grade.WARNING, record, "resumed_on", "的实际复工时间在截止日期之后，截止日期按未复工计",
                found=record.resumed_on.label if record.resumed_on else "", expected=f"不晚于{facts.as_of}",
                mend="核对日期；是计划的请填在计划复工时间",
            )  # fmt: skip
        if record.planned_on is None:
            yield fault(
                "planned-date-missing", Grade.NOTE, record, "planned_on", "没有计划复工时间，无法判断是否应复工",
                expected="计划复工时间", mend="补填计划复工时间",
            )  # fmt: skip
        if record.resumed_on and record.not_resumed_because:
            yield fault(
                "resumed-with-reason", Grade.NOTE, record, "not_resumed_because", "已复工，却还填着未复工原因",
                found=record.not_resumed_because, expected="空", mend="已复工的清空未复工原因",
            )  # fmt: skip


def _starts(facts: LedgerView) -> Iterator[Finding]:
    for record in facts.ledger.starts or ():
        if record.preliminaries is Preliminaries.DONE and record.open_procedures:
            yield fault(
                "procedures-contradiction", Grade.WARNING, record, "open_procedures", "前期工作标为已完成，却还有未办结手续",
                found=record.open_procedures, expected="空", mend="核对前期工作和未办结手续",
                related=(record.origin.cell("preliminaries"),),
            )  # fmt: skip
        if record.started_on and not _after(record.started_on, facts) and record.preliminaries in {
            Preliminaries.UNDER_WAY,
            Preliminaries.NOT_BEGUN,
        }:  # fmt: skip
            yield fault(
                "started-without-procedures", Grade.WARNING, record, "started_on", "已开工，前期工作却没有完成",
                found=f"{record.started_on.label}；{record.preliminaries}", expected="前期工作已完成",
                mend="核对开工时间和前期工作", related=(record.origin.cell("preliminaries"),),
            )  # fmt: skip


def _issues(facts: LedgerView) -> Iterator[Finding]:
    for record in facts.ledger.issues or ():
        if record.status is IssueStatus.RESOLVED and record.resolved_on is None:
            yield fault(
                "resolved-without-date", Grade.WARNING, record, "resolved_on", "已解决而没有解决时间",
                expected="解决时间", mend="补填解决时间",
            )  # fmt: skip
        if (
            record.resolved_on
            and record.status is not None
            and record.status is not IssueStatus.RESOLVED
        ):
            yield fault(
                "issue-contradiction", Grade.WARNING, record, "status", "填了解决时间，状态却不是已解决",
                found=str(record.status), expected="已解决", mend="核对状态和解决时间；本次按状态计",
                related=(record.origin.cell("resolved_on"),),
            )  # fmt: skip
        if (
            record.resolved_on
            and record.raised_on
            and record.resolved_on.last < record.raised_on.first
        ):
            yield fault(
                "dates-reversed", Grade.WARNING, record, "resolved_on", "的解决时间早于提出时间",
                found=record.resolved_on.label, expected=f"不早于{record.raised_on.label}", mend="核对两个日期",
            )  # fmt: skip
        if record.due_on is None and record.status is not IssueStatus.RESOLVED:
            yield fault(
                "deadline-missing", Grade.NOTE, record, "due_on", "没有整改时限，无法判断是否逾期",
                expected="整改时限", mend="补填整改时限",
            )  # fmt: skip


def _services(facts: LedgerView) -> Iterator[Finding]:
    seen: dict[str, ServiceFirm] = {}
    for firm in facts.ledger.services or ():
        if firm.credit_code:
            first = seen.setdefault(firm.credit_code, firm)
            if first is not firm:
                yield fault(
                    "duplicate-code", Grade.ERROR, firm, "credit_code", f"与“{first.name}”的统一社会信用代码相同",
                    found=firm.credit_code, expected="每家企业一个代码", mend="重复填报的删去一行",
                    related=(first.origin.cell("credit_code"),),
                )  # fmt: skip
        if not firm.industry_code and facts.profile.services.industries:
            yield fault(
                "industry-code-missing", Grade.WARNING, firm, "industry_code", "没有行业代码，无法判断是否计入其他营利性服务业",
                expected="行业代码（GB/T 4754）", mend="补填行业代码；不填则不计入",
            )  # fmt: skip
