"""Sentences of every kind, with the arithmetic in sight."""

import pytest

from investtrack_audit import Cause, Relation, Verdict, audit_text


HOLDS, ROUNDING, IMPOSSIBLE = Verdict.HOLDS, Verdict.ROUNDING, Verdict.IMPOSSIBLE


def said(text):
    return [(item.relation, item.verdict, item.formula) for item in audit_text(text)]


def only(text):
    (item,) = audit_text(text)
    return item


TRUE = [
    # sums
    ("完成投资20.5亿元。其中：产业项目12.3亿元，基础设施8.2亿元。", Relation.SUM, "12.3 + 8.2 = 20.5亿元"),
    ("全县共有项目30个，按级别分：省级6个、市级9个、县级15个；另有储备项目4个。", Relation.SUM, "6 + 9 + 15 = 30个"),
    ("计划实施建设项目18项（省级3项、市级5项、县级10项）。", Relation.SUM, "3 + 5 + 10 = 18项"),
    ("承诺3月复工24个（续建16个，新建8个）。", Relation.SUM, "16 + 8 = 24个"),
    ("接转项目30个，总投资42.5亿元（房开项目8个、18.2亿元，非房开项目22个、24.3亿元）。", Relation.SUM, "8 + 22 = 30个"),
    ("在库项目完成6.2亿元，新增项目完成1.3亿元，两项合计7.5亿元。", Relation.SUM, "6.2 + 1.3 = 7.5亿元"),
    ("全县项目50个，已开工32个，正在招标6个，其余12个。", Relation.SUM, "32 + 6 + 12 = 50个"),
    ("完成投资2.5亿元，其中设备购置3000万元，建安工程2.2亿元。", Relation.SUM, "3000万元 + 2.2亿元 = 2.5亿元"),
    ("拟申请渠道：专项债券3个、银行融资4个、招商引资5个。共储备项目12个。", None, ""),
    # rates
    ("计划开工项目40个，已开工31个，开工率77.5％。", Relation.RATE, "31 ÷ 40 = 77.5％"),
    ("年度计划投资16.4亿元，完成投资5.7亿元，投资完成率35％。", Relation.RATE, "5.7 ÷ 16.4 = 34.76％ ≈ 35％"),
    ("累计完成投资69.2亿元，为年度投资目标（123.8亿元）的55.9％。", Relation.RATE, "69.2 ÷ 123.8 = 55.897％ ≈ 55.9％"),
    ("年度投资计划100亿元，1-3月累计完成投资31.4亿元，为年度投资计划的31.4％。", Relation.RATE, "31.4 ÷ 100 = 31.4％"),
    ("某项目投资4.2亿元，占总投资7.1亿元的59.2％。", Relation.SHARE, "4.2 ÷ 7.1 = 59.155％ ≈ 59.2％"),
    ("计划复工的40个项目中已复工36个，复工率90％。", Relation.RATE, "36 ÷ 40 = 90％"),
    ("协议资金20亿元，到位资金5亿元，资金到位率25％。", Relation.RATE, "5 ÷ 20 = 25％"),
    # growth
    ("今年新开工项目6个，去年同期15个，同比下降60％。", Relation.GROWTH, "6 ÷ 15 − 1 = −60％"),
    ("完成投资31.4亿元，较去年同期增长15.3亿元，同比增长95％。", Relation.GROWTH, "15.3 ÷（31.4 − 15.3） = 95.03％ ≈ 95％"),
    ("完成投资31.4亿元（去年同期25.1亿元），同比增长25.1％。", Relation.GROWTH, "31.4 ÷ 25.1 − 1 = 25.100％ ≈ 25.1％"),
    ("在库项目由20个增加到25个，增长25％。", Relation.GROWTH, "25 ÷ 20 − 1 = 25％"),
    ("签约项目36个，去年同期30个，同比增加6个。", Relation.DIFFERENCE, "36 − 30 = 6个"),
    ("到位资金36亿元，是去年同期12亿元的3倍。", Relation.TIMES, "36 ÷ 12 = 3倍"),
    # differences
    ("计划投资10亿元，实际完成10.5亿元，超额0.5亿元。", Relation.DIFFERENCE, "10.5 − 10 = 0.5亿元"),
    ("目标任务12亿元，预计完成10.8亿元，缺口1.2亿元。", Relation.DIFFERENCE, "12 − 10.8 = 1.2亿元"),
    ("完成投资9.5亿元，比目标9亿元多0.5亿元。", Relation.DIFFERENCE, "9.5 − 9 = 0.5亿元"),
    ("投资同比增长17.4％，增幅较1-2月（-0.6％）提高18个百分点。", Relation.DIFFERENCE, "17.4 − （−0.6） = 18个百分点"),
    ("工业投资增长9.5％，低于全市（12.1％）2.6个百分点。", Relation.DIFFERENCE, "9.5 − 12.1 = −2.6个百分点"),
    ("项目总投资50亿元，累计完成投资32亿元，剩余投资18亿元。", Relation.REMAINING, "50 − 32 = 18亿元"),
    ("甲、乙两个项目分别完成投资3.25亿元、4.50亿元，合计7.75亿元。", Relation.SUM, "3.25 + 4.50 = 7.75亿元"),
    ("全年计划实施项目120个，总投资350亿元。截至目前，已开工98个，开工率81.7％。", Relation.RATE, "98 ÷ 120 = 81.667％ ≈ 81.7％"),
    ("全县完成投资60.2亿元，其中工业投资30.2亿元，占全部投资的50.2％。", Relation.SHARE, "30.2 ÷ 60.2 = 50.166％ ≈ 50.2％"),
    ("到位资金1.2亿元，比上年减少0.3亿元，下降20％。", Relation.GROWTH, "−0.3 ÷（1.2 + 0.3） = −20％"),
    ("计划复工40个，已复工36个，未复工4个。", Relation.SUM, "36 + 4 = 40个"),
    ("完成率为75.3％，超时序进度（50％）25.3个百分点。", Relation.DIFFERENCE, "75.3 − 50 = 25.3个百分点"),
    ("签约项目8个，协议投资20亿元，平均每个项目2.5亿元。", Relation.AVERAGE, "20亿元 ÷ 8个 = 2.5亿元"),
    ("1-6月累计完成投资6.5亿元，为年度投资目标（12亿元）的54.2％，超过时间进度4.2个百分点。", Relation.PACE, "54.2 − 50.0 = 4.2个百分点"),
    # composition
    ("分构成看，建安投资增长5％，占全部投资的70.5％；设备投资增长2％，占全部投资的12.3％；其他费用增长1％，占全部投资的17.2％。", Relation.SUM, "70.5 + 12.3 + 17.2 = 100.0％"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "relation", "formula"),
    TRUE,
    ids=[f"{at}-{row[0][:12]}" for at, row in enumerate(TRUE)],
)
def test_what_is_true_holds(text, relation, formula):
    found = said(text)
    assert [item for item in found if item[1] is IMPOSSIBLE] == []
    if relation is not None:
        assert (relation, HOLDS, formula) in found


