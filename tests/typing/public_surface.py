"""What type checkers say of the public surface: read by mypy --strict and pyright, never run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, assert_type

from investtrack import (
    Amount,
    CellRef,
    Contribution,
    DateSpan,
    Extract,
    Figure,
    Finding,
    Grade,
    Kind,
    Ledger,
    Month,
    Period,
    Points,
    Profile,
    Project,
    ProjectStage,
    Rate,
    Report,
    Unit,
    build_report,
    figure_text,
    ledger_from_json,
    ledger_to_json,
    load_plugins,
    profile_from_toml,
    read,
)
from investtrack.plugin import (
    Check,
    Exporter,
    Importer,
    Plugins,
    collect,
    hookimpl,
    new_manager,
)
from investtrack.tables.table import Table


def reading(path: Path, data: bytes) -> None:
    """What may be read, and what comes of it."""
    assert_type(read("台账.xlsx"), Extract)
    assert_type(read(path), Extract)
    assert_type(read(data), Extract)
    assert_type(read([path, "b.xlsx", data]), Extract)
    with path.open("rb") as stream:
        assert_type(read(stream, profile="县.toml"), Extract)
    extract = read(path, profile=Profile())
    assert_type(extract.ledger, Ledger)
    assert_type(extract.findings, tuple[Finding, ...])
    assert_type(build_report(extract), Report)
    assert_type(build_report(extract.ledger, period=Period.quarter(2022, 1)), Report)


def answering(report: Report) -> None:
    """What a report answers."""
    assert_type(report.text("fai.excess"), str)
    assert_type(report.money("fai.excess"), Amount | None)
    assert_type(report.count("starts.count"), int | None)
    assert_type(report.rate("fai.excess_rate"), Rate | None)
    assert_type(report.points("fai.pace.gap"), Points | None)
    assert_type(report.days("x"), int | None)
    assert_type(report.series("x"), Mapping[str, Any] | None)
    assert_type(report.rows("x"), tuple[Mapping[str, Any], ...] | None)
    assert_type(report.to_json(), str)
    assert_type(report.table("projects"), Table)
    assert_type(report.to_rows(), list[dict[str, Any]])
    assert_type(report.figures, Mapping[str, Figure])
    assert_type(report.findings, tuple[Finding, ...])
    assert_type(report.as_of, date)
    figure = report.figure("fai.excess")
    assert_type(figure, Figure)
    assert_type(figure.kind, Kind)
    assert_type(figure_text(figure), str)
    assert_type(figure.contributions, Iterator[Contribution])
    for part in figure.contributions:
        assert_type(part.cells, tuple[CellRef, ...])
    for finding in report.findings:
        assert_type(finding.grade, Grade)
        assert_type(finding.place, CellRef)


def making() -> None:
    """Records made in code."""
    money = Amount.of("1.5", Unit.YI)
    assert_type(money + money, Amount)
    assert_type(-money, Amount)
    bridge = Project(
        name="河东大桥",
        stage=ProjectStage.NEW,
        total_investment=money,
        entered_on=DateSpan.day(date(2022, 1, 3)),
        planned=((Month(2022, 3), money),),
    )
    assert_type(bridge.total_investment, Amount | None)
    assert_type(bridge.stage, ProjectStage | None)
    assert_type(bridge.entered_on, DateSpan | None)
    ledger = Ledger(projects=(bridge,))
    assert_type(ledger.projects, tuple[Project, ...] | None)
    assert_type(ledger_to_json(ledger), str)
    assert_type(ledger_from_json("{}"), Ledger)
    assert_type(profile_from_toml(""), Profile)


def plugging() -> None:
    """What plugin authors hold."""
    plugins = load_plugins()
    assert_type(plugins, Plugins)
    assert_type(plugins.exporter("json"), Exporter)
    assert_type(plugins.importers, Mapping[str, Importer])
    assert_type(plugins.checks, Mapping[str, Check])
    assert_type(collect(new_manager()), Plugins)

    @hookimpl
    def investtrack_profiles() -> list[Profile]:
        return []

    assert_type(investtrack_profiles(), list[Profile])
