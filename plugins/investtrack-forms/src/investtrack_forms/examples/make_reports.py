"""Two example forms that report: 重点项目月报表, grouped, and 目标责任制表, figure by figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack_forms.examples.form_parts import (
    MONEY,
    WHOLE,
    new_sheet,
    put,
    put_head,
    put_heads,
    rule,
    set_page,
)


if TYPE_CHECKING:
    from openpyxl import Workbook


def monthly() -> Workbook:  # noqa: C901 - one statement a part of the form
    """重点项目月报表: heads of two rows, a total above, 小计 by industry, the form's own formulas and choices."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation

    book, sheet = new_sheet(
        "重点项目月报表", (5, 36, 9, 8, 12, 12, 12, 12, 9, 26, 30, 22, 14, 10, 12)
    )
    put_head(
        sheet,
        "{{ 地区 }}重点项目{{ 年份 }}年{{ 月份 }}月建设进展月报表",
        "O",
        "截至：{{ 截止日期 }}　　单位：万元",
    )
    for at, head in (
        ("A3:A4", "序号"), ("B3:B4", "项目名称"), ("C3:C4", "项目\n级别"), ("D3:D4", "建设\n阶段"), ("E3:I3", "投资情况"),
        ("J3:J4", "形象进度"), ("K3:M3", "存在问题及解决措施"), ("N3:N4", "包保\n领导"), ("O3:O4", "核实情况"),
        ("E4", "总投资"), ("F4", "年度计划\n投资"), ("G4", "本月完成"), ("H4", "本年累计\n完成"), ("I4", "完成率"),
        ("K4", "具体问题"), ("L4", "解决措施"), ("M4", "完成时限"),
    ):  # fmt: skip
        put(sheet, at, head, bold=True, fill="FCE4D6")
    sheet.row_dimensions[3].height, sheet.row_dimensions[4].height = 20, 30
    put(sheet, "A5:B5", "合　计（{{ 个数() }}个）", bold=True)
    put(sheet, "A6", "{{ 组序号 }}", bold=True)
    put(sheet, "B6", "{{ 组 }}", bold=True, align="left")
    put(sheet, "A7", "{{ 序号 }}")
    put(sheet, "B7", "{{ 项目名称 }}", align="left")
    put(sheet, "C7", "{{ 项目级别 }}")
    put(sheet, "D7", "{{ 建设阶段 }}")
    put(sheet, "A8:B8", "小　计（{{ 个数() }}个）", bold=True)
    fields = ("总投资", "年度计划投资", "本月完成投资", "完成投资")
    for letter, name in zip("EFGH", fields, strict=True):
        put(sheet, f"{letter}7", f"{{{{ {name} }}}}", align="right", format=MONEY)
        for row in (5, 8):
            put(
                sheet,
                f"{letter}{row}",
                f"{{{{ 合计({name}) }}}}",
                bold=True,
                align="right",
                format=MONEY,
            )
    for row in (5, 7, 8):
        formula = (
            f'=IF(N(F{row})=0,"",H{row}/F{row})'
            if row != 7
            else '=IF(OR(F7="",H7=""),"",IF(F7=0,"",H7/F7))'
        )
        put(sheet, f"I{row}", formula, bold=row != 7, align="right", format="0.0%")
    for letter, name in zip(
        "JKLMN", ("形象进度", "存在问题", "解决措施", "完成时限", "包保领导"), strict=True
    ):
        put(sheet, f"{letter}7", f"{{{{ {name} }}}}", align="left" if letter in "JKL" else "center")
    for row, last in ((5, "O"), (6, "O"), (8, "O")):
        for letter in "CDEFGHIJKLMNO":
            cell = sheet[f"{letter}{row}"]
            if cell.value is None and letter <= last:
                put(sheet, f"{letter}{row}", None, bold=True)
    put(sheet, "O7", None)
    for letter in "ABCDEFGHIJKLMNO":
        for row, fill in ((5, "FFF2CC"), (6, "F2F2F2"), (8, "F2F2F2")):
            sheet[f"{letter}{row}"].fill = PatternFill("solid", fgColor=fill)
    for row, height in ((5, 26), (6, 22), (7, 40), (8, 22)):
        sheet.row_dimensions[row].height = height
    rule(sheet, "A3:O8")
    marker = (
        "明细 项目台账\n指标 fai.period.completed\n条件 项目级别 属于 国家、省级重大、市级重大\n排序 行业，-总投资\n"
        "分组 行业\n名称 重点\n行高 自动\n无记录 本月没有重点项目"
    )
    sheet["A7"].comment = Comment(marker, "填表")
    sheet["A6"].comment = Comment("组头", "填表")
    sheet["A8"].comment = Comment("小计", "填表")
    put(
        sheet,
        "A9:O9",
        "注：完成率为本年累计完成投资与年度计划投资之比；本月完成为最近一个统计月。",
        align="left",
    )
    put(sheet, "A10:E10", "单位负责人：", align="left")
    put(sheet, "F10:J10", "审核人：", align="left")
    put(sheet, "K10:O10", "填表人：　　　　　　报出日期：{{ 截止日期|yyyy年m月d日 }}", align="left")
    choices = DataValidation("list", formula1='"已核实,待核实,有出入"', allow_blank=True)
    choices.add("O7")
    sheet.add_data_validation(choices)
    book.defined_names["月报合计"] = DefinedName("月报合计", attr_text="'重点项目月报表'!$E$5:$H$5")
    set_page(sheet, "A1:O10", "1:4", "C5")
    return book


