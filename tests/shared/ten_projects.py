"""Ten projects and what goes with them: made so that every rule has a record on either side of it.

Amounts are 万元. P is 2022Q1, t is 20 March 2022 (a Sunday), t₀ is 1 January 2022. The comment of a
record says why it is here; letters such as K4 are cells of its sheet.
"""

from datetime import date

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
from investtrack.model.entry import Entry, EntryKind, EntryStatus, PaperRule, PaperState
from investtrack.model.ledger import Ledger, Region
from investtrack.model.profile import EntryProfile, Profile
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
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import parse_date
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate


Q1 = Period.quarter(2022, 1)
T = date(2022, 3, 20)


def wan(number):
    return Amount.of(number, Unit.WAN)


def on(text):
    """Return the span of ``3-20``, ``2021-11-20``, ``2022年3月`` or ``一季度``."""
    span = parse_date(text, year=2022)
    assert span is not None, text
    return span


def ytd(**months):
    """Return the series of ``m2="500", m3="1500"``: 1—2月 and 1—3月 of 2022."""
    return tuple((Month(2022, int(key[1:])), wan(number)) for key, number in months.items())


def sheet(name, *keys):
    ref = SheetRef("十项目.xlsx", name, {key: index for index, key in enumerate(keys) if key})
    return lambda row: Origin(ref, row)


PROJECTS = sheet(
    "项目台账",
    "code", "name", "owner", "responsible_unit", "leaders", "team", "level", "stage", "industry",  # A–I
    "is_real_estate", "total_investment", "cumulative_before_year", "year_plan",  # J K L M
    "planned.2022-02", "planned.2022-03", "actual.2022-02", "actual.2022-03",  # N O P Q
    "cumulative", "unreportable", "unreportable_reason", "is_in_library", "entered_on",  # R S T U V
    "library_code", "started_on", "finished_on", "stopped_since", "progress", "remark",  # W X Y Z AA AB
)  # fmt: skip
ENTRIES = sheet(
    "入库计划",
    "code", "name", "total_investment", "planned_on", "status", "entered_on",  # A–F
    "contribution.2022-02", "contribution.2022-03",  # G H
    "papers.立项", "papers.施工许可", "papers.规划许可", "papers.施工合同", "papers.现场照片",  # I–M
    "returned_because", "responsible_unit", "leaders", "remark",  # N–Q
)  # fmt: skip
FIRMS = sheet(
    "服务业企业",
    "credit_code", "name", "industry_code", "status", "entered_on",  # A–E
    "planned.2022-03", "actual.2022-02", "actual.2022-03", "base", "remark",  # F–J
)  # fmt: skip
RESUMPTIONS = sheet(
    "复工复产",
    "code", "name", "level", "stage", "planned_on", "resumed_on", "not_resumed_because", "leaders",
    "responsible_unit", "remark",
)  # fmt: skip
STARTS = sheet(
    "集中开工",
    "batch", "code", "name", "total_investment", "year_plan", "industry", "planned_on", "started_on",
    "preliminaries", "open_procedures", "remark",
)  # fmt: skip
ISSUES = sheet(
    "问题清单",
    "number", "code", "category", "description", "raised_on", "stopped_since", "responsible_unit",
    "leaders", "due_on", "status", "resolved_on", "measures",
)  # fmt: skip
RESERVES = sheet(
    "储备项目", "name", "total_investment", "transformation", "channel", "funds_needed"
)
PROMOTIONS = sheet(
    "招商引资",
    "name", "investor", "signed_on", "agreed", "paid_in", "stage", "planned_on", "started_on",
)  # fmt: skip
SUPERVISIONS = sheet("督导记录", "held_on", "mode", "name", "finding", "unit", "due_on", "done_on")
TARGETS = sheet(
    "目标任务",
    "indicator", "period", "assigned_by", "amount", "unit", "growth", "base", "basis", "actual",
    "actual_growth", "remark",
)  # fmt: skip

YES, NO, NEEDLESS = PaperState.HELD, PaperState.LACKING, PaperState.NOT_NEEDED


