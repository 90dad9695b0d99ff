"""Reads numbers with their units, from a whole cell or out of prose: the one reader of quantities.

A cell is read by :func:`read_quantity`, :func:`read_amount`, :func:`read_rate`: all of it is one quantity, or
none. Prose is read by :func:`quantities_in`: dates, codes and ordinals are left aside, places are kept.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from investtrack.errors import AmountError
from investtrack.lazy import lazy_pattern
from investtrack.values.amount import Amount, Unit
from investtrack.values.numerals import CHINESE, whole_number
from investtrack.values.quantity import Hedge, Quantity
from investtrack.values.rate import Points, Rate
from investtrack.values.text_width import folded, half_width, has_mark_for_digit
from investtrack.values.units import UNIT, QuantityKind, QuantityUnit, unit_named, unit_of_match


_NUMBERING = 2
"""Digits of a number in brackets that numbers something: (12)."""


_NUMBER = lazy_pattern(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
# After a number or 个: a date, a duration or an ordinal, not a quantity.
_DATE = lazy_pattern(
    r" {0,2}(?!个年度[计投重项新])(?:多?个?(?:月|年|季度|旬|工作日|小时|星期|周|学期|世纪|日|天)|号|时|点(?!个)|分(?![别之])|秒|岁|届|期|强|级|版|路|楼|层|维|[A-Za-z_/℃°])"
)
_DAYS = lazy_pattern(r" ?(天|(?<=\d{3})日)")
# A number that goes on into another: 1-6月, 5—8亿元, 30%-40%.
_RANGE = lazy_pattern(r" ?[-—–~～至到] ?(?=[0-9])")
_BEFORE = {
    "约": Hedge.ABOUT, "将近": Hedge.NEARLY, "接近": Hedge.NEARLY, "近": Hedge.NEARLY,
    "不低于": Hedge.AT_LEAST, "不少于": Hedge.AT_LEAST, "至少": Hedge.AT_LEAST, "超过": Hedge.AT_LEAST, "突破": Hedge.AT_LEAST,
    "逾": Hedge.AT_LEAST, "大于": Hedge.AT_LEAST, "高于": Hedge.AT_LEAST, "超": Hedge.AT_LEAST,
    "不超过": Hedge.AT_MOST, "不足": Hedge.AT_MOST, "不到": Hedge.AT_MOST, "最多": Hedge.AT_MOST, "低于": Hedge.AT_MOST, "少于": Hedge.AT_MOST,
}  # fmt: skip
_AHEAD = lazy_pattern("|".join(sorted(_BEFORE, reverse=True)))  # 超过 before 超
# 签约360个 and 附近3个 are no 约 and no 近.
_JUST_BEFORE = lazy_pattern(
    f"(?:(?<![签合履违节公协预特契续])约|(?<![最邻附靠临就])近|{'|'.join(key for key in _BEFORE if len(key) > 1 or key in {'逾', '超'})})(?= ?-? ?$)"
)
_AFTER = lazy_pattern(r"(?P<up>及?以上)|(?P<down>及?以下|以内)|(?P<near>左右|上下)")
_BY_AFTER: dict[str | None, Hedge] = {
    "near": Hedge.ABOUT, "up": Hedge.AT_LEAST, "down": Hedge.AT_MOST,
}  # fmt: skip
_THRESHOLD = lazy_pattern(r"[^,;:。、!?)\s]")
# “超” says by how much where something is exceeded, else that there is more.
_COMPARED = lazy_pattern(r"比|较|目标|计划|任务|进度")
# 3个亿元项目: three projects of a size, no amount.
_OF_A_SIZE = lazy_pattern(r" {0,2}个亿元(?=[^\d,;:。、!?()]{0,8}(?:项目|企业|工程|园区|乡镇))")
# 1亿2000万元, 3亿5千万元, 1亿零500万元 are one amount each.
_COMPOUND = lazy_pattern(
    r"(\d+)亿零?(\d{1,4}(?:\.\d+)?(?=万)|\d(?=[千百十]万))([千百十]?)万元?", re.ASCII
)
_TIMES_WAN = {"": 1, "十": 10, "百": 100, "千": 1000}
_NUMBERED = lazy_pattern(r"(?:附表|附件|图|表|专栏) ?$")
# What numbers a picture or a table stands apart from its title, or before 项目: 图2 项目入库漏斗.
_TITLED = lazy_pattern(r"\s|项目(?!标)")
_DOTTED = lazy_pattern(r"\.\d")
# Before digits of a name (G318, 第3, 附表2_1) or an address (%E5), and before those that end a date or a range (1月—3).
# A minus sign stands at the beginning, after a word or a bracket, not after a digit or a letter.
_IN_NAME = lazy_pattern(r"(?:[第/_.·A-Za-z]|[A-Za-z]-|(?<![0-9])%)$")
_AT_END = lazy_pattern(r"(?:[0-9][-—–~～至到]|[0-9].?[%月日年元 ][-—–~～])$")
_LONGEST = 15
_BACK = 12


def quantities_in(text: str) -> Iterator[Quantity]:
    """Yield the quantities of *text* in order, with their places in it; linear in its length.

    Left aside are dates, ordinals, names with digits and addresses (%E5). A range (5—8亿元) is one quantity with
    its upper end in ``high``; a threshold (500万元以上项目) says so. 1.2万 without a unit is of kind ``BARE``.

    Args:
        text: any text; its width is folded here.
    """
    plain = half_width(text)
    read_to = 0
    for match in _NUMBER.finditer(plain):
        if match.start() < read_to:
            continue
        found = _compound(plain, match) or _quantity(plain, match)
        if found is not None:
            yield found
            read_to = found.digits_end


def _compound(text: str, match: re.Match[str]) -> Quantity | None:
    found = _COMPOUND.match(text, match.start())
    if not found or found.end(1) != match.end() or _IN_NAME.search(_before(text, match)):
        return None
    number = _in_wan(found)
    hedge, stop, threshold = _hedge(text, _before(text, match), found.end(), more=False)
    return Quantity(
        QuantityKind.MONEY, number, "万元", Fraction(10**4), hedge, "元", match.start(), stop,
        digits_end=found.end(2), unit_end=found.end(), is_threshold=threshold,
    )  # fmt: skip


def _in_wan(compound: re.Match[str]) -> str:
    rest = Decimal(compound[2]) * _TIMES_WAN[compound[3]]
    return f"{Decimal(compound[1]) * 10**4 + rest:f}"


def _before(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _BACK) : match.start()]


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    number = match.group().replace(",", "")
    before = _before(text, match)
    if len(number) > _LONGEST or _DOTTED.match(text, end):
        return None
    if _IN_NAME.search(before) or _AT_END.search(before):
        return None
    if _OF_A_SIZE.match(text, end) and "." not in number:
        unit, unit_end, more = unit_named("个"), text.index("个", end) + 1, False
    elif dash := _RANGE.match(text, end):
        return _range(text, match, dash.end())
    else:
        unit, unit_end, more = _unit_after(text, end)
        if unit is not None and unit.text and (dash := _RANGE.match(text, unit_end)):
            ranged = _range(text, match, dash.end(), unit)
            if ranged is not None or unit.kind is QuantityKind.PERCENT:
                return ranged
    if unit is None or _is_numbering(text, before, match, unit, more=more):
        return None
    unit_end = unit_end if unit.text else end
    hedge, stop, threshold = _hedge(text, before, unit_end, more=more)
    negative = before.endswith("-")
    return Quantity(
        unit.kind, f"-{number}" if negative else number, unit.text, unit.size, hedge, unit.currency,
        start - negative, stop, digits_end=end, unit_end=unit_end, commas="," in match.group(),
        is_threshold=threshold,
    )  # fmt: skip


def _unit_after(text: str, end: int) -> tuple[QuantityUnit | None, int, bool]:
    """Return the unit after a number, where it ends, and whether it says 余 or 多; None for what is no quantity."""
    if found := _DAYS.match(text, end):
        return QuantityUnit(QuantityKind.DURATION, found[1]), found.end(), False
    spelled = None if _DATE.match(text, end) else UNIT.match(text, end)
    if spelled is None or (spelled["count"] and _DATE.match(text, spelled.start("count"))):
        return None, end, False
    more = "余" in spelled[0] or "多" in spelled[0]
    return unit_of_match(text, spelled), spelled.end(), more


def _is_numbering(
    text: str, before: str, match: re.Match[str], unit: QuantityUnit, *, more: bool
) -> bool:
    """Whether a number numbers something: (1), 〔2022〕, 附表3, 图2 项目清单; bare 3余 is no number of anything either."""
    if unit.kind is QuantityKind.COUNT:
        return bool(_TITLED.match(text, match.end()) and _NUMBERED.search(before))
    if unit.kind is not QuantityKind.BARE:
        return False
    if more:
        return True
    is_short = match.end() - match.start() <= _NUMBERING
    around = before[-1:] + text[match.end() : match.end() + 1]
    return around == "[]" or (around == "()" and is_short) or bool(_NUMBERED.search(before))


def _range(
    text: str, low: re.Match[str], at: int, own: QuantityUnit | None = None
) -> Quantity | None:
    """Return the range that begins with *low* and goes on *at*; None where it is no range of a unit."""
    high = _NUMBER.match(text, at)
    if high is None:
        return None
    unit, unit_end, more = _unit_after(text, high.end())
    if unit is None or not unit.text or more or (own is not None and own != unit):
        return None
    numbers = (low.group().replace(",", ""), high.group().replace(",", ""))
    if max(map(len, numbers)) > _LONGEST or Decimal(numbers[0]) > Decimal(numbers[1]):
        return None
    hedge, stop, threshold = _hedge(text, _before(text, low), unit_end, more=False)
    return Quantity(
        unit.kind, numbers[0], unit.text, unit.size, hedge, unit.currency, low.start(), stop,
        high=numbers[1], digits_end=high.end(), unit_end=unit_end, commas="," in low.group(),
        is_threshold=threshold,
    )  # fmt: skip


def _hedge(text: str, before: str, stop: int, *, more: bool) -> tuple[Hedge, int, bool]:
    """Return the hedge, where the quantity ends, and whether it is a threshold (500万元以上项目)."""
    after = _AFTER.match(text, stop)
    if after:
        bounds = not after.group("near") and bool(_THRESHOLD.match(text, after.end()))
        return _BY_AFTER[after.lastgroup], after.end(), bounds
    if more:
        return Hedge.OVER, stop, False
    ahead = _JUST_BEFORE.search(before)
    if ahead is None or (ahead[0] in {"超", "超过"} and _COMPARED.search(before)):
        return Hedge.NONE, stop, False
    return _BEFORE[ahead[0]], stop, False


_LONGEST_TEXT = 200
"""Signs up to which a text may be one quantity."""
_PARTED = lazy_pattern(r"(?<=\d)、(?=\d{3})", re.ASCII)
_STRICT = lazy_pattern(
    r"(?P<sign>[+-]?)(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)?(?P<decimals>\.\d*)?", re.ASCII
)
_CHINESE = lazy_pattern(rf"{CHINESE}+")
_OF_A_SCALE = lazy_pattern(r"[^万亿]+[万亿]")
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟圆", "一二三四五六七八九十百千元")
_CURRENCY_AHEAD = lazy_pattern(r"人民币|[¥$]|RMB|CNY", re.IGNORECASE)
_CURRENCY_AFTER = lazy_pattern(r"(?:\(?人民币\)?|整)$")


def read_quantity(text: str) -> Quantity | None:
    """Return *text* as one quantity, all of it; None where it is none.

    Understood: 1200, 1,200.50, １，２００, 7.08亿元, 7.08个亿, 3千万元, 1亿2000万元, 3亿5千万元, 五百万元, 伍佰万元整, ¥30, -5％, ‰, 0.6个百分点,
    12个, 200余亩, 30天; 约, 近, 不足 … before it and 左右, 以上 … after it as its hedge; a range, 5—8亿元.
    """
    if has_mark_for_digit(text) or len(text) > _LONGEST_TEXT:
        return None
    plain = _PARTED.sub(",", folded(text).replace("−", "-"))
    hedge = Hedge.NONE
    if ahead := _AHEAD.match(plain):
        hedge, plain = _BEFORE[ahead[0]], plain[ahead.end() :]
    if currency := _CURRENCY_AHEAD.match(plain):
        if currency[0] == "$":
            return None
        plain = plain[currency.end() :]
    plain = _CURRENCY_AFTER.sub("", plain)
    if after := re.search(f"(?:{_AFTER.pattern})$", plain):
        if hedge is not Hedge.NONE:
            return None
        hedge, plain = _BY_AFTER[after.lastgroup], plain[: after.start()]
    found = _whole(plain)
    if found is None:
        return None
    if hedge is Hedge.NONE:
        hedge = found.hedge
    elif found.hedge is not Hedge.NONE and hedge is not Hedge.ABOUT:
        return None
    return evolve(found, hedge=hedge, end=len(text))


def _whole(plain: str) -> Quantity | None:
    if found := _COMPOUND.fullmatch(plain):
        return Quantity(QuantityKind.MONEY, _in_wan(found), "万元", Fraction(10**4), currency="元")
    found = _STRICT.match(plain)
    if found and (found["digits"] or len(found["decimals"] or "") > 1):
        number = f"{found['digits'] or '0'}{found['decimals'] or ''}".replace(",", "").rstrip(".")
        if found["sign"] == "-":
            number = f"-{number}"
        if dash := _RANGE.match(plain, found.end()):
            return _whole_range(number, plain[dash.end() :])
        return _of_unit(number, plain[found.end() :])
    return _in_chinese(plain)


def _whole_range(low: str, rest: str) -> Quantity | None:
    high = _whole(rest)
    if high is None or high.high or high.hedge is not Hedge.NONE:
        return None
    if max(len(low), len(high.number)) > _LONGEST or Decimal(low) > high.decimal:
        return None
    return evolve(high, number=low, high=high.number)


def _of_unit(number: str, unit: str) -> Quantity | None:
    if not unit:
        return Quantity(QuantityKind.BARE, number, "")
    if found := _DAYS.fullmatch(unit):
        return Quantity(QuantityKind.DURATION, number, found[1])
    spelled = UNIT.fullmatch(unit)
    if spelled is None:
        return None
    named = unit_of_match(unit, spelled)
    more = "余" in unit or "多" in unit
    return evolve(Quantity.of(number, named), hedge=Hedge.OVER if more else Hedge.NONE)


def _in_chinese(plain: str) -> Quantity | None:
    """Return 五百万元, 伍佰万圆 or 三个; a scale at the end is the numeral's (五百万), else the unit's (一万九千八百|万元)."""
    plain = plain.translate(_FORMAL)
    found = _CHINESE.match(plain)
    if not found:
        return None
    number, end = whole_number(found[0]), found.end()
    if number is None or _OF_A_SCALE.fullmatch(plain):  # 两亿, the scale of which is its unit
        number, end = whole_number(found[0][:-1]), end - 1
    # 一 alone is a dash as often as one.
    return None if number is None or end == len(plain) else _of_unit(str(number), plain[end:])


_PLAIN_AMOUNT = lazy_pattern(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(亿元|万元)?", re.ASCII)
_PLAIN_UNITS = {"亿元": Unit.YI, "万元": Unit.WAN}


def read_amount(text: str, unit: Unit | None = None, *, hedges: Collection[Hedge] = ()) -> Amount:
    """Return the amount of money that *text* is, all of it.

    Args:
        text: what was written: 1200, 1,200.5万元, 7.08个亿, ¥30万.
        unit: the unit where the text names none; None where it must name one.
        hedges: the hedges that may be passed over: 约1.2亿元 is 1.2亿元 in a cell of a ledger, and refused
            as a threshold.

    Raises:
        AmountError: *text* is no single amount of yuan, or names no unit and none is known.
    """
    if plain := _PLAIN_AMOUNT.fullmatch(text):
        own = _PLAIN_UNITS[plain[2]] if plain[2] else unit
        if own is not None:
            return Amount.of(plain[1].replace(",", ""), own)
    found = read_quantity(text)
    if found is None or found.high or not (found.hedge is Hedge.NONE or found.hedge in hedges):
        raise AmountError(f"not an amount: {text!r}")
    if found.kind is QuantityKind.BARE:
        own = unit if not found.unit else Unit.YUAN
        if own is None or found.unit == "千":  # 3千 of 万元, or of 元
            raise AmountError(f"an amount names its unit (元, 万元, 亿元): {text!r}")
        return Amount.of(found.decimal * found.size.numerator, own)
    return found.amount


_DIRECTED = lazy_pattern(r"(同比|环比)?(?:(增长|增加|上升|提高|增)|(下降|减少|降低|降)|(持平))?")


def read_rate(text: str, *, hedges: Collection[Hedge] = ()) -> Rate:
    """Return the rate that *text* is in per cent: 5.5, 5.5％, 1/3％, 增长5％, 下降3.2％ (negative), 持平 (0), 百分之五.

    Args:
        text: what was written.
        hedges: the hedges that may be passed over.

    Raises:
        AmountError: *text* is no single rate.
    """
    if has_mark_for_digit(text):
        raise AmountError(f"not a rate: {text!r}")
    plain = folded(text).replace("−", "-")
    directed = _DIRECTED.match(plain)
    rest = plain[directed.end() :] if directed else plain
    if directed and directed[4] and not rest:
        return Rate(Fraction(0))
    if rest.startswith("百分之"):
        rest = f"{rest.removeprefix('百分之')}%"
    # A fraction has its sign: without it, 1/3 is a date that a spreadsheet did not take for one.
    ratio = re.fullmatch(r"([+-]?\d+)/(\d*[1-9]\d*)%", rest, re.ASCII)
    if ratio and not (directed and directed[0]):
        return Rate.percent(Fraction(int(ratio[1]), int(ratio[2])))
    found = read_quantity(rest)
    if (
        found is None or found.high or found.kind not in _RATES or (found.kind is QuantityKind.BARE and found.unit)
        or not (found.hedge is Hedge.NONE or found.hedge in hedges) or (directed and directed[4])
    ):  # fmt: skip
        raise AmountError(f"not a rate: {text!r}")
    if directed and directed[3]:
        if found.value < 0:  # 下降-3％ says two things
            raise AmountError(f"not a rate: {text!r}")
        return Rate.percent(-found.value)
    return Rate.percent(found.value)


_RATES = frozenset({QuantityKind.BARE, QuantityKind.PERCENT})


def read_points(text: str) -> Points:
    """Return the percentage points that *text* is: 0.6个百分点, or a bare number.

    Raises:
        AmountError: *text* is none.
    """
    found = read_quantity(text)
    if found is None or found.high or found.hedge is not Hedge.NONE or found.unit not in _POINTS:
        raise AmountError(f"not percentage points: {text!r}")
    return Points.of(found.value)


_POINTS = frozenset({"", "个百分点", "百分点"})


def read_count(text: str, units: str = "个项家户宗件次天人") -> int:
    """Return the whole number that *text* is: 12, 12个, 三个, 30天.

    Args:
        text: what was written.
        units: the units it may have, one character each.

    Raises:
        AmountError: *text* is no whole number, negative, or of another unit.
    """
    found = read_quantity(text)
    if (
        found is None or found.high or found.hedge is not Hedge.NONE or found.places
        or found.value < 0 or not (found.unit == "" or found.unit[-1] in units)
    ):  # fmt: skip
        raise AmountError(f"not a count: {text!r}")
    return int(found.value)
