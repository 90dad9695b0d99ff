"""What the ten projects with one slip more are told, in full, as written down in ``each_finding.txt``.

Each case is a slip that the ten projects have not, on either side of where it begins. INVESTTRACK_RENEW_FINDINGS=1 writes
the page anew: read the difference line by line, for each line is what a clerk is told.
"""

import os
from pathlib import Path

import pytest
from attrs import evolve
from otherwise import settings, whole_ledger
from slips import told
from ten_projects import ENTRIES, FIRMS, ISSUES, PROJECTS, SUPERVISIONS, T, on, sheet, wan, ytd

from investtrack import build_report
from investtrack.model.activity import Issue, IssueStatus, Supervision
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.ledger import StatedTotal
from investtrack.model.project import Project
from investtrack.model.prospect import ServiceFirm
from investtrack.model.source import Origin, SheetRef
from investtrack.model.target import AssignedBy, Basis, Target
from investtrack.values.amount import Amount
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate


PAGE = Path(__file__).with_name("each_finding.txt")
WHOLE = whole_ledger()
Q1 = Period.quarter(2022, 1)
FAI, CITY, COUNTY = "固定资产投资", AssignedBy.CITY, AssignedBy.COUNTY
TARGETS = sheet("目标任务", "indicator", "period", "assigned_by", "amount", "growth", "base", "actual", "actual_growth")  # fmt: skip


def row(attribute, at, **values):
    """Return the ten projects with one row changed."""
    rows = list(getattr(WHOLE, attribute))
    rows[at] = evolve(rows[at], **values)
    return evolve(WHOLE, **{attribute: tuple(rows)})


def more(attribute, *records):
    """Return the ten projects with more rows."""
    return evolve(WHOLE, **{attribute: (*getattr(WHOLE, attribute), *records)})


def target(**values):
    return Target(indicator=FAI, period=Q1, assigned_by=CITY, origin=TARGETS(30), **values)


def only(**values):
    """Return the ten projects with one row of 目标任务, and that the city's of investment."""
    return evolve(WHOLE, targets=(target(**values),))


def firm(code, industry="6510", place=20):
    return ServiceFirm(name=f"第{place}家", credit_code=code, industry_code=industry, origin=FIRMS(place))  # fmt: skip


def stated(*totals):
    """Return the ten projects with rows that state totals: label, rows, number of items, amounts."""
    return evolve(
        WHOLE,
        totals=tuple(
            StatedTotal(
                sheet="项目台账", label=label, scope=rows, count=count, origin=PROJECTS(20 + at),
                amounts=tuple((key, wan(number)) for key, number in amounts.items()),
            )
            for at, (label, rows, count, amounts) in enumerate(totals)
        ),
    )  # fmt: skip


def second_ledger(**values):
    """Return the ten projects with the bridge in another ledger too."""
    place = SheetRef("乙.xlsx", "项目台账", {"code": 0, "name": 1, **{key: at for at, key in enumerate(values, 2)}})  # fmt: skip
    return more("projects", Project(code="P01", name="河东大桥", is_in_library=True, entered_on=on("2020年6月"), origin=Origin(place, 2), **values))  # fmt: skip


