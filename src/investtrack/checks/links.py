"""Rules between sheets: who refers to which project, and whether both say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from investtrack.checks.identity import ProjectNames
from investtrack.checks.made import fault
from investtrack.findings import Finding
from investtrack.metrics.ledger_view import LedgerView, has_column
from investtrack.model.ledger import SHEET_BY_ATTRIBUTE
from investtrack.model.project import Project
from investtrack.model.record import CodedRecord, NamedRecord
from investtrack.values.lookalike import difference


# Projects new to the county may stand in these sheets before they stand in 项目台账.
_NEW_ALLOWED = frozenset({"entries", "starts"})
_LED = frozenset({"entries", "resumptions"})
_REFERRING = ("entries", "resumptions", "starts", "issues", "supervisions", "funds")


def check_links(facts: LedgerView) -> Iterator[Finding]:
    """Yield references that lead nowhere or to two projects, and statements that differ between sheets."""
    names = ProjectNames(facts.profile.aliases)
    for attribute, record in _references(facts):
        project = facts.project_of(record)
        if project is not None:
            yield from _differs(attribute, record, project, names)
        elif named := _ambiguous(facts, record):
            yield fault(
                "project-ambiguous",
                record,
                "name",
                number=len(named),
                related=tuple(project.origin.cell("name") for project in named),
            )
        else:
            yield unknown_project(attribute, record)


def _references(facts: LedgerView) -> Iterator[tuple[str, Any]]:
    if facts.ledger.projects is None:
        return
    for attribute in _REFERRING:
        for record in getattr(facts.ledger, attribute) or ():
            if record.name or getattr(record, "code", None):
                yield attribute, record


def _ambiguous(facts: LedgerView, record: NamedRecord) -> list[Project]:
    """Return the projects of a name that has several: one alone would be meant."""
    return facts.projects_named(record.name) if record.name else []


def lost_references(facts: LedgerView) -> Iterator[tuple[str, Any]]:
    """Yield (ledger attribute, record) of every row that refers to no project of 项目台账."""
    for attribute, record in _references(facts):
        if facts.project_of(record) is None and not _ambiguous(facts, record):
            yield attribute, record


def unknown_project(
    attribute: str,
    record: CodedRecord,
    near: Sequence[Project] = (),
) -> Finding:
    """Return the finding on a row that refers to no project, offering those of a *near* name."""
    code = getattr(record, "code", None)
    key, written = "code" if code else "name", "　".join(filter(None, (code, record.name)))
    if near:
        return fault(
            "project-unknown",
            record,
            key,
            variant="near",
            written=written,
            offered="、".join(map(partial(_offered, record.name or ""), near)),
            several="其中之一" if len(near) > 1 else "",
            related=tuple(project.origin.cell("name") for project in near),
        )
    variant = "new" if attribute in _NEW_ALLOWED else ""
    return fault("project-unknown", record, key, variant=variant, written=written)


def _offered(written: str, project: Project) -> str:
    unseen = difference(written, project.name or "")
    return f"“{project.name}”（看上去相同，{unseen}）" if unseen else f"“{project.name}”"


def _differs(
    attribute: str,
    record: Project,
    project: Project,
    names: ProjectNames,
) -> Iterator[Finding]:
    sheet = SHEET_BY_ATTRIBUTE[attribute].name
    if (
        record.name
        and project.name
        and record.name != project.name
        and names.identity(record.name) != names.identity(project.name)
    ):
        yield fault(
            "name-differs",
            record,
            "name",
            other=project.name,
            related=(project.origin.cell("name"),),
        )
    total = getattr(record, "total_investment", None)
    if (
        total is not None
        and project.total_investment is not None
        and total != project.total_investment
    ):
        large, small = sorted((total.yuan, project.total_investment.yuan), reverse=True)
        slip = large == small * 10000
        at = (project.origin.cell("total_investment"),)
        amounts = {"sheet": sheet, "amount": total, "other": project.total_investment}
        if slip:
            yield fault(
                "unit-slip", record, "total_investment", variant="elsewhere", related=at, **amounts
            )
        else:
            yield fault(
                "total-differs",
                record,
                "total_investment",
                related=at,
                other_sheet=SHEET_BY_ATTRIBUTE["projects"].name,
                cause="",
                **amounts,
            )
    if attribute in _LED and record.leaders and not project.leaders:
        yield from _led_here(sheet, record, record.leaders, project)
    if attribute == "resumptions":
        for key, code in (("level", "level-differs"), ("stage", "stage-differs")):
            here, there = getattr(record, key), getattr(project, key)
            if here is not None and there is not None and here is not there:
                at = (project.origin.cell(key),)
                yield fault(code, record, key, here=here, there=there, related=at)


def _led_here(
    sheet: str, record: NamedRecord, leaders: Sequence[str], project: Project
) -> Iterator[Finding]:
    """Yield that another sheet knows a leader of a project that counts as without one."""
    if not has_column((project,), "leaders"):
        return
    yield fault(
        "leader-elsewhere",
        record,
        "leaders",
        sheet=sheet,
        leaders="、".join(leaders),
        related=(project.origin.cell("leaders"),),
    )
