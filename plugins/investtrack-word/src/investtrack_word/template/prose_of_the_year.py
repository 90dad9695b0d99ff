"""The reports after the first quarter: by month, for the half-year, nine months and the year, each with its own outline.

The actual leads, the plan follows; 复工 is told only while a project has not resumed; planned starts and completions take its
place. Investment is always cumulated from January (``cumulated``), entries and starts are those of the period.
"""

from __future__ import annotations

from investtrack_word.report.kinds import ReportKind
from investtrack_word.template.prose import (
    ATTRACTING,
    BODY,
    CLOSING,
    ENTRIES,
    FILING,
    GOALS,
    H1,
    H2,
    OVERSIGHT,
    PLANNING,
    PLANNING_TOLD,
    PROBLEMS,
    PROCEDURES,
    PROSE,
    RESUME_OVERDUE,
    SUPPORT,
    TAG,
    Paragraphs,
    against_target,
    opening,
)


_OPENING = opening(
    "cumulated_label", "固定资产投资和重点项目推进", "固定资产投资和重点项目推进情况"
)

_INVESTMENT: Paragraphs = (
    (
        BODY,
        "{% if fai.period.completed %}{{ reported_months }}，全{{ level }}累计完成固定资产投资{{ fai.period.completed }}"
        "{% if fai.period.growth %}，同比{{ fai.period.growth|change }}{% endif %}"
        "{% if rank.fai %}，公布的位次为第{{ rank.fai }}位{% endif %}"
        "{% if fai.completion_rate %}，占{{ cumulated }}工作目标{% if fai.period.planned %}（{{ fai.period.planned }}）{% endif %}的{{ fai.completion_rate }}{% endif %}"
        "{% if is_over %}" + against_target("（{{ fai.period.assigned }}）") + "{% endif %}"
        "{% if fai.pace.gap and cumulated != '全年' %}；按全年目标衡量，{{ fai.pace.gap|pace }}{% endif %}。"
        "{% else %}累计完成固定资产投资【待补：项目台账】。{% endif %}"
        "{% if fai.period.assigned and not (is_over and fai.period.excess) %}{% if assigner %}{{ assigner }}下达我{{ level }}{{ cumulated }}目标{% else %}所辖各地{{ cumulated }}目标合计{% endif %}为{{ fai.period.assigned }}"
        "{% if fai.in_library.expected and fai.new_entry.expected and not is_over %}；在库项目预计完成{{ fai.in_library.expected }}，新增入库项目预计贡献{{ fai.new_entry.expected }}，"
        "两项合计{{ fai.period.expected }}{% if fai.excess %}{% if fai.excess > 0 %}，对照目标{{ fai.excess|excess }}{% elif fai.excess < 0 %}，对照目标{{ fai.excess|excess }}，需加力补足{% else %}，与目标持平{% endif %}{% endif %}{% endif %}。{% endif %}",
    ),
)

_CUMULATED = "{{ reported_months }}，全{{ level }}累计"
# 1—12月 is the year, once it is over.
_INVESTMENT_OF_YEAR: Paragraphs = tuple(
    (
        style,
        text.replace(
            _CUMULATED,
            f"{{% if is_over %}}全年全{{{{ level }}}}{{% else %}}{_CUMULATED}{{% endif %}}",
        ),
    )
    for style, text in _INVESTMENT
)

GDP: Paragraphs = (
    (TAG, "{%p if gdp.period.actual or gdp.period.target %}"),
    (
        BODY,
        "{% if gdp.period.actual %}{{ cumulated }}地区生产总值完成{{ gdp.period.actual }}{% if gdp.period.growth %}，同比{{ gdp.period.growth|change }}{% endif %}"
        "{% if rank.gdp %}，公布的位次为第{{ rank.gdp }}位{% endif %}。"
        "{% else %}{{ cumulated }}地区生产总值按{{ gdp.period.target }}安排。{% endif %}",
    ),
    (TAG, "{%p else %}"),
    (BODY, "{{ cumulated }}地区生产总值【待补：目标任务】。"),
    (TAG, "{%p endif %}"),
)

SERVICES: Paragraphs = (
    (TAG, "{%p if services.reported or services.planned %}"),
    (
        BODY,
        "{% if services.reported %}其他营利性服务业企业累计上报营业收入{{ lacking.services }}{{ services.reported }}。{% endif %}"
        "{% if services.planned %}{{ cumulated }}计划{{ services.planned }}{% if services.growth %}，计划数同口径同比{{ services.growth|change }}{% endif %}"
        "{% if services.in_library and services.new_entry %}；其中在库企业{{ services.in_library }}，年内新增入库企业{{ services.new_entry }}{% endif %}。{% endif %}",
    ),
    (TAG, "{%p else %}"),
    (BODY, "{{ cumulated }}其他营利性服务业营业收入【待补：服务业企业】。"),
    (TAG, "{%p endif %}"),
)

