"""Rows of the annex tables: every cell with a value knows its record and field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from investtrack import wording
from investtrack.metrics.figure import FigureRow, Kind, rows_in_all
from investtrack.metrics.figures.starts import in_batch
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit
from investtrack_word.report.rendered import RenderedValue


_BOTH = 2
"""A name once in each of two lists."""


_Items = Sequence[Any]
_Writer = Callable[[_Items], list[Any]]
Cells = Mapping[str, tuple[object, str]]
"""Column → exact value and text as printed."""


PRINTED = ("entries", "resumptions", "starts", "slow", "issues", "tasks")
"""The tables behind the packaged report; the workbook has all figures."""


class AnnexTable:
    """Makes the rows of one annex table; tells rows of one name apart."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._met: dict[str, int] = {}

    def row(
        self,
        title: str,
        cells: Cells,
        record: object = None,
        keys: tuple[str, ...] = (),
        part: str = "",
    ) -> FigureRow:
        """Return a row, its cells known by *title* and *part*, the kind of row where a project has several."""
        name = f"{title}（{part}）" if part else title
        count = self._met[name] = self._met.get(name, 0) + 1
        key = name if count == 1 else f"{name}#{count}"
        row: FigureRow = {}
        for column, (value, text) in {"name": (title, title), **cells}.items():
            row[column] = RenderedValue(
                text,
                f"annex.{self.name}.{column}",
                key=key,
                value=value,
                source=(record, keys) if record is not None else None,
            )
        return row


def shortened(
    report: Report,
    name: str,
    items: Sequence[object],
    make: _Writer,
    left_out: int = 0,
) -> FigureRow:
    """Return the rows of the first *items* of a table, and how many more there are, *left_out* before included."""
    most = report.profile.display.annex_rows
    more = max(0, len(items) - most) + left_out
    note = "附表没有列出的行数"
    return {
        "rows": make(items[:most]),
        "more": RenderedValue(str(more), f"annex.{name}.more", value=more, note=note),
    }


class Tables(Mapping[str, FigureRow]):
    """Annex tables by name, each made when it is first asked for: no template prints all of them."""

    def __init__(self, makers: Mapping[str, Callable[[], FigureRow]]) -> None:
        self._makers = makers
        self._made: dict[str, FigureRow] = {}

    def __getitem__(self, name: str) -> FigureRow:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def tables(report: Report) -> dict[str, Callable[[], FigureRow]]:
    """Return what makes every annex table of the report's figures and lists."""

    def listed(
        name: str, figures: Sequence[str], make: Callable[..., Sequence[object]], write: _Writer
    ) -> Callable[[], FigureRow]:
        def table() -> FigureRow:
            lists = [rows_of(report, figure) for figure in figures]
            left_out = sum(rows_in_all(rows) - len(rows) for rows in lists)
            return shortened(report, name, make(*lists), write, left_out)

        return table

    of_resumption = partial(_texts_of, "resumptions", ("planned", "reason", "responsible_unit"))
    of_issue = partial(_texts_of, "issues", ("category", "description", "due", "responsible_unit"))
    halting = ("progress.slow.list", "progress.stopped.list")
    return {
        "figures": lambda: {"rows": _figures(report), "more": 0},
        "entries": listed("entries", (), partial(_planned, report), partial(_entries, report)),
        "resumptions": listed("resumptions", ("resumption.overdue.list",), tuple, of_resumption),
        "starts": listed("starts", (), partial(_batch, report), _starts),
        "slow": listed("slow", halting, _halting, partial(_slow, report)),
        "issues": listed("issues", ("issues.open.overdue.list",), tuple, of_issue),
    }


def _figures(report: Report) -> list[FigureRow]:
    display = report.profile.display
    return [
        {
            "title": RenderedValue(figure.title, figure.id, "title"),
            "text": RenderedValue(
                wording.figure_text(figure, display), figure.id, "full", value=figure.value
            ),
            "note": RenderedValue(figure.note, figure.id, "note"),
        }
        for figure in report.figures.values()
        if figure.kind not in {Kind.LIST, Kind.SERIES} and not figure.is_absent
    ]


