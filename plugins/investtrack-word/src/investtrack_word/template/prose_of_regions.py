"""The reports of a region that has others below it: overall, place by place, projects, problems, what is asked of whom.

Each kind of report of the year has its own outline here, too. What is said of a county's leaders and offices is not said.
"""

from __future__ import annotations

from investtrack_word.report.kinds import ReportKind
from investtrack_word.template.prose import (
    BODY,
    COMPLETED,
    ENTRIES,
    PROBLEMS,
    PROGRESS,
    SERVICES,
    STOCK,
    TABLE,
    TAG,
    Paragraphs,
    opening,
)
from investtrack_word.template.prose_of_the_year import (
    FUNDS,
    NEXT_YEAR,
    RESERVE,
    STARTS,
    YEAR_PLAN,
    part,
    renamed,
    report,
)


_OPENING = opening(
    "cumulated_label", "固定资产投资和重点项目推进", "固定资产投资和重点项目推进情况"
)

INVESTMENT: Paragraphs = (
    (TAG, "{%p if regions.definitions %}"),
    (BODY, "{{ regions.definitions }}"),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if regions.targets %}"),
    (BODY, "{{ regions.targets }}"),
    (TAG, "{%p else %}"),
    (BODY, "{{ cumulated }}固定资产投资目标【待补：目标任务】。"),
    (TAG, "{%p endif %}"),
    (
        TAG,
        "{%p if fai.in_library.expected and fai.new_entry.expected and not is_over %}",
    ),
    (
        BODY,
        "从来源看，在库项目预计完成{{ fai.in_library.expected }}，新增入库项目预计贡献{{ fai.new_entry.expected }}，"
        "两项合计{{ lacking.fai }}{{ fai.period.expected }}"
        "{% if fai.excess %}{% if fai.excess > 0 %}，对照{{ regions.against }}{{ fai.excess|excess }}"
        "{% elif fai.excess < 0 %}，对照{{ regions.against }}{{ fai.excess|excess }}，需加力补足"
        "{% else %}，与{{ regions.against }}持平{% endif %}{% endif %}。",
    ),
    (TAG, "{%p endif %}"),
    *COMPLETED,
    *STOCK,
)

GDP: Paragraphs = (
    (TAG, "{%p if gdp.year.growth_target or gdp.period.target or gdp.period.actual %}"),
    (
        BODY,
        "{% if gdp.year.growth_target %}{{ year }}年全{{ level }}地区生产总值增长目标为{{ gdp.year.growth_target|at_least(2) }}。{% endif %}"
        "{% if gdp.period.actual %}{{ cumulated }}地区生产总值{% if regions.gdp_done %}{{ regions.gdp_done }}{{ lacking.gdp }}{% endif %}完成{{ gdp.period.actual }}{% if gdp.period.growth %}，同比{{ gdp.period.growth|change }}{% endif %}。"
        "{% elif gdp.period.target and regions.gdp %}{{ cumulated }}地区生产总值目标，{{ regions.gdp }}{{ lacking.gdp }}{{ gdp.period.target }}。"
        "{% elif gdp.period.target %}{{ cumulated }}地区生产总值按{{ gdp.period.target }}{% if gdp.period.growth_target %}、同比{{ gdp.period.growth_target|change }}{% endif %}安排。{% endif %}",
    ),
    (TAG, "{%p else %}"),
    (BODY, "{{ cumulated }}地区生产总值【待补：目标任务】。"),
    (TAG, "{%p endif %}"),
)

PLACES: Paragraphs = (
    (TAG, "{%p if standing %}"),
    (BODY, "{{ standing }}"),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if regions.not_counted %}"),
    (BODY, "{{ regions.not_counted }}"),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if annex.regions.rows %}"),
    (TABLE, "regions"),
    (TAG, "{%p if regions.table_note %}"),
    (BODY, "{{ regions.table_note }}"),
    (TAG, "{%p endif %}"),
    (TAG, "{%p endif %}"),
)

_RESUMED = "督促有关地区对到期未复工的{{ resumption.overdue.count }}个项目{% if resumption.overdue.count > 1 %}逐一{% endif %}说明原因、定下时间。"

