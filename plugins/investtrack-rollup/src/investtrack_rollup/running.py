"""Prints a region and its counties."""

from __future__ import annotations

import csv
import gc
import io
import re
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from investtrack.cli.session import period_asked
from investtrack.errors import ProfileError, SourceError
from investtrack.findings import FINDINGS, Grade
from investtrack.json_object import JsonObject
from investtrack.metrics import DEFINITIONS
from investtrack.metrics.figure import Kind
from investtrack.model.profile import Profile
from investtrack.plugin.addresses import address_at
from investtrack.plugin.command import Host
from investtrack.plugin.installed import Plugins
from investtrack.plugin.interfaces import StoredLedger
from investtrack.plugin.kept import place_for
from investtrack.plugin.read_back import Checksums
from investtrack.plugin.sources.profiles import (
    profile_beside,
    profile_of_importer,
    read_profile,
)
from investtrack.plugin.stored import stored_at
from investtrack.tables.plain import findings_data, plain_value
from investtrack.values.amount import Amount
from investtrack.values.cell import guarded
from investtrack.values.rate import Points, Rate
from investtrack.wording import number_text
from investtrack_rollup.reports import child_value, month_of, node_report, rankings
from investtrack_rollup.roster import read_roster
from investtrack_rollup.run import Rollup, discover, rollup
from investtrack_rollup.tree import RegionNode


_OBJECTS_BETWEEN_COLLECTIONS = 20_000


def run(options: Namespace, host: Host) -> int:
    """Fold, write, and say what was left out; 1 where a county was."""
    if (
        not gc.isenabled()
    ):  # as a program; a worker that goes through a thousand counties leaves some garbage
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 100)
        gc.enable()
    shared = host.profile(options)
    if options.output.resolve() in {source.resolve() for source in options.source}:
        raise SourceError(
            options.output,
            "输出文件夹不能就是台账所在的文件夹，下次会把汇总结果当作一个县；请用 -o 另指定一个",
        )
    held, files = _stored(options, host.plugins)
    found = (
        {
            name: tuple(path.resolve() for path in paths)
            for name, paths in discover(
                host.plugins,
                files,
                by_folder=options.by_folder,
                leave_out=options.output,  # what an earlier run wrote is no county
            ).items()
        }
        if files
        else {}
    )
    own, wrong = _profiles(found, host.plugins, is_named=options.profile is not None)
    _say_profiles([name for name in own if profile_beside(found[name][:1]) is not None])
    with _executor(options.dask) as executor, host.progress("汇总", len(found) + len(held)) as step:
        done = rollup(
            found,
            stored=held,
            executor=executor,
            workers=options.workers,
            profile=shared,
            profiles=own,
            refused=wrong,
            period=period_asked(options),
            as_of=options.as_of,
            roster=read_roster(options.regions) if options.regions else (),
            store=options.output / ".counties",
            reuse=options.resume,
            progress=lambda county: step(county.name),
        )
    written, untrue = _write(done, options, host, shared)
    if options.json:
        host.print_json({**_data(done), "untrue": untrue})
    else:
        _say(done, written, host)
        for line in untrue:
            host.print(
                f"[错误] 文稿里有不能成立的数，没有按汇报写出，只留了“校读未通过”的底稿，请核对：{line}"
            )
    return int(bool(untrue) or done.root.has_errors or any(c.error for c in done.counties))


def _stored(options: Namespace, plugins: Plugins) -> tuple[dict[str, StoredLedger], list[Path]]:
    """Return the ledgers that databases among the sources hold, by region, and the other sources."""
    addresses = [address for path in options.source if (address := address_at(path)) is not None]
    files = [path for path in options.source if address_at(path) is None]
    if options.at is not None and not addresses:
        raise SourceError("--at", "只用于历史库；来源里没有 sqlite:/// 或 postgresql:// 开头的地址")
    held: dict[str, StoredLedger] = {}
    for number, address in enumerate(addresses, 1):
        for each in stored_at(plugins.importers, address, options.at):
            # The same region of two databases is two: that it is sent twice is found out as of two files.
            name = each.region if each.region not in held else f"{each.region}（库{number}）"
            held[name] = each
    return held, files


def _say_profiles(names: Sequence[str]) -> None:
    if names:
        shown = "、".join(names[:_SHOWN]) + (f"等{len(names)}个" if len(names) > _SHOWN else "")
        sys.stderr.write(f"说明：用了旁边的配置：{shown}\n")


