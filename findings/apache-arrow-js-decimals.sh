#!/usr/bin/env bash
# apache-arrow 21.2.0 for JavaScript reads what pyarrow 26.0.1 writes: a decimal of two places comes without its point, 1234.50 as
# 123450, and in JSON as a text with quotation marks of its own. The scale stands in the type of the column alone.
# Guessed: 1234.50, or 1234.5.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check pyarrow==26.0.1
cd "$work"
"$work/env/bin/python" - <<'PY'
from decimal import Decimal

import pyarrow

amounts = pyarrow.array([Decimal('1234.50'), Decimal('0.10'), Decimal('-0.30')], pyarrow.decimal128(18, 2))
table = pyarrow.table({'完成投资': amounts})
with pyarrow.OSFile('amounts.arrow', 'wb') as file, pyarrow.ipc.new_stream(file, table.schema) as writer:
    writer.write_table(table)
PY
npm init -y >/dev/null
npm install --silent --no-fund --no-audit apache-arrow@21.2.0 >/dev/null
cat >seen.mjs <<'JS'
import { readFileSync } from "node:fs";
import { tableFromIPC } from "apache-arrow";

const table = tableFromIPC(readFileSync("amounts.arrow"));
console.log(String(table.schema.fields[0]));
for (const row of table) console.log(String(row["完成投资"]), Number(row["完成投资"]), JSON.stringify(row));
JS
cat >expected <<'TEXT'
完成投资: Decimal[18e+2]
123450 123450 {"完成投资":"\"123450\""}
10 10 {"完成投资":"\"10\""}
-30 -30 {"完成投资":"\"-30\""}
TEXT
node seen.mjs >seen
cat seen
diff expected seen
