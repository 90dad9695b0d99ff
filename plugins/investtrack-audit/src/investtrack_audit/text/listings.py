"""Lists of parts in a text: what opens them, where they end, their items and the amounts of each item."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise

from attrs import evolve, frozen

from investtrack.values import QuantityKind as Kind
from investtrack.values.quantity import family
from investtrack_audit.text.classification import (
    are_one_classification,
    are_states,
    classifications_of,
)
from investtrack_audit.text.indicators import indicator_of, names_only_indicator
from investtrack_audit.text.labels import canonical
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.sectors import sector_of


_MARKER = re.compile(
    r"(?P<among>其中|包括(?=[:])|[两二三四五六七八九十]大[^,;:。()\d]{1,8}中(?=[,:])|(?<=[\d万])(?:个|家|户|项|条)[^,;:。()\d]{1,8}中(?=,)|(?:项目|企业|人口|问题|总量|投资|资金|收入|支出)中(?=[,:]))|(?P<split>按[^,;:。、()\d]{1,8}(?:分|划分|统计)(?:类|布|别)?(?:来?看)?(?=[,:])|(?:分|从(?!数量|总量|总体|整体|增速|速度|环比|同比|趋势|走势))[^,;:。()\d]{1,12}看(?=[,:])"
    r"|分[^,;:。()\d]{1,10}情况[是为]?(?=[,:]))"
    r"|(?P<each>分别[为是]|各[为是]|,即|:即)|(?P<bracket>\()|(?P<colon>:)"
)
_STOPS = re.compile(
    r"另外|此外|另有|同时|合计|共计|总计|两项|相加|(?<=[,;、])共(?=[^,;、。]{0,8}\d)"
)

# Longer than any list of a report; what is beyond is not read, so that the time stays linear.
_MOST_MARKERS, _MOST_PARTS, _LONGEST, _MOST_SENTENCES = 40, 160, 4000, 4


@frozen
class ListItem:
    """One item of a list: its name and its amounts, each under its kind and indicator.

    Attributes:
        label: the words of its first amount.
        amounts: its amounts by slot: what they count or measure.
    """

    label: str
    amounts: dict[tuple[str, str, str], Mention]


@frozen
class ListOfParts:
    """A list of parts that the prose opens with a marker.

    Attributes:
        kind: among, split, each, bracket or colon.
        at: where the marker begins.
        depth: how many brackets are open inside the list.
        parts: the amounts listed, in order.
        items: the same by item.
        is_inner: whether it lists parts of an item of another list.
        words: the marker as printed.
    """

    kind: str
    at: int
    depth: int
    parts: tuple[Mention, ...]
    items: tuple[ListItem, ...]
    is_inner: bool = False
    words: str = ""

    def series(self) -> Iterator[tuple[tuple[str, str, str], list[Mention], bool]]:
        """Yield each slot with its amounts in order, and whether every item has one."""
        slots: dict[tuple[str, str, str], list[Mention]] = {}
        for item in self.items:
            for slot, mention in item.amounts.items():
                slots.setdefault(slot, []).append(mention)
        for slot, mentions in slots.items():
            yield slot, mentions, len(mentions) == len(self.items)

    @cached_property
    def labels(self) -> dict[int, str]:
        """The name of the item that each amount is of, by the amount's place in the paragraph."""
        return {
            mention.index: item.label for item in self.items for mention in item.amounts.values()
        }


