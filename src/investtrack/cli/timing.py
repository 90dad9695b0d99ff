"""Stage times, printed where INVESTTRACK_TIMINGS is set: what the benchmark reads."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stages:
    """Times the stages of a run; silent unless asked."""

    def __init__(self) -> None:
        self._wanted = bool(os.environ.get("INVESTTRACK_TIMINGS"))

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Time one stage."""
        begun = time.perf_counter()
        yield
        if self._wanted:
            sys.stderr.write(f"timing {name} {time.perf_counter() - begun:.4f}\n")
