"""How a rule is written as a formula: derived from the rule itself, a builder a kind of rule.

A test holds every figure, recalculated by another engine, against the core's. Formulas keep to plain idioms: engines
other than Excel and LibreOffice differ on INDEX/MATCH of one row, on whether a number is ``""``, on MAX, EXACT, FIND or
ISNUMBER of columns inside SUMPRODUCT, on N() of an empty cell; and one of them shows SUMIFS over formula cells an edit late, so that totals
over computed columns are SUMPRODUCT.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import singledispatch
from typing import Any

from attrs import field, frozen

from investtrack.metrics.figure import Figure
from investtrack.metrics.figures.month_of_data import TableToDate, month_of_data, why_of_no_month
from investtrack.metrics.figures.targets import (
    GrowthOnBase,
    LatestByMonth,
    PaceGap,
    PaceGapOfRate,
    StandIn,
    Stated,
    StatedRank,
    TotalByMonth,
    TotalOfParts,
)
from investtrack.metrics.measures import Group, Measure
from investtrack.metrics.rules import (
    Count,
    Difference,
    GrowthOfSame,
    Maximum,
    OfRecords,
    Ratio,
    RatioOfSame,
    Rule,
    Sum,
    Told,
    Total,
    selections_of,
)
from investtrack.metrics.rules_by_group import (
    UNSTATED,
    Beside,
    CountByGroup,
    LoadByGroup,
    TableByGroup,
    TotalByGroup,
)
from investtrack.metrics.selection import Blank, Equals, Holds, InGroup, Selection, Taken
from investtrack.model.target import Target
from investtrack.wording import key_text
from investtrack_excel.export.column_formulas import parameter
from investtrack_excel.export.grid import (
    BETWEEN_NAMES,
    FIGURES,
    Grid,
    InexpressibleError,
    pace_item,
)


@frozen
class SeriesPart:
    """A part of a series.

    Attributes:
        key: its key.
        label: the cell that shows it.
    """

    key: str
    label: str


Write = Callable[[Grid, Figure, SeriesPart], tuple[str, ...]]
Place = Callable[[Grid, Figure], tuple[str, str] | None]


@frozen(eq=False)
class FormulaBuilder:
    """How a figure is written as a formula.

    Attributes:
        write: gives the formulas of a figure, or of one part of a series: as a rule one.
        leads_to: detail sheet and cell that the figure's link opens.
        measure: field that its contributions take their amounts from; empty where each counts one.
    """

    write: Write
    leads_to: Place = field(default=lambda _, __: None)
    measure: str = ""


@frozen
class _Test:
    """A column of a sheet and the text that the rows taken hold there; empty: nothing."""

    key: str
    text: str


# Text that COUNTIFS and SUMIFS take as itself: no wildcard, no operator, no number, no date.
_PLAIN = re.compile(r"[\u4e00-\u9fff]{1,80}")
_LONGEST_TEXT = 255


@singledispatch
def builder_of(rule: Rule) -> FormulaBuilder | None:  # noqa: ARG001 - what has no builder has no formula
    """Return how the figures of a rule are written; None: as a value."""
    return None


# -- of records ------------------------------------------------------------------------------------


@builder_of.register
def _count(rule: Count) -> FormulaBuilder | None:
    selections = selections_of(rule.selection)
    if not selections:
        return None

    def write(grid: Grid, _: Figure, __: SeriesPart) -> tuple[str, ...]:
        return (_together(grid, selections, lambda each: _counted(grid, each)),)

    return FormulaBuilder(write, _column(selections[0].of, _first_key(selections[0]) or "name"))


def _counted(grid: Grid, selection: Selection) -> str:
    sheet, tests = selection.of, _tests_of(selection)
    if tests:
        return _total(grid, sheet, tests)
    detail = grid.details[sheet]
    if not detail.records:
        raise InexpressibleError("明细表没有记录")
    key = "name" if grid.has(sheet, "name") else detail.fields[0].key
    is_named = all(getattr(one, key) for one in detail.records)
    return f"{'COUNTA' if is_named else 'ROWS'}({grid.name(sheet, key)})"


@builder_of.register
def _summed(rule: Total) -> FormulaBuilder | None:
    selections = selections_of(rule.selection)
    if not selections:
        return None

    def write(grid: Grid, _: Figure, __: SeriesPart) -> tuple[str, ...]:
        def of(each: Selection) -> str:
            return _total(grid, each.of, _tests_of(each), rule.measure.key)

        return (_together(grid, selections, of),)

    key = rule.measure.key
    return FormulaBuilder(write, _column(selections[0].of, key), key)


@builder_of.register
def _of_parts(rule: TotalOfParts) -> FormulaBuilder:
    def write(grid: Grid, _: Figure, __: SeriesPart) -> tuple[str, ...]:
        skipped = grid.report.period.first == 1
        found = [
            _total(grid, selection.of, _tests_of(selection), measure.key)
            for selection, measure in rule.parts
            if selection.of in grid.details and not (skipped and selection.after_january)
        ]
        return ("+".join(found),)

    selection, measure = rule.parts[0]
    return FormulaBuilder(write, _column(selection.of, measure.key), measure.key)


def _together(
    grid: Grid, selections: Sequence[Selection], write: Callable[[Selection], str]
) -> str:
    """Return the sum of what is written of each sheet that the ledger has."""
    found = [write(each) for each in selections if each.of in grid.details]
    if not found:
        raise InexpressibleError("明细表没有所依据的列")
    return "+".join(found)


@builder_of.register
def _maximum(rule: Maximum) -> FormulaBuilder:
    sheet, key = rule.measure.selection.of, rule.measure.key
    return _written(lambda grid, _: f"MAX({grid.name(sheet, key)})", _column(sheet, key), key)


@builder_of.register
def _counted_by_group(rule: CountByGroup) -> FormulaBuilder | None:
    return _by_group(rule, rule.group, None)


@builder_of.register
def _summed_by_group(rule: TotalByGroup) -> FormulaBuilder | None:
    return _by_group(rule, rule.group, rule.measure)


def _by_group(rule: OfRecords, group: Group, measure: Measure | None) -> FormulaBuilder | None:
    selections = selections_of(rule.selection)
    if len(selections) != 1:
        return None
    (selection,) = selections
    sheet, amounts = selection.of, measure.key if measure else ""

    def write(grid: Grid, figure: Figure, part: SeriesPart) -> tuple[str, ...]:
        tests = _tests_of(selection)
        if _PLAIN.fullmatch(part.key):
            return (_total(grid, sheet, [*tests, _Test(group.key, part.key)], amounts),)
        by, sums = grid.name(sheet, group.key), grid.name(sheet, amounts) if amounts else ""
        marks = [_factor(grid, sheet, test) for test in tests]
        return (_product([*marks, _is_text(by, figure, part)], sums),)

    return FormulaBuilder(write, _column(sheet, group.key), amounts)


@builder_of.register
def _table(rule: TableByGroup) -> FormulaBuilder | None:
    selections = selections_of(rule.selection)
    if len(selections) != 1:
        return None
    (selection,) = selections
    sheet = selection.of

    def write(grid: Grid, figure: Figure, part: SeriesPart) -> tuple[str, ...]:
        beside = _stated_beside(grid, rule.beside, figure, part) if rule.beside else ""
        if beside and not grid.has(sheet, rule.group.key):  # nothing but what stands beside
            return (f"COUNT({beside})", f"SUM({beside})", *['""'] * len(rule.measures))
        marks = [_factor(grid, sheet, test) for test in _tests_of(selection)]
        by = grid.name(sheet, rule.group.key)
        marks.append(_is_blank(by) if part.key == UNSTATED else _is_text(by, figure, part))
        sums = {name: grid.name(sheet, measure.key) for name, measure in rule.measures.items()}
        counted = rule.counts[1]
        counting = [_factor(grid, sheet, test) for test in _tests_of(counted)] if counted else []
        numbers = [_product([*marks, *counting])]
        if rule.beside is not None:
            if beside:
                numbers[0] = f"IF({_product(marks)}=0,COUNT({beside}),{numbers[0]})"
            numbers.append(f"SUM({beside})" if beside else '""')
        numbers += [_product(marks, cells) for cells in sums.values()]
        if rule.rate is not None and _is_of_several_months(grid, rule):
            numbers.append('""')
        elif rule.rate is not None:
            above, below = (sums[name] for name in rule.rate)
            both = [*marks, _is_filled(above), _is_filled(below)]
            base = _product(both, below)
            numbers.append(f'IF({base}=0,"",{_product(both, above)}/{base})')
        return tuple(numbers)

    return FormulaBuilder(write, _column(sheet, rule.group.key))


def _is_of_several_months(grid: Grid, rule: TableByGroup) -> bool:
    """Whether what was done is of different months, so that the groups have no rates."""
    if not isinstance(rule, TableToDate):
        return False
    return bool(why_of_no_month(grid.report.facts, grid.report.figures[rule.done]))


def _stated_beside(grid: Grid, beside: Beside, figure: Figure, part: SeriesPart) -> str:
    """Return the cells of another sheet that state what stands beside a group; nothing where none does."""
    rows: Any = figure.value
    row: Mapping[str, object] = rows[part.key]
    if row.get(beside.name) is None:
        return ""
    return grid.name(beside.selection.of, beside.measures[part.key].key)


@builder_of.register
def _load(rule: LoadByGroup) -> FormulaBuilder | None:
    return _named(selections_of(rule.selection), rule.group, rule.measure)


@builder_of.register
def _told(rule: Told) -> FormulaBuilder | None:
    return _named((rule.counts[0],), rule.counts[1]) if rule.counts else None


def _named(
    selections: Sequence[Selection], group: Group, measure: Measure | None = None
) -> FormulaBuilder | None:
    """Count, for each name, the rows that hold it, alone or beside others; with *measure*, sum too."""
    if not selections:
        return None

    def write(grid: Grid, figure: Figure, part: SeriesPart) -> tuple[str, ...]:
        keys: Mapping[str, object] = figure.value  # type: ignore[assignment]
        if any(BETWEEN_NAMES in key or not key for key in keys):
            raise InexpressibleError("名称中有顿号，公式无法分辨")

        def holding(each: Selection, amounts: str = "") -> str:
            singles = grid.single_names(each.of, group.key)
            held = "+".join(_is_text(cells, figure, part) for cells in singles)
            marks = [_factor(grid, each.of, test) for test in _tests_of(each)]
            factors = [*marks, f"({held})" if len(singles) > 1 else held]
            return _product(factors, grid.name(each.of, amounts) if amounts else "")

        counts = _together(grid, selections, holding)
        if measure is None:
            return (counts,)
        return counts, _together(grid, selections, lambda each: holding(each, measure.key))

    return FormulaBuilder(write, _column(selections[0].of, group.key))


@builder_of.register(GrowthOfSame)
@builder_of.register(RatioOfSame)
def _of_same(rule: GrowthOfSame | RatioOfSame) -> FormulaBuilder | None:
    selections = selections_of(rule.selection)
    if len(selections) != 1:
        return None
    (selection,) = selections
    sheet = selection.of

    def write(grid: Grid, _: Figure) -> str:
        tests = _tests_of(selection)
        above = _total(grid, sheet, tests, rule.measure.key)
        below = _total(grid, sheet, tests, rule.base.key)
        if isinstance(rule, GrowthOfSame):
            return f'IF({below}<=0,"",{above}/{below}-1)'
        return f'IF({below}=0,"",{above}/{below})'

    return _written(write, _column(sheet, _first_key(selection)))


@builder_of.register
def _by_month(rule: TotalByMonth) -> FormulaBuilder:
    def write(grid: Grid, _: Figure, part: SeriesPart) -> tuple[str, ...]:
        found = [
            _total(grid, selection.of, _tests_of(selection), key)
            for selection, series in rule.parts
            if not (selection.after_january and grid.report.period.first == 1)
            and (key := _month_key(grid, selection.of, series, part))
        ]
        if not found:
            raise InexpressibleError("明细表没有这个月份的列")
        return ("+".join(found),)

    selection, series = rule.parts[0]
    return FormulaBuilder(write, _column(selection.of, f"{series}.@"))


@builder_of.register
def _carried(rule: LatestByMonth) -> FormulaBuilder:
    """Sum, for each month of a series, what each row last stated up to that month."""
    sheet = rule.selection.of

    def write(grid: Grid, _: Figure, part: SeriesPart) -> tuple[str, ...]:
        newest = _month_key(grid, sheet, "actual", part)
        keys = sorted(
            one.key
            for one in grid.details[sheet].fields
            if one.key.startswith(f"actual.{newest[-7:-2]}") and one.key <= newest
        )
        if not newest or not keys:
            raise InexpressibleError("明细表没有这个月份的列")
        marks = [_factor(grid, sheet, test) for test in _tests_of(rule.selection)]
        terms = []
        for place, key in enumerate(keys):
            # Blank in every later month: this is the one that counts.
            silent = [_is_blank(grid.name(sheet, later)) for later in keys[place + 1 :]]
            terms.append(_product([*marks, *silent], grid.name(sheet, key)))
        return ("+".join(terms),)

    return FormulaBuilder(write, _column(sheet, "actual.@"))


def _month_key(grid: Grid, sheet: str, series: str, part: SeriesPart) -> str:
    """Return the column of a series for the month that a part of a figure is called by; empty where there is none."""
    detail = grid.details.get(sheet)
    year = f"{grid.report.period.year}-"
    for one in detail.fields if detail else ():
        head, _, month = one.key.partition(".")
        if head == series and month.startswith(year) and _ytd(month) == part.key:
            return one.key
    return ""


def _ytd(month: str) -> str:
    number = int(month[5:])
    return "1月" if number == 1 else f"1—{number}月"


# -- of targets and other figures ------------------------------------------------------------------


@builder_of.register
def _stated(rule: Stated) -> FormulaBuilder:
    """Refer to the cell of 目标任务 the figure was taken from; where it was computed, its other rule says how."""
    attribute = rule.attribute
    otherwise = builder_of(rule.otherwise) if rule.otherwise else None

    def write(grid: Grid, figure: Figure, part: SeriesPart) -> tuple[str, ...]:
        records = _sources(figure)
        if not records:
            if otherwise:
                return otherwise.write(grid, figure, part)
            raise InexpressibleError("没有注明取自目标任务表的哪一格")
        percent = "/100" if attribute.endswith("growth") else ""
        return (f"{'+'.join(grid.cell(record, attribute) for record in records)}{percent}",)

    def leads_to(grid: Grid, figure: Figure) -> tuple[str, str] | None:
        records = _sources(figure)
        if not records or grid.row_of(records[0]) is None:
            return None
        sheet, _, cell = grid.cell(records[0], attribute).partition("!")
        return sheet, cell

    return FormulaBuilder(write, leads_to, attribute)


def _sources(figure: Figure) -> Sequence[Target]:
    """Return the target rows a figure was taken from, several where quarters make it up; none where it was computed."""
    if len(figure.sections) != 1 or figure.sections[0].role != "＋":
        return ()
    records = figure.sections[0].records
    return records if all(isinstance(record, Target) for record in records) else ()


@builder_of.register
def _stated_rank(_: StatedRank) -> FormulaBuilder:
    """Refer to the cell, where it is a number: 第3位 and 3/12 are words."""

    def write(grid: Grid, figure: Figure) -> str:
        rows = _sources(figure)
        if len(rows) != 1 or not (rows[0].rank or "").isdigit():
            raise InexpressibleError("位次不是单个数字")
        return f"VALUE({grid.cell(rows[0], 'rank')})"

    return _written(write, _column("targets", "rank"), "")


@builder_of.register
def _stand_in(rule: StandIn) -> FormulaBuilder:
    return _of_figures((rule.id,), lambda grid, _: grid.figure(rule.id))


@builder_of.register
def _sum(rule: Sum) -> FormulaBuilder:
    return _of_figures(rule.ids, lambda grid, _: "+".join(map(grid.figure, rule.ids)))


@builder_of.register
def _difference(rule: Difference) -> FormulaBuilder:
    def write(grid: Grid, _: Figure) -> str:
        first = grid.figure(rule.first)
        if rule.alone and grid.report.figures[rule.second].is_absent:
            return first
        return f"{first}-{grid.figure(rule.second)}"

    return _of_figures((rule.first,), write)


@builder_of.register
def _ratio(rule: Ratio) -> FormulaBuilder:
    def write(grid: Grid, _: Figure) -> str:
        part, whole = grid.figure(rule.part), grid.figure(rule.whole)
        if not rule.less:
            return f'IF({whole}=0,"",{part}/{whole})'
        base = f"{whole}-{grid.figure(rule.less)}"
        return f'IF({base}<=0,"",{part}/({base}))'

    return _of_figures((rule.part,), write)


@builder_of.register
def _growth_on_base(rule: GrowthOnBase) -> FormulaBuilder:
    def write(grid: Grid, figure: Figure) -> str:
        base = _base(grid, figure)
        return f'IF({base}<=0,"",{grid.figure(rule.current)}/{base}-1)'

    return _of_figures((rule.current,), write)


@builder_of.register
def _pace_gap(rule: PaceGap) -> FormulaBuilder:
    def write(grid: Grid, _: Figure) -> str:
        done, year = grid.figure(rule.done), grid.figure(rule.year)
        return f'IF({year}=0,"",{parameter("应完成进度")}-{done}/{year}*100)'

    return _of_figures((rule.done,), write)


@builder_of.register
def _pace_gap_of_rate(rule: PaceGapOfRate) -> FormulaBuilder:
    def write(grid: Grid, _: Figure) -> str:
        end = month_of_data(grid.report.facts, grid.report.figures[rule.rate])
        if end is None:
            raise InexpressibleError("没有实际完成数")
        rate = grid.figure(rule.rate)
        return f'IF(ISNUMBER({rate}),{parameter(pace_item(end))}-{rate}*100,"")'

    return _of_figures((rule.rate,), write)


def _base(grid: Grid, figure: Figure) -> str:
    for section in figure.sections:
        if section.role == "分母" and all(isinstance(one, Target) for one in section.records):
            cells = [grid.cell(record, "base") for record in section.records]
            return cells[0] if len(cells) == 1 else f"({'+'.join(cells)})"
    raise InexpressibleError("没有注明上年同期取自哪一格")


def _of_figures(ids: Sequence[str], write: Callable[[Grid, Figure], str]) -> FormulaBuilder:
    return _written(write, lambda grid, _: (FIGURES, grid.cells[ids[0], ""].replace("$", "")))


def _written(
    write: Callable[[Grid, Figure], str], leads_to: Place, measure: str = ""
) -> FormulaBuilder:
    return FormulaBuilder(lambda grid, figure, _: (write(grid, figure),), leads_to, measure)


# -- criteria --------------------------------------------------------------------------------------


def _tests_of(selection: Selection) -> list[_Test]:
    """Return what rows of a sheet hold that a selection takes; nothing for a whole sheet.

    Raises:
        InexpressibleError: only the core can tell.
    """
    return list(_tests(selection))


def _tests(selection: Selection) -> Iterator[_Test]:
    if selection.head:
        yield _Test(selection.key, "是")
        return
    if selection.among is not None:
        yield from _tests(selection.among)
    for condition in selection.where:
        if isinstance(condition, Equals):
            yield _Test(condition.key, condition.text)
        elif isinstance(condition, InGroup):
            yield _Test(condition.group.key, condition.part)
        elif isinstance(condition, Blank):
            yield _Test(condition.key, "")
        elif isinstance(condition, Holds) and condition.head:
            yield _Test(condition.key, "是")
        elif isinstance(condition, Taken):
            yield from _tests(condition.selection)
        else:
            raise InexpressibleError("由系统判定，明细表没有这一列")


def _first_key(selection: Selection) -> str:
    try:
        return next(iter(_tests(selection))).key
    except (StopIteration, InexpressibleError):
        return ""


def _total(grid: Grid, sheet: str, tests: Sequence[_Test], amounts: str = "") -> str:
    """Count the rows that hold what *tests* say, or sum a column of theirs."""
    sums = grid.name(sheet, amounts) if amounts else ""
    if not tests:
        return f"SUM({sums})"
    if not all(test.text for test in tests) and not grid.details[sheet].records:
        raise InexpressibleError("明细表没有记录")  # the one empty row would count as blank
    is_live = any(grid.is_live(sheet, key) for key in (amounts, *(test.key for test in tests)))
    if is_live or not all(test.text for test in tests):
        return _product([_factor(grid, sheet, test) for test in tests], sums)
    criteria = ",".join(f'{grid.name(sheet, test.key)},"{test.text}"' for test in tests)
    return f"SUMIFS({sums},{criteria})" if sums else f"COUNTIFS({criteria})"


def _factor(grid: Grid, sheet: str, test: _Test) -> str:
    cells = grid.name(sheet, test.key)
    return f'({cells}="{test.text}")' if test.text else _is_blank(cells)


def _is_filled(cells: str) -> str:
    return f'({cells}<>"")'


def _is_blank(cells: str) -> str:
    """Return the test that cells hold nothing: an engine takes nought for ``=""``, none for ``<>""``."""
    return f"(1-{_is_filled(cells)})"


def _product(factors: Sequence[str], amounts: str = "") -> str:
    """Return a SUMPRODUCT of conditions; amounts stand apart, since an empty text counts nothing there."""
    marks = "*".join(factors if len(factors) > 1 else [*factors, "1"])
    return f"SUMPRODUCT({marks},{amounts})" if amounts else f"SUMPRODUCT({marks})"


def _is_text(cells: str, figure: Figure, part: SeriesPart) -> str:
    """Return the test that cells hold the text of a part.

    Raises:
        InexpressibleError: only letters' case or width tells the part from another, which EXACT of a column tells in few engines.
    """
    keys: Any = figure.value
    folded = _folded(part.key)
    if sum(_folded(key) == folded for key in keys) > 1:
        raise InexpressibleError("有名称只差大小写或全半角，公式分不清")
    return f"({cells}={_text(part)})"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _text(part: SeriesPart) -> str:
    """Return what shows the part's key: its cell, or the text itself where the cell shows another."""
    if key_text(part.key) == part.key and part.key:
        return part.label
    if len(part.key) > _LONGEST_TEXT:
        raise InexpressibleError("名称过长，公式写不下")
    return '"' + part.key.replace('"', '""') + '"'


def _column(attribute: str, key: str) -> Place:
    def leads_to(grid: Grid, _: Figure) -> tuple[str, str] | None:
        return grid.head(attribute, key)

    return leads_to
