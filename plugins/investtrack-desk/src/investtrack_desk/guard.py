"""Who is let in: this machine's own browser, with the token, from the page itself."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response


if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_READING = {"GET", "HEAD"}
_PAGE = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
    "<body><main><h1>{title}</h1><p>{text}</p></main></body></html>"
)
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def page(status: int, title: str, text: str) -> Response:
    """Return a page that says what is wrong; both texts are our own, never a user's."""
    return HTMLResponse(_PAGE.format(title=title, text=text), status_code=status)


class Guard:
    """Refuses whatever does not come from the page that the program opened.

    A name server may be made to answer 127.0.0.1 for another name, so the host is checked; another site's page can post
    to any port, so the origin is; another user of the machine can reach the port, so the token is.
    """

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"investtrack_desk_{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        answer = self._refusal(scope)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await (answer or self._app)(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return what is answered instead of the page; None where the request is let in."""
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if host not in self._hosts:
            return page(421, "网址不对", "请用程序打开的网址（127.0.0.1）。")
        is_own = origin in {None, f"http://{host}"} and headers.get(
            "sec-fetch-site", "same-origin"
        ) in {
            "same-origin",
            "none",
        }
        if not is_own:
            return page(403, "不接受别的网页", "这个请求来自别的网页，没有处理。")
        if scope["method"] in _READING and scope["path"] == "/":
            given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
            if self._is_token(given):
                entered = RedirectResponse("/", status_code=303)
                entered.set_cookie(self._cookie, given, httponly=True, samesite="strict", path="/")
                return entered
        if not self._is_token(cookie_parser(headers.get("cookie", "")).get(self._cookie, "")):
            return page(
                403, "请从程序进入", "这个网址缺少口令。请重新打开程序，或用程序显示的完整网址。"
            )
        if scope["method"] not in _READING and headers.get("x-investtrack") != "desk":
            return page(403, "不接受别的网页", "这个请求不是从本页面发出的，没有处理。")
        return None

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self._token.encode())
