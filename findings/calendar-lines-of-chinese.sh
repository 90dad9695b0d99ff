#!/usr/bin/env bash
# ics 0.7.3 and vobject 0.9.9 write a title of 47 Chinese characters as one line of 149 octets, where RFC 5545 (3.1) has at most 75:
# ics breaks no line, vobject breaks by octets, yet only a line of more than 75 characters. icalendar 7.3.2 breaks both.
# Guessed: a line too long is broken whatever its language.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check ics==0.7.3 vobject==0.9.9 icalendar==7.3.2
cd "$work"
cat >seen.py <<'PY'
import datetime

import ics
import icalendar
import vobject

TITLE = '督导某县城区供水改造工程（一期）和某县中药材加工产业园建设进度，核对完成投资和存在问题整改情况'


def longest(name, written):
    octets = written if isinstance(written, bytes) else written.encode()
    print(name, max(map(len, octets.replace(b'\r\n', b'\n').split(b'\n'))))


for title in (TITLE, TITLE * 2):
    event = ics.Event(name=title, begin='2026-03-05')
    longest('ics', ics.Calendar(events=[event]).serialize())
    calendar = vobject.iCalendar()
    made = calendar.add('vevent')
    made.add('summary').value = title
    made.add('dtstart').value = datetime.date(2026, 3, 5)
    longest('vobject', calendar.serialize())
    event = icalendar.Event()
    event.add('summary', title)
    longest('icalendar', event.to_ical())
PY
cat >expected <<'TEXT'
ics 149
vobject 149
icalendar 74
ics 290
vobject 74
icalendar 74
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
