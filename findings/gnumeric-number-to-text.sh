#!/usr/bin/env bash
# Gnumeric 1.12.55 (Debian 12, built with long double): a number that is joined to a text is written with twenty digits, so that
# 4.37 & "亿元", a constant, becomes 4.3699999999999999999亿元. The cell itself shows 4.37; LibreOffice, Excel, WPS, HyperFormula,
# IronCalc, Univer and the Python package formulas join 4.37. Saved as xlsx, the text goes to every reader of the stored values.
# Guessed: the text of a number is the shortest that gives it back.
set -euo pipefail
command -v ssconvert >/dev/null || { echo "gnumeric is not installed"; exit 2; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >book.csv <<'CSV'
"=4.37&""亿元"""
"=0.48&""亿元"""
"=0.14&""亿元"""
"=SUBSTITUTE(TEXT(4.37,""0.##"")&""亿元"","".亿元"",""亿元"")"
CSV
ssconvert book.csv seen.csv 2>/dev/null
cat seen.csv
diff seen.csv - <<'SEEN'
4.3699999999999999999亿元
0.47999999999999999999亿元
0.14亿元
4.37亿元
SEEN