def listings(prose: Prose) -> Iterator[ListOfParts]:
    """Yield the lists that *prose* opens with a marker, a bracket or a colon."""
    markers = _markers(prose.text)
    inner: set[int] = set()
    for number, marker in enumerate(markers):
        kind = marker.lastgroup or ""
        begin = marker.end()
        if kind == "colon" and number and markers[number - 1].end() == marker.start():
            continue  # 其中： and 分产业看： are one marker
        depth = _depth_at(prose, begin)
        following = markers[number + 1 : number + _MOST_MARKERS]
        end, holes, found = _reach(prose, marker, following, depth, is_inner=begin in inner)
        inner.update(found)
        stop = _STOPS.search(prose.text, begin, end) if kind != "bracket" else None
        if stop:
            end = stop.start()
        parts = [
            part
            for part in islice(_between(prose, begin, end), _MOST_PARTS)
            if part.depth == depth
            and part.is_level()
            and not any(one <= part.quantity.start < two for one, two in holes)
        ]
        parts = _without_parts_of_parts(parts[: _end(prose, marker, parts)])
        if parts and begin in inner:
            parts += _segments_going_on(prose, parts, depth)
        elif parts and kind in {"among", "split"}:
            if sector_of(parts[0].label):  # what else stands between is of one of them
                parts = _with_sectors(parts)
            more = [] if stop else list(_going_on(prose, parts, depth, begin, kind=kind))
            if more and found and kind == "split":  # 甲5亿元，其中丙2亿元；丁3亿元。乙4亿元
                parts = [part for part in parts if part.quantity.start < min(found)] or parts
            parts += more
        if parts and (kind != "colon" or _is_enumeration(prose, parts)):
            items = tuple(unified(list(items_of(parts))))
            yield ListOfParts(
                kind, marker.start(), depth, tuple(parts), items, begin in inner, marker.group()
            )


_MOST_BACK = 4


def _without_parts_of_parts(parts: Sequence[Mention]) -> list[Mention]:
    """Return *parts* without those that are of one before them by its name: 中长期贷款9亿元，中长期贷款中个人消费贷款4亿元."""
    return [
        part
        for number, part in enumerate(parts)
        if not any(
            name and part.head.startswith((f"{name}中", f"在{name}中", f"{name}里"))
            for name in (
                canonical(before.head) for before in parts[max(0, number - _MOST_BACK) : number]
            )
        )
    ]


_NO_INDUSTRY = re.compile("居民|生活|其[他它]")


def _with_sectors(parts: Sequence[Mention]) -> list[Mention]:
    """Return the amounts of the industries, and those of segments behind the last that are of no industry at all: 居民生活用电876亿千瓦时."""
    kept = [part for part in parts if sector_of(part.label)]
    last = kept[-1]
    segments = {part.segment for part in kept}
    for part in parts[parts.index(last) + 1 :]:
        if part.segment in segments or not part.quantity.is_like(last.quantity):
            continue
        if not _NO_INDUSTRY.search(part.label) or last.segment == kept[0].segment:
            break
        segments.add(part.segment)
        kept.append(part)
    return kept


def _markers(text: str) -> list[re.Match[str]]:
    """Return the markers of *text*; of 按阶段分，其中 the first alone, which says more."""
    found: list[re.Match[str]] = []
    for marker in _MARKER.finditer(text):
        doubled = (
            marker.lastgroup == "among"
            and found
            and found[-1].lastgroup == "split"
            and not text[found[-1].end() : marker.start()].strip(",: ")
        )
        if _is_topic(marker) and found and found[-1].lastgroup == "split":
            between = text[found[-1].end() : marker.start()]
            if not re.search("[;。]", between):
                found.pop()  # 从类型看，在新登记19万户企业中，第一产业…: of those, not of what was said before
        if _is_topic(marker) and found and found[-1].group() == "其中":
            between = text[found[-1].end() : marker.start()]
            if len(_NUMBER.findall(between)) == 1 and not re.search("[;。]", between):
                found.pop()  # 其中，去年签约112个项目中，已开工56个: the 56 are of what was said, the 112 are not
        if not doubled:
            found.append(marker)
    return found


_NUMBER = re.compile(r"\d[\d.]*")


def _is_topic(marker: re.Match[str]) -> bool:
    """Whether the amount before it is what the list is of: 19万户企业中."""
    return marker.lastgroup == "among" and marker.group()[:1] in "个家户项条"


