"""Which classification (分类标志) the labels of a list belong to, and whether together they exhaust it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from investtrack_audit.several import SEVERAL
from investtrack_audit.text.labels import canonical


PAIR = 2


# Things are sorted by one of these at a time; labels of two of them count a thing twice.
_CLASSES: dict[str, str] = {
    "三次产业": r"第?一产业|第?二产业|第?三产业|[一二三]产|一、二产|第[一二三](?![\d批届期])",
    "级别": r"国家级|省级|市级|县级|区级|州级|乡级|镇级|本级|中央|地方|省直|市直|州直|县直|上划|下划|中直|[省市县区州](?:[、和][省市县区州])*重点|省市|跨[省市县]",
    "建设阶段": r"新建|续建|收尾|预备|新开|在建|前期|储备|竣工|投产|完工|建成|开工|未入库|已入库|结转",
    "行业": r"工业|农业|林业|牧业|渔业|农林|旅游|服务业|制造业|采矿业|建筑业|批发|零售|住宿|餐饮|金融|房地产业|交通|水利|能源|城建|教育|卫生|医疗|文化|电力|信息传输|科学研究|环保|生态|物流|商贸|仓储|邮政|市政|社会事业|(?<!居)民生|基础设施|产业(?:发展)?(?:类)?项目|产业投资",
    "登记类型": r"国有|民间|民营|外商|港澳台|私营|集体|内资|非公|私人|股份|个体",
    "规模": r"以上|以下|规上|规模|限额|限上|限下|大型|中型|小型|小微|微型|重大|重点",
    "地域": r"^城市|[镇乡](?!级|村)|街道|城镇|乡村|农村|城区|园区|开发区|新区|经济区|片区|[东中西]部|东北地区|省[内外]|市[内外]|州[内外]|县[内外]|境[内外]|国内|[^省市州重]县(?!级)",
    "市场主体": r"^(?:其中|[:,]){0,2}(?:全[省市县区国])?(?:新设|新登记|新注册|登记|注册|实有|新增|在册)?(?:各类)?企业数?$|个体(?:工商)?户|合作社",
    "轻重": r"轻工业|重工业",
    "债券": r"一般债|专项债|再融资债|置换债",
    "征收部门": r"国税|地税|税务|财政局|财政部门|海关",
    "税收性质": r"税收|非税",
    "预算": r"一般公共预算|公共财政预算|政府性基金|国有资本经营|社会保险基金|社保基金",
    "四化": r"新型工业化|新型城镇化|农业现代化|旅游产业化",
    "入库": r"在库|(?:新增|拟|新|计划|未)入库|待入库",
    "投资构成": r"建筑工程|安装工程|建筑安装|建安|设备|其他费用",
    "投资口径": r"项目投资|房地产(?:开发)?投资|农户|房开|房地产(?:开发)?项目|非房",
    "盈亏": r"盈利|亏损",
    "性别": r"男|女",
    "户别": r"家庭户|集体户",
    "年龄": r"\d ?周?岁",
    "季节": r"夏粮|秋粮|早稻|早籼|春粮",
    "作物": r"谷物|薯类|豆类|油料|蔬菜|粮食|茶|水果|食用菌|药材|棉花",
    "畜种": r"[山绵湖]羊|[黄水奶肉]牛|猪|牛|羊|禽",
    "资金来源": r"贷款|自筹|预算资金|预算内|专项债|债券|国债|利用外资|融资|招商引资",
    "新增": r"新增(?!债券|专项|一般|地方政府|贷款)|净增|其余|高技术|高新",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _CLASSES.items()}
# A class beside one that holds it.
_HOLDS = (
    (re.compile(r"(?<!农产品加)工业"), re.compile(r"制造业|采矿业|电力")),
    (re.compile(r"第?二产"), re.compile(r"工业|建筑业|制造业|采矿业")),
    (re.compile(r"第?三产|服务业"), re.compile(r"批发|零售|金融|房地产业|物流|旅游|餐饮")),
    (re.compile(r"第?一产"), re.compile(r"农业|种植|蔬菜|粮食|畜")),
    (re.compile(r"制造业"), re.compile(r"高技术|装备")),
    (re.compile(r"粮食"), re.compile(r"稻|小麦|玉米|夏粮|秋粮|谷物|薯|豆")),
    (re.compile(r"谷物"), re.compile(r"稻|小麦|玉米")),
    (re.compile(r"新开工"), re.compile(r"投产|竣工|建成|完工")),
)
_PLAIN_PLACE = re.compile(r"^[^\d]{1,6}(?:县|市|区|镇|乡|街道|州|旗|部门|局|公司|中心)$")


@lru_cache(maxsize=4096)
def classifications_of(label: str) -> frozenset[str]:
    """Return the classifications that words of *label* belong to; empty where none is known."""
    found = {name for name, pattern in _PATTERNS.items() if pattern.search(label)}
    if not found and _PLAIN_PLACE.match(canonical(label)):
        found = {"地域"}
    if len(found) > 1:
        found -= {"规模", "行业", "地域"} if found & _DECISIVE else set()
        found -= {"新增"} if "入库" in found else set()
    return frozenset(found)


_DECISIVE = frozenset({"入库", "三次产业", "四化", "投资构成", "季节", "税收性质", "轻重"})


def may_overlap(labels: Sequence[str]) -> bool:
    """Whether a thing may be counted under several of *labels*: they are of several classifications."""
    return _may_overlap(tuple(labels))


@lru_cache(maxsize=1024)
def _may_overlap(labels: tuple[str, ...]) -> bool:
    labels = tuple(label for label in labels if not _HOUSEHOLDS.search(label)) or labels
    found = [classifications_of(label) for label in labels]
    if any("新增" in own for own in found):
        return True
    known = [own for own in found if own]
    if not known:
        return _are_strange(labels)
    shared = _dividing(labels, frozenset.intersection(*known))
    if not shared or (len(known) < len(found) and shared <= {"规模", "登记类型", "盈亏"}):
        return True
    if shared == {"规模"}:
        return not (_above_and_below(labels) or _are_sizes(labels))
    return any(_is_nested(labels, holds, held) for holds, held in _HOLDS)


# Beside the power that the industries use.
_HOUSEHOLDS = re.compile("居民.{0,4}用电")


def _is_nested(labels: Sequence[str], holds: re.Pattern[str], held: re.Pattern[str]) -> bool:
    """Whether one of *labels* is of a class that holds that of another."""
    outer = [holds.search(label) is not None for label in labels]
    inner = [held.search(label) is not None for label in labels]
    return any(outer) and any(one and not two for one, two in zip(inner, outer, strict=True))


def _dividing(labels: Sequence[str], names: frozenset[str]) -> frozenset[str]:
    """Return those of *names* whose words differ from label to label: 地方税收 and 地方预算 share 地方, but part nothing by it."""
    return frozenset(
        name
        for name in names
        if name == "地域" or len({_words(name, label) for label in labels}) > 1
    )


def _words(name: str, label: str) -> str:
    return "".join(_PATTERNS[name].findall(label))


_MIXED = re.compile(r"企业|户$|人口|人员")


def _are_strange(labels: Sequence[str]) -> bool:
    """Whether labels of no known classification name people or firms, which are sorted in many ways."""
    return len(labels) > 1 and all(_MIXED.search(label) for label in labels)


def _above_and_below(labels: Sequence[str]) -> bool:
    """Whether labels part a size: 5000万元以上 and 以下, 规上 and 规下, 10亿元以上 and 5—10亿元 and 5亿元以下."""
    ups = sum(bool(re.search(r"以上|规上|限上", label)) for label in labels)
    between = sum(bool(re.search(r"\d(?:亿|万)?元?[-—–~至到]+\d", label)) for label in labels)
    return ups == 1 and between >= len(labels) - 2 and len(labels) > 1


def are_one_classification(labels: Sequence[str]) -> bool:
    """Whether all of *labels* are classes of one known classification: 省级, 市级, 县级."""
    return _are_one_classification(tuple(labels))


@lru_cache(maxsize=1024)
def _are_one_classification(labels: tuple[str, ...]) -> bool:
    found = [classifications_of(label) for label in labels]
    return (
        bool(found)
        and all(found)
        and bool(frozenset.intersection(*found))
        and not may_overlap(labels)
    )


def _are_sizes(labels: Sequence[str]) -> bool:
    """Whether labels are sizes of firms, each another: 大型, 中型, 小型企业."""
    sizes = [re.findall("[大中小微]型", label) for label in labels]
    return all(len(own) == 1 for own in sizes) and len({own[0] for own in sizes}) == len(labels)


_SECTORS = ("一产", "二产", "三产")
_FOUR = ("新型工业化", "新型城镇化", "农业现代化", "旅游产业化")
# Pairs that hardly leave anything out, though no rule says so.
_LOOSE_PAIRS = (
    ("一般债", "专项债"),
    ("中央", "地方"),
    ("中直", "地方"),
    ("批发零售", "住宿餐饮"),
    ("批发和零售", "住宿和餐饮"),
    ("商品", "餐饮"),
    ("轻工业", "重工业"),
)
_ENTITIES = ("企业", "个体", "合作社")
_PAIRS = (
    ("税收", "非税"),
    ("男", "女"),
    ("城镇", "乡村"),
    ("城镇", "农村"),
    ("省内", "省外"),
    ("县内", "县外"),
    ("出口", "进口"),
    ("轻", "重工"),
    ("家庭户", "集体户"),
)


def is_partition(labels: Sequence[str]) -> bool:
    """Whether *labels* by their words alone leave nothing of the whole out."""
    return _is_partition(tuple(labels))


@lru_cache(maxsize=1024)
def _is_partition(labels: tuple[str, ...]) -> bool:
    texts = [canonical(label) or label for label in labels]
    if len(texts) < SEVERAL:
        return False
    sectors = [_sector(text) for text in texts]
    if any("用电" in text for text in texts):  # households use it, too
        sectors = [_sector(text) or ("居民" if "居民" in text else "") for text in texts]
        return sorted(sectors) == sorted((*_SECTORS, "居民"))
    if len(texts) == len(_SECTORS) and sorted(filter(None, sectors)) == sorted(_SECTORS):
        return True
    if len(texts) == PAIR and (_is_pair(texts) or _is_negation(labels)):
        return True
    lowest = any(re.search(r"县级|区级|本级|县重点|区重点", text) for text in texts)
    return lowest and all("级别" in classifications_of(text) for text in texts)


_DAY = re.compile(r"^(?:其中|,|:)*(?:(\d{1,2})月)?(\d{1,2})日")


def are_days(heads: Sequence[str]) -> bool:
    """Whether amounts are of three days or more, each another: 2月7日复工3个，2月10日复工15个，….

    They are no running totals, as those of months may be.
    """
    found = [_DAY.match(head) for head in heads]
    days = {match.groups() for match in found if match}
    return len(heads) > SEVERAL and len(days) == len(heads) and not any("累计" in h for h in heads)


_STATES = (
    re.compile("^(?:其中|尚|还|仍|有|,|:)*(?:未(?:全面)?(?:开工|启动|动工|开建|复工|实施))"),
    re.compile("^(?:其中|正|有|目前|,|:)*(?:在建|建设中|正在建设|正在施工|施工中|正在实施)"),
    re.compile("^(?:其中|已|经|全部|有|目前|,|:)*(?:完工|竣工|建成|完成建设|投产|建成投产)"),
)


def are_states(labels: Sequence[str]) -> bool:
    """Whether *labels* are the states that building goes through, each once: not begun, under way, done."""
    if len(labels) != len(_STATES):
        return False
    found = [[pattern.match(label) is not None for pattern in _STATES] for label in labels]
    return all(sum(own) == 1 for own in found) and all(map(any, zip(*found, strict=True)))


_OTHERS = re.compile("^(?:及|和)?其[他它](?:[^\\d]{0,6})$")


def may_be_partition(labels: Sequence[str]) -> bool:
    """Whether *labels* by their words hardly leave anything out: 新建 and 续建, 税务 and 财政部门, 夏粮 and 秋粮.

    Classes of one classification that end in 其他 leave nothing out.
    """
    return _may_be_partition(tuple(labels))


@lru_cache(maxsize=1024)
def _may_be_partition(labels: tuple[str, ...]) -> bool:
    closed = len(labels) > SEVERAL and _OTHERS.match(labels[-1]) is not None
    if closed and are_one_classification(labels[:-1]):
        return True
    if is_partition(labels) or are_states(labels):
        return True
    if len(labels) < SEVERAL or not are_one_classification(labels):
        return False
    if len(labels) == PAIR and _is_pair(labels, _LOOSE_PAIRS):
        return True
    joined = "|".join(labels)
    shared = frozenset.intersection(*(classifications_of(label) for label in labels))
    if any("用电" in label for label in labels):
        shared -= {"三次产业"}
    return (
        bool(shared & {"征收部门", "季节", "规模", "税收性质"})
        or (
            "入库" in shared
            and len(labels) == PAIR
            and "在库" in joined
            and re.search("新增入库|拟(?:新)?入库|拟新增|新入库", joined) is not None
        )
        or ("投资构成" in shared and "其他" in joined)
        or (
            "建设阶段" in shared
            and "续建" in joined
            and re.search(r"新建|新开", joined) is not None
        )
        or ("四化" in shared and len(labels) == len(_FOUR) and all(map(joined.count, _FOUR)))
        or (
            "市场主体" in shared
            and len(labels) == len(_ENTITIES)
            and all(re.search(word, joined) for word in _ENTITIES)
        )
        or ("三次产业" in shared and len(labels) == len(_SECTORS))
        or ("投资口径" in shared and re.search(r"项目", joined) is not None and "房" in joined)
        or all(word in joined for word in ("农业", "林业", "牧业", "渔业"))
    )


def _sector(text: str) -> str:
    found = re.search(r"第?([一二三])产", text)
    return f"{found.group(1)}产" if found else ""


def _is_pair(texts: Sequence[str], pairs: Sequence[tuple[str, str]] = _PAIRS) -> bool:
    for one, other in pairs:
        first = [text for text in texts if one in text and other not in text]
        second = [text for text in texts if other in text]
        if len(first) == 1 and len(second) == 1:
            return True
    return False


def _is_negation(labels: Sequence[str]) -> bool:
    """Whether one label denies the other: 已开工 and 未开工, 国有 and 非国有."""
    for one, other in (labels, labels[::-1]):
        cut = re.sub(r"^.*?(?=[未非])", "", other)
        verb = re.search(rf"已(?:经|全部)?{re.escape(cut[1:3])}", one) if cut[2:] else None
        if cut[:1] == "未" and verb:
            return True
        if cut[:1] == "非" and cut[1:3] in one and f"非{cut[1:3]}" not in one:
            return True
    return False
