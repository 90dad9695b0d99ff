"""The profile that a user names, a TOML file or one that is installed; and the one that belongs to a workbook."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from os import PathLike
from pathlib import Path

from attrs import evolve

from investtrack.errors import InvesttrackError, ProfileError
from investtrack.input_limits import SETTINGS
from investtrack.model.extensions import NO_EXTENSIONS, Extensions
from investtrack.model.profile import Profile
from investtrack.plugin.installed import Plugins
from investtrack.plugin.loading.manager import load_plugins
from investtrack.plugin.sources.files import find_sources


_OF_FOLDER = "profile.toml"


def find_profile(plugins: Plugins, name: str | PathLike[str] | None) -> Profile:
    """Return the profile at a path that ends in ``.toml``, or the installed one of that name; None: the general one.

    Raises:
        ProfileError: the file cannot be read, or is invalid.
        UnknownFormatError: no plugin offers one of that name.
    """
    if name is None:
        return plugins.bound(Profile())
    path = Path(name)
    if path.suffix.lower() == ".toml":
        return read_profile(path, plugins.findings, plugins.extensions)
    return plugins.bound(plugins.profile(str(name)))


def read_profile(
    path: Path, codes: Collection[str] = (), extensions: Extensions = NO_EXTENSIONS
) -> Profile:
    """Return the profile in the file at *path*; templates that it names relatively lie beside it.

    Args:
        path: a TOML file.
        codes: codes of findings that plugins declare.
        extensions: what plugins add to the run.

    Raises:
        ProfileError: it cannot be read, or has faults; every one is named.
    """
    from investtrack.model.converter import profile_from_toml  # noqa: PLC0415 - cattrs, only where it is used

    try:
        if path.stat().st_size > SETTINGS:
            raise ProfileError(str(path), [f"文件超过{SETTINGS:,}字节，不像一份配置，没有打开"])
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ProfileError(str(path), ["没有这个文件，请检查路径"]) from error
    except UnicodeDecodeError as error:
        raise ProfileError(str(path), ["不是 UTF-8 编码的文本，请另存为 UTF-8"]) from error
    except OSError as error:
        raise ProfileError(str(path), ["读不了这个文件，请检查是不是文件夹、有无权限"]) from error
    return _placed(
        profile_from_toml(text, path.name, codes=codes, extensions=extensions), path.parent
    )


def _placed(profile: Profile, folder: Path) -> Profile:
    layout = profile.report
    if not layout.template and not layout.templates:
        return profile
    placed = {kind: str(folder / name) for kind, name in layout.templates.items()}
    own = str(folder / layout.template) if layout.template else ""
    return evolve(profile, report=evolve(layout, template=own, templates=placed))


def profile_beside(paths: Sequence[Path]) -> Path | None:
    """Return the profile that belongs to the workbooks at *paths*: 甲县.toml beside 甲县.xlsx, else profile.toml there.

    Of a folder it is the profile.toml within. Where several workbooks have different ones, none is theirs.
    """
    found = {_beside(path) for path in paths}
    return found.pop() if len(found) == 1 else None


def _beside(path: Path) -> Path | None:
    own = (
        [path / _OF_FOLDER]
        if path.is_dir()
        else [path.with_suffix(".toml"), path.parent / _OF_FOLDER]
    )
    return next((each for each in own if each.is_file()), None)


def profile_of_importer(plugins: Plugins, paths: Sequence[Path]) -> Profile | None:
    """Return the installed profile that belongs to the importer of *paths*; None where there is none, or several.

    Raises:
        UnknownFormatError: the importer names a profile that nobody offers.
        ProfileError: it lies in a file that cannot be read, or has faults.
    """
    try:
        importers = [plugins.importer_for(path) for path in find_sources(plugins, paths)]
    except InvesttrackError:  # it is told when they are read
        return None
    names = {importer.profile for importer in importers}
    if len(names) != 1 or not (name := names.pop()):
        return None
    if name in plugins.profiles:
        return plugins.profile(name)
    return load_plugins(("profiles",)).profile(name)


def profile_of_region(region: str | None, plugins: Plugins | None = None) -> Profile | None:
    """Return the installed profile that is for *region*; None where there is none, or several.

    Raises:
        ProfileError: it lies in a file that cannot be read, or has faults.
    """
    if not region:
        return None
    plugins = load_plugins(("profiles",)) if plugins is None else plugins
    bound = [name for name, one in plugins.profiles.items() if region in one.regions]
    return plugins.profile(bound[0]) if len(bound) == 1 else None
