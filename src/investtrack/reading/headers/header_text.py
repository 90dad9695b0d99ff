"""Says what one text means as a header, without the group above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve

from investtrack.model.columns import AMOUNT_KINDS, CellKind, Column, column_by_key, columns
from investtrack.model.project import Project
from investtrack.reading.headers.ignored_columns import (
    BUILD_KIND,
    LONGEST_HEADER,
    SEVERAL_MONTHS,
    SINGLE_MONTH,
    SINGLE_MONTH_PLAN,
    TEN_DAYS,
    IgnoredColumn,
    ignored_shape,
    known,
)
from investtrack.reading.headers.meanings import Ambiguous, Match, MissingMonth, bare, clean
from investtrack.reading.headers.spans import Span, SpanKind, span_of
from investtrack.values.period import month


_REMARK = re.compile(r"\([^()元美%]*\)$|\[[^\[\]元美%]*\]$")
_NUMBERED = re.compile(r"^(?:\d{1,2}[.、]|[*※★]+|其中:?)(?=.)")
_YEAR = re.compile(r"^(?:(\d{4})|本|今|当)年(?:度)?")
_BEFORE = re.compile(
    r"^(?:自?开工(?:建设)?)?(?:以来)?(?:截至|截止|至|到)?"
    r"(?:(\d{4})年(?:12月)?(?:年)?|上年(?:度)?|上一年(?:度)?|去年)(?:底|末)(?:止|前)?"
    r"(?:累计(?:完成)?(?:投资)?|已?完成(?:投资)?)(?:额)?$"
)
# 3月累计, 3月底累计: since January or since the start of building, or of that month alone.
_MONTH_END = re.compile(
    r"^(?:截至|截止|至|到)?(?:(\d{4})年)?(?:\d{1,2}|本|当)?月(?:份)?(?:(?:底|末)(?=累计|完成|实际)|(?=累计))"
    r"(?:累计)?(?:实际)?(?:完成)?(?:投资)?(?:额)?$"
    r"|^(?:截至|截止|至|到)(?:目前|现在)(?:累计)?(?:实际)?已?完成(?:投资)?(?:额)?$"
)
_UNIT_AND_PERSON = re.compile(r"单位.*(?:及|和|、|/).*(?:责任人|负责人|联系人)$")
FORECAST_WORDS = frozenset(
    {
        "预计完成投资",
        "预计完成",
        "预计投资",
        "预计可完成投资",
        "可预计完成投资",
        "预期完成投资",
        "预计营业收入",
        "预计营收",
        "预计完成营业收入",
    }
)
"""What a period's plan is called where an office keeps no other; beside a column of the plan it is none."""
BARE_WORDS = frozenset({"计划", "完成", "实际", "已完成"})
"""What a period's amount is called where the sheet says of what it is: 1-3月完成."""
_SERIES_WORDS = {
    "计划完成投资": {"计划投资", "计划完成", "计划", *FORECAST_WORDS},
    "完成投资": {
        "实际完成投资",
        "投资完成",
        "实际投资",
        "实际完成",
        "完成",
        "实际",
        "已完成",
        "已完成投资",
    },
    "预计贡献投资": {
        "预计贡献",
        "贡献投资",
        "预计完成投资",
        "预计完成",
        "可完成投资",
        "预计可完成投资",
        "可贡献投资",
        "预计可贡献投资",
    },
    "计划营业收入": {
        "计划",
        "计划营收",
        "计划完成营业收入",
        "营业收入计划",
        "营业收入目标",
        *FORECAST_WORDS,
    },
    "实际营业收入": {"营业收入", "实际营收", "完成营业收入", "完成", "实际", "已完成"},
}
_PAID = re.compile(r"投资|完成")
_MONTHS = 12


