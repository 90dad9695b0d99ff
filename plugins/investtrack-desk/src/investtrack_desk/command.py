"""``investtrack desk``: a page on this machine alone."""

from __future__ import annotations

import socket
import sys
import webbrowser
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path
from typing import ClassVar

from investtrack.errors import ExportError
from investtrack.plugin import Command, Host


_LEAST, _MOST = 1024, 65535


def default_folder() -> Path:
    """Return where files are kept unless another folder is named: in the home folder of whoever is at the desk."""
    return Path.home() / "投资台账"


class OpenDesk(Command):
    """Serves the page until it is told to stop."""

    name: ClassVar[str] = "desk"
    label: ClassVar[str] = "打开网页：把表拖进去，答几句，取报告；只在本机，不联网"
    takes_source: ClassVar[bool] = False
    takes_common: ClassVar[bool] = False

    def arguments(self, parser: ArgumentParser) -> None:
        """Add port, browser and folder."""
        parser.add_argument(
            "--port", type=_port, default=0, metavar="N", help="端口；不给则由系统挑一个空着的"
        )
        parser.add_argument(
            "--no-browser", action="store_true", help="不自动打开浏览器，只显示网址"
        )
        parser.add_argument(
            "--folder",
            type=Path,
            metavar="DIR",
            help=f"收到的表和写出的报告放在哪里；默认 {default_folder()}",
        )

    def run(self, options: Namespace, host: Host) -> int:
        """Serve until stopped.

        Raises:
            ExportError: the port is taken, or the folder cannot be used.
        """
        from investtrack_desk.server import DeskServer

        opened = _listen(options.port)
        try:
            desk = DeskServer(opened, (options.folder or default_folder()).resolve())
        except OSError as error:
            opened.close()
            raise ExportError(
                options.folder or default_folder(),
                f"这个文件夹用不了（{error.strerror}），用 --folder 换一个",
            ) from error
        host.print(f"网页已打开：{desk.address}")
        host.print(f"文件放在：{desk.room.folder}")
        host.print("用完点网页右上角的“退出”，或在这里按 Ctrl+C")
        sys.stdout.flush()  # whoever reads the address from a pipe waits for it
        if not options.no_browser:
            webbrowser.open(desk.address)
        desk.serve()
        return 0


def _port(text: str) -> int:
    if not text.isdigit() or not (int(text) == 0 or _LEAST <= int(text) <= _MOST):
        raise ArgumentTypeError(f"端口是{_LEAST}到{_MOST}的数，不能是 {text}")
    return int(text)


def _listen(port: int) -> socket.socket:
    """Return a socket that listens on this machine alone.

    Raises:
        ExportError: the port is taken.
    """
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        opened.bind(("127.0.0.1", port))
        opened.listen(64)
    except OSError as error:
        opened.close()
        raise ExportError(
            Path(str(port)), "这个端口别的程序在用；换一个 --port，或不写 --port，由系统挑一个"
        ) from error
    return opened
