"""Tells records from the other rows of a sheet: subtotals, groups, notes, repeated headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from investtrack.lazy import lazy_pattern
from investtrack.model.columns import columns
from investtrack.model.ledger import SHEETS
from investtrack.reading.cells.cell_values import DITTO
from investtrack.reading.headers.header import Ambiguous, Match, MissingMonth, clean, meaning
from investtrack.values.text_width import INVISIBLE


_NUMERALS = "一二三四五六七八九十百"
_COUNTER = lazy_pattern("[个项宗家户]")
_COUNT = lazy_pattern(r"[(（]?(?:共|计|合计)?(?<!\d)(\d++)[个项宗家户][)）]?")
_TOTAL = lazy_pattern(r"^(.{0,12}?)(合计|总计|共计|小计)(?=$|[(:]|\d|共|个)|^累计$")
_GROUP = lazy_pattern(
    rf"^[{_NUMERALS}]+[、.,]|^[(][{_NUMERALS}]+[)]|^其中(?:$|:|.{{0,12}}(?:项目|[个项]|\))$)"
)
_BARE = lazy_pattern(rf"^[(]?[{_NUMERALS}]{{1,3}}[)]?$")
_COUNTED = lazy_pattern(r"[(]?(?<!\d)\d++[个项][)]?$")
_NOTE = lazy_pattern(
    r"^(?:备注|说明|注|填表说明|注释)(?:$|:|\d|[.、])|"
    r"^(?:填表人|填报人|审核人|审签人|制表人?|单位负责人|负责人签字|联系电话|填报时间|填报日期|填表日期|填报单位|编制单位|报送单位|上报单位|"
    r"(?:计量|金额|货币|投资)?单位|制表单位|审核|分管领导签字|领导签字|盖章|截至日期|截止日期)(?:$|:)|"
    r"^\(?(?:以[上下]|本表)?(?:计量|金额|货币|投资)?(?:单位|金额)(?:均|都|统一)?[:(为是]|^\(.{0,3}[万亿千]?元\)$|^本表.{1,8}为单位|"
    r"^第\d+页|^\(?续表|^(?:截至|截止)(?:\d{4}年)?\d{1,2}月"
)
_NUMBERED = lazy_pattern(r"^\d{1,2}[.、]\D")
_SEQUENCE = lazy_pattern(r"^\d{1,4}[★■●]?$")
_UNDER = lazy_pattern(r"^\s*(?:\d{1,3}[.．\-－]\d{1,2}|[(（]\d{1,2}[)）]|[①-⑳])\s*$")
_IDENTIFIER = lazy_pattern(r"^[0-9A-Za-z][0-9A-Za-z\-]{3,}$")
_GAP = rf"[\s{INVISIBLE}]*"
_WORDS = "|".join(
    _GAP.join(word)
    for word in (
        "其中", "货币", "备注", "说明", "注释", "填表", "填报", "审核", "审签", "制表", "单位", "计量", "金额", "联系", "负责", "累计", "续表",
        "截至", "截止", "分管", "领导", "盖章", "编制", "报送", "上报",
    )
)  # fmt: skip
SUSPECT = lazy_pattern(
    rf"^{_GAP}(?:[{_NUMERALS}]+\s*[、.．,，]|[(（]\s*[{_NUMERALS}续]|{_WORDS}|[注制审]\s*(?:$|[:：.、\d])|第\s*\d+\s*页)|"
    rf"[合总共小]{_GAP}计|^{_GAP}[(（]?[{_NUMERALS}]{{1,3}}[)）]?{_GAP}$"
)
"""What a label cell of a row that is no record looks like; everything else is not looked at closely."""
SUSPECT_FIRST = frozenset(
    f" \t\n\r\u3000\xa0(（\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff其货备说注填审制单计金联负累第续截分领盖{_NUMERALS}"
)
"""Characters that such a cell begins with, unless it holds 计."""


STATISTIC = lazy_pattern(
    r"平均(?:数|值|每个)?|占(?:.{0,8}(?:比重?|比例)|比)[%]?|[较比](?:上|去|同|年)[年月期季周旬度末初].{0,8}|[同环]比(?:增长?|增减|减少?|[上下][升降]|增速|±)?.{0,3}|"
    r"增(?:减(?:额|数|率|幅|[%])?|幅|速|长(?:率|[%])?)[%]?|完成(?:率|比例|进度)[%]?|上(?:月|年同期|季|周)(?:数|末|累计)?|去年同期(?:数|累计)?|差额"
)
"""What a row calls itself that states something of the rows above: an average, a share, a change."""
STATISTIC_FIRST = frozenset("平占较比同环增完上去差")
_NO_NAME = lazy_pattern(r"\d+(?:[.,]\d+)*[%]?|0\d{2,3}-\d{7,8}")
_COLUMN_NUMBER = lazy_pattern(
    rf"[(]?(?:\d{{1,2}}|[甲乙丙丁戊己庚辛壬癸]|[A-Z]{{1,2}}|[①-⑳]|[{_NUMERALS}]{{1,3}})[)]?(?:=.*)?|栏次|列次|序号|栏号"
)
_FEW = 4


def is_statistic(row: Sequence[object], name_index: int, code_index: int | None) -> bool:
    """Whether a row states something of the rows above (平均, 占比, 较上月增加), and has no code of its own."""
    name = row[name_index] if name_index < len(row) else ""
    code = row[code_index] if code_index is not None and code_index < len(row) else ""
    return isinstance(name, str) and is_blank(code) and STATISTIC.fullmatch(clean(name)) is not None


def numbers_columns(row: Sequence[object]) -> bool:
    """Whether a row below a header numbers its columns: 1, 2, 3=1+2; 甲, 乙, 1, 2."""
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) < _FEW or filled[0] == filled[1]:
        return False
    texts = [clean(str(int(c) if isinstance(c, float) and c.is_integer() else c)) for c in filled]
    if not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    numbers = [int(text.strip("()")) for text in texts if text.strip("()").isdecimal()]
    return all(later == before + 1 for before, later in pairwise(numbers))


def is_no_name(cell: object) -> bool:
    """Whether a cell of the column of names holds a number, or a mark that it is as the one above."""
    if isinstance(cell, str):
        return cell.strip() in DITTO or (cell[:1].isdigit() and _NO_NAME.fullmatch(cell.strip()) is not None)  # fmt: skip
    return is_number(cell)


def is_blank(cell: object) -> bool:
    """Whether a cell says nothing."""
    return cell is None or cell == "" or (isinstance(cell, str) and not cell.strip())


def is_number(cell: object) -> bool:
    """Whether a cell is a number."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)


