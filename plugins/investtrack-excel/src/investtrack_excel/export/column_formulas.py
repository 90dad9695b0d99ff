"""Formulas of the columns computed beside a ledger's own, derived from what they show.

An amount is a formula over the same row, so that whoever corrects an amount sees the totals follow; what dates and
statuses decide the core has decided and is written as 是. A cell is asked for a number by ISNUMBER, never by ``=""``:
engines differ on comparing a number with a text. Columns are asked by ``<>""``: not every engine gives ISNUMBER of a column
for each of its cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from investtrack.metrics import DEFINITIONS
from investtrack.metrics.assembly import definitions_of
from investtrack.metrics.columns import HelperColumn, helper_columns, parameters_of
from investtrack.metrics.figure import Kind
from investtrack.metrics.measures import (
    BehindMeasure,
    FieldMeasure,
    FirstStatedMeasure,
    Group,
    InPeriodMeasure,
    LatestMeasure,
    LesserMeasure,
    Measure,
    PeriodEndMeasure,
    RestMeasure,
    ShareMeasure,
    SumMeasure,
    TotalMeasure,
)
from investtrack.metrics.parameters import Parameter
from investtrack.metrics.rules import Told, selections_of
from investtrack.metrics.rules_by_group import LoadByGroup
from investtrack.metrics.selection import (
    Above,
    AtLeast,
    ChosenMeasure,
    Condition,
    Equals,
    Filled,
    Holds,
    Selection,
)
from investtrack.model.extensions import Extensions
from investtrack.model.profile import Profile
from investtrack_excel.export.sheets import COUNT, MARK, MONEY, PERCENT, TEXT


FROM_JANUARY = "from January"
"""Key that is there where P begins in January."""
ACTUAL, ACTUAL_MONTH, ACTUAL_DUE = "actual", "actual month", "actual due"
"""Keys of the newest amount of a row, of its month, and of the pace due by then."""
NOTHING = '""'
"""Where a formula names a column that the ledger has not: an empty text, as an empty cell would be."""
Cells = Mapping[str, str]
"""Key of a column → its cell of the same row."""
_STYLES = {Kind.RATE: PERCENT, Kind.COUNT: COUNT, Kind.DAYS: COUNT}


class _UndecidedError(Exception):
    """Raised where a condition is not one of cells: the core decides."""


def computed_columns(profile: Profile) -> Mapping[str, tuple[HelperColumn, ...]]:
    """Return attribute of the ledger → the columns that the figures of a run need."""
    return _computed(profile.extensions)


def named_columns(profile: Profile) -> frozenset[tuple[str, str]]:
    """Return the columns that figures look for names in, of several a cell: attribute of the ledger, key."""
    found: set[tuple[str, str]] = set()
    for rule in (definition.rule for definition in definitions_of(profile)):
        if isinstance(rule, LoadByGroup):
            found |= {(each.of, rule.group.key) for each in selections_of(rule.selection)}
        elif isinstance(rule, Told) and rule.counts:
            found.add((rule.counts[0].of, rule.counts[1].key))
    return frozenset(found)


@lru_cache(maxsize=8)
def _computed(extensions: Extensions) -> Mapping[str, tuple[HelperColumn, ...]]:
    return helper_columns(extensions.definitions or DEFINITIONS)


def limits(profile: Profile) -> tuple[Parameter, ...]:
    """Return the limits that the figures of a run depend on."""
    return parameters_of(definitions_of(profile))


def parameter(label: str) -> str:
    """Return the defined name of a parameter."""
    return f"_参数_{label}"


def style_of(column: HelperColumn) -> str:
    """Return how a column is shown."""
    shows = column.shows
    if isinstance(shows, Group):
        return MARK if shows.of_latest else TEXT
    return _STYLES.get(shows.kind, MONEY) if isinstance(shows, Measure) else MARK


def formula_of(column: HelperColumn, cells: Cells) -> str:
    """Return the formula of a column's cells; empty where the core decides."""
    shows = column.shows
    if isinstance(shows, Selection):
        return _of_selection(shows, cells)
    if isinstance(shows, Measure):
        return _of_measure(shows, cells)
    return cells.get(ACTUAL_MONTH, "") if isinstance(shows, Group) and shows.of_latest else ""


def _of_selection(selection: Selection, cells: Cells) -> str:
    try:
        tests = list(_tests(selection, cells))
    except _UndecidedError:
        return ""
    formula = '"是"'
    for test in reversed(tests):
        formula = f'IF({test},{formula},"")'
    return formula


