"""Finds the header rows of a sheet."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from attrs import evolve, field, frozen

from investtrack.lazy import lazy_pattern
from investtrack.model.columns import CellKind, Column, column_by_key, columns
from investtrack.model.fund import FundSource
from investtrack.model.ledger import SHEETS, Sheet
from investtrack.reading.cells.choices import MARKS
from investtrack.reading.headers.header import (
    Ambiguous,
    Match,
    Meaning,
    MissingMonth,
    clean,
    closeness,
    meaning,
)
from investtrack.reading.headers.ignored_columns import PAPERS
from investtrack.reading.headers.region_line import subject_of
from investtrack.reading.layout.heading import Heading, read_heading
from investtrack.reading.layout.row_kinds import is_blank, is_number
from investtrack.reading.sheet import Merged, Row
from investtrack.values.amount import Unit
from investtrack.values.period import Period
from investtrack.values.units import QuantityKind, unit_named


SCANNED = 15
"""Rows searched for a header."""
_LEAST = 4
HeaderRows = tuple[int, int]
"""Zero-based first and last row of a header."""
_YEARS = re.compile(r"(?<!至)(?<!到)((?:19|20)\d{2})年(?!底|末)")


@frozen
class Placed:
    """A column of a sheet that was recognised: where, what it means, the header as written.

    Attributes:
        why: how it was recognised, where not by the header alone.
    """

    index: int
    match: Match
    header: str
    why: str = ""

    @property
    def key(self) -> str:
        """The field key."""
        return self.match.key


@frozen
class Unplaced:
    """A column that is read into no field.

    Attributes:
        index: zero-based column.
        header: as written.
        meaning: what it means, or may mean; None where nothing is known of it.
        why: why it is not read, where that is not plain.
    """

    index: int
    header: str
    meaning: Meaning | None = None
    why: str = ""


@frozen
class MonthColumn:
    """A column of one month's amounts, or of their total.

    Attributes:
        index: zero-based column.
        header: as written.
        month: number of the month; 0 of a total.
        unit: unit of money the header names, if any.
        is_said: whether the header says that the amount is of this month alone.
    """

    index: int
    header: str
    month: int
    unit: Unit | None = None
    is_said: bool = False


@frozen
class Months:
    """Columns of single months that are added up into amounts to date.

    Attributes:
        column: the series they are read into.
        year: their year.
        columns: the months, from the first on.
        total: the column that is their sum, if any; a month that is not stated then counts for nothing.
        why: how it is known that they are single months.
    """

    column: Column
    year: int
    columns: tuple[MonthColumn, ...]
    total: MonthColumn | None = None
    why: str = ""


@frozen
class SourceColumns:
    """Columns that state the money of one source, project by project.

    Attributes:
        source: where the money comes from.
        placed: what was allotted, what arrived, what was paid.
        who: the columns that name the project.
    """

    source: FundSource
    placed: tuple[Placed, ...]
    who: tuple[Placed, ...]


@frozen
class Layout:
    """How a sheet, or one ledger of a sheet, is laid out.

    Attributes:
        header_row: zero-based last header row.
        first_row: zero-based first header row.
        placed: recognised columns.
        unknown: zero-based column → header text, of headers not recognised.
        doubled: headers that repeat a field already placed, with the key.
        unit: unit of the sheet's 单位 line, if any.
        year: year that headers and dates without one mean, if known.
        others: columns that are understood, or asked about, and not read.
        groups: zero-based column → the group above its header.
        heading: the lines above.
        months: columns of single months that are added up.
        period: the period that its columns are of, where headers say it; each record is of it.
        further: the same rows read once more, by the columns of other periods.
        sources: columns of money by source; each is a row of 项目资金.
        source: the source that all its money is from, where the title says it and no column does.
    """

    header_row: int
    first_row: int
    placed: tuple[Placed, ...]
    unknown: dict[int, str] = field(factory=dict)
    doubled: tuple[tuple[int, str, str], ...] = ()
    unit: Unit | None = None
    year: int | None = None
    others: tuple[Unplaced, ...] = ()
    groups: dict[int, str] = field(factory=dict)
    heading: Heading = Heading()
    months: tuple[Months, ...] = ()
    period: Period | None = None
    further: tuple[Layout, ...] = ()
    sources: tuple[SourceColumns, ...] = ()
    source: FundSource | None = None

    @property
    def keys(self) -> Collection[str]:
        """Keys of the fields found."""
        return {place.key for place in self.placed}

    @property
    def required_index(self) -> int | None:
        """The zero-based column without which a row is no record, as of names; None where there is none."""
        return next((place.index for place in self.placed if place.match.column.required), None)

    def without(self, taken: Collection[int]) -> Layout:
        """Return it without the zero-based columns *taken* among those that are not read."""
        return evolve(
            self,
            unknown={index: text for index, text in self.unknown.items() if index not in taken},
            others=tuple(other for other in self.others if other.index not in taken),
            doubled=tuple(each for each in self.doubled if each[0] not in taken),
        )

    @property
    def told(self) -> int:
        """How many columns are read, or may be once they are settled."""
        return len(self.placed) + sum(
            isinstance(o.meaning, (MissingMonth, Ambiguous)) for o in self.others
        )


PROBLEM = "problem"


def joined_columns(layout: Layout) -> list[tuple[int, str, Placed]]:
    """Return the further columns of names or problems (市领导 beside 县领导): read together with the one that is placed."""
    placed = {place.key: place for place in layout.placed}
    return [
        (index, text, placed[key])
        for index, text, key in layout.doubled
        if key in placed and (key == PROBLEM or placed[key].match.column.kind is CellKind.NAMES)
    ]


def read_columns(layout: Layout) -> list[tuple[int, str]]:
    """Return (column, header) of every column that is read into records of any kind."""
    found = [(place.index, place.header) for place in layout.placed]
    found += [(column.index, column.header) for each in layout.months for column in each.columns]
    found += [(place.index, place.header) for each in layout.further for place in each.placed]
    found += [(place.index, place.header) for each in layout.sources for place in each.placed]
    return sorted(set(found))


def headers_of(layout: Layout) -> list[tuple[int, str]]:
    """Return (column, header) of every header found, from the left."""
    found = read_columns(layout)
    found += list(layout.unknown.items())
    found += [(index, text) for index, text, _ in layout.doubled]
    found += [(other.index, other.header) for other in layout.others]
    return sorted(set(found))


_SHORTEST = 2
_LEAST_MONTHS = 2
_SAYS_UNIT = frozenset({"单位", "计量单位", "金额单位"})
_MONEY = frozenset({QuantityKind.MONEY, QuantityKind.BARE})


def find_layout(  # noqa: PLR0913 - what is known beforehand, each by its name
    rows: Sequence[Row],
    sheet: Sheet,
    year: int | None,
    merged: Merged = (),
    *,
    at: HeaderRows | None = None,
    said: int | None = None,
) -> Layout | None:
    """Return the layout of a sheet, or None where no row is its header.

    The header is the row, or the two or three rows, in which most fields are recognised. One that is merged
    downward ends where its merge ends, so that no sub-header becomes a record.

    Args:
        rows: the first rows.
        sheet: the standard sheet it is tried as.
        year: the ledger's year.
        merged: merged ranges.
        at: first and last row of the header where they are known.
        said: the sheet's year where it is known; else its lines or headers tell.
    """
    head = [_with_months(row) for row in rows[: SCANNED + 3]]
    if at is not None:
        rows = [_with_months(row) for row in rows]
        return _layout(rows, *at, sheet, year, merged, said) if at[1] < len(rows) else None
    best: tuple[int, int, int] | None = None  # fields, first row, last row
    is_named = has_required = False
    for first in range(min(SCANNED, len(head))):
        if best is not None and (
            _is_whole(head, best, _LEAST)
            or (is_named and first > best[2])
            or (has_required and first > best[2] + 1 and _is_headed(head, best))
        ):
            break  # what comes below is the header of a further ledger at most
        if not any(isinstance(cell, str) and cell.strip() for cell in head[first]):
            continue
        own = said or _year(head[:first], year)
        for last in _ends(head, first, merged):
            if last > first and not _may_be_header(head[last]):
                continue
            score, has_name = _score(head, first, last, sheet, own, merged)
            # A title above adds nothing: of blocks that tell as much, the one within the other.
            is_tighter = (
                best is not None and best[1] < first <= last <= best[2] and score == best[0]
            )
            if score and (best is None or score > best[0] or is_tighter):
                best, is_named = (score, first, last), has_name and score >= _LEAST
                has_required = has_name
    # A list of names alone is one; any other word alone may stand in a title.
    if best is None or (best[0] < min(2, len(columns(sheet.record))) and not has_required):
        return None
    last = best[2]
    if last + 1 < len(head) and _stands_below_groups(head[last], head[last + 1]):
        last += 1
    return _with_units(head, best[1], last, sheet, year, merged, said)


def _stands_below_groups(row: Row, below: Row) -> bool:
    """Whether *below* are the headers under the groups of a header row and nothing else: 手续办理 › 立项 | 用地, words unknown."""
    filled = [index for index, cell in enumerate(below) if not is_blank(cell)]
    if len(filled) < _SHORTEST:
        return False
    texts = [cell for cell in below if isinstance(cell, str) and not is_blank(cell)]
    if len(texts) < len(filled) or any(
        len(text) > _LONGEST_HEADER or text.strip() in MARKS or is_number(text) for text in texts
    ):
        return False
    heads = [index for index, cell in enumerate(row) if not is_blank(cell)]
    width = max(len(row), len(below))
    groups = [range(left, right) for left, right in pairwise([*heads, width]) if right - left > 1]
    own = [each for each in groups if any(index in each for index in filled)]
    return all(any(index in group for group in own) for index in filled) and all(
        group[0] in filled and sum(index in group for index in filled) > 1 for group in own
    )


_LONGEST_HEADER = 14


def _with_units(  # noqa: PLR0913, PLR0917 - a block of rows, and what it is read as
    head: Sequence[Row],
    first: int,
    last: int,
    sheet: Sheet,
    year: int | None,
    merged: Merged,
    said: int | None,
) -> Layout:
    """Return the layout of a header, and of the row of units under it where there is one."""
    below = head[last + 1] if last + 1 < len(head) else ()
    block = [list(row) for row in head[first : last + 1]]
    units = _units_of(below, block)
    for index, unit in units.items():
        lowest = next(r for r in reversed(block) if index < len(r) and not is_blank(r[index]))
        lowest[index] = f"{lowest[index]}({unit})"
    found = _layout([*head[:first], *block], first, last, sheet, year, merged, said)
    return evolve(found, header_row=last + bool(units))


def _with_months(row: Row) -> Row:
    """Return a header row whose months are dates, as a workbook makes of 2026年1月 that is typed, with their texts."""
    days = [cell for cell in row if isinstance(cell, date)]
    if len(days) < _LEAST_MONTHS or not all(
        is_blank(cell) or isinstance(cell, (str, date)) for cell in row
    ):
        return row
    if [(day.year, day.month, day.day) for day in days] != [
        (days[0].year, number, 1) for number in range(1, len(days) + 1)
    ]:
        return row
    return [f"{cell.year}年{cell.month}月" if isinstance(cell, date) else cell for cell in row]


def _units_of(row: Row, header: Sequence[Row]) -> dict[int, str]:
    """Return the units of money, by column, of a row under a header that states units: 计量单位 | 亿元 | 万元; of another row none."""
    found: dict[int, str] = {}
    for index, cell in enumerate(row):
        text = clean(cell) if isinstance(cell, str) else ""
        if (not text and is_blank(cell)) or text in _SAYS_UNIT:
            continue
        unit = unit_named(text)
        is_headed = any(index < len(above) and not is_blank(above[index]) for above in header)
        if unit is None or not index or not is_headed:
            return {}
        if unit.kind in _MONEY:
            found[index] = unit.text
    return found


def _may_be_header(row: Row) -> bool:
    """Whether most of a row are texts; numbers and dates head no columns."""
    filled = [cell for cell in row if not is_blank(cell)]
    return not filled or sum(isinstance(cell, str) for cell in filled) * 2 > len(filled)


def _is_whole(head: Sequence[Row], best: tuple[int, int, int], least: int) -> bool:
    """Whether every text of a header of *least* fields is one, so that no other block of rows tells more."""
    score, first, last = best
    texts = sum(not is_blank(cell) for row in head[first : last + 1] for cell in row)
    return score >= least and score == texts


def _is_headed(head: Sequence[Row], best: tuple[int, int, int]) -> bool:
    """Whether a short header, 项目名称 | 总投资, has a row of amounts or dates under it, which a longer one below would lose."""
    return _is_whole(head, best, _SHORTEST) and any(map(is_number, head[best[2] + 1]))


def _year(above: Sequence[Row], year: int | None) -> int | None:
    return read_heading(above, year).year or year


def _ends(head: Sequence[Row], first: int, merged: Merged) -> tuple[int, ...]:
    """Return where a header that begins in row *first* may end: never inside a merge."""

    def through(last: int) -> int:
        # A merge may reach below the last row that holds anything.
        below = [
            min(end, len(head) - 1)
            for (top, _), (end, _) in merged
            if first <= top <= last < end < SCANNED
        ]
        return max(below, default=last)

    if (own := through(first)) > first:
        return (own,)
    ends = [first]
    ends += [through(first + more) for more in (1, 2) if first + more < len(head)]
    return tuple(dict.fromkeys(ends))


def _score(  # noqa: PLR0913, PLR0917 - a block of rows, and what it is tried as
    head: Sequence[Row], first: int, last: int, sheet: Sheet, year: int | None, merged: Merged
) -> tuple[int, bool]:
    """Return how many fields a block of rows names, and whether the one without which a row is no record."""
    found = set()
    for parts in _parts(head, first, last, merged):
        told = meaning(parts, sheet.record, year)
        if isinstance(told, Match):
            found.add(told.key)
        elif isinstance(told, (MissingMonth, Ambiguous)):
            found.add(parts[-1])
    return len(found), required_keys(sheet) <= found


def _parts(head: Sequence[Row], first: int, last: int, merged: Merged) -> list[tuple[str, ...]]:
    """Return each column's header texts from above to below, a group spread over its columns."""
    width = max(len(row) for row in head[first : last + 1])
    levels = [
        [cell if isinstance(cell, str) else "" for cell in row] + [""] * (width - len(row))
        for row in head[first : last + 1]
    ]
    if len(levels) == 1:
        return [(text,) for text in levels[0]]
    for (top, left), (_, right) in merged:
        if first <= top <= last:
            level = levels[top - first]
            for index in range(left + 1, min(right + 1, width)):
                level[index] = level[left]
    if not any(first <= top <= last for (top, _), _ in merged):
        # A group that is not merged stands over the columns to its right.
        for upper, lower in pairwise(levels):
            for index in range(1, width):
                if not upper[index].strip() and lower[index].strip() and lower[index - 1].strip():
                    upper[index] = upper[index - 1]
    return [tuple(level[index] for level in levels) for index in range(width)]