def ignored_of(text: str) -> IgnoredColumn | None:
    """Return what a cleaned header is known to mean although no record keeps it."""
    own, _, is_percent = bare(text)
    shorter = bare(_REMARK.sub("", _NUMBERED.sub("", own)))[0]
    for form in dict.fromkeys((own, shorter)):
        for word in (form, _YEAR.sub("", form), form.removesuffix("额")):
            if word and (found := known(word)):
                return found
        if (span := span_of(form)) and (found := known(span.rest) or _amount_of(span)):
            return found
    return ignored_shape(text if is_percent else shorter or own)


def _amount_of(span: Span) -> IgnoredColumn | None:
    """Return what an amount of a period is that is not cumulated from January."""
    if span.kind is SpanKind.TEN_DAYS and not span.rest:
        return TEN_DAYS
    if not _PAID.search(span.rest) or span.rest.endswith(("率", "比例", "明细")):
        return None
    if span.kind is SpanKind.TEN_DAYS:
        return TEN_DAYS
    if span.kind is SpanKind.PART:
        return SEVERAL_MONTHS
    if span.kind is SpanKind.MONTH and (span.month or 1) <= _MONTHS:
        return SINGLE_MONTH_PLAN if "计划" in span.rest else SINGLE_MONTH
    return None


def field_of(text: str, record: type, year: int | None) -> Match | MissingMonth | Ambiguous | None:
    """Return the field that a cleaned header means, or the fields it may mean; *year* where it names none."""
    text, unit, is_percent = bare(text)
    if not text:
        return None
    found = _one(text, record, year)
    if found is None:
        shorter = _REMARK.sub("", _NUMBERED.sub("", text))
        if shorter != text and shorter:
            shorter, inner, _ = bare(shorter)
            unit = unit or inner
            found = _one(shorter, record, year)
    if found is None and (plain := _FIXED_ASSETS.sub("投资", text)) != text:
        found = _one(plain, record, year)  # 1-9月完成固定资产投资
    if found is None and unit is not None and _YEAR_TASK.fullmatch(text):
        found = _one("年度计划投资", record, year) if year_of(text) in {None, year} else None
    if found is None or isinstance(found, Ambiguous):
        return found
    if is_percent and found.column.kind in AMOUNT_KINDS:
        return None
    return evolve(found, unit=unit)


_FIXED_ASSETS = re.compile("固定资产投资|固投(?!库)")
_YEAR_TASK = re.compile(r"(?:(\d{4})年度?|年度|全年|本年度?|今年)(?:目标|任务|目标任务|任务目标)")


def year_of(text: str) -> int | None:
    """Return the year that a cleaned header begins with."""
    found = _YEAR.match(text)
    return int(found[1]) if found and found[1] else None


@lru_cache(maxsize=64)
def _vocabulary(record: type) -> dict[str, Column]:
    """Return cleaned label and synonyms → column; a canonical label wins over any synonym."""
    known_words: dict[str, Column] = {}
    for column in columns(record):
        for name in column.synonyms:
            known_words.setdefault(bare(clean(name))[0], column)
    for column in columns(record):
        if column.kind not in {CellKind.SERIES, CellKind.PAPERS}:
            known_words[bare(clean(column.label))[0]] = column
    named = column_by_key(record).get("name")
    if record is not Project and named and named.required:  # a list of projects as well
        for column, words in _shared(record):
            for word in words:
                known_words.setdefault(bare(clean(word))[0], column)
    days = [(word, column) for word, column in known_words.items() if column.kind is CellKind.DATE]
    others = {other: column for word, column in days for other in _of_the_same_day(word)}
    return others | known_words


_DAY_WORDS = ("时间", "日期", "年月", "月份")
_AHEAD_WORDS = ("计划", "拟", "预计")
_DAY = re.compile(
    f"(?P<when>{'|'.join(_AHEAD_WORDS)}|实际|)(?P<what>..+)(?:{'|'.join(_DAY_WORDS)})"
)
_BUILT = frozenset({"开工", "竣工", "复工", "完工"})


