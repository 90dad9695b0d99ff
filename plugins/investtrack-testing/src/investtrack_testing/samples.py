"""Sample ledgers and reports: a full one, a bare one, and such as nobody hopes to meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import evolve

from investtrack.json_object import JsonObject
from investtrack.metrics.figure import Figure, Kind, Number, Value
from investtrack.model.activity import (
    Issue,
    IssueCategory,
    IssueStatus,
    MeasureItem,
    Preliminaries,
    Resumption,
    Start,
    Supervision,
    SupervisionMode,
    WorkMeasure,
)
from investtrack.model.columns import CellKind, columns
from investtrack.model.entry import Entry, EntryStatus, PaperState
from investtrack.model.fund import Fund, FundSource
from investtrack.model.ledger import SHEETS, Ledger, Region
from investtrack.model.profile import Profile
from investtrack.model.project import Project, ProjectLevel, ProjectStage
from investtrack.model.prospect import (
    FirmStatus,
    FundingChannel,
    Promotion,
    PromotionStage,
    Reserve,
    ServiceFirm,
    Transformation,
)
from investtrack.model.record import Record
from investtrack.model.source import Origin, SheetRef
from investtrack.model.target import AssignedBy, Basis, Target
from investtrack.report import Report, build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Period, month
from investtrack.values.rate import Points, Rate


def _wan(number: str) -> Amount:
    return Amount.of(number, Unit.WAN)


def _day(number: int, day: int) -> DateSpan:
    return DateSpan.day(date(2022, number, day))


def _origin(sheet: str, row: int, *keys: str) -> Origin:
    return Origin(
        SheetRef("样例台账.xlsx", sheet, {key: index for index, key in enumerate(keys)}), row
    )


def sample_ledger() -> Ledger:
    """Return a small ledger that has something in every sheet."""
    q1 = Period.quarter(2022, 1)
    m2, m3 = month(2022, 2), month(2022, 3)
    keys = ("code", "name", "total_investment", "planned.2022-03", "actual.2022-02", "leaders")
    bridge = Project(
        code="A1", name="河东大桥", total_investment=_wan("20000"), cumulative_before_year=_wan("8000"),
        year_plan=_wan("6000"), planned=((m2, _wan("500")), (m3, _wan("1500"))), actual=((m2, _wan("450")),),
        cumulative=_wan("8450"), is_in_library=True, entered_on=DateSpan.month(2020, 6), is_real_estate=False,
        leaders=("王一",), responsible_unit="交通局", level=ProjectLevel.PROVINCIAL, stage=ProjectStage.CONTINUING,
        unreportable=_wan("1000"), unreportable_reason="无发票", origin=_origin("项目台账", 2, *keys),
    )  # fmt: skip
    homes = Project(
        code="A2", name="青山花园", total_investment=_wan("50000"), cumulative_before_year=_wan("30000"),
        year_plan=_wan("12000"), planned=((m2, _wan("1000")), (m3, _wan("3000"))), actual=((m2, _wan("200")),),
        cumulative=_wan("30200"), is_in_library=True, entered_on=DateSpan.month(2019, 3), is_real_estate=True,
        responsible_unit="住建局", level=ProjectLevel.CITY, stage=ProjectStage.CONTINUING,
        stopped_since=_day(1, 10), origin=_origin("项目台账", 3, *keys),
    )  # fmt: skip
    plant = Entry(
        code="B1", name="铝材加工厂", total_investment=_wan("9000"), planned_on=DateSpan.month(2022, 3),
        status=EntryStatus.COLLECTING, contribution=((m3, _wan("800")),), leaders=("李二",),
        papers={"立项": PaperState.HELD, "施工合同": PaperState.LACKING}, responsible_unit="工信局",
        origin=_origin("入库计划", 2, "code", "name", "total_investment", "contribution.2022-03"),
    )  # fmt: skip
    return _with_cells(Ledger(
        region=Region(name="样例县", parent="样例市"),
        period=q1,
        as_of=date(2022, 3, 20),
        targets=(
            Target(indicator="地区生产总值", period=Period.full_year(2022), assigned_by=AssignedBy.CITY,
                   growth=Rate.percent(7), origin=_origin("目标任务", 2, "indicator", "growth")),
            Target(indicator="固定资产投资", period=Period.full_year(2022), assigned_by=AssignedBy.CITY,
                   amount=_wan("30000"), origin=_origin("目标任务", 3, "indicator", "amount")),
            Target(indicator="固定资产投资", period=q1, assigned_by=AssignedBy.CITY, amount=_wan("5000"),
                   base=_wan("4800"), basis=Basis.NOMINAL, origin=_origin("目标任务", 4, "indicator", "amount", "base")),
        ),
        projects=(bridge, homes),
        entries=(plant,),
        services=(
            ServiceFirm(name="云帆软件", industry_code="6510", status=FirmStatus.IN_LIBRARY, base=_wan("90"),
                        planned=((m3, _wan("100")),), origin=_origin("服务业企业", 2, "name", "planned.2022-03")),
        ),
        resumptions=(
            Resumption(code="A1", name="河东大桥", level=ProjectLevel.PROVINCIAL, stage=ProjectStage.CONTINUING,
                       planned_on=_day(2, 10), resumed_on=_day(2, 9), leaders=("王一",),
                       origin=_origin("复工复产", 2, "name", "planned_on", "resumed_on")),
            Resumption(code="A2", name="青山花园", level=ProjectLevel.CITY, stage=ProjectStage.CONTINUING,
                       planned_on=_day(2, 20), not_resumed_because="资金紧张",
                       origin=_origin("复工复产", 3, "name", "planned_on", "resumed_on")),
        ),
        starts=(
            Start(batch="2022年第一批", name="铝材加工厂", total_investment=_wan("9000"), planned_on=_day(3, 28),
                  preliminaries=Preliminaries.DONE, industry="工业", origin=_origin("集中开工", 2, "batch", "name")),
        ),
        issues=(
            Issue(number="1", code="A2", name="青山花园", category=IssueCategory.FUNDS, description="资金未到位",
                  raised_on=_day(1, 12), due_on=_day(2, 28), responsible_unit="住建局", status=IssueStatus.OPEN,
                  origin=_origin("问题清单", 2, "name", "due_on", "status")),
        ),
        reserves=(
            Reserve(name="城西污水厂", total_investment=_wan("7000"), transformation=Transformation.TOWNS,
                    channel=FundingChannel.SPECIAL_BONDS, funds_needed=_wan("5000"),
                    origin=_origin("储备项目", 2, "name", "total_investment")),
        ),
        promotions=(
            Promotion(name="茶旅小镇", agreed=_wan("12000"), paid_in=_wan("300"), stage=PromotionStage.SIGNED,
                      signed_on=_day(1, 18), origin=_origin("招商引资", 2, "name", "agreed")),
        ),
        supervisions=(
            Supervision(held_on=_day(2, 10), mode=SupervisionMode.WEEKLY_INSPECTION, name="河东大桥",
                        origin=_origin("督导记录", 2, "held_on", "mode")),
        ),
        funds=(
            Fund(name="河东大桥", source=FundSource.SPECIAL_BONDS, allotted_on=_day(1, 20), allotted=_wan("800"),
                 arrived=_wan("500"), paid=_wan("200"),
                 origin=_origin("项目资金", 2, "name", "source", "allotted_on", "allotted", "arrived", "paid")),
        ),
        measures=(
            WorkMeasure(item=MeasureItem.MOTTO, content="开门红", origin=_origin("工作措施", 2, "item", "content")),
            WorkMeasure(item=MeasureItem.SIGNATURE, content="样例县发展和改革局",
                    origin=_origin("工作措施", 3, "item", "content")),
        ),
        sources=("样例台账.xlsx",),
    ))  # fmt: skip


def filled_keys(record: object) -> Iterator[str]:
    """Yield the field key of every value *record* holds: ``name``, ``planned.2022-03``, ``papers.立项``."""
    kind: type = type(record)
    for column in columns(kind):
        value = getattr(record, column.key)
        if column.kind is CellKind.SERIES:
            yield from (f"{column.key}.{month}" for month, _ in value)
        elif isinstance(value, Mapping):
            yield from (f"{column.key}.{name}" for name, held in value.items() if held is not None)
        elif value is not None and value not in ((), ""):
            yield column.key


def _with_cells(ledger: Ledger) -> Ledger:
    """Give every value of every record a column: those named first, the rest after them."""
    changes: JsonObject = {}
    for sheet in SHEETS:
        records = getattr(ledger, sheet.attribute) or ()
        keys = [key for r in records for key in (*r.origin.sheet.columns, *filled_keys(r))]
        places = {key: index for index, key in enumerate(dict.fromkeys(keys))}
        changes[sheet.attribute] = tuple(
            evolve(r, origin=evolve(r.origin, sheet=evolve(r.origin.sheet, columns=places)))
            for r in records
        )
    return evolve(ledger, **changes)


def empty_ledger() -> Ledger:
    """Return a ledger that states whose it is, and no record."""
    whole = sample_ledger()
    return Ledger(region=whole.region, period=whole.period, as_of=whole.as_of)


def bare_ledger() -> Ledger:
    """Return a ledger of one project and nothing else: nearly every figure is absent."""
    return evolve(empty_ledger(), projects=(sample_ledger().projects or ())[:1])


def sparse_ledger() -> Ledger:
    """Return the sample with every field unknown that a record can be without: a project has its name, and no more."""
    whole = sample_ledger()
    sheets: JsonObject = {
        sheet.attribute: tuple(_least(sheet.record, record) for record in records)
        for sheet in SHEETS
        if (records := getattr(whole, sheet.attribute))
    }
    return evolve(whole, **sheets)


def _least(kind: type, record: Record) -> object:
    kept = {each.key: getattr(record, each.key) for each in columns(kind) if each.required}
    return kind(**kept, origin=record.origin)


_FORMULA, _MARKUP = '=HYPERLINK("x","点我")', "<b>&{{ 7*7 }}{% raw %}"
HOSTILE_NAMES: tuple[tuple[str, str], ...] = (
    (_FORMULA, _MARKUP),
    ("+1+2", "@SUM(1,2)"),
    ("-2+3", '=cmd|"/c calc"!A1'),
    ("${7*7}#{7*7}<%= 7*7 %>", "{0.__class__}%s%n$name"),
    ("甲\n乙\t丙", " 甲  乙\u3000"),
    ("铃\x07退\x1b[31m", "零\u200b宽\u202e倒"),
    ("长" * 40_000, "𠮷野家🏗️"),
)
"""Pairs of names for the sample's two projects: formulas, tags, breaks, controls, too long for a cell."""
HOSTILE_REGION = "甲<县>&乙"


