#!/usr/bin/env bash
# pycnnum 2.1.1: cn2num reads 一点五亿 as 1.5: what stands after a decimal, the 亿, is left out without a word; 十点五万 is 10.5.
# Years digit by digit go the same way: 二〇二二 is 2. The same amounts without a point are right.
# Guessed: 150000000, 105000, 2022, or an error.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check pycnnum==2.1.1
cd "$work"
cat >seen.py <<'PY'
from pycnnum import cn2num

for written in ("一亿五千万", "一点五亿", "十万五千", "十点五万", "二〇二二"):
    print(written, cn2num(written))
PY
cat >expected <<'TEXT'
一亿五千万 150000000
一点五亿 1.5
十万五千 105000
十点五万 10.5
二〇二二 2
TEXT
PYTHONIOENCODING=utf-8 "$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
