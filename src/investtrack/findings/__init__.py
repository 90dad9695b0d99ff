"""Faults in data: what a finding is, and the catalogue of all that there are (校核发现)."""

from __future__ import annotations

from collections.abc import Mapping

from investtrack.findings import of_reading, of_records, of_regions, of_totals, of_writing
from investtrack.findings.catalogue import Catalogue, FindingKind, Variant
from investtrack.findings.finding import Finding, Grade, arranged, folded


SECTIONS: Mapping[str, tuple[FindingKind, ...]] = {
    "Rules on the ledger": (
        *of_records.AMOUNTS,
        *of_records.LIBRARY,
        *of_records.LINKS,
        *of_records.ABSENT,
        *of_records.ACTIVITY,
        *of_records.FUNDS,
    ),
    "Rules on totals and figures": (
        *of_totals.TOTALS,
        *of_totals.TARGETS,
        *of_totals.MAGNITUDES,
        *of_totals.PERIOD,
        *of_totals.SOURCES,
    ),
    "Reading tables": (
        *of_reading.CELLS,
        *of_reading.ROWS,
        *of_reading.COLUMNS,
        *of_reading.SHEETS,
    ),
    "Rolling up counties": of_regions.REGIONS,
    "Writing a report": of_writing.WRITING,
}
"""Heading of the reference page → the kinds that the core declares under it."""
FINDINGS = Catalogue(kind for kinds in SECTIONS.values() for kind in kinds)
"""What the core declares."""
make = FINDINGS.make

__all__ = [
    "FINDINGS",
    "SECTIONS",
    "Catalogue",
    "Finding",
    "FindingKind",
    "Grade",
    "Variant",
    "arranged",
    "folded",
    "make",
]
