"""The front door: whatever holds a ledger in, the ledger with its findings out."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from attrs import evolve

from investtrack.model.extract import Extract
from investtrack.model.profile import Profile
from investtrack.plugin.installed import Plugins
from investtrack.plugin.loading.manager import load_plugins
from investtrack.plugin.sources.files import read_sources
from investtrack.plugin.sources.profiles import (
    find_profile,
    profile_of_importer,
    profile_of_region,
)


Source = str | PathLike[str] | bytes | BinaryIO
"""A path, the bytes of a file, or a file opened for reading bytes."""

_BOM = b"\xef\xbb\xbf"


def read(
    source: Source | Iterable[Source],
    *,
    profile: Profile | str | PathLike[str] | None = None,
    plugins: Plugins | None = None,
) -> Extract:
    """Read a ledger: the records, every fault met on the way, and the profile for :func:`investtrack.build_report`.

    Args:
        source: a path (of a file or a folder; a str is one path), the bytes of a file, a file opened for reading
            bytes, or several of them, which become one ledger.
        profile: the county's profile, the path of its TOML file, or the name of an installed one. Where None, the
            installed one that is bound to the importer or to the region, else the general one.
        plugins: what is installed; found anew where None.

    Raises:
        SourceError: a source is absent or cannot be used.
        UnknownFormatError: no importer claims a source, or there is no profile of that name.
        AmbiguousFormatError: several importers claim a source.
        ProfileError: the profile is invalid.
        TypeError: a source is none of these; a file opened for text is said to be.
    """
    found = load_plugins() if plugins is None else plugins
    is_named = profile is not None
    chosen = found.bound(profile) if isinstance(profile, Profile) else find_profile(found, profile)
    if chosen.without and plugins is None:
        found = load_plugins(without=chosen.without)
        chosen = evolve(chosen, extensions=found.extensions)
    several = [source] if _is_one(source) else list(source)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory(prefix="investtrack-") as folder:
        paths = [_path(each, Path(folder) / str(number)) for number, each in enumerate(several, 1)]

        if not is_named:
            own = profile_of_importer(found, paths)
            chosen = found.bound(own) if own is not None else chosen
        extract = read_sources(found, paths, chosen)
        if not is_named and chosen.name == "default":
            own = profile_of_region(extract.ledger.region.name, found)
            if own is not None:
                chosen = found.bound(own)
                extract = read_sources(found, paths, chosen)
        return evolve(extract, profile=chosen)


def _is_one(source: object) -> bool:
    return isinstance(source, (str, PathLike, bytes, bytearray)) or hasattr(source, "read")


def _path(source: object, folder: Path) -> Path:
    """Return where a source lies; bytes are put into *folder* under a name that says what they are."""
    if isinstance(source, (str, PathLike)):
        return Path(source)
    name = getattr(source, "name", None)
    data = source.read() if hasattr(source, "read") else source
    if isinstance(data, str):
        raise TypeError(f"{source!r} is opened for text; open it for bytes: open(path, 'rb')")
    if not isinstance(data, (bytes, bytearray)):
        raise TypeError(f"a source is a path, bytes or a file of bytes, not {source!r}")
    known = Path(name) if isinstance(name, str) and Path(name).suffix else None
    folder.mkdir()
    path = folder / (known.name if known else f"台账{folder.name}{_suffix(bytes(data))}")
    path.write_bytes(data)
    return path


def _suffix(data: bytes) -> str:
    """Return how a file of these bytes is named, where they have no name; a CSV cannot be told: it is named as its sheet."""
    if data.removeprefix(_BOM).lstrip().startswith(b"{"):
        return ".json"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return ".xls"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return ""
    return ".xlsx" if "[Content_Types].xml" in names else ".ods" if "mimetype" in names else ".zip"
