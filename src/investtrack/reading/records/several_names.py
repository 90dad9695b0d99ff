"""Names of several projects in one cell: 1.甲项目；2.乙项目."""

from __future__ import annotations

import re

from investtrack.values.text_width import half_width


_ITEM = re.compile(
    r"(?:^|(?<=[;、,。\s])|(?=\())\s*(?:(\d{1,2})\s*[.、)](?!\d)|\((\d{1,2})\)|([一二三四五六七八九])、)"
)
_CIRCLED = re.compile("[①-⑨]")
_NUMERALS = "一二三四五六七八九"
_PARTED = re.compile(r";\s*")
_WHOLE = re.compile(
    r"[^;]{3,}?(?:(?:新建|改建|扩建|改造|建设|提升|配套)*(?:项目|工程))+(?:\([^()]*\))?"
)
_GOES_ON = re.compile(r"[及和与暨并(第]|[一二三四五]期|配套|附属|工程|项目|建设|改造")
_LEAST = 2
_FIRST_SIGNS = frozenset("1１(（①一★■ 　")


def may_have_several(cell: str) -> bool:
    """Whether a cell may have several names, which is told fast."""
    return cell[:1] in _FIRST_SIGNS or "；" in cell or ";" in cell


def names_in(cell: str) -> tuple[str, ...]:
    """Return the names in a cell of names, where it is clear that it has several; else nothing.

    They are numbered from one on, or a semicolon parts them and each ends as a project's name does. A line break alone
    parts none: a long name has one.
    """
    text = half_width(_CIRCLED.sub(lambda found: f"({ord(found[0]) - ord('①') + 1})", cell)).strip(
        " \t★■"
    )
    items = list(_ITEM.finditer(text))
    if len(items) >= _LEAST and items[0].start() == 0:
        numbers = [int(item[1] or item[2] or _NUMERALS.index(item[3]) + 1) for item in items]
        ends = [*(item.start() for item in items[1:]), len(text)]
        names = tuple(text[item.end() : end].strip(" \t\r\n;、,。") for item, end in zip(items, ends, strict=True))  # fmt: skip
        if numbers == list(range(1, len(items) + 1)) and all(len(name) > 1 for name in names):
            return names
        return ()
    parts = tuple(part.strip() for part in _PARTED.split(text) if part.strip())
    if len(parts) < _LEAST or any(map(_GOES_ON.match, parts[1:])):
        return ()
    return parts if all(map(_WHOLE.fullmatch, parts)) else ()
