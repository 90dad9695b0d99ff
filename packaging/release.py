"""Make a release, as far as that goes without a network: docs/release.md has the steps and what is left to people.

    python packaging/release.py VERSION [--day YYYY-MM-DD] [--only prepare|check|build|tag]

prepare  write VERSION into every distribution and into what they ask of each other; date the changelog; commit
check    bash .ci/run
build    wheels and source archives, bill of materials, licences, known good set, SHA256SUMS, in dist/VERSION
tag      an annotated tag vVERSION whose message is the changelog of the release

Each step refuses to begin where the one before it is not done, and says what to do.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from build import build, write_sums
from known_good import pinned
from repository import ROOT, projects


VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)((?:a|b|rc)[1-9]\d*)?")
STEPS = ("prepare", "check", "build", "tag")
_UNRELEASED = "## [Unreleased]\n"


def run(*command: str) -> str:
    """Run a command at the root and return what it printed; end where it failed."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")
    return done.stdout


def rank(version: str) -> tuple[int, int, int, str]:
    """Return what versions are ordered by; a final one comes after its candidates."""
    found = VERSION.fullmatch(version)
    if found is None:
        raise SystemExit(f"{version} is no version such as 0.2.0 or 0.2.0rc1")
    major, minor, patch, pre = found.groups()
    return int(major), int(minor), int(patch), pre or "z"


def current() -> str:
    """Return the one version that every distribution has."""
    found = {re.search(r'^version = "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)[1] for path in projects().values()}  # type: ignore[index]  # fmt: skip
    if len(found) != 1:
        raise SystemExit(f"the distributions have several versions: {', '.join(sorted(found))}")
    return found.pop()


def bounds(version: str) -> str:
    """Return what a distribution asks of another of this repository: this minor version, since hooks change with it."""
    major, minor, patch, pre = rank(version)
    least = version if pre != "z" or patch else f"{major}.{minor}"
    return f">={least},<{major}.{minor + 1}"


def with_version(text: str, version: str) -> str:
    """Return a project file that has *version* and asks for it of the others."""
    text = re.sub(r'^version = ".+"$', f'version = "{version}"', text, count=1, flags=re.MULTILINE)
    return re.sub(r'"(investtrack(?:-[a-z0-9-]+)?)>=[^"]*"', lambda found: f'"{found[1]}{bounds(version)}"', text)  # fmt: skip


def notes(changelog: str, version: str | None = None) -> str:
    """Return the section of *version*, by default what is unreleased."""
    head = _UNRELEASED if version is None else f"## [{version}]"
    _, found, rest = changelog.partition(head)
    if not found:
        raise SystemExit(f"CHANGELOG.md has no section {head.strip()}")
    rest = rest if version is None else rest.partition("\n")[2]
    return re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0].strip()


def prepare(version: str, day: str) -> None:
    """Write the version everywhere it stands, and commit."""
    if run("git", "status", "--porcelain").strip():
        raise SystemExit("there are changes that are not committed")
    if rank(version) <= rank(current()) and f"## [{current()}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"):  # fmt: skip
        raise SystemExit(f"{version} does not come after {current()}")
    changelog = ROOT / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    if not notes(text):
        raise SystemExit("CHANGELOG.md has nothing under Unreleased")
    dated = text.replace(_UNRELEASED, f"{_UNRELEASED}\n## [{version}] - {day}\n", 1)
    changelog.write_text(dated, encoding="utf-8", newline="\n")
    for path in projects().values():
        path.write_text(with_version(path.read_text(encoding="utf-8"), version), encoding="utf-8", newline="\n")  # fmt: skip
    stated = ROOT / "src" / "investtrack" / "__init__.py"
    text = re.sub(r'^__version__ = ".+"$', f'__version__ = "{version}"', stated.read_text(encoding="utf-8"), flags=re.MULTILINE)  # fmt: skip
    stated.write_text(text, encoding="utf-8", newline="\n")
    run("git", "commit", "-aqm", f"Release {version}")


def demand(version: str) -> None:
    """End unless the tree is the one that `prepare` committed."""
    if current() != version or run("git", "status", "--porcelain").strip():
        raise SystemExit(f"the tree is not {version} as committed: run prepare first")
    notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version)


def check(version: str) -> None:
    """Run everything that must hold."""
    demand(version)
    if subprocess.run(["bash", ".ci/run"], check=False, cwd=ROOT).returncode:
        raise SystemExit(".ci/run failed: mend it, commit, and go on with --only check")


def assemble(version: str) -> Path:
    """Build what is uploaded; return its folder."""
    demand(version)
    target = ROOT / "dist" / version
    shutil.rmtree(target, ignore_errors=True)
    build(target)
    run(sys.executable, "-m", "uv", "run", "-q", "python", "packaging/sbom.py", "-o", str(target))
    (target / "constraints.txt").write_text("\n".join(pinned()) + "\n", encoding="utf-8", newline="\n")  # fmt: skip
    (target / "NOTES.md").write_text(notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version) + "\n", encoding="utf-8", newline="\n")  # fmt: skip
    write_sums(target)
    return target


def tag(version: str) -> None:
    """Tag the commit, once."""
    demand(version)
    if run("git", "tag", "-l", f"v{version}").strip():
        raise SystemExit(f"v{version} is tagged already; a tag is never moved")
    text = notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    run("git", "tag", "-a", f"v{version}", "--cleanup=verbatim", "-m", f"{version}\n\n{text}")


def main() -> int:
    """Take the steps asked for, in order."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("version", metavar="VERSION")
    parser.add_argument("--day", default=datetime.now(UTC).date().isoformat())
    parser.add_argument("--only", choices=STEPS)
    options = parser.parse_args()
    rank(options.version)
    steps = {
        "prepare": lambda: prepare(options.version, options.day),
        "check": lambda: check(options.version),
        "build": lambda: assemble(options.version),
        "tag": lambda: tag(options.version),
    }
    for name in (options.only,) if options.only else STEPS:
        steps[name]()
        sys.stdout.write(f"{name}: done\n")
    sys.stdout.write("left to people: see “With a network” in docs/release.md\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
