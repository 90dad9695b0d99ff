"""The command line as a program of its own: what is worth doing because the process ends with it."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, NoReturn


_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_STOPPED, _STANDARD_ERROR = 2, 2
_AGAIN = 0.01
"""Seconds until a signal that was lost is given again."""


def _stop_at_once(_: int = 0, __: object = None) -> NoReturn:
    """End while the program is still importing: nothing is written yet, and an exception would be wrapped on its way."""
    os.write(_STANDARD_ERROR, "已中断\n".encode())
    os._exit(_STOPPED)


def _stop(_: int, __: object) -> NoReturn:
    """End as Ctrl-C does, so that nothing half-written is left; a second signal does not stop the tidying."""
    _answer(signal.SIG_IGN)
    raise KeyboardInterrupt


def _answer(handler: Callable[[int, Any], Any] | signal.Handlers) -> None:
    for number in _SIGNALS:
        signal.signal(number, handler)


def _lost(unraisable: sys.UnraisableHookArgs) -> None:
    """Give a signal again that came while an object was taken apart, where Python drops what is raised."""
    if not isinstance(unraisable.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)
        return
    import _thread  # noqa: PLC0415 - few runs are ended at that moment

    def again() -> None:
        time.sleep(_AGAIN)
        if os.name == "nt":
            _thread.interrupt_main()
        else:  # which wakes what waits for the system, too
            os.kill(os.getpid(), signal.SIGINT)

    _answer(_stop)
    _thread.start_new_thread(again, ())


def _works(arguments: Sequence[str]) -> bool:
    """Whether a verb is run, rather than told of."""
    return bool(arguments) and not {"-h", "--help", "--version"} & set(arguments)


def _worked(main: Callable[[], int]) -> int:
    """Return what *main* does, with the code that attrs generates kept for the next run."""
    from investtrack.generated_code import kept_code  # noqa: PLC0415 - help and version need none of it

    keep = kept_code()
    status = main()
    keep()
    return status


def program() -> NoReturn:
    """Run the command line and end at once.

    Python would first take a large ledger apart, object by object: a twentieth of a run, for nothing.
    """
    # A run builds much and drops little: looking for garbage in it costs a quarter of its time and finds none.
    gc.disable()
    try:
        # Before anything else is imported, so that a signal is one word at any moment.
        _answer(_stop_at_once)
        sys.unraisablehook = _lost
        _end(_run())
    except KeyboardInterrupt:
        _stop_at_once()


def _run() -> int:
    if not _works(sys.argv[1:]):
        from investtrack.cli.main import main  # noqa: PLC0415 - imports are quick without the search for garbage

        _answer(_stop)
        return main()
    from investtrack.kept_modules import kept_modules  # noqa: PLC0415 - help and version need none of it

    keep = kept_modules()
    from investtrack.cli.main import main  # noqa: PLC0415 - found where an earlier run left it

    _answer(_stop)
    status = _worked(main)
    keep()
    return status


def _end(status: int) -> NoReturn:
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
