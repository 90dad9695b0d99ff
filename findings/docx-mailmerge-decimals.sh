#!/usr/bin/env bash
# docx-mailmerge2 1.0.3: an amount given as Decimal loses the format of its merge field where that has commas, \# "#,##0.00": 4171.625 stands
# in the letter, with no more than a warning; the float 4171.625 is 4,171.62. It groups by _ first, which Python 3.11 knows for int and
# float only. Without commas both are formatted.
# Guessed: 4,171.62 or 4,171.63 for both.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check docx-mailmerge2==1.0.3 python-docx==1.2.0
cd "$work"
cat >seen.py <<'PY'
from decimal import Decimal

import docx
from docx.oxml import parse_xml
from mailmerge import MailMerge

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
paper = docx.Document()
for switch in (r'\# &quot;#,##0.00&quot;', r'\# &quot;0.00万元&quot;'):
    paper.add_paragraph()._p.append(parse_xml(
        f'<w:fldSimple {W} w:instr=" MERGEFIELD 总投资 {switch} "><w:r><w:t>«总投资»</w:t></w:r></w:fldSimple>'))
paper.save('letter.docx')
for amount in (Decimal('4171.625'), 4171.625):
    with MailMerge('letter.docx') as letter:
        letter.merge(总投资=amount)
        letter.write('merged.docx')
    print(type(amount).__name__, [each.text for each in docx.Document('merged.docx').paragraphs])
PY
cat >expected <<'TEXT'
Decimal ['4171.625', '4171.62万元']
float ['4,171.62', '4171.62万元']
TEXT
PYTHONIOENCODING=utf-8 "$work/env/bin/python" -W ignore seen.py >seen
cat seen
diff expected seen
