#!/usr/bin/env bash
# pyarrow 26.0.1: the sum of a decimal column is decimal128(38, x), and two numbers of that type can neither be added nor
# subtracted: the result would need a 39th digit, whatever the values. So the difference of two sums is an error.
# Guessed: 3.00 - 1.00 = 2.00.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check pyarrow==26.0.1
cd "$work"
cat >seen.py <<'PY'
from decimal import Decimal

import pyarrow
import pyarrow.compute as compute

column = pyarrow.array([Decimal('1.00'), Decimal('2.00')], pyarrow.decimal128(18, 2))
total, part = compute.sum(column), compute.sum(column.slice(0, 1))
print(total.type, total, part)
try:
    print(compute.subtract(total, part))
except pyarrow.ArrowInvalid as error:
    print(error)
PY
cat >expected <<'TEXT'
decimal128(38, 2) 3.00 1.00
Decimal precision out of range [1, 38]: 39
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