def _end(prose: Prose, marker: re.Match[str], parts: Sequence[Mention]) -> int:
    """Return where the list that *marker* opens ends among *parts*."""
    if marker.lastgroup == "split":
        return _end_of_classes(parts)
    if marker.lastgroup == "among":
        cut = parts[: _end_of_segment(parts)]
        if _is_topic(marker) and cut and names_only_count(_plain(cut[0].head)):
            others = (
                number
                for number, part in enumerate(cut)
                if part.segment != cut[0].segment and not names_only_count(_plain(part.head))
            )
            cut = cut[: next(others, len(cut))]  # 112个项目中，已开工56个；今年洽谈66个项目
        if _STAFF.search(prose.text[max(0, marker.start() - _BACK) : marker.start()]):
            cut = cut[
                : next((n for n, part in enumerate(cut) if _PUPILS.search(part.head)), len(cut))
            ]
        before = prose.text[max(0, marker.start() - _BACK) : marker.start()]
        if marker.group() == "其中" and not _IN_TOTAL.search(before):
            cut = cut[: _end_before_transfers(cut)]
        return _end_of_inner(prose, marker.start(), cut)
    return len(parts)


# 教职工4465人，其中专任教师3553人，在校学生45693人: those who are taught are none of those who teach.
_STAFF = re.compile(r"(?:教职员?工|职工|教师|教员)[^,;。\d]{0,6}\d[\d.]*万?[人名],?$")
_PUPILS = re.compile("学生|在校生|在校|招生|毕业|在园|入园|幼儿")


_TRANSFERS = re.compile(
    r"转移(?:支付|性)|上级补助|补助收入|返还性|转贷|调入|动用|上年结|上解|债券?务?还本|调出|结转下年"
)


_IN_TOTAL = re.compile("总(?:收入|支出|财力|计|量|额)|财力|合计")


def is_transfer(mention: Mention) -> bool:
    """Whether it is what a budget takes in beside its own revenue, or gives on beside its own expenditure."""
    return _TRANSFERS.search(mention.head) is not None


def _end_before_transfers(parts: Sequence[Mention]) -> int:
    """Return where parts of a budget's own revenue end: 其中税收10亿元，上级补助31亿元 goes on beside the revenue."""
    found = (
        number
        for number, (before, part) in enumerate(pairwise(parts), 1)
        if is_transfer(part) and part.segment == before.segment
    )
    begins = bool(parts) and is_transfer(parts[0])
    return len(parts) if begins else next(found, len(parts))


_STATE = re.compile(r"^(?:已|未|尚|还有|仍|超过|超期|逾期|到期|涉及|另)")


def _end_of_classes(parts: Sequence[Mention]) -> int:
    """Return where a list by classes ends: 按类别分：资金3个；已超过时限的3个 goes on with what became of the same things."""
    for number, part in enumerate(parts):
        changes = part.segment != parts[0].segment and _STATE.match(part.head) is not None
        if changes and not _STATE.match(parts[0].head):
            return number
    return len(parts)


def _end_of_inner(prose: Prose, at: int, parts: Sequence[Mention]) -> int:
    """Return where parts of one industry end: 第二产业77亿元，其中，工业63亿元；第三产业136亿元 goes on with the industries."""
    if not parts or sector_of(parts[0].label):
        return len(parts)
    begin = max(prose.sentence_of(at)[0], prose.text.rfind(";", 0, at), at - _BACK)
    if not sector_of(prose.text[begin:at]):
        return len(parts)
    later = (
        number
        for number, part in enumerate(parts)
        if part.segment != parts[0].segment and sector_of(part.label)
    )
    return next(later, len(parts))


_BACK = 60


def _end_of_segment(parts: Sequence[Mention]) -> int:
    """Return where a list parted by commas ends: 其中，中央到位620亿元，地方到位117亿元；已累计完成资金438亿元 goes on with another whole."""
    first = [part for part in parts if part.segment == parts[0].segment] if parts else []
    if len(first) == len(parts):
        return len(parts)
    slots = [slot_of(part)[:2] for part in first]
    if len(slots) == len(set(slots)):
        return len(parts)
    following = parts[len(first)]
    is_whole = bool(following.head) and names_only_indicator(_plain(following.head))
    return len(first) if is_whole and following.quantity.is_like(first[0].quantity) else len(parts)


