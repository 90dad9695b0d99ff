"""Writes a first profile: what each sheet and column was taken for, how sure that is, and what is open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from investtrack.findings import Finding
from investtrack.model.columns import AMOUNT_KINDS, CellKind, Column, columns
from investtrack.model.ledger import Sheet
from investtrack.model.profile import NOT_READ, Profile, SheetMapping, field_named
from investtrack.reading.columns.column_findings import choice_label
from investtrack.reading.columns.recognise import ColumnState, ColumnUse, SheetReading, uses
from investtrack.reading.headers.header import Ambiguous, MissingMonth, clean, unit_of
from investtrack.reading.headers.ignored_columns import IgnoredColumn
from investtrack.reading.layout.header_rows import Placed, Unplaced
from investtrack.reading.layout.mapping import (
    column_names,
    exact,
    loose,
    mapping_for,
    one_line,
    quoted,
)
from investtrack.reading.layout.row_kinds import is_number
from investtrack.values.amount import Unit
from investtrack.values.dates import parse_date
from investtrack.values.units import split_unit


_OFFERED = 3
_LEAST = 0.4
_BRACKETS = re.compile(r"[()]")
_NUMBERS = frozenset({CellKind.MONEY, CellKind.SERIES, CellKind.PERCENT})
_WORDS = frozenset({CellKind.TEXT, CellKind.NAMES, CellKind.CHOICE, CellKind.FLAG})


def suggestions(header: str, sheet: Sheet, samples: Sequence[object]) -> list[str]:
    """Return the labels of at most three fields that *header* may mean, suggestions first.

    Args:
        header: the header.
        sheet: the standard sheet.
        samples: some of the cells below it: amounts are not offered for words, nor words for amounts.
    """
    from difflib import SequenceMatcher

    own = _bare(header)
    kinds = _kinds(samples)
    scored = []
    for number, column in enumerate(columns(sheet.record)):
        if column.kind in kinds and own:
            score = max(SequenceMatcher(None, own, word).ratio() for word in _words(column))
            scored.append((-score, number, column.label))
    return [label for score, _, label in sorted(scored)[:_OFFERED] if -score >= _LEAST]


def _bare(header: str) -> str:
    return _BRACKETS.sub("", split_unit(clean(header))[0])


def _words(column: Column) -> Iterator[str]:
    for word in (column.label, *column.synonyms):
        yield _bare(word)


def _kinds(samples: Sequence[object]) -> frozenset[CellKind]:
    """Return the kinds that cells may be of; all where there are none."""
    if not samples:
        return _NUMBERS | _WORDS | {CellKind.DATE}
    if all(is_number(cell) for cell in samples):
        return _NUMBERS
    if all(isinstance(cell, str) and parse_date(cell, year=2000) is None for cell in samples):
        return _WORDS
    return _WORDS | {CellKind.DATE}


_INTRO = (
    "# 下面写明这些工作簿的表和列各是什么，由 investtrack map 写出。",
    "# 把握：高＝表头写明；中＝由各格的值、标题或别的列认定；低＝没有认出，要你来定。",
    "# 以 # 开头的行不起作用：要用哪一行，去掉行首的“# ”。等号左边是表头（或“B列”），右边是标准台账的表头、“不读”。",
    "# 改好后用 investtrack check 台账 --profile 本文件 --columns 查看。",
)
_NOT_READ = frozenset({"sheet-unknown", "sheet-spare", "sheet-doubtful", "header-missing"})
_LETTER = re.compile(r"([A-Z]{1,3})列没有表头")
_MAPPED = re.compile(r"\[\[?\s*mapping\b")
_TABLE = re.compile(r"\s*\[")
_DATED = re.compile(r"\d|季度|上半年|元月")


@frozen
class Mapped:
    """A workbook as it was recognised.

    Attributes:
        path: the workbook.
        readings: its ledgers.
        findings: what was said on the way.
    """

    path: Path
    readings: tuple[SheetReading, ...]
    findings: tuple[Finding, ...]


def profile_text(books: Sequence[Mapped], profile: Profile, carried: str = "") -> str:
    """Return the TOML of a profile that reads *books* as they were recognised.

    Args:
        books: the workbooks.
        profile: the profile they were recognised with; what its mappings decided stays decided.
        carried: the text of that profile, whose other parts are kept as they stand.
    """
    kept = without_mappings(carried)
    lines = [kept, ""] if kept else ['name = "own-layout"', f'label = "{one_line(books[0].path.stem)}"', ""]  # fmt: skip
    lines += _INTRO
    patterns = _patterns([(book.path.name, name) for book in books for name in _names(book)])
    used: list[SheetMapping] = []
    for book in books:
        for reading in _first_of_sheets(book.readings):
            if not reading.is_read:
                continue
            said = mapping_for(profile, book.path.name, reading.name)
            used += [said] if said else []
            file, sheet = patterns[book.path.name, reading.name]
            place = [f"file = {quoted(file)}"] * (len(books) > 1) + [f"sheet = {quoted(sheet)}"]
            lines += ["", *_sheet(book, reading, place, said)]
        lines += _unread(book, patterns)
    for mapping in profile.mapping:
        if not any(mapping is one for one in used):
            lines += ["", *_kept(mapping)]
    return "\n".join(lines) + "\n"


def _sheet(
    book: Mapped, reading: SheetReading, place: Sequence[str], said: SheetMapping | None
) -> Iterator[str]:
    """Yield the mapping of one sheet; *said* is the one that it was read with."""
    layout = reading.layout
    yield f"# —— {book.path.name}｜{clean(reading.name)}：{_tally(reading)}"
    yield "[[mapping]]"
    yield from place
    yield f"standard = {quoted(reading.sheet.name)}"
    yield from _stated(said)
    if not (said and said.header_rows):
        rows = f"[{layout.first_row + 1}, {layout.header_row + 1}]"
        yield f"# header_rows = {rows}  # 认作表头的行；认错了的，改正并去掉 #"
    if layout.unit is None and _has_bare_amounts(reading):
        yield f'# unit = "{Unit.WAN}"  # 表上没有写金额单位的列，按“基本信息”或配置的单位读，都没有则按万元'
    if lacking := [clean(o.header) for o in layout.others if isinstance(o.meaning, MissingMonth)]:
        what = "month" if layout.year else "year、month"
        if not layout.year:
            yield "# year = 2022"
        yield f"# month = 12  # “{'”“'.join(lacking)}”没有写明累计到几月：写明 {what}，或在表上写“截至×年×月×日”"
    if len([r for r in book.readings if r.name == reading.name]) > 1:
        yield "# 这张表里有几份台账，这里写的只管第一份"
    yield "[mapping.columns]"
    names = column_names(layout)
    for use in uses(reading):
        yield from _column(reading, use, names.get(use.index, f"{use.letters}列"))


def _stated(said: SheetMapping | None) -> Iterator[str]:
    """Yield what a mapping says of a sheet as a whole."""
    if said is not None and said.header_rows:
        yield f"header_rows = {list(said.header_rows)}"
    if said is not None and said.unit is not None:
        yield f'unit = "{said.unit}"'
    if said is not None and said.year is not None:
        yield f"year = {said.year}"
    if said is not None and said.month is not None:
        yield f"month = {said.month}"


def _kept(mapping: SheetMapping) -> Iterator[str]:
    """Yield a mapping that none of the sheets read made use of, as it was."""
    yield "[[mapping]]"
    if mapping.file != "*":
        yield f"file = {quoted(mapping.file)}"
    yield f"sheet = {quoted(mapping.sheet)}"
    if mapping.standard is not None:
        yield f"standard = {quoted(mapping.standard)}"
    if mapping.skip:
        yield "skip = true"
    yield from _stated(mapping)
    if mapping.columns:
        yield "[mapping.columns]"
        yield from (f"{quoted(header)} = {quoted(meant)}" for header, meant in mapping.columns.items())  # fmt: skip


def _column(reading: SheetReading, use: ColumnUse, name: str) -> Iterator[str]:
    group = f"{use.group}›{use.header}" if use.group else use.header
    header = f"{use.letters}列" + (f"“{one_line(group)}”" if group else "")
    if use.state is ColumnState.READ:
        meant = _meant(reading, use)
        if meant is None:
            yield f"# {header}：{use.meaning}，表头已写明，不必再写"
        else:
            yield f"{quoted(name)} = {quoted(meant)}  # {use.letters}列，把握{use.sure}：{use.why}"
    elif use.state is ColumnState.LEFT and use.meaning == NOT_READ:
        yield f"{quoted(name)} = {quoted(NOT_READ)}  # {use.letters}列"
    elif use.state is ColumnState.LEFT:
        yield f"# {header}：{use.meaning}，不读（{use.why}）"
    elif use.state is ColumnState.ASKED:
        for place in reading.layout.others:
            if place.index == use.index:
                yield from _question(place, use, header, name)
    else:
        offered = suggestions(use.header, reading.sheet, reading.samples.get(use.index, ()))
        best = offered[0] if offered else NOT_READ
        near = f"；相近的有：{'、'.join(offered)}" if offered else ""
        yield f"# {quoted(name)} = {quoted(best)}  # {use.letters}列，把握低：不认识{near}；不需要的写“不读”"


def _question(place: Unplaced, use: ColumnUse, header: str, name: str) -> Iterator[str]:
    if isinstance(place.meaning, Ambiguous):
        labels = [choice_label(choice) for choice in place.meaning.choices]
        yield f"# {header}：把握低，可以是 {' 或 '.join(labels)}；选一行"
        for choice in place.meaning.choices:
            if not isinstance(choice, IgnoredColumn):
                yield f"# {quoted(name)} = {quoted(choice.column.label)}"
        yield f"# {quoted(name)} = {quoted(NOT_READ)}"
    else:
        yield f"# {header}：{use.meaning}，{use.why}，要在上面写明 month"


def _meant(reading: SheetReading, use: ColumnUse) -> str | None:
    """Return what to write of a column that is read; None where its header names a period, as next month's does not."""
    place: Placed | None = next(
        (p for p in reading.layout.placed if p.index == use.index or p.key == use.field), None
    )
    if place is None:  # a paper
        return None
    if not use.is_inferred and _DATED.search(use.header):
        return None
    column = place.match.column
    meant = column.label
    if place.match.unit is not None and unit_of(place.header) is None:
        meant += f"（{place.match.unit}）"
    found = field_named(reading.sheet.record, meant)
    return meant if found is not None and found[0] is column else column.key


