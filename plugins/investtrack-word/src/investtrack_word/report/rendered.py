"""What a template prints: text that still knows which figure it states, and how."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import field, frozen

from investtrack.input_limits import TEMPLATE_TEXT
from investtrack.metrics.figure import Figure
from investtrack.values.amount import Amount


class TemplateRunError(Exception):
    """What a template asks for cannot be done, or has no end; says what, in Chinese."""


class UnknownTagError(Exception):
    """A template names a figure that does not exist. Never leaves this plugin."""


_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(
    "(?:(?<![ \t\u3000])[ \t\u3000]++)?[\n\r\x0b\x0c\x85\u2028\u2029]+[ \t\u3000]*"
)
_AFTER_STOP = re.compile("(?<=[，。；、：！？,.;:!?（(])\n")


def printable(text: str) -> str:
    """Return *text* as it stands within a sentence: in one line, without the characters that no XML may hold.

    Lines of a cell become clauses: a semicolon between them where the line before ends without a stop.
    """
    if text.isprintable():  # no line end, no control, nothing that no XML may hold
        return text
    lines = _LINE_END.sub("\n", _UNPRINTABLE.sub("", text)).strip("\n")
    return _AFTER_STOP.sub("", lines).replace("\n", "；")


@frozen(eq=False)
class RenderedValue:
    """A printed figure.

    Attributes:
        text: as printed.
        figure: id of the figure, of a fact such as ``as_of``, or of an annex column.
        filter_name: the filter that worded it; empty for the plain wording.
        options: the filter's arguments: positions, then names.
        key: which row or part of the figure, where it has several.
        value: the exact value.
        source: the record and the fields it was read from, where no figure says so.
        note: the definition, where no figure has one.
    """

    text: str = field(converter=printable)
    figure: str
    filter_name: str = ""
    options: tuple[tuple[object, ...], dict[str, object]] = ((), {})
    key: str = ""
    value: object = None
    source: tuple[Any, tuple[str, ...]] | None = field(default=None, repr=False)
    note: str = ""

    def __str__(self) -> str:
        return self.text


@frozen(eq=False)
class Joined:
    """Several things printed one after another, as the filter ``join`` makes them."""

    parts: tuple[object, ...]
    size: int = field(init=False)
    """Signs and values it comes to, those of what is joined within it counted each time."""

    def __attrs_post_init__(self) -> None:
        size = sum(
            part.size if isinstance(part, Joined) else len(part) if isinstance(part, str) else 1
            for part in self.parts
        )
        if size > TEMPLATE_TEXT:
            raise TemplateRunError("一段文字拼得太长")
        object.__setattr__(self, "size", size)


@frozen(eq=False)
class Item:
    """One value of a figure that has several: a cell of a list's row, a part of a series."""

    figure: Figure
    key: str
    value: object


@frozen(eq=False)
class Row:
    """One row of a list figure; its fields are read as attributes."""

    figure: Figure
    number: int
    fields: Mapping[str, object]

    @property
    def key(self) -> str:
        """What names the row: its name, else its number."""
        return str(self.fields.get("code") or self.fields.get("name") or self.number)

    def get(self, name: str) -> Item:
        """Return one field.

        Raises:
            UnknownTagError: the rows have no such field.
        """
        if name not in self.fields:
            raise UnknownTagError(f"{self.figure.id}[].{name}")
        return Item(self.figure, f"{self.key}/{name}", self.fields[name])


class Node:
    """A figure id, or the beginning of one, in the namespace of a template.

    It is false where the figure is absent, and then prints 【待补】.
    """

    __slots__ = ("children", "figure", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.figure: Figure | None = None
        self.children: dict[str, Node] = {}

    def get(self, name: str) -> Node:
        """Return the id that goes on with *name*.

        Raises:
            UnknownTagError: there is none.
        """
        found = self.children.get(name)
        if found is None:
            raise UnknownTagError(f"{self.path}.{name}")
        return found

    @property
    def value(self) -> object:
        """The figure's value, or None."""
        return None if self.figure is None else self.figure.value

    def __iter__(self) -> Iterator[object]:
        figure, value = self.figure, self.value
        if figure is None:
            return
        if isinstance(value, Mapping):
            yield from ((key, Item(figure, str(key), part)) for key, part in value.items())
        elif isinstance(value, tuple):
            yield from (Row(figure, number, row) for number, row in enumerate(value, 1))


def value_of(item: object) -> Any:  # noqa: ANN401 - a figure's value or a plain one
    """Return the exact value behind what a template names."""
    return item.value if isinstance(item, (Node, Item, RenderedValue)) else item


def comparable(item: object) -> Any:  # noqa: ANN401 - what compares with a number
    """Return the number behind an exact value: yuan, points, a fraction."""
    value = value_of(item)
    if isinstance(value, Amount):
        return value.yuan
    if isinstance(value, (tuple, Mapping)):
        return len(value)
    return getattr(value, "number", getattr(value, "fraction", value))
