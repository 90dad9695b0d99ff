#!/usr/bin/env bash
# cpca 0.5.5: any text that holds 县 and no place it knows is put into Chongqing's 'counties' (500200), with an adcode and all,
# since 县 is in its table as the name of that group.
# Guessed: nothing found.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check cpca==0.5.5 pandas==3.1.1
cd "$work"
cat >seen.py <<'PY'
import cpca

places = ['云溪县人民医院', '某县', '云溪市人民医院']
for place, row in zip(places, cpca.transform(places).itertuples(index=False)):
    print(place, row.省, row.市, row.adcode)
PY
cat >expected <<'TEXT'
云溪县人民医院 重庆市 县 500200
某县 重庆市 县 500200
云溪市人民医院 nan nan nan
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
