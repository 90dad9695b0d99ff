"""Makes the example forms: ``python -m investtrack_forms.make_forms FOLDER``. Same script, same bytes.

They are of our own design, in the shapes offices use: a title, a unit line, one to three rows of heads with
merged groups, a total, rows, notes and signatures.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from investtrack_forms import examples
from investtrack_forms.make_word_form import resumption


if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_THEN = datetime(2022, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_MONEY, _WHOLE, _DAY = "#,##0.00", "#,##0", "yyyy\\.mm\\.dd"


def all_forms() -> dict[str, bytes]:
    """Return file name → bytes of every example form."""
    made = {name: _saved(make()) for name, make in _MAKERS.items()}
    made[examples.TEN_DAYS_SPEC] = _TEN_DAYS_TOML.encode()
    made[examples.RESUMPTION] = resumption()
    return made


def _saved(book: Workbook) -> bytes:
    from investtrack_forms.package import Package

    book.properties.creator = ""
    book.properties.created = book.properties.modified = _THEN
    raw = BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = parts["docProps/core.xml"].decode()
    start, end = core.find("<dcterms:modified"), core.find("</dcterms:modified>")
    opening = core.find(">", start) + 1
    parts["docProps/core.xml"] = f"{core[:opening]}2022-01-01T00:00:00Z{core[end:]}".encode()
    return Package(Path("form.xlsx"), parts).to_bytes()


def _sheet(title: str, widths: Sequence[float]) -> tuple[Workbook, Worksheet]:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for number, width in enumerate(widths):
        sheet.column_dimensions[chr(65 + number)].width = width
    sheet.sheet_view.showGridLines = False
    return book, sheet


def _put(sheet: Worksheet, at: str, value: object, **look: Any) -> Any:
    """Write one cell, or a merged area, with its look."""
    from openpyxl.styles import Alignment, Font, PatternFill

    first = at.partition(":")[0]
    if ":" in at:
        sheet.merge_cells(at)
    cell: Any = sheet[first]
    cell.value = value
    bold, size = look.get("bold", False), look.get("size", 10)
    cell.font = Font(name=look.get("font", "宋体"), bold=bold, size=size)
    cell.alignment = Alignment(
        horizontal=look.get("align", "center"), vertical="center", wrap_text=look.get("wrap", True)
    )
    if "fill" in look:
        cell.fill = PatternFill("solid", fgColor=look["fill"])
    if "format" in look:
        cell.number_format = look["format"]
    return cell


def _rule(sheet: Worksheet, area: str) -> None:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color="000000")
    for row in sheet[area]:
        for cell in row:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)


def _page(sheet: Worksheet, area: str, titles: str, freeze: str) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.print_area = area
    sheet.print_title_rows = titles
    sheet.freeze_panes = freeze
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer: Any = sheet.oddFooter
    footer.center.text = "第 &P 页 共 &N 页"


def _head(sheet: Worksheet, title: str, last: str, unit: str) -> None:
    _put(sheet, f"A1:{last}1", title, font="方正小标宋简体", size=18)
    sheet.row_dimensions[1].height = 36
    _put(sheet, "A2:F2", "填报单位：{{ 填报单位 }}", align="left")
    _put(sheet, f"G2:{last}2", unit, align="right")
    sheet.row_dimensions[2].height = 20


def _ten_days() -> Workbook:
    """旬调度表: not a single placeholder in it; 旬调度表.toml says what goes where."""
    from openpyxl.formatting import rule as rules
    from openpyxl.styles import PatternFill

    cell_is: Any = rules.CellIsRule
    book, sheet = _sheet("旬调度表", (5, 32, 8, 11, 11, 11, 11, 9, 9, 7, 26, 26, 10, 16))
    _put(sheet, "A1:N1", "重点项目旬调度表", font="方正小标宋简体", size=18)
    sheet.row_dimensions[1].height = 36
    _put(sheet, "A2:F2", None, align="left")
    _put(sheet, "G2:N2", "单位：万元、％、百分点", align="right")
    heads = (
        "序号", "项目名称", "建设\n阶段", "总投资", "年度计划\n投资", "本期累计\n计划", "本年累计\n完成", "投资\n完成率",
        "落后\n序时进度", "亮灯", "形象进度", "存在问题", "包保领导", "责任单位",
    )  # fmt: skip
    for number, head in enumerate(heads):
        _put(sheet, f"{chr(65 + number)}3", head, bold=True, fill="DDEBF7")
    sheet.row_dimensions[3].height = 32
    formats = [
        "0",
        "@",
        "General",
        _MONEY,
        _MONEY,
        _MONEY,
        _MONEY,
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
        _put(sheet, f"{chr(65 + number)}4", None, align=align, format=code)
    sheet.row_dimensions[4].height = 42
    _put(sheet, "A5:C5", "合　计", bold=True)
    for letter in "DEFG":
        _put(
            sheet,
            f"{letter}5",
            f"=SUM({letter}4:{letter}4)",
            bold=True,
            align="right",
            format=_MONEY,
        )
    _put(sheet, "H5", '=IF(E5=0,"",G5/E5*100)', bold=True, align="right", format="0.0")
    for letter in "IJKLMN":
        _put(sheet, f"{letter}5", None)
    sheet.row_dimensions[5].height = 24
    _rule(sheet, "A3:N5")
    _put(
        sheet,
        "A6:N6",
        "注：投资完成率为本年累计完成投资与年度计划投资之比；亮灯按县里规则。",
        align="left",
    )
    _put(sheet, "A7:D7", "审核人：", align="left")
    _put(sheet, "E7:I7", "填表人：", align="left")
    _put(sheet, "J7:N7", "联系电话：", align="left")
    for colour, words in (("FFC7CE", "红灯"), ("FFEB9C", "黄灯"), ("C6EFCE", "绿灯")):
        rule = cell_is(
            operator="equal", formula=[f'"{words}"'], fill=PatternFill("solid", bgColor=colour)
        )
        sheet.conditional_formatting.add("J4", rule)
    _page(sheet, "A1:N7", "1:3", "C4")
    return book


_TEN_DAYS_TOML = """\
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


