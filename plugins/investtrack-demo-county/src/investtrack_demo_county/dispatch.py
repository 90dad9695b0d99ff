"""What 云溪县 keeps beside the standard ledger: 调度次数, a figure of it, a sentence; the form prints both."""

from __future__ import annotations

from investtrack.figures import Definition, Kind, Total, every, field_of
from investtrack.plugin import CellKind, Phrase, extra_column


DISPATCHES = extra_column(
    "projects", "dispatches", "调度次数", CellKind.COUNT, synonyms=("调度会次数", "专题调度次数")
)
DISPATCH_COUNT = Definition(
    id="dispatch.count",
    title="调度次数",
    kind=Kind.COUNT,
    words="项目台账各项目“调度次数”之和",
    counted_in="次",
    rule=Total(every("projects"), field_of("dispatches", "调度次数", Kind.COUNT)),
)
SENTENCE = Phrase(
    "dispatch", "调度情况", "今年以来共调度项目{{ dispatch.count }}次。", needs="dispatch.count"
)
