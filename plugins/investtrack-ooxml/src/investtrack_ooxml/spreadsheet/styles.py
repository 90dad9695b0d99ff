"""The formats of cells: read, and added to; none that is there is changed."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import define, field

from investtrack_ooxml.package import REL, Package
from investtrack_ooxml.xml import DECLARATION, local_name


if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TRUE = frozenset({"1", "true"})
_FIRST_OWN = 164
_SIZE = 11.0
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_EMPTY = f"""{DECLARATION}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf xfId="0"/></cellXfs></styleSheet>"""
# The order in which the lists of a style sheet must stand (CT_Stylesheet).
_LISTS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_NONE, _GREY = "none", "gray125"
# Formats 27 to 36 and 50 to 58 have no code in the file; what they are in China: ECMA-376 part 1, 18.8.30, zh-cn.
_MONTH, _DAY_OF_YEAR, _OF_THE_DAY = 'yyyy"年"m"月"', 'm"月"d"日"', '上午/下午h"时"mm"分"'
_BUILT_IN = (
    dict.fromkeys(("27", "36", "50", "52", "57"), _MONTH)
    | dict.fromkeys(("28", "29", "51", "53", "54", "58"), _DAY_OF_YEAR)
    | {"30": "m-d-yy", "31": _MONTH + 'd"日"', "32": 'h"时"mm"分"', "33": 'h"时"mm"分"ss"秒"'}
    | dict.fromkeys(("34", "55"), _OF_THE_DAY)
    | dict.fromkeys(("35", "56"), _OF_THE_DAY + 'ss"秒"')
)


def tag(name: str) -> str:
    """Return *name* in the namespace of spreadsheets."""
    return f"{{{MAIN}}}{name}"


@define(slots=False, eq=False)
class Styles:
    """The style sheet of a workbook.

    Attributes:
        package: the file.
        workbook: its workbook part.
    """

    package: Package
    workbook: str
    _made: dict[tuple[str, ...], int] = field(factory=dict, init=False)
    _wrapping: dict[str, tuple[bool, float]] = field(factory=dict, init=False)

    @cached_property
    def root(self) -> _Element:
        """The part; made where the workbook has none."""
        parts = self.package.related(self.workbook, "styles")
        if not parts:
            part = self.package.free_name(self.workbook.rpartition("/")[0] + "/styles{}.xml")
            self.package.put(part, _EMPTY.encode(), _TYPE)
            self.package.relate(self.workbook, f"{REL}/styles", part)
            parts = [part]
        return self.package.tree(parts[0])

    def _list(self, name: str) -> _Element:
        """Return the list *name*, made in its place where there is none."""
        from lxml import etree

        found = self.root.find(tag(name))
        if found is None:
            found = etree.Element(tag(name))
            before = _LISTS[: _LISTS.index(name)]
            at = sum(local_name(element) in before for element in self.root)
            self.root.insert(at, found)
        return found

    @cached_property
    def formats(self) -> _Element:
        """The formats that cells name by their index."""
        found = self._list("cellXfs")
        if not len(found):
            self._add("cellXfs", "<xf/>")
        return found

    def _add(self, name: str, markup: str) -> int:
        """Add the element *markup* to the list *name* and return its index; one that is alike serves as well."""
        from lxml import etree

        key = (name, markup)
        if key not in self._made:
            made = etree.fromstring(f'<x xmlns="{MAIN}">{markup}</x>')[0]
            self._made[key] = self._append(name, made)
        return self._made[key]

    def _append(self, name: str, made: _Element) -> int:
        listed = self._list(name)
        listed.append(made)
        listed.set("count", str(len(listed)))
        return len(listed) - 1

    def _format(self, style: int) -> _Element:
        return self.formats[style if style < len(self.formats) else 0]

    # -- number formats and wrapping -------------------------------------------------------------

    @cached_property
    def _codes(self) -> dict[str, str]:
        from openpyxl.styles.numbers import BUILTIN_FORMATS

        codes = {str(number): code for number, code in BUILTIN_FORMATS.items()} | _BUILT_IN
        for element in self.root.iter(tag("numFmt")):
            codes[element.get("numFmtId", "")] = element.get("formatCode", "General")
        return codes

    def number_format(self, style: str) -> str:
        """Return the number format of cells of *style*."""
        if not style or int(style) >= len(self.formats):
            return "General"
        return self._codes.get(self.formats[int(style)].get("numFmtId", "0"), "General")

    def wrapping(self, style: str) -> tuple[bool, float]:
        """Return whether texts of *style* wrap, and the size of their font in points."""
        if style not in self._wrapping:
            self._wrapping[style] = self._wrap(style)
        return self._wrapping[style]

    def _wrap(self, style: str) -> tuple[bool, float]:
        if int(style or 0) >= len(self.formats):
            return False, _SIZE
        xf = self.formats[int(style or 0)]
        alignment = xf.find(tag("alignment"))
        fonts = self.root.find(tag("fonts"))
        index = int(xf.get("fontId", "0"))
        size = fonts[index].find(tag("sz")) if fonts is not None and index < len(fonts) else None
        wraps = alignment is not None and alignment.get("wrapText") in TRUE
        return wraps, float(size.get("val", "11")) if size is not None else _SIZE

    def with_number_format(self, style: str, number_format: str) -> str:
        """Return the style that is *style* but for its number format; made once, and added."""
        key = ("numFmt", style, number_format)
        if key not in self._made:
            made = deepcopy(self._format(int(style or 0)))
            made.set("numFmtId", self._format_id(number_format))
            made.set("applyNumberFormat", "1")
            self._made[key] = self._append("cellXfs", made)
        return str(self._made[key])

    def _format_id(self, code: str) -> str:
        from lxml import etree

        for number, known in self._codes.items():
            if known == code:
                return number
        listed = self._list("numFmts")
        taken = [_FIRST_OWN - 1, *(int(item.get("numFmtId", "0")) for item in listed)]
        number = str(max(taken) + 1)
        self._append("numFmts", etree.Element(tag("numFmt"), numFmtId=number, formatCode=code))
        self._codes[number] = code
        return number

    # -- colours ---------------------------------------------------------------------------------

    def with_fill(self, style: int, colour: str) -> int:
        """Return the format that is *style* but for its fill, the solid *colour* such as ``FFB3B3``."""
        return self._with(style, "fill", str(self._fill(colour)))

    def without_fill(self, style: int) -> int:
        """Return the format that is *style* without a fill."""
        return self._with(style, "fill", "0")

    def fill_of(self, style: int) -> str:
        """Return the last six digits of the fill's colour of *style*; empty where it has none of its own."""
        fills = self.root.find(tag("fills"))
        index = int(self._format(style).get("fillId", "0"))
        if fills is None or index >= len(fills):
            return ""
        colour = fills[index].find(f"{tag('patternFill')}/{tag('fgColor')}")
        return (colour.get("rgb") or "")[-6:].upper() if colour is not None else ""

    def _fill(self, colour: str) -> int:
        fills = self._list("fills")
        for kind in (_NONE, _GREY)[len(fills) :]:  # the first two are the format's own
            self._add("fills", f'<fill><patternFill patternType="{kind}"/></fill>')
        return self._add(
            "fills",
            f'<fill><patternFill patternType="solid"><fgColor rgb="FF{colour}"/><bgColor rgb="FF{colour}"/></patternFill></fill>',
        )

    def with_link(self, style: int, colour: str) -> int:
        """Return the format that is *style* but for its font, which is underlined and of *colour*, as links are."""
        font = self._font(style, f'<u/><color rgb="FF{colour}"/>')
        return self._with(style, "font", str(font))

    def _with(self, style: int, kind: str, index: str) -> int:
        key = ("with", str(style), kind, index)
        if key not in self._made:
            made = deepcopy(self._format(style))
            made.set(f"{kind}Id", index)
            made.set(f"apply{kind.capitalize()}", "1")
            self._made[key] = self._append("cellXfs", made)
        return self._made[key]

    def _font(self, style: int, changed: str) -> int:
        """Return the font of *style* with the elements *changed* in the place of its own of those names."""
        from lxml import etree

        fonts = self._list("fonts")
        index = int(self._format(style).get("fontId", "0"))
        key = ("font", str(index), changed)
        if key not in self._made:
            made = deepcopy(fonts[index]) if index < len(fonts) else etree.Element(tag("font"))
            for element in etree.fromstring(f'<x xmlns="{MAIN}">{changed}</x>'):
                for old in made.findall(element.tag):
                    made.remove(old)
                made.insert(_font_place(made, local_name(element)), element)
            self._made[key] = self._append("fonts", made)
        return self._made[key]

    # -- formats made anew -----------------------------------------------------------------------

    def add_format(
        self,
        *,
        font: str = "",
        fill: str = "",
        border: str = "",
        alignment: str = "",
    ) -> int:
        """Return a new format upon the workbook's usual one.

        Args:
            font: elements that differ from the usual font, such as ``<b/>``.
            fill: a solid colour.
            border: colour of a thin line around the cell.
            alignment: attributes of its alignment.
        """
        made = "<xf"
        if font:
            made += f' fontId="{self._font(0, font)}" applyFont="1"'
        else:
            made += f' fontId="{self._format(0).get("fontId", "0")}"'
        if fill:
            made += f' fillId="{self._fill(fill)}" applyFill="1"'
        if border:
            line = f' style="thin"><color rgb="FF{border}"/>'
            sides = "".join(f"<{s}{line}</{s}>" for s in ("left", "right", "top", "bottom"))
            index = self._add("borders", f"<border>{sides}<diagonal/></border>")
            made += f' borderId="{index}" applyBorder="1"'
        made += ' xfId="0"'
        if alignment:
            return self._add("cellXfs", f'{made} applyAlignment="1"><alignment {alignment}/></xf>')
        return self._add("cellXfs", f"{made}/>")


# The order in which the elements of a font are written.
_FONT = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name", "family",
    "charset", "scheme",
)  # fmt: skip


def _font_place(font: _Element, name: str) -> int:
    before = _FONT[: _FONT.index(name)]
    return sum(local_name(element) in before for element in font)
