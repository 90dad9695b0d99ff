"""Opens Word documents; their elements by local names, transitional and strict alike."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from investtrack.errors import SourceError
from investtrack.input_limits import bounded_bytes
from investtrack_ooxml.package import (
    Package,
    Wanted,
    demand_whole,
    open_archive,
    open_parts,
    unreadable,
)


if TYPE_CHECKING:
    from lxml.etree import _Element


_WANTED = Wanted("docx", "Word 或 WPS", " doc")


def open_document(path: Path, data: bytes | None = None) -> Package:
    """Return the Word document at *path*.

    Args:
        path: the file, or what messages call it.
        data: its bytes, where they were read already.

    Raises:
        SourceError: it cannot be read, is locked, damaged, strict or a bomb, or is no Word document.
    """
    package = open_archive(path, bounded_bytes(path) if data is None else data, wanted=_WANTED)
    if not package.main.endswith(".xml") or not package.main.startswith("word/"):
        raise SourceError(path, "不是 Word 文档；请用 Word 或 WPS 另存为 docx")
    return package


def open_to_read(path: Path) -> tuple[Package, str]:
    """Return the Word document at *path*, of either kind and however bare, and its part with the text.

    Raises:
        SourceError: it cannot be read, is locked, damaged or a bomb, or has no such part.
    """
    package = open_parts(path, bounded_bytes(path), wanted=_WANTED)
    main = package.main or "word/document.xml"
    if main not in package:
        raise SourceError(path, "不是 docx 文档，或已损坏；请用 Word 或 WPS 打开并另存为 docx")
    return package, main


def demand_same_text(what: str, package: Package, data: bytes, parts: Iterable[str]) -> None:
    """Demand that the document *data*, written from *package*, is whole and says what *parts* of it say.

    Raises:
        ExportError: a part cannot be read, or reads otherwise.
    """
    demand_whole(what, data)
    made = open_document(Path(what), data)
    for part in parts:
        wanted, found = (_text(each.tree(part)) for each in (package, made))
        if wanted != found:
            raise unreadable(what, part, "文字与应写的不同")


def _text(root: _Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{W}t", f"{W}delText")]


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALSE = {"0", "false", "off"}


def child(element: _Element, *names: str) -> _Element | None:
    """Return the first child by a path of local names, or None."""
    found: _Element | None = element
    for name in names:
        if found is None:
            return None
        found = _first(found, name)
    return found


def _first(element: _Element, name: str) -> _Element | None:
    end = f"}}{name}"  # asked of every element: a name is told here without a call for it
    for item in element:
        tag = item.tag
        if isinstance(tag, str) and (tag.endswith(end) or tag == name):
            return item
    return None


def attribute(element: _Element, name: str) -> str:
    """Return an attribute by its local name; empty where it is not stated."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def is_on(switch: _Element | None) -> bool:
    """Whether a switch, such as ``w:vanish``, is there and not turned off."""
    return switch is not None and (attribute(switch, "val") or "1") not in _FALSE
