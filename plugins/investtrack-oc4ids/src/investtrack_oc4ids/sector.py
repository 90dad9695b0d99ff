"""What the ledger's 行业 means in the standard's projectSector codes, and 建设性质 in its projectType codes.

Words are those of the divisions of GB/T 4754-2017 and what ledgers write for them. A word that names no sector, or
several that have nothing in common (公共设施管理业: streets, refuse, parks), gives none.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


# In this order: a word of an earlier line hides the later ones it contains.
_SECTORS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("光伏 太阳能", ("energy", "energy.solar")),
    ("风电 风力发电", ("energy", "energy.wind")),
    ("水电站 水力发电", ("energy", "energy.hydropower")),
    ("生物质", ("energy", "energy.biomass")),
    ("地热", ("energy", "energy.geothermal")),
    ("污水 排水 供水 自来水 水的生产 垃圾 固体废物 环境卫生", ("waterAndWaste",)),
    ("电力 热力 燃气 天然气 供热 能源", ("energy",)),
    ("保障性住房 保障房 安置房 棚户区 公租房 廉租房", ("socialHousing",)),
    ("防洪 防汛 堤防", ("naturalResources", "naturalResources.floodProtection")),
    ("水利 水资源 水土保持 土地整治 国土整治", ("naturalResources",)),
    ("铁路", ("transport", "transport.rail")),
    ("航空 机场", ("transport", "transport.air")),
    ("港口 航道 水上运输 内河航运", ("transport", "transport.water")),
    ("城市公共交通 城市轨道", ("transport", "transport.urban")),
    ("公路 道路运输 桥梁 隧道 城市道路", ("transport", "transport.road")),
    ("交通 运输", ("transport",)),
    ("教育 学校", ("education",)),
    ("卫生 医疗 医院 养老", ("health",)),
    ("电信 互联网 信息传输 通信 邮政", ("communications",)),
    ("文化 旅游 体育 娱乐", ("cultureSportsAndRecreation",)),
    ("公共管理 公共安全 国家机构 司法", ("governance",)),
    ("制造 采矿 建筑业 批发 零售 住宿 餐饮 金融 租赁 商务服务 科学研究 科技 物流 仓储 工业", ("economy",)),
    ("农业 林业 牧业 畜牧 渔业 农林 种植 养殖", ("economy",)),
)  # fmt: skip
_HOUSING = ("房地产", "商品房", "住宅")

_TYPES = {
    "新建": "construction", "扩建": "expansion", "改建": "rehabilitation", "技术改造": "rehabilitation",
    "技改": "rehabilitation", "改建和技术改造": "rehabilitation", "恢复": "rehabilitation", "迁建": "replacement",
}  # fmt: skip


def sectors(industry: str | None) -> list[str]:
    """Return the sectors that 行业 names, each parent before its child; none where it names no one sector."""
    return list(_sectors(industry)) if industry else []


@lru_cache(maxsize=1 << 10)
def _sectors(industry: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", industry)
    if any(word in text for word in _HOUSING):
        return ()
    found: dict[str, None] = {}
    for words, codes in _SECTORS:
        for word in words.split():
            if word in text:
                text = text.replace(word, " ")
                found.update(dict.fromkeys(codes))
    return tuple(found)


def project_type(build_kind: str | None) -> str | None:
    """Return the type that 建设性质 names; 改扩建 is two of them, 单纯购置 builds nothing."""
    return _TYPES.get((build_kind or "").strip().removesuffix("项目"))
