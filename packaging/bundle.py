"""Make an offline bundle: a zip that installs where there is no network.

    python packaging/bundle.py --platform linux-x86_64 [--python 3.11 …] [--plugins csv excel word …] [-o dist/bundles]
    python packaging/bundle.py --platform windows-x86_64 --resolve-only

It holds our own wheels and every wheel they need, in the versions of the known good set, with their hashes; an installer that
checks them, a start script, and a readme in Chinese. Only wheels: nothing is compiled at a clerk's desk. With --resolve-only
nothing is downloaded: every wheel is named, or what is missing is said.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build import build, write_sums
from repository import ROOT, projects, surroundings, uv


@dataclass(frozen=True)
class Platform:
    """A kind of machine.

    Attributes:
        tags: what its wheels are tagged with, the newest first.
        target: what uv calls it.
        system: its name for people.
        is_windows: which scripts it gets.
    """

    tags: tuple[str, ...]
    target: str
    system: str
    is_windows: bool = False


def _manylinux(machine: str) -> tuple[str, ...]:
    # glibc 2.28 and what came before: Debian 10, Kylin V10 SP1 and openEuler have it, or newer.
    versions = [f"manylinux_2_{minor}_{machine}" for minor in (28, 27, 26, 24, 17)]
    return (*versions, f"manylinux2014_{machine}")


PLATFORMS = {
    "linux-x86_64": Platform(
        _manylinux("x86_64"), "x86_64-manylinux_2_28", "Linux x86-64，glibc 2.28 以上"
    ),
    "linux-aarch64": Platform(
        _manylinux("aarch64"),
        "aarch64-manylinux_2_28",
        "Linux ARM64（飞腾、鲲鹏等），glibc 2.28 以上",
    ),
    "windows-x86_64": Platform(
        ("win_amd64",), "x86_64-pc-windows-msvc", "Windows 10 以上，64 位", is_windows=True
    ),
}
TOOLS = ("pip",)  # what installs the rest; an interpreter may come without it
_BUNDLED = Path(__file__).parent / "bundled"
_TIME = (2020, 2, 2, 0, 0, 0)


def own(plugins: Sequence[str]) -> list[str]:
    """Return the distributions to install: the core, *plugins* by their short names, and what they need; all for none.

    Raises:
        SystemExit: there is no such plugin.
    """
    known = projects()
    if not plugins:
        return list(known)
    waiting = ["investtrack", *(f"investtrack-{name.removeprefix('investtrack-')}" for name in plugins)]  # fmt: skip
    names: list[str] = []
    while waiting:
        name = waiting.pop()
        if name not in known:
            raise SystemExit(f"no such distribution: {name}; there are {', '.join(known)}")
        if name not in names:
            names.append(name)
            needs = tomllib.loads(known[name].read_text(encoding="utf-8"))["project"][
                "dependencies"
            ]
            waiting += re.findall(r"^investtrack[a-z0-9-]*", "\n".join(needs), re.MULTILINE)
    return names


def chosen(built: Path, names: Sequence[str]) -> list[Path]:
    """Return our own wheels of *names*, as files: nobody else's package of that name is ever taken."""
    return [next(built.glob(f"{name.replace('-', '_')}-*.whl")) for name in names]


def pip(*arguments: str | Path) -> str:
    """Run pip of this interpreter and return what it printed.

    Raises:
        SystemExit: it failed, such as for a part of which there is no wheel.
    """
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT, env=surroundings(),
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"pip {' '.join(map(str, arguments))}:\n{done.stderr}")
    return done.stdout


def aimed_at(platform: Platform, python: str) -> list[str]:
    """Return pip's arguments for wheels of another machine and interpreter."""
    bare = python.replace(".", "")
    tags = [word for tag in platform.tags for word in ("--platform", tag)]
    return [
        *("--only-binary", ":all:", "--implementation", "cp", "--python-version", python),
        *("--abi", f"cp{bare}", "--abi", "abi3", "--abi", "none", *tags),
    ]


def resolve(platform: Platform, python: str, wheels: Sequence[Path]) -> list[tuple[str, str]]:
    """Return (name, version) of every wheel that our own *wheels* need on a machine, without downloading any.

    uv asks what a part needs on the machine it is aimed at; pip would ask it of the one it runs on, and so leave out
    what only Windows needs.

    Raises:
        SystemExit: there is no wheel of some part.
    """
    with tempfile.TemporaryDirectory() as made:
        asked = Path(made) / "asked.txt"
        ours = dict(path.name.split("-")[:2] for path in wheels)
        lines = [f"{path.name.split('-')[0]} @ {path.resolve().as_uri()}\n" for path in wheels]
        asked.write_text("".join((*lines, *(f"{tool}\n" for tool in TOOLS))), encoding="utf-8")
        said = uv(
            "pip", "compile", "-q", "--no-header", "--no-annotate", "--python-platform", platform.target,
            "--python-version", python, "--only-binary", ":all:", "-c", ROOT / "constraints.txt", asked,
        )  # fmt: skip
    found = [(name.replace("_", "-"), version) for name, version in ours.items()]
    pinned = re.findall(r"^([a-z0-9-]+)==([^\s;]+)", said, re.MULTILINE)
    return sorted((*found, *pinned))


