"""Sentences that ask for something to be done about what is nothing now (还有0个，须尽快补齐): marked, since they cannot be right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from investtrack.values.amount import Amount
from investtrack_word.refresh.actions import Action, ActionKind
from investtrack_word.refresh.tracking import Tracking
from investtrack_word.report.trace import Trace
from investtrack_word.verify.document import EditedReport
from investtrack_word.verify.matching import Matched


_ASKING = re.compile("须|需|尽快|抓紧|加快|督促|补齐|推动|落实|未")
_STILL = re.compile(
    r"(?:还|尚|仍|另|剩)有?[^，。；]{0,12}?(?<![\d.])0(?:个|项|家|户|条|处|宗|件|人|万元|亿元)"
)
IDLE = "【待核：现台账为0，此句是否还成立】"


def idle_sentences(
    report: EditedReport,
    match: Matched,
    trace: Trace,
    values: Mapping[int, object],
    tracking: Tracking,
) -> Iterator[tuple[int, int, Action]]:
    """Mark the sentences that still ask for something about what is nothing now; yield paragraph, place and what is said."""
    prints = {item.number: item for item in trace.prints}
    zero = {
        id(place.paragraph): prints[number]
        for number, places in match.found.items()
        for place in places
        if number in values and _is_zero(values[number])
    }
    for number, paragraph in enumerate(report.paragraphs):
        if id(paragraph) not in zero:
            continue
        text = paragraph.again().text
        ends = [found.end() for found in re.finditer("[^。；]+[。；]?", text)]
        for begin, end in reversed(list(zip([0, *ends], ends, strict=False))):
            sentence = text[begin:end]
            if (
                _STILL.search(sentence)
                and _ASKING.search(sentence)
                and not text.startswith(IDLE, end)
            ):
                tracking.replace(paragraph, end, end, IDLE, whole_controls=False)
                yield number, begin, Action(
                    deed=ActionKind.ZERO, place=paragraph.place, near=sentence,
                    figure=zero[id(paragraph)].figure, before=sentence, after=None,
                )  # fmt: skip


def _is_zero(value: object) -> bool:
    return value == 0 or (isinstance(value, Amount) and not value.yuan) or value == ()
