"""Two example forms that list: 旬调度表, of which not a cell is touched, and 入库进度表."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from investtrack_forms.examples.form_parts import (
    DAY,
    MONEY,
    new_sheet,
    put,
    put_head,
    rule,
    set_page,
)


if TYPE_CHECKING:
    from openpyxl import Workbook


def ten_days() -> Workbook:
    """旬调度表: not a single placeholder in it; 旬调度表.toml says what goes where."""
    from openpyxl.formatting import rule as rules
    from openpyxl.styles import PatternFill

    cell_is: Any = rules.CellIsRule
    book, sheet = new_sheet("旬调度表", (5, 32, 8, 11, 11, 11, 11, 9, 9, 7, 26, 26, 10, 16))
    put(sheet, "A1:N1", "重点项目旬调度表", font="方正小标宋简体", size=18)
    sheet.row_dimensions[1].height = 36
    put(sheet, "A2:F2", None, align="left")
    put(sheet, "G2:N2", "单位：万元、％、百分点", align="right")
    heads = (
        "序号", "项目名称", "建设\n阶段", "总投资", "年度计划\n投资", "本期累计\n计划", "本年累计\n完成", "投资\n完成率",
        "落后\n序时进度", "亮灯", "形象进度", "存在问题", "包保领导", "责任单位",
    )  # fmt: skip
    for number, head in enumerate(heads):
        put(sheet, f"{chr(65 + number)}3", head, bold=True, fill="DDEBF7")
    sheet.row_dimensions[3].height = 32
    formats = [
        "0",
        "@",
        "General",
        MONEY,
        MONEY,
        MONEY,
        MONEY,
        "0.0",
        "0.0",
        "General",
        "General",
        "General",
        "General",
        "General",
    ]
    for number, code in enumerate(formats):
        align = "left" if number in {1, 10, 11} else "right" if 3 <= number <= 8 else "center"
        put(sheet, f"{chr(65 + number)}4", None, align=align, format=code)
    sheet.row_dimensions[4].height = 42
    put(sheet, "A5:C5", "合　计", bold=True)
    for letter in "DEFG":
        put(
            sheet,
            f"{letter}5",
            f"=SUM({letter}4:{letter}4)",
            bold=True,
            align="right",
            format=MONEY,
        )
    put(sheet, "H5", '=IF(E5=0,"",G5/E5*100)', bold=True, align="right", format="0.0")
    for letter in "IJKLMN":
        put(sheet, f"{letter}5", None)
    sheet.row_dimensions[5].height = 24
    rule(sheet, "A3:N5")
    put(
        sheet,
        "A6:N6",
        "注：投资完成率为本年累计完成投资与年度计划投资之比；亮灯按县里规则。",
        align="left",
    )
    put(sheet, "A7:D7", "审核人：", align="left")
    put(sheet, "E7:I7", "填表人：", align="left")
    put(sheet, "J7:N7", "联系电话：", align="left")
    for colour, words in (("FFC7CE", "红灯"), ("FFEB9C", "黄灯"), ("C6EFCE", "绿灯")):
        lit = cell_is(
            operator="equal", formula=[f'"{words}"'], fill=PatternFill("solid", bgColor=colour)
        )
        sheet.conditional_formatting.add("J4", lit)
    set_page(sheet, "A1:N7", "1:3", "C4")
    return book


TEN_DAYS_TOML = """\
# 旬调度表的填表说明：表里一个字不改，什么填到哪里写在这里。
unit = "万元"

[[cell]]
at = "A1"
value = "{{ 地区 }}{{ 年份 }}年重点项目旬调度表（{{ 月份 }}月{{ 旬 }}）"

[[cell]]
at = "A2"
value = "截至：{{ 截止日期 }}　　推进较慢项目{{ progress.slow.count }}个"

[[rows]]
records = "项目台账"
first = 4
of = "progress.slow.count"     # 只列这个指标的项目
sort = ["-落后序时进度"]
empty = "没有推进较慢的项目"

