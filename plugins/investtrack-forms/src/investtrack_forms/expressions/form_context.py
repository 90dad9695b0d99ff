"""Answers for a form: checks every placeholder before anything is written, then answers them one by one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrs import define, frozen

from investtrack.analysis import rule_set_names
from investtrack.errors import SourceError
from investtrack.values.numerals import chinese_numeral
from investtrack_forms.expressions.answers import Answer, over_records, record_answer, report_answer
from investtrack_forms.expressions.fields import field_of
from investtrack_forms.expressions.lines import Chosen, Line, Ready, prepare
from investtrack_forms.expressions.rendered import as_text
from investtrack_forms.expressions.report_context import Kinds, ReportContext
from investtrack_forms.expressions.syntax import Expression, FormSyntaxError
from investtrack_forms.spec import FormSpec, Rows
from investtrack_forms.trace import FilledPlaceholder


_NUMBER, _WITHIN = {"序号", "number"}, {"组内序号", "within"}
_GROUP, _ORDINAL, _GROUP_NUMBER = (
    {"组", "组名", "group"},
    {"组序号", "ordinal"},
    {"组号", "group_number"},
)
_EVERYWHERE = {"全部", "all"}
_LINE_WORDS = _NUMBER | _WITHIN | _GROUP | _ORDINAL | _GROUP_NUMBER


@frozen
class FormFault:
    """Something wrong in a form: where, and what."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place} {self.message}"