def projects():
    return (
        # Two leaders in one cell. The stated cumulative 8450 goes before 8000 + 700. Stopped again
        # after it had resumed on 9 February.
        Project(
            code="P01", name="河东大桥", leaders=("王一", "李二"), level=ProjectLevel.PROVINCIAL,
            stage=ProjectStage.CONTINUING, is_real_estate=False, total_investment=wan("20000"),
            cumulative_before_year=wan("8000"), year_plan=wan("6000"), planned=ytd(m2="500", m3="1500"),
            actual=ytd(m2="450", m3="700"), cumulative=wan("8450"), unreportable=wan("1000"),
            unreportable_reason="设备采购无发票", is_in_library=True, entered_on=on("2020年6月"),
            stopped_since=on("2022-03-01"), origin=PROJECTS(4),
        ),
        # No stated cumulative: 30000 + 200. Unreportable 25000 is more than what remains.
        Project(
            code="P02", name="青山花园", level=ProjectLevel.CITY, stage=ProjectStage.CONTINUING,
            is_real_estate=True, total_investment=wan("50000"), cumulative_before_year=wan("30000"),
            year_plan=wan("12000"), planned=ytd(m2="1000", m3="3000"), actual=ytd(m2="200"),
            unreportable=wan("25000"), unreportable_reason="前期费用无发票", is_in_library=True,
            entered_on=on("2019年3月"), stopped_since=on("2022-01-10"), origin=PROJECTS(5),
        ),
        # In the library without a date: carried over. More completed than its total: remaining 0.
        Project(
            code="P03", name="城北水厂", leaders=("王一",), level=ProjectLevel.COUNTY,
            stage=ProjectStage.FINISHING, is_real_estate=False, total_investment=wan("5000"),
            year_plan=wan("800"), planned=ytd(m2="300", m3="800"), actual=ytd(m2="100"),
            cumulative=wan("5600"), unreportable=wan("300"), is_in_library=True, origin=PROJECTS(6),
        ),
        # Finished before t₀: not carried over. It has no plan: missing in what is expected.
        Project(
            code="P04", name="老粮仓改造", is_real_estate=False, total_investment=wan("3000"),
            is_in_library=True, entered_on=on("2018年5月"), finished_on=on("2021-12-20"), origin=PROJECTS(7),
        ),
        # Entered within P and stands in both sheets: only its entry's contribution is expected.
        # Behind the pace by exactly the band of 10 points: not slow.
        Project(
            code="P05", name="铝材加工厂", leaders=("李二",), stage=ProjectStage.NEW, is_real_estate=False,
            total_investment=wan("9000"), year_plan=wan("4000"), planned=ytd(m3="900"), actual=ytd(m3="600"),
            cumulative=wan("600"), is_in_library=True, entered_on=on("2022-02-25"), origin=PROJECTS(8),
        ),
        # Enters after t; its entry knows it by name only.
        Project(
            code="P06", name="西环路(一期)", is_real_estate=False, total_investment=wan("4000"),
            year_plan=wan("2000"), planned=ytd(m3="700"), actual=ytd(m3="30"), is_in_library=True,
            entered_on=on("2022-03-28"), origin=PROJECTS(9),
        ),
        # Not in the library: neither expected nor completed.
        Project(
            code="P07", name="南山茶园", leaders=("赵三",), is_real_estate=False, total_investment=wan("600"),
            year_plan=wan("500"), planned=ytd(m3="200"), actual=ytd(m3="50"), is_in_library=False,
            origin=PROJECTS(10),
        ),
        # Entered on the last day before t₀. No actual: its cumulative cannot be known. Its stop
        # (month precision) is before its resumption of 15 March.
        Project(
            code="P08", name="云岭商城", leaders=("李二", "赵三"), level=ProjectLevel.CITY,
            stage=ProjectStage.CONTINUING, is_real_estate=True, total_investment=wan("30000"),
            cumulative_before_year=wan("12000"), year_plan=wan("5000"), planned=ytd(m2="400", m3="1000"),
            unreportable=wan("500"), is_in_library=True, entered_on=on("2021-12-31"),
            stopped_since=on("2022年2月"), origin=PROJECTS(11),
        ),
        # 是否房地产 is empty: in neither part. Stops after t.
        Project(
            code="P09", name="光伏基地", leaders=("王一",), stage=ProjectStage.NEW, total_investment=wan("12000"),
            year_plan=wan("3000"), planned=ytd(m3="600"), actual=ytd(m2="900"), cumulative=wan("2000"),
            is_in_library=True, entered_on=on("2021-11-20"), stopped_since=on("2022-03-25"), origin=PROJECTS(12),
        ),
        # Total and 是否入库 empty, an entry date given; one leader written twice; finished after t₀.
        Project(
            code="P10", name="五金厂", leaders=("王一", "王一"), is_real_estate=False, planned=ytd(m2="50", m3="100"),
            actual=ytd(m2="60"), cumulative=wan("100"), entered_on=on("2021年5月"), finished_on=on("2022-02-15"),
            origin=PROJECTS(13),
        ),
    )  # fmt: skip


