"""What the page can ask for. Reading is answered at once; work is begun, and the page looks how far it is."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from investtrack.errors import InvesttrackError
from investtrack.json_object import JsonObject
from investtrack_desk import views
from investtrack_desk.files import DroppedAs, RefusedError, demand_size, receive, safe_name
from investtrack_desk.guard import page
from investtrack_desk.workroom import Work, Workroom


_LONG_ROW = 8
"""Digits that no row of a sheet has."""


_ASSETS = {
    "": ("desk.html", "text/html; charset=utf-8"),
    "desk.css": ("desk.css", "text/css; charset=utf-8"),
    "desk.svg": ("desk.svg", "image/svg+xml"),
    "desk.js": ("desk.js", "text/javascript; charset=utf-8"),
    "manual": ("manual.html", "text/html; charset=utf-8"),
}
_LONGEST = 200_000  # bytes of a request that is no file
Answer = Callable[[Request], Awaitable[Response]]


def routes() -> list[Route]:
    """Return every route."""
    own: Sequence[tuple[str, Answer, str]] = (
        ("/api/state", _state, "GET"), ("/api/findings", _findings, "GET"), ("/api/figures", _figures, "GET"),
        ("/api/figure", _figure, "GET"), ("/api/sheet", _sheet, "GET"), ("/api/output", _output, "GET"),
        ("/api/files", _receive, "POST"), ("/api/drop", _drop, "POST"), ("/api/answers", _answers, "POST"),
        ("/api/forget", _forget, "POST"), ("/api/period", _period, "POST"), ("/api/write", _write, "POST"),
        ("/api/folder", _folder, "POST"), ("/api/watch", _watch, "POST"), ("/api/quit", _quit, "POST"),
        ("/api/fill", _fill, "POST"),
        ("/api/read", _read, "POST"), ("/api/compare", _compare, "POST"),
    )  # fmt: skip
    assets = [Route(f"/{name}", _asset(*what)) for name, what in _ASSETS.items()]
    return [*assets, *(Route(path, answer, methods=[method]) for path, answer, method in own)]


def handlers() -> Mapping[Any, Any]:
    """Return what answers where something is refused or missing."""
    return {InvesttrackError: _refused, HTTPException: _missing, ClientDisconnect: _gone}


async def _refused(_: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, RefusedError) else 400
    return JSONResponse({"error": str(error)}, status_code=status)


async def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": "没有这一项，请刷新网页再试"}, status_code=status)
    return page(status, "没有这一页", "请回到首页：把地址栏里端口后面的部分去掉。")


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=400)


def _asset(name: str, kind: str) -> Answer:
    async def answer(_: Request) -> Response:
        data = (files("investtrack_desk") / "static" / name).read_bytes()
        return Response(data, media_type=kind)

    return answer


def _room(request: Request) -> Workroom:
    room: Workroom = request.app.state.room
    return room


def _file(room: Workroom, kind: DroppedAs, name: str) -> Path:
    """Return the file of a kind that a request names.

    Raises:
        RefusedError: there is none.
    """
    path = next((path for path in room.files(kind) if path.name == name), None)
    if path is None:
        raise RefusedError("没有这个文件", 404)
    return path


def _work(request: Request) -> Work:
    work = _room(request).work
    if work is None:
        raise RefusedError("还没有表，先把表拖进来", 409)
    return work


async def _body(request: Request) -> JsonObject:
    """Return the object that a request carries.

    Raises:
        RefusedError: it is none, or too long.
    """
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > _LONGEST:
            raise RefusedError("内容太长", 413)
    try:
        found = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        raise RefusedError("请求看不懂，请刷新网页再试", 400) from None
    if not isinstance(found, dict):
        raise RefusedError("请求看不懂，请刷新网页再试", 400)
    return found


def _text(body: Mapping[str, object], key: str) -> str:
    value = body.get(key, "")
    if not isinstance(value, str):
        raise RefusedError("请求看不懂，请刷新网页再试", 400)
    return value.strip()


# -- looking -------------------------------------------------------------------------------------


async def _state(request: Request) -> Response:
    return JSONResponse(await run_in_threadpool(views.state, _room(request)))


async def _findings(request: Request) -> Response:
    return JSONResponse(await run_in_threadpool(views.findings, _work(request)))


async def _figures(request: Request) -> Response:
    _, report = _room(request).demand_work()
    return JSONResponse(await run_in_threadpool(views.figures, report))


async def _figure(request: Request) -> Response:
    _, report = _room(request).demand_work()
    found = report.figure(request.query_params.get("id", ""))
    return JSONResponse(await run_in_threadpool(views.figure, report, found))


async def _sheet(request: Request) -> Response:
    """A window of a sheet; the file is one of those at hand, by its name."""
    given = request.query_params
    room, work = _room(request), _work(request)
    name, sheet = given.get("file", ""), given.get("sheet", "")
    first = int(row) if (row := given.get("row", "1")).isdigit() and len(row) < _LONG_ROW else 1

    def look() -> JsonObject | None:
        path = room.path_of(name)
        shown = room.sheets.sheet(path, sheet) if path is not None else None
        return views.window(work, shown, name, sheet, first) if shown is not None else None

    found = await run_in_threadpool(look)
    if found is None:
        raise RefusedError("这张表不能在这里看，请用 WPS 或 Excel 打开", 404)
    return JSONResponse(found)


async def _output(request: Request) -> Response:
    """One of the files that were written, to be saved: never shown in the page's own origin."""
    name = request.query_params.get("name", "")
    path = next((path for path in _room(request).outputs if path.name == name), None)
    if path is None:
        raise RefusedError("没有这个文件，可能已被移走；请重新出一次", 404)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(path.name)}"}
    return FileResponse(path, media_type="application/octet-stream", headers=headers)