YEAR_PLAN: Paragraphs = (
    (TAG, "{%p if year_plan.count and year_plan.count > 0 %}"),
    (
        BODY,
        "列入年度计划的项目{{ year_plan.count }}个，年度计划投资{{ year_plan.investment }}"
        "{% if year_plan.completed %}，已完成{{ year_plan.completed }}{% if year_plan.rate and is_whole.year_plan %}，完成率{{ year_plan.rate }}{% endif %}"
        "{% if year_plan.pace_gap and is_whole.year_plan and cumulated != '全年' %}，{{ year_plan.pace_gap|pace }}{% endif %}{% endif %}。",
    ),
    (TAG, "{%p if year_plan.by_stage and year_plan.by_stage|length > 1 %}"),
    (
        BODY,
        "按建设阶段分：{% if is_whole.year_plan %}{{ year_plan.by_stage|groups }}{% else %}{{ year_plan.by_stage|groups('count', 'investment', 'completed') }}{% endif %}。",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if year_plan.by_level and year_plan.by_level|length > 1 %}"),
    (
        BODY,
        "按项目级别分：{% if is_whole.year_plan %}{{ year_plan.by_level|groups }}{% else %}{{ year_plan.by_level|groups('count', 'investment', 'completed') }}{% endif %}。",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p else %}"),
    (BODY, "重点项目年度计划【待补：年度计划投资】。"),
    (TAG, "{%p endif %}"),
)

