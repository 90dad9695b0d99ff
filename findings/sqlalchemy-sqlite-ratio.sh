#!/usr/bin/env bash
# sqlalchemy 2.1.9 on SQLite: a quotient of two Numeric(18, 2) columns takes the type of its left side, and the result, which the
# database computes as 0.333…, is rounded to two places on the way out.
# Guessed: the number that the database computed.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check sqlalchemy==2.1.9
cd "$work"
cat >seen.py <<'PY'
import sqlalchemy as sa

engine = sa.create_engine('sqlite://')
table = sa.Table('t', sa.MetaData(), sa.Column('part', sa.Numeric(18, 2)), sa.Column('whole', sa.Numeric(18, 2)))
table.create(engine)
with engine.begin() as connection:
    connection.execute(table.insert(), {'part': 1, 'whole': 3})
    print(connection.execute(sa.select(table.c.part / table.c.whole)).scalar())
    print(connection.exec_driver_sql('SELECT round(part * 1.0 / whole, 6) FROM t').scalar())
PY
cat >expected <<'TEXT'
0.33
0.333333
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
