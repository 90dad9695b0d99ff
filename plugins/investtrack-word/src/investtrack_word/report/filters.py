"""The filters of a template: how a figure is put in words. One table, for rendering, checking and help."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from attrs import frozen

from investtrack import wording
from investtrack.metrics.figure import Figure, Kind, rows_in_all
from investtrack.model.profile import DisplayProfile, Profile
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.rate import Points, Rate
from investtrack.values.rounding import RoundingPolicy, round_decimal
from investtrack.values.units import money_unit
from investtrack_word.report.rendered import Item, Joined, Node, RenderedValue, value_of


class WrongFilterError(Exception):
    """A filter does not suit the figure, or its arguments are wrong. Never leaves this plugin."""


@frozen
class Filter:
    """A filter.

    Attributes:
        say: value and profile → text.
        help: what it prints, in Chinese.
        example: a tag and what it prints.
    """

    say: Callable[..., str]
    help: str
    example: str


def _digits(
    number: Decimal | Fraction, places: int, display: DisplayProfile, *, zeros: bool
) -> str:
    shown = round_decimal(number, places, display.rounding)
    return format(shown, "f") if zeros else plain(shown)


def _money(
    value: Amount, display: DisplayProfile, unit: Unit, places: int | None, *, zeros: bool
) -> str:
    if zeros:
        return f"{_digits(value.to(unit), 2 if places is None else places, display, zeros=zeros)}{unit}"
    return wording.amount_text(value, unit, display, places=places)


def _yi(
    value: Amount, display: DisplayProfile, places: int | None = None, *, zeros: bool = False
) -> str:
    return _money(value, display, Unit.YI, places, zeros=zeros)


def _wan(
    value: Amount, display: DisplayProfile, places: int | None = None, *, zeros: bool = False
) -> str:
    return _money(value, display, Unit.WAN, places, zeros=zeros)


def _yuan(
    value: Amount, display: DisplayProfile, places: int | None = None, *, zeros: bool = False
) -> str:
    return _money(value, display, Unit.YUAN, places, zeros=zeros)


def _number(  # noqa: PLR0913 - one keyword a choice
    value: object,
    display: DisplayProfile,
    unit: str = "",
    places: int = 2,
    *,
    zeros: bool = False,
    comma: bool = False,
    size: bool = False,
) -> str:
    """Return the bare number, its unit being printed beside it by the template."""
    if isinstance(value, Amount):
        own = money_unit(unit)
        if own is None:
            raise WrongFilterError(f"number 的单位应为{'、'.join(Unit)}、亿、万，不是“{unit}”")
        number: Decimal | Fraction = value.to(own)
    elif isinstance(value, Rate):
        number = (
            Fraction(wording.percent_number(value, places, display.rounding))
            if not size
            else abs(value.in_percent)
        )
    elif isinstance(value, Points):
        number = value.number
    elif isinstance(value, int):
        number = Decimal(value)
        places = 0
    else:
        raise WrongFilterError("number 只用于单个数")
    shown = round_decimal(-number if size and number < 0 else number, places, display.rounding)
    text = format(shown, ",f" if comma else "f")
    return text if zeros or "." not in text else text.rstrip("0").rstrip(".")


def _percent(
    value: Rate, display: DisplayProfile, places: int | None = None, *, zeros: bool = False
) -> str:
    places = display.rate_places if places is None else places
    number = wording.percent_number(value, places, display.rounding)
    return f"{format(number, 'f') if zeros else plain(number)}{display.percent_sign}"


def _change(
    value: Rate,
    display: DisplayProfile,
    places: int | None = None,
    *,
    zeros: bool = False,
    sign: str = "",
) -> str:
    if places is None and not zeros and not sign:
        return wording.change_text(value, display)
    if value.fraction == 0:
        return "持平"
    places = display.rate_places if places is None else places
    size = _digits(abs(value.in_percent), places, display, zeros=zeros)
    if not Decimal(size):
        return "基本持平"
    return f"{'增长' if value.fraction > 0 else '下降'}{size}{sign or display.percent_sign}"


def _excess(value: Amount, display: DisplayProfile, places: int | None = None) -> str:
    if places is None or not value:
        return wording.excess_text(value, Unit.YI, display)
    size = -value if value.yuan < 0 else value
    return f"{'超额' if value.yuan > 0 else '缺口'}{wording.amount_text(size, Unit.YI, display, places=places)}"


def _turned(  # noqa: PLR0913, PLR0917 - two words and the form of a number
    value: Amount | Rate | Points,
    display: DisplayProfile,
    up: str,
    down: str,
    places: int | None = None,
    unit: str = "亿元",
    sign: str = "",
) -> str:
    """Return a number without its sign behind the word that the sign asks for."""
    number = signed_number(value)
    if not number:
        shared = _shared_end(up, down)
        return f"与{shared}持平" if shared else "持平"
    word = up if number > 0 else down
    if isinstance(value, Amount):
        own = money_unit(unit)
        if own is None:
            raise WrongFilterError(f"turned 的单位不是“{unit}”")
        size = -value if number < 0 else value
        return f"{word}{wording.amount_text(size, own, display, places=places)}"
    if isinstance(value, Points):
        return f"{word}{_points(value, display, places)}"
    places = display.rate_places if places is None else places
    size_text = _digits(abs(value.in_percent), places, display, zeros=False)
    return f"{word}{size_text}{sign or display.percent_sign}"


def signed_number(value: object) -> Fraction:
    """Return the number behind a value that can be below zero, for its sign; zero for any other."""
    if isinstance(value, Amount):
        return Fraction(value.yuan)
    if isinstance(value, Rate):
        return value.fraction
    return value.number if isinstance(value, Points) else Fraction(0)


def _shared_end(one: str, two: str) -> str:
    shared = ""
    for a, b in zip(reversed(one), reversed(two), strict=False):
        if a != b:
            break
        shared = a + shared
    return shared


def _times(value: Rate, display: DisplayProfile, places: int = 2) -> str:
    if value.fraction < 1:
        return wording.rate_text(value, display)
    return f"{_digits(value.fraction, places, display, zeros=False)}倍"


def _sentence(value: str, _: DisplayProfile) -> str:
    return value.rstrip("。；，、 ") + "。"


def _pace(value: Points, display: DisplayProfile) -> str:
    return wording.pace_text(value, display)


def _at_least(value: Rate, display: DisplayProfile, places: int = 0) -> str:
    return wording.at_least_text(value, display, places)


def _points(value: Points, display: DisplayProfile, places: int | None = None) -> str:
    places = display.rate_places if places is None else places
    return f"{plain(round_decimal(abs(value.number), places, display.rounding))}个百分点"


def _names(value: Any, _: DisplayProfile, most: int = 0) -> str:  # noqa: ANN401 - rows of a list
    names = [str(row.get("name") or "（未命名）") for row in value]
    return wording.names_text(names, most, rows_in_all(value))


def _some(value: Any, display: DisplayProfile, most: int = 3) -> str:  # noqa: ANN401 - rows of a list
    return _names(value[:most], display) + ("等" if rows_in_all(value) > most else "")


def _dated(value: Mapping[str, object], _: DisplayProfile) -> str:
    return "，".join(f"{wording.key_text(key)}复工{number}个" for key, number in value.items())


def _tenths(value: Rate, display: DisplayProfile) -> str:
    return wording.tenths_text(value, display)


def _parts(value: Any, display: DisplayProfile, *names: str) -> str:  # noqa: ANN401 - a series and its figure
    figure, series = value
    kept = {
        key: {name: part.get(name) for name in names} if isinstance(part, Mapping) else part
        for key, part in series.items()
    }
    titles = {name: figure.part_titles.get(name, "") for name in names}
    return wording.series_text(kept, figure.display_unit, display, titles)


def _groups(value: Any, display: DisplayProfile, *names: str) -> str:  # noqa: ANN401 - a series and its figure
    figure, series = value
    return wording.groups_text(series, figure, display, names)


def _length(value: Sequence[object], _: DisplayProfile) -> str:
    return str(rows_in_all(value))


def _kept(value: object, _: DisplayProfile) -> str:
    return str(value)


FILTERS: dict[str, Filter] = {
    "yi": Filter(_yi, "以亿元计；可写小数位数，zeros=true 保留末尾的0", "{{ fai.period.expected|yi(1) }} → 8.0亿元写作8亿元"),
    "wan": Filter(_wan, "以万元计；可写小数位数，zeros=true 保留末尾的0", "{{ fai.period.expected|wan }} → 80300万元"),
    "yuan": Filter(_yuan, "以元计", "{{ fai.period.expected|yuan(0) }} → 803000000元"),
    "number": Filter(_number, "只印数字，单位写在标记外面；金额要写明单位，comma=true 加千分位，size=true 不带负号", "{{ fai.period.expected|number('万元', 2, comma=true) }} → 80,300"),
    "percent": Filter(_percent, "百分数；可写小数位数", "{{ fai.completion_rate|percent(1) }} → 45.1％"),
    "change": Filter(_change, "增长或下降百分之几，持平时说持平", "同比{{ fai.period.growth|change }} → 同比增长8.3％"),
    "excess": Filter(_excess, "超额或缺口多少，相等时说与目标持平", "{{ fai.excess|excess }} → 缺口0.5亿元"),
    "turned": Filter(_turned, "按正负说前一个或后一个词，再说不带正负号的数，相等时说持平；可写小数位数，金额可写 unit='万元'", "比目标{{ fai.excess|turned('多', '少') }} → 比目标少0.5亿元"),
    "times": Filter(_times, "不到1倍说百分之几，1倍以上说几倍", "{{ remaining.coverage|times }} → 1.38倍"),
    "sentence": Filter(_sentence, "一段文字，末尾补上句号", "{{ measures.prevention|sentence }}"),
    "pace": Filter(_pace, "落后或超序时进度几个百分点", "{{ fai.pace.gap|pace }} → 落后序时进度5.9个百分点"),
    "points": Filter(_points, "几个百分点，不带正负号", "{{ fai.pace.gap|points(1) }} → 5.9个百分点"),
    "at_least": Filter(_at_least, "百分之几以上，只舍不入", "{{ entry.concentration.share|at_least }} → 59％以上"),
    "tenths": Filter(_tenths, "近六成、六成多；离整成远的说百分之几以上", "{{ entry.concentration.share|tenths }} → 近六成"),
    "names": Filter(_names, "列出名称；可写最多几个", "{{ entry.overdue.list|names(5) }} → 甲、乙等7个"),
    "some": Filter(_some, "列出前几个名称，没有列完的加“等”", "{{ entry.overdue.list|some(3) }} → 甲、乙、丙等"),
    "dated": Filter(_dated, "某日复工几个，逐日列出", "{{ resumption.by_date|dated }} → 2月7日复工12个"),
    "parts": Filter(_parts, "分项只印括号里写的几样", "{{ year_plan.by_stage|parts('count', 'investment') }} → 续建（8个，年度计划投资1.2亿元）"),
    "groups": Filter(_groups, "分项逐类说，各类之间用分号；可只写括号里的几样", "{{ year_plan.by_stage|groups }} → 续建8个，年度计划投资1.2亿元，累计完成投资0.6亿元，完成率50％"),
    "length": Filter(_length, "名单有几项", "{{ supervision.overdue.list|length }} → 3"),
}  # fmt: skip
"""Every filter that words a figure, by name."""


def filters_of(profile: Profile) -> Mapping[str, Filter]:
    """Return every filter of a run, those of plugins included; ours keep their names."""
    added = profile.extensions.filters.values()
    return {each.name: Filter(each.say, each.label, each.example) for each in added} | FILTERS


PLAIN_FILTERS = {
    "join": Filter(_kept, "把几段连起来，括号里写连接的字", "{{ plan_months|join('，') }}"),
    "default": Filter(_kept, "没有数时印括号里的字，不印【待补】", "{{ gdp.period.target|default('暂缺') }}"),
}  # fmt: skip
"""Filters that are no wording of one figure."""


def plain_text(item: object, display: DisplayProfile) -> str:
    """Return what stands for *item* without a filter; a count is the bare number, so that the sentence has the counter."""
    value = value_of(item)
    if value is None:
        return wording.PENDING
    if isinstance(item, Node) and item.figure is not None:
        if item.figure.kind in {Kind.COUNT, Kind.DAYS}:
            return str(value)
        return wording.figure_text(item.figure, display)
    if isinstance(item, Item):
        return _part_text(value, item.figure, display)
    return str(item)


def _part_text(value: object, figure: Figure, display: DisplayProfile) -> str:
    if isinstance(value, (Amount, Rate, Points)):
        return wording.number_text(value, figure.display_unit, display)
    if isinstance(value, (tuple, list)):
        return "、".join(str(part) for part in value)
    return str(value)


def say(  # noqa: PLR0913, PLR0917 - what is worded, how, and where the ways are
    name: str,
    item: object,
    display: DisplayProfile,
    args: tuple[Any, ...] = (),
    named: Mapping[str, object] | None = None,
    filters: Mapping[str, Filter] = FILTERS,
) -> object:
    """Return *item* worded by the filter *name* of *filters*; by the plain wording where *name* is empty.

    Raises:
        WrongFilterError: the filter does not suit the value.
    """
    named = dict(named or {})
    if name == "join":
        return _joined(item, args[0] if args else "")
    if name == "default":
        return item if value_of(item) is not None else (args[0] if args else "")
    value = value_of(item)
    shown = _printed(item, name, display, args, named)
    if value is None:
        text = wording.PENDING
    elif not name:
        text = plain_text(item, display)
    else:
        try:
            text = filters[name].say(shown, display, *args, **named)
        except (AttributeError, TypeError, ValueError) as error:
            raise WrongFilterError(f"过滤器“{name}”不适合这个指标，或括号里的参数不对") from error
    kept: object = len(value) if name == "length" and value is not None else value
    options = (args, named)
    if isinstance(item, Node) and item.figure is not None:
        return RenderedValue(text, item.figure.id, name, options, value=kept)
    if isinstance(item, Item):
        return RenderedValue(text, item.figure.id, name, options, item.key, kept)
    if isinstance(item, RenderedValue):
        return RenderedValue(
            text, item.figure, name, options, item.key, kept, item.source, item.note
        )
    return text


def _printed(
    item: object,
    name: str,
    display: DisplayProfile,
    args: tuple[object, ...],
    named: Mapping[str, object],
) -> object:
    """Return what is printed in place of a value where parts add up: for the figure's own unit and decimals only."""
    value = value_of(item)
    figure = item.figure if isinstance(item, Node) else None
    if name in {"parts", "groups"}:
        return figure, value
    if figure is None or not isinstance(figure.printed, Amount):
        return value
    unit = {"yi": Unit.YI, "wan": Unit.WAN}.get(name)
    places: object = args[0] if args else named.get("places")
    if name == "number":
        unit = money_unit(str(args[0] if args else named.get("unit")))
        places = args[1] if len(args) > 1 else named.get("places", 2)
    own = wording.printed_places(figure.display_unit, display)
    return figure.printed if unit is figure.display_unit and places in {None, own} else value


