"""The clerks' Chinese pages as one page of HTML, which the desk shows without a network."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt


if TYPE_CHECKING:
    from markdown_it.token import Token

PAGES = Path(__file__).parent / "zh"
INDEX = Path(__file__).parent / "index.md"
_ORDER = re.compile(r"^zh/(\w+)$", re.MULTILINE)
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_BREAK = re.compile(
    r"(?<=[\u2014\u2018-\u201d\u2026\u2e80-\uffef])\n *(?=[\u2014\u2018-\u201d\u2026\u2e80-\uffef])"
)
_TOML = re.compile(r'profile_from_toml\("""\n(.*?)"""\)', re.DOTALL)

_FRAME = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>说明 - 投资台账</title>
<link rel="icon" href="/desk.svg">
<link rel="stylesheet" href="/desk.css">
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
<header>
  <h1>说明</h1>
  <p>一页一件事；能在网页里做的，写着在哪一栏。敲命令的，用离线安装包时把 <code>investtrack</code> 换成 <code>start</code>。</p>
  <a href="/">回到台账</a>
</header>
<div class="page">
<nav aria-label="各页">
  <ol>
{links}
  </ol>
</nav>
<main id="main" class="manual" tabindex="-1">
{sections}
</main>
</div>
</body>
</html>
"""


def manual() -> str:
    """Return the page: every page of docs/zh in the order of the index, each a section, without pictures."""
    order = _ORDER.findall(INDEX.read_text(encoding="utf-8"))
    sections = [_section(name) for name in order]
    links = "\n".join(
        f'    <li><a href="#{name}">{html.escape(title)}</a></li>'
        for name, (title, _) in zip(order, sections, strict=True)
    )
    return _FRAME.replace("{links}", links).replace(
        "{sections}", "\n".join(text for _, text in sections)
    )


def without_breaks(text: str) -> str:
    """Return a page without the ends of lines between Chinese signs, where a browser would show a space; code stays as it is."""
    parts = _FENCED.split(text)
    return "".join(part if place % 2 else _BREAK.sub("", part) for place, part in enumerate(parts))


def _section(name: str) -> tuple[str, str]:
    """Return the title and the HTML of one page, its headings one level lower."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(without_breaks((PAGES / f"{name}.md").read_text(encoding="utf-8")))
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{int(token.tag[1]) + 1}"
        elif token.type == "fence":
            token.content = "\n".join(_TOML.findall(token.content)) or token.content
            token.info = ""
        elif token.type == "inline":
            token.children = list(_within(token.children or []))
    title = tokens[1].content
    body = reader.renderer.render(tokens, reader.options, {})
    return title, f'<section id="{name}" aria-label="{html.escape(title)}">\n{body}</section>'


def _within(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a line: no pictures, links to other pages of the manual as places in it, other links as words."""
    kept: list[Token] = []
    is_open = False
    for token in tokens:
        if token.type == "link_open":
            target = Path(str(token.attrs["href"]).partition("#")[0])
            is_open = target.suffix == ".md" and (PAGES / target).is_file()
            token.attrs["href"] = f"#{target.stem}"
        if token.type == "image" or (token.type in {"link_open", "link_close"} and not is_open):
            continue
        kept.append(token)
    return kept
