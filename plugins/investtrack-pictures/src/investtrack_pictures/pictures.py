"""The pictures: each part on a sheet of its own, and all of them on the wall chart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

from investtrack.analysis import Judgement, judge
from investtrack.plugin import Picture
from investtrack.report import Report
from investtrack.wording import day_text
from investtrack_pictures import chances, funnel, gantt, lights, resumption, targets, waterfall
from investtrack_pictures.canvas import BLUE, FAINT, SMALL, save, say, sheet


if TYPE_CHECKING:
    from matplotlib.figure import Figure


Paint = Callable[[Any, Judgement], None]
FORMATS = (".svg", ".png")
_NEEDS_ROOM = {"gantt": 0.24, "chances": 0.04}

PANELS: dict[str, tuple[str, float, float, Paint]] = {
    "targets": ("目标任务进度条", 160, 100, targets.paint),
    "funnel": ("项目入库漏斗", 140, 75, funnel.paint),
    "resumption": ("复工曲线", 160, 75, resumption.paint),
    "waterfall": ("存量投资瀑布图", 180, 85, waterfall.paint),
    "lights": ("项目亮灯", 250, 95, lights.paint),
    "light_counts": ("项目亮灯情况", 150, 62, lights.paint_counts),
    "gantt": ("重点项目甘特图", 250, 110, gantt.paint),
    "chances": ("投资完成的可能分布", 180, 80, chances.paint),
}
"""Name → title, width and height in mm, and how it is painted."""


class PanelPicture(Picture):
    """One part of the wall chart on a sheet of its own; one class serves all parts, so that its name is an object's."""

    formats: ClassVar[tuple[str, ...]] = FORMATS

    def __init__(self, name: str, label: str, width: float, height: float, paint: Paint) -> None:
        self.name = name  # type: ignore[misc]
        self.label = label  # type: ignore[misc]
        self._size = (width, height)
        self._paint = paint

    def draw(self, report: Report, stream: BinaryIO, suffix: str) -> None:
        """Draw the part."""
        figure = sheet(*self._size)
        left = _NEEDS_ROOM.get(self.name, 0.04)
        axes = figure.add_axes((left, 0.14, 0.97 - left, 0.7))
        self._paint(axes, judge(report))
        _foot(figure, report)
        save(figure, stream, suffix, f"{report.title}{self.label}", report.as_of)


class WallChart(Picture):
    """All parts on one page, A3 landscape (挂图作战)."""

    name: ClassVar[str] = "wall"
    label: ClassVar[str] = "作战图"
    formats: ClassVar[tuple[str, ...]] = FORMATS

    def draw(self, report: Report, stream: BinaryIO, suffix: str) -> None:
        """Draw the page."""
        judgement = judge(report)
        figure = sheet(420, 297)
        say(
            figure,
            0.5,
            0.972,
            f"{report.title}重点工作作战图",
            size=22,
            weight="bold",
            color=BLUE,
            ha="center",
            va="center",
        )
        for name, place in _PLACES.items():
            PANELS[name][3](figure.add_axes(place), judgement)
        _foot(figure, report)
        save(figure, stream, suffix, f"{report.title}{self.label}", report.as_of)


# Name → left, bottom, width, height, as shares of the page.
_PLACES = {
    "targets": (0.025, 0.665, 0.275, 0.24),
    "funnel": (0.335, 0.665, 0.29, 0.24),
    "resumption": (0.66, 0.68, 0.315, 0.225),
    "waterfall": (0.025, 0.385, 0.36, 0.21),
    "lights": (0.42, 0.355, 0.555, 0.25),
    "gantt": (0.135, 0.045, 0.84, 0.245),
}


def _foot(figure: Figure, report: Report) -> None:
    unit = report.ledger.region.reporting_unit
    text = f"截至{day_text(report.as_of, year=True)}" + (f"　{unit}" if unit else "")
    say(figure, 0.985, 0.012, text, size=SMALL, color=FAINT, ha="right", va="bottom")
