"""What a template can print: figures by id, facts of the report, rows of the annex tables, judgement."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property, partial
from typing import Any

from investtrack import wording
from investtrack.adding_up import rounding_text
from investtrack.analysis.readers.county import data_month_of
from investtrack.merging.groups import GROUPS, named
from investtrack.metrics.figures.starts import reported_batch
from investtrack.report import Report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.numerals import chinese_numeral
from investtrack_word.report import analysis_part, annex, office, regions
from investtrack_word.report.ahead import Ahead
from investtrack_word.report.batches import batches
from investtrack_word.report.filters import filters_of
from investtrack_word.report.regions import standing_text
from investtrack_word.report.rendered import Joined, Node, RenderedValue


class Names:
    """The names of one report's template; what a template does not name is not made.

    Args:
        report: the report.
        since: an earlier report, for the paragraph of changes.
    """

    def __init__(self, report: Report, since: Report | None = None) -> None:
        self.report = report
        self.since = since
        self.display = report.profile.display
        self.filters = filters_of(report.profile)
        self.phrases: Mapping[
            str, Joined | str
        ] = {}  # set by whoever renders: they are read as templates are
        self.printed_ids: Callable[[], Collection[str] | None] = lambda: None
        """Ids of the figures that the text has printed so far, set by whoever renders; None where all count."""
        self._roots: dict[str, Node] = {}
        for figure in report.figures.values():
            for name in (figure.id, *figure.aliases):
                self._node(name).figure = figure

    def _node(self, path: str) -> Node:
        first, *rest = path.split(".")
        node = self._roots.setdefault(first, Node(first))
        for name in rest:
            node = node.children.setdefault(name, Node(f"{node.path}.{name}"))
        return node

    def find(self, name: str) -> object:
        """Return what *name* is, or None where there is no such name."""
        if name in self._roots:
            return self._roots[name]
        if name in self.facts:
            return self.facts[name]
        if name in MADE:
            return getattr(self, name)
        return None

    @property
    def ids(self) -> tuple[str, ...]:
        """Every figure id and fact, for naming near ones."""
        return (*self.report.figures, *FACTS, *MADE)

    @cached_property
    def facts(self) -> dict[str, RenderedValue]:
        """LedgerView of the report that are no figures: where, when, which thresholds."""
        report, entry = self.report, self.report.profile.entry
        texts: dict[str, tuple[object, str]] = {
            "region": (report.ledger.region.name, report.ledger.region.name or f"本{self.level}"),
            "year": (report.period.year, str(report.period.year)),
            "period": (report.period.name, report.period.name),
            "period_label": (report.period.label, report.period.label),
            "cumulated": (report.period.to_date.name, report.period.to_date.name),
            "cumulated_label": (report.period.to_date.label, report.period.to_date.label),
            "as_of": (report.as_of.isoformat(), wording.day_text(report.as_of)),
            "as_of_date": (report.as_of.isoformat(), DateSpan.day(report.as_of).label),
            "reporting_unit": (
                report.ledger.region.reporting_unit,
                report.ledger.region.reporting_unit or "",
            ),
            "reported_months": (_reported_months(report), _reported_months(report) or "目前"),
            "data_old": (report.data_old, report.data_old),
            "error_count": (errors := len(report.errors), str(errors)),
            "batch": (_batch(report), _batch(report)),
            "threshold": (
                entry.threshold,
                _threshold(report, "入库起点", entry.threshold),
            ),
            "major_threshold": (
                entry.major_threshold,
                _threshold(report, "大项目起点", entry.major_threshold),
            ),
        }
        return {
            name: RenderedValue(text, name, value=value, note=FACTS[name])
            for name, (value, text) in texts.items()
        }

    @cached_property
    def plan_months(self) -> tuple[RenderedValue, ...]:
        """The plan of each month up to the period's last; after the first quarter that of each quarter's end."""
        plan = self.report.figures["fai.plan.ytd"].value
        if not isinstance(plan, Mapping):
            return ()
        texts: list[RenderedValue] = []
        last = self.report.period.last
        told = {3, 6, 9, last} if last > _FIRST_QUARTER else {2, 3}
        for number in range(2, last + 1):
            key = f"1—{number}月"
            if key in plan and number in told:
                first = f"1{self.display.month_dash}{number}月计划完成"
                amount = wording.amount_text(plan[key], Unit.YI, self.display)
                words = f"{number}月底计划累计完成" if texts else first
                texts.append(
                    RenderedValue(words + amount, "fai.plan.ytd", "month", key=key, value=plan[key])
                )
        return tuple(texts)

    @cached_property
    def annex(self) -> Mapping[str, dict[str, Any]]:
        """The annex tables: name → rows and how many more the workbook has."""
        report = self.report

        def tasks() -> dict[str, Any]:
            rows = partial(analysis_part.task_rows, report.as_of)
            return annex.shortened(report, "tasks", self._judged.all_tasks, rows)

        makers = annex.tables(report)
        makers["regions"] = lambda: {"rows": regions.rows(report), "more": 0}
        makers["tasks"] = tasks
        return annex.Tables(makers)

    @cached_property
    def _judged(self) -> analysis_part.Judged:
        return analysis_part.Judged(self.report)

    @cached_property
    def conclusions(self) -> tuple[dict[str, object], ...]:
        """What the figures bear out beyond the sentences of part three."""
        return self._judged.conclusions

    @cached_property
    def diagnosis(self) -> dict[str, RenderedValue | None]:
        """Every kind of conclusion → its text, or None where the figures do not bear it out."""
        return self._judged.diagnosis

    @cached_property
    def tasks(self) -> dict[str, Any]:
        """Tasks by kind, for part four."""
        return self._judged.tasks

    @property
    def is_region(self) -> bool:
        """Whether it is the report of several regions together."""
        return bool(self.report.rankings)

    @property
    def standing(self) -> RenderedValue:
        """Who is ahead and who behind among the regions of a roll-up, by name."""
        text = standing_text(self.report)
        return RenderedValue(text, "standing", value=text, note=MADE["standing"])

    @cached_property
    def regions(self) -> Mapping[str, RenderedValue | None]:
        """What a region's report says of those below it."""
        return regions.texts(self.report)

    @property
    def rounding(self) -> RenderedValue:
        """Why printed parts do not give their printed whole; empty where they do."""
        told = self.printed_ids()
        text = rounding_text(self.report.figures, self.display, told)
        return RenderedValue(text, "rounding", value=text, note=MADE["rounding"])

    @property
    def level(self) -> str:
        """The word in 我县, 全县: a city's sentences say 市."""
        return self.report.ledger.region.level

    @property
    def ordinals(self) -> tuple[str, ...]:
        """The numbers of （一）（二）（三） by how many came before; the first is none."""
        return _ORDINALS

    @cached_property
    def assigner(self) -> str:
        """The level that set the period's target, 市 or 省; empty where regions' own targets were merged."""
        sections = self.report.figures["fai.period.assigned"].sections
        rows = (record for section in sections for record in section.records)
        levels = (getattr(row, "assigned_by", None) for row in rows)
        return next((str(level.value) for level in levels if level is not None), "")

    @cached_property
    def lacking(self) -> dict[str, str]:
        """Group of figures → the regions that merged figures leave out, in brackets; of a county's own report none."""
        found = dict.fromkeys(GROUPS, "")
        for figure in self.report.figures.values():
            group = figure.id.partition(".")[0]
            if figure.without and not found.get(group):
                found[group] = f"（不含{named(figure.without)}）"
        return found

    @property
    def rest_in(self) -> str:
        """Where the rows are that an annex leaves out: a merged report has no records of its own."""
        return "工作簿" if any(self.report.ledger.records()) else "各县区的报告"

    @cached_property
    def measures(self) -> dict[str, RenderedValue | None]:
        """What 工作措施 states, by item; None where an item is not filled in."""
        return office.measures(self.report.ledger, self.report.period.year)

    @cached_property
    def problems(self) -> dict[str, object]:
        """Which problems part three tells."""
        return self._judged.problems

    @property
    def is_whole(self) -> dict[str, bool]:
        """Group of figures → whether every record had the cells of its rate; else the rate is of some records only."""
        figures = self.report.figures
        return {
            # A project without a plan is none of the plan's.
            "year_plan": figures["year_plan.rate"].missing <= figures["year_plan.count"].missing,
            "funds": not figures["funds.payment_rate"].missing,
        }

    @property
    def is_over(self) -> bool:
        """Whether the period's last month is reported: what was done then counts, no longer what is expected."""
        series = self.report.figures["fai.actual.ytd"].value
        last = self.report.period.last
        return (
            isinstance(series, Mapping) and bool(series) and list(series)[-1].endswith(f"—{last}月")
        )

    @property
    def goal(self) -> str:
        """The target that is still ahead: the period's until its last month is reported, then the year's."""
        return "全年" if self.is_over else self.report.period.to_date.name

    @cached_property
    def ahead(self) -> Mapping[str, RenderedValue | None]:
        """What is planned for the time after the period."""
        return Ahead(self.report, lambda: self._judged.pace).names()

    @cached_property
    def batches(self) -> Mapping[str, RenderedValue | None]:
        """The year's concentrated starts so far, where there is more than one batch."""
        return batches(self.report)

    @property
    def further(self) -> tuple[Joined | str, ...]:
        """The sentences of plugins that have something to say."""
        return tuple(phrase for phrase in self.phrases.values() if phrase)

    @property
    def has_annex(self) -> bool:
        """Whether any annex table has rows."""
        return any(self.annex[name]["rows"] for name in annex.PRINTED)

    @cached_property
    def changes(self) -> RenderedValue | str:
        """What changed since the earlier report; empty where none is given."""
        return analysis_part.changes(self.report, self.since) if self.since is not None else ""