def _reach(
    prose: Prose,
    marker: re.Match[str],
    following: Sequence[re.Match[str]],
    depth: int,
    *,
    is_inner: bool,
) -> tuple[int, list[tuple[int, int]], list[int]]:
    """Return where the list of *marker* ends, the lists inside it that are of its items, and where those begin."""
    kind, begin = marker.lastgroup, marker.end()
    end = min(prose.sentence_of(begin - 1)[1], begin + _LONGEST)
    if kind == "bracket":
        end = _closing(prose.text, begin, end)
    if is_inner:
        return _segment_end(prose.text, begin, end), [], []
    holes: list[tuple[int, int]] = []
    inner: list[int] = []
    for other in following:
        if other.start() >= end:
            break
        if other.lastgroup in {"bracket", "colon"} or _depth_at(prose, other.end()) != depth:
            continue
        if other.lastgroup == "among" and kind in {"among", "split"}:
            inner.append(other.end())
            hole = _segment_end(prose.text, other.end(), end)
            if hole < end:
                holes.append((other.start(), hole))
                continue
        if not (holes and holes[-1][0] <= other.start() < holes[-1][1]):
            end = other.start()
            break
    return end, holes, inner


def _segments_going_on(prose: Prose, parts: Sequence[Mention], depth: int) -> Iterator[Mention]:
    """Yield the amounts that go on with a list inside an item after a semicolon."""
    last = parts[-1]
    segment = last.segment
    for mention in prose.mentions[last.index + 1 : last.index + _MOST_INSIDE]:
        if mention.sentence != last.sentence or mention.segment > segment + 1:
            return
        if mention.depth != depth or not mention.is_level(parts[0].quantity):
            continue
        if sector_of(mention.label) or not are_one_classification([parts[0].label, mention.label]):
            return
        if mention.segment == segment:
            continue
        segment = mention.segment
        yield mention


_MOST_INSIDE = 24


def _segment_end(text: str, begin: int, end: int) -> int:
    at = text.find(";", begin, end)
    return at if at >= 0 else end


_OF_MONTH = re.compile(r"(?:\d{1,2}月(?:份)?)?(?:当月|本月)|\d{1,2}月(?:份)?完成")


def _going_on(
    prose: Prose, parts: Sequence[Mention], depth: int, begin: int, *, kind: str
) -> Iterator[Mention]:
    """Yield the first amounts of the sentences after a list that go on with it, class by class."""
    last = parts[-1]
    first = parts[0]
    lasting = {"三次产业", "规模", "登记类型", "季节", "级别"}
    if kind == "split":  # 按经营地分，城镇5亿元，其中城区3亿元。乡村2亿元
        lasting |= {"地域", "行业"}
    known = classifications_of(first.label) & lasting
    seen = {canonical(part.label) for part in parts}
    for sentence in range(last.sentence + 1, last.sentence + _MOST_SENTENCES):
        if not known or sentence >= len(prose.by_sentence):
            return
        found = [
            mention
            for mention in prose.by_sentence[sentence]
            if mention.depth == depth and mention.is_level(first.quantity)
        ]
        if found and (
            _OF_MONTH.match(found[0].head)
            or prose.text.startswith("其中", prose.ends[sentence - 1])
        ):
            continue  # 6月当月完成…, 其中工业…: said of the item before
        if not found or not classifications_of(found[0].label) & known:
            return
        if canonical(found[0].label) in seen or found[0].quantity.start - begin > _LONGEST:
            return
        opening = prose.text[prose.ends[sentence - 1] : found[0].quantity.start]
        if _MARKER.search(opening) or indicator_of(found[0].label) != indicator_of(first.label):
            return
        if known == {"级别"} and not _LEVEL.match(found[0].head):
            return  # 其中省级5项。争取到省级以上科技项目58项 speaks of other things
        seen.add(canonical(found[0].label))
        yield found[0]


_LEVEL = re.compile(
    "(?:国家|中央|中|省|自治区|市|州|地|盟|县|旗|区|乡|镇|村)(?:本级|级|直|属|管)(?!以[上下]|及以)"
    "|中央|地方|本级|上划|下划"
)


