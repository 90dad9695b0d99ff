"""The year's concentrated starts so far, batch by batch: after the first quarter one batch is no longer the whole."""

from __future__ import annotations

from collections.abc import Mapping

from investtrack import wording
from investtrack.metrics.figures.starts import batch_of, batch_order
from investtrack.model.activity import Start
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit
from investtrack_word.report.rendered import RenderedValue


NAMES = {
    "count": "今年到报告期末已安排的集中开工批数",
    "projects": "各批项目个数之和",
    "each": "各批的项目个数",
    "started": "各批中截至截止日期已开工的个数",
    "investment": "各批项目总投资之和",
}
"""Name under ``batches`` → what it is."""


def batches(report: Report) -> Mapping[str, RenderedValue | None]:
    """Return what is said of the batches planned from January to the period's end; nothing where they are not several."""
    end = report.period.end
    groups: dict[str, list[Start]] = {}
    for start in report.ledger.starts or ():
        planned = start.planned_on
        if start.batch and planned and planned.last.year == end.year and planned.last <= end:
            groups.setdefault(batch_of(report.facts, start), []).append(start)
    if len(groups) <= 1:  # one batch has a sentence of its own
        return dict.fromkeys(NAMES)
    display = report.profile.display
    every = [start for group in groups.values() for start in group]
    begun = [each for each in every if each.started_on and each.started_on.first <= report.as_of]
    known = [each.total_investment for each in every if each.total_investment is not None]
    names = sorted(groups, key=batch_order)
    told = "、".join(f"{name.partition('年')[2] or name}{len(groups[name])}个" for name in names)
    found: dict[str, RenderedValue | None] = {
        "count": _said("count", str(len(groups)), len(groups)),
        "projects": _said("projects", str(len(every)), len(every)),
        "each": _said("each", told, tuple(names)),
        "started": _said("started", str(len(begun)), len(begun)),
        "investment": None,
    }
    if len(known) == len(every):
        total = Amount.total(known)
        found["investment"] = _said(
            "investment", wording.amount_text(total, Unit.YI, display), total
        )
    return found


def _said(name: str, text: str, value: object) -> RenderedValue:
    return RenderedValue(text, f"batches.{name}", value=value, note=NAMES[name])
