"""The sentences of the report template, paragraph by paragraph: (style, text with tags).

``make_template`` sets them into template.docx; clerks edit them there, developers here. A sentence stands only where a
record is behind it: what no ledger of projects holds (documents, mottoes, inspections, signature) comes from 工作措施.
"""

from __future__ import annotations

from investtrack_word.report import styles


TITLE, H1, H2, BODY, TAG = styles.TITLE, styles.H1, styles.H2, "公文正文", "公文正文"
TABLE = "各地情况表"
"""No style: in this place stands the table of that name of ``TABLES``."""
ADDRESSEE, ATTACHMENT, SIGNATURE = "主送机关", styles.ATTACHMENT, styles.SIGNATURE

Paragraphs = tuple[tuple[str, str], ...]

# What the library can still report: a fact of part one, or a problem where it does not carry the year.
_HELD = (
    "{{ year }}年接转在库项目{{ lacking.carryover }}{{ carryover.count }}个，总投资{{ carryover.investment }}"
    "{% if carryover.real_estate.count > 0 and carryover.other.count > 0 %}（房开项目{{ carryover.real_estate.count }}个、{{ carryover.real_estate.investment }}，"
    "非房开项目{{ carryover.other.count }}个、{{ carryover.other.investment }}）{% endif %}"
)
_REMAINING = (
    "，剩余投资{{ remaining.investment }}"
    "{% if remaining.real_estate > 0 and remaining.other > 0 %}（房开项目{{ remaining.real_estate }}，非房开项目{{ remaining.other }}）{% endif %}"
)
_REPORTABLE = (
    "{% if remaining.unreportable and remaining.unreportable > 0 %}其中{{ remaining.unreportable }}难以上报"
    "{% if remaining.unreportable.by_reason %}（{{ remaining.unreportable.by_reason }}）{% endif %}，实际剩余可报投资{{ remaining.reportable }}。"
)
_ALL_REPORTABLE = "剩余可报投资{{ remaining.reportable }}。{% endif %}"
_STOCK = (
    _HELD
    + "{% if remaining.investment %}"
    + _REMAINING
    + "{% endif %}。"
    + _REPORTABLE
    + "{% elif remaining.reportable %}"
    + _ALL_REPORTABLE
)
# That it is thin is only said where all of it is known.
_THIN_STOCK = _HELD + _REMAINING + "。" + _REPORTABLE + "{% else %}" + _ALL_REPORTABLE


def against_target(amount: str = "") -> str:
    """Return what was done against what was set, the target with its *amount* where no other sentence has it."""
    target = "{% if assigner %}{{ assigner }}下达{% endif %}目标" + amount
    return (
        f"{{% if fai.period.excess %}}{{% if fai.period.excess > 0 %}}，对照{target}{{{{ fai.period.excess|excess }}}}"
        f"{{% elif fai.period.excess < 0 %}}，比{target}少{{{{ fai.period.excess|number('亿元', size=true) }}}}亿元"
        f"{{% else %}}，与{target}持平{{% endif %}}{{% endif %}}"
    )


def opening(label: str, matter: str, what: str) -> Paragraphs:
    """Return what every report begins with.

    Args:
        label: the tag of the period, as the title has it.
        matter: what the title says the report is on.
        what: what the first sentence says is reported.
    """
    return (
        # Whose and when, then what: a title that does not fit one line is turned between words (GB/T 9704).
        (TITLE, f"{{{{ region }}}}{{{{ {label} }}}}\n{matter}情况汇报"),
        (BODY, ""),
        (TAG, "{%p if data_old %}"),
        (BODY, "【数据提示：{{ data_old }}】"),
        (TAG, "{%p endif %}"),
        (TAG, "{%p if error_count %}"),
        (
            BODY,
            "【校核提示：台账还有{{ error_count }}条错误没有改，本稿有的数可能不准，见校核清单；改好后请重新出稿】",
        ),
        (TAG, "{%p endif %}"),
        (TAG, "{%p if measures.addressee %}"),
        (ADDRESSEE, "{{ measures.addressee }}："),
        (TAG, "{%p endif %}"),
        (
            BODY,
            "{% if measures.basis %}按照{{ measures.basis }}要求，{% endif %}"
            f"现将{{{{ region }}}}{{{{ {label} }}}}{what}（截至{{{{ as_of }}}}）汇报如下。",
        ),
        (TAG, "{%p if changes %}"),
        (BODY, "{{ changes }}"),
        (TAG, "{%p endif %}"),
    )


