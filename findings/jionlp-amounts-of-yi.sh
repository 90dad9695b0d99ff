#!/usr/bin/env bash
# jionlp 1.5.31: parse_money multiplies what stands before 亿 in figures into the 万 behind it, and takes the digits behind the
# point alone where 个 stands before 亿. Each is said to be accurate. In Chinese numerals the same amounts are right.
# Guessed: 1,235,000,000; 120,000,000; 1,050,000,000; 50,000,000; 1,235,000,000.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check jionlp==1.5.31
cd "$work"
cat >seen.py <<'PY'
import contextlib
import io

with contextlib.redirect_stdout(io.StringIO()):
    import jionlp
for text in ('12亿3500万元', '1亿2000万元', '10.5个亿', '0.5个亿', '十二亿三千五百万元'):
    found = jionlp.parse_money(text)
    print(text, found['num'], found['definition'])
PY
cat >expected <<'TEXT'
12亿3500万元 1535080000.00 accurate
1亿2000万元 220020000.00 accurate
10.5个亿 600000000.00 accurate
0.5个亿 500000000.00 accurate
十二亿三千五百万元 1235000000.00 accurate
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