@define(eq=False)
class FormContext:
    """What is needed to answer: the report, the form's declaration, and its repeated rows.

    Attributes:
        report_context: the report.
        spec: the declaration.
        ready: repeated rows whose declaration is sound.
        chosen: the same with their lines; filled once all is sound.
    """

    report_context: ReportContext
    spec: FormSpec
    ready: list[Ready]
    chosen: list[Chosen]

    def check(
        self, expression: Expression, own: Ready | None, sheet: str, *, in_group: bool
    ) -> None:
        """Demand that *expression* can be answered where it stands.

        Args:
            expression: what is asked.
            own: the repeated rows it stands in, if any.
            sheet: the sheet or table it stands in.
            in_group: whether it stands in a group's row.

        Raises:
            FormSyntaxError: it cannot; the message says why.
        """
        if expression.function:
            over = self._over(expression, own, sheet)[0]
            over_records(self.report_context, over.records, (), expression)
            for argument in expression.arguments:
                self._try_field(over, argument)
            return
        if own is not None and expression.name in _LINE_WORDS:
            self._check_line_word(expression, own)
            return
        if own is not None and (not in_group or self._group_level(own, expression.name) is None):
            try:
                self._try_field(own, expression)
            except FormSyntaxError as error:
                self._check_report(expression, error)
                return
            if in_group:
                raise FormSyntaxError(
                    f"组行里的“{expression.name}”不知取哪条记录的；请用 合计(…) 之类，或组名"
                )
            return
        if own is None:
            report_answer(self.report_context, expression)

    def _try_field(self, ready: Ready, expression: Expression) -> None:
        field = field_of(ready.records, expression.name, expression.keys)
        records = getattr(self.report_context.report.ledger, ready.records) or ()
        for record in records[:1]:
            field.get(self.report_context, record)

    def _check_report(self, expression: Expression, first: FormSyntaxError) -> None:
        try:
            report_answer(self.report_context, expression)
        except FormSyntaxError as error:
            near = str(error).partition("（")[2]
            raise FormSyntaxError(
                f"{first}，也没有这个指标" + (f"（{near}" if near else "")
            ) from None

    def _check_line_word(self, expression: Expression, own: Ready) -> None:
        if expression.name in _NUMBER | _WITHIN:
            return
        if not own.group:
            raise FormSyntaxError(f"这些明细没有分组，用不了“{expression.name}”")
        level = expression.keys[0] if expression.keys else "1"
        if not level.isdigit() or not 1 <= int(level) <= len(own.group):
            raise FormSyntaxError(f"“{expression.name}[{level}]”：分组只有{len(own.group)}层")

    def _over(self, expression: Expression, own: Ready | None, sheet: str) -> tuple[Ready, ...]:
        """Return the repeated rows a sum is over: those named, its own, the sheet's only, or the form's only."""
        here = [item for item in self.ready if _sheet_of(item.rows) == sheet]
        if expression.region in _EVERYWHERE and here:
            return _of_one_sheet(here, expression.region)
        if expression.region:
            named = {item.rows.name: item for item in self.ready if item.rows.name}
            asked = [name.strip() for name in expression.region.split("、")]
            if unknown := [name for name in asked if name not in named]:
                known = "、".join(named) or "无"
                raise FormSyntaxError(f"没有叫“{unknown[0]}”的明细（有名称的：{known}）")
            return _of_one_sheet([named[name] for name in asked], expression.region)
        if own is not None:
            return (own,)
        for candidates in (here, self.ready):
            if len(candidates) == 1:
                return (candidates[0],)
        if not self.ready:
            raise FormSyntaxError("表里没有明细行，用不了合计之类的算法")
        raise FormSyntaxError(
            "有几处明细，不知合计哪一处；请给明细加“名称 …”，写成 名称.合计(…)，全部的写成 全部.合计(…)"
        )

    def over(self, expression: Expression, own: Chosen | None, sheet: str) -> tuple[Chosen, ...]:
        """Return the chosen records a sum is over, one a place of repeated rows."""
        ready = self._over(expression, own.ready if own else None, sheet)
        return tuple(next(item for item in self.chosen if item.ready is one) for one in ready)

    def _group_level(self, ready: Ready, name: str) -> int | None:
        """Return the level whose group field a form calls *name*."""
        try:
            key = field_of(ready.records, name).key
        except FormSyntaxError:
            return None
        return next((i for i, field in enumerate(ready.group) if field.key == key), None)

    def answer(  # noqa: PLR0911 - one return a kind of thing asked
        self,
        expression: Expression,
        sheet: str,
        own: Chosen | None = None,
        line: Line | None = None,
    ) -> Answer:
        """Return what *expression* comes to where it stands."""
        if expression.function:
            over = self.over(expression, own, sheet)
            if line is not None and over == (own,):
                records = line.records
            else:  # a record that two places list counts once
                records = tuple({id(r): r for item in over for r in item.records}.values())
            return over_records(self.report_context, over[0].ready.records, records, expression)
        if own is None or line is None:
            return report_answer(self.report_context, expression)
        if expression.name in _LINE_WORDS:
            return _line_word(expression, line)
        if line.record is None:
            level = self._group_level(own.ready, expression.name)
            if level is not None and level < len(line.names):
                return Answer(line.names[level], "group", own.ready.group[level].label, Kinds.TEXT)
            return report_answer(self.report_context, expression)
        try:
            return record_answer(self.report_context, own.ready.records, line.record, expression)
        except FormSyntaxError:
            return report_answer(self.report_context, expression)

    def absent_text(self, answer: Answer, expression: Expression) -> str:
        """Return what stands where *answer* has no value: for a record's field nothing, for a figure 【待补】."""
        if expression.options.absent is not None:
            return expression.options.absent
        if answer.record:
            return ""
        return (
            self.spec.absent if self.report_context.absent is None else self.report_context.absent
        )

    def text(self, answer: Answer, expression: Expression) -> str:
        """Return *answer* as text."""
        if answer.value is None:
            return self.absent_text(answer, expression)
        return as_text(
            answer, expression.options, self.spec.unit, self.report_context.report.profile.display
        )

    def entry(
        self, place: str, answer: Answer, expression: Expression, said: str, formula: str = ""
    ) -> FilledPlaceholder:
        """Return the record of one filled placeholder."""
        return FilledPlaceholder(
            place, expression.text, answer.what, answer.title, said, answer.record,
            answer.reason if answer.value is None or answer.reason.startswith("台账写的是") else "",
            answer.cells, answer.missing, formula, is_figure=not answer.record,
        )  # fmt: skip


