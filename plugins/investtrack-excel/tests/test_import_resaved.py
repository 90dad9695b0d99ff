"""A ledger that another program opened and saved again gives the same figures; those of npm and PyPI: benchmarks/engines."""

import shutil
import subprocess

import pytest

from investtrack import build_report, read
from investtrack.cli.demo import example_path


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def mine():
    """The figures of the example as it is."""
    return figures(example_path())


def figures(path):
    return {name: figure.value for name, figure in build_report(read(path)).figures.items()}


def by_gnumeric(source, target):
    return ["ssconvert", str(source), str(target)]


def by_libreoffice(source, target):
    profile = (target.parent / "profile").as_uri()
    kind = target.suffix[1:]
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind]
    return [*command, "--outdir", str(target.parent), str(source)]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
@pytest.mark.parametrize("command", [by_gnumeric, by_libreoffice])
def test_a_resaved_ledger_gives_the_same_figures(mine, tmp_path, command, suffix):
    source = shutil.copy(example_path(), tmp_path / "台账.xlsx")
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / f"台账{suffix}"
    words = command(source, target)
    if shutil.which(words[0]) is None:
        pytest.skip(f"没有安装 {words[0]}")
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    found = figures(target)
    assert {name for name, value in mine.items() if found[name] != value} == set()