def _layout(  # noqa: PLR0913, PLR0917 - a block of rows, and what it is read as
    head: Sequence[Row],
    first: int,
    last: int,
    sheet: Sheet,
    year: int | None,
    merged: Merged,
    said: int | None,
) -> Layout:
    placed: dict[str, Placed] = {}
    unknown: dict[int, str] = {}
    doubled: list[tuple[int, str, str]] = []
    others: list[Unplaced] = []
    groups: dict[int, str] = {}
    takes_papers = any(c.kind is CellKind.PAPERS for c in columns(sheet.record))
    heading = read_heading(head[:first], year)
    said = said or heading.year or year or _newest(_parts(head, first, last, merged))
    for index, parts in enumerate(_parts(head, first, last, merged)):
        texts = [part.strip() for part in parts if part.strip()]
        if not texts:
            continue
        text = texts[-1]
        if group := "›".join(
            dict.fromkeys(clean(t) for t in texts[:-1] if clean(t) != clean(text))
        ):
            groups[index] = group
        found = meaning(parts, sheet.record, said)
        if found is None or (found == PAPERS and takes_papers):
            unknown[index] = text
        elif not isinstance(found, Match):
            others.append(Unplaced(index, text, found))
        elif (other := placed.get(found.key)) is None:
            placed[found.key] = Placed(index, found, text)
        elif closeness(text, found.column) < closeness(other.header, found.column):
            placed[found.key] = Placed(index, found, text)
            doubled.append((other.index, other.header, found.key))
        else:
            doubled.append((index, text, found.key))
    made = sorted(placed.values(), key=lambda place: place.index)
    return Layout(
        last, first, tuple(made), unknown, tuple(sorted(doubled)), heading.unit, said, tuple(others), groups, heading
    )  # fmt: skip