def entries():
    return (
        # Month-precision plan. Entered; same code as P05.
        Entry(
            code="P05", name="铝材加工厂", total_investment=wan("9000"), planned_on=on("2022年2月"),
            status=EntryStatus.ENTERED, entered_on=on("2022-02-25"), contribution=ytd(m3="850"),
            papers={"立项": YES, "施工许可": NO, "规划许可": YES, "施工合同": NO, "现场照片": YES},
            leaders=("李二",), origin=ENTRIES(3),
        ),
        # 已入库, but on a day after t: not entered at t, and its planned day is past. Name only.
        Entry(
            name="★西环 路（一期）", total_investment=wan("4000"), planned_on=on("2022-03-10"),
            status=EntryStatus.ENTERED, entered_on=on("2022-03-28"), contribution=ytd(m3="700"),
            papers={"立项": NO, "施工许可": None, "规划许可": None, "施工合同": None, "现场照片": None},
            origin=ENTRIES(4),
        ),
        # Its project was in the library before P: planned, but contributes nothing new. At the major
        # threshold exactly.
        Entry(
            name="城北水厂", total_investment=wan("5000"), planned_on=on("2022-01-20"),
            status=EntryStatus.ENTERED, contribution=ytd(m3="800"),
            papers={"立项": YES, "施工许可": NEEDLESS, "规划许可": None, "施工合同": YES, "现场照片": NO},
            leaders=("王一",), origin=ENTRIES(5),
        ),
        # At the entry threshold exactly: included.
        Entry(
            name="小水窖", total_investment=wan("500"), planned_on=on("2022-03-31"),
            status=EntryStatus.COLLECTING, contribution=ytd(m3="200"), papers={"立项": YES},
            leaders=("赵三",), origin=ENTRIES(6),
        ),
        # One yuan below it: in no entry figure, yet in fai.
        Entry(
            name="村道硬化", total_investment=wan("499.9999"), planned_on=on("2022-03-15"),
            status=EntryStatus.COLLECTING, contribution=ytd(m3="150"), leaders=("孙五",), origin=ENTRIES(7),
        ),
        # Planned before P and not entered: overdue, nothing else.
        Entry(
            name="冷链物流园", total_investment=wan("12000"), planned_on=on("2021年11月"),
            status=EntryStatus.CITY_REVIEW, contribution=ytd(m3="400"), origin=ENTRIES(8),
        ),
        # Planned for the quarter: past only after 31 March. Contribution empty.
        Entry(
            name="污水管网", total_investment=wan("8000"), planned_on=on("2022年一季度"),
            status=EntryStatus.PROVINCE_REVIEW,
            papers={"立项": YES, "施工许可": None, "规划许可": None, "施工合同": NO, "现场照片": None},
            origin=ENTRIES(9),
        ),
        # The largest.
        Entry(
            name="石墨化项目", total_investment=wan("66000"), planned_on=on("2022年3月"),
            status=EntryStatus.STARTED, contribution=ytd(m2="300", m3="1200"),
            papers={"立项": YES, "施工许可": NO, "规划许可": NO, "施工合同": YES, "现场照片": None},
            leaders=("王一", "孙五"), origin=ENTRIES(10),
        ),
        # Returned, and past.
        Entry(
            name="文旅小镇", total_investment=wan("7000"), planned_on=on("2022-02-28"),
            status=EntryStatus.RETURNED, contribution=ytd(m3="100"), leaders=("李二",), origin=ENTRIES(11),
        ),
        # No date at all: undecided.
        Entry(
            name="无日期项目", total_investment=wan("3000"), status=EntryStatus.PREPARING,
            contribution=ytd(m3="90"), origin=ENTRIES(12),
        ),
        # No total: in fai, undecided in entry figures.
        Entry(
            name="无总投资项目", planned_on=on("2022年3月"), status=EntryStatus.COLLECTING,
            contribution=ytd(m3="60"), origin=ENTRIES(13),
        ),
        # Planned for May, entered early: new in P, not planned in P.
        Entry(
            name="早入库项目", total_investment=wan("2000"), planned_on=on("2022年5月"),
            status=EntryStatus.ENTERED, entered_on=on("2022-03-05"), contribution=ytd(m3="40"), origin=ENTRIES(14),
        ),
    )  # fmt: skip


