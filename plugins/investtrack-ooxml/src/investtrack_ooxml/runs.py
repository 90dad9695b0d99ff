"""Placeholders in text that is split into runs of different fonts: replaced where each begins."""

from __future__ import annotations

from collections.abc import Sequence


def replaced(
    runs: Sequence[str], spans: Sequence[tuple[int, int]], words: Sequence[str]
) -> list[str]:
    """Return *runs* with the text at each of *spans* replaced by the word of the same number.

    A span may begin in one run and end in another; its word goes where it begins.

    Args:
        runs: texts of the runs, in order.
        spans: ascending, apart from each other, counted over the joined text.
        words: what to put there.
    """
    out: list[str] = []
    at = 0
    for run in runs:
        end, kept, position = at + len(run), [], at
        for (first, last), word in zip(spans, words, strict=True):
            if last <= at or first >= end:
                continue
            kept.append(run[max(position, at) - at : max(first, at) - at])
            if first >= at:
                kept.append(word)
            position = min(last, end)
        kept.append(run[position - at :])
        out.append("".join(kept))
        at = end
    return out
