#!/usr/bin/env bash
# jionlp 1.5.31: parse_time reads 2025年1-3月 and 2025年1—3月, the usual way of writing a year to date, as all of 2025, and
# 2025年1月至3月 as January; 2025年一季度 is right.
# Guessed: January to March in all four.
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
for text in ('2025年1-3月', '2025年1—3月', '2025年1月至3月', '2025年一季度'):
    first, last = jionlp.parse_time(text)['time']
    print(text, first[:10], last[:10])
PY
cat >expected <<'TEXT'
2025年1-3月 2025-01-01 2025-12-31
2025年1—3月 2025-01-01 2025-12-31
2025年1月至3月 2025-01-01 2025-01-31
2025年一季度 2025-01-01 2025-03-31
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
