"""存贷比, 财政自给率, 收入比, 生师比, 性别比: ratios that statistics define by name, of two amounts named elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise, product

from attrs import evolve, frozen

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind
from investtrack_audit.statements.claim import Claim
from investtrack_audit.statements.rules import MINUS, QUOTIENT, RATIO, ArithmeticRule
from investtrack_audit.statements.statement import Relation
from investtrack_audit.text.memory import Memory
from investtrack_audit.text.numbers import AMOUNTS
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


Found = tuple[Mention, list[Claim]]

_NUMBER = re.compile(
    r"为?(?:\([^()]{0,40}\))?(?:[由从][^,;。()]{0,30}?\d(?=[变下降上升提回减增])(?:变|下降|上升|提高|降低|回落|减少|增加|降|升)?)?(?:达到?|为|是|约|升至|降至|提高到|提高至|下降到|下降至|[到至]|:)*(-?\d{1,4}(?:\.\d{1,2})?)(?P<unit>[%％‰]|元(?=[,;。、)])|: ?1(?:00)?(?![\d.])|(?![\d.]|[^\s,;。)、]))"
)


@frozen
class _Ratio:
    """A ratio and what it is of.

    Attributes:
        name: what it is called.
        above: what the words of the upper number say.
        below: what those of the lower number say.
        rule: how the two give it.
        kind: what both measure; amounts where None.
    """

    name: re.Pattern[str]
    above: re.Pattern[str]
    below: re.Pattern[str]
    rule: ArithmeticRule = RATIO
    kind: Kind | None = None


def _ratio(
    name: str, above: str, below: str, rule: ArithmeticRule = RATIO, kind: Kind | None = None
) -> _Ratio:
    return _Ratio(re.compile(name), re.compile(above), re.compile(below), rule, kind)


# As the National Bureau of Statistics (国家统计局) and the ministries define them in 主要统计指标解释.
_RATIOS = (
    _ratio("余额?存贷比|存贷比|贷存比", "贷款余额", "存款余额"),
    _ratio("财政自给率", "一般公共预算收入|地方财政收入", "一般公共预算支出|财政支出"),
    _ratio("城乡(?:居民)?(?:人均)?(?:可支配)?收入(?:倍差)?比值?", "城镇", "农村|农民", QUOTIENT),
    _ratio("生师比", "在校|学生", "专任教师|教师", QUOTIENT),
    _ratio("(?<!出生人口)(?<!新生儿)性别比", "男", "女"),
    _ratio("自然增长率", "出生率", "死亡率", MINUS, Kind.PERCENT),
    _ratio("资产负债率", "负债(?:合计|总额|总计)", "资产(?:合计|总额|总计)"),
    _ratio("(?:营业|销售)?收入利润率", "利润总额", "营业收入|主营业务收入|销售收入"),
    _ratio("产品?销售?产?率|产销率", "销售产值", "(?<!销售)(?<!业销)(?:工业)?总产值|产值"),
    _ratio("研发(?:经费)?(?:投入)?强度", "研发经费|R&D", "生产总值|GDP"),
    _ratio("每百元营业收入(?:中)?的成本", "营业成本", "营业收入"),
)
_MOST, _KEPT = 6, 40


_RATES_MOVED = re.compile(
    r"(出生率|死亡率|自然增长率)[^出死自。;]{0,40}?(?P<move>上升|提高|增加|下降|降低|回落|减少)了?(?P<number>\d{1,2}(?:\.\d{1,2})?)个?千分点"
)


def read_moved_rates(prose: Prose, _: Memory) -> Iterator[Found]:
    """Yield 出生率上升0.89个千分点，死亡率下降0.40个千分点，自然增长率上升1.29个千分点: what the first two moved by makes the third."""
    if "千分点" not in prose.text:
        return
    moved = {found[1]: found for found in _RATES_MOVED.finditer(prose.text)}
    if len(moved) < len(_VITAL):
        return
    born, died, grown = (_points(moved[name]) for name in _VITAL)
    at = bisect_left(prose.mentions, grown.start, key=lambda item: item.quantity.start)
    near = next(iter(prose.mentions[max(0, at - 1) : at + 1]), None)
    if near is not None:
        claim = Claim(Relation.DIFFERENCE, grown, MINUS, (born, died), is_firm=False)
        yield near, [evolve(claim, is_likely=True)]


_VITAL = ("出生率", "死亡率", "自然增长率")


def _points(found: re.Match[str]) -> Quantity:
    start, end = found.span("number")
    quantity = Quantity(Kind.POINTS, found["number"], "个千分点", start=start, end=end)
    quantity = evolve(quantity, size=quantity.size / 10)
    return quantity if found["move"] in {"上升", "提高", "增加"} else -quantity


_CLOSES = re.compile(r" *\)")
_CONVERTED = frozenset({Kind.AREA, Kind.MASS})
_SAME = ArithmeticRule(lambda values: values[0], "{0}", keeps_units=True)


def read_other_units(prose: Prose, _: Memory) -> Iterator[Found]:
    """Yield 26613千公顷（39920万亩）and 5628.0公斤/公顷（375.2公斤/亩）: the same in another unit, alone in a bracket right behind."""
    for one, other in pairwise(prose.mentions):
        if other.depth != one.depth + 1 or one.quantity.kind not in _CONVERTED:
            continue
        pair = (_field_of(prose, one), _field_of(prose, other))
        if (pair[0] is None) is not (pair[1] is None) or not other.quantity.is_like(one.quantity):
            continue
        ends = [
            mention.quantity.end + len(field[0] if field else "")
            for mention, field in zip((one, other), pair, strict=True)
        ]
        alone = prose.text[ends[0] : other.quantity.start].strip() == "("
        if not alone or _CLOSES.match(prose.text, ends[1]) is None:
            continue
        if one.quantity.unit == other.quantity.unit and pair[0] is None:
            continue
        rule = _SAME
        if pair[0] is not None and pair[1] is not None:
            rule = _of_fields(pair[0][1], pair[1][1])
        stated = other.quantity
        claim = Claim(Relation.NAMED_RATIO, stated, rule, (one.quantity,), is_firm=False)
        yield other, [evolve(claim, is_likely=True)]


def _field_of(prose: Prose, mention: Mention) -> re.Match[str] | None:
    return _PER_FIELD.match(prose.text, mention.quantity.end)


@lru_cache(maxsize=4)
def _of_fields(one: str, other: str) -> ArithmeticRule:
    """Return the rule from what a field of the unit *one* bears to what one of *other* does."""
    size = _FIELDS[other] / _FIELDS[one]
    return ArithmeticRule(lambda values: values[0] * size, f"{{0}}/{one}", keeps_units=True)


_SEXES_MOVED = re.compile(
    r"性别比(?:\([^()]{0,30}\))?为(?P<now>\d{2,3}\.\d{1,2}),?(?:与|同|比)[^,;。()]{0,24}?的(?P<then>\d{2,3}\.\d{1,2})(?:相比|比较)?,?(?P<move>上升|提高|增加|下降|降低|回落|减少)了?(?P<number>\d{1,2}\.\d{1,2})(?![\d.％%])"
)


def read_moved_sex_ratio(prose: Prose, _: Memory) -> Iterator[Found]:
    """Yield 性别比为104.36，与2010年的105.95相比，下降1.59."""
    if "性别比" not in prose.text:
        return
    for found in _SEXES_MOVED.finditer(prose.text):
        at = bisect_left(prose.mentions, found.end(), key=lambda item: item.quantity.start)
        near = next(iter(prose.mentions[max(0, at - 1) : at + 1]), None)
        if near is None:
            continue
        now, then, moved = (
            Quantity(Kind.TIMES, found[name], "", start=found.start(name), end=found.end(name))
            for name in ("now", "then", "number")
        )
        stated = moved if found["move"] in {"上升", "提高", "增加"} else -moved
        claim = Claim(Relation.DIFFERENCE, stated, MINUS, (now, then), is_firm=False)
        yield near, [evolve(claim, is_likely=True)]


_MU = Fraction(2000, 3)
_FIELDS = {"亩": _MU, "公顷": Fraction(10**4)}
_PER_FIELD = re.compile(r" ?/ ?(亩|公顷)")
_GROWN, _SOWN = re.compile("产量|总产"), re.compile("面积")


def _per_field(size: Fraction) -> ArithmeticRule:
    """Return the rule of what grows on one field of *size* square metres."""

    def apply(values: Sequence[Fraction]) -> Fraction | None:
        return values[0] / values[1] * size if values[1] else None

    return ArithmeticRule(apply, "{0} ÷ {1}", keeps_units=True)


_YIELDS = {name: _per_field(size) for name, size in _FIELDS.items()}


def read_yields(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield 面积77.33万亩，产量30.18万吨，单产390.2公斤/亩; only where it agrees."""
    for mention in prose.mentions:
        if mention.role is not Role.AVERAGE or mention.quantity.kind is not Kind.MASS:
            continue
        field = _PER_FIELD.match(prose.text, mention.quantity.end)
        if field is None:
            continue
        near = [(one.quantity, one.full_label) for one in prose.mentions if one.is_level()]
        near += [(item.quantity, item.label) for item in islice(memory.recent, _KEPT)]
        grown = [one for one, label in near if one.kind is Kind.MASS and _GROWN.search(label)]
        sown = [one for one, label in near if one.kind is Kind.AREA and _SOWN.search(label)]
        rule = _YIELDS[field[1]]
        claims = [
            Claim(Relation.AVERAGE, mention.quantity, rule, pair, is_firm=False, is_guess=True)
            for pair in product(grown[:_MOST], sown[:_MOST])
            if pair[1].value
        ]
        if claims:
            yield mention, claims


