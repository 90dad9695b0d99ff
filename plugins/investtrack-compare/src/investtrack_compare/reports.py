"""Two reports of one county, compared."""

from __future__ import annotations

from investtrack.comparison import Comparison, Nature
from investtrack.report import Report
from investtrack_compare.changes import absent_sheets, changes_in, family
from investtrack_compare.moved import moved_figures


def compare(old: Report, new: Report) -> Comparison:
    """Compare two reports; the later one second."""
    remarks = []
    if old.ledger.region.name != new.ledger.region.name:
        remarks.append(
            f"两份台账的地区不同：{old.ledger.region.name or '未填'}、{new.ledger.region.name or '未填'}"
        )
    lacking = absent_sheets(old.ledger, new.ledger)
    if lacking:
        remarks.append(f"只有一份台账有的表没有比较：{'、'.join(lacking)}")
    same = old.period == new.period
    if not same:
        remarks.append(
            f"报告期不同（{old.period.label}、{new.period.label}），指标口径不同，不比较指标；要比较请用 --period 指定同一报告期"
        )
    order = {nature: place for place, nature in enumerate(Nature)}
    found = family(old.ledger, new.ledger)
    changes = sorted(changes_in(found, old.as_of), key=lambda change: order[change.nature])
    return Comparison(
        old=old,
        new=new,
        changes=tuple(changes),
        moved=moved_figures(old, new, found.names()) if same else (),
        remarks=tuple(remarks),
    )
