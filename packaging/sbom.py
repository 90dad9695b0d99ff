"""Say what is in the program: a bill of materials (CycloneDX 1.5) and the licence of every part.

    python packaging/sbom.py [-o dist]

The parts are those of the known good set that the distributions need, with every extra and without the tools of
development. uv writes the bill; licences come from the metadata of what is installed, and a part whose metadata names none
is listed as unknown, never left out. Neither file says when or where it was made.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any

from known_good import copy_projects
from repository import ROOT, uv


UNKNOWN = "UNKNOWN"
# Parts that are installed on other systems only, as their own pages on PyPI state them.
_ELSEWHERE = {"httpx2-jsfetch": "BSD-3-Clause", "pywin32": "Python Software Foundation License"}
_GENERIC = {"", "UNKNOWN", "Dual License"}


def licence(distribution: metadata.Distribution) -> str:
    """Return the licence that a distribution's metadata names: an SPDX expression, else its classifiers, else its own words."""
    said = distribution.metadata
    if expression := said.get("License-Expression"):
        return str(expression)
    classified = [line.rsplit(" :: ", 1)[1] for line in said.get_all("Classifier") or () if line.startswith("License :: ")]  # fmt: skip
    words = str(said.get("License") or "").strip()
    first = words.splitlines()[0] if words else ""
    return " AND ".join(classified) or (first if first not in _GENERIC else UNKNOWN)


def bill() -> dict[str, Any]:
    """Return the bill of materials, with licences and without a time, an address or a number drawn at random."""
    with tempfile.TemporaryDirectory() as made:
        folder = copy_projects(Path(made))
        uv("lock", "-q", cwd=folder)
        text = uv(
            *("export", "-q", "--frozen", "--format", "cyclonedx1.5", "--preview-features", "sbom-export"),
            *("--all-packages", "--all-extras", "--no-dev"),
            cwd=folder,
        )  # fmt: skip
    data: dict[str, Any] = json.loads(text)
    installed = {
        item.metadata["Name"].lower().replace("_", "-"): item for item in metadata.distributions()
    }
    for part in data["components"]:
        part.pop("externalReferences", None)  # where it was fetched from is no property of the part
        found = installed.get(part["name"].lower())
        said = licence(found) if found else _ELSEWHERE.get(part["name"].lower(), UNKNOWN)
        part["licenses"] = [{"license": {"name": said}}]
    data["metadata"].pop("timestamp", None)
    data["serialNumber"] = ""
    data["serialNumber"] = (
        f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(data, sort_keys=True))}"
    )
    return data


def licences(data: dict[str, Any]) -> str:
    """Return the list of licences of a bill as a table in Markdown."""
    rows = [
        f"| {part['name']} | {part.get('version', '')} | {part['licenses'][0]['license']['name'].replace('|', '/')} |\n"
        for part in sorted(
            data["components"], key=lambda part: (part["name"], part.get("version", ""))
        )
    ]
    return "# Licences\n\n| part | version | licence |\n|---|---|---|\n" + "".join(rows)


def write(target: Path) -> list[str]:
    """Write sbom.json and LICENCES.md into *target*; return the parts whose licence is unknown."""
    data = bill()
    target.mkdir(parents=True, exist_ok=True)
    (target / "sbom.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")  # fmt: skip
    (target / "LICENCES.md").write_text(licences(data), encoding="utf-8", newline="\n")
    return [
        part["name"]
        for part in data["components"]
        if part["licenses"][0]["license"]["name"] == UNKNOWN
    ]


def main() -> int:
    """Write both, and name what is unknown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist")
    unknown = write(parser.parse_args().output)
    sys.stdout.write(
        f"licence unknown (not installed on this machine, or not stated): {', '.join(unknown) or 'none'}\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
