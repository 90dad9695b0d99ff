"""Addresses of databases on the command line, wherever a verb takes the path of a ledger."""

from __future__ import annotations

from collections.abc import Sequence

from investtrack.plugin.addresses import placed, scheme_of


# Their values are addresses by themselves.
_OWN = {"--store", "--dask"}
_OTHERS = {"", "http", "https", "file", "tcp", "tls"}


def with_addresses_placed(given: Sequence[str]) -> list[str]:
    """Return arguments of the command line, each address of a database as the path that stands for it.

    One that no plugin reads is placed as well: what says so then names no password.
    """
    before = ["", *given]
    return [
        str(placed(each)) if scheme_of(each) not in _OTHERS and last not in _OWN else each
        for last, each in zip(before, given, strict=False)
    ]
