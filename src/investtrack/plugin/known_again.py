"""What an exporter wrote, known again by its check sums; the parsers of reading back are loaded where a file is written."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from investtrack.plugin.read_back import Checksums


class WithChecksums:
    """An exporter that knows what it wrote again, instead of making it a second time to compare."""

    @cached_property
    def _written(self) -> Checksums:
        from investtrack.plugin.read_back import Checksums  # noqa: PLC0415 - see above

        return Checksums()
