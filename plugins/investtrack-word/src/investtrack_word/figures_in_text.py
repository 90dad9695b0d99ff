"""Numbers as Chinese prose writes them, and which figures each equals after its own rounding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from investtrack.metrics.figure import Figure, Kind
from investtrack.model.profile import DisplayProfile
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate
from investtrack.values.rounding import RoundingPolicy, round_decimal


MONEY = {"亿元": Unit.YI, "亿": Unit.YI, "万元": Unit.WAN, "万": Unit.WAN, "元": Unit.YUAN}
_COUNTERS = ("个", "项", "家", "次", "户", "条", "处", "件", "宗", "名", "座", "张", "")
_NUMBER = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<gap>\s?)"
    r"(?P<unit>个百分点|亿元|万元|亿|万|元|[％%‰]|[个项家次户条处件宗名座张天日倍人亩吨]|公里|平方米)?"
)
# Digits that are no figures: dates, ordinals, names with digits.
_DATE = re.compile(
    r"\d{4}\s?年(?:\d{1,2}\s?[—–~～-]\s?)?(?:\d{1,2}\s?月)?(?:\d{1,2}\s?日)?|\d{1,2}\s?[—–~～-]\s?\d{1,2}\s?月|\d{1,2}\s?月(?:\d{1,2}\s?日|底|份)?|\d{1,2}\s?日(?!均)|"
    r"〔\d{4}〕\s?(?:\d+号)?|\d+号|(?:第|附表|附件|图|表|专栏)\s?\d+|[（(]\d+[)）]|[A-Za-z][A-Za-z/_.# -]*\d[A-Za-z0-9./-]*|\d+[A-Za-z][A-Za-z0-9]*|\d{4}\s?[—–~～-]\s?\d{4}"
)
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


@frozen
class Number:
    """A number in a text.

    Attributes:
        start: where it begins.
        end: where its unit ends.
        text: number and unit as written.
        number: its value.
        places: decimals written.
        unit: the unit as written; empty where none is.
        digits_end: where the digits end.
        comma: whether thousands are parted.
    """

    start: int
    end: int
    text: str
    number: Decimal
    places: int
    unit: str
    digits_end: int
    comma: bool


def numbers_in(text: str) -> Iterator[Number]:
    """Yield the numbers in *text* that can be figures; dates, ordinals and names are none."""
    plain = text.translate(_WIDE)
    dates = [(found.start(), found.end()) for found in _DATE.finditer(plain)]
    for found in _NUMBER.finditer(plain):
        start, digits_end = found.start(), found.end("number")
        if any(a < digits_end and start < b for a, b in dates):
            continue
        digits = found["number"].rstrip(",")
        digits_end = start + len(digits)
        unit = found["unit"] or ""
        end = found.end() if unit else digits_end
        yield Number(
            start,
            end,
            text[start:end],
            Decimal(digits.replace(",", "")),
            len(digits.partition(".")[2]),
            unit,
            digits_end,
            "," in digits,
        )


def equals(item: Number, value: object, kind: Kind, display: DisplayProfile) -> bool:
    """Whether a figure's exact value, rounded as *item* is written, is its number; the sign is left to words."""
    if isinstance(value, Amount):
        return item.unit in MONEY and _rounds(item, value.to(MONEY[item.unit]), display)
    if isinstance(value, Rate):
        return item.unit in {"％", "%"} and _rounds(item, value.in_percent, display)
    if isinstance(value, Points):
        return item.unit == "个百分点" and _rounds(item, value.number, display)
    if isinstance(value, int) and kind is Kind.DAYS:
        return item.unit in {"天", "日"} and not item.places and item.number == value
    if isinstance(value, int):
        return item.unit in _COUNTERS and not item.places and item.number == value
    return False


def _rounds(item: Number, exact: Any, display: DisplayProfile) -> bool:  # noqa: ANN401 - a Decimal or a Fraction
    policies = {display.rounding, RoundingPolicy.HALF_UP}
    return any(item.number == abs(round_decimal(exact, item.places, p)) for p in policies)


def figures_equal(item: Number, report: Report) -> tuple[Figure, ...]:
    """Return the single-valued figures that a number equals."""
    display = report.profile.display
    return tuple(
        figure
        for figure in report.figures.values()
        if not isinstance(figure.value, (tuple, Mapping))
        and figure.value is not None
        and equals(item, figure.value, figure.kind, display)
    )


def normal(text: str) -> str:
    """Return *text* without what no one means by it: spaces, width of digits and signs, thousands commas."""
    plain = text.translate(_WIDE).replace("％", "%").replace("，", ",")
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    return re.sub(r"\s", "", plain)
