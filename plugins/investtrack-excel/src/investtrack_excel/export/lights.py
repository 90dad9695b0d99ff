"""Traffic lights: what is behind, overdue or short shows its colour, also after somebody changes an amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import define, field

from investtrack.analysis.rulesets import rules_of
from investtrack.model.rules import Band, Colour, LightMeasure
from investtrack.report import Report
from investtrack_excel.export.grid import FIRST_ROW, Detail, Grid
from investtrack_excel.export.sheets import WorkbookWriter


if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


FILLS: Mapping[Colour, tuple[str, str]] = {
    Colour.RED: ("#FFC7CE", "#9C0006"),
    Colour.YELLOW: ("#FFEB9C", "#7F6000"),
    Colour.BLUE: ("#DDEBF7", "#1F4E78"),
    Colour.GREEN: ("#C6EFCE", "#006100"),
    Colour.GREY: ("#EDEDED", "#595959"),
}
"""Colour → fill and letters."""
_OPERATORS = {"at_least": ">=", "over": ">", "at_most": "<=", "below": "<"}
_R, _Y, _G = Colour.RED, Colour.YELLOW, Colour.GREEN

Rules = Sequence[tuple[str, Colour]]
"""What holds of the cell, such as ``>0``, and the colour it then has; the first that holds decides."""

_NONE_IS_GOOD: Rules = ((">0", _Y),)
_WHOLE_IS_GOOD: Rules = ((">=1", _G), ("<1", _Y))
_FIGURES: Mapping[str, Rules] = {
    "fai.excess": (("<0", _R), (">=0", _G)),
    "fai.excess_rate": (("<0", _R), (">=0", _G)),
    "fai.completion_rate": _WHOLE_IS_GOOD,
    "resumption.rate": _WHOLE_IS_GOOD,
    "resumption.due_rate": _WHOLE_IS_GOOD,
    "entry.overdue.count": _NONE_IS_GOOD,
    "resumption.overdue.count": _NONE_IS_GOOD,
    "resumption.unassigned.count": _NONE_IS_GOOD,
    "progress.slow.count": _NONE_IS_GOOD,
    "progress.stopped.count": _NONE_IS_GOOD,
    "issues.open.overdue.count": _NONE_IS_GOOD,
    "leaders.unassigned.count": _NONE_IS_GOOD,
}
_MARKED: Mapping[str, Mapping[str, Colour]] = {
    "projects": {"slow": _Y, "stopped": _R},
    "entries": {"overdue": _R},
    "resumptions": {"late": _R},
    "issues": {"late": _R},
}
"""Detail sheet → column marked 是 → its colour."""


@define(eq=False)
class Lamps:
    """Puts the lights on the sheets of one workbook, with few formats."""

    book: WorkbookWriter
    report: Report
    _formats: dict[Colour, object] = field(factory=dict)

    def on_figures(self, sheet: object, grid: Grid) -> None:
        """Colour the numbers of figures that are good or bad in themselves."""
        for figure_id, rules in {**_FIGURES, **self._judged()}.items():
            if not self.report.figures[figure_id].is_absent:
                cell = grid.figure(figure_id).replace("$", "")
                self._numbers(sheet, cell, cell, rules)

    def on_details(self, sheet: object, detail: Detail) -> None:
        """Colour what is marked as late, stopped or slow, the points behind, and the lights of projects."""
        for key, colour in _MARKED.get(detail.sheet.attribute, {}).items():
            if key in detail.places:
                self._texts(sheet, detail, key, {"是": colour})
        if "lag" in detail.places:
            first, reach = _reach(detail, "lag")
            worse = [rule for rule in self._bands(county=False) if rule[1] is not _G]
            self._numbers(sheet, first, reach, worse)
        if "light" in detail.places:
            self._texts(sheet, detail, "light", self._words())

    def _judged(self) -> dict[str, Rules]:
        edges = self.report.profile.judgement.thresholds
        return {
            "fai.pace.gap": self._bands(county=True),
            "remaining.coverage": ((f"<{_number(edges.coverage.fraction)}", _Y),),
            "entry.concentration.share": ((f">={_number(edges.top_share.fraction)}", _Y),),
        }

    def _bands(self, *, county: bool) -> Rules:
        """Return the bands of the points behind the pace as the light rules draw them, worst first."""
        for rule in rules_of(self.report.profile)[1]:
            if rule.measure is LightMeasure.PROGRESS_BEHIND and rule.county is county:
                return [(_edge(band), band.colour) for band in reversed(rule.bands)]
        return ((f">{_number(self.report.profile.pace.slow_band.number)}", _Y),)

    def _words(self) -> dict[str, Colour]:
        known = {
            band.word: band.colour
            for rule in rules_of(self.report.profile)[1]
            for band in rule.bands
        }
        return {**known, Colour.GREY.label: Colour.GREY}

    def _numbers(self, sheet: object, first: str, reach: str, rules: Rules) -> None:
        for test, colour in rules:
            # An empty text is more than every number, so a number is asked for first.
            holds = f"AND(ISNUMBER({first}),{first}{test})" if test else f"ISNUMBER({first})"
            self._when(sheet, reach, {"type": "formula", "criteria": f"={holds}"}, colour)

    def _texts(
        self, sheet: Worksheet, detail: Detail, key: str, words: Mapping[str, Colour]
    ) -> None:
        _, reach = _reach(detail, key)
        for word, colour in words.items():
            value = '"' + word.replace('"', '""') + '"'
            self._when(sheet, reach, {"type": "cell", "criteria": "==", "value": value}, colour)

    def _when(
        self, sheet: Worksheet, reach: str, rule: Mapping[str, object], colour: Colour
    ) -> None:
        if colour not in self._formats:
            fill, letters = FILLS[colour]
            traits = {"bg_color": fill, "font_color": letters}
            self._formats[colour] = self.book.workbook.add_format(traits)
        sheet.conditional_format(
            reach, {**rule, "format": self._formats[colour], "stop_if_true": True}
        )


def _edge(band: Band) -> str:
    return f"{_OPERATORS[band.edge[0]]}{_number(band.edge[1])}" if band.edge else ""


def _number(value: Fraction) -> str:
    return repr(float(value))


def _reach(detail: Detail, key: str) -> tuple[str, str]:
    letters = detail.letters[key]
    last = FIRST_ROW + max(len(detail.records), 1) - 1
    return f"{letters}{FIRST_ROW}", f"{letters}{FIRST_ROW}:{letters}{last}"
