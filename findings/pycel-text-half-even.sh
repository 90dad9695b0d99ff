#!/usr/bin/env bash
# pycel 1.0b30: TEXT rounds half to even, ROUND half up: of 0.125 a sentence made with TEXT says 0.12, the cell beside it 0.13.
# Guessed: 0.13 in both, as spreadsheets have it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check pycel==1.0b30 openpyxl==3.1.5
cd "$work"
cat >seen.py <<'PY'
import openpyxl
from pycel import ExcelCompiler

book = openpyxl.Workbook()
sheet = book.active
formulas = ['=ROUND(0.125,2)', '="完成"&TEXT(0.125,"0.00")&"亿元"', '=ROUND(2.5,0)', '=TEXT(2.5,"0")&"个"']
for row, formula in enumerate(formulas, 1):
    sheet.cell(row, 1, formula)
book.save('sentence.xlsx')
engine = ExcelCompiler(filename='sentence.xlsx')
for row, formula in enumerate(formulas, 1):
    print(formula, engine.evaluate(f'Sheet!A{row}'))
PY
cat >expected <<'TEXT'
=ROUND(0.125,2) 0.13
="完成"&TEXT(0.125,"0.00")&"亿元" 完成0.12亿元
=ROUND(2.5,0) 3.0
=TEXT(2.5,"0")&"个" 2个
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