def _of_the_same_day(word: str) -> Iterator[str]:
    """Yield what else a header of a day is called: 计划开工时间 is 拟开工日期, 预计开工月份, 计划开工."""
    found = _DAY.fullmatch(word)
    if found is None:
        return
    when, what = found["when"], found["what"]
    for ahead in _AHEAD_WORDS if when in _AHEAD_WORDS else (when,):
        for end in _DAY_WORDS:
            yield f"{ahead}{what}{end}"
        if what in _BUILT and ahead in {"计划", "实际"}:
            yield f"{ahead}{what}"


def _shared(record: type) -> Iterator[tuple[Column, tuple[str, ...]]]:
    """Yield the columns that 项目台账 has as well, and what it calls them."""
    of_projects = column_by_key(Project)
    for column in columns(record):
        same = of_projects.get(column.key)
        if same is None or same.kind is not column.kind:
            continue
        if same.label == column.label or column.kind is CellKind.NAMES:
            yield column, (same.label, *same.synonyms)


def closeness(text: str, column: Column) -> int:
    """Return how far a header is from the canonical one: 0 the label, then the synonyms in their order.

    What was adjusted (调整后年度计划投资) holds, so it comes before all others.
    """
    if re.search(_AFTER, clean(text)):
        return -1
    own = bare(_REMARK.sub("", clean(text)))[0]
    words = [bare(clean(word))[0] for word in (column.label, *column.synonyms)]
    return words.index(own) if own in words else len(words)


def _one(text: str, record: type, year: int | None) -> Match | MissingMonth | Ambiguous | None:
    if (
        year is not None
        and year_of(text) == year
        and (rest := _YEAR.sub("", text)) in {"投资", "投资额", "投资金额"}
    ):
        text = f"年度{rest}"
    return _ambiguous(text, record) or _named(text, record, year) or _span(text, record, year)


_YEAR_AMOUNT = re.compile(r"(?:年度|本年度?|今年|当年|全年)投资(?:额|金额)?")


def _ambiguous(  # noqa: C901, PLR0911 - one line a header that has several meanings
    text: str, record: type
) -> Ambiguous | None:
    """Return the meanings of a header that has several."""
    known_fields = column_by_key(record)

    def fields(*keys: str) -> tuple[Match, ...]:
        return tuple(Match(known_fields[key], key) for key in keys if key in known_fields)

    stage = fields("stage")
    if stage and text in {"建设性质", "项目性质"}:
        # 新建/续建/收尾 is a stage of the year; 新建/扩建/改建 is what statistics ask.
        kinds = fields("build_kind") or (BUILD_KIND,)
        return Ambiguous((*stage, *kinds), stage[0] if text == "项目性质" else None)
    if "total_investment" not in known_fields:
        return None
    if text in {"项目类型", "项目状态", "建设状态", "项目类别"} and "industry" in known_fields:
        return Ambiguous(fields("stage", "level", "industry"))
    if "actual" not in known_fields:
        return None
    if text in {"投资额", "投资金额", "项目投资"}:
        return Ambiguous((*fields("total_investment"), MissingMonth(known_fields["actual"])))
    if _YEAR_AMOUNT.fullmatch(text):
        return Ambiguous((*fields("year_plan"), MissingMonth(known_fields["actual"])))
    if text == "投资主体":
        return Ambiguous((*fields("owner"), IgnoredColumn("投资主体性质")))
    to_date = MissingMonth(known_fields["actual"])
    if text in {
        "完成投资",
        "完成投资额",
        "实际完成投资",
        "已完成投资",
        "投资完成额",
        "投资完成情况",
    }:
        return Ambiguous((to_date, SINGLE_MONTH, *fields("cumulative")))
    if text in {"今年开工时间", "今年开工日期"}:
        return Ambiguous(
            (*fields("started_on"), *(fields("start_planned") or (IgnoredColumn("计划开工时间"),)))
        )
    if text in {"今年竣工时间", "今年竣工日期"}:
        return Ambiguous(
            (
                *fields("finished_on"),
                *(fields("finish_planned") or (IgnoredColumn("计划竣工时间"),)),
            )
        )
    if _MONTH_END.match(text):
        return Ambiguous((to_date, *fields("cumulative")))
    if len(text) <= LONGEST_HEADER and _UNIT_AND_PERSON.search(text):
        return Ambiguous((*fields("owner", "responsible_unit"), IgnoredColumn("联系人")))
    return None


