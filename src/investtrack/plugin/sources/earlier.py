"""The report that a report is compared with: of an earlier ledger, or of the last version in a history store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from investtrack.plugin.stored import read_stored, stored_before


if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from investtrack.plugin.command import Host
    from investtrack.report import Report


def earlier_report(host: Host, options: Namespace, source: Path, report: Report) -> Report:
    """Return the report that *report* is compared with: that of the ledger at *source*; of a history store, the last before it.

    Raises:
        SourceError: it cannot be read, or a store holds none of that region before.
    """
    importers, region = host.plugins.importers, report.ledger.region
    held = stored_before(importers, source, region, report.as_of)
    if held is None:
        return host.report(options, [source])
    extract = read_stored(importers, held, report.profile)
    return host.compute(options, evolve(extract, profile=report.profile))