_EXCHANGED = re.compile(
    r"汇率[^\d,;。()]{0,10}(?:\(?1美元(?:=|兑换?|折合|对|为|合)?(?:人民币)?)?(\d\.\d{2,5})"
)
_MOST_TO_DOLLARS = 4


def read_conversions(prose: Prose, _: Memory) -> Iterator[Found]:
    """Yield 人均141647元，按年平均汇率6.8985折算，约合20533美元."""
    if "汇率" not in prose.text:
        return
    for rate in _EXCHANGED.finditer(prose.text):
        begin, end = prose.sentence_of(rate.start())
        at = bisect_left(prose.mentions, rate.end(1), key=lambda item: item.quantity.start)
        dollars = _of_currency(prose.mentions[at : at + _MOST_TO_DOLLARS], "美元")
        near = reversed(prose.mentions[max(0, at - _MOST_TO_DOLLARS) : at])
        yuan = _of_currency((one for one in near if one.quantity.end <= rate.start()), "元")
        if not dollars or not yuan or dollars[0].quantity.start > end:
            continue
        if yuan[0].quantity.start < begin:
            continue
        quantity = Quantity(Kind.TIMES, rate[1], "", start=rate.start(1), end=rate.end(1))
        operands = (yuan[0].quantity, quantity)
        claim = Claim(Relation.NAMED_RATIO, dollars[0].quantity, QUOTIENT, operands, is_firm=False)
        yield dollars[0], [evolve(claim, is_likely=True)]


