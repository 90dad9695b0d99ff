#!/usr/bin/env bash
# xlsx2html 0.6.4: a comma at the end of a number format, which divides what is shown by a thousand, is passed over: 1,234,567,000元
# shown by #,##0.0,,"百万元" as 1,234.6百万元 is 1,234,567,000.0"百万元" in the page. Formats of Chinese digits ([DBNum2]) have the
# amount put in place of the letter B, 2.5 shown without places is 2.
# Guessed: the page says what the sheet shows.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check xlsx2html==0.6.4 openpyxl==3.1.5
cd "$work"
cat >seen.py <<'PY'
import html
import re

import openpyxl
from xlsx2html import xlsx2html

book = openpyxl.Workbook()
formats = [(1234567000, '#,##0.0,,"百万元"'), (1234567, '#,##0.0,"千元"'), (12345, '[DBNum2]General'), (2.5, '0'), (0.125, '0.00')]
for row, (amount, shown) in enumerate(formats, 1):
    book.active.cell(row, 1, amount).number_format = shown
book.save('book.xlsx')
page = xlsx2html('book.xlsx', locale='zh').getvalue()
cells = re.findall(r'<td.*?>(.*?)</td>', page, re.S)
for (amount, shown), cell in zip(formats, cells, strict=True):
    print(amount, shown, html.unescape(cell).strip())
PY
cat >expected <<'TEXT'
1234567000 #,##0.0,,"百万元" 1,234,567,000.0"百万元"
1234567 #,##0.0,"千元" 1,234,567.0"千元"
12345 [DBNum2]General [DBNum12345]General
2.5 0 2
0.125 0.00 0.12
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