def _newest(headers: Sequence[tuple[str, ...]]) -> int | None:
    """Return the newest year that headers name, for a ledger that names none elsewhere."""
    years = [
        int(year) for parts in headers for part in parts for year in _YEARS.findall(clean(part))
    ]
    return max(years, default=None)


def sheet_named(name: str, sheets: Sequence[Sheet] = SHEETS) -> Sheet | None:
    """Return the sheet of *sheets* of that name or synonym."""
    text = clean(name)
    for sheet in sheets:
        if text == sheet.name or text in sheet.synonyms:
            return sheet
    return None


_KIND_OF_TABLE = lazy_pattern(
    r"(?:推进|进展|完成|实施|建设|工作)?(?:情况)?(?:统计|汇总|明细|一览|调度|跟踪|清单|台账|计划|花名){0,4}[表册库]?(?:\(.{0,20}\))?$"
)


def sheet_about(title: str, sheets: Sequence[Sheet] = SHEETS) -> Sheet | None:
    """Return the sheet of *sheets* that a title is about and nothing else: 青禾县2022年拟入库项目情况表 is 入库计划."""
    subject = subject_of(clean(title))
    if (named := sheet_named(subject, sheets)) is not None:
        return named
    plain = _KIND_OF_TABLE.sub("", subject, count=1)
    tried = (plain, f"{plain}项目", plain.removesuffix("项目"))
    return next((found for text in tried if (found := sheet_named(text, sheets))), None)


