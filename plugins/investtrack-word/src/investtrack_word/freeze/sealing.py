"""Making a frozen version: the report, the ledger's files, the profile and the figures in one zip, under one fingerprint."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

from investtrack import __version__
from investtrack.input_limits import bounded_bytes
from investtrack.json_object import JsonObject
from investtrack.model.converter import profile_to_data
from investtrack.plugin.files import put
from investtrack.report import Report


MANIFEST = "定稿.json"
PROFILE, FIGURES = "配置.json", "指标.json"
REPORT_FOLDER, LEDGER_FOLDER = "汇报", "台账"
LAYOUT = 1
"""Version of the manifest's layout."""


@frozen(kw_only=True)
class Sealing:
    """What is sealed.

    Attributes:
        report_file: the report as it is handed in.
        sources: the ledger's files, as they were read.
        report: the report computed of them, which carries the profile.
        by: who seals.
        at: when, with its zone.
        numbers: how the numbers of the document stand to the ledger: state → how many; empty where it is no Word report.
    """

    report_file: Path
    sources: Sequence[Path]
    report: Report
    by: str
    at: datetime
    numbers: Mapping[str, int]


def seal(sealing: Sealing, stream: BinaryIO) -> str:
    """Write the frozen version to *stream* and return its fingerprint.

    The same content sealed by the same person at the same moment is the same bytes.

    Raises:
        SourceError: a file to be sealed cannot be read.
    """
    members = dict(_members(sealing))
    manifest = _manifest(sealing, members)
    with zipfile.ZipFile(stream, "w") as archive:
        put(archive, MANIFEST, json_bytes(manifest))
        for name, data in members.items():
            put(archive, name, data)
    return str(manifest["fingerprint"])


def fingerprint_of(manifest: Mapping[str, object]) -> str:
    """Return the SHA-256 of a manifest without its own fingerprint: who, when, and the digest of every file."""
    return sha256(json_bytes({k: v for k, v in manifest.items() if k != "fingerprint"})).hexdigest()


def json_bytes(data: object) -> bytes:
    """Return *data* as JSON, the same bytes for the same content."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()


def figures_data(report: Report) -> JsonObject:
    """Return every figure as it is printed: id → title and text."""
    return {
        figure_id: {"title": figure.title, "text": report.text(figure_id)}
        for figure_id, figure in report.figures.items()
    }


def _members(sealing: Sealing) -> Iterator[tuple[str, bytes]]:
    yield f"{REPORT_FOLDER}/{sealing.report_file.name}", bounded_bytes(sealing.report_file)
    for number, path in enumerate(sealing.sources, 1):
        folder = LEDGER_FOLDER if len(sealing.sources) == 1 else f"{LEDGER_FOLDER}/{number}"
        yield f"{folder}/{path.name}", bounded_bytes(path)
    yield PROFILE, json_bytes(profile_to_data(sealing.report.profile))
    yield FIGURES, json_bytes(figures_data(sealing.report))


def _manifest(sealing: Sealing, members: Mapping[str, bytes]) -> JsonObject:
    report = sealing.report
    manifest: JsonObject = {
        "layout": LAYOUT,
        "program": __version__,
        "region": report.ledger.region.name,
        "period": report.period.code,
        "as_of": report.as_of.isoformat(),
        "batch": report.profile.starts_batch,
        "errors": len(report.errors),
        "numbers": dict(sealing.numbers),
        "by": sealing.by,
        "at": sealing.at.isoformat(timespec="seconds"),
        "files": {
            name: {"bytes": len(data), "sha256": sha256(data).hexdigest()}
            for name, data in members.items()
        },
    }
    return {**manifest, "fingerprint": fingerprint_of(manifest)}
