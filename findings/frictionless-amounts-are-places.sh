#!/usr/bin/env bash
# frictionless 5.21.0 and tableschema 1.21.0: a column of amounts with a comma between the thousands, 1,050 and 12,030, is taken for places
# on the earth: extracted without a schema, 1,050万元 is longitude 1, latitude 50. With 12,345 in it the column is a text.
# Guessed: numbers, or texts.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check frictionless==5.21.0 tableschema==1.21.0
cd "$work"
cat >seen.py <<'PY'
import pathlib

import frictionless
import tableschema

ROWS = '项目名称,总投资,本年完成\n甲项目,"1,050","12,345"\n乙项目,"12,030","1,050"\n'
pathlib.Path('ledger.csv').write_text(ROWS, encoding='utf-8')
print('frictionless', [field.type for field in frictionless.describe('ledger.csv').schema.fields])
print('tableschema', [field['type'] for field in tableschema.infer('ledger.csv')['fields']])
for row in frictionless.extract('ledger.csv')['ledger']:
    print(row['总投资'], row['本年完成'])
PY
cat >expected <<'TEXT'
frictionless ['string', 'geopoint', 'string']
tableschema ['string', 'geopoint', 'string']
[1.0, 50.0] 12,345
[12.0, 30.0] 1,050
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