def _of_currency(mentions: Iterable[Mention], currency: str) -> list[Mention]:
    return [
        one
        for one in mentions
        if one.quantity.currency == currency and one.role in {Role.LEVEL, Role.AVERAGE}
    ]


def read_named_ratios(prose: Prose, memory: Memory) -> Iterator[Found]:
    """Yield ratios that have a name of their own: likely where the paragraph names one upper and one lower number only."""
    for ratio in _RATIOS:
        for name in ratio.name.finditer(prose.text):
            number = _NUMBER.match(prose.text, name.end())
            at = bisect_left(prose.mentions, name.end(), key=lambda item: item.quantity.start)
            near = next(iter(prose.mentions[max(0, at - 1) : at + 1]), None)
            if number is None or near is None:
                continue
            claims = list(_claims(prose, memory, ratio, _stated(number), name.start()))
            if claims:
                yield near, claims


def _stated(number: re.Match[str]) -> Quantity:
    unit = number["unit"]
    start = number.start(1)
    if unit in {"%", "％", "‰"}:
        quantity = Quantity(Kind.PERCENT, number[1], "‰" if unit == "‰" else "％")
        quantity = evolve(quantity, size=quantity.size / (10 if unit == "‰" else 1))
    else:  # 2.06, 13.7:1
        quantity = Quantity(Kind.TIMES, number[1], "元" if unit == "元" else "")
    return evolve(quantity, start=start, end=number.end())


def _claims(
    prose: Prose, memory: Memory, ratio: _Ratio, stated: Quantity, at: int
) -> Iterator[Claim]:
    near = [
        (other.quantity, other.full_label)
        for other in prose.mentions
        if other.role in _USABLE and (other.quantity.end <= at or other.quantity.start > stated.end)
    ]
    far = [(item.quantity, item.label) for item in islice(memory.recent, _KEPT)]
    above, below = _named(near, ratio.above, ratio.kind), _named(near, ratio.below, ratio.kind)
    only = len(above) == len(below) == 1
    above += _named(far, ratio.above, ratio.kind)
    below += _named(far, ratio.below, ratio.kind)
    for one in above[:_MOST]:
        for other in below[:_MOST]:
            if one.is_like(other) or ratio.rule is QUOTIENT:
                claim = Claim(Relation.NAMED_RATIO, stated, ratio.rule, (one, other), is_firm=False)
                first = only and (one, other) == (above[0], below[0])
                yield evolve(claim, is_likely=first, is_guess=not first)


_USABLE = frozenset({Role.LEVEL, Role.SUM, Role.RATE, Role.AVERAGE})


def _named(
    items: Iterable[tuple[Quantity, str]], words: re.Pattern[str], kind: Kind | None
) -> list[Quantity]:
    """Return what bears *words*, of *kind*; what names both numbers (城镇和农村) is neither."""
    return [
        quantity
        for quantity, label in items
        if words.search(label) and (quantity.kind is kind if kind else quantity.kind in AMOUNTS)
    ]
