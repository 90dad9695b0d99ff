"""The lines above a header: title, unit line, date line, and the year that a sheet states by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from attrs import evolve, frozen

from investtrack.errors import PeriodError
from investtrack.model.assumptions import CumulatedFrom
from investtrack.model.ledger import Region
from investtrack.reading.headers.header import clean, year_in
from investtrack.reading.headers.region_line import read_region
from investtrack.reading.headers.unit_line import SaidUnit, said_units
from investtrack.reading.layout.row_kinds import is_blank
from investtrack.reading.sheet import Row
from investtrack.values.amount import Unit
from investtrack.values.dates import parse_date
from investtrack.values.numerals import arabic_years
from investtrack.values.period import Period, parse_period
from investtrack.values.period_spelling import PeriodSpelling, periods_in


_AS_OF = re.compile(
    r"(?:截至|截止)(?:时间|日期|到)?:?((?:\d{4}年)?(?:\d{1,2}|元|十[一二]?|[一二三四五六七八九])月(?:\d{1,2}日|底|末)?|\d{4}[-./]\d{1,2}[-./]\d{1,2})"
)
_UNTIL = re.compile(r"(?:截至|截止|至|到)(?:19|20)\d{2}年(?:底|末|12月底)")
_SINCE = re.compile(
    r"累计完成(?:投资)?(?:额|数)?(?:列)?[,:]?(?:均|都)?(?:为|是|指|系|按)(?:自|从)?(?:项目)?(?:(?P<start>开工|开始建设|建设)|(?P<january>年初|今年|本年|当年|1月|元月))"
)
_YEARS = re.compile(r"((?:19|20)\d{2})(?=年|-(?:19|20)\d{2}年)")


@frozen
class Heading:
    """What the lines above a header say; None where they are silent.

    Attributes:
        unit: of a line such as 单位：万元; of several that differ, the nearest above the header.
        year: the one year that titles name.
        month: last month of the period that a title names, such as 1—7月.
        as_of: the day of a line such as 截至2022年7月20日; of a month, its last.
        period: the period that a title names with its year.
        lines: the texts, as written and cleaned: on a further printed page they are no records.
        units: every unit of money that the lines name, those in which no amounts are read too.
        region: whose table it is, as a title and a line 填报单位 say.
    """

    unit: Unit | None = None
    year: int | None = None
    month: int | None = None
    as_of: date | None = None
    period: Period | None = None
    lines: frozenset[str] = frozenset()
    units: tuple[SaidUnit, ...] = ()
    region: Region = Region()

    def differs(self, other: Heading) -> bool:
        """Whether *other*, the lines above a further header, say what these do not: a unit, a year, a month."""
        pairs = ((self.unit, other.unit), (self.year, other.year), (self.reach, other.reach))
        return any(there is not None and here != there for here, there in pairs)

    def moved(self, rows: int) -> Heading:
        """Return the same lines, *rows* further down."""
        return evolve(self, units=tuple(evolve(said, row=said.row + rows) for said in self.units))

    @property
    def reach(self) -> int | None:
        """The month that amounts cumulated from January reach to."""
        return self.as_of.month if self.as_of else self.month


def read_heading(rows: Sequence[Sequence[object]], year: int | None) -> Heading:
    """Read the rows above a header; *year* is the ledger's, for a line that names none."""
    written = [cell for row in rows for cell in row if isinstance(cell, str) and cell.strip()]
    texts = [arabic_years(clean(cell)) for cell in written]
    units = said_units(rows)
    named = {int(y) for text in texts for y in _YEARS.findall(_UNTIL.sub("", text))}
    own = named.pop() if len(named) == 1 else None
    as_of = next((day for text in texts if (day := _day(text, own or year))), None)
    period, month = None, None
    for text in texts:
        if (found := None if as_of and "截" in text else _spelled(text)) is not None:
            period, month = _period(text[found.start : found.end], found, own or year), found.last
            break
    return Heading(
        next((said.unit for said in reversed(units) if said.unit), None),
        own or (as_of.year if as_of and not named else None),
        month,
        as_of,
        period if own or (period and period.year == year) else None,
        frozenset((*texts, *written)),
        units,
        read_region(texts),
    )


