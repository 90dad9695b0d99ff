"""What every importer promises, tried."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from investtrack.errors import PeriodError, SourceError
from investtrack.model.extract import Extract
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Profile
from investtrack.model.source import CellRef
from investtrack.plugin.interfaces import Importer
from investtrack.plugin.loading.manager import load_plugins
from investtrack.report import build_report
from investtrack_testing import promises
from investtrack_testing.cell_truth import check_cells
from investtrack_testing.dirty import dirty_files, mutations
from investtrack_testing.exactness import check_round_trip, check_types
from investtrack_testing.promises import BrokenPromiseError, demand
from investtrack_testing.running import (
    check_findings,
    check_identify,
    check_name,
    check_suffix,
    is_chinese,
    said,
    silent,
    untouched,
)
from investtrack_testing.samples import filled_keys


__tracebackhide__ = True  # pytest shows the author's line, not ours


def check_importer(  # noqa: PLR0913 - one keyword a thing its author may say
    importer: Importer,
    sources: Iterable[Path],
    foreign: Iterable[Path] = (),
    *,
    profile: Profile | None = None,
    cells: bool = True,
    mutated: int = 60,
    seed: int = 2022,
) -> None:
    """Assert what every importer promises, on files of its own, on foreign ones and on dirty ones.

    Args:
        importer: what is checked.
        sources: files of its own, good ones first of all; one that is unusable may be among them.
        foreign: files of others, which need not exist.
        profile: the profile to read with; the general one where None. Columns and sheets that installed plugins add are known.
        cells: whether every value is in a column; False for a format without columns, whose rows are named.
        mutated: how many damaged copies of the sources are tried.
        seed: of the damage; the same seed, the same damage.

    Raises:
        BrokenPromiseError: a promise of docs/reference/contract.md is broken; the message says which.
    """
    profile = load_plugins(("checks",)).bound(profile or Profile())
    check_name(importer)
    demand(importer.suffixes, promises.NAMED, f"{importer.name} has no suffixes.")
    for suffix in importer.suffixes:
        check_suffix(suffix, type(importer).__name__)
    for path in foreign:
        demand(not check_identify(importer, path), promises.CLAIMS_OWN, f"{path.name} is foreign.")
    good = tuple(sources)
    records = 0
    for path in good:
        demand(check_identify(importer, path), promises.CLAIMS_OWN, f"{path.name} is its own.")
        first, second = (_extracted(importer, path, profile, path.name) for _ in range(2))
        demand(first == second, promises.SAME_LEDGER, f"{path.name}, read twice, gave two ledgers.")
        if first is not None:
            _check_extract(first, path, profile, cells=cells)
            if cells:
                check_cells(first, path)
            records += sum(1 for _ in first.ledger.records())
    demand(records or not good, promises.READS_RECORDS, f"Of {len(good)} files none gave one.")
    _check_dirty(importer, good, profile, mutated, seed)


def _extracted(importer: Importer, path: Path, profile: Profile, what: str) -> Extract | None:
    """Return what *importer* reads of *path*, None where it refuses it plainly."""
    with untouched(f"{importer.name} reading {what}", path), silent(f"{importer.name}.extract"):
        try:
            found = importer.extract(path, profile)
        except SourceError as error:
            demand(is_chinese(error.reason), promises.REFUSES_PLAINLY, f"{what}: {error.reason!r}.")
            return None
        except Exception as error:
            raise BrokenPromiseError(
                promises.REFUSES_PLAINLY, f"{what} raised {said(error)}."
            ) from error
    demand(isinstance(found, Extract), promises.REFUSES_PLAINLY, f"{what} gave {found!r}.")
    return found


def _check_extract(extract: Extract, path: Path, profile: Profile, *, cells: bool) -> None:
    _check_origins(extract, cells=cells)
    check_findings(extract.findings)
    _check_kept(extract)
    check_types(extract.ledger, path.name)
    check_round_trip(extract.ledger, path.name, profile.extensions)
    _check_reportable(extract.ledger, path.name)


def _check_origins(extract: Extract, *, cells: bool) -> None:
    for sheet, record in extract.ledger.records():
        origin = record.origin
        label = f"“{getattr(record, 'name', None) or sheet.name}”"
        for held, lack in (
            (origin.sheet.file, "file"),
            (origin.sheet.sheet, "sheet"),
            (origin.row > 0, "row"),
        ):
            demand(held, promises.HAS_ORIGIN, f"{label} of {sheet.name} states no {lack}.")
        bare = [key for key in filled_keys(record) if not origin.has(key)]
        demand(
            not bare or not cells,
            promises.VALUE_HAS_CELL,
            f"{label} in {origin.cell('')} has no column for {', '.join(bare)}.",
        )


def _check_kept(extract: Extract) -> None:
    rows = {
        _row_of(cell) for finding in extract.findings for cell in (finding.place, *finding.related)
    }
    for sheet, record in extract.ledger.records():
        for key, text in record.origin.texts:
            cell = record.origin.cell(key)
            demand(
                _row_of(cell) in rows,
                promises.NOTHING_LOST,
                f"{text!r} in {cell} ({sheet.name}) has no finding.",
            )


def _row_of(cell: CellRef) -> tuple[str, str, str]:
    return cell.file, cell.sheet, "".join(filter(str.isdigit, cell.cell))


def _check_reportable(ledger: Ledger, what: str) -> None:
    try:
        report = build_report(ledger)
        for figure in report.figures.values():
            for item in figure.contributions:
                _ = item.cells
    except PeriodError:
        return  # the file states no period; the clerk is asked for one
    except Exception as error:
        raise BrokenPromiseError(promises.REPORTABLE, f"{what}: {said(error)}.") from error


def _check_dirty(
    importer: Importer, good: Sequence[Path], profile: Profile, mutated: int, seed: int
) -> None:
    with tempfile.TemporaryDirectory(prefix="investtrack-dirty-") as name:
        folder = Path(name)
        for suffix in importer.suffixes:
            for path in dirty_files(suffix, folder):
                _try(importer, path, profile, path.name)
        files = [path for path in good if path.is_file()]
        for index, path in enumerate(files):
            share = mutated // len(files) + (index < mutated % len(files))
            for what, data in mutations(path.read_bytes(), share, seed + index):
                copy = folder / f"受损{path.suffix}"
                copy.write_bytes(data)
                _try(importer, copy, profile, f"{path.name}, {what} (seed {seed + index})")


def _try(importer: Importer, path: Path, profile: Profile, what: str) -> None:
    check_identify(importer, path)
    extract = _extracted(importer, path, profile, what)
    if extract is not None:
        check_findings(extract.findings)
        check_types(extract.ledger, what)
        _check_reportable(extract.ledger, what)
