"""The words that offices head their columns with, concept by concept, and what stands under a group."""

import pytest

from investtrack.model.activity import Issue, Resumption, Start
from investtrack.model.project import Project
from investtrack.model.prospect import Promotion, Reserve
from investtrack.reading.headers.header import Ambiguous, Match, MissingMonth, meaning


def meant(*parts, record=Project, year=2022):
    """Return a field key, ~what no record keeps, ?a|b for a question, … for an open month, None for a riddle."""
    return named(meaning(parts, record, year))


def named(found):
    if found is None:
        return None
    if isinstance(found, Match):
        return found.key
    if isinstance(found, MissingMonth):
        return f"{found.column.key}…"
    if isinstance(found, Ambiguous):
        return "?" + "|".join(named(choice) for choice in found.choices)
    return f"~{found.label}"


@pytest.mark.parametrize(
    ("key", "headers"),
    [
        ("~序号", "序号 编号 序列"),
        ("name", "项目名称 项目全称 工程名称 重点项目名称"),
        ("owner", "建设单位 项目业主 业主单位 项目(法人)单位 主投单位 企业名称 项目单位 业主 投资方"),
        ("responsible_unit", "责任单位 牵头单位 主管部门 行业主管部门 分管局委 挂钩责任单位 服务单位 实施单位 责任部门"),
        ("leaders", "包保领导 包联领导 包抓领导 包保县领导 分包领导 挂钩领导 挂联领导 责任领导 分管区领导 联系领导 牵头县领导 服务队长"),
        ("~联系人", "联系人 项目联系人 联系人和联系方式"), ("~联系电话", "联系电话"),
        ("place", "建设地点 项目属地 所在区域"), ("town", "所属乡镇"), ("~所属区县园区", "所属区县"),
        ("content", "建设内容及规模 建设规模及内容 建设内容 总建设规模和建设内容 建设规模及主要建设内容"),
        ("stage", "建设阶段"), ("?stage|build_kind", "建设性质 项目性质"), ("?stage|level|industry", "项目状态 项目类型"),
        ("level", "项目级别 项目层级 重点项目类别 管理级别"), ("industry", "所属行业 产业类别 产业分类 三大产业 行业代码"),
        ("building", "建设起止年限 建设年限 建设起止时间 建设工期 起止年限"),
        ("total_investment", "总投资 计划总投资 项目总投资 总投资额 投资总额 概算投资 概算总投资"),
        ("cumulative_before_year", "到上年底累计完成投资 至2021年底累计完成投资 截至上年底累计完成投资 上年末累计"),
        ("year_plan", "年度计划投资 年度投资计划 2022年计划投资 本年度投资计划 当年计划投资 年度投资目标 全年计划投资金额 今年计划投资"),
        ("actual…", "自年初累计完成投资 本年完成投资 本年度累计完成投资额度 今年累计完成投资 本年上报投资 年初至报告期累计完成投资 "
         "当月至今已完成 年度累计完成投资"),
        ("actual.2022-07", "1-7月完成投资 2022年1—7月完成投资 前7个月完成投资"),
        ("~单月完成投资", "本月完成投资 当月完成投资 当月已完成投资 本月上报投资 8月完成投资"),
        ("~旬完成投资", "8月上旬完成投资 8月中旬完成投资 下旬完成投资 本旬完成投资"),
        ("cumulative", "自开始建设累计完成投资 开工至报告期累计完成投资 项目累计投资 累计完成投资 目前完成投资 开工以来累计完成投资"),
        ("~剩余投资", "剩余投资 剩余可用投资 结余投资 实际剩余可报投资"),
        ("~投资完成率", "投资完成率 完成比例 占年计划 年度投资完成率 投资完成比例"),
        ("is_started", "是否开工 开工状态"), ("started_on", "开工时间 实际开工时间"), ("start_planned", "计划开工时间"),
        ("finish_planned", "计划竣工时间"), ("finished_on", "实际竣工时间"),
        ("is_in_library", "是否纳统 是否入统 是否入库"), ("library_code", "纳统编码"), ("entered_on", "入库时间"),
        ("~手续", "立项 环评 土地批文 出让合同 划拨决定书 土地证号 用地规划许可证 规划设计方案审查 工程规划许可证 水土保持 节能 施工许可证 林地 招投标"),
        ("progress", "形象进度 实物工程量 本月进展 工作进展 当前进展 进展情况"),
        ("problem", "存在问题 存在的问题 具体问题 问题和建议 问题描述 需协调解决的问题 困难问题"),
        ("~别的年份的投资", "2021年计划投资 2023年计划投资 2021年完成投资额"),
        ("?total_investment|actual…", "投资额"),
        # To the end of a month: since January, or since building began; nobody knows.
        ("?actual…|cumulative", "3月底累计完成投资 截至3月累计完成投资 3月累计完成投资 3月底完成投资"),
    ],
)  # fmt: skip
def test_a_project_column_by_its_words(key, headers):
    assert {header: meant(header) for header in headers.split()} == dict.fromkeys(headers.split(), key)  # fmt: skip


