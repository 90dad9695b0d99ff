"""Concentrated starts (集中开工)."""

from __future__ import annotations

import re

from investtrack.metrics.figure import Breakdown, Kind
from investtrack.metrics.ledger_view import AbsentError, LedgerView, Selected
from investtrack.metrics.measures import INVESTMENT, by_field
from investtrack.metrics.rules import Count, Definition, Total
from investtrack.metrics.rules_by_group import CountByGroup
from investtrack.metrics.selection import Equals, Holds, Selection, every
from investtrack.model.activity import Preliminaries, Start
from investtrack.values.batch import normal_batch
from investtrack.values.numerals import CHINESE, whole_number


def batch_order(name: str) -> tuple[str, int, str]:
    """Return what sorts batches by year and number: 2021年第四批 before 2022年第一批."""
    year = re.search(r"(\d{4})", name)
    number = re.search(rf"第({CHINESE}+|\d+)", name)
    order = whole_number(number[1]) if number else None
    return (year[1] if year else "", order or 0, name)


def reported_batch(facts: LedgerView) -> str | None:
    """Return the batch to report: the profile's, else the latest planned in P, else the latest of all."""
    if facts.profile.starts_batch:
        return normal_batch(facts.profile.starts_batch, facts.period.year)
    records: tuple[Start, ...] = facts.sheet("starts")
    within = {
        batch_of(facts, r)
        for r in records
        if r.batch and r.planned_on and r.planned_on.last in facts.period
    }
    names = within or {batch_of(facts, r) for r in records if r.batch}
    return max(names, key=batch_order) if names else None


def batch_of(facts: LedgerView, start: Start) -> str:
    """Return the batch of a start in its one spelling; one that names no year is of the year it is planned in."""
    planned = start.planned_on
    return normal_batch(start.batch or "", planned.last.year if planned else facts.period.year)


def _batch(facts: LedgerView) -> Selected:
    """Projects of the reported batch; where no batch is named at all, every project."""
    name = reported_batch(facts)
    records = facts.sheet("starts")
    if name is None:
        return Selected(records)
    batches = [batch_of(facts, r) if r.batch else None for r in records]
    if records and name not in batches:
        known = "、".join(sorted({batch for batch in batches if batch}, key=batch_order)) or "无"
        raise AbsentError(f"“集中开工”表没有批次“{name}”（有：{known}）")
    return Selected(
        tuple(r for r, batch in zip(records, batches, strict=True) if batch == name),
        batches.count(None),
    )


in_batch = Selection(
    key="batch_now",
    sheet="starts",
    head="本批",
    words="县区配置指定的批次，否则本期内的最近一批",
    source=_batch,
)
"""Projects of the reported batch; where no batch is named at all, every project."""

ready = Selection(
    key="ready", among=in_batch, where=(Equals("preliminaries", Preliminaries.DONE),), decided_by="前期工作"
)  # fmt: skip
"""Of the batch, those whose preliminary procedures are done."""

started = Selection(
    key="begun", head="核定已开工", words="本批中，实际开工时间不晚于截止日期", among=in_batch,
    needs=(("started_on", "实际开工时间"),), needs_among=True,
    where=(Holds(lambda view, each: each.started_on is not None and each.started_on.first <= view.as_of),),
)  # fmt: skip
"""Of the batch, those begun by t."""


DEFINITIONS = (
    Definition(
        id="starts.count", title="集中开工项目个数", kind=Kind.COUNT,
        words="县区配置指定的批次，否则计划开工时间在本期内的最近一批", rule=Count(in_batch, ("batch",)),
    ),
    Definition(
        id="starts.investment", title="集中开工项目总投资", kind=Kind.MONEY, words="同上，总投资之和",
        rule=Total(in_batch, INVESTMENT),
    ),
    Definition(
        id="starts.ready.count", title="前期工作已完成的集中开工项目个数", kind=Kind.COUNT, words="同上，前期工作已完成的",
        rule=Count(ready, ("preliminaries",)), breakdown=Breakdown.PARTIAL, whole="starts.count",
    ),
    Definition(
        id="starts.started.count", title="已开工的集中开工项目个数", kind=Kind.COUNT,
        words="同上，实际开工时间不晚于截止日期的", rule=Count(started, ("started_on",)),
        breakdown=Breakdown.PARTIAL, whole="starts.count",
    ),
    Definition(
        id="starts.by_batch", title="集中开工项目按批次", kind=Kind.SERIES, words="集中开工表全部项目按批次分",
        rule=CountByGroup(every("starts"), by_field("batch", "批次")),
    ),
    Definition(
        id="starts.by_industry", title="集中开工项目按产业类别", kind=Kind.SERIES, words="本批项目按产业类别分",
        rule=CountByGroup(in_batch, by_field("industry", "产业类别")), breakdown=Breakdown.PARTITION, whole="starts.count",
    ),
)  # fmt: skip
