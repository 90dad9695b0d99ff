"""Figures, what they are made of, and findings as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from investtrack.errors import UnknownFormatError
from investtrack.findings import Finding, Grade
from investtrack.metrics.figure import Figure, Kind
from investtrack.model.ledger import SHEETS, Ledger
from investtrack.model.profile import DisplayProfile, Profile
from investtrack.tables.of_contributions import UNITS, contributions_table, number_and_unit
from investtrack.tables.of_ledger import CELL, ledger_tables
from investtrack.tables.table import Row, Table, TableColumn, ValueKind
from investtrack.values.period import Period
from investtrack.wording import figure_text, number_text


class Reported(Protocol):
    """What a report holds, as far as its tables need it."""

    @property
    def ledger(self) -> Ledger:
        """The records."""

    @property
    def profile(self) -> Profile:
        """The county's profile."""

    @property
    def period(self) -> Period:
        """Report period P."""

    @property
    def as_of(self) -> date:
        """As-of date t."""

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Id → figure."""

    @property
    def findings(self) -> Sequence[Finding]:
        """Every fault found."""

    @property
    def errors_by_figure(self) -> Mapping[str, Sequence[Finding]]:
        """Figure id → the errors in what it is computed from."""


_KINDS = {
    "money": "金额", "count": "个数", "rate": "比率", "points": "百分点", "days": "天数", "series": "序列", "list": "名单",
}  # fmt: skip
_PARTS = {
    "count": "个数", "investment": "投资", "status": "状态", "stage": "阶段", "level": "级别", "planned": "计划时间", "due": "到期",
    "since": "起始时间", "days": "天数", "month": "所到月份", "actual": "累计完成", "year_plan": "年度计划", "lag": "落后序时进度",
    "agreed": "协议投资", "investor": "投资方", "held": "已有手续", "required": "应有手续", "missing": "所缺手续", "unknown": "未填手续",
    "number": "编号", "category": "类别", "description": "描述", "kind": "情形", "mode": "方式", "finding": "发现问题",
    "reason": "原因", "leaders": "责任领导", "responsible_unit": "责任单位", "completed": "累计完成投资", "rate": "完成率",
    "projects": "项目个数", "source": "资金来源", "allotted_on": "下达时间", "allotted": "下达金额", "arrived": "到位金额",
    "paid": "已支付金额",
}  # fmt: skip
_BREAKDOWNS = {"partition": "各部分之和为总数", "partial": "其中", "overlapping": "有交叉"}
FIGURE_COLUMNS = (
    TableColumn("id", "指标编号"),
    TableColumn("title", "指标"),
    TableColumn("kind", "类型", ValueKind.CHOICE, "", _KINDS),
    TableColumn("position", "序号", ValueKind.INTEGER),
    TableColumn("key", "项"),
    TableColumn("part", "分项", ValueKind.CHOICE, "", _PARTS),
    TableColumn("value", "数值", ValueKind.NUMBER),
    TableColumn("unit", "单位", ValueKind.CHOICE, "", UNITS),
    TableColumn("fraction", "分数"),
    TableColumn("text", "文字"),
    TableColumn("is_absent", "没有数", ValueKind.FLAG),
    TableColumn("missing", "缺数记录", ValueKind.INTEGER),
    TableColumn("reason", "没有数的原因"),
    TableColumn("note", "说明"),
    TableColumn("breakdown", "构成关系", ValueKind.CHOICE, "", _BREAKDOWNS),
    TableColumn("whole", "所分解的指标"),
    TableColumn("errors", "涉及的未改错误", ValueKind.INTEGER),
)


def figures_table(report: Reported) -> Table:
    """Return one row a figure, and one a part of each series and list.

    The row of the figure itself has no ``position``; ``value`` is its number, where it is one. Parts follow in order:
    ``key`` is the part of the breakdown or the record of the list, ``part`` the field of it. ``text`` is as printed.
    """

    def rows() -> Iterator[Row]:
        for figure in report.figures.values():
            errors = len(report.errors_by_figure.get(figure.id, ()))
            yield from _figure_rows(figure, report.profile.display, errors)

    return Table("figures", "指标", FIGURE_COLUMNS, rows)


def _figure_rows(figure: Figure, display: DisplayProfile, errors: int) -> Iterator[Row]:
    head = (figure.id, figure.title, figure.kind.value)
    said = (
        figure.is_absent, figure.missing, figure.reason or None, figure.note or None,
        figure.breakdown.value if figure.breakdown else None, figure.whole or None, errors,
    )  # fmt: skip
    text = None if figure.is_absent else figure_text(figure, display)
    value = figure.value
    yield (*head, None, None, None, *number_and_unit(value, figure.kind), text, *said)
    for position, (key, part, item) in _parts(value):
        of = Kind.DAYS if part == "days" else Kind.COUNT
        number, shown = number_and_unit(item, of), _shown(item, of, figure, display)
        yield (*head, position, key, part, *number, shown, *said)


def _parts(value: object) -> Iterator[tuple[int, tuple[str, str | None, Any]]]:
    if isinstance(value, Mapping):
        for position, (key, item) in enumerate(value.items(), 1):
            if isinstance(item, Mapping):
                for part, inner in item.items():
                    yield position, (str(key), str(part), inner)
            else:
                yield position, (str(key), None, item)
    elif isinstance(value, tuple):
        for position, row in enumerate(value, 1):
            name = str(row.get("name") or "（未命名）")
            fields = [(part, item) for part, item in row.items() if part != "name"]
            for part, item in fields or [(None, None)]:
                yield position, (name, part, item)


def _shown(item: object, kind: Kind, figure: Figure, display: DisplayProfile) -> str | None:
    if item is None:
        return None
    if isinstance(item, (list, tuple)):
        return "、".join(str(part) for part in item)
    if isinstance(item, bool):
        return "是" if item else "否"
    text = number_text(item, figure.display_unit, display)
    return f"{text}{number_and_unit(item, kind)[1]}" if isinstance(item, int) else text


def findings_table(report: Reported) -> Table:
    """Return every finding, gravest first."""
    made = (
        TableColumn("grade", "等级", ValueKind.CHOICE, "", {g.value: g.label for g in Grade}),
        TableColumn("code", "代码"),
        *CELL,
        TableColumn("message", "发现"),
        TableColumn("found", "现值"),
        TableColumn("expected", "应为"),
        TableColumn("mend", "怎么改"),
    )

    def rows() -> Iterator[Row]:
        for item in report.findings:
            place = item.place
            said = (item.message, item.found or None, item.expected or None, item.mend or None)
            yield (item.grade.value, item.code, place.file, place.sheet, place.cell or None, *said)

    return Table("findings", "校核清单", made, rows)


def about_table(report: Reported) -> Table:
    """Return one row: whose ledger, for which period, as of when."""
    made = (
        TableColumn("region", "地区"),
        TableColumn("parent", "上级地区"),
        TableColumn("reporting_unit", "填报单位"),
        TableColumn("period", "报告期"),
        TableColumn("period_first", "报告期首日", ValueKind.DATE),
        TableColumn("period_last", "报告期末日", ValueKind.DATE),
        TableColumn("as_of", "截止日期", ValueKind.DATE),
        TableColumn("sources", "来源文件", ValueKind.TEXTS),
        TableColumn("region_code", "行政区划代码"),
    )

    def rows() -> Iterator[Row]:
        region, period = report.ledger.region, report.period
        named = (region.name, region.parent, region.reporting_unit)
        spans = (period.code, period.start, period.end, report.as_of)
        yield (*named, *spans, list(report.ledger.sources), region.code)

    return Table("about", "基本信息", made, rows)


TABLE_NAMES = (
    "about",
    "figures",
    "contributions",
    "findings",
    *(sheet.attribute for sheet in SHEETS),
    "months",
    "papers",
)


def report_table(report: Reported, name: str, *, provenance: bool = False) -> Table:
    """Return the table of that name.

    Args:
        report: the finished report.
        name: one of :data:`TABLE_NAMES`.
        provenance: whether columns say which files, sheets and cells a row came from.

    Raises:
        UnknownFormatError: there is no such table.
    """
    if name == "about":
        return about_table(report)
    if name == "figures":
        return figures_table(report)
    if name == "contributions":
        return contributions_table(report, provenance=provenance)
    if name == "findings":
        return findings_table(report)
    tables = ledger_tables(report.ledger, provenance=provenance)
    if name not in tables:
        raise UnknownFormatError("表", name, TABLE_NAMES)
    return tables[name]
