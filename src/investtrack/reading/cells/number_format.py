r"""What a number format makes of a number: the clerk reads the format's digits, scale, sign and words, not the stored value.

A format code is read as spreadsheets read it (ECMA-376 part 1, 18.8.31): ``0 # ?`` are digits, a comma after the last digit
divides by 1,000, ``%`` multiplies by 100, quoted or escaped characters (``\x``, and ``!x`` as Chinese versions write it) stand
as they are. A point that is escaped between digits (``0!.0,``) is the office's way to show 元 as 万元: digits after it are
digits of the whole number. Sections (``positive;negative;zero``, or by conditions such as ``[>=10000]``) are chosen by the number.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from attrs import frozen

from investtrack.values.amount import EXACT, plain


_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]|_.|\*.|'
    r"(?P<general>General|G/通用格式)|(?P<digit>[0#?])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_DATE = frozenset("yYmMdDhHsSeE@/gGbB")
# Signs of the home currency, brackets and signs of negatives say nothing about the amount's size.
_SILENT = str.maketrans("", "", " \u3000¥￥()（）+-－—")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_LASTING = re.compile("h+|m+|s+", re.IGNORECASE)  # [h]:mm, a length of time
_ASCII_WORD = re.compile("[0-9A-Za-z]")
_GAPS = " '\u2009\u202f\xa0"  # between groups of digits
_DIGITS = 15
_NO_WORDS = frozenset({"", "-", "--", "—", "——", "–", "/"})
_ANY = (1.0, -1.0, 0.01, -0.01, 1e6, -1e6)
_SIGNS = 3  # sections of positive numbers, negative ones and nought


@frozen
class NumberFormat:
    """What a format does to a number beyond rounding it.

    Attributes:
        power: power of ten by which the number shown is less than the one stored: 4 where 元 is shown as 万元.
        prefix: words before the digits, such as ``YX-``.
        suffix: words after them, such as ``亿元`` or ``%``.
        width: least number of digits before the point, where zeros are put before the number; 0 where not.
        parts: signs between the digits, as of ``00-0000``: how many digits stand right of each, and the sign.
        words: what is shown in place of the number, which a format without digits hides; None where it shows the number.
    """

    power: int = 0
    prefix: str = ""
    suffix: str = ""
    width: int = 0
    parts: tuple[tuple[int, str], ...] = ()
    words: str | None = None

    @property
    def is_hiding(self) -> bool:
        """Whether the number is not seen, and nothing in its place that says anything."""
        return self.words is not None and self.words in _NO_WORDS

    @property
    def is_code(self) -> bool:
        """Whether the digits are those of a code, zeros before them included, rather than of an amount."""
        return bool(self.width or self.parts)

    def shown(self, number: float) -> str:
        """Return *number* as it reads in its cell, with all its digits."""
        if self.words is not None:
            return self.words
        text = repr(number)
        exact = Decimal(text if len(text) <= _DIGITS else format(number, f".{_DIGITS}g"))
        scaled = plain(EXACT.scaleb(exact, -self.power))
        if self.is_code:
            sign, digits = ("-", scaled[1:]) if scaled.startswith("-") else ("", scaled)
            digits = digits.zfill(self.width)
            for right, words in self.parts if digits.isdigit() else ():
                digits = f"{digits[:-right]}{words}{digits[-right:]}"
            scaled = sign + digits
        return f"{self.prefix}{scaled}{self.suffix}"


@lru_cache(maxsize=512)
def number_format(code: str) -> NumberFormat | None:
    """Return what the format *code* does to a positive number; None where the number reads as it is stored.

    Formats of dates, texts and fractions are none of these.
    """
    sections = _sections(code)
    return sections[0][1] if sections else None


@lru_cache(maxsize=512)
def changes_numbers(code: str) -> bool:
    """Whether some number reads otherwise than it is stored under the format *code*."""
    return any(made is not None for _, made in _sections(code))


def format_of(code: str, number: float) -> NumberFormat | None:
    """Return what the format *code* does to *number*, by the section that is for it; None where it reads as it is stored."""
    made = next((made for holds, made in _sections(code) if holds(number)), None)
    return None if not number and made is not None and made.is_hiding else made


_Holds = Callable[[float], bool]
_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq, "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
}  # fmt: skip
_LONGEST = 255
"""Signs a spreadsheet allows a format; what is longer is none."""
_BY_SIGN: Mapping[int, Sequence[_Holds]] = {
    1: (lambda _: True,),
    2: (lambda number: number >= 0, lambda _: True),
    3: (lambda number: number > 0, lambda number: number < 0, lambda _: True),
}


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[_Holds, NumberFormat | None], ...]:
    """Return the sections of a format, each with the numbers it is for."""
    if not code.strip() or len(code) > _LONGEST:
        return ()
    tokens: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["other"] == ";":
            tokens.append([])
        else:
            tokens[-1].append(token)
    tokens = tokens[:_SIGNS]
    by_sign = _BY_SIGN[len(tokens)]
    conditions = [_condition(section) for section in tokens]
    if any(conditions):
        by_sign = [holds or (lambda _: True) for holds in conditions]
    found: list[tuple[_Holds, NumberFormat | None]] = []
    for holds, section in zip(by_sign, tokens, strict=True):
        made = _section(section)
        if made is not None and made.is_hiding:
            others = [earlier for earlier, _ in found]
            if not any(holds(n) and not any(e(n) for e in others) for n in _ANY):
                made = None  # of nought alone: shown as nothing or a dash, it is a nought
        found.append((holds, made))
    return tuple(found)


def _condition(section: Sequence[re.Match[str]]) -> _Holds | None:
    for token in section:
        if found := _CONDITION.fullmatch(token["bracket"] or ""):
            holds, limit = _HOLDS[found[1]], float(found[2])
            return lambda number: holds(number, limit)
    return None


def _section(section: Sequence[re.Match[str]]) -> NumberFormat | None:  # noqa: C901, PLR0912 - one branch a kind of token
    before, between, after = "", "", ""
    power, width, commas, places, has_digit, has_point = 0, 0, 0, 0, False, False
    parts: list[tuple[int, str]] = []  # digits left of a sign, and the sign
    for token in section:
        words = token["quoted"] or token["escaped"] or token["currency"] or ""
        if _LASTING.fullmatch(token["bracket"] or ""):
            return None
        if token["general"]:
            has_digit = True
        elif token["digit"]:
            between, after = after.strip(_GAPS), ""
            if between:
                parts.append((places, between))
            width += token["digit"] == "0" and not has_point
            places += not has_point
            has_digit, commas = True, 0
        elif token["other"] == "," and has_digit:
            commas += 1
        elif token["other"] == "." and has_digit:
            has_point, power, commas = True, power + 3 * commas, 0
        elif token["other"] == "%":
            power -= 2
            after += "%"
        elif token["other"] == "@" or (token["other"] or " ") in _DATE:
            return None
        elif has_digit:
            after += words or token["other"] or ""
        else:
            before += words or token["other"] or ""
    if not has_digit:
        # Brackets alone ([DBNum1], [Red]) leave the number as it is.
        brackets = [token["bracket"] or "" for token in section]
        is_general = bool(section) and all(brackets) and not any(map(_CONDITION.fullmatch, brackets))  # fmt: skip
        return None if is_general else NumberFormat(words=before.strip())
    power += 3 * commas
    if (
        len(parts) == 1 and parts[0][1] == "."
    ):  # 0!.0, : what is right of the point are digits of the whole number
        power += places - parts[0][0]
        width, parts = 0, []
    grouped = any(token["other"] == "," for token in section)
    width = width if width > 1 and not has_point and not grouped else 0
    signs = tuple((places - left, words) for left, words in parts)
    found = NumberFormat(power, _words(before), _words(after), width, signs)
    return None if found == NumberFormat() else found


def _words(text: str) -> str:
    """Return what a format writes beside the digits; all of it where it may be part of a code, YX-001."""
    return text.strip() if _ASCII_WORD.search(text) else text.translate(_SILENT)
