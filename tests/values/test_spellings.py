"""What each reader of values makes of each spelling that offices use, as written down in ``spellings.txt``.

INVESTTRACK_RENEW_SPELLINGS=1 writes it anew: read the difference line by line, for each line says how a cell is taken.
"""

import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from investtrack import wording
from investtrack.errors import InvesttrackError
from investtrack.model.profile import DisplayProfile
from investtrack.values import (
    amount,
    batch,
    cell,
    codes,
    dates,
    frozen,
    industry,
    lookalike,
    numerals,
    period,
    period_spelling,
    quantities,
    quantity,
    rate,
    rounding,
    text_width,
    units,
)  # fmt: skip
from investtrack.values.amount import Amount, Unit
from investtrack.values.rate import Points, Rate


PAGE = Path(__file__).with_name("spellings.txt")

NUMBERS = (
    "0", "5", "12.50", "1,234.5", "1，234", "12,34", "-3", "－3.5", "+7", "（5）", "(5)", "０５", "１２．５", "1.2.3", "1e3", "1.5E+2",
    "一", "十", "十二", "二十", "一百零五", "三千二百", "两万三千", "一亿二千万", "壹佰贰拾叁万元整", "廿五", "三点五", "半", "近百", "零",
    "12345678901234567", "999999999999999999999999", "", " ", "无", "-", "/", "—", "约", "若干", "待定", "#REF!", "3个", "3 个项目", "1.2.",
)  # fmt: skip
UNITS = ("", "元", "万元", "亿元", "万", "亿", "千元", "百万元", "千万", "个", "%", "％", "个百分点", "百分点", "‰", "亩", "平方米", "公里", "万吨", "美元", "人", "户", "家")  # fmt: skip
HEDGES = ("约{}", "{}左右", "{}以上", "近{}", "超过{}", "不低于{}", "预计{}", "{}（暂定）", "共{}", "人民币{}", "￥{}", "{}整", "增长{}", "下降{}", "同比增长{}", "持平{}")  # fmt: skip
DATES = (
    "2022-03-20", "2022/3/20", "2022.3.20", "2022年3月20日", "2022年03月", "2022.3", "2022-3", "202203", "20220320", "2022", "2022年", "22年3月",
    "3月", "3月20日", "3.20", "三月二十日", "二〇二二年三月", "二○二二年三月二十日", "2022年一季度", "2022年第1季度", "2022年上半年", "2022年下半年", "2022年前三季度",
    "2022年底", "2022年末", "2022年初", "3月底", "3月初", "3月中旬", "3月上旬", "2022年3月下旬", "年内", "近期", "已开工", "2022-13-01", "2022-02-29", "2024-02-29",
    "2022年1-3月", "2022年1—5月", "1至3月", "2021年12月-2023年6月", "2021-2023", "2021.5-2023.6", "2021年5月至今", "44640", "44640.5", "2022-03-20 08:30:00",
    "2022-03-20T08:30:00", "2022年3月20日前", "3月20日左右", "2022年春节后", "1899-12-31", "2102-3-1", "0022-3-1", "2022年2月30日", "２０２２年３月", "2022年 3月 20日",
    "2022Q1", "2022Q4", "22Q1", "一季度", "第四季度", "全年", "半年", "2022年1月", "前三季度", "1-11月", "本年", "2022年度", "2022 年 9 月",
)  # fmt: skip
TEXTS = (
    "房地产业", "K70", "K", "6510", "65", "C13-C43", "制造业（13-43）", "工业", "民生、交通", "L72 商务服务业", "A", "0511", "9999", "住宅房屋建筑E4710", "批发和零售业F",
    "2022年第一批", "第一批", "第1批", "第十二批", "2021年度第二批集中开工", "一批", "第一季度批次", "3批", "2022年01批", "青山A厂", "青山А厂", "甲 桥", "甲\u3000桥", "甲\u200b桥",
    "甲\t桥", "甲桥", "甲橋", "０１２", "（甲）", "(甲)", "［甲］", "甲①", "甲²", "甲³", "m²", "★甲", "甲*", "ｋｍ", "Å", "ﬁ", "１", "一、甲", "3.甲", "注①：", "91330000MA27XF6Q0P",
    "91330000MA27XF6Q00", "9133000", "2020-330100-48-01-123456", "2020-330100-48-01-12345", "330100", "330199", "999999", "330100000000", "110101",
)  # fmt: skip
HEADERS = ("总投资（万元）", "总投资(亿元)", "总投资：万元", "总投资 万元", "增速（%）", "占比（％）", "面积（亩）", "个数（个）", "总投资（万元、含税）", "总投资", "（万元）", "长度/公里", "单位：万元", "金额[万元]", "人数（人）", "增长百分点", "万元产值能耗", "亿元以上项目")  # fmt: skip
DISPLAYS = (DisplayProfile(), DisplayProfile(money_places=0, rate_places=1, percent_sign="%"))
AMOUNTS = (
    "0",
    "1",
    "49.99",
    "50",
    "9999.5",
    "9999.99",
    "10000",
    "12345.678",
    "-12345.678",
    "100000000",
    "0.004",
    "99999.9999",
)


