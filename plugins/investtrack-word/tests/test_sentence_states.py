"""Every sentence of every template in its states: none, one, many; good, bad; before, after; zero, unknown.

A branch of a template (an arm of an ``if``) that no state here reaches fails: whoever adds a sentence adds the state that
shows it. Whatever the state, a paragraph is grammatical Chinese: no stop after a stop, no empty bracket, no signed fall.
"""

import re
from datetime import date
from fractions import Fraction
from functools import cache

import pytest
from attrs import evolve
from shared_names import Shared, SharedNames, SharedRecording, names_in
from taken_branches import Recording, branches

from investtrack.cli.demo import example_path
from investtrack.findings import make
from investtrack.metrics import LedgerView
from investtrack.metrics.figure import Kind
from investtrack.model.activity import MeasureItem, WorkMeasure
from investtrack.model.entry import EntryStatus
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Profile
from investtrack.model.source import CellRef
from investtrack.plugin import load_plugins
from investtrack.report import Ranking, build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period, parse_period
from investtrack.values.rate import Points, Rate
from investtrack_testing import bare_ledger, sample_ledger
from investtrack_word.report.kinds import ReportKind
from investtrack_word.template import source


PERIODS = {
    ReportKind.FIRST_QUARTER: ("2022年一季度", date(2022, 3, 20)),
    ReportKind.MONTH: ("2022年4月", date(2022, 4, 30)),
    ReportKind.HALF_YEAR: ("2022年上半年", date(2022, 6, 30)),
    ReportKind.NINE_MONTHS: ("2022年前三季度", date(2022, 9, 30)),
    ReportKind.YEAR: ("2022年", date(2022, 12, 31)),
}
BODY = "word/document.xml"
VALUES = {
    Kind.COUNT: (None, 0, 1, 7),
    Kind.DAYS: (None, 1, 70),
    Kind.MONEY: (None, *(Amount.of(number, Unit.YI) for number in (0, 3, -3))),
    Kind.RATE: (None, *(Rate(Fraction(number, 100)) for number in (0, 100, -20))),
    Kind.POINTS: (None, *(Points.of(number) for number in (0, 5, -5))),
    Kind.SERIES: (None,),
    Kind.LIST: (None,),
}


@cache
def template(kind):
    return source.packaged(kind).trees[BODY]


def paragraphs_of(xml):
    body = xml.partition("<w:tbl>")[0]
    return [
        re.sub("<[^>]+>", "", part) for part in re.findall(r"<w:p[ >].*?</w:p>", body, re.DOTALL)
    ]


@cache
def example():
    return load_plugins(("importers",)).importers["excel"].extract(example_path(), Profile()).ledger


def report_of(kind, ledger, profile=None):
    period, day = PERIODS[kind]
    return build_report(ledger, profile=profile, period=parse_period(period), as_of=day)


def ended(kind):
    """The example's ledger with investment reported to the period's last month, and targets for the period."""
    period = parse_period(PERIODS[kind][0])
    end = Month(2022, period.last)
    projects = tuple(
        evolve(project, actual=(*project.actual, (end, project.actual[-1][1])))
        if project.actual and project.actual[-1][0] < end
        else project
        for project in example().projects
    )
    quarter = Period.quarter(2022, 1)
    targets = tuple(
        evolve(target, period=period.to_date) if target.period == quarter else target
        for target in example().targets
    )
    return evolve(example(), projects=projects, targets=targets)


def rows_of(number):
    return tuple(
        {
            "name": f"项目{n}", "leaders": (), "responsible_unit": None, "days": 9, "lag": Points.of(12), "year_plan": None,
            "actual": None, "planned": None, "reason": None, "investment": None, "kind": "整改逾期", "category": None,
            "description": None, "due": None, "missing": (), "held": 0, "required": 0, "status": None,
        }
        for n in range(number)
    )  # fmt: skip


