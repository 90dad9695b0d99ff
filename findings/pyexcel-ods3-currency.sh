#!/usr/bin/env bash
# pyexcel-ods3 0.6.1: a cell of an ods that is formatted as money is the text "1200 CNY", its neighbour formatted as a number 1200.
# Guessed: the format of a cell does not make its number a text; a sum over the column then leaves the amount out or fails.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check pyexcel-ods3==0.6.1 odfpy==1.4.1
cd "$work"
cat >seen.py <<'PY'
import pyexcel_ods3
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

document = OpenDocumentSpreadsheet()
table, row = Table(name='表'), TableRow()
for kind in ({'valuetype': 'float'}, {'valuetype': 'currency', 'currency': 'CNY'}, {'valuetype': 'percentage'}):
    cell = TableCell(value='1200', **kind)
    cell.addElement(P(text='1200'))
    row.addElement(cell)
table.addElement(row)
document.spreadsheet.addElement(table)
document.save('a.ods')
print(pyexcel_ods3.get_data('a.ods')['表'])
PY
cat >expected <<'TEXT'
[[1200, '1200 CNY', 1200.0]]
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
