"""The command line as a program of its own: what is worth doing because the process ends with it."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from typing import NoReturn


def _stop(_: int, __: object) -> NoReturn:
    """End as Ctrl-C does, so that nothing half-written is left; a second signal does not stop the tidying."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def program() -> NoReturn:
    """Run the command line and end at once.

    Python would first take a large ledger apart, object by object: a twentieth of a run, for nothing.
    """
    # A run builds much and drops little: looking for garbage in it costs a quarter of its time and finds none.
    gc.disable()
    from investtrack.cli.main import main  # noqa: PLC0415 - after that, so that imports are quick too

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    status = main()
    threads = sys.modules.get("threading")
    is_watched = sys.gettrace() is not None or sys.getprofile() is not None
    if is_watched or (threads is not None and threads.active_count() > 1):
        raise SystemExit(status)
    try:
        atexit._run_exitfuncs()  # noqa: SLF001 - what others left to do at exit is done
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # a full disk, a closed pipe: Python's own way says so
        raise SystemExit(status) from None
    os._exit(status)
