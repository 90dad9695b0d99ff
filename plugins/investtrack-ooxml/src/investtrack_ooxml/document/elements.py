"""The elements of a document, by their local names: the transitional and the strict namespace alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack_ooxml.xml import local_name


if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALSE = {"0", "false", "off"}


def child(element: _Element, *names: str) -> _Element | None:
    """Return the first child by a path of local names, or None."""
    found: _Element | None = element
    for name in names:
        if found is None:
            return None
        found = next((item for item in found if local_name(item) == name), None)
    return found


def attribute(element: _Element, name: str) -> str:
    """Return an attribute by its local name; empty where it is not stated."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def is_on(switch: _Element | None) -> bool:
    """Whether a switch, such as ``w:vanish``, is there and not turned off."""
    return switch is not None and (attribute(switch, "val") or "1") not in _FALSE
