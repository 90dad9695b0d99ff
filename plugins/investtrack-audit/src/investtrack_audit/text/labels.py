"""Whether two labels name the same, and whether a list of labels parts a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache


_PAIR = 2
_HARDLY_MORE = 2
"""Characters by which one name may go beyond another."""


_SAME = (
    ("年度", "年"),
    ("全年", "年"),
    ("当年", "年"),
    ("本年", "年"),
    ("今年", "年"),
    ("任务", "目标"),
    ("指标", "目标"),
    ("全部", "总"),
    ("各项", ""),
    ("总计", "总"),
    ("完成额", "完成"),
    ("所有", "总"),
    ("国内生产总值", "生产总值"),
    ("地区生产总值", "生产总值"),
    ("经济总量", "生产总值"),
    ("GDP", "生产总值"),
    ("公财政预算", "一般公预算"),  # 公共财政预算, as it was called; 共 is left out above
)
_NOISE = re.compile(
    r"其中|另外|此外|目前|截至|截止|累计|实际|预计|共计|合计|全[县市州省区国]|我[县市州省区]|本[县市州省区]|仅|约|达到|达|为|共|有|已|的|了|是|则|等|[\s\"“”:,.;()<>《》\-—]|\d+|[一二三四]季度|上半年底|月底|月末|月份|[年月日]底"
)


@lru_cache(maxsize=4096)
def canonical(label: str) -> str:
    """Return *label* without times, adverbs and marks, synonyms made one."""
    text = _NOISE.sub("", label)
    for one, other in _SAME:
        text = text.replace(one, other)
    return text.replace("目标目标", "目标")


@lru_cache(maxsize=4096)
def characters(text: str) -> frozenset[str]:
    """Return the characters of *text*."""
    return frozenset(text)


_AMOUNT_OF = frozenset("量数额")
_DENIED = re.compile("非..")
_GENERIC = frozenset("投资额金数量总")
_SPECIFIC = 4


@lru_cache(maxsize=4096)
def covers(wanted: str, label: str) -> bool:
    """Whether *label* names everything that *wanted* names: each of its characters is there.

    Official labels are short and reorder their words (年度投资计划, 年度计划投资), so characters serve.
    """
    if "非" in label and "非" not in wanted:
        label = _DENIED.sub("", label)  # 非税收入 is none of 税收
    need, have = characters(canonical(wanted)), characters(canonical(label))
    if "计划" in wanted or "目标" in wanted:
        need = need - {"年"}  # a plan of which no term is named is the year's
    if "总" in need:
        need = need - _AMOUNT_OF  # 签约项目总量 is 签约项目
    if "总" in need and len(need - _GENERIC) >= _SPECIFIC:
        need -= {"总"}  # 规上工业总产值 is 规上工业产值
    return bool(need - _GENERIC or "总" in need) and need <= have


@lru_cache(maxsize=4096)
def closely_covers(wanted: str, label: str) -> bool:
    """Whether *label* names what *wanted* names and hardly anything more."""
    one, other = canonical(wanted), canonical(label)
    return covers(wanted, label) and len(set(other) - set(one) - _GENERIC) <= _HARDLY_MORE


@lru_cache(maxsize=4096)
def names_alike(wanted: str, label: str) -> bool:
    """Whether the two name the same, 投资, 资金 and 额 apart: 年度计划 is 年度计划投资."""
    one, two = (set(canonical(text)) - set("投资金额") for text in (wanted, label))
    return bool(one) and one == two


def is_whole(wanted: str) -> bool:
    """Whether *wanted* names a whole by no name of its own: 全部投资, 总量."""
    return _ALL.fullmatch(canonical(wanted)) is not None


_ALL = re.compile(
    r"总(?:投资|资金)?(?:额|量)?|(?:固定资产)?投资总(?:额|量)|总?项目(?:总)?(?:数量?|个数)|总项目|总[户人个]数|总数"
)
_LEVEL = re.compile(r"[全我本]([县市州省区国])")


def same_region(wanted: str, context: str) -> bool:
    """Whether a whole said in *context* is of the region that *wanted* names: 占全市 is not of 全县."""
    named = _regions(wanted)
    return not named or named == _regions(context)


@lru_cache(maxsize=1024)  # each amount said before is asked about for each share
def _regions(text: str) -> frozenset[str]:
    return frozenset(_LEVEL.findall(text))


def names_other_region(wanted: str, context: str) -> bool:
    """Whether *wanted* names one region and *context* another."""
    named = _regions(wanted)
    said = _regions(context) if named else named
    return bool(said) and not named & said


_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("第一产业", "第二产业", "第三产业", "一产", "二产", "三产"),
    ("国家级", "省级", "市级", "县级", "区级", "州级", "乡级", "镇级", "本级", "中央", "地方"),
    (
        "新建",
        "续建",
        "收尾",
        "预备",
        "新开工",
        "竣工",
        "投产",
        "前期",
        "在建",
        "储备",
        "完工",
        "建成",
    ),
    ("已入库", "收集资料", "申报", "审核", "退回", "入库"),
    ("房开", "房地产", "非房"),
    (
        "工业",
        "农业",
        "旅游",
        "基础设施",
        "民生",
        "服务业",
        "社会事业",
        "交通",
        "水利",
        "能源",
        "城建",
    ),
    ("县", "市", "区", "镇", "乡", "街道", "州", "新区", "部门"),
)
# Labels that cut across others: a list that holds one may count a thing twice.
_CROSSING = re.compile(
    r"以上|以下|民间|省外|市外|州外|县外|境外|国内|重大|重点|亿元|超|规上|规模|新增|高技术|国有|其余"
)


# What began this year may have ended this year.
_BEGUN, _ENDED = re.compile("新开工"), re.compile("投产|竣工|建成|完工")


def family_of(label: str) -> int | None:
    """Return the number of the family of classes that *label* belongs to, or None."""
    for number, words in enumerate(_FAMILIES):
        if any(word in label for word in words):
            return number
    return None


def may_overlap(labels: Sequence[str]) -> bool:
    """Whether things may be counted under several of *labels*."""
    joined = "|".join(labels)
    if _CROSSING.search(joined) or (_BEGUN.search(joined) and _ENDED.search(joined)):
        return True
    families = {family_of(label) for label in labels}
    return len(families - {None}) > 1


def are_one_family(labels: Sequence[str]) -> bool:
    """Whether all of *labels* are classes of one known kind: 省级, 市级, 县级."""
    families = {family_of(label) for label in labels}
    return len(families) == 1 and None not in families


def is_partition(labels: Sequence[str]) -> bool:
    """Whether *labels* by their words alone leave nothing of the whole out."""
    texts = [canonical(label) or label for label in labels]
    joined = "|".join(texts)
    sectors = [text.replace("第", "").replace("产业", "产") for text in texts]
    if len(texts) == len(_SECTORS) and all(
        any(sector in text for text in sectors) for sector in _SECTORS
    ):
        return True
    if len(labels) == _PAIR:
        one, other = (re.sub(r"^.*?(?=[已未非])", "", label) for label in labels)
        if {one[:1], other[:1]} == {"已", "未"} and one[1:3] == other[1:3]:
            return True
        if other.startswith("非") and other[1:3] in labels[0]:
            return True
        if one.startswith("非") and one[1:3] in labels[1]:
            return True
    starts = any(word in joined for word in ("新建", "新开工"))
    goes_on = "续建" in joined
    if starts and goes_on and all(family_of(text) == _STAGES for text in texts):
        return True
    lowest = any(word in joined for word in ("县级", "区级", "本级", "县本级"))
    return lowest and len(texts) > 1 and all(family_of(text) == _LEVELS for text in texts)


_LEVELS, _STAGES = 1, 2
_SECTORS = ("一产", "二产", "三产")
