"""Assembles one HTML file of our page sources and a report's content; nothing in it is fetched."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import islice

from investtrack.json_object import JsonObject
from investtrack_html.laid import Laid


SCRIPTS = (
    "dom.js", "content.js", "charts.js", "sheet.js", "evidence.js", "card.js",
    "overview.js", "work.js", "filters.js", "projects.js", "boot.js",
)  # fmt: skip
"""Our scripts, in the order they are joined: each uses only what stands before it, until the page is up."""

_PART = re.compile(r"<!--(TITLE|POLICY|STYLE|CONTENT|SCRIPT)-->")
_CONTENT = re.compile(r'<script type="application/json" id="content">([^<]*)</script>')
_UNSAFE_SIGNS = "<>&\x7f\u2028\u2029"
_UNSAFE = re.compile("[<>&\u2028\u2029\x7f\ud800-\udfff]")


def page(title: str, content: Mapping[str, object]) -> bytes:
    """Return the page: same title and content, same bytes.

    A policy (CSP) forbids every request and every script and style but ours, which it names by
    their hashes.
    """
    return "".join(pieces(title, content.items())).encode()


def pieces(title: str, content: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Yield the text of :func:`page`, some of the content at a time.

    Args:
        title: as :func:`page` has it.
        content: its keys and values; a value that is an iterator is a list, which is made as it is written.
    """
    style, script = source("page.css"), script_source()
    parts = {
        "TITLE": html.escape(f"{title} 调度会"),
        "POLICY": (
            f"default-src 'none'; img-src data:; style-src '{_digest(style)}'; "
            f"script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
        ),
        "STYLE": style,
        "SCRIPT": script,
    }
    # Filled in one pass, so that no text of a ledger is taken for a mark of ours.
    text, *rest = _PART.split(source("page.html"))
    yield text
    for mark, after in zip(rest[::2], rest[1::2], strict=True):
        if mark == "CONTENT":
            yield from map(_safe, _members(content, _DEPTH))
        else:
            yield parts[mark]
        yield after


def source(name: str) -> str:
    """Return one of our page sources."""
    return (files(__package__) / "page" / name).read_text(encoding="utf-8")


def script_source() -> str:
    """Return all scripts as one, in a scope of their own."""
    body = "\n".join(source(name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}}})();\n'


def json_in_html(content: Mapping[str, object]) -> str:
    r"""Return *content* as JSON that can stand inside a script element, whatever its texts.

    ``<``, ``>`` and ``&`` are written ``\u003c`` and so on: no text can end the element or begin a
    comment. U+2028, U+2029 and lone surrogates are written so, too.
    """
    return "".join(map(_safe, _json(content, _DEPTH)))


def _safe(text: str) -> str:
    if not any(sign in text for sign in _UNSAFE_SIGNS) and _is_encodable(text):
        return text  # found by single signs in a third of the pattern's time
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _is_encodable(text: str) -> bool:
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:  # a lone surrogate
        return False


def _json(value: object, depth: int) -> Iterator[str]:
    """Yield *value* as JSON without spaces; what is *depth* levels in, some hundred items at a time."""
    if depth and isinstance(value, dict) and value:
        yield from _members(value.items(), depth)
    elif isinstance(value, Laid):
        mark = "["
        for laid in value:
            yield f"{mark}{laid}"
            mark = ","
        yield "]" if mark == "," else "[]"
    elif depth and isinstance(value, (list, Iterator)):
        mark, items = "[", iter(value)
        while some := [*islice(items, _AT_ONCE)]:
            yield f"{mark}{_dumps(some)[1:-1]}"
            mark = ","
        yield "]" if mark == "," else "[]"
    else:
        yield _dumps(value)


def _members(members: Iterable[tuple[str, object]], depth: int) -> Iterator[str]:
    mark = "{"
    for key, item in members:
        yield f"{mark}{_dumps(key)}:"
        yield from _json(item, depth - 1)
        mark = ","
    yield "}"


_DEPTH, _AT_ONCE = 3, 64
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def content_in(text: str) -> JsonObject:
    """Return the content of a page that :func:`page` wrote; nothing of what is no such page, or a part of one."""
    found = _CONTENT.search(text)
    if found is None or not text.endswith("</html>\n"):
        return {}
    try:
        content: JsonObject = json.loads(found[1])
    except ValueError:
        return {}
    return content


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
