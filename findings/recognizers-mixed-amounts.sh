#!/usr/bin/env bash
# recognizers-text-suite 1.0.2a2, Chinese: in 12亿3500万元 and in 1,200.5万元 it finds no number and no amount of money, where it finds
# 7.08亿元; and 0.9个百分点 is a percentage of 0.9%.
# Guessed: 1235000000, 12005000, and points told from per cent. It needs emoji 1.7.0: with a newer one it cannot be imported.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check recognizers-text-suite==1.0.2a2 emoji==1.7.0
cd "$work"
cat >seen.py <<'PY'
from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_currency
from recognizers_text import Culture

for text in ['总投资7.08亿元', '总投资12亿3500万元', '总投资1,200.5万元', '增速加快0.9个百分点']:
    found = [
        [part.resolution['value'] for part in recognize(text, Culture.Chinese)]
        for recognize in (recognize_number, recognize_currency, recognize_percentage)
    ]
    print(text, *found)
PY
cat >expected <<'TEXT'
总投资7.08亿元 ['708000000'] ['708000000'] []
总投资12亿3500万元 [] [] []
总投资1,200.5万元 [] [] []
增速加快0.9个百分点 ['0.9'] [] ['0.9%']
TEXT
"$work/env/bin/python" seen.py >seen
cat seen
diff expected seen
