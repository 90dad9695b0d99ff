#!/usr/bin/env bash
# docx2txt 0.9 and docx2python 3.7.1: a sentence moved with changes tracked stands in the text twice, where it was and where it is. What
# was deleted is left out, so tracked changes seem to be understood; an amount that was moved is counted twice.
# Guessed: once, at its new place, as mammoth 1.13.0 has it.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check \
  docx2txt==0.9 docx2python==3.7.1 mammoth==1.13.0 python-docx==1.2.0
cd "$work"
cat >seen.py <<'PY'
import docx
import docx2txt
import mammoth
from docx.oxml import parse_xml
from docx2python import docx2python

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:author="甲" w:date="2026-03-20T09:00:00Z"'
MOVED = '<w:r><w:t>新入库3.12亿元。</w:t></w:r>'
document = docx.Document()
before = document.add_paragraph()._p
before.append(parse_xml(f'<w:moveFrom {W} w:id="1">{MOVED}</w:moveFrom>'))
before.append(parse_xml(f'<w:del {W} w:id="2"><w:r><w:delText>作废。</w:delText></w:r></w:del>'))
document.add_paragraph('在库4.91亿元。')._p.append(parse_xml(f'<w:moveTo {W} w:id="3">{MOVED}</w:moveTo>'))
document.save('moved.docx')
with open('moved.docx', 'rb') as file, docx2python('moved.docx') as other:
    texts = [docx2txt.process('moved.docx'), other.text, mammoth.extract_raw_text(file).value]
for text in texts:
    print(' | '.join(text.split()))
PY
cat >expected <<'TEXT'
新入库3.12亿元。 | 在库4.91亿元。新入库3.12亿元。
新入库3.12亿元。 | 在库4.91亿元。新入库3.12亿元。
在库4.91亿元。新入库3.12亿元。
TEXT
"$work/env/bin/python" seen.py >seen
cat seen
diff expected seen
