"""What every reader of documents, and every picture, promises, tried."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from investtrack.errors import ExportError, SourceError
from investtrack.plugin.interfaces import DocumentReader, Picture
from investtrack.report import Report
from investtrack_testing import promises
from investtrack_testing.dirty import dirty_files, mutations
from investtrack_testing.promises import BrokenPromiseError, demand
from investtrack_testing.running import (
    check_identify,
    check_name,
    check_suffix,
    is_chinese,
    said,
    said_of,
    silent,
    untouched,
    written,
    written_twice,
)
from investtrack_testing.samples import (
    HOSTILE_NAMES,
    bare_ledger,
    hostile_ledger,
    sample_report,
)


__tracebackhide__ = True  # pytest shows the author's line, not ours


if TYPE_CHECKING:
    from investtrack.plugin.documents import Document


def check_document_reader(
    reader: DocumentReader,
    sources: Iterable[Path],
    foreign: Iterable[Path] = (),
    *,
    mutated: int = 30,
    seed: int = 2022,
) -> None:
    """Assert what every reader of documents promises, on its own, on foreign and on dirty files.

    Args:
        reader: what is checked.
        sources: documents of its own.
        foreign: files of others, which need not exist.
        mutated: how many damaged copies of the sources are tried.
        seed: of the damage.

    Raises:
        BrokenPromiseError: a promise of docs/reference/contract.md is broken; the message says which.
    """
    check_name(reader)
    demand(reader.suffixes, promises.NAMED, f"{reader.name} has no suffixes.")
    for suffix in reader.suffixes:
        check_suffix(suffix, reader.name)
    for path in foreign:
        demand(not check_identify(reader, path), promises.CLAIMS_OWN, f"{path.name} is foreign.")
    own = tuple(sources)
    for path in own:
        demand(check_identify(reader, path), promises.CLAIMS_OWN, f"{path.name} is its own.")
        first, second = (_read(reader, path, path.name) for _ in range(2))
        demand(first is not None, promises.READS_RECORDS, f"{path.name} was refused.")
        demand(first == second, promises.SAME_LEDGER, f"{path.name}, read twice, gave two texts.")
    with tempfile.TemporaryDirectory(prefix="investtrack-dirty-") as name:
        folder = Path(name)
        for suffix in reader.suffixes:
            for path in dirty_files(suffix, folder):
                check_identify(reader, path)
                _read(reader, path, path.name)
        _read_damaged(reader, own, folder, mutated, seed)


def _read_damaged(
    reader: DocumentReader, own: Sequence[Path], folder: Path, mutated: int, seed: int
) -> None:
    for index, path in enumerate(own):
        for what, data in mutations(path.read_bytes(), -(-mutated // len(own)), seed + index):
            copy = folder / f"受损{path.suffix}"
            copy.write_bytes(data)
            check_identify(reader, copy)
            _read(reader, copy, f"{path.name}, {what} (seed {seed + index})")


def _read(reader: DocumentReader, path: Path, what: str) -> Document | None:
    with untouched(f"{reader.name} reading {what}", path), silent(f"{reader.name}.read"):
        try:
            return reader.read(path)
        except SourceError as error:
            demand(is_chinese(error.reason), promises.REFUSES_PLAINLY, f"{what}: {error.reason!r}.")
            return None
        except Exception as error:
            raise BrokenPromiseError(
                promises.REFUSES_PLAINLY, f"{what} raised {said(error)}."
            ) from error


def check_picture(picture: Picture) -> None:
    """Assert what every picture promises, in each of its formats, on full, bare and hostile reports.

    Raises:
        BrokenPromiseError: a promise of docs/reference/contract.md is broken; the message says which.
        ExportError: it cannot be drawn here at all, as where no Chinese font is installed.
    """
    check_name(picture)
    demand(picture.formats, promises.NAMED, f"{picture.name} has no formats.")
    full = sample_report()
    for suffix in picture.formats:
        check_suffix(suffix, picture.name)
        before = said_of(full)
        what = f"{picture.name} as {suffix}"
        picture_of = partial(_drawn_on, picture, full, suffix)
        data = written_twice(what, picture_of, promises.WRITES_ANY, ExportError)
        demand(data, promises.WRITES_ANY, f"{what} is empty.")
        demand(said_of(full) == before, promises.REPORT_UNTOUCHED, f"{what} changed it.")
    for ledger in (bare_ledger(), *(hostile_ledger(names) for names in HOSTILE_NAMES)):
        report = sample_report(ledger)
        try:
            written(
                picture.name,
                partial(_drawn_on, picture, report, picture.formats[0]),
                promises.WRITES_ANY,
                ExportError,
            )
        except ExportError as error:
            demand(is_chinese(error.reason), promises.WRITES_ANY, f"It says {error.reason!r}.")


def _drawn_on(picture: Picture, report: Report, suffix: str, stream: object) -> None:
    picture.draw(report, stream, suffix)  # type: ignore[arg-type]