def duty() -> Workbook:
    """目标责任制表: figures row by row, and the targets of every level in rows made ready beforehand."""
    book, sheet = new_sheet("目标责任制表", (6, 34, 9, 14, 14, 12, 34))
    put(
        sheet,
        "A1:G1",
        "{{ 地区 }}{{ 年份 }}年经济工作目标责任制完成情况表",
        font="方正小标宋简体",
        size=18,
    )
    sheet.row_dimensions[1].height = 36
    put(sheet, "A2:C2", "填报单位：{{ 填报单位 }}", align="left")
    put(sheet, "D2:G2", "{{ 期间 }}，截至{{ 截止日期 }}", align="right")
    put_heads(sheet, 3, ("序号", "责任目标", "单位", "目标数", "完成数", "完成率", "说明"))
    lines: tuple[tuple[str, str, str, str, str, str], ...] = (
        ("固定资产投资（本期）", "亿元", "fai.period.planned|亿元|2", "fai.period.completed|亿元|2", "fai.completion_rate",
         "预计完成{{ fai.period.expected|亿元|2 }}亿元，市下达{{ fai.period.assigned|亿元|2 }}亿元"),
        ("固定资产投资（全年）", "亿元", "fai.year.target|亿元|2", "fai.period.completed|亿元|2", "",
         "落后序时进度{{ fai.pace.gap|1 }}个百分点"),
        ("投资项目入库", "个", "entry.planned.count", "entry.entered.count", "",
         "计划入库总投资{{ entry.planned.investment|亿元|2 }}亿元，所缺资料最多的见入库进度表"),
        ("重大项目复工", "个", "resumption.planned.count", "resumption.resumed.count", "resumption.rate",
         "逾期未复工{{ resumption.overdue.count }}个：{{ resumption.overdue.list|文本 }}"),
        ("集中开工项目", "个", "starts.count", "starts.started.count", "", "前期工作已完成{{ starts.ready.count }}个"),
        ("其他营利性服务业营业收入", "万元", "services.planned", "services.reported", "",
         "计划增长{{ services.growth|1 }}％"),
        ("地区生产总值", "亿元", "gdp.period.target|亿元|2", "gdp.period.actual|亿元|2", "", "目标增长{{ gdp.period.growth_target|1 }}％以上"),
    )  # fmt: skip
    for number, (label, unit, target, done, rate, words) in enumerate(lines, 1):
        row = 3 + number
        put(sheet, f"A{row}", number)
        put(sheet, f"B{row}", label, align="left")
        put(sheet, f"C{row}", unit)
        code = WHOLE if unit == "个" else MONEY
        put(sheet, f"D{row}", f"{{{{ {target} }}}}", align="right", format=code)
        put(sheet, f"E{row}", f"{{{{ {done} }}}}", align="right", format=code)
        given = (
            f"{{{{ {rate} }}}}"
            if rate
            else f'=IF(COUNT(D{row}:E{row})<2,"",IF(D{row}=0,"",E{row}/D{row}))'
        )
        put(sheet, f"F{row}", given, align="right", format="0.0%")
        put(sheet, f"G{row}", words, align="left")
        sheet.row_dimensions[row].height = 34
    rule(sheet, "A3:G10")
    put(sheet, "A12:G12", "附：各级下达目标", bold=True, size=12, align="left")
    sheet.row_dimensions[12].height = 24
    put_heads(
        sheet, 13, ("序号", "指标", "层级", "期间", "目标值（亿元）", "同比增速（％）", "备注")
    )
    asked = (
        "{% 明细 目标任务；预留行 8 %}{{ 序号 }}", "{{ 指标 }}", "{{ 下达层级 }}", "{{ 期间 }}", "{{ 目标值|亿元 }}",
        "{{ 同比增速（％） }}", "{{ 备注 }}",
    )  # fmt: skip
    for row in range(14, 22):
        for letter, text in zip("ABCDEFG", asked, strict=True):
            code = {"E": MONEY, "F": "0.0"}.get(letter, "General")
            align = "left" if letter in "BG" else "right" if letter in "EF" else "center"
            put(sheet, f"{letter}{row}", text if row == 14 else None, align=align, format=code)
        sheet.row_dimensions[row].height = 22
    rule(sheet, "A13:G21")
    put(sheet, "A22:C22", "责任领导（签字）：", align="left")
    put(sheet, "D22:G22", "考核单位（盖章）：", align="left")
    sheet.row_dimensions[22].height = 30
    set_page(sheet, "A1:G22", "1:3", "A4")
    sheet.page_setup.orientation = "portrait"
    return book
