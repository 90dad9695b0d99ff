"""The blank standard ledger, made from the typed fields."""

from __future__ import annotations

from datetime import date
from typing import Any, BinaryIO, ClassVar

from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.entry import PaperState
from investtrack.model.ledger import INFO_ITEMS, INFO_SHEET, SHEETS
from investtrack.model.profile import Profile
from investtrack.plugin import Template
from investtrack.values.amount import Unit
from investtrack.values.period import Month


_ROWS = 2000
_PAPERS = ("立项", "用地", "规划许可", "施工许可", "施工合同", "现场照片", "付款凭证")
_NOTES = (
    "1. 表名和表头请不要改动；没有的表可以整张删去，没有的列留空。",
    "2. 金额列单位见表头，未注明的按“基本信息”表的金额单位。1亿元在万元列填10000。",
    "3. “1—m月”各列填从1月起的累计数；1月不单独报数，第一列是1—2月。",
    "4. 没有的数留空，不要填0：空是“不知道”，0是“没有”。",
    "5. 日期填 2022-03-05，只知道月份的填 2022年3月，没有定的填 待定。",
    "6. 手续资料各列填 √（已有）、×（没有）或 不需要；可按本县要求增减列。",
    "7. 同一个项目在各表用同一个项目编码，或同一个名称。",
    "8. 需要合计的，在最后一行“项目名称”列写“合计”；合计行只用来核对，不重复计数。",
)


class ExcelTemplate(Template):
    """Writes the blank standard ledger: canonical heads, drop-downs, hints, validation."""

    name: ClassVar[str] = "excel"
    label: ClassVar[str] = "标准台账模板"
    suffix: ClassVar[str] = ".xlsx"

    def write(self, profile: Profile, stream: BinaryIO, year: int | None = None) -> None:
        """Write the form for *year*, by default this year; papers are those of the profile's rules."""
        import xlsxwriter

        year = year or date.today().year  # noqa: DTZ011 - a blank form is for the year it is asked for in
        workbook = xlsxwriter.Workbook(stream, {"strings_to_formulas": False})
        head = workbook.add_format(
            {
                "bold": True,
                "font_name": "黑体",
                "bg_color": "#DDEBF7",
                "border": 1,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        )
        forms = {
            CellKind.MONEY: workbook.add_format({"num_format": "#,##0.00"}),
            CellKind.DATE: workbook.add_format({"num_format": "yyyy-mm-dd"}),
            CellKind.TEXT: workbook.add_format({"num_format": "@"}),
        }
        self._notes(workbook, head)
        self._info(workbook, head, year)
        for sheet in SHEETS:
            worksheet = workbook.add_worksheet(sheet.name)
            heads = [
                item
                for column in columns(sheet.record)
                if column.standard
                for item in _heads(column, year, profile)
            ]
            worksheet.set_row(0, 32)
            for index, (text, column) in enumerate(heads):
                worksheet.write_string(0, index, text, head)
                kind = CellKind.MONEY if column.kind is CellKind.SERIES else column.kind
                worksheet.set_column(index, index, _width(text, column), forms.get(kind))
                rule = _validation(text, column)
                if rule:
                    worksheet.data_validation(1, index, _ROWS, index, rule)
            worksheet.freeze_panes(1, 2)
            worksheet.set_landscape()
            worksheet.set_paper(9)
            worksheet.fit_to_pages(1, 0)
            worksheet.repeat_rows(0)
        workbook.close()

    def _notes(self, workbook: Any, head: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
        sheet = workbook.add_worksheet("填报说明")
        sheet.set_column(0, 0, 90)
        sheet.write_string(0, 0, "填报说明", head)
        for number, note in enumerate(_NOTES, 1):
            sheet.write_string(number, 0, note)

    def _info(self, workbook: Any, head: Any, year: int) -> None:  # noqa: ANN401
        sheet = workbook.add_worksheet(INFO_SHEET)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 30)
        sheet.write_row(0, 0, ("项", "值"), head)
        for number, item in enumerate(INFO_ITEMS, 1):
            sheet.write_string(number, 0, item)
            if item == "金额单位":
                sheet.write_string(number, 1, Unit.WAN.value)
                sheet.data_validation(
                    number, 1, number, 1, {"validate": "list", "source": [u.value for u in Unit]}
                )
            if item == "报告期":
                sheet.data_validation(
                    number, 1, number, 1,
                    {"validate": "any", "input_title": item, "input_message": f"如 {year}年一季度"},
                )  # fmt: skip


def _heads(column: Column, year: int, profile: Profile) -> list[tuple[str, Column]]:
    if column.kind is CellKind.SERIES:
        ends = [Month(year, number) for number in range(2, 13)]
        return [
            (column.pattern.replace("{Y}", str(year)).replace("{M}", end.ytd_label), column)
            for end in ends
        ]
    if column.kind is CellKind.PAPERS:
        named = [
            p
            for rule in profile.entry.rules
            for p in (*rule.all_of, *(x for g in rule.any_of for x in g))
        ]
        return [(paper, column) for paper in dict.fromkeys(named or _PAPERS)]
    return [(column.header, column)]


def _width(text: str, column: Column) -> float:
    if column.key in {"name", "description", "measures"}:
        return 34
    return min(max(len(text) * 1.6, 10), 18)


def _validation(text: str, column: Column) -> dict[str, Any] | None:
    if column.choices is not None:
        return {"validate": "list", "source": [member.value for member in column.choices]}
    if column.kind is CellKind.FLAG:
        return {"validate": "list", "source": ["是", "否"]}
    if column.kind is CellKind.PAPERS:
        return {"validate": "list", "source": [state.value for state in PaperState]}
    if column.kind in {CellKind.MONEY, CellKind.SERIES}:
        hint = (
            "从1月起的累计数，单位万元"
            if column.kind is CellKind.SERIES
            else "单位万元；1亿元填10000；没有的留空"
        )
        return {
            "validate": "decimal", "criteria": ">=", "value": 0, "input_title": text[:32], "input_message": hint,
            "error_type": "warning", "error_title": "不是数字", "error_message": "这一列填不小于0的数字；没有的留空。",
        }  # fmt: skip
    if column.kind is CellKind.DATE:
        return {
            "validate": "any",
            "input_title": text[:32],
            "input_message": "如 2022-03-05；只知月份填 2022年3月",
        }
    return None
