#!/usr/bin/env bash
# flattentool 0.28.0: an amount of 0.1 that goes from JSON into a workbook and back, without a schema, comes back as the text "0.1",
# while 12 comes back as a number; in the workbook both are numbers.
# Guessed: a number of the workbook is a number of the JSON, whole or not.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check flattentool==0.28.0 openpyxl==3.1.5
cd "$work"
cat >seen.py <<'PY'
import json
import pathlib

import flattentool
import openpyxl

AMOUNTS = [12, 0.1, 4171.62]
projects = [{'id': str(n), 'budget': {'amount': {'amount': each}}} for n, each in enumerate(AMOUNTS)]
pathlib.Path('in.json').write_text(json.dumps({'projects': projects}))
where = {'root_list_path': 'projects', 'root_id': ''}
flattentool.flatten('in.json', main_sheet_name='projects', output_name='out.xlsx', output_format='xlsx', **where)
rows = openpyxl.load_workbook('out.xlsx')['projects'].iter_rows(min_row=2, values_only=True)
print([row[1] for row in rows])
flattentool.unflatten('out.xlsx', input_format='xlsx', output_name='back.json', **where)
back = json.loads(pathlib.Path('back.json').read_text())
print([project['budget']['amount']['amount'] for project in back['projects']])
PY
cat >expected <<'TEXT'
[12, 0.1, 4171.62]
[12, '0.1', '4171.62']
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
