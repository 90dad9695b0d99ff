"""A PostgreSQL server of the tests' own, started where Debian's package is installed."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest


def _tool(name):
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None
    )
    if found is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return found


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def postgresql_server():
    """The URL prefix of a fresh server on the loopback address, ended with the tests."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    initdb, control = _tool("initdb"), _tool("pg_ctl")
    # The server refuses to run as root, so it runs as Debian's postgres user then.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if as_user:
        shutil.chown(folder, "postgres")
    data, port = folder / "data", _free_port()

    def run(*command):
        subprocess.run([*as_user, *command], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    run(initdb, "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off"
    run(control, "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql+psycopg://tester@127.0.0.1:{port}"
    finally:
        run(control, "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """An empty place for a store: a file, and a database."""
    if request.param == "sqlite":
        return str(tmp_path / "库.sqlite")
    server = request.getfixturevalue("postgresql_server")
    import psycopg

    name = f"t{abs(hash(request.node.nodeid))}"
    address = server.replace("+psycopg", "")
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"
