"""Everything the page shows, as JSON data: taken from the report and its judgement, reckoned nowhere here."""

from __future__ import annotations

from collections.abc import Iterator

from investtrack.analysis import judge
from investtrack.findings import Finding
from investtrack.json_object import JsonObject
from investtrack.metrics.figure import Breakdown, Figure
from investtrack.report import Report
from investtrack_html.book import Book
from investtrack_html.laid import items_of
from investtrack_html.overview import overview
from investtrack_html.people import conclusions, loads, tasks
from investtrack_html.projects import board, projects
from investtrack_html.texts import exact, line_of, parts_of


_BREAKDOWNS = {
    Breakdown.PARTITION: "各部分合计等于总数",
    Breakdown.PARTIAL: "其中数，不必等于总数",
    Breakdown.OVERLAPPING: "有重复计入，合计可大于总数",
}
_AREAS = {
    "gdp": "地区生产总值", "fai": "固定资产投资", "entry": "项目入库", "services": "其他营利性服务业",
    "resumption": "复工复产", "starts": "集中开工", "carryover": "接转在库", "remaining": "剩余投资",
    "progress": "推进情况", "issues": "问题清单", "reserve": "储备项目", "promotion": "招商引资",
    "supervision": "督导", "leaders": "包保领导",
}  # fmt: skip


def content_of(report: Report) -> JsonObject:
    """Return the page's content, in an order of its own: the same report gives the same content."""
    book = Book(report.ledger)
    content = {
        key: items_of(value) if isinstance(value, Iterator) else value
        for key, value in _content(report, book)
    }
    return {**content, "book": book.data}


def content_to_write(report: Report) -> Iterator[tuple[str, object]]:
    """Yield the same for :func:`investtrack_html.page.pieces`, each when what stands before it was written.

    What is numbered gets its number then; a large ledger's projects are never held as the page tells them.
    """
    book = Book(report.ledger)
    yield from _content(report, book)
    yield "book", book.written


def _content(report: Report, book: Book) -> Iterator[tuple[str, object]]:
    judgement = judge(report)
    yield (
        "head",
        {
            "title": report.title,
            "parent": report.ledger.region.parent,
            "period": report.period.label,
            "as_of": report.as_of.isoformat(),
            "unit": report.ledger.region.reporting_unit,
            "sources": list(report.ledger.sources),
        },
    )
    yield "cautions", list(report.cautions)
    yield "projects", projects(judgement, book)
    yield "board", board(judgement, book)
    yield "overview", overview(judgement, book)
    yield "loads", loads(judgement)
    yield "conclusions", conclusions(judgement, book)
    yield "unsaid", [[item.kind.value, item.reason] for item in judgement.unsaid]
    yield "tasks", tasks(judgement, book)
    yield "figures", (_figure(figure, report, book) for figure in report.figures.values())
    yield "findings", (_finding(finding) for finding in report.findings)


def _figure(figure: Figure, report: Report, book: Book) -> JsonObject:
    display = report.profile.display
    is_number = not isinstance(figure.value, (tuple, dict)) and not hasattr(figure.value, "items")
    data = {
        "id": figure.id,
        "area": _AREAS.get(figure.id.partition(".")[0], "其他"),
        "title": figure.title,
        "kind": figure.kind.value,
        "text": line_of(figure, display),
        "exact": exact(figure.value) if is_number and figure.kind.value == "money" else None,
        "definition": figure.definition,
        "note": figure.note,
        "reason": figure.reason,
        "missing": figure.missing,
        "errors": [f"{e.place}：{e.message}" for e in report.errors_by_figure.get(figure.id, ())],
        "breakdown": _BREAKDOWNS[figure.breakdown] if figure.breakdown else "",
        "parts": parts_of(figure, display),
        "sections": [book.section(section) for section in figure.sections],
    }
    return {key: value for key, value in data.items() if value not in (None, "", [], 0)}


def _finding(finding: Finding) -> list[object]:
    return [
        finding.grade.label,
        finding.message,
        str(finding.place),
        finding.found,
        finding.expected,
        finding.mend,
        [str(cell) for cell in finding.related],
    ]
