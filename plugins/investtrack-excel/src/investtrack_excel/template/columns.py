"""Columns of the blank form: header, width, rule of validation, hint and example, all from the typed fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.entry import PaperState
from investtrack.model.ledger import Sheet
from investtrack.model.profile import Profile
from investtrack.model.target import Indicator, Target
from investtrack.reading.records.example import EXAMPLE, EXAMPLES, SERIES_EXAMPLE
from investtrack.values.amount import Unit
from investtrack.values.period import Month


_PAPERS = ("立项", "用地", "规划许可", "施工许可", "施工合同", "现场照片", "付款凭证")
_IN_UNIT = {"amount", "base", "actual"}
# The longest title and message that Excel shows beside a cell.
_TITLE, _MESSAGE = 32, 255
_WIDTHS = {
    "name": 36,
    "description": 36,
    "measures": 34,
    "finding": 34,
    "code": 26,
    "progress": 24,
    "indicator": 26,
}


@frozen
class TemplateColumn:
    """A column of the form.

    Attributes:
        header: canonical header.
        column: the typed field.
        width: in characters.
        rule: validation and hint, as XlsxWriter takes them; None: neither.
        example: what stands in the example row.
    """

    header: str
    column: Column
    width: float
    rule: Mapping[str, object] | None
    example: object


def blanks_of(sheet: Sheet, profile: Profile, year: int) -> list[TemplateColumn]:
    """Return the columns of the blank form of *sheet*."""
    fields = columns(sheet.record)
    marked = next((c.key for c in fields if c.key == "name"), "")
    marked = marked or next(c.key for c in fields if c.required)
    return [
        TemplateColumn(
            header=header,
            column=column,
            width=_width(header, column),
            rule=rule_of(column, sheet, header),
            example=_example(column, sheet, header, year, marked=column.key == marked),
        )
        for column in fields
        if column.standard
        for header in headers_of(column, profile, year)
    ]


def headers_of(column: Column, profile: Profile, year: int) -> list[str]:
    """Return the headers of a field: one, or one a month, or one a paper."""
    if column.kind is CellKind.SERIES:
        ends = (Month(year, number) for number in range(2, 13))
        return [column.pattern.replace("{Y}", str(year)).replace("{M}", e.ytd_label) for e in ends]
    if column.kind is CellKind.PAPERS:
        named = [
            paper
            for rule in profile.entry.rules
            for paper in (*rule.all_of, *(one for group in rule.any_of for one in group))
        ]
        return list(dict.fromkeys(named or _PAPERS))
    return [column.header]


def _width(header: str, column: Column) -> float:
    return _WIDTHS.get(column.key) or min(max(len(header) * 1.3 + 3, 11), 18)


def is_number(column: Column, sheet: Sheet) -> bool:
    """Whether the column is filled with numbers."""
    amounts = sheet.record is Target and column.key in _IN_UNIT
    return amounts or column.kind in {CellKind.MONEY, CellKind.SERIES, CellKind.PERCENT}


def choices_of(column: Column) -> list[str]:
    """Return what may be chosen; empty where anything may be written."""
    if column.choices is not None:
        return [member.value for member in column.choices]
    if column.kind is CellKind.FLAG:
        return ["是", "否"]
    return [state.value for state in PaperState] if column.kind is CellKind.PAPERS else []


def kind_of(column: Column, sheet: Sheet) -> str:
    """Return what kind of cell the column has, in Chinese."""
    if choices_of(column):
        return "选项"
    if is_number(column, sheet):
        return "百分数" if column.kind is CellKind.PERCENT else "金额"
    return {CellKind.DATE: "日期", CellKind.NAMES: "姓名"}.get(column.kind, "文字")


def unit_of(column: Column, sheet: Sheet) -> str:
    """Return the unit of its numbers; empty where it has none."""
    if not is_number(column, sheet):
        return ""
    if column.kind is CellKind.PERCENT:
        return "％"
    return "见“单位”列" if sheet.record is Target else Unit.WAN.value


def how_to_fill(column: Column, sheet: Sheet) -> str:
    """Return in one sentence what is to be filled in."""
    if choices_of(column):
        return "从下拉框选择；不清楚的留空"
    if sheet.record is Target and column.key in _IN_UNIT:
        return "填数字；没有的留空，不填0"
    return {
        CellKind.MONEY: "填数字，单位万元，1亿元填10000；没有的留空，不填0",
        CellKind.SERIES: "填从1月起的累计数，单位万元；没有的留空，不填0",
        CellKind.PERCENT: "填百分数的数字，5.1％填5.1",
        CellKind.DATE: "填日期，如 2022-03-05；只知月份填 2022年3月，未定填 待定",
        CellKind.NAMES: "几个人用顿号隔开，如 王一、李二",
    }.get(column.kind, "填文字")


def rule_of(column: Column, sheet: Sheet, header: str) -> dict[str, object] | None:
    """Return validation and hint of a column; plain text that need not be filled has none."""
    rule = _check(column, sheet)
    says = [how_to_fill(column, sheet), column.note]
    if column.required:
        says.insert(0, "必填，没有的行不读取")
    if rule is None and not column.required and not column.note and column.kind is CellKind.TEXT:
        return None
    hint = "。".join(said for said in says if said)
    return {
        **(rule or {"validate": "any"}), "input_title": header[:_TITLE], "input_message": hint[:_MESSAGE],
    }  # fmt: skip


def _check(column: Column, sheet: Sheet) -> dict[str, object] | None:
    if found := choices_of(column):
        return {
            "validate": "list", "source": found, "error_title": "不在选项中",
            "error_message": f"请从下拉框选择：{'、'.join(found)}；不清楚的留空。"[:_MESSAGE],
        }  # fmt: skip
    if column.kind is CellKind.PERCENT:
        return {
            "validate": "decimal", "criteria": "between", "minimum": -100, "maximum": 1000, "error_type": "warning",
            "error_title": "不像百分数", "error_message": "填百分数的数字，5.1％填5.1；没有的留空。",
        }  # fmt: skip
    if is_number(column, sheet):
        return {
            "validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning", "error_title": "不是数字",
            "error_message": "这一列填不小于0的数字；没有的留空。",
        }  # fmt: skip
    if column.kind is CellKind.DATE:
        return {
            "validate": "date", "criteria": "between", "minimum": date(1990, 1, 1), "maximum": date(2099, 12, 31),
            "error_type": "warning", "error_title": "不是日期",
            "error_message": "填日期，如 2022-03-05。只知月份（2022年3月）或 待定 的，选“是”继续。",
        }  # fmt: skip
    suggested = {"unit": [one.value for one in Unit], "indicator": [one.value for one in Indicator]}
    if sheet.record is Target and column.key in suggested:
        return {
            "validate": "list", "source": suggested[column.key], "error_type": "warning",
            "error_title": "不在常用选项中", "error_message": "可以填别的；常用的在下拉框里。",
        }  # fmt: skip
    return None


def _example(column: Column, sheet: Sheet, header: str, year: int, *, marked: bool) -> object:
    """Return the example of a column; the marked one says that the row is an example."""
    value = EXAMPLES.get(column.key)
    if column.kind is CellKind.SERIES:
        value = SERIES_EXAMPLE if header.startswith(f"{year}年1—3月") else None
    elif column.kind is CellKind.DATE and value is None:
        value = date(year, 3, 15) if column.key in {"planned_on", "held_on", "due_on"} else None
    elif value is None and (found := choices_of(column)):
        value = found[0]
    if isinstance(value, str):
        value = value.replace("{year}", str(year))
    if sheet.record is Target and column.key == "actual":
        value = None
    return f"{EXAMPLE}{value or sheet.name}" if marked else value