OPENING = opening("period_label", "重点工作", "主要指标、项目入库和复工开工等工作安排及进展")

ENTRIES: Paragraphs = (
    (TAG, "{%p if entry.planned.count %}"),
    (
        BODY,
        "{% if entry.planned.count > 0 %}{{ period }}计划入库{{ threshold }}以上项目{{ lacking.entry }}{{ entry.planned.count }}个，总投资{{ entry.planned.investment }}。"
        "其中：已入库{{ entry.entered.count }}个{% if entry.entered.count > 0 %}，总投资{{ entry.entered.investment }}{% endif %}"
        "{% if entry.collecting.count > 0 %}；正在收集资料{{ entry.collecting.count }}个，总投资{{ entry.collecting.investment }}{% endif %}"
        "{% if entry.submitted.count > 0 %}；已申报、正在审核{{ entry.submitted.count }}个，总投资{{ entry.submitted.investment }}{% endif %}"
        "{% if entry.returned.count > 0 %}；被退回{{ entry.returned.count }}个，总投资{{ entry.returned.investment }}{% endif %}"
        "{% if entry.other.count > 0 %}；尚在前期或未开始收集资料{{ entry.other.count }}个，总投资{{ entry.other.investment }}{% endif %}。"
        "{% else %}{{ period }}没有计划入库项目。{% endif %}",
    ),
    (TAG, "{%p else %}"),
    (BODY, "{{ period }}入库计划【待补：入库计划】。"),
    (TAG, "{%p endif %}"),
)

SERVICES: Paragraphs = (
    (TAG, "{%p if services.planned %}"),
    (
        BODY,
        "结合在库企业和年内新增入库企业情况，{{ period }}计划上报营业收入{{ lacking.services }}{{ services.planned }}"
        "{% if services.growth %}，同口径企业同比{{ services.growth|change }}{% endif %}。"
        "{% if services.in_library and services.new_entry %}其中，在库企业{{ services.in_library }}，年内新增入库企业{{ services.new_entry }}。{% endif %}"
        "{% if services.reported %}目前已上报{{ services.reported }}。{% endif %}",
    ),
    (TAG, "{%p else %}"),
    (BODY, "{{ period }}营业收入计划【待补：服务业企业】。"),
    (TAG, "{%p endif %}"),
)

COMPLETED: Paragraphs = (
    (TAG, "{%p if fai.period.completed %}"),
    (
        BODY,
        "{{ reported_months }}累计完成投资{{ lacking.fai }}{{ fai.period.completed }}"
        "{% if fai.period.growth %}，同比{{ fai.period.growth|change }}{% endif %}"
        "{% if fai.completion_rate %}，占{% if is_region %}所辖各地{% endif %}{{ period }}工作目标{% if is_region %}合计{% endif %}的{{ fai.completion_rate }}{% endif %}"
        "{% if is_over %}" + against_target() + "{% endif %}"
        "{% if fai.pace.gap %}；按全年目标衡量，{{ fai.pace.gap|pace }}{% endif %}。",
    ),
    (TAG, "{%p endif %}"),
)

