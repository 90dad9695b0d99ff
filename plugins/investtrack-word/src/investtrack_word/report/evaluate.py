"""Evaluates a parsed template: names, conditions, loops, filters; nothing can be called and nothing reached but figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from investtrack.input_limits import TEMPLATE_STEPS, TEMPLATE_TEXT
from investtrack_ooxml.xml import escaped
from investtrack_word.report.context import Names
from investtrack_word.report.filters import say
from investtrack_word.report.rendered import (
    Item,
    Joined,
    Node,
    RenderedValue,
    Row,
    TemplateRunError,
    UnknownTagError,
    comparable,
    printable,
    value_of,
)


_MARKUP = re.compile(r"<[^<>]*>|[\x02-\x04]")
_LAST, _NEAR = 60, 24  # pieces looked back over, and signs shown
_MOST = 10**15

OPEN, MIDDLE, CLOSE = "\x02", "\x03", "\x04"
"""Marks around a printed figure: OPEN number MIDDLE text CLOSE. No XML may hold them, so no text has them."""

Tree = Sequence[Any]
"""Pieces of a template: text, or a list whose first item says what it is; JSON can hold it."""


class Rendering:
    """One rendering: what it prints, and every figure it printed, in order."""

    def __init__(self, names: Names, *, marked: bool = True) -> None:
        self.names = names
        self.marked = marked
        self.printed: list[RenderedValue] = []
        names.printed_ids = lambda: {value.figure for value in self.printed}
        self._scope: dict[str, object] = {}
        self._steps = 0
        self._room = TEMPLATE_TEXT
        self._out: list[str] = []

    def render(self, tree: Tree) -> str:
        """Return the text of *tree*.

        Raises:
            TemplateRunError: it adds what cannot be added, or comes to more than a template may.
        """
        self._out = []
        self._body(tree, self._put)
        return "".join(self._out)

    @property
    def near(self) -> str:
        """The text that was printed last, for a message to say where."""
        return " ".join(_MARKUP.sub("", "".join(self._out[-_LAST:])).split())[-_NEAR:]

    def _put(self, text: str) -> None:
        self._room -= len(text)
        if self._room < 0:
            raise TemplateRunError("模板写出的文字太多")
        self._out.append(text)

    def _body(self, tree: Tree, put: Callable[[str], object]) -> None:
        self._steps += len(tree)
        if self._steps > TEMPLATE_STEPS:
            raise TemplateRunError("模板里的循环套得太多，做不完")
        for piece in tree:
            if isinstance(piece, str):
                put(piece)
            elif piece[0] == "=":
                self._print(self._value(piece[1]), put)
            elif piece[0] == "if":
                self._if(piece, put)
            elif piece[0] == "for":
                self._for(piece, put)
            else:
                self._scope[piece[1]] = self._value(piece[2])

    def _if(self, piece: Tree, put: Callable[[str], object]) -> None:
        for condition, body in piece[1]:
            if truth(self._value(condition)):
                self._body(body, put)
                return
        self._body(piece[2], put)

    def _for(self, piece: Tree, put: Callable[[str], object]) -> None:
        _, targets, source, body, otherwise = piece
        items = list(_iterated(self._value(source)))
        if not items:
            self._body(otherwise, put)
        before = dict(self._scope)
        for number, item in enumerate(items, 1):
            values = item if len(targets) > 1 else (item,)
            self._scope.update(zip(targets, values, strict=False))
            self._scope["loop"] = {
                "index": number,
                "first": number == 1,
                "last": number == len(items),
                "length": len(items),
            }
            self._body(body, put)
        self._scope = before

    def _print(self, value: object, put: Callable[[str], object]) -> None:
        if isinstance(value, Joined):
            for part in value.parts:
                self._print(part, put)
            return
        if isinstance(value, (Node, Item)):
            value = say("", value, self.names.display)
        text = escaped(printable(str(value)))
        if isinstance(value, RenderedValue):
            self.printed.append(value)
            if self.marked:
                text = f"{OPEN}{len(self.printed) - 1}{MIDDLE}{text}{CLOSE}"
        put(text)

    def _value(self, tree: Tree) -> Any:  # noqa: ANN401, C901, PLR0911 - one branch a kind of expression
        kind = tree[0]
        if kind == "name":
            return self._name(tree[1:])
        if kind == "const":
            return tree[1]
        if kind == "filter":
            args = tuple(value_of(self._value(arg)) for arg in tree[3])
            named = {key: value_of(self._value(arg)) for key, arg in tree[4].items()}
            item = self._value(tree[1])
            return say(tree[2], item, self.names.display, args, named, self.names.filters)
        if kind == "and":
            first = self._value(tree[1])
            return self._value(tree[2]) if truth(first) else first
        if kind == "or":
            first = self._value(tree[1])
            return first if truth(first) else self._value(tree[2])
        if kind == "not":
            return not truth(self._value(tree[1]))
        if kind == "compare":
            return self._compared(tree)
        if kind == "choose":
            return self._value(tree[2] if truth(self._value(tree[1])) else tree[3])
        if kind == "defined":
            return value_of(self._value(tree[1])) is not None
        if kind == "list":
            return [self._value(item) for item in tree[1]]
        if kind == "concat":
            return Joined(tuple(self._value(item) for item in tree[1]))
        if kind == "field":
            return _field(self._value(tree[1]), value_of(self._value(tree[2])))
        return _added(value_of(self._value(tree[1])), value_of(self._value(tree[2])), kind)

    def _name(self, path: Sequence[str]) -> object:
        first, *rest = path
        found = self._scope[first] if first in self._scope else self.names.find(first)
        if found is None and first not in self._scope:
            raise UnknownTagError(first)
        for name in rest:
            found = _field(found, name)
        return found

    def _compared(self, tree: Tree) -> bool:
        left = self._value(tree[1])
        for operator, piece in tree[2]:
            right = self._value(piece)
            if not _OPERATORS[operator](left, right):
                return False
            left = right
        return True


def _added(left: object, right: object, kind: str) -> int:
    """Return the sum or difference of two whole numbers: amounts and rates are the core's to compute."""
    first, second = _counted(left), _counted(right)
    return first + second if kind == "add" else first - second


