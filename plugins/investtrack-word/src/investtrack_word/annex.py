"""Rows of the annex tables: every cell with a value knows its record and field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from investtrack import wording
from investtrack.metrics.figure import Kind
from investtrack.metrics.starts import in_batch
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit
from investtrack_word.said import Said


Cells = Mapping[str, tuple[object, str]]
"""Column → exact value and text as printed."""


class Table:
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
    ) -> dict[str, Any]:
        """Return a row, its cells known by *title* and *part*, the kind of row where a project has several."""
        name = f"{title}（{part}）" if part else title
        count = self._met[name] = self._met.get(name, 0) + 1
        key = name if count == 1 else f"{name}#{count}"
        row: dict[str, Any] = {}
        for column, (value, text) in {"name": (title, title), **cells}.items():
            row[column] = Said(
                text,
                f"annex.{self.name}.{column}",
                key=key,
                value=value,
                source=(record, keys) if record is not None else None,
            )
        return row


def shortened(report: Report, name: str, rows: Sequence[Any]) -> dict[str, Any]:
    """Return the first rows of a table, and how many more there are."""
    more = max(0, len(rows) - report.profile.display.annex_rows)
    note = "附表没有列出的行数"
    return {
        "rows": rows[: report.profile.display.annex_rows],
        "more": Said(str(more), f"annex.{name}.more", value=more, note=note),
    }


def tables(report: Report) -> dict[str, dict[str, Any]]:
    """Return every annex table of the report's figures and lists."""
    made = {
        "entries": _entries(report),
        "resumptions": _texts_of(
            report, "resumptions", "resumption.overdue.list", "planned", "reason", "responsible_unit"
        ),
        "starts": _starts(report),
        "slow": _slow(report),
        "issues": _texts_of(
            report, "issues", "issues.open.overdue.list", "category", "description", "due", "responsible_unit"
        ),
    }  # fmt: skip
    return {
        "figures": {"rows": _figures(report), "more": 0},
        **{name: shortened(report, name, rows) for name, rows in made.items()},
    }


def _figures(report: Report) -> list[dict[str, Any]]:
    display = report.profile.display
    return [
        {
            "title": Said(figure.title, figure.id, "title"),
            "text": Said(
                wording.figure_text(figure, display), figure.id, "full", value=figure.value
            ),
            "note": Said(figure.note, figure.id, "note"),
        }
        for figure in report.figures.values()
        if figure.kind not in {Kind.LIST, Kind.SERIES} and not figure.is_absent
    ]


def rows_of(report: Report, figure: str) -> tuple[Mapping[str, Any], ...]:
    """Return the rows of a list figure; none where it is absent."""
    value = report.figures[figure].value
    return value if isinstance(value, tuple) else ()


def _texts(row: Mapping[str, Any], keys: Iterable[str]) -> dict[str, tuple[object, str]]:
    return {key: (row.get(key), str(row.get(key) or "—")) for key in keys}


def _texts_of(report: Report, name: str, figure: str, *keys: str) -> list[dict[str, Any]]:
    table = Table(name)
    return [
        table.row(str(row.get("name") or "—"), _texts(row, keys)) for row in rows_of(report, figure)
    ]


def _money(value: object) -> tuple[object, str]:
    return value, f"{value.to(Unit.WAN):,.2f}" if isinstance(value, Amount) else "—"


def _entries(report: Report) -> list[dict[str, Any]]:
    from investtrack.metrics.entry import describe
    from investtrack.metrics.facts import AbsentError
    from investtrack.metrics.selections import planned_entries

    try:
        entries = report.facts.select(planned_entries).records
    except AbsentError:
        return []
    papers = rows_of(report, "entry.readiness") or ({},) * len(entries)
    table = Table("entries")
    rows = []
    for entry, state in zip(entries, papers, strict=True):
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


def _starts(report: Report) -> list[dict[str, Any]]:
    if report.ledger.starts is None:
        return []
    table = Table("starts")
    return [
        table.row(
            start.name or "—",
            {
                "investment": _money(start.total_investment),
                "industry": (start.industry, start.industry or "—"),
                "planned": (
                    start.planned_on,
                    start.planned_on.label if start.planned_on else "—",
                ),
                "state": (
                    start.preliminaries,
                    start.preliminaries.value if start.preliminaries else "—",
                ),
                "open": (start.open_procedures, start.open_procedures or "—"),
            },
            start,
            ("total_investment", "planned_on"),
        )
        for start in report.facts.select(in_batch).records
    ]


def _slow(report: Report) -> list[dict[str, Any]]:
    display, table = report.profile.display, Table("slow")
    rows = []
    for row in rows_of(report, "progress.slow.list"):
        leaders = "、".join(row["leaders"])
        cells = {
            **_texts(row, ("responsible_unit",)),
            "plan": _money(row["year_plan"]),
            "actual": _money(row["actual"]),
            "state": (row["lag"], f"落后{wording.points_text(row['lag'], display)}"),
            "leaders": (leaders, leaders or "—"),
        }
        rows.append(table.row(str(row.get("name") or "—"), cells))
    for row in rows_of(report, "progress.stopped.list"):
        leaders = "、".join(row["leaders"])
        cells = {
            **_texts(row, ("responsible_unit",)),
            "plan": (None, "—"),
            "actual": (None, "—"),
            "state": (row["days"], f"停工{row['days']}天"),
            "leaders": (leaders, leaders or "—"),
        }
        rows.append(table.row(str(row.get("name") or "—"), cells, part="停工"))
    return rows
