"""A report as JSON data at once, to hold against the text that is written as it goes."""

from investtrack.model.converter import JSON_VERSION, ledger_to_data
from investtrack.tables.plain import figures_data, findings_data


def report_data(report):
    """Return figures, findings and ledger of *report*."""
    return {
        **figures_data(report),
        "findings": findings_data(report.findings),
        "ledger": ledger_to_data(report.ledger),
        "schema": JSON_VERSION,
    }
