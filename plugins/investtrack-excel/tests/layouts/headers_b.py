"""Layouts found as lists of headers, second half."""

from .headers_a import PROJECT, SEQ
from .made import AMOUNT, DATE, NAME, STAGE, Layout, Made, col


QUANZHOU = Layout(
    "项目进度报表导出",
    "an export of a province's project platform",
    (
        Made(
            "导出",
            (
                PROJECT, SEQ,
                col("本月到位资金", "~到位资金", AMOUNT, 500, 80, 0), col("总投资", "total_investment", AMOUNT, 42000, 8600, 3100),
                col("审核状态", "~系统字段", "other", "已审核"), col("申报年度", "~报告年月", "other", 2022),
                col("申报月份", "~报告年月", "other", 6), col("申报月段", "~报告年月", "other", "下旬"),
                col("责任单位", "responsible_unit", NAME, "能源局", "水务局", "住建局"), col("责任领导", "leaders", NAME, "周明"),
                col("二级责任部门", "~其他责任单位", NAME, "新能源科"), col("二级责任部门联系人", "~联系人", NAME, "张先生"),
                col("全年计划投资金额", "year_plan", AMOUNT, 15000, 4000, 3100),
                col("本年度已审核通过投资", "~已审核通过投资", AMOUNT, 7000, 2000, 0),
                col("本次上报后投资完成率", "~投资完成率", "other", "48%"), col("本月上报投资", "~单月完成投资", AMOUNT, 900, 300, 0),
                col("本年上报投资", "actual.2022-06", AMOUNT, 7200, 2100, 0),
                col("项目累计投资", "cumulative", AMOUNT, 16200, 3300, 0), col("本年到位资金", "funds_this_year", AMOUNT, 8000, 2500, 100),
                col("项目到位资金", "funds", AMOUNT, 17000, 3900, 100), col("实际形象进度", "progress", "other", "完成12座基础"),
                col("计划形象进度", "~计划形象进度", "other", "完成15座"), col("是否有附件", "~批复文件", "other", "是"),
                col("是否纳统", "is_in_library", "other", "是", "是", "否"), col("纳统编码", "library_code", "other", "MA1ABCDEF520101001"),
                col("是否上报问题", "~存在问题", "other", "否"), col("问题名称", "~存在问题", "other"), col("问题描述", "problem", "other"),
                col("问题是否解决", "~存在问题", "other"), col("问题解决日期", "~问题时限", DATE),
                col("开工状态", "is_started", "other", "已开工", "已开工", "未开工"), col("竣工状态", "~竣工状态", "other", "未竣工"),
                col("实际开工时间", "started_on", DATE, "2021-05-06", "2022.3", ""), col("实际竣工时间", "finished_on", DATE, "", "", ""),
                col("计划开工时间", "start_planned", DATE, "2021-05"), col("计划竣工时间", "finish_planned", DATE, "2023-12"),
                col("全年计划形象进度", "~计划形象进度", "other", "完成全部基础"), col("本年计划用地", "~手续", "other", "20亩"),
                col("建设内容及规模", "content", "other", "装机5万千瓦"), col("所属区县", "~所属区县园区", "other", "某县"),
                col("归属街道", "town", "other", "城关"), col("所属行业", "industry", "other", "电力"), col("三大产业", "-", "other", "二产"),
                col("全国统一编码", "code", "other", "2105-520422-04-01-123456", "2105-520422-04-01-123457", "2105-520422-04-01-123458"),
                col("主投单位", "-", NAME, "某集团"), col("业主单位", "-", NAME, "某能源公司"), col("建设地点", "place", "other", "白果镇"),
                col("省重点项目", "~项目分类", "other", "是"), col("五个一批类别", "~项目分类", "other", "在建一批"),
                col("民间投资", "~项目分类", "other", "否"), col("是否为总项目", "~项目分类", "other", "否"),
                col("投资主体性质", "~项目分类", "other", "国有"), col("项目起始年度", "~起止年限", DATE, 2021),
                col("项目结束年度", "~起止年限", DATE, 2023), col("项目业主", "owner", NAME, "某能源公司"), col("业主联系人", "~联系人", NAME, "张先生"),
            ),
        ),
    ),
    mapping="""
[[mapping]]
sheet = "导出"
year = 2022
month = 6
""",
)  # fmt: skip

