"""What an expression stands for: a figure, a word about the report, a field, or a sum over records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from attrs import frozen

from investtrack.errors import UnknownFigureError
from investtrack.metrics.figure import Figure, Kind, cells_of, label_of
from investtrack.model.columns import column_by_key
from investtrack.model.record import CodedRecord
from investtrack.model.series import at
from investtrack.model.source import CellRef
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month
from investtrack.values.rate import ratio
from investtrack_forms.expressions.fields import field_of
from investtrack_forms.expressions.report_context import Kinds, ReportContext, kind_of, plain_text
from investtrack_forms.expressions.syntax import Expression, FormSyntaxError


_MOST_CELLS = 2000
"""Source cells named for one filled cell."""


@frozen
class Answer:
    """A value with what is to be said of it.

    Attributes:
        value: exact: an amount, rate, points, number, date span or text; None: there is none.
        what: id of the figure, or sheet and key.
        title: Chinese name.
        kind: kind of value.
        reason: why there is no value.
        record: the record's name, for a field.
        figure: the figure, for its words.
        cells: source cells.
        missing: records that lacked the cell.
    """

    value: object
    what: str
    title: str
    kind: Kinds
    reason: str = ""
    record: str = ""
    figure: Figure | None = None
    cells: tuple[CellRef, ...] = ()
    missing: int = 0


WORDS = {
    "region": "地区", "parent": "上级地区", "reporting_unit": "填报单位", "region_code": "行政区划代码", "period": "报告期", "as_of": "截止日期",
    "year": "年份", "month": "月份", "title": "标题", "period_name": "期间", "ten_days": "旬",
}  # fmt: skip
"""What may be asked about the report: key → Chinese name."""

_WORD_OF = {**{label: key for key, label in WORDS.items()}, **{key: key for key in WORDS}}


def _word(report: Report, key: str) -> object:
    region, day = report.ledger.region, report.as_of
    return {
        "region": region.name, "parent": region.parent, "reporting_unit": region.reporting_unit, "region_code": region.code,
        "period": report.period.label, "period_name": report.period.name, "as_of": DateSpan.day(day),
        "year": report.period.year, "month": day.month, "title": report.title,
        "ten_days": ("上旬", "中旬", "下旬", "下旬")[(day.day - 1) // 10],
    }[key]  # fmt: skip


def report_answer(report_context: ReportContext, expression: Expression) -> Answer:
    """Return what *expression*, outside repeated rows, stands for.

    Raises:
        FormSyntaxError: it names neither a figure nor a word about the report.
    """
    name = expression.name
    word = _WORD_OF.get(name)
    if word is not None and not expression.keys:
        value = _word(report_context.report, word)
        reason = "" if value is not None else f"台账没有写明{WORDS[word]}"
        return Answer(value, word, WORDS[word], kind_of(value), reason)
    figure = _figure(report_context.report, name)
    value, what = figure.value, figure.id
    if not expression.keys:
        cells = _figure_cells(figure)
        return Answer(
            value,
            what,
            figure.title,
            _kind(figure),
            figure.reason,
            "",
            figure,
            cells,
            figure.missing,
        )
    reason = figure.reason
    for key in expression.keys:
        if value is not None and not isinstance(value, Mapping):
            raise FormSyntaxError(f"“{name}”后面的[{key}]用不上：它不是分组或分月的指标")
        value = None if value is None else _part(report_context, value, key)
        what += f"[{key}]"
        if value is None:
            reason = reason or f"“{figure.title}”里没有“{key}”"
            break
    cells = _figure_cells(figure, expression.keys[0])
    return Answer(
        value,
        what,
        f"{figure.title}（{'、'.join(expression.keys)}）",
        kind_of(value),
        reason,
        cells=cells,
    )


def _part(report_context: ReportContext, value: Mapping[str, object], key: str) -> object:
    for written, part in value.items():
        if plain_text(written) == key:
            return part
    named = report_context.month_named(key)
    return value.get(named.ytd_label) if named is not None else None


def _figure(report: Report, name: str) -> Figure:
    try:
        return report.figure(name)
    except UnknownFigureError as error:
        titled = [figure for figure in report.figures.values() if figure.title == name]
        if len(titled) == 1:
            return titled[0]
        hint = f"（相近的有：{'、'.join(error.near)}）" if error.near else ""
        raise FormSyntaxError(f"没有“{name}”这个指标或字段{hint}") from None


def _kind(figure: Figure) -> Kinds:
    return {
        Kind.MONEY: Kinds.MONEY,
        Kind.RATE: Kinds.RATE,
        Kind.POINTS: Kinds.POINTS,
        Kind.COUNT: Kinds.COUNT,
        Kind.DAYS: Kinds.COUNT,
    }.get(figure.kind, Kinds.TEXT)


def _figure_cells(figure: Figure, group: str = "") -> tuple[CellRef, ...]:
    found: dict[CellRef, None] = {}
    for part in figure.contributions:
        if not group or part.group == group:
            found |= dict.fromkeys(part.cells)
        if len(found) >= _MOST_CELLS:
            break
    return tuple(found)[:_MOST_CELLS]


def _why_not(record: CodedRecord, keys: Sequence[str]) -> str:
    """Return why a value that is derived from *keys* of a record is not there: what of them the ledger does not state."""
    lacking = [
        f"{end.ytd_label}{column_by_key(type(record))[name].label}"
        for key in keys
        for name, _, month in [key.partition(".")]
        if month and at(getattr(record, name, ()), end := Month.parse(month)) is None
    ]
    return f"算不出来：没有{'、'.join(lacking)}" if lacking else "没有，或算不出来"


def record_answer(
    report_context: ReportContext, records: str, record: CodedRecord, expression: Expression
) -> Answer:
    """Return the field of one record that *expression* names.

    Raises:
        FormSyntaxError: its sheet has no such field.
    """
    field = field_of(records, expression.name, expression.keys)
    value, keys = field.get(report_context, record)
    if isinstance(value, (Enum, tuple)):
        value = plain_text(value)
    owner = field.of(report_context, record)
    reason = ""
    if value in (None, ""):
        value, reason = None, _why_not(record, keys) if field.derived else "台账没有填"
        texts = dict(owner.origin.texts) if owner is not None else {}
        written = next((texts[key] for key in keys if key in texts), "")
        if written:
            # A date said in words serves as it stands; an amount that is no number must not look like one.
            reason = f"台账写的是“{written}”"
            value = written if field.kind is Kinds.DATE else None
    return Answer(
        value, f"{records}.{field.key}", field.label, kind_of(value) if value is not None else field.kind, reason,
        label_of(record), cells=cells_of(owner, keys) if owner is not None else (),
    )  # fmt: skip


def over_records(
    report_context: ReportContext, records: str, chosen: Sequence[object], expression: Expression
) -> Answer:
    """Return a sum, rate, count … over *chosen* records.

    Raises:
        FormSyntaxError: their sheet has no such field, or it cannot be summed.
    """
    function = expression.function
    report_context.spend(len(chosen))
    what = f"{records}.{expression.label}"
    if function == "count":
        return Answer(len(chosen), what, "个数", Kinds.COUNT)
    if function == "names":
        name = expression.name or "name"
        texts = [
            plain_text(field_of(records, name).get(report_context, record)[0]) for record in chosen
        ]
        return Answer("、".join(filter(None, texts)) or None, what, "名单", Kinds.TEXT, "没有记录")
    if function == "rate":
        return _rate(report_context, records, chosen, expression, what)
    return _fold(report_context, records, chosen, expression, what)


def _fold(
    report_context: ReportContext,
    records: str,
    chosen: Sequence[object],
    expression: Expression,
    what: str,
) -> Answer:
    field = field_of(records, expression.name, expression.keys)
    if field.kind not in {Kinds.MONEY, Kinds.COUNT} and expression.function == "sum":
        raise FormSyntaxError(
            f"“{field.label}”是{field.kind.value}，不能合计；比率请用 rate(分子, 分母)"
        )
    values: list[Any] = []
    cells: list[CellRef] = []
    missing = 0
    for record in chosen:
        value, keys = field.get(report_context, record)
        if isinstance(value, (Amount, int, DateSpan)) or (
            value is not None and field.kind in {Kinds.RATE, Kinds.POINTS}
        ):
            values.append(value)
            cells += cells_of(field.of(report_context, record), keys)
        else:
            missing += 1
    title = f"{field.label}{ {'sum': '合计', 'max': '最大', 'min': '最小'}[expression.function] }"
    if not values and chosen:
        return Answer(
            None,
            what,
            title,
            field.kind,
            f"{len(chosen)}条记录都没有“{field.label}”",
            missing=missing,
        )
    if expression.function != "sum":
        folded = {"max": max, "min": min}[expression.function](values) if values else None
    else:
        folded = Amount.total(values) if field.kind is Kinds.MONEY else sum(values)
    return Answer(
        folded,
        what,
        title,
        field.kind,
        "没有记录",
        cells=tuple(cells)[:_MOST_CELLS],
        missing=missing,
    )


def _rate(
    report_context: ReportContext,
    records: str,
    chosen: Sequence[object],
    expression: Expression,
    what: str,
) -> Answer:
    """Return Σ part ÷ Σ whole over the records that state both."""
    above, below = (field_of(records, item.name, item.keys) for item in expression.arguments)
    parts: list[object] = []
    wholes: list[object] = []
    cells: list[CellRef] = []
    missing = 0
    for record in chosen:
        part, part_keys = above.get(report_context, record)
        whole, whole_keys = below.get(report_context, record)
        if type(part) is not type(whole) or not isinstance(part, (Amount, int)):
            missing += 1
            continue
        parts.append(part)
        wholes.append(whole)
        cells += [
            *cells_of(above.of(report_context, record), part_keys),
            *cells_of(below.of(report_context, record), whole_keys),
        ]
    title = f"{above.label}÷{below.label}"
    total: Any = Amount.total if parts and isinstance(parts[0], Amount) else sum
    rate = ratio(total(parts), total(wholes)) if parts else None
    reason = "没有两个数都填了的记录" if not parts else "分母为零"
    return Answer(
        rate, what, title, Kinds.RATE, reason, cells=tuple(cells)[:_MOST_CELLS], missing=missing
    )
