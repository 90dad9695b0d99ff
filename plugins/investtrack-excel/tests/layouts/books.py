"""Layouts found as whole workbooks: merged headers of two and three rows, totals at the head, groups, notes."""

from .headers_a import SEQ
from .made import AMOUNT, DATE, NAME, STAGE, Layout, Made, col


GOAL_NOTE = (("1、项目性质：指前期、续建或新开工；\n2、关键节点指开工、竣工的时间。",),)
YEARS = col("建设起止时间", "building", DATE, "2009-2011", "09.10-11.3", "2010-")
CONTENT = col("建设内容及规模", "content", "other", "占地50亩", "厂房4.7万㎡", "5条生产线")


def parties(unit: str, leader: str, phone: str) -> tuple:
    """Return the columns of owner, responsible unit and leader, each under its group."""
    return (
        col("项目业主单位›业主名称", "owner", NAME, "甲某公司", "乙某公司", "丙某公司"),
        col("项目业主单位›负责人", "~联系人", NAME, "张某"),
        col("项目业主单位›联系人", "~联系人", NAME, "李某"),
        col(f"项目业主单位›{phone}", "~联系电话", "other", "0000"),
        col(f"{unit}›单位名称", "responsible_unit", NAME, "经贸局", "城建局", "经贸局"),
        col(f"{unit}›责任人", "~联系人", NAME, "王某"),
        col(f"{unit}›联络人", "~联系人", NAME, "赵某"),
        col(f"{unit}›{phone}", "~联系电话", "other", "0000"),
        col(leader, "leaders", NAME, "何某", "许某", "蔡某"),
    )


def detail(
    name: str, names: tuple, unit: str, leader: str, phone: str, *, forecast: bool, sums: tuple
) -> Made:
    """Return a sheet of the year's projects: amounts in columns F to L, sums at the head."""
    amounts = (
        col("总投资\n（万元）", "total_investment", AMOUNT, 9200, "20000", 5800),
        col("至2009年底累计完成投资", "cumulative_before_year", AMOUNT, 0, "9766", 1000),
        col("2010年计划投资\n（万元）", "year_plan", AMOUNT, 6000, 8000, 2000),
        col("2010年1-7月完成投资（万元）", "actual.2010-07", AMOUNT, 3495, 6604, 901),
        col("后五个月项目进度关键节点的安排", "~节点目标", "other", "建设厂房", "年底前投产"),
        col("大干150天力争完成的投资额（万元）", "~预计完成投资", AMOUNT, 2505, 3630, 865),
    )
    whole_year = (
        (col("全年完成投资额（万元） ", "~预计完成投资", AMOUNT, 6000, 10234, 1766),)
        if forecast
        else ()
    )
    return Made(
        name,
        (
            SEQ, col("项目名称", "name", NAME, *names), col("项目性质", "stage", STAGE, "新开工", "续建", "促竣工"),
            CONTENT, YEARS, *amounts, *whole_year, *parties(unit, leader, phone),
        ),
        above=(("某某新区2010年项目明细表",),),
        sums=sums,
        below=GOAL_NOTE,
    )  # fmt: skip


DETAILS = Layout(
    "年度项目明细表",
    "a year's projects on three sheets, by batch, town and industry",
    (
        detail("明细表", ("★云港公用配套工程", "北山水泥粉磨站", "西湾食品加工厂"), "市或县挂钩责任单位", "市挂钩领导", "电话", forecast=False,
               sums=((0, {0: "合计", 1: "3个", 5: 35000, 6: 10766, 7: 16000, 8: 11000, 10: 7000}),)),
        detail("按地区", ("体育用品厂", "环城水系治理", "东区标准厂房"), "市或县挂钩责任单位", "市或县挂钩领导", "电话、电子邮箱及传真", forecast=True,
               sums=((0, {1: "合计3个", 5: 35000, 6: 10766, 7: 16000, 8: 11000}),
                     (0, {1: "某某市合计2个", 5: 29200, 6: 9766, 7: 14000, 8: 10099}),
                     (0, {0: "一", 1: "工业", 5: 29200, 6: 9766, 7: 14000, 8: 10099}))),
        detail("按行业", ("石材加工园", "供水管网改造", "建材市场二期"), "挂钩责任单位", "镇挂钩领导", "电话及传真", forecast=True,
               sums=((0, {0: "总计", 1: "3个", 5: "35000", 6: 10766, 7: "16000", 8: 11000}),
                     (0, {0: "（一）工业项目3个", 5: "35000", 6: 10766}))),
    ),
)  # fmt: skip