def requirements(wheels: Path) -> str:
    """Return every wheel of a folder as a requirement with the hashes it may have."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(wheels.glob("*.whl")):
        name, version = path.name.split("-")[:2]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        found.setdefault((re.sub(r"[-_.]+", "-", name).lower(), version), []).append(digest)
    lines = []
    for (name, version), digests in sorted(found.items()):
        if name in TOOLS:
            continue
        hashes = "".join(f" --hash=sha256:{digest}" for digest in sorted(digests))
        lines.append(f"{name}=={version}{hashes}\n")
    if len({name for name, _ in found}) != len(found):
        raise SystemExit("one part has two versions: make a bundle for each interpreter")
    return "".join(lines)


def put_scripts(folder: Path, platform: Platform, pythons: Sequence[str]) -> None:
    """Write installer, start script and readme for *platform*."""
    kinds = (".bat",) if platform.is_windows else (".sh",)
    words = {
        "SYSTEM": platform.system,
        "VERSIONS": " 或 ".join(pythons),
        "INSTALL": "双击 install.bat。" if platform.is_windows else "在本文件夹打开终端，运行 sh install.sh 。",
        "START": "双击 start.bat。" if platform.is_windows else "运行 sh start.sh 。",
        "PYTHONS": " ".join(pythons if platform.is_windows else [f"python{version}" for version in pythons]),
    }  # fmt: skip
    for path in sorted(_BUNDLED.iterdir()):
        if path.suffix not in {*kinds, ".txt", ".py"}:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            for word, said in words.items():
                text = text.replace(word, said)
        # Notepad and cmd want the ends of lines of Windows, and the former a mark before Chinese.
        is_windows = platform.is_windows and path.suffix != ".py"
        (folder / path.name).write_text(
            text, encoding="utf-8-sig" if path.suffix == ".txt" else "utf-8", newline="\r\n" if is_windows else "\n"
        )  # fmt: skip


def assemble(name: str, pythons: Sequence[str], ours: Sequence[Path], target: Path) -> Path:
    """Make the bundle of our own wheels *ours* for the machine *name* and return its zip.

    Raises:
        SystemExit: a wheel is not to be had.
    """
    platform = PLATFORMS[name]
    version = next(iter(projects().values())).read_text(encoding="utf-8")
    number = re.search(r'^version = "(.+)"$', version, re.MULTILINE)[1]  # type: ignore[index]
    title = f"investtrack-{number}-{name}-py{'-'.join(pythons)}"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / title
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        for python in pythons:
            mine = {path.name.split("-")[0].replace("_", "-") for path in ours}
            parts = [f"{part}=={number}" for part, number in resolve(platform, python, ours) if part not in mine]  # fmt: skip
            pip("download", "--quiet", "--no-deps", "--dest", wheels, *aimed_at(platform, python), *ours, *parts)  # fmt: skip
        (folder / "requirements.txt").write_text(
            requirements(wheels), encoding="utf-8", newline="\n"
        )
        about = {"platform": name, "python": list(pythons), "version": number}
        (folder / "bundle.json").write_text(
            json.dumps(about) + "\n", encoding="utf-8", newline="\n"
        )
        put_scripts(folder, platform, pythons)
        uv("run", "-q", "python", "packaging/sbom.py", "-o", folder)
        write_sums(folder)
        return pack(folder, target / f"{title}.zip")


def pack(folder: Path, path: Path) -> Path:
    """Pack *folder* into the zip *path*, the same bytes each time; scripts may be run."""
    half = path.with_suffix(".part")
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(item for item in folder.rglob("*") if item.is_file()):
            member = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", _TIME)
            member.external_attr = (0o755 if file.suffix == ".sh" else 0o644) << 16
            member.compress_type = zipfile.ZIP_STORED if file.suffix == ".whl" else zipfile.ZIP_DEFLATED  # fmt: skip
            with file.open("rb") as source, archive.open(member, "w") as written:
                shutil.copyfileobj(source, written)
    return half.replace(path)


def main() -> int:
    """Make or resolve the bundle asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("--platform", required=True, choices=sorted(PLATFORMS))
    parser.add_argument("--python", nargs="+", default=["3.11"], metavar="3.11")
    parser.add_argument("--plugins", nargs="+", default=(), metavar="NAME")
    parser.add_argument("--resolve-only", action="store_true")
    parser.add_argument(
        "--built", type=Path, metavar="DIR", help="our wheels, built before; else built now"
    )
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist" / "bundles")
    options = parser.parse_args()
    names = own(options.plugins)
    with tempfile.TemporaryDirectory() as made:
        built = options.built or Path(made) / "built"
        if options.built is None:
            build(built, wheels_only=True)
        ours = chosen(built, names)
        if not options.resolve_only:
            path = assemble(options.platform, options.python, ours, options.output)
            sys.stdout.write(f"{path} ({path.stat().st_size / 1e6:.0f} MB)\n")
            return 0
        for python in options.python:
            found = resolve(PLATFORMS[options.platform], python, ours)
            sys.stdout.write(f"{options.platform}, Python {python}: {len(found)} wheels\n")
            sys.stdout.write("".join(f"  {name} {version}\n" for name, version in found))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
