"""A workbook's parts: its sheets, its shared texts, its number formats."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from investtrack.errors import SourceError
from investtrack_forms.package import REL, Package


if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIRST_OWN = 164
_TRUE = {"1", "true"}


def tag(name: str) -> str:
    """Return *name* in the namespace of spreadsheets."""
    return f"{{{MAIN}}}{name}"


def local(element: _Element) -> str:
    """Return the name of *element* without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


@frozen
class SheetPart:
    """A worksheet: its name and its part."""

    name: str
    part: str


@define(slots=False, eq=False)
class Book:
    """A workbook in its parts.

    Attributes:
        package: the file.
    """

    package: Package
    _formats: dict[tuple[str, str], str] = field(factory=dict, init=False)
    _wrapping: dict[str, tuple[bool, float]] = field(factory=dict, init=False)

    @cached_property
    def root(self) -> _Element:
        """The workbook part."""
        return self.package.tree(self.package.main)

    @cached_property
    def sheets(self) -> tuple[SheetPart, ...]:
        """Its worksheets, in order; sheets of charts alone are left out."""
        relations = self.package.relations(self.package.main)
        found = []
        for element in self.root.iter(tag("sheet")):
            relation = relations.get(element.get(f"{{{REL}}}id", ""))
            if relation is not None and relation.type == "worksheet":
                found.append(SheetPart(element.get("name", ""), relation.target))
        if not found:
            raise SourceError(self.package.path, "里面没有工作表")
        return tuple(found)

    @cached_property
    def dates_from_1904(self) -> bool:
        """Whether days are counted from 1904, as old workbooks of the Macintosh do."""
        found = self.root.find(tag("workbookPr"))
        return found is not None and found.get("date1904") in _TRUE

    @cached_property
    def _strings(self) -> list[_Element]:
        parts = self.package.related(self.package.main, "sharedStrings")
        return list(self.package.tree(parts[0]).iter(tag("si"))) if parts else []

    def shared(self, index: str) -> _Element | None:
        """Return the shared text of that number."""
        try:
            return self._strings[int(index)]
        except (ValueError, IndexError):
            return None

    # -- number formats --------------------------------------------------------------------------

    @cached_property
    def _styles(self) -> _Element | None:
        parts = self.package.related(self.package.main, "styles")
        return self.package.tree(parts[0]) if parts else None

    @cached_property
    def _xfs(self) -> _Element | None:
        return self._styles.find(tag("cellXfs")) if self._styles is not None else None

    @cached_property
    def _codes(self) -> dict[str, str]:
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        codes = {str(number): code for number, code in BUILTIN_FORMATS.items()}
        if self._styles is not None:
            for element in self._styles.iter(tag("numFmt")):
                codes[element.get("numFmtId", "")] = element.get("formatCode", "General")
        return codes

    def number_format(self, style: str) -> str:
        """Return the number format of cells of *style*."""
        if self._xfs is None or not style:
            return "General"
        index = int(style)
        xf = self._xfs[index] if index < len(self._xfs) else None
        return self._codes.get(xf.get("numFmtId", "0"), "General") if xf is not None else "General"

    def wrapping(self, style: str) -> tuple[bool, float]:
        """Return whether texts of *style* wrap, and the size of their font in points."""
        if style not in self._wrapping:
            self._wrapping[style] = self._wrap(style)
        return self._wrapping[style]

    def _wrap(self, style: str) -> tuple[bool, float]:
        if self._xfs is None or self._styles is None or int(style or 0) >= len(self._xfs):
            return False, 11.0
        xf = self._xfs[int(style or 0)]
        alignment = xf.find(tag("alignment"))
        fonts = self._styles.find(tag("fonts"))
        index = int(xf.get("fontId", "0"))
        size = fonts[index].find(tag("sz")) if fonts is not None and index < len(fonts) else None
        wraps = alignment is not None and alignment.get("wrapText") in _TRUE
        return wraps, float(size.get("val", "11")) if size is not None else 11.0

    def style_with(self, style: str, number_format: str) -> str:
        """Return the style that is *style* but for its number format; made once, and added."""
        key = (style, number_format)
        if key in self._formats or self._xfs is None:
            return self._formats.get(key, style)
        made = deepcopy(self._xfs[int(style or 0)])
        made.set("numFmtId", self._format_id(number_format))
        made.set("applyNumberFormat", "1")
        self._xfs.append(made)
        self._xfs.set("count", str(len(self._xfs)))
        self._formats[key] = str(len(self._xfs) - 1)
        return self._formats[key]

    def _format_id(self, code: str) -> str:
        from lxml import etree

        for number, known in self._codes.items():
            if known == code:
                return number
        assert self._styles is not None  # noqa: S101 - only called where there are styles
        listed = self._styles.find(tag("numFmts"))
        if listed is None:
            listed = etree.Element(tag("numFmts"))
            self._styles.insert(0, listed)
        number = str(
            max([_FIRST_OWN - 1, *(int(item.get("numFmtId", "0")) for item in listed)]) + 1
        )
        etree.SubElement(listed, tag("numFmt"), numFmtId=number, formatCode=code)
        listed.set("count", str(len(listed)))
        self._codes[number] = code
        return number

    def recalculate_on_opening(self) -> None:
        """Ask the program that opens the workbook to work out every formula, and forget their old order."""
        from lxml import etree

        found = self.root.find(tag("calcPr"))
        if found is None:
            found = etree.Element(tag("calcPr"))
            names = self.root.find(tag("definedNames"))
            before = names if names is not None else self.root.find(tag("sheets"))
            assert before is not None  # noqa: S101 - a workbook has sheets
            before.addnext(found)
        found.set("fullCalcOnLoad", "1")
        for part in self.package.related(self.package.main, "calcChain"):
            self.package.drop(part)

    def formulas(self) -> Iterator[tuple[SheetPart, _Element]]:
        """Yield every formula's element with its sheet."""
        for sheet in self.sheets:
            for element in self.package.tree(sheet.part).iter(tag("f")):
                yield sheet, element
