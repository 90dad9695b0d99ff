#!/usr/bin/env bash
# fastparquet 2026.9.0: a column of decimals comes as float64, without a word; an amount of twelve digits before the point and six
# after it is another amount then, and a share that ends on a 5 may be rounded down.
# Guessed: Decimal objects, or pandas' decimal type, as pyarrow gives them.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check fastparquet==2026.9.0 pyarrow==26.0.1
cd "$work"
cat >seen.py <<'PY'
from decimal import Decimal

import fastparquet
import pyarrow
from pyarrow import parquet

amount = Decimal('123456789012.345678')
table = pyarrow.table({'amount': pyarrow.array([amount], pyarrow.decimal128(18, 6))})
parquet.write_table(table, 'a.parquet')
(read,) = fastparquet.ParquetFile('a.parquet').to_pandas()['amount']
print(type(read).__name__, Decimal(repr(float(read))) == amount)
print(parquet.read_table('a.parquet')['amount'][0].as_py() == amount)
PY
cat >expected <<'TEXT'
float False
True
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
