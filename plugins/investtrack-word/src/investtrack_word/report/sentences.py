"""A paragraph as written, sentence by sentence: where a person rejected new sentences, the old ones stand again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrs import evolve, frozen

from investtrack_word.report.trace import Former, Print, Trace, WrittenLine


_EDITED = 0.8  # a paragraph so much alike is what was added, edited
_END = re.compile(r"(?<=[。；])")
# What is numbered as it comes says nothing else when a paragraph above it is gone.
NUMBER = re.compile(r"^(?:（[一二三四五六七八九十]+）|附表\d+)")


@frozen
class Sentence:
    """A sentence as written: its text and printings in order."""

    pieces: tuple[str | Print, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(p if isinstance(p, str) else p.text for p in self.pieces)

    @property
    def pattern(self) -> str:
        """A pattern of the text: a figure as it is, or as before a change of it that may have been rejected."""
        return "".join(
            re.escape(p)
            if isinstance(p, str)
            else f"(?:{re.escape(p.text)}|{re.escape(p.former)})"
            if p.former
            else re.escape(p.text)
            for p in self.pieces
        )

    @property
    def skeleton(self) -> str:
        """The text with ids in place of figures, without a number that counts paragraphs."""
        return NUMBER.sub("", WrittenLine("", self.pieces).skeleton)


def sentences_of(line: WrittenLine) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph; a printing is never cut."""
    held: list[str | Print] = []
    for piece in line.pieces:
        if isinstance(piece, Print):
            held.append(piece)
            if piece.text.endswith(("。", "；")):
                yield Sentence(tuple(held))
                held = []
            continue
        *whole, rest = _END.split(piece)
        for part in whole:
            yield Sentence((*held, part) if part else tuple(held))
            held = []
        if rest:
            held.append(rest)
    if held:
        yield Sentence(tuple(held))


def joined(sentences: Sequence[Sentence]) -> tuple[str | Print, ...]:
    """Return the pieces of *sentences*."""
    return tuple(piece for sentence in sentences for piece in sentence.pieces)


def as_it_stands(trace: Trace, texts: Sequence[str]) -> Trace:
    """Return the trace of a document with these paragraphs: where a tracked change of sentences was rejected, as before it."""
    return evolve(
        trace,
        lines=tuple(_restored(line, texts) if line.formers else line for line in trace.lines),
    )


def _restored(line: WrittenLine, texts: Sequence[str]) -> WrittenLine:
    kept: list[Former] = []
    now = list(sentences_of(line))
    for former in line.formers:  # the last first, so that none moves another
        if former.count < 0:
            was = NUMBER.sub(str(former.pieces[0]), str(line.pieces[0]), count=1)
            if any(text.startswith(was) for text in texts):
                first, *rest = now[0].pieces
                number = NUMBER.sub(str(former.pieces[0]), str(first), count=1)
                now[0] = Sentence((number, *rest))
            continue
        old = re.compile(Sentence(former.pieces).pattern)
        new = "".join(s.pattern for s in now[former.at : former.at + former.count])
        is_new = re.compile(new or "(?!)")
        # Where one holds the other, the longer one is what stands there.
        is_longer = len(old.pattern) > len(new)
        stands_again = any(
            old.search(text) and (is_longer or not is_new.search(text)) for text in texts
        )
        if (
            stands_again
            if former.pieces
            else _is_gone(now[former.at : former.at + former.count], texts)
        ):
            now[former.at : former.at + former.count] = [Sentence(former.pieces)]
        else:
            kept.append(former)
    restored = len(kept) < len(line.formers)
    # Of what was restored in part, nothing is known any more of the rest's places.
    return evolve(line, pieces=joined(now), formers=() if restored else tuple(kept))


def _is_gone(added: Sequence[Sentence], texts: Sequence[str]) -> bool:
    """Whether what was added does not stand in the document, not even edited: it was rejected."""
    pattern = re.compile("".join(sentence.pattern for sentence in added) or "(?!)")
    if any(pattern.search(text) for text in texts):
        return False
    matcher = SequenceMatcher(None, b="".join(sentence.text for sentence in added), autojunk=False)
    for text in texts:
        matcher.set_seq1(text)
        if matcher.quick_ratio() >= _EDITED <= matcher.ratio():
            return False
    return True
