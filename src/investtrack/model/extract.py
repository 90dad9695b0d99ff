"""What was read: a ledger, and the faults met on the way."""

from __future__ import annotations

from attrs import frozen

from investtrack.findings import Finding
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Profile


@frozen(repr=False)
class Extract:
    """What an importer read: the ledger, and every fault met on the way.

    Attributes:
        ledger: the records.
        findings: what could not be read, or was doubtful.
        profile: the profile it was read with, which a report of it is computed with; None where nobody said.
    """

    ledger: Ledger
    findings: tuple[Finding, ...] = ()
    profile: Profile | None = None

    def __repr__(self) -> str:
        return f"Extract({self.ledger!r}, {len(self.findings)} findings)"
