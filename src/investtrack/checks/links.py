"""Rules between sheets: who refers to which project, and whether both say the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from investtrack.checks.identity import Names
from investtrack.checks.made import fault, wan
from investtrack.metrics.ledger_view import LedgerView, has_column
from investtrack.model.finding import Finding, Grade
from investtrack.model.ledger import SHEET_BY_ATTRIBUTE
from investtrack.model.project import Project


# Projects new to the county may stand in these sheets before they stand in 项目台账.
_NEW_ALLOWED = frozenset({"entries", "starts"})
_REFERRING = ("entries", "resumptions", "starts", "issues", "supervisions")


def check_links(facts: LedgerView) -> Iterator[Finding]:
    """Yield references that lead nowhere or to two projects, and statements that differ between sheets."""
    names = Names(facts.profile.aliases)
    for attribute, record in _references(facts):
        project = facts.project_of(record)
        if project is not None:
            yield from _differs(attribute, record, project, names)
        elif named := _ambiguous(facts, record):
            yield fault(
                "project-ambiguous", Grade.WARNING, record, "name", f"在项目台账有{len(named)}个同名项目，不知指哪一个",
                found=record.name, expected="填项目编码", mend="补填项目编码",
                related=tuple(project.origin.cell("name") for project in named),
            )  # fmt: skip
        else:
            yield unknown_project(attribute, record)


def _references(facts: LedgerView) -> Iterator[tuple[str, Any]]:
    if facts.ledger.projects is None:
        return
    for attribute in _REFERRING:
        for record in getattr(facts.ledger, attribute) or ():
            if record.name or getattr(record, "code", None):
                yield attribute, record


def _ambiguous(facts: LedgerView, record: Any) -> list[Project]:  # noqa: ANN401 - records share no base
    named = facts.projects_named(record.name) if record.name else []
    return named if len(named) > 1 else []


def lost_references(facts: LedgerView) -> Iterator[tuple[str, Any]]:
    """Yield (ledger attribute, record) of every row that refers to no project of 项目台账."""
    for attribute, record in _references(facts):
        if facts.project_of(record) is None and not _ambiguous(facts, record):
            yield attribute, record


def unknown_project(
    attribute: str,
    record: Any,  # noqa: ANN401 - records share no base
    near: Sequence[Project] = (),
) -> Finding:
    """Return the finding on a row that refers to no project, offering those of a *near* name."""
    code = getattr(record, "code", None)
    grade = Grade.NOTE if attribute in _NEW_ALLOWED and not near else Grade.WARNING
    mend = "核对编码和名称；是新项目的请补入项目台账"
    if near:
        offered = "、".join(f"“{project.name}”" for project in near)
        several = "其中之一" if len(near) > 1 else ""
        mend = f"是否就是{offered}{several}？是则在配置的 aliases 里写明，或改成同一名称；是新项目的请补入项目台账"
    return fault(
        "project-unknown", grade, record, "code" if code else "name", "在项目台账里找不到",
        found="　".join(filter(None, (code, record.name))), expected="项目台账里的项目编码或名称",
        mend=mend, related=tuple(project.origin.cell("name") for project in near),
    )  # fmt: skip


def _differs(attribute: str, record: Any, project: Project, names: Names) -> Iterator[Finding]:  # noqa: ANN401
    sheet = SHEET_BY_ATTRIBUTE[attribute].name
    if (
        record.name
        and project.name
        and record.name != project.name
        and names.identity(record.name) != names.identity(project.name)
    ):
        yield fault(
            "name-differs", Grade.WARNING, record, "name", f"与项目台账同编码项目的名称不同（{project.name}）",
            found=record.name, expected=project.name, mend="核对编码和名称；确为同一项目的改成同名",
            related=(project.origin.cell("name"),),
        )  # fmt: skip
    total = getattr(record, "total_investment", None)
    if (
        total is not None
        and project.total_investment is not None
        and total != project.total_investment
    ):
        large, small = sorted((total.yuan, project.total_investment.yuan), reverse=True)
        slip = small > 0 and large == small * 10000
        yield fault(
            "unit-slip" if slip else "total-differs", Grade.ERROR if slip else Grade.WARNING, record, "total_investment",
            f"的总投资在{sheet}和项目台账不同" + ("，正好差1万倍，疑似万元、亿元填错" if slip else ""),
            found=wan(total), expected=wan(project.total_investment), mend="核对后改成同一个数",
            related=(project.origin.cell("total_investment"),),
        )  # fmt: skip
    if attribute in {"entries", "resumptions"} and record.leaders and not project.leaders:
        yield from _led_here(sheet, record, project)
    if attribute == "resumptions":
        for key, label in (("level", "项目级别"), ("stage", "建设阶段")):
            here, there = getattr(record, key), getattr(project, key)
            if here is not None and there is not None and here is not there:
                yield fault(
                    f"{key}-differs", Grade.WARNING, record, key, f"的{label}在复工复产和项目台账不同",
                    found=str(here), expected=str(there), mend="核对后改成一致", related=(project.origin.cell(key),),
                )  # fmt: skip


def _led_here(sheet: str, record: Any, project: Project) -> Iterator[Finding]:  # noqa: ANN401
    """Yield that another sheet knows a leader of a project that counts as without one."""
    if not has_column((project,), "leaders"):
        return
    yield fault(
        "leader-elsewhere", Grade.WARNING, record, "leaders", f"的包保领导填在{sheet}，项目台账没有填，按没有包保领导计",
        found="、".join(record.leaders), expected="项目台账也填", mend="补填项目台账的包保领导",
        related=(project.origin.cell("leaders"),),
    )  # fmt: skip