@pytest.mark.parametrize(
    ("record", "key", "headers"),
    [
        (Resumption, "planned_on", "计划复工时间"), (Resumption, "resumed_on", "复工时间 实际复工时间"),
        (Resumption, "not_resumed_because", "未复工原因"),
        (Issue, "description", "存在问题 存在的问题 具体问题 问题描述 需协调解决的问题 困难问题"), (Issue, "category", "问题类型"),
        (Issue, "measures", "解决措施"), (Issue, "responsible_unit", "办理部门 责任单位或责任人"),
        (Issue, "due_on", "完成时限 解决时限 整改时限"), (Issue, "status", "解决情况 是否解决 是否销号"), (Issue, "resolved_on", "解决日期"),
        (Promotion, "signed_on", "签约时间 签约日期"), (Promotion, "investor", "投资方"), (Promotion, "agreed", "投资额 协议投资额 合同引资额"),
        (Promotion, "paid_in", "到位资金 省外到位资金"), (Promotion, "responsible_unit", "引资单位"), (Promotion, "stage", "项目进度"),
        (Start, "batch", "批次 开工批次"), (Start, "planned_on", "计划开工时间"), (Start, "preliminaries", "前期工作完成情况"),
        (Start, "open_procedures", "主要手续"),
        (Reserve, "channel", "申报资金渠道"), (Reserve, "preparation", "前期进度"), (Reserve, "planned_on", "拟开工年份"),
        (Reserve, "funds_needed", "资金需求"),
    ],
)  # fmt: skip
def test_a_column_of_another_sheet_by_its_words(record, key, headers):
    assert {h: meant(h, record=record) for h in headers.split()} == dict.fromkeys(headers.split(), key)  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("2022年完成投资", "1-3月"), "actual.2022-03"),
        (("2022年完成投资（万元）", "1—6月"), "actual.2022-06"),
        (("2022年计划完成投资", "上半年"), "planned.2022-06"),
        (("2021年完成投资", "1-12月"), "actual.2021-12"),
        (("完成投资", "3月"), "~单月完成投资"),
        (("8月完成投资", "上旬"), "~旬完成投资"),
        (("累计完成投资", "3月"), "?actual…|cumulative"),
        (("完成投资", "本月"), "~单月完成投资"),
        (("完成投资", "本年累计"), "actual…"),
        (("完成投资", "累计"), "?actual…|cumulative"),
        (("2022年完成情况", "累计完成投资"), "?actual…|cumulative"),
        (("投资完成情况", "1-7月累计完成"), "actual.2022-07"),
        (("2021年", "完成投资"), "~别的年份的投资"),
        (("2022年", "计划投资"), "year_plan"),
        (("投资情况", "年度计划"), "year_plan"),
        (("专项债券（万元）",), "planned_special_bonds"),
        (("资金来源", "中央预算内投资"), "planned_central"),
        (("本年到位资金", "专项债券"), "~投资构成"),
        (("下达资金", "专项债券"), "~投资构成"),
        (("总投资", "其中：中央资金"), "planned_central"),
        (("开竣工时间", "开工"), "started_on"),
        (("开工时间", "计划"), "start_planned"),
        (("竣工时间", "实际"), "finished_on"),
        (("包保责任", "领导"), "leaders"),
        (("责任领导", "县级领导"), "leaders"),
        (("包保责任", "单位"), "responsible_unit"),
    ],
)
def test_a_header_below_a_group(parts, key):
    assert meant(*parts) == key


def test_the_unit_of_a_group_is_its_columns_unit():
    found = meaning(("投资情况（亿元）", "总投资"), Project, 2022)
    assert (found.key, found.unit.value) == ("total_investment", "亿元")
    assert meaning(("投资情况（亿元）", "总投资（万元）"), Project, 2022).unit.value == "万元"