GOALS = Layout(
    "项目目标责任制表",
    "responsibility tables, one a stage, one of them without a header over the names",
    (
        detail("竣工投产", ("客车生产线", "塑业园", "包装印刷厂"), "市或县挂钩责任单位", "市或县挂钩领导", "电话、电子邮箱及传真", forecast=False,
               sums=((0, {0: "合计", 1: "3个", 5: 35000, 6: 10766, 7: 16000, 8: 11000}),)),
        Made(
            "加速报批",
            (SEQ, col("项目名称", "name", NAME, "照明器材厂", "仓储中心", "冷链物流园"), col("项目性质", "stage", STAGE, "报批", "前期", "前期"),
             col("总投资\n（万元）", "total_investment", AMOUNT, 20000, 9000, 6000), *parties("市或县挂钩责任单位", "市或县挂钩领导", "电话、电子邮箱及传真")),
            above=(("促进已签约项目加速报批目标责任制表",),), sums=((0, {0: "合计", 1: "3个", 3: 35000}),), below=GOAL_NOTE,
        ),
        Made(
            "加速签约",
            (SEQ, col("", "?name", NAME, "音响电子产品厂", "茶叶深加工", "康养小镇"), col("项目性质", "stage", STAGE, "前期", "前期", "储备"),
             col("总投资\n（万元）", "total_investment", AMOUNT, 14000, 8000, 12000), *parties("市或县挂钩责任单位", "市或县挂钩领导", "电话、电子邮箱及传真")),
            above=(("促进在谈项目加速签约目标责任制表",),), sums=((0, {0: "合计", 1: "3个", 3: 34000}),),
        ),
    ),
    mapping='[[mapping]]\nsheet = "加速签约"\nstandard = "项目台账"\n[mapping.columns]\n"B列" = "项目名称"\n',
)  # fmt: skip

TEN_DAYS = Layout(
    "旬报表",
    "a ten-day return with its months left blank",
    (
        Made(
            "旬报表",
            (
                SEQ, col("项目名称", "name", NAME, "滨江大道", "污水管网二期", "会展中心"), col("项目性质", "stage", STAGE, "本年新开工", "续建", "竣工或部分竣工"),
                col("建设内容及规模", "content", "other", "全长3公里"), col("总投资", "total_investment", AMOUNT, 30000, 5000, 12000),
                col("2010年度计划投资额", "year_plan", AMOUNT, 9000, 2000, 4000), col("8月至12月计划投资额", "~分段投资", AMOUNT, 4000, 900, 1500),
                col("月完成情况›   月计划投资额", "~单月计划投资", AMOUNT, 800, 200, 300), col("月完成情况›  旬完成投资额", "~旬完成投资", AMOUNT, 250, 60, 90),
                col("月完成情况›本旬占月计划投资额（%）", "~投资完成率", "other", 31.25), col("月完成情况›至   旬完成投资额", "~旬完成投资", AMOUNT, 500, 120, 200),
                col("月完成情况›占月计划投资（%）", "~投资完成率", "other", 62.5), col("挂钩领导›市领导", "leaders", NAME, "何某", "许某"),
                col("挂钩领导›县领导", "leaders", NAME, "蔡某"), col("责任单位›责任单位", "responsible_unit", NAME, "交通局", "城建局"),
                col("责任单位›责任人", "~联系人", NAME, "王某"), col("业主单位或筹办单位", "owner", NAME, "甲某公司"),
                col("目前项目建设形象进度", "progress", "other", "路基完成"), col("项目建设中存在问题", "problem", "other"),
            ),
            above=(("某某市重点战役旬报表",), ("计量单位：万元",)), sums=((0, {0: " ", 1: "合  计", 4: 47000, 5: 15000, 6: 6400}),),
            below=(("备注：项目性质是指本年新开工、竣工或部分竣工、续建、前期工作。",),),
        ),
    ),
)  # fmt: skip


def monthly(name: str, group: str, names: tuple) -> Made:
    return Made(
        name,
        (
            SEQ, col("项目名称", "name", NAME, *names), col("总投资               (万元)", "total_investment", AMOUNT, 30000, 5000, 12000),
            col("开工至上一年度底累计完成投资", "cumulative_before_year", AMOUNT, 8000, 1000, 0), col("2010年  计划投资(万元)", "year_plan", AMOUNT, 9000, 2000, 4000),
            col("2010年实际完成情况›1-3月实际完成投资(万元)", "actual.2010-03", AMOUNT, 2100, 350, 0),
            col("2010年实际完成情况›完成投资占年计划%", "~投资完成率", "other", 23.3), col("2010年实际完成情况›1-3月实际形象进度", "progress", "other", "主体完成"),
            col("建设单位                 及责任人", "?", NAME, "甲某公司 张某"), col("挂点领导", "leaders", NAME, "何某", "许某"),
        ),
        above=(("某某市2010年1-3月重点项目（在建、预备）计划完成情况一览表",),), depth=3,
        sums=(
            (0, {0: "合计（3项）", 2: 47000, 3: 9000, 4: 15000, 5: 2450}), (0, {0: "其中：在建重点项目（2项）", 2: 35000}),
            (0, {0: "     预备重点项目（1项）", 2: 12000}), (0, {0: f"一、{group}（3项）", 2: 47000, 3: 9000}), (0, {0: "（一）在建（2项）", 2: 35000}),
            (2, {0: "（二）预备（1项）", 2: 12000}),
        ),
    )  # fmt: skip