def is_under(cell: object) -> bool:
    """Whether a sequence number puts its row under the one above: 1.1, 2-3, （1）."""
    if type(cell) is float:
        return not cell.is_integer()
    return isinstance(cell, str) and _UNDER.match(cell) is not None


def is_empty(row: Sequence[object]) -> bool:
    """Whether a row says nothing: blanks, and the zeros of formulas that point to blanks."""
    return all(is_blank(cell) or (cell == 0 and is_number(cell)) for cell in row)


def has_sequence(rows: Sequence[Sequence[object]], limit: int) -> bool:
    """Whether the rows are numbered 1, 2, 3, so that a lone 一 before a name is a group."""
    return any(
        (is_number(cell) or (isinstance(cell, str) and _SEQUENCE.match(cell.strip())))
        for row in rows
        for cell in row[:limit]
    )


def total_label(
    row: Sequence[object], limit: int, name_index: int, code_index: int | None, *, is_numbered: bool
) -> str | None:
    """Return what a subtotal or group row calls itself, None for any other row.

    Args:
        row: the row.
        limit: cells before this column may hold the label.
        name_index: column of the name.
        code_index: column of the project code, if any.
        is_numbered: whether the sheet's records are numbered 1, 2, 3.
    """
    code = row[code_index] if code_index is not None and code_index < len(row) else ""
    has_code = isinstance(code, str) and bool(_IDENTIFIER.match(code.strip()))
    has_sequence = any(is_number(c) or _sequenced(c) for c in row[: min(limit, name_index)])
    for index, cell in enumerate(row[:limit]):
        if not isinstance(cell, str) or not (label := clean(cell)):
            continue
        total = _TOTAL.match(label)
        if total and not (has_code and label != total[0]):
            return label
        if has_code or (has_sequence and index >= name_index):
            continue
        if _GROUP.match(label):
            return label
        if index < name_index and is_numbered and _BARE.match(label):
            rest = next((clean(c) for c in row[index + 1 : limit] if not is_blank(c)), "")
            return f"{label}、{rest}" if rest else label
        if index < name_index < len(row) and is_blank(row[name_index]) and _COUNTED.search(label):
            return label
    return None


