"""Figures that ten published county and city reports state, derived again with our values and rounding.

Each statement is exact; or explained by the rounding of the operands it prints; or the report's own
slip, named. The numbers are facts of the reports; a report's place and period are in the test's id.
"""

from decimal import Decimal
from fractions import Fraction

import pytest

from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate, ratio
from investtrack.values.rounding import RoundingPolicy, apportion, round_decimal


SUM, DIFF, RATE = "sum", "diff", "rate"
EXACT = "exact"  # the printed operands give the printed figure
OPERANDS = "operands"  # the printed operands, each rounded, allow the printed figure
# The report's own slips.
TRUNCATED = "truncated, not rounded"
TRANSPOSED = "two digits changed places"
FORCED = "moved so that the shares make 100, and not by the largest remainder"
PARTIAL = "the parts listed are not all there are"
OTHER_BASE = "divided by something other than the task"

STATEMENTS = [
    # place and period, what, kind, operands, stated, unit, how it stands
    ("开江县2018Q1", "项目＋房地产＋农户", SUM, "14.17 0.0530 0.4000", "14.62", "亿元", EXACT),
    ("开江县2018Q1", "三次产业合计", SUM, "0.39 2.64 11.59", "14.62", "亿元", EXACT),
    ("开江县2018Q1", "与开门红目标差额", DIFF, "21.2 14.62", "6.6", "亿元", EXACT),
    ("开江县2018Q1", "二产占比", RATE, "2.64 14.62", "18", "%", EXACT),
    ("开江县2018Q1", "三产占比", RATE, "11.59 14.62", "80", "%", FORCED),
    ("开江县2018Q1", "一产占比", RATE, "0.39 14.62", "2", "%", TRUNCATED),
    ("开江县2018Q1", "新开工个数下降", RATE, "32 33", "97", "%", EXACT),
    ("开江县2018Q1", "基础设施+产业+民生", SUM, "7.95 3.38 3.15", "14.62", "亿元", PARTIAL),
    ("黔西南州2020H1", "正文完成/年度目标", RATE, "691.77 1237.6", "55.98", "%", TRANSPOSED),
    ("黔西南州2020H1", "表2:合计", RATE, "6917679 12376753", "55.89", "%", EXACT),
    ("黔西南州2020H1", "正文完成/上半年目标", RATE, "691.77 610", "113.39", "%", OPERANDS),
    ("黔西南州2020H1", "表2新建", RATE, "1422596 2954712", "48.15", "%", EXACT),
    ("黔西南州2020H1", "表2续建", RATE, "4356017 7629583", "57.09", "%", EXACT),
    ("黔西南州2020H1", "表2收尾", RATE, "1012025 1061218", "95.36", "%", EXACT),
    ("黔西南州2020H1", "表2预备", RATE, "127040 731240", "17.37", "%", EXACT),
    ("黔西南州2020H1", "表2年度目标合计", SUM, "2954712 7629583 1061218 731240", "12376753", "万元", EXACT),
    ("黔西南州2020H1", "表2到位资金合计", SUM, "1420619 4411177 1010184 141510", "6983490", "万元", EXACT),
    ("黔西南州2020H1", "表2完成投资合计", SUM, "1422596 4356017 1012025 127040", "6917679", "万元", OPERANDS),
    ("黔西南州2020H1", "表3农林年度", RATE, "600342 1070245", "56.09", "%", EXACT),
    ("黔西南州2020H1", "表3农林上半年", RATE, "600342 493765", "121.58", "%", EXACT),
    ("红寺堡区2025Q1", "开工率", RATE, "85 142", "60", "%", EXACT),
    ("红寺堡区2025Q1", "投资完成率", RATE, "57.2 163.4", "35", "%", EXACT),
    ("红寺堡区2025Q1", "市级开工率", RATE, "8 14", "57", "%", EXACT),
    ("红寺堡区2025Q1", "区本级", RATE, "43 63", "68", "%", EXACT),
    ("红寺堡区2025Q1", "已开工+未开工", SUM, "85 57", "142", "个", EXACT),
    ("霍山县M02", "构成占比合计", SUM, "77.4 3.3 19.3", "100", "%", EXACT),
    ("霍山县M02", "拉动点数合计", SUM, "4.1 -3.8 14.8", "15.1", "个百分点", EXACT),
    ("江门市2021Q1", "完成/年计划", RATE, "313.64 1015", "30.90", "%", EXACT),
    ("江门市2021Q1", "超过时间进度", DIFF, "30.90 25.00", "5.90", "个百分点", EXACT),
    ("江门市2021Q1", "同比153.34/", RATE, "153.34 160.30", "95.66", "%", EXACT),
    ("江门市2021Q1", "开工率", RATE, "129 270", "47", "%", TRUNCATED),
    ("贵南县2019Q1", "开复工率", RATE, "26 36", "72.2", "%", EXACT),
    ("贵南县2019Q1", "续建+新建", SUM, "29 7", "36", "项", EXACT),
    ("贵南县2019Q1", "未开复工", SUM, "8 2", "10", "项", EXACT),
    ("贵州省2015M09", "目标合计", SUM, "1027.0 855.2 326.3 466.0 522.8 187.0 577.1 363.6 213.8 188.8 150.3 56.8 577.3", "5512.0", "亿元", EXACT),
    ("贵州省2015M09", "完成合计", SUM, "534.5 405.8 215.4 214.7 248.7 94.7 342.4 178.9 124.5 80.3 75.3 30.4 219.5", "2765.1", "亿元", EXACT),
    ("贵州省2015M09", "合计完成比例", RATE, "2765.1 5512.0", "50.2", "%", EXACT),
    ("贵州省2015M09", "贵阳市", RATE, "534.5 1027.0", "52.0", "%", EXACT),
    ("贵州省2015M09", "遵义市", RATE, "405.8 855.2", "47.5", "%", EXACT),
    ("贵州省2015M09", "六盘水市", RATE, "215.4 326.3", "66.0", "%", EXACT),
    ("贵州省2015M09", "安顺市", RATE, "214.7 466.0", "46.1", "%", EXACT),
    ("贵州省2015M09", "毕节市", RATE, "248.7 522.8", "47.6", "%", EXACT),
    ("贵州省2015M09", "铜仁市", RATE, "94.7 187.0", "50.6", "%", EXACT),
    ("贵州省2015M09", "黔东南州", RATE, "342.4 577.1", "59.3", "%", EXACT),
    ("贵州省2015M09", "黔南州", RATE, "178.9 363.6", "49.2", "%", EXACT),
    ("贵州省2015M09", "黔西南州", RATE, "124.5 213.8", "58.2", "%", EXACT),
    ("贵州省2015M09", "贵安新区", RATE, "80.3 188.8", "42.5", "%", EXACT),
    ("贵州省2015M09", "仁怀市", RATE, "75.3 150.3", "50.1", "%", EXACT),
    ("贵州省2015M09", "威宁县", RATE, "30.4 56.8", "53.5", "%", EXACT),
    ("贵州省2015M09", "省直部门", RATE, "219.5 577.3", "38.0", "%", EXACT),
    ("沁水县2021", "总", RATE, "77.57 63.27", "122.6", "%", EXACT),
    ("沁水县2021", "省级", RATE, "28.78 19", "151.47", "%", EXACT),
    ("沁水县2021", "市级", RATE, "26.4 22.67", "116.45", "%", EXACT),
    ("沁水县2021", "县级", RATE, "22.39 21.6", "103.66", "%", EXACT),
    ("沁水县2021", "年计划", SUM, "19 22.67 21.6", "63.27", "亿元", EXACT),
    ("沁水县2021", "完成", SUM, "28.78 26.4 22.39", "77.57", "亿元", EXACT),
    ("沁水县2021", "概算与总投资", SUM, "140.16 221.76 108.72", "519.86", "亿元", PARTIAL),
    ("泸西县M09", "新签项目开工率", RATE, "22 24", "91.67", "%", EXACT),
    ("泸西县M09", "产业项目比重", RATE, "23 24", "95.83", "%", EXACT),
    ("泸西县M09", "到位/任务", RATE, "29.93 32", "93.5", "%", EXACT),
    ("泸西县M09", "超计划进度", DIFF, "29.93 24", "5.93", "亿元", EXACT),
    ("泸西县M09", "超出计划进度5.", RATE, "5.93 32", "18.5", "%", EXACT),
    ("泸西县M09", "省外", RATE, "18.18 22", "82.6", "%", EXACT),
    ("泸西县M09", "省外超出计划进度", RATE, "1.68 22", "9.23", "%", OTHER_BASE),
    ("嵩明县2022Q1", "三次产业增加值", SUM, "5.34 9.19 25.60", "40.13", "亿元", EXACT),
    ("嵩明县2022Q1", "1-3月增速较1-2月", DIFF, "17.4 -0.6", "18.0", "个百分点", EXACT),
    ("嵩明县2022Q1", "农林牧渔总产值", SUM, "7.99 0.07 0.96 0.02 0.13", "9.17", "亿元", EXACT),
]  # fmt: skip
IDS = [f"{place}-{what}" for place, what, *_ in STATEMENTS]