MONTHLY = Layout(
    "重点项目月报表",
    "the same projects twice, by administration and by industry, and summary tables without names",
    (
        monthly("分级管理", "市本级", ("绕城高速", "城区路网", "新城医院")),
        Made(
            "分级管理（在建）",
            (col("\u3000 ", "-"), col("项目个数（项） ", "~项目个数", "other", 3), col("总投资       (万元）", "-", AMOUNT, 47000),
             col("开工至上一年度底累计完成投资", "-", AMOUNT, 9000), col("年度计划    投资                     (万元)", "-", AMOUNT, 15000),
             col("1～  月                 完成投资                (万元) ", "-", AMOUNT, 2450), col("完成投资    占年计划             (%)", "-", "other", 16.3)),
            above=(("2010年全市在建重点项目分级管理完成情况表（1-3月）",),), size=1, standard=None,
        ),
        monthly("分行业", "交通", ("绕城高速", "城区路网", "新城医院")),
    ),
    mapping='[[mapping]]\nsheet = "分级管理"\n[mapping.columns]\n"建设单位及责任人" = "不读"\n[[mapping]]\nsheet = "分*（在建）"\nskip = true\n'
    '[[mapping]]\nsheet = "分行业"\nskip = true\n',
)  # fmt: skip

SUMMARY = Layout(
    "年度目标及形象进度汇总表",
    "a table of goals with its month left blank",
    (
        Made(
            "Sheet1",
            (
                SEQ, col("项目名称", "name", NAME, "铁路连接线", "港口二期", "综合开发项目"), col("建设地点", "place", "other", "城北"),
                col("建设内容\n及规模", "content", "other", "全长12公里"), col("建设\n年限", "building", DATE, "2008-2011"),
                col("项目\n总投资", "total_investment", AMOUNT, 30000, 5000, 12000), col("开工累计完成投资", "cumulative", AMOUNT, 17000, 3000, 4000),
                col("年度计划投资", "year_plan", AMOUNT, 9000, 2000, 4000), col("2009年完成情况›月完成\n投资", "~单月完成投资", AMOUNT, 800, 100, 300),
                col("2009年完成情况›1-  月累计完成投资", "?actual.2009-05", AMOUNT, 4000, 900, 1500),
                col("2009年完成情况›完成年度投资计划%", "~投资完成率", "other", 44.4), col("2009年完成情况›1-  月工程形象进度", "progress", "other", "路基完成"),
                col("拟开工时间", "start_planned", DATE, "2008年6月"), col("今年开工时间", "?started_on", DATE, ""), col("拟竣工时间", "finish_planned", DATE, "2011年底"),
                col("今年竣工时间", "?finished_on", DATE, ""), col("分级管理项目（考核类、跟踪服务类）", "~项目分类", "other", "考核类"),
                col("省级或市级重点项目", "~项目分类", "other", "省级"), col("分部门或分县（市、区）项目", "~项目分类", "other", "交通局"),
                col("业主、法人（责任）单位及负责人", "?", NAME, "甲某公司 张某"), col("需要省、市协调解决问题", "problem", "other"),
                col("项目挂\n点领导", "leaders", NAME, "何某", "许某"),
            ),
            above=(("某某市重点建设年度目标及形象进度完成情况汇总表",),),
            sums=((0, {0: "合计3项", 5: 47000, 6: 24000, 7: 15000}), (0, {0: "一、交通2项", 5: 35000}), (2, {0: "二、城建1项", 5: 12000})),
        ),
    ),
    mapping="""
[[mapping]]
sheet = "Sheet1"
year = 2009
month = 5
[mapping.columns]
"1-月累计完成投资" = "完成投资"
"今年开工时间" = "开工时间"
"今年竣工时间" = "竣工时间"
"业主、法人（责任）单位及负责人" = "不读"
""",
)  # fmt: skip

FUNDS = Layout(
    "资金到位汇总表",
    "funds by source, one project over several rows",
    (
        Made(
            "Sheet1",
            (
                SEQ, col("项目名称", "name", NAME, "电气化改造工程", "引水工程", "农网改造"), col("项目总投资", "total_investment", AMOUNT, "54,583.00", "8,200.00", "3,000.00"),
                col("投资主体", "?", "other", "国有"), col("资金来源", "~项目分类", "other", "合 计"), col("来源说明", "~项目分类", "other"),
                col("至上年底累计资金到位", "~到位资金", AMOUNT, "0.00"), col("年度资金到位", "funds_this_year", AMOUNT, "48,900.00", "5,000.00"),
                col("年计划完成投资", "year_plan", AMOUNT, 52583, 6000, 2000), col("年实际完成投资", "?actual.2021-12", AMOUNT, 48900, 5100, 2000),
            ),
            above=(("资金到位汇总表 ",), ("单位：万元",)),
            sums=((1, {2: "54,583.00", 4: "路局", 7: "48,900.00"}),),  # the second source of the first project
        ),
    ),
    mapping="""
[[mapping]]
sheet = "Sheet1"
year = 2021
month = 12
[mapping.columns]
"年实际完成投资" = "完成投资"
"投资主体" = "不读"
""",
)  # fmt: skip

BOOKS = (SUMMARY, DETAILS, TEN_DAYS, MONTHLY, GOALS, FUNDS)
