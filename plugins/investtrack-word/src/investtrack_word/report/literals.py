"""Digits that a template keeps from the report it was made of (上期数字): the control around each says what stood there."""

from __future__ import annotations

import re


_HEAD = "上期数字|"
_LONGEST = 64  # as Word allows a tag


def tag_of_literal(text: str) -> str:
    """Return the tag of the control around digits of the last period."""
    return f"{_HEAD}{text}"[:_LONGEST]


def literal_in(tag: str) -> str | None:
    """Return what stood in a control when the template was made; None where it is another control."""
    return tag.removeprefix(_HEAD) if tag.startswith(_HEAD) else None


_TAG = re.compile(rf'<w:tag w:val="{re.escape(_HEAD)}([^"]*)"')


def literals_in(xml: str) -> list[str]:
    """Return the digits of the last period that a part still carries, in order."""
    found = _TAG.findall(xml)
    if not found:
        return []
    from html import unescape  # its table of names is large

    return list(map(unescape, found))
