"""Sentences that a template words otherwise now: what it printed then against what it prints now, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrs import frozen

from investtrack_word.report.sentences import NUMBER, Sentence, sentences_of
from investtrack_word.report.trace import WrittenLine


_ALIKE = 0.6  # paragraphs less alike than this are taken for different ones


@frozen(kw_only=True)
class Reworded:
    """A sentence, or a table's rows, that the template prints otherwise now.

    Attributes:
        before: as it stands; empty for something new.
        after: as it would be printed; empty for something to be taken out.
        place: where, in Chinese; empty for rows of a table.
        is_written: whether it is in the document now, as a tracked change.
    """

    before: str
    after: str
    place: str = ""
    is_written: bool = False


@frozen(eq=False, kw_only=True)
class Rewording:
    """What differs beyond figures at one place: sentences of a paragraph then, and those in their stead.

    Attributes:
        line: index of the paragraph then; None where it is a new one.
        new_line: index of the paragraph now; None where there is none any more.
        at: before which sentence of the paragraph then the first new one stands.
        old: the sentences then.
        new: the sentences now.
    """

    line: int | None
    new_line: int | None
    at: int = 0
    old: tuple[Sentence, ...] = ()
    new: tuple[Sentence, ...] = ()

    @property
    def before(self) -> str:
        """The sentences then."""
        return "".join(sentence.text for sentence in self.old)

    @property
    def after(self) -> str:
        """The sentences now."""
        return "".join(sentence.text for sentence in self.new)


@frozen(eq=False)
class Compared:
    """Two printings of a template: which paragraph became which, and what differs beyond figures."""

    pairs: dict[int, int]
    rewordings: tuple[Rewording, ...]


def compared(old: Sequence[WrittenLine], new: Sequence[WrittenLine]) -> Compared:
    """Return how the prose of *new* differs from that of *old*."""
    then = [i for i, line in enumerate(old) if not line.in_table and line.pieces]
    now = [i for i, line in enumerate(new) if not line.in_table]
    pairs = dict(_paired(old, new, then, now))
    back = {b: a for a, b in pairs.items()}
    found: list[tuple[int, int, Rewording]] = []
    for index in then:
        whole = tuple(sentences_of(old[index]))
        if index in pairs:
            found += [(pairs[index], 1, each) for each in _within(index, pairs[index], whole, new)]
        else:
            after = max((pairs[i] for i in then if i < index and i in pairs), default=-1)
            found.append((after, 2, Rewording(line=index, new_line=None, old=whole)))
    found += [
        (index, 0, Rewording(line=None, new_line=index, new=tuple(sentences_of(new[index]))))
        for index in now
        if index not in back
    ]
    return Compared(pairs, tuple(each for *_, each in sorted(found, key=lambda item: item[:2])))


def _paired(
    old: Sequence[WrittenLine], new: Sequence[WrittenLine], then: Sequence[int], now: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield which paragraph became which: those that say the same, and between them those that are alike."""
    a = [NUMBER.sub("", old[i].skeleton) for i in then]
    b = [NUMBER.sub("", new[i].skeleton) for i in now]
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(then[i:j], now[k:m], strict=True)
        elif kind == "replace":
            for x, y in _alike(a[i:j], b[k:m]):
                yield then[i + x], now[k + y]


def _alike(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs, in order, that are most alike in all."""
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {}
    nothing: tuple[float, tuple[tuple[int, int], ...]] = (0.0, ())
    for x in range(len(a)):
        for y in range(len(b)):
            ways = [best.get((x - 1, y), nothing), best.get((x, y - 1), nothing)]
            share = _share(a[x], b[y])
            if share >= _ALIKE:
                score, pairs = best.get((x - 1, y - 1), nothing)
                ways.append((score + share, (*pairs, (x, y))))
            best[x, y] = max(ways, key=lambda way: way[0])
    yield from best.get((len(a) - 1, len(b) - 1), nothing)[1]


def _share(a: str, b: str) -> float:
    """Return how much of the shorter paragraph the other has, from 0 to 1."""
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / min(len(a), len(b))


def _within(
    index: int, new_index: int, whole: Sequence[Sentence], new: Sequence[WrittenLine]
) -> Iterator[Rewording]:
    now = tuple(sentences_of(new[new_index]))
    matcher = SequenceMatcher(
        None, [s.skeleton for s in whole], [s.skeleton for s in now], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield Rewording(
                line=index, new_line=new_index, at=a, old=tuple(whole[a:b]), new=tuple(now[c:d])
            )


def reworded_rows(old: Sequence[WrittenLine], new: Sequence[WrittenLine]) -> Iterator[Reworded]:
    """Yield the annex tables that have other rows now."""
    then, now = _keys(old), _keys(new)
    for table in dict.fromkeys([*then, *now]):
        gone = [key for key in then.get(table, ()) if key not in now.get(table, ())]
        come = [key for key in now.get(table, ()) if key not in then.get(table, ())]
        if gone or come:
            title = TITLES.get(table, table)
            yield Reworded(
                before=f"{title}里多出的行：{'、'.join(gone)}" if gone else "",
                after=f"{title}里缺少的行：{'、'.join(come)}" if come else "",
            )


TITLES = {
    "figures": "附表“主要指标”", "entries": "附表“本期计划入库项目”", "resumptions": "附表“到期未复工项目”",
    "starts": "附表“集中开工项目”", "slow": "附表“推进较慢和停工项目”", "issues": "附表“逾期未解决问题”",
    "tasks": "附表“下一步任务清单”",
}  # fmt: skip


def _keys(lines: Sequence[WrittenLine]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        for item in line.prints:
            if item.filter_name == "title":
                found.setdefault("figures", []).append(item.text)
            elif item.figure.startswith("annex.") and item.figure.endswith(".name"):
                found.setdefault(item.figure.split(".")[1], []).append(item.key)
    return found
