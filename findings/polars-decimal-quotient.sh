#!/usr/bin/env bash
# polars 2.1.0: the quotient of two Decimal columns has the places of the dividend, so that a rate of amounts in yuan and fen
# keeps two: a third is 0.33, and times a hundred 33.00.
# Guessed: more places, or a float, as of integers.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check polars==2.1.0
cd "$work"
cat >seen.py <<'PY'
from decimal import Decimal

import polars

frame = polars.DataFrame({'part': [Decimal('1.00')], 'whole': [Decimal('3.00')]})
rate = polars.col('part') / polars.col('whole')
print(frame.select(rate.alias('rate'), (rate * 100).alias('percent')).row(0))
print(polars.DataFrame({'part': [1], 'whole': [3]}).select(rate).dtypes)
PY
cat >expected <<'TEXT'
(Decimal('0.33'), Decimal('33.00'))
[Float64]
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
