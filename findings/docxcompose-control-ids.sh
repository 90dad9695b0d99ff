#!/usr/bin/env bash
# docxcompose 2.2.0: joins two reports whose content controls have the same ids, as two made from one template do, without giving new
# ones: the joined document has each id twice, which ISO 29500 (17.5.2.18) forbids.
# Guessed: bookmarks, notes and pictures get new ids on the way, so controls do too.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check docxcompose==2.2.0 python-docx==1.2.0
cd "$work"
cat >seen.py <<'PY'
import re

import docx
from docx.oxml import parse_xml
from docxcompose.composer import Composer

CONTROL = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:sdtPr><w:tag w:val="fai"/><w:id w:val="1001"/>'
    '</w:sdtPr><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>'
)


def report(amount):
    document = docx.Document()
    document.add_paragraph('完成投资')._p.append(parse_xml(CONTROL.format(amount)))
    return document


joined = Composer(report('6.43亿元'))
joined.append(report('7.08亿元'))
joined.save('both.docx')
xml = docx.Document('both.docx').element.xml
print(re.findall('[0-9.]+亿元', xml), re.findall('<w:id w:val="([0-9]+)"', xml))
PY
cat >expected <<'TEXT'
['6.43亿元', '7.08亿元'] ['1001', '1001']
TEXT
"$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
