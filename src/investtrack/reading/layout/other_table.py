"""Knows the header of another kind of table further down a sheet: a list of firms, of people, sums by town.

Its rows stand in the columns of the table above, and would be read as what that table lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from investtrack.lazy import lazy_pattern
from investtrack.reading.headers.header import clean
from investtrack.reading.layout.header_rows import Layout
from investtrack.reading.layout.row_kinds import is_blank, is_header, repeats
from investtrack.reading.sheet import Row


NUMBERS = frozenset({"序号", "编号", "项次", "次序", "序", "No.", "NO.", "No", "NO"})
"""Headers of the column that numbers the rows: no record has one of them for its number."""
_LEAST, _LEAST_PARTED = 3, 2
_LONGEST_HEADER = 14
_WORD = lazy_pattern(
    r"(?:名称|姓名|单位|科室|股室|部门|机构|电话|手机|号码|方式|时间|日期|时限|期限|年限|地点|地址|事项|内容|措施|做法|情况|进度|进展|问题|原因|建议|"
    r"需求|诉求|类别|类型|性质|种类|行业|领域|备注|说明|职务|联系人|责任人|负责人|经办人|填报人|领导|数|数量|金额|资金|收入|产值|面积|比例|占比|比重|"
    r"增速|率|对象|成效|总量|总额|余额|单价|工期|分类|乡镇|镇街|街道|地区|区域|指标|编码|代码|规模|企业|结果|排名|得分|分值|依据|来源|用途|级别|层级|"
    r"等级|形式|阶段|节点|人员|成员|投资|投资额)$|^(?:项目|服务项目|合计|小计|计划|完成|目标|任务|状态|标准|主体|负责|县区?|区县|村|社区)$"
)
_UNIT = lazy_pattern(r"[(（][^()（）]{1,8}[)）]$")
_TITLE = lazy_pattern(
    r"^附(?:件|表|录|:|\d)|^表[一二三四五六七八九十\d]|(?:清单|名单|一览|台账|登记簿?|花名册|统计|汇总|明细)表?$|(?:情况|进度|安排|计划)表$"
)

TITLE_BEGINS, TITLE_ENDS = frozenset("附表"), frozenset("单表览账簿册计总细台录")
"""The first or last characters of most such titles, which are told much faster."""


def is_line(row: Sequence[object]) -> bool:
    """Whether a row is a line of one text."""
    filled = [cell for cell in row if not is_blank(cell)]
    return len(filled) == 1 and isinstance(filled[0], str)


def is_title(row: Sequence[object]) -> bool:
    """Whether a row is a line of one text that names a table: 附：服务清单."""
    return is_line(row) and any(_TITLE.search(clean(c)) for c in row if isinstance(c, str) and c)


def is_other_header(row: Sequence[object], name: object, *, is_parted: bool) -> bool:
    """Whether a row is a header that need be none of a ledger: texts alone, that are the words of headers.

    Args:
        row: the row.
        name: its cell in the column of names of the table above.
        is_parted: whether a blank row, or a line of words, stands between it and the records above.
    """
    filled = [cell for cell in row if not is_blank(cell)]
    if len(filled) < (_LEAST_PARTED if is_parted else _LEAST):
        return False
    texts = [clean(cell) for cell in filled if isinstance(cell, str)]
    if len(texts) < len(filled) or max(map(len, texts)) > _LONGEST_HEADER:
        return False
    if texts[0] in NUMBERS:
        return True
    if not is_parted or (isinstance(name, str) and name.strip() and not _is_word(clean(name))):
        return False
    known = sum(map(_is_word, texts))
    return known == len(texts) if len(texts) < _LEAST else known * 3 >= len(texts) * 2


def own_rows(
    body: Sequence[Row], lines: Sequence[Row], own: Sequence[Row], layout: Layout
) -> Sequence[Row]:
    """Return the rows of *body* down to the header of another kind of table, where there is one.

    Args:
        body: the first rows below a header.
        lines: the same, those that are no lines of words left empty.
        own: the header rows.
        layout: what the header says.
    """
    name_index = layout.required_index or 0
    is_parted = False
    for number, (row, line) in enumerate(zip(body, lines, strict=True)):
        if is_parted or (row and row[0] in NUMBERS):
            name = row[name_index] if name_index < len(row) else ""
            if is_other_header(row, name, is_parted=is_parted) and not (
                is_header(row) or repeats(row, [[clean(cell) for cell in each] for each in own])
            ):
                return body[:number]
        is_parted = bool(line) or not any(row)
    return body


def _is_word(text: str) -> bool:
    return _WORD.search(_UNIT.sub("", text)) is not None


@frozen
class OtherTable:
    """The rows of a table that is not read.

    Attributes:
        first: one-based row of its header.
        last: its last row that holds anything.
        header: its header row.
        title: the line above it; empty where there is none.
        next: the zero-based row in which a known table begins below; None where none does.
        lines: the lines just above that.
        rows: that row and all below it.
    """

    first: int
    last: int
    header: Row
    title: str
    next: int | None
    lines: tuple[Row, ...]
    rows: Iterator[Row]


def pass_over(
    rows: Iterator[Row], start: int, lines: Sequence[Row], own: Sequence[Sequence[str]]
) -> OtherTable:
    """Pass over the rows of a table that is not known, to the next header that is.

    Args:
        rows: its header row and all below.
        start: zero-based row of the first.
        lines: the lines just above.
        own: the header rows of the table above, cleaned.
    """
    header = next(rows)
    titles = [c.strip() for line in lines for c in line if isinstance(c, str) and c.strip()]
    title = titles[-1] if titles else ""
    last = start
    above: list[Row] = []
    for number, row in enumerate(rows, start + 1):
        if is_header(row) or repeats(row, own):
            return OtherTable(
                start + 1, last + 1, header, title, number, tuple(above), _with(row, rows)
            )
        if is_line(row):
            above.append(row)  # it may be the title of what comes
        elif not all(map(is_blank, row)):
            last, above = number, []
    return OtherTable(start + 1, last + 1, header, title, None, (), iter(()))


def _with(row: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield row
    yield from rows