GOALS: Paragraphs = (
    (
        BODY,
        "把{% if not is_over %}{{ cumulated }}和{% endif %}全年目标分解到所辖各地、到月份，逐月对账、逐地通报。"
        "{% if regions.behind %}对完成率居后的{{ regions.behind }}重点调度，帮助查找差距、补上进度。{% endif %}"
        "{% if fai.excess and fai.excess < 0 and not is_over %}针对{{ fai.excess|excess }}，请各地逐项排查可提前释放的投资。{% endif %}",
    ),
)

BUILDING: Paragraphs = (
    (TAG, "{%p if resumption.overdue.count and resumption.overdue.count > 0 %}"),
    (BODY, _RESUMED),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if plan_starts.late.count and plan_starts.late.count > 0 %}"),
    (
        BODY,
        "督促有关地区对到期未开工的{{ plan_starts.late.count }}个项目{% if plan_starts.late.count > 1 %}逐个{% endif %}明确开工时间。",
    ),
    (TAG, "{%p endif %}"),
    (
        BODY,
        "{% if entry.collecting.count and entry.collecting.count > 0 %}力促正在收集资料的{{ entry.collecting.count }}个项目{% if entry.overdue.count > 0 %}尽快{% else %}按计划时间{% endif %}入库。{% endif %}"
        "{% if entry.returned.count and entry.returned.count > 0 %}被退回的{{ entry.returned.count }}个项目由有关地区抓紧补正重报。{% endif %}"
        "坚持依法统计、应统尽统。",
    ),
    (
        BODY,
        "抓好要素保障。{% if issues.open.count and issues.open.count > 0 %}尚未解决的{{ issues.open.count }}个问题由所在地区逐项销号，需要我{{ level }}协调的及时报送。{% endif %}"
        "会同主管部门保障用地、融资等需求。",
    ),
)

OVERSIGHT: Paragraphs = (
    (TAG, "{%p if regions.not_counted %}"),
    (BODY, "请没有报送和没有汇入的地区尽快补报，补报后重新汇总。"),
    (TAG, "{%p endif %}"),
    (BODY, "按月通报各地进度，以督查促进度，确保{{ goal }}目标实现。"),
)


def _steps(title: str) -> Paragraphs:
    return part(
        title,
        ("盯住目标，分解责任", GOALS),
        ("推进建设，抓好入库", BUILDING),
        ("强化督查，务求实效", OVERSIGHT),
    )


_OVERALL = part(
    "总体情况",
    ("固定资产投资", INVESTMENT),
    ("地区生产总值", GDP),
    ("其他营利性服务业", SERVICES),
)
_PLACES = part("各地情况", ("", PLACES))
_PROJECTS = part(
    "重点项目推进情况", ("年度计划", YEAR_PLAN), ("开工和竣工", STARTS), ("新增入库", ENTRIES)
)
_PROBLEMS = renamed(PROBLEMS)


def _report(*parts: Paragraphs) -> Paragraphs:
    return report(*parts, begin=_OPENING)


def _of_several_quarters(next_title: str) -> Paragraphs:
    return _report(
        _OVERALL,
        _PLACES,
        _PROJECTS,
        part("资金争取和使用", ("", FUNDS)),
        part("项目谋划和储备", ("", RESERVE)),
        _PROBLEMS,
        _steps(next_title),
    )


OUTLINES: dict[ReportKind, Paragraphs] = {
    ReportKind.FIRST_QUARTER: _report(
        _OVERALL,
        _PLACES,
        part("项目入库", ("", ENTRIES)),
        renamed(PROGRESS),
        _PROBLEMS,
        _steps("下一步工作"),
    ),
    ReportKind.MONTH: _report(
        part("总体情况", ("", INVESTMENT), ("", YEAR_PLAN)),
        _PLACES,
        part("开工、竣工和入库", ("开工和竣工", STARTS), ("新增入库", ENTRIES)),
        _PROBLEMS,
        _steps("下一步工作"),
    ),
    ReportKind.HALF_YEAR: _of_several_quarters("下半年工作"),
    ReportKind.NINE_MONTHS: _of_several_quarters("四季度工作"),
    ReportKind.YEAR: _report(
        _OVERALL,
        _PLACES,
        _PROJECTS,
        part("资金争取和使用", ("", FUNDS)),
        _PROBLEMS,
        part("明年工作安排", ("结转项目", NEXT_YEAR), ("项目谋划和储备", RESERVE)),
    ),
}