def hostile_ledger(names: tuple[str, str] = (_FORMULA, _MARKUP)) -> Ledger:
    """Return the sample with project *names* such as nobody hopes to meet; see ``HOSTILE_NAMES``."""
    whole = sample_ledger()
    now = dict(zip([p.name for p in whole.projects or ()], names, strict=True))
    changes: JsonObject = {
        sheet.attribute: tuple(
            evolve(r, name=now[r.name]) if getattr(r, "name", None) in now else r
            for r in getattr(whole, sheet.attribute) or ()
        )
        for sheet in SHEETS
    }
    return evolve(whole, region=evolve(whole.region, name=HOSTILE_REGION), **changes)


def sample_report(ledger: Ledger | None = None, profile: Profile | None = None) -> Report:
    """Return the report of *ledger*, by default of :func:`sample_ledger`."""
    return build_report(ledger or sample_ledger(), profile=profile)


def probe_report(figures: Iterable[str], profile: Profile | None = None) -> Report:
    """Return the sample's report with each of *figures* given a value that nothing else has.

    What prints a figure of this report prints that value; what computes it anew, or writes a fixed
    word, does not.

    Raises:
        UnknownFigureError: an id is of no figure.
    """
    report = sample_report(profile=profile)
    changed = dict(report.figures)
    for number, figure_id in enumerate(figures):
        figure = report.figure(figure_id)
        value = _probe(figure, 7001 + 20 * number)
        changed[figure.id] = evolve(figure, value=value, reason="", missing=0)
    return evolve(report, figures=changed)


