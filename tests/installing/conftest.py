"""Fresh environments with the core built from this tree: as a county's developer has them, only faster."""

import os
import shutil
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
# Of this environment, nothing that would lead an installer or an interpreter back to it.
_OURS = ("VIRTUAL_ENV", "UV_INTERNAL__PARENT_INTERPRETER", "UV_RUN_RECURSION_DEPTH", "PYTHONPATH", "PYTHONHOME")  # fmt: skip


class Installer:
    """uv, which installs what pip does in a tenth of the time."""

    def __init__(self, uv, wheels):
        self.uv = uv
        self.environ = {name: value for name, value in os.environ.items() if name not in _OURS}
        self.environ |= {"UV_FIND_LINKS": str(wheels), "UV_NO_CONFIG": "1",
                         "PYTHONUTF8": "1", "UV_PYTHON_DOWNLOADS": "never"}  # fmt: skip

    def run(self, *arguments, environ=None, **given):
        """Run uv on what is cached, else with the network; skip where there is neither."""
        done = cached_first([self.uv, *arguments], environ or self.environ, **given)
        if not done.returncode:
            return done
        if "CI" not in os.environ and _is_network(done.stderr):
            pytest.skip(f"no package index to install from: {done.stderr.strip()[-200:]}")
        raise AssertionError(f"uv {' '.join(map(str, arguments))}:\n{done.stderr}")

    def script(self, *command, environ=None, **given):
        """Run a script of packaging/ outside this environment; return what came of it."""
        return cached_first(command, self.environ | {"UV": self.uv} | (environ or {}), **given)

    def environment(self, folder, *packages):
        """Make an environment at *folder* with *packages*; return its folder of programs."""
        self.run("venv", "-q", "--python", sys.executable, str(folder))
        if packages:
            from repository import take_over_compiled

            python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
            self.run("pip", "install", "-q", "--python", str(python), *map(str, packages))
            take_over_compiled(folder)
        return folder / ("Scripts" if os.name == "nt" else "bin")


def cached_first(command, environ, **given):
    """Run *command*, which runs uv, on what uv has cached, and only where that fails with the network.

    To ask an index whether all that is cached still holds takes four times as long as the work itself.
    """
    for offline in ("1", "0"):
        done = subprocess.run(
            [*map(str, command)], capture_output=True, text=True, check=False,
            env={**environ, "UV_OFFLINE": offline}, **given,
        )  # fmt: skip
        if not done.returncode:
            break
    return done


def _is_network(said):
    return any(word in said for word in ("error sending request", "Failed to fetch", "dns error", "offline", "network"))  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def scripts():
    """Let the scripts of packaging/ be imported, as they import each other."""
    sys.path.insert(0, str(ROOT / "packaging"))
    yield
    sys.path.remove(str(ROOT / "packaging"))


@pytest.fixture(scope="session")
def distributions():
    """Return the folder of every distribution of this repository, by name: the core and each of plugins/."""
    found = (ROOT, *(path.parent for path in sorted(ROOT.glob("plugins/*/pyproject.toml"))))
    return {tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]["name"]: folder for folder in found}  # fmt: skip


@pytest.fixture(scope="session")
def uv():
    """Return where uv is; skip where it is not to be had."""
    found = os.environ.get("UV") or shutil.which("uv")
    if found is None:
        assert "CI" not in os.environ, "CI has uv"
        pytest.skip("uv is not installed, and fresh environments are made with it")
    return found


@pytest.fixture(scope="session")
def installer(uv, built):
    """Return the installer, with the wheels of this repository."""
    return Installer(uv, built)


@pytest.fixture(scope="session")
def built(uv, tmp_path_factory, worker_id):
    """Every wheel and source archive of this repository, as packaging/build.py makes them; built once for all workers."""
    folder = tmp_path_factory.getbasetemp()
    place = (folder if worker_id == "master" else folder.parent) / "built"
    half, turn = place.with_name("built-half"), place.with_name("built-turn")
    try:
        turn.touch(
            exist_ok=False
        )  # whoever makes it builds; the script empties its folder, so that is no mark
    except FileExistsError:
        while not place.exists():
            assert turn.exists(), "the build failed beside this test"
            time.sleep(0.2)
        return place
    try:
        script = ROOT / "packaging" / "build.py"
        done = cached_first([sys.executable, script, "-o", half], os.environ | {"UV": uv})
        assert done.returncode == 0, done.stderr
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        turn.unlink()
        raise
    return half.rename(place)
