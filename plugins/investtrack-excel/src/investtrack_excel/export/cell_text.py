"""Cells of a table as the text a workbook's sheet holds, a column of some hundred rows at once.

What a column's cells are is asked of the whole column, not cell by cell: most columns hold one kind.
Text is always text, so that a ledger's “=1+1” is no formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from operator import attrgetter
from typing import Any

from attrs import define, field

from investtrack.values.amount import EXACT, Amount, Unit
from investtrack.values.rate import Points, Rate


# The longest text a cell holds.
_LONGEST = 32_767
_CUT = "……（一格写不下，全文见 JSON 导出）"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
# What a workbook reads as an escaped character, though the ledger says so itself.
_LIKE_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_BETWEEN = "\ue000"
_SPACE_AT_END = re.compile(rf"\s{_BETWEEN}|{_BETWEEN}\s")
_TO_WAN = -Unit.WAN.power
ROW = "\0"
"""Stands for the number of its row in what the cells of a column have in common; no text of a workbook has it."""


@define(eq=False)  # not frozen: made in thousands, and a frozen one takes twice as long
class Live:
    """A cell that is a formula, with the value that the core computed stored beside it.

    Attributes:
        formula: without its leading sign.
        value: the stored value; None is an empty text.
    """

    formula: str
    value: Any


class Once(str):
    """A text that stands in few cells: written in its cell, not among the shared strings."""

    __slots__ = ()


@define(eq=False)
class Texts:
    """Makes the text of cells.

    Attributes:
        shared: XlsxWriter's table of shared strings.
        formats: name → number of a format, for cells that differ from their column.
    """

    shared: Any
    formats: Mapping[str, int]
    _numbers: dict[str, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._numbers = self.shared.string_table

    def column(  # noqa: PLR0913 - a column, and where it stands
        self,
        values: Sequence[Any],
        rows: Sequence[str],
        start: str,
        style: int,
        formula: str,
        *,
        with_blanks: bool,
    ) -> tuple[str, tuple[Sequence[str], ...]]:
        """Return the cells of one column: what they have in common, and what differs.

        In common is a text with :data:`ROW` for the number of the row and at most one ``%s`` for what differs; it is
        empty where nothing is written at all.

        Args:
            values: what they hold: texts, amounts, rates, counts, live cells; a pair names a format too.
            rows: their one-based row numbers.
            start: what they begin with, up to the column's letters.
            style: number of their format.
            formula: the formula they share, as XML; empty where they have none.
            with_blanks: whether empty cells are written, for the border.
        """
        kinds = set(map(type, values))
        mark = f'" s="{style}"'
        if kinds == {Amount}:
            common = f"{start}{ROW}{mark}>{formula.replace('%', '%%')}<v>%s</v></c>"
            return common, (_wans(values),)
        kinds.discard(type(None))
        if not kinds and not formula:
            return (f"{start}{ROW}{mark}/>" if with_blanks else ""), ()
        blank = "/>" if with_blanks else ""
        tails = self._tails(kinds, values, formula, blank)
        if tails is None:
            tails = [self._cell(value, mark, blank and f"{mark}{blank}") for value in values]
            mark = ""
        if formula or with_blanks or "" not in tails:
            return f"{start}{ROW}{mark}%s", (tails,)
        told = zip(rows, tails, strict=True)
        return "%s", ([f"{start}{row}{mark}{tail}" if tail else "" for row, tail in told],)

    def _tails(
        self, kinds: set[type], values: Sequence[Any], formula: str, blank: str
    ) -> list[str] | None:
        """Return what follows the style of each cell, *blank* where it is empty; None where each is to be asked what it is."""
        if kinds == {Amount}:
            nothing = f' t="str">{formula}<v></v></c>' if formula else blank
            told = iter(_wans([value for value in values if value is not None]))
            return [
                f">{formula}<v>{next(told)}</v></c>" if value is not None else nothing
                for value in values
            ]
        if formula:
            if kinds <= {str}:
                kept = {value: _live(formula, value) for value in set(values)}
                return list(map(kept.__getitem__, values))
            return [_live(formula, value) for value in values]
        if kinds == {str} and (numbered := self._numbered(values, blank)) is not None:
            return list(map(numbered.__getitem__, values))
        told_by = _OWN.get(kinds.pop()) if len(kinds) == 1 else None
        if told_by is None:
            return None
        if told_by is _inline and are_plain([value for value in values if value]):
            told_by = _PLAIN_INLINE
        return [told_by(value) if value else blank for value in values]

    def _numbered(self, values: Sequence[str | None], blank: str) -> dict[str | None, str] | None:
        """Return what follows the style of a cell that holds each of *values*; None where one is not to be shared."""
        numbers = self._numbers
        found: dict[str | None, str] = {}
        for value in dict.fromkeys(values):
            if not value:
                found[value] = blank
                continue
            if value not in numbers:
                if not _is_shared(value):
                    return None
                self.shared._get_shared_string_index(value)  # noqa: SLF001 - there is no public name
            found[value] = f' t="s"><v>{numbers[value]}</v></c>'
        self.shared.count += len(values) - values.count(None)
        return found

    def _cell(self, cell: Any, mark: str, blank: str) -> str:  # noqa: ANN401
        """Return what follows the number of the row, from the style on."""
        value = cell
        if type(cell) is tuple:
            value = cell[0]
            mark = f'" s="{self.formats[cell[1]]}"'
            blank = blank and f"{mark}/>"
        if value is None or value == "":
            return blank
        if type(value) is Live:
            return f"{mark}{_formula(value)}"
        if isinstance(value, str):
            text = str(value)  # of a choice, its own
            if type(value) is Once or not _is_shared(text):
                return f"{mark}{_inline(text)}"
            number = self.shared._get_shared_string_index(text)  # noqa: SLF001 - there is no public name
            return f'{mark} t="s"><v>{number}</v></c>'
        return f"{mark}><v>{number_text(value)}</v></c>"


def _is_shared(text: str) -> bool:
    """Whether a text can stand among the shared strings: XlsxWriter takes one in <r> for markup."""
    return len(text) <= _LONGEST and not text.startswith("<r>")


def are_plain(texts: Sequence[str]) -> bool:
    """Whether *texts* stand in a workbook as they are: nothing to escape, no space at an end, none too long for a cell."""
    joined = _BETWEEN.join(("", *texts, ""))
    is_odd = _SPECIAL.search(joined) or _SPACE_AT_END.search(joined)
    return not is_odd and max(map(len, texts), default=0) <= _LONGEST


def fitting(text: str) -> str:
    """Return *text* as a cell can hold it: one that is too long ends by saying so."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def _inline(text: str) -> str:
    """Return what follows the style of a cell that holds its own text."""
    # Without the mark a reader may drop the space at either end.
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f' t="inlineStr"><is><t{space}>{escaped(fitting(text))}</t></is></c>'


