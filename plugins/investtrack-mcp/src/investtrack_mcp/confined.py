"""Paths of one folder: what an agent names lies in it, whatever it writes and wherever links lead."""

from __future__ import annotations

from pathlib import Path

from investtrack.errors import SourceError


def confined(folder: Path, given: str) -> Path:
    """Return the path that *given* names in *folder*, relative to it or absolute.

    Raises:
        SourceError: it is empty, absent, or leads out of the folder.
    """
    root = folder.resolve()
    if not given or "\0" in given:
        raise SourceError("（空）", "请给出文件名")
    try:
        path = (root / given).resolve()
    except (OSError, RuntimeError, ValueError) as error:  # a circle of links, a name too long
        raise SourceError(given[:80], "路径不能用") from error
    if not path.is_relative_to(root):
        raise SourceError(given, "不在允许的文件夹里，没有读取")
    if not path.exists():
        raise SourceError(given, "没有这个文件或文件夹")
    return path


def demand_within(folder: Path, path: Path) -> None:
    """Refuse a folder in which a link leads out: whoever reads the folder would follow it.

    Raises:
        SourceError: one does.
    """
    root = folder.resolve()
    inside = path.iterdir() if path.is_dir() else ()
    for each in inside:
        if each.is_symlink() and not each.resolve().is_relative_to(root):
            raise SourceError(each.name, "这个链接指到允许的文件夹外面，没有读取")
