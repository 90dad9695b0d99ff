"""Examples that a reader copies pass the strictest type checkers as they stand, and so does the public surface."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = ("README.md", "docs/reference/api.md", "docs/how-to/tasks.md")


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    """Return a folder with the code of each page as a module, and the public surface."""
    folder = tmp_path_factory.mktemp("examples")
    for page in PAGES:
        code = PYTHON.findall((ROOT / page).read_text(encoding="utf-8"))
        assert code, page
        (folder / f"{Path(page).stem.lower()}.py").write_text("\n".join(code), encoding="utf-8")
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
    passes("mypy", "--strict", "--config-file=", "--cache-dir", str(tmp_path), str(examples))


@pytest.mark.slow
def test_pyright_strict_passes_them(examples):
    settings = {"typeCheckingMode": "strict", "reportMissingTypeStubs": "none"}
    (examples / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    passes("pyright", "--pythonpath", sys.executable, "-p", str(examples))
