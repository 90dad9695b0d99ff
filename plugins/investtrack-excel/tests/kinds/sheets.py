"""Kinds of sheets and files: each alters more than one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from excel_layouts.dirt import OTHER_TABLES, OTHER_TITLES
from excel_layouts.styled import Cell

from .books import COLUMNS, INFO, MONEY, PROJECTS, TARGETS, Book, parts_changed
from .stain import CSV, EVERYWHERE, ODS, STYLED, XLSX, Stain


UNITS, FILES, STRUCTURE, HIDDEN, GUARD, RUNS = (
    "4 units", "6 CSV", "10 structure", "10 structure", "12 how a file is written", "2 runs and marks",
)  # fmt: skip
_MONEY = [index for index, (_, kind) in enumerate(COLUMNS[PROJECTS]) if kind == MONEY]
_NAME, _TOTAL, _BEFORE, _LEADERS = 1, 4, 5, 3


def _line(book: Book, text: str, *, below: bool = False) -> list[Any]:
    """Add a line of words above the table of projects, or below."""
    rows = book.sheets[PROJECTS]
    line: list[Any] = [text]
    rows.insert(len(rows) if below else 0, line)
    return line


def _header(book: Book, sheet: str = PROJECTS) -> list[Any]:
    first = COLUMNS[sheet][0][0]
    return next(row for row in book.sheets[sheet] if row and row[0] == first)


def _without_units(book: Book) -> bool:
    header = _header(book)
    if not any("（万元）" in str(cell) for cell in header):
        return False
    header[:] = [cell.replace("（万元）", "") if isinstance(cell, str) else cell for cell in header]
    return True


def _unit_line(*lines: str, below: bool = False):
    def change(random: Random, book: Book, right: Book) -> bool:
        return _without_units(book) and bool(_line(book, random.choice(lines), below=below))

    return change


def _other_unit(random: Random, book: Book, right: Book) -> bool:
    """千元: no amount is read in it; that it is taken as 万元 is an error that is said."""
    if not _without_units(book):
        return False
    line = _line(
        book, random.choice(("单位：千元", "单位：万美元", "单位：百万元", "金额单位：十万元"))
    )
    book.asked.append((PROJECTS, line, 0, "unit"))
    return True


def _two_units(random: Random, book: Book, right: Book) -> bool:
    if not _without_units(book):
        return False
    _line(book, "单位：万元")
    line = _line(book, "单位：亿元", below=True)
    book.asked.append((PROJECTS, line, 0, "unit"))
    return True


def _odd_header(random: Random, book: Book, right: Book) -> bool:
    """A column of amounts in 千元 is not read."""
    index = _TOTAL
    header = _header(book)
    if header[index] != COLUMNS[PROJECTS][index][0]:
        return False
    header[index] = random.choice(("总投资（千元）", "总投资（万美元）", "总投资（百万）"))
    for row in right.sheets[PROJECTS][1:]:
        row[index] = None
    book.asked[:] = [one for one in book.asked if (one[0], one[2]) != (PROJECTS, index)]
    book.asked.append((PROJECTS, header, index, "unit"))
    return True


def _marked_header(random: Random, book: Book, right: Book) -> bool:
    header = _header(book)
    index = random.choice([*_MONEY, _NAME])
    if not isinstance(header[index], str) or "千" in header[index] or "美" in header[index]:
        return False
    header[index] = random.choice(("{}①", "①{}", "{}*", "{}注1", "{}²")).format(header[index])
    return True


def _titles(random: Random, book: Book, right: Book) -> bool:
    line = _line(book, random.choice(("青禾县2022年重点项目台账", "填报单位：元江县发改局", "青禾县重点项目进展情况表①")))  # fmt: skip
    book.merges.setdefault(PROJECTS, []).append((line, 0, 1, len(COLUMNS[PROJECTS])))
    return True


def _csv_titles(random: Random, book: Book, right: Book) -> bool:
    _line(book, "青禾县2022年重点项目台账，共若干个")
    _line(book, "截至2022年3月20日")
    return True


def _struck_row(random: Random, book: Book, right: Book) -> bool:
    rows = book.sheets[PROJECTS]
    old = [Cell(cell, is_struck=True) if cell is not None else None for cell in (
        "YX-999", "已取消的大桥", "住建局", "周明", 77_777, 5, 6, 7, 8, "是", None, None,
    )]  # fmt: skip
    rows.insert(random.randrange(rows.index(_header(book)) + 1, len(rows) + 1), old)
    book.asked.append((PROJECTS, old, -1, "row"))
    return True


def _hidden(random: Random, book: Book, right: Book) -> bool:
    rows = [row for row in book.sheets[PROJECTS] if len(row) > _TOTAL and str(row[0]).startswith("YX-0") and row[0] != "YX-000"]  # fmt: skip
    if not rows:
        return False
    row = random.choice(rows)
    book.hidden.setdefault(PROJECTS, []).append(row)
    book.asked.append((PROJECTS, row, -1, "row"))
    return True


def _flat(random: Random, book: Book, right: Book) -> bool:
    rows = [row for row in book.sheets[PROJECTS] if len(row) > _TOTAL and str(row[0]).startswith("YX-0") and row[0] != "YX-000"]  # fmt: skip
    if not rows:
        return False
    row = random.choice(rows)
    book.flat.setdefault(PROJECTS, []).append(row)
    book.asked.append((PROJECTS, row, -1, "row"))
    return True


def _hidden_column(random: Random, book: Book, right: Book) -> bool:
    book.hidden_columns.setdefault(PROJECTS, []).append(index := random.choice(_MONEY))
    if len(book.hidden_columns[PROJECTS]) == 1:
        book.asked.append((PROJECTS, _header(book), index, "column"))
    return True


def _is_coded(cell: Any) -> bool:
    return isinstance(cell, Cell) or (isinstance(cell, str) and not {"Y", "Ｙ"}.isdisjoint(cell))


def _rows(book: Book) -> list[list[Any]]:
    return [row for row in book.sheets[PROJECTS] if row and _is_coded(row[0]) and len(row) == len(COLUMNS[PROJECTS])]  # fmt: skip


def _plain_rows(book: Book) -> list[list[Any]]:
    """The rows of projects whose amounts are plain numbers, so that sums of them can be written."""
    return [row for row in _rows(book) if all(type(row[i]) in {int, float} and row[i] > 0 for i in _MONEY)]  # fmt: skip


def _sum(rows: list[list[Any]], label: list[Any]) -> list[Any]:
    made: list[Any] = [*label, *[None] * (len(COLUMNS[PROJECTS]) - len(label))]
    for index in _MONEY:
        made[index] = round(sum(row[index] for row in rows), 2)
    return made


def _totals(random: Random, book: Book, right: Book) -> bool:
    rows = _plain_rows(book)
    if len(rows) < len(_rows(book)):
        return False
    label = random.choice(("合计", "合  计", "总计", "小计①", "合计*", "合\u200b计"))
    book.sheets[PROJECTS].append(_sum(rows, [None, label]))
    return True


def _area_above(random: Random, book: Book, right: Book) -> bool:
    rows = _plain_rows(book)
    if len(rows) < len(_rows(book)):
        return False
    at = book.sheets[PROJECTS].index(rows[0])
    book.sheets[PROJECTS].insert(at, _sum(rows, [None, "青禾县合计"]))
    return True


def _towns(random: Random, book: Book, right: Book) -> bool:
    rows = _plain_rows(book)
    if len(rows) < len(_rows(book)) or len(rows) < 2:
        return False
    cut = random.randrange(1, len(rows))
    for town, part in (("东山镇", rows[:cut]), ("西河镇", rows[cut:])):
        book.sheets[PROJECTS].insert(book.sheets[PROJECTS].index(part[0]), _sum(part, [None, town]))
    return True


def _phases(random: Random, book: Book, right: Book) -> bool:
    rows = _plain_rows(book)
    if not rows:
        return False
    row = random.choice(rows)
    if any(row is other for other, *_ in book.merges.get(PROJECTS, ())):
        return False
    at = book.sheets[PROJECTS].index(row) + 1
    parts: list[list[Any]] = [[None] * len(row), [None] * len(row)]
    for index in _MONEY:
        half = round(row[index] * random.random(), 2)
        parts[0][index], parts[1][index] = half, round(row[index] - half, 2)
    parts[0][_NAME], parts[1][_NAME] = "（1）一期工程", "（2）二期工程"
    book.sheets[PROJECTS][at:at] = parts
    return True


def _example(random: Random, book: Book, right: Book) -> bool:
    rows = book.sheets[PROJECTS]
    example = ["YX-000", "（示例）河东大桥建设项目", "县交通运输局", "王一、李二", 20000, 8000, 6000, 1500, 1500, "是", None, None]  # fmt: skip
    rows.insert(rows.index(_header(book)) + 1, example)
    return True


def _column_numbers(random: Random, book: Book, right: Book) -> bool:
    """A row below the header that numbers the columns, as statistical tables have it."""
    rows, width = book.sheets[PROJECTS], len(COLUMNS[PROJECTS])
    row: list[Any] = random.choice((
        [number + 1 for number in range(width)], [f"（{number + 1}）" for number in range(width)],
        [*"甲乙丙丁", *range(1, width - 3)], [*"ABCDE", "6=7+8", *(str(number) for number in range(7, width + 1))],
    ))  # fmt: skip
    rows.insert(rows.index(_header(book)) + 1, row)
    return True


def _statistics(random: Random, book: Book, right: Book) -> bool:
    rows = book.sheets[PROJECTS]
    for label in random.sample(
        ("平均", "占比", "较上月增加", "同比增长（%）", "上年同期", "完成率"), 2
    ):
        row: list[Any] = [None, label, *[None] * (len(COLUMNS[PROJECTS]) - 2)]
        for index in _MONEY:
            row[index] = random.randrange(1, 900) / 10
        rows.append(row)
    return True


def _no_name(random: Random, book: Book, right: Book) -> bool:
    """A row whose name is none: it is not read, and said."""
    rows = book.sheets[PROJECTS]
    row = ["YX-998", random.choice((12, 3.5, "12", "同上", "0859-3231234")), "住建局", "周明", 777, 5, 6, 7, 8, "是", None, None]  # fmt: skip
    rows.insert(random.randrange(rows.index(_header(book)) + 1, len(rows) + 1), row)
    book.asked.append((PROJECTS, row, 1, "name"))
    return True


def _again(random: Random, book: Book, right: Book) -> bool:
    rows = book.sheets[PROJECTS]
    rows.insert(random.randrange(rows.index(_header(book)) + 1, len(rows) + 1), list(_header(book)))
    return True


def _blank_rows(random: Random, book: Book, right: Book) -> bool:
    rows = book.sheets[PROJECTS]
    rows.insert(random.randrange(rows.index(_header(book)) + 1, len(rows) + 1), [])
    return True


def _cover(random: Random, book: Book, right: Book) -> bool:
    if "封面" in book.sheets:
        return False
    title: list[Any] = ["青禾县重点项目台账"]
    book.sheets = {"封面": [title, []], **book.sheets}
    book.merges["封面"] = [(title, 0, 12, 6)]
    return True


def _other_table(random: Random, book: Book, right: Book) -> bool:
    """A table of another kind below the projects: not read, and its rows named."""
    rows = book.sheets[PROJECTS]
    title = random.choice(OTHER_TITLES)
    rows.extend([] for _ in range(random.randrange(0 if title else 1, 3)))
    if title:
        rows.append([title])
    header, *body = map(list, random.choice(OTHER_TABLES))
    rows.extend([header, *body])
    book.asked.append((PROJECTS, header, -1, "row"))
    return True


def _foreign(random: Random, book: Book, right: Book) -> bool:
    if "人口" in book.sheets:
        return False
    head = [f"指标{number}" for number in range(1, 60)]
    book.sheets["人口"] = [head, *([number] * 59 for number in range(5))]
    return True


def _leaders_down(random: Random, book: Book, right: Book) -> bool:
    """A second column of leaders, merged downward over all projects."""
    header, rows = _header(book), _rows(book)
    if len(rows) < 2 or len(header) > len(COLUMNS[PROJECTS]) or book.sheets[PROJECTS].index(rows[-1]) - book.sheets[PROJECTS].index(rows[0]) != len(rows) - 1:  # fmt: skip
        return False
    header.append("县领导")
    for row in rows:
        row.append(None)
    rows[0][-1] = "石磊"
    book.merges.setdefault(PROJECTS, []).append((rows[0], len(header) - 1, len(rows), 1))
    for row in right.sheets[PROJECTS][1:]:
        row[_LEADERS] = f"{row[_LEADERS]}、石磊"
    return True


def _merged_amount(random: Random, book: Book, right: Book) -> bool:
    """The second of two rows has no amount of its own; nothing else of the sheet may make sums of it."""
    lines = book.sheets[PROJECTS]
    by_code = {row[0]: row for row in right.sheets[PROJECTS][1:]}
    if book.merges.get(PROJECTS) or any(row and row[0] is None for row in lines):
        return False
    for above, below in pairwise(lines):
        is_asked = any(row is below and column == _TOTAL for _, row, column, _ in book.asked)
        if is_asked or not (above and below and type(above[0]) is type(below[0]) is str and {above[0], below[0]} <= by_code.keys()):  # fmt: skip
            continue
        if type(above[_TOTAL]) in {int, float}:
            below[_TOTAL] = by_code[below[0]][_TOTAL] = None
            book.merges.setdefault(PROJECTS, []).append((above, _TOTAL, 2, 1))
            book.asked.append((PROJECTS, above, _TOTAL, "merged"))
            return True
    return False


def _merged_across(random: Random, book: Book, right: Book) -> bool:
    """An amount merged over two columns is that of the first; the second has none."""
    by_code = {row[0]: row for row in right.sheets[PROJECTS][1:]}
    for row in book.sheets[PROJECTS]:
        is_asked = any(line is row for _, line, _, _ in book.asked)
        if not is_asked and row and row[0] in by_code and len(row) > _TOTAL and type(row[_TOTAL]) in {int, float} and not any(line and line[0] is None for line in book.sheets[PROJECTS]):  # fmt: skip
            row[_TOTAL + 1] = by_code[row[0]][_TOTAL + 1] = None
            book.merges.setdefault(PROJECTS, []).append((row, _TOTAL, 1, 2))
            book.asked.append((PROJECTS, row, _TOTAL, "merged"))
            return True
    return False


def _yearless(random: Random, book: Book, right: Book) -> bool:
    header = _header(book)
    header[7:9] = ["1—3月计划完成投资（万元）", "1—3月完成投资（万元）"]
    return any(row[0] == "报告期" for row in book.sheets[INFO])


def _target_named(random: Random, book: Book, right: Book) -> bool:
    """The unit stands in the name of the indicator, not in its own column."""
    row = next((row for row in book.sheets[TARGETS] if row[0] == "固定资产投资" and row[4]), None)
    if row is None or type(row[3]) not in {int, float}:
        return False
    unit = random.choice(("万元", "亿元"))
    row[0], row[4] = random.choice((f"固定资产投资（{unit}）", f"固定资产投资({unit})")), None
    if unit == "亿元":
        row[3] = float(Decimal(repr(row[3])) / 10_000)
    return True


def _target_rate(random: Random, book: Book, right: Book) -> bool:
    """The growth of an indicator is a row of its own."""
    row = next((row for row in book.sheets[TARGETS] if row[0] == "地区生产总值"), None)
    if row is None or type(row[5]) is not float:
        return False
    row[0] = random.choice(("地区生产总值增速（%）", "地区生产总值增长率", "地区生产总值增速(％)"))
    row[3], row[5] = row[5], None
    return True


def _target_twice(random: Random, book: Book, right: Book) -> bool:
    """A further row states the same target otherwise: nobody says which counts."""
    row = next((row for row in book.sheets[TARGETS] if row[0] == "固定资产投资"), None)
    if row is None or type(row[3]) not in {int, float}:
        return False
    again = [*row[:3], row[3] + random.randint(1, 9000), row[4], None]
    book.sheets[TARGETS].append(again)
    book.asked.append((TARGETS, again, 3, "twice"))
    return True


def _side_by_side(random: Random, book: Book, right: Book) -> bool:
    """The second half of a table stands beside the first, under the same header."""
    header, *rows = book.sheets[PROJECTS]
    if _header(book) is not header or len(_rows(book)) != len(rows) or len(rows) < 2:
        return False
    half = random.randint(1, len(rows) - 1)
    gap: list[Any] = [None] * random.randint(0, 1)
    first, second = rows[:half], rows[half:]
    width = len(header)
    header += [*gap, *header]
    for number, row in enumerate(second):
        if number < len(first):
            first[number] += [*gap, *row]
        else:
            first.append([*[None] * width, *gap, *row])
    book.sheets[PROJECTS] = [header, *first]
    return True


def _by_statement(random: Random, book: Book, right: Book) -> bool:
    """Each project has a row of what is planned and one of what is done: none of the amounts that differ counts."""
    rows, sheet = _plain_rows(book), book.sheets[PROJECTS]
    if not rows or len(rows) != len(sheet) - 1:
        return False
    labels = random.choice((("计划", "完成"), ("目标", "实际"), ("本月", "累计"), ("上报数", "核定数")))  # fmt: skip
    is_named = random.choice((True, False))
    series = [index for index in _MONEY if index > _BEFORE]
    book.sheets[PROJECTS] = [[*sheet[0], "指标"]]
    for row in rows:
        again = [*row] if is_named else [None] * len(row)
        for index in series:
            again[index] = row[index] + random.randint(1, 9000)
        again.append(labels[1])
        row.append(labels[0])
        book.sheets[PROJECTS] += [row, again]
    for row in right.sheets[PROJECTS][1:]:
        for index in series:
            row[index] = None
    book.asked.append((PROJECTS, rows[0], len(sheet[0]), "statement"))
    return True


# -- how files are written -------------------------------------------------------------------------

_SHEET = r"worksheets/sheet\d+\.xml"


def _prefixed(xml: str) -> str:
    return re.sub(r"<(/?)(?!\?)([a-zA-Z])", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")


def _quoted(xml: str) -> str:
    return re.sub(r"(<(?:c|row)\b[^>]*>)", lambda tag: tag[0].replace('"', "'"), xml)


def _rewritten(change, which: str = _SHEET):
    def apply(random: Random, book: Book, right: Book) -> bool:
        book.rewrite.append(lambda data: parts_changed(data, which, lambda _, text: change(text)))
        return len(book.rewrite) == 1

    return apply


def _strict(_: Random, book: Book, right: Book) -> bool:
    def change(name: str, text: str) -> str:
        return text.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")  # fmt: skip

    book.rewrite.append(lambda data: parts_changed(data, r"^xl/(?:workbook\.xml|worksheets/.*xml|_rels/.*|styles\.xml|sharedStrings\.xml)$", change))  # fmt: skip
    return len(book.rewrite) == 1


def _spaced(xml: str) -> str:
    return re.sub(r"(</table:table-row>|</table:table-cell>|<table:table [^>]*>)", r"\1\n  ", xml)


def _gb18030(_: Random, book: Book, right: Book) -> bool:
    book.rewrite.append(lambda data: parts_changed(data, r"\.csv$", lambda _, text: text.encode("gb18030")))  # fmt: skip
    return len(book.rewrite) == 1


def _sep(_: Random, book: Book, right: Book) -> bool:
    if book.sheets[PROJECTS][0] == ["sep=,"]:
        return False
    _line(book, "sep=,")
    return True


def _guarded(_: Random, book: Book, right: Book) -> bool:
    def change(_: str, text: str) -> str:
        return re.sub(r"(?m)^(YX-\d{3}),", r'"=""\1""",', text)

    book.rewrite.append(lambda data: parts_changed(data, "项目台账.csv$", change))
    return len(book.rewrite) == 1