def derived(kind, operands, unit):
    """Return the exact figure in the unit it is stated in."""
    if unit in {Unit.YI.value, Unit.WAN.value}:
        money = [Amount.of(operand, Unit(unit)) for operand in operands]
        if kind == RATE:
            return ratio(*money).in_percent
        value = Amount.total(money) if kind == SUM else money[0] - money[1]
        return value.to(Unit(unit))
    if kind == RATE:
        money = [Amount.of(operand, Unit.YI) for operand in operands]
        return ratio(*money).in_percent
    if kind == DIFF:
        one, other = (Rate.percent(operand) for operand in operands)
        points = one - other
        assert isinstance(points, Points)
        return points.number
    return sum(map(Fraction, operands))


def places(text):
    return len(text.partition(".")[2])


def rounded(value, stated, policy=RoundingPolicy.HALF_UP):
    return str(round_decimal(value, places(stated), policy))


def half(text):
    """Return half a unit of the last place printed."""
    return Fraction(1, 2 * 10 ** places(text))


def interval(kind, operands):
    """Return the least and the greatest value that operands so printed allow."""
    low = [Fraction(operand) - half(operand) for operand in operands]
    high = [Fraction(operand) + half(operand) for operand in operands]
    if kind == SUM:
        return sum(low), sum(high)
    if kind == DIFF:
        return low[0] - high[1], high[0] - low[1]
    return low[0] / high[1] * 100, high[0] / low[1] * 100