@frozen
class Footing:
    """What the notes below the records say; None where they are silent.

    Attributes:
        as_of: the day of 数据截至3月31日.
        cumulative: since when 累计完成投资 is cumulated, as 累计完成投资为开工以来累计 says.
    """

    as_of: date | None = None
    cumulative: CumulatedFrom | None = None


def read_footing(rows: Sequence[Sequence[object]], year: int | None) -> Footing:
    """Read lines of words below a header; *year* is the table's, for a line that names none."""
    texts = [arabic_years(clean(cell)) for row in rows for cell in row if isinstance(cell, str)]
    found = [match for text in texts for match in _SINCE.finditer(text)]
    kinds = {CumulatedFrom.START if match["start"] else CumulatedFrom.JANUARY for match in found}
    days = {day for text in texts if (day := _day(text, year))}
    return Footing(days.pop() if len(days) == 1 else None, kinds.pop() if len(kinds) == 1 else None)


def _day(text: str, year: int | None) -> date | None:
    found = _AS_OF.search(text)
    span = parse_date(found[1], year=year) if found else None
    return span.last if span else None


def _spelled(text: str) -> PeriodSpelling | None:
    """Return the period a title names; a single month is the month of the table, not what it reports on."""
    return next((found for found in periods_in(text) if found.first != found.last), None)


def _period(text: str, found: PeriodSpelling, year: int | None) -> Period | None:
    if found.is_doubtful:
        return None
    try:
        return parse_period(text, year=year)
    except PeriodError:
        return None


_SCANNED = 18
_WORDS = frozenset({"年份", "年度"})
_LINE = re.compile(r"年[份度]:?((?:19|20)\d{2})年?(?:度)?")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:\.0)?年?(?:度)?")
_NAMED = re.compile(r"(?:19|20)\d{2}年")


def year_of(cell: object) -> int | None:
    """Return the year that a cell is, and nothing else: 2023, 2023年, 2023年度."""
    found = _YEAR.fullmatch(clean(cell)) if isinstance(cell, (str, int, float)) else None
    return int(found[1]) if found else None


def stated_year(rows: Sequence[Row]) -> int | None:
    """Return the year that the head of a sheet, or its column 年份, states; None where it is silent."""
    for number, row in enumerate(rows[:_SCANNED]):
        for index, cell in enumerate(row):
            if not isinstance(cell, str) or "年" not in cell:
                continue
            text = clean(cell)
            if found := _LINE.fullmatch(text):
                return int(found[1])
            if text.rstrip(":") not in _WORDS:
                continue
            if index + 1 < len(row) and (year := year_of(row[index + 1])):
                return year
            return _of_column(rows[number + 1 :], index)
    return None


def names_year(rows: Sequence[Row]) -> bool:
    """Whether any text at the head of a sheet names a year."""
    return any(
        isinstance(cell, str) and "年" in cell and _NAMED.search(clean(cell))
        for row in rows[:_SCANNED]
        for cell in row
    )


def years_of_lines(rows: Sequence[Row]) -> set[int]:
    """Return the years that the lines above the header of a sheet name: 青禾县2026年重点项目表."""
    found: set[int] = set()
    for row in rows[:_SCANNED]:
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) > _IN_A_LINE:
            break
        found.update(year for cell in filled if isinstance(cell, str) and (year := year_in(cell)))
    return found


_IN_A_LINE = 2  # a title, and the unit beside it


def _of_column(rows: Sequence[Row], index: int) -> int | None:
    cells = [row[index] for row in rows if index < len(row) and not is_blank(row[index])]
    years = {year for cell in cells if (year := year_of(cell))}
    return years.pop() if len(years) == 1 else None
