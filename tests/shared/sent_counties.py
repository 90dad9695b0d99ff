"""A county as a roll-up gets it, out of a ledger made in code."""

from investtrack.merging import fold
from investtrack.report import build_report
from investtrack.values.amount import Amount
from investtrack_rollup.county import TARGETS, County


def county_of(ledger, name, **more):
    report = build_report(ledger)
    return County(
        name=name, job=name, partial=fold(report, name), period=report.period, as_of=report.as_of,
        targets={key: v for key in TARGETS if isinstance(v := report.figures[key].value, Amount)}, **more,
    )  # fmt: skip
