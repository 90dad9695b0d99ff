#!/usr/bin/env bash
# openpyxl 3.1.5 and exceljs 4.4.0: a date in one of the formats that Excel and WPS in China have built in, as 31, 2026年3月31日, or 57,
# 2026年3月, is the number 46112. Such a format has a number and no code in the file; ECMA-376 part 1, 18.8.30, says what 27 to 36 and 50
# to 58 are. python-calamine 0.9.1 knows them. A date that shows its year alone, e"年", is a number for all three.
# Guessed: the date, as with format 14.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit exceljs@4.4.0 >/dev/null
cat >write.py <<'PY'
import zipfile

import openpyxl

FORMATS = [14, 31, 57, 200]
book = openpyxl.Workbook()
for n in range(len(FORMATS)):
    book.active.cell(n + 1, 1, 46112)
book.save("plain.xlsx")
styles = (
    '<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<numFmts count="1"><numFmt numFmtId="200" formatCode="e&quot;年&quot;"/></numFmts>'
    '<fonts count="1"><font><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs><xf/>'
    + "".join(f'<xf numFmtId="{each}" applyNumberFormat="1"/>' for each in FORMATS)
    + "</cellXfs></styleSheet>")
with zipfile.ZipFile("plain.xlsx") as plain, zipfile.ZipFile("ledger.xlsx", "w") as ledger:
    for name in plain.namelist():
        part = plain.read(name).decode()
        if name == "xl/styles.xml":
            part = styles
        if name == "xl/worksheets/sheet1.xml":
            for n in range(len(FORMATS)):
                part = part.replace(f'<c r="A{n + 1}" ', f'<c r="A{n + 1}" s="{n + 1}" ')
        ledger.writestr(name, part)
PY
cat >seen.py <<'PY'
import openpyxl
import python_calamine

print("openpyxl", *(row[0].isoformat()[:10] if hasattr(row[0], "isoformat") else row[0]
                    for row in openpyxl.load_workbook("ledger.xlsx").active.values))
print("calamine", *(row[0] for row in python_calamine.load_workbook("ledger.xlsx").get_sheet_by_index(0).to_python()))
PY
cat >seen.js <<'JS'
const { Workbook } = require("exceljs");
(async () => {
  const book = new Workbook();
  await book.xlsx.readFile("ledger.xlsx");
  const days = book.worksheets[0].getColumn(1).values.slice(1);
  console.log("exceljs", ...days.map((day) => day.toISOString?.().slice(0, 10) ?? day));
})();
JS
cat >expected <<'TEXT'
openpyxl 2026-03-31 46112 46112 46112
calamine 2026-03-31 2026-03-31 2026-03-31 46112.0
exceljs 2026-03-31 46112 46112 46112
TEXT
PYTHONUTF8=1 "$work/env/bin/python" write.py
"$work/env/bin/python" seen.py >seen
node seen.js >>seen
cat seen
diff expected seen
