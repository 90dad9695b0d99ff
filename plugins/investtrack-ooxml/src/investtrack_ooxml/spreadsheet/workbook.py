"""A workbook's parts: its sheets, its shared texts, its styles, its names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, frozen

from investtrack.errors import SourceError
from investtrack_ooxml.package import REL, Package
from investtrack_ooxml.spreadsheet.styles import TRUE, Styles, tag
from investtrack_ooxml.xml import drop


if TYPE_CHECKING:
    from lxml.etree import _Element

_OWN_PARTS = {"comments", "vmlDrawing", "threadedComment", "printerSettings"}
WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@frozen
class Worksheet:
    """A worksheet.

    Attributes:
        name: its name.
        part: its part.
        state: ``visible``, ``hidden`` or ``veryHidden``.
    """

    name: str
    part: str
    state: str = "visible"


@define(slots=False, eq=False)
class Workbook:
    """A workbook in its parts.

    Attributes:
        package: the file.
    """

    package: Package

    @cached_property
    def root(self) -> _Element:
        """The workbook part."""
        return self.package.tree(self.package.main)

    @property
    def sheets(self) -> tuple[Worksheet, ...]:
        """Its worksheets, in order; sheets of charts alone are left out.

        Raises:
            SourceError: it has none.
        """
        relationships = self.package.relationships(self.package.main)
        found = []
        for element in self.root.iter(tag("sheet")):
            relationship = relationships.get(element.get(f"{{{REL}}}id", ""))
            if relationship is not None and relationship.type == "worksheet":
                state = element.get("state", "visible")
                found.append(Worksheet(element.get("name", ""), relationship.target, state))
        if not found:
            raise SourceError(self.package.path, "里面没有工作表")
        return tuple(found)

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, those of charts too."""
        return [element.get("name", "") for element in self.root.iter(tag("sheet"))]

    @cached_property
    def dates_from_1904(self) -> bool:
        """Whether days are counted from 1904, as old workbooks of the Macintosh do."""
        found = self.root.find(tag("workbookPr"))
        return found is not None and found.get("date1904") in TRUE

    @cached_property
    def styles(self) -> Styles:
        """The formats of its cells."""
        return Styles(self.package, self.package.main)

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

    def recalculate_on_opening(self) -> None:
        """Ask the program that opens the workbook to compute every formula, and forget their old order."""
        from lxml import etree

        found = self.root.find(tag("calcPr"))
        if found is None:
            found = etree.Element(tag("calcPr"))
            self._behind_names().addnext(found)
        found.set("fullCalcOnLoad", "1")
        for part in self.package.related(self.package.main, "calcChain"):
            self.package.drop(part)

    def _behind_names(self) -> _Element:
        """Return the last of the elements that stand up to the defined names."""
        names = ("definedNames", "externalReferences", "functionGroups", "sheets")
        return next(element for name in names if (element := self.root.find(tag(name))) is not None)

    def formulas(self) -> Iterator[tuple[Worksheet, _Element]]:
        """Yield every formula's element with its sheet."""
        for sheet in self.sheets:
            for element in self.package.tree(sheet.part).iter(tag("f")):
                yield sheet, element

    # -- sheets that come and go -----------------------------------------------------------------

    def insert_first(self, name: str) -> str:
        """Add a worksheet before all others, shown on opening, and return its part, which is still to be put."""
        from lxml import etree

        (listed,) = self.root.iterfind(tag("sheets"))
        part = self.package.free_name(
            f"{self.package.main.rpartition('/')[0]}/worksheets/sheet{{}}.xml"
        )
        own = self.package.relate(self.package.main, f"{REL}/worksheet", part)
        number = max((int(element.get("sheetId", "0")) for element in listed), default=0) + 1
        made = etree.Element(tag("sheet"), name=name, sheetId=str(number))
        made.set(f"{{{REL}}}id", own)
        listed.insert(0, made)
        self._shift_names(0, 1)
        for view in self.root.iter(tag("workbookView")):
            view.set("activeTab", "0")
            view.set("firstSheet", "0")
        return part

    def remove(self, sheet: Worksheet) -> None:
        """Remove *sheet* with the names that are its own and the parts that only it leads to."""
        for element in list(self.root.iter(tag("sheet"))):
            if element.get("name") == sheet.name:
                index = self.sheet_names.index(sheet.name)
                drop(element)
                self._shift_names(index, -1)
        for relationship in self.package.relationships(sheet.part).values():
            if relationship.type in _OWN_PARTS and relationship.target in self.package:
                self.package.drop(relationship.target)
        self.package.drop(sheet.part)

    def _shift_names(self, index: int, by: int) -> None:
        """Let the names that belong to a sheet follow it; they name it by its place among all sheets."""
        for element in list(self.root.iter(tag("definedName"))):
            place = element.get("localSheetId")
            if place is None:
                continue
            if by < 0 and int(place) == index:
                drop(element)
            elif int(place) >= index:
                element.set("localSheetId", str(int(place) + by))

    def define_name(
        self, name: str, reference: str, sheet: int, *, is_hidden: bool = False
    ) -> None:
        """Define *name* of the sheet that is number *sheet*, from 0, as *reference*."""
        from lxml import etree

        listed = self.root.find(tag("definedNames"))
        if listed is None:
            listed = etree.Element(tag("definedNames"))
            self._behind_names().addnext(listed)
        made = etree.SubElement(listed, tag("definedName"), name=name, localSheetId=str(sheet))
        if is_hidden:
            made.set("hidden", "1")
        made.text = reference
