"""The server: one application behind the guard, on one socket of this machine."""

from __future__ import annotations

import secrets
import socket
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from investtrack_desk.guard import Guard
from investtrack_desk.routes import handlers, routes
from investtrack_desk.workroom import Workroom


class DeskServer:
    """The page and what it works on.

    Attributes:
        room: files, answers, the report.
        address: with the token; whoever has it is let in.
    """

    def __init__(self, opened: socket.socket, folder: Path, token: str = "") -> None:
        """Serve on *opened*, a socket that listens, and work in *folder*.

        Raises:
            OSError: the folder cannot be made.
        """
        port: int = opened.getsockname()[1]
        token = token or secrets.token_urlsafe(32)
        self._socket = opened
        self.room = Workroom(folder)
        self.address = f"http://127.0.0.1:{port}/?token={token}"
        app = Starlette(
            routes=routes(),
            exception_handlers=handlers(),
            middleware=[Middleware(Guard, token=token, port=port)],
        )
        app.state.room = self.room
        app.state.stop = self.stop
        self.app = app
        self._server = uvicorn.Server(
            uvicorn.Config(
                app, log_level="warning", access_log=False, server_header=False, lifespan="off",
                timeout_graceful_shutdown=2, limit_concurrency=64, h11_max_incomplete_event_size=64 * 1024,
            )
        )  # fmt: skip

    def serve(self) -> None:
        """Serve until stopped."""
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self.room.close()
            self._socket.close()

    def stop(self) -> None:
        """Stop serving once what is being answered is answered."""
        self._server.should_exit = True