@pytest.mark.parametrize("whole", [24, 240])
def test_a_rate_whose_numerator_is_not_printed_is_only_possible(whole):
    """Of ten times as many things some number gives the same rate: it is never said to hold."""
    found = only(f"新签约项目{whole}个，协议资金4.3亿元。新签约项目中，开工率达91.67％。")
    assert (found.relation, found.verdict) == (Relation.GRANULARITY, Verdict.BOUNDED)
    assert found.formula == f"{whole * 11 // 12} ÷ {whole} = 91.6667％ ≈ 91.67％"
    assert found.verdict_label == "只核对了有此可能"


FALSE = [
    ("共有项目30个，按级别分：省级6个、市级9个、县级16个。", Relation.SUM, "31个", Cause.OFF_BY_ONE),
    ("在库项目完成6.2亿元，新增项目完成1.3亿元，两项合计7.8亿元。", Relation.SUM, "7.5亿元", None),
    ("在库项目完成23.4亿元，新增项目完成15.6亿元，两项合计39.0万元。", Relation.SUM, "39.0亿元", Cause.UNIT),
    ("在库项目完成23.4亿元，新增项目完成15.6万元，两项合计39.0亿元。", Relation.SUM, "15.6亿元", Cause.UNIT),
    ("在库项目完成23.4亿元，新增项目完成18.5亿元，两项合计45.3亿元。", Relation.SUM, "41.9亿元", None),
    ("在库项目完成23.4亿元，新增项目完成18.5亿元，两项合计14.9亿元。", Relation.SUM, "41.9亿元", Cause.TRANSPOSED),
    ("完成投资5.0亿元。其中：产业项目3.3亿元，基础设施2.2亿元。", Relation.PART, "5.5亿元", Cause.EXCEEDS),
    ("计划开工项目40个，已开工31个，开工率87.5％。", Relation.RATE, "77.5％", None),
    ("计划新开工项目270项，实际已开工129项，开工率达47.4％。", Relation.RATE, "47.8％", None),
    ("计划新开工项目90项，实际已开工43项，开工率达47％。", Relation.RATE, "48％", Cause.TRUNCATED),
    ("累计完成投资69.17亿元，为年度投资目标（123.76亿元）的55.98％。", Relation.RATE, "55.89％", Cause.TRANSPOSED),
    ("年度计划投资16.4亿元，完成投资5.7万元，投资完成率34.8％。", Relation.RATE, "5.7亿元", Cause.UNIT),
    ("今年新开工项目6个，去年同期15个，同比增长60％。", Relation.GROWTH, "下降60％", Cause.DIRECTION),
    ("今年新开工项目18个，去年同期15个，同比增长20个百分点。", Relation.GROWTH, "20％", Cause.POINTS_FOR_PERCENT),
    ("今年新开工项目18个，去年同期15个，同比增长20。", Relation.GROWTH, "20％", Cause.MISSING_PERCENT),
    ("农业产值8亿元，同比增长5.5％；林业产值1亿元，同比增长8.2。", Relation.NOTATION, "8.2％", Cause.MISSING_PERCENT),
    ("今年新开工项目18个，去年同期15个，同比增长2％。", Relation.GROWTH, "20％", Cause.DECIMAL_POINT),
    ("甲、乙两个项目分别完成投资3.25亿元、4.50亿元，合计7.85亿元。", Relation.SUM, "7.75亿元", None),
    ("全年计划实施项目120个，总投资350亿元。截至目前，已开工98个，开工率86.7％。", Relation.RATE, "81.7％", None),
    ("全县完成投资60.2亿元，其中工业投资30.2亿元，占全部投资的45.6％。", Relation.SHARE, "50.2％", None),
    ("年度计划投资80.2亿元。截至6月底，完成投资56.3亿元，完成年度计划的72.2％。", Relation.RATE, "70.2％", None),
    ("计划投资10.0亿元，实际完成10.5亿元，超额0.8亿元。", Relation.DIFFERENCE, "0.5亿元", None),
    ("项目总投资50亿元，累计完成投资32亿元，剩余投资28亿元。", Relation.REMAINING, "18亿元", None),
    ("投资同比增长17.4％，增幅较1-2月（-0.6％）提高16.8个百分点。", Relation.DIFFERENCE, "18.0个百分点", None),
    ("第一产业完成1.2亿元，第二产业完成5.3亿元，第三产业完成3.5亿元，三次产业结构比为12:50:38。", Relation.SHARE, "53", Cause.FORCED),
    ("新签约项目24个，协议资金4.3亿元。新签约项目中，开工率达92.5％。", Relation.GRANULARITY, "91.7％", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "relation", "closest", "cause"),
    FALSE,
    ids=[f"{at}-{row[0][:12]}" for at, row in enumerate(FALSE)],
)
def test_what_cannot_be_is_impossible(text, relation, closest, cause):
    wrong = [item for item in audit_text(text) if item.is_impossible]
    assert [(item.relation, item.closest, item.cause) for item in wrong][:1] == [
        (relation, closest, cause)
    ]
