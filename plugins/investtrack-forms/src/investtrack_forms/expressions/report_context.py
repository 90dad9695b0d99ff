"""What a form is filled from: the report, and what is judged of it only when a form asks."""

from __future__ import annotations

from datetime import date
from enum import Enum, StrEnum
from functools import cached_property

from attrs import define

from investtrack.analysis import LightBoard, Subject
from investtrack.analysis.lights import light_board
from investtrack.analysis.readers.readings import Scene as Judged
from investtrack.errors import InvesttrackError
from investtrack.input_limits import FORM_STEPS
from investtrack.metrics.ledger_view import LedgerView
from investtrack.model.record import NamedRecord
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period, month
from investtrack.values.rate import Points, Rate


class Kinds(StrEnum):
    """Kinds of value a form may ask for."""

    MONEY = "金额"
    RATE = "比率"
    POINTS = "百分点"
    COUNT = "个数"
    DATE = "日期"
    FLAG = "是否"
    TEXT = "文字"


@define(slots=False, eq=False)
class ReportContext:
    """The report, with what derived values need, made once and only where asked for.

    Attributes:
        report: the report.
        rules: rule set of lights; None: the profile's.
        absent: what stands for figures without a value, whatever the form says; None: what it says.
        steps: records gone through so far.
    """

    report: Report
    rules: str | None = None
    absent: str | None = None
    steps: int = 0

    def spend(self, steps: int) -> None:
        """Count *steps* records gone through.

        Raises:
            InvesttrackError: it comes to more than a form may ask.
        """
        self.steps += steps
        if self.steps > FORM_STEPS:
            raise InvesttrackError(
                f"这份表里的算式太多，要看的记录超过{FORM_STEPS:,}条次，没有填；请减少合计和条件"
            )

    @property
    def facts(self) -> LedgerView:
        """The report's facts."""
        return self.report.facts

    @property
    def today(self) -> date:
        """The as-of date t."""
        return self.report.as_of

    @property
    def as_of_span(self) -> DateSpan:
        """The as-of date as a span of one day."""
        return DateSpan.day(self.report.as_of)

    @property
    def period_span(self) -> DateSpan:
        """The report period as a span."""
        return DateSpan(self.report.period.start, self.report.period.end)

    @cached_property
    def judged(self) -> Judged:
        """Subjects and issues as the judgement sees them."""
        return Judged(self.report)

    @cached_property
    def board(self) -> LightBoard:
        """The lights of every project."""
        return light_board(self.judged, self.rules)

    def subject(self, record: NamedRecord) -> Subject | None:
        """Return all that is known of the project *record* is, or is about."""
        found = self.judged.of_project.get(id(record))
        return found or (self.judged.subject_named(record) if hasattr(record, "name") else None)

    def month_named(self, key: str) -> Month | None:
        """Return the month a bracket names: 本月, 上月, 期末, 年末, 1—3月, 3月, 2022-03; None: no month."""
        year, now = self.report.period.year, month(self.today.year, self.today.month)
        relative = {
            "本月": now,
            "上月": month(now.year, now.month - 1) if now.month > 1 else month(now.year - 1, 12),
            "期末": self.report.period.last_month,
            "年末": month(year, 12),
        }
        if key in relative:
            return relative[key]
        try:
            if key[4:5] == "-" and len(key) == len("2022-03"):
                return Month.parse(key)
            number = int(
                key.translate(str.maketrans("–－~～", "————")).rpartition("—")[2].rstrip("月")
            )
            return month(year, number)
        except ValueError:
            return None


def plain_text(value: object) -> str:
    """Return a record's value as text, without unit or rounding."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (tuple, list)):
        return "、".join(plain_text(item) for item in value)
    if isinstance(value, (DateSpan, Period)):
        return value.label
    return str(value)


def kind_of(value: object) -> Kinds:
    """Return the kind of a value."""
    if isinstance(value, bool):
        return Kinds.FLAG
    for types, kind in (
        (Amount, Kinds.MONEY),
        (Rate, Kinds.RATE),
        (Points, Kinds.POINTS),
        (int, Kinds.COUNT),
        ((DateSpan, date), Kinds.DATE),
    ):
        if isinstance(value, types):
            return kind
    return Kinds.TEXT
