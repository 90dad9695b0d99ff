"""What findings there are: each code declared once, with its grade and its texts; a call fills the fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from string import Formatter

from attrs import field, frozen

from investtrack.findings.finding import Finding, Grade
from investtrack.values.cell import CellRef
from investtrack.values.lookalike import difference


CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a code looks like."""
_TEXTS = ("message", "found", "expected", "mend")


@frozen(kw_only=True)
class Variant:
    """One finding in other words, or of another grade; what is None is as the kind has it.

    Attributes:
        when: when it is so, in English; for the reference page.
        grade: how grave.
        message: the sentence.
        found: what stands there.
        expected: what should.
        mend: how to mend it.
    """

    when: str = ""
    grade: Grade | None = None
    message: str | None = None
    found: str | None = None
    expected: str | None = None
    mend: str | None = None


_AS_DECLARED = Variant()


@frozen(kw_only=True)
class FindingKind:
    """All that is the same in every finding of one code.

    The texts are Chinese, with fields in braces: ``“{name}”的{label}为负数``.

    Attributes:
        code: stable code, small letters and hyphens.
        grade: how grave.
        title: short Chinese name, such as 金额为负数.
        meaning: what it means, in English, for the reference page.
        message: the sentence.
        found: what stands there.
        expected: what should.
        mend: how to mend it.
        variants: name → the same in other words or of another grade.
    """

    code: str = field()
    grade: Grade
    title: str
    meaning: str
    message: str
    found: str = ""
    expected: str = ""
    mend: str = ""
    variants: Mapping[str, Variant] = field(factory=dict)

    @code.validator
    def _check(self, _: object, code: str) -> None:
        if not CODE.fullmatch(code):
            raise ValueError(f"a code is words of small letters with hyphens, not {code!r}")

    @property
    def name(self) -> str:
        """The code: what it is called among all that plugins offer."""
        return self.code

    @property
    def label(self) -> str:
        """The title: its Chinese name among all that plugins offer."""
        return self.title

    @property
    def grades(self) -> tuple[Grade, ...]:
        """The grades it can have, its own first."""
        others = (variant.grade for variant in self.variants.values())
        return tuple(dict.fromkeys((self.grade, *filter(None, others))))

    def texts(self, variant: str = "") -> tuple[str, str, str, str]:
        """Return message, found, expected and mend of *variant*, fields not yet filled."""
        chosen = self.variants[variant] if variant else _AS_DECLARED
        own, said = (self.message, self.found, self.expected, self.mend), (
            chosen.message, chosen.found, chosen.expected, chosen.mend,
        )  # fmt: skip
        message, found, expected, mend = (
            mine if text is None else text for mine, text in zip(own, said, strict=True)
        )
        return message, found, expected, mend

    def fields(self, variant: str = "") -> frozenset[str]:
        """Return the names of the fields that *variant* must be given."""
        return frozenset().union(*map(fields_of, self.texts(variant)))


@lru_cache(maxsize=2048)
def fields_of(text: str) -> frozenset[str]:
    """Return the names in braces of a text; a field is a plain name, so that no text reaches into an object."""
    names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    if wrong := [name for name in names if not name.isidentifier()]:
        raise ValueError(f"a field is a plain name, not {wrong[0]!r}: {text}")
    return frozenset(names)


_Form = tuple[frozenset[str], Grade, tuple[str, str, str, str]]
"""What all findings of one code and variant share: their fields, grade and texts."""


class Catalogue:
    """The kinds of finding that a program, or a plugin, makes; the one way to make a finding."""

    def __init__(self, kinds: Iterable[FindingKind]) -> None:
        """Hold *kinds*.

        Raises:
            ValueError: two have one code, or a text has a field that is no plain name.
        """
        self._kinds: dict[str, FindingKind] = {}
        self._forms: dict[tuple[str, str], _Form] = {}
        for kind in kinds:
            if kind.code in self._kinds:
                raise ValueError(f"{kind.code} is declared twice")
            for variant in ("", *kind.variants):
                kind.fields(variant)
            self._kinds[kind.code] = kind

    def __iter__(self) -> Iterator[FindingKind]:
        return iter(self._kinds.values())

    def __len__(self) -> int:
        return len(self._kinds)

    def __contains__(self, code: object) -> bool:
        return code in self._kinds

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, in the order declared."""
        return tuple(self._kinds)

    def __getitem__(self, code: str) -> FindingKind:
        """Return the kind of that code.

        Raises:
            LookupError: it is not declared; the nearest code is named.
        """
        found = self._kinds.get(code)
        if found is None:
            raise LookupError(f"no finding {code!r} is declared{near(code, self._kinds)}")
        return found

    def make(
        self,
        code: str,
        place: CellRef,
        /,
        *,
        variant: str = "",
        related: tuple[CellRef, ...] = (),
        **fields: object,
    ) -> Finding:
        """Return the finding *code* at *place*, its texts filled with *fields*.

        Args:
            code: a code of this catalogue.
            place: the cell, or the row or sheet where no one cell is meant.
            variant: which of its variants, none by default.
            related: further cells that take part.
            fields: exactly the fields that the texts name; an amount is written out in 万元.

        Raises:
            LookupError: the code or the variant is not declared.
            TypeError: a field is missing, or one is given that no text names.
        """
        form = self._forms.get((code, variant))
        if form is None:
            form = self._forms[code, variant] = self._form(code, variant)
        wanted, grade, texts = form
        if wanted != fields.keys():
            lacking, spare = sorted(wanted - fields.keys()), sorted(fields.keys() - wanted)
            raise TypeError(f"{code} {variant}: lacks {lacking}, has no text for {spare}")
        message, found, expected, mend = [text.format_map(fields) for text in texts]
        if found and expected and (unseen := difference(found, expected)):
            message += f"（两者看上去相同，{unseen}）"
        return Finding(code, grade, message, place, found, expected, mend, related)

    def _form(self, code: str, variant: str) -> _Form:
        kind = self[code]
        if variant and variant not in kind.variants:
            raise LookupError(f"{code} has no variant {variant!r}{near(variant, kind.variants)}")
        grade = kind.variants[variant].grade if variant else None
        return kind.fields(variant), grade or kind.grade, kind.texts(variant)


def near(written: str, known: Iterable[str]) -> str:
    """Return a clause that names what *written* may be meant for, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - few runs need it

    found = get_close_matches(written, list(known), 1)
    return f"; is {found[0]!r} meant?" if found else ""
