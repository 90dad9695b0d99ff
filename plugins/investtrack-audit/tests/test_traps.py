"""Sentences whose numbers look wrong to a hasty reader and are not: none may be called impossible."""

import pytest

from investtrack_audit import Relation, Verdict, audit_text


FAILS = {Verdict.IMPOSSIBLE, Verdict.DOUBTFUL}

TRAPS = {
    "what became of the same things after a semicolon": "目前尚未解决的问题共5个，按类别分：资金3个；已超过整改时限的3个。",
    "the rest of a sentence before": "全县纳入调度的问题13个。涉及资金问题的4个、涉及用地问题的2个，其余7个正在协调。",
    "the rest of a sentence before, by commas": "全县纳入调度的问题13个。涉及资金的4个，涉及用地的2个，其余7个正在协调。",
    "a bracket between the word and its sum": "在库项目预计完成30.69亿元，新增入库项目预计贡献7.03亿元，两项合计（不含丙县）37.72亿元。",
    "其中 of all that were listed": "按建设性质分：新建3个；续建4个；收尾2个。其中已开工5个。",
    "其中 leaves some out": "共有项目30个，其中：省级8个、市级9个。",
    "nested scopes count twice": "到位资金30.2亿元，其中州外资金30.2亿元，省外资金18.3亿元。",
    "classes that cross": "共有项目20个，其中投产项目12个，省级项目8个，亿元以上项目9个。",
    "项目 named before their number": "全年项目42个，已开工25个，开工率59.5％。其中，河东大桥等3个省级项目、青山中学等24个项目全部开工，灌区等14个市级项目已开工8个，开工率57.1％。",
    "the amount in brackets is a target": "完成投资6.9亿元，为年度目标（12.4亿元）的55.6％。",
    "running totals in brackets": "一季度安排8.0亿元（1—2月计划完成4.3亿元，3月底计划累计完成7.9亿元）。",
    "a list ends at the semicolon": "未解决问题19个，按类别分：资金6个、用地8个、其他5个；已超过时限的15个。",
    "the nearer number is not the whole": "拟开工项目8个，总投资3.2亿元。前期工作已完成6个。按产业分：农业3个、基础设施4个、旅游1个。",
    "another subject without an amount": "完成投资10.5亿元，民间投资增长5％，占全部投资的60％。",
    "growth at constant prices": "地区生产总值40.1亿元（去年同期38.2亿元），按可比价同比增长2.9％。",
    "an increment is no base": "完成投资46.9亿元，比去年同期多完成11.0亿元，同比增长30.6％。",
    "a part without a plan of its own": "年度计划投资85.4亿元，完成投资62.2亿元。其中续建项目完成投资45.4亿元，占年度计划的75％。",
    "a rate of a part": "已完成中央投资计划74.6亿元。其中，完成甲类投资44.8亿元，完成率74.6％；完成乙类投资29.8亿元，完成率50.1％。",
    "other measures in a list": "完成投资5.0亿元，其中新开工项目10个，总投资20.0亿元。",
    "tasks beside results": "签约项目36个（任务34个），到位资金占比64.9％（任务数占比60％），转化率47.5％。",
    "a threshold is no amount": "500万元以上项目11个，总投资7.1亿元，其中总投资5000万元以上的3个。",
    "dates, ranges and names": "2022年1-3月，第3批12个项目中，5—8亿元的4个，G318线等2个，34万千瓦风电1个。",
    "rounded amounts": "总投资约30亿元，其中甲项目21亿元、乙项目12亿元。",
    "a part of a part by its name": "各项贷款余额1662.8亿元。其中，短期贷款705.4亿元，增长8％；中长期贷款935.7亿元，增长39％，中长期贷款中个人消费贷款414.2亿元。",
    "another thing at a level": "全年获政府奖29项，其中省级5项。争取到省级以上科技项目58项。",
    "a part that would vanish": "1-5月，全省一般公共预算支出1532.7亿元。\n其中：省级支出344.3亿元；市县级支出1188.4亿元。主要支出科目情况：\n1.教育支出270亿元。\n2.科学技术支出9.9亿元。\n3.社会保障和就业支出668.8亿元。\n4.城乡社区支出61.4亿元。\n5.农林水支出239.7亿元。",
    "a little left to others by the shares": "对沿线国家进出口1279.1亿元，增长34.6％。\n民营企业对沿线国家进出口717.4亿元，增长30.8％，占56.1％；国有企业对沿线国家进出口317.7亿元，增长53.6％，占24.8％。外商投资企业进出口243.7亿元，增长25.4％，占19.1％。",
    "things met in a list": "央企项目已开工66个。其中，去年签约112个项目中，已开工56个；今年新洽谈66个项目，已开工10个。",
    "those who are taught beside those who teach": "小学63所，教职工4465人，其中专任教师3553人，在校学生45693人，招生7538人。",
    "a part by its own share": "进出口总值431.52亿元。民企实现进出口231.86亿元，占外贸总值的53.73％；其中，出口199.65亿元，增长23.58％，占出口总值的70.33％。\n七大类产品178.95亿元，增长17.61％，占出口总值的63.04％；机电产品出口39.03亿元，占出口总值的13.75％。",
    "a list of shares that goes on": "收费公路里程16.81万公里。其中，高速公路13.79万公里，一级公路1.96万公里，二级公路0.97万公里，独立桥梁及隧道951公里，占比分别为82.0％、11.7％、5.7％和0.6％。",
    "a pace of another plan": "1至8月，省、市项目完成年度计划的82.2％，高于序时进度2.2个百分点；县级项目完成年度计划的47.1％，低于序时进度32.9个百分点。",
    "more than was said before, by semicolons": "各级政府资金累计下达2.31亿元，到位2.09亿元，支付1.37亿元。连同银行贷款和自筹，按来源分：中央预算内投资3个，下达0.51亿元，到位0.47亿元，已支付0.26亿元；地方政府专项债券4个，下达0.49亿元，到位0.47亿元，已支付0.2亿元；省级5个，下达0.34亿元，到位0.22亿元，已支付0.09亿元；县级2个，下达0.98亿元，到位0.94亿元，已支付0.81亿元；银行贷款2个，下达0.85亿元，到位0.72亿元，已支付0.61亿元。",
    "more than was said before, a paragraph later": "各级政府资金到位2.09亿元，支付1.37亿元。\n加上银行贷款和自筹，按来源分：中央预算内投资0.47亿元；专项债券0.47亿元；银行贷款0.72亿元；自筹0.09亿元。",
    "a small part beyond the plan": "新开工项目78个，完成年度目标60个的130％。其中工业项目63个。",
    "gaps in rates": "投资增长9.5％，高于全市2.6个百分点，高于全省1.1个百分点。",
    "shares of several things": "甲类占全部投资的60％，民间投资占全部投资的55％，亿元项目占全部投资的70％。",
    "the rest of a list without a whole": "缺少付款凭证5个、施工许可4个、用地2个，3月底前完成；其余2个由单位说明。",
    "the rest after a list": "缺少付款凭证5个、施工许可4个、用地2个，其余2个由单位说明。",
    "a slip that only a wide interval explains": "1-5月，工业投资158.6亿元，同比增长13.3％。\n上半年，工业投资同比增长14.1％。其中，高新产业拉动工业投资增长8.7个百分点，贡献率达61.5％。",
    "begun and ended in one year": "全区施工项目18446个，其中本年新开工项目14398个，本年投产项目10758个。",
    "far beyond the whole": "签约项目108个，其中单独签约94个，园区签约41个。",
    "a unit shared through 、": "工业、农业占比分别提高0.3、1.7个百分点，服务业占比下降2.0个百分点。",
    "a stage is left out": "今年实施项目210项320.6亿元，年内计划完成投资66.3亿元。其中：新开工项目90项110.5亿元、年内计划完成投资20.3亿元，续建项目60项120.8亿元、年内计划完成投资46亿元。",
    "a budget and a kind of revenue": "全年财政总收入30.25亿元。其中：地方一般公共预算收入21.46亿元，增长7.4%；地方税收收入14.62亿元，增长9.6%。",
    "firms sorted three ways": "规模以上企业64家，其中：民营企业55家，小微企业41家，亏损企业9家。",
    "investment sorted three ways": "固定资产投资40.2亿元，其中：项目投资31.1亿元，工业投资16.5亿元，民间投资20.3亿元。",
    "rates of execution are no shares": "分收入结构看，税收收入完成31,426万元，占调整预算93.35%；非税收入完成20,482万元，占调整预算112.42%。",
    "several indicators side by side": "生产总值完成76.1亿元，是2016年的1.3倍；财政总收入、一般公共预算收入分别完成6.2亿元、3.1亿元，分别是2016年的1.4倍、1.5倍；工业增加值完成33.4亿元；固定资产投资完成42.7亿元。",
    "what follows 其中 is no part": "实现社会消费品零售总额41.2亿元，其中，限额以上零售额4.1亿元，批发业销售额为75.3亿元，下降1.2%；零售业销售额为21.4亿元。",
    "a list broken off by 等": "15个问题已过整改时限；按责任单位分：甲局5个、乙局3个、丙局2个等。",
    "growth of a head beside that of the whole": "全县实现生产总值120.4亿元，比上年增长8.0％。人均生产总值30210元，增长14.2％。\n三次产业对经济增长的贡献率分别为20.0％、35.0％和45.0％，分别拉动经济增长1.6、2.8、3.6个百分点。",
    "what is done of two aims": "区重点项目15个，年度计划投资20.13亿元，1-8月完成投资12.1亿元，完成年度投资计划的60.17％，完成投资目标任务的66％。",
    "parts of things counted anew": "职业学校12所，招生8120人，在校生21507人。普通高中20所，其中：公办高中14所，招生20410人；民办高中6所，招生5230人。",
    "what is insured in the others already": "保费收入91亿元，增长6％。其中财产险保费收入43亿元，增长8％；人身险保费收入44亿元，增长7％；再保险保费收入12亿元。",
    "points by the year": "三次产业结构由22:48:30调整为12:58:30。第二产业所占比重年均提高2个百分点。",
    "one month of an amount before": "一季度城镇零售额83.4亿元，增长8％；乡村零售额14.3亿元，增长9％。其中，3月份城镇零售额27.1亿元，增长8％；乡村零售额4.5亿元，增长9％。",
    "parts of a net whole": "本月新增存款24.6亿元，多增13亿元。其中，国有银行新增存款85.9亿元，多增20亿元；股份制银行存款减少61.3亿元。",
    "shares of several wholes in two regions": "南部用水量31.2亿吨，占全省的52％，其中生活用水、工业用水、农业用水分别占全省同类用水的66％、75％、44％；北部用水量28.8亿吨，占全省的48％，其中生活用水、工业用水、农业用水分别占全省同类用水的34％、25％、56％。",
    "shares of a number of firms": "百户企业产值133.5亿元，占5.2万户国有企业产值的38.2％；实现收入147.4亿元，占5.2万户国有企业的55％。",
    "what a firm has on average": "百户企业净资产141.2亿元，比年初增长19％；户均资产2.7亿元，比年初增加0.4亿元。",
    "a little left to others by each share": "进出口总值500.0亿元，下降5％。\n民营企业进出口120.3亿元，增长22％，占全省外贸总值的24.1％；外商投资企业进出口283.3亿元，下降7％，占56.7％；国有企业进出口96.1亿元，下降23％，占19.2％。",
    "two rates of one whole": "全县新签约项目52个，协议投资61.2亿元。\n签约项目中已开工34个，开工率65.4％；已投产12个，投产率23.1％。",
    "two rates of one whole, which is not named again": "全县新签约项目52个，协议投资61.2亿元。\n已开工34个，开工率65.4％；已投产12个，投产率23.1％。",
    "states that hold each other": "28个项目中，已开工25个，已竣工9个，未开工3个。",
    "a state is left out": "28个项目中，已完工9个，在建15个，未开工3个，停工1个。",
    "shares of several amounts": "签约项目40个，其中工业12个、农业9个，分别占30％和22.5％。",
    "grown since the year began, and since last year": "3月末，贷款余额104.6亿元，比年初增加7.2亿元，同比增长12.4％。",
    "grown since last month, and since last year": "用电量4.6亿元，环比增加0.3亿元，同比增长21.4％。",
    "states that do not add up": "计划新增入库项目15个，已开工9个，已入库7个，正在审核3个。",
    "what is under way is not all that is left": "梳理问题124个，已办结103个，正在推进18个。",
    "a subject named anew": "食品业产值41.2亿元，增长3％，两大行业占工业总产值155.5亿元的48％。",
    "shares of two wholes": "全县完成投资80.5亿元。工业投资30.2亿元，占比37.5％；民间投资40.1亿元，占比49.8％；其中技改投资9.6亿元，占比31.8％。",
    "sizes with a gap": "按投资规模分：10亿元以上项目2个，1亿元以下项目18个。项目共39个。",
    "lists of several indicators that leave something out": "总投资30.5亿元，其中：中央资金8.2亿元，本级收入安排5.1亿元，银行贷款4.6亿元。",
    "paid of what arrived, not of what was allotted": "各级政府资金累计下达2.31亿元，到位2.09亿元、到位率90.42％，支付1.37亿元、支付率65.34％。",
    "one and one of two paragraphs": "应开工2个，已开工1个。\n应开工未开工的2个项目逐个明确开工时间。",
    "two digits agree with much": "甲县完成投资12.5亿元。\n乙县收入8.4亿元。\n丙项目完成9.1亿元，占比73％。",
    "what was grown against last year": "第二产业投资增长34.7％。国有投资1034.57亿元，增长54.6％，比去年同期增速高34个百分点。",
    "exports and imports with some countries": "出口61.9亿元，进口24.5亿元。对沿线国家进出口38.2亿元。贸易顺差37.4亿元。",
    "an average over years": "企业由2021年的57家增加到2024年的76家，净增19家，年均增加6.3家。",
    "growth a year over years": "产值由2020年的50亿元增加到2024年的76亿元，年均增长11.0％。",
    "the industries do not use all power": "全社会用电量7222亿千瓦时，其中第一产业103亿千瓦时、第二产业4958亿千瓦时、第三产业1285亿千瓦时。",
    "a ratio of the newborn": "男性人口72334人，女性人口68844人，出生人口性别比为111.3。",
    "towns and country are not the aged": "其中，65岁及以上人口为19064人。\n居住在城镇的人口为90199人；居住在乡村的人口为50979人。",
    "shares of persons elsewhere": "东部地区人口占39.93％，中部地区占25.83％，西部地区占27.12％，东北地区占6.98％。",
    "what one group did, and all since January": "甲、乙、丙三镇分别完成投资3.1亿元、4.2亿元、5.3亿元，累计完成投资80.5亿元。",
    "as many as are named, and another thing": "甲镇3个、乙镇4个、丙镇5个。三大园区共开工25个。",
    "one and one of another paragraph": "计划开工10个，已开工9个，未开工1个。\n计划开工12个，已开工10个。\n对未开工的2个逐个督办。",
    "a loss a year ago": "企业实现利润总额0.42亿元。其中，国有企业实现利润总额0.1亿元（同期亏损0.47亿元），由亏转盈。",
    "the growth of some trades": "规模以上工业增加值50.2亿元，增长7.4％。\n食品、医药和装备三大行业共实现工业增加值38.8亿元，增长13.7％，对全区规模以上工业贡献率为134.4％，拉动全区规模以上工业增长9.9个百分点。",
    "a rate of the city against one of the district": "1-7月，全区规模以上工业增加值增长7.4％。\n全区规上工业实现主营业务收入187.9亿元，增长12.6％，高于全市规上工业平均水平6.4个百分点。",
    "more growth than last year": "各项存款余额21408亿元，较上年同期多增359亿元；同比增长7.23％。",
    "the growth of a part": "规上工业企业增加值同比增长9.5％，制造业增长10.5％。\n民营企业完成规上工业增加值同比增长12.9％，对全市规上工业增加值增长的贡献率达到77.7％，上拉全市平均增速7.4个百分点。",
    "growth behind shares in brackets": "出行类商品（限上占比44.7％）下降1.7％。其中：汽车类商品（限上占比25.1％）同比下降5.4％；石油类商品（限上占比19.6％）同比增长3.5％。",
    "what was done of what is listed last": "包括省级项目5个、市级项目3个，其中已开工6个。",
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_no_false_alarm(name):
    assert [str(item) for item in audit_text(TRAPS[name]) if item.is_impossible] == []


@pytest.mark.parametrize("name", TRAPS)
def test_no_false_doubt(name):
    assert [str(item) for item in audit_text(TRAPS[name]) if item.is_doubtful] == []


def test_a_part_alone_may_not_exceed_the_whole():
    (found,) = audit_text("在统项目15个，其中房地产项目38个。")
    assert (found.relation, found.verdict, found.closest) == (
        Relation.PART,
        Verdict.IMPOSSIBLE,
        "38个",
    )


def test_a_slip_is_found_though_the_list_need_not_be_complete():
    """3.06 + 5.20 + 4.24 = 12.50: with 万 for 亿 the list would seem to leave something out."""
    text = "完成投资12.50亿元，其中：交通3.06万元，水利5.20亿元，城建4.24亿元。"
    (found,) = audit_text(text)
    assert (found.suspect, found.closest, found.is_impossible) == ("3.06万元", "3.06亿元", True)


def test_a_distant_whole_is_only_claimed_where_it_agrees():
    parts = "其中第一产业完成0.39亿元，第二产业完成2.64亿元，第三产业完成11.59亿元。"
    (found,) = audit_text(f"全县完成投资14.62亿元。\n{parts}")
    assert (found.verdict, found.is_firm) == (Verdict.HOLDS, False)
    assert audit_text(f"全县完成投资15.31亿元。\n{parts}") == ()


def test_a_list_of_paragraphs():
    text = "当年计划投资63.27亿元，完成投资77.57亿元。其中：\n" + "".join(
        f"{name}{count}项，当年计划投资{plan}亿元，完成投资{done}亿元。\n"
        for name, count, plan, done in (("省级", 6, "19", "28.78"), ("市级", 5, "22.67", "26.4"), ("县级", 16, "21.6", "22.39"))
    )  # fmt: skip
    formulas = [item.formula for item in audit_text(text)]
    assert "19 + 22.67 + 21.6 = 63.27亿元" in formulas
    assert "28.78 + 26.4 + 22.39 = 77.57亿元" in formulas


def test_a_rule_that_a_parallel_statement_confirms():
    """5.93 ÷ (29.93 ÷ 93.5％) = 18.5％, so 1.68 ÷ (18.18 ÷ 82.6％) = 7.6, not 9.2."""
    text = (
        "1至9月，完成甲类资金29.93亿元，完成任务的93.5％，超出计划进度目标5.93亿元，超出计划进度{}％；"
        "完成乙类资金18.18亿元，完成任务的82.6％，超出计划进度目标1.68亿元，超出计划进度{}％。"
    )
    assert [item.is_impossible for item in audit_text(text.format("18.5", "7.6"))] == [False] * 4
    assert [item.is_impossible for item in audit_text(text.format("18.5", "9.2"))] == [False] * 3 + [True]  # fmt: skip
    assert not any(item.is_impossible for item in audit_text(text.format("22.1", "9.2")))


def test_spans_point_into_the_text():
    text = "一、进展\n计划开工项目４０个，已开工３１个，开工率８７．５％。"
    (found,) = audit_text(text)
    paragraph = text.splitlines()[1]
    assert paragraph[slice(*found.span)] == "８７．５％"
    assert found.place == "第2行"
    assert found.excerpt == "计划开工项目４０个，已开工３１个，开工率８７．５％"


def test_numbers_of_things_that_add_up_prove_the_list_complete_for_its_amounts():
    text = "实施项目52项，总投资98.6亿元，年度计划投资21.4亿元。其中：新建项目31项，总投资46.2亿元，年度计划投资9.3亿元；续建项目21项，总投资{}亿元，年度计划投资12.1亿元。"
    assert [item.verdict for item in audit_text(text.format("52.4"))] == [Verdict.HOLDS] * 3
    (wrong,) = [item for item in audit_text(text.format("42.7")) if item.is_impossible]
    assert wrong.formula == "46.2 + 42.7 = 88.9 ≠ 98.6亿元"


def test_amounts_that_add_up_do_not_prove_the_numbers_of_things():
    text = "实施项目90项，完成投资40.5亿元。其中：工业项目20项，完成投资18.2亿元；农业项目30项，完成投资22.3亿元。"
    assert [(item.relation, item.verdict) for item in audit_text(text)] == [
        (Relation.PART, Verdict.BOUNDED),
        (Relation.SUM, Verdict.HOLDS),
    ]


def test_a_list_that_need_not_be_complete_is_only_held_to_its_bound():
    (found,) = audit_text("共有项目30个，其中：省级8个、市级9个。")
    assert (found.verdict, found.verdict.label) == (Verdict.BOUNDED, "只核对了不超过")


def test_a_list_amiss_by_one_digit_is_doubtful():
    (found,) = audit_text("完成投资126.47亿元，其中：交通52.13亿元，水利41.02亿元，教育33.28亿元。")
    assert (found.verdict, found.is_doubtful) == (Verdict.DOUBTFUL, True)
    assert found.formula == "52.13 + 41.02 + 33.28 = 126.43 ≠ 126.47亿元"


def test_a_mark_of_a_note_behind_a_number_is_no_digit_of_it():
    text = "全县完成投资1100①万元，其中甲镇600②万元，乙镇500万元。"
    found = audit_text(text)
    assert [statement.verdict for statement in found] == [Verdict.HOLDS]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("全县完成投资10亿元，其中甲项目4亿元，乙项目5亿元。", Verdict.BOUNDED),
        ("全县完成投资10亿元，其中甲项目4亿元，乙项目7亿元。", Verdict.DOUBTFUL),
        ("全县完成投资10.0亿元，其中甲项目4.4亿元，乙项目5.7亿元。", Verdict.ROUNDING),
        ("全县完成投资10.0亿元，其中甲项目4.4亿元，乙项目5.8亿元。", Verdict.IMPOSSIBLE),
        ("全县完成投资10.00亿元，其中甲项目4.40亿元，乙项目5.70亿元。", Verdict.IMPOSSIBLE),
        ("全县新开工项目10个，其中工业项目4个，农业项目7个。", Verdict.IMPOSSIBLE),
    ],
)
def test_parts_that_exceed_their_whole_are_never_said_not_to(text, verdict):
    (found,) = audit_text(text)
    assert (found.relation, found.verdict) == (Relation.PART, verdict)
    assert ("≤" in found.formula) == (verdict is Verdict.BOUNDED)


