"""The profile that a user names: a TOML file, or one that is installed."""

from __future__ import annotations

from collections.abc import Collection
from os import PathLike
from pathlib import Path

from investtrack.errors import ProfileError
from investtrack.model.profile import Profile
from investtrack.plugin.installed import Plugins


def find_profile(plugins: Plugins, name: str | PathLike[str] | None) -> Profile:
    """Return the profile at a path that ends in ``.toml``, or the installed one of that name; None: the general one.

    Raises:
        ProfileError: the file cannot be read, or is invalid.
        UnknownFormatError: no plugin offers one of that name.
    """
    if name is None:
        return Profile()
    path = Path(name)
    return _from_file(path, plugins.findings) if path.suffix.lower() == ".toml" else plugins.profile(str(name))  # fmt: skip


def _from_file(path: Path, codes: Collection[str]) -> Profile:
    from investtrack.model.converter import profile_from_toml  # noqa: PLC0415 - cattrs, only where it is used

    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ProfileError(str(path), ["没有这个文件，请检查路径"]) from error
    except UnicodeDecodeError as error:
        raise ProfileError(str(path), ["不是 UTF-8 编码的文本，请另存为 UTF-8"]) from error
    except OSError as error:
        raise ProfileError(str(path), ["读不了这个文件，请检查是不是文件夹、有无权限"]) from error
    return profile_from_toml(text, path.name, codes=codes)
