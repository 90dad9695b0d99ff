"""Dirties a clean list of projects in the ways offices do, and writes it as a workbook.

What is done is drawn from a seed and a set of kinds of dirt, so that a failing case shrinks to the kinds that matter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from investtrack.model.project import Project
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month


HARMLESS = (
    "titles", "unit line", "date line", "groups", "merged header", "pages", "group rows", "subtotals", "total above", "total below",
    "spellings", "full width", "spacer rows", "spacer columns", "hidden rows", "hidden columns", "order", "synonyms", "yi", "unit in cells",
    "split sheets", "two tables", "merged labels", "marked names", "notes", "numbers", "indent", "unseen", "offices", "note marks",
    "region lines", "other table",
)  # fmt: skip
"""Dirt that loses nothing: the ledger must be the same."""
HARMFUL = (
    "unreadable",
    "errors",
    "unknown header",
    "no month",
    "two meanings",
    "wrong total",
    "merged amounts",
)
"""Dirt that loses something: a finding must say what."""
YEAR, LAST = 2022, 3
COUNTY = "青禾县"
"""Whose table it is, where its lines say so."""
_TITLES = (
    "青禾县2022年重点项目进展情况调度表", "青岚市青禾县2022年1—3月重点项目推进情况表", "2022年青禾县重点项目台账", "青禾县重点项目清单（2022年）",
)  # fmt: skip
_REPORTED_BY = (
    "填报单位：青禾县发展和改革局", "填报单位（盖章）：青禾县发改局", "编制单位: 青禾县 发改局", "填报单位：青禾县发展和改革局（公章）", "上报单位：青禾县统计局",
    "填报单位：青禾县发展和改革局　　填报日期：2022年4月3日",
)  # fmt: skip
OTHER_TITLES = (
    "附：续建项目服务清单", "附件2：包保领导联系人名单", "续建项目服务台账", "服务事项一览表", "按乡镇统计", "",
)  # fmt: skip
OTHER_TABLES: tuple[tuple[tuple[Any, ...], ...], ...] = (
    (("序号", "企业名称", "联系人", "服务事项"), (1, "青禾商务公司", "张三", "代办证照"), (2, "云峰公司", "李四", "用电")),
    (("序号", "乡镇", "服务次数", "办结数"), (1, "东山镇", 12, 11), (2, "西河镇", 8, 8), (None, "合计", 20, 19)),
    (("事项", "牵头科室", "完成时限"), ("协调用地", "投资科", "4月底"), ("协调用电", "工业科", "5月底")),
    (("姓名", "联系电话"), ("张三", "0859-1234567"), ("李四", "0859-7654321")),
    (("类别", "项目个数", "总投资（万元）", "年度计划投资（万元）"), ("交通", 2, 30000, 9000), ("水利", 1, 30000, 12000)),
    (("责任单位", "个数", "总投资"), ("住建局", 2, 30000), ("水务局", 1, 30000)),
    (("序号", "服务单位", "服务项目", "分管领导", "服务事项", "次数", "办结"), (1, "政务局", "石岭产业园", "王强", "代办证照", 3, 2)),
    (("序号", "乡镇", "服务情况", None), (None, None, "次数", "办结数"), (1, "东山镇", 12, 11)),
)  # fmt: skip
"""Tables of other kinds that offices put below a ledger: header and rows."""
ENDS = (Month(YEAR, 2), Month(YEAR, LAST))


@dataclass(frozen=True)
class Field:
    """A column: its key, its headers from the plain one to the strange ones, the group it may stand under."""

    key: str
    headers: tuple[str, ...]
    group: str = ""
    unit: bool = False


FIELDS = (
    Field("name", ("项目名称", "项目全称", "工程名称", "重点项目名称", "项 目 名 称")),
    Field("code", ("项目编码", "项目代码", "项目统一代码")),
    Field("owner", ("建设单位", "项目业主", "业主单位", "项目（法人）单位", "项目法人")),
    Field("responsible_unit", ("责任单位", "牵头单位", "行业主管部门", "责任部门"), "责任落实"),
    Field("leaders", ("包保领导", "包联领导", "责任领导", "挂钩领导"), "责任落实"),
    Field("level", ("项目级别", "项目层级", "管理级别")),
    Field("stage", ("建设阶段", "项目性质", "建设性质")),
    Field("total_investment", ("总投资", "计划总投资", "项目总投资", "总投资额", "概算总投资"), "投资情况", unit=True),
    Field("cumulative_before_year", ("到上年底累计完成投资", "至2021年底累计完成投资", "截至上年底累计完成投资", "上年末累计完成投资", "2021年底前完成"), "投资情况", unit=True),
    Field("year_plan", ("年度计划投资", "2022年计划投资", "今年计划投资", "本年度投资计划", "年度投资计划", "2022年全年计划", "2022年年度计划投资", "2022年固定资产投资计划"), "投资情况", unit=True),
    Field("planned.2022-03", ("2022年1—3月计划完成投资", "1-3月计划完成投资", "2022年一季度计划完成投资"), unit=True),
    Field("actual.2022-02", ("2022年1—2月完成投资", "1至2月完成投资", "2022年1-2月累计完成投资额"), unit=True),
    Field("actual.2022-03", ("2022年1—3月完成投资", "1－3月完成投资", "1-3月完成固定资产投资", "2022年1月至3月实际完成投资"), unit=True),
    Field("is_in_library", ("是否入库", "是否纳统", "是否入统", "是否纳规入统")),
    Field("entered_on", ("入库时间", "纳统时间", "实际入库时间", "入库月份", "纳统日期")),
    Field("started_on", ("开工时间", "实际开工时间", "开工日期", "实际开工月份", "实际开工")),
    Field("remark", ("备注",)),
)  # fmt: skip
_AMOUNTS = {f.key for f in FIELDS if f.unit}


@dataclass
class Sheet:
    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # top, left, bottom, right
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)

    def add(self, cells: Sequence[Any]) -> int:
        self.rows.append(list(cells))
        return len(self.rows)


@dataclass
class Dirtier:
    """Writes *projects* with *kinds* of dirt."""

    projects: Sequence[Project]
    kinds: frozenset[str]
    random: Random
    sheets: list[Sheet] = field(default_factory=list)
    wrong_totals: int = 0

    def has(self, kind: str) -> bool:
        return kind in self.kinds

    def write(self, path: Path) -> None:
        parts = [self.projects]
        if self.has("split sheets") and len(self.projects) > 1:
            cut = self.random.randrange(1, len(self.projects))
            parts = [self.projects[:cut], self.projects[cut:]]
            self.sheets = [Sheet("青山镇"), Sheet("河口镇")]
        else:
            self.sheets = [Sheet(self.random.choice(["项目台账", "重点项目", "Sheet1", "调度表"]))]
        for sheet, part in zip(self.sheets, parts, strict=True):
            tables = [part]
            if self.has("two tables") and len(part) > 1:
                cut = self.random.randrange(1, len(part))
                tables = [part[:cut], part[cut:]]
            for number, table in enumerate(tables):
                if number:
                    sheet.add([])
                _Table(self, sheet, table).write()
        if self.has("other table"):
            self._other(self.random.choice(self.sheets))
        self._save(path)

    def _other(self, sheet: Sheet) -> None:
        """Add a table of another kind below, under a title or behind blank rows."""
        title = self.random.choice(OTHER_TITLES)
        for _ in range(self.random.randrange(0 if title else 1, 3)):
            sheet.add([])
        if title:
            sheet.add([title])
        for row in self.random.choice(OTHER_TABLES):
            sheet.add(row)

    def _save(self, path: Path) -> None:
        book = openpyxl.Workbook()
        book.remove(book.active)
        info = book.create_sheet("基本信息")
        for row in (
            ["项", "值"],
            *([] if "region lines" in self.kinds else [["地区", "某县"]]),
            ["报告期", "2022年一季度"],
            ["截止日期", "2022-03-20"],
        ):
            info.append(row)
        for sheet in self.sheets:
            made = book.create_sheet(sheet.name)
            for number, row in enumerate(sheet.rows, 1):
                for index, cell in enumerate(row, 1):
                    if cell is not None and cell != "":
                        made.cell(number, index, cell)
            for top, left, bottom, right in sheet.merges:
                made.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
            for row in sheet.hidden_rows:
                made.row_dimensions[row].hidden = True
            for column in sheet.hidden_columns:
                made.column_dimensions[get_column_letter(column)].hidden = True
        book.save(path)


@dataclass
class _Table:
    """One table of one sheet."""

    dirt: Dirtier
    sheet: Sheet
    projects: Sequence[Project]
    columns: list[Field | None] = field(default_factory=list)  # None: an empty column
    units: dict[str, Unit | None] = field(
        default_factory=dict
    )  # of the header; None: of the line above
    lines_unit: Unit | None = None
    lines: list[list[Any]] = field(default_factory=list)
    header: list[list[Any]] = field(default_factory=list)

    @property
    def random(self) -> Random:
        return self.dirt.random

    def has(self, kind: str) -> bool:
        return self.dirt.has(kind)

    def write(self) -> None:
        self._choose_columns()
        self._above()
        self._header()
        if self.has("total above"):
            self._total("合计", self.projects)
        self._body()
        if self.has("total below"):
            self._total(self.random.choice(["合计", "合  计", "总计"]), self.projects)
        if self.has("notes"):
            self.sheet.add(["备注：表中数据为快报数。"])
            self.sheet.add(["填表人：张三", None, None, "审核人：李四"])

    # -- columns -----------------------------------------------------------------------------

    def _choose_columns(self) -> None:
        columns: list[Field | None] = list(FIELDS)
        if self.has("order"):
            rest = columns[1:]
            self.random.shuffle(rest)
            columns = [columns[0], *rest]
            if self.has("groups"):  # the columns of a group stand together
                columns.sort(key=lambda f: (f.group or f.key) if f and f.key != "name" else "")
        if self.has("spacer columns"):
            columns.insert(self.random.randrange(2, len(columns)), None)
        self.columns = columns
        self.lines_unit = self.random.choice([Unit.WAN, Unit.YI]) if self.has("unit line") else None
        if self.lines_unit is Unit.YI and not self.has("yi"):
            self.lines_unit = Unit.WAN
        for item in FIELDS:
            if item.unit:
                choices: list[Unit | None] = [Unit.WAN]
                choices += [Unit.YI] if self.has("yi") else []
                choices += [None] if self.lines_unit else []
                self.units[item.key] = self.random.choice(choices)

    @property
    def lead(self) -> list[Any]:
        """Cells before the first column: a sequence number."""
        return [None] if self.has("numbers") else []

    def _text(self, item: Field) -> str:
        text = self.random.choice(item.headers) if self.has("synonyms") else item.headers[0]
        if item.key == "stage" and text == "建设性质" and not self._stages_tell():
            text = "建设阶段"
        if item.key == "actual.2022-03" and self.has("no month"):
            text = "完成投资"
        if item.key == "remark" and self.has("unknown header"):
            text = "考核情况甲"
        if item.key == "stage" and self.has("two meanings"):
            text = "建设性质"
        unit = self.units.get(item.key)
        if unit is not None:
            text += self.random.choice([f"（{unit}）", f"({unit})", f"\n（{unit}）"])
        if self.has("full width"):
            text = text.translate(str.maketrans("0123456789()-", "０１２３４５６７８９（）－"))
        return text

    def _stages_tell(self) -> bool:
        return any(p.stage is not None and p.stage.value != "新建" for p in self.projects)

    # -- above and header --------------------------------------------------------------------

    def _line(self, text: str) -> None:
        width = len(self.lead) + len(self.columns)
        row = self.sheet.add([text])
        self.sheet.merges.append((row, 1, row, width))
        self.lines.append([text])

    def _above(self) -> None:
        if self.has("titles"):
            self._line("某县2022年重点项目进展情况调度表")
        if self.has("region lines"):
            # The lines of one office: a second table of a sheet repeats them.
            title = _TITLES[len(self.dirt.projects) % len(_TITLES)]
            for text in (title, _REPORTED_BY[len(self.dirt.kinds) % len(_REPORTED_BY)]):
                self._line(text)
        if self.has("date line"):
            self._line("截至2022年3月20日")
        if self.lines_unit is not None:
            self._line(
                self.random.choice(["单位：{}", "金额单位:{}", "计量单位： {}"]).format(
                    self.lines_unit
                )
            )

    def _header(self) -> None:
        texts = [None if item is None else self._text(item) for item in self.columns]
        lead = ["序号"] if self.has("numbers") else []
        if not self.has("groups"):
            row = [*lead, *texts]
            self.sheet.add(row)
            self.header = [row]
            return
        groups = [item.group if item else "" for item in self.columns]
        upper: list[Any] = [*lead]
        lower: list[Any] = [None] * len(lead)
        for index, (group, text) in enumerate(zip(groups, texts, strict=True)):
            is_first = index == 0 or groups[index - 1] != group
            upper.append((group if is_first else None) if group else text)
            lower.append(text if group else None)
        top = self.sheet.add(upper)
        self.sheet.add(lower)
        self.header = [upper, lower]
        if self.has("merged header"):
            self._merge_header(top, len(lead), groups)

    def _merge_header(self, top: int, before: int, groups: list[str]) -> None:
        if before:
            self.sheet.merges.append((top, 1, top + 1, 1))
        start = 0
        for index in range(len(groups)):
            column = before + index + 1
            if not groups[index]:
                if self.columns[index] is not None:
                    self.sheet.merges.append((top, column, top + 1, column))
                start = index + 1
            elif index + 1 == len(groups) or groups[index + 1] != groups[index]:
                if index > start:
                    self.sheet.merges.append((top, before + start + 1, top, column))
                start = index + 1

    # -- body --------------------------------------------------------------------------------

    def _body(self) -> None:
        groups = [list(self.projects)]
        if (self.has("group rows") or self.has("subtotals")) and len(self.projects) > 1:
            cut = self.random.randrange(1, len(self.projects))
            groups = [list(self.projects[:cut]), list(self.projects[cut:])]
        number = 0
        for index, group in enumerate(groups):
            if self.has("group rows"):
                self._total(f"{'一二'[index]}、{'产业项目基础设施'[index * 4 : index * 4 + 4]}（{len(group)}个）", group, amounts=self.random.random() < 0.5)  # fmt: skip
            first = len(self.sheet.rows) + 1
            for project in group:
                number += 1
                if self.has("pages") and number > 1 and self.random.random() < 0.2:
                    self._page()
                    first = len(self.sheet.rows) + 1
                row = self._project(project, number)
                if self.has("hidden rows") and self.random.random() < 0.2:
                    self.sheet.hidden_rows.append(row)
                if self.has("spacer rows") and self.random.random() < 0.2:
                    self.sheet.add([])
                    first = len(self.sheet.rows) + 1
            if self.has("merged labels"):
                self._merge_labels(first, group)
            if self.has("merged amounts"):
                self._merge_amounts(first)
            if self.has("subtotals") and len(groups) > 1:
                self._total("小计", group)
        if self.has("hidden columns"):
            self.sheet.hidden_columns.append(self.random.randrange(2, len(self.columns)))

    def _page(self) -> None:
        for line in self.lines:
            self.sheet.add(line)
        for row in self.header:
            self.sheet.add(row)

    def _place(self, key: str) -> int:
        return len(self.lead) + next(i for i, item in enumerate(self.columns) if item and item.key == key) + 1  # fmt: skip

    def _merge_labels(self, first: int, group: Sequence[Project]) -> None:
        """Merge the responsible unit downward where the rows just written, without a break, have the same."""
        column, last = self._place("responsible_unit"), len(self.sheet.rows)
        cells = [self.sheet.rows[row - 1][column - 1] if len(self.sheet.rows[row - 1]) >= column else None for row in range(first, last + 1)]  # fmt: skip
        if last > first and cells[0] and len(set(cells)) == 1:
            for row in range(first + 1, last + 1):
                self.sheet.rows[row - 1][column - 1] = None
            self.sheet.merges.append((first, column, last, column))

    def _merge_amounts(self, first: int) -> None:
        """Merge two rows' total investment: the second row's is lost to everyone, and never the first's again."""
        column, last = self._place("total_investment"), len(self.sheet.rows)
        if last > first and self.sheet.rows[first - 1][column - 1] not in {None, "—", "/", "-"}:
            self.sheet.rows[first][column - 1] = None
            self.sheet.merges.append((first, column, first + 1, column))

    def _project(self, project: Project, number: int) -> int:
        cells: list[Any] = [number] if self.has("numbers") else []
        cells += [None if item is None else self._cell(item, project) for item in self.columns]
        return self.sheet.add(cells)

    def _cell(self, item: Field, project: Project) -> Any:
        value = value_of(project, item.key)
        if item.key in _AMOUNTS:
            if self.has("unreadable") and self.random.random() < 0.05:
                return "待核实"
            if self.has("errors") and self.random.random() < 0.05:
                return "#REF!"
            return self._amount(value, self.units[item.key] or self.lines_unit or Unit.WAN)
        if value is None or value == ():
            return (
                self.random.choice([None, "—", "/", "无"])
                if self.has("spellings") and item.key in _SAID
                else None
            )
        return _WRITERS.get(item.key, _plain)(self, value)

    def _amount(self, value: Amount | None, unit: Unit) -> Any:
        if value is None:
            return self.random.choice([None, "—", "/", "-"]) if self.has("spellings") else None
        number = value.to(unit)
        if self.has("unit in cells") and self.random.random() < 0.3:
            other = self.random.choice([Unit.WAN, Unit.YI, Unit.YUAN])
            return f"{value.to(other).normalize():f}{other}"
        if self.has("note marks") and self.random.random() < 0.3:
            return f"{number:f}{self.random.choice(['①', '②', '¹', '*'])}"
        if not self.has("spellings"):
            return float(number)
        text = f"{number:,f}"
        made = self.random.choice([
            float(number), f"{number:f}", text, f" {text} ", f"约{number:f}", f"{number:f}{str(unit).rstrip('元') or '元'}",
        ])  # fmt: skip
        if isinstance(made, str) and self.has("full width"):
            made = made.translate(str.maketrans("0123456789,.", "０１２３４５６７８９，．"))
        return made

    def _total(self, label: str, projects: Sequence[Project], *, amounts: bool = True) -> None:
        cells: list[Any] = [None] * (len(self.lead) + len(self.columns))
        cells[self.random.choice([0, len(self.lead)])] = label
        if amounts:
            for index, item in enumerate(self.columns, len(self.lead)):
                if item is not None and item.key in _AMOUNTS:
                    known = [v for p in projects if (v := value_of(p, item.key)) is not None]
                    total = Amount.total(known).to(
                        self.units[item.key] or self.lines_unit or Unit.WAN
                    )
                    if self.has("wrong total") and item.key == "year_plan":
                        total += Decimal(777)
                        self.dirt.wrong_totals += 1
                    cells[index] = float(total)
        self.sheet.add(cells)


