"""Projects (项目台账)."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from investtrack.model.columns import CellKind, column
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


@frozen(kw_only=True)
class Project:
    """One row of 项目台账. Amounts are exact; what the ledger leaves empty is None: unknown, not zero."""

    code: str | None = column("项目编码")
    name: str | None = column("项目名称", required=True)
    owner: str | None = column("建设单位")
    responsible_unit: str | None = column("责任单位")
    leaders: tuple[str, ...] = column("包保领导", CellKind.NAMES, default=())
    team: str | None = column("工作专班")
    level: ProjectLevel | None = column("项目级别", CellKind.CHOICE, choices=ProjectLevel)
    stage: ProjectStage | None = column("建设阶段", CellKind.CHOICE, choices=ProjectStage)
    industry: str | None = column("行业")
    is_real_estate: bool | None = column("是否房地产", CellKind.FLAG)
    total_investment: Amount | None = column("总投资", CellKind.MONEY)
    cumulative_before_year: Amount | None = column("到上年底累计完成投资", CellKind.MONEY)
    year_plan: Amount | None = column("年度计划投资", CellKind.MONEY)
    planned: Series = column(
        "计划完成投资", CellKind.SERIES, pattern="{Y}年{M}计划完成投资（万元）", default=()
    )
    actual: Series = column(
        "完成投资",
        CellKind.SERIES,
        pattern="{Y}年{M}完成投资（万元）",
        default=(),
        note="同义写法不写月份，月份由标题、截至日期或配置给出",
    )
    cumulative: Amount | None = column("自开始建设累计完成投资", CellKind.MONEY)
    unreportable: Amount | None = column("不可报投资", CellKind.MONEY)
    unreportable_reason: str | None = column("不可报原因")
    is_in_library: bool | None = column("是否入库", CellKind.FLAG)
    entered_on: DateSpan | None = column("入库时间", CellKind.DATE)
    library_code: str | None = column("纳统编码")
    started_on: DateSpan | None = column("开工时间", CellKind.DATE)
    finished_on: DateSpan | None = column("竣工时间", CellKind.DATE)
    stopped_since: DateSpan | None = column("停工起始时间", CellKind.DATE)
    progress: str | None = column("形象进度")
    remark: str | None = column("备注")
    # What offices keep and no figure needs: read where a ledger has it, left out of the blank form.
    town: str | None = column("所在乡镇", standard=False)
    place: str | None = column("建设地点", standard=False)
    content: str | None = column("建设内容及规模", standard=False)
    build_kind: str | None = column(
        "统计建设性质", CellKind.TEXT, standard=False, note="新建、扩建、改建等；表头写“建设性质”的，按各格的值与建设阶段分开",
    )  # fmt: skip
    building: DateSpan | None = column("建设起止年限", CellKind.DATE, standard=False)
    start_planned: DateSpan | None = column("计划开工时间", CellKind.DATE)
    finish_planned: DateSpan | None = column("计划竣工时间", CellKind.DATE)
    is_started: bool | None = column("是否开工", CellKind.FLAG, standard=False)
    funds_this_year: Amount | None = column(
        "本年到位资金", CellKind.MONEY, standard=False, note="资金到位数，不是完成投资"
    )
    funds: Amount | None = column(
        "累计到位资金", CellKind.MONEY, standard=False, note="资金到位数，不是完成投资"
    )
    # What the money is planned to be made up of, a column a source; what is 下达, 到位 or 支付 stands in 项目资金.
    planned_central: Amount | None = column("中央预算内投资", CellKind.MONEY, standard=False)
    planned_ultra_bonds: Amount | None = column("超长期特别国债", CellKind.MONEY, standard=False)
    planned_added_bonds: Amount | None = column("增发国债", CellKind.MONEY, standard=False)
    planned_special_bonds: Amount | None = column(
        "地方政府专项债券", CellKind.MONEY, standard=False
    )
    planned_general_bonds: Amount | None = column("一般债券", CellKind.MONEY, standard=False)
    planned_policy: Amount | None = column("政策性金融工具", CellKind.MONEY, standard=False)
    planned_province: Amount | None = column("省级资金", CellKind.MONEY, standard=False)
    planned_city: Amount | None = column("市级资金", CellKind.MONEY, standard=False)
    planned_county: Amount | None = column("县级资金", CellKind.MONEY, standard=False)
    planned_bank: Amount | None = column("银行贷款", CellKind.MONEY, standard=False)
    planned_own: Amount | None = column("自筹资金", CellKind.MONEY, standard=False)
    planned_other: Amount | None = column("其他资金", CellKind.MONEY, standard=False)
    problem: str | None = column("存在问题")
    origin: Origin = origin_field()
