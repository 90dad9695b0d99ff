"""The width of characters: full and half width folded for reading, columns counted for display.

Chinese input methods write digits, brackets and signs in either width without anyone meaning anything by it.
"""

from __future__ import annotations

import re
import unicodedata


_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(char): half
    for char, half in {
        "\u3000": " ", "\xa0": " ", "−": "-", "￥": "¥", "〔": "[", "〕": "]", "【": "[", "】": "]", "∶": ":", "﹪": "%", "︰": ":",
    }.items()
}  # fmt: skip
_TO_FOLD = re.compile("[\uff01-\uff5e\u3000\xa0−￥〔〕【】∶﹪︰]")
MARKS = "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u2080-\u2089"
"""Digits in circles, brackets or with a point, and raised or lowered ones, as the inside of a class of a regular expression."""
# A mark of a note follows something that is no letter: the ² of m² is part of a unit, the ① of ①项目 a number of its own.
_MARKS = re.compile(
    rf"(?<=[^\sA-Za-z])(?:[{MARKS}]+|(?:[*＊※]|[(（\[【]?注\d{{0,2}}[)）\]】]|注\d{{1,2}})(?=\s*$))"
)
_AT_NUMBER = re.compile(rf"[{MARKS}](?=[\d.．])|^\s*[{MARKS}]+\s*$")
# Zero-width and control characters, direction marks, soft hyphens, fillers, variation selectors: nobody sees them, pasting brings them along.
INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
"""Characters that print nothing, as the inside of a class of a regular expression."""
_BEHIND_DIGIT = re.compile(f"(?<=[0-9])[{MARKS}]+")
_RAISED = re.compile(r"[\d①-⑳⒈-⒛*＊※注a-c()（）\[\]]+")
_LETTER = re.compile(r"[A-Za-z]$")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_SPACES = re.compile(rf"[\s{INVISIBLE}]+")


def half_width(text: str) -> str:
    """Return *text* with half-width digits, letters and signs; one character for one, so that places stay.

    Examples:
        >>> half_width("投资１，２００．５（万元）")
        '投资1,200.5(万元)'
    """
    return text.translate(_HALF) if _TO_FOLD.search(text) else text


def without_marks(text: str) -> str:
    """Return *text* without the marks of notes in it: ①, ¹, ⒈, a closing * or 注1; m² stays m².

    Examples:
        >>> without_marks("1100①"), without_marks("总投资（万元）注2"), without_marks("2万m²")
        ('1100', '总投资（万元）', '2万m²')
    """
    return _MARKS.sub("", text)


def has_mark_for_digit(text: str) -> bool:
    """Whether a mark of a note stands before digits, or alone, so that folding would make a digit of it.

    Examples:
        >>> has_mark_for_digit("①500"), has_mark_for_digit("①"), has_mark_for_digit("500①")
        (True, True, False)
    """
    return not text.isascii() and _AT_NUMBER.search(text) is not None


def without_marks_at_numbers(text: str) -> str:
    """Return *text* without the marks of notes behind its digits; a ① before words stays: it numbers them.

    Examples:
        >>> without_marks_at_numbers("①完成投资1100②万元")
        '①完成投资1100万元'
    """
    return text if text.isascii() else _BEHIND_DIGIT.sub("", text)


def is_note_mark(raised: str, before: str) -> bool:
    """Whether raised or lowered text points to a note, and is no digit: 12000¹; the ² of m² is part of a unit.

    Args:
        raised: the text that is raised or lowered.
        before: what stands before it.
    """
    return _RAISED.fullmatch(raised.strip()) is not None and not _LETTER.search(before)


def visible(text: str) -> str:
    r"""Return *text* without the characters that print nothing.

    Examples:
        >>> visible("甲大桥\u200b建设\u00ad项目")
        '甲大桥建设项目'
    """
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text)


def folded(text: str) -> str:
    """Return *text* as one compares it: compatibility forms folded (NFKC), without white space and marks of notes.

    A mark would become a digit by folding: 1100① is 1100, never 11001.
    """
    return _SPACES.sub("", unicodedata.normalize("NFKC", without_marks(text)))


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
