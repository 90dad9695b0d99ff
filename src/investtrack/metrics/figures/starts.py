"""Concentrated starts (集中开工)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from investtrack.metrics.figure import Breakdown, Kind
from investtrack.metrics.ledger_view import AbsentError, LedgerView, Selected, decided, demand
from investtrack.metrics.rules import Definition, count, field_of, grouped_count, total
from investtrack.metrics.selections import every
from investtrack.model.activity import Preliminaries, Start
from investtrack.values.numerals import CHINESE, whole_number


def batch_order(name: str) -> tuple[int, int, str]:
    """Return what sorts batches by year and number: 2021年第四批 before 2022年第一批."""
    year = re.search(r"(\d{4})", name)
    number = re.search(rf"第({CHINESE}+|\d+)", name)
    order = whole_number(number[1]) if number else None
    return (int(year[1]) if year else 0, order or 0, name)


def reported_batch(facts: LedgerView) -> str | None:
    """Return the batch to report: the profile's, else the latest planned in P, else the latest of all."""
    if facts.profile.starts_batch:
        return facts.profile.starts_batch
    records: tuple[Start, ...] = facts.sheet("starts")
    within = {
        r.batch for r in records if r.batch and r.planned_on and r.planned_on.last in facts.period
    }
    names = within or {r.batch for r in records if r.batch}
    return max(names, key=batch_order) if names else None


def in_batch(facts: LedgerView) -> Selected:
    """Projects of the reported batch; where no batch is named at all, every project."""
    name = reported_batch(facts)
    records = facts.sheet("starts")
    if name is None:
        return Selected(records)
    if records and not any(r.batch == name for r in records):
        known = "、".join(sorted({r.batch for r in records if r.batch}, key=batch_order)) or "无"
        raise AbsentError(f"“集中开工”表没有批次“{name}”（有：{known}）")
    return Selected(
        tuple(r for r in records if r.batch == name), sum(r.batch is None for r in records)
    )


def ready(facts: LedgerView) -> Selected:
    """Of the batch, those whose preliminary procedures are done."""
    batch = facts.select(in_batch)
    kept = tuple(r for r in batch.records if r.preliminaries is Preliminaries.DONE)
    unknown = sum(r.preliminaries is None for r in batch.records)
    found = decided(kept, unknown, len(batch.records), "前期工作")
    return Selected(found.records, found.undecided + batch.undecided)


def started(facts: LedgerView) -> Selected:
    """Of the batch, those begun by t."""
    found = facts.select(in_batch)
    demand(found.records, "started_on", "实际开工时间")
    kept = tuple(r for r in found.records if r.started_on and r.started_on.first <= facts.as_of)
    return Selected(kept, found.undecided)


def _batch(_: LedgerView, record: Start) -> Sequence[str]:
    return (record.batch,) if record.batch else ()


def _industry(_: LedgerView, record: Start) -> Sequence[str]:
    return (record.industry,) if record.industry else ()


DEFINITIONS = (
    Definition(
        id="starts.count", title="集中开工项目个数", kind=Kind.COUNT,
        words="县区配置指定的批次，否则计划开工时间在本期内的最近一批", rule=count(in_batch, "batch"),
    ),
    Definition(
        id="starts.investment", title="集中开工项目总投资", kind=Kind.MONEY, words="同上，总投资之和",
        rule=total(in_batch, field_of("total_investment", "总投资")),
    ),
    Definition(
        id="starts.ready.count", title="前期工作已完成的集中开工项目个数", kind=Kind.COUNT, words="同上，前期工作已完成的",
        rule=count(ready, "preliminaries"), breakdown=Breakdown.PARTIAL, whole="starts.count",
    ),
    Definition(
        id="starts.started.count", title="已开工的集中开工项目个数", kind=Kind.COUNT,
        words="同上，实际开工时间不晚于截止日期的", rule=count(started, "started_on"),
        breakdown=Breakdown.PARTIAL, whole="starts.count",
    ),
    Definition(
        id="starts.by_batch", title="集中开工项目按批次", kind=Kind.SERIES, words="集中开工表全部项目按批次分",
        rule=grouped_count(every("starts"), _batch, "batch"),
    ),
    Definition(
        id="starts.by_industry", title="集中开工项目按产业类别", kind=Kind.SERIES, words="本批项目按产业类别分",
        rule=grouped_count(in_batch, _industry, "industry"), breakdown=Breakdown.PARTITION, whole="starts.count",
    ),
)  # fmt: skip
