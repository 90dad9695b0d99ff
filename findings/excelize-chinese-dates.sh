#!/usr/bin/env bash
# excelize 0.1.0 (of Python, over the Go library): days and months from ten on in Chinese digits lose their ten: the 31st of March is
# 三月三一日, the 12th of October 一○月一二日, where Excel shows 三月三十一日 and 十月十二日. Amounts in such digits, capitals
# too, stay 12345.
# Guessed: a library of spreadsheets that knows [DBNum1] knows that dates are read as numbers.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check excelize==0.1.0 openpyxl==3.1.5
cd "$work"
cat >seen.py <<'PY'
import datetime

import excelize
import openpyxl

book = openpyxl.Workbook()
shown = '[DBNum1][$-804]yyyy"年"m"月"d"日"'
for row, day in enumerate((datetime.date(2026, 3, 31), datetime.date(2026, 10, 12), datetime.date(2026, 1, 5)), 1):
    book.active.cell(row, 1, day).number_format = shown
book.active.cell(4, 1, 12345).number_format = '[DBNum2][$-804]General'
book.save('book.xlsx')
for row in excelize.open_file('book.xlsx').get_rows(book.active.title):
    print(*row)
PY
cat >expected <<'TEXT'
二○二六年三月三一日
二○二六年一○月一二日
二○二六年一月五日
12345
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
