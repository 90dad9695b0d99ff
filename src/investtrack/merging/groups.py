"""Which figures are read together, so that a merged one covers the regions of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "gdp": ("地区生产总值", ("gdp.period.target",)),
    "fai": (
        "固定资产投资",
        (
            "fai.period.expected", "fai.in_library.expected", "fai.new_entry.expected",
            "fai.period.completed", "fai.period.planned", "fai.period.assigned", "fai.year.target",
        ),
    ),
    "entry": ("项目入库", ("entry.planned.count", "entry.planned.investment", "entry.entered.count")),
    "services": ("其他营利性服务业", ("services.planned", "services.in_library", "services.new_entry")),
    "resumption": ("项目复工", ("resumption.planned.count", "resumption.resumed.count")),
    "starts": ("集中开工", ("starts.count", "starts.investment")),
    "carryover": ("接转项目", ("carryover.count", "carryover.investment")),
    "remaining": ("剩余投资", ("remaining.investment", "remaining.reportable")),
    "progress": ("项目进度", ("progress.slow.count", "progress.stopped.count")),
    "issues": ("问题", ("issues.open.count", "issues.resolved.count")),
    "reserve": ("项目储备", ("reserve.count", "reserve.investment")),
    "promotion": ("招商引资", ("promotion.signed.count", "promotion.signed.investment")),
    "supervision": ("督导", ("supervision.due", "supervision.done")),
    "leaders": ("包保责任", ("leaders.unassigned.count",)),
    "all_projects": ("全部项目", ("all_projects.count", "all_projects.investment")),
    "year_plan": ("年度计划", ("year_plan.count", "year_plan.investment", "year_plan.completed")),
    "plan_starts": ("计划开工", ("plan_starts.count", "plan_starts.started.count")),
    "completions": ("计划竣工", ("completions.count", "completions.done.count")),
    "funds": ("项目资金", ("funds.allotted", "funds.arrived", "funds.paid")),
}  # fmt: skip
"""First step of an id → what the figures are about, and those whose regions all others of the group must have,
the most important first."""


_SHOWN = 5


def named(names: Iterable[str]) -> str:
    """Return names as a sentence has them, the first few of many."""
    every = list(names)
    return "、".join(every[:_SHOWN]) + (f"等{len(every)}个地区" if len(every) > _SHOWN else "")
