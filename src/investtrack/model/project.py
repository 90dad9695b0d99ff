"""Projects (项目台账)."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column
from investtrack.model.series import Series
from investtrack.model.source import NOWHERE, Origin
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


@frozen(kw_only=True)
class Project:
    """One row of 项目台账. Amounts are exact; what the ledger leaves empty is None: unknown, not zero."""

    code: str | None = column(
        "项目编码", CellKind.TEXT, "项目代码", "项目编号", "全国统一编码", "统一编码", "项目统一代码",
        "投资项目在线审批监管平台代码", "投资项目在线审批监管平台", "在线平台代码",
    )  # fmt: skip
    name: str | None = column(
        "项目名称",
        CellKind.TEXT,
        "项目全称",
        "工程名称",
        "重点项目名称",
        "工程项目名称",
        required=True,
    )
    owner: str | None = column(
        "建设单位", CellKind.TEXT, "项目业主", "业主单位", "项目(法人)单位", "主投单位", "项目单位", "业主",
        "项目业主单位", "项目法人", "业主名称", "业主单位或筹办单位", "业主单位或筹建单位", "投资方", "企业名称",
    )  # fmt: skip
    responsible_unit: str | None = column(
        "责任单位", CellKind.TEXT, "牵头单位", "主管部门", "行业主管部门", "挂钩责任单位", "市或县挂钩责任单位", "责任部门",
        "分管局委", "实施单位", "服务单位", "包保单位", "包保责任单位", "责任主体", "牵头部门", "主管单位", "包联单位", "项目责任单位",
    )  # fmt: skip
    leaders: tuple[str, ...] = column(
        "包保领导", CellKind.NAMES, "包联领导", "包抓领导", "包保县领导", "分包领导", "挂钩领导", "挂联领导",
        "责任领导", "分管区领导", "联系领导", "挂点领导", "项目挂点领导", "市挂钩领导", "市或县挂钩领导", "牵头县领导",
        "县挂钩领导", "镇挂钩领导", "包挂领导", "服务队长", "县级领导", "分管领导", "分管县领导", "牵头领导", "包保责任领导", "县级包保领导",
        "包保县级领导", "包联县级领导", "县级包联领导", "市领导", "县领导", "区领导", "州领导", "市级领导", "区级领导", "市级包联领导",
        "市级包保领导", "包联市领导", "包联县领导", "挂钩市领导", "挂钩县领导", "挂点县领导", "挂点市领导", "联系市领导", "联系县领导", default=(),
    )  # fmt: skip
    team: str | None = column("工作专班", CellKind.TEXT, "专班", "推进工作组", "工作组")
    level: ProjectLevel | None = column(
        "项目级别", CellKind.CHOICE, "项目层级", "重点项目类别", "管理级别", choices=ProjectLevel
    )
    stage: ProjectStage | None = column(
        "建设阶段", CellKind.CHOICE, "项目性质", "项目阶段", choices=ProjectStage
    )
    industry: str | None = column(
        "行业",
        CellKind.TEXT,
        "所属行业",
        "产业类别",
        "产业分类",
        "三大产业",
        "行业类别",
        "行业代码",
    )
    is_real_estate: bool | None = column(
        "是否房地产", CellKind.FLAG, "是否房开", "是否房地产项目", "房地产项目"
    )
    total_investment: Amount | None = column(
        "总投资",
        CellKind.MONEY,
        "计划总投资",
        "项目总投资",
        "总投资额",
        "投资总额",
        "概算投资",
        "概算总投资",
    )
    cumulative_before_year: Amount | None = column(
        "到上年底累计完成投资", CellKind.MONEY, "截至上年底累计完成投资", "至上年底累计完成投资",
        "上年末累计完成投资", "上年末累计",
    )  # fmt: skip
    year_plan: Amount | None = column(
        "年度计划投资", CellKind.MONEY, "年度投资计划", "本年度投资计划", "当年计划投资", "年度投资目标",
        "全年计划投资金额", "年度计划", "今年计划投资", "本年计划投资", "全年计划投资", "年计划投资", "年计划完成投资",
    )  # fmt: skip
    planned: Series = column(
        "计划完成投资", CellKind.SERIES, pattern="{Y}年{M}计划完成投资（万元）", default=()
    )
    actual: Series = column(
        "完成投资", CellKind.SERIES, "自年初累计完成投资", "本年累计完成投资", "本年度累计完成投资", "今年累计完成投资",
        "年度累计完成投资", "本年完成投资", "今年完成投资", "本年实际完成投资", "年实际完成投资", "本年上报投资",
        "年初至报告期累计完成投资", "年内累计完成投资", "当月至今已完成", "本年度投资计划完成情况",
        pattern="{Y}年{M}完成投资（万元）", default=(), note="同义写法不写月份，月份由标题、截至日期或配置给出",
    )  # fmt: skip
    cumulative: Amount | None = column(
        "自开始建设累计完成投资", CellKind.MONEY, "开工至报告期累计完成投资", "项目累计投资", "开工以来累计完成投资",
        "自开工累计完成投资", "自开工建设累计完成投资", "自开始建设至本年底累计完成投资", "目前完成投资", "累计完成投资",
    )  # fmt: skip
    unreportable: Amount | None = column("不可报投资", CellKind.MONEY, "不可报送投资", "不可报")
    unreportable_reason: str | None = column("不可报原因", CellKind.TEXT, "不可报送原因")
    is_in_library: bool | None = column(
        "是否入库", CellKind.FLAG, "是否纳统", "是否入统", "是否在库"
    )
    entered_on: DateSpan | None = column(
        "入库时间", CellKind.DATE, "纳统时间", "入统时间", "实际入库时间"
    )
    library_code: str | None = column(
        "纳统编码", CellKind.TEXT, "项目(法人)码", "统计编码", "入库编码", "纳统代码", "入统编码"
    )
    started_on: DateSpan | None = column("开工时间", CellKind.DATE, "实际开工时间", "开工日期")
    finished_on: DateSpan | None = column("竣工时间", CellKind.DATE, "实际竣工时间", "竣工日期")
    stopped_since: DateSpan | None = column("停工起始时间", CellKind.DATE, "停工时间", "停工日期")
    progress: str | None = column(
        "形象进度", CellKind.TEXT, "实物工程量", "本月进展", "工作进展", "当前进展", "进展情况", "实际形象进度", "工程形象进度",
        "目前形象进度", "当前形象进度", "项目建设形象进度", "目前项目建设形象进度",
    )  # fmt: skip
    remark: str | None = column("备注", CellKind.TEXT, "说明")
    # What offices keep and no figure needs: read where a ledger has it, left out of the blank form.
    town: str | None = column(
        "所在乡镇", CellKind.TEXT, "所属乡镇", "乡镇", "街道", "归属街道", "所属街道", "镇街", "乡镇街道", "所属镇街", "属地乡镇",
        standard=False,
    )  # fmt: skip
    place: str | None = column(
        "建设地点", CellKind.TEXT, "建设地址", "详细地址", "项目属地", "项目地点", "项目所在地", "所在区域", "区域",
        standard=False,
    )  # fmt: skip
    content: str | None = column(
        "建设内容及规模", CellKind.TEXT, "建设规模及内容", "建设内容", "总建设规模和建设内容", "建设规模及主要建设内容", "建设规模",
        "主要建设内容", "建设规模和内容", "主要建设内容及规模", standard=False,
    )  # fmt: skip
    build_kind: str | None = column(
        "统计建设性质", CellKind.TEXT, standard=False, note="新建、扩建、改建等；表头写“建设性质”的，按各格的值与建设阶段分开",
    )  # fmt: skip
    building: DateSpan | None = column(
        "建设起止年限", CellKind.DATE, "建设年限", "建设起止时间", "建设工期", "项目建设工期", "起止年限", "建设期限", "建设周期",
        "起止时间", standard=False,
    )  # fmt: skip
    start_planned: DateSpan | None = column(
        "计划开工时间", CellKind.DATE, "拟开工时间", "预计开工时间", "计划开工日期", standard=False
    )
    finish_planned: DateSpan | None = column(
        "计划竣工时间", CellKind.DATE, "拟竣工时间", "预计竣工时间", "计划竣工日期", "计划完工时间", "计划投产时间", "计划建成时间",
        standard=False,
    )  # fmt: skip
    is_started: bool | None = column(
        "是否开工", CellKind.FLAG, "开工状态", "开工情况", "是否已开工", standard=False
    )
    funds_this_year: Amount | None = column(
        "本年到位资金", CellKind.MONEY, "本年实际到位资金", "年度资金到位", "年度到位资金", standard=False,
        note="资金到位数，不是完成投资",
    )  # fmt: skip
    funds: Amount | None = column(
        "累计到位资金", CellKind.MONEY, "项目到位资金", "到位资金累计", "开工以来到位资金", standard=False,
        note="资金到位数，不是完成投资",
    )  # fmt: skip
    problem: str | None = column(
        "存在问题", CellKind.TEXT, "存在的问题", "具体问题", "问题和建议", "问题描述", "需协调解决的问题", "困难问题", "存在问题及建议",
        "项目建设中存在问题", "需协调解决问题", "问题及建议", "需要省、市协调解决问题", standard=False,
    )  # fmt: skip
    origin: Origin = NOWHERE
