#!/usr/bin/env bash
# pylightxl 1.61: of a workbook written by openpyxl 3.1.5 every text is empty and every number there: openpyxl keeps texts in their cells
# (inlineStr), pylightxl knows shared ones only. With lxml 6.0.2 beside openpyxl the workbook cannot be opened at all (TypeError).
# Guessed: the texts, or an error in both.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check pylightxl==1.61 openpyxl==3.1.5
cd "$work"
cat >seen.py <<'PY'
import openpyxl
import pylightxl

book = openpyxl.Workbook()
for row in [('项目名称', '总投资'), ('甲项目', 3.5)]:
    book.active.append(row)
book.save('ledger.xlsx')
try:
    print(list(pylightxl.readxl('ledger.xlsx').ws('Sheet').rows))
except TypeError as error:
    print(error)
PY
cat >expected <<'TEXT'
[['', ''], ['', 3.5]]
expected string or bytes-like object, got 'NoneType'
TEXT
"$work/env/bin/python" seen.py >seen
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check lxml==6.0.2
"$work/env/bin/python" seen.py >>seen
cat seen
diff expected seen