# -- doing ---------------------------------------------------------------------------------------


async def _receive(request: Request) -> Response:
    """Take one file, its bytes as the request's body, and begin what its kind asks for."""
    room = _room(request)
    kind = next(
        (k for k in DroppedAs if k.name.lower() == request.query_params.get("kind", "ledger")), None
    )
    if kind is None:
        raise RefusedError("请求看不懂，请刷新网页再试", 400)
    name = safe_name(request.query_params.get("name", ""))
    await run_in_threadpool(room.demand_kind, name, kind)
    told = request.headers.get("content-length", "")
    held = room.held
    if told.isdigit():
        demand_size(int(told), held)
    is_new = kind is DroppedAs.LEDGER and request.query_params.get("batch") == "new"

    def arrived() -> None:
        room.set_aside(room.files(kind) if is_new else [])

    path = await receive(room.place(kind), name, request.stream(), held, arrived)
    if request.query_params.get("hold") != "1":
        _begin(room, kind, path)
    return JSONResponse({"name": path.name}, status_code=201)


def _begin(room: Workroom, kind: DroppedAs, path: Path) -> None:
    if kind is DroppedAs.LEDGER:
        room.watched = None
        room.submit("读取台账", room.read)
    elif kind is DroppedAs.EDITED:
        room.submit("核对汇报", lambda: room.verify(path))
    elif kind is DroppedAs.EARLIER:
        room.submit("比较两期", lambda: room.compare(path))
    else:
        room.submit("填表", lambda: room.fill(path))


async def _drop(request: Request) -> Response:
    name = _text(await _body(request), "name")
    room = _room(request)
    path = _file(room, DroppedAs.LEDGER, name)
    await run_in_threadpool(room.set_aside, [path])
    room.submit("读取台账", room.read)
    return _begun()


async def _read(request: Request) -> Response:
    room = _room(request)
    room.watched = None
    room.submit("读取台账", room.read)
    return _begun()


async def _compare(request: Request) -> Response:
    name = _text(await _body(request), "name")
    room = _room(request)
    path = _file(room, DroppedAs.ASIDE, name)
    room.submit("比较两期", lambda: room.compare(path))
    return _begun()


async def _fill(request: Request) -> Response:
    name = _text(await _body(request), "name")
    room = _room(request)
    path = _file(room, DroppedAs.FORM, name)
    room.submit("填表", lambda: room.fill(path, is_agreed=True))
    return _begun()


async def _answers(request: Request) -> Response:
    given = (await _body(request)).get("answers", {})
    if not isinstance(given, dict) or not all(isinstance(v, str) for v in given.values()):
        raise RefusedError("请求看不懂，请刷新网页再试", 400)
    room = _room(request)
    _work(request)
    room.submit("按回答计算", lambda: room.take_answers(given))
    return _begun()


async def _forget(request: Request) -> Response:
    room = _room(request)
    room.submit("重新提问", room.forget_answers)
    return _begun()


async def _period(request: Request) -> Response:
    text = _text(await _body(request), "period")
    room = _room(request)
    room.submit("换报告期", lambda: room.set_period(text))
    return _begun()


async def _write(request: Request) -> Response:
    room = _room(request)
    room.demand_work()
    room.submit("写出文件", room.write_all)
    return _begun()


async def _folder(request: Request) -> Response:
    text = _text(await _body(request), "path")
    await run_in_threadpool(_room(request).move_to, Path(text))
    return _begun()


async def _watch(request: Request) -> Response:
    text = _text(await _body(request), "path")
    await run_in_threadpool(_room(request).watch, Path(text) if text else None)
    return _begun()


async def _quit(request: Request) -> Response:
    request.app.state.stop()
    return _begun()


def _begun() -> Response:
    return JSONResponse({}, status_code=202)
