"""JSON laid out as it is made: an object of Python for each cell of a large page would be most of its time and room."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

from investtrack_html.texts import text_of


NULL = "null"
_MOST_KNOWN = 1 << 17


class Laid(Iterator[str]):
    """A list that is JSON already: some items at a time, with commas between them."""

    def __init__(self, items: Iterable[str]) -> None:
        self._items = iter(items)

    def __next__(self) -> str:
        return next(self._items)


def items_of(items: Iterator[Any]) -> list[Any]:
    """Return *items* as data, whether they are JSON already or not."""
    if isinstance(items, Laid):
        return [each for some in items for each in json.loads(f"[{some}]")]
    return [*items]


def quoted(text: str) -> str:
    """Return a text as JSON, signs beyond ASCII as they are."""
    return encode_basestring(text)


def of_texts(texts: Iterable[str]) -> str:
    """Return a list of texts as JSON."""
    return f"[{','.join(map(encode_basestring, texts))}]"


def of_numbers(numbers: Iterable[str]) -> str:
    """Return a list of whole numbers, each told already, as JSON."""
    return f"[{','.join(numbers)}]"


class Members(dict[str | None, str]):
    """Text → the member of an object that says it, a comma before; nothing of what is empty. Made once of each text.

    Args:
        key: the member's key.
    """

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = f",{quoted(key)}:"

    def __missing__(self, text: str | None) -> str:
        if len(self) > _MOST_KNOWN:
            self.clear()
        self[text] = made = f"{self._key}{quoted(text)}" if text else ""
        return made


class Values:
    """What fields say, as JSON, by the identity of what they hold: what is equal in a ledger is one object as a rule."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}
        self._held: list[object] = []  # so that nothing else gets the identity of what was told

    def told(self, values: Sequence[object]) -> list[str]:
        """Return the text of each of *values*, quoted; null of what says nothing."""
        known = self._known
        if len(known) > _MOST_KNOWN:
            known.clear()
            self._held.clear()
        found: list[Any] = [*map(known.get, map(id, values))]
        for place in [
            place for place, text in enumerate(found) if text is None
        ]:  # as a rule few are new
            found[place] = self._new(values[place])
        return found

    def _new(self, value: object) -> str:
        text = self._known.get(id(value))
        if text is None:
            text = self._known[id(value)] = _told(value)
            self._held.append(value)
        return text

    def one(self, value: object) -> str:
        """Return the text of one value."""
        return self._known.get(id(value)) or self._new(value)


_TEXT = {str, type(None)}


def of_field(values: Sequence[Any], known: Values) -> Sequence[str]:
    """Return the text of each value of a field; texts are not kept, for most stand in one row alone."""
    empty = values.count(None)
    if empty == len(values):
        return [NULL] * empty
    if type(next(value for value in values if value is not None)) is str and {*map(type, values)} <= _TEXT:  # fmt: skip
        if empty or "" in values:
            return [encode_basestring(value) if value else NULL for value in values]
        return [*map(encode_basestring, values)]
    return known.told(values)


def _told(value: object) -> str:
    text = text_of(value)
    return NULL if text is None else encode_basestring(text)


def without_empty_end(items: str) -> str:
    """Return the items of a list without what is null at its end."""
    while items.endswith(f",{NULL}"):
        items = items[: -len(NULL) - 1]
    return "" if items == NULL else items
