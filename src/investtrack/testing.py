"""Door three, for plugin tests: sample ledgers and reports, and the promises every plugin keeps.

A county plugin's first test is one line: ``check_exporter(MyExporter())``.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from attrs import evolve

from investtrack.errors import SourceError
from investtrack.model.activity import (
    Issue,
    IssueCategory,
    IssueStatus,
    Preliminaries,
    Resumption,
    Start,
    Supervision,
    SupervisionMode,
)
from investtrack.model.entry import Entry, EntryStatus, PaperState
from investtrack.model.ledger import Ledger, Region
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
from investtrack.model.source import Origin, SheetRef
from investtrack.model.target import AssignedBy, Basis, Target
from investtrack.plugin.interfaces import Exporter, Extract, Importer
from investtrack.report import Report, build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Period, month
from investtrack.values.rate import Rate


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
    return Ledger(
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
        sources=("样例台账.xlsx",),
    )  # fmt: skip


def bare_ledger() -> Ledger:
    """Return a ledger of one project and nothing else: nearly every figure is absent."""
    whole = sample_ledger()
    return Ledger(
        region=whole.region,
        period=whole.period,
        as_of=whole.as_of,
        projects=(whole.projects or ())[:1],
    )


def hostile_ledger() -> Ledger:
    """Return the sample with names such as nobody hopes to meet: formulas, markup, tags, controls."""
    whole = sample_ledger()
    names = ('=HYPERLINK("x","点我")', "<b>&{{ 7*7 }}{% raw %}")
    projects = tuple(
        evolve(p, name=name) for p, name in zip(whole.projects or (), names, strict=True)
    )
    return evolve(whole, projects=projects, region=evolve(whole.region, name="甲<县>&乙"))


def sample_report(ledger: Ledger | None = None, profile: Profile | None = None) -> Report:
    """Return the report of *ledger*, by default of :func:`sample_ledger`."""
    return build_report(ledger or sample_ledger(), profile=profile)


def check_exporter(exporter: Exporter) -> None:
    """Assert what every exporter promises, on a full, a bare and a hostile ledger.

    It has a name, a label and a suffix; writes something; leaves the stream open; writes the same
    bytes twice; and fails on none of the three.

    Raises:
        AssertionError: a promise is broken; the message says which.
    """
    assert exporter.name, "an exporter has a name"
    assert exporter.name.strip() == exporter.name, "an exporter's name has no outer spaces"
    assert exporter.label, "an exporter has a Chinese label"
    assert exporter.suffix.startswith("."), "an exporter's suffix begins with a dot"
    for ledger in (sample_ledger(), bare_ledger(), hostile_ledger()):
        written = [_export(exporter, ledger) for _ in range(2)]
        assert written[0], "an exporter writes something"
        assert written[0] == written[1], "the same report gives the same bytes"


def _export(exporter: Exporter, ledger: Ledger) -> bytes:
    stream = io.BytesIO()
    exporter.export(sample_report(ledger), stream)
    assert not stream.closed, "an exporter leaves the stream open"
    return stream.getvalue()


def check_importer(
    importer: Importer, sources: Iterable[Path], foreign: Iterable[Path] = ()
) -> None:
    """Assert what every importer promises on files of its own and on foreign ones.

    It identifies its own and no other; states the origin of every record; names file, code and what
    to do in every finding; and gives the same ledger twice. A file that cannot be used at all is a
    ``SourceError``, nothing else.

    Raises:
        AssertionError: a promise is broken; the message says which.
    """
    assert importer.name, "an importer has a name"
    assert importer.label, "an importer has a Chinese label"
    assert all(suffix.startswith(".") for suffix in importer.suffixes), "suffixes begin with a dot"
    for path in foreign:
        assert not importer.identify(path), f"{path} is not this importer's"
    for path in sources:
        assert importer.identify(path), f"{path} is this importer's"
        try:
            extracts = [importer.extract(path, Profile()) for _ in range(2)]
        except SourceError as error:
            if not error.reason:
                raise AssertionError("a SourceError says what is wrong") from error
            continue
        assert extracts[0] == extracts[1], "the same file gives the same ledger"
        _check_extract(extracts[0])


def _check_extract(extract: Extract) -> None:
    for sheet, record in extract.ledger.records():
        assert record.origin.sheet.sheet, f"a record of {sheet.name} states no sheet"
        assert record.origin.row > 0, f"a record of {sheet.name} states no row"
    for finding in extract.findings:
        assert finding.code, "a finding has a code"
        assert finding.message, "a finding says what is wrong"
        assert finding.place.file, f"{finding.code} names no file"
