#!/usr/bin/env bash
# polars 2.1.0 with fastexcel 0.21.0: read_excel takes a column's type from its first 1,000 rows. A text further down, such as
# 约1200 in a column of amounts, becomes null without a word; with infer_schema_length=None the whole column is text.
# Guessed: an error, or the text.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check polars==2.1.0 fastexcel==0.21.0 xlsxwriter==3.3.1
cd "$work"
cat >seen.py <<'PY'
import polars
import xlsxwriter

book = xlsxwriter.Workbook('ledger.xlsx')
sheet = book.add_worksheet()
sheet.write_row(0, 0, ['项目', '金额'])
for row in range(1, 1500):
    sheet.write_row(row, 0, [f'项目{row}', row])
sheet.write(1400, 1, '约1200')
book.close()
for given in ({}, {'infer_schema_length': None}):
    column = polars.read_excel('ledger.xlsx', **given)['金额']
    print(column.dtype, column[1398:1401].to_list(), column.null_count())
PY
cat >expected <<'TEXT'
Int64 [1399, None, 1401] 1
String ['1399', '约1200', '1401'] 0
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
