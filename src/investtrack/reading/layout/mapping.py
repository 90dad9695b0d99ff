"""Lays what a profile says of a sheet over what was recognised in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from attrs import evolve

from investtrack.model.columns import CellKind, Column
from investtrack.model.ledger import Sheet
from investtrack.model.profile import NOT_READ, Profile, SheetMapping, field_named
from investtrack.reading.headers.header import Match, Meaning, MissingMonth, clean, unit_of
from investtrack.reading.headers.ignored_columns import LEFT_OUT
from investtrack.reading.layout.header_rows import Layout, Placed, Unplaced, headers_of
from investtrack.reading.sheet import Notes, address
from investtrack.values.amount import Unit
from investtrack.values.period import month


_LETTERS = re.compile(r"([A-Z]{1,3})列?")
WHY = "配置"
"""How what a profile says begins, where it says why."""


def mapping_for(profile: Profile, file: str, sheet: str) -> SheetMapping | None:
    """Return the first mapping of *profile* that names the sheet."""
    for mapping in profile.mapping:
        if fnmatchcase(clean(sheet), clean(mapping.sheet)) and fnmatchcase(file, mapping.file):
            return mapping
    return None


def standard_of(mapping: SheetMapping | None, sheets: Sequence[Sheet]) -> Sheet | None:
    """Return the sheet of *sheets* that a mapping names."""
    if mapping is None or mapping.standard is None:
        return None
    return next(sheet for sheet in sheets if sheet.name == mapping.standard)


def header_rows(mapping: SheetMapping | None) -> tuple[int, int] | None:
    """Return the zero-based header rows that a mapping names."""
    if mapping is None or not mapping.header_rows:
        return None
    return mapping.header_rows[0] - 1, mapping.header_rows[-1] - 1


def laid_over(
    layout: Layout,
    mapping: SheetMapping | None,
    sheet: Sheet,
    notes: Notes,
    *,
    is_lenient: bool = False,
) -> Layout:
    """Return *layout* with the unit, year, month and columns of *mapping*; findings for what it names in vain."""
    if mapping is None:
        return layout
    heading = layout.heading
    if mapping.month:
        heading = evolve(heading, month=mapping.month, as_of=None)
    layout = evolve(layout, unit=mapping.unit or layout.unit, year=mapping.year or layout.year, heading=heading)  # fmt: skip
    chosen: dict[int, str] = {}
    for header, meant in mapping.columns.items():
        found = list(_indices(layout, header))
        chosen.update(dict.fromkeys(found, meant))
        if not found and not is_lenient:
            present = "、".join(clean(text) for _, text in headers_of(layout))
            notes.make(
                "mapping-unmatched",
                f"第{layout.header_row + 1}行",
                header=header,
                sheet=notes.sheet,
                found=present,
            )
    return _with_columns(layout, chosen, sheet, mapping) if chosen else layout


def column_names(layout: Layout) -> dict[int, str]:
    """Return column → the name by which a mapping means that one alone: its header, 组›表头, or its letter."""
    found = {}
    for index, text in headers_of(layout):
        own, group = clean(text), layout.groups.get(index, "")
        names = (own, f"{group}›{own}" if group else own)
        letters = address(index, 0).rstrip("0") + "列"
        found[index] = next(
            (name for name in names if list(_indices(layout, name)) == [index]), letters
        )
    return found


def _indices(layout: Layout, header: str) -> Iterator[int]:
    """Yield the columns that a mapping names by header, by 组›表头, or by letter."""
    wanted = clean(header)
    if letters := _LETTERS.fullmatch(wanted):
        number = 0
        for letter in letters[1]:
            number = number * 26 + ord(letter) - 64
        yield number - 1
        return
    for index, text in headers_of(layout):
        own = clean(text)
        if wanted in {own, f"{layout.groups.get(index, '')}›{own}"}:
            yield index


def _with_columns(
    layout: Layout, chosen: dict[int, str], sheet: Sheet, mapping: SheetMapping
) -> Layout:
    texts = dict(headers_of(layout))
    placed = {place.key: place for place in layout.placed if place.index not in chosen}
    others = [other for other in layout.others if other.index not in chosen]
    doubled = []
    for index, text, key in layout.doubled:
        if index in chosen:
            continue
        if key in placed:
            doubled.append((index, text, key))
        else:  # the one that was read is left out, or means something else: now this one is
            match = next(p.match for p in layout.placed if p.key == key)
            placed[key] = Placed(index, evolve(match, unit=unit_of(text)), text)
    for index, meant in sorted(chosen.items()):
        text = texts.get(index) or f"（{address(index, layout.header_row + 1)} 无表头）"
        meaning = _meaning(meant, text, sheet, layout, mapping)
        if not isinstance(meaning, Match):
            others.append(Unplaced(index, text, meaning, WHY))
            continue
        if (first := placed.get(meaning.key)) is not None:
            doubled.append((first.index, first.header, first.key))
        placed[meaning.key] = Placed(index, meaning, text, WHY)
    return evolve(
        layout,
        placed=tuple(sorted(placed.values(), key=lambda place: place.index)),
        unknown={index: text for index, text in layout.unknown.items() if index not in chosen},
        others=tuple(sorted(others, key=lambda other: other.index)),
        doubled=tuple(sorted(doubled)),
    )


def _meaning(
    meant: str, text: str, sheet: Sheet, layout: Layout, mapping: SheetMapping
) -> Meaning | None:
    if meant == NOT_READ:
        return LEFT_OUT
    found = field_named(sheet.record, meant)
    if found is None:  # a field of another standard sheet: the mapping names none
        return None
    column, key = found
    unit = unit_of(meant) or unit_of(text)
    if column.kind is CellKind.SERIES and "." not in key:
        return _series(column, unit, layout.year, mapping.month)
    return Match(column, key, unit)


def _series(column: Column, unit: Unit | None, year: int | None, last: int | None) -> Meaning:
    if year and last:
        return Match(column, f"{column.key}.{month(year, last)}", unit)
    return MissingMonth(column, unit, year, last)


def exact(name: str) -> str:
    """Return the pattern of *name* alone."""
    return re.sub(r"([\[*?])", r"[\1]", name)


def loose(name: str) -> str:
    """Return a pattern of *name* in which digits may differ: 调度表2022年7月 is 调度表2022年8月 next month."""
    return re.sub(r"\d+", "*", exact(name))


def one_line(text: str) -> str:
    """Return *text* fit for a comment or a quoted string of a profile: one line, no quotes, no controls."""
    return "".join(char for char in text if char.isprintable() and char not in '"\\')


def quoted(text: str) -> str:
    """Return *text* as a string of a profile's TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'
