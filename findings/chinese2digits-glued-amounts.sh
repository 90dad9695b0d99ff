#!/usr/bin/env bash
# chinese2digits 6.0.2: takeNumberFromString takes 3亿5千万元 for two numbers and writes them into the sentence without anything between:
# 完成投资30000000050000000元, some eighty million times as much; 1万5 becomes 100005. The same amount in characters alone is right.
# Guessed: one number, or two that stay apart in the text.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check chinese2digits==6.0.2
cd "$work"
cat >seen.py <<'PY'
from chinese2digits import takeNumberFromString

for written in ("完成投资三亿五千万元", "完成投资3亿5千万元", "增加1万5"):
    print(written, takeNumberFromString(written)["replacedText"])
PY
cat >expected <<'TEXT'
完成投资三亿五千万元 完成投资350000000元
完成投资3亿5千万元 完成投资30000000050000000元
增加1万5 增加100005
TEXT
PYTHONIOENCODING=utf-8 "$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
