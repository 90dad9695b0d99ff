r"""What a number format makes of a number: the clerk reads the format's digits, scale, sign and words, not the stored value.

A format code is read as spreadsheets read it (ECMA-376 part 1, 18.8.31): ``0 # ?`` are digits, a comma after the last digit
divides by 1,000, ``%`` multiplies by 100, quoted or escaped characters (``\x``, and ``!x`` as Chinese versions write it) stand
as they are. A point that is escaped between digits (``0!.0,``) is the office's way to show 元 as 万元: digits after it are
digits of the whole number.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from attrs import frozen

from investtrack.values.amount import EXACT, plain


_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.|'
    r"(?P<general>General)|(?P<digit>[0#?])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_DATE = frozenset("yYmMdDhHsSeE@/gGbB")
# Signs of the home currency, brackets and signs of negatives say nothing about the amount's size.
_SILENT = str.maketrans("", "", " \u3000¥￥()（）+-－—")
_DIGITS = 15


@frozen
class NumberFormat:
    """What a format does to a number beyond rounding it.

    Attributes:
        power: power of ten by which the number shown is less than the one stored: 4 where 元 is shown as 万元.
        prefix: words before the digits, such as ``YX-``.
        suffix: words after them, such as ``亿元`` or ``%``.
        width: least number of digits before the point, where zeros are put before the number; 0 where not.
    """

    power: int = 0
    prefix: str = ""
    suffix: str = ""
    width: int = 0

    def shown(self, number: float) -> str:
        """Return *number* as it reads in its cell, with all its digits."""
        text = repr(number)
        exact = Decimal(text if len(text) <= _DIGITS else format(number, f".{_DIGITS}g"))
        scaled = plain(EXACT.scaleb(exact, -self.power))
        if self.width:
            sign, digits = ("-", scaled[1:]) if scaled.startswith("-") else ("", scaled)
            scaled = sign + digits.zfill(self.width)
        return f"{self.prefix}{scaled}{self.suffix}"


@lru_cache(maxsize=512)
def number_format(code: str) -> NumberFormat | None:  # noqa: C901, PLR0912 - one branch a kind of token
    """Return what the format *code* does to a positive number; None where the number reads as it is stored.

    Formats of dates, texts and fractions are none of these.
    """
    before, middle, after = "", "", ""
    power, width, commas, has_digit, inserted, has_point = 0, 0, 0, False, False, False
    for token in _TOKEN.finditer(code):
        words = token["quoted"] or token["escaped"] or token["currency"] or ""
        if token["general"]:
            has_digit = True
        elif token["digit"]:
            if after:
                middle, after = middle + after, ""
            inserted = inserted or middle == "."
            power += inserted
            width += token["digit"] == "0" and not has_point and not inserted
            has_digit, commas = True, 0
        elif token["other"] == ";":
            break
        elif token["other"] == "," and has_digit:
            commas += 1
        elif token["other"] == "." and has_digit:
            has_point = True
        elif token["other"] == "%":
            power -= 2
            after += "%"
        elif token["other"] in _DATE:
            return None
        elif has_digit:
            after += words or token["other"] or ""
        else:
            before += words or token["other"] or ""
    if not has_digit or (middle and middle != "."):
        return None
    power += 3 * commas
    prefix, suffix = before.translate(_SILENT), after.translate(_SILENT)
    if before.strip().endswith("-") and prefix:  # part of a code, YX-001
        prefix = before.strip()
    width = width if width > 1 and not has_point and not inserted and "#,##" not in code else 0
    found = NumberFormat(power, prefix, suffix, width)
    return None if found == NumberFormat() else found
