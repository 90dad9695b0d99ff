"""Two reports of one county, compared."""

from __future__ import annotations

from attrs import frozen

from investtrack.comparison.changes import Change, absent_sheets, changes_in, family
from investtrack.comparison.moved import Moved, moved_figures
from investtrack.comparison.nature import Nature
from investtrack.report import Report


@frozen(kw_only=True)
class Comparison:
    """What changed from *old* to *new*.

    Attributes:
        old: the earlier report.
        new: the later report.
        changes: differences of records, restatements and slips first.
        moved: figures that changed, with the records that moved them. Figures of two periods are
            not of the same thing, so they are compared only where the period is the same.
        remarks: what could not be compared, and why, in Chinese.
    """

    old: Report
    new: Report
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    remarks: tuple[str, ...] = ()

    def of(self, nature: Nature) -> tuple[Change, ...]:
        """Return the changes of one nature."""
        return tuple(change for change in self.changes if change.nature is nature)


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