def services():
    return (
        ServiceFirm(
            name="云帆软件", industry_code="6510", status=FirmStatus.IN_LIBRARY, base=wan("1000"),
            planned=ytd(m3="1200.5"), actual=ytd(m2="700", m3="1100"), origin=FIRMS(2),
        ),
        ServiceFirm(  # code with its section letter; actual to February only
            name="恒信商务", industry_code="L7241", status=FirmStatus.IN_LIBRARY, base=wan("900"),
            planned=ytd(m3="800"), actual=ytd(m2="500"), origin=FIRMS(3),
        ),
        ServiceFirm(  # no base: not comparable
            name="乐游文化", industry_code="9011", status=FirmStatus.NEW, planned=ytd(m3="300"),
            actual=ytd(m3="250"), origin=FIRMS(4),
        ),
        ServiceFirm(  # retail: not of the set
            name="家电零售", industry_code="5211", status=FirmStatus.IN_LIBRARY, base=wan("1"),
            planned=ytd(m3="9999"), actual=ytd(m3="9999"), origin=FIRMS(5),
        ),
        ServiceFirm(  # no code: undecided
            name="无代码企业", status=FirmStatus.IN_LIBRARY, base=wan("1"), planned=ytd(m3="77"), origin=FIRMS(6),
        ),
        ServiceFirm(  # no plan
            name="新检测站", industry_code="7452", status=FirmStatus.NEW, base=wan("50"), origin=FIRMS(7),
        ),
    )  # fmt: skip


def resumptions():
    level, stage = ProjectLevel, ProjectStage
    return (
        Resumption(
            code="P01", name="河东大桥", level=level.PROVINCIAL, stage=stage.CONTINUING, planned_on=on("2-10"),
            resumed_on=on("2-9"), leaders=("王一",), origin=RESUMPTIONS(2),
        ),
        Resumption(
            code="P02", name="青山花园", level=level.CITY, stage=stage.CONTINUING, planned_on=on("2-20"),
            not_resumed_because="资金紧张", origin=RESUMPTIONS(3),
        ),
        Resumption(  # due by the end of February
            code="P03", name="城北水厂", level=level.COUNTY, stage=stage.FINISHING, planned_on=on("2022年2月"),
            resumed_on=on("2-10"), leaders=("王一",), origin=RESUMPTIONS(4),
        ),
        Resumption(  # due by the end of March only, and resumed before
            code="P08", name="云岭商城", level=level.CITY, stage=stage.NEW, planned_on=on("2022年3月"),
            resumed_on=on("3-15"), leaders=("李二",), origin=RESUMPTIONS(5),
        ),
        Resumption(  # due on t itself; resumed after t
            code="P09", name="光伏基地", stage=stage.NEW, planned_on=on("3-20"), resumed_on=on("3-25"),
            leaders=("王一",), origin=RESUMPTIONS(6),
        ),
        Resumption(  # no planned date
            code="P10", name="五金厂", level=level.COUNTY, resumed_on=on("2-10"), origin=RESUMPTIONS(7),
        ),
    )  # fmt: skip


def starts():
    return (
        Start(
            batch="2022年第一批", name="石墨化项目", total_investment=wan("66000"), industry="工业",
            planned_on=on("3-28"), preliminaries=Preliminaries.DONE, origin=STARTS(2),
        ),
        Start(
            batch="2022年第一批", name="城南小学", total_investment=wan("3500"), industry="民生",
            planned_on=on("3-28"), started_on=on("3-18"), preliminaries=Preliminaries.DONE, origin=STARTS(3),
        ),
        Start(  # no total; started after t
            batch="2022年第一批", name="环湖路", industry="基础设施", planned_on=on("3-28"),
            started_on=on("3-25"), preliminaries=Preliminaries.UNDER_WAY, origin=STARTS(4),
        ),
        Start(
            batch="2021年第四批", name="旧项目", total_investment=wan("8000"), industry="工业",
            planned_on=on("2021-12-10"), started_on=on("2021-12-10"), preliminaries=Preliminaries.DONE,
            origin=STARTS(5),
        ),
        Start(  # a later batch, but not of P
            batch="2022年第二批", name="下批项目", total_investment=wan("10000"), industry="工业",
            planned_on=on("5-10"), preliminaries=Preliminaries.NOT_BEGUN, origin=STARTS(6),
        ),
        Start(name="无批次项目", total_investment=wan("1"), planned_on=on("3-28"), origin=STARTS(7)),
    )  # fmt: skip