def _unread(book: Mapped, patterns: dict[tuple[str, str], tuple[str, str]]) -> Iterator[str]:
    """Yield what to write where a sheet was not read, commented out."""
    for finding in book.findings:
        if finding.code not in _NOT_READ or (book.path.name, finding.place.sheet) not in patterns:
            continue
        file, sheet = patterns[book.path.name, finding.place.sheet]
        yield ""
        yield f"# —— {book.path.name}｜{clean(finding.place.sheet)}：{one_line(finding.message)}"
        yield "# [[mapping]]"
        yield f"# file = {quoted(file)}"
        yield f"# sheet = {quoted(sheet)}"
        if finding.code == "sheet-spare":
            yield "# skip = true  # 不必读的，去掉行首的 #，以后不再提示"
            continue
        standard = finding.expected.split(" 或 ")[0] if finding.code == "sheet-doubtful" else "项目台账"  # fmt: skip
        yield f'# standard = "{standard}"  # 要读的，写明是哪一张标准表；不读的，改写 skip = true'
        if letter := _LETTER.search(finding.message):
            yield "# [mapping.columns]"
            yield f'# "{letter[1]}列" = "项目名称"'


def _tally(reading: SheetReading) -> str:
    found = [use.state for use in uses(reading)]
    parts = [f"{found.count(state)}列{state.value}" for state in ColumnState if state in found]
    return "，".join(parts)


