"""Columns that ledgers have and the standard ledger has not: understood, said, and not read.

The fields themselves, with their synonyms, are in the core's typed records. This is the rest: what a header
means although no record has a place for it, so that it is not taken for something else, and not reported as
a riddle.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from investtrack.model.columns import CellKind


@frozen
class IgnoredColumn:
    """What a column means that no record keeps.

    Attributes:
        label: what it is.
        kind: how its cells would be read.
        why: why it is not read, for columns of amounts; empty for the rest.
    """

    label: str
    kind: CellKind = CellKind.TEXT
    why: str = ""


_IS_PART = "是其中一部分，不是累计数"
SINGLE_MONTH = IgnoredColumn("单月完成投资", CellKind.MONEY, "是单月数，台账按年初以来累计数读取")
SINGLE_MONTH_PLAN = IgnoredColumn(
    "单月计划投资", CellKind.MONEY, "是单月数，台账按年初以来累计数读取"
)
MONTHS_IN_DOUBT = IgnoredColumn("单月或累计完成投资", why="看不出是单月数还是累计数")
MONTHS_TOTAL = IgnoredColumn("各月合计")
TEN_DAYS = IgnoredColumn("旬完成投资", CellKind.MONEY, "是旬数，台账按年初以来累计数读取")
SEVERAL_MONTHS = IgnoredColumn("分段投资", CellKind.MONEY, "不是从1月累计的数")
FORECAST = IgnoredColumn("预计完成投资", CellKind.MONEY, "是预计或力争数，不是已完成数")
OTHER_YEAR = IgnoredColumn("别的年份的投资", CellKind.MONEY, "是别的年份的数")
SEQUENCE = IgnoredColumn("序号")
BUILD_KIND = IgnoredColumn("统计建设性质", CellKind.CHOICE)
PAPERS = IgnoredColumn("手续")
LEFT_OUT = IgnoredColumn("不读", why="配置里写明不读")

_CONCEPTS: tuple[tuple[IgnoredColumn, str], ...] = (
    (SEQUENCE, "序号 序列 编号 顺序号 总项目序号"),
    (IgnoredColumn("报告年月"), "年份 月份 年度 旬 月段 申报年度 申报月份 申报月段 填报月份 报表名 打印日期 打印时间 导出日期 导出时间"),
    (IgnoredColumn("统计库登记名称"), "统计库中登记的项目名称 统计库登记名称 统计库项目名称"),
    (IgnoredColumn("建设地点"), "建设地点 建设地址 详细地址 项目属地 项目地点 所属乡镇 乡镇 街道 所在区域 区域 归属街道 所在乡镇"),
    (IgnoredColumn("所属区县园区"), "所属区县 所属县区 项目所属县区 所属开发区 所属产业园区 所属园区"),
    (IgnoredColumn("建设内容"), "建设内容及规模 建设规模及内容 建设内容 总建设规模和建设内容 建设规模及主要建设内容 建设规模 "
     "主要建设内容 建设规模和内容 主要建设内容及规模"),
    (IgnoredColumn("年度建设内容"), "年度建设内容 计划建设内容 年度主要建设内容 年度计划建设内容"),
    (IgnoredColumn("建成效益"), "项目建成后效益 建成后效益 效益 预期效益"),
    (IgnoredColumn("起止年限", CellKind.DATE), "建设起止年限 建设年限 建设起止时间 建设工期 项目建设工期 起止年限 建设期限 建设周期 起止时间 "
     "建设年限起始 建设年限结束 项目起始年度 项目结束年度"),
    (IgnoredColumn("计划开工时间", CellKind.DATE), "计划开工时间 拟开工时间 预计开工时间 计划开工日期"),
    (IgnoredColumn("计划竣工时间", CellKind.DATE), "计划竣工时间 拟竣工时间 预计竣工时间 计划竣工日期 计划完工时间 计划投产时间"),
    (IgnoredColumn("计划复工时间", CellKind.DATE), "计划复工时间 拟复工时间"),
    (IgnoredColumn("复工时间", CellKind.DATE), "复工时间 实际复工时间"),
    (IgnoredColumn("是否复工", CellKind.FLAG), "是否复工 是否已复工 复工状态 复工情况"),
    (IgnoredColumn("复工人员"), "复工人数 在岗人数 到岗人数 未复工原因"),
    (IgnoredColumn("计划入库时间", CellKind.DATE), "计划入库时间 计划纳统时间 拟入库时间"),
    (IgnoredColumn("签约时间", CellKind.DATE), "签约时间 签约日期"),
    (IgnoredColumn("供地时间", CellKind.DATE), "供地时间"),
    (IgnoredColumn("批复文件"), "立项批复文号 批复文号 批复单位 审批文号 是否有附件 项目批文类别"),
    (IgnoredColumn("批复时间", CellKind.DATE), "批复时间 立项时间 审批时间"),
    (IgnoredColumn("联系人", CellKind.NAMES), "联系人 项目联系人 业主联系人 联络人 责任人 负责人 联系人和联系方式 "
     "信息维护单位联系人 二级责任部门联系人 项目负责人 现场负责人 单位负责人"),
    (IgnoredColumn("联系电话"), "联系电话 电话 电话及传真 传真 手机 联系方式 电话、电子邮箱及传真 电子邮箱"),
    (IgnoredColumn("其他责任单位", CellKind.NAMES), "代办单位 二级责任部门 业主维护责任单位 信息维护单位"),
    (IgnoredColumn("项目分类"), "项目类别 项目分类 省重点项目类别 五个一批类别 省五个一批 四个一批 市建设阶段 所属重点产业链 涉及层面 "
     "省重点项目 市重点项目 是否为总项目 民间投资 是否补助项目 是否工程类项目 政府投资项目 投资主体性质 投资类型 "
     "两重 两新 是否“两重”项目 是否“两新”项目 百个大项目 重点产业链 是否专项债项目 是否民间投资项目 是否民间投资 是否两重项目 是否两新项目 "
     "项目属性 是否政府投资 分级管理项目 省级或市级重点项目 分部门或分县(市、区)项目 资金来源 来源说明"),
    (IgnoredColumn("是否开工", CellKind.FLAG), "是否开工 开工状态 开工情况 是否已开工"),
    (IgnoredColumn("竣工状态", CellKind.FLAG), "竣工状态 是否竣工 是否投产"),
    (IgnoredColumn("投资完成率", CellKind.PERCENT), "投资完成率 完成比例 完成率 占年计划 占年度计划 年度投资完成率 投资完成比例 完成年度投资计划 "
     "完成投资占年计划 占总投资 本旬占月计划投资额 占月计划投资 占月计划投资额 本次上报后投资完成率 完成投资比例 形象进度比例 "
     "占年计划比例 完成年度计划"),
    (FORECAST, "力争完成的投资额 力争完成投资 力争完成投资额 预计完成投资 全年预计完成投资 年度预计完成投资 预计全年完成投资"),
    (IgnoredColumn("到位资金", CellKind.MONEY, "是资金到位数，不是完成投资"),
     "本月到位资金 省外到位资金 本年到位资金 项目到位资金 至上年底累计资金到位 年度资金到位 累计到位资金 到位资金 资金到位 "
     "本年实际到位资金 到位资金累计 年度到位资金"),
    (IgnoredColumn("投资构成", CellKind.MONEY, _IS_PART),
     "土建工程 设备安装费用 土地等费用 工程建设费 拆迁及土地费 其他费用 建筑工程 安装工程 设备工器具购置 "
     "建安工程 设备购置 土地费用 建筑安装工程 中央资金 中央投资 中央预算内投资 省级资金 市级资金 县级资金 地方配套 配套资金 "
     "银行贷款 企业自筹 自筹资金 自有资金 专项债 专项债券 其他资金 土建 设备 设备购置费 土地费 建设用地费 其中:建设用地费 土地购置费"),
    (IgnoredColumn("已支付资金", CellKind.MONEY, "没有写明来源，也不是完成投资"), "已支付资金 已支付金额 累计已支付资金 累计支付资金"),
    (IgnoredColumn("资金支付率", CellKind.PERCENT), "支付率 资金支付率 资金到位率 到位率 债券资金支付率 专项债券支付率 专项债券资金支付率"),
    (IgnoredColumn("资金缺口", CellKind.MONEY, "是缺口数，不是完成投资"), "资金缺口 缺口资金"),
    (IgnoredColumn("已审核通过投资", CellKind.MONEY, "是审核通过数，不是完成投资"), "本年度已审核通过投资 已审核通过投资"),
    (IgnoredColumn("剩余投资", CellKind.MONEY, "是算得出的数"), "剩余投资 剩余可用投资 结余投资 实际剩余可报投资"),
    (IgnoredColumn("项目个数"), "项目个数 个数 项目数 数量"),
    (IgnoredColumn("投资明细"), "年度完成投资明细 本年度完成投资明细 完成投资明细"),
    (IgnoredColumn("节点目标"), "节点目标 年度节点目标 关键节点 节点计划"),
    (IgnoredColumn("计划形象进度"), "计划形象进度 全年计划形象进度 年度计划形象进度 年度形象进度目标"),
    (PAPERS, "立项 环评 土地批文 土地出让合同或划拨决定书或土地证号 用地规划许可证 规划设计方案审查批文 工程规划许可证 "
     "水土保持方案批复 节能 施工许可证 林地 招投标 出让合同 划拨决定书 土地证号 土地证 规划设计方案审查 水土保持 手续办理情况 主要手续 备案 核准 可研 用地 规划许可 施工许可 本年计划用地"),
    (IgnoredColumn("存在问题"), "存在问题 存在的问题 具体问题 问题和建议 问题描述 需协调解决的问题 困难问题 项目建设中存在问题 问题名称 "
     "问题类型 问题出现阶段 是否上报问题 是否需要协调解决 问题是否解决 问题解决结果 解决情况 是否解决 是否销号 解决措施 存在问题及建议 "
     "需要省、市协调解决问题 需协调解决问题 问题及建议 解决方案"),
    (IgnoredColumn("问题时限", CellKind.DATE), "完成时限 解决时限 整改时限 问题解决日期 解决日期"),
    (IgnoredColumn("办理部门", CellKind.NAMES), "办理部门 责任单位或责任人"),
    (IgnoredColumn("协议投资", CellKind.MONEY, "是协议数，不是完成投资"), "协议投资额 协议投资 合同引资额 签约金额"),
    (IgnoredColumn("招商情况"), "引资单位 履约状态 投产状态 招商状态"),
    (IgnoredColumn("集中开工"), "批次 开工批次 开工方式 前期工作完成情况"),
    (IgnoredColumn("储备情况"), "储备类别 申报资金渠道 前期进度 资金需求"),
    (IgnoredColumn("系统字段"), "国家重大项目库编码 审核状态 审核标识 导入用户 自定义预警 统一社会信用代码"),
)  # fmt: skip

_GROUPS = (
    (re.compile(r"手续|审批文件|要件"), PAPERS),
    (re.compile(r"问题"), IgnoredColumn("存在问题")),
)
LONGEST_HEADER = 200
"""Signs up to which a text is looked at as a header; what is longer is running text."""
_PATTERNS = (
    (re.compile(r"节点.*(?:安排|目标|说明|计划)"), IgnoredColumn("节点目标")),
    (re.compile(r"(?:力争|预计|预期).*完成.*投资"), FORECAST),
    (re.compile(r"^(?:计划|拟|预计)(?:开工|开建)(?:时间|日期|年月)$"), IgnoredColumn("计划开工时间", CellKind.DATE)),
    (re.compile(r"^(?:计划|拟|预计)(?:竣工|完工|建成|投产)(?:时间|日期|年月)$"), IgnoredColumn("计划竣工时间", CellKind.DATE)),
    (re.compile(r"问题"), IgnoredColumn("存在问题")),
    (re.compile(r"计划建设内容$|年度建设内容$"), IgnoredColumn("年度建设内容")),
    (re.compile(r"(?:占|完成).*(?:计划|总投资|任务|全年|年度).*(?:%|比例|比重|率)$|完成率$"), IgnoredColumn("投资完成率", CellKind.PERCENT)),
    (re.compile(r"(?:完成)?投资(?:额)?明细"), IgnoredColumn("投资明细")),
    (re.compile(r"联系(?:人|电话|方式)|电话|邮箱|传真"), IgnoredColumn("联系电话")),
)  # fmt: skip


@lru_cache(maxsize=1)
def _table() -> dict[str, IgnoredColumn]:
    return {word: known for known, words in _CONCEPTS for word in words.split()}


def known(text: str) -> IgnoredColumn | None:
    """Return what a cleaned header, without its unit, is known to mean."""
    return _table().get(text)


def ignored_shape(text: str) -> IgnoredColumn | None:
    """Return what a cleaned header looks to mean by its shape."""
    if len(text) > LONGEST_HEADER:
        return None
    return next((meaning for pattern, meaning in _PATTERNS if pattern.search(text)), None)


def ignored_group(text: str) -> IgnoredColumn | None:
    """Return what the columns under a group are, where the group says it."""
    return next((meaning for pattern, meaning in _GROUPS if pattern.search(text)), None)
