"""Reading a frozen version: whether it is whole, and what changed since."""

from __future__ import annotations

import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import NoneType

from attrs import evolve, frozen

from investtrack.comparison import Comparison
from investtrack.errors import SourceError
from investtrack.json_object import JsonObject
from investtrack.model.converter import profile_from_data, profile_to_data
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Profile
from investtrack.plugin import Plugins, load_plugins
from investtrack.plugin.sources.files import read_sources
from investtrack.report import Report, build_report
from investtrack.values.period import parse_period
from investtrack_ooxml.package import Bounds
from investtrack_word.freeze.sealing import (
    FIGURES,
    LAYOUT,
    LEDGER_FOLDER,
    MANIFEST,
    PROFILE,
    REPORT_FOLDER,
    figures_data,
    fingerprint_of,
    json_bytes,
)


_BOUNDS = Bounds()
_NEWER = "是更新版本的程序封存的，请先升级 investtrack"
_NO_SEAL = "不是定稿包：里面没有可读的定稿.json"


@frozen(kw_only=True)
class Sealed:
    """A frozen version as it was read.

    Attributes:
        path: the zip.
        manifest: what was sealed, by whom, when.
        members: its files, by name, as they are now.
        faults: what is no longer as it was sealed, in Chinese; empty where it is whole.
    """

    path: Path
    manifest: JsonObject
    members: Mapping[str, bytes]
    faults: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The digest that proves who, when and every file, where it was written down elsewhere."""
        return str(self.manifest.get("fingerprint", ""))

    def profile(self, plugins: Plugins) -> Profile:
        """Return the profile that it was computed with, with what *plugins* add.

        Raises:
            ProfileError: it is not one of this program's.
        """
        data = _json(self.members.get(PROFILE, b""))
        return profile_from_data(
            data, PROFILE, codes=plugins.findings, extensions=plugins.extensions
        )

    def files(self, folder: str) -> dict[str, bytes]:
        """Return the files of a folder within, by their names of old; the ledger's in the order they were read in."""
        within = {
            name: data for name, data in self.members.items() if name.startswith(f"{folder}/")
        }
        return {name: within[name] for name in sorted(within, key=_order)}


def _order(name: str) -> tuple[int, str]:
    parts = PurePosixPath(name).parts
    return (int(parts[1]) if parts[2:] and parts[1].isdigit() else 0, name)  # 台账/1/表.xlsx


def is_sealed(path: Path) -> bool:
    """Whether the file at *path* is a frozen version; cheap, never raises."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def read_sealed(path: Path) -> Sealed:
    """Read the frozen version at *path*, and compare every file with its digest.

    Raises:
        SourceError: it is none, is damaged, too large, or of a newer program.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if _BOUNDS.broken_by(archive):
                raise SourceError(path, "太大了，不像定稿包，没有打开")
            members = {name: archive.read(name) for name in archive.namelist()}
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        LookupError,
        ValueError,
        EOFError,
    ) as error:
        raise SourceError(path, f"打不开这个定稿包，文件可能损坏了（{error}）") from error
    manifest = _json(members.pop(MANIFEST, b""))
    if not isinstance(manifest.get("files"), dict):
        raise SourceError(path, _NO_SEAL)
    if not isinstance(layout := manifest.get("layout"), int) or layout > LAYOUT:
        raise SourceError(path, _NEWER)
    if not _is_manifest(manifest):
        raise SourceError(path, _NO_SEAL)
    faults = tuple(_faults(manifest, members))
    return Sealed(path=path, manifest=manifest, members=members, faults=faults)


def _is_manifest(manifest: JsonObject) -> bool:
    """Whether a manifest says all that is asked of it, each as it is written: anybody may have put it into the package."""
    texts = all(isinstance(manifest.get(key), str) for key in ("period", "as_of", "at"))
    if not texts or not all(isinstance(manifest.get(key), (str, NoneType)) for key in ("region", "by", "batch")):  # fmt: skip
        return False
    try:
        parse_period(manifest["period"])
        date.fromisoformat(manifest["as_of"])
    except ValueError:
        return False
    return all(isinstance(each, dict) for each in manifest["files"].values())


def _json(data: bytes) -> JsonObject:
    try:
        found = json.loads(data)
        json_bytes(found)  # half a character cannot be written
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _faults(manifest: JsonObject, members: Mapping[str, bytes]) -> Iterator[str]:
    if manifest.get("fingerprint") != fingerprint_of(manifest):
        yield "定稿.json 改过：封存人、时间或文件清单不是封存时的"
    files = manifest["files"]
    for name in sorted({*files, *members}):
        if name not in members:
            yield f"{name} 不见了"
        elif name not in files:
            yield f"{name} 是封存以后放进去的"
        elif sha256(members[name]).hexdigest() != files[name].get("sha256"):
            yield f"{name} 改过"