def shown(value):
    if isinstance(value, Mapping):
        return "{" + "，".join(f"{key}={shown(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (tuple, list)) or hasattr(value, "__next__"):
        return "[" + "，".join(map(shown, value)) + "]"
    if isinstance(value, Amount):
        return f"{value.yuan.normalize():f}元" if value.yuan else "0元"
    if isinstance(value, DisplayProfile):
        return f"样式{DISPLAYS.index(value)}"
    if isinstance(value, str):
        return f"“{value}”"
    return (
        str(value) if isinstance(value, (Decimal, Fraction, int, date, type(None))) else repr(value)
    )


def line(name, function, *given, **more):
    try:
        found = shown(function(*given, **more))
    except (InvesttrackError, ValueError, ArithmeticError, LookupError) as error:
        found = f"{type(error).__name__}：{error}"
    options = "".join(f"，{key}={value}" for key, value in more.items())
    return f"{name}({'，'.join(map(shown, given))}{options}) → {found}".replace("\n", "⏎").replace(
        "\t", "⇥"
    )


def of_numbers():
    written = list(dict.fromkeys([*NUMBERS, *(f"{n}{u}" for n, u in product(("5", "1,234.5", "十二", "3.25", "-2"), UNITS)), *(h.format(x) for h, x in product(HEDGES, ("5万元", "3.5%", "12个")))]))  # fmt: skip
    for text in written:
        yield line("read_amount", quantities.read_amount, text, Unit.WAN)
        yield line("read_amount", quantities.read_amount, text)
        yield line("read_rate", quantities.read_rate, text)
        yield line("read_points", quantities.read_points, text)
        yield line("read_count", quantities.read_count, text)
        yield line("read_quantity", quantities.read_quantity, text)
        yield line("whole_number", numerals.whole_number, text)
    for text in ("完成投资5.2亿元，增长12.5%，占60%，3个项目", "总投资1亿2000万元，用地30亩", "由3.5%提高到4.2%，提高0.7个百分点", "2022年1—3月完成1,234.5万元", "第3页，附表2，3月20日，5天", "约5-8万元，10万元以上", "1.5倍，3成，5人次"):  # fmt: skip
        yield line("quantities_in", quantities.quantities_in, text)
        yield line("periods_in", period_spelling.periods_in, text)
    for number in (
        0,
        1,
        10,
        11,
        20,
        21,
        99,
        100,
        105,
        110,
        111,
        1000,
        1001,
        1010,
        10_000,
        10_010,
        100_000,
        10**8,
        10**8 + 1,
        -3,
    ):
        yield line("chinese_numeral", numerals.chinese_numeral, number)


def of_days():
    for text in DATES:
        yield line("parse_date", dates.parse_date, text)
        yield line("parse_date", dates.parse_date, text, year=2022)
        yield line("parse_span", dates.parse_span, text)
        yield line("parse_period", period.parse_period, text, year=2022)
        yield line("parse_period", period.parse_period, text)
        yield line("spelled_period", period_spelling.spelled_period, text)
        yield line("period_at_start", period_spelling.period_at_start, f"{text}完成")
        yield line("arabic_years", numerals.arabic_years, text)
    spans = [period.Period.quarter(2022, q) for q in (1, 2, 3, 4)] + [period.Period.full_year(2022), period.Period.year_to_date(2022, 5), period.Period.year_to_date(2022, 1)]  # fmt: skip
    for span in spans:
        names = ("label", "name", "code", "months", "start", "end", "year", "last_month")
        yield f"Period {' '.join(shown(getattr(span, name)) for name in names)}"


def of_texts():
    for text in TEXTS:
        yield line("industry_codes", industry.industry_codes, text)
        yield line("is_among", industry.is_among, text, ("65", "K", "13-43"))
        yield line("normal_batch", batch.normal_batch, text, 2022)
        yield line("normal_batch", batch.normal_batch, text, None)
        for name in (
            "half_width",
            "without_marks",
            "has_mark_for_digit",
            "without_marks_at_numbers",
            "visible",
            "folded",
            "display_width",
        ):
            yield line(name, getattr(text_width, name), text)
        for name in ("credit_code_fault", "project_code_fault", "region_code"):
            yield line(name, getattr(codes, name), text)
    signs = [
        " ",
        "\u3000",
        "\u00a0",
        "\u200b",
        "\t",
        "\n",
        "\u202e",
        "ａ",
        "а",
        "O",
        "0",
        "１",
        "\u00ad",
        "\ufeff",
        "·",
        "-",
        "—",
    ]
    for one, other in product(signs, ("b", "")):
        yield line("difference", lookalike.difference, f"甲{one}乙", f"甲{other}乙")
    for raised, before in product(
        ("①", "1", "[1]", "注", "2", "*"), ("甲", "m", "km", "3", "10", "")
    ):
        yield line("is_note_mark", text_width.is_note_mark, raised, before)
    for index in (0, 1, 25, 26, 27, 51, 52, 701, 702, 703, 16_383):
        letters = cell.column_letters(index)
        yield f"column_letters({index}) → {letters} → {cell.column_index(letters)}"


def of_units():
    for text in HEADERS:
        yield line("split_unit", units.split_unit, text)
    for text in [*UNITS, "亿元人民币", "万元/年", "㎡", "千米", "公顷", "吨", "万千瓦", "兆瓦", "立方米", "床", "张", "所", "条", "位", "名", "成", "倍"]:  # fmt: skip
        yield line("unit_named", units.unit_named, text)
        yield line("money_unit", units.money_unit, text)
        yield line("family", quantity.family, text)
    for value, places in product(
        (Fraction(1, 3), Fraction(5, 2), Fraction(-7, 4), Fraction(1000)), (0, 1, 2, 3)
    ):
        yield line("number_text", quantity.number_text, value, places)
    for value, places in product((Decimal("2.5"), Decimal("-2.5"), Decimal("0.125"), Decimal("1.005"), Decimal("99.995")), (0, 1, 2)):  # fmt: skip
        yield line("round_decimal", rounding.round_decimal, value, places)
    for part, whole in product((Amount.of(5, Unit.WAN), Amount.of(0, Unit.WAN), Amount.of(-3, Unit.WAN)), (Amount.of(10, Unit.WAN), Amount.of(0, Unit.WAN), Amount.of(-4, Unit.WAN), Amount.of(3, Unit.WAN))):  # fmt: skip
        yield line("ratio", rate.ratio, part, whole)
        yield line("growth", rate.growth, part, whole)
    yield line("growth", rate.growth, Amount.of(5, Unit.WAN), None)
    for number in ("5", "5.50", "1E+3", "0.0", "-0"):
        yield line("plain", amount.plain, Decimal(number))
    yield line("frozen_dict", frozen.frozen_dict, {"甲": 1})
    yield line("deep_frozen", frozen.deep_frozen, {"甲": [1, {"乙": {2}}]})


def of_words():
    for number, display, unit in product(AMOUNTS, DISPLAYS, (Unit.YI, Unit.WAN, Unit.YUAN)):
        value = Amount.of(number, Unit.WAN)
        places = f"{DISPLAYS.index(display)}"
        yield f"{places} {line('amount_text', wording.amount_text, value, unit, display)}"
        yield f"{places} {line('number_text', wording.number_text, value, unit, display)}"
        yield f"{places} {line('excess_text', wording.excess_text, value, unit, display)}"
    for display in DISPLAYS:
        yield from (
            line("need_text", wording.need_text, Amount.of(number, Unit.WAN), display)
            for number in AMOUNTS
        )
        for fraction in (
            "0",
            "1/3",
            "-1/3",
            "1",
            "0.9995",
            "0.99995",
            "1.5",
            "0.0001",
            "3.25",
            "0.05",
        ):
            share = Rate(Fraction(fraction))
            for name in ("rate_text", "at_least_text", "tenths_text", "change_text"):
                yield line(name, getattr(wording, name), share, display)
            points = Points(Fraction(fraction) * 100)
            yield line("points_text", wording.points_text, points, display)
            yield line("pace_text", wording.pace_text, points, display)
        yield from (
            f"{unit} {line('printed_places', wording.printed_places, unit, display)}"
            for unit in Unit
        )
    for day in (date(2022, 1, 1), date(2022, 12, 31)):
        yield line("day_text", wording.day_text, day)
        yield line("day_text", wording.day_text, day, year=True)
    for most, in_all in product((0, 1, 2, 5), (0, 3, 9)):
        yield line("names_text", wording.names_text, ("甲", "乙", "丙"), most, in_all)
    for key in ("2022-03", "未填", "", "65", "甲"):
        yield line("key_text", wording.key_text, key)


@pytest.mark.parametrize("made", [of_numbers, of_days, of_texts, of_units, of_words])
def test_each_spelling_is_taken_as_written_down(made):
    head = f"# {made.__name__}"
    sections = {}
    if PAGE.exists():
        for section in PAGE.read_text(encoding="utf-8").split("\n\n"):
            title, _, body = section.partition("\n")
            sections[title] = body.splitlines()
    found = list(made())
    if os.environ.get("INVESTTRACK_RENEW_SPELLINGS"):
        sections[head] = found
        text = "\n\n".join("\n".join([title, *lines]) for title, lines in sections.items())
        PAGE.write_text(text, encoding="utf-8")
    assert found == sections[head]