def _has_bare_amounts(reading: SheetReading) -> bool:
    return any(
        place.match.column.kind in AMOUNT_KINDS and place.match.unit is None
        for place in reading.layout.placed
    )


def _first_of_sheets(readings: Sequence[SheetReading]) -> list[SheetReading]:
    """Return the first ledger of each sheet: a mapping speaks of that one."""
    return list({reading.name: reading for reading in reversed(readings)}.values())[::-1]


def _names(book: Mapped) -> list[str]:
    names = [reading.name for reading in book.readings]
    names += [f.place.sheet for f in book.findings if f.code in _NOT_READ]
    return list(dict.fromkeys(names))


# -- names that hold next month ------------------------------------------------------------------


def _patterns(places: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return (file, sheet) → patterns of both; digits become ``*`` where that means no other sheet as well."""
    patterns = {place: (loose(place[0]), loose(clean(place[1]))) for place in places}
    return {
        place: pattern
        if list(patterns.values()).count(pattern) == 1
        else (exact(place[0]), exact(clean(place[1])))
        for place, pattern in patterns.items()
    }


def without_mappings(text: str) -> str:
    """Return a profile without its mappings, the rest as it stands."""
    kept, inside = [], False
    for line in text.splitlines():
        if _TABLE.match(line):
            inside = _MAPPED.match(line.strip()) is not None
        is_ours = line in _INTRO or line.startswith("# —— ")
        if not inside and not is_ours:
            kept.append(line)
    return "\n".join(kept).strip()
