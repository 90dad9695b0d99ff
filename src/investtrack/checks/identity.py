"""Which names are one project's, and which never are: phases, lots, numbers, directions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from attrs import field, frozen

from investtrack.metrics.ledger_view import normal_name
from investtrack.values.numerals import whole_number


_KIND_GROUP = 2


_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10,
}  # fmt: skip
_NUMBER = (
    r"(?:(?<![0-9])[0-9]++|(?<![零〇一二三四五六七八九十百])[零〇一二三四五六七八九十百]++"
    r"|(?<![A-Z])[IVX]+(?![A-Z])|(?<![A-Z])[A-Z](?![A-Z]))"
)
# 期间, 标准, 批发 and their like are words of their own.
_PART = re.compile(
    rf"第?({_NUMBER})(期(?![间限货权末初])|标段|标(?![准志杆识的])|批次|批(?![发准复])|阶段)"
)
_BRACKETED = re.compile(rf"\(({_NUMBER})\)")
_COUNTED = re.compile(rf"[0-9]+(?:\.[0-9]+)?|{_NUMBER}")
_SIGNS = re.compile(r"[()\[\]{}<>《》〈〉「」『』“”‘’\"'·•,，、。.;；:：_\-—–~/\\|#]+")
_KINDS = {"标": "标段", "批次": "批"}
# Either of two in place of the other makes another project: 河东大桥, 河西大桥.
_OPPOSED = frozenset("东西南北中上下左右内外前后新老甲乙丙丁大小")


@frozen
class Identity:
    """A project's name as far as it tells one project from another.

    Attributes:
        base: the name with width, spaces, marks, brackets and signs folded, and its parts taken out.
        parts: phases, lots and batches (分期、标段、批次), such as ``期2``; never merged.
    """

    base: str
    parts: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What two spellings of one project share."""
        return self.base, self.parts


def identity_of(name: str) -> Identity:
    """Return the identity of a project's *name*: 青山花园(二期), 青山花园Ⅱ期 and ★青山花园 2期 are one."""
    parts: list[str] = []

    def take(found: re.Match[str]) -> str:
        kind = found[2] if found.lastindex == _KIND_GROUP else "号"
        parts.append(f"{_KINDS.get(kind, kind)}{_number(found[1])}")
        return ""

    text = normal_name(name).upper()
    text = _BRACKETED.sub(take, _PART.sub(take, text))
    return Identity(_SIGNS.sub("", text), tuple(sorted(parts)))


def may_be_one(one: Identity, other: Identity) -> bool:
    """Whether two names could be one project's: no phase, lot, number or direction tells them apart."""
    if one.parts != other.parts or _numbers(one.base) != _numbers(other.base):
        return False
    here, there = _opposed(one.base), _opposed(other.base)
    return not (here - there and there - here)


def _numbers(base: str) -> Counter[str]:
    return Counter(_number(found[0]) for found in _COUNTED.finditer(base))


def _opposed(base: str) -> Counter[str]:
    return Counter(char for char in base if char in _OPPOSED)


def _number(text: str) -> str:
    """Return a numeral, Arabic, Roman or Chinese, as Arabic digits; a letter as it is."""
    if text in _ROMAN:
        return str(_ROMAN[text])
    number = whole_number(text)
    return text.lstrip("0") or text if number is None else str(number)


@frozen
class ProjectNames:
    """The names of a county's projects, aliases of its profile resolved.

    Attributes:
        aliases: other name of a project → its name in 项目台账.
    """

    aliases: Mapping[str, str]
    _real: Mapping[tuple[str, tuple[str, ...]], Identity] = field(init=False)

    @_real.default
    def _resolved(self) -> Mapping[tuple[str, tuple[str, ...]], Identity]:
        return {identity_of(alias).key: identity_of(real) for alias, real in self.aliases.items()}

    def identity(self, name: str) -> Identity:
        """Return the identity of *name*, or of the project it is an alias of."""
        found = identity_of(name)
        return self._real.get(found.key, found)