def with_value(report, figure_id, value):
    """Return *report* with one figure of another value; a list has as many rows as its count says."""
    changed = {figure_id: value}
    if figure_id.endswith(".count") and (listed := f"{figure_id[:-5]}list") in report.figures:
        changed[listed] = None if value is None else rows_of(value)
    figures = {
        key: evolve(
            report.figures[key],
            value=new,
            printed=None,
            missing=0,
            reason="没有" if new is None else "",
        )
        for key, new in changed.items()
    }
    return evolve(report, figures={**report.figures, **figures})


PROBLEMS = (
    "fai.pace.gap", "fai.period.expected", "remaining.coverage", "entry.overdue.count", "entry.concentration.share",
    "progress.slow.count", "progress.stopped.count", "issues.open.count", "issues.open.overdue.count", "funds.idle.count",
    "leaders.unassigned.count", "resumption.unassigned.count",
)  # fmt: skip


def only(report, kept):
    """Return *report* with one problem left, or none: what comes sixth on the list is told where the graver are gone."""
    for figure_id in PROBLEMS:
        if figure_id != kept:
            kind = report.figures[figure_id].kind
            report = with_value(report, figure_id, 0 if kind is Kind.COUNT else None)
    return report


def with_values(report, values):
    for figure_id, value in values.items():
        report = with_value(report, figure_id, value)
    return report


def merged(report):
    """Return *report* as that of several regions together: figures, and no records of its own behind them."""
    ledger = Ledger(region=report.ledger.region, period=report.period, as_of=report.as_of)
    facts = LedgerView(ledger, report.profile, report.period, report.as_of)
    figures = {key: evolve(figure, sections=()) for key, figure in report.figures.items()}
    return evolve(report, ledger=ledger, facts=facts, figures=figures)


def entering(kind, change=lambda entries: entries):
    """The example's ledger with its entries planned for the period's last month, and what *change* makes of them."""
    period = parse_period(PERIODS[kind][0])
    planned = DateSpan.month(2022, period.last)
    entries = [evolve(entry, planned_on=planned) for entry in example().entries]
    return evolve(example(), entries=tuple(change(entries)))


def past_in(kind):
    """The first day of the period's last month."""
    return DateSpan.day(date(2022, parse_period(PERIODS[kind][0]).last, 1))


def top_first(entries, **changes):
    """Return *entries* with the largest, nearly all of the money, changed."""
    ordered = sorted(entries, key=lambda e: e.total_investment.yuan, reverse=True)
    top = evolve(ordered[0], total_investment=Amount.of(40, Unit.YI), **changes)
    return [top, *(evolve(e, status=EntryStatus.COLLECTING, entered_on=None) for e in ordered[1:])]


def yi(number):
    return Amount.of(number, Unit.YI)


HALF = Rate(Fraction(1, 2))
THIN = {"remaining.coverage": HALF, "remaining.reportable": yi(3), "remaining.investment": yi(4), "remaining.unreportable": yi(1)}  # fmt: skip
IN_STEP = (
    {"gdp.period.actual": yi(3), "gdp.period.growth": HALF, "rank.gdp": 3, "gdp.year.growth_target": HALF},
    {"gdp.period.actual": None, "gdp.period.target": yi(3), "gdp.period.growth": HALF, "rank.gdp": 3},
    {"fai.period.planned": yi(3), "fai.plan.ytd": None},
    {"fai.period.planned": None, "all_projects.investment": None},
    {"fai.period.planned": None, "year_plan.rate": None},
    {"fai.period.planned": None, "year_plan.pace_gap": None},
    {"fai.period.planned": None, "year_plan.completed": None},
    {"fai.period.planned": None, "year_plan.pace_gap": Points.of(5), "fai.pace.gap": Points.of(5)},
    {"remaining.unreportable": None, "remaining.reportable": None},
    {"remaining.unreportable": None},
    {"resumption.planned.count": 7, "resumption.resumed.count": 7, "resumption.overdue.count": 0},
    {"plan_starts.count": 7, "plan_starts.started.count": 7, "completions.count": 7, "completions.done.count": 7},
    {"entry.planned.count": 7, "entry.entered.count": 1, "entry.collecting.count": 2, "entry.submitted.count": 1,
     "entry.returned.count": 1, "entry.other.count": 2},
    {"entry.planned.count": 7, "entry.collecting.count": 7, "entry.overdue.count": 0},
    THIN,
    {**THIN, "carryover.real_estate.count": 0, "remaining.real_estate": yi(0)},
    {**THIN, "remaining.unreportable.by_reason": None},
    {**THIN, "remaining.unreportable": yi(0)},
    {**THIN, "remaining.unreportable": None},
    {**THIN, "remaining.investment": None},
    {"services.reported": None, "services.planned": yi(3), "services.growth": HALF, "services.in_library": yi(2),
     "services.new_entry": yi(1)},
    {"leaders.unassigned.count": 0, "resumption.unassigned.count": 2},
    {"funds.allotted": yi(3), "funds.idle.count": 7},
    {"issues.open.count": 5, "issues.open.overdue.count": 3},
    {"issues.open.count": 5, "entry.returned.count": 2, "resumption.overdue.count": 2, "resumption.planned.count": 7},
    {"progress.slow.count": 0, "progress.stopped.count": 1},
    {"progress.slow.count": 0, "progress.stopped.count": 2},
    {"progress.slow.count": 0, "progress.stopped.count": 5},
    *({"fai.period.assigned": yi(3), "fai.in_library.expected": yi(2), "fai.new_entry.expected": yi(1),
       "fai.excess": yi(number)} for number in (1, -1, 0)),
    {"fai.year.target": None, "remaining.reportable": None, "carryover.next.finishing.count": None},
    {"fai.period.excess": yi(1)}, {"fai.period.excess": yi(-1)}, {"fai.period.excess": yi(0)},
)  # fmt: skip
"""Figures that are of a state together, which no ledger here is in."""


