"""What reaches a terminal, and who sits at it. Text alone reaches it: signs of a ledger or a file's name that a terminal would obey are shown, not sent."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


# Of C0 the pictures that Unicode has for them (ESC is ␛); of C1 and the marks that turn the direction of a line, one sign for all.
_SHOWN = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\n\t"}
_SHOWN |= dict.fromkeys((*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "␦")
_ESCAPED = {code: f"\\u{code:04x}" for code in _SHOWN if chr(code) >= " "}


def visible(text: str) -> str:
    """Return *text* with a visible sign in place of each that a terminal would obey."""
    return text if text.isascii() and text.isprintable() else text.translate(_SHOWN)


def visible_json(text: str) -> str:
    """Return JSON *text* with such signs escaped, as JSON allows: its reader finds them as they were."""
    return text.translate(_ESCAPED)


class VisibleText:
    """A text stream through which only visible signs pass; all else is the stream's own."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write *text*, visible."""
        return self.stream.write(visible(text))

    def writelines(self, lines: Iterator[str]) -> None:
        """Write *lines*, visible."""
        self.stream.writelines(map(visible, lines))

    def __getattr__(self, name: str) -> object:
        return getattr(self.stream, name)


def bare(stream: TextIO) -> TextIO:
    """Return the stream behind, for a program that draws on the terminal itself."""
    return stream.stream if isinstance(stream, VisibleText) else stream


@contextmanager
def visible_output() -> Iterator[None]:
    """Let only visible signs pass to standard output and standard error, as UTF-8."""
    before = sys.stdout, sys.stderr
    for stream in before:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.stdout, sys.stderr = (
        stream if stream is None else VisibleText(stream) for stream in before
    )
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def login_name() -> str:
    """Return who is logged in; empty where the machine knows nobody, as in a bare container."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
