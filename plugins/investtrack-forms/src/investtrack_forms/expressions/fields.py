"""What may be asked of a record: its typed columns, what the core derives, and its project's."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from attrs import frozen

from investtrack.model.columns import CellKind, Column, columns
from investtrack.model.ledger import SHEETS, Sheet
from investtrack.model.record import CodedRecord, NamedRecord, Record
from investtrack.model.series import at, latest
from investtrack.values.period_spelling import period_at_start
from investtrack.values.units import split_unit
from investtrack_forms.expressions.derived import DERIVED, Found
from investtrack_forms.expressions.report_context import Kinds, ReportContext
from investtrack_forms.expressions.syntax import FormSyntaxError


_KINDS = {
    CellKind.MONEY: Kinds.MONEY,
    CellKind.SERIES: Kinds.MONEY,
    CellKind.DATE: Kinds.DATE,
    CellKind.FLAG: Kinds.FLAG,
    CellKind.PERCENT: Kinds.RATE,
    CellKind.COUNT: Kinds.COUNT,
}
# Amounts of 目标任务 stand beside their unit, so that their column is text.
_TARGET_AMOUNTS = {"amount", "base", "actual"}
SHEETS_OF_RUN: ContextVar[tuple[Sheet, ...]] = ContextVar("sheets of the run", default=SHEETS)
"""The sheets of the ledger that a form is filled from, those of plugins included; a form is read before it meets one."""
_PROJECT = ("project.", "项目.")


@frozen
class Field:
    """Something to ask of a record.

    Attributes:
        key: its key; ``project.leaders`` is asked of the record's project.
        label: Chinese name.
        kind: kind of value.
        get: report_context and record → value and the fields it was read from.
        of: report_context and record → the record those fields are of.
        derived: whether the core works it out.
    """

    key: str
    label: str
    kind: Kinds
    get: Callable[[ReportContext, Any], Found]
    of: Callable[[ReportContext, Any], Any]
    derived: bool = False


def _itself(_: ReportContext, record: Record) -> object:
    return record


def records_named(name: str) -> str:
    """Return the ledger attribute a form calls *name*: ``projects``, 项目台账, or another name of the sheet.

    Raises:
        FormSyntaxError: there is none.
    """
    for sheet in SHEETS_OF_RUN.get():
        if name in (sheet.attribute, sheet.name, *sheet.synonyms):
            return sheet.attribute
    known = "、".join(f"{sheet.attribute}（{sheet.name}）" for sheet in SHEETS_OF_RUN.get())
    raise FormSyntaxError(f"没有叫“{name}”的台账表（可用：{known}）")


def field_of(records: str, name: str, keys: tuple[str, ...] = ()) -> Field:
    """Return the field of sheet *records* that a form calls *name*: key, label, or another known header.

    Args:
        records: ledger attribute.
        name: as written.
        keys: what stood in brackets: a month of a series, a paper.

    Raises:
        FormSyntaxError: there is none of that name; near ones are named.
    """
    return _field_of(SHEETS_OF_RUN.get(), records, name, keys)


@lru_cache(maxsize=2048)
def _field_of(_: tuple[Sheet, ...], records: str, name: str, keys: tuple[str, ...]) -> Field:
    for prefix in _PROJECT:
        if name.startswith(prefix) and records not in {"projects", "targets", "services"}:
            return _of_project(field_of("projects", name.removeprefix(prefix), keys))
    # A derived value of a column's name takes the column in, and knows more.
    for item in DERIVED.get(records, ()):
        if name in (item.key, item.label):
            if keys:
                raise FormSyntaxError(f"“{name}”后面不能有方括号")
            return Field(item.key, item.label, item.kind, item.get, _itself, derived=True)
    column = _columns(records).get(name)
    if column is not None:
        return _column_field(records, column, keys)
    dated = _dated(records, name)
    if dated is not None and not keys:
        return _column_field(records, dated[0], (dated[1],))
    other = next((c for c in columns(_sheet(records).record) if name in c.synonyms), None)
    if other is not None:
        return _column_field(records, other, keys)
    raise FormSyntaxError(f"“{_sheet(records).name}”没有“{name}”{_near(records, name)}")


def names_of(records: str) -> dict[str, str]:
    """Return key → label of all that may be asked of a record, for documentation and hints."""
    found = {column.key: column.label for column in columns(_sheet(records).record)}
    return found | {item.key: item.label for item in DERIVED.get(records, ())}


def _near(records: str, name: str) -> str:
    names = names_of(records)
    near = difflib.get_close_matches(name, [*names, *names.values()], 3, 0.5)
    return f"（相近的有：{'、'.join(near)}）" if near else ""


def _sheet(records: str) -> Sheet:
    return next(sheet for sheet in SHEETS_OF_RUN.get() if sheet.attribute == records)


def _columns(records: str) -> Mapping[str, Column]:
    found: dict[str, Column] = {}
    for column in columns(_sheet(records).record):
        found |= {column.key: column, column.label: column, column.header: column}
    return found


def _dated(records: str, name: str) -> tuple[Column, str] | None:
    """Return the series, and the month, that a ledger's own header names: ``2022年1—3月完成投资（万元）``."""
    found = period_at_start(name)
    if found is None or found.first not in {1, found.last} or found.is_doubtful or found.is_year:
        return None
    rest = split_unit(name[found.end :])[0]
    for column in columns(_sheet(records).record):
        if column.pattern and rest == split_unit(column.pattern.partition("{M}")[2])[0]:
            month = found.last
            return column, f"{found.year}-{month:02d}" if found.year else f"{month}月"
    return None


