"""Rules for entries into the library."""

from __future__ import annotations

from collections.abc import Iterator

from investtrack.checks.made import fault, wan
from investtrack.metrics.figures.entry import readiness_of
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.finding import Finding, Grade


def check_entries(facts: LedgerView) -> Iterator[Finding]:
    """Yield the faults of every entry."""
    for entry in facts.ledger.entries or ():
        yield from _amounts(facts, entry)
        yield from _status(facts, entry)
        yield from _project(facts, entry)
    yield from _unplanned(facts)


def _amounts(facts: LedgerView, entry: Entry) -> Iterator[Finding]:
    total = entry.total_investment
    if total is None:
        yield fault(
            "total-missing", Grade.WARNING, entry, "total_investment", "没有填总投资，无法判断是否达到入库起点",
            expected="总投资", mend="补填总投资；不填则不计入入库各项",
        )  # fmt: skip
        return
    if total < facts.profile.entry.threshold:
        slip = (
            total.yuan > 0
            and total.yuan * 10000 >= facts.profile.entry.threshold.yuan
            and total.yuan < 10**6
        )
        yield fault(
            "entry-below-threshold", Grade.WARNING if slip else Grade.NOTE, entry, "total_investment",
            "的总投资低于入库起点，不计入入库各项" + ("；疑似把亿元数填进了万元列" if slip else ""),
            found=wan(total), expected=f"不低于{wan(facts.profile.entry.threshold)}", mend="核对总投资的数和单位",
        )  # fmt: skip
    for end, amount in entry.contribution:
        if amount > total:
            yield fault(
                "part-exceeds-total", Grade.ERROR, entry, f"contribution.{end}", f"的{end.ytd_label}预计贡献投资超过总投资",
                found=wan(amount), expected=f"不超过{wan(total)}", mend="核对单位是否填错（1亿元应填10000）",
                related=(entry.origin.cell("total_investment"),),
            )  # fmt: skip
    for (before, earlier), (end, later) in zip(
        entry.contribution, entry.contribution[1:], strict=False
    ):
        if before.year == end.year and later < earlier:
            yield fault(
                "ytd-falling", Grade.WARNING, entry, f"contribution.{end}",
                f"的{end.ytd_label}预计贡献投资小于{before.ytd_label}",
                found=wan(later), expected=f"不小于{wan(earlier)}", mend="本列为1月起累计数，请改为累计",
            )  # fmt: skip


def _status(facts: LedgerView, entry: Entry) -> Iterator[Finding]:
    entered = entry.status is EntryStatus.ENTERED
    if entered and entry.entered_on is None:
        yield fault(
            "entered-without-date", Grade.WARNING, entry, "entered_on", "入库状态为已入库，却没有实际入库时间",
            expected="实际入库时间", mend="补填实际入库时间",
        )  # fmt: skip
    if entry.entered_on is not None and entry.status is not None and not entered:
        yield fault(
            "library-contradiction", Grade.ERROR, entry, "status", "填了实际入库时间，入库状态却不是已入库",
            found=f"{entry.status}；{entry.entered_on.label}", expected="两者一致",
            mend="核对入库状态和实际入库时间；本次按入库状态计", related=(entry.origin.cell("entered_on"),),
        )  # fmt: skip
    if entered and entry.entered_on and entry.entered_on.first > facts.as_of:
        yield fault(
            "date-after-as-of", Grade.WARNING, entry, "entered_on", "的实际入库时间在截止日期之后，截止日期按未入库计",
            found=entry.entered_on.label, expected=f"不晚于{facts.as_of}", mend="核对实际入库时间",
        )  # fmt: skip
    if entry.status is None:
        yield fault(
            "status-missing", Grade.WARNING, entry, "status", "没有填入库状态，计入“其他”",
            expected="入库状态", mend="补填入库状态",
        )  # fmt: skip
    if entry.planned_on is None:
        yield fault(
            "planned-date-missing", Grade.WARNING, entry, "planned_on", "没有计划入库时间，不计入本期计划入库",
            expected="计划入库时间", mend="补填，如 2022年3月",
        )  # fmt: skip
    if entry.status is EntryStatus.RETURNED and not entry.returned_because:
        yield fault(
            "returned-without-reason", Grade.NOTE, entry, "returned_because", "被退回而没有填退回原因",
            expected="退回原因", mend="补填退回原因",
        )  # fmt: skip
    if entered and entry.papers:
        lacking = readiness_of(facts, entry).missing
        if lacking:
            yield fault(
                "entered-without-papers", Grade.ERROR, entry, f"papers.{lacking[0]}",
                f"已入库，应备资料却缺{len(lacking)}件：{'、'.join(lacking)}",
                found="×或未填", expected="√", mend="核对资料；已备的改√，确实不需要的填“不需要”",
            )  # fmt: skip


def _project(facts: LedgerView, entry: Entry) -> Iterator[Finding]:
    project = facts.project_of(entry)
    if project is None:
        return
    entered = entry.status is EntryStatus.ENTERED
    if entered and project.is_in_library is False:
        yield fault(
            "entered-not-in-library", Grade.WARNING, entry, "status", "在入库计划为已入库，在项目台账为未入库",
            found="已入库", expected="两表一致", mend="核对后改正其中一表", related=(project.origin.cell("is_in_library"),),
        )  # fmt: skip
    if (
        not entered
        and entry.status is not None
        and project.is_in_library is True
        and project.entered_on is None
    ):
        yield fault(
            "entered-not-in-library", Grade.WARNING, entry, "status", "在入库计划为未入库，在项目台账为已入库",
            found=str(entry.status), expected="两表一致", mend="核对后改正其中一表",
            related=(project.origin.cell("is_in_library"),),
        )  # fmt: skip
    if (
        facts.entered_before(project, facts.period.start)
        and entry.planned_on
        and entry.planned_on.last in facts.period
    ):
        yield fault(
            "entry-already-in-library", Grade.WARNING, entry, "planned_on", "在本期之前已经入库，仍列为本期计划入库；投资只计入在库项目",
            found=entry.planned_on.label, expected="不再列入计划", mend="从入库计划删去，或更正项目台账的入库时间",
            related=(project.origin.cell("entered_on"),),
        )  # fmt: skip


def _unplanned(facts: LedgerView) -> Iterator[Finding]:
    """A project that entered within P and stands in no entry row: its plan is counted nowhere."""
    if facts.ledger.entries is None:
        return
    listed = {id(project) for entry in facts.ledger.entries if (project := facts.project_of(entry))}
    for project in facts.ledger.projects or ():
        entered = project.entered_on
        if (
            project.is_in_library
            and entered
            and entered.last in facts.period
            and id(project) not in listed
        ):
            yield fault(
                "entered-outside-plan", Grade.WARNING, project, "entered_on", "本期入库，却不在入库计划表，其计划投资没有计入本期预计完成",
                found=entered.label, expected="入库计划表有这个项目", mend="在入库计划表补一行，填预计贡献投资",
            )  # fmt: skip
