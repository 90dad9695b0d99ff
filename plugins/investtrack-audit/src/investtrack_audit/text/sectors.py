"""Which of the three industries (三次产业) a number is of, singly or one of several listed by 分别."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from investtrack.values import QuantityKind as Kind
from investtrack_audit.text.indicators import names_only_indicator
from investtrack_audit.text.prose import Mention, Prose
from investtrack_audit.text.roles import Role


SECTORS = ("一", "二", "三")
_ONE = re.compile(r"第?([一二三])(?:次|、)?产")
_SEVERAL = re.compile(
    r"第?([一二三])(?:次?产业?)?[、和及与](?:第?([一二三])(?:产业?)?[、和及与])?第?([一二三])(?:次)?产"
)
_ALL = re.compile(r"三次产业|第?一二三(?:次)?产|(?<!第)三产(?:业)?比|各次产业")
_LONGEST = 60


def sector_of(text: str) -> str:
    """Return 一, 二 or 三 where *text* names one industry, else nothing."""
    if "产" not in text:
        return ""
    named = {match.group(1) for match in _ONE.finditer(text)}
    return next(iter(named)) if len(named) == 1 and not _SEVERAL.search(text) else ""


@lru_cache(maxsize=256)  # several readers ask it of the same words
def sectors_named(text: str) -> tuple[str, ...]:
    """Return the industries that *text* names side by side (第一、二、三产业, 三次产业), in order; else one or none."""
    several = list(_SEVERAL.finditer(text))
    if several:
        return tuple(name for name in several[-1].groups() if name)
    every = list(_ALL.finditer(text))
    if every:  # 三次产业均实现增长：第一产业…: of the first alone
        one = sector_of(text[every[-1].end() :])
        return (one,) if one else SECTORS
    one = sector_of(text)
    return (one,) if one else ()


def by_sector(prose: Prose, mentions: Sequence[Mention]) -> Iterator[tuple[str, Mention]]:
    """Yield those of *mentions*, all of one role, that are of one industry each, with it.

    A number after 分别 is of the industry at its place in the list before; 均 gives all the same.
    """
    at = 0
    while at < len(mentions):
        run = [mentions[at]]
        for index in range(at + 1, len(mentions)):
            other = mentions[index]
            goes_on = other.is_listed or _MOVES_ON.fullmatch(other.gap.strip()) is not None
            if not goes_on or other.index != run[-1].index + 1:
                break
            run.append(other)
        yield from _of_run(prose, run)
        at += len(run)


# 第一、二、三产业比重分别下降0.2个、下降0.6个、提高0.8个百分点
_MOVES_ON = re.compile("[、和及与](?:上升|提高|提升|下降|降低|回落|增加|减少)了?")


def _of_run(prose: Prose, run: Sequence[Mention]) -> Iterator[tuple[str, Mention]]:
    words = words_before(prose, run[0])
    named = sectors_named(words)
    if len(named) == len(run):
        yield from zip(named, run, strict=True)
    elif len(run) == 1 and len(named) > 1 and "均" in words:
        yield from ((name, run[0]) for name in named)


def words_before(prose: Prose, mention: Mention) -> str:
    """Return the words from the number before, or the sentence's beginning, to *mention*."""
    begin, _ = prose.sentence_of(mention.quantity.start)
    begin = max(begin, mention.quantity.start - _LONGEST)
    for index in range(mention.index - 1, max(-1, mention.index - 7), -1):
        other = prose.mentions[index]
        if other.quantity.end <= begin:
            break
        between = prose.text[other.quantity.end : mention.quantity.start]
        if sectors_named(between):
            return between
    return prose.text[begin : mention.quantity.start]


def _of_things(prose: Prose, amount: Mention) -> str:
    """Return the industry of the things whose amount it is: 一产项目25个，合同引资额10.9亿元."""
    things = prose.mentions[amount.index - 1] if amount.index else None
    if things is None or things.quantity.kind is not Kind.COUNT:
        return ""
    beside = amount.clause - things.clause == 1 and amount.segment == things.segment
    return sector_of(things.head) if beside and names_only_indicator(amount.head) else ""


def _listed_run(prose: Prose, last: Mention, kind: Kind) -> list[Mention]:
    """Return the three amounts that end with *last*, listed for all industries at once: 第一二三产业增加值分别为65.6亿元、78.51亿元、212.15亿元."""
    run = list(prose.mentions[max(0, last.index - 2) : last.index + 1])
    joined = len(run) == len(SECTORS) and all(
        not one.head and one.gap.strip() in {"、", "和", "及", "与"} for one in run[1:]
    )
    if not joined or any(one.quantity.kind is not kind or not one.is_level() for one in run):
        return []
    words = prose.text[max(0, run[0].quantity.start - _CLAUSE) : run[0].quantity.start]
    words = re.split("[,;。]", words)[-1]
    return run if "分别" in words and sectors_named(words) == SECTORS else []


_CLAUSE = 30


def amounts_by_sector(prose: Prose, before: int, kind: Kind = Kind.MONEY) -> list[Mention]:
    """Return the amounts of *kind* of the three industries listed last before *before*, in order; else nothing."""
    found: dict[str, Mention] = {}
    for mention in reversed(prose.mentions[max(0, before - _LONGEST) : before]):
        if not mention.is_level() or mention.quantity.kind is not kind:
            continue
        name = sector_of(mention.head) or _of_things(prose, mention)
        if not name and not mention.head and (run := _listed_run(prose, mention, kind)):
            return run
        if name and name not in found and mention.role is Role.LEVEL:
            found[name] = mention
        if len(found) == len(SECTORS):
            break
    if len(found) < len(SECTORS):
        return []
    listed = [found[name] for name in SECTORS]
    in_order = listed[0].index < listed[1].index < listed[2].index
    at_once = len({mention.sentence for mention in listed}) == 1
    return listed if in_order or at_once else []