def states_in_step(kind):
    """Yield (what it is, report, None): what several figures, or records that no ledger here has, bring about together."""
    rich, over = report_of(kind, example()), report_of(kind, ended(kind))
    bases = (
        ("示例", rich), ("期末", over), ("汇总", merged(rich)), ("期末汇总", merged(over)),
        ("汇总，没有别的问题", only(merged(rich), "")),
    )  # fmt: skip
    for values in IN_STEP:
        said = "、".join(f"{key}={value}" for key, value in values.items())
        for name, base in bases:
            yield f"{name}，{said}", with_values(base, values), None
    if kind is ReportKind.YEAR:
        half = report_of(ReportKind.HALF_YEAR, example())
        yield "全年的模板用于上半年", half, None
        yield "全年的模板用于上半年，都有完成数", with_value(half, "year_plan.rate", HALF), None
    late = build_report(example(), period=parse_period(PERIODS[kind][0]), as_of=date(2022, 12, 31))
    yield "数据旧了", late, None
    quiet = {"resumption.unassigned.count": 0, "supervision.done": 0}
    for item in (None, MeasureItem.PREVENTION, MeasureItem.PLAN):
        measures = (WorkMeasure(item=item, content="甲"),) if item else None
        report = report_of(kind, evolve(example(), measures=measures))
        yield f"只有{item}，没有督导", with_values(report, quiet), None
        yield f"只有{item}，有没有包保的", with_values(report, {**quiet, "resumption.unassigned.count": 2}), None  # fmt: skip
    for state, changes in (
        ("最大的没有入库", {"status": EntryStatus.COLLECTING, "entered_on": None}),
        (
            "最大的过期没有入库",
            {"status": EntryStatus.COLLECTING, "entered_on": None, "planned_on": past_in(kind)},
        ),
        ("最大的已入库", {"status": EntryStatus.ENTERED, "entered_on": DateSpan.day(date(2022, 2, 20))}),
    ):  # fmt: skip
        for count in (1, 2, 4, 15):
            ledger = entering(kind, lambda e, c=changes, n=count: top_first(e, **c)[:n])
            report = report_of(kind, ledger)
            yield f"入库{count}个，{state}", report, None
            yield (
                f"入库{count}个，{state}，没有别的问题",
                only(report, "entry.concentration.share"),
                None,
            )
            yield (
                f"入库{count}个，{state}，没有逾期",
                with_value(report, "entry.overdue.count", 0),
                None,
            )
    for each, count in ((yi(1), 15), (yi(1), 2), (Amount.of(2000, Unit.WAN), 15)):
        sized = report_of(
            kind,
            entering(kind, lambda es, a=each, n=count: [evolve(e, total_investment=a) for e in es][:n]),
        )  # fmt: skip
        yield f"入库{count}个，都是{each}", sized, None
        yield (
            f"入库{count}个，都是{each}，有逾期",
            with_value(sized, "entry.overdue.count", 3),
            None,
        )
    small = Amount.of(2000, Unit.WAN)
    one_large = entering(kind, lambda es: [evolve(e, total_investment=small if n else yi(1)) for n, e in enumerate(es)][:3])  # fmt: skip
    yield "入库3个，大的1个", report_of(kind, one_large), None
    one_row = evolve(Profile(), display=evolve(Profile().display, annex_rows=1))
    yield "入库只列一行", report_of(kind, entering(kind), one_row), None
    unpriced = tuple(evolve(entry, total_investment=None) for entry in example().entries)
    for month in range(1, 13):
        planned = DateSpan.month(2022, month)
        for entries in (example().entries, unpriced):
            moved = tuple(evolve(entry, planned_on=planned, entered_on=None) for entry in entries)
            yield f"都在{month}月入库", report_of(kind, evolve(example(), entries=moved)), None
    yield from states_of_batches_and_next_year(kind)
    ahead = tuple(
        evolve(each, due_on=DateSpan.day(date(2023, 1, 1)), done_on=None)
        for each in example().supervisions
    )
    yield "整改都没有到期", report_of(kind, evolve(example(), supervisions=ahead)), None


