"""The tag that prints a number exactly as it stands, for each figure that equals it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import field, frozen

from investtrack.metrics.figure import Figure
from investtrack.values.amount import Amount
from investtrack.values.rate import Points, Rate
from investtrack.values.rounding import RoundingPolicy, round_decimal
from investtrack.values.units import QuantityKind, QuantityUnit, money_unit
from investtrack_word.report.context import Names
from investtrack_word.report.filters import WrongFilterError, say, signed_number
from investtrack_word.report.rendered import Node
from investtrack_word.verify.figures_in_text import Number, equals


@frozen(eq=False)
class Tagged:
    """A figure, and the tag that prints the span of text from *start* to *end*."""

    figure: Figure
    tag: str
    start: int
    end: int


@frozen
class _Form:
    """A filter with its arguments, and as a template writes it."""

    filter_name: str
    written: str
    args: tuple[object, ...] = ()
    named: Mapping[str, object] = field(factory=dict)


def candidates(
    number: Number, text: str, names: Names, unit: QuantityUnit | None = None
) -> list[Tagged]:
    """Return the figures whose printing is what stands there, each with its tag.

    Args:
        number: the number.
        text: the paragraph.
        names: the report's figures.
        unit: the unit that a table's header names, for a number without one.
    """
    if "/" in (
        text[number.start - 1 : number.start],
        text[number.digits_end : number.digits_end + 1],
    ):
        return []  # a part of 6/7
    seen = number.of_unit(unit) if unit is not None and not number.unit else number
    found = []
    for figure in names.report.figures.values():
        value = figure.value
        if value is None or isinstance(value, (tuple, Mapping)):
            continue
        if equals(seen, value, figure.kind, names.display) or _is_at_least(seen, text, value):
            tagged = _tagged(figure, seen, text, names)
            if tagged is not None:
                found.append(tagged)
    return found


def _is_at_least(number: Number, text: str, value: object) -> bool:
    """Whether the text states a rate rounded down, as 以上 allows."""
    return (
        isinstance(value, Rate)
        and number.quantity.kind is QuantityKind.PERCENT
        and text[number.end :].startswith("以上")
        and number.number == round_decimal(value.in_percent, number.places, RoundingPolicy.FLOOR)
    )


_WORDS = (
    ("change", re.compile("(?:增长|下降)$")),
    ("excess", re.compile("(?:超额|缺口)$")),
    ("pace", re.compile("(?:落后|超)序时进度$")),
)


def _tagged(figure: Figure, number: Number, text: str, names: Names) -> Tagged | None:
    """Return the shortest tag that prints the text there, direction word included; None where none does."""
    made = (_try(figure, form, span, text, names) for form, span in _ways(figure, number, text))
    return next((tagged for tagged in made if tagged is not None), None)


_TURNS = {
    "快于": "慢于", "高于": "低于", "多于": "少于", "领先": "落后", "超前": "滞后", "上升": "回落", "增加": "减少",
    "提高": "降低", "上涨": "下跌", "多": "少", "超": "欠",
}  # fmt: skip
_DOWN = frozenset(_TURNS.values())
_OPPOSITE = _TURNS | {down: up for up, down in _TURNS.items()}
_TURNING = re.compile(
    rf"(?P<word>{'|'.join(sorted(_OPPOSITE, key=len, reverse=True))})"
    r"(?P<object>(?:于|序时|时间|均衡|计划|目标|全[国省市州县]|上年|去年|同期|上月|进度|任务|数|水平|平均)*)$"
)


def _turning(
    figure: Figure, number: Number, word: re.Match[str]
) -> Iterator[tuple[_Form, tuple[int, int]]]:
    """Yield forms that print a direction word written beside the number, so that it turns with the sign; none where it does not fit."""
    size = signed_number(figure.value)
    # What lies behind the planned pace is positive there.
    says_up = (word["word"] not in _DOWN) != figure.id.endswith("pace.gap")
    if not size or not _may_turn(figure) or says_up != (size > 0):
        return
    own, other = f"{word['word']}{word['object']}", f"{_OPPOSITE[word['word']]}{word['object']}"
    up, down = (own, other) if size > 0 else (other, own)
    named: dict[str, object] = {}
    if isinstance(figure.value, Amount) and number.unit not in {"", "亿元"}:
        named = {"unit": number.unit}
    elif isinstance(figure.value, Rate):
        named = {"sign": number.unit}
    said = "".join(f", {key}='{item}'" for key, item in named.items())
    forms: tuple[tuple[object, ...], ...] = ((up, down), (up, down, number.places))
    for args in forms:
        written = ", ".join(repr(item) if isinstance(item, str) else str(item) for item in args)
        yield _Form("turned", f"turned({written}{said})", args, named), (word.start(), number.end)


def _may_turn(figure: Figure) -> bool:
    """Whether a figure may be below zero: a difference, a growth, an excess, a gap."""
    return any(word in figure.id for word in ("growth", "excess", "gap", "difference", "change"))


def _ways(figure: Figure, number: Number, text: str) -> Iterator[tuple[_Form, tuple[int, int]]]:
    """Yield forms of a filter with the span each would print: with a direction word first, bare digits last."""
    value = figure.value
    for filter_name, pattern in _WORDS:
        word = pattern.search(text[: number.start])
        if word is not None:
            for form in _forms(filter_name, number):
                yield form, (word.start(), number.end)
            return  # the bare number under another word would state the contrary
    turning = _TURNING.search(text[: number.start])
    if turning is not None and isinstance(value, (Amount, Rate, Points)):
        yield from _turning(figure, number, turning)
        return
    if text[number.end :].startswith("以上"):
        yield _Form("at_least", "at_least"), (number.start, number.end + 2)
    if signed_number(value) < 0:
        return  # without its word the sign would be lost
    for filter_name in _plain_sayings(value, number.unit):
        for form in _forms(filter_name, number):
            for end in (number.end, number.digits_end):
                yield form, (number.start, end)


_MONEY_SAYINGS = {"亿元": "yi", "万元": "wan", "元": "yuan"}


def _plain_sayings(value: object, unit: str) -> tuple[str, ...]:
    if isinstance(value, Amount):
        own = _MONEY_SAYINGS.get(unit)
        return ("", own, "number") if own else ("number",)
    if isinstance(value, Rate):
        return ("", "percent", "number")
    if isinstance(value, Points):
        return ("", "points", "number")
    return ("",)


def _forms(filter_name: str, number: Number) -> Iterator[_Form]:
    """Yield ways to write a filter for a number: plain, with its decimals, with its zeros."""
    places = number.places
    if filter_name == "number":
        unit = str(money_unit(number.unit) or "")
        comma: dict[str, object] = {"comma": True} if number.comma else {}
        said = ", comma=true" if number.comma else ""
        yield _Form(filter_name, f"number('{unit}', {places}{said})", (unit, places), comma)
        zeros = f"number('{unit}', {places}, zeros=true{said})"
        yield _Form(filter_name, zeros, (unit, places), {"zeros": True, **comma})
        return
    yield _Form(filter_name, filter_name)
    if not filter_name or filter_name == "pace":
        return
    yield _Form(filter_name, f"{filter_name}({places})", (places,))
    if filter_name in {"yi", "wan", "yuan", "percent", "change"}:
        yield _Form(filter_name, f"{filter_name}({places}, zeros=true)", (places,), {"zeros": True})
    if filter_name == "change" and number.unit:
        sign = f"{filter_name}({places}, sign='{number.unit}')"
        yield _Form(filter_name, sign, (places,), {"sign": number.unit})


def _try(
    figure: Figure, form: _Form, span: tuple[int, int], text: str, names: Names
) -> Tagged | None:
    node = Node(figure.id)
    node.figure = figure
    try:
        printed = str(say(form.filter_name, node, names.display, form.args, form.named))
    except WrongFilterError:
        return None
    if printed != text[span[0] : span[1]]:
        return None
    return Tagged(
        figure, f"{{{{ {figure.id}{f'|{form.written}' if form.written else ''} }}}}", *span
    )


def fact_tags(text: str, names: Names) -> Iterator[tuple[int, int, str]]:
    """Yield the spans that state the region, the period and the as-of date, with their tags."""
    facts = names.facts
    patterns = [
        (re.escape(facts["period_label"].text), "{{ period_label }}"),
        (f"(?<=截至){re.escape(facts['as_of'].text)}", "{{ as_of }}"),
        (f"(?<!年){re.escape(facts['period'].text)}", "{{ period }}"),
    ]
    if names.report.ledger.region.name:
        # Within a name it is no place for a tag.
        patterns.append((rf"{re.escape(facts['region'].text)}(?=\d{{4}}年)", "{{ region }}"))
    taken: list[tuple[int, int]] = []
    for pattern, tag in patterns:
        for found in re.finditer(pattern, text):
            if not any(a < found.end() and found.start() < b for a, b in taken):
                taken.append(found.span())
                yield (*found.span(), tag)


_SHORTEST = 4  # a shorter breakdown or list could stand anywhere


def whole_texts(names: Names) -> list[tuple[str, Figure, str]]:
    """Return what each breakdown and list prints, with figure and tag, the longest text first; those that two print are out."""
    found: dict[str, list[tuple[Figure, str]]] = {}
    for figure in names.report.figures.values():
        if not figure.value or not isinstance(figure.value, (tuple, Mapping)):
            continue
        named = isinstance(figure.value, tuple)
        forms = [("", ())] if not named else [("names", ()), ("names", (5,)), ("some", (3,))]
        forms += [("dated", ())] if figure.id.endswith("by_date") else []
        node = Node(figure.id)
        node.figure = figure
        for filter_name, args in forms:
            said = str(say(filter_name, node, names.display, args))
            written = f"|{filter_name}" + (f"({args[0]})" if args else "") if filter_name else ""
            tags = found.setdefault(said, [])
            if not any(known is figure for known, _ in tags):
                tags.append((figure, f"{{{{ {figure.id}{written} }}}}"))
    return sorted(
        (
            (said, *tags[0])
            for said, tags in found.items()
            if len(said) >= _SHORTEST and len(tags) == 1
        ),
        key=lambda item: (-len(item[0]), item[1].id),
    )