STARTS: Paragraphs = (
    (TAG, "{%p if plan_starts.count and plan_starts.count > 0 %}"),
    (
        BODY,
        "今年计划开工项目{{ plan_starts.count }}个，{% if plan_starts.started.count == plan_starts.count %}均已开工"
        "{% elif plan_starts.started.count > 0 %}已开工{{ plan_starts.started.count }}个，开工率{{ plan_starts.rate }}{% else %}目前尚无项目开工{% endif %}"
        "{% if plan_starts.early.count and plan_starts.early.count > 0 %}，其中提前开工{{ plan_starts.early.count }}个{% endif %}。"
        "{% if plan_starts.late.count and plan_starts.late.count > 0 %}应开工的{{ plan_starts.due.count }}个中，{{ plan_starts.late.count }}个还没有开工，{% if plan_starts.late.count > 3 %}如{% else %}即{% endif %}{{ plan_starts.late.list|some(3) }}。{% endif %}",
    ),
    (TAG, "{%p else %}"),
    (
        BODY,
        "{% if plan_starts.count %}今年没有计划开工的项目。{% else %}项目开工情况【待补：计划开工时间】。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if completions.count and completions.count > 0 %}"),
    (
        BODY,
        "今年计划竣工项目{{ completions.count }}个，{% if completions.done.count == completions.count %}均已竣工"
        "{% elif completions.done.count > 0 %}已竣工{{ completions.done.count }}个，竣工率{{ completions.rate }}{% else %}目前尚无项目竣工{% endif %}。"
        "{% if completions.late.count and completions.late.count > 0 %}应竣工的{{ completions.due.count }}个中，{{ completions.late.count }}个还没有竣工，{% if completions.late.count > 3 %}如{% else %}即{% endif %}{{ completions.late.list|some(3) }}。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
    (
        TAG,
        "{%p if resumption.planned.count > 0 and resumption.resumed.count < resumption.planned.count %}",
    ),
    (
        BODY,
        "计划复工的{{ resumption.planned.count }}个项目中已复工{{ resumption.resumed.count }}个"
        "{% if resumption.due.count != resumption.planned.count and resumption.due.count > 0 %}；到期的{{ resumption.due.count }}个中已复工{{ resumption.due_resumed.count }}个{% endif %}"
        "{% if resumption.overdue.count > 0 %}；到期仍未复工的{{ resumption.overdue.count }}个{% if resumption.overdue.count > 3 %}，如{% else %}是{% endif %}{{ resumption.overdue.list|some(3) }}{% endif %}。",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if starts.count and starts.count > 0 %}"),
    (
        BODY,
        "{% if batches.count %}今年已组织集中开工{{ batches.count }}批、项目{{ batches.projects }}个（{{ batches.each }}）{% if batches.investment %}，总投资{{ batches.investment }}{% endif %}；已开工{{ batches.started }}个。{% else %}{{ batch }}集中开工安排项目{{ starts.count }}个，总投资{{ starts.investment }}{% if starts.started.count > 0 %}，已开工{{ starts.started.count }}个{% endif %}。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
)

FUNDS: Paragraphs = (
    (TAG, "{%p if funds.allotted %}"),
    (
        BODY,
        "各级政府资金累计下达{{ funds.allotted }}{% if funds.arrived %}，到位{{ funds.arrived }}{% if funds.arrival_rate and is_whole.funds %}、到位率{{ funds.arrival_rate }}{% endif %}{% endif %}"
        "{% if funds.paid %}，支付{{ funds.paid }}{% if funds.payment_rate and is_whole.funds %}、支付率{{ funds.payment_rate }}{% endif %}{% endif %}。"
        "{% if funds.by_source %}连同银行贷款和自筹，按来源分：{{ funds.by_source }}。{% endif %}"
        "{% if funds.idle.count and funds.idle.count > 0 and not problems.money %}下达满六个月仍未支出的债券资金{{ funds.idle.count }}笔，{% if funds.idle.count > 3 %}涉及{% else %}即{% endif %}{{ funds.idle.list|some(3) }}，要逐笔明确支出时间。{% endif %}",
    ),
    (TAG, "{%p else %}"),
    (BODY, "项目资金下达、到位和支付情况【待补：项目资金】。"),
    (TAG, "{%p endif %}"),
)

RESERVE: Paragraphs = (
    (TAG, "{%p if reserve.count and reserve.count > 0 %}"),
    (
        BODY,
        "储备项目{{ reserve.count }}个，总投资{{ reserve.investment }}"
        "{% if reserve.by_transformation %}（{{ reserve.by_transformation }}）{% endif %}"
        "{% if reserve.funds and reserve.funds > 0 %}，资金需求{{ reserve.funds }}{% endif %}"
        "{% if reserve.conversion.count and reserve.conversion.count > 0 %}，已转为开工或在库项目{{ reserve.conversion.count }}个，转化率{{ reserve.conversion.rate }}{% endif %}。",
    ),
    (TAG, "{%p else %}"),
    (BODY, "项目谋划和储备情况【待补：储备项目】。"),
    (TAG, "{%p endif %}"),
)

NEXT_YEAR: Paragraphs = (
    (TAG, "{%p if carryover.next.count %}"),
    (
        BODY,
        "截至{{ as_of }}，结转下年的在库项目{{ carryover.next.count }}个，总投资{{ carryover.next.investment }}"
        "{% if remaining.next.investment %}，剩余投资{{ remaining.next.investment }}{% if remaining.next.reportable %}，其中可报{{ remaining.next.reportable }}{% endif %}{% endif %}。"
        "{% if plan_starts.late.count and plan_starts.late.count > 0 %}今年应开工、尚未开工的{{ plan_starts.late.count }}个项目要重新明确开工时间。{% endif %}"
        "{% if ahead.target %}明年固定资产投资目标{{ ahead.target }}。{% endif %}"
        "{% if ahead.starts %}明年计划开工{{ ahead.starts }}个（{{ ahead.starts_some }}）。{% endif %}{% if ahead.entries %}明年计划入库{{ ahead.entries }}个、总投资{{ ahead.entries_investment }}。{% endif %}"
        "明年要早排计划、早定责任，把结转项目的投资落到月份。",
    ),
    (TAG, "{%p else %}"),
    (BODY, "结转下年项目【待补：项目台账】。"),
    (TAG, "{%p endif %}"),
)

# What the rest of the year still has to bring.
_LEFT = "要完成全年目标，还需{{ ahead.left }}，后{{ ahead.months }}个月月均需完成{{ ahead.per_month }}。"
_GOALS_LEFT: Paragraphs = (
    *GOALS,
    (TAG, "{%p if ahead.per_month and not problems.behind %}"),
    (BODY, _LEFT),
    (TAG, "{%p endif %}"),
)
_LAST_QUARTER: Paragraphs = (
    *GOALS,
    (TAG, "{%p if ahead.per_month or remaining.reportable or carryover.next.finishing.count %}"),
    (
        BODY,
        "{% if ahead.per_month and not problems.behind %}"
        + _LEFT
        + "{% endif %}{% if remaining.reportable %}接转在库项目剩余可报投资{{ remaining.reportable }}，抓紧组织上报。{% endif %}"
        "{% if carryover.next.finishing.count and carryover.next.finishing.count > 0 %}年内计划竣工、尚未竣工的{{ carryover.next.finishing.count }}个项目"
        "{% if remaining.next.finishing %}（剩余投资{{ remaining.next.finishing }}）{% endif %}倒排工期，力争年底前建成。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
)

_BEGIN: Paragraphs = (
    (TAG, "{%p if plan_starts.late.count > 0 or ahead.starts %}"),
    (
        BODY,
        "{% set n = n + 1 %}{{ ordinals[n] }}是抓项目开工。{% if plan_starts.late.count and plan_starts.late.count > 0 %}对到期未开工的{{ plan_starts.late.count }}个项目明确开工时间。{% endif %}"
        "{% if ahead.starts %}{{ ahead.name }}应开工{{ ahead.starts }}个（{{ ahead.starts_some }}），提前落实用地、资金和施工队伍。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if resumption.overdue.count and resumption.overdue.count > 0 %}"),
    *RESUME_OVERDUE,
    (TAG, "{%p endif %}"),
)

_NUMERALS = "一二三四五六七八九"


def part(title: str, *sections: tuple[str, Paragraphs]) -> Paragraphs:
    """Return a part with its heading, numbered later, and its sections; a section without a title has none."""
    body: list[tuple[str, str]] = []
    number = 0
    for name, paragraphs in sections:
        if name:
            body.append((H2, f"（{_NUMERALS[number]}）{name}"))
            number += 1
        body += paragraphs
    return ((H1, f"、{title}"), *body)


def renamed(part: Paragraphs, title: str = "") -> Paragraphs:
    """Return a part of the first quarter's report with its number dropped, under another title where one is given."""
    (style, heading), *rest = part
    text = heading.partition("、")[2]
    tags = text[text.index("{%") :] if "{%" in text else ""
    return ((style, f"、{title}{tags}" if title else f"、{text}"), *rest)


def report(*parts: Paragraphs, begin: Paragraphs = _OPENING) -> Paragraphs:
    """Return a whole report of *parts* after its beginning, their headings numbered in order."""
    out: list[tuple[str, str]] = [*begin]
    for number, ((style, heading), *rest) in enumerate(parts):
        out += [(style, f"{_NUMERALS[number]}{heading}"), *rest]
    return (*out, *CLOSING)


def _done(investment: Paragraphs = _INVESTMENT) -> Paragraphs:
    """Return the first part, what became of the targets."""
    return part(
        "主要指标完成情况",
        ("固定资产投资", investment),
        ("地区生产总值", GDP),
        ("其他营利性服务业", SERVICES),
    )


_PROJECTS = part(
    "重点项目推进情况", ("年度计划", YEAR_PLAN), ("开工和竣工", STARTS), ("新增入库", ENTRIES)
)
_MONEY = part("资金争取和使用", ("", FUNDS))
_PLANNING = part("项目谋划和储备", ("", RESERVE))


def _steps(title: str, goals: Paragraphs, planning: Paragraphs) -> Paragraphs:
    """Return the last part, what is to be done next."""
    return part(
        title,
        ("盯住目标，分解责任", goals),
        ("做实服务，推进建设{% set n = 0 %}", (*_BEGIN, *SUPPORT, *PROCEDURES, *FILING)),
        ("谋划项目，充实储备", planning),
        ("抓紧招商，扩大增量", ATTRACTING),
        ("强化督查，务求实效", OVERSIGHT),
    )


OUTLINES: dict[ReportKind, Paragraphs] = {
    ReportKind.FIRST_QUARTER: PROSE,
    ReportKind.MONTH: report(
        part("总体进展", ("", _INVESTMENT), ("", YEAR_PLAN)),
        part("开工、竣工和入库", ("开工和竣工", STARTS), ("新增入库", ENTRIES)),
        renamed(PROBLEMS),
        _steps("下一步工作", _GOALS_LEFT, PLANNING),
    ),
    ReportKind.HALF_YEAR: report(
        _done(),
        _PROJECTS,
        _MONEY,
        _PLANNING,
        renamed(PROBLEMS),
        _steps("下半年工作", _GOALS_LEFT, PLANNING_TOLD),
    ),
    ReportKind.NINE_MONTHS: report(
        _done(),
        _PROJECTS,
        _MONEY,
        _PLANNING,
        renamed(PROBLEMS),
        _steps("四季度工作", _LAST_QUARTER, PLANNING_TOLD),
    ),
    ReportKind.YEAR: report(
        _done(_INVESTMENT_OF_YEAR),
        _PROJECTS,
        _MONEY,
        renamed(PROBLEMS),
        part("明年工作安排", ("结转项目", NEXT_YEAR), ("项目谋划和储备", RESERVE)),
    ),
}
"""Kind of report → its paragraphs."""