PLATFORM = Layout(
    "项目库导出",
    "another export of that platform",
    (
        Made(
            "项目库",
            (
                col("2020年计划投资", "year_plan", AMOUNT, 15000, 4000, 3100), col("企业名称", "owner", NAME, "某能源公司", "某水务公司"), SEQ,
                col("建设内容及规模", "content", "other", "厂房"), col("建设地点", "place", "other", "白果镇"),
                col("建设年限结束", "~起止年限", DATE, "2021-12"), col("建设年限起始", "~起止年限", DATE, "2019-05"),
                col("总投资(万元)", "total_investment", AMOUNT, 42000, 8600, 3100), col("是否补助项目", "~项目分类", "other", "否"),
                col("目前完成投资(万元)", "cumulative", AMOUNT, 16200, 3300, 0), col("签约日期", "~签约时间", DATE, "2018-08-08"),
                col("统一社会信用代码", "~系统字段", "other", "91520400MA00000000"), col("联系人和联系方式", "~联系人", NAME, "张先生 0000"),
                col("项目分类", "~项目分类", "other", "产业"), PROJECT, col("项目所属县区", "~所属区县园区", "other", "某县"),
                col("项目状态", "stage", STAGE, "在建", "在建", "前期"),
            ),
        ),
    ),
)  # fmt: skip

EASYEXCEL = Layout(
    "重大项目表",
    "a table with 亿元 and 万元",
    (
        Made(
            "重大项目",
            (
                PROJECT, col("项目建设工期", "building", DATE, "2021-2023"), col("责任单位", "responsible_unit", NAME, "能源局", "水务局"),
                col("建设单位", "owner", NAME, "某能源公司"), col("项目类型", "?", "other", "能源", "环保"),
                col("总投资（亿元）", "total_investment", AMOUNT, 4.2, "0.86", "3100万"),
                col("年度计划投资（万元）", "year_plan", AMOUNT, 15000, 4000, 3100),
                col("年度累计完成投资（万元）", "actual.2022-07", AMOUNT, 7200, "约2100", "—"),
                col("年度投资完成率", "~投资完成率", "other", "48%"), col("建设性质", "build_kind", STAGE, "新建", "扩建", "单纯购置"),
            ),
            above=(("2022年重大项目1—7月进展情况表",),),
        ),
    ),
    mapping='[[mapping]]\nsheet = "重大项目"\n[mapping.columns]\n"项目类型" = "不读"\n',
)  # fmt: skip

JINNIU = Layout(
    "项目信息表",
    "a district's project form",
    (
        Made(
            "项目信息",
            (
                PROJECT, col("项目编号", "code", "other", "X1", "X2", "X3"), col("自定义预警", "~系统字段", "other"),
                col("详细地址", "place", "other", "幸福路1号"), col("所属产业园区", "~所属区县园区", "other", "东区"),
                col("所属重点产业链", "~项目分类", "other", "电子"), col("街道", "town", "other", "城关"),
                col("项目批文类别", "~批复文件", "other", "备案制"), col("计划竣工时间", "finish_planned", DATE, "2023-12"),
                col("计划复工时间", "~计划复工时间", DATE, "2022年3月上旬"), col("实际开工时间", "started_on", DATE, 44321, "2022年元月", "待定"),
                col("实际竣工时间", "finished_on", DATE), col("建设内容及规模", "content", "other", "厂房"),
                col("分管区领导", "leaders", NAME, "周明", "吴启航"), col("牵头单位", "responsible_unit", NAME, "经信局", "住建局"),
                col("业主单位", "owner", NAME, "某电子公司"), col("业主维护责任单位", "~其他责任单位", NAME, "招商局"),
                col("信息维护单位联系人", "~联系人", NAME, "张先生"), col("联系电话", "~联系电话", "other", "0000"),
                col("行业主管部门", "-", NAME, "经信局"), col("是否工程类项目", "~项目分类", "other", "是"),
                col("政府投资项目", "~项目分类", "other", "否"), col("投资类型", "~项目分类", "other", "社会投资"),
                col("签约时间", "~签约时间", DATE, "2020-06-01"), col("供地时间", "~供地时间", DATE, "2020-12"),
                col("项目总投资(万元)", "total_investment", AMOUNT, 42000, 8600, 3100),
                col("其中工程建设费(万元)", "~投资构成", AMOUNT, 30000, 7000, 3000), col("其中拆迁及土地费(万元)", "~投资构成", AMOUNT, 9000, 1000, 0),
                col("其他费用(万元)", "~投资构成", AMOUNT, 3000, 600, 100), col("年度", "~报告年月", "other", 2022),
                col("四个一批", "~项目分类", STAGE, "加快建设", "落地开工", "竣工投产"),
            ),
        ),
    ),
)  # fmt: skip

