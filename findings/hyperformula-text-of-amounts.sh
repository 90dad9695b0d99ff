#!/usr/bin/env bash
# hyperformula 3.5.0 (npm): TEXT(1234.5,"#,##0.0") is 1235,##0.0 and TEXT(0.5,"0%") is 1%: of a format it knows zeros, # and one point,
# the rest is written out beside the rounded number. A sentence made by formula, as offices have them, says so without an error.
# Guessed: 1,234.5 and 50%, or an error.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit hyperformula@3.5.0 >/dev/null
cat >seen.cjs <<'JS'
const { HyperFormula } = require("hyperformula");
const sheet = [
  [1234.5, 0.5],
  ['="完成投资"&TEXT(A1,"#,##0.0")&"亿元"'],
  ['="占"&TEXT(B1,"0%")'],
  ['=TEXT(A1,"0.00")'],
];
for (const [text] of HyperFormula.buildFromArray(sheet, { licenseKey: "gpl-v3" }).getSheetValues(0).slice(1)) console.log(text);
JS
cat >expected <<'TEXT'
完成投资1235,##0.0亿元
占1%
1234.50
TEXT
node seen.cjs >seen
cat seen
diff expected seen
