"""Sheets of the money of one source: 专项债项目, 超长期特别国债资金支付情况 are 项目资金 without a column of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from investtrack.lazy import lazy_pattern
from investtrack.model.columns import column_by_key
from investtrack.model.fund import Fund, FundSource
from investtrack.reading.headers.header import Match, clean
from investtrack.reading.headers.meanings import bare
from investtrack.reading.layout.header_rows import Layout, Placed


STAGES = {
    "allotted": lazy_pattern("下达|已安排"),
    "arrived": lazy_pattern("到位|拨付"),
    "paid": lazy_pattern("支付|支出"),
}
# 支付率 is no amount, 未支付 the contrary, 本月支付 not to date; 计划下达 has not happened.
OTHER = lazy_pattern(
    "率|占比|比例|未|缺口|计划|预计|拟|剩余|结余|结转|[本当上]月|[本当]季|时间|日期|文号|文件|说明|单位"
)
FILLER = lazy_pattern(
    r"\d{4}年|其中:?|[(（][^)）]{0,40}[)）]|(?:本年|今年|当年)度?|截至[^日月底]{0,20}[日月底]|资金|金额|额度|情况|累计|实际|已|下达|安排|到位|拨付|支付|支出|数|额|\d{1,4}[.、]"
)
_SOURCES = (
    (FundSource.SPECIAL_BONDS, lazy_pattern("专项债")),
    (FundSource.ULTRA_LONG_BONDS, lazy_pattern("超长期(?:特别)?国债|特别国债")),
    (FundSource.ADDED_BONDS, lazy_pattern("增发国债")),
    (FundSource.GENERAL_BONDS, lazy_pattern("一般债")),
    (FundSource.CENTRAL_BUDGET, lazy_pattern("中央预算内")),
    (FundSource.POLICY_INSTRUMENTS, lazy_pattern("政策性(?:开发性)?金融工具")),
)
_WISHED = lazy_pattern("储备|申报|拟|谋划|需求|策划|争取|计划")
_OWN_WORDS = lazy_pattern(
    "(?:地方|政府|新增|超长期|特别|增发)*(?:专项债券?|国债|一般债券?|债券?|中央预算内(?:投资)?)|发行|投资"
)
_ISSUED = lazy_pattern("发行")
_MOVED = frozenset(STAGES)
_IN_WORK = frozenset({"year_plan", "cumulative", "is_in_library", "stage"})


def stage_of(text: str) -> str | None:
    """Return the field that a text speaks of; None where it speaks of none, or of several."""
    found = [key for key, words in STAGES.items() if words.search(text)]
    return found[0] if len(found) == 1 else None


def source_named(texts: Iterable[str]) -> FundSource | None:
    """Return the source that the first of *texts* to name one names alone, and as money that there is."""
    for text in texts:
        found = [source for source, words in _SOURCES if words.search(text)]
        if found:
            return found[0] if len(found) == 1 and not _WISHED.search(text) else None
    return None


def of_one_source(layout: Layout, source: FundSource) -> Layout:
    """Return *layout*, of 项目资金, as that of *source* alone: 专项债发行额度 is what was allotted of it."""
    placed = list(layout.placed)
    for place in _columns(layout):
        if place.key not in {each.key for each in placed}:
            placed.append(place)
    placed.sort(key=lambda place: place.index)
    own = {place.index for place in placed}
    return evolve(layout.without(own), placed=tuple(placed), source=source)


def states_money(layout: Layout) -> bool:
    """Whether a layout of 项目资金 names its projects and says what became of their money."""
    return "name" in layout.keys and not _MOVED.isdisjoint(layout.keys)


def is_of_work(layout: Layout) -> bool:
    """Whether a layout of 项目台账 holds more than whose money it is: plans, what is done, the library."""
    keys = set(layout.keys)
    return not _IN_WORK.isdisjoint(keys) or any(key.startswith(("actual.", "planned.")) for key in keys)  # fmt: skip


def _columns(layout: Layout) -> Iterator[Placed]:
    fields = column_by_key(Fund)
    texts = [*layout.unknown.items(), *((other.index, other.header) for other in layout.others)]
    for index, header in sorted(texts):
        own, unit, is_percent = bare(clean(header))
        if is_percent or OTHER.search(own):
            continue
        stage = stage_of(own) or ("allotted" if _ISSUED.search(own) else None)
        if stage is not None and not FILLER.sub("", _OWN_WORDS.sub("", own)):
            yield Placed(index, Match(fields[stage], stage, unit), header)
