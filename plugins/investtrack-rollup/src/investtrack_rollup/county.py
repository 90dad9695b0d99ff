"""One county read and folded: what a worker does, anywhere. It never raises and never holds two counties."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from attrs import evolve, field, frozen

from investtrack.collection import no_collection
from investtrack.errors import InvesttrackError
from investtrack.findings import Finding, Grade, make
from investtrack.merging.partial import Partial, code_digests, fold
from investtrack.metrics.target_rows import (
    find_target,
)
from investtrack.model.profile import Profile
from investtrack.model.source import CellRef
from investtrack.model.target import AssignedBy, Indicator
from investtrack.plugin.installed import Plugins
from investtrack.plugin.interfaces import StoredLedger
from investtrack.plugin.loading.manager import load_plugins
from investtrack.plugin.sources.files import read_sources
from investtrack.plugin.stored import read_stored
from investtrack.report import Report, build_report
from investtrack.values.amount import Amount
from investtrack.values.period import Period
from investtrack_rollup.packed import packed


MOST_FINDINGS = 20
"""Findings of grade error that travel; the number of all travels too."""

# What a city sets for itself and hands down: its total is held against its counties'.
TARGETS = ("fai.period.assigned", "fai.period.planned", "fai.year.target", "gdp.period.target")


@frozen(kw_only=True)
class Job:
    """What a worker is told: files of one county, and how to read them.

    Attributes:
        name: where the county was found: the file's or folder's path below the source, without suffix.
        paths: its files.
        above: regions above it as the folders say, nearest last.
        profile: its profile.
        period: report period; the ledger's own where None.
        as_of: as-of date; the ledger's own where None.
        stored: where a database holds it, in place of files.
    """

    name: str
    paths: tuple[Path, ...]
    above: tuple[str, ...] = ()
    profile: Profile = Profile()
    period: Period | None = None
    as_of: date | None = None
    stored: StoredLedger | None = None

    @property
    def region(self) -> str:
        """What the region is called where its ledger does not say: the last step of *name*."""
        return self.name.rpartition("/")[2] or self.name


@frozen(kw_only=True)
class County:
    """What a worker gives back: small, and whole even where the county could not be used.

    Attributes:
        name: the region as its ledger names it, else the job's name.
        parent: the region above it as its ledger names it.
        code: its six digits of GB/T 2260, as its ledger gives them.
        job: name of the job.
        above: regions above it as the folders say.
        partial: its share; None where the county could not be used.
        targets: figure id → target it states, for the sums down the tree.
        assigned_by: the level that set its target of the period, as :class:`AssignedBy` words it.
        set_by: figure id → level, as :class:`AssignedBy` words it → the target that this level set, as it states.
        codes: digests of its project codes, packed.
        findings: its gravest findings.
        error: why it could not be used, in Chinese.
        period: the report period its figures are of.
        as_of: the date its figures are as of.
        seconds: how long it took.
    """

    name: str
    job: str
    parent: str | None = None
    code: str = ""
    above: tuple[str, ...] = ()
    partial: Partial | None = None
    targets: Mapping[str, Amount] = field(factory=dict)
    assigned_by: str = ""
    set_by: Mapping[str, Mapping[str, Amount]] = field(factory=dict)
    codes: bytes = b""
    findings: tuple[Finding, ...] = ()
    error: str = ""
    period: Period | None = None
    as_of: date | None = None
    seconds: float = 0.0


@lru_cache(maxsize=1)
def _plugins() -> Plugins:
    return load_plugins(("importers", "checks"))


def fold_county(job: Job) -> County:
    """Read and fold one county; whatever goes wrong is said in the result."""
    began = time.perf_counter()
    with no_collection():
        try:
            report = read_county(job)
        except InvesttrackError as error:
            return _failed(job, str(error))
        except Exception as error:  # noqa: BLE001 - one bad county is a row, never the end
            return _failed(job, f"{job.name}：读取时出错（{type(error).__name__}: {error}）")
        county = _folded(job, report)
        report.facts.forget()  # which else waits, with all records, for the garbage to be looked for
    return evolve(county, seconds=time.perf_counter() - began)


def _folded(job: Job, report: Report) -> County:
    name = report.ledger.region.name or job.region
    errors = [finding for finding in report.findings if finding.grade is Grade.ERROR]
    return County(
        name=name,
        job=job.name,
        parent=report.ledger.region.parent,
        code=report.ledger.region.code or "",
        above=job.above,
        partial=packed(fold(report, name)),
        targets={
            key: value for key in TARGETS if isinstance(value := report.figures[key].value, Amount)
        },
        assigned_by=_assigned_by(report),
        set_by=_set_by(report),
        codes=code_digests(report),
        findings=tuple(errors[:MOST_FINDINGS]),
        period=report.period,
        as_of=report.as_of,
    )


def _assigned_by(report: Report) -> str:
    rows = report.figures["fai.period.assigned"].records
    return next((str(row.assigned_by) for row in rows if getattr(row, "assigned_by", None)), "")


def _set_by(report: Report) -> dict[str, dict[str, Amount]]:
    """Return the investment targets of the period and the year by the level that set them."""
    spans = {
        "fai.period.assigned": report.period.to_date,
        "fai.year.target": Period.full_year(report.period.year),
    }
    found: dict[str, dict[str, Amount]] = {}
    if report.ledger.targets is None:
        return found
    for figure, period in spans.items():
        rows = {
            level.value: find_target(report.facts, Indicator.INVESTMENT, "amount", (level,), period)
            for level in AssignedBy
        }
        found[figure] = {level: row.amount for level, row in rows.items() if row and row.amount}
    return found


def read_county(job: Job) -> Report:
    """Read the files of *job* and compute its report.

    Raises:
        InvesttrackError: a file cannot be used, or the period is not known.
    """
    extract = (
        read_sources(_plugins(), job.paths, job.profile)
        if job.stored is None
        else read_stored(_plugins().importers, job.stored, job.profile)
    )
    return build_report(
        extract.ledger,
        profile=job.profile,
        period=job.period,
        as_of=job.as_of,
        findings=extract.findings,
        checks=_plugins().checks.values(),
    )


def _failed(job: Job, why: str) -> County:
    return lost_county(job, why, make("county-unusable", place_of(job), job=job.name, why=why))


def place_of(job: Job) -> CellRef:
    """Return the place of a finding on all of a county's files: the first of them."""
    return CellRef(job.paths[0].name if job.paths else job.name, "")


def lost_county(job: Job, why: str, finding: Finding) -> County:
    """Return the row of a county that could not be used: named, never silently left out."""
    return County(name=job.region, job=job.name, above=job.above, findings=(finding,), error=why)


def content_key(job: Job, salt: str) -> str:
    """Return a digest of everything the county's share depends on: its files' bytes and how they are read."""
    digest = blake2b(digest_size=20)
    said = (salt, job.name, job.above, job.profile, job.period, job.as_of)
    digest.update(repr(said).encode())
    if job.stored is not None:
        digest.update(job.stored.digest.encode())
    for path in job.paths:
        digest.update(path.name.encode() + b"\0")
        try:
            with path.open("rb") as stream:
                while block := stream.read(1 << 20):
                    digest.update(block)
        except OSError:
            return ""
    return digest.hexdigest()
