"""What a template can print: figures by id, filters, rows of the annex tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from investtrack import wording
from investtrack.metrics.figure import Figure, Kind
from investtrack.metrics.starts import in_batch, reported_batch
from investtrack.model.profile import DisplayProfile
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit


class UnknownTagError(Exception):
    """A template names a figure that does not exist. Never leaves the exporter."""


class Node:
    """A figure id, or the beginning of one, in the namespace of a template.

    It prints as worded; a count prints the bare number, so that the sentence has the counter. It is
    false where the figure is absent, and then prints 【待补】.
    """

    def __init__(self, path: str, display: DisplayProfile) -> None:
        self._path = path
        self._display = display
        self._figure: Figure | None = None
        self._children: dict[str, Node] = {}

    def __getattr__(self, name: str) -> Node:
        if name.startswith("_"):
            raise AttributeError(name)
        found = self._children.get(name)
        if found is None:
            raise UnknownTagError(f"{self._path}.{name}")
        return found

    def __bool__(self) -> bool:
        return self._figure is not None and self._figure.value is not None

    def __str__(self) -> str:
        figure = self._figure
        if figure is None:
            raise UnknownTagError(self._path)
        if figure.kind in {Kind.COUNT, Kind.DAYS} and figure.value is not None:
            return str(figure.value)
        return wording.figure_text(figure, self._display)

    def __len__(self) -> int:
        return len(self._rows())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._rows())

    def _rows(self) -> tuple[Any, ...]:
        value = self._figure.value if self._figure else None
        return (
            tuple(value.items())
            if isinstance(value, Mapping)
            else value
            if isinstance(value, tuple)
            else ()
        )

    def __eq__(self, other: object) -> bool:
        return bool(_value(self) == _value(other))

    def __hash__(self) -> int:
        return hash(self._path)

    def __gt__(self, other: object) -> bool:
        return bool(self) and _sign(_value(self)) > _sign(_value(other))

    def __lt__(self, other: object) -> bool:
        return bool(self) and _sign(_value(self)) < _sign(_value(other))


def _value(item: object) -> Any:  # noqa: ANN401 - a figure's value or a plain number
    return item._figure.value if isinstance(item, Node) and item._figure else item  # noqa: SLF001


def _sign(value: Any) -> Any:  # noqa: ANN401 - what compares with a number
    if isinstance(value, Amount):
        return value.yuan
    return getattr(value, "number", getattr(value, "fraction", value))


def namespace(report: Report) -> dict[str, Any]:
    """Return the names a template can use."""
    display = report.profile.display
    roots: dict[str, Node] = {}
    for figure in report.figures.values():
        first, *rest = figure.id.split(".")
        node = roots.setdefault(first, Node(first, display))
        for name in rest:
            node = node._children.setdefault(name, Node(f"{node._path}.{name}", display))  # noqa: SLF001
        node._figure = figure  # noqa: SLF001
    entry = report.profile.entry
    return {
        **roots,
        "region": report.ledger.region.name or "本县",
        "year": report.period.year,
        "period": report.period.name,
        "period_label": report.period.label,
        "as_of": wording.day_text(report.as_of),
        "batch": _batch(report),
        "threshold": wording.amount_text(entry.threshold, Unit.WAN, display),
        "major_threshold": wording.amount_text(entry.major_threshold, Unit.WAN, display),
        "plan_months": _plan_months(report),
        "annex": _annexes(report),
    }


def _batch(report: Report) -> str:
    if report.ledger.starts is None:
        return ""
    return reported_batch(report.facts) or "本次"


def _plan_months(report: Report) -> list[str]:
    """Return the plan of each month up to the period's last: 1—2月计划完成…, 3月累计完成…."""
    plan = report.figures["fai.plan.ytd"].value
    if not isinstance(plan, Mapping):
        return []
    display, last = report.profile.display, report.period.last
    texts = []
    for number in range(2, last + 1):
        key = f"1—{number}月"
        if key in plan:
            first = f"1{display.month_dash}2月计划完成"
            amount = wording.amount_text(plan[key], Unit.YI, display)
            texts.append(f"{first if number == 2 else f'{number}月底计划累计完成'}{amount}")  # noqa: PLR2004
    return texts


