"""Reads altered ledgers by the thousand, and clean ones: figures are right, and what is not read is said.

    python plugins/investtrack-excel/tests/kinds/soak.py [--runs 10000] [--seed 1] [--clean]

The number of a failing seed is in the message: the same seed makes the same ledger.
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from random import Random


SUFFIXES = (".xlsx", ".xls", ".ods", ".zip")
_MOST = 6


def altered_run(seed: int, folder: Path) -> tuple[list[str], list[str]]:
    """Alter a ledger by some kinds that its file type can hold; return the kinds, and what is wrong."""
    from excel_kinds import STAINS
    from excel_kinds.judge import altered, faults

    random = Random(seed)
    suffix = SUFFIXES[seed % len(SUFFIXES)]
    able = [stain for stain in STAINS if suffix in stain.files]
    chosen = random.sample(able, random.randint(1, _MOST))
    chosen.sort(key=STAINS.index)  # cells before sheets
    book, right, done = altered(chosen, random)
    return [suffix, *done], faults(book, right, folder / f"台账{suffix}")


def clean_run(seed: int, folder: Path) -> tuple[list[str], list[str]]:
    """Read a ledger as it was drawn; every finding of reading is wrong, as is every figure that differs."""
    from excel_kinds import drawn
    from excel_kinds.judge import faults, read

    book = drawn(Random(seed))
    suffix = SUFFIXES[seed % len(SUFFIXES)]
    path = folder / f"台账{suffix}"
    wrong = faults(book, book.copy(), path)
    _, findings = read(path)
    return [suffix], wrong + [f"found: {finding.code} {finding.place.cell}" for finding in findings]


def main() -> int:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean", action="store_true", help="alter nothing")
    options = parser.parse_args()
    met: Counter[str] = Counter()
    bad = 0
    with tempfile.TemporaryDirectory() as made:
        for seed in range(options.seed, options.seed + options.runs):
            try:
                kinds, wrong = (clean_run if options.clean else altered_run)(seed, Path(made))
            except Exception as error:  # noqa: BLE001 - whatever it is, its seed is needed
                kinds, wrong = ["?"], [f"{type(error).__name__}: {error}"]
            met.update(kinds)
            if wrong:
                bad += 1
                sys.stdout.write(f"seed {seed} {' '.join(kinds)}: {wrong[:3]}\n")
                sys.stdout.flush()
    times = ", ".join(f"{kind} {number}" for kind, number in sorted(met.items()))
    sys.stdout.write(f"{options.runs} ledgers from seed {options.seed}, {bad} wrong; {times}\n")
    return bool(bad)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import conftest  # noqa: F401 - makes excel_kinds importable

    sys.exit(main())
