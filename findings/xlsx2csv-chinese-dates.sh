#!/usr/bin/env bash
# xlsx2csv 0.8.6: a date in the format yyyy"年"m"月"d"日" comes with the format's quotation marks in it, "2026""年""03""月""20""日""", and
# with zeros the cell does not show; one in Chinese numerals ([DBNum1]) comes as the serial number 46101.
# Guessed: 2026年3月20日, or an ISO date.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check xlsx2csv==0.8.6 openpyxl==3.1.5
cd "$work"
cat >write.py <<'PY'
from datetime import date

import openpyxl

book = openpyxl.Workbook()
formats = ['yyyy-mm-dd', 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', '[DBNum1][$-804]yyyy"年"m"月"d"日";@']
for row, code in enumerate(formats, 1):
    book.active.cell(row, 1, date(2026, 3, 20)).number_format = code
book.save('dates.xlsx')
PY
cat >expected <<'TEXT'
2026-03-20
"2026""年""03""月""20""日"""
"2026""年""03""月"""
46101
TEXT
"$work/env/bin/python" write.py
"$work/env/bin/xlsx2csv" dates.xlsx >seen
cat seen
diff expected seen
