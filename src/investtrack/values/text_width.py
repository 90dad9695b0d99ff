"""The width of characters: full and half width folded for reading, columns counted for display.

Chinese input methods write digits, brackets and signs in either width without anyone meaning anything by it.
"""

from __future__ import annotations

import re
import unicodedata


_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(char): half
    for char, half in {
        "\u3000": " ", "\xa0": " ", "−": "-", "￥": "¥", "〔": "[", "〕": "]", "【": "[", "】": "]", "∶": ":", "﹪": "%",
    }.items()
}  # fmt: skip
_TO_FOLD = re.compile("[\uff01-\uff5e\u3000\xa0−￥〔〕【】∶﹪]")
_SPACES = re.compile(r"\s+")


def half_width(text: str) -> str:
    """Return *text* with half-width digits, letters and signs; one character for one, so that places stay.

    Examples:
        >>> half_width("投资１，２００．５（万元）")
        '投资1,200.5(万元)'
    """
    return text.translate(_HALF) if _TO_FOLD.search(text) else text


def folded(text: str) -> str:
    """Return *text* as one compares it: compatibility forms folded (NFKC), without any white space."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def display_width(text: str, *, ambiguous: int = 1) -> int:
    """Return the columns *text* takes: two for a Chinese character or a full-width sign.

    Args:
        text: one line.
        ambiguous: columns of a sign that is narrow in Western type and wide in Chinese (“—…①): 1 on a
            terminal, 2 in a document set in a Chinese typeface.
    """
    if text.isascii():
        return len(text)
    columns = {"W": 2, "F": 2, "A": ambiguous}
    return sum(columns.get(unicodedata.east_asian_width(char), 1) for char in text)