def _unclosed(random: Random, book: Book, right: Book) -> bool:
    """A quote that is not closed swallows the rows below: the file is refused, and the line named."""
    rows = _rows(book)
    if len(rows) < 2 or not isinstance(rows[0][_NAME], str):
        return False
    name = rows[0][_NAME]
    book.rewrite.append(lambda data: parts_changed(data, "项目台账.csv$", lambda _, text: text.replace(f",{name},", f',"{name},', 1)))  # fmt: skip
    book.asked.append(("", [], 0, "refused"))
    return len(book.rewrite) == 1


def _all() -> Iterator[Stain]:
    def of(key, title, item, change, files=EVERYWHERE, *, asked=False):
        return Stain(key, title, item, files, book=change, is_asked=asked)

    yield of("struck-row", "a row struck out", RUNS, _struck_row, STYLED, asked=True)
    yield of("marked-header", "a mark in a header", RUNS, _marked_header)
    yield of("unit-above", "单位：万元, 以万元为单位 above the table", UNITS, _unit_line("单位：万元", "金额单位：万元", "（万元）", "单位：个、万元", "填报单位：元江县　　单位：万元", "本表以万元为单位"))  # fmt: skip
    yield of("unit-below", "… below the table", UNITS, _unit_line("单位：万元", "（万元）", "注：本表金额单位为万元", below=True))  # fmt: skip
    yield of("unit-odd", "千元, 百万元, 十万元, 万美元", UNITS, _other_unit, asked=True)
    yield of("units-disagree", "two units that disagree", UNITS, _two_units, asked=True)
    yield of("header-odd", "a column in 千元", UNITS, _odd_header, asked=True)
    yield of("target-named", "the unit in the name of a target: 固定资产投资（亿元）", UNITS, _target_named)  # fmt: skip
    yield of("target-rate", "a row of growth: 地区生产总值增速（%）", UNITS, _target_rate)
    yield of("target-twice", "a target that two rows state otherwise", STRUCTURE, _target_twice, asked=True)  # fmt: skip
    yield of("csv-titles", "titles above the header", FILES, _csv_titles, (CSV,))
    yield of("csv-sep", "`sep=,`", FILES, _sep, (CSV,))
    yield of("csv-guarded", '`="YX-001"`', FILES, _guarded, (CSV,))
    yield of("csv-unclosed", "a quote that is not closed", FILES, _unclosed, (CSV,), asked=True)
    yield of("csv-gb18030", "GB18030, as WPS writes it", FILES, _gb18030, (CSV,))
    yield of("titles", "title and 填报单位：元江县 above", STRUCTURE, _titles, STYLED)
    yield of("cover", "a cover whose title is merged below its last row", STRUCTURE, _cover, STYLED)
    yield of("foreign-sheet", "a foreign sheet of 59 columns", STRUCTURE, _foreign, STYLED)
    yield of("yearless", "months that name no year", STRUCTURE, _yearless)
    yield of("phases", "a project and its phases", STRUCTURE, _phases)
    yield of("towns", "rows of towns with the sums of what is below", STRUCTURE, _towns)
    yield of("totals", "合计 below, with marks and unseen characters", STRUCTURE, _totals)
    yield of("area-above", "a total of the area above its rows", STRUCTURE, _area_above)
    yield of("example", "the example row of the blank form", STRUCTURE, _example)
    yield of(
        "column-numbers",
        "a row that numbers the columns (1, 2, 6=7+8; 甲, 乙, 1)",
        STRUCTURE,
        _column_numbers,
    )
    yield of("statistics", "rows of averages, shares and changes below", STRUCTURE, _statistics)
    yield of("no-name", "a name that is a number or 同上", STRUCTURE, _no_name, asked=True)
    yield of("again", "the header again", STRUCTURE, _again)
    yield of(
        "side-by-side", "the second half of a table beside the first", STRUCTURE, _side_by_side
    )
    yield of("by-statement", "a row of 计划 and one of 完成 for each project", STRUCTURE, _by_statement, asked=True)  # fmt: skip
    yield of("blank", "blank rows", STRUCTURE, _blank_rows)
    yield of("leaders-down", "a second column of leaders merged downward", STRUCTURE, _leaders_down, STYLED)  # fmt: skip
    yield of("merged-amount", "an amount merged over two rows", STRUCTURE, _merged_amount, STYLED, asked=True)  # fmt: skip
    yield of("merged-across", "an amount merged over two columns", STRUCTURE, _merged_across, STYLED, asked=True)  # fmt: skip
    yield of("other-table", "another table below, under a title or blank rows", STRUCTURE, _other_table, asked=True)  # fmt: skip
    yield of("hidden-row", "a hidden row", HIDDEN, _hidden, STYLED, asked=True)
    yield of("flat-row", "a row of no height", HIDDEN, _flat, STYLED, asked=True)
    yield of("hidden-column", "a hidden column", HIDDEN, _hidden_column, STYLED, asked=True)
    yield of("xml-prefix", "elements with a prefix", GUARD, _rewritten(_prefixed), (XLSX,))
    yield of("xml-quotes", "single quotes", GUARD, _rewritten(_quoted), (XLSX,))
    yield of("xml-strict", "Strict Open XML", GUARD, _strict, (XLSX,))
    yield of("xml-spaces", "white space between elements", GUARD, _rewritten(_spaced, "content.xml"), (ODS,))  # fmt: skip


SHEETS: tuple[Stain, ...] = tuple(_all())
