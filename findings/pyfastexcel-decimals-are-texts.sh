#!/usr/bin/env bash
# pyfastexcel 0.1.9 and ezodf 0.3.2 write an amount given as a Decimal into a text cell, an xlsx the one, an ods the other: a sum over
# the column is 0. A float beside it is a number.
# Guessed: a number, or an error.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check pyfastexcel==0.1.9 ezodf==0.3.2 lxml==6.0.2
cd "$work"
cat >seen.py <<'PY'
import re
import zipfile
from decimal import Decimal

import ezodf
from pyfastexcel import Workbook

EXACT, BINARY = Decimal('0.10'), 0.1

book = Workbook()
sheet = book['Sheet1']
sheet['A1'], sheet['A2'] = EXACT, BINARY
book.read_lib_and_create_excel()
book.save('amounts.xlsx')
text = zipfile.ZipFile('amounts.xlsx').read('xl/worksheets/sheet1.xml').decode()
for cell in re.findall(r'<c [^>]*?>.*?</c>', text):
    kind = re.search(r' t="(\w+)"', cell)
    print('xlsx', kind[1] if kind else 'number', re.search(r'[\d.]+(?=</)', cell)[0])

sheet = ezodf.Sheet('台账', size=(2, 1))
for row, amount in enumerate((EXACT, BINARY)):
    sheet[row, 0].set_value(amount)
    print('ods', sheet[row, 0].value_type, repr(sheet[row, 0].value))
PY
cat >expected <<'TEXT'
xlsx inlineStr 0.10
xlsx number 0.1
ods string '0.10'
ods float 0.1
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
