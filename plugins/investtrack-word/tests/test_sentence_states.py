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

from investtrack.cli.demo import example_path
from investtrack.findings import make
from investtrack.metrics.figure import Kind
from investtrack.model.measure import MeasureItem, WorkMeasure
from investtrack.model.profile import Profile
from investtrack.model.source import CellRef
from investtrack.plugin import load_plugins
from investtrack.report import Ranking, build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month, Period, parse_period
from investtrack.values.rate import Points, Rate
from investtrack_testing import bare_ledger, sample_ledger
from investtrack_word.report.context import Names
from investtrack_word.report.evaluate import Rendering, truth
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


class Recording(Rendering):
    """A rendering that notes which arm of every ``if`` it took."""

    def __init__(self, names, taken):
        super().__init__(names, marked=False)
        self.taken = taken

    def _if(self, piece, put):
        for number, (condition, body) in enumerate(piece[1]):
            if truth(self._value(condition)):
                self.taken.add((id(piece), number))
                self._body(body, put)
                return
        self.taken.add((id(piece), -1))
        self._body(piece[2], put)


@cache
def template(kind):
    return source.packaged(kind).trees[BODY]


def branches(tree):
    """Yield every ``if`` of a tree."""
    for piece in tree:
        if isinstance(piece, str) or piece[0] not in {"if", "for"}:
            continue
        if piece[0] == "if":
            yield piece
            inner = [body for _, body in piece[1]] + [piece[2]]
        else:
            inner = [piece[3], piece[4]]
        for body in inner:
            yield from branches(body)


def names_in(tree):
    """Yield the dotted names that a tree reads."""
    for piece in tree:
        if isinstance(piece, list):
            if piece[:1] == ["name"]:
                yield ".".join(piece[1:])
            yield from names_in(piece)
        elif isinstance(piece, dict):
            yield from names_in(piece.values())


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
        evolve(target, period=period) if target.period == quarter else target
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
    kind, taken, paragraphs = request.param, set(), {}
    for state, report, since in states_of(kind):
        xml = Recording(Names(report, since), taken).render(template(kind))
        for text in paragraphs_of(xml):
            paragraphs.setdefault(text, state)
    return kind, taken, paragraphs


@pytest.mark.slow
def test_in_every_state_every_sentence_is_grammatical(seen):
    _, _, paragraphs = seen
    wrong = {text: state for text, state in paragraphs.items() if FAULTS.search(text)}
    assert wrong == {}