def _probe(figure: Figure, number: int) -> Value:
    if figure.kind is Kind.SERIES:
        old = figure.value if isinstance(figure.value, Mapping) else {}
        return {
            key: _odd(old.get(key, 0), number + index)
            for index, key in enumerate([*old] or ["甲", "乙"])
        }
    if figure.kind is Kind.LIST:
        rows = [row for row in figure.value or () if isinstance(row, Mapping)]  # type: ignore[union-attr]
        return tuple(
            {**row, "name": f"探针{number + index}号"} for index, row in enumerate(rows or [{}])
        )
    value: Number = _odd(_ZEROS.get(figure.kind, 0), number)
    return value


_ZEROS: dict[Kind, Number] = {
    Kind.MONEY: Amount.of(0, Unit.YUAN),
    Kind.RATE: Rate.percent(0),
    Kind.POINTS: Points.of(0),
}


def _odd(like: object, number: int) -> Any:  # noqa: ANN401 - a number, or a mapping of numbers
    """Return a value of the kind of *like* that reads as *number*: 7001个, 70.01亿元, 70.01％."""
    if isinstance(like, Mapping):
        return {key: _odd(item, number) for key, item in like.items()}
    if isinstance(like, Amount):
        return Amount.of(number * 100, Unit.WAN)
    if isinstance(like, Rate):
        return Rate.percent(f"{number // 100}.{number % 100:02}")
    if isinstance(like, Points):
        return Points.of(f"{number // 100}.{number % 100:02}")
    return number
