"""Sentences that a template would word otherwise now: what it printed then against what it prints now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrs import frozen

from investtrack_word.report.trace import Print, WrittenLine


_END = re.compile(r"(?<=[。；])")
# What is numbered as it comes says nothing else when a paragraph above it is gone.
_NUMBER = re.compile(r"^(?:（[一二三四五六七八九十]+）|附表\d+)")


@frozen
class Reworded:
    """A sentence, or a table's rows, that the template would print otherwise.

    Attributes:
        before: as it was printed; empty for something new.
        after: as it would be printed; empty for something to be taken out.
    """

    before: str
    after: str


@frozen(eq=False)
class _Sentence:
    text: str
    skeleton: str


def reworded(old: Sequence[WrittenLine], new: Sequence[WrittenLine]) -> tuple[Reworded, ...]:
    """Return what differs beyond the figures: sentences of the prose, then rows of the annex tables."""
    then = [s for line in old if not line.in_table for s in _sentences(line)]
    now = [s for line in new if not line.in_table for s in _sentences(line)]
    found: list[Reworded] = []
    matcher = SequenceMatcher(
        None, [s.skeleton for s in then], [s.skeleton for s in now], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            before = "".join(sentence.text for sentence in then[a:b])
            after = "".join(sentence.text for sentence in now[c:d])
            found.append(Reworded(before, after))
    return (*found, *_rows(old, new))


def _sentences(line: WrittenLine) -> Iterator[_Sentence]:
    """Yield the sentences of a paragraph, each with ids in place of figures."""
    text = skeleton = ""
    for piece in line.pieces:
        if isinstance(piece, Print):
            text += piece.text
            skeleton += f"⟦{piece.figure}|{piece.filter_name}|{piece.key}⟧"
            continue
        *whole, rest = _END.split(piece)
        for part in whole:
            yield _Sentence(text + part, _NUMBER.sub("", skeleton + part))
            text = skeleton = ""
        text, skeleton = text + rest, skeleton + rest
    if text:
        yield _Sentence(text, _NUMBER.sub("", skeleton))


def _rows(old: Sequence[WrittenLine], new: Sequence[WrittenLine]) -> Iterator[Reworded]:
    then, now = _keys(old), _keys(new)
    for table in dict.fromkeys([*then, *now]):
        gone = [key for key in then.get(table, ()) if key not in now.get(table, ())]
        come = [key for key in now.get(table, ()) if key not in then.get(table, ())]
        if gone or come:
            title = TITLES.get(table, table)
            yield Reworded(
                f"{title}里多出的行：{'、'.join(gone)}" if gone else "",
                f"{title}里缺少的行：{'、'.join(come)}" if come else "",
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
