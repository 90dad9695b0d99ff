"""Settles what headers leave open: by the values below them, by the lines above, by other headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define, evolve, field, frozen

from investtrack.model.assumptions import CumulatedFrom
from investtrack.model.columns import CellKind
from investtrack.reading.cells import cell_values
from investtrack.reading.cells.choices import BUILD_KINDS, words_of
from investtrack.reading.headers.header import (
    Ambiguous,
    Match,
    MissingMonth,
    clean,
    closeness,
    told,
    unit_of,
)
from investtrack.reading.headers.header_text import FORECAST_WORDS
from investtrack.reading.headers.ignored_columns import (
    BUILD_KIND,
    FORECAST,
    SEQUENCE,
    IgnoredColumn,
)
from investtrack.reading.headers.meanings import bare
from investtrack.reading.headers.spans import SpanKind, span_of
from investtrack.reading.layout.header_rows import Layout, Placed, Unplaced, headers_of
from investtrack.reading.layout.mapping import WHY
from investtrack.reading.layout.row_kinds import is_blank, is_header
from investtrack.reading.layout.sheet_month import SheetMonth
from investtrack.reading.sheet import Row
from investtrack.values.dates import parse_date
from investtrack.values.period import MONTHS, Month, month
from investtrack.values.text_width import folded


_MONTHLY = re.compile(r"(?:\d{4}年)?(\d{1,2})月(?:份)?形象进度")
_ENOUGH = 80  # per cent of the filled cells that must fit a meaning
_SHOWN = 4
_SHORT = 4  # digits of a number that only counts rows


@frozen
class SheetContext:
    """What is known outside the columns.

    Attributes:
        year: the ledger's.
        month: the month that its as-of date lies in.
        cumulative: since when a bare 累计完成投资 is cumulated.
        cumulative_why: how that is known.
        named: the month that the sheet's name says.
    """

    year: int | None = None
    month: int | None = None
    cumulative: CumulatedFrom | None = None
    cumulative_why: str = ""
    named: SheetMonth | None = None


@define
class _Resolver:
    layout: Layout
    body: Sequence[Row]
    around: SheetContext
    reach: tuple[int, int, str] | None = field(init=False, default=None)  # year, month, how known
    rows: list[Row] | None = field(init=False, default=None)

    def resolve(self) -> Layout:
        self.reach = self._reach()
        placed = {place.key: place for place in self.layout.placed}
        others: list[Unplaced] = []
        doubled = list(self.layout.doubled)
        for place in self.layout.placed:
            if place.match.is_whole_year and not self._is_over(place.key, placed):
                del placed[place.key]
                others.append(Unplaced(place.index, place.header, FORECAST, FORECAST.why))
        for other in self.layout.others:
            found = self._one(other)
            if isinstance(found, Placed):
                self._put(found, placed, doubled)
            else:
                others.append(found)
        self._forecasts(placed, doubled, others)
        self._by_values(placed, doubled)
        self._latest_progress(placed, doubled)
        if (code := placed.get("code")) is not None and self._is_sequence(code):
            del placed["code"]
            others.append(
                Unplaced(code.index, code.header, SEQUENCE, "各格是 1、2、3 这样的顺序号")
            )
        return evolve(
            self.layout,
            placed=tuple(sorted(placed.values(), key=lambda place: place.index)),
            others=tuple(sorted(others, key=lambda other: other.index)),
            doubled=tuple(sorted(doubled)),
        )

    def _put(
        self, found: Placed, placed: dict[str, Placed], doubled: list[tuple[int, str, str]]
    ) -> None:
        first = placed.get(found.key)
        if first is None:
            placed[found.key] = found
            return
        column = found.match.column
        is_closer = closeness(found.header, column) < closeness(first.header, column)
        loser = first if is_closer else found
        placed[found.key] = found if is_closer else first
        doubled.append((loser.index, loser.header, loser.key))

    def _forecasts(
        self,
        placed: dict[str, Placed],
        doubled: list[tuple[int, str, str]],
        others: list[Unplaced],
    ) -> None:
        """Read 1—3月预计完成投资 as the plan of these months, but for a sheet that has one: 1—3月计划完成投资."""
        for number, (index, header, key) in enumerate(doubled):
            first = placed[key]
            if _is_forecast(first.key, first.header) and not _is_forecast(key, header):
                placed[key] = Placed(index, evolve(first.match, unit=unit_of(header)), header)
                doubled[number] = (first.index, first.header, key)
        left = [each for each in doubled if _is_forecast(each[2], each[1])]
        doubled[:] = [each for each in doubled if each not in left]
        others += [Unplaced(index, header, FORECAST) for index, header, _ in left]
        is_by_month = any(other.meaning == FORECAST for other in others)
        for key, place in [*placed.items()]:
            if not _is_forecast(key, place.header) or place.why:
                continue
            if place.match.is_whole_year or (is_by_month and key.endswith("-01")):
                del placed[key]  # of the year, or of each month alone
                others.append(Unplaced(place.index, place.header, FORECAST, FORECAST.why))
            else:
                placed[key] = evolve(place, why="没有这几个月的计划数，预计完成数按计划数读取")

    def _by_values(self, placed: dict[str, Placed], doubled: list[tuple[int, str, str]]) -> None:
        """Of two columns of one choice, read the one whose values are of it, whatever the headers say."""
        for number, (index, header, key) in enumerate(doubled):
            first = placed[key]
            if first.match.column.kind is not CellKind.CHOICE or first.why.startswith(WHY):
                continue
            here, there = self._values(index), self._values(first.index)
            share = (_fit(first.match, here) or 0) * len(there)
            if share > (_fit(first.match, there) or 0) * len(here) and share:
                why = "另一列的值不是这一项的"
                placed[key] = Placed(index, evolve(first.match, unit=None), header, why)
                doubled[number] = (first.index, first.header, key)

    def _latest_progress(
        self, placed: dict[str, Placed], doubled: list[tuple[int, str, str]]
    ) -> None:
        """Of 8月…12月形象进度, read the latest month that is filled."""
        first = placed.get("progress")
        if first is None or first.why.startswith(WHY):
            return
        own = [n for n, (_, _, key) in enumerate(doubled) if key == "progress"]
        columns = [(first.index, first.header), *((doubled[n][0], doubled[n][1]) for n in own)]
        dated = [(int(m[1]), i, h) for i, h in columns if (m := _MONTHLY.match(clean(h)))]
        filled = [each for each in dated if self._values(each[1])]
        if len(dated) < len(columns) or not own or not filled:
            return
        _, index, header = max(filled)
        if index != first.index:
            placed["progress"] = Placed(
                index, evolve(first.match, unit=None), header, "最近有内容的一个月"
            )
            rest = [(i, h, "progress") for i, h in columns if i != index]
            for number, each in zip(own, rest, strict=True):
                doubled[number] = each

    def _is_sequence(self, code: Placed) -> bool:
        """Whether a column 项目编号 only counts the rows, as 1, 2, 3 of every sheet: no code tells projects apart so."""
        if code.why.startswith(WHY) or clean(code.header) == code.match.column.label:
            return False
        values = self._values(code.index)
        return bool(values) and all(v.isdigit() and len(v) <= _SHORT for v in values)

    def _one(self, other: Unplaced) -> Placed | Unplaced:
        meaning = other.meaning
        if isinstance(meaning, MissingMonth):
            return self._open(other, meaning)
        if isinstance(meaning, Ambiguous):
            return self._ambiguous(other, meaning)
        return other

    # -- months ------------------------------------------------------------------------------

    def _open(self, other: Unplaced, meaning: MissingMonth, told: str = "") -> Placed | Unplaced:
        year = meaning.year or (self.reach[0] if self.reach else self.layout.year)
        if meaning.month and year:
            number, why = meaning.month, "年份取自别处"
        elif self.reach and (meaning.year in {None, self.reach[0]}):
            year, number, how = self.reach
            why = f"月份取自{how}"
        else:
            return Unplaced(other.index, other.header, meaning) if told else other
        why = f"{told}，{why}" if told else why
        key = f"{meaning.column.key}.{month(year, number)}"
        return Placed(other.index, Match(meaning.column, key, meaning.unit), other.header, why)

    def _reach(self) -> tuple[int, int, str] | None:
        """Return the year and month that amounts to date reach to, and how it is known."""
        heading, year = self.layout.heading, self.layout.year
        if heading.as_of:
            return heading.as_of.year, heading.as_of.month, "表上的截至日期"
        if year and heading.month:
            return year, heading.month, "标题"
        if found := self._month_column():
            return found
        if year and (number := self._sibling()):
            return year, number, "其他列的表头"
        return self._outside(year)

    def _outside(self, year: int | None) -> tuple[int, int, str] | None:
        """Return what the sheet's name says of *year*, or else the ledger's as-of date."""
        named = self.around.named
        if named and (own := named.year or year):
            return own, named.month, "表名"
        if self.around.month and self.around.year and year == self.around.year:
            return year, self.around.month, "截止日期"
        return None

    def _month_column(self) -> tuple[int, int, str] | None:
        """Return the month of a column 月份 that says the same in every row."""
        for other in self.layout.others:
            if clean(other.header) not in {"月份", "申报月份", "填报月份"}:
                continue
            values = {cell_values.text_of(value) for value in self._column(other.index)}
            if len(values) != 1:
                return None
            text = values.pop()
            text = f"{text}月" if text.isdigit() and int(text) in MONTHS else text
            span = parse_date(text, year=self.layout.year or self._year_column())
            return (span.last.year, span.last.month, "月份列") if span else None
        return None

    def _year_column(self) -> int | None:
        for other in self.layout.others:
            if clean(other.header) in {"年份", "年度", "申报年度"}:
                years = {cell_values.text_of(value).removesuffix("年") for value in self._column(other.index)}  # fmt: skip
                if len(years) == 1 and (text := years.pop()).isdigit():
                    return int(text)
        return None

    def _sibling(self) -> int | None:
        """Return the one month that headers such as 3月完成投资 or 1—3月完成投资 name."""
        found = set()
        for header in (*(o.header for o in self.layout.others), *(p.header for p in self.layout.placed)):  # fmt: skip
            span = span_of(clean(header))
            if span and span.month and span.kind is not SpanKind.PART and not span.is_whole_year and not re.search("计划|预计|预期|力争", header):  # fmt: skip
                found.add(span.month)
        return max(found, default=None)

    def _is_over(self, key: str, placed: dict[str, Placed]) -> bool:
        """Whether 全年完成投资 can be what was done: its year is over as far as the sheet tells."""
        name, _, end = key.partition(".")
        last = Month.parse(end)
        if any(k.startswith(f"{name}.{last.year}-") and k != key for k in placed):
            return False
        known = self.reach
        return name != "actual" or known is None or (known[0], known[1]) >= (last.year, last.month)

    # -- values ------------------------------------------------------------------------------

    def _ambiguous(self, other: Unplaced, meaning: Ambiguous) -> Placed | Unplaced:
        values = self._values(other.index)
        tried = ((_fit(choice, values), choice) for choice in meaning.choices)
        fits = [(share, choice) for share, choice in tried if share is not None]
        best = max((share for share, _ in fits), default=0)
        winners = [choice for share, choice in fits if share == best]
        chosen: object = None
        why = ""
        if values and best * 100 >= _ENOUGH * len(values) and len(winners) == 1:
            chosen = winners[0]
            why = (
                f"按各格的值（{'、'.join(v for v, _ in Counter(values).most_common(_SHOWN))}）认定"
            )
        elif meaning.default is not None:
            chosen = meaning.default
            why = "各格的值没有反证"
        elif (told := self._told(meaning)) is not None:
            chosen, why = told, self.around.cumulative_why
        if isinstance(chosen, MissingMonth):
            return self._open(other, chosen, why)
        if isinstance(chosen, Match):
            return Placed(other.index, chosen, other.header, why)
        if isinstance(chosen, IgnoredColumn):
            return Unplaced(other.index, other.header, chosen, why)
        return other

    def _told(self, meaning: Ambiguous) -> Match | MissingMonth | None:
        """Return what 累计完成投资 means where a note below the table, or the profile, says since when."""
        keys = {CumulatedFrom.START: "cumulative", CumulatedFrom.JANUARY: "actual"}
        wanted = keys.get(self.around.cumulative) if self.around.cumulative else None
        choices = [choice for choice in meaning.choices if not isinstance(choice, IgnoredColumn)]
        if len(choices) < len(meaning.choices) or {c.column.key for c in choices} != set(keys.values()):  # fmt: skip
            return None  # 完成投资 may be of one month as well
        return next((choice for choice in choices if choice.column.key == wanted), None)

    def _values(self, index: int) -> list[str]:
        values = (folded(cell_values.text_of(value)) for value in self._column(index))
        return [value for value in values if value not in cell_values.NOTHING]

    def _own(self) -> list[Row]:
        """Return the rows of this ledger: no headers again, nothing of a further ledger below."""
        if self.rows is None:
            texts = {clean(text) for _, text in headers_of(self.layout)}
            self.rows = []
            for row in self.body:
                if not is_header(row):
                    self.rows.append(row)
                elif not {clean(cell) for cell in row if not is_blank(cell)} <= texts:
                    break
        return self.rows

    def _column(self, index: int) -> Iterable[Any]:
        names = self.layout.required_index
        headers = {place: clean(text) for place, text in headers_of(self.layout)}
        for row in self._own():
            named = names is None or (names < len(row) and not is_blank(row[names]))
            if not named or index >= len(row) or is_blank(cell := row[index]):
                continue
            if not (isinstance(cell, str) and clean(cell) == headers.get(index)):  # a page's header
                yield cell


def _fit(choice: object, values: Sequence[str]) -> int | None:
    """Return how many values can be of a meaning; None where values cannot tell."""
    if (
        isinstance(choice, Match)
        and choice.column.kind is CellKind.CHOICE
        and choice.column.choices
    ):
        known = words_of(choice.column.choices)
        return sum(value in known for value in values)
    if choice == BUILD_KIND or (isinstance(choice, Match) and choice.key == "build_kind"):
        return sum(value in BUILD_KINDS for value in values)
    return None


def _is_forecast(key: str, header: str) -> bool:
    """Whether a column of the plan is called an expectation: 1—3月预计完成投资."""
    if not key.startswith("planned."):
        return False
    text = told(clean(header))
    span = span_of(text)
    own = bare(text if span is None else span.rest)[0]
    return own.removesuffix("额") in FORECAST_WORDS


def resolve_columns(layout: Layout, body: Sequence[Row], around: SheetContext) -> Layout:
    """Return *layout* with all that values, lines and other headers can decide.

    Args:
        layout: as its headers tell.
        body: the rows below the header that are at hand.
        around: what the ledger says elsewhere.
    """
    is_open = any(
        p.match.is_whole_year or p.key == "code" or _is_forecast(p.key, p.header)
        for p in layout.placed
    )
    if not (layout.others or layout.doubled or is_open):
        return layout
    return _Resolver(layout, body, around).resolve()