def _profiles(
    found: Mapping[str, Sequence[Path]], plugins: Plugins, *, is_named: bool
) -> tuple[dict[str, Profile], dict[str, str]]:
    """Return each county's own profile, a .toml beside its workbook or profile.toml in its folder, and which are wrong.

    A county without one has that of its importer, unless one was named for all. One county's faulty profile takes no
    other county along.
    """
    own: dict[str, Profile] = {}
    wrong: dict[str, str] = {}
    for name, paths in found.items():
        beside = profile_beside(paths[:1])
        if beside is not None:
            try:
                own[name] = read_profile(beside, plugins.findings)
            except ProfileError as error:
                wrong[name] = f"县区配置用不了（{error}）"
        elif not is_named and (offered := profile_of_importer(plugins, paths)) is not None:
            own[name] = offered
    return own, wrong


@contextmanager
def _executor(address: str | None) -> Iterator[Executor | None]:
    if address is None:
        yield None
        return
    try:
        import distributed
    except ImportError as error:
        raise SourceError(
            address, "没有安装 dask.distributed；请先 pip install distributed"
        ) from error
    try:
        client: Any = distributed.Client(address, timeout=10)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise SourceError(address, f"连不上 Dask 集群（{error}）") from error
    with client, client.get_executor(pure=False, retries=2) as executor:
        yield executor


def _write(
    done: Rollup, options: Namespace, host: Host, profile: Profile
) -> tuple[list[Path], list[str]]:
    """Write the reports of every region that has others below it, and the tables of all regions.

    Returns:
        the files, and what the documents state that cannot be true.
    """
    untrue: list[str] = []
    exporters = [exporter for exporter in host.plugins.exporters.values() if exporter.in_report]
    written: list[Path] = []
    for node in done.root.walk():
        if not node.children or (options.top_only and node is not done.root):
            continue
        report = node_report(node, profile)
        folder = options.output.joinpath(*(_safe(step) for step in node.path[1:]))
        for exporter in exporters:
            stem = f"{_safe(report.title)}{exporter.stem or exporter.label}{exporter.suffix}"
            path, moved = place_for(folder / stem, exporter.is_edited)
            with host.writing(path, partial(exporter.read_back, report)) as stream:
                exporter.export(report, stream)
            if moved:
                host.print(moved)
            faults = _untrue(path, host)
            untrue += faults
            written.append(_withheld(path) if faults else path)
    ranked: list[str] = []
    for name, lines in (
        ("各地区指标", _csv(_region_rows(done.root, ranked))),
        ("排名", chain(_csv([_RANKING]), ranked)),
        ("各县情况", _csv(_county_rows(done))),
    ):
        path, moved = place_for(options.output / f"{name}.csv")
        sums = Checksums()
        with host.writing(path, partial(_faults_of_csv, sums, done)) as stream:
            sums.write(done, stream, lines)
        if moved:
            host.print(moved)
        written.append(path)
    return written, untrue


def _withheld(path: Path) -> Path:
    """Take a document whose numbers cannot be true from under the report's name, so that nobody sends it on; a draft stays."""
    kept, _ = place_for(path.with_name(f"{path.stem}（校读未通过）{path.suffix}"))
    return path.replace(kept)


def _untrue(path: Path, host: Host) -> list[str]:
    """Read what was written with every proofreader that is installed, and return what cannot be true."""
    proofreaders = host.plugins.proofreaders.values()
    readers = [each for each in host.plugins.documents.values() if path.suffix in each.suffixes]
    if not proofreaders or not readers or path.suffix == ".csv":
        return []
    document = readers[0].read(path)
    return [f"{path.name}　{line}" for each in proofreaders for line in each.impossible(document)]


def _safe(name: str) -> str:
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name)


