"""Give a clean ledger the faults of everyday ledgers.

Some are only another way of writing (commas, full-width digits, 上旬) and should be read; the
others should each be found by a check. `soil` changes the sheets and returns what it did.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from county import COUNTY, YEAR_START, Table


FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
LEDGER, ENTRIES, RESUMED = "项目台账", "入库计划", "复工复产"
TOTAL, BEFORE, SINCE = (
    "总投资（万元）",
    "到上年底累计完成投资（万元）",
    "自开始建设累计完成投资（万元）",
)
YEAR_PLAN, ACTUAL = "年度计划投资（万元）", "2022年1—2月完成投资（万元）"


class Formula(NamedTuple):
    """A formula and the value stored with it; an empty value means none is stored."""

    text: str
    value: float | str


class Stain(NamedTuple):
    """One thing done to the clean ledger. *record* is the code or the name of the row."""

    sheet: str
    record: str
    header: str
    what: str


@dataclass
class Sheets:
    """The sheets, the stains so far, and the rows of 项目台账 already used for one."""

    tables: dict[str, Table]
    stains: list[Stain] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def put(self, sheet: str, row: int, header: str, value: Any, what: str) -> None:  # noqa: ANN401
        table = self.tables[sheet]
        label = table.rows[row][0] or table.rows[row][1]
        self.stains.append(Stain(sheet, str(label), header, what))
        table.rows[row][table.headers.index(header)] = value

    def get(self, sheet: str, row: int, header: str) -> Any:  # noqa: ANN401
        table = self.tables[sheet]
        return table.rows[row][table.headers.index(header)]

    def take(self, fits: Callable[[dict[str, Any]], bool] = lambda _: True) -> int:
        """Return an untouched row of a running, in-library project that *fits*, and reserve it."""
        table = self.tables[LEDGER]
        for step in range(len(table.rows)):
            number = step * 37 % len(table.rows)  # here and there, not from the top
            row = table.rows[number]
            if number in self.used:
                continue
            record = dict(zip(table.headers, row, strict=True))
            if record[ACTUAL] and record["入库时间"] < YEAR_START and fits(record):
                self.used.add(number)
                return number
        raise LookupError("no row left to soil")

    def row_of(self, sheet: str, ledger_row: int) -> int:
        """Return the row of *sheet* about the project in a row of 项目台账."""
        code = self.get(LEDGER, ledger_row, "项目编码")
        return next(i for i, row in enumerate(self.tables[sheet].rows) if row[0] == code)

    def listed_in(self, sheet: str) -> Callable[[dict[str, Any]], bool]:
        codes = {row[0] for row in self.tables[sheet].rows}
        return lambda record: record["项目编码"] in codes


def amounts(sheets: Sheets) -> None:
    """Write amounts as people type them."""
    large = sheets.take(lambda r: r[TOTAL] > 10000)
    total = sheets.get(LEDGER, large, TOTAL)
    sheets.put(LEDGER, large, TOTAL, f"{total:,.2f}", "文本金额，带千分位")
    row = sheets.take()
    text = f"{sheets.get(LEDGER, row, TOTAL):,}".translate(FULL_WIDTH)
    sheets.put(LEDGER, row, TOTAL, text, "全角数字")
    row = sheets.take(lambda r: r[TOTAL] > 10000)
    text = f"{(sheets.get(LEDGER, row, TOTAL) / 10000).normalize()}亿元"
    sheets.put(LEDGER, row, TOTAL, text, "万元列中写亿元")
    row = sheets.take()
    text = f"约{sheets.get(LEDGER, row, YEAR_PLAN)}"
    sheets.put(LEDGER, row, YEAR_PLAN, text, "约数")
    row = sheets.take()
    text = f" {sheets.get(LEDGER, row, BEFORE)}万 "
    sheets.put(LEDGER, row, BEFORE, text, "单元格内带单位和空格")
    row = sheets.take(lambda r: r["不可报投资（万元）"] is None)
    sheets.put(LEDGER, row, "不可报投资（万元）", "—", "用横线表示空")
    row = sheets.take(lambda r: r["不可报投资（万元）"] is None)
    sheets.put(LEDGER, row, "不可报投资（万元）", "无", "用“无”表示空")
    row = sheets.take()
    sheets.put(LEDGER, row, SINCE, Formula("=#REF!+1", "#REF!"), "公式引用失效")
    row = sheets.take()
    sheets.put(LEDGER, row, YEAR_PLAN, Formula("=ROUND(1200*0.8,0)", ""), "公式无缓存值")
    row = sheets.take()
    sheets.put(LEDGER, row, ACTUAL, "待核实", "金额列中写文字")
    sheets.put("目标任务", 3, "同比增速（％）", "8％", "文本百分数")


def dates(sheets: Sheets) -> None:
    """Write dates as people type them."""
    row = sheets.take()
    sheets.put(LEDGER, row, "竣工时间", "待定", "日期待定")
    row = sheets.take()
    began = sheets.get(LEDGER, row, "开工时间")
    sheets.put(LEDGER, row, "开工时间", f"{began.year}.{began.month}", "点分年月")
    row = sheets.take()
    serial = (sheets.get(LEDGER, row, "开工时间") - date(1899, 12, 30)).days
    sheets.put(LEDGER, row, "开工时间", serial, "日期序列号，单元格非日期格式")
    row = sheets.take()
    text = f"{sheets.get(LEDGER, row, '入库时间'):%Y%m}"
    sheets.put(LEDGER, row, "入库时间", text, "六位年月")
    row = sheets.take()
    began = sheets.get(LEDGER, row, "开工时间")
    text = f"{began.year}年{began.month}月{began.day}日"
    sheets.put(LEDGER, row, "开工时间", text, "中文日期")
    for number, text in ((3, "2022.3"), (4, "2022年元月"), (5, "3月上旬")):
        sheets.put(ENTRIES, number, "计划入库时间", text, "口语化时间")
    sheets.put(RESUMED, 4, "计划复工时间", "春节过后", "没有日子的时间")
    sheets.put("集中开工", 1, "计划开工时间", "2022年3月下旬", "旬")
    sheets.put("储备项目", 2, "拟开工时间", "2022年底", "年底")
    sheets.put("招商引资", 1, "签约时间", "2021/9/8", "斜线日期文本")
    sheets.put("基本信息", 3, "值", "2022年3月20日", "中文日期")


def names(sheets: Sheets) -> None:
    """Spell names and people in the ways that hide who is meant."""
    listed = sheets.listed_in(RESUMED)
    row = sheets.take(lambda r: listed(r) and len(r["项目名称"]) > 8)
    name = sheets.get(LEDGER, row, "项目名称")
    sheets.put(LEDGER, row, "项目名称", f"{name[:5]}\n{name[5:]}", "名称内换行")
    row = sheets.take(lambda r: listed(r) and r["项目级别"] == "省级重大")
    sheets.put(LEDGER, row, "项目名称", f"★{sheets.get(LEDGER, row, '项目名称')}", "★标记")
    row = sheets.take(lambda r: listed(r) and r["项目级别"] == "市级重大")
    other, name = sheets.row_of(RESUMED, row), sheets.get(LEDGER, row, "项目名称")
    sheets.put(RESUMED, other, "项目名称", f"■ {name[:4]} {name[4:]} ", "■标记、空格")
    sheets.put(RESUMED, other, "项目编码", None, "缺编码，只能按名称对应")
    row = sheets.take(lambda r: listed(r) and "（" in r["项目名称"])
    other, name = sheets.row_of(RESUMED, row), sheets.get(LEDGER, row, "项目名称")
    half = name.replace("（", "(").replace("）", ")")
    sheets.put(RESUMED, other, "项目名称", half, "半角括号")
    sheets.put(RESUMED, other, "项目编码", None, "缺编码，只能按名称对应")
    row = sheets.take(lambda r: r["包保领导"] == "李明")
    sheets.put(LEDGER, row, "包保领导", "李 明", "姓名中间有空格")
    row = sheets.take(lambda r: r["包保领导"] == "王芳")
    sheets.put(LEDGER, row, "包保领导", "李明、王芳", "一格两人")
    row = sheets.take(lambda r: r["包保领导"] not in {"李明", "王芳", None})
    text = f"{sheets.get(LEDGER, row, '包保领导')}\n杨 建"
    sheets.put(LEDGER, row, "包保领导", text, "一格两人，换行")
    sheets.put("问题清单", 6, "项目编码", "2109-529927-04-01-999999", "编码查无此项目")
    sheets.put("问题清单", 6, "项目名称", "云溪县数字乡村综合服务平台项目", "名称查无此项目")
    sheets.put("督导记录", 5, "项目名称", "云溪县体育馆提升改造项目", "名称查无此项目")


def choices(sheets: Sheets) -> None:
    """Use words that the drop-downs do not have, and a code twice."""
    sheets.put(LEDGER, sheets.take(), "建设阶段", "扫尾", "选项外的值")
    sheets.put(LEDGER, sheets.take(), "项目级别", "州级", "选项外的值")
    sheets.put(LEDGER, sheets.take(), "是否房地产", "Y", "另一种写法的“是／否”")
    sheets.put(LEDGER, sheets.take(), "是否入库", "√", "另一种写法的“是／否”")
    sheets.put("问题清单", 8, "问题类别", "信访", "选项外的值")
    sheets.put("问题清单", 9, "状态", "已销号", "选项外的值")
    sheets.put("储备项目", 5, "四化类别", "新型信息化", "选项外的值")
    first, second = sheets.take(), sheets.take()
    code = sheets.get(LEDGER, first, "项目编码")
    sheets.put(LEDGER, second, "项目编码", code, "项目编码重复")


def contradictions(sheets: Sheets) -> None:
    """Let amounts, dates and states deny each other."""
    row = sheets.take(lambda r: r[TOTAL] > 10000)
    slip = (sheets.get(LEDGER, row, TOTAL) / 10000).quantize(Decimal("0.01"))
    sheets.put(LEDGER, row, TOTAL, slip, "亿元数误填入万元列")
    row = sheets.take(lambda r: r["2022年1—4月计划完成投资（万元）"] > 50)
    lower = sheets.get(LEDGER, row, "2022年1—3月计划完成投资（万元）") - 20
    sheets.put(LEDGER, row, "2022年1—4月计划完成投资（万元）", lower, "累计数下降")
    row = sheets.take(lambda r: r["建设阶段"] == "新建")
    above = sheets.get(LEDGER, row, SINCE) + 150
    sheets.put(LEDGER, row, ACTUAL, above, "年内累计大于开工以来累计")
    row = sheets.take(lambda r: r["建设阶段"] == "收尾")
    above = sheets.get(LEDGER, row, TOTAL) + 260
    sheets.put(LEDGER, row, SINCE, above, "累计完成大于总投资")
    row = sheets.take(sheets.listed_in(RESUMED))
    sheets.put(LEDGER, row, "停工起始时间", date(2022, 3, 1), "停工晚于复工")
    other = sheets.row_of(RESUMED, row)
    sheets.put(RESUMED, other, "实际复工时间", date(2022, 2, 10), "复工早于停工")
    sheets.put(RESUMED, 9, "实际复工时间", date(2022, 3, 26), "复工时间晚于截止日期")
    sheets.put(ENTRIES, 1, "实际入库时间", None, "已入库而无入库时间")
    sheets.put(ENTRIES, 4, "用地", "×", "已入库而缺要件")
    sheets.put(ENTRIES, 7, "退回原因", None, "退回而无原因")


def layout(sheets: Sheets) -> None:
    """Add titles, a unit line, an empty row, a hidden row and totals; vary the headers."""
    ledger = sheets.tables[LEDGER]
    subtotal(
        ledger,
        "小计（在库项目）",
        [i for i, row in enumerate(ledger.rows) if in_library(ledger, row)],
    )
    subtotal(ledger, "合计", range(len(ledger.rows) - 1))
    ledger.rows.insert(30, [None] * len(ledger.headers))
    ledger.hidden.add(41)
    ledger.preamble = [f"{COUNTY}2022年固定资产投资项目推进情况台账", "单位：万元"]
    resumed = sheets.tables[RESUMED]
    resumed.preamble = [f"{COUNTY}2022年春节后重大项目复工复产计划表"]
    for header, text in (
        (TOTAL, "总投资"),
        ("不可报投资（万元）", "不可报投资"),
        (YEAR_PLAN, "年度计划投资\n(万元)"),
    ):
        ledger.headers[ledger.headers.index(header)] = text
    promotion = sheets.tables["招商引资"]
    column = promotion.headers.index("协议投资额（万元）")
    promotion.headers[column] = "协议投资额（亿元）"
    for row in promotion.rows:
        row[column] /= 10000
    what = (
        "标题行",
        "单位行",
        "空行",
        "隐藏行",
        "小计行",
        "合计行",
        "表头无单位",
        "表头换行、半角括号",
    )
    sheets.stains += [Stain(LEDGER, "", "", text) for text in what]
    sheets.stains += [Stain(RESUMED, "", "", "标题行")]
    sheets.stains += [Stain("招商引资", "", "协议投资额（亿元）", "另一种单位")]


def in_library(table: Table, row: list[Any]) -> bool:
    return row[table.headers.index("是否入库")] in {"是", "√"}


def subtotal(table: Table, label: str, numbers: Iterable[int]) -> None:
    """Append a row of sums, pasted as values."""
    chosen = [table.rows[number] for number in numbers]
    row: list[Any] = [None] * len(table.headers)
    row[1] = label
    for column, header in enumerate(table.headers):
        if header.endswith("（万元）"):
            cells = [line[column] for line in chosen]
            row[column] = sum((cell for cell in cells if isinstance(cell, Decimal)), Decimal(0))
    table.rows.append(row)


def soil(tables: dict[str, Table]) -> list[Stain]:
    """Soil *tables* in place and return what was done, in order."""
    sheets = Sheets(tables)
    for step in (names, amounts, dates, choices, contradictions, layout):
        step(sheets)
    return sheets.stains
