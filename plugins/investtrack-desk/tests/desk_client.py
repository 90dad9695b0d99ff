"""A desk that serves on a free port in a thread, and a client that speaks to it as a page does."""

import http.client
import json
import socket
import threading
import time
from urllib.parse import quote

from investtrack_desk.server import DeskServer


TITLE = (
    "河湾县2026年1-3月重点项目推进情况表,,,,,,,\n填报单位：河湾县发展和改革局,,,,,,,单位：万元\n"
)
HEADER = (
    "项目名称,总投资,年度计划投资,投资完成情况,投资完成情况,存在问题,开工时间,备注\n"
    ",,,1-3月完成投资,累计完成投资,,,\n"
)
ROWS = (
    "河东大桥,20000,6000,1500,9500,征拆滞后,2024年5月,\n"
    "<img src=x onerror=window.hurt=1>厂,30000,9000,2000,2000,,2026年2月,未入库\n"
    "老旧小区改造,5000,2000,500,1500,无,2025.3,\n"
)
LEDGER = (TITLE + HEADER + ROWS).encode()
NAME = "项目台账.csv"


class Client:
    """Speaks to a desk; with *cookie* as its page does."""

    def __init__(self, desk):
        self.desk = desk
        self.port = desk._socket.getsockname()[1]
        self.token = desk.address.rpartition("=")[2]
        self.cookie = f"investtrack_desk_{self.port}={self.token}"

    def ask(self, path, body=None, *, method=None, cookie=True, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        given = {"X-Investtrack": "desk"} if body is not None else {}
        given |= {"Cookie": self.cookie} if cookie else {}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        connection.request(method or ("GET" if body is None else "POST"), path, data, given)
        answer = connection.getresponse()
        read = answer.read()
        connection.close()
        return answer, read

    def json(self, path, body=None):
        answer, read = self.ask(path, body)
        assert answer.status < 400, read.decode()
        return json.loads(read)

    def send(self, name, data, kind="ledger", **more):
        query = "".join(f"&{key}={value}" for key, value in more.items())
        return self.ask(f"/api/files?kind={kind}&name={quote(name)}{query}", data)

    def settled(self):
        """Return the state once nothing is being done."""
        end = time.monotonic() + 60
        while (state := self.json("/api/state"))["busy"] is not None and time.monotonic() < end:
            time.sleep(0.02)
        assert state["busy"] is None
        return state


def start(folder, port=0):
    opened = socket.socket()
    opened.bind(("127.0.0.1", port))
    opened.listen()
    desk = DeskServer(opened, folder)
    thread = threading.Thread(target=desk.serve, daemon=True)
    thread.start()
    return desk, thread
