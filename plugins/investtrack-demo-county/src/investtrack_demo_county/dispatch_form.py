"""The form of dispatch."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, BinaryIO, ClassVar

from investtrack.plugin import Template


if TYPE_CHECKING:
    from investtrack import Profile


class DispatchForm(Template):
    """The county's form of dispatch (项目调度情况表)."""

    name: ClassVar[str] = "demo-dispatch"
    label: ClassVar[str] = "项目调度情况表"
    suffix: ClassVar[str] = ".xlsx"

    def write(self, profile: Profile, stream: BinaryIO) -> None:  # noqa: ARG002 - one form
        """Write the form to *stream*."""
        stream.write(files("investtrack_demo_county").joinpath("调度表.xlsx").read_bytes())
