"""What an editor shows when a pointer rests on a field, asked of a language server as an editor asks."""

import json
import subprocess
import sys
from itertools import count

import pytest

from investtrack.model.columns import CellKind, columns
from investtrack.model.ledger import SHEETS


class Server:
    """A language server that has one file open."""

    def __init__(self, process, folder, text):
        self.process, self.numbers = process, count(1)
        self.uri = (folder / "opened.py").as_uri()
        self.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": {
            "textDocument": {"hover": {"contentFormat": ["plaintext"]}}, "workspace": {"configuration": True},
        }})  # fmt: skip
        self.tell({"method": "initialized", "params": {}})
        document = {"uri": self.uri, "languageId": "python", "version": 1, "text": text}
        self.tell({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def tell(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def heard(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        return json.loads(self.process.stdout.read(length))

    def ask(self, method, params):
        number = next(self.numbers)
        self.tell({"id": number, "method": method, "params": params})
        while True:
            message = self.heard()
            if message.get("method") == "workspace/configuration":
                settings = {"python": {"pythonPath": sys.executable}}
                asked = [settings.get(item.get("section"), {}) for item in message["params"]["items"]]  # fmt: skip
                self.tell({"id": message["id"], "result": asked})
            elif "method" in message and "id" in message:
                self.tell({"id": message["id"], "result": None})
            elif message.get("id") == number:
                return message["result"]

    def hover(self, line, character):
        place = {"line": line, "character": character}
        shown = self.ask("textDocument/hover", {"textDocument": {"uri": self.uri}, "position": place})  # fmt: skip
        return shown["contents"]["value"] if shown else ""


@pytest.mark.slow
def test_an_editor_shows_of_each_field_meaning_unit_shape_header_and_synonyms(tmp_path):
    fields = [(sheet.record, column) for sheet in SHEETS for column in columns(sheet.record)]
    names = sorted({record.__name__ for record, _ in fields})
    lines = [f"from investtrack import {', '.join(names)}", "def seen("]
    lines += [f"    a_{name}: {name}," for name in names] + [") -> None:"]
    first = len(lines)
    lines += [f"    a_{record.__name__}.{column.key}" for record, column in fields]
    command = [sys.executable, "-m", "pyright.langserver", "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path) as process:  # fmt: skip
        try:
            server = Server(process, tmp_path, "\n".join(lines))
            shown = [server.hover(first + i, len(lines[first + i]) - 1) for i in range(len(fields))]
        finally:
            process.kill()
    assert len(shown) > 130
    for (record, column), text in zip(fields, shown, strict=True):
        told, _, meaning = text.partition("\n\n")
        assert told.startswith(f"(variable) {column.key}: "), f"{record.__name__}.{column.key}: {text}"  # fmt: skip
        assert len(meaning.partition(" (")[0].split()) > 1
        assert column.label in meaning
        assert all(synonym in meaning for synonym in column.synonyms)
        if column.kind in {CellKind.MONEY, CellKind.SERIES}:
            assert "万元" in meaning
            assert ("Series" if column.kind is CellKind.SERIES else "Amount | None") in told
        if column.choices:
            assert column.choices.__name__ in told