NANNING = Layout(
    "城区项目月报",
    "a city district's monthly table",
    (
        Made(
            "月报",
            (
                SEQ, PROJECT, col("建设性质", "stage", STAGE, "续建类", "竣工投产类", "预备类"),
                col("总投资(万元)", "total_investment", AMOUNT, 42000, 8600, 3100), col("2022年度计划投资(万元)", "year_plan", AMOUNT, 15000, 4000, 0),
                col("12月完成投资(万元)", "~单月完成投资", AMOUNT, 900, 300, 0),
                col("2022年1-12月累计完成投资(万元)", "actual.2022-12", AMOUNT, 14800, 4100, 0),
                col("牵头单位", "responsible_unit", NAME, "能源局,发改局", "水务局"), col("产业类别", "industry", "other", "第二产业"),
                col("服务队长", "leaders", NAME, "周明,吴启航"), col("完成比例", "~投资完成率", "other", "98.67%"),
            ),
        ),
    ),
)  # fmt: skip

DISTRICT = Layout(
    "区级调度表",
    "a dispatch table with one row a project and month",
    (
        Made(
            "调度",
            (
                col("月份", "~报告年月", "other", "2022-05"), PROJECT, col("建设单位", "owner", NAME, "某能源公司", "某水务公司"),
                col("年度计划投资", "year_plan", AMOUNT, 15000, 4000, 3100), col("是否开工", "is_started", "other", "是", "是", "否"),
                col("当月已完成投资", "~单月完成投资", AMOUNT, 900, 300, 0), col("当月至今已完成", "actual.2022-05", AMOUNT, 6300, 1800, 0),
                col("土建工程", "~投资构成", AMOUNT, 500, 200, 0), col("设备安装费用", "~投资构成", AMOUNT, 300, 100, 0),
                col("土地等费用", "~投资构成", AMOUNT, 100, 0, 0), col("投资完成比例", "~投资完成率", "other", "42%"),
                col("形象进度", "progress", "other", "完成12座基础"), col("审核标识", "~系统字段", "other", "1"),
            ),
            above=((None, None, "计量单位：万元"),),
        ),
    ),
)  # fmt: skip

STATISTICS = Layout(
    "统计报表项目表",
    "the columns of a statistical return",
    (
        Made(
            "投资项目",
            (
                col("管理级别", "level", STAGE, "省级", "市级", "县级"), PROJECT,
                col("投资项目在线审批监管平台", "code", "other", "2105-520422-04-01-123456", "2105-520422-04-01-123457", "2105-520422-04-01-123458"),
                col("项目（法人）码", "library_code", "other", "MA1ABCDEF520101001", "MA1ABCDEF520101002", ""),
                col("计划总投资", "total_investment", AMOUNT, 42000, 8600, 3100),
                col("自开始建设至本年底累计完成投资(或自开始建设累计完成投资)", "cumulative", AMOUNT, 16200, 3300, 0),
                col("本年完成投资(或自年初累计完成投资)", "actual.2022-09", AMOUNT, 7200, 2100, 0),
                col("其中本月完成投资", "~单月完成投资", AMOUNT, 900, 300, 0),
            ),
            above=(("2022年前三季度投资项目情况",), (None, None, "计量单位：万元")),
        ),
    ),
)  # fmt: skip

SECOND = (QUANZHOU, PLATFORM, EASYEXCEL, JINNIU, NANNING, DISTRICT, STATISTICS)
