"""The standard's own validator, with its schema served on the loopback address."""

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


def _handler(folder, host):
    """Return a handler that serves *folder*; the package schema's one reference points to it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path = (folder / self.path.lstrip("/")).resolve()
            if not path.is_relative_to(folder) or not path.is_file():
                self.send_error(404)
                return
            data = path.read_bytes()
            if path.name == "project-package-schema.json":
                schema = json.loads(data)
                schema["properties"]["projects"]["items"]["$ref"] = f"{host()}project-schema.json"
                data = json.dumps(schema).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    return Handler


@pytest.fixture(scope="session")
def oc4ids_schema():
    """The folder of the standard's schema and code lists, which is not part of this project."""
    named = os.environ.get("OC4IDS_SCHEMA_DIR")
    if not named:
        pytest.skip("OC4IDS_SCHEMA_DIR does not name a folder with the OC4IDS schema")
    folder = Path(named).resolve()
    assert (folder / "project-schema.json").is_file(), f"no project-schema.json in {folder}"
    return folder


@pytest.fixture(scope="session")
def validate(oc4ids_schema):
    """Return package → what libcoveoc4ids says of it."""
    from libcoveoc4ids.api import oc4ids_json_output
    from libcoveoc4ids.config import LibCoveOC4IDSConfig

    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(oc4ids_schema, lambda: host))
    host = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    config = LibCoveOC4IDSConfig(
        {
            "schema_host": host,
            "schema_version_choices": {"0.9.5": ("0.9.5", host)},
            "schema_codelists": {"0.9": f"{host}codelists/"},
        }
    )

    def said(package):
        return oc4ids_json_output(json_data=package, lib_cove_oc4ids_config=config)

    try:
        yield said
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
