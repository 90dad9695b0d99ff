#!/usr/bin/env bash
# chinesecalendar 1.11.0 and holidays 0.109: both tell the working days of China with the shifted weekends; in the 23 years both
# know they differ on one day, Saturday 2005-12-31. The first knows no 2027.
# Guessed: the same days.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check chinesecalendar==1.11.0 holidays==0.109
cd "$work"
cat >seen.py <<'PY'
from datetime import date, timedelta

import chinese_calendar
import holidays

china = holidays.country_holidays('CN', years=range(2004, 2027))
days = [date(2004, 1, 1) + timedelta(n) for n in range((date(2027, 1, 1) - date(2004, 1, 1)).days)]
for day in days:
    one, other = chinese_calendar.is_workday(day), china.is_working_day(day)
    if one != other:
        print(day, one, other)
print(len(days))
try:
    chinese_calendar.is_workday(date(2027, 1, 4))
except NotImplementedError as error:
    print(error)
PY
cat >expected <<'TEXT'
2005-12-31 False True
8401
no available data for year 2027, only year between [2004, 2026] supported
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