_AFTER = "(?:调整|变更|修正|修订)后"
_ADJUSTED = re.compile(rf"^(?:最新)?{_AFTER}的?(?=.)|(?<=.)\(?{_AFTER}\)?$")


def _named(text: str, record: type, year: int | None) -> Match | MissingMonth | None:
    if adjusted := _ADJUSTED.search(text):
        text = text[: adjusted.start()] + text[adjusted.end() :]
    known_words = _vocabulary(record)
    text = re.sub(r"^开工(?:至今)?累计", "自开工累计", text)
    forms = (text, text.removesuffix("额"), text.removesuffix("金额"), text.removesuffix("额度"), f"{text}额")  # fmt: skip
    for form in (*forms, f"{text}投资") if says_since_when(text) == "完成" else forms:
        if form in known_words:
            return _of(known_words[form])
    if before := _BEFORE.match(text):
        column = known_words.get("到上年底累计完成投资")
        is_last = not before[1] or year is None or int(before[1]) == year - 1
        return Match(column, column.key) if column and is_last else None
    found = _YEAR.match(text)
    if found and (not found[1] or year is None or int(found[1]) == year):
        rest = text[found.end() :]
        if rest.startswith(("全年", "年度", "本年", "当年", "今年")) and rest in known_words:
            return _of(known_words[rest])  # 2026年全年计划, 2026年年度计划投资
        ended = "投资" if rest.endswith("完成") else ""
        for form in (f"年度{rest}", f"当年{rest}", f"今年{rest}", f"本年{rest}"):
            column = known_words.get(form) or known_words.get(f"{form.removesuffix('额')}{ended}")
            if column:
                found_column = _of(column)
                return evolve(found_column, year=int(found[1])) if found[1] and isinstance(found_column, MissingMonth) else found_column  # fmt: skip
    return None


_SINCE_WHEN = re.compile(
    r"^(?:\d{4}年|本年|今年|当年|年初|年内|自|开工|年度|全年)(?!.*投资).*(?P<what>完成|计划)$"
)


def says_since_when(text: str) -> str:
    """Return 完成 or 计划 where a cleaned header says only that and since when: 自开工累计完成, 本年计划; else nothing."""
    found = _SINCE_WHEN.match(text)
    return found["what"] if found else ""


def _of(column: Column) -> Match | MissingMonth:
    return MissingMonth(column) if column.kind is CellKind.SERIES else Match(column, column.key)


def _span(text: str, record: type, year: int | None) -> Match | MissingMonth | Ambiguous | None:
    """Return the series and month of a header such as 2022年1-3月完成投资, or the progress of such a period.

    三季度累计完成投资 is of January to September, or of the quarter: it is asked about.
    """
    span = span_of(text)
    if span is None:
        return None
    rest = re.sub(r"^累计|^实际累计|^(?<=.)累计|额$|数$|金额$|额度$", "", span.rest).replace(
        "累计", ""
    )
    progress = column_by_key(record).get("progress")
    if progress and re.sub(r"^(?:实际|工程|项目)+", "", rest) in {
        "形象进度",
        "工程形象进度",
        "进展情况",
        "进展",
    }:
        return Match(progress, progress.key)
    named = span.year or year
    is_asked = span.kind is SpanKind.TO_DATE or span.is_doubtful
    if not is_asked or (span.month or 1) > _MONTHS or span.month == 0:
        return None
    for column in columns(record):
        if column.kind is CellKind.SERIES:
            wanted = bare(clean(column.pattern.split("{M}")[1]))[0]
            if rest == wanted or rest in _SERIES_WORDS.get(wanted, ()):
                if span.month is None or named is None:
                    return MissingMonth(column, None, span.year, span.month)
                key = f"{column.key}.{month(named, span.month)}"
                found = Match(column, key, None, span.is_whole_year)
                return Ambiguous((found, SEVERAL_MONTHS)) if span.is_doubtful else found
    return None
