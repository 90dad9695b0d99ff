"""The program of one file: made for this machine, run where there is no Python, no shell and no PATH."""

import os
import re
import shutil
import subprocess
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pytest


SCRIPT = Path(__file__).parents[2] / "packaging" / "one_file.py"
# What every Linux has below a program: the loader and the C library. Nothing else is put beside it.
LIBRARIES = (
    "ld-linux-x86-64.so.2",
    "libc.so.6",
    "libdl.so.2",
    "libpthread.so.0",
    "libz.so.1",
    "libm.so.6",
    "librt.so.1",
    "libutil.so.1",
)


@pytest.fixture(scope="module")
def program(installer, built, tmp_path_factory):
    if sys.platform != "linux" or os.uname().machine != "x86_64":
        pytest.skip("made and run on Linux x86-64 only")
    place = tmp_path_factory.mktemp("one-file")
    done = installer.script(
        sys.executable, SCRIPT, "--built", built, "--plugins", "csv", "desk", "excel", "word", "-o", place / "made",
        environ={"PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0"},  # packed well it takes a fifth longer
    )  # fmt: skip
    if (
        done.returncode
        and "CI" not in os.environ
        and re.search("No solution|Failed to fetch|error sending", done.stderr)
    ):
        pytest.skip("no package index to fetch PyInstaller from")
    assert done.returncode == 0, done.stderr[-3000:]
    return place / "made" / "investtrack-desk"


@pytest.fixture
def bare(program, tmp_path):
    """A root folder with the program, the C library and a home; return what runs the program in it."""
    root = tmp_path / "root"
    for folder in ("tmp", "home", "lib64", "lib/x86_64-linux-gnu"):
        (root / folder).mkdir(parents=True)
    for name in LIBRARIES:
        found = next(
            (
                p / name
                for p in map(Path, ("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64"))
                if (p / name).exists()
            ),
            None,
        )
        if found is not None:
            shutil.copy(found.resolve(), root / "lib/x86_64-linux-gnu" / name)
    shutil.copy(root / "lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", root / "lib64")
    shutil.copy(program, root / "investtrack-desk")
    inside = [shutil.which("unshare"), "--map-root-user", f"--root={root}"]
    probe = (
        subprocess.run(
            [*inside, "/lib64/ld-linux-x86-64.so.2", "--version"],
            check=False,
            capture_output=True,
            env={},
        )
        if inside[0]
        else None
    )
    if probe is None or (probe.returncode and b"unshare" in probe.stderr):
        assert "CI" not in os.environ, "CI can change the root"
        pytest.skip("this machine does not let a test change the root folder")
    return [*inside, "/investtrack-desk"], root


@pytest.mark.slow
def test_it_reports_and_serves_where_there_is_nothing_else(bare):
    call, root = bare
    plain = {"HOME": "/home", "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    done = subprocess.run([*call, "demo", "-o", "/home/out"], capture_output=True, text=True, encoding="utf-8", check=False, env=plain)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in (root / "home" / "out").iterdir()} == {".docx", ".xlsx", ".csv"}
    with subprocess.Popen([*call, "--no-browser"], stdout=subprocess.PIPE, text=True, encoding="utf-8", env=plain) as served:  # fmt: skip
        try:
            address = served.stdout.readline().rpartition("：")[2].strip()
            browser = build_opener(HTTPCookieProcessor(CookieJar()), ProxyHandler({}))
            with browser.open(address, timeout=30) as page:
                assert "把表拖到这里" in page.read().decode()
            with browser.open(address.partition("?")[0] + "api/state", timeout=30) as state:
                assert b'"files":[]' in state.read()
        finally:
            served.terminate()