def _joined(item: object, separator: str) -> Joined:
    parts: list[object] = []
    for part in cast("Iterable[Any]", item):
        parts += [separator] * bool(parts) + [part]
    return Joined(tuple(parts))


def faulty_arguments(
    name: str,
    args: tuple[object, ...],
    named: Mapping[str, object],
    filters: Mapping[str, Filter],
) -> str:
    """Return what is wrong with a filter's arguments, in Chinese; empty where nothing is."""
    if name in PLAIN_FILTERS:
        return "" if len(args) <= 1 and not named else f"过滤器“{name}”括号里只写一样"
    try:
        inspect.signature(filters[name].say).bind(None, None, *args, **named)
    except TypeError:
        return f"过滤器“{name}”括号里的参数不对；用法：{filters[name].example}"
    return ""


def is_rounded_to(policy: RoundingPolicy) -> str:
    """Return the Chinese name of a rounding rule."""
    return {
        RoundingPolicy.HALF_UP: "四舍五入",
        RoundingPolicy.GBT8170: "GB/T 8170",
        RoundingPolicy.FLOOR: "只舍不入",
        RoundingPolicy.CEILING: "只入不舍",
    }[policy]


DIRECTIONS = re.compile(
    "增长|下降|增加|减少|上升|回落|提高|降低|超额|缺口|落后|超序时|持平|快于|慢于|高于|低于|多于|少于|领先|滞后|超前"
)
"""Words that say which way a figure goes."""
