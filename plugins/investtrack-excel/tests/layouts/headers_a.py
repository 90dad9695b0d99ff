"""Layouts found as lists of headers, first half: what the columns are, with invented rows."""

from .made import AMOUNT, DATE, NAME, STAGE, Layout, Made, col


NAMES = ("青石岭风力发电项目", "白果镇污水处理厂", "南门老旧小区改造")
SEQ = col("序号", "~序号", "other", 1, 2, 3)
PROJECT = col("项目名称", "name", NAME, *NAMES)

PINGYI = Layout(
    "县级重点项目建设情况调度表",
    "a county's dispatch table",
    (
        Made(
            "调度表",
            (
                SEQ, PROJECT,
                col("总建设规模和建设内容", "content", "other", "装机5万千瓦", "日处理2万吨", "改造12栋"),
                col("2022年计划建设内容", "~年度建设内容", "other", "基础施工"),
                col("总投资（万元）", "total_investment", AMOUNT, 42000, "8,600", 3100),
                col("2022年计划投资（万元）", "year_plan", AMOUNT, 15000, 4000, 3100),
                col("项目建成后效益", "~建成效益", "other", "年发电1亿度"),
                col("2022年节点目标（万元）", "~节点目标", "other", "4月进场，完成投资800万元；6月封顶，完成投资2000万元"),
                col("形象进度›是否开工", "is_started", "other", "是", "是", "否"),
                col("形象进度›本年度累计完成投资额度（不含2021年）", "actual.2022-06", AMOUNT, 7200, 2100, 0),
                col("形象进度›投资完成率", "~投资完成率", "other", "48%", "52.5%", "0%"),
                col("形象进度›实物工程量", "progress", "other", "完成12座基础", "主体封顶", "未动工"),
                col("形象进度›本年度完成投资明细（万元）", "~投资明细", "other", "土地出让金1200万元；土建6000万元"),
                col("形象进度›是否纳统", "is_in_library", "other", "已纳统，MA1ABCDEF520101001", "已纳统", "未纳统"),
                col("手续办理情况›立项", "~手续", "other", "√", "√", ""),
                col("手续办理情况›环评", "~手续", "other", "√", "", ""),
                col("手续办理情况›土地出让合同或划拨决定书或土地证号", "~手续", "other", "√"),
                col("手续办理情况›施工许可证（含消防设计审查）", "~手续", "other", "", "√", ""),
                col("存在问题、解决方案及完成时限›具体问题", "problem", "other", "林地手续未批"),
                col("存在问题、解决方案及完成时限›解决措施", "~存在问题", "other", "专班协调"),
                col("存在问题、解决方案及完成时限›办理部门", "~办理部门", NAME, "林业局"),
                col("存在问题、解决方案及完成时限›完成时限", "~问题时限", DATE, "待定", "8月底"),
                col("责任单位", "responsible_unit", NAME, "能源局", "住建局"),
                col("责任领导", "leaders", NAME, "周 明、吴启航", "郑敏"),
            ),
            above=(("2022年县级重点项目建设情况调度表",), ("截至2022年6月30日",)),
        ),
    ),
)  # fmt: skip

MAOJIAN = Layout(
    "重点项目进度月报",
    "a district's monthly report",
    (
        Made(
            "进度月报",
            (
                col("项目编号", "code", "other", "A-001", "A-002", "A-003"), PROJECT,
                col("建设性质", "stage", STAGE, "续建", "新建", "收尾"),
                col("建设内容", "content", "other", "厂房3万平方米"),
                col("总投资", "total_investment", AMOUNT, 52000, 9800, 3600),
                col("今年计划投资", "year_plan", AMOUNT, 12000, 3000, 900),
                col("今年累计完成投资", "?actual.2022-05", AMOUNT, 5200, 1200, 850),
                col("本月完成投资", "~单月完成投资", AMOUNT, 900, 300, 50),
                col("计划开工时间", "start_planned", DATE, "2021.5", "2022年3月", "2020-10"),
                col("计划竣工时间", "finish_planned", DATE, "2023年底", "2022.12", "2022年上半年"),
                col("包联领导", "leaders", NAME, "王 强 李海", "赵\n云飞", "孙丽，钱进"),
                col("责任单位", "responsible_unit", NAME, "经信局", "水务局", "住建局"),
                col("服务单位", "-", NAME, "开发区", "白果镇"),
                col("项目类型", "?industry", "other", "产业项目", "基础设施"),
                col("建设阶段", "-", "other", "主体施工", "装修", "验收"),
                col("本月进展", "progress", "other", "二层浇筑"),
                col("问题和建议", "problem", "other", "缺用地指标"),
            ),
            above=(("重点项目进度月报",), ("单位：万元",)),
        ),
    ),
    mapping="""
[[mapping]]
sheet = "进度月报"
year = 2022
month = 5
[mapping.columns]
"建设性质" = "建设阶段"
"建设阶段" = "不读"
"今年累计完成投资" = "完成投资"
"项目类型" = "行业"
"服务单位" = "不读"
""",
)  # fmt: skip