def _tests(selection: Selection, cells: Cells) -> Iterator[str]:
    """Yield the tests of a row that a selection consists of."""
    if selection.source is not None or not (selection.where and (selection.among or selection.of)):
        raise _UndecidedError
    if selection.among is not None:
        if selection.among.head:
            yield _is_marked(selection.among.key, cells)
        else:
            yield from _tests(selection.among, cells)
    for condition in selection.where:
        yield from _of_condition(condition, cells)


def _of_condition(condition: Condition, cells: Cells) -> Iterator[str]:
    if isinstance(condition, Holds) and condition.head:
        yield _is_marked(condition.key, cells)
    elif isinstance(condition, (AtLeast, Above)):
        cell = _cell(condition.measure, cells)
        yield f"ISNUMBER({cell})"
        limit = parameter(condition.limit.label)
        is_exact = condition.measure.kind is Kind.MONEY
        sign = ">=" if isinstance(condition, AtLeast) else ">"
        yield f"{cell if is_exact else f'ROUND({cell},9)'}{sign}{limit}"
    elif isinstance(condition, Filled):
        yield from (f"ISNUMBER({_cell(measure, cells)})" for measure in condition.measures)
    elif isinstance(condition, Equals):
        yield f'{cells.get(condition.key, NOTHING)}="{condition.text}"'
    else:
        raise _UndecidedError


def _is_marked(key: str, cells: Cells) -> str:
    return f'{cells.get(key, NOTHING)}="是"'


def _cell(measure: Measure, cells: Cells) -> str:
    """Return the cell of a measure, or its formula where it has no column."""
    if measure.made_of and not measure.head:
        return _of_measure(measure, cells)
    return cells.get(measure.key, NOTHING)


_OF_BOTH: Mapping[type[Measure], str] = {
    SumMeasure: "{0}+{1}",
    RestMeasure: "MAX({0}-{1},0)",
    LesserMeasure: "MIN({0},{1})",
    ShareMeasure: 'IF({1}=0,"",{0}/{1})',
    BehindMeasure: 'IF({1}>0,IF(ISNUMBER({due}),{due}-{0}/{1}*100,""),"")',
}
"""Kind of measure → what it makes of two numbers."""


def _of_measure(measure: Measure, cells: Cells) -> str:
    if write := _OF_ITS_OWN.get(type(measure)):
        return write(measure, cells)
    if not measure.made_of:
        return ""
    first, second = (_cell(part, cells) for part in measure.made_of)
    if isinstance(measure, FirstStatedMeasure):
        return f"IF(ISNUMBER({first}),{first},{second})"
    both = _OF_BOTH[type(measure)].format(first, second, due=cells.get(ACTUAL_DUE, NOTHING))
    return f'IF(AND(ISNUMBER({first}),ISNUMBER({second})),{both},"")'


def _chosen(measure: ChosenMeasure, cells: Cells) -> str:
    if not _is_live(measure.measure):
        return ""
    cell = _cell(measure.measure, cells)
    return f'IF({_is_marked(measure.selection.key, cells)},IF(ISNUMBER({cell}),{cell},""),"")'


def _of_several(measure: TotalMeasure, cells: Cells) -> str:
    found = ",".join(cells[part.key] for part in measure.parts if part.key in cells)
    return f'IF(COUNT({found})=0,"",SUM({found}))' if found else ""


def _in_period(measure: InPeriodMeasure, cells: Cells) -> str:
    """Return the YTD amount of P's last month without that before P; the former alone where P begins in January."""
    last = cells.get(f"{measure.series}.@", NOTHING)
    if FROM_JANUARY in cells:
        return f'IF(ISNUMBER({last}),{last},"")'
    first = cells.get(f"{measure.series}.@before", NOTHING)
    return f'IF(AND(ISNUMBER({last}),ISNUMBER({first})),{last}-{first},"")'


_OF_ITS_OWN: Mapping[type[Measure], Callable[[Any, Cells], str]] = {
    LatestMeasure: lambda _, cells: cells.get(ACTUAL, ""),
    ChosenMeasure: _chosen,
    InPeriodMeasure: _in_period,
    TotalMeasure: _of_several,
}
"""Kind of measure that is no two numbers joined → what writes its formula."""


def _is_live(measure: Measure) -> bool:
    """Whether a measure is told by cells of the row."""
    return bool(measure.made_of) or isinstance(measure, (FieldMeasure, PeriodEndMeasure))
