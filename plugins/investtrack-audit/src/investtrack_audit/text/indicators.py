"""Which indicator (指标) an amount is of, by the words of its label: only amounts of one indicator are added."""

from __future__ import annotations

import re
from functools import lru_cache


_INDICATORS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "完成投资",
            r"完成[^计目任概]{0,12}(?:计划|目标|任务)(?:投资)?$|(?:实现|完成).{0,8}投资总额",
        ),
        ("总投资", r"总投资|概算|投资总额|估算投资|投资概"),
        ("计划", r"计划|目标|任务|预算数|应完成|拟投"),
        ("到位资金", r"到位"),
        ("协议资金", r"协议|合同|引资|签约金额"),
        ("剩余", r"剩余|尚需|需求|缺口"),
        ("销售额", r"销售额|销售收入|销售值"),
        ("零售额", r"零售总?额|(?<!进口)(?<!出口)消费品(?!进口|出口)"),
        ("营业额", r"营业额"),
        ("营业收入", r"营业收入|主营业务|营收"),
        ("利税", r"利税"),
        ("利润", r"利润"),
        ("税金", r"税金|税额"),
        ("增加值", r"增加值|生产总值|GDP"),
        ("产值", r"产值"),
        ("支出", r"支出"),
        ("收入", r"收入|税收|预算收|非税"),
        ("贷款", r"贷款"),
        ("存款", r"存款|储蓄"),
        ("进出口", r"出口|进口|外贸总值|贸易总值"),
        ("面积", r"面积|播种|种植"),
        ("产量", r"产量|总产|产出"),
        ("人口", r"人口"),
        ("投资", r"投资"),
        ("资金", r"资金"),
    )
)


@lru_cache(maxsize=4096)
def indicator_of(label: str) -> str:
    """Return the indicator that *label* names, or nothing where it names none."""
    if label.endswith("规模"):
        return ""  # 投资规模19.9亿元 is planned or done
    for name, pattern in _INDICATORS:
        if pattern.search(label):
            return "投资" if name == "完成投资" else name
    return ""


def may_be_part(part: str, whole: str) -> bool:
    """Whether an amount of indicator *part* may be part of one of *whole*; what is not named may be any."""
    return not part or not whole or part == whole or (part, whole) in _PARTS


_PARTS = frozenset({("资金", "到位资金"), ("到位资金", "资金"), ("收入", "零售额")})


_WORDS = re.compile(
    r"(?:年度|年内|当年|全年|本年|计划|完成|实现|累计|实际|预计|年|总|固定资产|项目|共|已|投资|资金|到位|金额|额|销售|开票|增加值|产值|收入|目标|任务|概算|协议|合同|引资|签约|为|达|约|的|,|:| )*"
)


def names_only_indicator(label: str) -> bool:
    """Whether *label* says only what is measured (总投资, 年度计划投资), not of which part."""
    return _WORDS.fullmatch(label) is not None
