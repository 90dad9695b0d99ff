#!/usr/bin/env bash
# exceljs 4.4.0: a date that a program in China writes, new Date(2022, 2, 20), stands in the workbook as 2022-03-19 16:00: the
# moment in UTC. A workbook has no time zones; whoever opens it there or elsewhere sees the day before.
# Guessed: 2022-03-20, serial number 44640.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit exceljs@4.4.0 >/dev/null
cat >write.js <<'JS'
const { Workbook } = require("exceljs");
(async () => {
  const book = new Workbook();
  const cell = book.addWorksheet("项目台账").getCell("A1");
  cell.value = new Date(2022, 2, 20);
  cell.numFmt = "yyyy-mm-dd";
  await book.xlsx.writeFile("ledger.xlsx");
})();
JS
TZ=Asia/Shanghai node write.js
python - >seen <<'PY'
import re
import zipfile

sheet = zipfile.ZipFile("ledger.xlsx").read("xl/worksheets/sheet1.xml").decode()
serial = float(re.search(r"<v>([^<]*)</v>", sheet)[1])
print(round(serial, 4))
PY
cat seen
echo 44639.6667 | diff - seen