def _csv(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table, a line at a time: a nation's is never held whole."""
    yield "\ufeff"  # Excel takes other UTF-8 for the local code page
    yield from _lines(rows)


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.writer(line)
    for row in rows:
        writer.writerow([_text(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _faults_of_csv(sums: Checksums, done: Rollup, path: Path) -> list[str]:
    return [] if sums.hold_file(done, path) else ["写出的和读回的不同"]


def _text(cell: str) -> str:
    return cell if cell[:1] in {"+", "-"} and _is_number(cell) else guarded(cell)


def _is_number(cell: str) -> bool:
    return cell[1:].replace(".", "", 1).replace("％", "").isdigit()


_UNITS = {
    Kind.MONEY: "万元",
    Kind.COUNT: "个",
    Kind.RATE: "比率",
    Kind.POINTS: "百分点",
    Kind.DAYS: "天",
}
_SCALARS = [d for d in DEFINITIONS if d.kind in _UNITS]


def _region_rows(root: RegionNode, ranked: list[str]) -> Iterator[list[str]]:
    """Yield a row a region, and put the lines of its ranking into *ranked*: what both need is reckoned once."""
    yield ["地区", "层级", "县区数", "项目数", "数据所到月份", *(d.title for d in _SCALARS)]
    yield ["", "", "", "", "", *(d.id for d in _SCALARS)]
    for node in root.walk():
        values = (child_value(node, definition) for definition in _SCALARS)
        yield [
            "/".join(node.path) or node.name,
            str(len(node.path)),
            str(node.partial.counties),
            str(node.partial.projects),
            month_of(node) or "、".join(node.partial.basis.get("数据所到月份", ())),
            *("" if value is None else str(plain_value(value)) for value in values),
        ]
        if node.children:
            ranked.append("".join(_lines(_ranking_rows(node))))


_RANKING = ("上级地区", "指标", "名次", "地区", "数值", "精确值", "单位", "说明")


def _ranking_rows(node: RegionNode) -> Iterator[list[str]]:
    for ranking in rankings(node):
        for place, name, value in ranking.rows:
            shown = "—" if value is None else number_text(value)
            exact = "" if value is None else str(plain_value(value))
            rank = "" if place is None else str(place)
            why = ranking.apart.get(name, "")
            why = f"不参加排名：{why}" if why else ""
            yield [node.name, ranking.title, rank, name, shown, exact, _unit(value), why]


def _unit(value: object) -> str:
    return {Amount: "万元", Rate: "比率", Points: "百分点", int: "个"}.get(type(value), "")


def _county_rows(done: Rollup) -> Iterator[list[str]]:
    labels = list(dict.fromkeys(x for c in done.counties if c.partial for x in c.partial.basis))
    yield ["地区", "来源", "是否汇入", "项目数", "错误", "警告", "提示", "说明", *labels]
    dropped = {f.place.file: f.message for f in done.root.all_findings if f.code in _LEFT_OUT}
    dropped |= {
        node.county.job: "本级台账：目标与所属地区合计核对，其余不与所属地区相加"
        for node in done.root.walk()
        if node.county is not None and node.children
    }
    for county in done.counties:
        partial = county.partial
        why = county.error or dropped.get(county.job, "")
        counts = partial.findings if partial else {}
        used = "否" if why else "是"
        size = str(partial.projects) if partial else ""
        graded = [str(counts.get(grade.value, "")) for grade in Grade]
        basis = ["、".join(partial.basis.get(x, ())) if partial else "" for x in labels]
        yield [county.name, county.job, used, size, *graded, why, *basis]
    blank = [""] * (4 + len(labels))
    for name in done.root.unsent:
        yield [name, "", "否", *blank[:4], "没有报送台账", *blank[4:]]


def _data(done: Rollup) -> JsonObject:
    def node_data(node: RegionNode) -> JsonObject:
        values = {d.id: plain_value(child_value(node, d)) for d in _SCALARS}
        return {
            "name": node.name,
            "counties": node.partial.counties,
            "projects": node.partial.projects,
            "figures": values,
            "children": [node_data(child) for child in node.children],
        }

    return {
        "root": node_data(done.root),
        "counties": [
            {"name": c.name, "source": c.job, "error": c.error or None} for c in done.counties
        ],
        "reused": done.reused,
        "findings": findings_data(done.root.all_findings),
    }


def _say(done: Rollup, written: Sequence[Path], host: Host) -> None:
    root = done.root
    failed = [county for county in done.counties if county.error]
    again = f"，其中{done.reused}个没有变化，未重算" if done.reused else ""
    host.print(
        f"{root.name}：{len(done.counties)}个县区{again}；汇入{root.partial.counties}个，项目{root.partial.projects}个"
    )
    for county in failed:
        host.print(f"未汇入：{county.job}——{county.error}")
    said: Counter[str] = Counter()
    for finding in root.all_findings:
        if finding.code in _SAID:
            said[finding.code] += 1
            if said[finding.code] <= _SHOWN:
                host.print(f"[{finding.grade.label}] {finding.message}")
    for code, count in said.items():
        if count > _SHOWN:
            title = next(kind.title for kind in FINDINGS if kind.code == code)
            host.print(f"……“{title}”共{count}条，其余见校核清单")
    for path in written[:_SHOWN]:
        host.print(f"已写出：{path}")
    if len(written) > _SHOWN:
        host.print(f"……共写出{len(written)}个文件")
    sys.stdout.flush()


_LEFT_OUT = {"period-differs", "region-twice"}
_SAID = {
    *_LEFT_OUT,
    "sum-of-some",
    "definition-differs",
    "region-magnitude",
    "target-sum-differs",
    "code-in-two-counties",
    "county-disappeared",
    "region-not-sent",
    "region-unclear",
    "region-contradiction",
    "region-code-differs",
    "region-code-unknown",
}
_SHOWN = 12