SHORT_SHEET = SheetRef("丙.xlsx", "项目台账", {"code": 0, "name": 1, "total_investment": 2})
ALL, OLD = tuple(range(4, 14)), (4, 5, 6, 7)
# Totals of rows 4 to 13: 20000, 50000, 5000, 3000, 9000, 4000, 600, 30000, 12000, none: 133600.
CASES = {
    "编码月份": row("projects", 0, code="2113-520422-04-01-123456"),
    "编码位数": row("projects", 0, code="2105-52042-04-01-123456"),
    "竣工早于开工": row("projects", 0, started_on=on("2021-03-02"), finished_on=on("2021-03-01")),
    "竣工当天开工": row("projects", 0, started_on=on("2021-03-02"), finished_on=on("2021-03-02")),
    "未入库而有时间": row("projects", 6, entered_on=on("2022-03-20")),
    "未入库而以后入库": row("projects", 6, entered_on=on("2022-03-21")),
    "到年底计划不是全年": row("projects", 0, planned=ytd(m3="1500", m12="5999.9999")),
    "到年底计划是全年": row("projects", 0, planned=ytd(m3="1500", m12="6000")),
    "完成越来越少": row("projects", 0, actual=ytd(m2="700", m3="699.9999"), cumulative=wan("8699.9999")),
    "信用代码": more("services", firm("91350100M000100Y44"), firm("91350100M000100Y44", place=21)),
    "信用代码位数": more("services", firm("91350100M000100Y")),
    "行业写得太宽": more("services", firm(None, "7")),
    "行业认不出": more("services", firm(None, "甲乙丙")),
    "在库而填未入库": row("entries", 2, status=EntryStatus.COLLECTING),
    "已入库而台账未入库": more("entries", Entry(name="南山茶园", total_investment=wan("600"), planned_on=on("3-1"), entered_on=on("3-1"), status=EntryStatus.ENTERED, origin=ENTRIES(30))),
    "入库前有贡献": row("entries", 7, contribution=ytd(m2="0", m3="1200")),
    "入库前两月有贡献": row("entries", 7, planned_on=on("2022年4月"), contribution=ytd(m2="300", m3="1200")),
    "入库后没有手续": row("entries", 0, papers={}),
    "贡献超过总投资": row("entries", 3, contribution=ytd(m3="500.0001")),
    "贡献等于总投资": row("entries", 3, contribution=ytd(m3="500")),
    "总投资少四个零": row("entries", 3, total_investment=wan("0.05")),
    "前期完成而有未办": row("starts", 0, open_procedures="施工许可"),
    "未办先开工": row("starts", 2, started_on=on("3-20")),
    "复工而有原因": row("resumptions", 0, not_resumed_because="资金紧张"),
    "停工当天复工": row("resumptions", 0, resumed_on=on("3-1")),
    "未解决而有时间": more("issues", Issue(number="8", description="甲", raised_on=on("3-1"), due_on=on("4-1"), status=IssueStatus.OPEN, resolved_on=on("3-2"), origin=ISSUES(30))),
    "解决早于提出": more("issues", Issue(number="8", description="甲", raised_on=on("3-2"), status=IssueStatus.RESOLVED, resolved_on=on("3-1"), origin=ISSUES(30))),
    "提出当天解决": more("issues", Issue(number="8", description="甲", raised_on=on("3-2"), status=IssueStatus.RESOLVED, resolved_on=on("3-2"), origin=ISSUES(30))),
    "完成早于督导": more("supervisions", Supervision(held_on=on("3-2"), name="河东大桥", due_on=on("3-9"), done_on=on("3-1"), origin=SUPERVISIONS(30))),
    "督导当天完成": more("supervisions", Supervision(held_on=on("3-2"), name="河东大桥", due_on=on("3-9"), done_on=on("3-2"), origin=SUPERVISIONS(30))),
    "都没有说是否入库": evolve(WHOLE, projects=tuple(evolve(p, is_in_library=None, entered_on=None) for p in WHOLE.projects)),
    "台账写了问题而没有问题清单": evolve(WHOLE, issues=None, projects=tuple(evolve(p, problem="用地未批" if at in {1, 3} else "无") for at, p in enumerate(WHOLE.projects))),
    "竣工晚于截止": row("projects", 0, finished_on=on("2022-03-21")),
    "开工晚于截止": row("projects", 0, started_on=on("2022-03-21")),
    "都只报到上年": evolve(WHOLE, projects=tuple(evolve(p, actual=()) for p in WHOLE.projects)),
    "都没有说是否入库，一本没有这一列": evolve(
        WHOLE, projects=tuple(evolve(p, is_in_library=None, entered_on=None, origin=Origin(SHORT_SHEET, 2 + at) if at else p.origin) for at, p in enumerate(WHOLE.projects))
    ),
    "没有是否入库这一列": evolve(WHOLE, projects=tuple(evolve(p, is_in_library=None, entered_on=None, origin=Origin(SHORT_SHEET, 2 + at)) for at, p in enumerate(WHOLE.projects))),
    "整表答为入库": evolve(
        WHOLE, projects=tuple(evolve(p, is_in_library=True, entered_on=None, started_on=on(begun), origin=Origin(SHORT_SHEET, 2 + at)) for at, (p, begun) in enumerate(zip(WHOLE.projects[:2], ("2021-12-31", "2022-01-01"), strict=True)))
    ),
    "只有上年的数": evolve(WHOLE, projects=tuple(evolve(p, actual=((Month(2021, 11), wan(5)), *([(Month(2023, 2), wan(6))] if at else []))) for at, p in enumerate(WHOLE.projects))),
    "入库项目没有写时间": more("entries", Entry(code="P05", name="铝材加工厂", total_investment=wan(9000), status=EntryStatus.ENTERED, contribution=ytd(m2="1", m3="900"), origin=ENTRIES(30))),
    "已入库而先有贡献": more("entries", Entry(name="新厂", total_investment=wan(9000), planned_on=on("2022年3月"), entered_on=on("3-10"), status=EntryStatus.ENTERED, contribution=ytd(m2="1", m3="900"), origin=ENTRIES(30))),
    "下达等于总投资": row("funds", 0, allotted=wan(19500)),
    "下达超过总投资": row("funds", 0, allotted=wan("19500.0001")),
    "总投资为零而有下达": evolve(row("funds", 0, allotted=wan(1)), projects=(evolve(WHOLE.projects[0], total_investment=wan(0)),)),
    "到位等于下达": row("funds", 0, arrived=wan(1000)),
    "到位超过下达": row("funds", 0, arrived=wan("1000.0001")),
    "支付超过零到位": row("funds", 0, arrived=wan(0), paid=wan("0.0001")),
    "下达为负": row("funds", 0, allotted=wan(-1), arrived=wan(1)),
    "下达在截止当天": row("funds", 0, allotted_on=on("2022-03-20")),
    "下达晚于截止": row("funds", 0, allotted_on=on("2022-03-21")),
    "到位资金等于协议": row("promotions", 0, paid_in=wan(12000)),
    "到位资金超过协议": row("promotions", 0, paid_in=wan("12000.0001")),
    "到位资金超过两倍协议": row("promotions", 0, paid_in=wan("24000.0001")),
    "协议为零而有到位资金": row("promotions", 0, agreed=wan(0), paid_in=wan("0.0001")),
    "位次写不清": only(rank="前列"),
    # targets
    "增速正好三倍": only(growth=Rate.percent(300)),
    "增速超过三倍": only(growth=Rate.percent("300.1")),
    "增速低于零": only(growth=Rate.percent("-0.5")),
    "增速减一倍": only(actual_growth=Rate.percent(-100)),
    "增速超过减一倍": only(actual_growth=Rate.percent("-100.1")),
    "上年同期为零": only(amount=wan(10), base=wan(0)),
    "上年同期为一元": only(amount=wan(10), base=wan("0.0001")),
    "增速差二十分之一": only(amount=wan(10605), base=wan(10000), growth=Rate.percent(6), basis=Basis.NOMINAL),
    "增速差更多": only(amount=wan("10605.01"), base=wan(10000), growth=Rate.percent(6), basis=Basis.NOMINAL),
    "完成正好两倍": only(actual=wan(5120)),
    "完成多于两倍": only(actual=wan("5120.0001")),
    "完成少于一半": only(actual=wan("1279.9999")),
    "预计正好十倍": only(amount=wan(1030)),
    "预计超过十倍": only(amount=wan("1029.9999")),
    "预计不到十分之一": only(amount=wan("103000.0001")),
    "没有下达层级": evolve(WHOLE, targets=(evolve(target(amount=wan(10)), assigned_by=None),)),
    "县级低于市级": evolve(WHOLE, targets=(target(amount=wan(10)), evolve(target(amount=wan("9.9999")), assigned_by=COUNTY))),
    "县级等于市级": evolve(WHOLE, targets=(target(amount=wan(10)), evolve(target(amount=wan(10)), assigned_by=COUNTY))),
    "预计为零": evolve(only(amount=wan(10)), projects=(), entries=()),
    "没有市级而有全年": evolve(WHOLE, targets=(evolve(target(amount=wan(600_000)), period=Period.full_year(2022)),)),
    "台账比招商项目小一万倍": evolve(
        WHOLE, entries=None, starts=None, reserves=None, funds=None,
        projects=tuple(Project(code=p.code, name=p.name, total_investment=p.total_investment and Amount(p.total_investment.yuan / 10_000), origin=p.origin) for p in WHOLE.projects),
    ),
    # totals
    "合计相符": stated(("合计", ALL, 10, {"total_investment": 133_600})),
    "个数多": stated(("合计", ALL, 11, {"total_investment": 133_600})),
    "个数少": stated(("合计", ALL, 9, {"total_investment": 133_600})),
    "少一行": stated(("合计", ALL, 11, {"total_investment": 133_700})),
    "少两行三列": stated(("合计", ALL, 12, {"total_investment": 133_700, "year_plan": 40_000, "cumulative": 20_000})),
    "多一行": stated(("合计", ALL, None, {"total_investment": 153_600})),
    "漏一行": stated(("合计", ALL, None, {"total_investment": 113_600})),
    "差一万倍": stated(("合计", ALL, None, {"total_investment": 1_336_000_000})),
    "一行填成亿元": stated(("合计", ALL, None, {"total_investment": 133_600 + 600 * 9999})),
    "漏末两行": stated(("合计", OLD, None, {"total_investment": 70_000})),
    "漏头两行": stated(("合计", OLD, None, {"total_investment": 8_000})),
    "各月计划相符": stated(("合计", ALL, None, {"planned.2022-02": 2250, "planned.2022-03": 8800})),
    "本月计划不符": stated(("合计", ALL, None, {"planned.2022-02": 2250, "planned.2022-03": 8801})),
    "加了小计": stated(("合计", ALL, None, {"total_investment": 133_600 + 78_000}), ("小计", OLD, None, {"total_investment": 78_000})),
    "漏了小计": stated(("合计", ALL, None, {"total_investment": 55_600}), ("小计", OLD, None, {"total_investment": 78_000})),
    "加了两个小计": stated(("合计", ALL, 12, {"total_investment": 267_200}), ("甲小计", OLD, 4, {"total_investment": 78_000}), ("乙小计", ALL[4:], 6, {"total_investment": 55_600})),
    "说不清": stated(("合计", ALL, None, {"total_investment": 1234})),
    "三列都不符": stated(("合计", ALL, None, {"total_investment": 1234, "year_plan": 5678, "cumulative": 91, "planned.2022-03": 7})),
    # two ledgers
    "重名两行": evolve(stated(("合计", ALL, 9, {})), projects=tuple(evolve(p, name="老粮仓改造" if at in {3, 4} else None if at == 0 else p.name) for at, p in enumerate(WHOLE.projects))),
    "个数写零": stated(("合计", ALL, 0, {})),
    "两行同名同额": evolve(stated(("合计", (8, 9), None, {"total_investment": 9000})), projects=tuple(evolve(p, name="铝材加工厂", total_investment=wan(9000)) if at in {4, 5} else p for at, p in enumerate(WHOLE.projects))),
    "没有写个数而少三列": stated(("合计", ALL, 11, {"total_investment": 133_601, "year_plan": 40_000, "planned.2022-03": 8801})),
    "两本台账差一点": second_ledger(total_investment=wan("20000.5"), year_plan=wan(6000)),
    "两本台账差很多": second_ledger(total_investment=wan(21000), planned=ytd(m3="1400")),
    "两本台账差一万倍": second_ledger(total_investment=wan(2)),
}  # fmt: skip


def found(ledger):
    """Return what is found, as a clerk is told."""
    _, period, as_of, profile = settings()
    report = build_report(ledger, period=period, as_of=as_of, profile=profile)
    return list(map(told, report.findings))


def page():
    before = found(WHOLE)
    for heading, ledger in CASES.items():
        yield f"# {heading}"
        yield from (line for line in found(ledger) if line not in before)


@pytest.fixture(scope="module")
def written():
    """What is written down, case by case."""
    if os.environ.get("INVESTTRACK_RENEW_FINDINGS") == "1":
        PAGE.write_text("\n".join(page()) + "\n", encoding="utf-8")
    return PAGE.read_text(encoding="utf-8").rstrip("\n").split("\n")


def test_each_finding_says_what_is_written_down(written):
    assert list(page()) == written


def test_every_case_is_one_the_ten_projects_have_not():
    assert settings()[2] == T
    assert all(ledger != WHOLE for ledger in CASES.values())
