"""Whose table it is, as a title (青禾县2026年…表) and a line 填报单位：青禾县发展和改革局 say."""

from __future__ import annotations

from collections.abc import Sequence

from investtrack.lazy import lazy_pattern
from investtrack.model.ledger import Region


_SEAL = r"(?:\((?:盖章|公章|章)\))?"
# What stands behind it in the same line: 填报日期：…, 单位：万元, 审核人：….
_NEXT = (
    r"(?:(?:填[报表]|制表|编制|报[送表]|上报|报出|统计|数据|截[至止])?(?:日期|时间)|(?:填[报表]|制表|审核|审签|经办|联系|统计|单位负责|分管|负责)人|"
    r"(?:联系|办公)?电话|(?:计量|金额|货币|投资)?单位|表号|页码)"
)
_UNIT = lazy_pattern(
    rf"^(?:填报|编制|报送|制表|上报)单位{_SEAL}[:：]?(.+?){_SEAL}(?:[,;，；、]?{_NEXT}{_SEAL}[:：].*)?$"
)
_ENDS = "自治县|自治旗|县(?!级)|旗(?!下)|区(?!级)|市(?!级)|州(?![市区县级])|盟(?!市)"
_COUNTY = lazy_pattern(
    rf"^(?P<above>(?:[\u4e00-\u9fff]{{2,8}}?(?:省|自治区))?(?:[\u4e00-\u9fff]{{2,10}}?(?:市|自治州|州|盟|地区)(?=[\u4e00-\u9fff]{{2,9}}?(?:{_ENDS})))?)"
    rf"(?P<own>[\u4e00-\u9fff]{{1,9}}?(?:{_ENDS}))(?=$|\d|[\u4e00-\u9fff(])"
)
_DATE = lazy_pattern(
    r"^(?:截至|截止)?(?:19|20)\d{2}年(?:度)?(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}(?:-\d{1,2})?月(?:份|\d{1,2}日)?)?"
)
_PERIOD_ALONE = lazy_pattern(
    r"^(?:截至|截止)?(?:第?[一二三四1-4]季度|[上下]半年|前三季度|\d{1,2}(?:-\d{1,2})?月份?|[全本今]年度?|年度)(?=[\u4e00-\u9fff])"
)
_TITLE = lazy_pattern(r"表(?:\(.{0,40}\))?$|台账$|清单$|情况$|明细$|月报$|汇总$")
# Words that a title begins with and that end as a region does: none of them is one.
_NO_REGION = lazy_pattern(
    r"^(?:[全本各我该跨某]|所[辖属]|[省市县区州乡镇]|城区|市区|城市|园区|社区|景区|新区|片区|库区|矿区|灾区|山区|老区|小区|街区|校区|辖区|地区|郊区|开发区|高新区|"
    r"工业园区|产业园区|重点|项目|固定|投资|上级|年度|在建|续建|新建|储备|省市|国家|省级|市级|县级|区级|门市|超市|都市|上市)"
)
_LONGEST = 10


def read_region(texts: Sequence[str]) -> Region:
    """Return whose table it is, by the cleaned lines above its header; empty where they do not say, or differ."""
    unit = next((found[1] for text in texts if (found := _UNIT.match(text))), None)
    own = [
        named for text in texts if _TITLE.search(text) and (named := _named(_DATE.sub("", text)))
    ]
    by_unit = _named(unit) if unit else None
    names = dict.fromkeys(name for name, _ in (*own, *([by_unit] if by_unit else [])))
    if len(names) != 1:
        return Region(reporting_unit=unit)
    above = next((above for _, above in (*([by_unit] if by_unit else []), *own) if above), None)
    return Region(name=next(iter(names)), parent=above, reporting_unit=unit)


def _named(text: str) -> tuple[str, str | None] | None:
    """Return the region that *text* begins with, and the one above it where that is written before."""
    found = _COUNTY.match(text)
    if found is None:
        return None
    own, above = found["own"], found["above"] or None
    least = 2 if own[-1] in "县区市州旗盟" else 3
    if (
        len(own) < least
        or len(own) > _LONGEST
        or _NO_REGION.match(own)
        or (above and _NO_REGION.match(above))
    ):
        return None
    return own, above


_NUMBERED = lazy_pattern(
    r"^(?:附[表件]?|表)?\(?[\d一二三四五六七八九十]{0,2}\)?[.、:：-]?(?=[\u4e00-\u9fff\d])"
)


def unnumbered(text: str) -> str:
    """Return a cleaned title without its number: 附表2:拟入库项目 → 拟入库项目."""
    return _NUMBERED.sub("", text)


def subject_of(text: str) -> str:
    """Return what a cleaned title is about, without its number, region and date: 附表2:青禾县2022年拟入库项目表 → 拟入库项目表."""
    rest = text
    for _ in range(3):  # 2022年青禾县, 青禾县2022年, 附表2 before either
        named = _named(rest)
        own = named[0] if named else ""
        cut = rest[rest.index(own) + len(own) :] if own else _DATE.sub("", rest)
        if cut == rest:
            cut = _PERIOD_ALONE.sub("", rest)  # 三季度集中开工
        if cut == rest:
            cut = unnumbered(rest)
        if cut == rest or not cut:
            break
        rest = cut
    return rest
