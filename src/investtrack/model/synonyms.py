"""Other headers that offices write for a column of the standard ledger, by record type and field.

One table, read with the typed fields by :func:`investtrack.model.columns.columns`; the earlier of two is the
closer. Headers of amounts stand here without year and unit.
"""

from __future__ import annotations

from collections.abc import Mapping


HEADER_SYNONYMS: Mapping[str, Mapping[str, str]] = {
    "Resumption": {
        "code": "项目代码 项目编号",
        "name": "项目全称",
        "level": "项目层级",
        "stage": "项目性质",
        "planned_on": "拟复工时间",
        "resumed_on": "复工时间",
        "leaders": "责任领导 联系领导",
        "responsible_unit": "牵头单位",
        "remark": "说明",
    },
    "Start": {
        "batch": "开工批次",
        "code": "项目代码 项目编号",
        "name": "项目全称",
        "total_investment": "计划总投资 项目总投资",
        "year_plan": "年度投资计划 当年计划投资",
        "industry": "行业 产业分类 产业类型",
        "planned_on": "拟开工时间",
        "started_on": "开工时间",
        "preliminaries": "前期工作完成情况 前期手续办理情况 手续办理情况 前期手续 前期工作情况",
        "open_procedures": "主要手续",
        "remark": "说明",
    },
    "Issue": {
        "number": "问题编号 序号",
        "code": "项目代码 项目编号",
        "name": "项目全称",
        "category": "问题类型",
        "description": "存在问题 存在的问题 具体问题 需协调解决的问题 困难问题 存在问题及建议",
        "raised_on": "提出日期",
        "stopped_since": "停工时间",
        "responsible_unit": "办理部门 责任单位或责任人",
        "leaders": "包保领导",
        "due_on": "完成时限 解决时限",
        "status": "解决情况 是否解决 问题是否解决 是否销号",
        "resolved_on": "解决日期",
    },
    "Supervision": {
        "held_on": "督导日期 督导时间",
        "mode": "督导方式",
        "name": "项目全称",
        "finding": "存在问题",
        "due_on": "完成时限",
        "done_on": "整改完成时间",
    },
    "Entry": {
        "code": "项目代码 项目编号",
        "name": "项目全称",
        "total_investment": "计划总投资 项目总投资 投资总额",
        "planned_on": (
            "计划纳统时间 拟入库时间 预计入库时间 计划入库月份 拟入库月份 预计入库月份 拟纳统时间 预计纳统时间 "
            "计划入统时间 拟入统时间"
        ),
        "status": "入库进度 入库情况 目前状态 当前状态 入库进展 是否入库 是否已入库 是否纳统 是否已纳统 是否入统",
        "entered_on": "入库时间 实际纳统时间 已入库时间 实际入统时间",
        "responsible_unit": "牵头单位 主管部门",
        "leaders": "责任领导 联系领导",
        "remark": "说明",
    },
    "WorkMeasure": {
        "item": "事项",
        "content": "措施内容 说明",
    },
    "Project": {
        "code": (
            "项目代码 项目编号 全国统一编码 统一编码 项目统一代码 投资项目在线审批监管平台代码 "
            "投资项目在线审批监管平台 在线平台代码 项目审批代码 审批监管平台代码"
        ),
        "name": "项目全称 工程名称 重点项目名称 工程项目名称",
        "owner": (
            "项目业主 业主单位 项目(法人)单位 主投单位 项目单位 业主 项目业主单位 项目法人 业主名称 "
            "业主单位或筹办单位 业主单位或筹建单位 投资方 企业名称 业主(责任)单位 投资主体名称 投资主体"
        ),
        "responsible_unit": (
            "牵头单位 主管部门 行业主管部门 挂钩责任单位 市或县挂钩责任单位 责任部门 分管局委 实施单位 服务单位 "
            "包保单位 包保责任单位 责任主体 牵头部门 主管单位 包联单位 项目责任单位 包抓责任单位 包抓单位"
        ),
        "leaders": (
            "包联领导 包抓领导 包保县领导 分包领导 挂钩领导 挂联领导 责任领导 分管区领导 联系领导 挂点领导 "
            "项目挂点领导 市挂钩领导 市或县挂钩领导 牵头县领导 县挂钩领导 镇挂钩领导 包挂领导 服务队长 县级领导 "
            "分管领导 分管县领导 牵头领导 包保责任领导 县级包保领导 包保县级领导 包联县级领导 县级包联领导 "
            "市领导 县领导 区领导 州领导 市级领导 区级领导 市级包联领导 市级包保领导 包联市领导 包联县领导 "
            "挂钩市领导 挂钩县领导 挂点县领导 挂点市领导 联系市领导 联系县领导 "
            "包保责任领导姓名 包保领导姓名 市级包抓领导 县级包抓领导 包抓县级领导 包抓市级领导 包抓县领导 包抓市领导"
        ),
        "team": "专班 推进工作组 工作组",
        "level": "项目层级 重点项目类别 管理级别",
        "stage": "项目性质 项目阶段",
        "industry": "所属行业 产业类别 产业分类 三大产业 行业类别 行业代码",
        "is_real_estate": "是否房开 是否房地产项目 房地产项目",
        "total_investment": "计划总投资 项目总投资 总投资额 投资总额 概算投资 概算总投资",
        "cumulative_before_year": "截至上年底累计完成投资 至上年底累计完成投资 上年末累计完成投资 上年末累计",
        "year_plan": (
            "年度投资计划 本年度投资计划 当年计划投资 年度投资目标 全年计划投资金额 年度计划 今年计划投资 "
            "本年计划投资 全年计划投资 年计划投资 年计划完成投资"
        ),
        "actual": (
            "自年初累计完成投资 本年累计完成投资 本年度累计完成投资 今年累计完成投资 年度累计完成投资 本年完成投资 "
            "今年完成投资 本年实际完成投资 年实际完成投资 本年上报投资 年初至报告期累计完成投资 年内累计完成投资 "
            "当月至今已完成 本年度投资计划完成情况 年初至今累计完成投资 年初至今完成投资 本年累计列统投资 累计列统投资"
        ),
        "cumulative": (
            "开工至报告期累计完成投资 项目累计投资 开工以来累计完成投资 自开工累计完成投资 自开工建设累计完成投资 "
            "自开始建设至本年底累计完成投资 目前完成投资 累计完成投资 开工至今完成投资 开工至今累计完成投资"
        ),
        "unreportable": "不可报送投资 不可报",
        "unreportable_reason": "不可报送原因",
        "is_in_library": (
            "是否纳统 是否入统 是否在库 是否纳入统计 是否列统项目 是否列统 是否在统 统计入库情况 是否纳入统计库 是否已入库"
        ),
        "entered_on": "纳统时间 入统时间 实际入库时间",
        "library_code": "项目(法人)码 统计编码 入库编码 纳统代码 入统编码 统计库项目编码 项目入库代码",
        "started_on": "实际开工时间 开工日期 实际开工年月 开工年月",
        "finished_on": "实际竣工时间 竣工日期 实际竣工年月 竣工年月",
        "stopped_since": "停工时间 停工日期",
        "progress": (
            "实物工程量 本月进展 工作进展 当前进展 进展情况 实际形象进度 工程形象进度 目前形象进度 当前形象进度 "
            "项目建设形象进度 目前项目建设形象进度 年度形象进度"
        ),
        "remark": "说明",
        "town": "所属乡镇 乡镇 街道 归属街道 所属街道 镇街 乡镇街道 所属镇街 属地乡镇",
        "place": "建设地址 详细地址 项目属地 项目地点 项目所在地 所在区域 区域",
        "content": (
            "建设规模及内容 建设内容 总建设规模和建设内容 建设规模及主要建设内容 建设规模 主要建设内容 "
            "建设规模和内容 主要建设内容及规模 建设内容和规模"
        ),
        "building": "建设年限 建设起止时间 建设工期 项目建设工期 起止年限 建设期限 建设周期 起止时间",
        "start_planned": "拟开工时间 预计开工时间 计划开工日期 计划开工年月",
        "finish_planned": (
            "拟竣工时间 预计竣工时间 计划竣工日期 计划完工时间 计划投产时间 计划建成时间 计划竣工年月 预计投产时间"
        ),
        "is_started": "开工状态 开工情况 是否已开工",
        "funds_this_year": "本年实际到位资金 年度资金到位 年度到位资金",
        "funds": "项目到位资金 到位资金累计 开工以来到位资金",
        "problem": (
            "存在的问题 具体问题 问题和建议 问题描述 需协调解决的问题 困难问题 存在问题及建议 项目建设中存在问题 "
            "需协调解决问题 问题及建议 需要省、市协调解决问题"
        ),
        "planned_special_bonds": "专项债券 专项债 地方专项债 地方专项债券 政府专项债券",
        "planned_ultra_bonds": "特别国债 超长期国债",
        "planned_general_bonds": "一般债 地方政府一般债券 政府一般债券",
        "planned_own": "自筹 企业自筹 自有资金",
    },
    "ServiceFirm": {
        "credit_code": "社会信用代码 信用代码",
        "name": "单位名称 法人单位名称",
        "industry_code": "国民经济行业代码",
        "status": "在库情况",
        "entered_on": "纳统时间",
        "base": "上年同期",
        "remark": "说明",
    },
    "Reserve": {
        "name": "项目全称",
        "total_investment": "计划总投资 估算总投资",
        "channel": "申报资金渠道 资金渠道 申报渠道 拟申报渠道 拟申报资金渠道",
        "funds_needed": "资金需求额",
        "preparation": "前期进度 前期工作进展 前期工作 前期工作情况 前期进展 前期工作进展情况",
        "planned_on": "拟开工年份",
        "responsible_unit": "牵头单位",
        "remark": "说明",
    },
    "Promotion": {
        "name": "项目全称",
        "investor": "投资企业 投资单位",
        "signed_on": "签约日期",
        "agreed": "协议投资 合同引资额 投资额 合同投资额 合同投资 协议金额 合同金额",
        "paid_in": "省外到位资金",
        "stage": "项目进度 项目进展 进展情况 目前进展",
        "planned_on": "拟开工时间",
        "started_on": "开工时间",
        "responsible_unit": "引资单位",
        "remark": "说明",
    },
    "Fund": {
        "code": "项目代码 项目编号 统一编码",
        "name": "项目全称 工程名称",
        "source": "资金渠道 资金类别 资金类型 来源",
        "allotted_on": "下达日期 资金下达时间 发行时间 计划下达时间",
        "allotted": "下达资金 资金下达金额 已下达资金 下达额度 安排金额 发行金额",
        "arrived": "到位资金 已到位资金 资金到位金额 实际到位金额 拨付金额",
        "paid": "支付金额 已支付资金 支出金额 实际支付金额 已支出金额 累计支付金额",
        "remark": "说明",
    },
    "Target": {
        "indicator": "指标名称 主要指标 经济指标",
        "period": "时期 目标期间 考核期",
        "assigned_by": "下达单位 层级",
        "amount": "目标 任务数 目标任务",
        "unit": "计量单位",
        "growth": "目标增速 同比增速 计划增速 增速目标",
        "base": "上年同期数 去年同期",
        "basis": "口径",
        "actual": "完成数 实际完成数",
        "actual_growth": "实际增速 完成增速",
        "rank": "排位 排名 名次 增速位次 增速排名 全市排位 全市排名 全市位次",
        "base_revised": "基数修订 上年基数是否修订 是否修订基数",
        "remark": "说明",
    },
}
"""Record type → field → headers, parted by blanks."""
