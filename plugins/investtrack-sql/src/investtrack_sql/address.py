"""Database addresses as they may be shown: without what lets anybody in."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode


_MASK = "***"
# A password may itself hold "@" and "/": it ends at the last "@" of the address.
_PASSWORD = re.compile(r"(?P<before>://[^:/@\s]*:)(?P<secret>\S*)(?=@)")
_OPTION = re.compile(
    r"(?P<before>[?&](?:password|passwd|pwd|token|secret)=)(?P<secret>[^&\s]*)", re.IGNORECASE
)


def file_of(place: str | Path) -> Path | None:
    """Return the file that *place* names, or ``None`` where it is a database's address."""
    return Path(place) if "://" not in str(place) else None


def parted(address: str) -> tuple[str | Path, dict[str, str]]:
    """Return the place of a store, a SQLite file or a database's address, and what is asked of it: region, at, known.

    sqlite:///库.sqlite?region=甲县&at=2022-03-31
    """
    rest, mark, query = address.rpartition("?")
    asked = dict(parse_qsl(query)) if mark else {}
    own = {key: asked.pop(key) for key in _ASKED if key in asked}
    if mark and own:
        left = urlencode(asked)
        address = f"{rest}?{left}" if left else rest
    if address.lower().startswith("sqlite:"):
        return Path(unquote(address.partition("://")[2].removeprefix("/"))), own
    return address, own


_ASKED = ("region", "at", "known")


def shown(place: str | Path) -> str:
    """Return *place* for messages, with the password masked.

    Args:
        place: a file, or an address such as ``postgresql+psycopg://user:password@host/name``.
    """
    text = str(place)
    if file_of(place) is not None:
        return text
    for pattern in (_PASSWORD, _OPTION):
        text = pattern.sub(rf"\g<before>{_MASK}", text)
    return text


def without_secrets(text: str, place: str | Path) -> str:
    """Return *text*, what a driver said about *place*, with the password of *place* masked wherever it stands."""
    for secret in _secrets(place):
        text = text.replace(secret, _MASK)
    return text


def holds_secret(text: str, place: str | Path) -> bool:
    """Return whether the password of *place* stands in *text*."""
    return any(secret in text for secret in _secrets(place))


def is_ambiguous(place: str | Path) -> bool:
    """Return whether the password of *place* holds signs that part an address, so that readers split it elsewhere."""
    if file_of(place) is not None:
        return False
    return any(set(match["secret"]) & set("@/?#") for match in _PASSWORD.finditer(str(place)))


def _secrets(place: str | Path) -> list[str]:
    if file_of(place) is not None:
        return []
    found = [
        match["secret"]
        for pattern in (_PASSWORD, _OPTION)
        for match in pattern.finditer(str(place))
    ]
    both = {form for secret in found for form in (secret, unquote(secret)) if form}
    return sorted(both, key=len, reverse=True)