def states_of_batches_and_next_year(kind):
    """Yield states of several batches of starts, and of plans that the ledger holds for the next year."""
    starts = example().starts
    later = DateSpan.month(2022, parse_period(PERIODS[kind][0]).last)
    second = tuple(evolve(s, batch="2022年第二批", planned_on=later) for s in starts[:2])
    unpriced = tuple(evolve(s, total_investment=None) for s in second)
    for added in (second, unpriced):
        yield "两批", report_of(kind, evolve(example(), starts=(*starts, *added))), None
    next_year = Period.full_year(2023)
    planned = DateSpan.month(2023, 5)
    project, entry, target = example().projects[0], example().entries[0], example().targets[0]
    projects = (
        evolve(project, code="N1", name="明年开工", start_planned=planned, started_on=None),
    )
    entries = (evolve(entry, code="N2", name="明年入库", planned_on=planned, entered_on=None),)
    targets = (evolve(target, indicator="固定资产投资", period=next_year, amount=yi(40)),)
    for name, rows in (("projects", projects), ("entries", entries), ("targets", targets)):
        changed = evolve(example(), **{name: (*getattr(example(), name), *rows)})
        yield f"明年的{name}", report_of(kind, changed), None


def states_of(kind):
    """Yield (what it is, report, report before): the ledgers as they are, then each figure the template reads in each state."""
    rich, sample = report_of(kind, example()), report_of(kind, sample_ledger())
    yield "示例", rich, None
    yield "样例", sample, None
    over = report_of(kind, ended(kind))
    yield "期末", over, None
    yield "空", report_of(kind, bare_ledger()), None
    yield "与上次相比", rich, report_of(ReportKind.FIRST_QUARTER, example())
    yield (
        "只列一行",
        report_of(
            kind, example(), evolve(Profile(), display=evolve(Profile().display, annex_rows=1))
        ),
        None,
    )
    error = make("no-known-sheet", CellRef("a.xlsx", ""), names="甲", standard="乙")
    yield "有错误", evolve(rich, findings=(*rich.findings, error)), None
    whole = evolve(
        example(),
        measures=tuple(
            WorkMeasure(item=item, content="2022年2月7日" if "日" in item.value else "甲")
            for item in MeasureItem
        ),
    )
    yield "措施都填了", report_of(kind, whole), None
    for item in MeasureItem:
        yield (
            f"只填{item.value}",
            report_of(kind, evolve(example(), measures=(WorkMeasure(item=item, content="乙"),))),
            None,
        )
    yield (
        "没有填报单位",
        report_of(
            kind,
            evolve(example(), measures=None, region=evolve(example().region, reporting_unit=None)),
        ),
        None,
    )
    merged = evolve(
        rich,
        figures={
            **rich.figures,
            "fai.period.assigned": evolve(rich.figures["fai.period.assigned"], sections=()),
        },
    )
    for sign in (1, -1, 0):
        for figure_id in ("fai.excess", "fai.period.excess"):
            yield (
                f"汇总，{figure_id}{sign}",
                with_value(merged, figure_id, Amount.of(sign, Unit.YI)),
                None,
            )
    rows = (
        (1, "甲县", Rate(Fraction(9, 10))),
        (2, "乙县", Rate(Fraction(1, 2))),
        (None, "丙县", None),
    )
    ranking = Ranking(figure="fai.completion_rate", title="完成率", rows=rows)
    yield "汇总，有位次", evolve(rich, rankings=(ranking,)), None
    for kept in (
        "progress.slow.count",
        "issues.open.overdue.count",
        "leaders.unassigned.count",
        "entry.overdue.count",
    ):
        yield f"只有{kept}", only(rich, kept), None
    yield "没有问题", only(rich, ""), None
    yield from states_in_step(kind)
    read = {name for name in names_in(template(kind)) if name in rich.figures}
    for figure_id in sorted(read):
        for value in VALUES[rich.figures[figure_id].kind]:
            yield f"{figure_id}={value}", with_value(rich, figure_id, value), None
            if figure_id.startswith(("fai.", "gdp.", "rank.", "services.")):
                yield f"期末，{figure_id}={value}", with_value(over, figure_id, value), None


