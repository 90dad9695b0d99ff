"""Finds the numbers of a Chinese text, with units; leaves dates and codes aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from attrs import evolve

from investtrack_audit.quantity import Hedge, Kind, Quantity


# One character for one, so that places in the text stay what they were.
_WIDTHS = str.maketrans(
    "０１２３４５６７８９％，（）；：∶．－−＋〔〕［］【】\u3000\xa0",
    "0123456789%,();::.--+()[][]  ",
)
_SCALES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
    "": 1,
}
_CURRENCIES = ("元", "美元", "港元", "欧元", "日元")
_CLASSIFIERS = "个项宗件家户名次处批台套座条所栋人笔幢辆"
_MEASURES = "平方公里|平方千米|平方米|立方米|公顷|公里|千米|千瓦时|千瓦|公斤|吨|亩|头|只|羽"
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?")
_UNIT = re.compile(
    r" {0,2}(?:(?P<points>个?百分点)|(?P<percent>%)|(?P<times>倍)"
    r"|(?P<more>[余多])?(?P<scale>万亿|千亿|百亿|个亿|亿|千万|百万|万|千(?![瓦米])|)"
    rf"(?:(?P<money>元|美元|港元|欧元|日元)|(?P<count>[{_CLASSIFIERS}])次?|(?P<measure>{_MEASURES}))?)"
)
# After a number or 个: a date, a duration or an ordinal, not a quantity.
_DATE = re.compile(
    r" {0,2}(?:多?个?(?:月|年|季度|旬|工作日|小时|星期|周|学期|世纪|日|天)|号|时|点(?!个)|分(?![别之])|秒|岁|届|期|强|级|版|路|楼|层|维|[A-Za-z_/℃°])"
)
# A number that goes on into another: 1-6月, 5—8亿元, 30%-40%.
_RANGE = re.compile(r" ?[-—–~～至到] ?\d")
_MEASURED = frozenset("吨米亩瓦立平方公斤克升里顷伏安度株头张字页步")
_BEFORE = (
    ("约", Hedge.ABOUT),
    ("将近", Hedge.NEARLY),
    ("接近", Hedge.NEARLY),
    ("近", Hedge.NEARLY),
    ("不低于", Hedge.AT_LEAST),
    ("不少于", Hedge.AT_LEAST),
    ("至少", Hedge.AT_LEAST),
    ("超过", Hedge.AT_LEAST),
    ("突破", Hedge.AT_LEAST),
    ("逾", Hedge.AT_LEAST),
    ("不超过", Hedge.AT_MOST),
    ("不足", Hedge.AT_MOST),
    ("不到", Hedge.AT_MOST),
    ("最多", Hedge.AT_MOST),
    ("低于", Hedge.AT_MOST),
    ("少于", Hedge.AT_MOST),
    ("大于", Hedge.AT_LEAST),
    ("高于", Hedge.AT_LEAST),
    ("超", Hedge.AT_LEAST),
)
_AFTER = re.compile(r"(?P<up>及?以上)|(?P<down>及?以下|以内)|(?P<near>左右|上下)")
_THRESHOLD = re.compile(r"[^,;:。、!?)\s]")
# “超” says by how much where something is exceeded, else that there is more.
_COMPARED = re.compile(r"比|较|目标|计划|任务|进度")
_LONGEST = 15
_BACK = 12


def normalised(text: str) -> str:
    """Return *text* with half-width digits and punctuation, of the same length."""
    return text.translate(_WIDTHS)


def quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities of normalised *text*, in order; linear in its length."""
    waiting: list[Quantity] = []
    for found in _each(text):
        if waiting and not _is_joined(text, waiting[-1], found):
            yield from waiting
            waiting = []
        if found.kind is Kind.BARE:
            waiting.append(found)
            continue
        for number in waiting:  # 0.4、1.9个百分点: the last one's unit is theirs too
            yield evolve(
                number, kind=found.kind, unit=found.unit, size=found.size, currency=found.currency
            )
        waiting = []
        yield found
    yield from waiting


_JOINS = frozenset("、和及与")