def _sheet_of(rows: Rows) -> str:
    return f"表{rows.table}" if rows.table else rows.sheet


def _of_one_sheet(ready: Sequence[Ready], region: str) -> tuple[Ready, ...]:
    if len({item.records for item in ready}) > 1:
        raise FormSyntaxError(f"“{region}”里的明细取自不同的台账表，不能合在一起算")
    return tuple(ready)


def _line_word(expression: Expression, line: Line) -> Answer:
    name = expression.name
    if name in _NUMBER:
        return Answer(line.number, "number", "序号", Kinds.COUNT)
    if name in _WITHIN:
        return Answer(line.within, "within", "组内序号", Kinds.COUNT)
    level = (
        int(expression.keys[0]) - 1
        if expression.keys
        else (len(line.names) - 1 if line.record is None else 0)
    )
    level = max(min(level, len(line.names) - 1), 0)
    if name in _GROUP:
        return Answer(line.names[level], "group", "组", Kinds.TEXT)
    number = line.path[level] + 1
    if name in _GROUP_NUMBER:
        return Answer(number, "group_number", "组号", Kinds.COUNT)
    return Answer(chinese_numeral(number), "ordinal", "组序号", Kinds.TEXT)


def open_context(
    report_context: ReportContext, spec: FormSpec, rows: Sequence[Rows], faults: list[FormFault]
) -> FormContext:
    """Return what answers for a form; what is wrong with its settings and repeated *rows* is noted."""
    ready = _ready_rows(report_context, rows, faults)
    if spec.rules and spec.rules not in rule_set_names():
        known = "、".join(rule_set_names())
        faults.append(FormFault("设置", f"没有叫“{spec.rules}”的亮灯规则（可用：{known}）"))
    report_context.rules = spec.rules or None
    return FormContext(report_context, spec, ready, [])


def _ready_rows(
    report_context: ReportContext, rows: Sequence[Rows], faults: list[FormFault]
) -> list[Ready]:
    """Return the declarations that are sound; note the faults of the others, and of overlapping ones."""
    found: list[Ready] = []
    taken: dict[tuple[str, int], Rows] = {}
    for item in rows:
        ready, wrong = prepare(report_context, item)
        place = item.place or f"{_sheet_of(item)}第{item.first}行"
        faults.extend(FormFault(place, message) for message in wrong)
        clash: Any = next(
            (
                taken[_sheet_of(item), row]
                for row in range(item.start, item.end + 1)
                if (_sheet_of(item), row) in taken
            ),
            None,
        )
        if clash is not None:
            faults.append(FormFault(place, f"与第{clash.first}行起的明细重叠"))
            continue
        taken |= {(_sheet_of(item), row): item for row in range(item.start, item.end + 1)}
        if ready is not None:
            inside = {
                *item.item_rows,
                *range(item.first, item.first + item.ready_rows),
                *(g.row for g in item.group_rows),
            }
            gap = next((row for row in range(item.start, item.end + 1) if row not in inside), None)
            if gap is not None:
                faults.append(
                    FormFault(place, f"第{gap}行夹在明细和组行之间，却既不是明细也不是组行")
                )
            found.append(ready)
    names = [item.rows.name for item in found if item.rows.name]
    faults.extend(
        FormFault(name, "有两处明细用了这个名称")
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    )
    return found


def refuse(path: Path, faults: Sequence[FormFault]) -> None:
    """Refuse the form *path* where it has faults.

    Raises:
        SourceError: it has; all are named.
    """
    if faults:
        said = "；".join(dict.fromkeys(map(str, faults)))
        raise SourceError(path, f"这份表有{len(faults)}处填不了，没有写出：{said}")
