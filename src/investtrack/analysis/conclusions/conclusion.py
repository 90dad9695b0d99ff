"""A conclusion: a sentence of the report's part three, with the figures and cells it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from investtrack.analysis.pace import Pace
from investtrack.analysis.readers.readings import Scene
from investtrack.analysis.subjects import Subject
from investtrack.metrics.figure import Contribution, ContributionColumn, Figure
from investtrack.model.profile import DisplayProfile
from investtrack.model.rules import Thresholds
from investtrack.model.source import CellRef
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.rate import Rate
from investtrack.wording import amount_text, names_text, rate_text


class ConclusionKind(StrEnum):
    """What a conclusion is about; the value is its Chinese heading."""

    BEHIND = "投资进度落后"
    SHORTFALL = "预计完成不足"
    THIN_STOCK = "存量支撑偏弱"
    FEW_ENTRIES = "新增入库偏少"
    LATE_ENTRIES = "入库逾期"
    CONCENTRATION = "投资过于集中"
    MISSING_PAPERS = "入库资料不全"
    SLOW = "部分项目推进较慢"
    STOPPED = "部分项目停工"
    RESUMPTION = "复工不及时"
    OVERDUE_ISSUES = "问题逾期未解决"
    NOTED_PROBLEMS = "项目存在问题待解决"
    UNASSIGNED = "责任领导不明确"
    SUPERVISION = "督导没有到位"
    MONEY = "资金到位和使用偏慢"
    STRUCTURE = "投资结构单一"
    INCOMPLETE = "地区上报不全"


class AbsentFigureError(Exception):
    """Raised inside a diagnosis: a figure it needs is absent, and why. Never leaves the package."""


@frozen(eq=False, kw_only=True)
class Conclusion:
    """One conclusion (研判结论).

    Attributes:
        kind: what it is about.
        text: Chinese sentences, as part three of a report prints them.
        figures: ids of the report's figures it rests on.
        evidence: contributions it was computed from beyond those figures.
        names: projects it speaks of, worst first.
        caveat: what the figures leave out, in Chinese; empty where nothing.
    """

    kind: ConclusionKind
    text: str
    figures: tuple[str, ...]
    evidence: tuple[ContributionColumn, ...] = field(default=(), repr=False)
    names: tuple[str, ...] = ()
    caveat: str = ""

    @property
    def title(self) -> str:
        """The heading."""
        return self.kind.value

    def contributions(self, report: Report) -> Iterator[Contribution]:
        """Yield what it rests on, record by record, down to the cells."""
        for figure in self.figures:
            yield from report.figures[figure].contributions
        for section in self.evidence:
            yield from section

    def cells(self, report: Report) -> tuple[CellRef, ...]:
        """Return the cells it rests on, each once, in order."""
        found = (cell for item in self.contributions(report) for cell in item.cells)
        return tuple(dict.fromkeys(found))


@frozen
class Unsaid:
    """A conclusion that could not be drawn or refuted: a figure it needs is absent.

    Attributes:
        kind: what it would be about.
        reason: what is lacking, in Chinese.
    """

    kind: ConclusionKind
    reason: str


@frozen(eq=False)
class Desk:
    """What a diagnosis looks at: the report, its subjects and pace; and how it words numbers."""

    scene: Scene
    pace: Pace

    @property
    def report(self) -> Report:
        """The report."""
        return self.scene.report

    @property
    def edges(self) -> Thresholds:
        """The profile's thresholds."""
        return self.report.profile.judgement.thresholds

    @property
    def display(self) -> DisplayProfile:
        """How figures are printed."""
        return self.report.profile.display

    def figure(self, figure_id: str) -> Figure:
        """Return a figure that has a value.

        Raises:
            AbsentFigureError: it has none.
        """
        figure = self.report.figures[figure_id]
        if figure.is_absent:
            raise AbsentFigureError(f"缺少“{figure.title}”：{figure.reason}")
        return figure

    def value(self, figure_id: str) -> Any:  # noqa: ANN401 - the figure's kind says which
        """Return the value of a figure that has one.

        Raises:
            AbsentFigureError: it has none.
        """
        return self.figure(figure_id).value

    def has(self, figure_id: str) -> bool:
        """Whether a figure has a value."""
        return not self.report.figures[figure_id].is_absent

    def money(self, amount: Amount) -> str:
        """Return an amount as prose prints it."""
        return amount_text(amount, display=self.display)

    def rate(self, rate: Rate) -> str:
        """Return a rate as prose prints it."""
        return rate_text(rate, self.display)

    def subject_of(self, project: object) -> Subject | None:
        """Return the subject of a row of 项目台账."""
        return self.scene.of_project.get(id(project))

    def names(self, names: Sequence[str], in_all: int = 0) -> str:
        """Return names as a sentence lists them, no more than the profile's number; *in_all* where there are more."""
        return names_text([name or "（未命名）" for name in names], self.edges.names, in_all)

    def which(self, names: Sequence[str], in_all: int = 0) -> str:
        """Return the names after a count: all of them (即), or the first of them (如); *in_all* where there are more."""
        first = self._first(names)
        is_short = max(len(names), in_all) > len(first)
        return f"{'如' if is_short else '即'}{names_text(first)}"

    def most(self, names: Sequence[str], in_all: int = 0) -> str:
        """Return the first names, and 等 where there are more, or may be."""
        first = self._first(names)
        return names_text(first) + ("等" if max(len(names), in_all) > len(first) else "")

    def _first(self, names: Sequence[str]) -> list[str]:
        most = self.edges.names or len(names)
        return [name or "（未命名）" for name in names[:most]]

    def lacking(self, *figures: str) -> str:
        """Return the caveat of figures whose records lacked cells; empty where none did."""
        found = [self.report.figures[figure] for figure in figures]
        said = [
            f"“{figure.title}”有{figure.missing}条缺数未计入" for figure in found if figure.missing
        ]
        return "，".join(said)
