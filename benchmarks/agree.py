"""Say whether the two baselines state the same figures of a ledger.

python benchmarks/agree.py LEDGER.xlsx
"""

import math
from pathlib import Path
import sys
import tempfile

import baseline
import polars_version


def same(one, other):
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    if one is None or other is None or one != one:  # noqa: PLR0124 - not a number
        return other is None
    return math.isclose(float(one), float(other), rel_tol=1e-9, abs_tol=1e-9)


def main():
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(sys.argv[1]), Path(folder)
        one = baseline.run(source, out / "pandas", "calamine")
        other = polars_version.run(source, out / "polars")
    apart = sorted(set(one) ^ set(other)) + [
        key for key in one if key in other and not same(one[key], other[key])
    ]
    print(f"{len(one)} figures, {len(apart)} apart: {apart}")
    return bool(apart)


if __name__ == "__main__":
    sys.exit(main())
