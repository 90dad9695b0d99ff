#!/usr/bin/env bash
# griffe 2.4.1: find_breaking_changes sees a new required field of a dataclass, and none of an attrs class.
# Guessed: the same for both, since every caller of the class breaks.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check griffe==2.4.1
cd "$work"
cat >seen.py <<'PY'
import pathlib

import griffe

HEADS = {'dataclass': 'from dataclasses import dataclass\n@dataclass\n', 'attrs': 'from attrs import define\n@define\n'}
BODIES = ('    name: str\n    total: int = 0\n', '    name: str\n    owner: str\n    total: int = 0\n')
for kind, head in HEADS.items():
    versions = []
    for number, body in enumerate(BODIES):
        folder = pathlib.Path(kind, str(number))
        (folder / 'ledger').mkdir(parents=True)
        (folder / 'ledger' / '__init__.py').write_text(f'{head}class Project:\n{body}')
        versions.append(griffe.load('ledger', search_paths=[folder], allow_inspection=False))
    print(kind, [change.kind.value for change in griffe.find_breaking_changes(*versions)])
PY
cat >expected <<'TEXT'
dataclass ['Positional parameter was moved', 'Parameter was added as required']
attrs []
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
