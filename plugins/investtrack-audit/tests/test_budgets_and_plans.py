"""Right sentences and their wrong twins in the style of reports on budgets, plans, promotion and resumption of work."""

import pytest

from investtrack_audit import Verdict, audit_text


FAILS = {Verdict.IMPOSSIBLE, Verdict.DOUBTFUL}
STANDS = {Verdict.HOLDS, Verdict.ROUNDING}

# Sentence with a gap, what is right in it, what is wrong.
TWINS = [
    # what a budget adds up to
    ("全县政府性基金预算收入6.73亿元，上级补助收入0.58亿元，专项债务转贷收入9.64亿元，上年结余收入0.41亿元，收入总计{}亿元。", "17.36", "17.63"),
    ("政府性基金支出完成14.22亿元、下降3％，调出资金1.35亿元，债务还本支出0.86亿元，政府性基金总支出{}亿元。", "16.43", "14.63"),
    ("一般公共预算收入完成124062万元，下降15％，税收收入111948万元。加上级补助收入、调入资金等收入{}万元，收入总量337472万元。", "213410", "231410"),
    ("一般公共预算收入完成18.62亿元，增长6％。其中：税收收入10.24亿元，增长5％。加上转移性收入{}亿元，收入合计67.84亿元。", "49.22", "42.92"),
    ("一般公共预算收入18.62亿元，加上级补助42.2亿元，收入总计60.82亿元。一般公共预算支出47.53亿元，加上解支出11.12亿元，支出总计58.65亿元。收支相抵，年终结转{}亿元。", "2.17", "2.71"),
    ("新增债券10.43亿元，其中，新增一般债券0.21亿元，新增专项债券{}亿元。", "10.22", "12.02"),
    ("全年债务限额58.37亿元，其中一般债务限额{}亿元、专项债务限额36.91亿元。", "21.46", "24.16"),
    ("全省总支出安排6571.85亿元。其中，省本级支出{}亿元；转移支付4404.78亿元；上解中央支出598.75亿元；预备费24.00亿元；债务还本支出65.77亿元。", "1478.55", "1478.35"),
    ("安排经费79.13亿元。其中，公务经费4.77亿元，下降3％。公务经费包括：出国支出0.6亿元、用车支出{}亿元、接待费支出0.87亿元。", "3.3", "8.3"),
    ("1、一般公共预算收入完成58.2亿元，下降2.9％。①税收收入完成46.8亿元，下降6％。10个税种中4个增长。②非税收入完成{}亿元，增长11.8％。", "11.4", "14.1"),
    # firms and shops
    ("从数量上看，全国新设市场主体1845.0万户，增长3％。其中，新设企业{}万户，增长7％；新设个体工商户1242.6万户，增长1％；新设农民专业合作社12.6万户，下降3％。", "589.8", "598.8"),
    ("新登记企业19.02万户，增长16％。\n从类型看，上半年，在新登记19.02万户企业中，第一产业新设1.26万户，增长1％；第二产业新设{}万户，增长3％；第三产业新设13.40万户，增长2％。", "4.36", "3.46"),
    ("恢复用电的企业42.3万家，占88.7万家用电企业的{}％。", "47.7", "74.4"),
    # two classes and their shares
    ("从隶属看：中直经济实现增加值384.8亿元，下降1％；地方经济实现增加值843.2亿元，增长3％。中直与地方经济比重为{}：68.7。", "31.3", "33.1"),
    ("公有制经济实现增加值833亿元，增长1％；非公有制经济实现增加值395亿元，增长3％。公有与非公有制经济比重为67.8：{}。", "32.2", "23.2"),
    ("第一产业完成投资16.9亿元；第三产业完成投资39.2亿元；第二产业完成投资191.3亿元。三次产业投资比重为6.8：{}：15.9。", "77.3", "73.7"),
    ("三次产业比（不变价）由20.3:44.5:35.2调整为16.6:45.7:{}，结构优化。", "37.7", "73.7"),
    ("全市固定资产投资完成247.4亿元，增长2％。\n从中直和地方看：中直投资完成159.5亿元，下降11％（其中：油田完成投资150亿元）。地方投资完成{}亿元，增长42％。", "87.9", "78.9"),
    ("社会消费品零售总额527.0亿元，增长6％。\n从行业看：批发零售业实现零售额{}亿元，增长6％；住宿餐饮业实现零售额41.1亿元，增长9％。", "485.9", "458.9"),
    ("全区生产总值111.5亿元，增长6％。全区三产增加值50.2亿元，在GDP中的比重高达{}％。", "45.02", "54.02"),
    ("其中11.58亿元难以上报（已决算{}亿元、未开票4.18亿元、无票据1.81亿元、无发票0.72亿元、合同纠纷0.48亿元）。", "4.37", "5.37"),
    # promotion and resumption of work
    ("在建项目80个，投资总额415.9亿元。80个在建项目中，新兴产业项目20个，投资总额97.3亿元，分别占在建项目总数的{}％和23.4％。", "25", "52"),
    ("全省375亿元到位资金中，昆明市到位217.2亿元，占总数的{}％。", "57.9", "59.7"),
    ("省市重点项目中在建项目95个，累计复工91个，复工率95.8％。其中，在建市重点项目（71个）复工67个，在建项目复工率{}％。", "94.4", "49.4"),
    ("截止5日，全市168户企业复产156户，复产率92.9％。其中：87户肥料企业复产79户，复产{}％；9户兽药企业复产7户，复产率77.8％。", "90.8", "98.0"),
    # plans and pace
    ("1-4月，支出1025.5亿元，完成年初预算36.7％，快于序时进度{}个百分点。", "3.4", "4.3"),
    ("1—4月，省、市级重点项目分别完成投资36.2亿元、94.3亿元，投资完成率分别为43.2％、37.8％，分别超时序进度9.9个百分点、{}个百分点。", "4.5", "5.4"),
    ("1—4月，省、市级重点项目投资完成率分别为43.2％、37.8％，分别超时序进度{}个百分点、4.5个百分点。", "9.9", "8.8"),
    ("我县市级重点项目15个，年度计划投资21.3亿元。1-9月，15个市级重点项目经审核完成投资17.48亿元，占年度任务的{}％。", "82", "28"),
    ("三次产业均增长：第一产业增加值47.5亿元，拉动GDP增长0.1个百分点；第二产业增加值730.5亿元，拉动GDP增长0.1个百分点；第三产业增加值450亿元，拉动GDP增长1.3个百分点，合计{}个百分点。", "1.5", "5.1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), TWINS)
def test_the_right_one_raises_nothing(text, right, wrong):
    found = audit_text(text.format(right))
    assert [str(item) for item in found if item.verdict in FAILS] == [], wrong
    assert [item for item in found if item.verdict in STANDS]


@pytest.mark.parametrize(("text", "right", "wrong"), TWINS)
def test_the_wrong_one_is_named(text, right, wrong):
    found = audit_text(text.format(wrong))
    assert [item for item in found if item.verdict in FAILS], (right, [str(item) for item in found])


# Found only by agreement: said where it holds, and nothing at all where it does not.
AGREED = [
    ("活动中签约360个项目，其中68个入驻园区，占签约项目的{}％。", "18.9", "18.6"),
    ("全省新登记53.73万户。\n合肥14.38万户，阜阳和亳州分别为5.09万户、4.30万户。上述三市占全省总量的{}％。", "44.24", "42.44"),
    ("{}个实现收入的税种中，增值税、房产税等6个税种实现增长；营业税、资源税等7个税种负增长。", "13", "14"),
    ("1-7月，全市预算收入完成1392476万元，增长21.87％。全市预算收入增幅比全省平均增幅（15.97％）高{}个百分点。", "5.9", "9.5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), AGREED)
def test_what_agreement_alone_finds_is_said_where_it_holds_only(text, right, wrong):
    said = [item for item in audit_text(text.format(right)) if item.stated.number == right]
    assert [item for item in said if item.verdict in STANDS], [str(item) for item in said]
    found = audit_text(text.format(wrong))
    assert [str(item) for item in found if item.verdict in FAILS] == []
    assert [str(i) for i in found if i.stated.number == wrong and i.verdict in STANDS] == []


@pytest.mark.parametrize(
    "text",
    [
        # what is said between the parts of a budget is no part of it
        "一般公共预算收入18.62亿元，其中税收10.24亿元，上级补助收入31.45亿元，收入总计50.07亿元。",
        # a total said before its parts, and one that no part stands before
        "全年收入总计60.82亿元，比上年增加3.1亿元，支出总计58.65亿元。",
        # 增速 of several, each against its own pace
        "截至6月底，省、市级重点项目投资完成率分别为53.2％、47.8％，分别比序时进度快3.2个百分点、慢2.2个百分点。",
        # people of other firms than those said before
        "全省103个开发区在岗218.2万人。\n300家载体入驻的17015家企业中，已复工14758家，复工率86.7％；企业到岗人数13.6万人，到岗率85.8％。",
        # a share of the whole after two lists
        "从总量看，全市生产总值1228亿元，增长1.5％。其中，工业增加值479亿元，建筑业增加值52亿元。",
    ],
)
def test_what_says_no_relation_raises_nothing(text):
    assert [str(item) for item in audit_text(text) if item.verdict in FAILS] == []
