#!/usr/bin/env bash
# recognizers-text-suite 1.0.2a2, Chinese dates: 上半年, the first half of this year, is the whole of last year (as 上年 is); in
# 2026年上半年 and 前三季度 it finds no date.
# Guessed: January to June of 2026, and January to September. It needs emoji 1.7.0: with a newer one it cannot be imported.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check recognizers-text-suite==1.0.2a2 emoji==1.7.0
cd "$work"
cat >seen.py <<'PY'
from datetime import datetime

from recognizers_date_time import recognize_datetime
from recognizers_text import Culture

for text in ['上半年', '2026年上半年', '前三季度']:
    found = recognize_datetime(text, Culture.Chinese, reference=datetime(2026, 7, 10))
    print(text, *(f'{one["start"]} {one["end"]}' for part in found for one in part.resolution['values']))
PY
cat >expected <<'TEXT'
上半年 2025-01-01 2026-01-01
2026年上半年
前三季度
TEXT
"$work/env/bin/python" seen.py >seen
cat seen
diff expected seen
