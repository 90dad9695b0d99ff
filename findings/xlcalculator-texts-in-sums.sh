#!/usr/bin/env bash
# xlcalculator 0.5.0: SUM adds numbers that are typed as text, which spreadsheets leave out; and COUNTIF with a wildcard counts 0
# instead of two projects.
# Guessed: 5 and 2, as Excel, WPS and LibreOffice have it, or an error.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check xlcalculator==0.5.0 openpyxl==3.1.5
cd "$work"
cat >seen.py <<'PY'
import openpyxl
from xlcalculator import Evaluator, ModelCompiler

book = openpyxl.Workbook()
sheet = book.active
for row in [('水库项目', '1'), ('泵站项目', 2), ('道路工程', 3)]:
    sheet.append(row)
sheet['C1'] = '=SUM(B1:B3)'
sheet['C2'] = '=COUNTIF(A1:A3,"*项目")'
sheet['C3'] = '=COUNTIF(A1:A3,"水库项目")'
book.save('sums.xlsx')
engine = Evaluator(ModelCompiler().read_and_parse_archive('sums.xlsx'))
for cell in ['C1', 'C2', 'C3']:
    print(sheet[cell].value, engine.evaluate(f'Sheet!{cell}').value)
PY
cat >expected <<'TEXT'
=SUM(B1:B3) 6
=COUNTIF(A1:A3,"*项目") 0
=COUNTIF(A1:A3,"水库项目") 1
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
