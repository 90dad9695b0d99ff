"""Examples that a reader copies pass the strictest type checkers as they stand, and so does the public surface."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from investtrack_testing.new_plugin import write_plugin


ROOT = Path(__file__).parents[2]
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
THIRD_PARTY = {
    "dataframes.md"
}  # pandas has no types here, and those of others change from version to version
FOR_READERS = {"README.md", "api.md", "tasks.md", "odd-layout.md", "extend.md", "exporter.md", "test-a-plugin.md", "add-a-check.md", "add-a-figure.md", "importer.md"}  # fmt: skip
"""Pages that pyright reads in strict mode; of the others, mypy."""


def pages():
    """Return every page with examples, but what the tutorial writes into files."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
    return [
        page
        for page in found
        if PYTHON.search(page.read_text(encoding="utf-8"))
        and page.name not in {*THIRD_PARTY, "county-exporter.md"}
    ]


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    """Return a folder with the code of each page as a module, and the public surface."""
    folder = tmp_path_factory.mktemp("examples")
    assert len(pages()) > 20
    for page in pages():
        code = PYTHON.findall(page.read_text(encoding="utf-8"))
        name = page.stem.lower().replace("-", "_")
        home = folder if page.name in FOR_READERS else folder / "others"
        home.mkdir(exist_ok=True)
        (home / f"{name}.py").write_text("\n".join(code), encoding="utf-8")
    write_plugin("qinghe", "清河县", folder / "scaffold")
    surface = Path(__file__).with_name("public_surface.py").read_text(encoding="utf-8")
    (folder / "surface.py").write_text(surface, encoding="utf-8")
    return folder


def passes(*command):
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stdout + done.stderr


@pytest.mark.slow
def test_mypy_strict_passes_them(examples, tmp_path):
    files = [str(path) for path in sorted([*examples.glob("*.py"), *examples.glob("others/*.py")])]
    passes("mypy", "--strict", "--config-file=", "--cache-dir", str(tmp_path), *files)
    scaffold = [str(examples / "scaffold" / part) for part in ("src", "tests")]
    passes("mypy", "--strict", "--config-file=", "--cache-dir", str(tmp_path), *scaffold)


@pytest.mark.slow
def test_pyright_strict_passes_them(examples):
    settings = {
        "typeCheckingMode": "strict", "reportMissingTypeStubs": "none", "exclude": ["others"],
        "executionEnvironments": [{"root": "scaffold", "extraPaths": ["scaffold/src"]}, {"root": "."}],
    }  # fmt: skip
    (examples / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    passes("pyright", "--pythonpath", sys.executable, "-p", str(examples))