def _counted(item: object) -> int:
    if isinstance(item, bool) or not isinstance(item, int):
        said = "没有数的指标" if item is None else f"“{printable(str(item))}”"
        raise TemplateRunError(f"模板里的加减只用于个数和序号，不能用于{said}")
    if abs(item) > _MOST:
        raise TemplateRunError("模板里数的数太大")
    return item


def truth(item: object) -> bool:
    """Whether *item* counts as true: a figure where it has a value, whatever the value."""
    if isinstance(item, (Node, Item)):
        return item.value is not None
    if isinstance(item, RenderedValue):
        return bool(item.value)
    return bool(item)


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[object, object], bool]:
    def compared(left: object, right: object) -> bool:
        a, b = comparable(left), comparable(right)
        return a is not None and b is not None and bool(test(a, b))

    return compared


def _equal(left: object, right: object) -> bool:
    return bool(comparable(left) == comparable(right))


_OPERATORS: dict[str, Callable[[object, object], bool]] = {
    "eq": _equal,
    "ne": lambda left, right: not _equal(left, right),
    "gt": _ordered(lambda a, b: a > b),
    "gteq": _ordered(lambda a, b: a >= b),
    "lt": _ordered(lambda a, b: a < b),
    "lteq": _ordered(lambda a, b: a <= b),
    "in": lambda left, right: value_of(left) in (value_of(right) or ()),
    "notin": lambda left, right: value_of(left) not in (value_of(right) or ()),
}


def _field(item: object, name: Any) -> Any:  # noqa: ANN401 - whatever the field holds
    if isinstance(item, (Node, Row)):
        return item.get(name)
    if isinstance(item, Mapping) and name in item:
        return item[name]
    if isinstance(item, (list, tuple)) and isinstance(name, int) and -len(item) <= name < len(item):
        return item[name]
    raise UnknownTagError(str(name))


def _iterated(item: object) -> Any:  # noqa: ANN401 - what a loop goes over
    if isinstance(item, Mapping):
        return item.items()
    return item if isinstance(item, (Node, list, tuple)) else ()
