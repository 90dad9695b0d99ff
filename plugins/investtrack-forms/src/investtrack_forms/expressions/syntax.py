"""What stands between double braces: a name, what is taken of it, and how it is to be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from investtrack.values.amount import Unit
from investtrack.values.units import money_unit


class FormSyntaxError(ValueError):
    """A placeholder, marker or condition is written wrongly; the message says how, in Chinese."""


_OPEN, _CLOSE = re.compile(r"\{\{|｛｛"), re.compile(r"\}\}|｝｝")  # full-width braces count too

_LATIN_UNITS = {"yuan": Unit.YUAN, "wan": Unit.WAN, "yi": Unit.YI}
_MANNERS = {
    "文本": "text", "text": "text", "语句": "words", "words": "words", "日期": "date", "date": "date",
    "百分数": "percent", "percent": "percent",
}  # fmt: skip
_ABSENT = {"空": "", "blank": "", "待补": "【待补】", "pending": "【待补】"}
_PLACES = re.compile(r"(\d)(?:位|位小数)?")
_DATE_PATTERN = re.compile(r"(?=.*[ymd])[ymd年月日./\-]+", re.IGNORECASE)
_FUNCTIONS = {
    "sum": "sum", "合计": "sum", "小计": "sum", "rate": "rate", "比率": "rate", "count": "count", "个数": "count",
    "max": "max", "最大": "max", "min": "min", "最小": "min", "names": "names", "名单": "names",
}  # fmt: skip
_ARGUMENTS = {
    "sum": (1, 1),
    "rate": (2, 2),
    "count": (0, 0),
    "max": (1, 1),
    "min": (1, 1),
    "names": (0, 1),
}
_CALL = re.compile(r"(?:(?P<region>[^().]+)\.)?(?P<name>[^().\[\]]+)\((?P<inside>.*)\)", re.DOTALL)
_NAME = re.compile(
    r"(?P<name>[^\[\]［］|\s]+(?:\s+[^\[\]［］|\s]+)*+)(?P<keys>(?:\s*[\[［][^\[\]［］]*[\]］])*)\s*"
)
_NARROW = str.maketrans("（），［］", "(),[]")
MAX_PLACES = 9


@frozen
class Options:
    """How a value is to be shown.

    Attributes:
        unit: unit of money; None: the form's.
        places: decimals; None: what the cell's format shows, or the exact number in text.
        manner: ``text``, ``words``, ``date``, ``percent``, or empty: as the cell wants it.
        pattern: how a date is written as text, such as ``yyyy.m``.
        absent: what stands where there is no value; None: the form's.
    """

    unit: Unit | None = None
    places: int | None = None
    manner: str = ""
    pattern: str = ""
    absent: str | None = None


@frozen
class Expression:
    """One placeholder, read.

    Attributes:
        text: as written.
        name: the figure, field or word it names; the field of a sum.
        keys: what is taken of a series, in brackets.
        function: ``sum``, ``rate``, ``count`` …, or empty.
        arguments: what the function takes.
        region: the name of the repeated rows a function is over; empty: those it stands in or the only ones.
        options: how it is shown.
    """

    text: str
    name: str = ""
    keys: tuple[str, ...] = ()
    function: str = ""
    arguments: tuple[Expression, ...] = ()
    region: str = ""
    options: Options = Options()

    @property
    def label(self) -> str:
        """What is asked, without how it is shown."""
        if self.function:
            inside = ", ".join(argument.label for argument in self.arguments)
            return f"{self.region + '.' if self.region else ''}{self.function}({inside})"
        return self.name + "".join(f"[{key}]" for key in self.keys)


@frozen
class Pieces:
    """A text with placeholders in it.

    Attributes:
        parts: texts and expressions in order.
        spans: where each expression stands in the text.
    """

    parts: tuple[str | Expression, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """The expressions, in order."""
        return tuple(part for part in self.parts if isinstance(part, Expression))

    @property
    def whole(self) -> Expression | None:
        """The one expression that is all of the text; None where there is more."""
        told = [part for part in self.parts if isinstance(part, Expression) or part.strip()]
        return told[0] if len(told) == 1 and isinstance(told[0], Expression) else None


def enclosed(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str]
) -> Iterator[tuple[int, str, int]]:
    """Yield start, inside and end of what stands between *opening* and the next *closing*, however many are never closed."""
    at = 0
    while (first := opening.search(text, at)) and (last := closing.search(text, first.end())):
        yield first.start(), text[first.end() : last.start()], last.end()
        at = last.end()


def parse_text(text: str) -> Pieces | None:
    """Return *text* in pieces; None where it has no placeholder.

    Raises:
        FormSyntaxError: a placeholder is wrongly written or never closed.
    """
    parts: list[str | Expression] = []
    spans: list[tuple[int, int]] = []
    end = 0
    for start, inside, finish in enclosed(text, _OPEN, _CLOSE):
        parts += [text[end:start], parse_expression(inside)]
        spans.append((start, finish))
        end = finish
    rest = text[end:]
    if "{{" in rest or "｛｛" in rest:
        raise FormSyntaxError("有“{{”而没有“}}”")
    if not spans:
        return None
    parts.append(rest)
    return Pieces(tuple(part for part in parts if part != ""), tuple(spans))


def parse_expression(text: str) -> Expression:
    """Return the expression written as *text*, without braces.

    Raises:
        FormSyntaxError: it is wrongly written.
    """
    head, *options = re.split(r"[|｜]", text.strip())
    head = head.strip()
    if not head:
        raise FormSyntaxError("占位符是空的")
    shown = _options(options)
    call = _CALL.fullmatch(head.translate(_NARROW))
    if call is not None and call["name"].strip() in _FUNCTIONS:
        return _call(text.strip(), call, shown)
    name, keys = _named(head)
    return Expression(text.strip(), name, keys, options=shown)


def unquoted(text: str) -> str:
    """Return *text* without the pair of quotation marks around all of it; those of a name itself stay."""
    for opening, closing in ('""', "''", "“”"):
        if text.startswith(opening) and text.find(closing, 1) == len(text) - 1 > 0:
            return text[1:-1]
    return text


def _named(head: str) -> tuple[str, tuple[str, ...]]:
    found = _NAME.fullmatch(head)
    if found is None:
        raise FormSyntaxError(f"看不懂“{head}”")
    keys = tuple(
        unquoted(key.strip()) for key in re.findall(r"[\[［]([^\[\]［］]*)[\]］]", found["keys"])
    )
    return found["name"].strip(), keys


def _call(text: str, found: re.Match[str], options: Options) -> Expression:
    name = found["name"].strip()
    function = _FUNCTIONS[name]
    written = [part.strip() for part in found["inside"].split(",") if part.strip()]
    least, most = _ARGUMENTS[function]
    if not least <= len(written) <= most:
        raise FormSyntaxError(f"“{name}”括号里应有{least}个字段，写了{len(written)}个")
    arguments = tuple(Expression(part, *_named(part)) for part in written)
    first = arguments[0] if arguments else Expression("")
    return Expression(
        text, first.name, first.keys, function, arguments, (found["region"] or "").strip(), options
    )


def _options(written: list[str]) -> Options:
    unit: Unit | None = None
    places: int | None = None
    manner = pattern = ""
    absent: str | None = None
    for raw in written:
        option = raw.strip()
        if named := _LATIN_UNITS.get(option) or money_unit(option):
            unit = named
        elif found := _PLACES.fullmatch(option):
            places = int(found[1])
        elif option in _MANNERS:
            manner = _MANNERS[option]
        elif option in _ABSENT:
            absent = _ABSENT[option]
        elif option.startswith(("缺=", "default=")):
            absent = option.partition("=")[2]
        elif _DATE_PATTERN.fullmatch(option):
            pattern = option.lower()
        else:
            raise FormSyntaxError(
                f"不认识的写法“{option}”（可用：元、万元、亿元、几位小数如 2、文本、语句、日期、yyyy.m、空、待补、缺=文字）"
            )
    return Options(unit, places, manner, pattern, absent)