# Branches that need two figures in step, or records that no ledger here has. The list only shrinks: a branch that is new, or
# worded anew, is not in it.
NOT_SHOWN_HERE = frozenset({
    "否则 ahead.entries_investment：",
    "否则 ahead.per_month、problems.behind：",
    "否则 ahead.per_month、remaining.reportable、carryover.next.finishing.count：",
    "否则 all_projects.investment：",
    "否则 annex.entries.more：",
    "否则 assigner：",
    "否则 carryover.real_estate.count、carryover.other.count：",
    "否则 diagnosis.stopped：停工的有⟨progress.stopped.count⟩个，⟨progress.stopped.count⟩⟨progr",
    "否则 entry.concentration.share：",
    "否则 entry.major.count：有⟨entry.major.count⟩个，如⟨entry.major.list⟩。",
    "否则 entry.overdue.count：",
    "否则 entry.overdue.count：按计划时间",
    "否则 fai.excess：，与目标持平",
    "否则 gdp.period.actual：",
    "否则 leaders.unassigned.count：纳入复工调度的项目中，⟨resumption.unassigned.count⟩个（⟨resumption.unassi",
    "否则 measures.inspector、supervision.done、measures.prevention：",
    "否则 measures.inspector：",
    "否则 measures.plan：",
    "否则 plan_months：",
    "否则 problems.thin_entries：",
    "否则 problems.top_pending、problems.top_entered：",
    "否则 problems.top_pending：，该项目已入库，要抓好投资上报",
    "否则 progress.stopped.count：",
    "否则 progress.stopped.count：即",
    "否则 remaining.coverage：",
    "否则 remaining.investment：",
    "否则 remaining.real_estate、remaining.other：",
    "否则 remaining.unreportable.by_reason：",
    "否则 remaining.unreportable：",
    "否则 resumption.overdue.count：",
    "否则 services.reported：",
    "否则 tasks.issue.count：",
    "否则 tasks.rectify.late：",
    "否则 tasks.resume.count：",
    "否则 tasks.returned.count：",
    "否则 year_plan.completed：",
    "否则 year_plan.pace_gap：",
    "否则 year_plan.rate：",
    "如果 ahead.entries_investment：、总投资⟨ahead.entries_investment⟩",
    "如果 ahead.entries：⟨ahead.name⟩计划入库⟨ahead.entries⟩个⟨ahead.entries_investment、ah",
    "如果 annex.entries.more：其余⟨annex.entries.more⟩个见⟨rest_in⟩。",
    "如果 annex.entries.rows：\n⟨table⟩附表⟨table⟩\u3000本期计划入库项目\n单位：万元\n项目名称\n总投资\n状态\n计划入库\n资料\n缺少⟨anne",
    "如果 assigner：⟨assigner⟩下达",
    "如果 assigner：⟨assigner⟩下达我⟨level⟩⟨cumulated⟩目标",
    "如果 completions.done.count、completions.count：均已竣工",
    "如果 data_old：\n【数据提示：⟨data_old⟩】",
    "如果 entry.collecting.count：；正在收集资料⟨entry.collecting.count⟩个，总投资⟨entry.collecting.invest",
    "如果 entry.concentration.share：⟨entry.concentration.project⟩一个项目投资⟨entry.concentration.inve",
    "如果 entry.entered.count：，总投资⟨entry.entered.investment⟩",
    "如果 entry.major.count：只有⟨entry.major.count⟩个，即⟨entry.major.list⟩。",
    "如果 entry.major.count：总投资⟨major_threshold⟩以上的⟨entry.major.count、entry.major.count、",
    "如果 entry.other.count：；尚在前期或未开始收集资料⟨entry.other.count⟩个，总投资⟨entry.other.investment",
    "如果 entry.returned.count：；被退回⟨entry.returned.count⟩个，总投资⟨entry.returned.investment⟩",
    "如果 entry.submitted.count：；已申报、正在审核⟨entry.submitted.count⟩个，总投资⟨entry.submitted.invest",
    "如果 fai.excess：⟨fai.excess、fai.excess、fai.excess、fai.excess⟩",
    "如果 fai.excess：，对照目标⟨fai.excess⟩",
    "如果 fai.excess：，对照目标⟨fai.excess⟩，需加力补足",
    "如果 fai.pace.gap、cumulated：；按全年目标衡量，⟨fai.pace.gap⟩",
    "如果 funds.idle.count：涉及",
    "如果 gdp.period.growth：，同比⟨gdp.period.growth⟩",
    "如果 issues.open.count：问题清单中的问题均已解决，各项指标没有反映出突出问题。",
    "如果 issues.open.overdue.count、diagnosis.overdue_issues：；已超过整改时限的⟨issues.open.overdue.count⟩个",
    "如果 plan_starts.started.count、plan_starts.count：均已开工",
    "如果 problems.shortfall：\n⟨n⟩（⟨ordinals、n⟩）预计完成与目标有差距。⟨diagnosis.shortfall⟩",
    "如果 problems.top_pending、problems.top_entered：⟨entry.concentration.share、entry.concentration.project、entry",
    "如果 problems.top_pending：该项目如不能按期入库，⟨period⟩没有新增投资。",
    "如果 problems.top_pending：，该项目如不能按期入库，将直接影响新增投资",
    "如果 progress.stopped.count：如",
    "如果 progress.stopped.count：最长的",
    "如果 rank.gdp：，公布的位次为第⟨rank.gdp⟩位",
    "如果 remaining.reportable：剩余可报投资⟨remaining.reportable⟩。",
    "如果 resumption.resumed.count、resumption.planned.count：计划复工的⟨resumption.planned.count⟩个项目均已复工，复工率⟨resumption.rate⟩",
    "如果 services.growth：，计划数同口径同比⟨services.growth⟩",
    "如果 services.in_library、services.new_entry：；其中在库企业⟨services.in_library⟩，年内新增入库企业⟨services.new_entry⟩",
    "如果 tasks.papers.count：资料不齐的⟨tasks.papers.count⟩个项目逐个列出清单、专人跟办：⟨tasks.papers.some⟩。",
    "如果 tasks.returned.count：：⟨tasks.returned.some⟩",
    "如果 year_plan.pace_gap、cumulated：，⟨year_plan.pace_gap⟩",
})  # fmt: skip


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
    assert sorted(missing - NOT_SHOWN_HERE) == []