FAULTS = re.compile(
    r"[，；、：][，；。、：]|。[，；。、]|（）|\(\)|None|\{\{|\{%|增长-|下降-|少-|缺口-|超额-|^[，；。、）]|[，、]$|即[，。]|如[，。]等?。"
)


@pytest.fixture(scope="module", params=list(ReportKind), ids=[kind.label for kind in ReportKind])
def seen(request):
    """The kind of report; which branches its states took; every paragraph with the state it came from."""
    kind, taken, paragraphs, shared = request.param, set(), {}, Shared()
    body, tables = parts_of(template(kind))
    for state, report, since in states_of(kind):
        names = SharedNames(report, since, shared)
        xml = SharedRecording(names, taken, shared).render(body)
        xml += shared.of(names.report, "tables", lambda n=names: Recording(n, taken).render(tables))
        for text in paragraphs_of(xml):
            paragraphs.setdefault(text, state)
    return kind, taken, paragraphs


OF_TABLES = {"annex", "has_annex", "rest_in", "region", "cumulated_label", "table", "row"}


def parts_of(tree):
    """Return what comes before the annex tables, and these, which name nothing but rows and where they are from."""
    start = max(
        n
        for n, piece in enumerate(tree)
        if piece[0] == "if" and "has_annex" in names_in(piece[1][0])
    )
    tables = tree[start:]
    assert {name.partition(".")[0] for name in names_in(tables)} <= OF_TABLES
    return tree[:start], tables


@pytest.mark.slow
def test_in_every_state_every_sentence_is_grammatical(seen):
    _, _, paragraphs = seen
    wrong = {text: state for text, state in paragraphs.items() if FAULTS.search(text)}
    assert wrong == {}


def told(piece, number):
    body = piece[2] if number == -1 else piece[1][number][1]
    condition = piece[1][max(number, 0)][0]
    names = "、".join(dict.fromkeys(names_in([condition])))
    text = "".join(
        each if isinstance(each, str) else f"⟨{'、'.join(names_in([each]))}⟩" for each in body
    )
    return f"{'否则' if number == -1 else '如果'} {names}：{re.sub('<[^>]+>', '', text)[:60]}"


@pytest.mark.slow
def test_every_branch_of_a_template_has_a_state_that_takes_it(seen):
    kind, taken, _ = seen
    missing = {
        told(piece, number)
        for piece in branches(template(kind))
        for number in (*range(len(piece[1])), -1)
        if (id(piece), number) not in taken
    }
    assert sorted(missing) == []