@frozen
class EventColumn:
    """A column that says whether something has happened of which another tells the day: 是否复工.

    Attributes:
        index: zero-based column.
        header: as written.
        key: the field of the day.
        word: what happens: 复工.
    """

    index: int
    header: str
    key: str
    word: str


_EVENTS = (
    ("resumed_on", "复工", lazy_pattern("是否(?:已|如期)?复工|复工(?:状态|情况|与否)")),
    ("started_on", "开工", lazy_pattern("是否(?:已|如期)?开工|开工(?:状态|情况|与否)")),
    ("stopped_since", "停工", lazy_pattern("是否(?:已)?停工|停工(?:状态|与否)")),
    ("finished_on", "竣工", lazy_pattern("是否(?:已|如期)?竣工|竣工(?:状态|与否)")),
)


def event_columns(layout: Layout, record: type) -> tuple[EventColumn, ...]:
    """Return the columns that say whether something has happened whose day *record* has a field for."""
    headers = [*((each.index, each.header) for each in layout.others), *layout.unknown.items()]
    if not headers:
        return ()
    fields = column_by_key(record)
    events = [each for each in _EVENTS if each[0] in fields]
    return tuple(
        EventColumn(index, text, key, word)
        for key, word, pattern in events
        for index, text in headers
        if pattern.fullmatch(clean(text))
    )