def overlaps(kind, operands, stated):
    low, high = interval(kind, operands)
    return low <= Fraction(stated) + half(stated) and Fraction(stated) - half(stated) <= high


@pytest.mark.parametrize(
    ("kind", "operands", "stated", "unit", "stands"), [row[2:] for row in STATEMENTS], ids=IDS
)
def test_statement(kind, operands, stated, unit, stands):
    operands = operands.split()
    value = derived(kind, operands, unit)
    if stands == EXACT:
        assert rounded(value, stated) == stated
        # no statement hangs on a tie: the national standard gives the same
        assert rounded(value, stated, RoundingPolicy.GBT8170) == stated
        return
    assert rounded(value, stated) != stated
    assert overlaps(kind, operands, stated) == (stands == OPERANDS)
    if stands == TRUNCATED:
        assert rounded(value, stated, RoundingPolicy.FLOOR) == stated
    elif stands == TRANSPOSED:
        assert sorted(stated) == sorted(rounded(Fraction(6917679, 12376753) * 100, stated))
    elif stands == PARTIAL:
        assert value < Decimal(stated)


def test_all_are_here_and_how_many_stand():
    stands = [row[-1] for row in STATEMENTS]
    assert len(stands) == 67
    assert [stands.count(how) for how in (EXACT, OPERANDS)] == [58, 2]
    assert len(stands) - 60 == 7  # slips


def test_the_forced_shares():
    """Of 0.39, 2.64 and 11.59 in 14.62 the report printed 2:18:80; by the largest remainder it is 3:18:79."""
    parts = [Amount.of(number, Unit.YI) for number in ("0.39", "2.64", "11.59")]
    whole = Amount.total(parts)
    shares = [round_decimal(ratio(part, whole).in_percent, 4) for part in parts]
    assert apportion(shares, Decimal(100), 0) == [3, 18, 79]
    assert [round_decimal(share, 0) for share in shares] == [3, 18, 79]
    assert 2 + 18 + 80 == 100


def test_the_transposed_digits():
    """The text says 55.98, its own table 55.89: 6917679 of 12376753 is 55.8925."""
    share = ratio(Amount.of("6917679", Unit.WAN), Amount.of("12376753", Unit.WAN))
    assert str(round_decimal(share.in_percent, 2)) == "55.89"


def test_the_truncated_rate():
    share = ratio(129, 270)
    assert str(round_decimal(share.in_percent, 2)) == "47.78"
    assert round_decimal(share.in_percent, 0) == 48


def test_the_parts_left_out():
    """30 projects, 27 of them listed: the other three make the difference."""
    listed = Amount.total(Amount.of(n, Unit.YI) for n in ("140.16", "221.76", "108.72"))
    assert (Amount.of("519.86", Unit.YI) - listed).to(Unit.YI) == Decimal("49.22")


def test_the_other_base():
    """1.68 of the task of 22 is 7.64; 9.23 is 1.68 of 18.2, about what was paid in (18.18)."""
    excess = Amount.of("1.68", Unit.YI)
    assert rounded(ratio(excess, Amount.of("22", Unit.YI)).in_percent, "9.23") == "7.64"
    assert rounded(ratio(excess, Amount.of("18.2", Unit.YI)).in_percent, "9.23") == "9.23"
    # and the excess itself is right: 18.18 − 22 × 75％ = 1.68
    task = Amount.of(Decimal(22) * Decimal("0.75"), Unit.YI)
    assert Amount.of("18.18", Unit.YI) - task == excess


def test_points_are_not_per_cent():
    """18.5％ beyond the planned pace are 93.5 − 75 points of the task."""
    pace = Rate.percent("93.53125") - Rate.percent(75)
    assert pace == Points.of("18.53125")
