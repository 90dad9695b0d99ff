"""The offline bundle: made, unpacked and installed with the network off; for other machines, every wheel resolved."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "packaging" / "bundle.py"
HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
IS_LINUX = sys.platform == "linux" and os.uname().machine == "x86_64"


@pytest.fixture(scope="module")
def bundle_script():
    """The script as a module."""
    import bundle

    return bundle


def made_by(installer, built, *arguments):
    """Run the script outside this environment; skip where there is no index, except in CI."""
    python = shutil.which("python", path=os.pathsep.join(p for p in os.environ["PATH"].split(os.pathsep) if p != str(Path(sys.executable).parent)))  # fmt: skip
    done = installer.script(python or sys.executable, SCRIPT, "--built", built, *arguments)
    if done.returncode and "CI" not in os.environ and "No matching distribution" in done.stderr:
        pytest.skip("no package index to fetch wheels from")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(installer, built, tmp_path_factory):
    """A bundle of the core, excel and word for this machine, unpacked."""
    if not IS_LINUX:
        pytest.skip("installed and run on Linux x86-64 only")
    place = tmp_path_factory.mktemp("bundle")
    made_by(installer, built, "--platform", "linux-x86_64", "--python", HERE, "--plugins", "csv", "excel", "word", "-o", str(place))  # fmt: skip
    (path,) = place.glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(place / "有 空格")
        assert {item.date_time for item in archive.infolist()} == {(2020, 2, 2, 0, 0, 0)}
    (made,) = (place / "有 空格").iterdir()
    return made


def without_network(*command, cwd):
    """Run *command* in a network namespace that has nothing but an unused loopback, where that may be made."""
    cut = ["unshare", "--map-root-user", "--net", "--"]
    able = shutil.which("unshare") and not subprocess.run([*cut, "true"], check=False, capture_output=True).returncode  # fmt: skip
    assert able or "CI" not in os.environ, "CI can cut the network"
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("UV", "PIP", "PYTHON", "VIRTUAL"))}  # fmt: skip
    environ |= {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9", "PYTHONUTF8": "1"}  # fmt: skip
    return subprocess.run([*(cut if able else ()), *map(str, command)], capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd, env=environ)  # fmt: skip


@pytest.mark.slow
def test_it_installs_and_reports_without_a_network(folder, tmp_path):
    done = without_network("sh", folder / "install.sh", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "装好了" in done.stdout
    done = without_network("sh", folder / "start.sh", "demo", "-o", "出", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in (tmp_path / "出").iterdir()} == {".docx", ".xlsx", ".csv"}
    listed = without_network("sh", folder / "start.sh", "plugins", "--json", cwd=tmp_path)
    providers = {item["provider"] for item in json.loads(listed.stdout)["exporters"]}
    assert providers == {"investtrack", "investtrack-csv", "investtrack-excel", "investtrack-word"}


@pytest.mark.slow
def test_every_wheel_has_its_hash_and_every_part_its_licence(folder):
    wheels = {
        path.name.split("-")[0].replace("_", "-").lower() for path in (folder / "wheels").iterdir()
    }
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert {line.split("==")[0] for line in lines} == wheels - {"pip"}
    assert all(" --hash=sha256:" in line for line in lines)
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    assert all(f"  wheels/{path.name}\n" in sums for path in (folder / "wheels").iterdir())
    licences = (folder / "LICENCES.md").read_text(encoding="utf-8")
    assert [name for name in wheels - {"pip"} if f"| {name} |" not in licences] == []
    sbom = (folder / "sbom.json").read_text(encoding="utf-8")
    assert "http" not in re.sub(
        r"\bhttp(?:core2|x2)\b", "", sbom
    )  # names of packages, no addresses


@pytest.mark.slow
def test_what_is_damaged_or_made_for_another_machine_is_refused(folder, tmp_path):
    place = tmp_path / "坏的"
    shutil.copytree(folder, place, ignore=shutil.ignore_patterns("env"))
    wheel = next((place / "wheels").glob("openpyxl-*"))
    wheel.write_bytes(wheel.read_bytes()[:-1] + b"x")
    next((place / "wheels").glob("attrs-*")).unlink()
    done = without_network("sh", place / "install.sh", cwd=tmp_path)
    assert done.returncode == 2
    assert f"  wheels/{wheel.name}\n" in done.stdout
    assert "  wheels/attrs-" in done.stdout
    assert not (place / "env").exists()
    about = json.loads((place / "bundle.json").read_text())
    for change, word in (({"python": ["3.99"]}, "要 Python 3.99"), ({"platform": "windows-x86_64"}, "请换对应的安装包")):  # fmt: skip
        (place / "bundle.json").write_text(json.dumps(about | change))
        done = without_network("sh", place / "install.sh", cwd=tmp_path)
        assert (done.returncode, word in done.stdout) == (2, True), done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("platform", ["windows-x86_64", "linux-aarch64"])
def test_every_wheel_is_to_be_had_for(installer, built, platform):
    said = made_by(installer, built, "--platform", platform, "--python", "3.11", "--resolve-only")
    assert f"{platform}, Python 3.11: " in said
    names = {line.split()[0] for line in said.splitlines()[1:]}
    assert {"investtrack-excel", "investtrack-word", "lxml", "numpy", "pip"} <= names
    assert ("pywin32" in names) == platform.startswith("windows"), (
        "what only Windows needs, and all of it"
    )


def test_the_scripts_of_windows_are_what_cmd_reads(bundle_script, tmp_path):
    bundle_script.put_scripts(tmp_path, bundle_script.PLATFORMS["windows-x86_64"], ["3.11", "3.12"])
    assert {path.name for path in tmp_path.iterdir()} == {"install.bat", "install.py", "start.bat", "读我.txt"}  # fmt: skip
    for path in tmp_path.glob("*.bat"):
        data = path.read_bytes()
        assert data.isascii(), "cmd reads a script in the code page of the machine"
        assert data.count(b"\r\n") == data.count(b"\n")
        assert b"PYTHONS" not in data
    text = (tmp_path / "读我.txt").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in text
    assert "双击 install.bat" in text.decode("utf-8-sig")


def test_an_installer_can_be_read_by_an_old_interpreter():
    import ast

    ast.parse((SCRIPT.parent / "bundled" / "install.py").read_text(encoding="utf-8"), feature_version=(3, 6))  # fmt: skip


def test_a_plugin_that_is_not_there_is_named(bundle_script):
    with pytest.raises(SystemExit, match="no such distribution: investtrack-exel"):
        bundle_script.own(["exel"])
    assert "investtrack-ooxml" in bundle_script.own(["word"]), "what a plugin needs comes with it"
