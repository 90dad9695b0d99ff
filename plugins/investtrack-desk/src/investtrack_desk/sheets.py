"""The cells of a sheet as the page shows them: a window of rows, kept while the file stays the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from attrs import frozen

from investtrack.plugin.installed import Plugins
from investtrack.reading.cells.cell_values import text_of


_KEPT = 8
_COLUMNS = 120
_ROWS = 200_000


@frozen(eq=False)
class ShownSheet:
    """A sheet as texts.

    Attributes:
        rows: each row from row 1 and column A on.
        width: the most cells of a row.
        merged: merged ranges as ((top, left), (bottom, right)), zero-based.
    """

    rows: tuple[tuple[str, ...], ...]
    width: int
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]


class SheetStore:
    """Sheets that were looked at, the last few of them."""

    def __init__(self, plugins: Callable[[], Plugins]) -> None:
        self._plugins = plugins
        self._kept: OrderedDict[tuple[str, int, str], ShownSheet] = OrderedDict()
        self._lock = threading.Lock()

    def sheet(self, path: Path, name: str) -> ShownSheet | None:
        """Return the sheet of that name; None where there is none, or its importer has no sheets.

        Raises:
            SourceError: the file cannot be used.
        """
        key = (str(path), path.stat().st_mtime_ns, name)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        opened: Any = getattr(self._plugins().importer_for(path), "sheets", None)
        found = next((s for s in opened(path) if s.name == name), None) if opened else None
        if found is None:
            return None
        cells = found.load()
        rows = tuple(
            tuple(text_of(cell) for cell in row[:_COLUMNS])
            for _, row in zip(range(_ROWS), cells.rows, strict=False)
        )
        shown = ShownSheet(rows, max(map(len, rows), default=0), tuple(cells.merged))
        with self._lock:
            self._kept[key] = shown
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return shown