def filters(report: Report) -> dict[str, Callable[..., str]]:
    """Return the filters of a template; each takes a figure and says 【待补】 where it is absent."""
    display = report.profile.display

    def guarded(say: Callable[..., str]) -> Callable[..., str]:
        def apply(item: object, *options: Any) -> str:  # noqa: ANN401
            value = _value(item)
            return (
                wording.PENDING
                if value is None or isinstance(value, Node)
                else say(value, *options)
            )

        return apply

    return {
        "wan": guarded(lambda value: wording.amount_text(value, Unit.WAN, display)),
        "yi": guarded(lambda value: wording.amount_text(value, Unit.YI, display)),
        "change": guarded(lambda value: wording.change_text(value, display)),
        "excess": guarded(lambda value: wording.excess_text(value, Unit.YI, display)),
        "at_least": guarded(lambda value: wording.at_least_text(value, display)),
        "pace": guarded(lambda value: wording.pace_text(value, display)),
        "names": guarded(_names),
        "some": guarded(_some),
        "dated": guarded(
            lambda value: "，".join(f"{wording.key_text(key)}复工{n}个" for key, n in value.items())
        ),
    }


def _names(value: Any, most: int = 0) -> str:  # noqa: ANN401 - rows of a list
    return wording.names_text([str(row.get("name") or "（未命名）") for row in value], most)


def _some(value: Any, most: int = 3) -> str:  # noqa: ANN401 - rows of a list
    """Return the first few names; 等 where there are more."""
    return _names(value[:most]) + ("等" if len(value) > most else "")


def _money(value: Any) -> str:  # noqa: ANN401 - an amount or nothing
    return f"{value.to(Unit.WAN):,.2f}" if isinstance(value, Amount) else "—"


def _annexes(report: Report) -> dict[str, Any]:
    """Return the annex tables: name → rows and how many more the workbook has."""
    most = report.profile.display.annex_rows
    tables = {
        "figures": [
            {
                "title": f.title,
                "text": wording.figure_text(f, report.profile.display),
                "note": f.note,
            }
            for f in report.figures.values()
            if f.kind not in {Kind.LIST, Kind.SERIES} and not f.is_absent
        ],
        "entries": _entry_rows(report),
        "resumptions": [
            _texts(row, "planned", "reason", "responsible_unit")
            for row in _list(report, "resumption.overdue.list")
        ],
        "starts": _start_rows(report),
        "slow": _slow_rows(report),
        "issues": [
            _texts(row, "category", "description", "due", "responsible_unit")
            for row in _list(report, "issues.open.overdue.list")
        ],
    }
    return {
        name: {
            "rows": rows[: most if name != "figures" else None],
            "more": max(0, len(rows) - most) if name != "figures" else 0,
        }
        for name, rows in tables.items()
    }


def _list(report: Report, figure: str) -> tuple[Mapping[str, Any], ...]:
    value = report.figures[figure].value
    return value if isinstance(value, tuple) else ()


def _texts(row: Mapping[str, Any], *keys: str) -> dict[str, str]:
    return {"name": str(row.get("name") or "—"), **{key: str(row.get(key) or "—") for key in keys}}


def _entry_rows(report: Report) -> list[dict[str, str]]:
    from investtrack.metrics.entry import describe
    from investtrack.metrics.facts import AbsentError
    from investtrack.metrics.selections import planned_entries

    try:
        entries = report.facts.select(planned_entries).records
    except AbsentError:
        return []
    papers = _list(report, "entry.readiness") or ({},) * len(entries)
    rows = []
    for entry, state in zip(entries, papers, strict=True):
        row = describe(report.facts, entry)
        rows.append(
            {
                **_texts(row, "status", "planned", "responsible_unit"),
                "investment": _money(row["investment"]),
                "papers": f"{state['held']}/{state['required']}" if state else "—",
                "missing": "、".join(state.get("missing", ())) or "—",
            }
        )
    return rows


def _start_rows(report: Report) -> list[dict[str, str]]:
    if report.ledger.starts is None:
        return []
    return [
        {
            "name": start.name or "—",
            "investment": _money(start.total_investment),
            "industry": start.industry or "—",
            "planned": start.planned_on.label if start.planned_on else "—",
            "state": start.preliminaries.value if start.preliminaries else "—",
            "open": start.open_procedures or "—",
        }
        for start in report.facts.select(in_batch).records
    ]


def _slow_rows(report: Report) -> list[dict[str, str]]:
    display = report.profile.display
    rows = [
        {
            **_texts(row, "responsible_unit"),
            "plan": _money(row["year_plan"]),
            "actual": _money(row["actual"]),
            "state": f"落后{wording.points_text(row['lag'], display)}",
            "leaders": "、".join(row["leaders"]) or "—",
        }
        for row in _list(report, "progress.slow.list")
    ]
    rows += [
        {
            **_texts(row, "responsible_unit"),
            "plan": "—",
            "actual": "—",
            "state": f"停工{row['days']}天",
            "leaders": "、".join(row["leaders"]) or "—",
        }
        for row in _list(report, "progress.stopped.list")
    ]
    return rows
