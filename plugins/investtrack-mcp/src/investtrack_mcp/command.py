"""``investtrack mcp``: serves agents over standard input and output."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import ClassVar

from investtrack.errors import SourceError
from investtrack.plugin import Command, Host


class ServeAgents(Command):
    """Serves until the other side closes."""

    name: ClassVar[str] = "mcp"
    label: ClassVar[str] = (
        "给智能体用的只读接口（MCP）：校核、指标、溯源、核对、比较，只看给定的文件夹"
    )
    takes_source: ClassVar[bool] = False
    takes_common: ClassVar[bool] = False

    def arguments(self, parser: ArgumentParser) -> None:
        """Add the folder that may be read."""
        parser.add_argument(
            "--folder", type=Path, required=True, metavar="DIR", help="只许看这个文件夹里的文件"
        )

    def run(self, options: Namespace, host: Host) -> int:  # noqa: ARG002 - standard output belongs to the protocol
        """Serve.

        Raises:
            SourceError: there is no such folder.
        """
        from investtrack_mcp.server import make_server

        if not options.folder.is_dir():
            raise SourceError(options.folder, "没有这个文件夹，请检查路径")
        make_server(options.folder).run("stdio")
        return 0
