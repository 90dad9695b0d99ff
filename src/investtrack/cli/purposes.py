"""The verbs by what one wants to do, as ``investtrack`` alone lists them; and what a verb that is none may have meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from investtrack.cli.output import table


if TYPE_CHECKING:
    from investtrack.plugin.command import Command
    from investtrack.plugin.verb import Verb


# What nobody put in a group is listed at the end.
_GROUPS = (
    ("先试一试", ("demo",)),
    ("读台账、查问题", ("check", "ask", "map", "template")),
    ("出汇报、出数", ("report", "metrics", "explain", "export", "draw")),
    ("改过的汇报", ("verify", "refresh", "roll", "freeze", "mask", "infer", "audit")),
    ("研判和调度", ("lights", "diagnose", "what-if", "decompose", "responsibility", "calendar", "compare")),
    ("上报、汇总、存档", ("fill", "rollup", "history")),
    ("开网页用", ("desk",)),
    ("插件和接口", ("plugins", "new-plugin", "schema", "mcp")),
)  # fmt: skip


def overview(verbs: Mapping[str, Verb | Command]) -> str:
    """Return every verb that is installed, by what one wants to do."""
    grouped = {name for _, names in _GROUPS for name in names}
    groups = (*_GROUPS, ("其他", tuple(sorted(set(verbs) - grouped))))
    lines = ["县级经济目标和固定资产投资项目台账：汇总、校核、出报告。", ""]
    for title, names in groups:
        rows = [(f"  investtrack {name}", verbs[name].label) for name in names if name in verbs]
        if rows:
            lines += [title, table(rows), ""]
    return "\n".join(
        [
            *lines,
            "多数命令后面写台账的文件名，如 investtrack check 台账.xlsx",
            "每个命令的用法：investtrack check --help",
        ]
    )


def unknown_verb(given: str, verbs: Mapping[str, Verb | Command]) -> str:
    """Return what is said of *given*, which is no verb: the nearest, or those whose line speaks of it."""
    from difflib import get_close_matches

    near = get_close_matches(given.lower(), verbs, n=3, cutoff=0.6)
    near = near or [name for name, verb in verbs.items() if given in verb.label]
    if not near:
        return f"没有“{given}”这个命令；全部命令见 investtrack"
    meant = "\n".join(f"  investtrack {name}  {verbs[name].label}" for name in near)
    return f"没有“{given}”这个命令，是不是：\n{meant}"
