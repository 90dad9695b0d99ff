"""Says what a header means together with the groups above it: a field, a choice of fields, or something not kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from attrs import evolve

from investtrack.model.columns import AMOUNT_KINDS, CellKind, column_by_key
from investtrack.model.fund import PLANNED_FIELDS, FundSource
from investtrack.model.project import Project
from investtrack.reading.cells.choices import is_kind_of_problem, words_of
from investtrack.reading.headers.header_text import (
    BARE_WORDS,
    closeness,
    field_of,
    ignored_of,
    says_since_when,
)
from investtrack.reading.headers.ignored_columns import (
    OTHER_YEAR,
    IgnoredColumn,
    ignored_group,
    ignored_shape,
)
from investtrack.reading.headers.meanings import (
    Ambiguous,
    Match,
    Meaning,
    MissingMonth,
    bare,
    clean,
    odd_unit,
    unit_of,
    year_in,
)
from investtrack.reading.headers.spans import is_period, span_of
from investtrack.values.period_spelling import period_at_start
from investtrack.values.text_width import MARKS


__all__ = [
    "Ambiguous", "Match", "Meaning", "MissingMonth", "clean", "closeness", "match", "meaning", "told", "unit_of", "year_in",
]  # fmt: skip
# ①总投资, where the columns are numbered for a formula below them.
_NUMBERED = re.compile(rf"^\s*[{MARKS}]+(?=[^\s])")
_GENERIC = frozenset(
    {"单位名称", "业主名称", "名称", "单位", "姓名", "合计", "小计", "金额", "总额", "数额", "市领导", "县领导", "区领导", "镇领导",
     "市级领导", "县级领导", "区级领导", "乡镇领导"}
)  # fmt: skip
_THIS_YEAR = frozenset({"year_plan"})
_OF_MONEY = re.compile("投资|营业收入|营收")
_OF_NOTHING = re.compile(
    r"(?:\d{4}年度?|\d{1,2}(?:-\d{1,2})?月|[一二三四]季度|上半年|项目|建设|工程|进度|进展|完成|计划|执行|情况|本年度?|全年|年度|其中|:)*+"
)
_OF_OTHERS = re.compile(
    "税|就业|用工|产值|收入|利润|增加值|产能|产量|出口|用地|面积|征地|拆迁|征拆|到位|支付"
)
_SINCE = re.compile(r"累计(?:已?完成)?(?:投资)?(?:额)?")
_YEAR_AHEAD = re.compile(r"^\d{4}年(?:度)?")
_EVENTS = frozenset({"开工", "竣工", "复工", "完工", "投产", "入库", "纳统"})
_DATED = frozenset({"计划", "实际", "拟", "预计"})


_IN_BRACKETS = re.compile(
    r"^(.*?)\((?:含|为|均为)?(计划|预计|预期|力争|上年同期|去年同期)数?\)(.*)$"
)
_AHEAD = re.compile(
    r"^(计划|预计|预期)(?=[\d一二三四上前第全本今])(.*(?:投资|营业收入|营收|贡献).*)$"
)
_HAPPENS = re.compile("完成|时间|日期|月$|季度$")


def told(text: str) -> str:
    """Return a cleaned header with the word that makes it another thing before what it is said of.

    The word stands in brackets (1-3月完成投资(预计)), or before the period (预计1-3月完成投资).
    """
    ahead = _AHEAD.match(text)
    if ahead:
        word, whole = ahead[1], ahead[2]
    elif (found := _IN_BRACKETS.match(text)) and _HAPPENS.search(f"{found[1]}{found[3]}"):
        word, whole = found[2], f"{found[1]}{found[3]}"
    else:
        return text
    spelled = period_at_start(whole)
    if spelled is None and ahead:
        return text
    end = spelled.end if spelled else 0
    return f"{whole[:end]}{word}{whole[end:]}"


def match(parts: tuple[str, ...], record: type, year: int | None) -> Match | None:
    """Return the one field a header means, None where it means none, or more than one.

    Args:
        parts: its text, from the group above to the header itself; one text where there is no group.
        record: the record type of the sheet.
        year: the year where the header names none.
    """
    found = meaning(parts, record, year)
    return found if isinstance(found, Match) else None


@lru_cache(maxsize=8192)
def meaning(parts: tuple[str, ...], record: type, year: int | None) -> Meaning | None:
    """Return all that a header may mean, None where nothing is known of it."""
    texts = [told(text) for part in parts if (text := clean(_NUMBERED.sub("", part)))]
    if not texts or any(map(odd_unit, texts)):
        return None
    own, groups = texts[-1], texts[:-1]
    if not groups:
        found = field_of(own, record, year) or _to_date(own, record) or ignored_of(own)
        found = found or _of_other_year(own, record, year)
        return found or _of_projects(own, record, year)
    found = _under(own, groups, record, year)
    if (
        isinstance(found, (Match, MissingMonth))
        and found.unit is None
        and found.column.kind in AMOUNT_KINDS
    ):
        # 投资情况（亿元）› 总投资: the unit stands above.
        unit = next((unit for text in reversed(groups) if (unit := bare(text)[1])), None)
        found = evolve(found, unit=unit)
    return found


_TO_DATE = re.compile(r"(?:本年度?|今年|年)累计|年初(?:至今|以来)(?:累计)?")


def _to_date(own: str, record: type) -> Meaning | None:
    """Return what 本年累计 means where no group says of what it is: what was invested since January."""
    text, unit, _ = bare(own)
    actual = column_by_key(record).get("actual")
    if actual is None or actual.kind is not CellKind.SERIES or _TO_DATE.fullmatch(text) is None:
        return None
    return MissingMonth(actual, unit)


_MAKE_UP = frozenset(PLANNED_FIELDS.values())
_MONEY_MOVED = re.compile(r"下达|到位|支付|拨付|支出|完成|已安排")


_SOURCES_BELOW = re.compile(
    r"总投资|项目投资|计划投资|投资计划|年度?计划|资金来源|资金构成|投资构成|资金筹措"
)
_SHORT_SOURCES = {
    "中央": "中央预算内投资",
    "省": "省级",
    "市": "市级",
    "县": "县级",
    "银行": "银行贷款",
}


def _make_up(own: str, groups: list[str], record: type) -> Match | None:
    """Return what a source of money is below a plan: 年度计划投资 › 中央 is planned to come from there."""
    fields = column_by_key(record)
    if "planned_central" not in fields or not _SOURCES_BELOW.search("".join(groups)):
        return None
    text, unit, is_percent = bare(own)
    word = text.removeprefix("其中:")
    source = words_of(FundSource).get(_SHORT_SOURCES.get(word, word))
    if is_percent or not isinstance(source, FundSource) or source is FundSource.OTHER:
        return None
    key = PLANNED_FIELDS[source]
    return Match(fields[key], key, unit)


def _of_source(
    found: Meaning | None, own: str, groups: list[str], record: type, *, is_other_year: bool
) -> Meaning | None:
    """Return what a source of money is below its groups, where *found* is what it means by itself."""
    if found is None and not is_other_year:
        found = _make_up(own, groups, record)
    if not isinstance(found, Match) or found.key not in _MAKE_UP:
        return found
    if is_other_year:
        return OTHER_YEAR
    return None if _MONEY_MOVED.search("".join(groups)) else found  # 到位资金 › 专项债券 is no plan


def _under(own: str, groups: list[str], record: type, year: int | None) -> Meaning | None:
    """Return what *own* means below *groups*."""
    group = "".join(groups)
    named = year_in(group)
    if is_period(bare(own)[0]):
        return _period(own, group, record, named or year)
    found: Meaning | None = field_of(group + own, record, year)
    if found is None and len(groups) > 1 and not _is_of_another(groups[-1] + own, groups[:-1]):
        found = field_of(groups[-1] + own, record, named or year)
    if found is None and own in _GENERIC:
        return field_of(groups[-1], record, named or year)
    if found is None:
        found = None if _is_of_another(own, groups) else field_of(own, record, named or year)
        if isinstance(found, Match) and found.key in _THIS_YEAR and _differs(named, year):
            return OTHER_YEAR
        if (
            isinstance(found, Match)
            and found.key == "cumulative"
            and _SINCE.fullmatch(bare(own)[0])
        ):
            return _since(groups, record, named, year)
    found = _of_source(found, own, groups, record, is_other_year=_differs(named, year))
    if isinstance(found, Ambiguous) and _differs(named, year) and any(isinstance(c, MissingMonth) for c in found.choices):  # fmt: skip
        return OTHER_YEAR
    return (
        found or _kind_of_problem(own, groups, record) or ignored_of(own) or _year_plan(own, groups, record, year) or _completed(own, groups, record, named or year)
        or ignored_group(group) or ignored_shape(group + own) or _of_other_year(group + own, record, year)
    )  # fmt: skip


def _says_only_when(text: str) -> bool:
    span = span_of(bare(text)[0])
    return span is not None and span.rest in BARE_WORDS


def _is_of_another(own: str, groups: Sequence[str]) -> bool:
    """Whether a header that says a period and no more is of what a group above it names: 税收 › 1-3月完成, 年度计划."""
    if says_since_when(bare(own)[0]):
        return any(map(_OF_OTHERS.search, groups)) and not any(map(_OF_MONEY.search, groups))
    return (
        _says_only_when(own)
        and not any(map(_OF_MONEY.search, groups))
        and not all(_OF_NOTHING.fullmatch(bare(group)[0]) for group in groups)
    )


def _differs(named: int | None, year: int | None) -> bool:
    return named is not None and year is not None and named != year


def _period(own: str, group: str, record: type, year: int | None) -> Meaning | None:
    """Return what 完成投资 › 1—3月 means: the period stands below what it is of."""
    period, unit, _ = bare(own)
    plan = field_of(group, record, year) if period == "全年" else None
    if isinstance(plan, Match) and plan.key in _THIS_YEAR:
        return evolve(plan, unit=unit or plan.unit)  # 年度计划 › 全年
    begin = "" if year_in(own) or year_in(group) is None else f"{year_in(group)}年"
    whole = f"{begin}{period}{_YEAR_AHEAD.sub('', group)}{f'({unit})' if unit else ''}"
    return field_of(whole, record, year) or ignored_of(whole)


def _since(groups: list[str], record: type, named: int | None, year: int | None) -> Meaning | None:
    """Return what 累计完成投资 means below a group: since January where that names the year, else a question."""
    fields = column_by_key(record)
    to_date, whole = MissingMonth(fields["actual"]), Match(fields["cumulative"], "cumulative")
    if named is not None:
        return OTHER_YEAR if _differs(named, year) else Ambiguous((to_date, whole))
    return Ambiguous((to_date, whole)) if "完成" in "".join(groups) else whole


def _kind_of_problem(own: str, groups: list[str], record: type) -> Match | None:
    """Return that a column below 存在问题 tells the problems of one kind: 存在问题 › 用地."""
    column, group = column_by_key(record).get("problem"), "".join(groups)
    if column is None or "问题" not in group or not is_kind_of_problem(own):
        return None
    if re.search("手续|审批|要件|要素", group):
        return None  # they may be papers
    return Match(column, column.key)


def _year_plan(own: str, groups: list[str], record: type, year: int | None) -> Meaning | None:
    """Return what 计划 means below a group that names the year and the investment: 2026年投资 › 计划."""
    group, named = bare(groups[-1])[0], year_in(groups[-1])
    if bare(own)[0] != "计划" or named is None or _YEAR_AHEAD.sub("", group) != "投资":
        return None
    return field_of(f"{named}年计划投资", record, year)


def _completed(own: str, groups: list[str], record: type, year: int | None) -> Meaning | None:
    """Return what a header means that leaves out the word its group says: 完成投资 › 本月, 开竣工时间 › 开工."""
    group = _YEAR_AHEAD.sub("", bare(groups[-1])[0])
    word, unit, _ = bare(own)
    if word in _EVENTS and ("时间" in group or "日期" in group):
        return field_of(f"{word}时间", record, year)
    if word in _DATED:
        found = field_of(word + group, record, year)
        return found if isinstance(found, Match) and found.column.kind is CellKind.DATE else None
    if "投资" not in group or "投资" in word or not word:
        return None
    if _SINCE.fullmatch(word) and "actual" in column_by_key(record):
        return _since(groups, record, year_in(groups[-1]), year)
    ended = f"({unit})" if unit else ""
    ends = ("投资",) if word.endswith(("完成", "计划")) else ("完成投资",)
    made = [f"{word}{end}{ended}" for end in ends]
    tried: list[Meaning | None] = [field_of(text, record, year) for text in made]
    tried += [ignored_of(text) for text in made]
    return next((one for one in tried if one is not None), None)


def _of_projects(text: str, record: type, year: int | None) -> IgnoredColumn | None:
    """Return that a header means what only 项目台账 has a field for; papers of 入库计划 bear any name."""
    if record is Project or "papers" in column_by_key(record) or _says_only_when(text):
        return None
    found = field_of(text, Project, year)
    return IgnoredColumn(found.label if isinstance(found, Match) else text) if found else None


def _of_other_year(text: str, record: type, year: int | None) -> Meaning | None:
    """Return that a header means an amount of another year than the ledger's (2023年计划投资 in 2022)."""
    named = year_in(text)
    if not _differs(named, year):
        return None
    found = field_of(text, record, named)
    is_amount = isinstance(found, (Match, MissingMonth)) and found.column.kind in AMOUNT_KINDS
    return OTHER_YEAR if is_amount else None
