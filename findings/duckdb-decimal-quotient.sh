#!/usr/bin/env bash
# duckdb 2.0.1: of DECIMAL columns a quotient and an average are DOUBLE, while the median stays DECIMAL and is cut to its places:
# of 0.01 and 0.02 it is 0.01 where the average is 0.015.
# Guessed: a decimal with more places, or a median that is the average of the middle two.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check duckdb==2.0.1
cd "$work"
cat >seen.py <<'PY'
import duckdb

one = duckdb.sql('SELECT typeof(a / b), a / b FROM (SELECT 1::DECIMAL(18,2) AS a, 8::DECIMAL(18,2) AS b)').fetchall()[0]
two = duckdb.sql('SELECT typeof(avg(a)), avg(a), typeof(median(a)), median(a) FROM (VALUES (0.01::DECIMAL(18,2)), (0.02::DECIMAL(18,2))) t(a)').fetchall()[0]
print(one, two, sep='\n')
PY
cat >expected <<'TEXT'
('DOUBLE', 0.125)
('DOUBLE', 0.015, 'DECIMAL(18,2)', Decimal('0.01'))
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
