"""The words formulas are written in: count, total, group, and arithmetic on other figures' cells.

They stand beside the words of ``investtrack.metrics.rules``; a test holds every figure, recalculated
by another engine, against the core's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from attrs import field, frozen

from investtrack.metrics.figure import Figure
from investtrack.model.target import Target
from investtrack.wording import key_text
from investtrack_excel.grid import FIGURES, Grid, InexpressibleError


@frozen
class Part:
    """A part of a series.

    Attributes:
        key: its key.
        label: the cell that shows it.
    """

    key: str
    label: str


Write = Callable[[Grid, Figure, Part], tuple[str, ...]]
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


_WHOLE = Part("", "")
# Text that COUNTIFS and SUMIFS take as itself: no wildcard, no operator, no number, no date.
_PLAIN = re.compile(r"[\u4e00-\u9fff]{1,80}")
_NAMED = re.compile(r"\{([^}]+)\}")
_LONGEST_TEXT = 255
_YES = '"是"'


def count(attribute: str, *flags: str, **equal: str) -> FormulaBuilder:
    """Count the rows marked by *flags* whose fields *equal* a text; without any, all rows."""

    def write(grid: Grid, _: Figure, __: Part) -> tuple[str, ...]:
        if tests := _criteria(grid, attribute, flags, equal):
            return (f"COUNTIFS({tests})",)
        if not grid.details[attribute].records:
            raise InexpressibleError("明细表没有记录")
        key = grid.details[attribute].fields[0].key
        key = "name" if grid.has(attribute, "name") else key
        named = all(getattr(one, key) for one in grid.details[attribute].records)
        return (f"{'COUNTA' if named else 'ROWS'}({grid.name(attribute, key)})",)

    return FormulaBuilder(write, _column(attribute, flags[0] if flags else "name"))


def total(attribute: str, measure: str, *flags: str, **equal: str) -> FormulaBuilder:
    """Sum a column over the rows so chosen."""

    def write(grid: Grid, _: Figure, __: Part) -> tuple[str, ...]:
        amounts = grid.name(attribute, measure)
        tests = _criteria(grid, attribute, flags, equal)
        return (f"SUMIFS({amounts},{tests})" if tests else f"SUM({amounts})",)

    return FormulaBuilder(write, _column(attribute, measure), measure)


def by_month(*parts: tuple[str, str, str]) -> FormulaBuilder:
    """Sum, for each month of a series, the columns *(sheet, field, flag)* of that month."""

    def write(grid: Grid, _: Figure, part: Part) -> tuple[str, ...]:
        found = [
            f"SUMIFS({grid.name(sheet, key)},{_criteria(grid, sheet, (flag,), {})})"
            for sheet, series, flag in parts
            if grid.has(sheet, key := _month_key(grid, series, part))
        ]
        if not found:
            raise InexpressibleError("明细表没有这个月份的列")
        return ("+".join(found),)

    sheet, series, _ = parts[0]
    return FormulaBuilder(write, _column(sheet, f"{series}.@"))


def carried(sheet: str, series: str, flag: str) -> FormulaBuilder:
    """Sum, for each month of a series, what each row last stated up to that month."""

    def write(grid: Grid, _: Figure, part: Part) -> tuple[str, ...]:
        newest = _month_key(grid, series, part)
        keys = sorted(
            one.key
            for one in grid.details[sheet].fields
            if one.key.startswith(f"{series}.{newest[-7:-2]}") and one.key <= newest
        )
        if not newest or not keys:
            raise InexpressibleError("明细表没有这个月份的列")
        chosen = _criteria(grid, sheet, (flag,), {})
        terms = []
        for place, key in enumerate(keys):
            # Blank in every later month: this is the one that counts.
            silent = "".join(f',{grid.name(sheet, later)},"="' for later in keys[place + 1 :])
            terms.append(f"SUMIFS({grid.name(sheet, key)},{chosen}{silent})")
        return ("+".join(terms),)

    return FormulaBuilder(write, _column(sheet, f"{series}.@"))


def _month_key(grid: Grid, series: str, part: Part) -> str:
    for detail in grid.details.values():
        for one in detail.fields:
            head, _, month = one.key.partition(".")
            if head == series and month and _ytd(month) == part.key:
                year = grid.report.period.year
                if int(month[:4]) == year:
                    return one.key
    return ""


def _ytd(month: str) -> str:
    number = int(month[5:])
    return "1月" if number == 1 else f"1—{number}月"


def grouped(attribute: str, group: str, *flags: str, measure: str = "") -> FormulaBuilder:
    """Count the rows marked, or sum *measure* over them, for each text of the column *group*."""

    def write(grid: Grid, _: Figure, part: Part) -> tuple[str, ...]:
        by, sums = grid.name(attribute, group), grid.name(attribute, measure) if measure else ""
        if _PLAIN.fullmatch(part.key):
            tests = _criteria(grid, attribute, flags, {group: part.key})
            return (f"SUMIFS({sums},{tests})" if sums else f"COUNTIFS({tests})",)
        marks = [f"({grid.name(attribute, flag)}={_YES})" for flag in flags]
        return (_product([*marks, f"EXACT({by},{_text(part)})"], sums),)

    return FormulaBuilder(write, _column(attribute, group), measure)


def named(*sheets: tuple[str, str, str], measure: str = "") -> FormulaBuilder:
    """Count, for each name, the rows of *(sheet, field of names, flag)* that hold it; with *measure*, sum too."""

    def write(grid: Grid, figure: Figure, part: Part) -> tuple[str, ...]:
        keys: Mapping[str, object] = figure.value  # type: ignore[assignment]
        if any("、" in key or not key for key in keys):
            raise InexpressibleError("名称中有顿号，公式无法分辨")
        is_apart = _PLAIN.fullmatch(part.key) and sum(part.key in key for key in keys) == 1
        holding = _holding if is_apart else _holding_exactly
        counts, sums = [], []
        for sheet, names, flag in sheets:
            if sheet in grid.details:
                marks, cells = grid.name(sheet, flag), grid.name(sheet, names)
                counts.append(holding(marks, cells, part, ""))
                if measure:
                    sums.append(holding(marks, cells, part, grid.name(sheet, measure)))
        return ("+".join(counts), *(["+".join(sums)] if measure else []))

    return FormulaBuilder(write, _column(sheets[0][0], sheets[0][1]))


def _holding(marks: str, cells: str, part: Part, amounts: str) -> str:
    """Count or sum the rows whose cell of names holds a name that is part of no other."""
    tests = f'{marks},{_YES},{cells},"*{part.key}*"'
    return f"SUMIFS({amounts},{tests})" if amounts else f"COUNTIFS({tests})"


def _holding_exactly(marks: str, cells: str, part: Part, amounts: str) -> str:
    """Count or sum the rows whose cell of names holds this name between two 、."""
    held = f'ISNUMBER(FIND("、"&{_text(part)}&"、","、"&{cells}&"、"))'
    return _product([f"({marks}={_YES})", held], amounts)


def stated(attribute: str, otherwise: FormulaBuilder | None = None) -> FormulaBuilder:
    """Refer to the cell of 目标任务 the figure was taken from; where it was reckoned, *otherwise* says how."""

    def write(grid: Grid, figure: Figure, part: Part) -> tuple[str, ...]:
        record = _source(figure)
        if record is None:
            if otherwise:
                return otherwise.write(grid, figure, part)
            raise InexpressibleError("没有注明取自目标任务表的哪一格")
        percent = "/100" if attribute.endswith("growth") else ""
        return (f"{grid.cell(record, attribute)}{percent}",)

    def leads_to(grid: Grid, figure: Figure) -> tuple[str, str] | None:
        record = _source(figure)
        if record is None or grid.row_of(record) is None:
            return None
        sheet, _, cell = grid.cell(record, attribute).partition("!")
        return sheet, cell

    return FormulaBuilder(write, leads_to, attribute)


def _source(figure: Figure) -> Target | None:
    """Return the target row a figure was taken from; None where it was reckoned."""
    record = (
        figure.sections[0].records[0] if figure.sections and figure.sections[0].records else None
    )
    is_stated = len(figure.sections) == 1 and figure.sections[0].role == "＋"
    return record if is_stated and isinstance(record, Target) else None


def reckon(formula: str, zero: str = "") -> FormulaBuilder:
    """Reckon with other figures: ``{id}`` is a figure's cell, ``{base}`` 上年同期 of 目标任务.

    Where *zero* holds, of a divisor, there is no value.
    """

    def write(grid: Grid, figure: Figure, _: Part) -> tuple[str, ...]:
        def cell(found: re.Match[str]) -> str:
            return _base(grid, figure) if found[1] == "base" else grid.figure(found[1])

        text = _NAMED.sub(cell, formula)
        guard = _NAMED.sub(cell, zero)
        return (f'IF({guard},"",{text})' if guard else text,)

    first = next(name for name in _NAMED.findall(formula) if name != "base")
    return FormulaBuilder(write, lambda grid, _: (FIGURES, grid.cells[first, ""].replace("$", "")))


def _base(grid: Grid, figure: Figure) -> str:
    for section in figure.sections:
        for record in section.records:
            if isinstance(record, Target) and section.role == "分母":
                return grid.cell(record, "base")
    raise InexpressibleError("没有注明上年同期取自哪一格")


def share(part: str, whole: str) -> FormulaBuilder:
    """Divide one figure by another; a zero base gives no rate."""
    return reckon(f"{{{part}}}/{{{whole}}}", zero=f"{{{whole}}}=0")


def written(
    write: Callable[[Grid, Figure], str], attribute: str = "", key: str = ""
) -> FormulaBuilder:
    """Write a formula of its own kind."""
    return FormulaBuilder(
        lambda grid, figure, _: (write(grid, figure),), _column(attribute, key), key
    )


def _criteria(grid: Grid, attribute: str, flags: tuple[str, ...], equal: Mapping[str, str]) -> str:
    tests = [f"{grid.name(attribute, flag)},{_YES}" for flag in flags]
    tests += [f'{grid.name(attribute, key)},"{value}"' for key, value in equal.items()]
    return ",".join(tests)


def _product(factors: list[str], amounts: str = "") -> str:
    """Return a SUMPRODUCT of conditions; amounts stand apart, since an empty text counts nothing there."""
    marks = "*".join(factors if len(factors) > 1 else [*factors, "1"])
    return f"SUMPRODUCT({marks},{amounts})" if amounts else f"SUMPRODUCT({marks})"


def _text(part: Part) -> str:
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


def write_whole(word: FormulaBuilder, grid: Grid, figure: Figure) -> str:
    """Return the formula of a figure that is one number."""
    return word.write(grid, figure, _WHOLE)[0]