def issues():
    category, status = IssueCategory, IssueStatus
    return (
        Issue(
            number="1", code="P02", category=category.FUNDS, description="资金未到位", raised_on=on("1-12"),
            due_on=on("2-28"), responsible_unit="住建局", status=status.OPEN, origin=ISSUES(2),
        ),
        Issue(  # due on t itself: not past
            number="2", code="P09", category=category.LAND, description="用地未批", raised_on=on("2-1"),
            due_on=on("3-20"), responsible_unit="自然资源局", status=status.UNDER_WAY, origin=ISSUES(3),
        ),
        Issue(  # resolved after t: open at t, and past its limit
            number="3", code="P01", category=category.PROCEDURES, description="许可未办", raised_on=on("1-5"),
            due_on=on("3-1"), responsible_unit="住建局", status=status.RESOLVED, resolved_on=on("3-25"),
            origin=ISSUES(4),
        ),
        Issue(
            number="4", code="P03", category=category.LABOUR, description="用工不足", raised_on=on("2-2"),
            responsible_unit="人社局", status=status.RESOLVED, resolved_on=on("3-1"), origin=ISSUES(5),
        ),
        Issue(  # raised after t
            number="5", category=category.FUNDS, description="以后的问题", raised_on=on("3-22"),
            due_on=on("3-30"), responsible_unit="住建局", status=status.OPEN, origin=ISSUES(6),
        ),
        Issue(number="6", description="什么都没填的问题", origin=ISSUES(7)),
        Issue(
            number="7", category=category.OTHER, description="已解决未填日期", raised_on=on("1-5"),
            responsible_unit="水务局", status=status.RESOLVED, origin=ISSUES(8),
        ),
    )  # fmt: skip


def reserves():
    kind, channel = Transformation, FundingChannel
    return (
        Reserve(
            name="城西污水厂", total_investment=wan("7000"), transformation=kind.TOWNS,
            channel=channel.SPECIAL_BONDS, funds_needed=wan("5000"), origin=RESERVES(2),
        ),
        Reserve(
            name="电池材料园", total_investment=wan("3000.5"), transformation=kind.INDUSTRY,
            channel=channel.BANK, funds_needed=wan("2000"), origin=RESERVES(3),
        ),
        Reserve(name="高标准农田", transformation=kind.FARMING, origin=RESERVES(4)),
        Reserve(  # stated zero is not missing
            name="老旧小区", total_investment=wan("1000"), transformation=kind.TOWNS, channel=channel.OTHER,
            funds_needed=wan("0"), origin=RESERVES(5),
        ),
    )  # fmt: skip


def promotions():
    stage = PromotionStage
    return (
        Promotion(
            name="茶旅小镇", signed_on=on("1-18"), agreed=wan("12000"), paid_in=wan("300"), stage=stage.SIGNED,
            origin=PROMOTIONS(2),
        ),
        Promotion(
            name="电子厂", signed_on=on("2021-10-1"), agreed=wan("8000"), paid_in=wan("1500.5"),
            stage=stage.STARTED, started_on=on("3-1"), origin=PROMOTIONS(3),
        ),
        Promotion(  # signed after t
            name="纺织园", signed_on=on("3-30"), agreed=wan("4000"), stage=stage.STARTED, origin=PROMOTIONS(4),
        ),
        Promotion(name="物流港", agreed=wan("50000"), stage=stage.TALKS, origin=PROMOTIONS(5)),
        Promotion(name="医药园", stage=stage.PREPARING, origin=PROMOTIONS(6)),
        Promotion(  # 投产, but begun after t: signed, not started
            name="饮料厂", signed_on=on("2020年5月"), agreed=wan("2000"), paid_in=wan("2000"),
            stage=stage.PRODUCING, started_on=on("3-25"), origin=PROMOTIONS(7),
        ),
        Promotion(name="无状态项目", agreed=wan("1"), origin=PROMOTIONS(8)),
    )  # fmt: skip


