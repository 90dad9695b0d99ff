"""Knows a table that gives a project several rows, each of another statement: one of 计划 and one of 完成.

What such rows state differently is not read: nothing tells which amount of theirs a column means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from investtrack.lazy import lazy_pattern
from investtrack.reading.headers.header import clean
from investtrack.reading.layout.header_rows import Layout
from investtrack.reading.layout.row_kinds import is_blank, is_header
from investtrack.reading.sheet import Row


_FIRST = 8
"""Rows of which one says so, where any does."""
_LEAST = 2
_LONGEST = 14
_STATEMENT = lazy_pattern(
    r"(?:\d{4}年?)?(?:年度?|全年|本年|年初|季度?|本季|月度?|本月|当月|当期|本期|累计|同期|投资){0,2}"
    r"(?:计划|目标|任务|应完成|预计|预期|实际|实绩|已?完成|上报|填报|核定|核实|审定|认定)(?:数|值|量|额|情况|进度|投资额?|完成|任务)?|"
    r"(?:(?:本月|当月|上月|本期|当期|上期|本季|本年|今年|去年|上年)(?:同期)?|同期)(?:数|值|累计|完成|投资)?|完成(?:率|比例)|增[速幅]|同比(?:增长|增减|增速)?|(?:自?年初|开工)至今|(?:本年|自开工|历年)?累计(?:数|值|完成|投资)?|"
    r"(?:完成)?(?:固定资产)?投资(?:完成)?额?|(?:产值|税收|营业收入|销售收入|利润|就业|用工|就业人数|用工人数)"
)
_UNIT = lazy_pattern(r"\([^()]{1,8}\)$")


@frozen
class RowStatements:
    """What the rows of a project state, one after the other.

    Attributes:
        index: the column that says so.
        labels: the words of the first project's rows: 计划, 完成.
        row: zero-based place of its first row among the rows.
        differing: columns in which the rows of one project differ.
        name_index: the column that names the projects.
    """

    index: int
    labels: tuple[str, ...]
    row: int
    differing: frozenset[int]
    name_index: int

    @classmethod
    def found(cls, rows: Sequence[Row], layout: Layout) -> RowStatements | None:
        """Return what the *rows* below a header state, where most projects have a row for each of several statements.

        The rows of a project share its name, or have none of their own below it. Rows of one name that state the same
        are no such rows: a project is there twice.
        """
        name_index = layout.required_index
        if name_index is None:
            return None
        columns = {
            index
            for row in rows[:_FIRST]
            for index, cell in enumerate(row)
            if index != name_index and is_statement(cell)
        }
        return next((f for index in sorted(columns) if (f := cls._in(rows, name_index, index))), None)  # fmt: skip

    @classmethod
    def _in(cls, rows: Sequence[Row], name_index: int, index: int) -> RowStatements | None:
        projects = list(_projects(rows, name_index, index))
        several = [places for places in projects if len({clean(str(rows[place][index])) for place in places}) >= _LEAST]  # fmt: skip
        if len(several) * 2 <= len(projects):
            return None
        said = [tuple(clean(str(rows[place][index])) for place in places) for places in several]
        labels, _ = Counter(said).most_common(1)[0]
        differing = frozenset(
            column
            for first, *others in several
            for place in others
            for column, cell in enumerate(rows[place])
            if not is_blank(cell) and [cell] != list(rows[first][column : column + 1])
        )
        return cls(index, labels, several[said.index(labels)][0], differing, name_index)

    def without_amounts(self, layout: Layout) -> Layout:
        """Return *layout* without the columns in which the rows of a project differ."""
        return evolve(
            layout,
            placed=tuple(place for place in layout.placed if place.index not in self.differing),
            months=(),
            further=(),
            sources=(),
        )

    def first_rows(self, rows: Iterable[Row], start: int, header_row: int) -> Iterator[Row]:
        """Yield *rows*, from zero-based *start* on; the further rows of a project, below *header_row*, left empty."""
        name = ""
        for number, (row, own) in enumerate(_with_names(rows, self.name_index), start):
            said = row[self.index] if self.index < len(row) else ""
            if own is None:
                name = ""
            elif number > header_row and is_statement(said):
                if name and (is_blank(own) or clean(str(own)) == name):
                    yield [""] * len(row)
                    continue
                name = clean(str(own))
            yield row


def _with_names(rows: Iterable[Row], name_index: int) -> Iterator[tuple[Row, object]]:
    """Yield each row with what names it; None with those of a header, which comes again on each page and may be of two rows."""
    is_in_header = False
    for row in rows:
        own = row[name_index] if name_index < len(row) else ""
        is_in_header = is_header(row) or (is_in_header and is_blank(own))
        yield row, None if is_in_header else own


def _projects(rows: Sequence[Row], name_index: int, index: int) -> Iterator[list[int]]:
    """Yield of each project the places of its rows, of those that say what they state; a header on each page is of none."""
    name, places = "", list[int]()
    for number, (row, own) in enumerate(_with_names(rows, name_index)):
        if own is None or index >= len(row) or not is_statement(row[index]):
            continue
        if not is_blank(own) and clean(str(own)) != name:
            if places:
                yield places
            name, places = clean(str(own)), []
        places.append(number)
    if places:
        yield places


def is_statement(cell: object) -> bool:
    """Whether a cell says what its row states: 计划, 完成数, 本月, 上年同期, 税收（万元）."""
    return (
        isinstance(cell, str)
        and len(cell) <= _LONGEST
        and _STATEMENT.fullmatch(_UNIT.sub("", clean(cell))) is not None
    )