def items_of(parts: Sequence[Mention]) -> Iterator[ListItem]:
    """Yield the items of a list: a new one begins at a new name, or where an amount's slot is taken."""
    by_segment = _has_segments(parts)
    label, amounts, segment = "", dict[tuple[str, str, str], Mention](), -1
    last: Mention | None = None
    last_slot = ("", "", "")
    for part in parts:
        slot = slot_of(part)
        if last is not None and not part.head and part.gap.strip() in _JOINS:
            # 分别下达202亿元、24亿元: one indicator for all
            slot = last_slot if last_slot[:2] == slot[:2] else slot
        if by_segment:
            begins = part.segment != segment
            if not begins and slot in amounts and not _names_another(part, label):
                slot = (*slot[:2], _by_name(part))
                if slot in amounts or not slot[2]:
                    continue
            begins = begins or slot in amounts
        else:
            begins = slot in amounts or (
                bool(part.head)
                and not names_only_indicator(_plain(part.head))
                and not (last is not None and not last.head and last.clause == part.clause)
            )
            # 新建41项，总投资5亿元; but 3个省级项目完成5亿元 bears its name after the first amount
        if begins and amounts:
            yield ListItem(label, amounts)
            amounts = {}
        if not amounts:
            label = part.label
        segment = part.segment
        amounts[slot] = last = part
        last_slot = slot
    if amounts:
        yield ListItem(label, amounts)


_JOINS = frozenset("、和及与")


def _by_name(part: Mention) -> str:
    """Return the words of an amount whose indicator another of its item has too: 核拨资金5亿元，实际支付资金4亿元."""
    head = canonical(_plain(part.head))
    if part.quantity.kind is Kind.COUNT and (done := _DONE.search(head)):
        return done[0]  # 87户肥料企业复产79户
    return head if names_only_indicator(head) or _PAID.search(head) else ""


_DONE = re.compile("(?:开复工|复工|复产|开工|投产|竣工|完工|入库|办结|整改)$")
_PAID = re.compile(r"^(?:实际|已)?(?:支付|支出|核拨|拨付|报账|使用|到位|下达)[^\d]{0,6}$")


def _names_another(part: Mention, label: str) -> bool:
    """Whether *part* is of another class of the classification of *label*: an item after a comma among semicolons."""
    return bool(part.head) and part.label != label and are_one_classification([label, part.label])


def unified(items: Sequence[ListItem]) -> list[ListItem]:
    """Return *items* with one slot a kind where each has one amount of it, whether its indicator is named or not."""
    kinds = {slot[:2] for item in items for slot in item.amounts}
    for kind in kinds:
        own = [[slot for slot in item.amounts if slot[:2] == kind] for item in items]
        if are_states([item.label for item in items]) and all(len(slots) == 1 for slots in own):
            return [
                evolve(item, amounts={(*kind, ""): next(iter(item.amounts.values()))})
                for item in items
            ]
        names = {slots[0][2] for slots in own if slots} - {""}
        if any(len(slots) != 1 for slots in own) or len(names) != 1:
            continue
        slot = (*kind, next(iter(names)))
        items = [
            evolve(
                item,
                amounts={
                    slot if key[:2] == kind else key: part for key, part in item.amounts.items()
                },
            )
            for item in items
        ]
    return _aligned(items)


def _aligned(items: Sequence[ListItem]) -> list[ListItem]:
    """Return *items* with one slot a place where each names the same behind its first amount: 中央资金3.12亿元，支付2.05亿元；省级1.25亿元，支付0.63亿元."""
    kinds = {slot[:2] for item in items for slot in item.amounts}
    for kind in kinds:
        own = [[part for slot, part in item.amounts.items() if slot[:2] == kind] for item in items]
        heads = {tuple(canonical(_plain(part.head)) for part in parts[1:]) for parts in own}
        rest = next(iter(heads))
        if len(heads) != 1 or not rest or not all(rest) or len(set(rest)) < len(rest):
            continue
        if len({len(parts) for parts in own}) != 1 or {slot_of(parts[0])[2] for parts in own} == {
            ""
        }:
            continue
        first = next(filter(None, (slot_of(parts[0])[2] for parts in own)))
        names = (first, *(indicator_of(head) or head for head in rest))
        if len(set(names)) < len(names):
            continue
        items = [
            evolve(
                item,
                amounts={
                    **{slot: part for slot, part in item.amounts.items() if slot[:2] != kind},
                    **{(*kind, name): part for name, part in zip(names, parts, strict=True)},
                },
            )
            for item, parts in zip(items, own, strict=True)
        ]
    return list(items)


