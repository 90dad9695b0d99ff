"""Whether a column of counties says that the projects of several stand on one sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from investtrack.reading.headers.header import clean
from investtrack.reading.layout.header_rows import Layout
from investtrack.reading.sheet import Notes, Row, address


_HEADER = re.compile(
    r"(?:项目)?(?:所[属在])?(?:县|区|县区|区县|市县|县市|县市区|市县区|县\(市、?区\)|市\(县、?区\)|区\(市、?县\)|区\(县\)|县\(区\))(?:名称)?"
)
_COUNTY = re.compile(
    r"[\u4e00-\u9fff]{1,11}(?:[县市旗]|(?<![园新社景街片库牧])(?<!开发)(?<!高新)(?<!经开)(?<!工业)(?<!示范)(?<!试验)(?<!管理)(?<!保税)(?<!功能)区)"
)
"""A zone within a county (经开区, 高新区) is none."""
_ABOVE = ("市", "州", "盟", "地区", "省", "自治区", "兵团")
_NAMED = 3


@frozen
class Counties:
    """The counties that a column names.

    Attributes:
        notes: where a finding about its sheet goes.
        cell: of the header.
        header: as written, cleaned.
        names: of the counties, each once.
    """

    notes: Notes
    cell: str
    header: str
    names: tuple[str, ...]

    def say(self, region: str | None) -> None:
        """Say so, unless the ledger is of a city or a province, whose counties may stand together."""
        if region and region.endswith(_ABOVE):
            return
        names = "、".join(self.names[:_NAMED]) + ("等" if self.names[_NAMED:] else "")
        self.notes.make(
            "counties-together", self.cell, sheet=self.notes.sheet, header=self.header, number=len(self.names), names=names
        )  # fmt: skip


def counties_together(layout: Layout, body: Sequence[Row], notes: Notes) -> Iterator[Counties]:
    """Yield each column that is headed by the word for a county and names two or more in *body*."""
    headed = [*layout.unknown.items(), *((other.index, other.header) for other in layout.others)]
    for index, text in headed:
        header = clean(text)
        if not _HEADER.fullmatch(header):
            continue
        cells = (
            clean(row[index]) for row in body if index < len(row) and isinstance(row[index], str)
        )
        names = tuple(dict.fromkeys(cell for cell in cells if _COUNTY.fullmatch(cell)))
        if names[1:]:
            yield Counties(notes, address(index, layout.header_row + 1), header, names)
