"""What is hidden, and what stands in its place: the same in every file of a run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, columns
from investtrack.model.ledger import INFO_SHEET, Ledger
from investtrack.values.text_width import folded, half_width


class Hidden(StrEnum):
    """A kind of what is hidden; the value is the Chinese word its stand-ins begin with."""

    PERSON = "人员"
    PROJECT = "项目"
    UNIT = "单位"


HIDDEN_CONTACT = "（已遮盖）"
"""Stands for a telephone, an identity number or an address of mail."""

_LEAST = 2
_UNITS = ("owner", "investor")
_CODES = ("code", "library_code", "credit_code")
_CONTACT = re.compile(
    r"(?<![0-9])(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|\(?0\d{2,3}(?:\) ?|[-—]| )\d{7,8}(?:[-—]\d{1,4})?"
    r"|\d{17}[\dXx])(?![0-9])"
    r"|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"
)


_SHORT = re.compile(r"[\u4e00-\u9fff]{2,4}")
_BLANKS = re.compile(r"[ \u3000]+")


@frozen
class StandIns:
    """What stands for what.

    Attributes:
        names: a name or code as it is written → its stand-in.
        unsafe: names that are words of the ledger itself too, such as a header; they are left as they are.
    """

    names: Mapping[str, str]
    unsafe: tuple[str, ...] = ()
    _pattern: re.Pattern[str] | None = None

    def in_text(self, text: str) -> str:
        """Return *text* with every name and contact hidden; the longest name goes first."""
        for first, last, word in reversed(self.spans(text)):
            text = f"{text[:first]}{word}{text[last:]}"
        return text

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Return where something is to be hidden in *text*, ascending: first, last, what stands there then."""
        found = []
        if self._pattern is not None:
            found = [(*m.span(), self._stands_for(m[0])) for m in self._pattern.finditer(text)]
        taken = [(first, last) for first, last, _ in found]
        for match in _CONTACT.finditer(half_width(text)):
            if not any(match.start() < last and first < match.end() for first, last in taken):
                found.append((*match.span(), HIDDEN_CONTACT))
        return sorted(found)

    def _stands_for(self, written: str) -> str:
        return self.names.get(written) or self.names[_BLANKS.sub("", written)]

    def left_in(self, text: str) -> str:
        """Return a name that *text* still holds; empty where none is."""
        found = self._pattern.search(text) if self._pattern is not None else None
        return found[0] if found else ""


def stand_ins(
    ledgers: Iterable[Ledger], people: Iterable[str] = (), *, kept: Iterable[Hidden] = ()
) -> StandIns:
    """Return what stands for the names and codes of *ledgers*, numbered in the order in which they come.

    Args:
        ledgers: the ledgers.
        people: further people, such as those of columns that a ledger does not know.
        kept: kinds that are not hidden.
    """
    kept = set(kept)
    names: dict[str, str] = {}
    counts = dict.fromkeys(Hidden, 0)
    ledgers = list(ledgers)
    known = {folded(word) for ledger in ledgers for word in _words(ledger)}
    unsafe = []
    wanted = [
        *(each for ledger in ledgers for each in _named(ledger)),
        *((Hidden.PERSON, name) for name in people),
    ]
    for kind, name in ((kind, written.strip()) for kind, written in wanted):  # as in running text
        if kind in kept or name in names or len(name) < _LEAST:
            continue
        if folded(name) in known:
            unsafe.append(name)
            continue
        counts[kind] += 1
        names[name] = f"{kind.value}{counts[kind]}"
    if Hidden.PROJECT not in kept:
        for number, code in enumerate(
            dict.fromkeys(code for ledger in ledgers for code in _codes(ledger)), 1
        ):
            names.setdefault(code, _code_like(code, number))
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(map(_as_written, longest_first))) if names else None
    return StandIns(names, tuple(dict.fromkeys(unsafe)), pattern)


def _as_written(name: str) -> str:
    """Return the pattern of a name; the signs of a short one, as a person has, stand apart in many a table: 李 四."""
    return "[ \u3000]*".join(name) if _SHORT.fullmatch(name) else re.escape(name)


def _named(ledger: Ledger) -> Iterator[tuple[Hidden, str]]:
    """Yield what is hidden: projects, firms and who builds and invests, people; an office that answers for projects is not."""
    offices = {getattr(record, "responsible_unit", None) for record in _records(ledger)}
    for sheet in ledger.sheets:
        people = [each.key for each in columns(sheet.record) if each.kind is CellKind.NAMES]
        for record in getattr(ledger, sheet.attribute) or ():
            if name := getattr(record, "name", None):
                yield Hidden.UNIT if hasattr(record, "credit_code") else Hidden.PROJECT, name
            for key in _UNITS:
                if (unit := getattr(record, key, None)) and unit not in offices:
                    yield Hidden.UNIT, unit
            for key in people:
                yield from ((Hidden.PERSON, person) for person in getattr(record, key) or ())


def _codes(ledger: Ledger) -> Iterator[str]:
    for record in _records(ledger):
        for key in _CODES:
            code = getattr(record, key, None)
            if code and len(code) > _LEAST:
                yield code


def _records(ledger: Ledger) -> Iterator[object]:
    for sheet in ledger.sheets:
        yield from getattr(ledger, sheet.attribute) or ()


def _words(ledger: Ledger) -> Iterator[str]:
    """Yield the words a ledger is made of: sheets, headers, choices; a name equal to one cannot be told from it."""
    yield INFO_SHEET
    for sheet in ledger.sheets:
        yield from (sheet.name, *sheet.synonyms)
        for column in columns(sheet.record):
            yield from (column.label, *column.synonyms)
            yield from (str(choice.value) for choice in column.choices or ())


def _code_like(code: str, number: int) -> str:
    """Return a code of the same shape: its first four signs, and the number in place of its other digits."""
    digits = sum(char.isdigit() for char in code[4:])
    own = iter(str(number).zfill(digits)[-digits:] if digits else "")
    return code[:4] + "".join(next(own) if char.isdigit() else char for char in code[4:])
