"""Finds a font that has Chinese characters, among those installed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from investtrack.errors import ExportError


if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

# Simplified faces first: a Japanese face of the same family draws some characters another way.
_WANTED = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "Microsoft YaHei", "PingFang SC",
    "Hiragino Sans GB", "Heiti SC", "SimHei", "DengXian", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
    "HarmonyOS Sans SC", "Noto Sans CJK JP", "SimSun", "Noto Serif CJK SC", "AR PL SungtiL GB", "AR PL KaitiM GB",
    "FangSong", "KaiTi", "Droid Sans Fallback",
)  # fmt: skip
NAMED = (
    "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "WenQuanYi Micro Hei", "SimHei",
)  # fmt: skip
"""What a viewer of SVG may letter a picture in, by name."""
_SAMPLE = "县投资项目亿元％"


@lru_cache(maxsize=1)
def chinese_font() -> str:
    """Return the path of the font pictures are lettered in.

    Raises:
        ExportError: none of the installed fonts has Chinese characters.
    """
    from matplotlib import font_manager

    # The list that matplotlib keeps may be older than a font just installed: then it is read anew, once.
    for read in (lambda: font_manager.fontManager.ttflist, _installed):
        entries: list[Any] = read()
        by_name: dict[str, str] = {
            entry.name: entry.fname
            for entry in entries
            if entry.weight in {400, "normal", "regular"}
        }
        for name in _WANTED:
            if name in by_name and _writes_chinese(by_name[name]):
                return by_name[name]
        for path in sorted({str(entry.fname) for entry in entries}):
            if _writes_chinese(path):
                return path
    raise ExportError(
        "图",
        "这台电脑没有中文字体，图上的字会变成方框，所以没有画；请安装一种中文字体（如思源黑体、文泉驿正黑或微软雅黑）后再试",
    )


def lettering(size: float) -> FontProperties:
    """Return the lettering of pictures: the font found here.

    Raises:
        ExportError: none of the installed fonts has Chinese characters.
    """
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=chinese_font(), size=size)


def _installed() -> list[object]:
    from matplotlib import font_manager

    manager = font_manager.FontManager()  # reads the machine's fonts, not the kept list
    return list(manager.ttflist)


def _writes_chinese(path: str) -> bool:
    from matplotlib.ft2font import FT2Font

    if not Path(path).is_file():
        return False
    try:
        face = FT2Font(path)
    except (OSError, RuntimeError):
        return False
    return all(face.get_char_index(ord(char)) for char in _SAMPLE)
