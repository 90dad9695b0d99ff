"""Batches of concentrated starts (批次) in one spelling."""

from __future__ import annotations

import re

from investtrack.values.numerals import CHINESE, chinese_numeral, whole_number
from investtrack.values.text_width import folded


_BATCH = re.compile(
    rf"(?:(\d{{4}})年?度?)?(?:集中开工)?第?({CHINESE}+|\d{{1,3}})批次?(?:集中开工)?(?:项目)?"
)


def normal_batch(text: str, year: int | None) -> str:
    """Return a batch as 2022年第一批; what is no number of a batch stays as written.

    Args:
        text: as written: 第一批, 2022年第1批, 2022年第一批.
        year: the year where the text names none; None leaves it out.

    Examples:
        >>> normal_batch("第1批", 2022), normal_batch("2022年第一批次", None), normal_batch("春季攻势", 2022)
        ('2022年第一批', '2022年第一批', '春季攻势')
    """
    found = _BATCH.fullmatch(folded(text))
    number = whole_number(found[2]) if found else None
    if not found or not number:
        return text
    stated = int(found[1]) if found[1] else year
    return (
        f"{stated}年第{chinese_numeral(number)}批" if stated else f"第{chinese_numeral(number)}批"
    )