ZHANGZHOU = Layout(
    "旬调度明细表",
    "a prefecture's table by ten-days",
    (
        Made(
            "明细表",
            (
                SEQ, PROJECT,
                col("项目性质", "stage", STAGE, "续建", "新开工", "促竣工"),
                col("建设内容及规模", "content", "other", "两条生产线"),
                col("建设起止时间", "building", DATE, "2009-2011", "09.3-11.12", "2010－"),
                col("总投资（万元）", "total_investment", AMOUNT, 137000, 9200, 20000),
                col("至2009年底累计完成投资（万元）", "cumulative_before_year", AMOUNT, 30000, 0, 17000),
                col("2010年计划投资（万元）", "year_plan", AMOUNT, 67000, 6000, 3000),
                col("2010年1-7月完成投资（万元）", "actual.2010-07", AMOUNT, 38700, 3500, 2400),
                col("8月上旬完成投资", "~旬完成投资", AMOUNT, 900, 100, 60),
                col("8月中旬完成投资", "~旬完成投资", AMOUNT, 800, 120, 0),
                col("后五个月关键节点的目标情况说明", "~节点目标", "other", "8月设备吊装"),
                col("大干150天力争完成的投资额（万元）", "~预计完成投资", AMOUNT, 28000, 2500, 500),
                col("2010年力争完成的投资额（万元）", "~预计完成投资", AMOUNT, 67000, 6000, 2900),
                col("项目业主单位›业主名称", "owner", NAME, "华某能源公司", "某某水务公司", "某某汽车公司"),
                col("项目业主单位›负责人", "~联系人", NAME, "张先生"),
                col("项目业主单位›联系人", "~联系人", NAME, "李先生"),
                col("项目业主单位›电话及传真", "~联系电话", "other", "0000-111"),
                col("挂钩责任单位›单位名称", "responsible_unit", NAME, "经贸局", "水务局", "工信局"),
                col("挂钩责任单位›责任人", "~联系人", NAME, "陈某"),
                col("挂钩责任单位›联络人", "~联系人", NAME, "林某"),
                col("挂钩责任单位›电话及传真", "~联系电话", "other", "0000-222"),
                col("挂钩领导", "leaders", NAME, "何某", "许某", "蔡某"),
                col("行业", "industry", "other", "工业", "市政", "工业"),
                col("报表名", "~报告年月", "other", "八月旬报"),
                col("导入用户", "~系统字段", "other", "user1"),
                col("项目级别", "level", STAGE, "省级", "市级", "县级"),
                col("区域", "place", "other", "城区"),
                col("所属开发区", "~所属区县园区", "other", "高新区"),
            ),
            above=(("某市2010年项目明细表",),),
        ),
    ),
)  # fmt: skip

GUANGZHOU = Layout(
    "发改项目导入表",
    "a planning office's import form",
    (
        Made(
            "项目",
            (
                SEQ, col("项目名称", "name", NAME, "★青石岭风力发电项目", "■白果镇污水处理厂", "南门老旧小区改造"),
                col("建设内容及规模", "content", "other", "装机5万千瓦"),
                col("建设起止年限", "building", DATE, "2020-2023"),
                col("总投资（万元）", "total_investment", AMOUNT, 42000, 8600, 3100),
                col("到上年底累计完成投资（万元）", "cumulative_before_year", AMOUNT, 9000, 1200, 0),
                col("本年度投资计划（万元）", "year_plan", AMOUNT, 15000, 4000, 3100),
                col("本年度投资计划完成情况（万元）", "?actual.2022-06", AMOUNT, 7200, 2100, 0),
                col("立项批复文号", "~批复文件", "other", "发改〔2020〕1号"),
                col("批复单位", "~批复文件", "other", "发改局"),
                col("批复时间", "~批复时间", DATE, "2020-03"),
                col("项目类型", "?", "other", "产业项目", "民生工程"),
                col("项目类别", "?", "other", "能源", "环保"),
                col("产业类别", "-", "other", "第二产业", "第三产业"),
                col("投资类型", "~项目分类", "other", "企业投资"),
                col("所属行业", "industry", "other", "电力", "水务", "房地产"),
                col("项目(法人)单位", "owner", NAME, "某能源公司", "某水务公司", "某城投公司"),
                col("项目联系人", "~联系人", NAME, "张先生"),
                col("联系电话", "~联系电话", "other", "0000"),
                col("项目属地", "place", "other", "白果镇"),
            ),
        ),
    ),
    mapping="""
[[mapping]]
sheet = "项目"
year = 2022
month = 6
[mapping.columns]
"本年度投资计划完成情况（万元）" = "完成投资"
"项目类型" = "不读"
"项目类别" = "不读"
"产业类别" = "不读"
""",
)  # fmt: skip

FIRST = (PINGYI, MAOJIAN, ZHANGZHOU, GUANGZHOU)
