"""Digits that belong to a name, a number of a table or an address are no quantity; those of a range are one."""

import pytest

from investtrack.values.quantities import quantities_in, read_quantity


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第3个项目", []),
        ("A3万元", []),
        ("见%E5%9B%BA5万元", []),
        ("共3/5个", []),
        ("完成5-8万元", ["5-8万元"]),
        ("完成5万元-8万元", ["5万元-8万元"]),
        ("由5至8万元", ["5至8万元"]),
        ("3%-5%", ["3%-5%"]),
        ("同比-3%", ["-3%"]),
        ("增速-3%，完成5万元", ["-3%", "5万元"]),
        ("x-3万元", []),
    ],
)
def test_what_is_a_quantity(text, found):
    assert [text[item.start : item.end] for item in quantities_in(text)] == found


@pytest.mark.parametrize(
    ("text", "number", "high", "unit", "hedge", "said", "commas", "is_threshold", "digits_end", "unit_end"),
    [
        ("5,000—8,000万元", "5000", "8000", "万元", "NONE", "5,000—8,000万元", True, False, 11, 13),
        ("5,000-8000万元", "5000", "8000", "万元", "NONE", "5,000-8000万元", True, False, 10, 12),
        ("5000-8,000万元", "5000", "8000", "万元", "NONE", "5000-8,000万元", False, False, 10, 12),
        ("10,000", "10000", "", "", "NONE", "10,000", True, False, 6, 6),
        ("共1,234.5万元", "1234.5", "", "万元", "NONE", "1,234.5万元", True, False, 8, 10),
        ("12,345,678元", "12345678", "", "元", "NONE", "12,345,678元", True, False, 10, 11),
        ("完成1亿2000万元左右", "12000", "", "万元", "ABOUT", "1亿2000万元左右", False, False, 8, 10),
        ("约1亿2000万元", "12000", "", "万元", "ABOUT", "1亿2000万元", False, False, 7, 9),
        ("1亿2000万元以上项目", "12000", "", "万元", "AT_LEAST", "1亿2000万元以上", False, True, 6, 8),
        ("5亿元以上项目", "5", "", "亿元", "AT_LEAST", "5亿元以上", False, True, 1, 3),
        ("5—8亿元以下项目", "5", "8", "亿元", "AT_MOST", "5—8亿元以下", False, True, 3, 5),
        ("约5—8亿元", "5", "8", "亿元", "ABOUT", "5—8亿元", False, False, 4, 6),
        ("5亿元以上，", "5", "", "亿元", "AT_LEAST", "5亿元以上", False, False, 1, 3),
        ("5亿元左右项目", "5", "", "亿元", "ABOUT", "5亿元左右", False, False, 1, 3),
        ("20余个项目", "20", "", "个", "OVER", "20余个", False, False, 2, 4),
        ("20多个-30个", "20", "30", "个", "NONE", "20多个-30个", False, False, 7, 8),
        ("增长5%—8%", "5", "8", "％", "NONE", "5%—8%", False, False, 6, 7),
        ("30天", "30", "", "天", "NONE", "30天", False, False, 2, 3),
        ("100日", "100", "", "日", "NONE", "100日", False, False, 3, 4),
        ("3个亿元项目", "3", "", "个", "NONE", "3个", False, False, 1, 2),
        ("3个亿元", "3", "", "个亿元", "NONE", "3个亿元", False, False, 1, 4),
        ("3.5个亿元项目", "3.5", "", "个亿元", "NONE", "3.5个亿元", False, False, 3, 6),
        ("(123)", "123", "", "", "NONE", "123", False, False, 4, 4),
        ("3月5万元", "5", "", "万元", "NONE", "5万元", False, False, 3, 5),
        ("5 -8万元", "5", "8", "万元", "NONE", "5 -8万元", False, False, 4, 6),
        ("123456789012345万元", "123456789012345", "", "万元", "NONE", "123456789012345万元", False, False, 15, 17),
        ("约1.2万", "1.2", "", "万", "ABOUT", "1.2万", False, False, 4, 5),
        ("超5个", "5", "", "个", "AT_LEAST", "5个", False, False, 2, 3),
        ("比计划超5个", "5", "", "个", "NONE", "5个", False, False, 5, 6),
        ("比上年超过5个", "5", "", "个", "NONE", "5个", False, False, 6, 7),
        ("比上年突破5个", "5", "", "个", "AT_LEAST", "5个", False, False, 6, 7),
        ("增速-3.5%", "-3.5", "", "％", "NONE", "-3.5%", False, False, 6, 7),
    ],
)  # fmt: skip
def test_a_quantity_out_of_prose_and_each_of_its_places(  # noqa: PLR0917 - one an attribute
    text, number, high, unit, hedge, said, commas, is_threshold, digits_end, unit_end
):
    (found,) = quantities_in(text)
    assert (found.number, found.high, found.unit, found.hedge.name) == (number, high, unit, hedge)
    assert (text[found.start : found.end], found.commas, found.is_threshold) == (said, commas, is_threshold)  # fmt: skip
    assert (found.digits_end, found.unit_end) == (digits_end, unit_end)


@pytest.mark.parametrize(
    "text",
    [
        "5000—8000", "3-5-8个", "8—5个", "1.2.3", "占5%—8个", "99日", "12日", "附表3", "(12)", "〔2022〕", "[5]", "图 3",
        "5月-8万元", "5年-8万元", "5日-8万元", "5%-8万元", "a7到8万元", "1234567890123456万元", "x_5万元", ".5万元", "·5万元",
        "/5万元", "3—1234567890123456万元", "3-5余个", "2022年", "3个月", "5小时",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_quantity(text):
    assert list(quantities_in(text)) == []


@pytest.mark.parametrize(
    ("scale", "yuan"),
    [("", 1), ("千", 10**3), ("万", 10**4), ("百万", 10**6), ("千万", 10**7), ("亿", 10**8), ("百亿", 10**10), ("千亿", 10**11), ("万亿", 10**12)],
)  # fmt: skip
def test_each_scale_of_money_is_what_its_name_says(scale, yuan):
    (found,) = quantities_in(f"投资3{scale}元")
    assert found.amount.yuan == 3 * yuan


@pytest.mark.parametrize("text", ["见%5万元", "https://a/%20个", "第1%-5%"])
def test_digits_after_a_sign_of_per_cent_are_of_an_address(text):
    assert list(quantities_in(text)) == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [("两万元", 20_000), ("五百万元", 5_000_000), ("一万九千八百万元", 198_000_000), ("一一万元", 110_000), ("一亿元", 10**8)],
)  # fmt: skip
def test_a_numeral_in_front_of_a_unit(text, amount):
    assert read_quantity(text).amount.yuan == amount


@pytest.mark.parametrize("text", ["亿元", "一", "十", "百万"])
def test_a_scale_or_a_numeral_alone_is_none(text):
    assert read_quantity(text) is None
