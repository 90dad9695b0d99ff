#!/usr/bin/env bash
# nzh 1.0.14 (npm): decodeS reads a year written digit by digit without its zero: 二〇二六 is 226, where 一九九八 is 1998; 两, the
# usual two before 百, 千, 万 and 亿, is nothing: 两千万 is 0, and 三千两百 is 3000.
# Guessed: 2026, 20000000 and 3200, or an error.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit nzh@1.0.14 >/dev/null
cat >seen.cjs <<'JS'
const { cn } = require("nzh");
for (const text of ["二〇二六", "一九九八", "两千万", "三千两百", "三千二百", "二亿三千五百万"])
  console.log(text, cn.decodeS(text));
JS
cat >expected <<'TEXT'
二〇二六 226
一九九八 1998
两千万 0
三千两百 3000
三千二百 3200
二亿三千五百万 235000000
TEXT
node seen.cjs >seen
cat seen
diff expected seen
