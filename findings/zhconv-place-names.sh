#!/usr/bin/env bash
# zhconv 1.4.3: to traditional characters 咸阳市 is 鹹陽市 (salty), 范县 the county of patterns, 凯里市 and 香格里拉市 have 裏 for 里,
# 新余市 is 新餘市; and simplified names come back from there as names that do not exist: 松溪县 as 松谿县.
# Guessed: places of China are in its table of words, as they are in OpenCC's (1.4.2), which leaves all of these right.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check zhconv==1.4.3 opencc==1.4.2
cd "$work"
cat >seen.py <<'PY'
import opencc
import zhconv

to_traditional = opencc.OpenCC('s2t')
back = opencc.OpenCC('t2s')
for name in ('咸阳市', '范县', '凯里市', '香格里拉市', '岳阳市', '新余市', '松溪县'):
    one, other = zhconv.convert(name, 'zh-hant'), to_traditional.convert(name)
    print(name, one, zhconv.convert(one, 'zh-hans'), other, back.convert(other))
PY
cat >expected <<'TEXT'
咸阳市 鹹陽市 咸阳市 咸陽市 咸阳市
范县 範縣 范县 范縣 范县
凯里市 凱裏市 凯里市 凱里市 凯里市
香格里拉市 香格裏拉市 香格里拉市 香格里拉市 香格里拉市
岳阳市 嶽陽市 岳阳市 岳陽市 岳阳市
新余市 新餘市 新余市 新余市 新余市
松溪县 松谿縣 松谿县 松溪縣 松溪县
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
