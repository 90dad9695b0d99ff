#!/usr/bin/env bash
# china-division 2.7.0 (npm): of its 2,978 counties 124 are development zones with codes that only the Bureau of Statistics gives
# (130171, 石家庄高新技术产业开发区); the divisions of GB/T 2260 have none. 东莞 is a county of itself, and the cities of some
# counties are 4190, 省直辖县级行政区划, which is no place.
# Guessed: every code names a division, so that a list of counties can be counted and joined by it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit china-division@2.7.0 >/dev/null
cat >seen.cjs <<'JS'
const areas = require("china-division/dist/areas.json");
const cities = require("china-division/dist/cities.json");
const zones = areas.filter((area) => /^\d{4}7\d$/.test(area.code));
console.log(areas.length, zones.length, zones[0].code, zones[0].name);
console.log(areas.filter((area) => area.cityCode === "4419").map((area) => area.name).join());
console.log(cities.filter((city) => city.code.endsWith("90")).map((city) => city.name).join());
JS
cat >expected <<'TEXT'
2978 124 130171 石家庄高新技术产业开发区
东莞市
省直辖县级行政区划,省直辖县级行政区划,省直辖县级行政区划,自治区直辖县级行政区划
TEXT
node seen.cjs >seen
cat seen
diff expected seen