FACTS = {
    "region": "地区",
    "year": "报告期的年份",
    "period": "报告期，如一季度",
    "period_label": "报告期，如2022年一季度",
    "cumulated": "投资、服务业和生产总值所累计的各月，从1月到报告期末月：4月的是1—4月，二季度的是上半年",
    "cumulated_label": "所累计的各月，带年份，如2022年1—4月、2022年上半年",
    "as_of": "截止日期，如3月20日",
    "as_of_date": "截止日期，带年份，如2022年3月20日",
    "reporting_unit": "填报单位",
    "reported_months": "完成投资报到哪个月，如1—2月",
    "data_old": "完成投资比截止日期旧一个季度以上时的一句话；不旧的为空",
    "error_count": "台账里没有改的错误有几条",
    "batch": "集中开工的批次",
    "threshold": "入库起点",
    "major_threshold": "大项目的起点",
}
"""LedgerView of the report, and what they are."""

MADE = {
    "plan_months": "各月计划，一段一个月：{{ plan_months|join('，') }}",
    "annex": "附表：annex.figures、entries、resumptions、starts、slow、issues、tasks、regions（汇总报告的各地情况），各有 rows（行）和 more（还有几行）",
    "conclusions": "研判结论，逐条有 title、text：{%p for item in conclusions %}",
    "diagnosis": "研判结论，按类别取用：diagnosis.slow、stopped、behind、shortfall、overdue_issues、missing_papers、supervision 等，不成立时没有",
    "tasks": "下一步任务，按类别：tasks.issue、papers、returned、resume、catch_up、assign、rectify，各有 count、late、some",
    "lacking": "汇总报告里各组指标不含哪些地区，带括号，如（不含甲县）：lacking.fai、entry、services、resumption、carryover 等；没有缺的为空",
    "is_region": "是不是汇总几个地区的报告",
    "standing": "汇总报告里各地区完成率的先后：居前、居后的各三个，不参加排名的和原因；一县的没有",
    "regions": "汇总报告里关于所辖各地的话：regions.targets 上级下达、本级下达、所属合计，definitions 不一致的口径和月份，not_counted 没有报送、没有汇入的，behind 完成率居后的；没有的为空",
    "rounding": "印出的分项之和与合计尾数对不上时的一句说明；对得上的为空",
    "level": "我{{ level }}、全{{ level }}里的字：县、区、市、州、省，看地区名称",
    "measures": "“工作措施”表填写的内容：measures.basis 会议依据、plan 方案名称、document_number 文号、issued_on 印发日期、inspector 督查单位、inspected_from 督查起始日、motto 主题词、prevention 防控措施、mechanism 工作机制、explanation 原因说明、industrial_policy 产业方针、addressee 主送、signature 署名、dated_on 成文日期；没有填的为空",
    "problems": "第三部分写哪几个问题，最多五个，按轻重取：problems.behind（标题）、shortfall、stock、entries（标题）、delivery、issues、money、duty；thin_entries 是新增入库偏少或过于集中，top_pending、top_late、top_entered 是占比过大的入库项目还没有入库、过了计划时间还没有入库、已经入库",
    "is_whole": "完成率、支付率是不是全部项目的：is_whole.year_plan、is_whole.funds；有缺数的不是，不和合计数写在一起",
    "is_over": "本期末月已经上报：写完成数，不再写预计数",
    "goal": "还在争取的目标：本期末月上报前是本期，之后是全年",
    "ahead": "下一步的安排：ahead.name 下一期，entries、entries_investment 下一期计划入库，starts、starts_some 下一期应开工；target 明年的投资目标（全年报告）；left、months、per_month 全年目标还需完成多少、还有几个月、月均多少；没有的为空",
    "batches": "今年到报告期末的各批集中开工，不止一批时才有：batches.count 批数、projects 项目个数、each 各批个数、started 已开工、investment 总投资",
    "has_annex": "有没有附表",
    "phrases": "插件给的语句，按名称：phrases.NAME；没有可说的为空",
    "further": "插件给的语句，逐条：{%p for item in further %}",
    "assigner": "下达本期目标的层级：市或省；各县区汇总的没有",
    "rest_in": "附表没有列出的在哪里：工作簿；各县区汇总的，在各县区的报告",
    "ordinals": "一、二、三……：{% set n = n + 1 %}（{{ ordinals[n] }}），前面的段落没有印时编号不跳",
    "changes": "与上次台账相比的一段话，用 --since 给出上次台账时才有",
}
"""What is made for the template only when it names it."""


_FIRST_QUARTER = 3
_ORDINALS = ("", *map(chinese_numeral, range(1, 30)))


def _reported_months(report: Report) -> str:
    """Return the months that the completed investment covers, as 1—2月; empty where nothing was reported."""
    end = data_month_of(report)
    return end.ytd_label if end is not None else ""


def _threshold(report: Report, label: str, own: Amount) -> str:
    """Return a threshold as printed; of a region, those of its counties where they differ."""
    ways = report.below.definitions.get(label, {}) if report.below is not None else {}
    if len(ways) == 1 and (way := next(iter(ways))) != str(own):
        return regions.way_text(way)
    if len(ways) > 1:
        shown = map(regions.way_text, sorted(ways, key=lambda way: -len(ways[way])))
        return f"各地起点（{'、'.join(shown)}）"
    return wording.amount_text(own, Unit.WAN, report.profile.display)


def _batch(report: Report) -> str:
    if report.ledger.starts is None:
        return ""
    return reported_batch(report.facts) or "本次"
