"""Make one program for the machine it is made on: double-click, no Python needed, no network.

    python packaging/one_file.py [--plugins csv excel word …] [-o dist/one-file]

A fresh environment gets our wheels in the versions of the known good set, and PyInstaller makes one file of it, which is then
run: every plugin must load frozen, and the example must come out as a report. What PyInstaller does not find by itself is told
for every distribution: its metadata (entry points are read from it), its modules (verbs are named by text), its data.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from build import build
from bundle import own
from repository import ROOT, take_over_compiled, uv


NAME = "investtrack-desk"
TOOL = "pyinstaller"
# What a clerk's desk has no use for, and would double the file.
_LEFT_OUT = (
    "investtrack-testing",
    "investtrack-arrow",
    "investtrack-demo-county",
    "investtrack-mcp",
)
# Parts of libraries that nothing of ours asks for, together a sixth of the file.
_UNUSED = (
    *("PIL._avif", "PIL._imagingcms", "PIL._imagingtk", "PIL._webp", "PIL.ImageQt", "PIL.ImageTk"),
    *("lxml.isoschematron", "lxml.objectify", "pydoc", "setuptools", "tkinter", "xmlrpc"),
)
# PyInstaller makes a graph of objects that all stay: looking for garbage in it finds none. Of a function's instructions it asks for
# imports and for names that are set or deleted: a function that has none of these is not taken apart.
_MAKE = """\
import dis, gc, sys
gc.disable()
ASKED = {dis.opmap[name] for name in ("IMPORT_NAME", "STORE_NAME", "STORE_GLOBAL", "DELETE_NAME", "DELETE_GLOBAL")}
def told(code, *, tell=dis.get_instructions):
    return () if ASKED.isdisjoint(code.co_code[::2]) else tell(code)
dis.get_instructions = told
from PyInstaller.__main__ import run
run(sys.argv[1:])
"""
_ENTRY = "import sys\nfrom investtrack_desk.program import main\nsys.exit(main())\n"


def packages_of(names: Sequence[str]) -> list[str]:
    """Return the packages that the distributions *names* are imported as."""
    return [name.replace("-", "_") for name in names]


def arguments(names: Sequence[str], entry: Path, work: Path, target: Path) -> list[str]:
    """Return the arguments of PyInstaller."""
    told = [word for name in names for word in ("--copy-metadata", name)]
    for package in packages_of(names):
        told += ["--collect-submodules", package, "--collect-data", package]
    # icalendar and chinesecalendar read their own data and metadata; uvicorn names its loops and protocols by text.
    told += ["--collect-submodules", "uvicorn", "--collect-data", "tzdata"]
    if "investtrack-calendar" in names:
        told += ["--collect-all", "icalendar", "--collect-data", "chinese_calendar"]
    told += [word for module in _UNUSED for word in ("--exclude-module", module)]
    return [
        "--onefile", "--noconfirm", "--clean", "--log-level", "WARN", "--name", NAME, "--distpath", str(target),
        "--workpath", str(work / "work"), "--specpath", str(work), *told, str(entry),
    ]  # fmt: skip


def make(target: Path, plugins: Sequence[str] = (), *, built: Path | None = None) -> Path:
    """Make the program in *target* and return it.

    Args:
        target: the folder.
        plugins: what goes in beside the core, by short names; all that a clerk uses for none.
        built: our wheels, where they are built already.

    Raises:
        SystemExit: a step failed, or the program does not do what the installed one does.
    """
    names = [name for name in own(plugins) if plugins or name not in _LEFT_OUT]
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        made_wheels = (
            build(work / "wheels", wheels_only=True) if built is None else built.glob("*.whl")
        )
        wheels = {path.name.split("-")[0].replace("_", "-"): path for path in made_wheels}
        environment = work / "environment"
        uv("venv", "-q", "--python", sys.executable, environment)
        python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        chosen = [str(wheels[name]) for name in names if name in wheels]
        uv(
            "pip",
            "install",
            "-q",
            "--python",
            python,
            "-c",
            ROOT / "constraints.txt",
            "tzdata",
            TOOL,
            *chosen,
        )
        take_over_compiled(environment)
        entry = work / "desk.py"
        entry.write_text(_ENTRY, encoding="utf-8")
        target.mkdir(parents=True, exist_ok=True)
        call = [str(python), "-c", _MAKE, *arguments(names, entry, work, target)]
        if subprocess.run(call, check=False, cwd=work).returncode:
            raise SystemExit("PyInstaller failed")
        program = target / (f"{NAME}.exe" if os.name == "nt" else NAME)
        demand_whole(program, names)
        return program


def demand_whole(program: Path, names: Sequence[str]) -> None:
    """Run *program* without any Python: every plugin loads, and the example gives its report.

    Raises:
        SystemExit: it does not.
    """
    with tempfile.TemporaryDirectory() as made:
        listed = json.loads(_run(program, made, "plugins", "--json"))
        if listed["failures"]:
            raise SystemExit(f"frozen, these do not load: {listed['failures']}")
        providers = {
            item["provider"] for kind in listed.values() for item in kind if "provider" in item
        }
        offering = {name for name in names if name != "investtrack-ooxml"}
        if missing := offering - providers - {"investtrack"} - _verbs_only(names):
            raise SystemExit(f"frozen, these offer nothing: {sorted(missing)}")
        _run(program, made, "demo", "-o", "out")
        written = {path.suffix for path in (Path(made) / "out").iterdir()}
        if not {".docx", ".xlsx", ".csv"} <= written:
            raise SystemExit(f"the example gave only {sorted(written)}")


def _verbs_only(names: Sequence[str]) -> set[str]:
    """Return the distributions that offer verbs alone, which ``plugins`` does not list."""
    return {
        name for name in names if name.removeprefix("investtrack-") in {"desk", "rollup", "mcp"}
    }


def _run(program: Path, folder: str, *words: str) -> str:
    bare = {"HOME": folder, "PATH": "", "LANG": "C.UTF-8"} if os.name != "nt" else dict(os.environ)
    done = subprocess.run(
        [str(program.resolve()), *words], capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder, env=bare
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(
            f"{' '.join(words)}: {done.returncode}\n{done.stdout[-800:]}{done.stderr[-2000:]}"
        )
    return done.stdout


def main() -> None:
    """Make the program and say where it is and how large."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--plugins", nargs="+", default=(), metavar="NAME")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist" / "one-file")
    parser.add_argument("--built", type=Path, help="our wheels, built already")
    options = parser.parse_args()
    if options.output.exists():
        shutil.rmtree(options.output)
    program = make(options.output, options.plugins, built=options.built)
    sys.stdout.write(f"{program}: {program.stat().st_size / 1_000_000:.0f} MB\n")


if __name__ == "__main__":
    main()
