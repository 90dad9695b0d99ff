"""The tools: verbs that read, each answering with the JSON of the command line; money as decimal strings in 万元."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from investtrack import __version__
from investtrack.cli.hosting import KeptSession, run_verb
from investtrack.errors import InvesttrackError, SourceError
from investtrack.json_object import JsonObject
from investtrack.plugin.installed import Plugins
from investtrack.plugin.loading.manager import load_plugins
from investtrack_mcp.confined import confined, demand_within


_ABOUT = (
    "读中国县级固定资产投资台账（Excel、CSV），校核、出指标、溯源到单元格、核对文稿和改过的汇报、比较两期。只读，只看给定的文件夹。"
    "数都是算好的：不要自己加减；金额是以万元为单位的十进制文本；value 为 null 的看 reason，不是零。"
)
_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_KINDS = ("importers", "checks", "profiles", "findings", "documents", "proofreaders", "forecasters")
_LARGEST = 400_000  # characters of an answer: more is no use to an agent


class Door:
    """What the tools share: the folder, the plugins, one call at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._plugins: Plugins | None = None
        self._lock = threading.Lock()

    def files(self) -> JsonObject:
        """Return the names of the files in the folder that a tool can read."""
        root = self._folder.resolve()
        found = sorted(p.name for p in root.iterdir() if not p.name.startswith((".", "~$")))
        return {"folder": root.name, "files": found}

    def run(
        self,
        verb: str,
        *arguments: str | Path,
        profile: str = "",
        period: str = "",
        as_of: str = "",
    ) -> JsonObject:
        """Run *verb* with ``--json`` and return what it says, and its status: 1 where there is something to mend.

        Raises:
            ToolError: it cannot be done; the message says why, in Chinese.
        """
        flags = [
            text
            for name, value in (("--period", period), ("--as-of", as_of))
            if value
            for text in (name, value)
        ]
        try:
            if profile:
                flags += [
                    "--profile",
                    str(self.path(profile)) if profile.endswith(".toml") else _plain_name(profile),
                ]
            with self._lock:
                if self._plugins is None:
                    self._plugins = load_plugins(_KINDS)
                session = KeptSession(self._plugins)
                status = run_verb([verb, "--json", *flags, "--", *map(str, arguments)], session)
        except InvesttrackError as error:
            raise ToolError(self._without_folder(str(error))) from error
        except SystemExit as stop:
            raise ToolError("参数不对：报告期写成 2022Q1、日期写成 2022-03-20 这样") from stop
        text = "\n".join(session.lines)
        if len(text) > _LARGEST:
            raise ToolError(
                f"结果太长（{len(text)}字），请缩小范围：指标给 prefix，溯源只问一个指标，校核给 grade"
            )
        return {"status": status, "result": json.loads(text)}

    def path(self, given: str) -> Path:
        """Return the path that an agent names.

        Raises:
            ToolError: it is none of the folder's.
        """
        try:
            path = confined(self._folder, given)
            demand_within(self._folder, path)
        except SourceError as error:
            raise ToolError(self._without_folder(str(error))) from error
        return path

    def sources(self, given: Sequence[str]) -> list[Path]:
        """Return the ledgers that an agent names."""
        paths = [self.path(each) for each in given]
        if not paths:
            raise ToolError("请给出台账的文件名")
        return paths

    def _without_folder(self, text: str) -> str:
        """Return *text* without where the folder lies: the agent need not know."""
        return text.replace(f"{self._folder.resolve()}/", "").replace(
            str(self._folder.resolve()), "."
        )


def _plain_name(name: str) -> str:
    if "/" in name or "\\" in name:
        raise ToolError("配置写已安装的名字，或文件夹里的 .toml 文件")
    return name


def make_server(folder: Path) -> MCPServer:
    """Return a server whose tools read *folder* alone and write nothing."""
    door = Door(folder)
    server = MCPServer("investtrack", instructions=_ABOUT, version=__version__)

    @server.tool(annotations=_READS, description="列出允许看的文件夹里有哪些文件。")
    def list_files() -> JsonObject:
        return door.files()

    @server.tool(
        annotations=_READS,
        description="校核台账：全部问题，位置、现值、应为、怎么改。grade 可只要 error、warning、note 之一。",
    )
    def check(
        sources: list[str], grade: str = "", profile: str = "", period: str = "", as_of: str = ""
    ) -> JsonObject:
        found = door.run(
            "check", *door.sources(sources), profile=profile, period=period, as_of=as_of
        )
        listed = (
            found["result"] if isinstance(found["result"], list) else found["result"]["findings"]
        )
        return {
            "status": found["status"],
            "findings": [f for f in listed if not grade or f["grade"] == grade],
        }

    @server.tool(
        annotations=_READS,
        description="全部指标，或编号以 prefix 开头的（如 fai.、entry.）。没有数的 value 为 null，reason 说明缺什么。",
    )
    def metrics(
        sources: list[str], prefix: str = "", profile: str = "", period: str = "", as_of: str = ""
    ) -> JsonObject:
        found = door.run(
            "metrics", *door.sources(sources), profile=profile, period=period, as_of=as_of
        )
        result = found["result"]
        kept = {key: value for key, value in result["figures"].items() if key.startswith(prefix)}
        return {"status": found["status"], **result, "figures": kept}

    @server.tool(
        annotations=_READS,
        description="一个指标怎么来的：口径、构成、每一笔来自哪个单元格。figure 是编号或中文名称。",
    )
    def explain(
        sources: list[str], figure: str, profile: str = "", period: str = "", as_of: str = ""
    ) -> JsonObject:
        found = door.run(
            "explain", *door.sources(sources), figure, profile=profile, period=period, as_of=as_of
        )
        return {"status": found["status"], **found["result"]}

    @server.tool(
        annotations=_READS,
        description="核对一份文稿（docx、txt、md）里的数字关系：合计、完成率、占比、增幅、差额。",
    )
    def audit(file: str) -> JsonObject:
        return door.run("audit", door.path(file))

    @server.tool(
        annotations=_READS, description="核对改过的 Word 汇报：哪些数未变、改过、过时、手填、缺失。"
    )
    def verify(
        report: str, sources: list[str], profile: str = "", period: str = "", as_of: str = ""
    ) -> JsonObject:
        return door.run(
            "verify",
            door.path(report),
            *door.sources(sources),
            profile=profile,
            period=period,
            as_of=as_of,
        )

    @server.tool(
        annotations=_READS, description="比较两期台账：新增、推迟、改报，变化的指标和原因。"
    )
    def compare(
        old: str, new: str, profile: str = "", period: str = "", as_of: str = ""
    ) -> JsonObject:
        return door.run(
            "compare", door.path(old), door.path(new), profile=profile, period=period, as_of=as_of
        )

    return server
