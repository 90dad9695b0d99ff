"""What 云溪县 keeps beside the standard ledger: 调度次数, a figure of it, a sentence, and the form that prints both."""

from __future__ import annotations

from importlib.resources import files
from typing import BinaryIO, ClassVar

from investtrack import Profile
from investtrack.figures import Definition, Kind, Total, every, field_of
from investtrack.plugin import CellKind, Phrase, Template, extra_column


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


class DispatchForm(Template):
    """The county's form of dispatch (项目调度情况表)."""

    name: ClassVar[str] = "demo-dispatch"
    label: ClassVar[str] = "项目调度情况表"
    suffix: ClassVar[str] = ".xlsx"

    def write(self, profile: Profile, stream: BinaryIO) -> None:  # noqa: ARG002 - one form
        """Write the form to *stream*."""
        stream.write(files("investtrack_demo_county").joinpath("调度表.xlsx").read_bytes())