def _sequenced(cell: object) -> bool:
    return isinstance(cell, str) and _SEQUENCE.match(cell.strip()) is not None


def rank(label: str) -> int:
    """Return how high a label stands: 合计, 某市合计, 一、, （一）, the rest."""
    if total := _TOTAL.match(label):
        if total[2] != "小计":
            return 1 if total[1] else 0
        return 4 if not total[1] else 3
    if re.match(rf"^[{_NUMERALS}]+(?:[、.,]|$)", label):
        return 2
    return 3 if re.match(rf"^[(][{_NUMERALS}]+[)]", label) else 4


def is_sum(label: str) -> bool:
    """Whether a label is that of a sum (合计, 小计), which may stand below what it covers."""
    return _TOTAL.match(label) is not None


def stated_count(row: Sequence[object], label: str) -> int | None:
    """Return the number of items a subtotal row states, such as 合计37个 or 合计 | 13个."""
    others = (clean(cell) for cell in row if isinstance(cell, str) and _COUNTER.search(cell))
    for text in (label, *others):
        found = _COUNT.search(text)
        if found and (text == label or _COUNT.fullmatch(text)):
            return int(found[1])
    return None


def is_note(row: Sequence[object], *, is_wide: bool) -> bool:
    """Whether a row is a note or a signature line, and no record.

    Args:
        row: the row.
        is_wide: whether its first text is merged over several columns.
    """
    if any(is_number(cell) for cell in row):
        return False
    words = [clean(cell) for cell in row if isinstance(cell, str) and cell.strip()]
    if not words:
        return False
    if _NOTE.match(words[0]) or all(word.endswith((":", "：")) for word in words):
        return True
    return len(words) == 1 and (is_wide or _NUMBERED.match(words[0]) is not None)


def repeats_title(row: Sequence[object], lines: frozenset[str]) -> bool:
    """Whether *row* is a title, a unit line or a date line again, as on a printed page."""
    filled = [clean(cell) for cell in row if not is_blank(cell)]
    return bool(filled) and all(text in lines for text in filled)


def repeats(row: Sequence[object], headers: Sequence[Sequence[str]]) -> bool:
    """Whether *row* is one of the header rows again, as on a printed page; another unit or order is another header."""
    first = next((i for i, cell in enumerate(row) if not is_blank(cell)), None)
    if first is None or not isinstance(row[first], str):
        return False
    lead = clean(row[first])
    if not any(first < len(header) and header[first] == lead for header in headers):
        return False
    filled = [(i, clean(cell)) for i, cell in enumerate(row) if not is_blank(cell)]
    return any(
        len(filled) * 2 > sum(map(bool, header))
        and all(i < len(header) and text == header[i] for i, text in filled)
        for header in headers
    )


_LEAST = 3
NAME_HEADERS = frozenset(
    word for sheet in SHEETS for column in columns(sheet.record) for word in (column.label, *column.synonyms)
)  # fmt: skip
"""Headers as they stand in a cell: one of them where a name should be is no name."""
_RECORDS = tuple(sheet.record for sheet in SHEETS)


def is_header(row: Sequence[object], own: type | None = None) -> bool:
    """Whether a row is a header: texts alone, most of which are headers of one kind of record: a standard one, or *own*."""
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) < _LEAST or not all(isinstance(cell, str) for cell in filled):
        return False
    for record in _RECORDS if own is None or own in _RECORDS else (*_RECORDS, own):
        told = [meaning((cell,), record, None) for cell in filled]
        fields = sum(isinstance(one, (Match, MissingMonth, Ambiguous)) for one in told)
        if fields >= _LEAST and sum(one is not None for one in told) * 3 >= len(filled) * 2:
            return True
    return False
