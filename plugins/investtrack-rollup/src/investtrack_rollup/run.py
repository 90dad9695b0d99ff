"""Folds every county, on whatever executor, and builds the tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from investtrack.errors import SourceError
from investtrack.findings import Finding, make
from investtrack.model.profile import Profile
from investtrack.model.source import CellRef
from investtrack.plugin.installed import Plugins
from investtrack.plugin.interfaces import StoredLedger
from investtrack.plugin.loading.manager import load_plugins
from investtrack.plugin.sources.files import find_sources
from investtrack.values.period import Period
from investtrack_rollup.county import County, Job, fold_county, lost_county, place_of
from investtrack_rollup.crosscheck import same_codes
from investtrack_rollup.roster import RosterRow
from investtrack_rollup.store import CountyStore
from investtrack_rollup.tree import RegionNode, build_tree


@frozen(kw_only=True)
class Rollup:
    """Counties rolled up.

    Attributes:
        root: the tree of regions; each node has its partial and its report.
        counties: what each county gave, by name, those that could not be used included.
        reused: how many were kept from an earlier run.
    """

    root: RegionNode
    counties: tuple[County, ...]
    reused: int = 0


def rollup(  # noqa: PLR0913 - each is one option of the command line
    sources: Sequence[Path] | Mapping[str, Sequence[Path]],
    *,
    stored: Mapping[str, StoredLedger] | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    profile: Profile | None = None,
    profiles: Mapping[str, Profile] | None = None,
    period: Period | None = None,
    as_of: date | None = None,
    parents: Mapping[str, str] | None = None,
    roster: Sequence[RosterRow] = (),
    by_folder: bool = False,
    refused: Mapping[str, str] | None = None,
    store: Path | None = None,
    reuse: bool = True,
    progress: Callable[[County], None] = lambda _: None,
) -> Rollup:
    """Roll counties up into a tree of regions.

    Args:
        sources: files and folders, each file one county; or county → its files. A county of a name
            with slashes, 某省/东市/甲县, stands below 某省 and 东市 where its ledger does not say otherwise.
        stored: county → its ledger in a database, beside those of *sources*.
        executor: where counties are folded; any ``concurrent.futures.Executor``, such as
            ``dask.distributed``'s ``client.get_executor()``. None: processes on this machine.
        workers: how many processes, where *executor* is None.
        profile: profile of every county that has none of its own.
        profiles: county (name of its file or folder) → its own profile.
        period: report period; where None each ledger's own, and counties of another period than
            most are named and left out.
        as_of: as-of date; each ledger's own where None.
        parents: region → the region above it, where ledgers and folders do not say.
        roster: the regions that are expected, with those above and their codes; who sent nothing is named.
        by_folder: each folder with files, rather than each file, is one county.
        refused: county → why it cannot be read, such as a faulty profile: named, and left out.
        store: folder where finished counties are kept by content, so that a later run folds only
            what has changed; regions that the run before had and this one has not are findings.
        reuse: whether what is kept there is used.
        progress: called with each county as it is done.

    Raises:
        SourceError: a source does not exist, or there is nothing to read.
    """
    plugins = load_plugins(("importers",))
    if not sources and stored:
        sources = {}
    found = (
        sources if isinstance(sources, Mapping) else discover(plugins, sources, by_folder=by_folder)
    )
    jobs = [
        Job(
            name=name,
            paths=tuple(paths),
            above=tuple(name.split("/")[:-1]),
            profile=(profiles or {}).get(name, profile or Profile()),
            period=period,
            as_of=as_of,
        )
        for name, paths in found.items()
    ]
    jobs += [
        Job(
            name=name,
            paths=(),
            profile=profile or Profile(),
            period=period,
            as_of=as_of,
            stored=held,
        )
        for name, held in (stored or {}).items()
    ]
    kept = CountyStore(store) if store is not None else None
    done: list[County] = []

    def finished(county: County) -> None:
        done.append(county)
        progress(county)

    pending: list[Job] = []
    for job in jobs:
        if why := (refused or {}).get(job.name):
            wrong = make("county-unusable", place_of(job), job=job.name, why=why)
            finished(lost_county(job, why, wrong))
            continue
        county = kept.load(job) if kept and reuse else None
        if county is None:
            pending.append(job)
        else:
            finished(county)
    reused = sum(not county.error for county in done)
    for job, county in _folded(pending, executor, workers):
        if kept and not county.error:
            kept.save(job, county)
        finished(county)
    done.sort(key=lambda county: (county.name, county.job))
    root = build_tree(done, parents or {}, roster)
    # What was left out counts nothing twice, and a city's own ledger lists its counties' projects by right.
    added = [node.county for node in root.walk() if node.county and not node.children]
    doubles = same_codes(added, {job.name: job for job in jobs})
    gone: list[Finding] = []
    if kept:
        names = [county.name for county in done]
        gone = [
            make("county-disappeared", CellRef("", ""), region=name)
            for name in sorted((Counter(kept.names()) - Counter(names)).elements())
        ]
        kept.finish(names, jobs)
    root = evolve(root, findings=(*root.findings, *doubles, *gone))
    return Rollup(root=root, counties=tuple(done), reused=reused)


def discover(
    plugins: Plugins,
    sources: Sequence[Path],
    *,
    by_folder: bool = False,
    leave_out: Path | None = None,
) -> dict[str, tuple[Path, ...]]:
    """Return county → its files; the name is the path below the source given, without suffix.

    Folders whose name begins with a dot, and *leave_out* where it lies within a source, are no counties'. Where
    each folder is one, a folder that holds none and no ledger is a county with nothing to read: itself is its file.

    Raises:
        SourceError: a source does not exist, or there is nothing to read.
    """
    suffixes = {suffix for importer in plugins.importers.values() for suffix in importer.suffixes}
    found: dict[str, tuple[Path, ...]] = {}
    for source in sources:
        empty: dict[Path, Path] = {}
        if not source.is_dir():
            if not source.exists():
                raise SourceError(source, "没有这个文件或文件夹，请检查路径")
            found[source.stem] = (source,)
            continue
        for folder in sorted(_folders(source, leave_out.resolve() if leave_out else None)):
            if not any(p.suffix.lower() in suffixes for p in folder.iterdir()):
                if by_folder and folder != source and not any(map(Path.is_dir, folder.iterdir())):
                    empty[folder.relative_to(source)] = folder
                continue
            files = find_sources(plugins, [folder])
            place = folder.relative_to(source)
            if by_folder:
                found[place.as_posix() if place.parts else source.name] = tuple(files)
            else:
                found.update({(place / path.stem).as_posix(): (path,) for path in files})
        # What lies below a county's own ledgers, such as its papers, is no county.
        found |= {
            place.as_posix(): (folder,)
            for place, folder in empty.items()
            if not any(above.as_posix() in found for above in place.parents)
        }
    if not any(path.is_file() for paths in found.values() for path in paths):
        raise SourceError(
            "、".join(map(str, sources)), f"没有可读取的台账（{'、'.join(sorted(suffixes))}）"
        )
    return found


def _folders(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    """Yield *folder* and all below it, without what is hidden or left out."""
    yield folder
    for below in folder.iterdir():
        if below.is_dir() and not below.name.startswith(".") and below.resolve() != leave_out:
            yield from _folders(below, leave_out)


def _folded(
    jobs: Sequence[Job], executor: Executor | None, workers: int | None
) -> Iterator[tuple[Job, County]]:
    if not jobs:
        return
    if executor is not None:
        yield from _submitted(jobs, executor, [])
        return
    left: list[Job] = []
    with ProcessPoolExecutor(workers) as pool:
        yield from _submitted(jobs, pool, left)
    # A worker died and took the pool with it: the rest goes on one by one, so that the county to blame is known.
    for job in left:
        with ProcessPoolExecutor(1) as pool:
            broken: list[Job] = []
            yield from _submitted([job], pool, broken)
            if broken:
                why = "读取它的进程意外终止（可能内存不足）"
                found = make("county-lost", place_of(job), job=job.name, why=why)
                yield job, lost_county(job, why, found)


def _submitted(
    jobs: Sequence[Job], executor: Executor, broken: list[Job]
) -> Iterator[tuple[Job, County]]:
    """Fold *jobs* on *executor*; jobs that fell with a broken process pool are put into *broken*."""
    futures: dict[Future[County], Job] = {}
    try:
        for job in jobs:
            futures[executor.submit(fold_county, job)] = job
    except BrokenExecutor:
        broken.extend(jobs[len(futures) :])
    try:
        for future in as_completed(futures):
            job = futures.pop(future)
            try:
                county = future.result()
            except BrokenExecutor:
                broken.append(job)
            except Exception as error:  # noqa: BLE001 - whatever an executor raises is one county's row
                why = f"计算节点出错（{type(error).__name__}: {error}）"
                found = make("county-lost", place_of(job), variant="again", job=job.name, why=why)
                yield job, lost_county(job, why, found)
            else:
                yield job, evolve(county, job=job.name)
    finally:
        for future in futures:
            future.cancel()
