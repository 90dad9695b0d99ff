"""What this distribution offers."""

from __future__ import annotations

from collections.abc import Iterable

from investtrack.plugin import Verb, hookimpl


@hookimpl
def investtrack_commands() -> Iterable[Verb]:
    """Offer ``investtrack mcp``."""
    return (
        Verb(
            "mcp",
            "给智能体用的只读接口（MCP）：校核、指标、溯源、核对、比较，只看给定的文件夹",
            "investtrack_mcp.command:ServeAgents",
        ),
    )