@pytest.mark.parametrize(
    "text",
    [
        "34个行业大类中，18个行业正增长，17个行业利润实现两位数增长。",
        "34个重点项目中，18个项目已取得施工许可，17个项目已办理用地手续。",
        "34个重点项目中，18个项目已开工，17个项目完成投资超过年度计划。",
        "全县21个镇中，12个镇投资增速高于全县平均水平，10个镇实现两位数增长。",
    ],
)
def test_numbers_of_things_that_came_so_far_part_nothing(text):
    assert [str(item) for item in audit_text(text) if item.verdict in FAILS] == []
    assert all(item.relation is not Relation.SUM for item in audit_text(text))


def test_numbers_of_things_in_two_states_still_part_their_whole():
    text = "34个重点项目中，18个项目已建成投产，16个项目已开工建设。"
    assert [item.formula for item in audit_text(text)] == ["18 + 16 = 34个"]
    assert [item.is_impossible for item in audit_text("34个项目中，18个已开工，17个未开工。")] == [
        True
    ]


@pytest.mark.parametrize(
    "text",
    [
        "肉类产量13.82万吨，增长3.8％，其中猪肉产量6.56万吨，增长4.0％；水产品总产量44.67万吨，增长4.5％。",
        "11个县（市）区到位外资10632万美元。从全市新批项目来看，全市共新批外商投资项目19个。",
        "全县猪牛羊禽肉产量6.97万吨。其中，牛肉产量0.51万吨；羊肉产量0.36万吨；禽肉产量1.80万吨；禽蛋产量2.55万吨；牛奶产量2.90万吨。",
        "规模以上工业企业中，国有控股企业实现利润17.2亿元，同比下降6.5％。高技术制造业利润同比增长6.3％，高于规上工业平均水平9.8个百分点。",
        "建设用地120亩（其中新增30亩），厂房面积20000平方米（一期8000平方米）。",
        "5千万以下固定资产投资增速同比下降43.5％；房地产项目投资同比下降10.7％。",
        "上半年，一般公共预算支出完成158034万元，占支出预计数（取自《关于2018年1-5月财政收支考核情况的通报》）的60.68％，超过序时进度要求10.68个百分点。",
        "前8个月，进出口总值295.7亿元。\n从企业类型看，民营企业进出口168.9亿元，占外贸总值的57.1％；外商投资企业进出口85.9亿元，占外贸总值的29.1％；国有企业进出口40.2亿元，占外贸总值的13.6％。",
    ],
)
def test_what_is_said_of_other_things_exceeds_nothing(text):
    assert [str(item) for item in audit_text(text) if item.verdict in FAILS] == []