def required_keys(sheet: Sheet) -> frozenset[str]:
    """Return the keys without which a row is no record."""
    return frozenset(column.key for column in columns(sheet.record) if column.required)


def head_texts(rows: Sequence[Row]) -> str:
    """Return the cleaned texts of the rows that are searched for a header, one a line."""
    cells = (cell for row in rows[: SCANNED + 3] for cell in row if isinstance(cell, str) and cell)
    return "\n".join(clean(cell) for cell in cells)


@lru_cache(maxsize=64)
def _required_words(record: type) -> re.Pattern[str]:
    """Return what a header of the column without which a row is no record has in it; 名称 may stand below a group."""
    words = {word for c in columns(record) if c.required for word in (c.label, *c.synonyms)}
    return re.compile(
        "|".join(["^(?:单位|业主|)名称$", *map(re.escape, sorted(map(clean, words)))]), re.MULTILINE
    )


@lru_cache(maxsize=64)
def _words(record: type) -> re.Pattern[str]:
    words = {clean(word) for c in columns(record) for word in (c.label, *c.synonyms)}
    return re.compile(
        "|".join(["投资|完成|时间", *map(re.escape, sorted(words, key=len, reverse=True))])
    )


def may_be_headed(rows: Sequence[Row], sheet: Sheet) -> bool:
    """Whether enough texts at the head of a sheet have words of *sheet*'s columns in them for a header."""
    pattern = _words(sheet.record)
    return sum(pattern.search(text) is not None for text in head_texts(rows).split("\n")) >= _LEAST


def may_name(rows: Sequence[Row], sheet: Sheet) -> bool:
    """Whether the head of a sheet has the word for what names *sheet*'s records: 项目名称."""
    return _required_words(sheet.record).search(head_texts(rows)) is not None


def sheets_like(
    rows: Sequence[Row],
    year: int | None,
    merged: Merged = (),
    *,
    at: HeaderRows | None = None,
    sheets: Sequence[Sheet] = SHEETS,
) -> list[tuple[Sheet, Layout]]:
    """Return those of *sheets* whose headers these are: the name and three more; several where in doubt."""
    found: list[tuple[int, Sheet, Layout]] = []
    texts = head_texts(rows)
    for sheet in sorted(sheets, key=lambda sheet: sheet.attribute != "projects"):
        if not _required_words(sheet.record).search(texts):
            continue  # tried as every kind of sheet, a foreign one of many columns would take seconds
        layout = find_layout(rows, sheet, year, merged, at=at)
        if layout is None or not required_keys(sheet) <= set(layout.keys):
            continue
        if sheet.attribute == "projects" and layout.told >= _LEAST:
            at = layout.first_row, layout.header_row  # a header is one whatever it heads
        # Other sheets share most of their columns with 项目台账: there it takes half of them.
        least = _LEAST if sheet.attribute == "projects" else len(columns(sheet.record)) // 2
        if layout.told >= max(_LEAST, least):
            found.append((layout.told, sheet, layout))
    most = max((told for told, _, _ in found), default=0)
    alike = [(sheet, layout) for told, sheet, layout in found if told == most]
    return sorted(alike, key=lambda pair: sheets.index(pair[0]))