STOCK: Paragraphs = (
    (TAG, "{%p if carryover.count > 0 and not problems.stock %}"),
    (
        BODY,
        _STOCK
        + "{% if remaining.coverage %}剩余可报投资相当于全年目标尚需完成投资的{{ remaining.coverage|times }}。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
)

TARGETS: Paragraphs = (
    (H1, "一、{{ period }}目标任务安排"),
    (H2, "（一）地区生产总值"),
    (TAG, "{%p if gdp.year.growth_target or gdp.period.target %}"),
    (
        BODY,
        "{% if gdp.year.growth_target %}{{ year }}年全{{ level }}地区生产总值增长目标为{{ gdp.year.growth_target|at_least(2) }}。{% endif %}"
        "{% if gdp.period.target %}{% if measures.motto %}为实现“{{ measures.motto }}”，{% endif %}{{ period }}地区生产总值按{{ gdp.period.target }}"
        "{% if gdp.period.growth_target %}、同比{{ gdp.period.growth_target|change }}{% endif %}安排。{% endif %}"
        "{% if gdp.period.actual %}目前完成{{ gdp.period.actual }}{% if gdp.period.growth %}，同比{{ gdp.period.growth|change }}{% endif %}。{% endif %}",
    ),
    (TAG, "{%p else %}"),
    (BODY, "台账尚未填报{{ period }}地区生产总值目标。"),
    (TAG, "{%p endif %}"),
    (H2, "（二）固定资产投资"),
    (
        BODY,
        "{% if fai.period.assigned %}{% if assigner %}{{ assigner }}下达我{{ level }}{{ period }}固定资产投资目标{% else %}所辖各地{{ period }}固定资产投资目标合计{% endif %}{{ fai.period.assigned }}。{% endif %}"
        "{% if fai.period.planned %}对照全年任务，我{{ level }}{{ period }}按{{ fai.period.planned }}推进"
        "{% if fai.period.growth_planned %}，同比{{ fai.period.growth_planned|change }}{% endif %}"
        "{% if plan_months %}（{{ plan_months|join('，') }}）{% endif %}。{% else %}{{ period }}工作目标暂缺。{% endif %}"
        "{% if fai.in_library.expected and fai.new_entry.expected %}从来源看，在库项目预计完成{{ fai.in_library.expected }}，"
        "新增入库项目预计贡献{{ fai.new_entry.expected }}，两项合计{{ lacking.fai }}{{ fai.period.expected }}"
        "{% if fai.excess and not is_over %}{% if fai.excess > 0 %}，对照{% if assigner %}{{ assigner }}下达{% endif %}目标{{ fai.excess|excess }}"
        "{% elif fai.excess < 0 %}，对照{% if assigner %}{{ assigner }}下达{% endif %}目标{{ fai.excess|excess }}，需加力补足{% else %}，与{% if assigner %}{{ assigner }}下达{% endif %}目标持平{% endif %}{% endif %}。{% endif %}",
    ),
    (TAG, "{%p if not fai.period.planned and year_plan.count and year_plan.count > 0 %}"),
    (
        BODY,
        "台账所列项目{{ all_projects.count }}个{% if all_projects.investment %}，总投资{{ all_projects.investment }}{% endif %}；"
        "有年度计划的{{ year_plan.count }}个，年度计划投资{{ year_plan.investment }}"
        "{% if year_plan.completed %}，已完成{{ year_plan.completed }}{% if year_plan.rate and is_whole.year_plan %}，完成率{{ year_plan.rate }}{% endif %}"
        "{% if year_plan.pace_gap and is_whole.year_plan %}，{{ year_plan.pace_gap|pace }}{% endif %}{% endif %}。",
    ),
    (TAG, "{%p endif %}"),
    *COMPLETED,
    (TAG, "{%p if standing %}"),
    (BODY, "{{ standing }}"),
    (TAG, "{%p endif %}"),
    *STOCK,
    (H2, "（三）{{ threshold }}以上固定资产投资项目入库"),
    *ENTRIES,
    (H2, "（四）其他营利性服务业"),
    *SERVICES,
)

PROGRESS: Paragraphs = (
    (H1, "二、项目复工复产和集中开工进展"),
    (H2, "（一）项目复工复产{% set n = 0 %}"),
    (TAG, "{%p if resumption.planned.count and resumption.planned.count > 0 %}"),
    (
        BODY,
        "{% set n = n + 1 %}{{ ordinals[n] }}是摸清底数。全{{ level }}纳入复工调度的项目{{ lacking.resumption }}共{{ resumption.planned.count }}个"
        "{% if resumption.planned.by_level %}，按级别分：{{ resumption.planned.by_level }}{% endif %}"
        "{% if resumption.planned.by_stage %}；按阶段分：{{ resumption.planned.by_stage }}{% endif %}。",
    ),
    (TAG, "{%p if measures.plan or resumption.unassigned.count == 0 and not is_region %}"),
    (
        BODY,
        "{% set n = n + 1 %}{{ ordinals[n] }}是压实责任。"
        "{% if measures.plan %}{% if measures.issued_on %}{{ measures.issued_on }}{% endif %}印发《{{ measures.plan }}》{% if measures.document_number %}（{{ measures.document_number }}）{% endif %}"
        "{% if resumption.unassigned.count == 0 %}，{% else %}。{% endif %}{% endif %}"
        "{% if resumption.unassigned.count == 0 %}{{ resumption.planned.count }}个项目均已明确包保领导。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if measures.inspector or supervision.done > 0 or measures.prevention %}"),
    (
        BODY,
        "{% set n = n + 1 %}{{ ordinals[n] }}是跟进督导。"
        "{% if measures.inspector %}{% if measures.inspected_from %}从{{ measures.inspected_from }}起，{% endif %}{{ measures.inspector }}到现场督查复工情况"
        "{% if supervision.done > 0 %}，{{ period }}已督导{{ supervision.done }}次{% endif %}。"
        "{% elif supervision.done > 0 %}{{ period }}已开展督导{{ supervision.done }}次。{% endif %}"
        "{% if measures.prevention %}{{ measures.prevention|sentence }}{% endif %}",
    ),
    (TAG, "{%p endif %}"),
    (
        BODY,
        "截至{{ as_of }}，{% if resumption.resumed.count == resumption.planned.count %}计划复工的{{ resumption.planned.count }}个项目均已复工，复工率{{ resumption.rate }}"
        "{% else %}计划复工的{{ resumption.planned.count }}个项目中已复工{{ resumption.resumed.count }}个，复工率{{ resumption.rate }}{% endif %}"
        "{% if resumption.by_date and resumption.resumed.count > 0 and not is_region %}，其中：{{ resumption.by_date|dated }}{% endif %}。"
        "{% if resumption.overdue.count > 0 %}{% if resumption.due.count != resumption.planned.count %}{{ resumption.due.count }}个到期项目已复工{{ resumption.due_resumed.count }}个；{% endif %}尚未复工的{{ resumption.overdue.count }}个{% if resumption.overdue.count > 3 %}，如{% else %}是{% endif %}{{ resumption.overdue.list|some(3) }}。{% endif %}",
    ),
    (TAG, "{%p else %}"),
    (
        BODY,
        "{% if resumption.planned.count %}没有需要复工的项目。{% else %}项目复工情况【待补：复工复产】。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
    (H2, "（二）项目集中开工"),
    (TAG, "{%p if starts.count and starts.count > 0 %}"),
    (
        BODY,
        "{{ batch }}集中开工{% if not starts.started.count %}拟{% endif %}安排项目{{ starts.count }}个，总投资{{ starts.investment }}。"
        "{% if starts.ready.count %}{% if starts.ready.count == starts.count %}各项目前期工作均已完成，可以按计划开工"
        "{% elif starts.ready.count > 0 %}前期工作已完成{{ starts.ready.count }}个，其余正在办理{% else %}各项目前期工作正在办理{% endif %}"
        "{% if starts.started.count > 0 %}；已开工{{ starts.started.count }}个{% endif %}。{% endif %}"
        "{% if starts.by_industry %}按产业分：{{ starts.by_industry }}。{% endif %}",
    ),
    (TAG, "{%p else %}"),
    (
        BODY,
        "{% if starts.count %}{{ period }}没有安排集中开工项目。{% else %}集中开工准备情况【待补：集中开工】。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
)

_STOPPED = (
    "停工的有{{ progress.stopped.count }}个，{% if progress.stopped.count > 3 %}如{% else %}即{% endif %}{{ progress.stopped.list|some(3) }}，"
    "{% if progress.stopped.count > 1 %}最长的{% endif %}已停工{{ progress.stopped.days }}天。"
)

PROBLEMS: Paragraphs = (
    (H1, "三、存在的主要问题{% set n = 0 %}"),
    (TAG, "{%p if problems.behind %}"),
    (
        BODY,
        "{% set n = n + 1 %}（{{ ordinals[n] }}）{{ problems.behind }}{{ lacking.fai }}。{{ diagnosis.behind }}",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if problems.shortfall %}"),
    (
        BODY,
        "{% set n = n + 1 %}（{{ ordinals[n] }}）预计完成与目标有差距{{ lacking.fai }}。{{ diagnosis.shortfall }}",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if problems.stock %}"),
    (
        BODY,
        "{% set n = n + 1 %}（{{ ordinals[n] }}）{% if remaining.coverage < 1 %}存量项目支撑不足{% else %}存量项目余量不大{% endif %}。"
        + _THIN_STOCK
        + "剩余可报投资相当于全年目标尚需完成投资的{{ remaining.coverage|times }}，{% if remaining.coverage < 1 %}存量已不足以支撑全年任务{% else %}余量不大，个别项目落空就会影响全年任务{% endif %}。",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if problems.entries %}"),
    (
        BODY,
        "{% set n = n + 1 %}（{{ ordinals[n] }}）{{ problems.entries }}{{ lacking.entry }}。{% if problems.thin_entries %}{% if entry.major.count == entry.planned.count %}"
        "{{ period }}计划入库项目只有{{ entry.planned.count }}个{% if entry.planned.count <= 2 %}，即{{ entry.major.list|names(2) }}{% endif %}，"
        "总投资{% if entry.planned.count > 1 %}都{% endif %}在{{ major_threshold }}以上。{% else %}{{ period }}计划入库的{{ entry.planned.count }}个项目中，"
        "{% if entry.major.count > 0 %}总投资{{ major_threshold }}以上的{% if entry.major.count <= 2 %}只有{{ entry.major.count }}个，即{{ entry.major.list|names(2) }}。{% else %}有{{ entry.major.count }}个，如{{ entry.major.list|some(2) }}。{% endif %}"
        "{% else %}没有总投资{{ major_threshold }}以上的。{% endif %}{% endif %}"
        "{% if problems.top_pending or problems.top_entered %}{% if entry.concentration.share < 1 %}{{ entry.concentration.project }}一个项目投资{{ entry.concentration.investment }}，占计划入库总投资的{{ entry.concentration.share|tenths }}"
        "{% if problems.top_late %}，该项目已过计划时间仍未入库，再拖延将直接影响新增投资{% elif problems.top_pending %}，该项目如不能按期入库，将直接影响新增投资{% else %}，该项目已入库，要抓好投资上报{% endif %}。"
        "{% elif problems.top_late %}该项目已过计划时间仍未入库，再拖延{{ period }}没有新增投资。{% elif problems.top_pending %}该项目如不能按期入库，{{ period }}没有新增投资。{% endif %}{% endif %}{% endif %}"
        "{% if entry.overdue.count > 0 and not (problems.top_late and entry.overdue.count == 1) %}{{ entry.overdue.count }}个项目（{{ entry.overdue.list|some(3) }}）已过计划时间仍未入库。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if problems.delivery %}"),
    (
        BODY,
        "{% set n = n + 1 %}（{{ ordinals[n] }}）部分项目推进迟缓{{ lacking.progress }}。{% if measures.explanation %}{{ measures.explanation|sentence }}{% endif %}"
        "{% if diagnosis.slow %}{{ diagnosis.slow }}{% elif progress.slow.count > 0 %}进度明显落后于序时的在库项目有{{ progress.slow.count }}个，如{{ progress.slow.list|some(3) }}。{% endif %}"
        "{% if progress.stopped.count > 0 and not diagnosis.slow %}{% if diagnosis.stopped %}{{ diagnosis.stopped }}{% else %}"
        + _STOPPED
        + "{% endif %}{% endif %}",
    ),
    (TAG, "{%p if progress.stopped.count > 0 and diagnosis.slow %}"),
    (BODY, _STOPPED),
    (TAG, "{%p endif %}"),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if problems.issues %}"),
    (
        BODY,
        "{% set n = n + 1 %}（{{ ordinals[n] }}）要素保障还不到位{{ lacking.issues }}。目前尚未解决的问题{{ issues.open.count }}个"
        "{% if issues.open.by_category %}，按类别分：{{ issues.open.by_category }}{% endif %}"
        "{% if issues.open.overdue.count > 0 and not diagnosis.overdue_issues %}；已超过整改时限的{{ issues.open.overdue.count }}个{% endif %}。"
        "{% if diagnosis.overdue_issues %}{{ diagnosis.overdue_issues }}{% endif %}"
        "{% if issues.resolved.count and issues.resolved.count > 0 %}另有{{ issues.resolved.count }}个已经解决。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if problems.money %}"),
    (BODY, "{% set n = n + 1 %}（{{ ordinals[n] }}）{{ problems.money }}。{{ diagnosis.money }}"),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if problems.duty %}"),
    (
        BODY,
        "{% set n = n + 1 %}（{{ ordinals[n] }}）责任还没有全部落实{{ lacking.leaders }}。"
        "{% if leaders.unassigned.count > 0 %}{{ leaders.unassigned.count }}个项目（{{ leaders.unassigned.list|some(3) }}）尚未明确包保领导。"
        "{% else %}纳入复工调度的项目中，{{ resumption.unassigned.count }}个（{{ resumption.unassigned.list|some(3) }}）尚未明确包保领导。{% endif %}",
    ),
    (TAG, "{%p endif %}"),
    (TAG, "{%p for item in conclusions %}"),
    (BODY, "（{{ ordinals[n + loop.index] }}）{{ item.title }}。{{ item.text }}"),
    (TAG, "{%p endfor %}"),
    (TAG, "{%p if n == 0 and not conclusions %}"),
    (
        BODY,
        "{% if issues.open.count == 0 %}问题清单中的问题均已解决，各项指标没有反映出突出问题。{% else %}【待补：问题清单】{% endif %}",
    ),
    (TAG, "{%p endif %}"),
)


_CATCH_UP = (
    "{% if leaders.unassigned.count and leaders.unassigned.count > 0 %}对尚无包保领导的{{ leaders.unassigned.count }}个项目，限期明确到人。{% endif %}"
    "{% if fai.excess and fai.excess < 0 and not is_over %}针对{{ fai.excess|excess }}，逐项排查可提前释放的投资。{% endif %}"
    "{% if tasks.catch_up.count > 0 %}进度落后的{{ tasks.catch_up.count }}个项目定出追赶办法：{{ tasks.catch_up.some }}。{% endif %}"
)

GOALS: Paragraphs = (
    (
        BODY,
        "把{% if not is_over %}{{ cumulated }}和{% endif %}全年目标"
        "{% if is_region %}分解到所辖各地、到项目、到月份，逐月对账、逐地通报。"
        "{% else %}分解到项目、到月份、到责任人，落实一个项目、一名领导、一个专班，逐月对账。{% endif %}"
        + _CATCH_UP,
    ),
)

_TO_RESUME = "{% set n = n + 1 %}{{ ordinals[n] }}是抓复工项目。"
_OVERDUE = "对到期未复工的{{ resumption.overdue.count }}个项目找准原因、定下时间{% if tasks.resume.count > 0 %}：{{ tasks.resume.some }}{% endif %}。"
_RESUMED = "对已复工项目跟踪用工、运输、原材料供应，尽快形成实物工作量。"
RESUME: Paragraphs = (
    (
        BODY,
        _TO_RESUME
        + "{% if resumption.overdue.count and resumption.overdue.count > 0 %}"
        + _OVERDUE
        + "{% endif %}"
        + _RESUMED,
    ),
)
RESUME_OVERDUE: Paragraphs = ((BODY, _TO_RESUME + _OVERDUE + _RESUMED),)

SUPPORT: Paragraphs = (
    (
        BODY,
        "{% set n = n + 1 %}{{ ordinals[n] }}是抓要素保障。{% if issues.open.count and issues.open.count > 0 %}对{{ issues.open.count }}个未解决问题限期销号{% if tasks.issue.count > 0 %}，超期的由责任单位说明情况：{{ tasks.issue.some }}{% endif %}。{% endif %}"
        "会同主管部门保障水、电、用地、融资等需求。",
    ),
)

PROCEDURES: Paragraphs = (
    (
        BODY,
        "{% set n = n + 1 %}{{ ordinals[n] }}是抓前期手续。{% if starts.count and starts.ready.count and starts.ready.count < starts.count %}督促集中开工项目抓紧办结未完手续；{% endif %}"
        "帮助新建项目完善前期手续，成熟一个、开工一个。",
    ),
)

FILING: Paragraphs = (
    (
        BODY,
        "{% set n = n + 1 %}{{ ordinals[n] }}是抓入库申报。{% if tasks.papers.count > 0 %}资料不齐的{{ tasks.papers.count }}个项目列出清单、专人跟办：{{ tasks.papers.some }}。{% endif %}"
        "{% if entry.collecting.count and entry.collecting.count > 0 %}力促正在收集资料的{{ entry.collecting.count }}个项目{% if entry.overdue.count > 0 %}尽快{% else %}按计划时间{% endif %}入库。{% endif %}"
        "{% if entry.returned.count and entry.returned.count > 0 %}被退回的{{ entry.returned.count }}个项目抓紧补正重报{% if tasks.returned.count > 0 %}：{{ tasks.returned.some }}{% endif %}。{% endif %}"
        "{% if ahead.entries %}{{ ahead.name }}计划入库{{ ahead.entries }}个、总投资{{ ahead.entries_investment }}，提前组卷、按时申报。{% endif %}"
        "坚持依法统计、应统尽统。",
    ),
)

_PLANS_BY = (
    "{% if measures.industrial_policy %}围绕{{ measures.industrial_policy }}谋划项目。{% endif %}"
)
_STRIVE = "加快前期工作，对口争取中央预算内投资、专项债券和银行融资。"

PLANNING: Paragraphs = (
    (
        BODY,
        _PLANS_BY
        + "{% if reserve.count and reserve.count > 0 %}目前储备项目{{ reserve.count }}个，总投资{{ reserve.investment }}"
        "{% if reserve.by_transformation %}（{{ reserve.by_transformation }}）{% endif %}"
        "{% if reserve.funds and reserve.funds > 0 %}，资金需求{{ reserve.funds }}{% endif %}"
        "{% if reserve.by_channel %}；拟申请渠道：{{ reserve.by_channel }}{% endif %}。{% endif %}"
        + _STRIVE,
    ),
)

PLANNING_TOLD: Paragraphs = ((BODY, _PLANS_BY + _STRIVE),)
"""The same where another part has told the reserve."""

ATTRACTING: Paragraphs = (
    (
        BODY,
        "一是完善一批成熟项目的前期条件，加大推介力度，促成签约。"
        "{% if promotion.signed.count and promotion.signed.count > 0 %}二是跟踪已签约项目落地：累计签约{{ promotion.signed.count }}个、协议投资{{ promotion.signed.investment }}，"
        "已开工{{ promotion.started.count }}个{% if promotion.conversion %}，开工转化率{{ promotion.conversion }}{% endif %}"
        "{% if promotion.funds and promotion.funds > 0 %}，到位资金{{ promotion.funds }}{% endif %}。"
        "{% if promotion.pending.list|length > 0 %}重点推动{{ promotion.pending.list|some(2) }}{% if promotion.pending.list|length <= 2 %}等已签约项目{% else %}已签约项目{% endif %}尽早开工。{% endif %}"
        "{% else %}二是做好已签约项目的跟踪服务，推动尽早开工。{% endif %}",
    ),
)

OVERSIGHT: Paragraphs = (
    (
        BODY,
        "{% if measures.mechanism %}用好{{ measures.mechanism }}，{% endif %}及时到现场协调解决项目建设中的问题"
        "{% if supervision.due and supervision.done < supervision.due %}，加密督导频次{% endif %}。"
        "{% if tasks.rectify.count > 0 %}对督导发现、尚未完成整改的{{ tasks.rectify.count }}个问题挂账督办"
        "{% if tasks.rectify.late > 0 %}（已逾期{{ tasks.rectify.late }}个）{% endif %}：{{ tasks.rectify.some }}。{% endif %}"
        "以督查促进度，确保{{ goal }}目标实现。",
    ),
)

NEXT_STEPS: Paragraphs = (
    (H1, "四、下一步工作"),
    (H2, "（一）盯住目标，分解责任"),
    *GOALS,
    (H2, "（二）做实服务，推进建设{% set n = 0 %}"),
    (TAG, "{%p if resumption.planned.count and resumption.planned.count > 0 %}"),
    *RESUME,
    (TAG, "{%p endif %}"),
    *SUPPORT,
    *PROCEDURES,
    *FILING,
    (H2, "（三）谋划项目，充实储备"),
    *PLANNING,
    (H2, "（四）抓紧招商，扩大增量"),
    *ATTRACTING,
    (H2, "（五）强化督查，务求实效"),
    *OVERSIGHT,
)

CLOSING: Paragraphs = (
    (TAG, "{%p for item in further %}"),
    (BODY, "{{ item }}"),
    (TAG, "{%p endfor %}"),
    (TAG, "{%p if rounding %}"),
    (BODY, "（注：{{ rounding }}。）"),
    (TAG, "{%p endif %}"),
    (TAG, "{%p if has_annex %}"),
    (BODY, ""),
    (ATTACHMENT, "附件：{{ region }}{{ cumulated_label }}重点项目有关情况表"),
    (TAG, "{%p endif %}"),
    (BODY, ""),
    (
        SIGNATURE,
        "{% if measures.signature %}{{ measures.signature }}{% elif reporting_unit %}{{ reporting_unit }}{% else %}【待补：署名】{% endif %}",
    ),
    (
        SIGNATURE,
        "{% if measures.dated_on %}{{ measures.dated_on }}{% else %}{{ as_of_date }}{% endif %}",
    ),
)

PROSE: Paragraphs = (*OPENING, *TARGETS, *PROGRESS, *PROBLEMS, *NEXT_STEPS, *CLOSING)

Columns = tuple[tuple[str, str, float, str], ...]
TABLES: dict[str, tuple[str, str, Columns]] = {
    "regions": (
        "各地主要指标",
        "亿元、个",
        (
            ("地区", "name", 22, "left"), ("下达目标", "assigned", 18, "right"), ("工作目标", "target", 18, "right"),
            ("预计完成", "expected", 18, "right"), ("累计完成", "completed", 18, "right"), ("完成率", "rate", 17, "right"),
            ("位次", "place", 12, "center"), ("计划入库", "planned", 18, "right"), ("已入库", "entered", 15, "right"),
        ),
    ),
}  # fmt: skip
"""Tables within the text: name in the namespace → title, unit, columns as of the annexes."""

ANNEXES: tuple[tuple[str, str, tuple[tuple[str, str, float, str], ...]], ...] = (
    (
        "entries",
        "本期计划入库项目",
        (
            ("项目名称", "name", 42, "left"), ("总投资", "investment", 22, "right"), ("状态", "status", 18, "left"),
            ("计划入库", "planned", 34, "left"), ("资料", "papers", 11, "center"), ("缺少", "missing", 29, "left"),
        ),
    ),
    (
        "resumptions",
        "到期未复工项目",
        (
            ("项目名称", "name", 54, "left"), ("计划复工", "planned", 34, "left"), ("未复工原因", "reason", 36, "left"),
            ("责任单位", "responsible_unit", 32, "left"),
        ),
    ),
    (
        "starts",
        "集中开工项目",
        (
            ("项目名称", "name", 42, "left"), ("总投资", "investment", 22, "right"), ("产业", "industry", 18, "left"),
            ("计划开工", "planned", 34, "left"), ("前期工作", "state", 19, "left"), ("未办结手续", "open", 21, "left"),
        ),
    ),
    (
        "slow",
        "推进较慢和停工项目",
        (
            ("项目名称", "name", 43, "left"), ("年度计划", "plan", 22, "right"), ("已完成", "actual", 21, "right"),
            ("情况", "state", 26, "left"), ("包保领导", "leaders", 19, "left"), ("责任单位", "responsible_unit", 25, "left"),
        ),
    ),
    (
        "issues",
        "逾期未解决问题",
        (
            ("项目名称", "name", 34, "left"), ("类别", "category", 14, "left"), ("问题", "description", 46, "left"),
            ("整改时限", "due", 34, "left"), ("责任单位", "responsible_unit", 28, "left"),
        ),
    ),
    (
        "tasks",
        "下一步任务清单",
        (
            ("项目名称", "name", 40, "left"), ("任务", "what", 50, "left"), ("责任单位、领导", "owner", 32, "left"),
            ("期限", "due", 34, "left"),
        ),
    ),
)  # fmt: skip
"""Annex tables: name in the namespace, title, columns (head, key, width in mm, alignment); a date stands on one line in 34 mm."""
