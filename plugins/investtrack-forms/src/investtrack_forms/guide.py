"""What may be written in a form, for ``investtrack template form-monthly --tags``."""

from __future__ import annotations

from collections.abc import Iterator

from investtrack.metrics.assembly import definitions_of
from investtrack.metrics.figure import Kind
from investtrack.model.columns import CellKind, columns
from investtrack.model.profile import Profile
from investtrack_forms.expressions.answers import WORDS
from investtrack_forms.expressions.derived import DERIVED


Row = tuple[str, str, str, str]
"""Kind, what to write, what it gives, an example."""

_UNITS = {Kind.MONEY: "|亿元|2", Kind.RATE: "|1", Kind.POINTS: "|1"}
_KEYS = {CellKind.SERIES: "[本月]", CellKind.PAPERS: "[立项]"}
_IN_ROWS = (
    ("序号", "记录的序号；组行里是组的序号"), ("组内序号", "在组里的序号"), ("组", "组名"), ("组序号", "一、二、三"), ("组号", "1、2、3"),
)  # fmt: skip
_SUMS = (
    ("合计(字段)", "写成 SUBTOTAL 公式，存着精确的和", "{{ 合计(总投资) }}"),
    (
        "比率(分子, 分母)",
        "两个数都填了的记录，分子之和÷分母之和",
        "{{ 比率(完成投资, 年度计划投资) }}",
    ),
    ("个数()", "记录数", "{{ 个数() }}"),
    ("最大(字段)", "最大的数", "{{ 最大(总投资) }}"),
    ("最小(字段)", "最小的数", "{{ 最小(总投资) }}"),
    ("名单()", "名称，用顿号隔开", "{{ 名单() }}"),
)
_OPTIONS = (
    ("|元 |万元 |亿元", "金额的单位；不写是表的单位", "{{ fai.year.target|亿元 }}"),
    ("|2", "几位小数", "{{ fai.year.target|2 }}"),
    ("|文本", "写成文字", "{{ fai.year.target|文本 }}"),
    ("|语句", "和汇报里一样的说法", "{{ fai.excess|语句 }}"),
    ("|百分数", "带百分号", "{{ fai.completion_rate|百分数 }}"),
    ("|日期", "写成日期", "{{ 截止日期|日期 }}"),
    ("|yyyy.m.d", "日期的写法", "{{ 截止日期|yyyy.m.d }}"),
    ("|空 |待补 |缺=文字", "没有数时写什么", "{{ gdp.period.actual|缺=另报 }}"),
)
_MARKERS = (
    ("明细 表", "这一行每条记录一行；写在行里任一格，或格的批注里", "{% 明细 项目台账 %}"),
    ("指标", "只列这个指标的记录", "{% 明细 项目台账；指标 fai.in_library.expected %}"),
    (
        "条件",
        "只列符合的记录：= != > >= < <= 含 属于 为空 不为空，用 且 或 非 连接",
        "{% 明细 项目台账；条件 总投资>=5000万元 %}",
    ),
    ("排序", "按字段排，减号从大到小", "{% 明细 项目台账；排序 行业，-总投资 %}"),
    ("分组", "按字段分组，可以几层", "{% 明细 项目台账；分组 行业，建设阶段 %}"),
    ("最多", "最多几条", "{% 明细 项目台账；最多 20 %}"),
    ("无记录", "没有记录时写什么", "{% 明细 项目台账；无记录 本期没有 %}"),
    ("预留行", "表里已印好几行", "{% 明细 项目台账；预留行 8 %}"),
    ("每条行数", "一条记录占几行", "{% 明细 项目台账；每条行数 2 %}"),
    ("行高", "放不下时加高", "{% 明细 项目台账；行高 自动 %}"),
    ("合并", "相邻相同的格合并", "{% 明细 项目台账；合并 责任单位 %}"),
    ("名称", "别处合计时怎么称呼", "{% 明细 项目台账；名称 重点 %}"),
    ("组 小计", "紧挨明细的组头行、小计行；几层的写第几层", "{% 小计 2 %}"),
    ("设置", "整张表的单位、缺数写什么、亮灯规则", "{% 设置；单位 亿元；缺数 空 %}"),
)


def guide(profile: Profile | None = None) -> list[Row]:
    """Return every row of a run: figures, words, fields of each sheet, sums, options, markers."""
    profile = profile or Profile()
    return [*_figures(profile), *_fields(profile), *_others()]


def _figures(profile: Profile) -> Iterator[Row]:
    for item in definitions_of(profile):
        if item.kind is not Kind.LIST:
            yield "指标", item.id, item.title, f"{{{{ {item.id}{_UNITS.get(item.kind, '')} }}}}"
    for key, label in WORDS.items():
        yield "报告", label, key, f"{{{{ {label} }}}}"


def _fields(profile: Profile) -> Iterator[Row]:
    for sheet in profile.extensions.sheets:
        derived = {item.label: item for item in DERIVED.get(sheet.attribute, ())}
        for column in columns(sheet.record):
            if column.label not in derived:
                keys = _KEYS.get(column.kind, "")
                yield (
                    f"字段·{sheet.name}",
                    column.label,
                    column.key,
                    f"{{{{ {column.label}{keys} }}}}",
                )
        for item in derived.values():
            yield f"推算·{sheet.name}", item.label, item.words, f"{{{{ {item.label} }}}}"


def _others() -> Iterator[Row]:
    for name, words in _IN_ROWS:
        yield "行内", name, words, f"{{{{ {name} }}}}"
    for name, words, example in _SUMS:
        yield "算法", name, words, example
    for name, words, example in _OPTIONS:
        yield "写法", name, words, example
    for name, words, example in _MARKERS:
        yield "标记", name, words, example