def _is_joined(text: str, one: Quantity, two: Quantity) -> bool:
    between = text[one.end : two.start]
    return len(between) <= _LONGEST_JOIN and between.strip() in _JOINS


_LONGEST_JOIN = 3


def _each(text: str) -> Iterator[Quantity]:
    last_end = -1
    for match in _NUMBER.finditer(text):
        found = _quantity(text, match, last_end)
        if found is not None:
            yield found
        last_end = match.end()


def _quantity(text: str, match: re.Match[str], last_end: int) -> Quantity | None:
    start, end = match.span()
    number = match.group().replace(",", "")
    before = text[max(0, start - _BACK) : start]
    if len(number) > _LONGEST or _is_part_of_name(before, last_end, start):
        return None
    negative = before.endswith("-")
    unit = _UNIT.match(text, end)
    if unit is None or _DATE.match(text, end) or _RANGE.match(text, end):
        return None
    kind, size, currency = _read_unit(text, unit)
    stop = end if kind is Kind.BARE else unit.end()
    if (
        kind is None
        or (kind is Kind.COUNT and _DATE.match(text, unit.start("count")))
        or (kind is Kind.PERCENT and _RANGE.match(text, stop))
    ):
        return None
    hedge, stop = _hedge(text, before, stop, more=bool(unit.group("more")))
    if stop < 0:
        return None
    printed = text[end : unit.end()].strip(" 余多") if kind is not Kind.BARE else ""
    return Quantity(
        kind,
        f"-{number}" if negative else number,
        printed.replace("%", "％"),
        Fraction(size),
        hedge,
        currency,
        start - negative,
        stop,
    )


def _is_part_of_name(before: str, last_end: int, start: int) -> bool:
    tail = before[-1:]
    if not tail:
        return False
    if tail == "%" and not before[-2:-1].isdigit():
        return True  # part of an address: %E5%9B%BA
    if tail in "第/_.·" or (tail.isascii() and tail.isalpha()):
        return True
    if tail in "-—–~～至到" and last_end >= 0 and last_end + 2 >= start - 1:
        return before[-2:-1].isdigit() or (tail in "-—–~～" and before[-2:-1] in "%月日年元 ")
    # A minus sign stands at the beginning, after a word or a bracket, not after a digit or a letter.
    return tail == "-" and before[-2:-1].isascii() and before[-2:-1].isalpha()


_RATES = {"points": Kind.POINTS, "percent": Kind.PERCENT, "times": Kind.TIMES}


def _read_unit(text: str, unit: re.Match[str]) -> tuple[Kind | None, int, str]:
    for group, kind in _RATES.items():
        if unit.group(group):
            return kind, 1, ""
    scale = (unit.group("scale") or "").removeprefix("个")
    if unit.group("money"):
        return Kind.MONEY, _SCALES[scale], unit.group("money")
    following = text[unit.end() : unit.end() + 1]
    if unit.group("count") or unit.group("measure"):
        return Kind.COUNT if unit.group("count") else Kind.MEASURE, _SCALES[scale], ""
    if scale in {"亿", "万亿", "千亿", "百亿"} and following not in _MEASURED:
        return Kind.MONEY, _SCALES[scale], "元"
    if scale or unit.group("more") or following in _MEASURED:
        return None, 1, ""
    return Kind.BARE, 1, ""


def _hedge(text: str, before: str, stop: int, *, more: bool) -> tuple[Hedge, int]:
    """Return the hedge and where the quantity ends, −1 for a threshold such as 500万元以上项目."""
    after = _AFTER.match(text, stop)
    if after:
        if not after.group("near") and _THRESHOLD.match(text, after.end()):
            return Hedge.NONE, -1
        stop = after.end()
        hedges = {"near": Hedge.ABOUT, "up": Hedge.AT_LEAST, "down": Hedge.AT_MOST}
        return hedges[after.lastgroup or "near"], stop
    if more:
        return Hedge.OVER, stop
    words = before.rstrip(" -")
    for word, hedge in _BEFORE:
        if words.endswith(word):
            compared = word in {"超", "超过"} and _COMPARED.search(words)
            return (Hedge.NONE if compared else hedge), stop
    return Hedge.NONE, stop