def _live(formula: str, value: Any) -> str:  # noqa: ANN401 - a text or a number
    """Return what follows a formula cell's style: the formula and its stored value."""
    if value is None:
        return f' t="str">{formula}<v></v></c>'
    if isinstance(value, str):
        return f' t="str">{formula}<v>{escaped(fitting(value))}</v></c>'
    return f">{formula}<v>{number_text(value)}</v></c>"


def _formula(cell: Live) -> str:
    if type(cell.value) is Amount:
        return f"><f>{escaped(cell.formula)}</f><v>{_wan(cell.value.yuan)}</v></c>"
    return _live(f"<f>{escaped(cell.formula)}</f>", cell.value)


_PLAIN_INLINE = ' t="inlineStr"><is><t>{}</t></is></c>'.format
_OWN: Mapping[type, Callable[[Any], str]] = {Once: _inline, Live: _formula}
"""Kind of cell that says itself all that follows its style → what tells it."""


def escaped(text: str) -> str:
    """Return *text* as XML content; control characters are written as workbooks write them."""
    if not _SPECIAL.search(text):
        return text
    text = _LIKE_ESCAPED.sub("_x005F_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _wan(yuan: Decimal, scaled: Callable[[Decimal, int], Decimal] = EXACT.scaleb) -> str:
    """Return an amount in 万元 without exponent; called once a cell."""
    text = str(scaled(yuan, _TO_WAN))
    return format(scaled(yuan, _TO_WAN), "f") if "E" in text else text


def _wans(amounts: Iterable[Amount]) -> list[str]:
    """Return amounts in 万元 without exponent, a whole column at once."""
    scaled = list(map(EXACT.scaleb, map(_YUAN_OF, amounts), repeat(_TO_WAN)))
    texts = list(map(str, scaled))
    if "E" not in "".join(texts):
        return texts
    return [
        f"{number:f}" if "E" in text else text for number, text in zip(scaled, texts, strict=True)
    ]


_YUAN_OF = attrgetter("yuan")


def number_text(value: Amount | Rate | Points | int) -> str:
    """Return a value as a spreadsheet reads it: money in 万元, exact; rates as fractions."""
    if isinstance(value, Amount):
        return _wan(value.yuan)
    if isinstance(value, Rate):
        return repr(float(value.fraction))
    return repr(float(value.number)) if isinstance(value, Points) else str(value)
