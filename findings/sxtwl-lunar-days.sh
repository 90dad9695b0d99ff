#!/usr/bin/env bash
# sxtwl 2.0.7: fromLunar takes lunar days that do not exist and gives other days: the second month of 2022 has 29 days, and its
# 30th is the first of the third; a leap fifth month of 2022, which there is not, is the plain fifth.
# Guessed: an error.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check sxtwl==2.0.7
cd "$work"
cat >seen.py <<'PY'
import sxtwl

for given in ((2022, 1, 30, False), (2022, 2, 30, False), (2022, 5, 10, True)):
    day = sxtwl.fromLunar(*given)
    print(given, '->', (day.getLunarYear(), day.getLunarMonth(), day.getLunarDay(), day.isLunarLeap()))
PY
cat >expected <<'TEXT'
(2022, 1, 30, False) -> (2022, 1, 30, False)
(2022, 2, 30, False) -> (2022, 3, 1, False)
(2022, 5, 10, True) -> (2022, 5, 10, False)
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
