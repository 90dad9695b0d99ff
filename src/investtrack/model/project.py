"""Projects (项目台账)."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column, explained
from investtrack.model.made_in_code import origin_field
from investtrack.model.series import Series
from investtrack.model.source import Origin
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan


class ProjectLevel(StrEnum):
    """Whose major project it is (项目级别)."""

    NATIONAL = "国家"
    PROVINCIAL = "省级重大"
    CITY = "市级重大"
    COUNTY = "县级"


class ProjectStage(StrEnum):
    """Stage of construction in the year (建设阶段)."""

    NEW = "新建"
    CONTINUING = "续建"
    FINISHING = "收尾"
    PREPARING = "预备"


@explained
@frozen(kw_only=True)
class Project:
    """One row of 项目台账. Amounts are exact; what the ledger leaves empty is None: unknown, not zero."""

    code: str | None = column("项目编码")
    """The code by which sheets refer to it, mostly that of the national approval platform (text). 项目编码; also 项目代码、项目编号、全国统一编码、统一编码、项目统一代码、投资项目在线审批监管平台代码、投资项目在线审批监管平台、在线平台代码、项目审批代码、审批监管平台代码."""
    name: str | None = column("项目名称", required=True)
    """What it is called; sheets without a code refer to it by this (text). 项目名称; also 项目全称、工程名称、重点项目名称、工程项目名称、企业(项目)名称、项目(企业)名称."""
    owner: str | None = column("建设单位")
    """Who builds it and answers for the money (text). 建设单位; also 项目业主、业主单位、项目(法人)单位、主投单位、项目单位、业主、项目业主单位、项目法人、业主名称、业主单位或筹办单位、业主单位或筹建单位、投资方、企业名称、业主(责任)单位、投资主体名称、投资主体、建设主体、项目单位名称、建设单位名称、业主单位名称."""
    responsible_unit: str | None = column("责任单位")
    """The bureau or town that answers for its progress (text). 责任单位; also 牵头单位、主管部门、行业主管部门、挂钩责任单位、市或县挂钩责任单位、责任部门、分管局委、实施单位、服务单位、包保单位、包保责任单位、责任主体、牵头部门、主管单位、包联单位、项目责任单位、包抓责任单位、包抓单位、实施主体、牵头责任单位、县级责任单位、责任单位名称."""
    leaders: tuple[str, ...] = column("包保领导", CellKind.NAMES, default=())
    """The county leaders that look after it (names in the order written). 包保领导; also 包联领导、包抓领导、包保县领导、分包领导、挂钩领导、挂联领导、责任领导、分管区领导、联系领导、挂点领导、项目挂点领导、市挂钩领导、市或县挂钩领导、牵头县领导、县挂钩领导、镇挂钩领导、包挂领导、服务队长、县级领导、分管领导、分管县领导、牵头领导、包保责任领导、县级包保领导、包保县级领导、包联县级领导、县级包联领导、市领导、县领导、区领导、州领导、市级领导、区级领导、市级包联领导、市级包保领导、包联市领导、包联县领导、挂钩市领导、挂钩县领导、挂点县领导、挂点市领导、联系市领导、联系县领导、包保责任领导姓名、包保领导姓名、市级包抓领导、县级包抓领导、包抓县级领导、包抓市级领导、包抓县领导、包抓市领导、分管副县长、包保副县长、责任副县长、牵头副县长、县包保领导、挂包领导、挂包县领导."""
    team: str | None = column("工作专班")
    """The task force it belongs to (text). 工作专班; also 专班、推进工作组、工作组."""
    level: ProjectLevel | None = column("项目级别", CellKind.CHOICE, choices=ProjectLevel)
    """Whose major project it is (one of ProjectLevel). 项目级别; also 项目层级、重点项目类别、管理级别."""
    stage: ProjectStage | None = column("建设阶段", CellKind.CHOICE, choices=ProjectStage)
    """Where its construction stands in the year (one of ProjectStage). 建设阶段; also 项目性质、项目阶段."""
    industry: str | None = column("行业")
    """Its industry, in words or as a code of GB/T 4754 (text). 行业; also 所属行业、产业类别、产业分类、三大产业、行业类别、行业代码."""
    is_real_estate: bool | None = column("是否房地产", CellKind.FLAG)
    """Whether it is real estate, which is counted apart (yes, no, or unknown). 是否房地产; also 是否房开、是否房地产项目、房地产项目."""
    total_investment: Amount | None = column("总投资", CellKind.MONEY)
    """What it is planned to cost in all (exact amount, 万元 in the ledger). 总投资（万元）; also 计划总投资、项目总投资、总投资额、投资总额、概算投资、概算总投资、估算总投资、项目投资总额、总投资概算、计划投资总额、批复总投资、预算总投资、投资总规模."""
    cumulative_before_year: Amount | None = column("到上年底累计完成投资", CellKind.MONEY)
    """What was invested from its start to the end of last year (exact amount, 万元 in the ledger). 到上年底累计完成投资（万元）; also 截至上年底累计完成投资、至上年底累计完成投资、上年末累计完成投资、上年末累计."""
    year_plan: Amount | None = column("年度计划投资", CellKind.MONEY)
    """What is planned to be invested this year (exact amount, 万元 in the ledger). 年度计划投资（万元）; also 年度投资计划、本年度投资计划、当年计划投资、年度投资目标、全年计划投资金额、年度计划、今年计划投资、本年计划投资、全年计划投资、年计划投资、年计划完成投资、全年计划、年度计划完成投资、年度投资任务、全年投资计划、全年投资任务."""
    planned: Series = column(
        "计划完成投资", CellKind.SERIES, pattern="{Y}年{M}计划完成投资（万元）", default=()
    )
    """What is planned to be invested from January to the end of each month ((month, exact amount) ascending, each cumulated from January, 万元 in the ledger). {Y}年1—m月计划完成投资（万元）."""
    actual: Series = column(
        "完成投资",
        CellKind.SERIES,
        pattern="{Y}年{M}完成投资（万元）",
        default=(),
        note="同义写法不写月份，月份由标题、截至日期或配置给出",
    )
    """What was invested from January to the end of each month ((month, exact amount) ascending, each cumulated from January, 万元 in the ledger). {Y}年1—m月完成投资（万元）; also 自年初累计完成投资、本年累计完成投资、本年度累计完成投资、今年累计完成投资、年度累计完成投资、本年完成投资、今年完成投资、本年实际完成投资、年实际完成投资、本年上报投资、年初至报告期累计完成投资、年内累计完成投资、当月至今已完成、本年度投资计划完成情况、年初至今累计完成投资、年初至今完成投资、本年累计列统投资、累计列统投资、本年已完成投资、今年已完成投资、本年度已完成投资、年内完成投资、今年以来完成投资、年初以来完成投资、年初以来累计完成投资、今年累计完成、本年累计完成、本年度累计完成、年内累计完成、今年以来累计完成、年初以来累计完成、年初至今累计完成. 同义写法不写月份，月份由标题、截至日期或配置给出。"""
    cumulative: Amount | None = column("自开始建设累计完成投资", CellKind.MONEY)
    """What was invested from its start to the date of the ledger (exact amount, 万元 in the ledger). 自开始建设累计完成投资（万元）; also 开工至报告期累计完成投资、项目累计投资、开工以来累计完成投资、自开工累计完成投资、自开工建设累计完成投资、自开始建设至本年底累计完成投资、目前完成投资、累计完成投资、开工至今完成投资、开工至今累计完成投资、开工以来已完成投资、自开工以来累计完成投资、自开工至今累计完成投资、自开工以来完成投资、项目累计完成投资、已累计完成投资、累计已完成投资、开工累计完成投资."""
    unreportable: Amount | None = column("不可报投资", CellKind.MONEY)
    """Part of what is left that can never be reported as investment, such as land fees (exact amount, 万元 in the ledger). 不可报投资（万元）; also 不可报送投资、不可报."""
    unreportable_reason: str | None = column("不可报原因")
    """Why that part cannot be reported (text). 不可报原因; also 不可报送原因."""
    is_in_library: bool | None = column("是否入库", CellKind.FLAG)
    """Whether it is in the statistical library of investment projects, so that its investment counts (yes, no, or unknown). 是否入库; also 是否纳统、是否入统、是否在库、是否纳入统计、是否列统项目、是否列统、是否在统、统计入库情况、是否纳入统计库、是否已入库、在库状态、在统状态、纳统状态、入统状态、入库状态、入库情况、在库情况、纳统情况、入统情况、入库、纳统、入统、是否纳规入统、是否统计入库、是否纳入固投、是否固投入库、固投是否入库、固投入库情况、纳规入统情况、是否入固投库、是否进库、是否上库."""
    entered_on: DateSpan | None = column("入库时间", CellKind.DATE)
    """When it entered the library (a day, or the first and last day it may be). 入库时间; also 纳统时间、入统时间、实际入库时间、统计入库时间、纳入统计库时间、固投入库时间、进库时间、上库时间、纳规入统时间."""
    library_code: str | None = column("纳统编码")
    """Its code in the library (text). 纳统编码; also 项目(法人)码、统计编码、入库编码、纳统代码、入统编码、统计库项目编码、项目入库代码."""
    started_on: DateSpan | None = column("开工时间", CellKind.DATE)
    """When construction started (a day, or the first and last day it may be). 开工时间; also 实际开工时间、开工日期、实际开工年月、开工年月、开(复)工时间、开工(复工)时间、开复工时间."""
    finished_on: DateSpan | None = column("竣工时间", CellKind.DATE)
    """When it was finished (a day, or the first and last day it may be). 竣工时间; also 实际竣工时间、竣工日期、实际竣工年月、竣工年月、完工时间、实际完工时间、竣工投产时间、竣工(投产)时间、投产时间、建成时间."""
    stopped_since: DateSpan | None = column("停工起始时间", CellKind.DATE)
    """Since when work stands still; empty where it goes on (a day, or the first and last day it may be). 停工起始时间; also 停工时间、停工日期."""
    progress: str | None = column("形象进度")
    """How far the building is, in words (text). 形象进度; also 实物工程量、本月进展、工作进展、当前进展、进展情况、实际形象进度、工程形象进度、目前形象进度、当前形象进度、项目建设形象进度、目前项目建设形象进度、年度形象进度、项目进度、目前进度、当前进度、工程进度、建设进度、项目进展、项目进展情况、目前进展情况、目前进展、建设进展、建设进展情况、项目建设进展情况、工程进展情况、工程进展."""
    remark: str | None = column("备注")
    """A remark (text). 备注; also 说明."""
    # What offices keep and no figure needs: read where a ledger has it, left out of the blank form.
    town: str | None = column("所在乡镇", standard=False)
    """The town or street office it lies in (text). 所在乡镇; also 所属乡镇、乡镇、街道、归属街道、所属街道、镇街、乡镇街道、所属镇街、属地乡镇."""
    place: str | None = column("建设地点", standard=False)
    """Where it is built (text). 建设地点; also 建设地址、详细地址、项目属地、项目地点、项目所在地、所在区域、区域."""
    content: str | None = column("建设内容及规模", standard=False)
    """What is built, and how large (text). 建设内容及规模; also 建设规模及内容、建设内容、总建设规模和建设内容、建设规模及主要建设内容、建设规模、主要建设内容、建设规模和内容、主要建设内容及规模、建设内容和规模、项目建设内容、项目建设内容及规模、项目建设规模及内容、项目概况."""
    build_kind: str | None = column(
        "统计建设性质", CellKind.TEXT, standard=False, note="新建、扩建、改建等；表头写“建设性质”的，按各格的值与建设阶段分开",
    )  # fmt: skip
    """Whether it is a new building, an extension or a conversion (text). 统计建设性质. 新建、扩建、改建等；表头写“建设性质”的，按各格的值与建设阶段分开。"""
    building: DateSpan | None = column("建设起止年限", CellKind.DATE, standard=False)
    """From when to when it is built (a day, or the first and last day it may be). 建设起止年限; also 建设年限、建设起止时间、建设工期、项目建设工期、起止年限、建设期限、建设周期、起止时间."""
    start_planned: DateSpan | None = column("计划开工时间", CellKind.DATE)
    """When it is planned to start (a day, or the first and last day it may be). 计划开工时间; also 拟开工时间、预计开工时间、计划开工日期、计划开工年月."""
    finish_planned: DateSpan | None = column("计划竣工时间", CellKind.DATE)
    """When it is planned to be finished (a day, or the first and last day it may be). 计划竣工时间; also 拟竣工时间、预计竣工时间、计划竣工日期、计划完工时间、计划投产时间、计划建成时间、计划竣工年月、预计投产时间."""
    is_started: bool | None = column("是否开工", CellKind.FLAG, standard=False)
    """Whether construction has started (yes, no, or unknown). 是否开工; also 开工状态、开工情况、是否已开工."""
    funds_this_year: Amount | None = column(
        "本年到位资金", CellKind.MONEY, standard=False, note="资金到位数，不是完成投资"
    )
    """Money that arrived this year (exact amount, 万元 in the ledger). 本年到位资金（万元）; also 本年实际到位资金、年度资金到位、年度到位资金. 资金到位数，不是完成投资。"""
    funds: Amount | None = column(
        "累计到位资金", CellKind.MONEY, standard=False, note="资金到位数，不是完成投资"
    )
    """Money that arrived since its start (exact amount, 万元 in the ledger). 累计到位资金（万元）; also 项目到位资金、到位资金累计、开工以来到位资金. 资金到位数，不是完成投资。"""
    # What the money is planned to be made up of, a column a source; what is 下达, 到位 or 支付 stands in 项目资金.
    planned_central: Amount | None = column("中央预算内投资", CellKind.MONEY, standard=False)
    """Money planned from the central budget for investment (exact amount, 万元 in the ledger). 中央预算内投资（万元）."""
    planned_ultra_bonds: Amount | None = column("超长期特别国债", CellKind.MONEY, standard=False)
    """Money planned from ultra-long special treasury bonds (exact amount, 万元 in the ledger). 超长期特别国债（万元）; also 特别国债、超长期国债."""
    planned_added_bonds: Amount | None = column("增发国债", CellKind.MONEY, standard=False)
    """Money planned from the additional treasury bonds of 2023 (exact amount, 万元 in the ledger). 增发国债（万元）."""
    planned_special_bonds: Amount | None = column(
        "地方政府专项债券", CellKind.MONEY, standard=False
    )
    """Money planned from special bonds of local government (exact amount, 万元 in the ledger). 地方政府专项债券（万元）; also 专项债券、专项债、地方专项债、地方专项债券、政府专项债券."""
    planned_general_bonds: Amount | None = column("一般债券", CellKind.MONEY, standard=False)
    """Money planned from general bonds of local government (exact amount, 万元 in the ledger). 一般债券（万元）; also 一般债、地方政府一般债券、政府一般债券."""
    planned_policy: Amount | None = column("政策性金融工具", CellKind.MONEY, standard=False)
    """Money planned from policy financial instruments (exact amount, 万元 in the ledger). 政策性金融工具（万元）."""
    planned_province: Amount | None = column("省级资金", CellKind.MONEY, standard=False)
    """Money planned from the province (exact amount, 万元 in the ledger). 省级资金（万元）."""
    planned_city: Amount | None = column("市级资金", CellKind.MONEY, standard=False)
    """Money planned from the city (exact amount, 万元 in the ledger). 市级资金（万元）."""
    planned_county: Amount | None = column("县级资金", CellKind.MONEY, standard=False)
    """Money planned from the county (exact amount, 万元 in the ledger). 县级资金（万元）."""
    planned_bank: Amount | None = column("银行贷款", CellKind.MONEY, standard=False)
    """Money planned from bank loans (exact amount, 万元 in the ledger). 银行贷款（万元）."""
    planned_own: Amount | None = column("自筹资金", CellKind.MONEY, standard=False)
    """Money that the owner is to raise itself (exact amount, 万元 in the ledger). 自筹资金（万元）; also 自筹、企业自筹、自有资金."""
    planned_other: Amount | None = column("其他资金", CellKind.MONEY, standard=False)
    """Money planned from elsewhere (exact amount, 万元 in the ledger). 其他资金（万元）."""
    problem: str | None = column("存在问题")
    """What stands in its way, in words (text). 存在问题; also 存在的问题、具体问题、问题和建议、问题描述、需协调解决的问题、困难问题、存在问题及建议、项目建设中存在问题、需协调解决问题、问题及建议、需要省、市协调解决问题、需协调事项、需要协调解决的问题、需协调解决事项、主要问题、存在问题和困难、存在困难、存在的困难和问题."""
    origin: Origin = origin_field()
