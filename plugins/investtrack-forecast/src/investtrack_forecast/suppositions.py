"""What is supposed to be otherwise (假设): a project left out, delayed, entered earlier, done in part."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from investtrack.analysis.readers.readings import number_text
from investtrack.errors import InvesttrackError
from investtrack.values.dates import parse_date
from investtrack.values.numerals import whole_number
from investtrack.values.period import Month, month
from investtrack.values.quantities import read_quantity
from investtrack.values.rate import Rate
from investtrack.values.units import QuantityKind
from investtrack_forecast.supposition_kind import SuppositionKind


class SuppositionError(InvesttrackError, ValueError):
    """A supposition cannot be made: it is not so written, or its project is not known."""


@frozen
class Supposition:
    """One supposition about one project.

    Attributes:
        kind: what kind.
        project: the project's code or name.
        months: of a delay, how many months later.
        month: of an entry, the month it is to enter.
        share: of a share, how much of what lies ahead is done; 0 to 1, or more.
    """

    kind: SuppositionKind
    project: str
    months: int = 0
    month: Month | None = None
    share: Rate | None = None

    @property
    def label(self) -> str:
        """The Chinese words, with the project as it was named."""
        if self.kind is SuppositionKind.WITHOUT:
            return f"{self.project}落空"
        if self.kind is SuppositionKind.DELAY:
            return f"{self.project}推迟{self.months}个月"
        if self.kind is SuppositionKind.ENTER and self.month is not None:
            return f"{self.project}在{self.month.year}年{self.month.month}月入库"
        number = self.share.in_percent if self.share else Fraction(0)
        return f"{self.project}只完成{number_text(number)}％"


_MOST_MONTHS = 60
_MOST_PERCENT = 10_000


def parse_supposition(kind: SuppositionKind, text: str, *, year: int | None = None) -> Supposition:
    """Read a supposition as the command line takes it: ``甲桥``, ``甲桥=1``, ``甲桥=3月``, ``甲桥=50%``.

    Args:
        kind: what kind.
        text: the project, and after the last ``=`` what is supposed of it.
        year: the year of a month that names none.

    Raises:
        SuppositionError: *text* is not so written; an example is given.
    """
    if kind is SuppositionKind.WITHOUT:
        return Supposition(kind, _named(kind, text))
    name, equals, value = text.rpartition("=")
    if not equals:
        raise _wrong(kind, text)
    project, value = _named(kind, name), value.strip()
    if kind is SuppositionKind.DELAY:
        months = whole_number(value.removesuffix("个月"))
        if months is None or not 1 <= months <= _MOST_MONTHS:
            raise _wrong(kind, text)
        return Supposition(kind, project, months=months)
    if kind is SuppositionKind.ENTER:
        span = parse_date(value, year=year)
        if span is None or (span.first.year, span.first.month) != (span.last.year, span.last.month):
            raise _wrong(kind, text)
        return Supposition(kind, project, month=month(span.first.year, span.first.month))
    return Supposition(kind, project, share=_share(text, value))


def _share(text: str, value: str) -> Rate:
    found = read_quantity(value)
    if (
        found is None or found.kind is not QuantityKind.PERCENT or found.hedge or found.high
        or not 0 <= found.value < _MOST_PERCENT
    ):  # fmt: skip
        raise _wrong(SuppositionKind.SHARE, text)
    return Rate.percent(found.value)


def _named(kind: SuppositionKind, name: str) -> str:
    if not name.strip():
        raise _wrong(kind, name)
    return name.strip()


_EXAMPLES = {
    SuppositionKind.WITHOUT: "项目名",
    SuppositionKind.DELAY: "项目名=1（推迟的月数，1 到 60）",
    SuppositionKind.ENTER: "项目名=3月",
    SuppositionKind.SHARE: "项目名=50%",
}


def _wrong(kind: SuppositionKind, text: str) -> SuppositionError:
    return SuppositionError(f"--{kind} {text}：写法不对，应写成 --{kind} {_EXAMPLES[kind]}")


def labels(changes: Sequence[Supposition]) -> str:
    """Return the words of all changes."""
    return "、".join(change.label for change in changes)
