"""Reads a file back before it takes the place of an older one: what no program could open is never written."""

from __future__ import annotations

import io
from collections.abc import Collection

from investtrack.errors import ExportError
from investtrack.plugin.read_back import archive_fault


def demand_whole(what: str, data: bytes, kept: Collection[str] = ()) -> None:
    """Demand that every part of the Office file *data* can be read, and is well-formed where it is XML.

    Args:
        what: what was to be written, for the message.
        data: the file.
        kept: parts that are the source's own bytes, which are not ours to judge.

    Raises:
        ExportError: a part is not; the message names it.
    """
    fault = archive_fault(io.BytesIO(data), kept)
    if fault is not None:
        raise unreadable(what, fault.part, fault.why)


def unreadable(what: str, part: str, why: str) -> ExportError:
    """Return the error that says what was written wrongly, and that nothing was replaced."""
    where = f"（{part}：{why}）" if part else f"（{why}）"
    return ExportError(
        what, f"写出的文件读回来不完好{where}，没有替换原来的文件；请把台账和这句话发给维护人员"
    )