def _of_project(inner: Field) -> Field:
    def get(report_context: ReportContext, record: NamedRecord) -> Found:
        project = report_context.facts.project_of(record)
        return inner.get(report_context, project) if project is not None else (None, ())

    def of(report_context: ReportContext, record: NamedRecord) -> object:
        return report_context.facts.project_of(record)

    return Field(f"project.{inner.key}", inner.label, inner.kind, get, of, derived=inner.derived)


def _column_field(records: str, column: Column, keys: tuple[str, ...]) -> Field:
    kind = _KINDS.get(column.kind, Kinds.TEXT)
    if records == "targets" and column.key in _TARGET_AMOUNTS:
        kind = Kinds.MONEY
    if column.kind is CellKind.SERIES:
        return Field(_with(column.key, keys), column.label, kind, _series(column, keys), _itself)
    if column.kind is CellKind.PAPERS:
        return Field(
            _with(column.key, keys), "".join(keys), Kinds.TEXT, _paper(column, keys), _itself
        )
    if keys:
        raise FormSyntaxError(f"“{column.label}”后面不能有方括号")

    def get(report_context: ReportContext, record: CodedRecord) -> Found:
        if column.key == "leaders":  # a row that names nobody is led by whom another sheet names
            return report_context.facts.leaders_of(record), (column.key,)
        return getattr(record, column.key), (column.key,)

    return Field(column.key, column.label, kind, get, _itself)


def _with(key: str, keys: tuple[str, ...]) -> str:
    return key + "".join(f"[{item}]" for item in keys)


def _series(column: Column, keys: tuple[str, ...]) -> Callable[[ReportContext, Any], Found]:
    """Return the reader of a series: the month named; none named, 完成数 the newest by t, 计划数 to the period's end."""
    if len(keys) > 1:
        raise FormSyntaxError(f"“{column.label}”后面只能有一个方括号，里面写月份")

    def get(report_context: ReportContext, record: Record) -> Found:
        series = getattr(record, column.key)
        if not keys and column.key == "actual":
            found = latest(series, report_context.facts.newest_month)
            return (found[1], (f"actual.{found[0]}",)) if found else (None, ("actual",))
        end = (
            report_context.month_named(keys[0]) if keys else report_context.report.period.last_month
        )
        if end is None:
            raise FormSyntaxError(
                f"“{column.label}[{keys[0]}]”的方括号里应是月份（1—3月、本月、上月、期末、年末）"
            )
        return at(series, end), (f"{column.key}.{end}",)

    return get


def _paper(column: Column, keys: tuple[str, ...]) -> Callable[[ReportContext, object], Found]:
    if len(keys) != 1:
        raise FormSyntaxError(
            f"“{column.label}”后面要有一个方括号，里面写手续名称（如 手续[立项]）"
        )

    def get(_: ReportContext, record: Any) -> Found:
        return (record.papers or {}).get(keys[0]), (f"papers.{keys[0]}",)

    return get