_SAID = {"owner", "responsible_unit", "leaders", "entered_on", "started_on", "level", "stage"}


def value_of(project: Project, key: str) -> Any:
    name, _, end = key.partition(".")
    value = getattr(project, name)
    return next((a for m, a in value if m == Month.parse(end)), None) if end else value


def _plain(table: _Table, value: Any) -> Any:
    return value


def _name(table: _Table, value: str) -> str:
    if table.has("unseen"):
        value = _unseen(table, value)
    if not table.has("marked names"):
        return value
    middle = len(value) // 2
    return table.random.choice([value, f" {value}", f"{value[:middle]}\n{value[middle:]}", f"{value[:middle]} {value[middle:]}", f"●{value}"])  # fmt: skip


def _unseen(table: _Table, value: str) -> str:
    """Put characters that print nothing into a text."""
    at = table.random.randrange(len(value) + 1)
    char = table.random.choice(["\u200b", "\u200e", "\u00ad", "\ufe0f", "\ufeff"])
    return f"{value[:at]}{char}{value[at:]}"


def _code(table: _Table, value: str) -> str:
    return _unseen(table, value) if table.has("unseen") else value


def _people(table: _Table, value: tuple[str, ...]) -> str:
    if table.has("unseen"):
        value = tuple(_unseen(table, name) for name in value)
    if table.has("offices"):
        value = tuple(
            table.random.choice([n, f"副县长{n}", f"某县政府　{n}", f"{n}（县委常委）"])
            for n in value
        )
    if table.has("offices") or not table.has("spellings"):
        return "、".join(value)
    spaced = [f"{n[0]} {n[1]}" if len(n) == 2 and table.random.random() < 0.3 else n for n in value]
    return table.random.choice(["、", "，", ",", "\n", "；"]).join(spaced)