def _entry() -> Workbook:
    """入库进度表: heads of two rows, a form's own total below the rows, dates as dates."""
    book, sheet = _sheet(
        "入库进度表", (5, 34, 12, 12, 11, 12, 6, 6, 6, 6, 6, 6, 6, 20, 12, 10, 18, 18)
    )
    _head(
        sheet, "{{ 地区 }}{{ 报告期 }}投资项目入库进度表", "R", "截至：{{ 截止日期 }}　　单位：万元"
    )
    _put(
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
        _put(sheet, at, head, bold=True, fill="E2EFDA")
    papers = ("立项", "用地", "规划许可", "施工许可", "施工合同", "现场照片", "付款凭证")
    for letter, paper in zip("GHIJKLM", papers, strict=True):
        _put(sheet, f"{letter}5", paper, bold=True, size=9, fill="E2EFDA")
    sheet.row_dimensions[4].height, sheet.row_dimensions[5].height = 20, 30
    asked = (
        "{% 明细 入库计划；指标 entry.planned.count；排序 计划入库时间，-总投资；行高 自动 %}{{ 序号 }}", "{{ 项目名称 }}", "{{ 总投资 }}",
        "{{ 计划入库时间 }}", "{{ 入库状态 }}", "{{ 实际入库时间 }}", *(f"{{{{ 手续[{paper}] }}}}" for paper in papers),
        "{{ 所缺资料 }}", "{{ 预计贡献投资 }}", "{{ 包保领导 }}", "{{ 责任单位 }}", "{{ 备注 }}",
    )  # fmt: skip
    for number, text in enumerate(asked):
        letter = chr(65 + number)
        look = {"C": _MONEY, "D": _DAY, "F": _DAY, "O": _MONEY}.get(letter, "General")
        align = "left" if letter in "BNR" else "right" if letter in "CO" else "center"
        _put(sheet, f"{letter}6", text, align=align, format=look)
    sheet.row_dimensions[6].height = 30
    _put(sheet, "A7:B7", "合　计", bold=True)
    for letter in "CO":
        _put(
            sheet,
            f"{letter}7",
            f"=SUM({letter}6:{letter}6)",
            bold=True,
            align="right",
            format=_MONEY,
        )
    for letter in "DEFGHIJKLMNPQR":
        _put(sheet, f"{letter}7", None)
    sheet.row_dimensions[7].height = 24
    _rule(sheet, "A4:R7")
    _put(sheet, "A8:R8", "注：√为已有，×为没有。入库起点以统计制度为准。", align="left")
    _put(sheet, "A9:F9", "分管领导：", align="left")
    _put(sheet, "G9:N9", "审核人：", align="left")
    _put(sheet, "O9:R9", "填表人：", align="left")
    _page(sheet, "A1:R9", "4:5", "C6")
    return book


def _monthly() -> Workbook:  # noqa: C901 - one statement a part of the form
    """重点项目月报表: heads of two rows, a total above, 小计 by industry, the form's own formulas and choices."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill
    from openpyxl.workbook.defined_name import DefinedName
    from openpyxl.worksheet.datavalidation import DataValidation

    book, sheet = _sheet("重点项目月报表", (5, 36, 9, 8, 12, 12, 12, 12, 9, 26, 30, 22, 14, 10, 12))
    _head(
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
        _put(sheet, at, head, bold=True, fill="FCE4D6")
    sheet.row_dimensions[3].height, sheet.row_dimensions[4].height = 20, 30
    _put(sheet, "A5:B5", "合　计（{{ 个数() }}个）", bold=True)
    _put(sheet, "A6", "{{ 组序号 }}", bold=True)
    _put(sheet, "B6", "{{ 组 }}", bold=True, align="left")
    _put(sheet, "A7", "{{ 序号 }}")
    _put(sheet, "B7", "{{ 项目名称 }}", align="left")
    _put(sheet, "C7", "{{ 项目级别 }}")
    _put(sheet, "D7", "{{ 建设阶段 }}")
    _put(sheet, "A8:B8", "小　计（{{ 个数() }}个）", bold=True)
    fields = ("总投资", "年度计划投资", "本月完成投资", "完成投资")
    for letter, name in zip("EFGH", fields, strict=True):
        _put(sheet, f"{letter}7", f"{{{{ {name} }}}}", align="right", format=_MONEY)
        for row in (5, 8):
            _put(
                sheet,
                f"{letter}{row}",
                f"{{{{ 合计({name}) }}}}",
                bold=True,
                align="right",
                format=_MONEY,
            )
    for row in (5, 7, 8):
        formula = (
            f'=IF(N(F{row})=0,"",H{row}/F{row})'
            if row != 7
            else '=IF(OR(F7="",H7=""),"",IF(F7=0,"",H7/F7))'
        )
        _put(sheet, f"I{row}", formula, bold=row != 7, align="right", format="0.0%")
    for letter, name in zip(
        "JKLMN", ("形象进度", "存在问题", "解决措施", "完成时限", "包保领导"), strict=True
    ):
        _put(
            sheet, f"{letter}7", f"{{{{ {name} }}}}", align="left" if letter in "JKL" else "center"
        )
    for row, last in ((5, "O"), (6, "O"), (8, "O")):
        for letter in "CDEFGHIJKLMNO":
            cell = sheet[f"{letter}{row}"]
            if cell.value is None and letter <= last:
                _put(sheet, f"{letter}{row}", None, bold=True)
    _put(sheet, "O7", None)
    for letter in "ABCDEFGHIJKLMNO":
        for row, fill in ((5, "FFF2CC"), (6, "F2F2F2"), (8, "F2F2F2")):
            sheet[f"{letter}{row}"].fill = PatternFill("solid", fgColor=fill)
    for row, height in ((5, 26), (6, 22), (7, 40), (8, 22)):
        sheet.row_dimensions[row].height = height
    _rule(sheet, "A3:O8")
    marker = (
        "明细 项目台账\n指标 fai.period.completed\n条件 项目级别 属于 国家、省级重大、市级重大\n排序 行业，-总投资\n"
        "分组 行业\n名称 重点\n行高 自动\n无记录 本月没有重点项目"
    )
    sheet["A7"].comment = Comment(marker, "填表")
    sheet["A6"].comment = Comment("组头", "填表")
    sheet["A8"].comment = Comment("小计", "填表")
    _put(
        sheet,
        "A9:O9",
        "注：完成率为本年累计完成投资与年度计划投资之比；本月完成为最近一个统计月。",
        align="left",
    )
    _put(sheet, "A10:E10", "单位负责人：", align="left")
    _put(sheet, "F10:J10", "审核人：", align="left")
    _put(
        sheet, "K10:O10", "填表人：　　　　　　报出日期：{{ 截止日期|yyyy年m月d日 }}", align="left"
    )
    choices = DataValidation("list", formula1='"已核实,待核实,有出入"', allow_blank=True)
    choices.add("O7")
    sheet.add_data_validation(choices)
    book.defined_names["月报合计"] = DefinedName("月报合计", attr_text="'重点项目月报表'!$E$5:$H$5")
    _page(sheet, "A1:O10", "1:4", "C5")
    return book


def _duty() -> Workbook:
    """目标责任制表: figures row by row, and the targets of every level in rows made ready beforehand."""
    book, sheet = _sheet("目标责任制表", (6, 34, 9, 14, 14, 12, 34))
    _put(
        sheet,
        "A1:G1",
        "{{ 地区 }}{{ 年份 }}年经济工作目标责任制完成情况表",
        font="方正小标宋简体",
        size=18,
    )
    sheet.row_dimensions[1].height = 36
    _put(sheet, "A2:C2", "填报单位：{{ 填报单位 }}", align="left")
    _put(sheet, "D2:G2", "{{ 期间 }}，截至{{ 截止日期 }}", align="right")
    _heads(sheet, 3, ("序号", "责任目标", "单位", "目标数", "完成数", "完成率", "说明"))
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
        _put(sheet, f"A{row}", number)
        _put(sheet, f"B{row}", label, align="left")
        _put(sheet, f"C{row}", unit)
        code = _WHOLE if unit == "个" else _MONEY
        _put(sheet, f"D{row}", f"{{{{ {target} }}}}", align="right", format=code)
        _put(sheet, f"E{row}", f"{{{{ {done} }}}}", align="right", format=code)
        given = (
            f"{{{{ {rate} }}}}"
            if rate
            else f'=IF(COUNT(D{row}:E{row})<2,"",IF(D{row}=0,"",E{row}/D{row}))'
        )
        _put(sheet, f"F{row}", given, align="right", format="0.0%")
        _put(sheet, f"G{row}", words, align="left")
        sheet.row_dimensions[row].height = 34
    _rule(sheet, "A3:G10")
    _put(sheet, "A12:G12", "附：各级下达目标", bold=True, size=12, align="left")
    sheet.row_dimensions[12].height = 24
    _heads(sheet, 13, ("序号", "指标", "层级", "期间", "目标值（亿元）", "同比增速（％）", "备注"))
    asked = (
        "{% 明细 目标任务；预留行 8 %}{{ 序号 }}", "{{ 指标 }}", "{{ 下达层级 }}", "{{ 期间 }}", "{{ 目标值|亿元 }}",
        "{{ 同比增速（％） }}", "{{ 备注 }}",
    )  # fmt: skip
    for row in range(14, 22):
        for letter, text in zip("ABCDEFG", asked, strict=True):
            code = {"E": _MONEY, "F": "0.0"}.get(letter, "General")
            align = "left" if letter in "BG" else "right" if letter in "EF" else "center"
            _put(sheet, f"{letter}{row}", text if row == 14 else None, align=align, format=code)
        sheet.row_dimensions[row].height = 22
    _rule(sheet, "A13:G21")
    _put(sheet, "A22:C22", "责任领导（签字）：", align="left")
    _put(sheet, "D22:G22", "考核单位（盖章）：", align="left")
    sheet.row_dimensions[22].height = 30
    _page(sheet, "A1:G22", "1:3", "A4")
    sheet.page_setup.orientation = "portrait"
    return book


def _heads(sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
    for number, head in enumerate(heads):
        _put(sheet, f"{chr(65 + number)}{row}", head, bold=True, fill="EDEDED")
    sheet.row_dimensions[row].height = 26


_MAKERS: dict[str, Callable[[], Workbook]] = {
    examples.TEN_DAYS: _ten_days,
    examples.ENTRY: _entry,
    examples.MONTHLY: _monthly,
    examples.DUTY: _duty,
}


def main(folder: Path) -> None:
    """Write every example form to *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in all_forms().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
