"""What the form says of itself: rules of filling, and a table of every column, from the typed fields."""

from __future__ import annotations

from collections.abc import Iterator

from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.ledger import INFO_SHEET, Sheet
from investtrack.model.profile import Profile
from investtrack.reading.records.example import EXAMPLE
from investtrack_excel.template.columns import choices_of, headers_of, how_to_fill, kind_of, unit_of


COLUMN_HEADS = (
    ("表", 12), ("列", 32), ("类型", 8), ("单位", 10), ("必填", 6), ("怎么填", 42), ("可选", 34), ("也认得的表头", 48),
)  # fmt: skip
"""Heads of the table of columns, with their widths."""
_NOTES = (
    "表名和表头请不要改动；没有的表可以整张删去，没有的列留空。",
    "金额列单位见表头，未注明的按“{info}”的金额单位。1亿元在万元列填10000。",
    "“1—m月”各列填从1月起的累计数；1月不单独报数，第一列是1—2月。",
    "没有的数留空，不要填0：空是“不知道”，0是“没有”。",
    "日期填 {year}-03-05；只知道月份的填 {year}年3月，没有定的填 待定（提示不是日期时，选“是”继续）。",
    "手续资料各列填 √（已有）、×（没有）或 不需要。",
    "同一个项目在各表用同一个项目编码，或同一个名称。",
    "需要合计的，在最后一行“项目名称”列写“合计”；合计行只用来核对，不重复计数。",
    "各表第2行是示例，名称以“{example}”开头，不会被读取；可以整行删去，也可以逐格改成自己的数，名称改掉后就算正式数据。",
    "表头已保护（没有密码），以免误改；要增减手续资料等列，先点“审阅 › 撤销工作表保护”。红字的列必填。",
)


def notes(year: int) -> Iterator[str]:
    """Yield the rules of filling."""
    for note in _NOTES:
        yield note.format(info=INFO_SHEET, year=year, example=EXAMPLE)


def column_rows(profile: Profile, year: int) -> Iterator[tuple[str, ...]]:
    """Yield one row a column of the form: sheet, header, kind, unit, required, how to fill, choices, synonyms."""
    for sheet in profile.extensions.sheets:
        for column in columns(sheet.record):
            if column.standard:
                yield (
                    sheet.name,
                    _header(column, profile, year),
                    kind_of(column, sheet),
                    unit_of(column, sheet),
                    "是" if column.required else "",
                    _says(column, sheet),
                    "、".join(choices_of(column)),
                    "、".join(column.synonyms),
                )


def _header(column: Column, profile: Profile, year: int) -> str:
    found = headers_of(column, profile, year)
    if column.kind is CellKind.SERIES:
        return f"{found[0]} 至 1—12月"
    return "、".join(found)


def _says(column: Column, sheet: Sheet) -> str:
    return "。".join(said for said in (how_to_fill(column, sheet), column.note) if said)
