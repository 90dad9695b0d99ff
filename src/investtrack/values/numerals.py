"""Numerals: Chinese (三, 十二, 一百零五, 二〇二二, 两) and Arabic, in either width, as whole numbers."""

from __future__ import annotations

import re

from investtrack.values.text_width import half_width


_WRITTEN = "零一二三四五六七八九"
_DIGITS = {char: number for number, char in enumerate(_WRITTEN)} | {"〇": 0, "○": 0, "两": 2}
_NONZERO = "[一二两三四五六七八九]"
CHINESE = "[零〇○一二两三四五六七八九十百千万亿]"
"""One character of a Chinese numeral, for a regular expression."""

_ARABIC = re.compile("[0-9]+")
_POSITIONAL = re.compile("[零〇○一二三四五六七八九]+")
_SECTION = re.compile(
    rf"(?:({_NONZERO})千)?(?:零?({_NONZERO})百)?(?:零?({_NONZERO})十|(十))?(?:(零?)({_NONZERO}))?"
)
_YEAR = re.compile("[一二][零〇○一二三四五六七八九]{3}(?=年)")
_COLLOQUIAL = {"千": 100, "百": 10, "万": 1000, "亿": 10**7}
_MOST = 10**12
_LONGEST = 40
_SHORT_YEAR = 2
_SECTION_HEAD = 1000


def year_number(written: str) -> int:
    """Return the year that digits write: 2022, or 22 of this century."""
    return 2000 + int(written) if len(written) == _SHORT_YEAR else int(written)


def whole_number(text: str) -> int | None:
    """Return the whole number *text* writes, or None where it is no numeral, or one of more than 40 characters.

    Digits without 十, 百, 千 stand by place (二〇二二 is 2022); 一百五 is 150 as one says it, 一百零五 is 105.

    Examples:
        >>> [whole_number(text) for text in ("十二", "二十", "一百零五", "两千三百", "二〇二二", "３", "三期")]
        [12, 20, 105, 2300, 2022, 3, None]
    """
    text = half_width(text).strip()
    if len(text) > _LONGEST:
        return None
    if _ARABIC.fullmatch(text):
        return int(text)
    if text in _DIGITS:
        return _DIGITS[text]
    if _POSITIONAL.fullmatch(text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _scaled(text) if text else None


def _scaled(text: str) -> int | None:
    for mark, size in (("亿", 10**8), ("万", 10**4)):
        head, found, rest = text.partition(mark)
        if not found:
            continue
        above = whole_number(head) if head and not _ARABIC.fullmatch(head) else None
        below = _below(rest, mark)
        return (
            None
            if above is None or below is None or not above or below >= size
            else above * size + below
        )
    return _section(text)


def _below(rest: str, mark: str) -> int | None:
    if not rest:
        return 0
    if len(rest) == 1 and rest in _DIGITS:
        return _DIGITS[rest] * _COLLOQUIAL[mark]
    rest = rest.removeprefix("零")
    return _DIGITS[rest] if rest in _DIGITS else _scaled(rest) if rest else None


def _section(text: str) -> int | None:
    found = _SECTION.fullmatch(text)
    if not found or not text:
        return None
    thousands, hundreds, tens, ten, zero, ones = found.groups()
    total = 1000 * _DIGITS.get(thousands, 0) + 100 * _DIGITS.get(hundreds, 0)
    total += 10 * (1 if ten else _DIGITS.get(tens, 0))
    if not ones:
        return total
    before = text[-2:-1]
    return total + _DIGITS[ones] * (1 if zero else _COLLOQUIAL.get(before, 1))


def chinese_numeral(number: int) -> str:
    """Return a whole number in Chinese as headings and ordinals write it: 十二, 二十, 一百零五.

    Raises:
        ValueError: *number* is negative or reaches 10¹².

    Examples:
        >>> [chinese_numeral(number) for number in (0, 4, 10, 12, 20, 105, 110, 20_022)]
        ['零', '四', '十', '十二', '二十', '一百零五', '一百一十', '二万零二十二']
    """
    if not 0 <= number < _MOST:
        raise ValueError(f"a Chinese numeral is written from 0 to below 10¹², not of {number}")
    if not number:
        return _WRITTEN[0]
    text, gap = "", False
    for mark, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        section, number = divmod(number, size)
        if section:
            is_short = gap or section < _SECTION_HEAD
            text += ("零" if text and is_short else "") + _written(section) + mark
        gap = not section
    return text.removeprefix("一") if text.startswith("一十") else text


def _written(section: int) -> str:
    text, gap = "", False
    for mark, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, section = divmod(section, size)
        if digit:
            text += ("零" if text and gap else "") + _WRITTEN[digit] + mark
        gap = not digit
    return text


def arabic_years(text: str) -> str:
    """Return *text* with years in Chinese digits in Arabic ones (二〇二二年 is 2022年); places stay."""
    return _YEAR.sub(lambda found: f"{whole_number(found[0])}", text) if "年" in text else text
