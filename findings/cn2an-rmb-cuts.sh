#!/usr/bin/env bash
# cn2an 0.5.24: an2cn(…, 'rmb') cuts an amount to the fen instead of rounding it, so that 1.999 is a fen less than two yuan and
# 0.009 is nothing; it does not refuse the third place either.
# Guessed: rounded, or refused.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check cn2an==0.5.24
cd "$work"
cat >seen.py <<'PY'
import cn2an

for amount in ('1.99', '1.999', '0.009'):
    print(amount, cn2an.an2cn(amount, 'rmb'))
PY
cat >expected <<'TEXT'
1.99 壹元玖角玖分
1.999 壹元玖角玖分
0.009 零元整
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