def _has_segments(parts: Sequence[Mention]) -> bool:
    """Whether semicolons part the items: there are some, and the first segment is no list of its own."""
    if all(part.segment == parts[0].segment for part in parts):
        return False
    first = [slot_of(part) for part in parts if part.segment == parts[0].segment]
    return first.count(first[0]) == 1 or _are_parallel(parts)


def _are_parallel(parts: Sequence[Mention]) -> bool:
    """Whether each segment names the same after its first amount: 甲市核拨5亿元，实际支付4亿元；乙县核拨6亿元，实际支付5亿元."""
    segments: dict[int, list[str]] = {}
    for part in parts:
        segments.setdefault(part.segment, []).append(canonical(_plain(part.head)))
    rests = {tuple(heads[1:]) for heads in segments.values()}
    rest = next(iter(rests))
    return len(rests) == 1 and bool(rest) and all(rest) and len(set(rest)) == len(rest)


_TIMES = re.compile(r"\d{1,2}(?:[-—–~至到]\d{1,2})?月份?|[一二三四]季度|上半年|\d{4}年")


def _plain(head: str) -> str:
    return _TIMES.sub("", head)


def slot_of(part: Mention) -> tuple[str, str, str]:
    """Return what an amount of an item counts or measures: kind, unit or currency, indicator."""
    quantity = part.quantity
    if quantity.kind is Kind.COUNT:
        head = _plain(part.head).removeprefix("其中").strip(":, ")
        done = head if head and names_only_count(head) else ""
        if not done and head.endswith(("已有", "已", "其中有")) and _BECOMES.match(part.tail):
            done = part.tail[:2]  # 66个新开工项目已有28个开工建设
        return quantity.kind.value, family(quantity.unit), done
    return quantity.kind.value, quantity.currency, indicator_of(part.label)


_BECOMES = re.compile("(?:开|复|竣|完)工|投产|入库|建成")
_COUNTED = re.compile(
    r"(?:其中|目前|已|未|累计|实际|竣工|开工|动工|复工|投产|入库|完工|办结|解决|整改|落地|签约|销号|化解|,|:| )+"
)


def names_only_count(head: str) -> bool:
    """Whether *head* says only what became of the things counted: 竣工1个, 已开工8个."""
    return _COUNTED.fullmatch(head) is not None


def _is_enumeration(prose: Prose, parts: Sequence[Mention]) -> bool:
    """Whether three or more amounts follow a colon, joined by 、: a list without a word for it."""
    gaps = [prose.text[one.quantity.end : two.quantity.start] for one, two in pairwise(parts)]
    return bool(parts[2:]) and all("、" in gap for gap in gaps[:2])


def _depth_at(prose: Prose, position: int) -> int:
    # Bracketed text is short; the nearest marks decide.
    window = prose.text[max(0, position - 200) : position]
    opened = 0
    for char in reversed(window):
        if char in "。!?\n" and not opened:
            break
        opened += (char == "(") - (char == ")")
    return max(0, opened)


def _closing(text: str, begin: int, end: int) -> int:
    depth = 1
    for at in range(begin, min(end, begin + 400)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at
    return begin


def _between(prose: Prose, begin: int, end: int) -> Iterator[Mention]:
    first = bisect_left(prose.mentions, begin, key=lambda mention: mention.quantity.start)
    for index in range(first, len(prose.mentions)):
        if prose.mentions[index].quantity.start >= end:
            return
        yield prose.mentions[index]


def names_of(parts: Sequence[Mention], labels: Sequence[str]) -> list[str]:
    """Return the names of items, with what they use where that is power: households use it beside the three industries."""
    power = parts[0].quantity.kind is Kind.ENERGY
    return [f"{label}用电量" for label in labels] if power else list(labels)


_LEVELS = {"、": 1, ",": 2, ";": 3}


def on_one_level(prose: Prose, series: Sequence[Mention]) -> list[Mention]:
    """Return the part of *series* before it goes on with a stronger mark: 甲3个、乙2个；丙9个."""
    kept = [series[0]]
    level = 0
    for part in series[1:]:
        gap = prose.text[kept[-1].quantity.end : part.quantity.start]
        own = max((_LEVELS.get(char, 0) for char in gap), default=0)
        if level and own > level:
            break
        level = level or own
        kept.append(part)
    return kept
