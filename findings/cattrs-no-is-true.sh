#!/usr/bin/env bash
# cattrs 26.2.1 with attrs 26.1.0: a record structured from the texts of a table. 否, 0 and False are True, only an empty text is not;
# a field of several names takes one text apart into its signs, the mark between the names included. An amount, which it does
# not know, raises an error.
# Guessed: an error for each, as for the amount.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check cattrs==26.2.1 attrs==26.1.0
cd "$work"
cat >seen.py <<'PY'
from decimal import Decimal

import cattrs
from attrs import frozen


@frozen
class Project:
    is_in_library: bool
    leaders: tuple[str, ...]


for said in ('是', '否', '0', 'False', ''):
    print(cattrs.structure({'is_in_library': said, 'leaders': '王一、李二'}, Project))
try:
    cattrs.structure('12.5', Decimal)
except cattrs.StructureHandlerNotFoundError as error:
    print(type(error).__name__)
PY
cat >expected <<'TEXT'
Project(is_in_library=True, leaders=('王', '一', '、', '李', '二'))
Project(is_in_library=True, leaders=('王', '一', '、', '李', '二'))
Project(is_in_library=True, leaders=('王', '一', '、', '李', '二'))
Project(is_in_library=True, leaders=('王', '一', '、', '李', '二'))
Project(is_in_library=False, leaders=('王', '一', '、', '李', '二'))
StructureHandlerNotFoundError
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
