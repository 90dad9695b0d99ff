"""Quantities: of a whole cell, and out of prose."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.errors import AmountError
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.quantities import (
    quantities_in,
    read_amount,
    read_count,
    read_points,
    read_quantity,
    read_rate,
)
from investtrack.values.quantity import Hedge
from investtrack.values.rate import Rate
from investtrack.values.units import QuantityKind, money_unit, split_unit, unit_named


MONEY, COUNT, PERCENT = QuantityKind.MONEY, QuantityKind.COUNT, QuantityKind.PERCENT
YUAN_OF_A_YI = 10**8


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("7.08亿元", MONEY, 708_000_000), ("7.08个亿", MONEY, 708_000_000), ("7.08亿", MONEY, 708_000_000),
        ("7.08个亿元", MONEY, 708_000_000), ("7．08 个亿", MONEY, 708_000_000), ("3千万元", MONEY, 30_000_000),
        ("3百万元", MONEY, 3_000_000), ("1,200万元", MONEY, 12_000_000), ("１，２００万元", MONEY, 12_000_000),
        ("1亿2000万元", MONEY, 120_000_000), ("1亿2000万", MONEY, 120_000_000), ("五百万元", MONEY, 5_000_000), ("两亿", MONEY, 2 * 10**8),
        ("壹亿元", MONEY, 10**8), ("人民币伍仟万圆整", MONEY, 5 * 10**7), ("壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元", MONEY, 12_345_678),
        ("3亿5千万元", MONEY, 350_000_000), ("2亿3百万", MONEY, 203_000_000), ("1亿零500万元", MONEY, 105_000_000),
        ("三亿元", MONEY, 3 * YUAN_OF_A_YI), ("1.2万亿元", MONEY, 12_000 * YUAN_OF_A_YI), ("-30元", MONEY, -30), ("−30元", MONEY, -30),
        ("人民币30元", MONEY, 30), ("30元整", MONEY, 30), ("12", QuantityKind.BARE, 12), ("1.2万", QuantityKind.BARE, 12_000),
        ("12个", COUNT, 12), ("三个", COUNT, 3), ("两项", COUNT, 2), ("1,234家", COUNT, 1234), ("3万人", COUNT, 30_000), ("5人次", COUNT, 5),
        ("12.5％", PERCENT, "12.5"), ("12.5%", PERCENT, "12.5"), ("3‰", PERCENT, "0.3"), ("0.6个百分点", QuantityKind.POINTS, "0.6"),
        ("1.5倍", QuantityKind.TIMES, "1.5"), ("300亩", QuantityKind.AREA, 200_000), ("2公顷", QuantityKind.AREA, 20_000),
        ("1.5万平方米", QuantityKind.AREA, 15_000), ("80㎡", QuantityKind.AREA, 80), ("3万吨", QuantityKind.MASS, 30_000),
        ("12公里", QuantityKind.LENGTH, 12_000), ("50兆瓦", QuantityKind.POWER, 50_000), ("30天", QuantityKind.DURATION, 30),
        (".5万元", MONEY, 5000), ("5.万元", MONEY, 50_000), ("1、200万元", MONEY, 12_000_000),
    ],
)  # fmt: skip
def test_a_whole_cell(text, kind, value):
    found = read_quantity(text)
    assert (found.kind, found.value, found.hedge, found.high) == (
        kind,
        Fraction(value),
        Hedge.NONE,
        "",
    )


@pytest.mark.parametrize(
    ("text", "hedge"),
    [("约1.2亿元", Hedge.ABOUT), ("1.2亿元左右", Hedge.ABOUT), ("近3亿元", Hedge.NEARLY), ("接近3亿元", Hedge.NEARLY), ("30多亿元", Hedge.OVER),
     ("10亿多元", Hedge.OVER), ("10多个亿", Hedge.OVER), ("200余亩", Hedge.OVER), ("5000万元以上", Hedge.AT_LEAST), ("超过3亿元", Hedge.AT_LEAST),
     ("不低于5％", Hedge.AT_LEAST), ("不足3个", Hedge.AT_MOST), ("不超过3个", Hedge.AT_MOST), ("30天以内", Hedge.AT_MOST),
     ("约30余亩", Hedge.ABOUT), ("30天", Hedge.NONE), ("30天左右", Hedge.ABOUT), ("30亩上下", Hedge.ABOUT), ("30亩及以下", Hedge.AT_MOST)],
)  # fmt: skip
def test_hedges(text, hedge):
    assert read_quantity(text).hedge is hedge


@pytest.mark.parametrize("text", ["签约36个项目", "履约9个", "附近3个村", "最近5个月，签约0.5亿元"])
def test_words_that_end_in_a_hedge_are_none(text):
    assert {found.hedge for found in quantities_in(text)} == {Hedge.NONE}
    assert [found.hedge for found in quantities_in("签约约36个")] == [Hedge.ABOUT]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("5—8亿元", 5, 8), ("5-8亿元", 5, 8), ("5至8亿元", 5, 8), ("5～8亿元", 5, 8), ("0.5—1.25亿元", "0.5", "1.25")],
)  # fmt: skip
def test_ranges(text, low, high):
    found = read_quantity(text)
    assert (Decimal(found.number), Decimal(found.high)) == (Decimal(low), Decimal(high))
    half = found.step / 2
    assert found.interval.low == Fraction(low) * YUAN_OF_A_YI - half


@pytest.mark.parametrize(
    "text",
    ["", " ", "待定", "—", "/", "无", "1,2,3", "12,34", "1.2.3", "5亿6亿", "亿元", "个", "约", "8—5亿元", "3万株", "abc", "1e5", "NaN", "$30",
     "第3", "5亿元的", "约5亿元以上", "##", "3+4", "(5)", "①500", "不足30余亩", ".", ".万元", "-", "+",
     "5—8888888888888888亿元", "1234567890123456—9亿元", "5—8—9亿元", "5—约8亿元", "9" * 201],
)  # fmt: skip
def test_what_is_no_quantity(text):
    assert read_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "yuan"),
    [
        ("1200", Unit.WAN, 12_000_000), ("1,200.50", Unit.WAN, 12_005_000), ("1.2亿元", Unit.WAN, 120_000_000), ("1200", Unit.YUAN, 1200),
        ("7.08个亿", Unit.WAN, 708_000_000), ("1.2万", Unit.YI, 12_000), ("3千万", Unit.WAN, 30_000_000), ("0", Unit.WAN, 0),
        ("¥1，200", Unit.YUAN, 1200), ("500万元", None, 5_000_000), ("+3", Unit.WAN, 30_000), ("-3", Unit.WAN, -30_000),
    ],
)  # fmt: skip
def test_amounts(text, unit, yuan):
    assert read_amount(text, unit) == Amount(Decimal(yuan))


@pytest.mark.parametrize(
    ("text", "unit"),
    [("500", None), ("12个", Unit.WAN), ("5％", Unit.WAN), ("100万美元", Unit.WAN), ("3千", Unit.WAN), ("5—8亿元", Unit.WAN), ("约1.2亿元", Unit.WAN),
     ("30多亿元", Unit.WAN), ("", Unit.WAN), ("待定", Unit.WAN), ("3亩", Unit.WAN), ("3亿吨", Unit.WAN), ("٣", Unit.WAN), ("一", Unit.WAN), ("三", Unit.WAN), ("五百", Unit.WAN)],
)  # fmt: skip
def test_what_is_no_amount(text, unit):
    with pytest.raises(AmountError):
        read_amount(text, unit)


def test_a_hedge_is_passed_over_only_where_the_caller_says_so():
    assert read_amount("约1.2亿元", hedges={Hedge.ABOUT}) == Amount.of("1.2", Unit.YI)
    with pytest.raises(AmountError):
        read_amount("30多亿元", hedges={Hedge.ABOUT})


@pytest.mark.parametrize(
    ("text", "percent"),
    [("5.5", "5.5"), ("5.5%", "5.5"), ("５．５％", "5.5"), ("1/3％", Fraction(1, 3)), ("-2/3%", Fraction(-2, 3)), ("增长5％", 5), ("同比增长5.2%", "5.2"),
     ("下降3.2％", "-3.2"), ("同比下降3.2％", "-3.2"), ("增长-3％", -3), ("持平", 0), ("同比持平", 0), ("百分之五", 5), ("百分之5.5", "5.5"), ("3‰", "0.3"),
     ("−3%", -3), ("−2/3%", Fraction(-2, 3)), ("下降0.5％", "-0.5"), ("下降0％", 0)],
)  # fmt: skip
def test_rates(text, percent):
    assert read_rate(text) == Rate.percent(Fraction(percent))


@pytest.mark.parametrize("text", ["", "下降-3％", "5个", "5亿元", "0.6个百分点", "约5％", "增长", "1/0％", "1/3", "一", "十", "5—8％", "持平5％", "1.2万"])  # fmt: skip
def test_what_is_no_rate(text):
    with pytest.raises(AmountError):
        read_rate(text)


def test_points_and_counts():
    assert read_points("0.6个百分点").number == read_points("0.6").number == Fraction("0.6")
    assert (read_count("12"), read_count("12个"), read_count("十二项"), read_count("30天")) == (12, 12, 12, 30)  # fmt: skip
    for text in ("5％", "0.5亿元", "", "约3个百分点"):
        with pytest.raises(AmountError):
            read_points(text)
    for text in ("1.5个", "-1", "3亿元", "5％", "", "三"[:0], "约3个", "3亩"):
        with pytest.raises(AmountError):
            read_count(text)


def found_in(text):
    return [(str(item), item.hedge.value, text[item.start : item.end]) for item in quantities_in(text)]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成投资7.08个亿，同比增长12.5％。", [("7.08个亿", "", "7.08个亿"), ("12.5％", "", "12.5％")]),
        ("预计贡献近３亿元，占全部的四成", [("3亿元", "近", "３亿元")]),
        ("总投资约30亿元，其中甲项目21.5亿元左右", [("30亿元", "约", "30亿元"), ("21.5亿元", "约", "21.5亿元左右")]),
        ("投资30多亿元、10亿多元、300余个", [("30亿元", "余", "30多亿元"), ("10亿元", "余", "10亿多元"), ("300个", "余", "300余个")]),
        ("投资1亿2000万元，用地1,200亩、1,200.5万吨", [("12000万元", "", "1亿2000万元"), ("1200亩", "", "1,200亩"), ("1200.5万吨", "", "1,200.5万吨")]),
        ("投资5—8亿元的4个，增长30%-40%", [("5—8亿元", "", "5—8亿元"), ("4个", "", "4个"), ("30—40％", "", "30%-40%")]),
        ("新开工3个亿元项目，投资3个亿元。", [("3个", "", "3个"), ("3个亿元", "", "3个亿元")]),
        ("500万元以上项目11个", [("500万元", "以上", "500万元以上"), ("11个", "", "11个")]),
        ("达到5000万元以上，", [("5000万元", "以上", "5000万元以上")]),
        ("高出2.6个百分点，是上年的1.5倍", [("2.6个百分点", "", "2.6个百分点"), ("1.5倍", "", "1.5倍")]),
        ("同比-3.5％，(-3.5％)", [("-3.5％", "", "-3.5％"), ("-3.5％", "", "-3.5％")]),
        ("2022年1-3月，截至3月5日，第3批，G318线，〔2022〕5号，一期2号楼，附表3，（1）前期", []),
        ("图2 项目入库漏斗，图3项目亮灯情况，附表4　项目清单", []),
        ("30天内整改，工期24个月，180日", [("30天", "", "30天"), ("180日", "", "180日")]),
        ("发放5万株、3亿立方米", [("5万", "", "5万"), ("3亿立方米", "", "3亿立方米")]),
        ("http://a.b/%E5%9B%BA1 1.2.3 12345678901234567890", []),
        ("计划8，完成6", [("8", "", "8"), ("6", "", "6")]),
        ("投资1.2万，其余", [("1.2万", "", "1.2万")]),
        ("工期约30天，近 5亿元、约-3亿元、约 -3％", [("30天", "约", "30天"), ("5亿元", "近", "5亿元"), ("-3亿元", "约", "-3亿元"), ("-3％", "约", "-3％")]),
        ("工期30天", [("30天", "", "30天")]),
        ("20天-1亿2000万元", [("20天", "", "20天"), ("12000万元", "", "1亿2000万元")]),
        ("1亿2000万元", [("12000万元", "", "1亿2000万元")]),
        ("完成投资3亿5千万元，", [("35000万元", "", "3亿5千万元")]),
        ("7个", [("7个", "", "7个")]),
        ("5—8888888888888888亿元，8888888888888888—9亿元", []),
        ("5—888888888888888亿元", [("5—888888888888888亿元", "", "5—888888888888888亿元")]),
    ],
)  # fmt: skip
def test_prose(text, expected):
    assert found_in(text) == expected


def test_thresholds_ranges_and_unknown_measures_say_so():
    threshold, reached = quantities_in("500万元以上项目，达到500万元以上。")
    assert (threshold.is_threshold, reached.is_threshold) == (True, False)
    (trees,) = quantities_in("栽植5万株")
    assert (trees.kind, trees.unit) == (QuantityKind.OTHER, "万")


numbers = st.decimals(min_value=0, max_value=10**9, places=2).map(plain)
units = st.sampled_from(["亿元", "万元", "元", "个亿", "亿", "千万元", "个", "％", "个百分点", "亩", "万吨", "天", "倍"])  # fmt: skip


@given(numbers, units)
def test_a_quantity_is_read_the_same_from_a_cell_and_out_of_prose(number, unit):
    cell = read_quantity(f"{number}{unit}")
    (prose,) = quantities_in(f"全县完成{number}{unit}，按期推进。")
    assert (cell.kind, cell.value, cell.unit) == (prose.kind, prose.value, prose.unit)
    assert (prose.start, prose.digits_end - prose.start) == (4, len(number))
    assert prose.unit_end == prose.end == 4 + len(number) + len(unit)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), st.sampled_from(Unit))
def test_an_amount_is_read_back(number, unit):
    amount = Amount.of(number, unit)
    for written in Unit:
        text = plain(amount.to(written))
        assert read_amount(f"{text}{written}") == read_amount(text, written) == amount
    wide = f"{number:,f}{unit}".translate(
        str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
    )
    assert read_amount(wide) == amount


@given(
    st.text("0123456789.,-—亿万千百元个％多余约近以上第年月日（）() 一二三十亩吨倍", max_size=24)
)
def test_no_text_breaks_the_readers_and_places_hold(text):
    read_quantity(text)
    last = 0
    for item in quantities_in(text):
        assert last <= item.start < item.digits_end <= item.unit_end <= item.end <= len(text)
        last = item.digits_end
        assert item.interval.low is None or item.interval.high is None or item.interval.low <= item.interval.high  # fmt: skip


@given(numbers, numbers, units)
def test_a_range_holds_what_lies_in_it(one, other, unit):
    low, high = sorted((Decimal(one), Decimal(other)))
    found = read_quantity(f"{plain(low)}—{plain(high)}{unit}")
    assert found.interval.low <= Fraction(low) * found.size <= Fraction(high) * found.size
    (prose,) = quantities_in(f"完成{plain(low)}—{plain(high)}{unit}。")
    assert (prose.number, prose.high, prose.kind) == (found.number, found.high, found.kind)


def test_an_amount_of_another_currency_is_none():
    for text in ("100万美元", "5％", "5—8亿元"):
        with pytest.raises(AmountError):
            _ = read_quantity(text).amount


def test_the_other_way_round():
    found = read_quantity("5—8亿元")
    assert ((-found).number, (-found).high) == ("-8", "-5")
    assert str(-read_quantity("-5％")) == "5％"
    assert (-read_quantity("3个以上")).hedge is Hedge.AT_MOST


@pytest.mark.parametrize(
    ("text", "unit"),
    [("万元", Unit.WAN), ("万", Unit.WAN), ("亿", Unit.YI), ("元", Unit.YUAN), ("（亿元）", Unit.YI), ("单位：万元", Unit.WAN), ("人民币万元", Unit.WAN),
     ("金额单位：人民币元", Unit.YUAN), ("单位:人民币(万元)", None), ("千元", None), ("万美元", None), ("个", None), ("％", None), ("", None), ("万吨", None)],
)  # fmt: skip
def test_units_of_money(text, unit):
    assert money_unit(text) is unit


@pytest.mark.parametrize(
    ("header", "bare", "unit"),
    [("总投资（万元）", "总投资", "万元"), ("总投资(亿元)", "总投资", "亿元"), ("增速（％）", "增速", "％"), ("增速%", "增速", "％"), ("总投资万元", "总投资", "万元"),
     ("项目数（个）", "项目数", "个"), ("用地（亩）", "用地", "亩"), ("外资[万美元]", "外资", "万美元"), ("总投资 单位：千元", "总投资", "千元"),
     ("完成情况（是/否）", "完成情况（是/否）", None), ("备注", "备注", None), ("投资（含税）", "投资（含税）", None)],
)  # fmt: skip
def test_a_header_and_its_unit(header, bare, unit):
    found = split_unit(header)
    assert (found[0], found[1].text if found[1] else None) == (bare, unit)


def test_sizes_of_units():
    assert [unit_named(text).size for text in ("千元", "百万元", "个亿", "万户", "亩")] == [
        1000, 10**6, 10**8, 10**4, Fraction(2000, 3),
    ]  # fmt: skip


MEASURES = (
    ("吨公里", "FREIGHT", 1), ("人公里", "TRAVEL", 1), ("兆瓦时", "ENERGY", 1000), ("千瓦时", "ENERGY", 1), ("平方公里", "AREA", 10**6),
    ("平方千米", "AREA", 10**6), ("平方米", "AREA", 1), ("㎡", "AREA", 1), ("公顷", "AREA", 10**4), ("亩", "AREA", Fraction(2000, 3)),
    ("立方米", "VOLUME", 1), ("公里", "LENGTH", 1000), ("千米", "LENGTH", 1000), ("米", "LENGTH", 1), ("吨", "MASS", 1), ("公斤", "MASS", Fraction(1, 1000)),
    ("千克", "MASS", Fraction(1, 1000)), ("兆瓦", "POWER", 1000), ("千瓦", "POWER", 1),
)  # fmt: skip


@pytest.mark.parametrize(("unit", "kind", "size"), MEASURES)
def test_a_measure_is_of_its_kind_and_size(unit, kind, size):
    (found,) = quantities_in(f"共3{unit}，")
    assert (found.kind.name, found.size) == (kind, size)
    named = unit_named(f"（{unit}）")
    assert (named.kind.name, named.size) == (kind, size)
    (found,) = quantities_in(f"共3万{unit}，")
    assert (found.kind.name, found.size) == (kind, size * 10**4)


@pytest.mark.parametrize("unit", "个项宗件家户名次处批台套座条所栋人笔幢辆张")
def test_a_classifier_counts(unit):
    (found,) = quantities_in(f"共3{unit}。")
    assert (found.kind.name, found.unit, found.size) == ("COUNT", unit, 1)


@pytest.mark.parametrize("currency", ["元", "美元", "港元", "欧元", "日元"])
def test_money_says_its_currency(currency):
    (found,) = quantities_in(f"投资3万{currency}。")
    assert (found.kind.name, found.currency, found.size) == ("MONEY", currency, 10**4)
    assert (money_unit(f"万{currency}") is None) is (currency != "元")


@pytest.mark.parametrize(
    ("text", "kind", "unit", "size"),
    [
        ("3个百分点", "POINTS", "个百分点", 1), ("3百分点", "POINTS", "百分点", 1), ("3%", "PERCENT", "％", 1), ("3‰", "PERCENT", "‰", Fraction(1, 10)),
        ("3倍", "TIMES", "倍", 1), ("3亿", "MONEY", "亿", 10**8), ("3万", "BARE", "万", 10**4), ("3万头", "OTHER", "万", 10**4), ("3", "BARE", "", 1),
        ("3个亿", "MONEY", "个亿", 10**8), ("3千米", "LENGTH", "千米", 1000), ("3千瓦", "POWER", "千瓦", 1), ("3千吨", "MASS", "千吨", 1000),
    ],
)  # fmt: skip
def test_what_a_unit_makes_of_a_number(text, kind, unit, size):
    (found,) = quantities_in(text)
    assert (found.kind.name, found.unit, found.size) == (kind, unit, size)


@pytest.mark.parametrize("first", "吨米亩瓦立平方公斤克升里顷伏安度株头张字页步标枚只羽棵")
def test_a_scale_before_a_measure_is_no_money(first):
    (found,) = quantities_in(f"3亿{first}")
    assert found.kind.name != "MONEY"


@pytest.mark.parametrize(
    "text",
    [
        "单位：万元",
        "（万元）",
        "[万元]",
        "【万元】",
        "金额单位：万元",
        "计量单位为万元",
        "人民币万元",
        "万元",
    ],
)
def test_a_header_names_its_unit_in_many_ways(text):
    assert money_unit(text) is Unit.WAN


@pytest.mark.parametrize(
    ("text", "kind"),
    [("m2", "AREA"), ("天", "DURATION"), ("％", "PERCENT"), ("个", "COUNT"), ("倍", "TIMES")],
)
def test_a_header_names_other_units_too(text, kind):
    found = unit_named(f"单位：{text}")
    assert (found.kind.name, found.size) == (kind, 1)


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("3个", "5项", True), ("3个", "5家", False), ("3家", "5家", True), ("3万元", "5亿元", True), ("3万元", "5万美元", False), ("3%", "5个百分点", False),
        ("3吨", "5万吨", True), ("3吨", "5亩", False), ("3", "5", True),
    ],
)  # fmt: skip
def test_what_may_be_added_measures_the_same(one, other, like):
    assert read_quantity(one).is_like(read_quantity(other)) is like


@pytest.mark.parametrize(
    ("before", "is_of_a_name"),
    [
        # a name, an ordinal, an address
        ("第", True), ("/", True), ("_", True), (".", True), ("·", True), ("G", True), ("z", True), ("G-", True), ("a%", True), ("%", True),
        # a date, a range or a number that goes on
        *((f"2{dash}", True) for dash in "-—–~～至到"),
        *((f"3{unit}{dash}", True) for unit in ("%", "月", "日", "年", " ", "亿元") for dash in "-—–~～"),
        # a word, a bracket, the beginning; a unit that no range ends with
        ("", False), ("建", False), ("（", False), ("，", False), ("达到", False), ("至", False), ("-", False), ("（-", False), ("建-", False),
        ("2个-", False), ("2年至", False), ("2月度-", False), ("年-", False), ("3百分点-", False), ("5%", False),
    ],
)  # fmt: skip
def test_what_stands_before_digits_says_whether_they_are_a_number_of_their_own(
    before, is_of_a_name
):
    found = {str(item) for item in quantities_in(f"{before}37亩")}
    assert found.isdisjoint({"37亩", "-37亩"}) is is_of_a_name


@pytest.mark.parametrize(("before", "is_read"), [("第", False), ("G", False), ("%", False), ("", True), ("共", True), ("12月至", True), ("20天-", True)])  # fmt: skip
def test_a_compound_amount_is_none_within_a_name(before, is_read):
    found = [str(item) for item in quantities_in(f"{before}1亿2000万元")]
    assert ("12000万元" in found) is is_read


def test_a_compound_amount_says_its_unit_and_currency():
    found = read_quantity("1亿2000万元")
    assert (str(found), found.currency, found.amount) == ("12000万元", "元", Amount.of(12000, Unit.WAN))  # fmt: skip
    assert (found.start, found.end, found.digits_end, found.unit_end) == (0, 8, 0, 0)


def test_a_text_may_be_one_quantity_up_to_two_hundred_signs():
    assert read_quantity("0" * 199 + "5").value == 5
    assert read_quantity("0" * 200 + "5") is None


@pytest.mark.parametrize(
    ("hedge", "words"),
    [
        (Hedge.ABOUT, ("约",)), (Hedge.NEARLY, ("近", "将近", "接近")),
        (Hedge.AT_LEAST, ("不低于", "不少于", "至少", "超过", "突破", "逾", "大于", "高于", "超")),
        (Hedge.AT_MOST, ("不超过", "不足", "不到", "最多", "低于", "少于")),
    ],
)  # fmt: skip
def test_a_word_before_a_number_hedges_it_in_a_cell_and_in_prose(hedge, words):
    for word in words:
        assert read_quantity(f"{word}30亩").hedge is hedge
        assert [item.hedge for item in quantities_in(f"共计{word}30亩、{word} 30亩")] == [hedge] * 2


@pytest.mark.parametrize("word", ["比", "较", "目标", "计划", "任务", "进度"])
def test_what_is_exceeded_by_a_number_is_not_more_than_it(word):
    for by in ("超", "超过"):
        (found,) = quantities_in(f"{word}{by}3个百分点")
        assert found.hedge is Hedge.NONE
    (found,) = quantities_in(f"{word}突破3个百分点")
    assert found.hedge is Hedge.AT_LEAST
