#!/usr/bin/env bash
# ICU 78.3, as Node 26.10.0 (npm) has it: Intl.Collator("zh-CN") has 重庆 under chóng and 朝阳 under cháo, beside 成都, as if it knew how
# places are called; but 长沙 and 长治 stand under zhǎng, 单县 under dān, 蔚县 under wèi. Who looks for 长沙 under C does not find it.
# pypinyin 0.55.0 has 长沙 and 蔚县 right, 长治 and 单县 wrong: two lists of the same counties have two orders.
# Guessed: chángshā, chángzhì, shànxiàn, yùxiàn as chóngqìng; or the sign's first reading for all of them.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check pypinyin==0.55.0
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit node@26.10.0 >/dev/null
cat >seen.mjs <<'JS'
const places = ["朝阳市", "单县", "长沙市", "成都市", "重庆市", "沈阳市", "蔚县", "余江区", "无锡市", "张掖市", "长治市", "大同市"];
console.log(process.versions.icu, places.sort(new Intl.Collator("zh-CN").compare).join(" "));
JS
cat >seen.py <<'PY'
from pypinyin import lazy_pinyin

for place in ("重庆市", "长沙市", "长治市", "蔚县", "单县"):
    print(place, *lazy_pinyin(place))
PY
cat >expected <<'TEXT'
78.3 朝阳市 成都市 重庆市 大同市 单县 沈阳市 蔚县 无锡市 余江区 张掖市 长沙市 长治市
重庆市 chong qing shi
长沙市 chang sha shi
长治市 zhang zhi shi
蔚县 yu xian
单县 dan xian
TEXT
node_modules/.bin/node seen.mjs >seen
PYTHONIOENCODING=utf-8 "$work/env/bin/python" seen.py >>seen
cat seen
diff expected seen
