#!/usr/bin/env bash
# workalendar 17.0.0: China's calendar ends with 2023. A weekday of 2026 raises CalendarError, but a Saturday is answered: no working
# day, although 14 February and 10 October 2026 are worked in lieu of the holidays, as 28 January 2023 was (and is said to be).
# Guessed: the same error for every day of a year it does not know.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check workalendar==17.0.0
cd "$work"
cat >seen.py <<'PY'
from datetime import date

from workalendar.asia import China
from workalendar.exceptions import CalendarError

china = China()
for day in [date(2023, 1, 28), date(2026, 2, 13), date(2026, 2, 14), date(2026, 10, 10)]:
    try:
        print(f'{day:%F %a}', china.is_working_day(day))
    except CalendarError:
        print(f'{day:%F %a}', 'CalendarError')
PY
cat >expected <<'TEXT'
2023-01-28 Sat True
2026-02-13 Fri CalendarError
2026-02-14 Sat False
2026-10-10 Sat False
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
