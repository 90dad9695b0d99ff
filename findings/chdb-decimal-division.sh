#!/usr/bin/env bash
# chdb 4.4.0: of Decimal(18, 6) amounts a quotient that itself fits well is refused: 20000000 / 650 is "Decimal math overflow",
# since the dividend is first multiplied by 10^6 within its own 18 digits; 5300 / 650 is there, cut to six places.
# Guessed: 30769.230769, or a wider type for the division, as a sum of such a column gets one.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check chdb==4.4.0
cd "$work"
cat >seen.py <<'PY'
import chdb

AMOUNTS = "(select toDecimal64(20000000, 6) as large, toDecimal64(5300, 6) as small, toDecimal64(650, 6) as part)"
for asked in ("small / part", "large / part", "large * 100 / part", "toTypeName(sum(part))", "toDecimal128(large, 6) / part"):
    try:
        print(asked, "=", str(chdb.query(f"select {asked} from {AMOUNTS}", "TSV")).strip())
    except RuntimeError as error:
        print(asked, "=", "Decimal math overflow" if "Decimal math overflow" in str(error) else error)
PY
cat >expected <<'TEXT'
small / part = 8.153846
large / part = Decimal math overflow
large * 100 / part = Decimal math overflow
toTypeName(sum(part)) = Decimal(38, 6)
toDecimal128(large, 6) / part = 30769.230769
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