def supervisions():
    mode = SupervisionMode
    week, ten, month = mode.WEEKLY_INSPECTION, mode.TEN_DAY_DISPATCH, mode.MONTHLY_ANALYSIS
    return (
        Supervision(held_on=on("1-3"), mode=week, origin=SUPERVISIONS(2)),  # first day of week 1
        Supervision(held_on=on("1-9"), mode=week, origin=SUPERVISIONS(3)),  # same week: once
        Supervision(held_on=on("3-20"), mode=week, origin=SUPERVISIONS(4)),  # last day of week 11
        Supervision(held_on=on("1-1"), mode=week, origin=SUPERVISIONS(5)),  # before P's first Monday
        Supervision(held_on=on("2-28"), mode=ten, origin=SUPERVISIONS(6)),  # last day of a short ten
        Supervision(held_on=on("3-31"), mode=ten, origin=SUPERVISIONS(7)),  # its window ends after t
        Supervision(held_on=on("1-31"), mode=month, origin=SUPERVISIONS(8)),
        Supervision(  # no cadence demands it; its rectification is late
            held_on=on("3-1"), mode=mode.DAILY_BULLETIN, name="青山花园", finding="未复工", due_on=on("3-10"),
            origin=SUPERVISIONS(9),
        ),
        Supervision(  # no mode; rectified after t
            held_on=on("2-20"), name="河东大桥", due_on=on("3-1"), done_on=on("3-25"), origin=SUPERVISIONS(10),
        ),
        Supervision(  # week of 14 February; its rectification is due on t: not late
            held_on=on("2-16"), mode=week, name="云岭商城", due_on=on("3-20"), origin=SUPERVISIONS(11),
        ),
    )  # fmt: skip


def targets():
    year, city, county = Period.full_year(2022), AssignedBy.CITY, AssignedBy.COUNTY
    return (
        Target(indicator="地区生产总值", period=year, assigned_by=city, growth=Rate.percent("7"), origin=TARGETS(2)),
        Target(indicator="地区生产总值", period=year, assigned_by=county, growth=Rate.percent("7.5"), origin=TARGETS(3)),
        Target(
            indicator="地区生产总值", period=Q1, assigned_by=city, amount=wan("120000"), growth=Rate.percent("6.5"),
            base=wan("115000"), basis=Basis.CONSTANT, actual=wan("121000.5"), actual_growth=Rate.percent("6.8"),
            origin=TARGETS(4),
        ),
        Target(indicator="固定资产投资", period=year, assigned_by=city, amount=wan("40000"), origin=TARGETS(5)),
        Target(
            indicator="固定资产投资", period=Q1, assigned_by=city, amount=wan("10000"), base=wan("9000"),
            basis=Basis.NOMINAL, origin=TARGETS(6),
        ),
        Target(indicator="固定资产投资", period=Q1, assigned_by=AssignedBy.PROVINCE, amount=wan("11000"), origin=TARGETS(7)),
        Target(  # a sub-item
            indicator="民间固定资产投资", period=Q1, assigned_by=county, amount=wan("5000"), growth=Rate.percent("50"),
            origin=TARGETS(8),
        ),
        Target(indicator="固定资产投资", period=Q1, assigned_by=county, amount=wan("10800"), origin=TARGETS(9)),
        Target(indicator="固定资产投资", period=year, assigned_by=county, amount=wan("44000"), origin=TARGETS(10)),
    )  # fmt: skip


PROFILE = Profile(
    entry=EntryProfile(
        rules=(
            PaperRule(
                kinds=(EntryKind.CONSTRUCTION,), minimum=wan("5000"), all_of=("立项", "施工许可"),
                any_of=(("施工合同", "现场照片"),), substitutes={"施工许可": ("规划许可",)},
            ),
            PaperRule(all_of=("立项",)),
        )
    )
)  # fmt: skip


def ten_projects():
    return Ledger(
        region=Region(name="云溪县", parent="安远市"), period=Q1, as_of=T,
        targets=targets(), projects=projects(), entries=entries(), services=services(),
        resumptions=resumptions(), starts=starts(), issues=issues(), reserves=reserves(),
        promotions=promotions(), supervisions=supervisions(),
    )  # fmt: skip