[rows.cells]
A = "序号"
B = "项目名称"
C = "建设阶段"
D = "总投资"
E = "年度计划投资"
F = "计划完成投资"
G = "完成投资"
H = "投资完成率"
I = "落后序时进度"
J = "亮灯"
K = "形象进度"
L = "存在问题"
M = "包保领导"
N = "责任单位"
"""


def entry() -> Workbook:
    """入库进度表: heads of two rows, a form's own total below the rows, dates as dates."""
    book, sheet = new_sheet(
        "入库进度表", (5, 34, 12, 12, 11, 12, 6, 6, 6, 6, 6, 6, 6, 20, 12, 10, 18, 18)
    )
    put_head(
        sheet, "{{ 地区 }}{{ 报告期 }}投资项目入库进度表", "R", "截至：{{ 截止日期 }}　　单位：万元"
    )
    put(
        sheet, "A3:R3",
        "本期计划入库{{ entry.planned.count }}个，总投资{{ entry.planned.investment|亿元|2 }}亿元；已入库"
        "{{ entry.entered.count }}个、正在收集资料{{ entry.collecting.count }}个、逾期未入库{{ entry.overdue.count }}个。",
        align="left",
    )  # fmt: skip
    sheet.row_dimensions[3].height = 22
    for at, head in (
        ("A4:A5", "序号"), ("B4:B5", "项目名称"), ("C4:C5", "总投资"), ("D4:D5", "计划入库\n时间"), ("E4:E5", "入库状态"),
        ("F4:F5", "实际入库\n时间"), ("G4:M4", "手续资料"), ("N4:N5", "所缺资料"), ("O4:O5", "本期预计\n贡献投资"),
        ("P4:P5", "包保领导"), ("Q4:Q5", "责任单位"), ("R4:R5", "备注"),
    ):  # fmt: skip
        put(sheet, at, head, bold=True, fill="E2EFDA")
    papers = ("立项", "用地", "规划许可", "施工许可", "施工合同", "现场照片", "付款凭证")
    for letter, paper in zip("GHIJKLM", papers, strict=True):
        put(sheet, f"{letter}5", paper, bold=True, size=9, fill="E2EFDA")
    sheet.row_dimensions[4].height, sheet.row_dimensions[5].height = 20, 30
    asked = (
        "{% 明细 入库计划；指标 entry.planned.count；排序 计划入库时间，-总投资；行高 自动 %}{{ 序号 }}", "{{ 项目名称 }}", "{{ 总投资 }}",
        "{{ 计划入库时间 }}", "{{ 入库状态 }}", "{{ 实际入库时间 }}", *(f"{{{{ 手续[{paper}] }}}}" for paper in papers),
        "{{ 所缺资料 }}", "{{ 预计贡献投资 }}", "{{ 包保领导 }}", "{{ 责任单位 }}", "{{ 备注 }}",
    )  # fmt: skip
    for number, text in enumerate(asked):
        letter = chr(65 + number)
        look = {"C": MONEY, "D": DAY, "F": DAY, "O": MONEY}.get(letter, "General")
        align = "left" if letter in "BNR" else "right" if letter in "CO" else "center"
        put(sheet, f"{letter}6", text, align=align, format=look)
    sheet.row_dimensions[6].height = 30
    put(sheet, "A7:B7", "合　计", bold=True)
    for letter in "CO":
        put(
            sheet,
            f"{letter}7",
            f"=SUM({letter}6:{letter}6)",
            bold=True,
            align="right",
            format=MONEY,
        )
    for letter in "DEFGHIJKLMNPQR":
        put(sheet, f"{letter}7", None)
    sheet.row_dimensions[7].height = 24
    rule(sheet, "A4:R7")
    put(sheet, "A8:R8", "注：√为已有，×为没有。入库起点以统计制度为准。", align="left")
    put(sheet, "A9:F9", "分管领导：", align="left")
    put(sheet, "G9:N9", "审核人：", align="left")
    put(sheet, "O9:R9", "填表人：", align="left")
    set_page(sheet, "A1:R9", "4:5", "C6")
    return book
