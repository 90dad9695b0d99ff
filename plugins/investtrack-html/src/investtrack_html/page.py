"""Assembles one HTML file of our page sources and a report's content; nothing in it is fetched."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any


SCRIPTS = (
    "dom.js", "content.js", "charts.js", "sheet.js", "evidence.js", "card.js",
    "overview.js", "work.js", "filters.js", "projects.js", "boot.js",
)  # fmt: skip
"""Our scripts, in the order they are joined: each uses only what stands before it, until the page is up."""

_PART = re.compile(r"<!--(TITLE|POLICY|STYLE|CONTENT|SCRIPT)-->")
_CONTENT = re.compile(r'<script type="application/json" id="content">([^<]*)</script>')
_UNSAFE = re.compile("[<>&\u2028\u2029\x7f\ud800-\udfff]")


def page(title: str, content: Mapping[str, object]) -> bytes:
    """Return the page: same title and content, same bytes.

    A policy (CSP) forbids every request and every script and style but ours, which it names by
    their hashes.
    """
    style, script = source("page.css"), script_source()
    parts = {
        "TITLE": html.escape(f"{title} 调度会"),
        "POLICY": (
            f"default-src 'none'; img-src data:; style-src '{_digest(style)}'; "
            f"script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
        ),
        "STYLE": style,
        "CONTENT": json_in_html(content),
        "SCRIPT": script,
    }
    # Filled in one pass, so that no text of a ledger is taken for a mark of ours.
    return _PART.sub(lambda mark: parts[mark[1]], source("page.html")).encode()


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
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def content_in(text: str) -> Any:  # noqa: ANN401 - JSON
    """Return the content of a page that :func:`page` wrote; None of what is no such page, or a part of one."""
    found = _CONTENT.search(text)
    if found is None or not text.endswith("</html>\n"):
        return None
    try:
        return json.loads(found[1])
    except ValueError:
        return None


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