@frozen(kw_only=True)
class Since:
    """What changed since a report was sealed.

    Attributes:
        files: each file of the ledger and the report: name → 一致, 改过, 不在, or 新增.
        settings: items of the profile that are no longer the same, by their path in the TOML.
        comparison: the sealed ledger against today's.
        remarks: what could not be compared, and what the ledger says otherwise of itself, in Chinese.
        program: figures that today's program computes otherwise of the same ledger: title, then, now.
    """

    files: Mapping[str, str]
    settings: tuple[str, ...]
    comparison: Comparison
    remarks: tuple[str, ...]
    program: tuple[tuple[str, str, str], ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing that a reader of the report would meet has changed."""
        found = self.comparison
        return not (found.changes or found.moved or self.remarks or self.settings or self.program)


def changed_since(sealed: Sealed, now: Report, sources: Sequence[Path], plugins: Plugins) -> Since:
    """Return what changed from *sealed* to *now*, which is computed of *sources* for the same day and period.

    Raises:
        SourceError: the sealed ledger cannot be read.
        ProfileError: the sealed profile cannot be read.
    """
    then = sealed_report(sealed, plugins)
    found = load_plugins(("comparers",)).comparer().compare(then, now)
    return Since(
        files=dict(_files(sealed, sources)),
        settings=tuple(_differing(profile_to_data(then.profile), profile_to_data(now.profile))),
        comparison=found,
        remarks=(*found.remarks, *_of_itself(then.ledger, now.ledger)),
        program=tuple(_program(_json(sealed.members.get(FIGURES, b"")), figures_data(then))),
    )


def sealed_report(sealed: Sealed, plugins: Plugins) -> Report:
    """Return the report of the sealed ledger, computed anew with the sealed profile, period and day.

    Raises:
        SourceError: the sealed ledger cannot be read.
        ProfileError: the sealed profile cannot be read.
    """
    profile = sealed.profile(plugins)
    batch = sealed.manifest.get("batch")
    profile = evolve(profile, starts_batch=batch) if batch else profile
    with tempfile.TemporaryDirectory(prefix="investtrack-") as folder:
        paths = []
        for name, data in sealed.files(LEDGER_FOLDER).items():
            place = Path(folder, *_safe(name))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            paths.append(place)
        if not paths:
            raise SourceError(sealed.path, "定稿包里没有台账")
        extract = read_sources(plugins, paths, profile)
    return build_report(
        extract.ledger,
        profile=profile,
        period=parse_period(str(sealed.manifest.get("period"))),
        as_of=date.fromisoformat(str(sealed.manifest.get("as_of"))),
        findings=extract.findings,
        checks=plugins.checks.values(),
    )


def _safe(name: str) -> tuple[str, ...]:
    """Return the parts of a member's name; one that leads out of its folder is none of ours."""
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or "\\" in name or ":" in name:
        raise SourceError(name, "定稿包里的文件名不对，没有打开")
    return parts


def _files(sealed: Sealed, sources: Sequence[Path]) -> Iterator[tuple[str, str]]:
    now = {path.name: path for path in sources}
    sealed_files = {PurePosixPath(n).name: d for n, d in sealed.files(LEDGER_FOLDER).items()}
    if len(now) == len(sealed_files) == 1:  # one for one, whatever it is called today
        now = dict(zip(sealed_files, now.values(), strict=True))
    for name, data in sealed_files.items():
        path = now.get(name)
        yield name, "不在" if path is None else "一致" if path.read_bytes() == data else "改过"
    for name in now:
        if name not in sealed_files:
            yield name, "新增"
    for name, data in sealed.files(REPORT_FOLDER).items():
        own = PurePosixPath(name).name
        beside = sealed.path.parent / own
        if beside.is_file():
            yield own, "一致" if beside.read_bytes() == data else "改过"


def _of_itself(then: Ledger, now: Ledger) -> Iterator[str]:
    if then.as_of != now.as_of:
        yield f"台账的截止日期：封存时{then.as_of or '未填'}，现在{now.as_of or '未填'}；仍按封存时的比较"
    if then.period != now.period:
        was, is_now = (one.period.label if one.period else "未填" for one in (then, now))
        yield f"台账的报告期：封存时{was}，现在{is_now}；仍按封存时的比较"


_OF_A_RUN = {"year", "starts_batch"}
"""Items that a command line sets for one run; what they came to is sealed apart."""


def _differing(then: object, now: object, path: str = "") -> Iterator[str]:
    """Yield the path of each item that differs; what is left out is the default."""
    if isinstance(then, dict) or isinstance(now, dict):
        was, is_now = (one if isinstance(one, dict) else {} for one in (then, now))
        for key in sorted({*was, *is_now}):
            if path or key not in _OF_A_RUN:
                yield from _differing(was.get(key), is_now.get(key), f"{path}.{key}".lstrip("."))
    elif then != now:
        yield path


def _program(
    then: Mapping[str, JsonObject], now: Mapping[str, JsonObject]
) -> Iterator[tuple[str, str, str]]:
    for figure_id, figure in then.items():
        other = now.get(figure_id)
        if other is None or other["text"] != figure["text"]:
            yield (
                str(figure["title"]),
                str(figure["text"]),
                str(other["text"]) if other else "没有了",
            )
