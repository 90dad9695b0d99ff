"""Examples that a reader copies pass the strictest type checkers as they stand, and so does the public surface."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pages_as_run import BLOCK, change

from investtrack_testing.new_plugin import write_plugin


ROOT = Path(__file__).parents[2]
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TUTORIAL = ROOT / "docs" / "tutorial" / "county-exporter.md"
UNTYPED = {"dataframes.md"}
"""Pages with libraries that tell no types, pandas and pyarrow: what those give is unknown there, and nothing else may be."""
PLUGINS = ("scaffold", "investtrack-qinghe")
_UNKNOWN = ("Variable", "Member", "Argument", "Parameter", "Lambda")


def pages():
    """Return every page with examples, but the tutorial, which writes files of a plugin."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
    return [page for page in found if page != TUTORIAL and PYTHON.search(page.read_text(encoding="utf-8"))]  # fmt: skip


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    """Return a folder with the code of each page as a module, the public surface, a scaffold and the tutorial's plugin."""
    folder = tmp_path_factory.mktemp("examples")
    assert len(pages()) > 20
    for page in pages():
        code = PYTHON.findall(page.read_text(encoding="utf-8"))
        name = page.stem.lower().replace("-", "_")
        home = folder / "untyped" if page.name in UNTYPED else folder
        home.mkdir(exist_ok=True)
        (home / f"{name}.py").write_text("\n".join(code), encoding="utf-8")
    write_plugin("lanhe", "蓝河县", folder / "scaffold")
    write_plugin("qinghe", "清河县", folder / "investtrack-qinghe")
    for kind, name, _, text in BLOCK.findall(TUTORIAL.read_text(encoding="utf-8")):
        if kind == "File":
            (folder / name).write_text(text, encoding="utf-8")
        elif kind == "In":
            change(folder / name, text)
    surface = Path(__file__).with_name("public_surface.py").read_text(encoding="utf-8")
    (folder / "surface.py").write_text(surface, encoding="utf-8")
    return folder


def passes(*command):
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_mypy_strict_passes_them(examples, tmp_path, request):
    settings = tmp_path / "mypy.ini"
    untyped = "[mypy-pandas.*,pyarrow.*]\nignore_missing_imports = True\n"
    settings.write_text(f"[mypy]\nstrict = True\n{untyped}", encoding="utf-8")
    # What mypy knows of the library it looks up by the content of each file, in this run and the next.
    known = request.config.cache.mkdir("examples-mypy") if hasattr(request.config, "cache") else tmp_path  # fmt: skip
    modules = [*examples.glob("*.py"), *examples.glob("untyped/*.py")]
    plugins = [examples / plugin / part for plugin in PLUGINS for part in ("src", "tests")]
    passes("mypy", f"--config-file={settings}", "--cache-dir", str(known), *map(str, sorted((*modules, *plugins))))  # fmt: skip


@pytest.mark.slow
def test_pyright_strict_passes_them(examples):
    lenient = {f"reportUnknown{what}Type": False for what in _UNKNOWN}
    settings = {
        "typeCheckingMode": "strict", "reportMissingTypeStubs": False, "useLibraryCodeForTypes": False,
        "executionEnvironments": [
            *({"root": plugin, "extraPaths": [f"{plugin}/src"]} for plugin in PLUGINS),
            {"root": "untyped", **lenient}, {"root": "."},
        ],
    }  # fmt: skip
    (examples / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    passes("pyright", "--pythonpath", sys.executable, "-p", str(examples))
