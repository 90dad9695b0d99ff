#!/usr/bin/env bash
# mcp 2.3.0: a tool that returns a dataclass gives structured content; one that returns an attrs object, even with that type in its
# signature, gives the text of its repr, which a client cannot read back.
# Guessed: the fields, or an error when the tool is registered.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check mcp==2.3.0 attrs==26.1.0
cd "$work"
cat >seen.py <<'PY'
import asyncio
import dataclasses
import logging

import attrs
from mcp import Client
from mcp.server.mcpserver import MCPServer

logging.disable(logging.CRITICAL)
server = MCPServer('ledger')


@dataclasses.dataclass
class OfDataclasses:
    name: str
    total: int


@attrs.frozen
class OfAttrs:
    name: str
    total: int


@server.tool()
def of_dataclasses() -> OfDataclasses:
    return OfDataclasses('河东大桥', 20000)


@server.tool()
def of_attrs() -> OfAttrs:
    return OfAttrs('河东大桥', 20000)


async def main():
    async with Client(server) as client:
        for name in ('of_dataclasses', 'of_attrs'):
            result = await client.call_tool(name, {})
            print(name, result.structured_content, result.content[0].text.replace('\n', ''))


asyncio.run(main())
PY
cat >expected <<'TEXT'
of_dataclasses {'name': '河东大桥', 'total': 20000} {  "name": "河东大桥",  "total": 20000}
of_attrs None "OfAttrs(name='河东大桥', total=20000)"
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
