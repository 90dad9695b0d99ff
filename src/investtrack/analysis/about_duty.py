"""Conclusions on duty: projects nobody answers for, supervision that did not happen."""

from __future__ import annotations

from investtrack.analysis.conclusion import Conclusion, ConclusionKind, Desk
from investtrack.metrics.figure import rows_in_all


def unassigned(desk: Desk) -> Conclusion | None:
    """Projects have no responsible leader."""
    count: int = desk.value("leaders.unassigned.count")
    if not count:
        return None
    names = [row["name"] or "（未命名）" for row in desk.value("leaders.unassigned.list")]
    return Conclusion(
        kind=ConclusionKind.UNASSIGNED,
        text=f"还没有明确包保领导的项目有{count}个，{desk.which(names, count)}。",
        figures=("leaders.unassigned.count", "leaders.unassigned.list"),
        names=tuple(names),
    )


def missed_supervision(desk: Desk) -> Conclusion | None:
    """Supervision that the cadence demands did not happen, or rectifications are past their limit."""
    due, done = desk.value("supervision.due"), desk.value("supervision.done")
    rows = desk.value("supervision.overdue.list")
    late = [row for row in rows if row["kind"] == "整改逾期"]
    missed = due - done
    # Of a list cut short, what is not a missed one is a late one.
    number = rows_in_all(rows) - missed if rows_in_all(rows) > len(rows) else len(late)
    if not missed and not number:
        return None
    said = []
    if missed:
        said.append(f"应开展督导{due}次，实际{done}次，缺{missed}次")
    if number:
        named = f"（{desk.which([r['name'] for r in late], number)}）" if late else ""
        said.append(f"督导发现的问题有{number}项整改逾期{named}")
    return Conclusion(
        kind=ConclusionKind.SUPERVISION,
        text=f"{'；'.join(said)}。",
        figures=("supervision.due", "supervision.done", "supervision.overdue.list"),
        names=tuple(row["name"] for row in late),
        caveat=desk.lacking("supervision.due"),
    )