def rows_of(report: Report, figure: str) -> tuple[Mapping[str, object], ...]:
    """Return the rows of a list figure; none where it is absent."""
    value = report.figures[figure].value
    return value if isinstance(value, tuple) else ()


def _texts(row: Mapping[str, object], keys: Iterable[str]) -> dict[str, tuple[object, str]]:
    return {key: (row.get(key), str(row.get(key) or "—")) for key in keys}


def _texts_of(name: str, keys: Sequence[str], rows: Sequence[Mapping[str, object]]) -> list[object]:
    table = AnnexTable(name)
    return [table.row(str(row.get("name") or "—"), _texts(row, keys)) for row in rows]


def _money(value: object) -> tuple[object, str]:
    return value, f"{value.to(Unit.WAN):,.2f}" if isinstance(value, Amount) else "—"


def _planned(report: Report) -> Sequence[object]:
    """Return the planned entries, each with the state of its papers."""
    from investtrack.metrics.ledger_view import AbsentError
    from investtrack.metrics.selections import planned_entries

    try:
        entries = report.facts.select(planned_entries).records
    except AbsentError:
        return ()
    papers = rows_of(report, "entry.readiness") or ({},) * len(entries)
    return tuple(zip(entries, papers, strict=True))


def _entries(report: Report, items: _Items) -> list[Any]:
    from investtrack.metrics.figures.entry import describe

    table = AnnexTable("entries")
    rows = []
    for entry, state in items:
        row = describe(report.facts, entry)
        lacking = "、".join(state.get("missing", ()))
        held = f"{state['held']}/{state['required']}" if state else ""
        cells = {
            **_texts(row, ("status", "planned", "responsible_unit")),
            "investment": _money(row["investment"]),
            "papers": (held, held or "—"),
            "missing": (lacking, lacking or "—"),
        }
        keys = ("total_investment", "status", "planned_on")
        rows.append(table.row(str(row.get("name") or "—"), cells, entry, keys))
    return rows


def _batch(report: Report) -> Sequence[object]:
    return report.facts.select(in_batch).records if report.ledger.starts is not None else ()


def _starts(items: _Items) -> list[Any]:
    table = AnnexTable("starts")
    rows = []
    for start in items:
        planned = start.planned_on.label if start.planned_on else "—"
        state = start.preliminaries.value if start.preliminaries else "—"
        cells = {
            "investment": _money(start.total_investment),
            "industry": (start.industry, start.industry or "—"),
            "planned": (start.planned_on, planned),
            "state": (start.preliminaries, state),
            "open": (start.open_procedures, start.open_procedures or "—"),
        }
        keys = ("total_investment", "planned_on")
        rows.append(table.row(start.name or "—", cells, start, keys))
    return rows


def _halting(slow: Sequence[FigureRow], stopped: Sequence[FigureRow]) -> tuple[FigureRow, ...]:
    """Return slow and stopped projects, each once: one that is behind because it stands still has one row."""
    names = [row.get("name") for row in (*slow, *stopped)]
    days = {row["name"]: row["days"] for row in stopped if names.count(row.get("name")) == _BOTH}
    both = [
        {**row, "days": days.pop(row["name"])} if row.get("name") in days else row for row in slow
    ]
    told = {row["name"] for row in both if "days" in row}
    return (*both, *(row for row in stopped if row.get("name") not in told))


def _slow(report: Report, items: Sequence[FigureRow]) -> list[Any]:
    display, table = report.profile.display, AnnexTable("slow")
    rows = []
    for row in items:
        leaders = "、".join(row["leaders"])
        is_slow = "lag" in row
        said = [f"落后{wording.points_text(row['lag'], display)}"] if is_slow else []
        said += [f"停工{row['days']}天"] if "days" in row else []
        state = (row["lag"] if is_slow else row["days"], "，".join(said))
        cells = {
            **_texts(row, ("responsible_unit",)),
            "plan": _money(row["year_plan"] if is_slow else None),
            "actual": _money(row["actual"] if is_slow else None),
            "state": state,
            "leaders": (leaders, leaders or "—"),
        }
        part = "" if is_slow else "停工"
        rows.append(table.row(str(row.get("name") or "—"), cells, part=part))
    return rows
