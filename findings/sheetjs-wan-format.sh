#!/usr/bin/env bash
# SheetJS 0.18.5 and numfmt 4.0.1 (npm): 12,345,678元 in the format by which Chinese offices show 元 as 万元, 0!.0,"万元", reads
# 12345!.7万元: ten times as much. There ! escapes the next sign, as \ does; the point stands before the last digit of the thousands.
# With \ instead numfmt has it right, SheetJS ten times too small.
# Guessed: 1234.6万元 in all of them, as Excel and WPS show it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit xlsx@0.18.5 numfmt@4.0.1 >/dev/null
cat >seen.mjs <<'JS'
import { createRequire } from "node:module";
import { format } from "numfmt";

const { SSF } = createRequire(import.meta.url)("xlsx");
for (const code of ['0!.0,"万元"', '0\\.0,"万元"']) {
  console.log(code, SSF.format(code, 12345678), format(code, 12345678));
}
JS
cat >expected <<'TEXT'
0!.0,"万元" 12345!.7万元 12345!.7万元
0\.0,"万元" 123.46万元 1234.6万元
TEXT
node seen.mjs >seen
cat seen
diff expected seen
