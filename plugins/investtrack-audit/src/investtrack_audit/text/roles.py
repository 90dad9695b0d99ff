"""What a number says in its clause, read from the words before it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from attrs import frozen

from investtrack.values import Quantity
from investtrack.values import QuantityKind as Kind


class Role(StrEnum):
    """What a number is to its neighbours."""

    LEVEL = "level"
    """An amount or a number of things."""
    CHANGE = "change"
    """By how much something rose or fell: 同比增长, 较去年同期减少."""
    BASE = "base"
    """What a share is of, named in the phrase: 完成目标任务589亿元的37％."""
    PREVIOUS = "previous"
    """The same a year, a month or a report ago: 去年同期33个."""
    EXCESS = "excess"
    """By how much something is over or short of something else: 超额, 缺口, 高于."""
    RATE = "rate"
    """A rate with a name: 开工率, 投资完成率, 比重."""
    SHARE = "share"
    """A part of something named: 占……的, 完成……的, 为……的."""
    PULL = "pull"
    """拉动, 下拉: points contributed to a growth."""
    CONTRIBUTION = "contribution"
    """贡献率."""
    REMAINING = "remaining"
    """剩余, 其余, 尚余."""
    AVERAGE = "average"
    """平均."""
    SUM = "sum"
    """合计, 共计 of what was listed before."""


@frozen
class RoleReading:
    """What the words before a number say.

    Attributes:
        role: what the number is.
        subject: whose number it is, where the words name it anew; else empty.
        object: what it is measured against: the D of 占D的, 高于D, 比D多; the stem of a rate.
        sign: −1 for 下降, 减少, 低于, 缺口, else 1.
        is_relative: whether a period is named that it is compared with (同比, 较上年).
    """

    role: Role = Role.LEVEL
    subject: str = ""
    object: str = ""
    sign: int = 1
    is_relative: bool = False


_FILL = r"(?:了|分别|约|高达|达到|达|为|近|仅|只有|只|有|是|至少|将近|超过|不到|不足|幅度|:| )*+$"  # 只有 is 只, 有 too: given back, it would be tried both ways each time
_UP = "多完成|多投入|增产|增收|增支|多收|增长|增加|提高|提升|上升|上涨|扩大|加快|回升|净增|新增长|上浮|增"
_DOWN = "少完成|少投入|减产|减收|减支|短收|下降|减少|降低|回落|下滑|收窄|减缓|放缓|净减|负增长|缩减|降|减"
_CHANGE = re.compile(
    rf"(?:(?P<up>{_UP}|增速|增幅|(?<!自然)(?<!平均)(?<!年均)增长率)|(?P<down>{_DOWN}|降幅|减幅|跌幅)){_FILL}"
)
_TAIL = 60  # signs before a number that say how it stands to another
_MORE = re.compile(
    rf"(?:(?P<up>超额完成|超额|超出|超过|多出|高出|高于|快于|多于|领先|超前|超|多|高|快)"
    rf"|(?P<down>相差|差距|缺口|短缺|低于|慢于|少于|落后|滞后|还差|尚差|差|少|低|慢|短|欠)){_FILL}"
)
_RATE = re.compile(
    rf"(?P<stem>[^率]{{0,12}})(?:率|比重|比例|占比|成数|(?<=亏损|停产|盈利|增长|下降)面|(?<=支出|支付|拨付|使用|执行)(?:总体)?进度){_FILL}"
)
_BECAME_RATE = re.compile("(?:已|累计|实际)?(开复工|复工|复产|开工|投产|竣工|完工|办结)")
_NO_RATE = ("增长", "贡献", "失业", "利", "汇", "税", "增", "概", "频", "负债")
_SHARE = re.compile(
    rf"占(?:到)?(?:了)?(?P<object>(?!比)[^占]{{0,24}}?)(?:的)?(?:比重|比例|份额|百分比)?{_FILL}"
)
_OF = re.compile(
    r"(?:完成|实现|达到|达|为|是|占|相当于)(?:了)?(?P<object>[^占为是]{1,24})的(?:比重|比例|进度)?(?:为|达|约|近|仅)*$"
    r"|(?:完成|实现)(?P<aim>[^占为是]{0,12}(?:目标任务|目标|任务|计划|预算数?))$"
)
_PULL = re.compile(
    rf"(?:(?P<up>拉动|带动|拉升|上拉)|(?P<down>下拉|拉低|拖累))(?P<object>[^拉]{{0,20}}?)(?:增长|增速|下降)?{_FILL}"
)
_CONTRIBUTION = re.compile(rf"(?P<object>[^率]{{0,16}}?)(?:的)?贡献率{_FILL}")
# What became of things: 竣工1个, 共竣工5个.
_BECAME = "竣工|开工|复工|投产|完工|入库|建成|签约|落地|整改|办结"
_AVERAGE = re.compile(r"(?:平均|户均|项均|月均|旬均|人均|均)(?P<object>[^均]{0,16}?)$")
_SUM = re.compile(
    r"(?P<object>(?:[两二三四五六七八九]|\d{1,2})(?:项|者|类|块|部分|个|方面|级|条|大|家)?(?:行业|产业|部门|单位|乡镇|镇|企业|区域|领域)?)?(?:合计|共计|总计|合共|相加)(?:为|达到|达|完成|实现|投资|产值|增加值|收入|资金|签约|到位|约)*$"
    rf"|^(?:总)?共(?:有)?(?P<verb>{_BECAME})?$"
)
_REMAINING = re.compile(r"其余|剩余|剩下|尚余|结余|余下|尚有|还剩")
_PREVIOUS = re.compile(
    r"(?:(?:去年|上年|前年|20\d\d年)(?:同期|同月)|上年末|上月末|同期|去年|上年|上月|上期|前年|往年)(?:的|为|仅|只有|有|是|共)*$"
    r"|^[^较比]*(?:(?:去年|上年|前年|20\d\d年)(?:同期|同月)|上年末|上月末)[^较比多少]{1,14}$"
)
_REACHES = re.compile(
    r"(?:增长|增加|提高|提升|上升|扩大|下降|减少|降低|回落|升|降|增|减|达)(?:到|至|为)约?$"
)
_RELATIVE = re.compile(
    r"同比|环比|较(?:去年|上年|上月|上期|同期|前)|比(?:去年|上年|上月|上期|同期)|去年同期|上年同期|同期"
)
# What opens no new subject: times, adverbs, conjunctions.
_ADVERBS = re.compile(
    r"(?:[一二三四五六七八九十两]{1,3}年(?:间|来)|同口径比?|总量|可比口径|自然口径|其中|另外|此外|同时|目前|现|截至目前|截止目前|截至|截止|全年|年内|累计|实际|共计|共|已|也|则|均|分别|较|比|与|同|为|的|中|有|"
    r"预计|可|将|增速|增幅|降幅|一|再|又|还|并|仅|约|其|由|从|在|和|及|且|达|前|后|底|初|末|来|以|当月|本月|本年|今年|年|月|日|季度|"
    r"上半年|前三季度|\d|[-—~至到、:.,;()\"“” ])+"
)


def read_role(head: str, quantity: Quantity) -> RoleReading:
    """Return what *head*, the words of the clause before the number, say of *quantity*."""
    return _read(head, quantity.kind)


@lru_cache(maxsize=4096)  # 同比增长 and the like stand before every other number
def _read(head: str, kind: Kind) -> RoleReading:
    if kind in {Kind.PERCENT, Kind.POINTS, Kind.TIMES, Kind.BARE}:
        return _read_ratio(head, kind)
    return _read_level(head)


def _read_ratio(head: str, kind: Kind) -> RoleReading:
    pull = _PULL.search(head)
    if pull:
        sign = -1 if pull.group("down") or "下降" in pull.group()[-8:] else 1
        return RoleReading(Role.PULL, _subject(head, pull), pull.group("object"), sign)
    contribution = _CONTRIBUTION.search(head)
    if contribution:
        return RoleReading(Role.CONTRIBUTION, "", contribution.group("object"))
    if kind is not Kind.POINTS:
        for pattern in (_OF, _SHARE):
            share = pattern.search(head)
            if share and not _CHANGE.search(share.group("object") or ""):
                named = share.group("object") or share.groupdict().get("aim") or ""
                return RoleReading(Role.SHARE, _subject(head, share), named)
        rate = _RATE.search(head)
        if rate and (not rate.group("stem").endswith(_NO_RATE) or "长面" in head[-8:]):
            return RoleReading(Role.RATE, "", rate.group("stem"))
        became = _BECAME_RATE.fullmatch(head) if kind is Kind.PERCENT else None
        if became:  # 87户复产79户，复产90.8％
            return RoleReading(Role.RATE, "", became[1])
    ahead = read_following(head) if kind is Kind.POINTS and _OF_GROWTH.search(head) else None
    return ahead or _change(head) or _excess(head) or RoleReading(Role.LEVEL, head)


# 低于全部投资增速7.2个百分点: how far behind what is named, no growth of its own
_OF_GROWTH = re.compile(r"(?:高于|低于|快于|慢于|超过|高出|领先)[^,;]{1,14}(?:增速|增幅)$")


def _read_level(head: str) -> RoleReading:
    total = _SUM.search(head)
    if total:
        return RoleReading(Role.SUM, total.group("verb") or "", total.group("object") or "")
    moved = None if _REACHES.search(head) or head.endswith("新增") else _change(head)
    found = moved or (None if _REACHES.search(head) else _excess(head))
    if found:
        return found
    for pattern, role in ((_AVERAGE, Role.AVERAGE), (_PREVIOUS, Role.PREVIOUS)):
        if pattern.search(head):
            return RoleReading(role, "", head)
    return RoleReading(Role.REMAINING if _REMAINING.search(head[-8:]) else Role.LEVEL, head)


def _change(head: str) -> RoleReading | None:
    match = _CHANGE.search(head)
    if match is None:
        return None
    sign = -1 if match.group("down") else 1
    before = head[: match.start()]
    relative = _RELATIVE.search(before)
    subject = before[: relative.start()] if relative else before
    compared = re.search(r"(?:较|比)(?P<object>[^较比]{1,20})$", before)
    return RoleReading(
        Role.CHANGE,
        _bare_subject(re.sub(r"(?:较|比)[^较比]{1,20}$", "", subject)),
        compared.group("object") if compared else "",
        sign,
        relative is not None or compared is not None,
    )


def _excess(head: str) -> RoleReading | None:
    match = _MORE.search(head[-_TAIL:])
    if match is None:
        return None
    sign = -1 if match.group("down") else 1
    before = head[: match.start()]
    compared = re.search(r"(?:较|比|与|距|对照)(?P<object>[^较比与距]{1,20})$", before)
    if compared:
        return RoleReading(
            Role.EXCESS,
            _bare_subject(before[: compared.start()]),
            compared.group("object"),
            sign,
            is_relative=True,
        )
    # 超出计划进度目标5.93亿元, 高于全市0.8个百分点: the object follows the verb
    return RoleReading(Role.EXCESS, _bare_subject(before), "", sign)


_FOLLOWING = re.compile(
    r"(?P<subject>.{0,20}?)(?:(?P<up>超额完成|超额|超出|超过|高出|超(?=序时|时间|时序|进度|均衡|目标|任务|计划|预期)|高于|快于|领先|超前|多于)|(?P<down>低于|慢于|少于|落后于|落后|滞后于|滞后|相差|欠))(?P<object>.{1,16})$"
)


def read_following(head: str) -> RoleReading | None:
    """Return the reading of 高于D, 超出D, 落后D, where the object stands between verb and number."""
    match = _FOLLOWING.search(head[-40:])
    if match is None:
        return None
    return RoleReading(
        Role.EXCESS,
        _bare_subject(match.group("subject")),
        match.group("object"),
        -1 if match.group("down") else 1,
        is_relative=True,
    )


def _subject(head: str, match: re.Match[str]) -> str:
    return _bare_subject(head[: match.start()])


def _bare_subject(text: str) -> str:
    """Return *text* without what names no subject: times, adverbs, 其中."""
    rest = _ADVERBS.sub("", text)
    return rest if len(rest) > 1 else ""