def _day(table: _Table, value: Any) -> Any:
    day: date = value.first
    if not table.has("spellings"):
        return day
    made = table.random.choice([
        day, day.isoformat(), f"{day.year}.{day.month}.{day.day}", f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日", f"{day.year}年{day.month:02d}月{day.day:02d}日", day.strftime("%Y%m%d"),
        (day - date(1899, 12, 30)).days, f"{day.year}年{day.month}月{day.day}日（第二批）", f"{day.year}.{day.month}.{day.day}起",
    ])  # fmt: skip
    if isinstance(made, str) and table.has("full width"):
        made = made.translate(str.maketrans("0123456789.-/", "０１２３４５６７８９．－／"))
    return made


def _yes(table: _Table, value: bool) -> str:
    if not table.has("spellings"):
        return "是" if value else "否"
    return table.random.choice(["是", "√", "已入库", "有", "Y"] if value else ["否", "×", "未纳统", "没有", "N"])  # fmt: skip


def _choice(words: dict[str, list[str]]) -> Callable[[_Table, Any], str]:
    def write(table: _Table, value: Any) -> str:
        return table.random.choice(words[value.value]) if table.has("spellings") else value.value

    return write


_WRITERS: dict[str, Callable[[_Table, Any], Any]] = {
    "name": _name, "code": _code, "leaders": _people, "entered_on": _day, "started_on": _day, "is_in_library": _yes,
    "level": _choice({"国家": ["国家", "国家级"], "省级重大": ["省级重大", "省重点", "省级"], "市级重大": ["市级重大", "市重点项目", "市级"], "县级": ["县级", "县重点"]}),
    "stage": _choice({"新建": ["新建", "新开工"], "续建": ["续建", "续建项目", "在建"], "收尾": ["收尾", "竣工投产", "促竣工"], "预备": ["预备", "前期", "储备"]}),
}  # fmt: skip
