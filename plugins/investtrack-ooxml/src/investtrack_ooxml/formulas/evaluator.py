"""Works out a filled form's own formulas, so that what is stored beside them is right before Office opens it.

Exact, in fractions, for what forms use: arithmetic, comparison, sums, counts, rounding, conditions. What it does
not know it leaves open: the stored value is removed, never left as it was.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import define, field

from investtrack.values.rate import exact_fraction
from investtrack_ooxml.formulas.functions import Place, Value, evaluate
from investtrack_ooxml.formulas.trees import Area, CellError, FormulaNode, UnknownError, parse
from investtrack_ooxml.spreadsheet.addresses import split_address
from investtrack_ooxml.spreadsheet.cells import number_text, text_of
from investtrack_ooxml.spreadsheet.styles import tag
from investtrack_ooxml.spreadsheet.workbook import Workbook


if TYPE_CHECKING:
    from lxml.etree import _Element

_DOUBLE = Context(prec=17)


@define(eq=False)
class FormulaEvaluator:
    """The cells of every sheet, with values worked out on demand, each once."""

    book: Workbook
    cells: dict[Place, _Element] = field(factory=dict)
    columns: dict[tuple[str, int], list[int]] = field(factory=dict)
    trees: dict[Place, FormulaNode | None] = field(factory=dict)
    known: dict[Place, Value | CellError | UnknownError] = field(factory=dict)
    open: set[Place] = field(factory=set)

    def load(self) -> None:
        """Note every cell of the workbook, and the trees of its formulas."""
        for sheet in self.book.sheets:
            for cell in self.book.package.tree(sheet.part).iter(tag("c")):
                place = split_address(cell.get("r", ""))
                if place is None:
                    continue
                key = (sheet.name, *place)
                self.cells[key] = cell
                self.columns.setdefault((sheet.name, place[1]), []).append(place[0])
                formula = cell.find(tag("f"))
                if formula is not None:
                    plain = formula.get("t") is None and bool(formula.text)
                    self.trees[key] = parse(formula.text or "", sheet.name) if plain else None

    def value(self, place: Place) -> Value:
        """Return the value of the cell at *place*.

        Raises:
            CellError: it is an error, such as #DIV/0!.
            UnknownError: it cannot be worked out.
        """
        found = self.known.get(place)
        if found is None and place not in self.known:
            found = self.known[place] = self._work_out(place)
        if isinstance(found, (CellError, UnknownError)):
            raise found
        return found

    def _work_out(self, place: Place) -> Value | CellError | UnknownError:
        cell = self.cells.get(place)
        if cell is None:
            return None
        if place not in self.trees:
            return _stored(self.book, cell)
        tree = self.trees[place]
        if tree is None or place in self.open:
            return UnknownError()
        self.open.add(place)
        try:
            found: Value = evaluate(tree, self)
        except (CellError, UnknownError) as error:
            return error
        except (RecursionError, OverflowError, ValueError, TypeError):
            return UnknownError()
        else:
            return (
                Fraction(0) if found is None else found
            )  # a formula on a blank cell comes to zero
        finally:
            self.open.discard(place)

    def area(self, area: Area) -> Iterator[Place]:
        """Yield the cells of *area* that exist."""
        for column in range(area.left, area.right + 1):
            rows = self.columns.get((area.sheet, column), [])
            for row in rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]:
                yield area.sheet, row, column

    def is_subtotal(self, place: Place) -> bool:
        """Whether the cell is a subtotal, which other subtotals leave out."""
        tree = self.trees.get(place)
        return tree is not None and tree.kind == "call" and tree.text == "SUBTOTAL"


def _stored(book: Workbook, cell: _Element) -> Value | CellError:
    kind, value = cell.get("t", "n"), cell.find(tag("v"))
    if kind in {"s", "inlineStr"}:
        return text_of(book, cell) or ""
    text: str = (value.text or "") if value is not None else ""
    if not text:
        return None
    if kind == "b":
        return text == "1"
    if kind == "e":
        return CellError(text)
    return text if kind == "str" else _number(text)


def _number(text: str) -> Fraction | CellError:
    try:
        return exact_fraction(text)
    except ValueError:
        return CellError("#NUM!")


def store_values(book: Workbook) -> list[str]:
    """Store beside every formula what it comes to; return the places of those that stay open."""
    from lxml import etree

    grid = FormulaEvaluator(book)
    grid.load()
    left: list[str] = []
    for place in grid.trees:
        cell = grid.cells[place]
        old = cell.find(tag("v"))
        if old is not None:
            cell.remove(old)
        cell.attrib.pop("t", None)
        try:
            value = grid.value(place)
        except CellError as error:
            value, kind = error.code, "e"
        except UnknownError:
            left.append(f"{place[0]}!{cell.get('r')}")
            continue
        else:
            kind = "str" if isinstance(value, str) else "b" if isinstance(value, bool) else ""
        if kind:
            cell.set("t", kind)
        etree.SubElement(cell, tag("v")).text = _written(value)
    return left


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Fraction):
        return number_text(_DOUBLE.divide(Decimal(value.numerator), Decimal(value.denominator)))
    return value or ""
