"""How an answer is written: as a number or date of a cell, or as text. Text is rounded here, once."""

from __future__ import annotations

import re
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction

from attrs import frozen

from investtrack.model.profile import DisplayProfile
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.dates import DateSpan
from investtrack.values.rate import Points, Rate
from investtrack.values.rounding import round_decimal
from investtrack.wording import figure_text, number_text, percent_number, points_text, rate_text
from investtrack_forms.expressions.answers import Answer
from investtrack_forms.expressions.report_context import plain_text
from investtrack_forms.expressions.syntax import Options


# A worksheet holds doubles: 17 digits are all that one can tell apart.
_DOUBLE = Context(prec=17)
_ISO = "yyyy\\-mm\\-dd"
_DECIMALS = re.compile(r"(?<![.0#?])((?:#,##|#)?0)(?:\.[0#?]+)?")


@frozen
class CellValue:
    """What goes into a cell: a number, a day, or text; none of them: the cell stays blank.

    Attributes:
        number: the exact number, as near as a worksheet can hold it.
        day: a date.
        text: text.
        number_format: the format the cell must take on; empty: its own stays.
        said: what it is, in a listing.
    """

    number: Decimal | None = None
    day: date | None = None
    text: str | None = None
    number_format: str = ""
    said: str = ""


def as_text(  # noqa: PLR0911 - one return a kind of value
    answer: Answer, options: Options, unit: Unit, display: DisplayProfile
) -> str:
    """Return *answer*, which has a value, as text."""
    value, places = answer.value, options.places
    shown_unit = options.unit or unit
    if options.manner == "words":
        if answer.figure is not None and options.unit is None and places is None:
            return figure_text(answer.figure, display)
        return _words(value, shown_unit, display, places)
    if isinstance(value, Amount):
        return _rounded(value.to(shown_unit), places, display)
    if isinstance(value, Rate):
        sign = display.percent_sign if options.manner == "percent" else ""
        number = percent_number(
            value, display.rate_places if places is None else places, display.rounding
        )
        return (plain(number) if places is None else format(number, "f")) + sign
    if isinstance(value, Points):
        number = round_decimal(
            value.number, display.rate_places if places is None else places, display.rounding
        )
        return plain(number) if places is None else format(number, "f")
    if isinstance(value, DateSpan):
        return span_text(value, options.pattern)
    if answer.figure is not None and not isinstance(value, (int, str)):
        return figure_text(answer.figure, display)
    return plain_text(value)


def _rounded(number: Decimal, places: int | None, display: DisplayProfile) -> str:
    if places is None:
        return plain(number)
    return format(round_decimal(number, places, display.rounding), "f")


def _words(value: object, unit: Unit, display: DisplayProfile, places: int | None) -> str:
    if isinstance(value, Amount) and places is not None:
        return f"{format(round_decimal(value.to(unit), places, display.rounding), 'f')}{unit}"
    if isinstance(value, Rate):
        return rate_text(value, display, places=places)
    if isinstance(value, Points):
        return points_text(value, display)
    if isinstance(value, DateSpan):
        return value.label
    return number_text(value, unit, display) if isinstance(value, Amount) else plain_text(value)


def span_text(span: DateSpan, pattern: str = "") -> str:
    """Return *span* written by *pattern*, such as ``yyyy.m.d``; where it knows no day, by its label."""
    if not pattern or ("d" in pattern and not span.is_day) or _months(span) > 1:
        return span.label
    day = span.first
    parts = {"yyyy": f"{day.year}", "yy": f"{day.year % 100:02d}", "mm": f"{day.month:02d}", "m": f"{day.month}",
             "dd": f"{day.day:02d}", "d": f"{day.day}"}  # fmt: skip
    return re.sub("yyyy|yy|mm|m|dd|d", lambda found: parts[found[0]], pattern)


def _months(span: DateSpan) -> int:
    return (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1


def as_cell(  # noqa: C901 - one branch a kind of value
    answer: Answer, options: Options, unit: Unit, display: DisplayProfile, own_format: str
) -> CellValue:
    """Return *answer*, which has a value, as a cell of number format *own_format* holds it."""
    value = answer.value
    if options.manner in {"text", "words"} or own_format == "@":
        return CellValue(text=as_text(answer, options, unit, display))
    if isinstance(value, DateSpan):
        return _date_cell(value, options, own_format)
    number: Decimal | None = None
    wanted = options.places
    if isinstance(value, Amount):
        number = value.to(options.unit or unit)
    elif isinstance(value, Rate):
        if options.manner == "percent" and "%" not in own_format:
            places = display.rate_places if wanted is None else wanted
            return CellValue(_decimal(value.fraction), number_format=f"{_zeros(places)}%")
        number = _decimal(value.fraction if "%" in own_format else value.in_percent)
        if wanted is None and own_format == "General":
            wanted = display.rate_places
    elif isinstance(value, Points):
        number = _decimal(value.number)
        if wanted is None and own_format == "General":
            wanted = display.rate_places
    elif isinstance(value, int) and not isinstance(value, bool):
        return CellValue(Decimal(value))
    if number is None:
        return CellValue(text=as_text(answer, options, unit, display))
    return CellValue(
        number, number_format="" if wanted is None else with_places(own_format, wanted)
    )


def _decimal(number: Fraction) -> Decimal:
    return _DOUBLE.divide(Decimal(number.numerator), Decimal(number.denominator))


def _zeros(places: int) -> str:
    return "0." + "0" * places if places else "0"


def with_places(own_format: str, places: int) -> str:
    """Return *own_format* with that many decimals; empty where it has them already."""
    if own_format == "General":
        return _zeros(places)
    tail = "." + "0" * places if places else ""
    made = _DECIMALS.sub(lambda found: found[1] + tail, own_format)
    return "" if made == own_format else made


def _date_cell(span: DateSpan, options: Options, own_format: str) -> CellValue:
    from openpyxl.styles.numbers import is_date_format

    if options.pattern:
        return CellValue(text=span_text(span, options.pattern))
    dated = own_format != "General" and is_date_format(own_format)
    by_month = dated and "d" not in own_format.lower() and _months(span) == 1
    if dated and (span.is_day or by_month):
        return CellValue(day=span.first)
    if options.manner == "date" and span.is_day:
        return CellValue(day=span.first, number_format=_ISO)
    return CellValue(text=span.label)
