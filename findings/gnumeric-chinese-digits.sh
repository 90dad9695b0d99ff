#!/usr/bin/env bash
# Gnumeric 1.12.55: a cell whose format writes its number in Chinese digits, [DBNum2][$-804]General"元整" or [DBNum1][$-804]0, is empty when
# the sheet is written as text in the cells' formats, and so is a date in the form 二〇二六年三月. The number itself is in the cell.
# Guessed: 壹仟贰佰元整 as in Excel, WPS and LibreOffice, or 1200.
set -euo pipefail
command -v ssconvert >/dev/null || { echo "gnumeric is not installed"; exit 2; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check openpyxl==3.1.5
cd "$work"
cat >write.py <<'PY'
import openpyxl

book = openpyxl.Workbook()
for row, (number, code) in enumerate(
        [(1200, '0"元整"'), (1200, '[DBNum2][$-804]General"元整"'), (1200, '[DBNum1][$-804]0'),
         (46112, '[DBNum1][$-804]yyyy"年"m"月"'), (46112, 'yyyy"年"m"月"')], start=1):
    cell = book.active.cell(row, 2, number)
    cell.number_format = code
    book.active.cell(row, 1, row)
book.save('ledger.xlsx')
PY
cat >expected <<'TEXT'
1,1200元整
2,
3,
4,
5,2026年3月
TEXT
PYTHONUTF8=1 "$work/env/bin/python" write.py
ssconvert -O format=preserve -T Gnumeric_stf:stf_assistant ledger.xlsx seen.csv >/dev/null 2>&1
cat seen.csv
diff expected seen.csv
